"""The one place that knows the solver (HiGHS): lowest and highest value of a sum under rows of bounds.

Takes columns (all ≥ 0, whole numbers) and rows; gives `Solution`s. Rows can be switched off and on, so that
the search for reasons and contradictions builds its model once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, floor, isfinite

import highspy
import numpy as np

from panj.errors import TallyError
from panj.tally.single import TOLERANCE, LinearRow, Outcome, Single, Solution

TIME_LIMIT_S = 20.0
MAX_WHOLE = 300  # columns up to which bounds are sought in whole numbers, not only rounded to them
MAX_NODES = 200


class Program:
    """A fixed set of rows over `columns` non-negative columns.

    Rows of the same sum go to the solver as one, with the tightest ends of those that are on: a crossing that
    twenty outlets tell is one row.

    Args:
        columns: how many.
        rows: the rows; their index is their name.
    """

    def __init__(self, columns: int, rows: Sequence[LinearRow]) -> None:
        self._rows = rows
        self._columns = columns
        self._off: frozenset[int] = frozenset()
        self._costs: dict[int, float] = {}
        self._solved: dict[tuple[frozenset[tuple[int, float]], frozenset[int], int], Solution] = {}
        same: dict[tuple[tuple[int, float], ...], list[int]] = defaultdict(list)
        for i, row in enumerate(rows):
            same[row.terms].append(i)
        self._sums = list(same.values())
        self._sum_of = {i: n for n, members in enumerate(self._sums) for i in members}
        self._crossed: set[int] = set()  # sums whose own rows contradict each other
        self._mark(range(len(self._sums)))
        self._highs = _model(columns, [LinearRow(t, *self._tightest(m)) for t, m in same.items()])

    def lower(self, sum_of: Mapping[int, float], off: Collection[int] = ()) -> Solution:
        """The lowest value of a sum, with the rows in `off` switched off, in whole numbers."""
        return self._solve(sum_of, frozenset(off), 1)

    def upper(self, sum_of: Mapping[int, float], off: Collection[int] = ()) -> Solution:
        """The highest value of a sum; `UNBOUNDED` where nothing bounds it."""
        return self._solve(sum_of, frozenset(off), -1)

    def pressing(
        self, sum_of: Mapping[int, float], off: Collection[int] = (), *, low: bool
    ) -> tuple[int, ...]:
        """The rows that press on an end of a sum, from scratch: after other solves others could be named."""
        self._switch(frozenset(off))
        self._aim({c: w if low else -w for c, w in sum_of.items()})
        self._highs.clearSolver()
        if self._run().outcome is not Outcome.FOUND:
            return ()
        duals = np.asarray(self._highs.getSolution().row_dual)
        return self._giving({n: duals[n] for n in np.flatnonzero(np.abs(duals) > TOLERANCE).tolist()})

    def cheapest(self, prices: Mapping[int, float], off: Collection[int] = ()) -> tuple[float, ...]:
        """A point at which the priced sum is lowest, not rounded; empty where there is none."""
        self._switch(frozenset(off))
        self._aim(dict(prices))
        return self._run().point

    def feasible(self, off: Collection[int] = ()) -> bool:
        """Whether the rows that are on can hold together."""
        self._switch(frozenset(off))
        self._aim({})
        return self._run(point=False).outcome is not Outcome.INFEASIBLE

    def clash(self, off: Collection[int] = ()) -> tuple[int, ...] | None:
        """Rows that prove that the rows on cannot hold together; None where they can.

        A sum whose own rows contradict each other is proof enough; else the solver's ray of duals is, by
        Farkas' lemma. Of rows that say the same of one sum all are given.
        """
        if self.feasible(off):
            return None
        if self._crossed:
            n = min(self._crossed)
            return self._giving({n: 1.0}) + self._giving({n: -1.0})
        _, has_ray, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not has_ray:
            return tuple(i for i in range(len(self._rows)) if i not in self._off)
        weights = np.asarray(ray)
        return self._giving({n: weights[n] for n in np.flatnonzero(np.abs(weights) > TOLERANCE).tolist()})

    def _solve(self, sum_of: Mapping[int, float], off: frozenset[int], sign: int) -> Solution:
        """An end of a sum, worked out once: many questions about a part ask for the same."""
        key = (frozenset(sum_of.items()), off, sign)
        if key not in self._solved:
            self._solved[key] = self._end(sum_of, off, sign)
        return self._solved[key]

    def _end(self, sum_of: Mapping[int, float], off: frozenset[int], sign: int) -> Solution:
        self._switch(off)
        self._aim({c: sign * w for c, w in sum_of.items()})
        found = self._run()
        if found.outcome is not Outcome.FOUND or found.value is None:
            return found
        value = sign * found.value
        whole = round(value) if abs(value - round(value)) <= TOLERANCE * max(1.0, abs(value)) else None
        fractional = any(abs(v - round(v)) > TOLERANCE * max(1.0, abs(v)) for v in found.point)
        if whole is None and fractional:
            value = self._whole(sign, value)
        else:
            value = whole if whole is not None else (ceil(value) if sign > 0 else floor(value))
        return Solution(Outcome.FOUND, float(value), found.point)

    def _whole(self, sign: int, relaxed: float) -> float:
        """The bound over whole numbers; where that takes long, the relaxed bound rounded, which holds too."""
        rounded = ceil(relaxed - TOLERANCE) if sign > 0 else floor(relaxed + TOLERANCE)
        if self._columns > MAX_WHOLE:
            return rounded
        kinds = np.arange(self._columns, dtype=np.int32)
        integer = np.full(self._columns, highspy.HighsVarType.kInteger)
        self._highs.changeColsIntegrality(self._columns, kinds, integer)
        self._highs.run()
        done = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = sign * self._highs.getInfo().objective_function_value
        self._highs.changeColsIntegrality(
            self._columns, kinds, np.full(self._columns, highspy.HighsVarType.kContinuous)
        )
        return round(value) if done and isfinite(value) else rounded

    def _tightest(self, members: Sequence[int]) -> tuple[float | None, float | None]:
        """The ends of a sum by those of its rows that are on."""
        on = [self._rows[i] for i in members if i not in self._off]
        return (
            max((r.low for r in on if r.low is not None), default=None),
            min((r.high for r in on if r.high is not None), default=None),
        )

    def _switch(self, off: frozenset[int]) -> None:
        touched = sorted({self._sum_of[i] for i in off ^ self._off})
        self._off = off
        for n in touched:
            low, high = self._tightest(self._sums[n])
            self._highs.changeRowBounds(n, _open(low, -1), _open(high, 1))
        self._mark(touched)

    def _mark(self, sums: Iterable[int]) -> None:
        for n in sums:
            low, high = self._tightest(self._sums[n])
            crossed = low is not None and high is not None and low > high
            (self._crossed.add if crossed else self._crossed.discard)(n)

    def _giving(self, duals: Mapping[int, float]) -> tuple[int, ...]:
        """The rows that press: of each sum, those that give the end on which its dual lies."""
        found: list[int] = []
        for n, dual in duals.items():
            low, high = self._tightest(self._sums[n])
            rows = [(i, self._rows[i]) for i in self._sums[n] if i not in self._off]
            at_low = [i for i, r in rows if r.low is not None and r.low == low]
            at_high = [i for i, r in rows if r.high is not None and r.high == high]
            found += (at_low or at_high) if dual > 0 else (at_high or at_low)
        return tuple(sorted(found))

    def _aim(self, costs: dict[int, float]) -> None:
        for c in sorted(set(self._costs) | set(costs)):
            if self._costs.get(c, 0.0) != costs.get(c, 0.0):
                self._highs.changeColCost(c, costs.get(c, 0.0))
        self._costs = costs

    def _run(self, *, point: bool = True) -> Solution:
        if self._crossed:
            return Solution(Outcome.INFEASIBLE)
        self._highs.run()
        status = self._highs.getModelStatus()
        states = highspy.HighsModelStatus
        if status == states.kUnknown:  # a warm start can lose its way; from scratch it does not
            self._highs.clearSolver()
            self._highs.run()
            status = self._highs.getModelStatus()
        if status == states.kUnboundedOrInfeasible:
            return self._tell_apart()
        if status == states.kInfeasible:
            return Solution(Outcome.INFEASIBLE)
        if status == states.kUnbounded:
            return Solution(Outcome.UNBOUNDED)
        if status not in (states.kOptimal, states.kModelEmpty):
            raise TallyError("T002", detail=self._highs.modelStatusToString(status))
        if not point:
            return Solution(Outcome.FOUND)
        value = self._highs.getInfo().objective_function_value
        return Solution(Outcome.FOUND, value, tuple(self._highs.getSolution().col_value))

    def _tell_apart(self) -> Solution:
        aimed, self._costs = self._costs, self._costs
        self._aim({})
        self._highs.run()
        infeasible = self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        self._aim(aimed)
        return Solution(Outcome.INFEASIBLE if infeasible else Outcome.UNBOUNDED)


def _open(bound: float | None, side: int) -> float:
    return side * highspy.kHighsInf if bound is None else float(bound)


def _model(columns: int, rows: Sequence[LinearRow]) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 1),
        ("time_limit", TIME_LIMIT_S),
        ("mip_rel_gap", 0.0),
        ("mip_max_nodes", MAX_NODES),  # not seconds: a busy machine must give the same answer
    ):
        highs.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, len(rows)
    lp.col_cost_ = np.zeros(columns)
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.full(columns, highspy.kHighsInf)
    lp.row_lower_ = np.array([_open(r.low, -1) for r in rows])
    lp.row_upper_ = np.array([_open(r.high, 1) for r in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum([0, *(len(r.terms) for r in rows)])
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for r in rows for c, _ in r.terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([w for r in rows for _, w in r.terms], dtype=float)
    if highs.passModel(lp) == highspy.HighsStatus.kError:
        raise TallyError("T002", detail="the model was refused")
    return highs


__all__ = ["LinearRow", "Outcome", "Program", "Single", "Solution"]
