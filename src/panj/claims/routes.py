"""Where from, where to, where: the places of a sentence given to a figure by what it measures.

Takes drafts with measures; fills origin, destination and place. What a sentence leaves open is taken from
the people's own word ("Afghan soldiers") or from the last figure of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from panj.claims.draft import Draft
from panj.claims.nations import code_of, demonym
from panj.claims.places import Mention
from panj.language import cost
from panj.model import Group, Measure, Unit

FLOWS = frozenset(
    {
        Measure.ARRIVAL,
        Measure.ADMISSION,
        Measure.RETURN,
        Measure.FORCED_RETURN,
        Measure.RELOCATION,
        Measure.DEPARTURE,
        Measure.EVACUATION,
        Measure.INTERNAL_DISPLACEMENT,
    }
)
STOCKS = frozenset(
    {
        Measure.HOSTED,
        Measure.DISPLACED_STOCK,
        Measure.CAPACITY,
        Measure.NEED,
        Measure.FACILITY,
        Measure.FUNDING,
        Measure.CONTROL,
        Measure.DEPLOYMENT,
        Measure.ASSISTANCE,
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
        Measure.DETAINED,
    }
)
_BACK = frozenset({Measure.RETURN, Measure.FORCED_RETURN})
_LEFT = frozenset(
    {"fled", "flee", "fleeing", "left", "leaving", "leave", "escaped", "escape", "exited", "quit"}
)
_COUNTRY_WORDS = frozenset({"the country", "their country", "their homeland"})


@dataclass(slots=True)
class RouteMemory:
    """Places last used, by the kind of measure, and the countries that the report turns on."""

    last: dict[str, Draft] = field(default_factory=dict)
    place: str | None = None
    place_paragraph: int = -1
    host: str | None = None
    home: str | None = None
    dateline: str | None = None
    country: str | None = None


def give_route(draft: Draft, text: str, memory: RouteMemory) -> None:
    """Fill origin, destination and place of a draft that has a measure, and remember them."""
    if draft.measure is None or draft.measure is Measure.CONTEXT:
        _near_context(draft)
        return
    usable = _usable(draft)
    own = _people(draft)
    if draft.measure in FLOWS:
        _flow(draft, usable, own, memory, text)
    else:
        _stock(draft, usable, own, memory, text)
    _resolve_generic(draft, memory)
    _remember(draft, usable, memory)


def _usable(draft: Draft) -> list[Mention]:
    """Mentions outside the words of attribution."""
    spans = [(a.start, a.end) for a in draft.sentence.speech]
    return [m for m in draft.sentence.places if not any(s <= m.start < e for s, e in spans)]


def _people(draft: Draft) -> str | None:
    """The country whose people are counted: "Afghan soldiers", "Syrians", "citizens of Chad"."""
    tokens = draft.sentence.tokens
    for t in tokens[draft.first : draft.last + 1]:
        country = demonym(t.text)
        if country:
            return country
    after = tokens[draft.last + 1 : draft.last + 5]
    for i, t in enumerate(after):
        if t.lower in {"from", "of"} and i == 0 and len(after) > 1 and code_of(after[1].text):
            return after[1].text if t.lower == "of" else None
        if t.pos in {"VERB", "AUX", "PUNCT"}:
            break
        country = demonym(t.text)
        if country and i == 0:
            return country
    return None


def _price(draft: Draft, m: Mention) -> float:
    tokens = draft.sentence.tokens
    at = draft.sentence.index(m.start)
    hit = draft.hit if draft.copied is None else None
    anchors = [draft.last] + ([hit.last] if hit is not None else [])
    best = min(abs(at - a) * 0.1 + 0.5 * cost(tokens, a, at) + (0.4 if at < a else 0.0) for a in anchors)
    return best + (0.6 if m.generic else 0.0)


def _best(
    draft: Draft, found: Sequence[Mention], accept: Callable[[Mention], bool], limit: float = 4.5
) -> Mention | None:
    scored = sorted(((_price(draft, m), m.start, m) for m in found if accept(m)), key=lambda x: x[:2])
    return scored[0][2] if scored and scored[0][0] <= limit else None


def _verb_before(draft: Draft, m: Mention) -> str:
    left = draft.sentence.text[: m.start - draft.sentence.span.start].lower()
    match = re.search(r"(\w+)\s+(?:the\s+|neighbou?ring\s+|from\s+)?(?:\w+ern\s+)?\Z", left)
    return match.group(1) if match else ""


def _is_origin(draft: Draft) -> Callable[[Mention], bool]:
    return lambda m: m.role == "from" or (m.role == "object" and _verb_before(draft, m) in _LEFT)


def _is_destination(draft: Draft) -> Callable[[Mention], bool]:
    return lambda m: m.role == "to" or (m.role == "object" and _verb_before(draft, m) not in _LEFT)


def _flow(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory, text: str) -> None:
    origin = _best(draft, usable, _is_origin(draft))
    destination = _best(draft, usable, _is_destination(draft))
    within = _best(draft, usable, lambda m: m.role == "in" and m is not origin and m is not destination)
    draft.origin = origin.name if origin else None
    draft.destination = destination.name if destination else None
    m = draft.measure
    if m in {Measure.ARRIVAL, Measure.ADMISSION}:
        _arrival(draft, usable, within, own, memory)
    elif m in _BACK:
        _back(draft, own, within, memory)
    elif m is Measure.INTERNAL_DISPLACEMENT:
        named = within or origin or _best(draft, usable, lambda x: x.role in {"of", "none"} and not x.country)
        draft.place = (within.name if within else None) or draft.origin or (named.name if named else None)
        draft.origin = draft.origin or (
            draft.place if draft.term and "fled" not in draft.term else draft.origin
        )
        _fill(draft, memory, "displaced")
        draft.place = draft.place or draft.origin
    else:
        where = within or _best(draft, usable, lambda x: x.role == "of")
        draft.origin = draft.origin or (where.name if where else None)
        if m is Measure.EVACUATION:
            draft.place = where.name if where else None
        elif own and m in {Measure.DEPARTURE} and not draft.origin:
            draft.origin = own
        _fill(draft, memory, "out")


def _arrival(
    draft: Draft, usable: Sequence[Mention], within: Mention | None, own: str | None, memory: RouteMemory
) -> None:
    if draft.destination is None:
        subject = None
        if draft.hit is not None and draft.hit.frame.role == "object" and draft.measure is Measure.ADMISSION:
            at = draft.sentence.tokens[draft.hit.first].start if draft.copied is None else draft.start
            subject = _best(
                draft,
                usable,
                lambda m: m.start < at and m.role in {"none", "of", "in"} and m.name != draft.origin,
            )
            by = _best(
                draft,
                usable,
                lambda m: bool(
                    re.search(
                        r"\bby\s+(?:the\s+)?\Z", draft.sentence.text[: m.start - draft.sentence.span.start]
                    )
                ),
            )
            subject = by or subject
        chosen = subject or within
        draft.destination = chosen.name if chosen and chosen.name != draft.origin else None
    if draft.origin is None and own and not _same(own, draft.destination):
        draft.origin = own
    _fill(draft, memory, "in")
    if (
        draft.origin is None
        and memory.home
        and not _same(memory.home, draft.destination)
        and draft.group is not Group.IDPS
    ):
        draft.origin = memory.home


def _back(draft: Draft, own: str | None, within: Mention | None, memory: RouteMemory) -> None:
    home = own or memory.home
    if draft.destination is None or draft.destination.lower() in {"home", "their homes"}:
        draft.destination = home if home and not _same(home, draft.origin) else draft.destination
    if draft.origin is None:
        host = within.name if within and not _same(within.name, draft.destination) else memory.host
        draft.origin = host if host and not _same(host, draft.destination) else None
    _fill(draft, memory, "back")


def _stock(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory, text: str) -> None:
    m = draft.measure
    if m in {Measure.HOSTED, Measure.CAPACITY, Measure.DETAINED, Measure.DEPLOYMENT} and draft.unit in {
        Unit.PERSONS,
        Unit.HOUSEHOLDS,
        Unit.SHARE,
    }:
        source = _best(draft, usable, lambda x: x.role == "from")
        draft.origin = own if own and m is not Measure.DEPLOYMENT else (source.name if source else None)
    roles = (
        {"in", "to", "object"}
        if m in {Measure.DEPLOYMENT, Measure.ASSISTANCE, Measure.DETAINED, Measure.CAPACITY, Measure.HOSTED}
        else {"in"}
    )
    where = _best(draft, usable, lambda x: x.role in roles and not _same(x.name, draft.origin))
    subject = None
    if m in {
        Measure.HOSTED,
        Measure.CAPACITY,
        Measure.DEPLOYMENT,
        Measure.CONTROL,
        Measure.NEED,
        Measure.FACILITY,
        Measure.FUNDING,
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
        Measure.ASSISTANCE,
    }:
        subject = _best(
            draft,
            usable,
            lambda x: (
                x.role in {"none", "of", "and"} and not _same(x.name, draft.origin) and not _same(x.name, own)
            ),
        )
    if where is None or (
        subject is not None
        and m is Measure.HOSTED
        and draft.hit is not None
        and draft.hit.frame.role in {"object", "after"}
        and _price(draft, subject) < _price(draft, where)
        and subject.start < draft.start
    ):
        where = subject or where
    draft.place = where.name if where else None
    if m is Measure.ASSISTANCE and draft.unit in {Unit.TONNES, Unit.ITEMS, Unit.FLIGHTS}:
        draft.destination = draft.place
    if draft.place is None and m in {Measure.KILLED, Measure.INJURED, Measure.MISSING} and own:
        draft.place = own
    if draft.place is None and m is Measure.FUNDING:
        goal = _best(draft, usable, lambda x: x.role in {"to", "of"})
        draft.place = goal.name if goal else None
    _fill(draft, memory, "stock")


def _fill(draft: Draft, memory: RouteMemory, kind: str) -> None:
    """What a sentence leaves open, from the figure it follows."""
    source = draft.copied or draft.whole
    if source is not None and source.measure is draft.measure:
        draft.origin = draft.origin or source.origin
        draft.destination = draft.destination or source.destination
        draft.place = draft.place or source.place
    before = memory.last.get(kind)
    near = before is not None and draft.sentence.paragraph - before.sentence.paragraph <= 2
    if before is not None and near and kind in {"in", "out", "displaced", "back"}:
        if (
            kind == "in"
            and before.origin is not None
            and draft.origin is None
            and not _same(before.origin, draft.destination)
            and draft.measure is before.measure
        ):
            draft.origin = before.origin
        if draft.destination is None and kind == "in" and not _same(before.destination, draft.origin):
            draft.destination = before.destination
        if kind in {"out", "displaced"} and draft.origin is None and draft.place is None:
            draft.origin, draft.place = before.origin, before.place
        if kind == "back":
            draft.origin = draft.origin or before.origin
            draft.destination = draft.destination or before.destination
    if kind in {"stock", "out", "displaced"} and draft.place is None and draft.origin is None:
        is_close = draft.sentence.paragraph - memory.place_paragraph <= 2
        draft.place = memory.place if is_close and memory.place else memory.dateline
        if kind == "out":
            draft.origin, draft.place = (
                draft.place,
                draft.place if draft.measure is Measure.EVACUATION else None,
            )
    if kind == "stock" and draft.place is None:
        draft.place = (
            memory.place if draft.sentence.paragraph - memory.place_paragraph <= 2 else None
        ) or memory.country


def _same(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return False
    code = code_of(a)
    return a == b or (code is not None and code == code_of(b))


def _resolve_generic(draft: Draft, memory: RouteMemory) -> None:
    """ "The country", "the city": the place last named, where there is one."""
    for name in ("origin", "destination", "place"):
        value = getattr(draft, name)
        if value and value.lower() in _COUNTRY_WORDS:
            named = (
                memory.home
                if name == "origin" or "home" in value.lower() or "their" in value.lower()
                else memory.country
            )
            setattr(draft, name, named or value)
        elif value and value.lower() in {
            "the city",
            "the town",
            "the region",
            "the province",
            "the district",
            "the camp",
            "the camps",
            "the settlement",
            "the area",
            "the port city",
            "the enclave",
            "the island",
            "the islands",
            "the village",
            "the territory",
            "the strip",
            "the site",
        }:
            setattr(draft, name, memory.place or value)


def _remember(draft: Draft, usable: Sequence[Mention], memory: RouteMemory) -> None:
    kind = {
        Measure.ARRIVAL: "in",
        Measure.ADMISSION: "in",
        Measure.INTERNAL_DISPLACEMENT: "displaced",
        Measure.RETURN: "back",
        Measure.FORCED_RETURN: "back",
    }.get(draft.measure or Measure.CONTEXT, "out" if draft.measure in FLOWS else "stock")
    memory.last[kind] = draft
    if draft.measure in {Measure.ARRIVAL, Measure.ADMISSION}:
        memory.home = draft.origin if draft.origin and code_of(draft.origin) else memory.home
        memory.host = draft.destination or memory.host
    if draft.measure is Measure.HOSTED and draft.origin:
        memory.home, memory.host = draft.origin, draft.place or memory.host


def note_places(found: Sequence[Mention], paragraph: int, memory: RouteMemory) -> None:
    """Keep the last place named in a sentence, for figures that follow without one."""
    named = [m for m in found if not m.generic]
    local = [m for m in named if not m.country and m.role in {"in", "to", "from", "of"}] or named
    if local:
        memory.place, memory.place_paragraph = local[0].name, paragraph
    nations = [m for m in named if m.country]
    if nations:
        memory.country = nations[0].name


def _near_context(draft: Draft) -> None:
    found = [m for m in draft.sentence.places if not m.generic]
    if draft.measure is Measure.CONTEXT and found:
        draft.place = min(found, key=lambda m: abs(m.start - draft.start)).name
