"""Large and contradictory cases: the example reports many times over, and a crisis that does not add up.

Gives reports and claims as reading would: every claim stands in the text of its report, so that a whole
situation can be built of them. The same arguments give the same case.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from panj.claims import extract
from panj.model import Block, BlockKind, Claim, Group, Measure, PeriodKind, Qualifier, Report, Span, Unit
from panj.reports import date_all, read

Material = tuple[list[Report], list[Claim]]

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tajik-border-2021"
FIRST = date(2022, 3, 1)
DISTRICTS = ("TJ-KT", "TJ-GB", "TJ-SU", "TJ-DU")
GROUPS = (Group.CIVILIANS, Group.SOLDIERS)
OUTLETS = tuple(
    f"{name} {kind}" for name in ("Lake", "Hill", "River", "Valley") for kind in ("Wire", "Radio")
)
VOICES = ("border guards", "the interior ministry", "the governor", "UNHCR", None)
NOUNS = {Group.CIVILIANS: "civilians", Group.SOLDIERS: "soldiers"}


@cache
def example() -> Material:
    """The example reports and what extraction reads in them."""
    reports = date_all([r for r in read([EXAMPLE]) if isinstance(r, Report)])
    return reports, [c for r in reports for c in extract(r)]


def copied(times: int, *, shift: int = 0) -> Material:
    """The example `times` over, each copy by other outlets under other ids, `shift` days after the last."""
    reports, claims = example()
    all_reports: list[Report] = []
    all_claims: list[Claim] = []
    for n in range(times):
        days = timedelta(days=n * shift)
        renamed = {
            r.id: replace(r, outlet=f"{r.outlet} {n}", published=_later(r.published, days)) for r in reports
        }
        all_reports += renamed.values()
        all_claims += [_copy(c, renamed[c.report].id, n, days) for c in claims]
    return all_reports, all_claims


def _copy(claim: Claim, report: str, n: int, days: timedelta) -> Claim:
    return replace(
        claim,
        id=f"{claim.id}-{n}",
        report=report,
        part_of=f"{claim.part_of}-{n}" if claim.part_of else None,
        date_start=claim.date_start and claim.date_start + days,
        date_end=claim.date_end and claim.date_end + days,
    )


def _later(published: str | None, days: timedelta) -> str | None:
    return None if published is None else (date.fromisoformat(published[:10]) + days).isoformat()


@dataclass
class Writer:
    """Puts claims into the texts of reports, a few to each."""

    rng: random.Random
    lines: dict[tuple[date, str], list[tuple[str, str, dict[str, object]]]] = field(default_factory=dict)

    def say(self, words: str, rest: str, published: date, **more: object) -> None:
        """One sentence that begins with a figure."""
        self.lines.setdefault((published, self.rng.choice(OUTLETS)), []).append((words, rest, more))

    def done(self) -> Material:
        """Reports and claims."""
        reports, claims = [], []
        for n, ((published, outlet), lines) in enumerate(sorted(self.lines.items())):
            text = "\n".join(f"{words} {rest}." for words, rest, _ in lines)
            blocks, at, made = [], 0, []
            for words, rest, more in lines:
                end = at + len(words) + len(rest) + 2
                blocks.append(Block(at, end, BlockKind.BODY))
                made.append((at, words, Span(at, end), more))
                at = end + 1
            report = Report(text, published.isoformat(), outlet, f"m{n}", name=f"m{n}", blocks=tuple(blocks))
            reports.append(report)
            claims += [_claim(f"m{n}-{i}", report.id, *m) for i, m in enumerate(made)]
        return reports, claims


def _claim(name: str, report: str, at: int, words: str, sentence: Span, more: dict[str, object]) -> Claim:
    return Claim(
        id=name,
        report=report,
        start=at,
        end=at + len(words),
        text=words,
        measure=Measure.ARRIVAL,
        unit=Unit.PERSONS,
        sentence=sentence,
        origin="Afghanistan",
        origin_code="AF",
        **more,  # type: ignore[arg-type]
    )


def mess(claims: int, *, events: int = 300, contradictions: int = 30, seed: int = 0) -> Material:
    """Occurrences told several times over a year, totals that overlap, some of them far too small.

    Args:
        claims: how many in all.
        events: occurrences; fewer where there are too few claims for them.
        contradictions: totals that are below what lies in them; all hang together by the running totals.
        seed: of the draw.
    """
    rng = random.Random(seed)
    events, contradictions = min(events, claims // 3), min(contradictions, claims // 20)
    told = Writer(rng)
    happened = []
    for n in range(events):
        day = FIRST + timedelta(days=n * 360 // events)
        happened.append(
            (day, rng.choice(DISTRICTS), rng.choice(GROUPS), int(10 ** rng.uniform(1.0, 3.5)) + 1)
        )
    sums = max(contradictions, claims // 6)
    for n in range(claims - sums):
        _tell(told, happened[n % events], rng)
    for n in range(sums):
        _sum(told, happened, rng, false=n < contradictions)
    return told.done()


def _tell(told: Writer, crossing: tuple[date, str, Group, int], rng: random.Random) -> None:
    day, place, group, size = crossing
    rough = size // 10 * 10
    words, value, hedge = rng.choice(
        (
            (f"{size:,}", size, Qualifier.EXACT),
            (f"more than {rough - 1:,}", rough - 1, Qualifier.AT_LEAST),
            (f"about {size:,}", size, Qualifier.ABOUT),
        )
    )
    told.say(
        words,
        f"{NOUNS[group]} crossed on {day:%B} {day.day}",
        day + timedelta(days=rng.randint(0, 3)),
        value=float(value),
        qualifier=hedge,
        group=group,
        destination=place,
        destination_code=place,
        date_start=day,
        date_end=day,
        speaker=rng.choice(VOICES),
    )


def _sum(
    told: Writer, happened: list[tuple[date, str, Group, int]], rng: random.Random, *, false: bool
) -> None:
    start = FIRST + timedelta(days=rng.randint(0, 300))
    end = start + timedelta(days=rng.randint(10, 60))
    running = not false and rng.random() < 0.3
    first = FIRST if running else start
    group, place = rng.choice(GROUPS), rng.choice(("TJ", "TJ", *DISTRICTS))
    inside = [s for d, p, g, s in happened if first <= d <= end and g is group and p.startswith(place)]
    size = max(1, sum(inside) // 2 if false else sum(inside) + rng.randint(0, 200))
    words, hedge = (
        (f"{size:,}", Qualifier.EXACT)
        if false or rng.random() < 0.5
        else (
            f"at least {size // 2:,}",
            Qualifier.AT_LEAST,
        )
    )
    told.say(
        words,
        f"{NOUNS[group]} have come in all, by {end:%B} {end.day}",
        end + timedelta(days=rng.randint(0, 2)),
        value=float(size if hedge is Qualifier.EXACT else size // 2),
        qualifier=hedge,
        group=group,
        destination=place,
        destination_code=place,
        date_start=end if running else start,
        date_end=end,
        period=PeriodKind.CUMULATIVE,
        speaker=rng.choice(VOICES),
    )
