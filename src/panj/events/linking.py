"""Links figures that speak of one occurrence into events, explained and the same in whatever order.

Takes claims and their reports; gives events. Pairs are looked for only where they may meet (`candidates`),
scored (`scoring`), and joined best first as long as no two members exclude each other (`clusters`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from panj.bounds import WordingPolicy
from panj.bounds import policy as shipped_policy
from panj.events.again import named_again
from panj.events.clusters import Held, Pairs, groups
from panj.events.copying import first_of
from panj.events.decisions import Decision, Overrides, Verb
from panj.events.earlier import told_earlier
from panj.events.frames import Frame, frame, is_carried, spot_of
from panj.events.lands import in_lands, in_named_lands
from panj.events.occurrences import event_of, telling_place
from panj.events.onename import as_in_the_case
from panj.events.oneness import averaged, counted_twice, wholes_where_their_parts_are
from panj.events.revisions import corrected, revised
from panj.events.rules import linking_rules
from panj.events.scopes import Containment, Places, Window
from panj.events.stale import with_room
from panj.events.told_of import narrowed
from panj.events.tolls import overtaken, told_again
from panj.events.whereabouts import whereabouts
from panj.model import Claim, Event, Measure, PeriodKind, Report


def link(
    claims: Iterable[Claim],
    reports: Iterable[Report] | Mapping[str, Report],
    *,
    gazetteer: Containment | None = None,
    policy: WordingPolicy | None = None,
    decisions: Sequence[Decision] = (),
) -> list[Event]:
    """Events behind the claims, in order of publication.

    Args:
        claims: in any order, repeated or not.
        reports: those that the claims stand in; their days and outlets count.
        gazetteer: tells whether a place lies within another; without it, codes and names alone do.
        policy: how words become intervals; the shipped one by default.
        decisions: an analyst's: these are one, these are not, this one is rejected.
    """
    frames = frames_of(claims, reports, policy=policy, gazetteer=gazetteer)
    return list(link_frames(frames, Places(gazetteer), decisions=decisions).events)


@dataclass(frozen=True, slots=True)
class Linked:
    """Events, and of which figures they were made, so that a few more figures link anew only what they touch.

    `groups`: ids of figures that hang together → their events. `pairs`: those of each block that tie them.
    """

    events: tuple[Event, ...]
    frames: Mapping[str, Frame]
    groups: Mapping[tuple[str, ...], tuple[Event, ...]]
    pairs: Mapping[tuple[object, ...], Pairs] = field(default_factory=dict)


def link_frames(
    frames: Sequence[Frame],
    places: Places,
    *,
    decisions: Sequence[Decision] = (),
    before: Linked | None = None,
) -> Linked:
    """Events behind frames as `frames_of` gives them.

    Args:
        frames: in their one order.
        places: places within places.
        decisions: an analyst's.
        before: of an earlier time, by the same decisions; figures that hang together as they did then are
            not linked again. The events are the same with it and without.
    """
    overrides = Overrides(decisions)
    frames = [f for f in frames if not overrides.rejected(f.claim.id)]
    overrides = Overrides([*decisions, *_one_with_what_replaced_it(frames, overrides)])
    apart = frozenset(c for d in decisions if d.verb is Verb.SPLIT for c in (d.claim, d.other))
    found: dict[tuple[str, ...], tuple[Event, ...]] = {}
    pairs: Held = {}
    was = before.pairs if before else None
    for group in groups(frames, places, overrides, told_apart=apart, before=was, held=pairs):
        mine = [frames[i] for i in group.members]
        ids = tuple(f.claim.id for f in mine)
        held = before.groups.get(ids) if before else None
        if held is None or before is None or any(before.frames.get(f.claim.id) != f for f in mine):
            held = tuple(event_of(frames, c, places) for c in group.clusters())
        found[ids] = held
    events = sorted((e for held in found.values() for e in held), key=lambda e: (e.known or date.max, e.id))
    return Linked(tuple(events), {f.claim.id: f for f in frames}, found, pairs)


def frames_of(
    claims: Iterable[Claim],
    reports: Iterable[Report] | Mapping[str, Report],
    *,
    policy: WordingPolicy | None = None,
    gazetteer: Containment | None = None,
    before: Mapping[str, Frame] | None = None,
) -> list[Frame]:
    """The frames of claims, each id once, by publication and id; revised figures without their interval.

    `before`: frames by the same policy, taken over where nothing about them has changed.
    """
    by_id = dict(reports) if isinstance(reports, Mapping) else {r.id: r for r in reports}
    rules = policy or shipped_policy()
    unique = {c.id: c for c in claims}
    first = {copy: by_id[origin] for copy, origin in first_of(by_id.values()).items()}
    first |= {i: first[r.part_of] for i, r in by_id.items() if r.part_of in first}
    held = before or {}
    frames = [
        _as_before(held.get(c.id), c, by_id.get(c.report), first.get(c.report))
        or frame(c, by_id.get(c.report), policy=rules, first=first.get(c.report))
        for c in unique.values()
    ]
    places = Places(gazetteer)
    frames = [*as_in_the_case(frames, by_id, places, gazetteer)]
    frames = [*in_named_lands(frames, gazetteer)]
    frames = [*whereabouts([*wholes_where_their_parts_are(frames, places)], places)]
    frames = [*_carried([*in_lands(frames, by_id, places, gazetteer)])]
    by_claim = {f.claim.id: f for f in frames}
    frames = [_as_its_whole(f, by_claim.get(f.claim.part_of or "")) for f in frames]
    frames = [_over_its_days(f, by_claim.get(f.claim.part_of or "")) for f in frames]
    marked = (
        replace(f, portion=True) if _portion(f, by_claim.get(f.claim.part_of or "")) else f for f in frames
    )
    hurt = (replace(f, either=e) if (e := _either_end(f, by_claim)) else f for f in marked)
    once = named_again(list(counted_twice([*averaged(list(hurt))], by_id)), by_id, places)
    once = told_again([*once])
    ordered = sorted(narrowed(once, by_id, places), key=lambda f: f.order)
    gone = revised(ordered, by_id, places)
    days = corrected(ordered, gone)
    ordered = [*with_room(ordered, gone, places)]
    gone = overtaken(ordered, places) | told_earlier(ordered, by_id, places) | gone
    return [_revised(f, gone, days) for f in ordered]


def _revised(f: Frame, gone: Mapping[str, str], days: Mapping[str, Window]) -> Frame:
    """A frame that a later figure replaced, or that takes the place of an earlier one and has its days."""
    if f.claim.id in gone:
        return replace(f, interval=None, revised=gone[f.claim.id])
    return replace(f, window=days[f.claim.id], corrects=True) if f.claim.id in days else f


def _as_before(held: Frame | None, claim: Claim, report: Report | None, first: Report | None) -> Frame | None:
    """A frame that was made before, where it would be made the same."""
    if held is None or report is None or not _as_made(held):
        return None
    same = held.claim is claim or held.claim == claim
    text = first.id if first else claim.report
    return held if same and held.known == report.day and held.text == text else None


def _as_made(held: Frame) -> bool:
    """Whether nothing but its own claim and report made it: other claims may be others by now."""
    by_others = (
        held.portion
        or held.either
        or held.replaced
        or held.corrects
        or held.since
        or held.room != (0.0, 0.0)
        or (held.assumed and held.claim.part_of is not None)
    )
    by_others = by_others or is_carried(held.claim)
    by_others = by_others or (held.claim.part_of is not None and held.kind is not held.claim.period)
    claim = held.claim
    return (
        not by_others
        and held.destination == spot_of(claim)
        and held.origin == Places.key(claim.origin_code, claim.origin)
    )


def _one_with_what_replaced_it(frames: Sequence[Frame], overrides: Overrides) -> Iterator[Decision]:
    """A revised figure and the one that replaced it are of one occurrence: they are never added."""
    here = {f.claim.id for f in frames}
    for f in frames:
        if f.told_by in here and f.told_by is not None and not overrides.split(f.claim.id, f.told_by):
            yield Decision(Verb.MERGE, f.claim.id, f.told_by, "the same people, told once more")
        if f.revised in here and f.revised is not None and not overrides.split(f.claim.id, f.revised):
            yield Decision(Verb.MERGE, f.claim.id, f.revised, "revised by its speaker")


def _carried(frames: Sequence[Frame]) -> Iterator[Frame]:
    """Frames, those assumed whose day a report carries over from a figure that has none of its own."""
    days = {(f.claim.report, f.window) for f in frames if f.assumed}
    if not days:
        yield from frames
        return
    for f in frames:
        carried = is_carried(f.claim) and (f.claim.report, f.window) in days
        yield replace(f, assumed=True) if carried and not f.assumed else f


def _either_end(f: Frame, by_claim: Mapping[str, Frame]) -> tuple[str, ...]:
    """Both ends of the way of those among whom people were hurt: "134 crossed; four of them were wounded"."""
    whole = by_claim.get(f.claim.part_of or "")
    if f.measure not in linking_rules().harms or whole is None or whole.measure not in linking_rules().flows:
        return ()
    return tuple(end for end in (whole.origin, whole.destination) if end)


def _as_its_whole(part: Frame, whole: Frame | None) -> Frame:
    """A part told without a day where its whole is: "145 were killed, including 117 Rohingya"."""
    same = whole is not None and whole.assumed and whole.measure == part.measure
    return replace(part, assumed=True) if whole and same and whole.window == part.window else part


def _over_its_days(part: Frame, whole: Frame | None) -> Frame:
    """A part of a total of several days is a total of these: it is not all of one of them."""
    if whole is None or part.kind is not PeriodKind.EVENT or whole.kind is not PeriodKind.CUMULATIVE:
        return part
    start, days = part.claim.date_start, (part.claim.date_start, part.claim.date_end)
    of_all = start is not None and start != part.claim.date_end
    alike = part.measure == whole.measure and days == (whole.claim.date_start, whole.claim.date_end)
    return replace(part, kind=PeriodKind.CUMULATIVE, window=whole.window) if of_all and alike else part


def _portion(part: Frame, whole: Frame | None) -> bool:
    if whole is None or whole.measure != part.measure or whole.kind != part.kind:
        return False  # a crossing is a part of a total by its day
    sides = ((part.destination, whole.destination), (part.origin, whole.origin), (part.group, whole.group))
    return all(mine is None or mine == theirs for mine, theirs in sides)


__all__ = ["Linked", "Measure", "frames_of", "link", "link_frames", "telling_place"]
