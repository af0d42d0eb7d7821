"""Simulated worlds: crossings that truly happened, and reports of them that are true but hedged, rounded,
partial and copied. What the reports leave possible must always hold the truth.

A world is drawn from one `random.Random`, so that a seed names it. Crossings lie days apart, so that which
claim speaks of which crossing is never in doubt: linking is tested on its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from panj.bounds import policy
from panj.model import Qualifier
from props.cases import Case

FIRST = date(2021, 6, 1)
DISTRICTS = ("TJ-KT-A", "TJ-KT-B", "TJ-GB-C", "TJ-GB-D")
GROUPS = ("soldiers", "civilians")
VOICES = ("border guards", "interior ministry", "UNHCR", None)


@dataclass(frozen=True)
class Crossing:
    """What truly happened."""

    day: date
    place: str
    group: str
    size: int


@dataclass
class World:
    """Crossings, the case that reports make of them, and which claims speak of which crossing."""

    rng: random.Random
    crossings: list[Crossing] = field(default_factory=list)
    case: Case = field(default_factory=Case)
    told: dict[int, list[tuple[str, str | None, str]]] = field(default_factory=dict)

    @property
    def last(self) -> date:
        return self.crossings[-1].day

    def truth(self, place: str, group: str | None, start: date | None, end: date | None) -> int:
        """How many truly crossed."""
        return sum(c.size for c in self.crossings if _in(c.place, c.group, c.day, place, group, start, end))

    def reported(self, place: str, group: str | None, start: date | None, end: date | None) -> int:
        """How many truly crossed in crossings whose reports place them in what is asked."""
        total = 0
        for i, lines in self.told.items():
            spot = max((p for p, _, _ in lines), key=len)
            who = next((g for _, g, _ in lines if g), "people")
            if _in(spot, who, self.crossings[i].day, place, group, start, end):
                total += self.crossings[i].size
        return total


def _in(
    spot: str, who: str, day: date, place: str, group: str | None, start: date | None, end: date | None
) -> bool:
    inside = spot.startswith(place) and (group is None or who == group)
    return inside and (start is None or day >= start) and (end is None or day <= end)


def world(seed: int) -> World:
    """The world of a seed."""
    made = World(random.Random(seed))
    rng, day = made.rng, FIRST
    for _ in range(rng.randint(1, 7)):
        day += timedelta(days=rng.randint(4, 12))
        size = max(1, int(10 ** rng.uniform(0.3, 3.7)))
        made.crossings.append(Crossing(day, rng.choice(DISTRICTS), rng.choice(GROUPS), size))
    for i in range(len(made.crossings)):
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            report_crossing(made, i)
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        report_total(made)
    if rng.random() < 0.4:
        report_row(made)
    if rng.random() < 0.4:
        report_breakdown(made)
    if rng.random() < 0.3:
        copy(made)
    return made


def wordings(truth: int) -> Iterator[tuple[str, float, Qualifier, float | None]]:
    """True ways to put a number: words, value, hedge, upper end; each allows the truth by the policy."""
    found: list[tuple[str, float, Qualifier, float | None]] = [(f"{truth:,}", truth, Qualifier.EXACT, None)]
    for digits in (1, 2, 3):
        unit = 10 ** max(0, len(str(truth)) - digits)
        down, up = truth // unit * unit, -(-truth // unit) * unit
        for n in {down, up, round(truth / unit) * unit} - {0}:
            found += [
                (f"{n:,}", n, Qualifier.EXACT, None),
                (f"more than {n:,}", n, Qualifier.AT_LEAST, None),
                (f"at least {n:,}", n, Qualifier.AT_LEAST, None),
                (f"nearly {n:,}", n, Qualifier.NEARLY, None),
                (f"about {n:,}", n, Qualifier.ABOUT, None),
                (f"up to {n:,}", n, Qualifier.AT_MOST, None),
            ]
        found.append((f"{down:,} to {up:,}", down, Qualifier.RANGE, up))
    for words, value in (("dozens", 24), ("hundreds", 200), ("thousands", 2000)):
        found.append((words, value, Qualifier.ORDER, None))
    for words, value, hedge, top in found:
        bounds = policy().interval(value, hedge, value_high=top, words=words)
        if bounds.low <= truth <= (bounds.high if bounds.high is not None else truth):
            yield words, value, hedge, top


def say(made: World, truth: int, published: date, **more: object) -> str:
    """One more report that puts a number in true words."""
    rng = made.rng
    words, value, hedge, top = rng.choice(list(wordings(truth)))
    n = len(made.case.reports)
    report = made.case.report(f"r{n}", published.isoformat(), rng.choice(("A", "B", "C")) + str(n))
    more.setdefault("speaker", rng.choice(VOICES))
    return made.case.says(report, words, value=value, qualifier=hedge, value_high=top, **more)


def report_crossing(made: World, i: int, *, as_before: bool = False) -> str:
    """A claim of one crossing, with its place and group as finely as the reporter cared.

    With `as_before`, no finer than a claim that was there.
    """
    c, rng = made.crossings[i], made.rng
    place = rng.choice((c.place, c.place[:5], "TJ"))
    group = rng.choice((c.group, c.group, None))
    if as_before:
        place, group, _ = rng.choice(made.told[i])
    on = rng.choice((c.day.isoformat(), f"{c.day - timedelta(days=1)}/{c.day}"))
    published = c.day + timedelta(days=rng.randint(0, 3))
    claim = say(made, c.size, published, to=place, origin="AF", group=group, on=on)
    made.told.setdefault(i, []).append((place, group, claim))
    return claim


def report_total(made: World, *, run: bool | None = None) -> str:
    """A true total over some days, or a running one without its first day."""
    rng = made.rng
    start = FIRST + timedelta(days=rng.randint(0, 20))
    end = start + timedelta(days=rng.randint(3, 50))
    running = rng.random() < 0.4 if run is None else run
    place, group = rng.choice(("TJ", "TJ-KT", "TJ-GB")), rng.choice((*GROUPS, None))
    truth = made.truth(place, group, None if running else start, end)
    on = end.isoformat() if running else f"{start}/{end}"
    if truth == 0:
        return ""
    return say(made, truth, end, to=place, origin="AF", group=group, on=on, period="cumulative")


def report_row(made: World) -> None:
    """ "The n-th in so many days, bringing the total to …": a total that leaves nothing out."""
    rng = made.rng
    group = rng.choice(GROUPS)
    last = rng.choice(made.crossings)
    start = last.day - timedelta(days=rng.choice((7, 14, 30)))
    counted = [c for c in made.crossings if c.group == group and start <= c.day <= last.day]
    if not counted:
        return
    on = f"{start}/{last.day}"
    truth = sum(c.size for c in counted)
    claim = say(made, truth, last.day, to="TJ", origin="AF", group=group, on=on, period="cumulative")
    made.case.ordinal(claim, len(counted), on, complete=True)


def report_breakdown(made: World) -> None:
    """A crossing in one report with its parts, which make it up."""
    rng = made.rng
    i = rng.randrange(len(made.crossings))
    c = made.crossings[i]
    if c.size < 3:
        return
    whole = say(made, c.size, c.day, to=c.place, origin="AF", group=c.group, on=c.day.isoformat())
    made.told.setdefault(i, []).append((c.place, c.group, whole))
    first = rng.randint(1, c.size - 1)
    report = made.case.claims[-1].report
    for part in (first, c.size - first):
        words, value, hedge, top = rng.choice(list(wordings(part)))
        told = {"value": value, "qualifier": hedge, "value_high": top, "part_of": whole, "partition": True}
        told |= {"origin": "AF", "to": c.place, "group": c.group, "on": c.day.isoformat(), "sentence": 8}
        made.case.says(report, words, **told)


def copy(made: World) -> None:
    """A claim printed again by another outlet a day later."""
    if not made.case.claims:
        return
    original = made.rng.choice(made.case.claims)
    if original.part_of is not None or original.ordinal is not None:
        return
    published = next(r.day for r in made.case.reports if r.id == original.report)
    assert published is not None
    later = published + timedelta(days=1)
    report = made.case.report(f"copy{len(made.case.reports)}", later.isoformat(), "Copier")
    again = replace(original, id=f"{report}-0", report=report)
    made.case.claims.append(again)
    for lines in made.told.values():
        lines.extend([(p, g, again.id) for p, g, claim in lines if claim == original.id][:1])
