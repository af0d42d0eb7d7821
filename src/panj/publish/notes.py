"""How a figure must be read: what comes with it, who says it, and what it must not be taken for.

Takes an event of the record; gives one line of notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from panj.bounds import add
from panj.model import BlockKind, Bounds, Claim, Event, Measure, PeriodKind, Qualifier, Status, Tally, Unit
from panj.outlook import eligible
from panj.publish.naming import noun_after
from panj.publish.phrases import count, interval, listed, small, words
from panj.publish.record import Record, bounded_difference
from panj.publish.rows import disjoint

ARMED = "armed elements: not refugees"
_COMPANIONS = {Unit.FLIGHTS: "on {text} {noun}", Unit.LIVESTOCK: "with {text} {noun}"}


def note_of(record: Record, event: Event) -> str:
    """Everything to know beside the number, shortest first."""
    claims = record.claims_of(event)
    parts: list[str] = []
    if not eligible(event.group):
        parts.append(ARMED)
    if event.status is Status.PLANNED:
        parts.append("announced or under way")
    if not event.confirmed:
        parts.append("unconfirmed")
    if all(record.kind_at(c) in (BlockKind.TITLE, BlockKind.CAPTION) for c in claims):
        parts.append("stands in a headline or caption only")
    clash = disjoint(record, event)
    if clash:
        parts.append(f"contested: {listed((_within(c.text) for c in clash), 5)}; none added")
    parts += companions(record, claims)
    if event.kind is not PeriodKind.CUMULATIVE:  # the crossings of a total are lines of their own
        parts += breakdown(record, claims)
    parts += _reckoned(claims, event)
    if event.bounds.soft_high and event.bounds.high is not None:
        parts.append("the upper end is conventional, not stated")
    if event.id in record.narrowed:
        parts.append("the upper end follows from what became of them")
    if event.measure is not Measure.CAPACITY and all(c.qualifier is Qualifier.AT_MOST for c in claims):
        band = words()["band"]
        few = all(c.text == band["text"] for c in claims)
        parts.append(band["note"] if few else "a ceiling, not an estimate")
    parts.append(_who_else(claims, event))
    return "; ".join(dict.fromkeys(filter(None, parts)))


def total_note(record: Record, events: list[Event], tally: Tally, *, armed: bool) -> str:
    """How a total must be read: its occurrences, those that only an ordinal counts, contradictions."""
    parts = [ARMED] if armed else []
    ordinals = [o for c in tally.claims if c in record.claims and (o := record.claims[c].ordinal)]
    counted = max((o.n for o in ordinals if o.complete), default=0)
    sized = [e for e in events if e.bounds.high is not None]
    unseen = counted - len(sized)
    if unseen > 0 and len(sized) == len(events) and not tally.conflicts:
        rest = bounded_difference(tally.bounds, add(e.bounds for e in sized))
        rest = Bounds(max(rest.low, unseen), None, rest.high)
        others = "the one left" if unseen == 1 else f"the {small(unseen)} others together"
        parts.append(
            f"{count(counted, 'crossing')} counted by the sources, {small(len(sized))} of "
            f"them sized; {others} {interval(rest)}"
        )
    else:
        parts.append(f"{count(len(events), 'occurrence')} below")
    if tally.conflicts:
        parts.append("the sources contradict each other")
    return "; ".join(parts)


def companions(record: Record, claims: Iterable[Claim]) -> Iterator[str]:
    """Flights and livestock that the same sentence counts beside the people."""
    shown = set()
    for claim in claims:
        for other in record.by_report[claim.report]:
            if other.sentence != claim.sentence or other.unit not in _COMPANIONS or other.unit in shown:
                continue
            shown.add(other.unit)
            noun = noun_after(record, other) or other.unit.value
            yield _COMPANIONS[other.unit].format(text=other.text.lower(), noun=noun)


def breakdown(record: Record, claims: Iterable[Claim]) -> Iterator[str]:
    """The parts that a report gives: `26 men, 20 women and 31 children`."""
    for claim in claims:
        parts = [c for c in record.parts.get(claim.id, ()) if c.measure is claim.measure]
        said = [" ".join(filter(None, (_within(p.text), _part_name(record, p, claim)))) for p in parts]
        if said:
            yield f"of them {listed(said, 7)}"
            return


def _within(text: str) -> str:
    """A source's number inside a line of ours: `some 185,400` where it opened a sentence."""
    return text[:1].lower() + text[1:]


def _part_name(record: Record, part: Claim, whole: Claim) -> str:
    """What tells a part from its whole: its noun, else its own place."""
    noun = noun_after(record, part)
    if noun and noun != noun_after(record, whole):
        return noun
    code, name = part.destination_code or part.place_code, part.destination or part.place
    return f"in {record.name(code, name)}" if (code or name) else ""


def _reckoned(claims: Iterable[Claim], event: Event) -> Iterator[str]:
    """What a number was reckoned from: households, a currency."""
    claims = list(claims)
    by_head = any(c.unit is Unit.PERSONS for c in claims)
    for claim in claims:
        if claim.unit is Unit.HOUSEHOLDS and by_head:
            yield f"in {claim.text.lower()} households"
        elif claim.unit is Unit.HOUSEHOLDS and event.unit is Unit.PERSONS:
            yield f"from {claim.text.lower()} households, by household size"
        if claim.unit is Unit.CURRENCY and claim.of:
            yield f"in {claim.of}"


def speakers_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Who states it, first sources first, each once."""
    found: dict[str, str] = {}
    for claim in claims:
        name = (claim.chain[0] if claim.chain else None) or claim.speaker
        if name:
            name = name.removesuffix("'s").removesuffix("’s")  # "IOM's count stood at"
            found.setdefault(name.lower().removeprefix("the "), name)
    return tuple(found.values())


def _who_else(claims: list[Claim], event: Event) -> str:
    """How many reports lead to how many first sources."""
    reports = len({c.report for c in claims})
    if reports < 2:
        return ""
    origins = max(1, len(event.origins))
    return f"{count(reports, 'report')}, {count(origins, 'independent origin')}"
