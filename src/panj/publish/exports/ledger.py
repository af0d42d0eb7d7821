"""Rows for the exchange standards of the field: the ledger in HXL's terms, and population rows like HAPI's.

Takes a `Situation`; gives rows of plain values. Groups, measures and admiralty codes are mapped by the tables
of mapping.toml; what has no place in a standard is left out of its rows, never forced into a near one.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from panj.model import Claim, Event, Measure, Place, Status, Unit
from panj.publish.content import Situation
from panj.publish.gate import without_persons

Cells = Mapping[str, str | float | int | None]


@cache
def _mapping() -> Mapping[str, Any]:
    source = resources.files("panj.publish.exports") / "mapping.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _alpha3() -> Mapping[str, str]:
    source = resources.files("panj.publish.exports") / "iso3166.csv"
    lines = [x for x in source.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return {row["alpha2"]: row["alpha3"] for row in csv.DictReader(lines)}


def iso3(country: str | None) -> str:
    """The three-letter code of a country; empty where it has none."""
    return _alpha3().get(country or "", "")


def ledger(situation: Situation) -> Iterator[Cells]:
    """One row for each event that counts people or places for them."""
    types = _mapping()["indicator"]
    for e in situation.events:
        kind = types.get(e.measure.value, {}).get(e.kind.value) or types.get(e.measure.value, {}).get("any")
        if e.unit is not Unit.PERSONS or kind is None:
            continue
        claims = [situation.claims[c] for c in e.claims if c in situation.claims]
        routed = e.measure is not Measure.FORCED_RETURN
        origin = _place(situation, e.origin_code)
        there = _place(situation, e.destination_code or e.place_code)
        yield {
            "claim_event": e.id,
            "event_name": e.label if routed else "forced return",
            "date_start": _iso(e.date_start),
            "date_end": _iso(e.date_end),
            "date_reported": _iso(e.known),
            "date_known": _iso(situation.known),
            **_side("origin", origin, situation, routed=routed),
            **_side("dest", there, situation, routed=routed),
            "people_best": e.bounds.best,
            "people_min": e.bounds.low,
            "people_max": e.bounds.high,
            "indicator_type": kind,
            "group_type": _mapping()["group"].get(e.group.value if e.group else "", ""),
            "source_name": "; ".join(map(without_persons, e.origins)),
            "meta_source": "; ".join(_outlets(situation, claims)),
            "meta_url": next((u for c in claims if (u := situation.reports[c.report].url)), ""),
            "meta_reliability": _mapping()["admiralty"]["reliability"],
            "meta_credibility": _credibility(e, situation),
            "meta_credibility_reason": "; ".join(dict.fromkeys(_denials(e, situation))),
            "status": e.status.value if e.confirmed else f"{e.status.value}, unconfirmed",
        }


def _side(name: str, place: Place | None, situation: Situation, *, routed: bool) -> Cells:
    """Country, province, district and place of one end; the country alone of a forced return."""
    country = place.country if place else ""
    levels = {p.kind: p for p in _line(place, situation)} if routed else {}
    admin1 = next((c for c in (place.parents if place else ()) if c.count("-") == 1 and c[:2].isupper()), "")
    own1, own2 = levels.get("admin1"), levels.get("admin2")
    point = (
        place if routed and place and place.kind not in ("country", "admin1", "admin2", "region") else None
    )
    return {
        f"country_{name}": iso3(country),
        f"adm1_{name}": own1.name if own1 else "",
        f"adm1_{name}_code": (own1.code if own1 else admin1) if routed else "",
        f"adm2_{name}": own2.name if own2 else "",
        f"loc_{name}": point.name if point else "",
        **({"lat": _tenth(point.lat), "lon": _tenth(point.lon)} if name == "dest" and point else {}),
    }


def _line(place: Place | None, situation: Situation) -> Iterator[Place]:
    if place is not None:
        yield place
        yield from (p for c in place.parents if (p := situation.places.get(c)) is not None)


def _credibility(event: Event, situation: Situation) -> str:
    """1, confirmed by independent sources, where two origins agree; 6, cannot be judged, where not.

    Where another source denies the figure: 3, possibly true, of what two origins agree on; 4, doubtful, else.
    """
    table = _mapping()["admiralty"]
    agreed = event.confirmed and len(event.origins) > 1
    if any(_denials(event, situation)):
        return str(table["confirmed_denied"] if agreed else table["denied"])
    return str(table["confirmed"] if agreed else table["unjudged"])


def _denials(event: Event, situation: Situation) -> Iterator[str]:
    return (without_persons(situation.doubts[c]) for c in event.claims if c in situation.doubts)


def population(situation: Situation) -> Iterator[Cells]:
    """Rows like HAPI's refugees and persons of concern, returnees and IDPs: stocks and totals of people."""
    table = _mapping()["hapi"]
    for e in situation.events:
        group = table["group"].get(f"{e.measure.value}.{e.group.value if e.group else ''}") or table[
            "group"
        ].get(f"{e.measure.value}.any")
        if e.unit is not Unit.PERSONS or e.status is not Status.HAPPENED or group is None:
            continue
        if e.group is not None and e.group.value in table["never"]:
            continue  # combatants are no population of concern
        origin, there = (
            _country(situation, e.origin_code),
            _country(situation, e.destination_code or e.place_code),
        )
        size = e.bounds.best if e.bounds.best is not None else None
        yield {
            "origin_location_code": iso3(origin.code if origin else None),
            "origin_location_name": origin.name if origin else "",
            "asylum_location_code": iso3(there.code if there else None),
            "asylum_location_name": there.name if there else "",
            "population_group": group,
            "gender": "all",
            "age_range": "all",
            "min_age": None,
            "max_age": None,
            "population": None if size is None else round(size),
            "population_low": round(e.bounds.low),
            "population_high": None if e.bounds.high is None else round(e.bounds.high),
            "reference_period_start": _iso(e.date_start or e.date_end or e.known),
            "reference_period_end": _iso(e.date_end or e.known),
            "event": e.id,
        }


def _country(situation: Situation, code: str | None) -> Place | None:
    place = _place(situation, code)
    if place is None or not place.country:
        return None
    if place.kind == "country":
        return place
    return situation.places.get(place.country) or Place(
        place.country, place.country, "country", place.country
    )


def _place(situation: Situation, code: str | None) -> Place | None:
    return situation.places.get(code) if code else None


def _outlets(situation: Situation, claims: list[Claim]) -> list[str]:
    reports = (situation.reports[c.report] for c in claims)
    return list(dict.fromkeys(r.outlet or r.name for r in reports))


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _iso(value: object) -> str:
    return "" if value is None else str(value)


LEDGER: Mapping[str, str] = {
    "claim_event": "#meta+id",
    "event_name": "#event+name",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_reported": "#date+reported",
    "date_known": "#date+known",
    "country_origin": "#country+origin+code+v_iso3",
    "adm1_origin": "#adm1+origin+name",
    "adm1_origin_code": "#adm1+origin+code",
    "adm2_origin": "#adm2+origin+name",
    "loc_origin": "#loc+origin+name",
    "country_dest": "#country+dest+code+v_iso3",
    "adm1_dest": "#adm1+dest+name",
    "adm1_dest_code": "#adm1+dest+code",
    "adm2_dest": "#adm2+dest+name",
    "loc_dest": "#loc+dest+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "people_best": "#affected+displaced+ind",
    "people_min": "#affected+displaced+min",
    "people_max": "#affected+displaced+max",
    "indicator_type": "#indicator+type",
    "group_type": "#group+type",
    "source_name": "#org+source+name",
    "meta_source": "#meta+source",
    "meta_url": "#meta+url",
    "meta_reliability": "#meta+reliability",
    "meta_credibility": "#meta+credibility",
    "meta_credibility_reason": "#meta+credibility+reason",
    "status": "#status",
}

POPULATION: Mapping[str, str] = {
    "origin_location_code": "#country+origin+code+v_iso3",
    "origin_location_name": "#country+origin+name",
    "asylum_location_code": "#country+asylum+code+v_iso3",
    "asylum_location_name": "#country+asylum+name",
    "population_group": "#group+population",
    "gender": "#group+gender",
    "age_range": "#group+age",
    "min_age": "#group+age+min",
    "max_age": "#group+age+max",
    "population": "#population+ind",
    "population_low": "#population+min",
    "population_high": "#population+max",
    "reference_period_start": "#date+start",
    "reference_period_end": "#date+end",
    "event": "#event+id",
}
