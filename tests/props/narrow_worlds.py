"""Simulated worlds whose totals count less than all of a place: one occurrence, one doer's work, one column.

As in `worlds`: what truly happened is drawn from a seed, every report of it is true, and what the reports
leave possible must hold the truth. Here words tell what a total is of, so that reports have texts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from props.cases import Case
from props.worlds import DISTRICTS, FIRST, wordings

KINDS = {
    "blast": ("A blast killed {n} people.", "The death toll of the blast stands at {n}."),
    "flood": ("The flood killed {n} people.", "The toll of the flood rose to {n}."),
    "crash": ("A bus crash killed {n} people.", "The toll of the crash is now {n}."),
    "cholera": ("Cholera killed {n} people.", "So far {n} people have died of cholera."),
    "hunger": ("Hunger killed {n} people.", "So far {n} people have died of hunger."),
}
DOERS = ("Lantern Fund", "Harbour Corps", "the interior ministry")
WHOLE = ("TJ", "TJ-KT", "TJ-GB")


@dataclass(frozen=True)
class Deed:
    """What truly happened: an occurrence of harm, or a journey of one doer; `of`: its kind, or who did it."""

    day: date
    place: str
    of: str
    size: int


@dataclass
class NarrowWorld:
    """Deeds, the case that reports make of them, and which deeds some report counts by number."""

    rng: random.Random
    measure: str
    deeds: list[Deed] = field(default_factory=list)
    case: Case = field(default_factory=Case)
    told: dict[Deed, set[str]] = field(default_factory=dict)

    def truth(self, place: str, start: date | None = None, end: date | None = None) -> int:
        """How many there truly were."""
        return sum(d.size for d in self.deeds if _in(d, place, start, end))

    def reported(self, place: str, start: date | None = None, end: date | None = None) -> int:
        """How many of them some report counts there."""
        here = (d for d, spots in self.told.items() if any(s.startswith(place) for s in spots))
        return sum(d.size for d in here if _in(d, place, start, end))


def _in(deed: Deed, place: str, start: date | None, end: date | None) -> bool:
    inside = deed.place.startswith(place)
    return inside and (start is None or deed.day >= start) and (end is None or deed.day <= end)


def harm_world(seed: int) -> NarrowWorld:
    """People killed by occurrences of several kinds, no kind twice, told one by one and by tolls."""
    made = NarrowWorld(random.Random(seed), "killed")
    rng = made.rng
    for kind in rng.sample(sorted(KINDS), rng.randint(1, len(KINDS))):
        day = FIRST + timedelta(days=rng.randint(0, 20))
        made.deeds.append(Deed(day, rng.choice(DISTRICTS), kind, rng.randint(3, 900)))
    some = rng.choice((0, 0, 1, 2))
    for deed in made.deeds:
        once, so_far = KINDS[deed.of]
        if rng.random() < 0.6:
            _say(made, deed.size, once, deed.day, at=deed.place, on=deed.day.isoformat())
            made.told.setdefault(deed, set()).add(deed.place)
        for _ in range(rng.choice((0, 1, 1, 2))):
            later = deed.day + timedelta(days=rng.randint(1, 15))
            at = rng.choice((deed.place, deed.place[:5], "TJ"))
            _say(made, deed.size, so_far, later, at=at, on=later.isoformat(), period="cumulative")
            if not some:  # a toll of no day may be what a total of some days holds
                made.told.setdefault(deed, set()).add(at)
    for _ in range(some):
        _overall(made, "Since {start} {n} people have been killed in all.", "at")
    return made


def deed_world(seed: int) -> NarrowWorld:
    """People evacuated by several doers, each of whom tells of its own work; some tell of all."""
    made = NarrowWorld(random.Random(seed), "evacuation")
    rng = made.rng
    for _ in range(rng.randint(1, 7)):
        day = FIRST + timedelta(days=4 * rng.randint(0, 6))
        made.deeds.append(Deed(day, rng.choice(DISTRICTS), rng.choice(DOERS), rng.randint(3, 4000)))
    made.deeds = list({(d.day, d.place): d for d in made.deeds}.values())
    for deed in made.deeds:
        if rng.random() < 0.5:
            on = deed.day.isoformat()
            _say(
                made,
                deed.size,
                "On that day {n} people were taken out.",
                deed.day,
                deed.of,
                to=deed.place,
                on=on,
            )
            made.told.setdefault(deed, set()).add(deed.place)
    for doer in DOERS:
        end = FIRST + timedelta(days=4 * rng.randint(2, 7))
        mine = [d for d in made.deeds if d.of == doer and d.day <= end]
        alone = not any(d.of == doer for d in made.told)  # else the high end holds only whom the total forces
        if mine and rng.random() < 0.6:
            said = f"{doer[0].upper()}{doer[1:]} said that it had evacuated {{n}} people since then."
            days = {"to": "TJ", "on": f"{FIRST}/{end}", "period": "cumulative"}
            _say(made, sum(d.size for d in mine), said, end, doer, **days)
            for deed in mine if alone else ():
                made.told.setdefault(deed, set()).add("TJ")
    for _ in range(rng.choice((0, 0, 1, 2))):
        _overall(made, "Since {start} {n} people have been evacuated in all.", "to")
    return made


def table_world(seed: int) -> NarrowWorld:
    """A table of two columns by district, the second (of whom so many are in sites) read as the first."""
    made = NarrowWorld(random.Random(seed), "admission")
    rng, end = made.rng, FIRST + timedelta(days=30)
    rows = {place: rng.randint(20, 20_000) for place in rng.sample(DISTRICTS, rng.randint(2, 4))}
    inside = {place: rng.randint(3, n - 1) for place, n in rows.items()}
    made.deeds = [Deed(end, place, "registered", n) for place, n in rows.items()]
    report = made.case.report("table", end.isoformat())
    said = {"measure": "admission", "period": "cumulative", "on": rng.choice((f"{end}", f"{FIRST}/{end}"))}
    for column, rounded in ((rows, rng.random() < 0.5), (inside, False)):
        total = sum(column.values())
        up = total // 100 + 1  # to three digits or more: "10,000" could be either column's
        words = f"{up}00" if rounded and total % 100 >= 50 and total > 1000 and up % 10 else f"{total}"
        whole = made.case.says(report, words, to="TJ", **said)
        if column is rows or rng.random() < 0.7:
            for place, n in column.items():
                made.case.says(report, f"{n:,}", to=place, part_of=whole, partition=True, **said)
    made.told = {d: {d.place} for d in made.deeds}
    for _ in range(rng.choice((0, 1, 2))):  # some of them, told by the day
        place, day = rng.choice(sorted(rows)), FIRST + timedelta(days=rng.randint(1, 29))
        some = made.case.report(f"day{len(made.case.reports)}", day.isoformat())
        count = rng.randint(1, rows[place])
        if not any(c.report != report and c.destination == place for c in made.case.claims):
            made.case.says(some, f"{count:,}", "admission", to=place, on=day.isoformat())
    return made


def _overall(made: NarrowWorld, words: str, side: str) -> None:
    """A true total of all, whoever did it and whatever they died of."""
    rng = made.rng
    start, end = FIRST + timedelta(days=rng.randint(0, 8)), FIRST + timedelta(days=rng.randint(12, 40))
    place = rng.choice(WHOLE)
    truth = made.truth(place, start, end)
    if truth:
        said = words.replace("{start}", f"{start}")
        _say(made, truth, said, end, on=f"{start}/{end}", period="cumulative", **{side: place})


def _say(
    made: NarrowWorld, truth: int, words: str, published: date, speaker: str | None = None, **more: object
) -> None:
    """One more report of a single sentence, its figure in true words."""
    said, value, hedge, top = made.rng.choice(list(wordings(truth)))
    text = words.replace("{n}", said)
    n = len(made.case.reports)
    report = made.case.report(f"r{n}", published.isoformat(), text=text)
    told = {"value": value, "qualifier": hedge, "value_high": top, "speaker": speaker, "said": text}
    made.case.says(report, said, made.measure, **told, **more)
