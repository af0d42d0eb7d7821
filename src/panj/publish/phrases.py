"""Numbers, days and places in words, alike in room, brief and exports.

Takes bounds, dates and counts; gives short English phrases. An interval is never shown as one number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from panj.model import Bounds, Unit


@cache
def words() -> Mapping[str, Any]:
    """The table of words.toml."""
    source = resources.files("panj.publish") / "words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def number(value: float) -> str:
    """A number with thousands marked; fractions only where they carry something.

    >>> number(1037), number(0.667), number(2.24)
    ('1,037', '0.667', '2.24')
    """
    if abs(value) >= 1e8:
        return f"{value / 1e9:.3g} billion" if abs(value) >= 5e8 else f"{value / 1e6:.3g} million"
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.3f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{value:,.0f}"


def interval(bounds: Bounds, unit: Unit = Unit.PERSONS) -> str:
    """An interval in figures: `1,550–1,599`, `1,037`, `up to 100,000`, `1,001 or more`, `not bounded`.

    >>> interval(Bounds(1550, 1599, 1599)), interval(Bounds(0, None, 100_000))
    ('1,550–1,599', 'up to 100,000')
    """
    if unit is Unit.SHARE:
        low, high = (f"{v * 100:.3g}" for v in (bounds.low, 1.0 if bounds.high is None else bounds.high))
        return f"{low} %" if low == high else f"{low}–{high} %"
    if bounds.high is None:
        return "not bounded" if bounds.low <= 0 else f"{number(bounds.low)} or more"
    if bounds.low == bounds.high:
        return number(bounds.low)
    if bounds.low <= 0 and bounds.best is None:
        return f"up to {number(bounds.high)}"
    return f"{number(bounds.low)}–{number(bounds.high)}"


def sized(bounds: Bounds, unit: Unit = Unit.PERSONS) -> str:
    """An interval with the stated figure first where one lies inside it: `60,000 (55,000–64,999)`.

    >>> sized(Bounds(55_000, 60_000, 64_999)), sized(Bounds(1550, 1599, 1599))
    ('60,000 (55,000–64,999)', '1,550–1,599')
    """
    inside = bounds.best is not None and bounds.high is not None and bounds.low < bounds.best < bounds.high
    if not inside or bounds.best is None or bounds.best != int(bounds.best) or unit is Unit.SHARE:
        return interval(bounds, unit)
    return f"{number(bounds.best)} ({interval(bounds, unit)})"


def joined(first: str, second: str) -> str:
    """Two sentences one after the other; a first that ends in a question mark keeps it.

    >>> joined("Soldiers, or others?", "Nobody says."), joined("One", "Two.")
    ('Soldiers, or others? Nobody says.', 'One. Two.')
    """
    return f"{first} {second}" if first.endswith((".", "?", "!")) else f"{first}. {second}"


def best(bounds: Bounds) -> str:
    """The best value, or a dash where nothing says which."""
    return "–" if bounds.best is None else number(bounds.best)


def day(when: date | None, *, year: bool = True) -> str:
    """A day as people write it: `5 Jul 2021`.

    >>> day(date(2021, 7, 5))
    '5 Jul 2021'
    """
    if when is None:
        return "date not known"
    return f"{when.day} {when:%b %Y}" if year else f"{when.day} {when:%b}"


def period(start: date | None, end: date | None) -> str:
    """A stretch of days: `12–13 Sep 2021`, `27 Jun–5 Jul 2021`, `to 5 Jul 2021`; empty where open.

    >>> period(date(2021, 9, 12), date(2021, 9, 13)), period(None, date(2021, 7, 5))
    ('12–13 Sep 2021', 'to 5 Jul 2021')
    """
    if start is None or end is None:
        return "" if start is end else f"to {day(end)}" if end else f"from {day(start)}"
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{day(start, year=start.year != end.year)}–{day(end)}"


def count(n: int, one: str, many: str = "") -> str:
    """`one origin`, `three reports`: small counts spelled out.

    >>> count(1, "origin"), count(5, "report")
    ('one origin', 'five reports')
    """
    return f"{small(n)} {one if n == 1 else many or one + 's'}"


def small(n: int) -> str:
    """A count below ten as a word, larger ones in figures."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return names[n] if n < len(names) else number(n)


def listed(items: Iterable[str], most: int = 4) -> str:
    """`a, b and c`, shortened after `most`."""
    found = list(items)
    if len(found) > most:
        found = [*found[: most - 1], f"{len(found) - most + 1} more"]
    return " and ".join(found) if len(found) < 3 else f"{', '.join(found[:-1])} and {found[-1]}"


def mid(text: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is a name.

    >>> mid("Soldiers into Tajikistan"), mid("Afghan citizens returned")
    ('soldiers into Tajikistan', 'Afghan citizens returned')
    """
    first = text.split(" ", 1)[0].lower()
    common = {name.split(" ")[0] for name in words()["group"].values()} | set(words()["noun"]["common"])
    return text[:1].lower() + text[1:] if first in common else text


def small_article(name: str) -> str:
    """A name inside a sentence: its article, and that alone, loses its capital.

    >>> small_article("The Border Service"), small_article("Vakhsh Agency")
    ('the Border Service', 'Vakhsh Agency')
    """
    return name[:1].lower() + name[1:] if name.split(" ", 1)[0] in ("The", "A", "An") else name


def sentence_case(text: str) -> str:
    """With its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
