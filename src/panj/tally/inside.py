"""How much of what is only perhaps in a question must be in it, because totals that lie in it hold it.

Takes the columns surely in a question and the totals inside it; gives the parts of the ledger with columns of
the question's own: for each number of which only a share is surely in, that share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from panj.tally.accounts import Accounts
from panj.tally.components import Component
from panj.tally.constraints import Row
from panj.tally.scope import meet_within
from panj.tally.sums import Sum, story

Parted = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Inside:
    """Parts with the question's own columns.

    `parts`: part → its component, wider where the question adds to it. `share`: column → its share's
    column. `home`: a share's column → its part.
    """

    ledger: Accounts
    parts: Mapping[int, Component]
    share: Mapping[int, int]
    home: Mapping[int, int]

    def sums(self, columns: Iterable[int]) -> dict[int, Sum]:
        """The sum of columns, shares among them, part by part."""
        found: dict[int, dict[int, float]] = defaultdict(dict)
        for c in sorted(set(columns)):
            n = self.home[c] if c in self.home else self.ledger.part_of_column[c]
            found[n][self._part(n).local[c]] = 1.0
        return {n: Sum(self._part(n), terms) for n, terms in found.items()}

    def _part(self, n: int) -> Component:
        return self.parts[n] if n in self.parts else self.ledger.parts[n]


def inside(sure: Collection[int], totals: Sequence[str], ledger: Accounts) -> Inside:
    """The shares of what is only perhaps in, as the totals inside demand.

    Args:
        sure: columns surely in the question.
        totals: ids of totals surely in it.
        ledger: their rows.
    """
    held: dict[int, list[Parted]] = defaultdict(list)
    for total in totals:
        for part, members in ledger.system.parted.get(total, ()):
            if not set(sure).issuperset(members) and not _overlapping({*members} - {*sure}, ledger):
                held[ledger.part_of_column[part]].append((part, members))
    share: dict[int, int] = {}
    for parted in held.values():
        for m in sorted({m for _, members in parted for m in members} - set(sure)):
            share[m] = len(ledger.system.columns) + len(share)
    known = _known_parts(sure, share, ledger)
    beside = {
        column: {c for m in members for c in known.get(m, ())} - _itself(column, ledger)
        for parted in held.values()
        for column, members in parted
    }
    parts = {n: _sharpened(n, parted, share, beside, ledger) for n, parted in held.items()}
    return Inside(ledger, parts, share, {q: ledger.part_of_column[c] for c, q in share.items()})


def _known_parts(sure: Collection[int], share: Collection[int], ledger: Accounts) -> dict[int, list[int]]:
    """Number with a share → its parts that are surely in: they are counted themselves, and never twice.

    "2,502 came in all that day, 1,912 of them to the gate": what a total of the gate holds of the 2,502 may
    be those 1,912.
    """
    columns, found = ledger.system.columns, defaultdict[int, list[int]](list)
    at = {columns[m].of: m for m in share if columns[m].kind == "occurrence"}
    for c in sorted(sure):
        for whole in ledger.wholes.get(columns[c].of, frozenset()) if columns[c].kind == "occurrence" else ():
            if whole in at and ledger.part_of_column[c] == ledger.part_of_column[at[whole]]:
                found[at[whole]].append(c)
    return found


def _itself(part: int, ledger: Accounts) -> set[int]:
    """What surely lies in the total that a column is a part of: it is counted there beside that part."""
    total, system = ledger.system.columns[part].of.split(":")[0], ledger.system
    perhaps = {c for _, members in system.parted.get(total, ()) for c in members}
    return set(system.within.get(total, frozenset())) - perhaps


def _overlapping(members: Collection[int], ledger: Accounts) -> bool:
    """Whether a part and its whole stand side by side: what each holds cannot be told apart.

    People in totals beyond known occurrences are nobody twice, whatever is a part of what.
    """
    columns = ledger.system.columns
    events = {columns[c].of for c in members if columns[c].kind == "occurrence"}
    return any(not events.isdisjoint(ledger.wholes.get(e, frozenset())) for e in events)


def _sharpened(
    n: int,
    parted: Sequence[Parted],
    share: Mapping[int, int],
    beside: Mapping[int, Collection[int]],
    ledger: Accounts,
) -> Component:
    """A part with shares, no more of them than the widest totals hold.

    Where narrow totals, which nothing else sets against the wide ones, hold more, all of them may.
    """
    sharp = _wider(ledger.parts[n], parted, _by_kind(parted, ledger), share, beside)
    if sharp.program.feasible(story(ledger, n).off):
        return sharp
    return _wider(ledger.parts[n], parted, [parted], share, beside)


def _by_kind(parted: Sequence[Parted], ledger: Accounts) -> list[list[Parted]]:
    """The widest parts of occurrences, and those of what totals and counts hold beyond them."""
    apart: dict[bool, list[Parted]] = defaultdict(list)
    for one in parted:
        apart[ledger.system.columns[one[1][0]].kind == "occurrence"].append(one)
    return [_widest(some, ledger) for some in apart.values()]


def _widest(parted: Sequence[Parted], ledger: Accounts) -> list[Parted]:
    """Of the parts of totals those that hold what no other of them holds, whoever may lie in them."""
    columns, kept = ledger.system.columns, list(parted)

    def holds(outer: Parted, inner: Parted) -> bool:
        there, here = columns[outer[0]].extent, columns[inner[0]].extent
        return set(outer[1]).issuperset(inner[1]) and all(
            meet_within(columns[m].extent, here, there, ledger.places) for m in inner[1]
        )

    for one in sorted(parted, key=lambda p: (len(p[1]), p[0])):
        if any(holds(other, one) for other in kept if other is not one):
            kept.remove(one)
    return kept


def _wider(
    part: Component,
    parted: Sequence[Parted],
    widest: Iterable[Sequence[Parted]],
    share: Mapping[int, int],
    beside: Mapping[int, Collection[int]],
) -> Component:
    """Shares are at most their number, together at least what each total holds, at most what all hold.

    `beside`: column of a total's part → what of the numbers in it the question counts already; their shares
    are of the others.
    """
    mine = sorted({m for _, members in parted for m in members if m in share})
    at_most = (
        Row(
            ((m, -1.0), (share[m], 1.0)),
            None,
            0.0,
            why="of what only may lie in the question, at most all of it does",
        )
        for m in mine
    )
    rows = [*part.rows, *at_most]
    for column, members in parted:
        terms = {column: -1.0} | {share.get(m, m): 1.0 for m in members}
        terms |= dict.fromkeys(beside.get(column, ()), 1.0)
        rows.append(
            Row(
                _sorted(terms), 0.0, None, why="whom a total within the question holds is within the question"
            )
        )
    for some in widest:
        shares = {m for _, members in some for m in members}.intersection(share)
        terms = {column: -1.0 for column, _ in some} | {share[m]: 1.0 for m in shares}
        rows.append(
            Row(
                _sorted(terms),
                None,
                0.0,
                why="of what only may lie in the question, no more counts than totals within it hold",
            )
        )
    return Component((*part.columns, *(share[m] for m in mine)), tuple(rows))


def _sorted(terms: Mapping[int, float]) -> tuple[tuple[int, float], ...]:
    return tuple(sorted(terms.items()))
