"""Small counts: which are banded, and which others are rounded so that none can be reckoned back.

Takes claims with their reports; gives claims in public form. The attack uses the tally's own solver: a banded
count whose bounds over all public claims are tighter than its band is not protected, and one of the claims
that tighten it is rounded, the latest first, until the attack fails.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor

from panj.events import Decision, link
from panj.events.scopes import Places
from panj.gazetteer import Gazetteer
from panj.model import PEOPLE, Bounds, Claim, Measure, Qualifier, Question, Report
from panj.publish.gate.rules import rules, words
from panj.publish.gate.stages import GUARDING
from panj.steps import tell
from panj.tally import Book, Ledger
from panj.tally.constraints import Row
from panj.tally.reach import shard_of
from panj.tally.sums import by_part, ends, reasons

_OWN = ("occurrence", "portion")  # columns of the tally that stand for one event
_ROUNDS = 60  # of rounding; each makes one more claim vaguer, so that it ends far earlier
_NATION = re.compile(r"\s*[A-Z][a-z]+(?:s|i|n|h|z|k|t|e)?\b")


@dataclass(frozen=True, slots=True)
class Protected:
    """Claims in public form, those banded and rounded among them; `bare`: cells that nothing protects."""

    claims: tuple[Claim, ...]
    banded: frozenset[str]
    rounded: frozenset[str]
    bare: frozenset[str]


def small(claim: Claim, text: str) -> bool:
    """Whether a count is below ten and comes with harm, sex, age, nationality, or is a part of another.

    The dead alone are counted in public: theirs is banded where a trait comes with it.
    """
    table = rules()["small"]
    top = claim.value_high or claim.value
    if claim.unit not in PEOPLE or not 0 < top < table["under"]:
        return False
    if claim.measure.value in table["harm"]:
        return True
    if claim.part_of is not None and claim.measure.value not in table["tolls"]:
        return True
    beside = text[claim.end : claim.end + 40].split(",")[0].split(".")[0]
    near = " ".join(beside.split()[:5])
    return bool(words("small", "traits").search(near) or _NATION.match(beside))


def banded(claim: Claim) -> Claim:
    """The claim with its count as a band."""
    most = rules()["small"]["under"] - 1
    text = f"fewer than {most + 1}"
    return replace(claim, value=most, value_high=None, qualifier=Qualifier.AT_MOST, text=text)


def rounded(claim: Claim, step: int) -> Claim:
    """The claim with its count as the whole step that it lies in."""
    low = floor(claim.value / step) * step
    high = floor((claim.value_high or claim.value) / step) * step + step - 1
    return replace(claim, value=low, value_high=high, qualifier=Qualifier.RANGE, text=f"{low:,} to {high:,}")


def protect(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    *,
    gazetteer: Gazetteer,
    decisions: Sequence[Decision] = (),
) -> Protected:
    """Claims in public form, such that no banded count can be told more closely on any day of the case."""
    shown = {c.id: banded(c) if small(c, reports[c.report].text) else c for c in claims}
    cells = frozenset(c.id for c in claims if shown[c.id] is not c)
    made: set[str] = set()
    bare: set[str] = set()
    if cells:
        stated, order = {c.id: c for c in claims}, {c.id: n for n, c in enumerate(claims)}
        parts = list(_parts(list(shown.values()), reports, cells, gazetteer, decisions))
        for n, part in enumerate(parts):
            tell(GUARDING, n, len(parts))
            around = [stated[i] for i in sorted(part, key=order.__getitem__)]
            told = _with_wholes({c.report for c in around}, reports)
            for day in _days({c.report: reports[c.report] for c in around}):
                known = {i: r for i, r in told.items() if day is None or (r.day and r.day <= day)}
                _guard(shown, around, cells, made, bare, known, gazetteer, decisions)
    return Protected(tuple(shown[c.id] for c in claims), cells, frozenset(made), frozenset(bare))


def _with_wholes(ids: Collection[str], reports: Mapping[str, Report]) -> dict[str, Report]:
    """Some of the reports, and those that they are tables of."""
    found = {i: reports[i] for i in sorted(ids)}
    wholes = (r.part_of for r in found.values() if r.part_of is not None)
    return {w: reports[w] for w in wholes if w in reports} | found


def _parts(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    cells: Collection[str],
    gazetteer: Gazetteer,
    decisions: Sequence[Decision],
) -> Iterator[frozenset[str]]:
    """Claims that may tell anything of a banded count, in parts of which each can be attacked by itself.

    Countries and movements without a banded count, and without a tie to one that has some, are not looked at.
    """
    by_id = {c.id: c for c in claims}
    book, places = Book(gazetteer=gazetteer, decisions=decisions), Places(gazetteer)
    book.add(reports, claims)
    near = _Parts()
    homes: dict[tuple[str | None, Measure], list[str]] = defaultdict(list)
    for cell in sorted(cells):
        homes[shard_of(by_id[cell], places).country, by_id[cell].measure].append(cell)
    for (country, measure), own in homes.items():
        near.join(*own, *book.within(Question(measure=measure, place=country)))
    order = {c.id: n for n, c in enumerate(claims)}
    for ground in near.of_claims(order):
        here = [by_id[i] for i in sorted(ground, key=order.__getitem__)]
        told = _with_wholes({c.report for c in here}, reports)
        yield from _hanging_together(here, told, ground.intersection(cells), gazetteer, decisions)


def _hanging_together(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    cells: Collection[str],
    gazetteer: Gazetteer,
    decisions: Sequence[Decision],
) -> list[frozenset[str]]:
    """The claims that may tell anything of a banded count: those of its rows, and of rows that these need.

    A number that a claim states outright is not followed further: nothing beyond can tell it better.

    Returns:
        Parts that have no claim in common, so that each can be attacked by itself.
    """
    events = link(claims, reports, gazetteer=gazetteer, decisions=decisions)
    ledger = Ledger(claims, events, reports, gazetteer=gazetteer)
    system, at = ledger.system, ledger.system.at
    rows_of: dict[int, list[Row]] = defaultdict(list)
    for row in system.rows:
        for column, _ in row.terms:
            rows_of[column].append(row)
    outset = [e for e in ledger.events if not set(cells).isdisjoint(e.claims)]
    queue = [at[kind, e.id] for e in outset for kind in _OWN if (kind, e.id) in at]
    first, seen, parts = frozenset(queue), set(queue), _Parts()
    for event in outset:
        parts.join(*event.claims)
    for cell in cells:
        parts.join(cell)
    while queue:
        column = queue.pop()
        own = ledger.by_id.get(system.columns[column].of)
        parts.join(column, *(own.claims if own else ()))
        if column in first or not _outright(rows_of[column]):
            for row in rows_of[column]:
                parts.join(column, *row.claims, *(c for c, _ in row.terms))
                new = [c for c, _ in row.terms if c not in seen]
                seen |= set(new)
                queue += new
    return parts.of_claims({c.id: n for n, c in enumerate(claims)})


class _Parts:
    """Claims (by id) and columns (by number) that hang together."""

    def __init__(self) -> None:
        self._above: dict[str | int, str | int] = {}

    def join(self, first: str | int, *others: str | int) -> None:
        """These are of one part."""
        root = self._root(first)
        for other in others:
            self._above[self._root(other)] = root

    def _root(self, one: str | int) -> str | int:
        self._above.setdefault(one, one)
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def of_claims(self, order: Mapping[str, int]) -> list[frozenset[str]]:
        """The claims of each part, the part with the first of them first."""
        found: dict[str | int, set[str]] = defaultdict(set)
        for one in list(self._above):
            if isinstance(one, str):
                found[self._root(one)].add(one)
        return sorted((frozenset(p) for p in found.values()), key=lambda p: min(order[c] for c in p))


def _outright(rows: Sequence[Row]) -> bool:
    """Whether a column's own rows state its number."""
    own = [r for r in rows if len(r.terms) == 1]
    lows, highs = {r.low for r in own if r.low is not None}, {r.high for r in own if r.high is not None}
    return bool(lows & highs)


def _guard(
    shown: dict[str, Claim],
    claims: Sequence[Claim],
    cells: Collection[str],
    made: set[str],
    bare: set[str],
    known: Mapping[str, Report],
    gazetteer: Gazetteer,
    decisions: Sequence[Decision],
) -> None:
    """Rounds claims known on a day until the attack on that day fails."""
    stated = {c.id: c for c in claims}
    steps: dict[str, int] = {}
    for _ in range(_ROUNDS):
        public = [shown[c.id] for c in claims if c.report in known]
        found = attack(public, known, cells, gazetteer=gazetteer, decisions=decisions)
        weak = next(((cell, because) for cell, because in found if cell not in bare), None)
        if weak is None:
            return
        chosen = _loosest(weak[1], shown, steps, cells, known)
        if chosen is None:
            bare.add(weak[0])
            continue
        step = steps.get(chosen, 0) * 10 or int(rules()["small"]["round_to"])
        steps[chosen] = step
        shown[chosen] = rounded(stated[chosen], step)
        made.add(chosen)
    bare.update(cell for cell, _ in found)


def attack(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    cells: Collection[str],
    *,
    gazetteer: Gazetteer,
    decisions: Sequence[Decision] = (),
) -> list[tuple[str, tuple[str, ...]]]:
    """Banded counts that can be told more closely than their band, each with the claims that tell it."""
    events = link(claims, reports, gazetteer=gazetteer, decisions=decisions)
    ledger = Ledger(claims, events, reports, gazetteer=gazetteer)
    found = []
    for event in ledger.events:
        own = [c for c in event.claims if c in cells]
        if own:
            told = bounds_of(ledger, event.id)
            if told is not None and _tighter(told[0]):
                found.append((own[0], told[1]))
    return found


def bounds_of(ledger: Ledger, event: str) -> tuple[Bounds, tuple[str, ...]] | None:
    """What all rows together leave possible of one occurrence, and the claims that give it."""
    columns = [
        ledger.system.at[kind, event]
        for kind in ("occurrence", "portion")
        if (kind, event) in ledger.system.at
    ]
    if not columns:
        return None
    sums = by_part(ledger, columns[:1])
    found = ends(ledger, sums, sums)
    lows = reasons(ledger, sums, low=True) if found.low > 1 else ()
    highs = reasons(ledger, sums, low=False) if found.high is not None else ()
    return Bounds(found.low, None, found.high), (*lows, *highs)


def _tighter(told: Bounds) -> bool:
    most = rules()["small"]["under"] - 1
    return told.low > 1 or (told.high is not None and told.high < most)


def _loosest(
    because: Iterable[str],
    shown: Mapping[str, Claim],
    steps: Mapping[str, int],
    cells: Collection[str],
    known: Mapping[str, Report],
) -> str | None:
    """Of the claims that tell a cell the one to round: least rounded yet, latest published, smallest."""
    free = [shown[c] for c in dict.fromkeys(because) if c in shown and c not in cells]
    free = [c for c in free if c.unit in PEOPLE and c.value < 10_000_000]
    latest = sorted(
        free,
        key=lambda c: (-steps.get(c.id, 0), known[c.report].published or "", -c.value, c.id),
        reverse=True,
    )
    return latest[0].id if latest else None


def _days(reports: Mapping[str, Report]) -> list[date | None]:
    """Every day on which more became known; the end of the case last."""
    days = sorted({r.day for r in reports.values() if r.day})
    return [*days, None] if any(r.day is None for r in reports.values()) else list(days)
