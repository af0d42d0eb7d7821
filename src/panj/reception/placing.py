"""People to sites over days as columns and rows for the solver.

Takes a `Network`, the places that each site offers and the crowds that arrive; builds the `Model` and keeps
which column stands for what. Aims and answers are `allocation`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from panj.reception.network import Network, Site
from panj.reception.roads import Ways
from panj.reception.solver import OPEN, Model

Crowd = tuple[
    str, str, int
]  # where they wait (entry, or a site that they leave), group, people in a household


@dataclass(frozen=True, slots=True)
class Flow:
    """Households of one crowd that go to a site on a day, and the way they take."""

    crowd: Crowd
    day: int
    site: str
    km: float
    roads: tuple[int, ...]


@dataclass(slots=True)
class Placing:
    """The model with its columns by meaning.

    Args:
        network: the sites, entries, roads, rules.
        places: site → the places it offers when it is open.
        coming: crowd → households on each day.
        whole: whether households are columns of whole numbers.
        placed_by_end: whether everybody must have a place on the last day.
    """

    network: Network
    places: Mapping[str, int]
    coming: Mapping[Crowd, Mapping[int, int]]
    whole: bool = True
    placed_by_end: bool = False
    model: Model = field(default_factory=Model)
    flows: dict[int, Flow] = field(default_factory=dict)
    waiting: dict[tuple[Crowd, int], int] = field(default_factory=dict)
    there: dict[tuple[str, int], int] = field(default_factory=dict)
    leaving: dict[tuple[Crowd, int], int] = field(default_factory=dict)
    fullest: int = -1
    barred: dict[tuple[str, str], str] = field(default_factory=dict)
    _named: dict[str, Site] = field(default_factory=dict)
    _registration: dict[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._named = {site.name: site for site in self.network.sites}
        self._registration = {entry.name: entry.daily_registration for entry in self.network.entries}
        ways = Ways(self.network)
        self.fullest = self.model.column()
        movers = self._movers()
        for crowd in [*self.coming, *movers]:
            self._crowd(crowd, ways)
        self._balance(movers)
        self._sites(movers)
        self._limits()

    @property
    def _days(self) -> range:
        return range(self.network.days)

    def _movers(self) -> dict[Crowd, Site]:
        """Crowds that may have to leave a site: one that closes, or that holds more than it may."""
        movers: dict[Crowd, Site] = {}
        for site in self.network.sites:
            last = self.network.day(self.network.days - 1)
            closes = site.closes is not None and site.closes < last
            if not closes and site.people <= self.places[site.name]:
                continue
            if site.people:
                movers[site.name, "refugees", 1] = site
            if closes:
                kinds = {(group, size) for _, group, size in self.coming if not self._why(group, site)}
                movers |= {(site.name, group, size): site for group, size in sorted(kinds)}
        return movers

    def _why(self, group: str, site: Site) -> str:
        if (group, site.name) not in self.barred:
            self.barred[group, site.name] = self.network.barred(group, site)
        return self.barred[group, site.name]

    def _crowd(self, crowd: Crowd, ways: Ways) -> None:
        """The flows of a crowd to every site that it may go to, from its first day on."""
        source, group, _ = crowd
        first = min(self.coming.get(crowd, {0: 0}), default=0)
        for site in self.network.sites:
            way = ways.between(source, site.name)
            if way is None or site.name == source or self._why(group, site):
                continue
            for day in self._days[first:]:
                if site.open_on(self.network.day(day)) and self.places[site.name]:
                    column = self.model.column(whole=self.whole)
                    self.flows[column] = Flow(crowd, day, site.name, way.km, way.roads)

    def _balance(self, movers: Mapping[Crowd, Site]) -> None:
        """Who waits tonight: who waited, who came or had to leave, less who was placed."""
        by_day: dict[tuple[Crowd, int], list[int]] = {}
        for column, flow in self.flows.items():
            by_day.setdefault((flow.crowd, flow.day), []).append(column)
        for crowd in [*self.coming, *movers]:
            for day in self._days:
                rest = self.waiting[crowd, day] = self.model.column()
                terms = {rest: 1.0, **dict.fromkeys(by_day.get((crowd, day), ()), 1.0)}
                if day:
                    terms[self.waiting[crowd, day - 1]] = -1.0
                if crowd in movers:
                    left = self.leaving[crowd, day] = self.model.column(whole=self.whole)
                    terms[left] = -1.0
                came = float(self.coming.get(crowd, {}).get(day, 0))
                self.model.row(terms, came, came)
            if self.placed_by_end:
                self.model.row({self.waiting[crowd, self.network.days - 1]: 1.0}, high=0.0)

    def _sites(self, movers: Mapping[Crowd, Site]) -> None:
        """How many are at each site: never more than its places, and nobody once it is closed."""
        into = self._into()
        for site in self.network.sites:
            own = [crowd for crowd in movers if crowd[0] == site.name]
            for day in self._days:
                here = self.there[site.name, day] = self.model.column()
                terms = {here: 1.0}
                for column in into.get((site.name, day), ()):
                    terms[column] = -float(self.flows[column].crowd[2])
                for crowd in own:
                    terms[self.leaving[crowd, day]] = float(crowd[2])
                if day:
                    terms[self.there[site.name, day - 1]] = -1.0
                before = 0.0 if day else float(site.people)
                self.model.row(terms, before, before)
                self._room(site, day, here)
            self._own_kind(site, own, into)

    def _own_kind(self, site: Site, own: Iterable[Crowd], into: Mapping[tuple[str, int], list[int]]) -> None:
        """Of each kind no more leave a site than have come to it."""
        for crowd in own:
            before = float(site.people) if crowd[1:] == ("refugees", 1) else 0.0
            terms: dict[int, float] = {}
            for day in self._days:
                terms[self.leaving[crowd, day]] = 1.0
                for column in into.get((site.name, day), ()):
                    if self.flows[column].crowd[1:] == crowd[1:]:
                        terms[column] = -1.0
                self.model.row(dict(terms), high=before)

    def _room(self, site: Site, day: int, here: int) -> None:
        is_open = site.open_on(self.network.day(day))
        places = float(self.places[site.name]) if is_open else 0.0
        limit = f"capacity of {site.name}" if is_open else f"{site.name} {_shut(site, self.network.day(day))}"
        if site.opens is not None and not is_open and site.people and self.network.day(day) < site.opens:
            places = float(site.people)  # whoever is there before it opens is no newcomer
        self.model.row({here: 1.0}, high=places, limit=limit)
        if places:
            self.model.row({here: 1.0, self.fullest: -places}, high=0.0)

    def _into(self) -> dict[tuple[str, int], list[int]]:
        into: dict[tuple[str, int], list[int]] = {}
        for column, flow in self.flows.items():
            into.setdefault((flow.site, flow.day), []).append(column)
        return into

    def _limits(self) -> None:
        """What entries register, sites take in and roads carry in a day."""
        grouped: dict[tuple[str, int], tuple[float, dict[int, float]]] = {}
        for column, flow in self.flows.items():
            for name, most in self.bounds(flow):
                key = (name, flow.day)
                grouped.setdefault(key, (most, {}))[1][column] = float(flow.crowd[2])
        for (name, _), (most, terms) in grouped.items():
            self.model.row(terms, -OPEN, most, limit=name)

    def bounds(self, flow: Flow) -> Iterator[tuple[str, float]]:
        """The daily limits that a flow counts towards, by name, with how many people each allows."""
        registered = self._registration.get(flow.crowd[0])
        if registered is not None:
            yield f"registration at {flow.crowd[0]}", float(registered)
        site = self._named[flow.site]
        if site.daily_intake is not None:
            yield f"daily intake of {site.name}", float(site.daily_intake)
        for number in flow.roads:
            road = self.network.roads[number]
            if road.daily_people is not None:
                yield f"convoys on {road.a} – {road.b}", float(road.daily_people)


def _shut(site: Site, day: date) -> str:
    if site.stage == "withdrawn" or (site.stage not in ("", "open") and site.opens is None):
        return f"is not open: {site.stage.replace('_', ' ')}"
    opens = site.opens is not None and day < site.opens
    return f"opens only on {site.opens}" if opens else f"closes after {site.closes}"
