"""The declared shapes of the API's answers; the fields are those of `panj.model`, in plain JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, ConfigDict

# Nothing but a day written YYYY-MM-DD is understood; an empty word is none given, as forms send it.
_DAY = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "maxLength": 0}, {"type": "null"}]}
Known = Annotated[
    str | None,
    Query(
        description="as known at the end of this day, YYYY-MM-DD",
        examples=["2021-07-05"],
        json_schema_extra=_DAY,
    ),
]
Day = Annotated[
    str | None, Query(description="a day, YYYY-MM-DD", examples=["2021-07-05"], json_schema_extra=_DAY)
]
Since = Annotated[
    str,
    Query(
        description="the earlier day, YYYY-MM-DD",
        examples=["2021-07-03"],
        json_schema_extra={"format": "date"},
    ),
]
Start = Annotated[int, Query(ge=0, le=10**9)]
Limit = Annotated[int, Query(ge=1, le=1000)]


class Out(BaseModel):
    """The base of every answer: a field that is not declared is not sent."""

    model_config = ConfigDict(extra="ignore")


class SpanOut(Out):
    """A stretch of a report's text, end exclusive."""

    start: int
    end: int


class BoundsOut(Out):
    """What a number lies between; `high` is null where nothing bounds it, `best` where nothing says."""

    low: float
    best: float | None
    high: float | None
    soft_low: bool = False
    soft_high: bool = False


class OrdinalOut(Out):
    """The n-th of its kind in a window."""

    n: int
    window_start: str | None
    window_end: str | None
    of: str
    complete: bool


class ClaimOut(Out):
    """One figure that a report states."""

    id: str
    report: str
    start: int
    end: int
    text: str
    measure: str
    value: float
    value_high: float | None
    qualifier: str
    unit: str
    group: str | None
    origin: str | None
    destination: str | None
    place: str | None
    origin_code: str | None
    destination_code: str | None
    place_code: str | None
    date_start: str | None
    date_end: str | None
    period: str
    per: str | None
    of: str | None
    status: str
    speaker: str | None
    via: str | None
    confirmed: bool
    inherits: bool
    term: str | None
    part_of: str | None
    partition: bool
    ordinal: OrdinalOut | None
    sentence: SpanOut
    chain: list[str]
    confidence: float
    rules: list[str]


class EventOut(Out):
    """One occurrence, stock, plan or capacity that one or more claims speak of."""

    id: str
    label: str
    measure: str
    unit: str
    group: str | None
    kind: str
    status: str
    bounds: BoundsOut
    claims: list[str]
    origin_code: str | None
    destination_code: str | None
    place_code: str | None
    date_start: str | None
    date_end: str | None
    confirmed: bool
    why: list[str]
    origins: list[str]
    known: str | None


class ConflictOut(Out):
    """Claims that cannot all hold, and why. `stories`: pairs of claim ids and the bounds they give."""

    claims: list[str]
    reason: str
    stories: list[tuple[list[str], BoundsOut]]


class TallyOut(Out):
    """The answer to a question, with all that it stands on; the ends are null where nothing was reported."""

    low: float | None
    best: float | None
    high: float | None
    soft_low: bool = False
    soft_high: bool = False
    question: dict[str, Any]
    claims: list[str]
    because_low: list[str]
    because_high: list[str]
    events: list[str]
    conflicts: list[ConflictOut]
    unreported: BoundsOut | None
    set_aside: dict[str, str] | None
    policy: str
    itemised: BoundsOut | None
    only_in_total: BoundsOut | None
    only_counted: BoundsOut | None


class FigureOut(Out):
    """A key figure of the first page."""

    slug: str
    section: str
    title: str
    period: str
    note: str
    confirmed: bool
    origins: int
    tally: TallyOut


class Figures(Out):
    """Key figures as known on a day; `known` is null for now.

    `total`: how many there are; `next`: the start of the next page, null at the end.
    """

    known: str | None
    policy: str
    total: int
    next: int | None
    figures: list[FigureOut]


class BlockOut(Out):
    """A stretch of a report and what it is."""

    start: int
    end: int
    kind: str


class CorrectionOut(Out):
    """An outlet's note on its own text; `said` and `now` are null where the note does not tell them apart."""

    text: str
    said: str | None
    now: str | None


class ReportOut(Out):
    """A report without its text. `dated`: how its publication is known.

    `copy_of`: id of the earliest report of the same text; `superseded_by`: of the later version; `withdrawn`:
    when and why a person took it out; `part_of`: id of the report that this is a table of.
    """

    id: str
    name: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str
    published: str | None
    dated: str
    dated_because: str
    part_of: str | None
    copy_of: str | None
    superseded_by: str | None
    withdrawn: str | None
    corrections: list[CorrectionOut]


class ReportText(ReportOut):
    """A report with its text."""

    text: str
    blocks: list[BlockOut]


class ClaimPage(Out):
    """Claims; `next` is the start of the next page, null at the end."""

    total: int
    next: int | None
    items: list[ClaimOut]


class EventPage(Out):
    """Events; `next` is the start of the next page, null at the end."""

    total: int
    next: int | None
    items: list[EventOut]


class ReportPage(Out):
    """Reports; `next` is the start of the next page, null at the end."""

    total: int
    next: int | None
    items: list[ReportOut]


class Feature(Out):
    """A GeoJSON feature (RFC 7946), longitude first."""

    type: str
    geometry: dict[str, Any]
    properties: dict[str, Any]


class FeatureCollection(Out):
    """GeoJSON features."""

    type: str
    features: list[Feature]


class MapOut(Out):
    """What the map shows. `box`: west, south, east, north, null where nothing has coordinates."""

    box: list[float] | None
    countries: list[str]
    areas: FeatureCollection
    places: FeatureCollection
    flows: FeatureCollection
    heads: FeatureCollection
    middles: FeatureCollection


class Health(Out):
    """Whether the room answers."""

    ok: bool
    version: str
    reports: int


class TallySaid(Out):
    """The answer to a question that was asked; `known` is null for now."""

    known: str | None
    tally: TallyOut


class ChangeOut(Out):
    """A figure that is new, gone or different; `before` and `now` are a dash where there is none."""

    title: str
    before: str
    now: str
    why: str


class ChangePage(Out):
    """Changes; `next` is the start of the next page, null at the end."""

    total: int
    next: int | None
    items: list[ChangeOut]


class AlertOut(Out):
    """Something to know before quoting."""

    kind: str
    title: str
    detail: str
    claims: list[str]
    report: str | None


class AlertPage(Out):
    """Alerts; `next` is the start of the next page, null at the end."""

    total: int
    next: int | None
    items: list[AlertOut]


class ForecastOut(Out):
    """A forecast, a scenario under stated assumptions, or the reason why there is none (`kind`)."""

    kind: str
    horizon_days: int
    bounds: BoundsOut | None
    assumptions: list[str]
    claims: list[str]
    note: str
    quantity: str


class RoomOut(Out):
    """A stated capacity and when it would be full; `counts` is false while its camp is not open."""

    claim: str
    place: str
    stated: float
    stage: str
    counts: bool
    outlook: list[ForecastOut]


class SiteOut(Out):
    """Something that is prepared: how far it is, since when that is known, and the sentence that says so."""

    facility: str
    place: str
    stage: str
    since: str | None
    stated: float | None
    counts: bool
    report: str
    text: str
    said_by: str


class OutlookOut(Out):
    """What may come next, and what is prepared for it."""

    known: str | None
    arrivals: list[ForecastOut]
    rooms: list[RoomOut]
    prepared: list[SiteOut]


class NeedOut(Out):
    """How much of what, by which standard; `assumption` where the standard was not read in the original."""

    topic: str
    item: str
    bounds: BoundsOut
    unit: str
    source: str
    assumption: bool
    formula: str


class PlanOut(Out):
    """What a number of people takes for a number of days."""

    people: BoundsOut
    days: int
    needs: list[NeedOut]
