"""A large case, always the same: displacement in many countries over many years, told over and over.

Gives reports and claims country by country, so that no more of it than one country need be held. In each
country crossings happen and are told by several outlets, exactly, rounded, undated or with a district; totals
since the first of January grow from fortnight to fortnight; numbers hosted are given month by month.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from panj.model import Block, BlockKind, Claim, Group, Measure, PeriodKind, Qualifier, Report, Span, Unit

FIRST = date(2014, 1, 1)
_CODES = """
TD SD SS UG KE ET SO CD CF CM NG NE ML BF TZ RW BI MZ AO LY
LB JO IQ TR YE IR PK AF TJ UZ BD MM TH CO EC PE BR PL MD RO
"""
COUNTRIES = tuple(_CODES.split())
KINDS = (
    (Measure.ARRIVAL, 60),
    (Measure.INTERNAL_DISPLACEMENT, 20),
    (Measure.RETURN, 10),
    (Measure.KILLED, 10),
)
GROUPS = (Group.REFUGEES, Group.CIVILIANS, Group.SOLDIERS, None)
VOICES = ("UNHCR", "border guards", "interior ministry", "local officials", "IOM", None, None)
_OCCURRENCES = 0.85  # of all claims; the others are totals and numbers on a day
_PER_REPORT = 4
OUTLETS = 4  # of one country

Material = tuple[list[Report], list[Claim]]


@dataclass(frozen=True)
class Crossing:
    """What truly happened."""

    day: date
    measure: Measure
    group: Group | None
    place: str
    size: int


@dataclass
class _Line:
    """One claim before it has a report."""

    published: date
    outlet: int
    words: str
    value: float
    qualifier: Qualifier
    more: dict[str, object]


def crises(
    claims: int, *, countries: int = 40, years: int = 10, seed: int = 0
) -> Iterator[tuple[str, Material]]:
    """Country by country its reports and claims, `claims` of them in all, 20 to an occurrence."""
    for code in COUNTRIES[:countries]:
        yield code, country(code, claims // countries, years=years, seed=seed)


def country(code: str, claims: int, *, years: int = 10, seed: int = 0) -> Material:
    """The reports and claims of one country."""
    rng = random.Random(f"{seed} {code}")
    happened = _happened(rng, code, max(1, claims // 20), years)
    told = int(claims * _OCCURRENCES)
    lines = [_told(rng, happened[n % len(happened)], code) for n in range(told)]
    totals = (claims - told) * 2 // 3
    lines += [_total(rng, happened, code, years) for _ in range(totals)]
    lines += [_hosted(rng, code, years) for _ in range(claims - told - totals)]
    return _reports(code, lines)


def _happened(rng: random.Random, code: str, events: int, years: int) -> list[Crossing]:
    measures = [m for m, weight in KINDS for _ in range(weight)]
    return [
        Crossing(
            FIRST + timedelta(days=rng.randrange(365 * years)),
            rng.choice(measures),
            rng.choice(GROUPS),
            f"{code}-{rng.randrange(12):02}",
            int(10 ** rng.uniform(1.0, 4.0)) + 1,
        )
        for _ in range(events)
    ]


def _worded(rng: random.Random, size: int) -> tuple[str, float, Qualifier]:
    rough = size // 10 * 10
    return rng.choice(
        (
            (f"{size:,}", float(size), Qualifier.EXACT),
            (f"{size:,}", float(size), Qualifier.EXACT),
            (f"more than {rough - 1:,}", rough - 1.0, Qualifier.AT_LEAST),
            (f"about {size:,}", float(size), Qualifier.ABOUT),
        )
    )


def _told(rng: random.Random, c: Crossing, code: str) -> _Line:
    words, value, hedge = _worded(rng, c.size)
    published = c.day + timedelta(days=rng.randrange(4))
    place = rng.choice((c.place, c.place, code))
    dated = rng.random() < 0.85
    more: dict[str, object] = {
        "measure": c.measure,
        "group": c.group,
        "date_start": c.day if dated else None,
        "date_end": c.day if dated else None,
    }
    return _Line(
        published, rng.randrange(OUTLETS), words, value, hedge, more | _route(c.measure, place, code)
    )


def _route(measure: Measure, place: str, code: str) -> dict[str, object]:
    if measure in (Measure.KILLED, Measure.INTERNAL_DISPLACEMENT, Measure.HOSTED):
        return {"place": place, "place_code": place}
    from_ = COUNTRIES[(COUNTRIES.index(code) + 1) % len(COUNTRIES)]
    return {"destination": place, "destination_code": place, "origin": from_, "origin_code": from_}


def _total(rng: random.Random, happened: list[Crossing], code: str, years: int) -> _Line:
    """Arrivals since the first of January, at the end of a fortnight."""
    start = FIRST.replace(year=FIRST.year + rng.randrange(years))
    end = start + timedelta(days=14 * rng.randint(1, 25))
    inside = sum(c.size for c in happened if c.measure is Measure.ARRIVAL and start <= c.day <= end)
    words, value, hedge = _worded(rng, inside + 11)
    if hedge is Qualifier.EXACT:
        words, value, hedge = f"more than {inside - 1:,}", inside - 1.0, Qualifier.AT_LEAST
    more = {
        "measure": Measure.ARRIVAL,
        "period": PeriodKind.CUMULATIVE,
        "date_start": start,
        "date_end": end,
    }
    published = end + timedelta(days=rng.randrange(3))
    return _Line(
        published, rng.randrange(OUTLETS), words, value, hedge, more | _route(Measure.ARRIVAL, code, code)
    )


def _hosted(rng: random.Random, code: str, years: int) -> _Line:
    day = (FIRST + timedelta(days=rng.randrange(365 * years))).replace(day=1)
    value = 10_000 + 37 * (day - FIRST).days
    more = {
        "measure": Measure.HOSTED,
        "group": Group.REFUGEES,
        "period": PeriodKind.AS_OF,
        "date_start": day,
        "date_end": day,
    }
    published = day + timedelta(days=rng.randrange(6))
    line = _route(Measure.HOSTED, code, code)
    return _Line(published, rng.randrange(OUTLETS), f"{value:,}", float(value), Qualifier.EXACT, more | line)


def _reports(code: str, lines: list[_Line]) -> Material:
    lines.sort(key=lambda line: (line.published, line.outlet))
    groups: list[list[_Line]] = []
    for line in lines:
        last = groups[-1] if groups else []
        same = last and (last[0].published, last[0].outlet) == (line.published, line.outlet)
        if same and len(last) < _PER_REPORT:
            last.append(line)
        else:
            groups.append([line])
    reports, claims = [], []
    for n, group in enumerate(groups):
        report, made = _report(f"{code}{n}", group, random.Random(f"{code} {n}"))
        reports.append(report)
        claims += made
    return reports, claims


def _report(name: str, group: list[_Line], rng: random.Random) -> tuple[Report, list[Claim]]:
    said = [f"{line.words} people, {name}, {rng.getrandbits(64):x}." for line in group]
    outlet = f"Outlet {group[0].outlet}"
    ends = [sum(len(t) + 1 for t in said[: n + 1]) - 1 for n in range(len(said))]
    lines = tuple(Block(e - len(t), e, BlockKind.BODY) for e, t in zip(ends, said, strict=True))
    when = group[0].published.isoformat()
    report = Report("\n".join(said), when, outlet, f"https://{name}", name=name, blocks=lines)
    key, claims, at = report.id, [], 0
    for n, (line, text) in enumerate(zip(group, said, strict=True)):
        claims.append(
            Claim(
                id=f"{name}-{n}",
                report=key,
                start=at,
                end=at + len(line.words),
                text=line.words,
                value=line.value,
                qualifier=line.qualifier,
                unit=Unit.PERSONS,
                sentence=Span(at, at + len(text)),
                speaker=rng.choice(VOICES),
                **line.more,  # type: ignore[arg-type]
            )
        )
        at += len(text) + 1
    return report, claims
