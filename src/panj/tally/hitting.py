"""The cheapest sets of claims that break every known contradiction: branch and bound, past its limit HiGHS.

Takes sets of claims that cannot hold together; gives the claims whose loss costs least, then the fewest,
then the latest published. Claims of one origin cost once, as much as the weightiest of them. Claims that say
the very same stand or fall together: one of them speaks for all, at the cost of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf

import highspy
import numpy as np

from panj.errors import TallyError
from panj.tally.branching import Branching
from panj.tally.credence import Credence

MAX_NODES = 500
_SLACK = 1e-6  # costs are rounded to as many digits
_FEASIBLE = 2  # the solver's word for a point that holds
_FINE = 10**9  # weights as whole numbers, so that sums of them compare exactly

Order = Mapping[str, tuple[str, str]]
Terms = Mapping[int, float]


class Hitting:
    """Known contradictions, and what to give up to end them.

    Args:
        credence: what claims cost.
        order: publication and id of each claim; breaks ties.
        same: claim → all that say the very same, itself among them; left out: it alone.
    """

    def __init__(
        self, credence: Credence, order: Order, same: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self._credence = credence
        self._order = order
        self._same = same or {}
        self.clashes: list[tuple[str, ...]] = []
        self._told: list[frozenset[str]] = []
        self._grown = False  # past what branch and bound can do

    @property
    def claims(self) -> int:
        """How many claims are in dispute."""
        return len({c for s in self.clashes for c in s})

    def add(self, clash: tuple[str, ...]) -> None:
        """One more set of claims that cannot hold together."""
        if clash not in self.clashes:
            self.clashes.append(clash)

    def tell(self, dropped: Iterable[str]) -> None:
        """A set that was found: none that takes it in is found again."""
        self._told.append(frozenset(dropped))

    def dearest(self) -> dict[object, float]:
        """What origins to distrust at the least cost: origin → the weight up to which its claims may go."""
        claims = self._latest_first()
        if (found := self._branched(claims, [0] * len(claims), told=())) is not None:
            needed = (level for c in found[0] or () for level in self._levels(c).items())
            return dict(sorted(needed, key=lambda level: level[1]))
        levels = self._all_levels(claims)
        program, prices = self._program(claims, levels, told=())
        chosen = program.solve(prices)
        if chosen is None:
            raise TallyError("T002", detail="no way out of a contradiction was found")
        paid = [level for n, level in enumerate(levels) if len(claims) + n in chosen]
        return dict(sorted(paid, key=lambda level: level[1]))

    def best(self) -> frozenset[str] | None:
        """The cheapest set, of these the smallest, of these the latest published on the whole."""
        claims = self._latest_first()
        if (found := self._branched(claims, self._sizes(claims), told=self._told)) is not None:
            return found[0]
        program, prices = self._program(claims, self._all_levels(claims), told=self._told)
        if program.solve(prices) is None:
            return None
        program.row(prices, -inf, program.value + _SLACK)
        n = len(claims)
        chosen = program.solve({i: size / (n * n) for i, size in enumerate(self._sizes(claims))})
        return None if chosen is None else frozenset(claims[i] for i in chosen if i < n)

    def _sizes(self, claims: Sequence[str]) -> list[int]:
        """How many fall with each claim, and a little more the earlier it was published."""
        n = len(claims)
        return [len(self._members(c)) * n * n + i for i, c in enumerate(claims)]

    def _branched(
        self, claims: Sequence[str], sizes: Sequence[int], *, told: Iterable[frozenset[str]]
    ) -> tuple[frozenset[str] | None] | None:
        """The cheapest set by branch and bound, itself None where nothing holds; None past its limit."""
        if self._grown:
            return None
        at = {c: i for i, c in enumerate(claims)}
        payers: dict[object, int] = {}
        prices = [
            {payers.setdefault(o, len(payers)): round(w * _FINE) for o, w in self._levels(c).items()}
            for c in claims
        ]
        masks = [sum(1 << at[c] for c in found) for found in told if found <= at.keys()]
        search = Branching(prices, sizes, masks)
        way = search.cheapest([sum(1 << at[c] for c in clash) for clash in self.clashes])
        self._grown = search.steps < 0
        if self._grown:
            return None
        return (None if way is None else frozenset(c for c in claims if way.chosen >> at[c] & 1),)

    def _latest_first(self) -> list[str]:
        """The claims in dispute, of one day by id: of claims as credible, the first of these gives way."""
        claims = sorted({c for s in self.clashes for c in s})
        return sorted(claims, key=lambda c: self._order.get(c, ("9999", c))[0], reverse=True)

    def _members(self, claim: str) -> tuple[str, ...]:
        return self._same.get(claim, (claim,))

    def _levels(self, claim: str) -> dict[object, float]:
        """What giving up a claim, and all that say the same, costs of each origin."""
        found: dict[object, float] = {}
        for c in self._members(claim):
            origin = self._credence.origin(c)
            found[origin] = max(found.get(origin, 0.0), self._credence.weight(c))
        return found

    def _all_levels(self, claims: Iterable[str]) -> list[tuple[object, float]]:
        return sorted({level for c in claims for level in self._levels(c).items()}, key=str)

    def _program(
        self,
        claims: Sequence[str],
        levels: Sequence[tuple[object, float]],
        *,
        told: Iterable[frozenset[str]],
    ) -> tuple[Binary, dict[int, float]]:
        """A column per claim (1: given up), then one per weight of an origin (1: so much is paid for it)."""
        at = {c: i for i, c in enumerate(claims)}
        steps = {level: len(claims) + i for i, level in enumerate(levels)}
        program, prices = Binary(len(claims) + len(levels)), {}
        for n, (origin, weight) in enumerate(levels):
            below = [w for o, w in levels if o == origin and w < weight]
            prices[len(claims) + n] = weight - max(below, default=0.0)
            if below:
                program.row({steps[origin, max(below)]: 1.0, len(claims) + n: -1.0}, 0.0, inf)
        for clash in self.clashes:
            program.row({at[c]: 1.0 for c in clash}, 1.0, inf)
        for c in claims:
            for level in self._levels(c).items():
                program.row({steps[level]: 1.0, at[c]: -1.0}, 0.0, inf)
        for found in told:
            if found <= at.keys():
                program.row({at[c]: 1.0 for c in found}, -inf, len(found) - 1.0)
        return program, prices


class Binary:
    """Columns of 0 or 1 under rows, and the least of a sum.

    Args:
        columns: how many.
    """

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._rows: list[tuple[Terms, float, float]] = []
        self.value = 0.0

    def row(self, terms: Terms, low: float, high: float) -> None:
        """Adds low ≤ Σ coefficient · column ≤ high."""
        self._rows.append((dict(terms), low, high))

    def solve(self, costs: Terms) -> set[int] | None:
        """The columns at 1 where a sum is least; None where nothing holds."""
        highs = self._model(costs)
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        if status != highspy.HighsModelStatus.kOptimal and info.primal_solution_status != _FEASIBLE:
            return None
        self.value = info.objective_function_value
        values = highs.getSolution().col_value
        return {i for i in range(self._columns) if values[i] > 0.5}

    def _model(self, costs: Terms) -> highspy.Highs:
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", _SLACK / 10),
            ("mip_max_nodes", MAX_NODES),  # not seconds: a busy machine must give the same answer
        ):
            highs.setOptionValue(name, value)
        rows, lp = self._rows, highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self._columns, len(rows)
        lp.col_cost_ = np.array([costs.get(i, 0.0) for i in range(self._columns)])
        lp.col_lower_ = np.zeros(self._columns)
        lp.col_upper_ = np.ones(self._columns)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * self._columns
        lp.row_lower_ = np.array([low for _, low, _ in rows])
        lp.row_upper_ = np.array([high for _, _, high in rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(t) for t, _, _ in rows)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([c for t, _, _ in rows for c in t], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([w for t, _, _ in rows for w in t.values()], dtype=float)
        if highs.passModel(lp) == highspy.HighsStatus.kError:
            raise TallyError("T002", detail="the model was refused")
        return highs
