"""Calendar arithmetic of dates: months, weeks, quarters, seasons, Easter; days before and after a day.

Numbers and days in, days out; None where the calendar has no such day.
"""

from __future__ import annotations

from datetime import date, timedelta

AHEAD = (
    45  # days: a day of the month named without a year lies at most this far ahead, else it is last year's
)
Days = tuple[date, date]


def month_span(year: int, month: int) -> Days:
    """First and last day of a month."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return first, after - timedelta(days=1)


def year_span(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def quarter_span(year: int, quarter: int) -> Days:
    """First and last day of a quarter; a quarter below 1 or above 4 lies in another year."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return month_span(year, 3 * quarter - 2)[0], month_span(year, 3 * quarter)[1]


def season_span(year: int, month: int) -> Days:
    """First and last day of the season of three months that begins in a month (12: the winter into next year)."""  # noqa: E501
    return date(year, month, 1), month_span(year + (month == 12), (month + 1) % 12 + 1)[1]


def decade_span(year: int) -> Days:
    """First and last day of the decade of a year."""
    return date(year // 10 * 10, 1, 1), date(year // 10 * 10 + 9, 12, 31)


def week_span(day: date) -> Days:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def iso_week(year: int, week: int) -> Days | None:
    """Monday and Sunday of a numbered week (ISO 8601), as epidemiological bulletins count them."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def safe_day(year: int, month: int, day: int) -> date | None:
    """A day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def hijri(year: int, month: int, day: int) -> list[date]:
    """The days of a Gregorian year that a day of the Islamic calendar falls on (tabular; right to a day)."""
    found: list[date] = []
    about = (year - 622) * 33 // 32
    for lunar in range(about - 1, about + 3):
        julian = (11 * lunar + 3) // 30 + 354 * lunar + 30 * month - (month - 1) // 2 + day + 1948055
        one = date.fromordinal(julian - 1721425)
        if one.year == year:
            found.append(one)
    return found


def shifted(day: date, n: int, unit: str) -> date:
    """The day n units after a day; n below nought goes back. Hours count by whole days."""
    if unit in {"month", "quarter", "year", "decade"}:
        months = n * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return safe_day(year, month + 1, day.day) or month_span(year, month + 1)[1]
    if unit == "hour":
        n = (1 if n > 0 else -1) * max(1, round(abs(n) / 24))
    return day + timedelta(days=n * {"week": 7, "fortnight": 14, "weekend": 7}.get(unit, 1))


def day_near(month: int, day: int, published: date) -> date | None:
    """The day of a month named without a year: the last one, unless the next lies a few weeks ahead."""
    latest = published + timedelta(days=AHEAD)
    found = [d for y in range(published.year + 1, published.year - 8, -1) if (d := safe_day(y, month, day))]
    return next((d for d in found if d <= latest), None)


def month_near(month: int, published: date) -> Days:
    """The month named without a year: the last one begun."""
    return month_span(published.year - (month > published.month), month)


def weekday_near(weekday: int, published: date) -> date:
    """The last such weekday, the day of publication included."""
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def weekend_near(published: date) -> Days:
    """Saturday and Sunday of the weekend last begun or, on a Saturday, of the one before."""
    sunday = published - timedelta(days=(published.weekday() + 1) % 7)
    return sunday - timedelta(days=1), sunday
