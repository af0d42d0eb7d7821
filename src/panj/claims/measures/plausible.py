"""What only looks like a figure of displacement, by what it is of and what stands around it.

Takes drafts; sets them aside with the reason, or lets them stand as facilities or context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.measures.same_people import HURT_OR_HELD
from panj.claims.mentions.nations import code_of, demonym
from panj.model import LENGTHS, Group, Measure, Unit

_HOSTING = re.compile(
    r"\b(?:shelter\w*|displaced|refugees?|IDPs?|evacuees?|host(?:s|ed|ing)?|asylum|migrants|housed|accommodat\w+|staying|reception|receiv\w+|put\s+up|lodged|sleep\w*|camped)\b",
    re.IGNORECASE,
)
_RUINED = re.compile(
    r"\b(?:destroyed|damaged|burned|burnt|flattened|reduced\s+to|in\s+ruins|demolished|shelled|bombed|collapsed)\b",
    re.IGNORECASE,
)
_SHELTERED = re.compile(
    r"\b(?:shelter\w*|displaced|refugees?|IDPs?|tents?|camps?|schools?|centres?|centers?|host|asylum|evacuees?|containers?|caravans?|prefab\w*|barracks|stadiums?|gym\w*|halls?|"
    r"tarpaulins?|plastic|sheeting|ruins|rubble|tombs?|makeshift|roadsides?|in\s+the\s+open|under\s+trees|friends|relatives|villagers\s+from)\b",
    re.IGNORECASE,
)
_HOME_TO = re.compile(
    r"(?:\b(?P<it>it|which|that)\s+)?(?:(?:is|was|has\s+been|are|were|now|still|also|once|already)\s+){0,3}home\s+to\s+[^,;]{0,30}\Z",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\s+(?:\w+\s+)?(?:(?:who|that)\s+(?:(?:had|have|has|were|are|was|been|recently|already)\s+)*)?"
    r"(?:displaced|uprooted|fled|fleeing|escap\w+|evacuated|forced|driven|sheltering|returned|arriv\w+|from\s)",
    re.IGNORECASE,
)
_SITES = re.compile(
    r"\b(?:camps?|sites?|settlements?|shelter\w*|tents?|schools?|refugees?|IDPs?|cent(?:re|er)s?|barracks|stadiums?|hotels?|"
    r"compounds?|complex|buildings?|bloc?ks?|transit|monaster\w+|church\w*|mosques?|hospitals?|universit\w+)\b",
    re.IGNORECASE,
)
_SAID_BEFORE = 200  # characters in which what "it" stands for is told
_AID = re.compile(
    r"\b(?:aid|humanitarian|refugees?|displaced|response|appeal|assistance|relief|crisis|emergency|UN|U\.N\.|UNHCR|IOM|OCHA|donors?|requirements|operation|budget|support|food|shelter|reconstruction|resettle\w*|funding|funds?|fundrais\w+|donations?|IDPs|evacuees|returnees|migrants|asylum|victims|homeless|camps?|help\w*)\b",
    re.IGNORECASE,
)
_AID_NEAR = 250  # characters before an amount in which a word of aid may stand
_ONE = frozenset({"one", "1"})
_SMALL = 10  # people that "the two" may stand for
_POINTING = re.compile(r"\b(?:the|these|those|of)\s+(?:the\s+)?\Z", re.IGNORECASE)
_COUNTED_ON = re.compile(r"\bas\s+(?:of|at)\s+(?:\d|[A-Z]|the\s+end\b|today\b)")  # no census has such a day
_LIVING = re.compile(r"li(?:ve|ving)|resid")
_OF = re.compile(r"\s+of\b")
_COME_FROM = re.compile(
    r"\s+(?:[\w’'-]+\s+){1,3}from\s+(?:[a-z]+\s+){0,2}[A-Z]"
)  # "Rohingya from Myanmar live there"
_DONE_TO = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DETAINED})
_PART_BEFORE = re.compile(
    r"(?:\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|most|many|some|several))\s+"
    r"of\s+(?:(?:the|its|their|his|her|our|some|about)\s+)*(?:[\w’'-]+['’]s?\s+)?\Z",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,3}?(?:who|that|which|killed|dead|victims?|deaths|bodies|casualties|wounded|injured|hurt|missing|fatalities|"
    r"detained|arrested|detainees|prisoners)\b",
    re.IGNORECASE,
)
_BORDER = re.compile(r"\b(?:border|frontier|boundary)\b")
_SITE = re.compile(r"\b(?:camps?|sites?|land|settlements?|refugees?|shelters?|tents?)\b")
_OFF_BORDER = re.compile(
    r"\s+\w+\s+(?:\(\S+\s+\w+\)\s+)?(?:from|away|inside|into|north|south|east|west|off|beyond|deep|of\s+the)\b"
)


def settle_facility(draft: Draft, text: str) -> bool:
    """Whether what is said of buildings is settled by their kind: people find room there, or not."""
    near = text[max(draft.sentence.body, draft.start - 60) : draft.number.end + 80]
    if draft.hit is not None and draft.hit.frame.measure is Measure.CONTROL and draft.score > 0.5:
        return False
    weak = draft.noun is not None and draft.noun.weak
    if (weak and not _HOSTING.search(draft.sentence.text)) or _RUINED.search(near):
        draft.aside = "buildings that receive nobody"
        return True
    draft.measure, draft.hit = Measure.FACILITY, None
    draft.term = draft.noun.words if draft.noun else None
    draft.optional = draft.number.kind == "vague"
    draft.rules.append("frame.facility")
    return True


def check(draft: Draft, text: str) -> None:
    """Last doubts of a figure that has its measure; a reason found earlier stays where there are none."""
    draft.aside = _reason(draft, text) or draft.aside


def _reason(draft: Draft, text: str) -> str | None:
    """Why it is no figure of displacement, None where nothing speaks against it."""
    is_loose = draft.of is None and draft.copied is None and draft.whole is None
    if draft.unit is Unit.SHARE and is_loose and draft.measure not in {Measure.NEED, Measure.CONTROL}:
        return "a share of something that is not counted here"
    if _refers_back(draft, text):
        return "refers back to what was told before"
    if _is_resident(draft) or _is_population(draft, text):
        return "resident population"
    if _is_whole(draft):
        return "the whole of which a part is told"
    if _is_one_of(draft, text):
        return "one of several, not a figure"
    around = text[max(0, draft.start - _AID_NEAR) : draft.sentence.span.end]
    return "money, but not for aid" if draft.unit is Unit.CURRENCY and not _AID.search(around) else None


def _refers_back(draft: Draft, text: str) -> bool:
    """Whether a small number in words stands for people told of before: "the two", "of these three"."""
    if (
        draft.noun is not None
        or draft.copied is not None
        or draft.number.value > _SMALL
        or draft.number.digits
    ):
        return False
    return _POINTING.search(text[: draft.number.core_start][-9:]) is not None


def _is_resident(draft: Draft) -> bool:
    """Whether they only live there, and nothing tells of shelter."""
    if draft.hit is None or draft.copied is not None or draft.hit.frame.name != "live":
        return False
    lives = _LIVING.match(draft.term or "") and draft.group in {Group.CIVILIANS, Group.PEOPLE}
    if not lives or _SHELTERED.search(draft.sentence.text):
        return False
    return not (_COUNTED_ON.search(draft.sentence.text) or _is_abroad(draft))


def _is_population(draft: Draft, text: str) -> bool:
    """ "The town is home to 40,000 people": of a town its population, of a camp those who are sheltered."""
    if draft.hit is None or draft.copied is not None or draft.hit.frame.name != "home_to":
        return False
    told = _HOME_TO.search(draft.before)
    if told is None or draft.group not in {Group.CIVILIANS, Group.PEOPLE} or _CAME.match(draft.after):
        return False
    named = [m for m in draft.sentence.places if m.end <= draft.start]
    home, lands = _people_of(draft), {m.nation for m in named if m.country}
    if home is not None and lands and home not in lands:
        return False  # "Iran is home to five million Afghans"
    spoken_of = text[max(0, draft.sentence.span.start - _SAID_BEFORE) : draft.start]
    subject = spoken_of if told["it"] or not named else draft.before
    return _SITES.search(subject) is None and not any("camp" in m.kind for m in named)


def _is_abroad(draft: Draft) -> bool:
    """ "40,000 Ruritanians are living in Tarvia": people of one country in another, no minority of it."""
    home = _people_of(draft)
    if _COME_FROM.match(draft.after):
        return True
    now = (draft.term or "").startswith("living")
    lands = {
        m.nation
        for m in draft.sentence.places
        if m.role == "in" and m.nation is not None and (m.country or now)
    }
    return home is not None and bool(lands) and home not in lands


def _people_of(draft: Draft) -> str | None:
    """The code of the country whose people are counted: "Afghans"."""
    noun = draft.noun.words.split()[-1] if draft.noun is not None and draft.noun.words else ""
    return code_of(demonym(noun[:1].upper() + noun[1:]) or "")


def _is_whole(draft: Draft) -> bool:
    """ "33 of 414 villagers died": the whole of a part, with no verb of its own."""
    if draft.measure not in _DONE_TO or not _PART_BEFORE.search(draft.before):
        return False
    return not _OWN_VERB.match(draft.after)


def _is_one_of(draft: Draft, text: str) -> bool:
    """Whether "one" counts nobody: it is a figure only of a person harmed, and not in "one of"."""
    core = draft.number
    if text[core.core_start : core.core_end].lower() not in _ONE:
        return False
    if draft.noun is not None and draft.noun.first > draft.first:
        return False
    return (
        draft.measure not in HURT_OR_HELD or _OF.match(text[core.core_end : core.core_end + 10]) is not None
    )


def context_drafts(drafts: Sequence[Draft]) -> None:
    """Figures that the work needs but that count no people: border lengths, a site's hectares, wholes of shares."""  # noqa: E501
    for draft in drafts:
        if draft.aside is not None:
            continue
        if "context.whole" in draft.rules:
            draft.measure = Measure.CONTEXT
        elif draft.unit in LENGTHS:
            _measure_length(draft)


def _measure_length(draft: Draft) -> None:
    """A length is one of a border, an area one of a site; others are set aside."""
    around = draft.sentence.text.lower()
    if draft.unit is Unit.HA:
        is_context, what = _SITE.search(around) is not None, "area"
    else:
        of_border = _BORDER.search(around) is not None and not _OFF_BORDER.match(draft.after)
        is_context, what = of_border, "length, speed or weight"
    draft.measure = Measure.CONTEXT if is_context else None
    draft.aside = None if is_context else what
    draft.rules.append("context.border" if is_context and draft.unit is not Unit.HA else "context.site")
