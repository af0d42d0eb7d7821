"""What reports say of reception, as the first rows of a plan: capacities, camps, land, stores, arrivals.

Takes claims and events; gives rows for the tables of a plan, each with who stated it and when. An officer
looks at them and fills in the rest; nothing here is planned with unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from panj.events.inputs import Prepared
from panj.events.rules import combatants
from panj.model import Claim, Event, Measure, PeriodKind, Status, Unit

Rows = Mapping[str, list[dict[str, object]]]
_PLANNED = (Status.HAPPENED, Status.PLANNED)
_STORES = re.compile(r"\b(?:depots?|warehouses?|storehouses?|stores)\b", re.IGNORECASE)
_LODGING = frozenset({"camp", "reception"})
_MOST = 20  # depots of one statement that get rows of their own
_MINIMUM = 1  # people; a household of nobody arrives nowhere


def known_rows(
    claims: Iterable[Claim],
    events: Iterable[Event],
    *,
    name: Callable[[str | None, str | None], str],
    said_on: Callable[[Claim], date | None],
    words: Callable[[Claim], str],
    start: date,
    days: int = 30,
    prepared: Iterable[Prepared] = (),
) -> Rows:
    """Rows of plan, site, entry and arrival that the reports state.

    Args:
        claims: those known on the day; of one place the latest stated capacity is taken.
        events: occurrences; sized arrivals on known days become arrivals.
        name: how a place is written, by its code and the report's own word.
        said_on: the day on which a claim was published.
        words: the sentence that states a claim.
        start: the first day of the plan.
        days: its length.
        prepared: camps and reception points: each becomes a site at its stage, with what it is to hold; one
            that is not open takes nobody before the day on which it is to open.
    """
    by_day = sorted(claims, key=lambda c: (said_on(c) or date.min, c.id))
    sites = _sites(by_day, name, said_on)
    _prepared(sites, by_day, list(prepared), name, said_on, start)
    arrivals = [row for event in events if (row := _arrival(event, name)) is not None]
    for row in arrivals:
        if row["entry"] in sites:  # a country that takes people in is no place where they come in
            row["entry"] = f"into {row['entry']}"
    entries = sorted({str(row["entry"]) for row in arrivals})
    return {
        "plan": [{"start": start, "days": days, "climate": "warm"}],
        "site": list(sites.values()),
        "entry": [{"name": entry} for entry in entries],
        "arrival": arrivals,
        "depot": _depots(by_day, name, words),
    }


def _sites(
    claims: Iterable[Claim],
    name: Callable[[str | None, str | None], str],
    said_on: Callable[[Claim], date | None],
) -> dict[str, dict[str, object]]:
    sites: dict[str, dict[str, object]] = {}
    for claim in claims:
        place = name(claim.place_code or claim.destination_code, claim.place or claim.destination)
        if not place or claim.status not in _PLANNED:
            continue
        if claim.measure is Measure.CAPACITY and claim.unit is Unit.PERSONS:
            row = sites.setdefault(place, {"name": place})
            row["capacity"] = _size(claim)
            row["stated_by"], row["stated_on"] = claim.speaker or "", said_on(claim)
        elif claim.unit is Unit.HA:
            sites.setdefault(place, {"name": place})["land_ha"] = claim.value
    return sites


def _prepared(
    sites: dict[str, dict[str, object]],
    claims: Sequence[Claim],
    prepared: Sequence[Prepared],
    name: Callable[[str | None, str | None], str],
    said_on: Callable[[Claim], date | None],
    start: date,
) -> None:
    """Adds what is prepared to the sites; a capacity stated for it moves to it from wherever it was named."""
    for one in prepared:
        place = name(one.place_code, one.place)
        if one.facility not in _LODGING or not place:
            continue
        row = sites.setdefault(place, {"name": place})
        row["stage"] = one.stage
        if one.day is not None and one.day > start and not one.counts:
            row["opens"] = one.day
        for claim in (c for c in claims if c.id in one.claims):
            elsewhere = name(claim.place_code or claim.destination_code, claim.place or claim.destination)
            if elsewhere != place and sites.get(elsewhere, {}).get("capacity") == _size(claim):
                del sites[elsewhere]
            row["capacity"], row["stated_by"] = _size(claim), claim.speaker or ""
            row["stated_on"] = said_on(claim)


def _size(claim: Claim) -> int:
    return int(claim.value_high or claim.value)


def _depots(
    claims: Iterable[Claim], name: Callable[[str | None, str | None], str], words: Callable[[Claim], str]
) -> list[dict[str, object]]:
    """Depots and warehouses that reports count, there or planned: a row for each of them."""
    rows: dict[str, dict[str, object]] = {}
    for claim in claims:
        if (
            claim.unit is not Unit.FACILITIES
            or claim.status not in _PLANNED
            or not _STORES.search(words(claim))
        ):
            continue
        place = name(claim.place_code or claim.destination_code, claim.place or claim.destination)
        for number in range(1, min(int(claim.value), _MOST) + 1):
            title = f"depot {number}, {place}" if place else f"depot {number}"
            rows.setdefault(title, {"name": title})
    return list(rows.values())


def _arrival(event: Event, name: Callable[[str | None, str | None], str]) -> dict[str, object] | None:
    """A sized, dated arrival as a row; the entry is the place that it names."""
    flows = (Measure.ARRIVAL, Measure.ADMISSION)
    if event.measure not in flows or event.unit is not Unit.PERSONS or event.kind is not PeriodKind.EVENT:
        return None
    if event.status is not Status.HAPPENED or event.date_end is None or event.bounds.low < _MINIMUM:
        return None
    group = event.group.value if event.group else "people"
    bounds = event.bounds
    best = bounds.low if bounds.best is None else bounds.best
    row: dict[str, object] = {
        "date": event.date_end,
        "entry": name(event.place_code or event.destination_code, None),
        "group": group,
        "people": int(best),
        "low": int(bounds.low),
        "high": int(best if bounds.high is None else bounds.high),
        "household": 1 if group in combatants() else None,
    }
    return row if row["entry"] else None
