"""Numbers, intervals and dates as people read them, and the names of codes (`labels.toml`).

Takes model values; gives short strings. An interval never loses its ends: what nothing bounds is said.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from importlib import resources
from math import ceil, floor
from typing import Any
from zoneinfo import ZoneInfo

from panj.model import Bounds, Claim, Measure, PeriodKind, Unit

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MILLION = 1_000_000


@cache
def labels() -> dict[str, Any]:
    """The room's words as `labels.toml` holds them."""
    source = resources.files("panj.publish.room") / "labels.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def label(table: str, code: str | None) -> str:
    """What a code is called; the code itself, spaced, where the table lacks it."""
    if not code:
        return ""
    entry = labels().get(table, {}).get(str(code), str(code).replace("_", " "))
    return str(entry["name"]) if isinstance(entry, dict) else str(entry)


def family(measure: Measure | str) -> str:
    """The colour family of a measure: in, out, here, room, harm, other."""
    entry = labels()["measures"].get(str(measure))
    return str(entry["family"]) if entry else "other"


def number(value: float, unit: Unit | str = Unit.PERSONS) -> str:
    """A number with thousands commas; a share as a percentage; sums of money in millions.

    >>> number(1037), number(0.667, "share"), number(2.5), number(1_250_000_000, "currency")
    ('1,037', '66.7%', '2.5', '1,250 million')
    """
    if unit == Unit.SHARE:
        return f"{round(value * 100, 1):g}%"
    if unit == Unit.CURRENCY and value >= _MILLION:
        return f"{value / _MILLION:,.4g} million"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def interval(bounds: Bounds, unit: Unit | str = Unit.PERSONS) -> str:
    """Both ends of an interval in words.

    >>> interval(Bounds(1550, 1599, 1599)), interval(Bounds(1037, 1037, 1037))
    ('1,550–1,599', '1,037')
    >>> interval(Bounds(0, None, None)), interval(Bounds(300, None, None))
    ('not bounded', '300 or more')
    >>> interval(Bounds(0, None, 100000))
    'up to 100,000'
    """
    bounds = whole(bounds, unit)
    if bounds.high is None:
        return "not bounded" if bounds.low <= 0 else f"{number(bounds.low, unit)} or more"
    if bounds.low == bounds.high:
        return number(bounds.low, unit)
    if bounds.low <= 0 and bounds.best is None:
        return f"up to {number(bounds.high, unit)}"
    low, high = number(bounds.low, unit), number(bounds.high, unit)
    return f"{low.removesuffix(' million')}–{high}" if high.endswith(" million") else f"{low}–{high}"


def whole(bounds: Bounds, unit: Unit | str = Unit.PERSONS) -> Bounds:
    """Bounds of people and things without the fractions that a share of a number leaves, outwards.

    >>> whole(Bounds(2046.6, 2274.0, 2501.4))
    Bounds(low=2046, best=2274, high=2502, soft_low=False, soft_high=False)
    """
    if unit in (Unit.SHARE, Unit.CURRENCY, Unit.TONNES):
        return bounds
    high = None if bounds.high is None else ceil(bounds.high)
    best = None if bounds.best is None else round(bounds.best)
    return replace(bounds, low=floor(bounds.low), best=best, high=high)


def counted(unit: Unit | str | None, *, group: str | None = None) -> str:
    """What a number counts: soldiers, flights; nothing for unspecified people and shares."""
    if unit in {Unit.PERSONS, None}:
        return label("groups", group) if group and group != "people" else ""
    return "" if unit in {Unit.SHARE, Unit.CURRENCY} else str(unit).replace("_", " ")


def day(value: date | None, *, year: bool = True) -> str:
    """A day as an officer writes it.

    >>> day(date(2021, 7, 5)), day(None)
    ('5 Jul 2021', 'undated')
    """
    if value is None:
        return "undated"
    short = f"{value.day} {_MONTHS[value.month - 1]}"
    return f"{short} {value.year}" if year else short


def period(start: date | None, end: date | None) -> str:
    """A period in words, its shared year and month said once.

    >>> period(date(2021, 9, 12), date(2021, 9, 13)), period(None, date(2021, 7, 5))
    ('12–13 Sep 2021', 'until 5 Jul 2021')
    """
    if start is None and end is None:
        return "no date stated"
    if start is None or end is None:
        return f"from {day(start)}" if start else f"until {day(end)}"
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{day(start, year=start.year != end.year)} – {day(end)}"


def days(claim: Claim) -> str:
    """The days that a claim is about; of a running total without a first day the day that it is up to."""
    start, end = claim.date_start, claim.date_end
    if claim.period is PeriodKind.CUMULATIVE and end and start in (None, end):
        return f"to {day(end)}"
    return period(start, end)


def where(claim: Claim) -> str:
    """Where a claim's people came from and went, or are."""
    if claim.origin and claim.destination:
        return f"{claim.origin} → {claim.destination}"
    if claim.destination:
        return f"to {claim.destination}"
    return claim.place or (f"from {claim.origin}" if claim.origin else "")


def stated(claim: Claim) -> str:
    """A claim's number with what it counts, hedge aside: 1,600 soldiers, 11 flights."""
    value = number(claim.value, claim.unit)
    if claim.value_high is not None:
        value = f"{value}–{number(claim.value_high, claim.unit)}"
    what = counted(claim.unit, group=claim.group)
    return f"{value} {what}".strip()


def moment(at: str, zone: ZoneInfo, *, year: bool = True) -> str:
    """A moment in a zone: `5 Jul 2021, 14:10`; a day alone stays a day.

    >>> moment("2021-07-05T09:10:00+00:00", ZoneInfo("Asia/Dushanbe"))
    '5 Jul 2021, 14:10'
    >>> moment("2021-07-05", ZoneInfo("UTC"))
    '5 Jul 2021'
    """
    if len(at) <= len("2021-07-05"):
        return day(date.fromisoformat(at), year=year)
    read = datetime.fromisoformat(at)
    there = read.astimezone(zone) if read.tzinfo else read
    return f"{day(there.date(), year=year)}, {there:%H:%M}"
