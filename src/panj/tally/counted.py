"""Which unknown numbers a question sums: occurrences, people in totals beyond them, waves only counted.

Takes what is asked and a ledger; gives `Counted`, columns by how surely they lie in the question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from panj.model import Group, PeriodKind
from panj.tally.accounts import Accounts
from panj.tally.constraints import Column
from panj.tally.inside import Inside, inside
from panj.tally.scope import Extent, Lies, fits, lies
from panj.tally.solve import Program, Single
from panj.tally.sums import Sums, highest, story

_NOBODY = 0.5  # people, in a point that may be fractional
_DEAR = 1e4  # what a person costs in a column that is tried without
_APART = 1e6  # the same of one whom a total would share with what its words do not count
_TRIED = 40  # columns up to which each is tried without


@dataclass(frozen=True, slots=True)
class Counted:
    """The columns of a question's sum, and what they are.

    Args:
        low: what is summed for the low end: occurrences surely in, people in totals surely in, sized unseen
            waves, and of what is only perhaps in, as much as totals surely in must hold.
        high: what is summed for the high end: occurrences surely or perhaps in, and only those beyond them
            whom totals force.
        sure: occurrences surely in the question; `possible`: surely or perhaps.
        rests: people beyond known occurrences surely in the question; `touching`: perhaps.
        forced: those of `rests` whom totals force, or of whom only a ceiling is told; `shared`:
            occurrences of a wider group or place of which totals force a share.
        events: ids of the occurrences counted; `totals`: of totals that bear on them.
        ordinals: claims that count waves in the question; `unseen`: how many of those are not described.
        dropped: claims that the chosen stories give up.
    """

    low: Sums
    high: Sums
    sure: tuple[int, ...]
    possible: tuple[int, ...]
    rests: tuple[int, ...]
    touching: tuple[int, ...]
    forced: tuple[int, ...]
    shared: tuple[int, ...]
    events: tuple[str, ...]
    totals: tuple[str, ...]
    ordinals: tuple[str, ...]
    unseen: int
    dropped: frozenset[str]


def count(asked: Extent, ledger: Accounts) -> Counted:
    """The columns of the sum that is asked for."""
    columns = ledger.system.columns
    near = [(i, columns[i]) for i in ledger.covering.near(asked)]  # of all others nobody is asked about
    dropped = _dropped(ledger, asked)
    live = [i for i, c in near if c.kind == "occurrence" and stands(c.of, ledger, dropped)]
    sides = {i: fits(columns[i].extent, asked, ledger.places) for i in live}
    sure, possible = _without_parts(live, sides, ledger)
    beyond = [i for i, c in near if c.kind in ("rest", "unseen") and in_its_stream(c, asked, ledger)]
    where = {i: fits(columns[i].extent, asked, ledger.places) for i in beyond}
    rests = [i for i in beyond if where[i] is Lies.IN]
    touching = [i for i in beyond if where[i] is not Lies.IN and _touches(columns[i], asked, ledger)]
    bearing = _inner_totals(asked, ledger, dropped)
    totals = _reported(bearing, ledger)
    sized = [i for i in rests if _is_counted(columns[i], totals) or _is_sized_wave(columns[i], i, ledger)]
    dead = _disbelieved(asked, ledger, dropped)
    sized += dead
    within = inside({*sure, *sized}, totals, ledger)
    vague = [q for c, q in within.share.items() if c not in possible]
    forced = _forced(within, sized, vague, last=dead)
    forced = sorted({*forced, *_ceilings(sized, {*possible, *forced}, ledger)})
    events = [columns[i].of for i in {*sure, *possible}]
    return Counted(
        low=within.sums((*sure, *sized, *within.share.values())),
        high=within.sums((*possible, *forced)),
        sure=tuple(sure),
        possible=tuple(possible),
        rests=tuple(rests),
        touching=tuple(touching),
        forced=tuple(i for i in forced if i < len(columns)),
        shared=tuple(c for c, q in within.share.items() if q in forced),
        events=tuple(e.id for e in ledger.events if e.id in set(events)),
        totals=tuple(dict.fromkeys(t.split(".")[0] for t in bearing)),
        ordinals=tuple(
            sorted({columns[i].of[1:] for i in rests if columns[i].kind == "unseen"} & set(ledger.frames))
        ),
        unseen=sum(columns[i].least for i in rests if columns[i].kind == "unseen"),
        dropped=dropped,
    )


def _without_parts(
    live: Sequence[int], sides: Mapping[int, Lies], ledger: Accounts
) -> tuple[list[int], list[int]]:
    """Occurrences to sum for the low end and for the high end; a part is never added to its whole.

    A part surely in, of a whole perhaps in, counts for the low end; for the high end its whole does.
    """
    columns = ledger.system.columns
    by_event = {columns[i].of: sides[i] for i in live}

    def taken_in(i: int, at_least: Lies) -> bool:
        wholes = ledger.wholes.get(columns[i].of, frozenset())
        return any(by_event.get(w, Lies.OUT) >= at_least for w in wholes)

    low = [i for i in live if sides[i] is Lies.IN and not taken_in(i, Lies.IN)]
    high = [i for i in live if sides[i] is not Lies.OUT and not taken_in(i, Lies.PERHAPS)]
    return low, high


def _touches(column: Column, asked: Extent, ledger: Accounts) -> bool:
    """Whether some of what a scope holds beyond known occurrences may lie in the question."""
    return lies(column.extent, asked, ledger.places) is not Lies.OUT


def stands(event: str, ledger: Accounts, dropped: frozenset[str]) -> bool:
    """Whether some claim of an event is not given up."""
    frames = ledger.event_frames.get(event, ())
    return any(f.claim.id not in dropped for f in frames)


def in_its_stream(column: Column, asked: Extent, ledger: Accounts) -> bool:
    """A rate is a stream of its own: it counts only where its own group is asked for.

    A total of an earlier time than the case is about counts only where the question names its days.
    """
    event = ledger.by_id.get(column.of.split(".")[0])
    if event is not None and asked.window.start is None and event.id in ledger.compared:
        return False
    if event is None or event.kind is not PeriodKind.RATE:
        return True
    return (column.extent.group or Group.PEOPLE) == (asked.group or Group.PEOPLE)


def _dropped(ledger: Accounts, asked: Extent) -> frozenset[str]:
    """Claims given up by the stories of the parts that the question touches."""
    parts = {
        ledger.part_of_column[i]
        for i in ledger.covering.near(asked)
        if lies(ledger.system.columns[i].extent, asked, ledger.places) is not Lies.OUT
    }
    return frozenset(c for n in parts for c in story(ledger, n).dropped)


def _is_counted(column: Column, totals: Sequence[str]) -> bool:
    return column.kind == "rest" and column.of in totals


def _is_sized_wave(column: Column, index: int, ledger: Accounts) -> bool:
    """Whether a total bounds the waves that an ordinal counts."""
    return column.kind == "unseen" and highest(ledger, (index,)) is not None


def _reported(totals: Sequence[str], ledger: Accounts) -> list[str]:
    """Totals that are themselves reported: whom they hold beyond known occurrences is reported, not itemised.

    An exception: where a source has counted the occurrences one by one and sums them up, a total that nobody
    dated cannot be set beside that count; what it holds more went unreported and is kept apart.
    """
    if not any(t in ledger.system.complete for t in totals):
        return list(totals)
    return [t for t in totals if t in ledger.system.complete or _dated(t, ledger)]


def _dated(total: str, ledger: Accounts) -> bool:
    """Whether some claim says of which days; "so far", on the day of its report, does not."""
    frames = ledger.event_frames[total.split(".")[0]]
    return any(f.dated and not (f.window.running and f.window.end == f.known) for f in frames)


def _disbelieved(asked: Extent, ledger: Accounts, dropped: frozenset[str]) -> list[int]:
    """Occurrences and totals in the question of which the chosen story believes no claim.

    A total that stands may still hold people there: they are then in that total alone.
    """
    return [
        i
        for i in ledger.covering.near(asked)
        if (c := ledger.system.columns[i]).kind in ("occurrence", "rest")
        and in_its_stream(c, asked, ledger)
        and not stands(c.of.split(".")[0], ledger, dropped)
        and fits(c.extent, asked, ledger.places) is Lies.IN
    ]


def _forced(
    within: Inside, beyond: Sequence[int], shares: Sequence[int], *, last: Sequence[int]
) -> list[int]:
    """Those beyond known occurrences without whom some total inside could not hold.

    Where several could stand in for one another, the sharpest statement is taken: shares of occurrences
    reported for a wider group or place, then waves counted by an ordinal, then dated totals, then running
    ones, narrow before wide; and `last` what nobody is believed to have told of. None is taken that the
    others taken can do without: two totals that may be one are not added up for the high end. The dead of
    one occurrence and of another, or what two did each of their own, are taken to be two.
    """
    ledger = within.ledger
    origin = {q: c for c, q in within.share.items()} | {i: i for i in beyond}
    ranked = sorted((*shares, *beyond), key=lambda i: (i in last, _vagueness(origin[i], ledger)))
    price = {c: 1.0 + rank / (10.0 * len(ranked)) for rank, c in enumerate(ranked)}
    found: list[int] = []
    for n, s in within.sums(ranked).items():
        prices = {i: price[s.part.columns[i]] for i in s.columns}
        others = {i: _APART for i, c in enumerate(s.part.columns) if c in ledger.system.strangers}
        off = story(ledger, n).off
        point = s.part.program.cheapest(prices | others, off)
        taken = [i for i in prices if point[i] > _NOBODY]
        needed = _needed(taken, prices, others, s.part.program, off)
        found.extend(s.part.columns[i] for i in needed)
    return sorted(found)


def _ceilings(sized: Sequence[int], counted: Collection[int], ledger: Accounts) -> list[int]:
    """Whom totals hold of whom only a ceiling is told ("up to 500"), where none of them is counted."""
    columns, system = ledger.system.columns, ledger.system
    rests = (i for i in sized if columns[i].kind == "rest" and i not in counted)
    return [
        i
        for i in rests
        if ledger.by_id[columns[i].of.split(".")[0]].bounds.low <= 0
        and system.within[columns[i].of].isdisjoint(counted)
    ]


def _needed(
    taken: Sequence[int],
    prices: Mapping[int, float],
    others: dict[int, float],
    program: Program | Single,
    off: frozenset[int],
) -> list[int]:
    """Of columns that hold people, those without which the rows cannot hold; the vaguest go first."""
    kept = set(taken)
    for i in sorted(taken, key=lambda i: (-prices[i], i)) if 1 < len(taken) <= _TRIED else ():
        dear = {j: p if j in kept and j != i else p * _DEAR for j, p in prices.items()}
        point = program.cheapest(dear | others, off)
        if all(point[j] <= _NOBODY for j in prices if j not in kept or j == i):
            kept.discard(i)
    return sorted(kept)


def _vagueness(column: int, ledger: Accounts) -> tuple[object, ...]:
    what = ledger.system.columns[column]
    if what.kind == "occurrence":
        return (-1, 0.0, "", what.of)
    event = ledger.by_id.get(what.of.split(".")[0])
    if event is None:
        return (0, 0.0, "", what.of)
    high = event.bounds.high
    width = 1.0 if high is None or not high else (high - event.bounds.low) / high
    known = event.known.isoformat() if event.known else "9999"
    return (2 if what.extent.window.running else 1, round(width, 6), known, what.of)


def _inner_totals(asked: Extent, ledger: Accounts, dropped: frozenset[str]) -> list[str]:
    """Totals whose scope surely lies in the question."""
    return [
        c.of
        for i in ledger.covering.near(asked)
        if (c := ledger.system.columns[i]).kind == "total"
        and in_its_stream(c, asked, ledger)
        and fits(c.extent, asked, ledger.places) is Lies.IN
        and stands(c.of.split(".")[0], ledger, dropped)
    ]
