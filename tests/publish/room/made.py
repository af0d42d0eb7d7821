"""A small case made by hand: five reports, their claims, events and tallies, as known on any day.

The room only lays out what a Situation holds, so its tests need none of the stages that make one. The
reports are invented; the river district, its towns and its agencies do not exist.
"""

from __future__ import annotations

from datetime import date

from panj.bounds import policy
from panj.model import (
    Bounds,
    Claim,
    Conflict,
    Event,
    Forecast,
    Group,
    Measure,
    Need,
    PeriodKind,
    Place,
    Plan,
    Problem,
    Qualifier,
    Question,
    Report,
    Span,
    Tally,
    Unit,
)
from panj.publish.situation import Alert, KeyFigure, Room, Situation, StoryLine
from panj.reception import CapacityTest, Limit

EVIL = "<script>window.stolen = document.cookie</script>"

REPORTS = {
    r.name: r
    for r in (
        Report(
            name="first",
            outlet="Valley Wire",
            published="2021-07-03",
            url="https://example.org/first",
            title="Soldiers wade the river",
            text=(
                "Soldiers wade the river\n\nMore than 300 soldiers crossed from Upper Bank into Lower Bank "
                "on Saturday, the frontier service said. They came on foot, at night, and the service gave "
                "no word of wounded.\n\nIt was the third such crossing in two weeks."
                "\n\nSubscribe to our newsletter"
            ),
        ),
        Report(
            name="second",
            outlet="River Agency",
            published="2021-07-05T09:40",
            url="javascript:alert(1)",
            text=(
                "A further 1,037 servicemen entered Lower Bank in the night to 5 July, the frontier service "
                "stated. All were let through.\n\nWith the earlier groups their number had come to nearly "
                "1,600 in five crossings."
            ),
        ),
        Report(
            name="third",
            outlet=f"Bank Radio {EVIL}",
            published="2021-07-09",
            title=f"Room for newcomers {EVIL}",
            dated="inferred",
            dated_because="Friday 9 July falls in the only year that fits its neighbours",
            text=(
                f"The emergency committee can take up to 2,500 refugees, its head said. {EVIL}\n\nThree "
                "flights took about 400 people home to Upper Bank on 8 July, an official who asked not to be "
                "named told the radio; the airport denied any flight."
            ),
        ),
        Report(
            name="fourth",
            outlet="Upper Bank Herald",
            published="2021-07-12",
            text=(
                "The ministry said on Monday that no more than 900 soldiers had ever crossed. \n\nIt will "
                "hold drills near the border on 1 August."
            ),
        ),
        Report(name="undated", outlet="A leaflet", text="Two thousand households wait on the bank, it says."),
    )
}

PLACES = {
    p.code: p
    for p in (
        Place("AF", "Afghanistan", "country", "AF", 33.9, 66.1, 600.0, (), ()),
        Place("x.up", "Upper Bank", "admin1", "AF", 36.9, 70.9, 60.0, ("AF",), ()),
        Place("x.low", "Lower Bank", "admin2", "TJ", 37.9, 70.3, 22.0, ("TJ",), ()),
        Place("x.town", "Ford", "town", "TJ", 37.64, 70.05, 1.5, ("x.low", "TJ"), ()),
    )
}


def claim(
    name: str, words: str, value: float, qualifier: Qualifier, measure: Measure, **more: object
) -> Claim:
    """A claim at the first place where its report has these words; its sentence runs between full stops."""
    report = REPORTS[name]
    start = report.text.index(words)
    left = (
        max(x + len(mark) for mark in (". ", "\n") if (x := report.text.rfind(mark, 0, start)) >= 0)
        if any(mark in report.text[:start] for mark in (". ", "\n"))
        else 0
    )
    right = min(
        x for x in (report.text.find(". ", start), report.text.find(".\n", start), len(report.text)) if x > 0
    )
    base = {
        "id": f"{name}-{start}",
        "report": report.id,
        "start": start,
        "end": start + len(words),
        "text": words,
        "measure": measure,
        "value": value,
        "qualifier": qualifier,
        "unit": Unit.PERSONS,
        "sentence": Span(left, min(right + 1, len(report.text))),
        "confidence": 0.9,
        "rules": ("number.digits", "measure.crossed"),
    }
    return Claim(**{**base, **more})  # type: ignore[arg-type]


_FLOW = {
    "group": Group.SOLDIERS,
    "origin": "Upper Bank",
    "destination": "Lower Bank",
    "origin_code": "x.up",
    "destination_code": "x.low",
    "speaker": "the frontier service",
}
WAVE = claim("first", "More than 300", 300, Qualifier.AT_LEAST, Measure.ARRIVAL,
             date_start=date(2021, 7, 3), date_end=date(2021, 7, 3), **_FLOW)  # fmt: skip
NIGHT = claim("second", "1,037", 1037, Qualifier.EXACT, Measure.ARRIVAL,
              date_start=date(2021, 7, 4), date_end=date(2021, 7, 5), **_FLOW)  # fmt: skip
TOTAL = claim("second", "nearly 1,600", 1600, Qualifier.NEARLY, Measure.ARRIVAL,
              date_end=date(2021, 7, 5), period=PeriodKind.CUMULATIVE, **_FLOW)  # fmt: skip
ROOM = claim("third", "up to 2,500", 2500, Qualifier.AT_MOST, Measure.CAPACITY, group=Group.REFUGEES,
             place="Lower Bank", place_code="x.low", speaker="head of the emergency committee",
             period=PeriodKind.AS_OF)  # fmt: skip
HOME = claim("third", "about 400", 400, Qualifier.ABOUT, Measure.RETURN, group=Group.PEOPLE,
             origin="Lower Bank", destination="Upper Bank", origin_code="x.low", destination_code="x.up",
             date_start=date(2021, 7, 8), date_end=date(2021, 7, 8), confirmed=False,
             speaker="an official")  # fmt: skip
FLIGHTS = claim("third", "Three flights", 3, Qualifier.EXACT, Measure.ASSISTANCE, unit=Unit.FLIGHTS)
DENIAL = claim("fourth", "no more than 900", 900, Qualifier.AT_MOST, Measure.ARRIVAL,
               date_end=date(2021, 7, 12), period=PeriodKind.CUMULATIVE,
               **{**_FLOW, "speaker": "the ministry"})  # fmt: skip
WAITING = claim("undated", "Two thousand", 2000, Qualifier.EXACT, Measure.NEED, unit=Unit.HOUSEHOLDS)
CLAIMS = {c.id: c for c in (WAVE, NIGHT, TOTAL, ROOM, HOME, FLIGHTS, DENIAL, WAITING)}


def _event(one: Claim, kind: PeriodKind = PeriodKind.EVENT) -> Event:
    read = policy().interval(one.value, one.qualifier, words=one.text, unit=one.unit)
    return Event(
        id=f"e-{one.id}", measure=one.measure, unit=one.unit, group=one.group, kind=kind, status=one.status,
        bounds=read, claims=(one.id,), origin_code=one.origin_code, destination_code=one.destination_code,
        date_start=one.date_start, date_end=one.date_end, confirmed=one.confirmed,
        why=(f"same speaker, same night as {one.text}",), origins=(one.speaker or "outlet",),
        label=f"{one.text} crossing",
    )  # fmt: skip


def situation(known: date | None = None) -> Situation:
    """The case as known at the end of a day."""
    reports = {r.id: r for r in REPORTS.values() if known is None or (r.day and r.day <= known)}
    claims = {k: c for k, c in CLAIMS.items() if c.report in reports}
    moves = [c for c in (WAVE, NIGHT, TOTAL, HOME, DENIAL) if c.id in claims]
    return Situation(
        title=f"Upper and Lower Bank {EVIL}",
        known=known,
        reports=reports,
        claims=claims,
        events=tuple(_event(c, c.period) for c in moves),
        figures=tuple(_figures(claims)),
        alerts=tuple(_alerts(claims)),
        story=tuple(_story(claims)),
        rooms=tuple(_rooms(claims)),
        places=PLACES,
        unknown=("sex and age of those who crossed", "wounded among them"),
        problems=(Problem("R007", "the date is not stated", "undated", "Give it."),) if known is None else (),
        policy=policy().label,
        outlook=OUTLOOK if known is None else (),
        busiest="Busiest day reported: 5 Jul 2021, 1,037 people",
    )


OUTLOOK = (
    Forecast("none", 0, None, note="Two observations are too few."),
    Forecast("scenario", 7, Bounds(0, None, 3500), ("up to 500 a day",)),
    Forecast("scenario", 30, Bounds(0, None, 15000), ("up to 500 a day",)),
    Forecast("scenario", 30, Bounds(15000, None, None), ("more than 500 a day",)),
)


def _figures(claims: dict[str, Claim]) -> list[KeyFigure]:
    out = []
    if TOTAL.id in claims:
        conflict = Conflict(
            (TOTAL.id, DENIAL.id), "Nearly 1,600 cannot be among no more than 900.",
            (((TOTAL.id, NIGHT.id), Bounds(1550, 1599, 1599)), ((DENIAL.id,), Bounds(0, None, 900))),
        )  # fmt: skip
        out.append(_figure("arrivals", "in", "Soldiers who crossed", Tally(
            Question(Measure.ARRIVAL, "x.low"), Bounds(1550, 1599, 1599), (WAVE.id, NIGHT.id, TOTAL.id),
            (TOTAL.id,), (TOTAL.id,), (f"e-{TOTAL.id}",), (conflict,) if DENIAL.id in claims else (),
            set_aside={ROOM.id: "a capacity, not people"} if ROOM.id in claims else {}, policy="wording v1",
        )))  # fmt: skip
    if WAVE.id in claims:
        out.append(_figure("third-wave", "in", "of them on 3 July", Tally(
            Question(Measure.ARRIVAL, "x.low"), Bounds(301, 301, 399, soft_high=True), (WAVE.id,),
            (WAVE.id,), (WAVE.id,), (f"e-{WAVE.id}",), policy="wording v1",
        ), parent="arrivals"))  # fmt: skip
    if HOME.id in claims:
        out.append(_figure("home", "out", "Flown home", Tally(
            Question(Measure.RETURN, "x.up"), Bounds(360, 400, 440), (HOME.id,), (HOME.id,), (HOME.id,),
            (f"e-{HOME.id}",), policy="wording v1",
        ), confirmed=False))  # fmt: skip
        out.append(_figure("here", "here", "Present in Lower Bank", Tally(
            Question(Measure.HOSTED, "x.low"), Bounds(0, None, None), policy="wording v1",
        )))  # fmt: skip
    return out


def _figure(
    slug: str, section: str, title: str, tally: Tally, *, confirmed: bool = True, parent: str = ""
) -> KeyFigure:
    return KeyFigure(slug, section, title, tally, period="to 5 Jul 2021", confirmed=confirmed, parent=parent)


def _alerts(claims: dict[str, Claim]) -> list[Alert]:
    out = []
    if DENIAL.id in claims:
        out.append(
            Alert("contradiction", "900 or 1,600", "The ministry against the service.", (TOTAL.id, DENIAL.id))
        )
    if HOME.id in claims:
        out.append(Alert("unconfirmed", "About 400 flown home", "One unnamed official.", (HOME.id,)))
        out.append(Alert("inferred_date", "Bank Radio", "No year stated.", (), REPORTS["third"].id))
    return out


def _story(claims: dict[str, Claim]) -> list[StoryLine]:
    out = [
        StoryLine(c.date_end, c.report, c.sentence, c.sentence.of(_text(c)), c.speaker, (c.id,), c.confirmed)
        for c in (WAVE, NIGHT, HOME)
        if c.id in claims
    ]
    if DENIAL.id in claims:
        text = REPORTS["fourth"].text
        start = text.index("It will hold")
        span = Span(start, len(text))
        out.append(
            StoryLine(
                date(2021, 8, 1), REPORTS["fourth"].id, span, span.of(text), None, (), ahead=True, dated=True
            )
        )
    return out


def _text(one: Claim) -> str:
    return next(r.text for r in REPORTS.values() if r.id == one.report)


def _rooms(claims: dict[str, Claim]) -> list[Room]:
    if ROOM.id not in claims:
        return []
    people = Bounds(0, None, 2500)
    need = Need("shelter", "Covered floor", Bounds(0, None, 8750), "m²", "Sphere 2018, shelter standard 3")
    guess = Need("water", "Water", Bounds(18750, 37500, 37500), "l a day", "Sphere 2018", assumption=True)
    outlook = (
        Forecast(
            "scenario", 30, Bounds(12, 40, None), ("arrivals as in the last week",), note="days to full"
        ),
        Forecast("none", 90, None, note="Too few observations for a forecast."),
    )
    land = Limit(
        "land", "land.settlement", 2.0, "ha", 444, 11.25, 9.25, "Sphere 2018, shelter standard 2", False
    )
    tests = ((ROOM.id, CapacityTest(Bounds(2500, 2500, 2500), (land,), (land,))),)
    return [Room(ROOM.id, "Lower Bank", 2500, outlook, Plan(people, 30, (need, guess), (ROOM.id,)), tests)]
