"""Links figures that speak of one occurrence into events, explained and the same in whatever order.

Takes claims and their reports; gives events. Pairs are looked for only where they may meet (`candidates`),
scored (`scoring`), and joined best first as long as no two members exclude each other (`clusters`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from panj.bounds import WordingPolicy
from panj.bounds import policy as shipped_policy
from panj.events.clusters import clusters
from panj.events.copying import first_of
from panj.events.decisions import Decision, Overrides, Verb
from panj.events.frames import Frame, frame
from panj.events.occurrences import event_of, telling_place
from panj.events.revisions import revised
from panj.events.scopes import Containment, Places
from panj.model import Claim, Event, Measure, Report


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
    return link_frames(frames, Places(gazetteer), decisions=decisions)


def link_frames(
    frames: Sequence[Frame], places: Places, *, decisions: Sequence[Decision] = ()
) -> list[Event]:
    """Events behind frames as `frames_of` gives them."""
    overrides = Overrides(decisions)
    frames = [f for f in frames if not overrides.rejected(f.claim.id)]
    overrides = Overrides([*decisions, *_one_with_what_replaced_it(frames, overrides)])
    apart = frozenset(c for d in decisions if d.verb is Verb.SPLIT for c in (d.claim, d.other))
    found = clusters(frames, places, overrides, told_apart=apart)
    events = [event_of(frames, cluster, places) for cluster in found]
    return sorted(events, key=lambda e: (e.known or date.max, e.id))


def frames_of(
    claims: Iterable[Claim],
    reports: Iterable[Report] | Mapping[str, Report],
    *,
    policy: WordingPolicy | None = None,
    gazetteer: Containment | None = None,
) -> list[Frame]:
    """The frames of claims, each id once, by publication and id; revised figures without their interval."""
    by_id = dict(reports) if isinstance(reports, Mapping) else {r.id: r for r in reports}
    rules = policy or shipped_policy()
    unique = {c.id: c for c in claims}
    first = {copy: by_id[origin] for copy, origin in first_of(by_id.values()).items()}
    first |= {i: first[r.part_of] for i, r in by_id.items() if r.part_of in first}
    frames = [frame(c, by_id.get(c.report), policy=rules, first=first.get(c.report)) for c in unique.values()]
    by_claim = {f.claim.id: f for f in frames}
    marked = (replace(f, portion=_portion(f, by_claim.get(f.claim.part_of or ""))) for f in frames)
    ordered = sorted(marked, key=lambda f: f.order)
    gone = revised(ordered, by_id, Places(gazetteer))
    return [replace(f, interval=None, revised=gone[f.claim.id]) if f.claim.id in gone else f for f in ordered]


def _one_with_what_replaced_it(frames: Sequence[Frame], overrides: Overrides) -> Iterator[Decision]:
    """A revised figure and the one that replaced it are of one occurrence: they are never added."""
    here = {f.claim.id for f in frames}
    for f in frames:
        if f.revised in here and f.revised is not None and not overrides.split(f.claim.id, f.revised):
            yield Decision(Verb.MERGE, f.claim.id, f.revised, "revised by its speaker")


def _portion(part: Frame, whole: Frame | None) -> bool:
    if whole is None or whole.measure != part.measure:
        return False
    sides = ((part.destination, whole.destination), (part.origin, whole.origin), (part.group, whole.group))
    return all(mine is None or mine == theirs for mine, theirs in sides)


__all__ = ["Measure", "frames_of", "link", "link_frames", "telling_place"]
