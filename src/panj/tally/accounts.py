"""All that questions are asked of: events, the rows made of them, and how each part of them is settled.

Takes claims, events and reports; builds its rows once and answers any number of questions about measure,
group, place, days and known-date (`panj.tally.answer`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, Self

from panj.bounds import WordingPolicy
from panj.bounds import policy as shipped_policy
from panj.events.decisions import Decision
from panj.events.denials import overruled
from panj.events.frames import Frame
from panj.events.linking import Linked, frames_of, link_frames
from panj.events.relations import Link, likely_parts, stated_links
from panj.events.scopes import Containment, Places
from panj.gazetteer.spelling import fold
from panj.model import Claim, Event, Place, Report
from panj.tally.compared import compared
from panj.tally.components import Component, components
from panj.tally.conflicts import settle
from panj.tally.constraints import Material, System, build
from panj.tally.covering import Covering
from panj.tally.credence import Credence
from panj.tally.mixed import of_several_peoples
from panj.tally.narrower import with_narrower
from panj.tally.scope import Extent, extent_of
from panj.tally.sheltered import own_sheltered
from panj.tally.stories import Settlement
from panj.tally.tensions import Tension, tensions


class Gazetteer(Containment, Protocol):
    """What the tally asks of a gazetteer."""

    def resolve(self, name: str) -> Place | None:
        """The place of a name, or nothing."""


@dataclass(frozen=True, slots=True)
class Excess:
    """More went back (at least `low`, by `claims`) than came (at most `came`, by `arrivals`)."""

    low: float
    came: float
    claims: tuple[str, ...]
    arrivals: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.low:,.0f} or more went back, but at most {self.came:,.0f} were reported to have come"


class Accounts:
    """Claims, events and rows as known at one time, every part settled and none judged; see `Ledger`.

    Args:
        claims, events, reports: as extracted, linked, read. Events may be None: they are then linked here.
        gazetteer: places within places; without it codes and names alone count.
        policy: the wording policy.
        decisions: an analyst's, for linking anew.
        before: a ledger of fewer or other claims, by the same policy and decisions: what hangs together as
            it did is taken over from it. The answers are the same with it and without.
        frames: of the claims, by the same policy and gazetteer; None: they are made here.

    `doubts` and `reasons` keep what questions worked out and others ask again: of a part and a story where
    more go back than came, and of a sum over a part and a story the claims that give its end.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        events: Iterable[Event] | None,
        reports: Iterable[Report] | Mapping[str, Report],
        *,
        gazetteer: Gazetteer | None = None,
        policy: WordingPolicy | None = None,
        decisions: Sequence[Decision] = (),
        before: Accounts | None = None,
        frames: Sequence[Frame] | None = None,
    ) -> None:
        self.decisions = tuple(decisions)
        self.policy = policy or shipped_policy()
        self.gazetteer = gazetteer
        self.places = Places(gazetteer)
        self.reports = dict(reports) if isinstance(reports, Mapping) else {r.id: r for r in reports}
        if frames is None:
            held = before.frames if before else None
            frames = frames_of(claims, self.reports, policy=self.policy, gazetteer=gazetteer, before=held)
        self.frames: dict[str, Frame] = {f.claim.id: f for f in frames}
        self.order = {c: f.order for c, f in self.frames.items()}
        self.linked: Linked | None = None
        if events is None:
            held_events = before.linked if before else None
            self.linked = link_frames(frames, self.places, decisions=self.decisions, before=held_events)
            events = self.linked.events
        self.events = sorted(events, key=lambda e: (e.known or date.max, e.id))
        self.by_id = {e.id: e for e in self.events}
        self._settled: dict[int, Settlement] = {}
        self.doubts: dict[tuple[int, frozenset[int]], Sequence[Excess]] = {}
        self.reasons: dict[tuple[int, frozenset[int], frozenset[int], bool], tuple[str, ...]] = {}
        self._known: dict[date, Self] = {}

    @cached_property
    def called(self) -> Mapping[str, Counter[str]]:
        """Folded name → the places that claims mean by it, with how many do."""
        found: dict[str, Counter[str]] = {}
        for f in self.frames.values():
            c = f.claim
            pairs = ((c.place, f.destination), (c.origin, f.origin), (c.destination, f.destination))
            for name, key in {fold(said): key for said, key in pairs if said and key}.items():
                found.setdefault(name, Counter())[key] += 1
        return found

    def as_known(self, day: date | None) -> Self:
        """This ledger from the reports published by the end of `day`, linked anew.

        A report without a date of publication was known on no day that can be named, and is left out.
        """
        if day is None or all(r.day is not None and r.day <= day for r in self.reports.values()):
            return self
        if day not in self._known:
            reports = {i: r for i, r in self.reports.items() if r.day is not None and r.day <= day}
            claims = [f.claim for f in self.frames.values() if f.claim.report in reports]
            self._known[day] = type(self)(
                claims,
                None,
                reports,
                gazetteer=self.gazetteer,
                policy=self.policy,
                decisions=self.decisions,
            )
        return self._known[day]

    @cached_property
    def event_frames(self) -> dict[str, tuple[Frame, ...]]:
        """The frames of each event's claims; claims that are not in the ledger are left out."""
        return {e.id: tuple(self.frames[c] for c in e.claims if c in self.frames) for e in self.events}

    @cached_property
    def event_of(self) -> dict[str, str]:
        """Claim id → the event that it is in, the first where it is in several."""
        return {f.claim.id: e.id for e in reversed(self.events) for f in self.event_frames[e.id]}

    @cached_property
    def extents(self) -> dict[str, Extent]:
        """What each event covers."""
        found = {
            e.id: extent_of(e, self.event_frames[e.id], self.places)
            for e in self.events
            if self.event_frames[e.id]
        }
        found = of_several_peoples(found, self.places)
        return with_narrower(found, self.events, self.event_frames, self.places)

    @cached_property
    def sheltered(self) -> frozenset[str]:
        """Events of people in camps and other shelters who are their country's own displaced."""
        return own_sheltered(self.events, self.event_frames, self.extents, self.reports, self.places)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Parts and wholes among the events, stated and suspected."""
        live = [e for e in self.events if self.event_frames[e.id]]
        stated = stated_links(live, self.event_frames)
        said = {(p, s.whole) for s in stated for p in s.parts}
        likely = likely_parts(live, self.event_frames, self.extents, self.places)
        return (*stated, *(k for k in likely if (k.parts[0], k.whole) not in said))

    @cached_property
    def wholes(self) -> dict[str, frozenset[str]]:
        """Event → the events of the same measure that take it in: the two are never added."""
        found: dict[str, set[str]] = {}
        for k in self.links:
            for p in k.parts:
                if p != k.whole and self.extents[p].measures & self.extents[k.whole].measures:
                    found.setdefault(p, set()).add(k.whole)
        return {p: frozenset(w) for p, w in found.items()}

    @cached_property
    def compared(self) -> frozenset[str]:
        """Totals of an earlier time that reports only compare with."""
        return compared(self.event_frames, self.places)

    @cached_property
    def tensions(self) -> tuple[Tension, ...]:
        """Totals of two sources that are hard to hold together, though nothing excludes it."""
        live = [e for e in self.events if e.id in self.extents]
        return tensions(live, self.event_frames, self.extents, self.wholes)

    @cached_property
    def system(self) -> System:
        """The rows."""
        live: Sequence[Event] = [e for e in self.events if self.event_frames[e.id]]
        return build(Material(live, self.event_frames, self.extents, self.links, self.wholes, self.places))

    @cached_property
    def covering(self) -> Covering:
        """The numbers of the system by what they cover."""
        return Covering((c.extent for c in self.system.columns), self.places)

    @cached_property
    def parts(self) -> list[Component]:
        """The rows split into parts that share no number."""
        return components(self.system)

    @cached_property
    def part_of_column(self) -> dict[int, int]:
        """Column → the part it is in."""
        return {c: n for n, part in enumerate(self.parts) for c in part.columns}

    @cached_property
    def credence(self) -> Credence:
        """What disbelieving claims costs."""
        return Credence(self.frames, overruled(self.frames, self.places))

    def settlement(self, part: int) -> Settlement:
        """How a part is settled, worked out once."""
        if part not in self._settled:
            self._settled[part] = settle(self.parts[part], credence=self.credence, order=self.order)
        return self._settled[part]

    def judged(self, part: int) -> Settlement:
        """The settlement that answers stand on; here as it was found, with no story moved."""
        return self.settlement(part)
