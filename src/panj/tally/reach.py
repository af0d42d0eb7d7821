"""Which claims a question may need: those of its country and measures whose days hang together with its days.

Takes a question's extent and an index of claims by country and measure; gives the shards and days to read.
Totals carry the days on: a total that touches the days asked about brings in all that it may hold, and other
totals that touch that. What is left out shares no unknown number with the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from panj.events.candidates import family_of
from panj.events.frames import is_toll, window_of
from panj.events.rules import linking_rules
from panj.events.scopes import Places
from panj.model import BACK, INFLOWS, Claim, Measure, PeriodKind
from panj.tally.since import IN, OUT

OPEN = 10**7  # days: beyond every date
_RING = 3  # times the days of news: figures around what is read that may be linked with figures in it

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shard:
    """A country (None: not known) and measures that reporters use for one movement."""

    country: str | None
    family: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a claim lies: its shard, its days as numbers, whether it binds all in them, when it was known.

    `needs`: shards that a question about this one must read too; `feeds`: shards that must read this one.
    """

    claim: str
    report: str
    shard: Shard
    first: int
    last: int
    binds: bool
    known: int
    needs: tuple[Shard, ...] = ()
    feeds: tuple[Shard, ...] = ()


@dataclass(slots=True)
class Drawer:
    """The entries of one shard, and their days as columns, made anew after additions."""

    entries: list[Entry] = field(default_factory=list)
    needs: set[Shard] = field(default_factory=set)
    revision: int = 0
    _columns: tuple[Ints, Ints, NDArray[np.bool_], Ints] | None = None

    def add(self, entry: Entry) -> None:
        """One more."""
        self.entries.append(entry)
        self.needs.update(entry.needs)
        self.revision += 1
        self._columns = None

    def drop(self, reports: Collection[str]) -> None:
        """Without those of some reports."""
        kept = [e for e in self.entries if e.report not in reports]
        if len(kept) < len(self.entries):
            self.entries = kept
            self.revision += 1
            self._columns = None

    def columns(self) -> tuple[Ints, Ints, NDArray[np.bool_], Ints]:
        """First days, last days, whether they bind, when they were known."""
        if self._columns is None:
            self._columns = (
                np.array([e.first for e in self.entries], dtype=np.int64),
                np.array([e.last for e in self.entries], dtype=np.int64),
                np.array([e.binds for e in self.entries], dtype=bool),
                np.array([e.known for e in self.entries], dtype=np.int64),
            )
        return self._columns


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where a claim lies but for its days: its shard, and those that it needs and feeds."""

    shard: Shard
    needs: tuple[Shard, ...]
    feeds: tuple[Shard, ...]


class Grounds:
    """Where claims lie; thousands of them share a few dozen routes and measures.

    Args:
        places: by which countries are told.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self._held: dict[tuple[object, ...], _Ground] = {}
        self._entries: dict[str, tuple[Claim, date | None, Entry]] = {}

    def entry(self, claim: Claim, known: date | None) -> Entry:
        """Where a claim lies that was known from a day on; the same entry while both are as they were."""
        held = self._entries.get(claim.id)
        if held is not None and held[1] == known and (held[0] is claim or held[0] == claim):
            return held[2]
        made = entry_of(claim, known, self.of(claim))
        self._entries[claim.id] = (claim, known, made)
        return made

    def of(self, claim: Claim) -> _Ground:
        """Where a claim lies."""
        key: tuple[object, ...] = (claim.measure, claim.origin_code, claim.destination_code, claim.place_code)
        if None in key:  # names tell only where there is no code
            key = (*key, claim.origin, claim.destination, claim.place)
        found = self._held.get(key)
        if found is None:
            shard, back = shard_of(claim, self.places), tuple(_ways_back(claim, self.places))
            feeds = (*_stocks(claim, self.places), *_own(claim, shard.country))
            found = self._held[key] = _Ground(shard, back, feeds)
        return found


def entry_of(claim: Claim, known: date | None, ground: _Ground) -> Entry:
    """Where a claim lies."""
    window = window_of(claim, known)
    first = -OPEN if window.start is None else window.start.toordinal()
    last = OPEN if window.end is None else window.end.toordinal()
    binds = claim.period in (PeriodKind.CUMULATIVE, PeriodKind.RATE)
    if is_toll(claim):
        first, binds = -OPEN, True
    if claim.ordinal is not None:
        begin, end = claim.ordinal.window_start, claim.ordinal.window_end or known
        first = min(first, -OPEN if begin is None else begin.toordinal())
        last = max(last, OPEN if end is None else end.toordinal())
        binds = True
    day = OPEN if known is None else known.toordinal()
    return Entry(claim.id, claim.report, ground.shard, first, last, binds, day, ground.needs, ground.feeds)


def shard_of(claim: Claim, places: Places) -> Shard:
    """The shard of a claim."""
    here = Places.key(claim.place_code, claim.place)
    there = Places.key(claim.destination_code, claim.destination)
    flow = claim.measure in linking_rules().flows
    return Shard(places.country((there or here) if flow else (here or there)), family_of(claim.measure))


def either_ends(part: Claim, whole: Claim, places: Places) -> Iterator[tuple[Shard, Shard]]:
    """Of people hurt among those who moved, the shards of both ends of their way: they are told at either."""
    if part.measure in linking_rules().harms and whole.measure in linking_rules().flows:
        named = ((whole.origin_code, whole.origin), (whole.destination_code, whole.destination))
        start, end = (Shard(places.country(Places.key(*n)), family_of(part.measure)) for n in named)
        yield start, end


def _ways_back(claim: Claim, places: Places) -> Iterator[Shard]:
    """Arrivals where people went back from: nobody goes back from where too few came."""
    if claim.measure in BACK:
        origin = places.country(Places.key(claim.origin_code, claim.origin))
        yield Shard(origin, family_of(Measure.ARRIVAL))


def _stocks(claim: Claim, places: Places) -> Iterator[Shard]:
    """Those who are where people came to or went from: a number on a day is asked with who moved since."""
    here = Places.key(claim.place_code, claim.place)
    ends = {
        Places.key(claim.destination_code, claim.destination) or here: claim.measure in IN,
        Places.key(claim.origin_code, claim.origin): claim.measure in OUT,
    }
    for place, moves in ends.items():
        if moves and place is not None:
            yield Shard(places.country(place), family_of(Measure.HOSTED))


def _own(claim: Claim, land: str | None) -> Iterator[Shard]:
    """The displaced of a country: who came there, or is there, may be they, or tell that others are not."""
    if land is not None and claim.measure in INFLOWS | {Measure.HOSTED}:
        yield Shard(land, family_of(Measure.DISPLACED_STOCK))
        yield Shard(land, family_of(Measure.INTERNAL_DISPLACEMENT))


@dataclass(frozen=True, slots=True)
class Reach:
    """What to read: shards, and days as numbers, both included."""

    shards: frozenset[Shard]
    first: int
    last: int
    known: int


class Index:
    """Claims by country and measure, so that a question reads only what it may need."""

    def __init__(self) -> None:
        self._drawers: dict[Shard, Drawer] = defaultdict(Drawer)
        self._together: dict[tuple[str | None, tuple[Measure, ...]], frozenset[Shard]] = {}

    def add(self, entry: Entry) -> None:
        """One more claim."""
        self._together.clear()
        self._drawers[entry.shard].add(entry)
        for shard in entry.feeds:
            self._drawers[shard].needs.add(entry.shard)

    def tie(self, a: Shard, b: Shard) -> None:
        """Claims of the two are part and whole, or an analyst's one: a question about one needs both."""
        if a != b:
            self._together.clear()
            self._drawers[a].needs.add(b)
            self._drawers[b].needs.add(a)

    def drop(self, reports: Collection[str]) -> None:
        """Without the claims of some reports."""
        for drawer in self._drawers.values():
            drawer.drop(reports)

    def reach(self, country: str | None, measure: Measure, first: int, last: int, known: int) -> Reach:
        """What a question needs: `country` None: of any country.

        A number on a day is answered by the latest statement, however old: its first day is open.
        """
        shards = self._near(country, family_of(measure))
        rules = linking_rules()
        low, high = (-OPEN if measure in rules.stocks | rules.counts_down else first), last
        while True:
            spans = [s for shard in shards if (s := self._bound(shard, low, high, known))]
            wider = min([low, *(s[0] for s in spans)]), max([high, *(s[1] for s in spans)])
            if wider == (low, high):
                return Reach(shards, low, high, known)
            low, high = wider

    def read(self, reach: Reach) -> list[Entry]:
        """The entries within reach, and a ring of days around them."""
        ring = _RING * linking_rules().news_days
        found: list[Entry] = []
        for shard in sorted(reach.shards, key=str):
            drawer = self._drawers[shard]
            first, last, _, known = drawer.columns()
            near = (last >= reach.first - ring) & (first <= reach.last + ring) & (known <= reach.known)
            found.extend(drawer.entries[i] for i in np.flatnonzero(near).tolist())
        return found

    def unlike(self, other: Index) -> frozenset[Shard]:
        """Shards that do not hold the same entries, in the same order and with the same ties, in both."""
        every = {*self._drawers, *other._drawers}
        return frozenset(s for s in every if not _alike(self._drawers.get(s), other._drawers.get(s)))

    def near(self, country: str | None, measure: Measure) -> frozenset[Shard]:
        """The shards that a question may need, whatever its days."""
        return self._near(country, family_of(measure))

    def revision(self, reach: Reach) -> tuple[int, ...]:
        """Rises with every change in the shards."""
        return tuple(self._drawers[s].revision for s in sorted(reach.shards, key=str))

    def _near(self, country: str | None, family: tuple[Measure, ...]) -> frozenset[Shard]:
        """Shards that hang together with a country's: by parts and wholes, and where no country is known."""
        if (country, family) not in self._together:
            self._together[country, family] = self._follow(country, family)
        return self._together[country, family]

    def _follow(self, country: str | None, family: tuple[Measure, ...]) -> frozenset[Shard]:
        def same(of: str | None, measures: tuple[Measure, ...]) -> set[Shard]:
            every = {s for s in self._drawers if s.family == measures}
            return every if of is None else {s for s in every if s.country in (of, None)}

        found, queue = set[Shard](), [*same(country, family)]
        while queue:
            shard = queue.pop()
            if shard not in found:
                found.add(shard)
                for s in self._drawers[shard].needs:
                    queue.extend(same(s.country, s.family))
        return frozenset(found)

    def _bound(self, shard: Shard, low: int, high: int, until: int) -> tuple[int, int] | None:
        """The days of the totals of a shard that touch some days."""
        first, last, binds, known = self._drawers[shard].columns()
        touch = binds & (last >= low) & (first <= high) & (known <= until)
        if not touch.any():
            return None
        return int(first[touch].min()), int(last[touch].max())


def _alike(one: Drawer | None, other: Drawer | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.needs == other.needs and one.entries == other.entries
