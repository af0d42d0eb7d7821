"""What counts of a case on a day: which reports stand, and their claims as outlets and analysts left them.

Takes what the store holds; gives a `View`. In this order: later versions take the place of earlier ones,
withdrawn reports go, figures that their outlet corrected go, analysts' decisions are applied to the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from panj.events import Decision
from panj.events import apply as apply_decisions
from panj.events.inputs import DENIED, doubts
from panj.events.ruling import Ruling, ruled
from panj.model import Claim, Development, Report
from panj.run.corrected import corrected
from panj.run.versions import standing
from panj.run.withdrawn import withdrawn
from panj.store import Decided, SetAside, Snapshot, Withdrawal, in_force


@dataclass(frozen=True, slots=True)
class View:
    """What a case held at one moment, as known on a day: all reports, the claims of those that stand.

    `corrected`: claim id → what its outlet says now; `rejected`: claim id → who rejected it and why; these
    claims stand in `set_aside`. `decided`: claim id → the decisions that changed it or its links; `links`:
    what analysts said is one, and is not; `unbound`: decisions that find none of what they are about;
    `ruling`: what was decided on developments; `asked`: claim id → what was asked and answered about it.
    """

    revision: int
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    superseded: Mapping[str, str]
    withdrawn: Mapping[str, Withdrawal]
    corrected: Mapping[str, str]
    set_aside: tuple[SetAside, ...]
    rejected: Mapping[str, str]
    decided: Mapping[str, tuple[Decided, ...]]
    links: tuple[Decision, ...]
    unbound: tuple[Decided, ...]
    developments: tuple[Development, ...] = ()
    ruling: Ruling = field(default_factory=Ruling)
    asked: Mapping[str, tuple[Decided, ...]] = field(default_factory=dict)


def view_of(held: Snapshot, known: date | None) -> View:
    """The view of what a store holds, as known at the end of a day; None: everything is known."""
    found = standing(held.reports, known, held.replaced)
    taken = withdrawn(found.reports, held.withdrawn, found.superseded, known)
    applied = apply_decisions(held.claims, found.reports, in_force(held.decided, known))
    read = tuple(c for c in held.claims if c.report not in found.superseded and c.report not in taken)
    known_reports = {r.id for r in found.reports}
    told = tuple(
        d
        for d in held.developments
        if d.report in known_reports and d.report not in found.superseded and d.report not in taken
    )
    ruling = ruled(told, found.reports, in_force(held.decided, known))
    read = tuple(c for c in read if c.report in known_reports)
    # What an outlet took back is told by its own words, whatever an analyst made of the figure since.
    gone = corrected(found.reports, read, known)
    rejected = {name: _why(item) for name, item in applied.rejected.items()}
    stands = {c.id for c in read} - set(gone)
    counted = tuple(c for c in applied.claims if c.id in stands)
    return View(
        revision=held.revision,
        reports=found.reports,
        claims=_marked(counted, told, found.reports),
        superseded=found.superseded,
        withdrawn=taken,
        corrected=gone,
        set_aside=(*_aside(read, gone), *_aside([c for c in read if c.id in stands], rejected)),
        rejected={name: why for name, why in rejected.items() if name in stands},
        decided=applied.by_claim,
        links=applied.links,
        unbound=(*applied.unbound, *ruling.unbound),
        developments=told,
        ruling=ruling,
        asked=applied.asked,
    )


def without(held: Snapshot, reports: Collection[str]) -> Snapshot:
    """What a store holds without some reports, their tables and what was read of them."""
    if not reports:
        return held
    gone = {r.id for r in held.reports if r.id in reports or r.part_of in reports}
    return replace(
        held,
        reports=tuple(r for r in held.reports if r.id not in gone),
        claims=tuple(c for c in held.claims if c.report not in gone),
        developments=tuple(d for d in held.developments if d.report not in gone),
    )


def same_but_revision(one: View, other: View) -> bool:
    """Whether two views hold the same, whatever the revisions that they are of."""
    names = (f.name for f in fields(View) if f.name != "revision")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _marked(
    claims: tuple[Claim, ...], told: Sequence[Development], reports: Sequence[Report]
) -> tuple[Claim, ...]:
    """The claims, those that another source denies marked so: they weigh less in a contradiction."""
    denied = {d.claim for d in doubts(told, claims, {r.id: r for r in reports}, within=_within)}
    return tuple(replace(c, rules=(*c.rules, DENIED)) if c.id in denied else c for c in claims)


def _within(inner: str, outer: str) -> bool:
    """Whether a place lies in another, by the shipped gazetteer, which is opened where a denial asks it."""
    from panj.gazetteer import Gazetteer

    return Gazetteer.default().within(inner, outer)


def _aside(claims: Sequence[Claim], why: Mapping[str, str]) -> list[SetAside]:
    return [SetAside(c.report, c.start, c.end, c.text, why[c.id]) for c in claims if c.id in why]


def _why(item: Decided) -> str:
    return f"rejected by {item.who}: {item.why}"
