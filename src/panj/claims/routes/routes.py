"""Where from, where to, where: the places of a sentence given to a figure by what it measures.

Takes drafts with measures; fills origin, destination and place. What a sentence leaves open is taken from
the people's own word ("Afghan soldiers"), from the figure before it, or from the report's setting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.nations import code_of
from panj.claims.mentions.places import Mention
from panj.claims.routes.flows import fill_flow
from panj.claims.routes.nearness import (
    BRACKET,
    THERE,
    labelled_by,
    labels_other,
    of_part,
    only_speaker,
    people_of,
    same,
)
from panj.claims.routes.onward import sent_as_well
from panj.claims.routes.pointing import own_people, pointed_to, respective
from panj.claims.routes.scene import (
    RouteMemory,
    as_named,
    country_in,
    is_country_of,
    note_dateline,
    note_headings,
    note_places,
    note_section,
    other_end,
)
from panj.claims.routes.stocks import fill_stock
from panj.model import BACK, FLOWS, HARM, BlockKind, Group, Measure

_BESIDE = re.compile(
    r"\s*(?:,|,?\s+and|\s+as\s+well\s+as)\s+(?:in\s+)?(?:the\s+)?(?:(?:north|south|east|west)\w*\s+|central\s+)?",
    re.IGNORECASE,
)
# the place that a label names for these is where people came to; for others it is where they are
_REACHING = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RELOCATION, Measure.RETURN})
_LAST = re.compile(r"\b(?:and|as\s+well\s+as)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\s*[(:–—]?\s*(?:about\s+|some\s+|around\s+)?\d")
_IN = re.compile(r"\s+(?:more\s+|others?\s+|people\s+|persons\s+)?(?:in|at)\s+(?:the\s+)?", re.IGNORECASE)
_ALONE = re.compile(r"\s+(?:the\s+)?")  # between a figure and a place, with no word for how it stands to it
_ENDS_THERE = re.compile(r"\s*(?:[.;,)]|\Z|and\s+(?:\w+\s+){0,2}\d|,\s)")
_CLAUSE = re.compile(r"[:;–—]|,\s+(?:and|but|while|where|with)\b")
_GOING_ON = re.compile(r"(?:\band|,)\s*\Z", re.IGNORECASE)
_UNDER = re.compile(
    r"[\W_]*(?:\d{1,2}[:.h]\d\d\s+|\d{1,2}[.)]\s+)?"
    r"(?P<name>[A-ZÀ-Þ][\w ’'-]{1,40}?)(?:\s*\([A-ZÀ-Þ][\w ’'-]{1,40}\))?:\s"
)
_NATIONALITY = re.compile(
    r"\b(?:by\s+(?:nationality|citizenship|origin|country\s+of\s+(?:origin|birth|nationality|citizenship))|nationalities)\b",
    re.IGNORECASE,
)


def give_route(draft: Draft, memory: RouteMemory) -> None:
    """Fill origin, destination and place of a draft that has a measure, and remember them."""
    if draft.measure is None:
        return
    if draft.measure is Measure.CONTEXT:
        found = [m for m in draft.sentence.places if not m.generic]
        draft.place = min(found, key=lambda m: abs(m.start - draft.start)).name if found else None
        return
    usable = [
        m
        for m in draft.sentence.places
        if not only_speaker(m, draft)
        and (not m.water or (draft.measure in HARM and m.role == "in"))
        and m.role != "parent"
        and not of_part(draft, m)
        and not labels_other(m, draft)
    ]
    own = people_of(draft, memory.countries)
    before = memory.last.get(_kind(draft.measure))
    if draft.measure in FLOWS:
        fill_flow(draft, usable, own, memory)
    else:
        fill_stock(draft, usable, own, memory)
    for name in ("origin", "destination", "place"):
        setattr(draft, name, as_named(getattr(draft, name), name, draft, memory))
    _of_several(draft)
    _pointed(draft, memory)
    _bracketed(draft)
    _as_before(draft, before)
    _two_ends(draft, memory)
    if "list.lead" not in draft.rules:
        memory.last[_kind(draft.measure)] = draft


def _pointed(draft: Draft, memory: RouteMemory) -> None:
    """ "Kolo, where 300 live", "it holds 300", "300 of its people", "300 and 200 respectively"."""
    found = pointed_to(draft, memory)
    if found is not None:
        give_place(draft, found[0])
        draft.rules.append(found[1])
    left = own_people(draft, memory)
    if left is not None and not same(left, draft.destination):
        draft.origin = left if draft.measure in FLOWS else draft.origin
        draft.place = left if draft.measure not in FLOWS or draft.place is not None else None
        draft.rules.append("place.its")
    ranked = respective(draft)
    if ranked is not None:
        slots = [s for s in ("origin", "destination", "place") if ranked in (getattr(draft, s) or "")]
        for slot in slots:
            setattr(draft, slot, ranked)
        if not slots:
            give_place(draft, ranked)
        draft.rules.append("place.gap")


def _bracketed(draft: Draft) -> None:
    """ "Lushagala (42,000), Bulengo (31,500)": the name before the bracket is the figure's place."""
    for m in draft.sentence.places:
        found = _label_rule(m, draft)
        if found is not None:
            give_place(draft, m.name)
            draft.rules.append(found)
    _by_nationality(draft)
    _under_place(draft)


def _under_place(draft: Draft) -> None:
    """ "Kenya (Dadaab): 33,104 new arrivals": what a line begins with is its place."""
    sentence = draft.sentence
    line = _UNDER.match(sentence.text[: draft.start - sentence.span.start])
    if line is None or _told(draft) is not None:
        return
    heads = [m for m in sentence.places if m.end - sentence.span.start <= line.end() and not m.generic]
    if heads and heads[0].start - sentence.span.start <= line.start("name"):
        give_place(draft, heads[-1].name)
        draft.rules.append("place.label")


def _told(draft: Draft) -> str | None:
    """Where people came to, or are, as far as the sentence has said."""
    return draft.destination if draft.measure in _REACHING else draft.place


def _label_rule(m: Mention, draft: Draft) -> str | None:
    """By what a place is the figure's own: its bracket, what stands between them, or "and 12 in Niger"."""
    text, base = draft.sentence.text, draft.sentence.span.start
    if m.end <= draft.start and not m.generic and BRACKET.fullmatch(text[m.end - base : draft.start - base]):
        return "place.bracket"
    if labelled_by(m, draft) in {draft.start, draft.number.core_start}:
        return "place.gap"
    goes_on = m.start >= draft.end and _is_gapped(draft)
    return "place.gap" if goes_on and _IN.fullmatch(text[draft.end - base : m.start - base]) else None


def _of_several(draft: Draft) -> None:
    """ "The death toll in Mali and Niger": of both, so of neither alone."""
    for slot in ("origin", "destination", "place"):
        named = [m for m in draft.sentence.places if m.name == getattr(draft, slot)]
        m = min(named, key=lambda m: (_is_of_next(m, draft), abs(m.start - draft.end)), default=None)
        if m is not None and not m.generic:
            setattr(draft, slot, _joined(m, draft))
    _there(draft)


def _there(draft: Draft) -> None:
    """ "In Mali and Niger; Niger's army said 25 had died there": of several places the speaker's own."""
    country = country_in(draft.speaker)
    if country is None or not THERE.search(draft.sentence.text):
        return
    text, base = draft.sentence.text, draft.sentence.span.start
    for m in draft.sentence.places:
        both = _joined(m, draft)
        between = _CLAUSE.search(text[m.end - base : max(m.end, draft.start) - base])
        if both == m.name or between is None or not THERE.search(text[m.end - base + between.end() :]):
            continue
        end = m.start + len(both)
        named = [p.name for p in draft.sentence.places if m.start <= p.start < end]
        own = next((name for name in named if same(name, country)), None)
        for slot in ("origin", "destination", "place"):
            if own is not None and getattr(draft, slot) in {both, *named}:
                setattr(draft, slot, own)
                draft.rules.append("place.there")


def _is_of_next(m: Mention, draft: Draft) -> bool:
    """ "400 in Mali and Niger: 326 in Mali": whether the next figure stands before a name."""
    at = draft.sentence.index(m.start)
    return any(draft.last < figure < at for figure in draft.sentence.figures)


def _joined(m: Mention, draft: Draft) -> str:
    """The name of a place with those that stand beside it, each without a figure of its own."""
    text, base, names = draft.sentence.text, draft.sentence.span.start, [m]
    for other in sorted((p for p in draft.sentence.places if p.start >= m.end), key=lambda p: p.start):
        between = text[names[-1].end - base : other.start - base]
        abroad = m.nation is not None and other.nation not in {None, m.nation}
        if other.generic or not (other.country == m.country or abroad) or not _BESIDE.fullmatch(between):
            break
        names.append(other)
    is_list = len(names) > 1 and _LAST.search(text[names[-2].end - base : names[-1].start - base])
    if not is_list or any(_COUNTED.match(text, n.end - base) for n in names):
        return m.name
    return text[m.start - base : names[-1].end - base]


def _is_gapped(draft: Draft) -> bool:
    """ "… and at least 12 in Niger": a number without a noun that goes on with a figure before it."""
    left = draft.before
    return (draft.noun is None or "noun.borrowed" in draft.rules) and _GOING_ON.search(left) is not None


def _as_before(draft: Draft, before: Draft | None) -> None:
    """ "12,000 have reached Mali and 8,500 Niger": the second place is for its figure what the first was."""
    if before is None or before.sentence is not draft.sentence or not _is_gapped(draft):
        return
    text, base = draft.sentence.text, draft.sentence.span.start
    own = next((m for m in draft.sentence.places if m.start >= draft.end and not m.generic), None)
    if own is None or not _ALONE.fullmatch(text[draft.end - base : own.start - base]):
        return
    between = [m.name for m in draft.sentence.places if before.end <= m.start < draft.start]
    slot = next((s for s in ("destination", "origin", "place") if getattr(before, s) in between), None)
    if slot is not None and _ENDS_THERE.match(text, own.end - base):
        for other in ("origin", "destination"):
            setattr(draft, other, None if same(getattr(draft, other), own.name) else getattr(draft, other))
        setattr(draft, slot, own.name)
        draft.rules.append("place.gap")


def _by_nationality(draft: Draft) -> None:
    """ "By nationality: Venezuela 141,763": the label is where they came from, not where they went."""
    sentence, whole = draft.sentence, draft.copied
    left = sentence.text[: draft.start - sentence.span.start]
    label = next((m for m in sentence.places if m.country and not _between(m, draft).strip(" :(–-")), None)
    if whole is None or label is None or not _NATIONALITY.search(left):
        return
    whole = whole.whole or whole
    draft.origin, draft.destination, draft.place = label.name, whole.destination, whole.place
    draft.whole = draft.whole or whole
    draft.rules += ["place.gap", "place.nationality"]


def _between(m: Mention, draft: Draft) -> str:
    """What stands between a place and a figure after it; "?" where it stands elsewhere."""
    start = draft.sentence.span.start
    return draft.sentence.text[m.end - start : draft.start - start] if m.end <= draft.start else "?"


def give_place(draft: Draft, name: str) -> None:
    """A label's place as what it is for the measure: where they came to, what they left, where they are."""
    led = draft.copied
    if draft.measure is Measure.EVACUATION and led is not None and led.origin and code_of(name):
        draft.origin, draft.place = (
            led.origin,
            led.place,
        )  # "Ruritania flew out 15,000, Sylvania 5,300": who did
        return
    abroad = draft.measure is Measure.DEPARTURE and code_of(name)
    if abroad or draft.measure in _REACHING:
        draft.destination = name
        if same(draft.origin, name):
            draft.origin = led.origin if led is not None else None
    elif draft.measure in {Measure.EVACUATION, Measure.DEPARTURE} or sent_as_well(draft, name):
        draft.origin = name
    elif draft.measure in BACK:
        draft.destination = name
    else:
        draft.place = name
        draft.origin = name if draft.measure is Measure.INTERNAL_DISPLACEMENT else draft.origin


def settle_titles(live: Sequence[Draft]) -> None:
    """A headline's figure has the route of the same figure in the body."""
    body = [d for d in live if d.sentence.kind is BlockKind.BODY]
    for d in live:
        if d.sentence.kind is BlockKind.BODY:
            continue
        alike = (
            b for b in body if (b.measure, b.unit, b.number.value) == (d.measure, d.unit, d.number.value)
        )
        twin = next(alike, None)
        if twin is None:
            continue
        for name in ("origin", "destination", "place"):
            if getattr(d, name) is None:
                setattr(d, name, getattr(twin, name))
        d.rules.append("place.of_body")


def _two_ends(draft: Draft, memory: RouteMemory) -> None:
    """No route ends where it begins."""
    if draft.origin is None or draft.destination is None:
        return
    crossing = draft.measure in {Measure.ARRIVAL, Measure.ADMISSION, *BACK} and draft.group is not Group.IDPS
    inside = crossing and is_country_of(draft.destination, draft.origin, memory)
    if not same(draft.origin, draft.destination) and not inside:
        return
    if draft.measure in BACK:
        draft.origin = other_end(draft.destination, memory)
    else:
        draft.destination = other_end(draft.origin, memory)


def _kind(measure: Measure) -> str:
    if measure in {Measure.ARRIVAL, Measure.ADMISSION}:
        return "in"
    if measure is Measure.INTERNAL_DISPLACEMENT:
        return "displaced"
    if measure in BACK:
        return "back"
    if measure in HARM:
        return "harm"
    return "out" if measure in FLOWS else "stock"


__all__ = [
    "RouteMemory",
    "give_place",
    "give_route",
    "note_dateline",
    "note_headings",
    "note_places",
    "note_section",
    "settle_titles",
]
