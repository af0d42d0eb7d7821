"""Contradictions: the smallest sets of claims that cannot hold together, and the consistent stories.

Takes a component; gives a `Settlement`: which rows the tally stands on, the minimal conflicting sets, and
the stories (each a largest consistent set of claims), the most credible first. Conventional ends give way
before any claim does, and no claim becomes a suspect by one. The search is bounded by counts of steps, never
by seconds, so that a slow machine gives the same answer; where a bound cut it short, the settlement says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from panj.tally.clashes import disjoint, in_order, minimal, spared
from panj.tally.components import Component
from panj.tally.credence import Credence
from panj.tally.denied import settle_without
from panj.tally.hitting import Hitting, Order
from panj.tally.stories import Settlement, Story

MAX_STORIES = 6
MAX_ROUNDS = 60  # of looking for the first story
MAX_MORE_ROUNDS = 24  # for all further ones together
MAX_EFFORT = 60_000  # over rounds the claims in dispute squared, for the smallest set among the cheapest
MAX_MORE_EFFORT = 40_000  # the same for all further stories together
KEPT = 256  # quarrels remembered: the same one stands in the ledger of every day and of every case view

_SETTLED: dict[object, Settlement] = {}


def settle(part: Component, *, credence: Credence, order: Order) -> Settlement:
    """Settles a component.

    Args:
        part: the component.
        credence: what giving up a set of claims costs; claims of one origin count once.
        order: publication and id of each claim; breaks ties.
    """
    gone = frozenset(c for c in part.claims if credence.overruled(c))
    if not gone and part.program.feasible():
        return Settlement((Story((), frozenset(), 0.0),))

    def by_weight(some: Component) -> Settlement:
        return _by_weight(some, credence=credence, order=order)

    def anew(rest: Component) -> Settlement:
        return settle(rest, credence=credence, order=order)

    denied = frozenset(c for c in part.claims if credence.denied(c))
    if not denied:
        return by_weight(part)
    return settle_without(part, denied, gone=gone, order=order, settle=anew, every=by_weight)


def _by_weight(part: Component, *, credence: Credence, order: Order) -> Settlement:
    """The same with each claim by its own weight, conventional ends first."""
    if part.program.feasible():
        return Settlement((Story((), frozenset(), 0.0),))
    soft = part.soft()
    if part.program.feasible(frozenset(soft)):
        relaxed = _relax(part, (), order)
        return Settlement((Story((), frozenset(relaxed), 0.0),), relaxed=relaxed)
    key = _content(part, credence, order)
    found = _SETTLED.pop(key, None) or _settled(part, credence, order)
    while len(_SETTLED) >= KEPT:
        _SETTLED.pop(next(iter(_SETTLED)), None)
    _SETTLED[key] = found
    return found


def _content(part: Component, credence: Credence, order: Order) -> object:
    """All that a settlement is drawn from, so that the same quarrel is settled once in whatever ledger."""
    claims = tuple((c, credence.weight(c), credence.origin(c), order.get(c)) for c in part.claims)
    rows = zip(part.rows, part.linear, strict=True)
    return len(part.columns), claims, tuple((r.claims, r.soft, said) for r, said in rows)


def _settled(part: Component, credence: Credence, order: Order) -> Settlement:
    """The same where claims have to be given up."""
    soft = part.soft()
    same = _saying_the_same(part, order)
    search = _Search(_merged(part, same), same, credence, order)
    search.run()
    stories = []
    for kept_out in search.found:
        dropped = in_order((m for c in kept_out for m in same[c]), order)
        relaxed = _relax(part, dropped, order)
        stories.append(Story(dropped, part.off(dropped) | set(relaxed), credence(dropped)))
    relaxed = tuple(sorted(stories[0].off & set(soft)))
    others = {c: m[1:] for c, m in same.items() if len(m) > 1}
    return Settlement(tuple(stories), search.conflicts(), relaxed, search.more, search.least, others)


def _saying_the_same(part: Component, order: Order) -> dict[str, tuple[str, ...]]:
    """The earliest of claims that say the very same of the same numbers → all of them, in order.

    A hundred outlets that tell one number give one contradiction, not a hundred.
    """
    said: dict[frozenset[object], list[str]] = defaultdict(list)
    for claim, rows in part.rows_of.items():
        what = (part.rows[i] for i in rows)
        key = frozenset((r.terms, r.low, r.high, r.soft, r.claims if len(r.claims) > 1 else ()) for r in what)
        said[key].append(claim)
    ordered = (in_order(claims, order) for claims in said.values())
    return {claims[0]: claims for claims in ordered}


def _merged(part: Component, same: Mapping[str, tuple[str, ...]]) -> Component:
    """The part with one claim for all that say the same."""
    return Component(part.columns, tuple(r for r in part.rows if all(c in same for c in r.claims)))


def _relax(part: Component, dropped: tuple[str, ...], order: Order) -> tuple[int, ...]:
    """The conventional ends that must give way, as few as the order of claims allows."""
    base = part.off(dropped)
    if part.program.feasible(base):
        return ()
    soft = set(part.soft()) - base
    hopeless = _against_stated(part, soft, base)
    if part.program.feasible(base | hopeless):
        return tuple(sorted(hopeless))
    same: dict[object, list[int]] = defaultdict(list)  # ends that say the same stand or fall together
    for i in sorted(soft - hopeless, key=lambda i: [order.get(c, ("9999", c)) for c in part.rows[i].claims]):
        same[part.rows[i].terms, part.rows[i].low, part.rows[i].high].append(i)

    def stand(back: Iterable[list[int]]) -> bool:
        return part.program.feasible(base | soft.difference(i for rows in back for i in rows))

    kept = spared(list(same.values()), stand)
    return tuple(sorted(soft.difference(i for rows in kept for i in rows)))


def _against_stated(part: Component, soft: set[int], off: frozenset[int]) -> set[int]:
    """Conventional ends that a stated end of the very same sum excludes."""
    lows: dict[object, float] = {}
    highs: dict[object, float] = {}
    for i, r in enumerate(part.rows):
        if i in off or i in soft:
            continue
        if r.low is not None:
            lows[r.terms] = max(r.low, lows.get(r.terms, r.low))
        if r.high is not None:
            highs[r.terms] = min(r.high, highs.get(r.terms, r.high))
    rows = ((i, part.rows[i]) for i in soft)
    return {
        i
        for i, r in rows
        if (r.high is not None and r.high < lows.get(r.terms, r.high))
        or (r.low is not None and r.low > highs.get(r.terms, r.low))
    }


class _Search:
    """The stories of one part, the cheapest first, by contradictions that are found on the way.

    Known contradictions name the cheapest claims to give up; if the rest still cannot hold, it holds further
    contradictions, and so on until it can: the implicit hitting sets of weighted MaxSAT (Davies and Bacchus
    2011), with the rows as the oracle.
    """

    def __init__(
        self, part: Component, same: Mapping[str, tuple[str, ...]], credence: Credence, order: Order
    ) -> None:
        self._part, self._same, self._credence, self._order = part, same, credence, order
        self._soft = frozenset(part.soft())
        self._hitting = Hitting(credence, order, same)
        self._effort = MAX_EFFORT
        self.found: list[tuple[str, ...]] = []
        self.more = False
        self.least = True

    def run(self) -> None:
        """Finds up to `MAX_STORIES`."""
        dropped: frozenset[str] | None = self._first()
        rounds, self._effort = MAX_MORE_ROUNDS, MAX_MORE_EFFORT
        while dropped is not None:
            self.found.append(in_order(dropped, self._order))
            self._hitting.tell(dropped)
            if len(self.found) == MAX_STORIES:
                self.more = self._hitting.best() is not None
                break
            dropped, rounds = self._best(rounds)
            self.more = dropped is None and rounds == 0

    def conflicts(self) -> tuple[tuple[str, ...], ...]:
        """The smallest sets that were found; each claim that the first story gives up stands in one."""
        for claim in self.found[0]:
            if not any(claim in c for c in self._hitting.clashes):
                off = self._soft | self._part.off(set(self.found[0]) - {claim})
                self._hitting.add(minimal(self._part, off, self._order))
        return tuple(sorted(self._hitting.clashes))

    def _first(self) -> frozenset[str]:
        """The cheapest story; where rounds run out, the cheapest claims to distrust, then as few as serve."""
        paid: frozenset[str] = frozenset()
        for _ in range(MAX_ROUNDS):
            paid = self._distrusted(self._hitting.dearest()) if self._hitting.clashes else frozenset()
            if self._holds(paid):
                break
            self._disjoint(paid)
        else:
            self.least = False
            paid = frozenset(paid | self._disjoint(paid))
        dropped, _ = self._best(MAX_ROUNDS)
        return dropped if dropped is not None else self._thinned(paid)

    def _best(self, rounds: int) -> tuple[frozenset[str] | None, int]:
        """The next story, and the rounds that are left; none of either where they ran out."""
        for left in range(rounds - 1, -1, -1):
            self._effort -= self._hitting.claims**2
            if self._effort < 0:
                break
            dropped = self._hitting.best()
            if dropped is None or self._holds(dropped):
                return dropped, left + 1
            self._disjoint(dropped)
        return None, 0

    def _distrusted(self, dearest: Mapping[object, float]) -> frozenset[str]:
        """Every claim of origins that are given up, as far as it costs no more."""
        weight, origin = self._credence.weight, self._credence.origin

        def distrusted(claim: str) -> bool:
            return all(weight(c) <= dearest.get(origin(c), 0.0) for c in self._same[claim])

        return frozenset(c for c in self._part.claims if distrusted(c))

    def _holds(self, dropped: Iterable[str]) -> bool:
        return self._part.program.feasible(self._soft | self._part.off(set(dropped)))

    def _disjoint(self, dropped: Iterable[str]) -> set[str]:
        """Contradictions that share no claim, until none is left among what is not given up."""
        gone = set(dropped)
        while not self._holds(gone):
            for clash in disjoint(self._part, self._soft | self._part.off(gone), self._order):
                self._hitting.add(clash)
                gone.update(clash)
        return gone

    def _thinned(self, dropped: frozenset[str]) -> frozenset[str]:
        """As few of these as end every contradiction: the weightiest come back first, then the earliest."""
        cost = {c: self._credence(self._same[c]) for c in dropped}
        ranked = sorted(in_order(dropped, self._order), key=lambda c: -cost[c])
        back = spared(ranked, lambda some: self._holds(dropped - set(some)))
        return dropped - set(back)
