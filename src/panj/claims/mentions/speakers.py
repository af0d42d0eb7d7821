"""Who says so: attributions in a sentence, before, after or around the figure, and through whom.

Takes a sentence's tokens and what was said before; gives `Attribution`s with the span of their words, so
that the day of saying can be told from the day of the event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.claims.mentions.naming import clean, pick, words_of
from panj.claims.mentions.referring import Memory, resolve
from panj.claims.numbers.words import NUMBER_WORDS, ORDERS
from panj.claims.tables import alternation, table
from panj.language import Token, forms

_INTRODUCED = re.compile(r"\W*([A-Z][^,.;]{4,70}),\s+(?:speaking|addressing|asked|receiving|visiting)\b")
_INVERTING = frozenset(
    {
        "say",
        "add",
        "note",
        "explain",
        "report",
        "announce",
        "warn",
        "write",
        "insist",
        "claim",
        "acknowledge",
        "estimate",
        "confirm",
        "stress",
        "state",
    }
)
_TEMPORAL = re.compile(
    r"(?:,?\s*(?:(?:later|early|late)\s+)?(?:on\s+|in\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s+\d+|\d+\s+(?:January|February|March|April|May|June|July|August|September|October|November|December))(?:\s+(?:night|morning|evening|afternoon))?,?\s*)+\Z"
)
_TAIL = re.compile(
    r"(?:\s+(?:has|have|had|also|later|then|now|earlier|further|repeatedly|already|reportedly|itself|himself|herself|recently|again|previously|separately|meanwhile|would|will|was|is|and|does|did)|,\s*(?:for\s+(?:its|his|her)\s+part|however|meanwhile|in turn|too|for one))*\s*,?\s*\Z",  # noqa: E501
    re.IGNORECASE,
)
_STOP_AFTER = re.compile(
    r"(?:,|;|(?<!\bCol)(?<!\bGen)(?<!\bMaj)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bLt)(?<!\bSen)(?<!\bGov)(?<!\bSgt)(?<!\bCapt)(?<!\bBrig)(?<!\bAdm)(?<!\b[A-Z])\.(?:\s|\Z)|\s—|\s–|\s--|\)|\(|\s(?:who|which|that|when|where|as|while|and said|and added|but|after|in an?|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)|said|told|, ))"  # noqa: E501
)


# "Number of displaced registered in shelters: 155,600": what is counted registers nobody.
_A_NUMBER = re.compile(
    r"\d[\d.,]*\s|(?:the\s+)?(?:total\s+|overall\s+)?(?:numbers?|totals?|figures?|share|rate)\s+of\b|"
    r"(?:\w+\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten)[\s-]+(?:in|out\s+of|thirds?|quarters?|fifths?)\b|"
    r"(?:nearly|about|almost|over|some)?\s*half\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Speaker, medium, and the span of the words that attribute."""

    speaker: str | None
    via: str | None
    start: int
    end: int
    rule: str


@cache
def _speech() -> dict[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, set[str]]] = {}
    for verb in table("speech")["verbs"]:
        for form, tag in forms(verb):
            found.setdefault(form, (verb, set()))[1].add(tag)
    return {form: (verb, frozenset(tags)) for form, (verb, tags) in found.items()}


@cache
def _according() -> re.Pattern[str]:
    return re.compile(rf"\b({alternation(table('speech')['according'])})\s+", re.IGNORECASE)


@cache
def _media() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({alternation(table('speech')['media'])})(?!\w)")


def attributions(
    text: str, tokens: Sequence[Token], start: int, end: int, memory: Memory
) -> list[Attribution]:
    """The attributions of the sentence at text[start:end]; `memory` resolves pronouns and is brought up to date."""  # noqa: E501
    introduced = _INTRODUCED.match(text, start, end)
    if introduced:
        memory.note(clean(introduced.group(1)))
    found = [*_by_verb(text, tokens, start, end, memory), *_by_phrase(text, start, end, memory)]
    found.sort(key=lambda a: (a.start, a.end))
    return _through(found)


def _through(found: list[Attribution]) -> list[Attribution]:
    """ "Citing the border service, Khovar said": the service speaks, Khovar carries."""
    cited = next((a for a in found if a.rule in {"speaker.citing", "speaker.cited_by"}), None)
    if cited is None:
        return found
    others = [a for a in found if a is not cited]
    if cited.rule == "speaker.cited_by":
        return [Attribution(a.speaker, cited.speaker, a.start, a.end, a.rule) for a in others] or found
    carrier = next((a for a in others if a.speaker), None)
    if carrier is None:
        return found
    start, end = min(cited.start, carrier.start), max(cited.end, carrier.end)
    both = Attribution(cited.speaker, carrier.speaker, start, end, "speaker.through")
    return [both, *(a for a in others if a is not carrier)]


def _by_verb(text: str, tokens: Sequence[Token], start: int, end: int, memory: Memory) -> list[Attribution]:
    found: list[Attribution] = []
    for i, t in enumerate(tokens):
        entry = _speech().get(t.lower) if t.text == t.text.lower() else None
        if entry is None or not _speaks(tokens, i, *entry):
            continue
        if t.lower == "adding" and memory.named and found:
            continue
        raw = (_inverted(text, tokens, i, end) if entry[0] in _INVERTING else None) or _subject(
            text, tokens, i, start
        )
        speaker = resolve(raw, memory) if raw is None or _A_NUMBER.match(raw) is None else None
        if speaker:
            memory.note(speaker)
            via = _told(text, tokens, i, end) if entry[0] == "tell" else None
            stop = _through_rest(tokens, i, end_of_saying(text, tokens[i].end, end), end)
            named = text.rfind(raw, start, tokens[i].start) if raw else -1  # inverted: it stands after
            begin = _with_day_before(text, start, named if named >= 0 else tokens[i].start)
            found.append(Attribution(speaker, via, min(begin, tokens[i].start), stop, f"speaker.{entry[0]}"))
    return found


# Behind these stands no verb of who says so, or one whose subject is told elsewhere.
_NO_SUBJECT = frozenset(
    ["to", "be", "been", "was", "were", "is", "are", "being", "of", "not", "without", "who", "which", "that"]
)


def _are_posts(tokens: Sequence[Token], i: int) -> bool:
    return (
        tokens[i].lower == "posts" and i + 1 < len(tokens) and tokens[i + 1].lower in {"that", "which", "who"}
    )


def _speaks(tokens: Sequence[Token], i: int, verb: str, tags: frozenset[str]) -> bool:
    before = tokens[i - 1] if i else None
    if before and (before.text.endswith(("'s", "’s", "s'", "s’")) or _are_posts(tokens, i)):
        return False  # "IOM's count", "health posts that served 300": the noun
    if before and (before.pos == "DET" or before.lower in _NO_SUBJECT or _relative(tokens, i)):
        return False
    if before and before.text == "," and verb in words_of("needs_figure") and _is_for(tokens, i + 1):
        return False  # "the site, planned for 10,000"
    if "ING" in tags and verb not in {"say", "add", "tell"}:
        return False
    if before and before.pos == "NUM":
        return False  # "3,252 confirmed dead"
    if verb == "claim" and any(t.lower in _LIVES for t in tokens[i + 1 : i + 8]):
        return False  # "flooding has claimed around 170 lives"
    if verb == "deny" and _of_what_was_told(tokens, i + 1):
        return False  # "…, it was reported; the government denies this"
    if tags <= {"BASE"} and not (
        before and (before.text[0].isupper() or before.text.endswith("s") or before.pos in {"NOUN", "PROPN"})
    ):
        return False
    if verb in words_of("needs_figure"):
        near = tokens[i + 1 : i + (40 if verb in {"put", "give", "appeal", "call", "urge", "ask"} else 14)]
        if not _gives(verb, near):
            return False
        if verb != "call" and len(near) <= 4 and before is not None and before.pos in {"NOUN", "PROPN"}:
            return True
        return any(x.pos == "NUM" or x.lower in _FIGURES for x in near)
    return True


def _relative(tokens: Sequence[Token], i: int) -> bool:
    """ "Its earlier report, which had counted six twice": the report counts, and no sentence before it."""
    return i > 1 and tokens[i - 1].lower in {"has", "have", "had"} and tokens[i - 2].lower == "which"


def _gives(verb: str, near: Sequence[Token]) -> bool:
    """Whether "give" has a toll for its object, "put" a figure behind "at": not "put aside 70 tents"."""
    if verb == "give":
        return any(x.lower in words_of("given") for x in near[:4])
    return verb != "put" or any(x.lower == "at" for x in near)


def _of_what_was_told(tokens: Sequence[Token], i: int) -> bool:
    """Whether all that is denied is what somebody else has told."""
    after = tokens[i + 1 : i + 2]
    return tokens[i : i + 1] != [] and tokens[i].lower in _TOLD and all(t.text in ".;" for t in after)


# "Denies shelling the camp as the toll rises to 34": what is denied is not the toll.
AS_A_TOLL = r"\s+as\s+(?:[\w'’-]+\s+){0,5}?(?:toll|tally|count|number|deaths?|dead)\b"
# "Denied the attack, which killed 46": nobody denied the 46.
_OUT_OF_DENIED = re.compile(rf",\s+(?:which|who|in\s+which|after|as)\b|{AS_A_TOLL}", re.IGNORECASE)
_FIGURES = NUMBER_WORDS | ORDERS.keys() | {"that", "half", "several"}
_LIVES = frozenset({"life", "lives", "victim", "victims"})
_TOLD = frozenset({"it", "this", "that"})


def _is_for(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].lower in {"for", "in", "by", "to"}


def _subject(text: str, tokens: Sequence[Token], i: int, start: int) -> str | None:
    """The noun phrase before a verb of speech, appositions joined, what belongs to other clauses cut off."""
    left = text[start : tokens[i].start]
    quote = max(left.rfind("”"), left.rfind("»"), left.rfind('" '), left.rfind('," '))
    if quote >= 0:
        left = left[quote + 1 :]
    left = _TAIL.sub("", _TEMPORAL.sub("", _TAIL.sub("", left)))
    cut = max(
        (
            m.end()
            for m in re.finditer(r"\bthat\s|;|:\s|\s(?:--|—|–)\s|\.\s(?=[A-Z])(?<!\b[A-Z]\.\s)", left)
            if _is_cut(left, m)
        ),
        default=0,
    )
    left = left[cut:]
    parts = [p.strip() for p in re.split(r",\s+(?!\d)", left) if p.strip()]
    if not parts:
        return None
    return clean(pick(parts))


def _is_cut(left: str, m: re.Match[str]) -> bool:
    return not (
        m.group().startswith(".")
        and re.search(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sen|Gov|St|No)\.\s\Z", left[: m.end()])
    )


def _inverted(text: str, tokens: Sequence[Token], i: int, end: int) -> str | None:
    """ "…, said Moussa Tchangari, who heads …" """
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None or after is None or before.text not in {",", "”", '"', "»", "’", "'"}:
        return None
    if (
        after.pos in {"PREP", "SUBORD", "PUNCT", "ADVERB", "AUX", "NUM"}
        or after.lower in {"that", "in", "on", "it"}
        or _is_day(after)
    ):
        return None
    if after.pos not in {"PROPN", "DET"} and not after.text[0].isupper() and not _office(tokens, i + 1):
        return None
    if not any(t.pos in {"AUX", "MODAL"} or "PAST" in t.tags or "S" in t.tags for t in tokens[:i]):
        return None
    stop = _STOP_AFTER.search(text, after.start, end)
    return clean(text[after.start : stop.start() if stop else end])


def _office(tokens: Sequence[Token], i: int) -> bool:
    """ "said deputy commissioner Abdul Khan": up to three words of an office, then a name."""
    for n in range(i, min(i + 4, len(tokens) - 1)):
        if tokens[n].lower in words_of("heads") and tokens[n + 1].text[:1].isupper():
            return True
    return False


_DAY_BEFORE = re.compile(
    r"(?:\A|[,.;“\"]\s*)((?:(?:only|just|early|late)\s+)?(?:on\s+(?:\w+day|\d{1,2}\s+\w+|\w+\s+\d{1,2})(?:\s+(?:night|morning|evening|afternoon))?|the\s+day\s+before,?|yesterday|a\s+day\s+earlier,?)\s+)\Z",
    re.IGNORECASE,
)


def _with_day_before(text: str, start: int, begin: int) -> int:
    """ "On Tuesday night the government said": the day is that of saying."""
    match = _DAY_BEFORE.search(text[start:begin])
    return start + match.start(1) if match else begin


def _is_day(t: Token) -> bool:
    return t.text in {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}


def _told(text: str, tokens: Sequence[Token], i: int, end: int) -> str | None:
    match = _media().match(text, tokens[i].end + 1, min(end, tokens[i].end + 40))
    return match.group(1) if match else None


def end_of_saying(text: str, at: int, end: int) -> int:
    """Where the words of saying end: through "on Monday", "in Geneva", "told AFP"; then the statement begins."""  # noqa: E501
    match = re.compile(
        r"(?:\s+(?:AFP|Reuters|AP|[A-Z][\w./-]+|reporters|journalists|the\s+\w+(?:\s+\w+)?))?(?:,?\s+(?:late\s+|early\s+)?(?:on|in|at|by|via)\s+[^,.;]{1,40}?|\s+(?:late\s+|early\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s+earlier|\s+later|\s+(?:yesterday|today))*(?=\s+that\b|,|\.|;|\s+[“\"]|\Z)"
    ).match(text, at, end)
    if match and match.end() - at < 90:
        return match.end()
    day = re.compile(
        r"\s+(?:on\s+|late\s+|early\s+)?(?:[A-Z][\w./-]+\s+)?(?:on\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.|Jan\.|Feb\.)\s+\d+|\d+\s+[A-Z][a-z]+)"
    ).match(text, at, end)
    return day.end() if day else at


def _through_rest(tokens: Sequence[Token], i: int, stop: int, end: int) -> int:
    """ "…, said a spokeswoman, Ilse Martens, in Geneva.": without verb or figure all is the speaker's."""
    rest = [t for t in tokens[i + 1 :] if t.start < end]
    states = any(t.pos in {"VERB", "AUX", "MODAL"} or (t.pos == "NUM" and len(t.text) > 2) for t in rest)
    if states or not rest or not any(t.pos == "VERB" for t in tokens[:i]):
        return stop
    return rest[-1].start if rest[-1].pos == "PUNCT" else end


_VERB_AFTER = re.compile(
    r"\s(?:had|has|have|was|were|is|are|shows?|showed|suggests?|suggested|indicates?|indicated|puts?)\b"
)


def _by_phrase(text: str, start: int, end: int, memory: Memory) -> list[Attribution]:
    found: list[Attribution] = []
    at = start
    for m in _according().finditer(text, start, end):
        if m.start() < at:
            continue
        stop = _STOP_AFTER.search(text, m.end(), end)
        named = text[m.end() : stop.start() if stop else end].rstrip(".")
        raw = clean(_VERB_AFTER.split(named)[0])
        at = m.end() + len(_VERB_AFTER.split(named)[0])
        speaker = resolve(raw, memory)
        word = m.group(1).lower()
        rule = (
            "speaker.citing"
            if word in {"citing", "quoting", "with reference to"}
            else "speaker.cited_by"
            if word in {"cited by", "as reported by", "quoted by"}
            else "speaker.according_to"
        )
        if speaker:
            memory.note(speaker)
            found.append(Attribution(speaker, None, m.start(), _through_apposition(text, at, end), rule))
    counts = [(m, m["owner"] or m["keeper"]) for m in _reckoned().finditer(text, start, end)]
    counts += [(m, m["whose"]) for m in _whose_figure().finditer(text, start, end)]
    for m, owner in counts:
        speaker = resolve(clean(owner), memory)
        if speaker:
            memory.note(speaker)
            found.append(Attribution(speaker, None, m.start(), m.end(), "speaker.according_to"))
    return found


@cache
def _reckoned() -> re.Pattern[str]:
    kinds = alternation(table("speech")["reckoning"])
    return re.compile(
        rf"\bby\s+(?:(?P<owner>(?:[\w.-]+\s+){{0,4}}?[\w.-]+)(?:['’]s|(?<=s)['’])\s+(?:own\s+|latest\s+)?(?:{kinds})\b|"
        rf"(?:an?|the)\s+(?:{kinds})\s+(?:that\s+)?(?P<keeper>(?:[\w.-]+\s+){{1,4}}?)(?:keeps?|kept|made|makes|compiled|compiles|maintains)\b)",
        re.IGNORECASE,
    )


@cache
def _whose_figure() -> re.Pattern[str]:
    """ "The government's figure remains 1.2 million", "UNHCR's latest count stands at 31,000"."""
    kinds = alternation([*table("speech")["reckoning"], "figure", "toll", "number"])
    return re.compile(
        rf"(?:\A|(?<=[.;,:]\s)|(?<=\b(?:and|but)\s)|(?<=\bwhile\s)|(?<=\n))"
        rf"(?P<whose>(?:[Tt]he\s+)?(?:[\w.-]+\s+){{0,3}}?[\w.-]+)(?:['’]s|(?<=s)['’])\s+"
        rf"(?:own\s+|latest\s+|official\s+|new\s+)?(?:{kinds})\b"
        r"(?=[^.;:]{0,80}?\s(?:remain|remains|remained|stands?|stood|is|was|puts?|reached|has)\s)"
    )


def _through_apposition(text: str, at: int, end: int) -> int:
    """ "According to X, the agency's director for Asia." ends with the sentence: no verb follows the name."""
    tail = text[at:end]
    has_verb = re.search(r"\b(?:was|were|has|have|had|is|are|said|told|fled|will|would|could|who)\b", tail)
    return end if tail.startswith(",") and not has_verb and len(tail) < 120 else at


# A saying that tells when ("six weeks after an official spoke of …") says nothing of the figure before it.
_ELSEWHERE = re.compile(r"\b(?:after|before|since|when|until)\s+(?:[\w’'-]+\s+){0,6}\Z")


_COUNTS = 120  # characters: who registers people is their source only where nobody says so


def nearest(found: Sequence[Attribution], at: int, text: str) -> Attribution | None:
    """The attribution that a figure at offset `at` stands under: the one with least between them.

    One that opens a second main clause after the figure ("…, and the agency has warned") says nothing of it.
    """
    best: tuple[float, Attribution] | None = None
    for a in found:
        low, high = (a.end, at) if a.end <= at else (at, a.start)
        between = text[low:high] if low < high else ""
        if (
            a.start > at
            and re.search(r",\s+(?:and|but|while|although)\s", between)
            and not a.rule.endswith(("_to", "citing"))
        ):
            tail = text[a.end : a.end + 1]
            if tail != ".":
                continue
        if a.start > at and ";" in between and not a.rule.endswith("citing"):
            continue  # who speaks in the next clause
        if a.start > at and _ELSEWHERE.search(
            between + text[a.start : a.start + 40].split(a.speaker or "\0")[0]
        ):
            continue
        if a.rule == "speaker.deny" and a.end <= at and _OUT_OF_DENIED.search(between):
            continue
        price = len(between) + 40 * len(re.findall(r"\b(?:while|but|whereas|although)\b|;", between))
        price += 15 if a.start > at and a.rule.startswith("speaker.add") else 0
        price += _COUNTS if a.rule == "speaker.register" else 0
        if best is None or price < best[0]:
            best = (price, a)
    return best[1] if best else None
