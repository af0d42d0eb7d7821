"""What a report's own text says about the day it was published.

Takes a report and its blocks, gives `Evidence`; decides nothing. The conventions are those of wire copy: a
dateline carries the day of filing; a house that writes weekdays writes them for the last seven days and
keeps month and day for older events; a house that writes month and day does so for today's news too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from panj.model import Block, BlockKind, Report
from panj.reports.days import Mention, mentions
from panj.reports.layout import blocks
from panj.reports.words import any_of, words

_DATELINE_END = re.compile(r"\.?,?\s*\([A-Z][\w /.-]{1,30}\)")
_FIRST_PARAGRAPHS = 3  # a statement of the day stands in the lead, not in the background
_BEFORE = 40  # characters looked at before a date
_ONE_STORY = 31  # days; statements further apart may lie on two sides of a new year


@dataclass(frozen=True, slots=True)
class Evidence:
    """Signs of the day of publication in one report.

    Args:
        day: month and day of publication, where the text shows them.
        because: what shows them, in words.
        weekday: weekday of publication (0 is Monday), where the text shows it.
        weekday_because: what shows it.
        past: days of the year, of events before publication, as (month, day).
        years: years that the text names.
        recent: years that it names with a month ("April 2015"), as news does for the last year or two.
        latest: the latest full date that is not ahead of the report.
    """

    day: tuple[int, int] | None = None
    because: str = ""
    weekday: int | None = None
    weekday_because: str = ""
    past: frozenset[tuple[int, int]] = frozenset()
    years: frozenset[int] = frozenset()
    recent: frozenset[int] = frozenset()
    latest: date | None = None


def evidence(report: Report) -> Evidence:
    """What the text says of its own day, without a look at other reports."""
    parts = [b for b in report.blocks or blocks(report.text) if b.kind is BlockKind.BODY]
    found = [m for b in parts for m in mentions(report.text, b.start, b.end)]
    day, because = _dateline(report.text, parts) or _statement(report.text, parts, found) or (None, "")
    weekday, why = _weekday(report.text, parts, found, dated=because.startswith("its dateline"))
    past = [m for m in found if not _ahead(report.text, m)]
    return Evidence(
        day=day,
        because=because,
        weekday=weekday,
        weekday_because=why,
        past=frozenset((m.month, m.day) for m in past if m.month and m.day and m.year is None),
        years=frozenset(m.year for m in found if m.year),
        recent=frozenset(m.year for m in past if m.year and m.month),
        latest=max((m.full for m in past if m.full), default=None),
    )


def _dateline(text: str, parts: Sequence[Block]) -> tuple[tuple[int, int], str] | None:
    """Month and day of a dateline: "WASHINGTON, Nov 9 (Reuters) -"."""
    for part in parts[:2]:
        for found in mentions(text, part.start, min(part.end, part.start + 80)):
            if found.month and found.day and _DATELINE_END.match(text, found.end):
                return (found.month, found.day), f"its dateline says {text[found.start : found.end]}"
    return None


def _statement(
    text: str, parts: Sequence[Block], found: Sequence[Mention]
) -> tuple[tuple[int, int], str] | None:
    """The latest day of a statement in the lead, if a text writes no bare weekdays and tells fresh news."""
    if any(m.weekday is not None and m.day is None for m in found):
        return None
    lead_end = parts[min(_FIRST_PARAGRAPHS, len(parts)) - 1].end if parts else 0
    stated = [m for m in found if m.day and m.year is None and _said_on(text, m)]
    if not stated or not any(_near().search(text, b.start, b.end) for b in parts):
        return None
    last = max(stated, key=lambda m: (m.month or 0, m.day or 0))
    first = next(m for m in stated if (m.month, m.day) == (last.month, last.day))
    if first.start > lead_end or first.month is None or first.day is None or _spread(stated) > _ONE_STORY:
        return None
    words_there = " ".join(text[max(0, first.start - 25) : first.end].split()[-4:])
    return (first.month, first.day), f"it says “{words_there}” and counts other days from there"


def _spread(stated: Iterable[Mention]) -> int:
    days = [date(2020, m.month, m.day).timetuple().tm_yday for m in stated if m.month and m.day]
    return max(days) - min(days)


def _weekday(
    text: str, parts: Sequence[Block], found: Sequence[Mention], *, dated: bool
) -> tuple[int | None, str]:
    """The weekday of publication, where lead and body agree on it.

    With a dateline's day, the weekday of the lead is that day's. Without one, the day of the lead may be
    the day before publication, unless the text follows it through: "early Monday … later Monday".
    """
    bare = [m for m in found if m.weekday is not None]
    if not bare or not parts:
        return None, ""
    lead = [m for m in bare if m.start < parts[0].end]
    if dated and lead:
        said = [m for m in lead if _said_on(text, m)] or lead
        if len({m.weekday for m in said}) > 1:
            return None, ""
        return said[0].weekday, f"its lead says {text[said[0].start : said[0].end]}"
    same = [m for m in bare if lead and m.weekday == lead[0].weekday]
    running = {w for m in same if (w := _part_of_day(text, m))}
    others = {m.weekday for m in bare} - {m.weekday for m in same}
    if len(same) > 2 and len(running) > 1 and others <= {(lead[0].weekday or 0) - 1, 6}:
        name = text[lead[0].start : lead[0].end]
        return lead[0].weekday, f"it follows {name} through the day ({', '.join(sorted(running))})"
    return None, ""


def _said_on(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    return bool(_said().search(before))


def _ahead(text: str, mention: Mention) -> bool:
    before = re.findall(r"[a-z]+", text[max(0, mention.start - 20) : mention.start].lower())
    return bool(before) and before[-1] in words()["dating"]["ahead"]


def _part_of_day(text: str, mention: Mention) -> str | None:
    before = re.findall(r"[a-z]+", text[max(0, mention.start - 12) : mention.start].lower())
    return before[-1] if before and before[-1] in words()["dating"]["part_of_day"] else None


@cache
def _near() -> re.Pattern[str]:
    return re.compile(r"\b" + any_of(words()["dating"]["near"]).pattern + r"\b", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    """ "said on ", "told RFE/RL on ", "announced to reporters on " at the end of a stretch."""
    verbs = "|".join(words()["dating"]["reporting"])
    return re.compile(rf"\b(?:{verbs})(?:\s+[\w/.’'-]+){{0,3}}?\s+on\s+\Z", re.IGNORECASE)
