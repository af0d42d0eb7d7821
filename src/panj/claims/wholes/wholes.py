"""Which figures belong together: parts of a whole, lists, and figures that share another's verb.

Takes the drafts of a sentence and the last figure before it; sets `whole` and finds whose measure a figure shares.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from panj.claims.counting.brackets import in_bracket, is_bare_bracket
from panj.claims.counting.counting import PEOPLE
from panj.claims.draft import Draft
from panj.model import BACK, HARM, Measure, Unit

_PART_BEFORE = re.compile(
    r"(?:(?:,|\()\s+with|\b(?:including|includes|included|among\s+(?:them|whom|these|those)|of\s+(?:whom|which|them|these|those)|amongst\s+them|comprising|some\s+of\s+them|most\s+of\s+them|divided\s+into|made\s+up\s+of|consist(?:ing|s|ed)?\s+of|comprise[sd]?)(?:\s+(?:also|were|are|at\s+least))?)[\s,]*\Z",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"\s*(?:\w+\s+)?(?:of\s+(?:them|whom|these|those|which(?=\s+(?:were|are|have|had)\b))|among\s+them)\b",
    re.IGNORECASE,
)
_FROM_GROUP = re.compile(
    r"\b(?:from|of|out\s+of)\s+(?:an?|the|this|that)\s+(?:larger\s+|total\s+)?(?:group|total|party|number|contingent|pool)\s+of\s*\Z",
    re.IGNORECASE,
)
_LIST_END = re.compile(
    r"(?:,|\band|,\s*and|\bor|\balong\s+with|\bas\s+well\s+as|\bplus|;)\s*\Z", re.IGNORECASE
)
_VERBS = re.compile(r"\b(?:were|was|have|has|had|who|are|is|will|would)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:spoke\s+of|gave\s+a\s+(?:total|figure)|put\s+(?:the|that|it)|count(?:ed|s)?|tall(?:y|ies)|total(?:s|led)?|figures?|toll|estimate[ds]?|number|another|a\s+further|additional|more|the\s+rest|follow|makes?|together|in\s+all|speak\s+of|the\s+last|the\s+largest)\b",
    re.IGNORECASE,
)
_THERE_WERE = re.compile(
    r"(?:There\s+(?:were|are)|They\s+(?:were|are|included?|comprised?)|Among\s+them|Of\s+(?:these|those|them))\b"
)
# "By place of arrival: Cúcuta 16,482; Tibú 8,607": the total before, broken down.
_BY_PLACE = re.compile(r"\A\W*By\s+[^:.;\d]{3,60}:\s")
# "Of the dead 1,522 were Syrians": of those who were counted before.
_OF_THE_DEAD = re.compile(
    r"\A\W*(?:Of|Among)\s+the\s+(?:new\s+|newly\s+)?(?:dead|killed|victims|injured|wounded|missing|displaced|refugees|returnees|arrivals|"
    r"evacuees|evacuated|deportees|deported|migrants|newcomers)\b",
    re.IGNORECASE,
)
# "Of the 1,200 people evacuated, 300 are still in schools": so begins a clause that tells of a part.
_OF_SO_MANY = re.compile(
    r"(?:\A\W*|[,;:–—]\s+|\b(?:and|but|that|while)\s+)(?:of|out\s+of|among|amongst)\s+(?:(?:all|the|these|those)\s+)*\Z",
    re.IGNORECASE,
)
_WHO_WERE = re.compile(
    r"\s+(?:[\w-]+\s+){1,3}?(?:who|that)\s+(?:were|was|had\s+been|have\s+been)\s+(?:newly\s+|forcibly\s+)?(?=\w)",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(
    r"\A\W*Of\s+(?:all\s+)?(?:the|those)\s+(?:(?:newly|internally|new)\s+)?(?P<who>displaced|idps|evacuees|refugees|arrivals|returnees)"
    r"(?:\s+(?:people|persons))?,\s+(?:(?:some|about|around|nearly|at\s+least|more\s+than)\s+)?\Z",
    re.IGNORECASE,
)
_DRIVEN = frozenset({Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK})
_COUNTED_AS = {
    "displaced": _DRIVEN,
    "idps": _DRIVEN,
    "evacuees": frozenset({Measure.EVACUATION}),
    "refugees": frozenset({Measure.HOSTED, Measure.ARRIVAL}),
    "arrivals": frozenset({Measure.ARRIVAL}),
    "returnees": frozenset({Measure.RETURN, Measure.FORCED_RETURN}),
}
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|their|these|those|all|some)\s+){0,2}", re.IGNORECASE)
_WHO_FLED = re.compile(
    r"\s+(?:[a-z]+\s+){1,3}?(?:who|that)\s+(?:(?:had|have|has|were|was)\s+)?(?:been\s+)?(?:fled|flee|displaced|uprooted|escaped|driven)\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\s+of\s+(?:them|these|which)\b", re.IGNORECASE)
_INHABITANTS = frozenset(
    {"citizens", "residents", "inhabitants", "nationals", "population", "villagers", "townspeople"}
)
_LEFT = frozenset({Measure.DEPARTURE, Measure.RETURN, Measure.RELOCATION, Measure.FORCED_RETURN})
_SAME_CLAUSE = re.compile(r"[^.;:\n]{0,110}\Z")
_LINE_LABEL = re.compile(r"(?:[:;,]|\A)\s*[A-ZÀ-Þ][\w’'-]*(?:\s+[\w’'-]+){0,3}:\s*\Z")
_NEXT_LINE = re.compile(r"[^;,:.\d]{0,30}[;,]\s*(?:and\s+)?[A-ZÀ-Þ][\w’'-]*(?:\s+[\w’'-]+){0,3}:\s*")
_THEY = re.compile(r"(?:They|These|Those|The\s+(?:displaced|refugees|arrivals|families|people))\b")
_THE_SAME = 0.95  # of a figure: "nearly 50,000: 49,000 by the last count" says the same twice
_ALONE = frozenset({Unit.CURRENCY, Unit.FACILITIES, Unit.DISTRICTS, Unit.SETTLEMENTS, Unit.TONNES})
_OWN_WORLD = frozenset({Measure.FUNDING, Measure.FACILITY, Measure.CONTEXT, Measure.CONTROL})
_THINGS = frozenset({Unit.ITEMS, Unit.FLIGHTS, Unit.LIVESTOCK})
_HARM = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
        Measure.DETAINED,
        Measure.NEED,
        Measure.HOSTED,
        Measure.CAPACITY,
        Measure.DEPLOYMENT,
        Measure.DISPLACED_STOCK,
    }
)


def find_whole(draft: Draft, text: str, earlier: Sequence[Draft], before: Draft | None) -> None:
    """Mark a part of another figure: "including", "of whom", "64 of them", lists after a colon or a dash."""
    left = text[draft.sentence.body : draft.start]
    people = [d for d in earlier if (d.unit in PEOPLE or d.unit is None) and not _in_families(d, earlier)]
    if _FROM_GROUP.search(left):
        if people and people[-1].whole is None:
            people[-1].whole = draft
        draft.rules.append("part.from_group")
    elif (of_what := _of_things(draft, text, earlier)) is not None:
        draft.unit, draft.group, draft.whole = of_what.unit, None, of_what
        draft.rules.append("part.of_things")
    elif _PART_BEFORE.search(left) or _PART_AFTER.match(text[draft.number.end : draft.number.end + 24]):
        draft.rules.append("part.of")
        if people:
            inside = people[-1].whole is not None and listed(people[-1], draft, text)
            draft.whole = people[-1].whole if inside else people[-1]
        elif (
            before is not None
            and before.unit in PEOPLE
            and 0 <= draft.sentence.paragraph - before.sentence.paragraph <= 1
        ):
            held = before.whole is not None and before.number.value < draft.number.value
            draft.whole = before.whole if held else before
    elif (
        people
        and people[-1].whole is not None
        and listed(people[-1], draft, text)
        and people[-1].whole is not draft
    ):
        draft.whole = people[-1].whole
        draft.rules.append("part.list")
    elif (
        (_OF_THE_DEAD.search(left) or _BY_PLACE.search(left))
        and before is not None
        and _is_told(draft, before)
    ):
        draft.whole = (
            before.whole if before.whole is not None and before.whole.sentence is draft.sentence else before
        )
        draft.rules.append("part.of")
    elif is_bare_bracket(draft):
        _find_list_whole(draft, people, before)
    elif people and re.search(r"(?::|–|—|--|\()\s*\Z", left) and _breaks_down(people[-1], draft):
        draft.whole = people[-1]
        draft.rules.append("part.breakdown")


def _of_things(draft: Draft, text: str, earlier: Sequence[Draft]) -> Draft | None:
    """ "185,400 people in 988 shelters, 803 of them full": the thing that was counted right before."""
    last = earlier[-1] if earlier else None
    if last is None or last.unit is not Unit.FACILITIES or draft.number.value > last.number.value:
        return None
    if not re.fullmatch(r"\s+(?:[\w-]+\s+){0,3}[\w-]+,\s+", text[last.end : draft.start]):
        return None
    bare = draft.noun is None or "noun.borrowed" in draft.rules
    return last if bare and _OF_IT.match(text[draft.number.end : draft.number.end + 24]) else None


def _in_families(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """ "18,650 people (3,100 households), of whom 9,300 are women": the bracket says the same in families."""
    families = draft.unit is Unit.HOUSEHOLDS and in_bracket(draft)
    return families and any(d.unit is Unit.PERSONS and d.start < draft.start for d in earlier)


def part_of_so_many(live: Sequence[Draft], text: str) -> None:
    """Mark parts that a sentence tells of a number that it begins with; their verbs are settled."""
    for before, draft in pairwise(d for d in live if d.unit in PEOPLE | {None}):
        if draft.whole is None and _is_of(before, draft, text):
            draft.whole = before
            draft.rules.append("part.of_so_many")


def out_of_so_many(live: Sequence[Draft], text: str) -> None:
    """ "Only 36 of 640 families had left": the verb counts the part; the whole were there, or are none."""
    for part, whole in pairwise(d for d in live if d.unit in PEOPLE | {None}):
        joined = _OUT_OF.fullmatch(text[part.end : whole.start]) and part.number.value < whole.number.value
        one_verb = part.hit is not None and whole.hit is not None and part.hit.first == whole.hit.first
        if not joined or not one_verb or part.measure is None or whole.aside is not None:
            continue
        if part.whole is None:
            part.whole = whole
            part.rules.append("part.out_of")
        of_all = whole.noun is not None and whole.noun.words.lower() in _INHABITANTS
        if part.measure in BACK and _WHO_FLED.match(text, whole.end):
            whole.measure, whole.hit, whole.term, whole.copied = (
                Measure.INTERNAL_DISPLACEMENT,
                None,
                None,
                None,
            )
            whole.rules.append("measure.out_of")
            continue
        if part.measure in _LEFT and not of_all:
            whole.measure, whole.hit, whole.term, whole.copied = Measure.HOSTED, None, None, None
            whole.rules.append("measure.out_of")
        elif of_all or part.measure in HARM or part.measure is Measure.EVACUATION:
            whole.aside = "the whole of which a part is told"


def part_of_counted(live: Sequence[Draft], counted: Iterable[Draft]) -> None:
    """ "Of the displaced, 5,480 are women and girls": of those whom the report counted last."""
    told = list(counted)
    for d in live:
        found = _OF_THOSE.search(d.before)
        kinds = _COUNTED_AS.get(found["who"].lower(), frozenset()) if found is not None else frozenset()
        larger = [w for w in told if w.measure in kinds and w.number.value > d.number.value]
        if d.whole is None and d.unit is Unit.PERSONS and larger and larger[-1].unit is Unit.PERSONS:
            d.whole = d.copied = larger[-1]
            d.measure = larger[-1].measure
            d.rules.append("part.of_counted")


def whole_of_share(live: Sequence[Draft]) -> None:
    """ "Half of the 640 people who were displaced in May have returned": the 640 were displaced."""
    for share, whole in pairwise(live):
        base = whole.sentence.span.start
        clause = _WHO_WERE.match(whole.sentence.text, whole.number.end - base)
        if share.unit is not Unit.SHARE or whole.unit not in PEOPLE or clause is None:
            continue
        if not _OUT_OF.fullmatch(whole.sentence.text[share.end - base : whole.start - base]):
            continue
        word = whole.sentence.index(clause.end() + base)
        hit = next(
            (h for h in whole.sentence.hits if h.first == word and Unit.PERSONS in h.frame.units), None
        )
        if hit is not None and hit.frame.measure is not whole.measure:
            whole.measure, whole.hit, whole.term, whole.copied = hit.frame.measure, hit, None, None
            whole.rules.append("measure.who_were")


def _is_of(whole: Draft, draft: Draft, text: str) -> bool:
    """Whether a clause begins with the one figure: "of the 816 killed, 58 were children"."""
    left, between = text[draft.sentence.body : whole.start], text[whole.end : draft.start]
    fewer = draft.unit in PEOPLE | {None} and draft.number.value < whole.number.value
    return fewer and _OF_SO_MANY.search(left) is not None and _SAME_CLAUSE.match(between) is not None


def _is_told(draft: Draft, before: Draft) -> bool:
    """Whether the figure of the sentence before may be the whole: more people, told close by."""
    near = 0 <= draft.sentence.paragraph - before.sentence.paragraph <= 1
    return near and before.unit in PEOPLE and before.number.value > draft.number.value


def _find_list_whole(draft: Draft, people: Sequence[Draft], before: Draft | None) -> None:
    """ "They settled at Lushagala (42,000), Bulengo (31,500)": parts of the figure that the list is about."""
    heads = [d for d in people if not in_bracket(d)]
    if heads:
        draft.whole = heads[-1]
    elif before is not None and before.unit in PEOPLE and _THEY.match(draft.sentence.text):
        draft.whole = before.whole if before.sentence is draft.sentence else before
    if draft.whole is not None:
        draft.rules.append("part.list")


def listed(a: Draft, b: Draft, text: str) -> bool:
    """Whether two figures stand in one list, without a verb between them."""
    between = text[a.number.end : b.start]
    return len(between) < 70 and bool(_LIST_END.search(between)) and not _VERBS.search(between)


def _breaks_down(a: Draft, b: Draft) -> bool:
    near = b.start - a.number.end < 160 and b.unit in PEOPLE and not _are_siblings(a, b)
    return near and b.number.value < _THE_SAME * a.number.value


def _are_siblings(a: Draft, b: Draft) -> bool:
    """ "Kolo: 3,000; Mba: 1,200": two lines of one list."""
    text, base = a.sentence.text, a.sentence.span.start
    if a.sentence is not b.sentence or _LINE_LABEL.search(text[: a.start - base]) is None:
        return False
    return _NEXT_LINE.fullmatch(text[a.end - base : b.start - base]) is not None


def source_of(draft: Draft, live: Sequence[Draft], before: Draft | None) -> Draft | None:
    """The figure whose measure a figure without words of its own shares: its whole, its neighbour, the last counted."""  # noqa: E501
    if draft.whole is not None and draft.whole.measure is not None and alike(draft, draft.whole):
        return draft.whole
    left = [d for d in live if d.start < draft.start and d.measure is not None and alike(draft, d)]
    if left:
        return left[-1]
    right = [d for d in live if d.start > draft.start and d.hit is not None and alike(draft, d)]
    if right and right[0].hit is not None:
        right[0].measure = right[0].measure or right[0].hit.frame.measure
        return right[0]
    if before is None or before.measure is None or not alike(draft, before):
        return None
    return before if _refers(draft, before) else None


def _refers(draft: Draft, before: Draft) -> bool:
    """Whether a figure goes on counting what the one before it counted."""
    apart = draft.sentence.paragraph - before.sentence.paragraph
    line = draft.sentence.item and draft.unit in PEOPLE | {None} and draft.whole is None
    if line and before.sentence is not draft.sentence and "part.of" not in draft.rules:
        return False  # a line of a list goes on with the lead-in, not with the line above it
    if draft.unit is Unit.LIVESTOCK and 0 <= apart <= 2:
        return True
    if draft.unit not in PEOPLE | {None, Unit.SHARE, Unit.FLIGHTS} or not 0 <= apart <= 1:
        return False
    bare = "part.of" in draft.rules or "noun.borrowed" in draft.rules or draft.noun is None
    if "part.of" in draft.rules:
        return True
    if apart == 0 and (bare or draft.unit in {Unit.SHARE, Unit.FLIGHTS}):
        return True
    return bool(_COUNTED.search(draft.sentence.text) or _THERE_WERE.match(draft.sentence.text))


def alike(a: Draft, b: Draft) -> bool:
    """Whether a figure can share the measure of another: goods are not killed, money is not people."""
    if b.measure in _OWN_WORLD and a.unit is not b.unit:
        return a.unit is Unit.SHARE and b.measure is Measure.CONTROL
    if a.unit in _ALONE or b.unit in {Unit.CURRENCY, Unit.DISTRICTS, Unit.SETTLEMENTS}:
        return a.unit is b.unit
    return not (a.unit in _THINGS and b.measure in _HARM)
