"""The tables of the exports: columns, their HXL tags, and the rows of a situation.

Takes a `Situation`; gives rows of plain values. Dates are ISO 8601; people and other units stand in
columns of their own, so that no column adds livestock to people. Names of private persons are withheld
and coordinates rounded to a tenth of a degree, as the report does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from panj.bounds import policy
from panj.model import Claim, Event, Measure, Place, Unit
from panj.publish.content import Situation
from panj.publish.exports.ledger import LEDGER, POPULATION, ledger, population
from panj.publish.gate import without_persons

Value = str | float | int | None
Cells = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: column → HXL tag (empty where HXL has none), and its rows.

    `standard`: a table of an exchange standard, written only where it is asked for.
    """

    columns: Mapping[str, str]
    rows: Callable[[Situation], Iterator[Cells]]
    standard: bool = False

    @property
    def dates(self) -> frozenset[str]:
        """Columns that hold a day."""
        tagged = {c for c, tag in self.columns.items() if tag.startswith("#date") and "+text" not in tag}
        return frozenset(tagged - {"published_how"})

    @property
    def flags(self) -> frozenset[str]:
        """Columns that hold true or false."""
        return frozenset(self.columns) & _FLAGS

    @property
    def numbers(self) -> frozenset[str]:
        """Columns that hold numbers."""
        return frozenset(c for c, tag in self.columns.items() if c in _NUMBERS or tag.endswith("+num"))


_FLAGS = frozenset({"confirmed", "combatants", "contradicted", "high_is_conventional"})
_NUMBERS = frozenset(
    {
        *("low", "best", "high", "value", "value_high", "confidence", "lat", "lon"),
        *("start", "end", "sentence_start", "sentence_end"),
        *("people_best", "people_low", "people_high", "people_min", "people_max"),
        *("other_best", "other_low", "other_high"),
        *("min_age", "max_age", "population", "population_low", "population_high"),
    }
)


def _figures(situation: Situation) -> Iterator[Cells]:
    for f in situation.figures:
        q, b = f.tally.question, f.tally.bounds
        yield {
            "figure": f.slug,
            "part_of": f.parent,
            "section": f.section,
            "title": f.title,
            "period": f.period,
            "date_start": _iso(q.date_start),
            "date_end": _iso(q.date_end),
            "measure": q.measure.value,
            "group": q.group.value if q.group else "",
            "unit": q.unit.value,
            "place_code": "" if q.measure is Measure.FORCED_RETURN else q.place,
            "origin_code": "" if q.measure is Measure.FORCED_RETURN else q.origin,
            "low": b.low,
            "best": b.best,
            "high": b.high,
            "high_is_conventional": _flag(b.soft_high),
            "confirmed": _flag(f.confirmed),
            "origins": f.origins,
            "combatants": _flag(f.armed),
            "speakers": "; ".join(map(without_persons, f.speakers)),
            "note": without_persons(f.note),
            "contradicted": _flag(bool(f.tally.conflicts)),
            "claims": " ".join(f.tally.claims),
            "known": _iso(situation.known),
            "policy": f.tally.policy,
        }


def _events(situation: Situation) -> Iterator[Cells]:
    for e in situation.events:
        claims = [situation.claims[c] for c in e.claims if c in situation.claims]
        reports = [situation.reports[r] for r in dict.fromkeys(c.report for c in claims)]
        routed = e.measure is not Measure.FORCED_RETURN
        at = e.destination_code or e.place_code
        origin, there = _place(situation, e.origin_code), _place(situation, at)
        people = e.unit is Unit.PERSONS
        b = e.bounds
        yield {
            "event": e.id,
            "name": e.label if routed else "forced return",
            "date_start": _iso(e.date_start),
            "date_end": _iso(e.date_end),
            "reported": _iso(e.known),
            "known": _iso(situation.known),
            "origin_country": origin.country if origin else "",
            "origin": _name(origin, claims[0].origin) if routed and claims else "",
            "origin_code": e.origin_code if routed else "",
            "place_country": there.country if there else "",
            "place": _name(there, claims[0].destination or claims[0].place) if routed and claims else "",
            "place_code": at if routed else "",
            "lat": _rounded(there.lat) if there and routed else None,
            "lon": _rounded(there.lon) if there and routed else None,
            "people_best": b.best if people else None,
            "people_low": b.low if people else None,
            "people_high": b.high if people else None,
            "other_best": None if people else b.best,
            "other_low": None if people else b.low,
            "other_high": None if people else b.high,
            "unit": e.unit.value,
            "measure": e.measure.value,
            "kind": e.kind.value,
            "group": e.group.value if e.group else "",
            "status": e.status.value,
            "confirmed": _flag(e.confirmed),
            "origins": "; ".join(map(without_persons, e.origins)),
            "outlets": "; ".join(dict.fromkeys(r.outlet or r.name for r in reports)),
            "urls": " ".join(filter(None, (r.url for r in reports))),
            "claims": " ".join(e.claims),
        }


def _claims(situation: Situation) -> Iterator[Cells]:
    homes: dict[str, Event] = {c: e for e in situation.events for c in e.claims}
    for c in situation.claims.values():
        report, event = situation.reports[c.report], homes.get(c.id)
        yield {**_reading(c), **_route(c)} | {
            "event": event.id if event else "",
            "report": report.name or report.id,
            "outlet": report.outlet,
            "published": report.published,
            "published_how": report.dated,
            "url": report.url,
            "speaker": without_persons(c.speaker or ""),
            "via": c.via,
            "chain": without_persons(" → ".join(c.chain)),
            "known": _iso(situation.known),
        }


def _reading(c: Claim) -> Cells:
    """What a claim says and where."""
    b = policy().interval(c.value, c.qualifier, value_high=c.value_high, words=c.text, unit=c.unit)
    return {
        "claim": c.id,
        "start": c.start,
        "end": c.end,
        "sentence_start": c.sentence.start,
        "sentence_end": c.sentence.end,
        "text": c.text,
        "measure": c.measure.value,
        "value": c.value,
        "value_high": c.value_high,
        "qualifier": c.qualifier.value,
        "low": b.low,
        "best": b.best,
        "high": b.high,
        "unit": c.unit.value,
        "group": c.group.value if c.group else "",
        "date_start": _iso(c.date_start),
        "date_end": _iso(c.date_end),
        "period": c.period.value,
        "per": c.per,
        "of": c.of,
        "status": c.status.value,
        "confirmed": _flag(c.confirmed),
        "confidence": round(c.confidence, 3),
        "part_of": c.part_of,
    }


def _route(c: Claim) -> Cells:
    """Where from and where to; nothing of it for a forced return, whose route is never given."""
    if c.measure is Measure.FORCED_RETURN:
        return {}
    return {
        "origin": c.origin,
        "origin_code": c.origin_code,
        "destination": c.destination,
        "destination_code": c.destination_code,
        "place": c.place,
        "place_code": c.place_code,
    }


def _place(situation: Situation, code: str | None) -> Place | None:
    return situation.places.get(code) if code else None


def _name(place: Place | None, written: str | None) -> str:
    return place.name if place else written or ""


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _iso(value: object) -> str:
    return "" if value is None else str(value)


def _flag(value: bool) -> str:
    return "true" if value else "false"


TABLES: Mapping[str, Table] = {
    "figures": Table(
        {
            "figure": "#meta+id",
            "part_of": "#meta+id+parent",
            "section": "#meta+category",
            "title": "#indicator+name",
            "period": "#date+text",
            "date_start": "#date+start",
            "date_end": "#date+end",
            "measure": "#indicator+type",
            "group": "#group+type",
            "unit": "#indicator+unit",
            "place_code": "#loc+dest+code",
            "origin_code": "#loc+origin+code",
            "low": "#indicator+value+min",
            "best": "#indicator+value+best",
            "high": "#indicator+value+max",
            "high_is_conventional": "#meta+high+conventional",
            "confirmed": "#status+confirmed",
            "origins": "#meta+origins+num",
            "combatants": "#group+combatants",
            "speakers": "#org+source+name",
            "note": "#description",
            "contradicted": "#status+contradicted",
            "claims": "#meta+claims",
            "known": "#date+known",
            "policy": "#meta+policy",
        },
        _figures,
    ),
    "events": Table(
        {
            "event": "#event+id",
            "name": "#event+name",
            "date_start": "#date+start",
            "date_end": "#date+end",
            "reported": "#date+reported",
            "known": "#date+known",
            "origin_country": "#country+origin+code",
            "origin": "#loc+origin+name",
            "origin_code": "#loc+origin+code",
            "place_country": "#country+dest+code",
            "place": "#loc+dest+name",
            "place_code": "#loc+dest+code",
            "lat": "#geo+lat",
            "lon": "#geo+lon",
            "people_best": "#affected+ind",
            "people_low": "#affected+min",
            "people_high": "#affected+max",
            "other_best": "#indicator+value+best",
            "other_low": "#indicator+value+min",
            "other_high": "#indicator+value+max",
            "unit": "#indicator+unit",
            "measure": "#indicator+type",
            "kind": "#indicator+period",
            "group": "#group+type",
            "status": "#status",
            "confirmed": "#status+confirmed",
            "origins": "#org+source+name",
            "outlets": "#meta+source",
            "urls": "#meta+url",
            "claims": "#meta+claims",
        },
        _events,
    ),
    "claims": Table(
        {
            "claim": "#meta+id",
            "event": "#event+id",
            "report": "#meta+report",
            "outlet": "#meta+source",
            "published": "#date+reported",
            "published_how": "#meta+date+how",
            "url": "#meta+url",
            "start": "#meta+start",
            "end": "#meta+end",
            "sentence_start": "#meta+sentence+start",
            "sentence_end": "#meta+sentence+end",
            "text": "#description+figure",
            "measure": "#indicator+type",
            "value": "#indicator+value+stated",
            "value_high": "#indicator+value+stated+max",
            "qualifier": "#meta+qualifier",
            "low": "#indicator+value+min",
            "best": "#indicator+value+best",
            "high": "#indicator+value+max",
            "unit": "#indicator+unit",
            "group": "#group+type",
            "origin": "#loc+origin+name",
            "origin_code": "#loc+origin+code",
            "destination": "#loc+dest+name",
            "destination_code": "#loc+dest+code",
            "place": "#loc+name",
            "place_code": "#loc+code",
            "date_start": "#date+start",
            "date_end": "#date+end",
            "period": "#indicator+period",
            "per": "#indicator+per",
            "of": "#indicator+of",
            "status": "#status",
            "confirmed": "#status+confirmed",
            "confidence": "#meta+confidence",
            "part_of": "#meta+id+parent",
            "speaker": "#org+source+name",
            "via": "#meta+via",
            "chain": "#meta+chain",
            "known": "#date+known",
        },
        _claims,
    ),
    "ledger": Table(LEDGER, ledger, standard=True),
    "population": Table(POPULATION, population, standard=True),
}
