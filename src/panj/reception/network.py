"""What a plan is made over: sites, entries, depots, roads, arrivals and rules, as checked objects.

Takes the rows of `workbook`; gives a `Network`. Names that no table holds, and rows that contradict each
other, are told by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from panj.errors import PlanError
from panj.events.rules import combatants
from panj.model import Bounds
from panj.reception.workbook import Row, Tables

ALL = "*"
STAGES = ("considered", "announced", "under_construction", "open", "withdrawn")
_RESOURCES = ("land_ha", "covered_m2", "water_m3_day", "taps", "toilets", "tents")


@dataclass(frozen=True, slots=True)
class Site:
    """A place that takes people in.

    Args:
        capacity: places as stated; None: not stated.
        groups: whom it takes; empty: everybody but combatants.
        daily_intake: people that it registers a day; None: no limit.
        people: how many are there on the first day.
        resources: what is known of it, by the arguments of `test_capacity` (land_ha, toilets …).
        store_t: tonnes that its store holds; None: no limit.
        stage: how far it is (one of `STAGES`); empty: open. What is not open takes nobody before it opens.
    """

    name: str
    capacity: int | None = None
    district: str = ""
    at: tuple[float, float] | None = None
    stated_by: str = ""
    stated_on: date | None = None
    opens: date | None = None
    closes: date | None = None
    groups: tuple[str, ...] = ()
    daily_intake: int | None = None
    people: int = 0
    resources: Mapping[str, float] = field(default_factory=dict)
    store_t: float | None = None
    stage: str = ""

    def open_on(self, day: date) -> bool:
        """Whether it takes people on that day."""
        if self.stage == "withdrawn" or (self.stage not in ("", "open") and self.opens is None):
            return False
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)


@dataclass(frozen=True, slots=True)
class Entry:
    """Where people come in; `daily_registration` is how many go through a day, None: no limit."""

    name: str
    at: tuple[float, float] | None = None
    daily_registration: int | None = None


@dataclass(frozen=True, slots=True)
class Road:
    """A way between two places, both directions; `daily_people` is what convoys carry, None: no limit."""

    a: str
    b: str
    km: float | None = None
    daily_people: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """People of one group at one entry on one day, in households that stay together."""

    day: date
    entry: str
    group: str
    people: Bounds
    household: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may not be placed where, or only where, and who says so."""

    groups: tuple[str, ...]
    source: str
    forbid: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def bars(self, group: str, site: Site) -> bool:
        """Whether it keeps the group out of the site."""
        if group not in self.groups and ALL not in self.groups:
            return False
        here = {site.name.lower(), site.district.lower()}
        forbidden = any(place.lower() in here for place in self.forbid)
        elsewhere = bool(self.only) and not any(place.lower() in here for place in self.only)
        return forbidden or elsewhere


@dataclass(frozen=True, slots=True)
class Depot:
    """Where supplies are kept, and the trucks that leave it."""

    name: str
    at: tuple[float, float] | None = None
    opens: date | None = None
    capacity_t: float | None = None
    trucks: float | None = None
    truck_t: float = 20.0
    km_day: float = 250.0


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that people are placed and supplied over.

    Args:
        start: the first day; `days` how many there are.
        rules: those of the officer; that combatants stay apart always holds.
    """

    start: date
    days: int
    sites: tuple[Site, ...] = ()
    entries: tuple[Entry, ...] = ()
    roads: tuple[Road, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    rules: tuple[Rule, ...] = ()
    depots: tuple[Depot, ...] = ()

    def day(self, number: int) -> date:
        """The day of that number; the first is 0."""
        return self.start + timedelta(days=number)

    def barred(self, group: str, site: Site) -> str:
        """Why people of the group may not be placed at the site; empty where they may."""
        armed = group in combatants()
        if site.groups and group not in site.groups:
            return f"{site.name} takes {', '.join(site.groups)} only"
        if armed and group not in site.groups:
            return f"combatants stay apart from civilians: {site.name} is not set aside for {group}"
        if not armed and not combatants().isdisjoint(site.groups):
            return f"combatants stay apart from civilians: {site.name} is set aside for combatants"
        rule = next((rule for rule in self.rules if rule.bars(group, site)), None)
        return "" if rule is None else rule.source


def network(tables: Tables, *, household: int = 5) -> Network:
    """The network that the tables describe.

    Args:
        tables: of `workbook.read`.
        household: people who stay together where a row does not say.

    Raises:
        PlanError: P014 for a name that no table holds, P015 for a name that stands twice,
            P016 for a plan without its one row.
    """
    if len(tables["plan"]) != 1:
        raise PlanError("P016", "plan", number=len(tables["plan"]))
    plan = tables["plan"][0]
    sites = tuple(map(_site, tables["site"]))
    entries = tuple(_entry(row) for row in tables["entry"])
    depots = tuple(map(_depot, tables["depot"]))
    places: list[Site | Entry | Depot] = [*sites, *entries, *depots]
    _once((place.name for place in places), "site, entry and depot")
    for table, columns in (("road", ("from", "to")), ("stock", ("at",))):
        known_names(tables[table], columns, {place.name for place in places})
    known_names(tables["arrival"], ("entry",), {entry.name for entry in entries})
    start = plan.day("start")
    if start is None or not plan.whole("days"):
        raise PlanError("P005", plan.where)
    return Network(
        start,
        plan.whole("days") or 1,
        sites,
        entries,
        tuple(map(_road, tables["road"])),
        tuple(_arrival(row, household) for row in tables["arrival"]),
        tuple(_rule(row) for row in tables["rule"]),
        depots,
    )


def _site(row: Row) -> Site:
    known = {name: row.number(name) for name in _RESOURCES}
    return Site(
        row.text("name"),
        row.whole("capacity"),
        row.text("district"),
        _at(row),
        row.text("stated_by"),
        row.day("stated_on"),
        row.day("opens"),
        row.day("closes"),
        row.names("for_groups"),
        row.whole("daily_intake"),
        row.whole("people") or 0,
        {name: have for name, have in known.items() if have is not None},
        row.number("store_t"),
        _stage(row),
    )


def _stage(row: Row) -> str:
    found = row.text("stage")
    if found and found not in STAGES:
        raise PlanError("P012", f"{row.where}, stage", value=found, want=f"one of: {', '.join(STAGES)}")
    return found


def _entry(row: Row) -> Entry:
    return Entry(row.text("name"), _at(row), row.whole("daily_registration"))


def _depot(row: Row) -> Depot:
    return Depot(
        row.text("name"),
        _at(row),
        row.day("opens"),
        row.number("capacity_t"),
        row.number("trucks"),
        row.number("truck_t") or 20.0,
        row.number("km_day") or 250.0,
    )


def _road(row: Row) -> Road:
    closed = bool(row.values.get("closed"))
    return Road(row.text("from"), row.text("to"), row.number("km"), row.whole("daily_people"), closed)


def _arrival(row: Row, household: int) -> Arrival:
    best = float(row.whole("people") or 0)
    low, high = row.number("low"), row.number("high")
    people = Bounds(best if low is None else low, best, best if high is None else high)
    if not people.low <= best <= (people.high or best):
        raise PlanError("P005", f"{row.where}: low {people.low:g}, people {best:g}, high {people.high:g}")
    group = row.text("group", "refugees").lower()
    together = row.whole("household") or (1 if group in combatants() else household)
    day = row.day("date")
    assert day is not None  # the scheme asks for it
    return Arrival(day, row.text("entry"), group, people, together)


def _rule(row: Row) -> Rule:
    groups = tuple(name.lower() for name in row.names("groups"))
    return Rule(groups, row.text("source"), row.names("forbid"), row.names("only"))


def _at(row: Row) -> tuple[float, float] | None:
    lat, lon = row.values.get("lat"), row.values.get("lon")
    return (float(lat), float(lon)) if isinstance(lat, float) and isinstance(lon, float) else None


def _once(names: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PlanError("P015", where, name=name)
        seen.add(name)


def known_names(rows: Iterable[Row], columns: tuple[str, ...], names: set[str]) -> None:
    """Checks that what rows name in these columns is one of the names.

    Raises:
        PlanError: P014 for a name that no table holds.
    """
    for row in rows:
        for column in columns:
            if row.text(column) not in names:
                raise PlanError(
                    "P014", f"{row.where}, {column}", name=row.text(column), known=", ".join(sorted(names))
                )
