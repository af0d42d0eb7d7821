"""Which statements pin each end of an answer, and what in them does: a count, a total, a part, a reading.

Takes an answer and the ledger that gave it; gives an `End` for either side, each a list of `Step`s: claims
with how they were read, then what holds by the meaning of the words and joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from panj.model import Bounds, Tally
from panj.tally.answer import place_key
from panj.tally.because import pieces
from panj.tally.constraints import Row
from panj.tally.counted import count
from panj.tally.ledger import Ledger
from panj.tally.scope import extent_of_question
from panj.tally.stocks import on_a_day
from panj.tally.sums import Sum, Sums, reasons_of, story

SHOWN = 6  # members of a sum that are named; the others are counted
_NAMES = {
    "rest": "whom it holds beyond them",
    "unseen": "the waves that were only counted",
    "part": "as much of others as lies in it",
}
KINDS = {
    "occurrence": "count",
    "total": "total",
    "portion": "part",
    "unseen": "ordinal",
    "rest": "ordinal",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One constraint that presses on an end.

    Args:
        kind: count (of one occurrence), total, part, ordinal, stock (a number on a day), or meaning (it
            holds by the meaning of the words, whoever is right).
        claims: ids of the claims that state it; of a meaning those that it joins.
        read: the interval that the wording policy reads its words as; None where it states no number.
        rule: the constraint in words.
        assumed: the end that presses is a convention of the wording policy: nobody stated it.
    """

    kind: str
    claims: tuple[str, ...]
    read: Bounds | None = None
    rule: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """One end of an answer. `value`: None where nothing bounds it; `claims` alone give it."""

    value: float | None
    claims: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Both ends of an answer, and the wording policy that read the words."""

    low: End
    high: End
    policy: str


def why(tally: Tally, ledger: Ledger) -> Why:
    """What pins each end of an answer.

    Args:
        tally: as `ask` gave it on this ledger.
        ledger: all that was asked of.
    """
    ledger = ledger.as_known(tally.question.known)
    bounds = tally.bounds
    if tally.silent:
        return Why(End(None), End(None), tally.policy)
    q = tally.question
    asked = extent_of_question(q, place_key(q.place, ledger), place_key(q.origin, ledger))
    if on_a_day(asked, ledger):
        low, high = (tuple(_stocks(c, ledger)) for c in (tally.because_low, tally.because_high))
    else:
        counted = count(asked, ledger)
        low = tuple(_steps(ledger, counted.low, low=True))
        high = tuple(_steps(ledger, counted.high, low=False)) if bounds.high is not None else ()
    return Why(
        End(bounds.low, tally.because_low, low), End(bounds.high, tally.because_high, high), tally.policy
    )


def _steps(ledger: Ledger, sums: Sums, *, low: bool) -> list[Step]:
    """The constraints that press, those of claims in order of publication, then meanings."""
    found = dict.fromkeys(s for n, one in sums.items() for s in _of_part(ledger, n, one, low=low))
    last = ("9999", "")
    return sorted(
        found,
        key=lambda s: (not s.read and s.kind == "meaning", [ledger.order.get(c, last) for c in s.claims]),
    )


def _of_part(ledger: Ledger, n: int, one: Sum, *, low: bool) -> Iterator[Step]:
    """The rows that press where only the claims that give the end hold; every such claim has one."""
    claims = reasons_of(ledger, n, one, low=low)
    if not claims:
        return
    off = story(ledger, n).off
    shown: set[str] = set()
    for piece, sum_of in pieces(one.part, one.columns, set(claims), off):
        for i in piece.program.pressing(sum_of, low=low):
            shown.update(piece.rows[i].claims)
            step = _step(piece.rows[i], ledger, claims)
            if step.rule or step.kind != "meaning":
                yield step
    for i, row in enumerate(one.part.rows):  # where whole numbers decide, no row need press
        if i not in off and row.claims and shown.isdisjoint(row.claims) and set(row.claims) <= set(claims):
            shown.update(row.claims)
            yield _step(row, ledger, claims)


def _step(row: Row, ledger: Ledger, claims: Iterable[str]) -> Step:
    columns = ledger.system.columns
    if not row.claims:
        joined = [c for i, _ in row.terms for c in _telling(i, ledger) if c in claims]
        return Step("meaning", tuple(dict.fromkeys(joined)), rule=_meaning(row, ledger), assumed=row.soft)
    if len(row.terms) > 1:
        linked = any(columns[i].kind in ("occurrence", "total", "portion") for i, _ in row.terms)
        return Step("part" if linked else "ordinal", row.claims, rule=row.why)
    kind = KINDS[columns[row.terms[0][0]].kind]
    read = None if kind == "ordinal" else ledger.frames[row.claims[0]].interval
    return Step(kind, row.claims, read, "" if read else row.why, row.soft)


def _meaning(row: Row, ledger: Ledger) -> str:
    """A row of meaning in words; of a total what it is the sum of, nothing where nobody named it."""
    whole = [i for i, w in row.terms if w < 0]
    if row.low != 0.0 or row.high != 0.0 or len(whole) != 1:
        return row.why
    members = [_called(i, ledger) for i, w in row.terms if w > 0]
    shown = list(dict.fromkeys(members))
    if not any(name.startswith("“") for name in shown):
        return ""
    more = [f"{len(shown) - SHOWN} more"] if len(shown) > SHOWN else []
    return f"{_called(whole[0], ledger)} is the sum of {_listed([*shown[:SHOWN], *more])}"


def _called(column: int, ledger: Ledger) -> str:
    """A number in words: by its most telling claim, else by what it is."""
    what = ledger.system.columns[column] if column < len(ledger.system.columns) else None
    claims = _telling(column, ledger)
    if what is not None and what.kind in ("occurrence", "total", "portion") and claims:
        return f"“{ledger.frames[claims[0]].claim.text}”"
    return _NAMES.get(what.kind if what else "", "a share of them")


def _telling(column: int, ledger: Ledger) -> tuple[str, ...]:
    """The claims of the occurrence or total that a column is of, the most telling first."""
    if column >= len(ledger.system.columns):
        return ()
    event = ledger.system.columns[column].of.split(".")[0]
    return tuple(f.claim.id for f in ledger.event_frames.get(event, ()))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _stocks(claims: Iterable[str], ledger: Ledger) -> Iterator[Step]:
    """Numbers on a day: each as it was read; several are added, for they share nobody."""
    told = tuple(claims)
    for c in told:
        yield Step("stock", (c,), ledger.frames[c].interval)
    if len(told) > 1:
        yield Step("meaning", told, rule="numbers of places or groups that share nobody are added")
