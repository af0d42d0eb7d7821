"""Whether what a figure counts has happened: the words of modality, asking and denial that reach it.

Takes a draft with its measure and frame; gives its status. Words lie in rules/status.toml.
"""

from __future__ import annotations

import re
from functools import cache

from panj.claims.counting.compared import is_compared
from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.speakers import AS_A_TOLL
from panj.claims.tables import alternation, table
from panj.language import boundary
from panj.model import PEOPLE, Measure, Status

REACH = 9  # words before a figure and its verb in which modality is looked for
_BESIDE = 4  # words beside the verb of a state in which its own modal verb stands
_STATES = frozenset(
    {
        Measure.HOSTED,
        Measure.DISPLACED_STOCK,
        Measure.NEED,
        Measure.CONTROL,
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
    }
)
_GOODS = frozenset({Measure.FUNDING, Measure.ASSISTANCE})
_ASKED = frozenset(
    {
        Measure.RELOCATION,
        Measure.ADMISSION,
        Measure.RETURN,
        Measure.HOSTED,
        Measure.EVACUATION,
        Measure.ARRIVAL,
        Measure.DEPLOYMENT,
    }
)
_SCENARIO = re.compile(r"\b(?:scenarios?|worst[- ]case)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|in case|in the event)\b", re.IGNORECASE)
_CLOSE = 25  # characters: "is expected to be moved" is an expectation, not a plan
_SELF_ASKED = re.compile(
    r"(?:\s+\w+){0,6}?\s+(?:(?:have|has|had|were|are)\s+)?(?:also\s+)?(asked|asking|requested|requesting|want|wanted|wish|wished|registered)"
    r"\s+(?:for|to)\b",
    re.IGNORECASE,
)
_ASKED_FOR_ONESELF = frozenset(
    {Measure.RETURN, Measure.EVACUATION, Measure.DEPARTURE, Measure.RELOCATION, Measure.FORCED_RETURN}
)
# ... but for "dismissed as tolls of the enemy", which are what is denied.
_AS_A_TOLL = rf"(?<!dismissed)(?<!dismisses)(?<!rejected)(?<!rejects){AS_A_TOLL}"
_BESIDE_A_TOLL = re.compile(_AS_A_TOLL, re.IGNORECASE)
# What stands between a denial or a request and a figure that it does not reach.
_OUT_OF_DENIAL = re.compile(
    r"[;:]|\b(?:but|instead|saying|adding|insisting|stating|noting|while)\b|"
    r"\band\s+(?:puts?|gave|gives|said|says|insist(?:s|ed)|spoke|counted)\b|"
    rf"{_AS_A_TOLL}|"
    r",\s+(?:and|only|has|have|had|is|are|was|were)\b",
    re.IGNORECASE,
)
_OUT_OF_REQUEST = re.compile(
    r"[;:]|,\s+(?:but|while|after|with)\b|,?\s+and\s+(?:\w+\s+){0,3}?(?:said|says|has|have|had|is|are|was|were)\b|\b(?:who|which|after|because|since|when|where|while|although)\b|"
    r"\bthat\s+(?:already\s+|now\s+|currently\s+)?(?:has|have|had|are|is|were|was|host|hosts|hosted|took|takes|take|shelters?|hold|holds)\b",
    re.IGNORECASE,
)
_COMPARING = frozenset(
    {"larger", "smaller", "compared", "against", "up", "down", "more", "fewer", "versus", "home"}
)
_ASKS_TO_DO = re.compile(r"\b(?:to\s+(?:\w+ly\s+)?[a-z]+|that|for)\b", re.IGNORECASE)
_REACHING = re.compile(
    r"\b(?P<modal>could|may|might)\s+(?:well\s+|yet\s+|still\s+|eventually\s+|even\s+)?"
    r"(?:reach|rise|climb|exceed|top|surpass|pass|go|grow|be\s+(?:as\s+high|as\s+many|higher|more))\b[^.;,]{0,25}\Z",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:reports?|claims?|figures?|rumou?rs?|allegations?|suggestions?|assertions?|posts?|information|stor(?:y|ies)|statements?|news)\b"
    r"(?!\s+(?:said|says))[^.;]*\b(?:that|of|about|saying|alleging|suggesting|claiming)\b[^.;]*\Z",
    re.IGNORECASE,
)


# "Asks for 20 million dollars to feed 90,000 people": what the money is for is a plan.
_MONEY_FOR = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|seek(?:s|ing)?|sought|need(?:s|ed|ing)?|requir(?:e|es|ed|ing)|request(?:s|ed|ing)?|appeal(?:s|ed|ing)?|launch\w*)\b"
    r"[^.;]*?(?:[$€£]|\b(?:US\s?[D$]|USD|EUR|CHF|GBP|dollars?|euros?|pounds?|francs?)\b)(?:[^.;]|\.\d)*?\b(?:to|could|would)\s+(?:\w+ly\s+)?"
    r"(?:help|assist|support|reach|feed|shelter|provide|protect|serve|cover|aid|supply|house|treat|enable|give|bring|deliver|offer)\b(?:[^.;]|\.\d)*\Z",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:said|announced|added|told|promised|vowed|confirmed|declared|pledged)\b(?:(?!\bif\b)[^.;])*?\bwould\b(?!\s+(?:have|consider|face|be\s+willing|like|need|take\s+up\s+to))"
    r"(?:(?!\b(?:could|might|may)\b)[^.;])*\Z",
    re.IGNORECASE,
)


_APART = re.compile(r",\s+(?:where|of\s+whom|after|while|but|from\s+where)\b[^,;]*\Z", re.IGNORECASE)
_DONE = re.compile(r"\s+(?:[a-z]+\s+)?(?:were|was|had|have|has)\s+(?!to\b)", re.IGNORECASE)


def _told_apart(draft: Draft, source: Draft | None) -> bool:
    """ "Hope to take 3,500 out of Irpin, where 2,000 were moved on Monday": done, whatever is hoped."""
    if source is None or source.sentence is not draft.sentence or source.end > draft.start:
        return False
    between = draft.before[source.end - draft.sentence.span.start :]
    return _APART.search(between) is not None and _DONE.match(draft.after) is not None


def give_status(draft: Draft, text: str) -> None:
    """Fill the status of a draft that has a measure; a figure without a verb has that of the figure it continues."""  # noqa: E501
    if draft.measure is None or not draft.sentence.tokens:
        return
    status, rule = _status(draft, text, draft.measure)
    source = draft.copied
    shared = source is not None and (source.sentence is draft.sentence or _verbless(draft.sentence))
    shared = (
        shared and not _told_apart(draft, source) and not is_compared(draft)
    )  # "will feed 260,000, down from 420,000 in May"
    if source is not None and shared and status is Status.HAPPENED and source.status is not status:
        status, rule = source.status, "status.copied"
    draft.status = status
    draft.rules.append(rule)
    if status is Status.DENIED:
        draft.confirmed = False


def _status(draft: Draft, text: str, measure: Measure) -> tuple[Status, str]:
    sentence = draft.sentence
    before, after = text[sentence.body : draft.start], text[draft.end : sentence.span.end]
    denial = denied(before, after)
    if denial:
        return Status.DENIED, f"status.denied:{denial}"
    if measure is Measure.CAPACITY:
        return Status.HAPPENED, "status.state"
    if measure is Measure.ASSISTANCE and draft.unit in PEOPLE and _MONEY_FOR.search(before):
        return Status.PLANNED, "status.purpose"
    asked = _requested(before, measure) or _asks(after, measure)
    if asked:
        return Status.REQUESTED, f"status.requested:{asked}"
    reaching = _REACHING.search(before)
    if reaching is not None:
        return Status.POSSIBLE, f"status.possible:{reaching['modal'].lower()}"
    found = _ahead(_words_near(draft, _without_exempt(text, sentence)), after)
    if found == (Status.POSSIBLE, "status.possible:would") and _is_announced(before, after):
        return Status.PLANNED, "status.planned:would"
    return found if found is not None else (Status.HAPPENED, "status.stated")


def _is_announced(before: str, after: str) -> bool:
    """ "Said that it would feed …": in indirect speech "will" becomes "would", but not under a condition."""
    return _ANNOUNCED.search(before) is not None and _CONDITION.search(after) is None


def _without_exempt(text: str, sentence: Sentence) -> str:
    """The text with what holds a modal verb but no modality ("as was expected") blanked in one sentence."""
    a, b = sentence.body, sentence.span.end
    blanked = _never().sub(lambda m: " " * len(m.group()), text[a:b])
    return text[:a] + blanked + text[b:]


def _ahead(near: str, after: str) -> tuple[Status, str] | None:
    """Planned or possible: a condition makes possible, else the word nearest to the figure decides."""
    planned = _find("planned", near)
    possible = [m for m in _find("possible", near) if not any(_within(m, p) for p in planned)]
    scenario = _SCENARIO.search(near) or _SCENARIO.search(after) or _CONDITION.search(near)
    if scenario or (possible and (not planned or planned[-1].start() - possible[-1].end() < _CLOSE)):
        words = scenario or (possible[-1] if possible else None)
        return Status.POSSIBLE, f"status.possible:{words.group().lower() if words else ''}"
    if planned:
        return Status.PLANNED, f"status.planned:{planned[-1].group().lower()}"
    return None


def _within(m: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= m.start() and m.end() <= other.end()


def _asks(after: str, measure: Measure) -> str | None:
    """ "495 of them have asked to be returned": those counted ask themselves."""
    match = _SELF_ASKED.match(after) if measure in _ASKED_FOR_ONESELF else None
    return match.group(1).lower() if match else None


@cache
def _phrases(status: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(table('status')[status][name])})\b", re.IGNORECASE)


@cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in table("status")["possible"]["never"]), re.IGNORECASE)


def _find(status: str, words: str) -> list[re.Match[str]]:
    """The words of a status."""
    return list(_phrases(status, "around").finditer(words))


@cache
def _denying() -> re.Pattern[str]:
    rows = table("status")["denied"]
    verbs, said = alternation(rows["verbs"]), alternation(rows["said"])
    return re.compile(
        rf"\b(?:(?:{verbs})(?:\s+(?!and\b|but\b)\w+){{0,4}}?\s+(?:{said})|{alternation(rows['before'])})\b",
        re.IGNORECASE,
    )


@cache
def _denied_after() -> re.Pattern[str]:
    return re.compile("|".join(table("status")["denied"]["after"]), re.IGNORECASE)


def denied(before: str, after: str) -> str | None:
    """The words that deny a figure, among those of its sentence before and after it."""
    for m in _denying().finditer(before):
        between = before[m.end() :]
        if _BESIDE_A_TOLL.search(m.group()):
            continue
        if "contrary to" in m.group().lower():
            if re.search(r"\b(?:not|never|no)\b", after) or ", " not in between:
                return m.group().lower()
            continue
        if not _OUT_OF_DENIAL.search(between):
            return m.group().lower()
    if _REPORTED.search(before):
        found = _denied_after().search(re.split(r"[;]|\bbut\b|,\s+(?:and|while)\b", after)[0])
        return found.group().lower() if found else None
    return None


def _requested(before: str, measure: Measure) -> str | None:
    """The word of asking that reaches a figure: money and goods are asked for, people where something is to be done."""  # noqa: E501
    if measure not in _GOODS and measure not in _ASKED:
        return None
    name = "verbs" if measure in _GOODS or measure in {Measure.RETURN, Measure.ADMISSION} else "of_people"
    exempt = [m.span() for m in _never().finditer(before)]
    for m in reversed(list(_phrases("requested", name).finditer(before))):
        between = before[m.end() :]
        if _OUT_OF_REQUEST.search(between) or any(a <= m.start() < b for a, b in exempt):
            continue
        if measure in _GOODS or measure is Measure.DEPLOYMENT or _ASKS_TO_DO.search(m.group() + between):
            return m.group().lower()
    return None


def _words_near(draft: Draft, text: str) -> str:
    """The words before a figure and its verb, through the verb, in which a modal verb would govern them."""
    tokens, hit = draft.sentence.tokens, draft.hit if draft.copied is None else None
    first = min(draft.first, hit.first) if hit is not None else draft.first
    last = max(draft.first, hit.last) if hit is not None else _verb_after(draft.sentence, draft.last)
    if draft.measure in _STATES and hit is not None:
        first, last = hit.first, max(hit.last, hit.first)
        begin = first
        while begin > 0 and first - begin < _BESIDE and tokens[begin - 1].text != ",":
            begin -= 1
        return text[tokens[begin].start : tokens[last].end]
    begin = first
    while begin > 0 and first - begin < REACH and not _cuts(draft.sentence, begin - 1):
        begin -= 1
    return text[tokens[begin].start : tokens[last].end]


def _verb_after(sentence: Sentence, last: int) -> int:
    """ "Another 500 were expected to follow": through the auxiliaries after a figure without a verb."""
    tokens, i = sentence.tokens, last
    while i + 1 < len(tokens) and i - last < _BESIDE and boundary(tokens, i + 1) == 0.0:
        i += 1
    has_verb = any(t.pos in {"AUX", "MODAL"} for t in tokens[last + 1 : i + 1])
    return i if has_verb else last


def _cuts(sentence: Sentence, i: int) -> bool:
    """Whether token i ends the reach of a modal verb to its right."""
    tokens = sentence.tokens
    t = tokens[i]
    if t.lower == "that":
        before = tokens[i - 1].lower if i else ""
        return not re.match(r"(?:fear|expect|warn|project|estimat|likely|possib)", before)
    if t.text == "," and i + 1 < len(tokens) and tokens[i + 1].lower in _COMPARING:
        return True
    return boundary(tokens, i) >= 1.0 or t.lower in {"who", "which"}


def _verbless(sentence: Sentence) -> bool:
    return not any(
        t.pos in {"AUX", "MODAL"} or (t.pos == "VERB" and t.tags & {"PAST", "S"}) for t in sentence.tokens
    )
