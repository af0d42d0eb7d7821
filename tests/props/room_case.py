"""A large case as a room holds it, always the same: reports in sentences, at real places, developments too.

Takes the figures of `props/crises.py`; gives reports that tell them in sentences, with the developments that
stand between them: crossings shut and opened, towns taken, pledges, denials. `fill` writes a case of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path

from panj.gazetteer.world import World
from panj.model import (
    Block,
    BlockKind,
    Claim,
    Development,
    DevelopmentKind,
    DevelopmentStatus,
    Measure,
    PeriodKind,
    Place,
    Qualifier,
    Report,
    Span,
    Status,
)
from panj.store import Reading, Store
from props.crises import crises

_PER_REPORT, _WITHIN = 5, timedelta(days=6)
_ASIDE = 150  # words of other matter in a report, by which no two are taken for versions of one text
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu", "va", "zi", "ko", "pe")
_DISTRICTS = 12
_FEWER = 40
_UNSURE, _DENIED, _WEAK = 0.04, 0.004, 0.03  # shares of claims: not confirmed, denied, read with doubt
_VERBS = {
    Measure.ARRIVAL: "people crossed into {to} from {origin}",
    Measure.INTERNAL_DISPLACEMENT: "people were displaced in {place}",
    Measure.RETURN: "people went back from {origin} to {to}",
    Measure.KILLED: "people were killed in {place}",
    Measure.HOSTED: "refugees were living in {place}",
}
_K, _S = DevelopmentKind, DevelopmentStatus
_TOLD = (
    (_K.CROSSING_STATUS, "close", "{who} closed the border crossing at {place}", _S.HAPPENED),
    (_K.CROSSING_STATUS, "reopen", "{who} reopened the border crossing at {place}", _S.HAPPENED),
    (_K.CONTROL, "capture", "Rebels captured the town of {place}", _S.HAPPENED),
    (_K.CONTROL, "retake", "The army retook the town of {place}", _S.UNCONFIRMED),
    (_K.PLEDGE, "promise", "{who} promised tents and grain for {place}", _S.HAPPENED),
    (_K.DENIAL, "deny", "{who} denied that anybody was turned away at {place}", _S.HAPPENED),
    (_K.WARNING, "warn", "{who} warned that many more may come to {place}", _S.POSSIBLE),
    (_K.PREPARATION, "prepare", "{who} is preparing a camp near {place}", _S.UNDER_WAY),
    (_K.MEETING, "meet", "{who} will meet the governors in {place}", _S.PLANNED),
)
_WHO = ("The interior ministry", "UNHCR", "The border guard service", "A provincial governor", "IOM")

Told = tuple[Report, Reading]


def told(claims: int, *, countries: int = 40, years: int = 10, seed: int = 0) -> Iterator[Told]:
    """Reports with what reading them gave, country by country."""
    for code, (reports, figures) in crises(claims, countries=countries, years=years, seed=seed):
        heads = {r.id: r for r in reports}
        for n, group in enumerate(_grouped(figures, heads)):
            yield _report(f"{code}{n}", code, group, heads[group[-1].report])


def fill(path: Path, claims: int, *, countries: int = 40, years: int = 10, seed: int = 0) -> None:
    """Writes them into a new case file."""
    made = told(claims, countries=countries, years=years, seed=seed)
    with Store.open(path) as store:
        while part := list(islice(made, 1_000)):
            store.add_reports([report for report, _ in part])
            store.put_readings([reading for _, reading in part])


def _grouped(figures: Sequence[Claim], heads: dict[str, Report]) -> Iterator[list[Claim]]:
    """Figures of one outlet within days of each other, a report's worth at a time."""
    by_outlet: dict[str, list[Claim]] = {}
    for c in figures:
        by_outlet.setdefault(heads[c.report].outlet or "", []).append(c)
    for mine in by_outlet.values():
        group: list[Claim] = []
        for c in mine:
            far = group and _day(heads[c.report]) - _day(heads[group[0].report]) > _WITHIN
            if group and (far or len(group) >= _PER_REPORT):
                yield group
                group = []
            group.append(c)
        yield group


def _day(report: Report):  # type: ignore[no-untyped-def]
    assert report.day is not None
    return report.day


@cache
def districts(country: str) -> tuple[Place, ...]:
    """A dozen provinces and districts of a country, by the gazetteer that ships with Panj."""
    world = World.default()
    first, last = world.meta["countries"][country]
    found = [world.record(n).place for n in range(first, last + 1)]
    kept = [p for p in found if p.kind != "country" and p.lat is not None]
    return tuple(kept[:_DISTRICTS])


@cache
def _country(code: str) -> Place:
    world = World.default()
    return world.record(world.meta["countries"][code][0]).place


def _place(code: str | None) -> Place | None:
    """The real place behind a code of `props/crises.py`: TD, TD-07."""
    if code is None:
        return None
    country, _, nth = code.partition("-")
    here = districts(country)
    return here[int(nth) % len(here)] if nth and here else _country(country)


def _placed(claim: Claim) -> Claim:
    """The same figure at real places."""
    sides = {side: _place(getattr(claim, f"{side}_code")) for side in ("origin", "destination", "place")}
    names = {side: p.name if p else None for side, p in sides.items()}
    codes = {f"{side}_code": p.code if p else None for side, p in sides.items()}
    return (
        _few(replace(claim, **names, **codes))
        if claim.measure is Measure.KILLED
        else replace(claim, **names, **codes)
    )


def _few(claim: Claim) -> Claim:
    """The dead are few where those who move are many: a fortieth, so that small counts stand among them."""
    value = claim.value // _FEWER + (1 if claim.qualifier is not Qualifier.AT_LEAST else 0)
    text = re.sub(r"[\d,]+", f"{value:,.0f}", claim.text)
    return replace(claim, value=value, text=text)


def _report(name: str, code: str, group: Sequence[Claim], head: Report) -> Told:
    rng = random.Random(name)
    figures = [_placed(c) for c in group]
    events = [_event(rng, code, head) for _ in range(rng.choice((0, 1, 1, 2)))]
    lines = [_sentence(c) for c in figures] + [text for _, text in events] + [_aside(rng)]
    ends = [sum(len(t) + 1 for t in lines[: n + 1]) - 1 for n in range(len(lines))]
    starts = [e - len(t) for e, t in zip(ends, lines, strict=True)]
    blocks = tuple(Block(s, e, BlockKind.BODY) for s, e in zip(starts, ends, strict=True))
    title = f"{_country(code).name}: {figures[0].text} people"
    report = Report(
        "\n".join(lines),
        head.published,
        head.outlet,
        f"https://{code}{(head.outlet or '')[-1]}.example/{name}",
        title,
        name=name,
        blocks=blocks,
    )
    claims = tuple(_claim(rng, report, c, starts[n], ends[n], n) for n, c in enumerate(figures))
    spans = zip(events, starts[len(figures) : -1], ends[len(figures) : -1], strict=True)
    found = tuple(
        replace(d, id=f"{name}d{n}", report=report.id, start=s, end=s + len(d.text), sentence=Span(s, e))
        for n, ((d, _), s, e) in enumerate(spans)
    )
    return report, Reading(report.id, claims, "made", developments=found)


def _aside(rng: random.Random) -> str:
    """Words of no language: what else a report says."""
    words = ("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(_ASIDE))
    return f"{' '.join(words).capitalize()}."


def _sentence(claim: Claim) -> str:
    words = _VERBS[claim.measure].format(
        to=claim.destination, origin=claim.origin or "abroad", place=claim.place
    )
    when = f" on {claim.date_end:%d %B %Y}" if claim.date_end else ""
    if claim.period is PeriodKind.CUMULATIVE:
        when = f" between {claim.date_start:%d %B %Y} and {claim.date_end:%d %B %Y}"
    said = f", the {claim.speaker} said" if claim.speaker else ""
    return f"{claim.text[:1].upper()}{claim.text[1:]} {words}{when}{said}."


def _claim(rng: random.Random, report: Report, claim: Claim, start: int, end: int, n: int) -> Claim:
    draw = rng.random()
    return replace(
        claim,
        id=f"{report.name}-{n}",
        report=report.id,
        start=start,
        end=start + len(claim.text),
        sentence=Span(start, end),
        chain=tuple(x for x in (claim.speaker, report.outlet) if x),
        confirmed=draw >= _UNSURE,
        status=Status.DENIED if draw > 1 - _DENIED else claim.status,
        confidence=0.3 if rng.random() < _WEAK else 0.9,
        rules=("made",),
    )


def _event(rng: random.Random, code: str, head: Report) -> tuple[Development, str]:
    kind, trigger, words, status = rng.choice(_TOLD)
    who, place = rng.choice(_WHO), rng.choice(districts(code) or (_country(code),))
    when = _day(head) + timedelta(days=rng.choice((3, 8)) if status is _S.PLANNED else -rng.randrange(3))
    phrase = words.format(who=who, place=place.name)
    made = Development(
        id="",
        report="",
        start=0,
        end=len(phrase),
        text=phrase,
        kind=kind,
        status=status,
        sentence=Span(0, 0),
        trigger=trigger,
        actors=(who,) if "{who}" in words else tuple(phrase.split(f" {trigger}")[0].split("  ")),
        place=place.name,
        place_code=place.code,
        date_start=when,
        date_end=when,
        speaker=rng.choice((who, None)),
        chain=(who, head.outlet or ""),
        rules=("made",),
    )
    return made, f"{phrase} on {when:%d %B %Y}."
