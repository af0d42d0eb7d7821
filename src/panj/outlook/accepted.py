"""What an analyst let into a forecast: places that fell, shut or opened by what reports say.

Takes a `Crisis` and proposals with the place of the case that each moves; gives the case with its conflict
and closures changed from the day on which that was known. Nothing enters here that nobody accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from panj.errors import PlanError
from panj.events.inputs import Effect, Proposal
from panj.outlook.case import RECEIVING, ConflictChange, Crisis, Site
from panj.outlook.whatif import closure_of

Within = Callable[[str, str], bool]
_WORDS = {
    Effect.CONFLICT: "fighting at {place} from {day}",
    Effect.CLOSED: "{place} shut from {day}",
    Effect.OPEN: "{place} open from {day}",
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A proposal that counts: the place of the case that it moves, and by whose word, for the notes."""

    proposal: Proposal
    place: str
    by: str


def place_for(crisis: Crisis, proposal: Proposal, *, within: Within | None = None) -> str:
    """The site of a case that a proposal speaks of: by its code, else by its name; empty where none is.

    Fighting is never put into a site that receives people, and a name that several sites bear is none.
    """
    fitting = [s for s in crisis.sites if s.kind not in RECEIVING or proposal.effect is not Effect.CONFLICT]
    for agrees in (_same_code, _same_name):
        found = [s.name for s in fitting if agrees(s, proposal)]
        if len(found) == 1:
            return found[0]
    code = proposal.place_code
    if within is None or code is None:
        return ""
    found = [s.name for s in fitting if s.code and within(code, s.code)]
    return found[0] if len(found) == 1 else ""


def _same_code(site: Site, proposal: Proposal) -> bool:
    return bool(site.code) and site.code == proposal.place_code


def _same_name(site: Site, proposal: Proposal) -> bool:
    return site.name.casefold() == " ".join(proposal.place.split()).casefold()


def with_accepted(crisis: Crisis, accepted: Sequence[Accepted]) -> Crisis:
    """The case as changed by accepted proposals, in the order of their days, with a note on each.

    A proposal whose place the case does not have, or that its place cannot take, changes nothing, and the
    note says so.
    """
    for one in sorted(accepted, key=lambda a: (_day(a.proposal) or date.max, a.proposal.id)):
        crisis = _applied(crisis, one)
    return crisis


def _applied(crisis: Crisis, one: Accepted) -> Crisis:
    made, said = one.proposal, _said(one)
    when = _day(made)
    if when is None or not one.place:
        missing = "no day is known" if when is None else "no place of the outlook case is named for it"
        return _noted(crisis, f"not used, since {missing}: {said}")
    day, known = crisis.day_of(when), crisis.day_of(max(when, made.known or when))
    try:
        changed = _changed(crisis, made.effect, one.place, day, known)
    except PlanError as fault:
        return _noted(crisis, f"not used, since {fault.what}: {said}")
    return _noted(changed, f"{_WORDS[made.effect].format(place=one.place, day=when)}: {said}")


def _changed(crisis: Crisis, effect: Effect, place: str, day: int, known: int) -> Crisis:
    """The case with the change; raises `PlanError` P022, P024 where its place cannot take it."""
    if effect is Effect.CONFLICT:
        site = next((s for s in crisis.sites if s.name == place), None)
        if site is None:
            raise PlanError("P022", name=place)
        if site.kind in RECEIVING:
            raise PlanError("P024", place, detail=f"{place} receives people")
        change = ConflictChange(site.name, day, 1.0, known)
        return replace(crisis, conflict=tuple(sorted((*crisis.conflict, change), key=lambda c: c.day)))
    shut = closure_of(crisis, place)
    if effect is Effect.CLOSED:
        return replace(crisis, closures=(*crisis.closures, replace(shut, start=day, known=known)))
    # From the day on which the opening was known: a forecast as of an earlier day still has it shut.
    closures = tuple(
        replace(c, end=known)
        if (c.kind, {c.a, c.b}) == (shut.kind, {shut.a, shut.b})
        and _open_ended(c.end, day)
        and c.start <= known
        else c
        for c in crisis.closures
    )
    return replace(crisis, closures=closures)


def _open_ended(end: int | None, day: int) -> bool:
    return end is None or end > day


def _noted(crisis: Crisis, note: str) -> Crisis:
    return replace(crisis, notes=(*crisis.notes, note))


def _day(made: Proposal) -> date | None:
    return made.day or made.known


def _said(one: Accepted) -> str:
    return f"{one.by}, by {one.proposal.reason}"
