"""An analyst's decisions on figures: taken down with who, when and why, and undone as easily.

Takes a store and ids of claims or occurrences; gives the decision as it was recorded. Ids are turned into
report, sentence and figure at once, since ids change when a report is read anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from panj import clock
from panj.errors import EventError
from panj.events import Verb, key_of
from panj.events.decisions import checked
from panj.events.ruling import PROPOSING, key_of_development
from panj.gazetteer import Gazetteer
from panj.model import Claim, Development, Event
from panj.run.dating import is_of_a_date, undo_date
from panj.store import ClaimKey, Decided, Store, in_force
from panj.store.decisions import UNDO

_PAIRS = (Verb.MERGE, Verb.SPLIT)


def decide(
    store: Store,
    verb: Verb,
    names: Sequence[str],
    events: Sequence[Event],
    *,
    who: str,
    why: str,
    day: date | None = None,
    sets: Mapping[str, Any] | None = None,
) -> Decided:
    """Records a decision.

    Args:
        store: of the case.
        verb: what is decided.
        names: ids of claims or of occurrences; of two for merge, the first is told apart from the others
            for split, where one alone is told apart from all of its occurrence.
        events: the occurrences as they are linked now.
        who: decides.
        why: in words.
        day: from which it counts; today where none is given.
        sets: what it says, in the field names of a claim.

    Raises:
        EventError: E002, E003 what it says cannot be said; E004 no such figure; E007 too few figures.
    """
    told = {d.id: d for d in store.snapshot().developments}
    if any(name in told for name in names):
        keys = _offered(store, verb, names, told)
        said = checked(verb, sets or {}, offered=True)
        return record(store, Decided(verb.value, who, why, day or clock.today(), keys, said))
    said = checked(verb, sets or {})
    keys = _keys(store, _claims_meant(store, verb, names, events))
    return record(store, Decided(verb.value, who, why, day or clock.today(), keys, said))


def undo(
    store: Store, number: int | None, *, who: str, why: str, day: date | None = None
) -> tuple[Decided, Decided]:
    """Takes a decision back, or takes back that it was taken back; the undoing, and what it undoes.

    Args:
        store: of the case.
        number: of the decision; None: the last one that counts.
        who, why: as for a decision.
        day: from which it counts no more; today where none is given.

    Raises:
        EventError: E005 there is no such decision, E006 it is undone already.
    """
    every = store.decisions()
    standing = [item.seq for item in counting(every)]
    if number is None:
        plain = [item.seq for item in in_force(every)]
        if not plain:
            raise EventError("E005", number="to undo")
        number = plain[-1]
    found = next((item for item in every if item.seq == number), None)
    if found is None:
        raise EventError("E005", number=number)
    if number not in standing:
        raise EventError("E006", number=number)
    # An undoing made on the day of the decision, or from an earlier one, takes it back from its beginning.
    if is_of_a_date(found):
        return undo_date(store, found, who=who, why=why, every={item.seq: item for item in every}), found
    since = max(day or clock.today(), found.day)
    made = record(store, Decided(UNDO, who, why, since, found.about, {}, undoes=number))
    return made, found


def with_codes(sets: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    """What is said, with the code of each place that is named; a place that nothing knows has none."""
    found = dict(sets)
    for name in ("origin", "destination", "place"):
        if sets.get(name) is not None:
            place = gazetteer.resolve(sets[name])
            found[f"{name}_code"] = place.code if place else None
    return found


def record(store: Store, item: Decided) -> Decided:
    """Records a decision; the decision with its number."""
    number = store.decide(item)
    return next(one for one in store.decisions() if one.seq == number)


def counting(every: Sequence[Decided]) -> list[Decided]:
    """Decisions and undoings that nothing has undone, whatever their day, the last first."""
    undone: set[int] = set()
    found = []
    for item in reversed(every):
        if item.seq not in undone:
            found.append(item)
            if item.undoes is not None:
                undone.add(item.undoes)
    return found


def _claims_meant(store: Store, verb: Verb, names: Sequence[str], events: Sequence[Event]) -> list[str]:
    """Ids of claims: of each occurrence the most telling one, or all where each is decided on by itself."""
    by_id = {e.id: e for e in events}
    home = {c: e for e in events for c in e.claims}
    held = {c.id for c in store.claims()}
    found: list[str] = []
    for name in dict.fromkeys(names):
        if name in by_id:
            found += by_id[name].claims[:1] if verb is Verb.MERGE else by_id[name].claims
        elif name in held:
            found.append(name)
        else:
            raise EventError("E004", name=name)
    if verb is Verb.SPLIT and len(names) == 1 and names[0] in home:
        found += [c for c in home[names[0]].claims if c != names[0]]
    found = list(dict.fromkeys(found))
    if verb in _PAIRS and len(found) < 2:
        detail = "two figures at least" if verb is Verb.MERGE else "a figure that is linked with another"
        raise EventError("E007", verb=verb, detail=detail)
    if not found:
        raise EventError("E007", verb=verb, detail="a figure")
    return found


def _offered(
    store: Store, verb: Verb, names: Sequence[str], told: Mapping[str, Development]
) -> tuple[ClaimKey, ...]:
    """Keys of the proposals that are accepted or rejected."""
    if verb not in (Verb.ACCEPT, Verb.REJECT):
        detail = f"{verb} is said of figures; of a proposal accept or reject"
        raise EventError("E002", name=names[0], detail=detail)
    for name in names:
        if name not in told or told[name].kind not in PROPOSING:
            raise EventError("E008", name=name)
    reports = {r.id: r for r in store.reports()}
    return tuple(key_of_development(told[name], reports[told[name].report]) for name in dict.fromkeys(names))


def _keys(store: Store, names: Sequence[str]) -> tuple[ClaimKey, ...]:
    reports = {r.id: r for r in store.reports()}
    claims: dict[str, Claim] = {c.id: c for c in store.claims()}
    return tuple(key_of(claims[name], reports[claims[name].report]) for name in names)
