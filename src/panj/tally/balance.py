"""How many are still there: those who came less those who went, under a stated reading of who they were.

Takes a ledger and a question about arrivals; gives a `Balance`. People who went are taken from those who
came only where the reports say so (same group, or "they"); else that is a hypothesis, switched on by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from panj.events.relations import LinkKind
from panj.model import Bounds, Group, Measure, Question, Tally
from panj.tally.answer import ask, place_key
from panj.tally.constraints import Row
from panj.tally.counted import count
from panj.tally.ledger import Ledger
from panj.tally.scope import extent_of_question
from panj.tally.solve import LinearRow, Program
from panj.tally.sums import Sums, story

OUTWARD = (Measure.RETURN, Measure.FORCED_RETURN, Measure.DEPARTURE, Measure.RELOCATION)


@dataclass(frozen=True, slots=True)
class Balance:
    """Arrivals, those who left again, and who remains.

    Args:
        came, went: the tallies of both directions.
        remaining: low, best, high; `high` None: not bounded.
        hypothesis: what is assumed about who went; empty where the reports say it.
        evidence: claims for and about the hypothesis.
    """

    came: Tally
    went: tuple[Tally, ...]
    remaining: Bounds
    hypothesis: str = ""
    evidence: tuple[str, ...] = ()


def remaining(question: Question, ledger: Ledger, *, same_people: bool = False) -> Balance:
    """Who of the arrivals asked about is still there.

    Args:
        question: arrivals: place, group, days, known.
        ledger: what is known.
        same_people: the hypothesis that everyone reported to have gone back from there, of whatever group,
            was one of those asked about.
    """
    known = ledger.as_known(question.known)
    came = ask(question, known)
    group = None if same_people else question.group
    went = tuple(ask(q, known) for q in _outward(question, group, known))
    out = tuple(t for t in went if t.events or t.claims)
    others = _others(question, known) if not same_people else ()
    if not out:
        bounds = came.bounds if not others else Bounds(0, None, None)
        return Balance(came, (), bounds, evidence=others)
    low, high = _difference(question, [t.question for t in out], known)
    claims = tuple(dict.fromkeys(c for t in out for c in t.claims))
    said = "those who went back are the people asked about" if same_people else ""
    return Balance(came, out, Bounds(low, None, high), said, claims)


def _outward(question: Question, group: Group | None, ledger: Ledger) -> list[Question]:
    origin = place_key(question.place, ledger)
    until = replace(question, date_start=None, group=group, place=question.origin, origin=origin)
    return [replace(until, measure=m) for m in OUTWARD]


def _others(question: Question, ledger: Ledger) -> tuple[str, ...]:
    """Claims that people left the place, where it is not said that they are those asked about."""
    return tuple(c for q in _outward(question, None, ledger) for c in ask(q, ledger).claims)


def _difference(arrivals: Question, out: Sequence[Question], ledger: Ledger) -> tuple[float, float | None]:
    """Lowest and highest of came − went, nobody leaving who did not come."""
    asked = extent_of_question(
        arrivals, place_key(arrivals.place, ledger), place_key(arrivals.origin, ledger)
    )
    came = count(asked, ledger)
    gone_low: set[int] = set()
    gone_high: set[int] = set()
    for q in out:
        extent = extent_of_question(q, place_key(q.place, ledger), place_key(q.origin, ledger))
        counted = count(extent, ledger)
        others = _of_others(came.events, ledger)
        gone_low |= _columns(counted.low, ledger) - others
        gone_high |= _columns(counted.high, ledger) - others
    came_low, came_high = _columns(came.low, ledger), _columns(came.high, ledger)
    bound = _closed(came_high, sorted(gone_low | gone_high))
    least = _solve(ledger, {**_ones(came_low), **_ones(gone_high, -1.0)}, bound, low=True)
    most = _solve(ledger, {**_ones(came_high), **_ones(gone_low, -1.0)}, bound, low=False)
    return max(0.0, least or 0.0), most


def _columns(sums: Sums, ledger: Ledger) -> set[int]:
    """The columns of a sum, without those of the question's own."""
    return {c for s in sums.values() for i in s.columns if (c := s.part.columns[i]) in ledger.part_of_column}


def _of_others(came: Sequence[str], ledger: Ledger) -> set[int]:
    """Departures that the reports themselves tie to other arrivals ("they have been sent back")."""
    tied = {p for k in ledger.links if k.kind is LinkKind.SAME and k.whole not in came for p in k.parts}
    return {i for i, c in enumerate(ledger.system.columns) if c.of in tied}


def _ones(columns: Iterable[int], weight: float = 1.0) -> dict[int, float]:
    return dict.fromkeys(columns, weight)


def _closed(came: Iterable[int], gone: Iterable[int]) -> Row:
    terms = {**_ones(came), **_ones(gone, -1.0)}
    return Row(tuple(sorted(terms.items())), 0.0, None, why="nobody leaves who did not come")


def _solve(ledger: Ledger, sum_of: dict[int, float], bound: Row, *, low: bool) -> float | None:
    """The end of a sum over the rows of every part that it touches, with one row more."""
    parts = sorted({ledger.part_of_column[c] for c in {*sum_of, *(c for c, _ in bound.terms)}})
    columns = {c: i for i, c in enumerate(c for n in parts for c in ledger.parts[n].columns)}
    rows = [r for n in parts for i, r in enumerate(ledger.parts[n].rows) if i not in story(ledger, n).off]
    program = Program(
        len(columns),
        [LinearRow(tuple((columns[c], w) for c, w in r.terms), r.low, r.high) for r in (*rows, bound)],
    )
    local = {columns[c]: w for c, w in sum_of.items()}
    return (program.lower(local) if low else program.upper(local)).value
