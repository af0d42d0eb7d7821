"""The frame of a claim: what it counts, of whom, on which route, when, and the interval its words allow.

Takes a claim, its report and the policies; gives a `Frame` in which unstated dates have become the
window that the rules of linking give them, and households have become people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from panj.bounds import WordingPolicy, household_size, times
from panj.events.found import at_least_found
from panj.events.peoples import people_of
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Window
from panj.model import Bounds, Claim, Group, Measure, PeriodKind, Report, Status, Unit

_BEFORE = "date.before"  # the rule of reading by which a number is of a time before what is told


@dataclass(frozen=True, slots=True)
class Frame:
    """A claim as linking and tally read it.

    `window` holds every day on which it may have happened (for a total: its scope; an unstated start is
    None). `dated` tells whether the report gave the days. `interval` is None for a figure that is only
    worked out from others ("the rest"). `known` is the day of publication. `portion`: a part that differs
    from its whole in neither place nor group ("of whom 400 are children"). `text` is the report that
    published this text first, `first_outlet` its outlet: others than its own where the report is a copy.
    `revised`: the claim by which its speaker replaced it; it then has no interval. `retold`: its sentence
    gives one number twice, as it was told first and as it is told since. `either`: of people hurt among those
    who moved, both ends of their way; they may have been hurt at either. `assumed`: no words give
    its day, which is that of its report; it may have happened in the days before. `told_by`: of households,
    the claim beside it that counts the same people by head; of a figure that is only named again, the claim
    that it names; it then has no interval. `corrects`: its days are those of the figure that it corrects.
    `people`: ISO code of the country whose people its own words name. `only`: what alone it counts beside
    place, days and group, `amid`: what it may be taken to be of (`panj.events.narrowed`). `since`: its days
    begin with those of the occurrence that it is a toll of. `paper`: the report in which it stands, of a
    figure of a table that of the table. `room`: by how much
    less and more it may be, being put together from a figure that was revised since.
    """

    claim: Claim
    measure: Measure
    unit: Unit
    group: Group | None
    origin: str | None
    destination: str | None
    kind: PeriodKind
    status: Status
    window: Window
    dated: bool
    interval: Bounds | None
    known: date | None
    outlet: str
    portion: bool = False
    text: str = ""
    first_outlet: str = ""
    revised: str | None = None
    retold: bool = False
    either: tuple[str, ...] = ()
    assumed: bool = False
    told_by: str | None = None
    corrects: bool = False
    people: str | None = None
    only: str | None = None
    amid: str | None = None
    since: bool = False
    paper: str = ""
    room: tuple[float, float] = (0.0, 0.0)

    @property
    def toll(self) -> bool:
        """Whether it tells of people killed, injured or missing so far: without a day of their own."""
        return self.assumed and self.measure in linking_rules().harms

    @property
    def bounds(self) -> Bounds | None:
        """Its interval, with room for what was revised since."""
        if self.interval is None or self.room == (0.0, 0.0):
            return self.interval
        less, more = self.room
        high = None if self.interval.high is None else self.interval.high + more
        return replace(self.interval, low=max(0.0, self.interval.low - less), high=high)

    @property
    def replaced(self) -> bool:
        """Whether another claim speaks for it: that which revised it, counts by head, or told it first."""
        return self.revised is not None or self.told_by is not None

    @property
    def near(self) -> Window:
        """The days in which it may have happened, those before the report's where its day is assumed."""
        if not self.assumed or self.window.end is None:
            return self.window
        return Window(self.window.end - timedelta(days=linking_rules().news_days), self.window.end)

    @property
    def order(self) -> tuple[str, str]:
        """Publication, then id: the one order in which claims are taken, however they came."""
        return (self.known.isoformat() if self.known else "9999", self.claim.id)


def frame(
    claim: Claim, report: Report | None, *, policy: WordingPolicy, first: Report | None = None
) -> Frame:
    """The frame of one claim.

    Args:
        claim: as extracted, or as made by hand.
        report: where it stands; gives publication and outlet.
        policy: how its words become an interval.
        first: the report of which it is a copy, None where it is none.
    """
    known = report.day if report else None
    interval, unit = people(claim, policy)
    interval = at_least_found(interval, claim, report, policy)
    window = Window(claim.date_start, claim.date_end) if _over_days(claim) else window_of(claim, known)
    return Frame(
        claim=claim,
        measure=claim.measure,
        unit=unit,
        group=_group(claim, report),
        origin=Places.key(claim.origin_code, claim.origin),
        destination=spot_of(claim),
        kind=PeriodKind.CUMULATIVE if _over_days(claim) else claim.period,
        status=claim.status,
        window=window,
        dated=claim.date_start is not None or claim.date_end is not None,
        interval=interval,
        known=known,
        outlet=_outlet(report) if report else claim.report,
        text=first.id if first else claim.report,
        first_outlet=_outlet(first or report) if report else claim.report,
        assumed=_assumed(claim),
        people=people_of(claim, report),
        paper=(report.part_of or report.id) if report else claim.report,
        retold=report is not None and _retelling().search(claim.sentence.of(report.text)) is not None,
    )


def _over_days(claim: Claim) -> bool:
    """Whether a figure is all that came on several days that its own words name, a night apart.

    "Over the weekend 3,500 crossed" is their total, and whoever crossed on the Sunday is among them.
    """
    start, end = claim.date_start, claim.date_end
    several = start is not None and end is not None and start < end
    named = not linking_rules().named_spans.isdisjoint(claim.rules)
    flows = claim.period is PeriodKind.EVENT and claim.measure in linking_rules().flows
    return several and named and flows and "date.night" not in claim.rules


def is_toll(claim: Claim) -> bool:
    """Whether people killed, injured or missing are told of without a day: the number so far, none anew."""
    return claim.measure in linking_rules().harms and (_assumed(claim) or is_carried(claim))


def is_carried(claim: Claim) -> bool:
    """Whether an occurrence has the day of a figure before it, for want of its own."""
    one_day = claim.date_start is not None and claim.date_start == claim.date_end
    return (
        claim.period is PeriodKind.EVENT
        and one_day
        and not linking_rules().carried_days.isdisjoint(claim.rules)
    )


def _assumed(claim: Claim) -> bool:
    """Whether an occurrence has the day of its report, because no words near it give another."""
    rules, one_day = frozenset(claim.rules), claim.date_start == claim.date_end
    of_report = not rules.isdisjoint(linking_rules().assumed_days) and "learned.date" not in rules
    return claim.period is PeriodKind.EVENT and one_day and of_report


def spot_of(claim: Claim) -> str | None:
    """Where people of a claim went, or are."""
    here = Places.key(claim.place_code, claim.place)
    there = Places.key(claim.destination_code, claim.destination)
    if claim.measure is Measure.INTERNAL_DISPLACEMENT and here is None and there is None:
        return Places.key(claim.origin_code, claim.origin)  # "140,000 were displaced from Kolo": there
    return (there or here) if claim.measure in linking_rules().flows else (here or there)


@cache
def _retelling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(linking_rules().retold_words)})", re.IGNORECASE | re.DOTALL)


_DISPLACED = frozenset({Measure.DISPLACED_STOCK, Measure.INTERNAL_DISPLACEMENT})
_ANYBODY = frozenset({Group.CIVILIANS, Group.PEOPLE, Group.IDPS, None})


def _group(claim: Claim, report: Report | None) -> Group | None:
    """Who is counted; the citizens of a state may be its soldiers ("1,574 citizens were flown home").

    Whoever is displaced inside a country is an IDP, called residents or villagers as he may be (IDMC).
    """
    if claim.measure in _DISPLACED and claim.group in _ANYBODY:
        return Group.IDPS
    if claim.group is not Group.CIVILIANS or report is None:
        return claim.group
    after = report.text[claim.end : claim.sentence.end]
    return Group.PEOPLE if _by_nationality().match(after) else claim.group


@cache
def _by_nationality() -> re.Pattern[str]:
    words = "|".join(map(re.escape, linking_rules().nationality_words))
    return re.compile(rf"\s*(?:[\w’'-]+\s+){{0,3}}(?:{words})\b", re.IGNORECASE)


def _outlet(report: Report) -> str:
    return report.outlet or report.name or report.id


def people(claim: Claim, policy: WordingPolicy) -> tuple[Bounds | None, Unit]:
    """The interval of a claim's words; households times the size of a household there."""
    if claim.inherits and claim.text.lower().strip() in linking_rules().rest_words:
        return None, claim.unit
    interval = policy.interval(
        claim.value, claim.qualifier, value_high=claim.value_high, words=claim.text, unit=claim.unit
    )
    if claim.unit is not Unit.HOUSEHOLDS:
        return interval, claim.unit
    codes = (claim.origin_code, claim.place_code, claim.destination_code)
    country = next((c.split("-")[0] for c in codes if c), None)
    return times(interval, household_size(country).bounds), Unit.PERSONS


def window_of(claim: Claim, known: date | None) -> Window:
    """The days on which what a claim counts may have happened.

    A total dated to one day is a running total: its start is not stated. An occurrence without a date is
    news of the days before publication. A span of one night counts on its last day.
    """
    start, end = claim.date_start, claim.date_end
    rules = linking_rules()
    if claim.period in (PeriodKind.CUMULATIVE, PeriodKind.RATE):
        end, start = end or known, None if start == end else start
        return Window(start, end, running=start is None)
    if claim.period is PeriodKind.AS_OF and start is None and end is None and _BEFORE in claim.rules:
        return Window()  # "before the storm 46,500 were displaced already": on a day that nobody tells
    if claim.period is PeriodKind.AS_OF:
        return Window(start or end or known, end or start or known)
    if start is None and end is None:
        first = known - timedelta(days=rules.news_days) if known else None
        return Window(first, known)
    if start is not None and end is not None and (end - start).days < rules.night_days:
        return Window(end, end)
    return Window(start, end or known)
