"""The one place in reception that knows the solver (HiGHS): the least of a sum under named limits.

Takes columns (≥ 0, some of them whole) and rows of bounds, each row belonging to a limit that people can
name ("capacity of site A"); gives `Solved`s. Aims are met one after the other: what an earlier aim reached
is held while the next one is sought.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

import highspy
import numpy as np

from panj.errors import PlanError

OPEN = inf
TIME_LIMIT_S = 20.0
_HOLD = 1e-6  # how far an earlier aim may give way to a later one, relative to its size
_TELLING = 1e-7  # a smaller price is rounding
_FEASIBLE = 2  # the solver's word for a point that holds

Terms = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Solved:
    """The values of the columns at the least of the last aim.

    Args:
        values: one per column.
        reached: the least of each aim, in order.
        exact: False where the time ran out first; then `bound` is what no plan can pass.
        bound: a proven floor of the last aim.
        pressing: for each aim the limits that, one unit wider, would better it, and how much; nothing is
            told where columns are whole.
    """

    values: np.ndarray
    reached: tuple[float, ...]
    exact: bool
    bound: float
    pressing: tuple[Mapping[str, float], ...] = ()

    def of(self, column: int) -> float:
        """The value of a column, whole where it is whole but for rounding."""
        value = float(self.values[column])
        near = round(value)
        return float(near) if abs(value - near) < 1e-6 else value


@dataclass(slots=True)
class Model:
    """Columns and rows, built once and solved as often as need be."""

    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    limit: list[str] = field(default_factory=list)
    _start: list[int] = field(default_factory=lambda: [0])
    _index: list[int] = field(default_factory=list)
    _value: list[float] = field(default_factory=list)

    def column(self, upper: float = OPEN, *, whole: bool = False) -> int:
        """Adds a column from 0 to `upper`; gives its number."""
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def row(self, terms: Terms, low: float = -OPEN, high: float = OPEN, *, limit: str = "") -> int:
        """Adds low ≤ Σ coefficient · column ≤ high; `limit` names what people call it."""
        self._index += terms.keys()
        self._value += terms.values()
        self._start.append(len(self._index))
        self.low.append(low)
        self.high.append(high)
        self.limit.append(limit)
        return len(self.low) - 1

    def least(
        self,
        aims: Sequence[Terms],
        *,
        give: Sequence[float] = (),
        relaxed: bool = False,
        off: Collection[str] = (),
        more: Mapping[str, float] | None = None,
        seconds: float = TIME_LIMIT_S,
    ) -> Solved | None:
        """Meets the aims one after the other; None where the limits cannot hold together.

        Args:
            aims: sums to make least, the most pressing first.
            give: for each aim, the share of it that later aims may give away (0.1: a tenth).
            relaxed: whole columns may be fractional, so that every bound is quick.
            off: limits that do not hold for this once.
            more: limits that are widened by so much for this once.
            seconds: for each aim.

        Raises:
            PlanError: P017, where the solver gives up without a plan.
        """
        highs = self._model(off, more or {}, relaxed=relaxed)
        reached: list[float] = []
        pressing: list[Mapping[str, float]] = []
        solved: Solved | None = None
        for n, aim in enumerate(aims):
            self._aim(highs, aim)
            highs.clearSolver()  # presolve with the new bounds beats a warm start on large models
            highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
            solved = self._run(highs, reached, relaxed=relaxed or not any(self.whole))
            if solved is None:
                return None
            reached.append(solved.reached[-1])
            pressing += solved.pressing
            if n + 1 < len(aims):
                self._hold(highs, aim, reached[-1], give[n] if n < len(give) else 0.0)
        return None if solved is None else replace(solved, pressing=tuple(pressing))

    def _hold(self, highs: highspy.Highs, aim: Terms, reached: float, give: float) -> None:
        """Keeps later aims from giving away more than a share of what this one reached."""
        priced = {column: weight for column, weight in aim.items() if weight}
        columns = np.fromiter(priced.keys(), dtype=np.int32, count=len(priced))
        weights = np.fromiter(priced.values(), dtype=float, count=len(priced))
        if reached <= _HOLD and (weights >= 0).all():
            none = np.zeros(len(priced))  # bounds are lighter than a row over all columns
            highs.changeColsBounds(len(priced), columns, none, none)
        else:
            unit = float(
                np.abs(weights).max()
            )  # a row in the unit of its heaviest column keeps tolerances apart
            most = reached * (1 + give) / unit
            highs.addRow(-OPEN, most + _HOLD * max(1.0, abs(most)), len(priced), columns, weights / unit)

    def feasible(self, off: Collection[str] = ()) -> bool:
        """Whether the limits that are on can hold together, people taken as divisible."""
        return self.least([{}], relaxed=True, off=off) is not None

    def _run(self, highs: highspy.Highs, reached: Sequence[float], *, relaxed: bool) -> Solved | None:
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        if status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            return None
        exact = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
        if not exact and info.primal_solution_status != _FEASIBLE:
            raise PlanError("P017", detail=highs.modelStatusToString(status))
        value = float(info.objective_function_value)
        bound = value if relaxed or exact else float(info.mip_dual_bound)
        solution = highs.getSolution()
        pressing = (self._pressing(solution.row_dual),) if relaxed else ({},)
        return Solved(np.array(solution.col_value), (*reached, value), exact, bound, pressing)

    def _pressing(self, duals: Sequence[float]) -> dict[str, float]:
        prices: dict[str, float] = {}
        for name, dual in zip(self.limit, duals, strict=False):  # rows of earlier aims stand behind
            if name and abs(dual) > _TELLING:
                prices[name] = prices.get(name, 0.0) + abs(dual)
        return prices

    def _aim(self, highs: highspy.Highs, aim: Terms) -> None:
        costs = np.zeros(len(self.upper))
        for column, cost in aim.items():
            costs[column] = cost
        every = np.arange(len(costs), dtype=np.int32)
        highs.changeColsCost(len(costs), every, costs)

    def _model(self, off: Collection[str], more: Mapping[str, float], *, relaxed: bool) -> highspy.Highs:
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("mip_rel_gap", 1e-6),
        ):
            highs.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.upper), len(self.low)
        lp.col_cost_ = np.zeros(len(self.upper))
        lp.col_lower_ = np.zeros(len(self.upper))
        lp.col_upper_ = np.array(self.upper)
        if any(self.whole) and not relaxed:
            kinds = highspy.HighsVarType
            lp.integrality_ = [kinds.kInteger if w else kinds.kContinuous for w in self.whole]
        gone = [name in off for name in self.limit] if off else [False] * len(self.low)
        lp.row_lower_ = np.array([-OPEN if g else v for g, v in zip(gone, self.low, strict=True)])
        high = [v + more.get(name, 0.0) for v, name in zip(self.high, self.limit, strict=True)]
        lp.row_upper_ = np.array([OPEN if g else v for g, v in zip(gone, high, strict=True)])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self._start, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self._index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self._value, dtype=float)
        if highs.passModel(lp) == highspy.HighsStatus.kError:
            raise PlanError("P017", detail="the model was refused")
        return highs
