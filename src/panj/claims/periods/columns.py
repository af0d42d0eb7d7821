"""The days of a table's column: "June arrivals" over a column of figures dates each of them.

Takes a draft and the report's text; sets the draft's days where the heading of its column names them.
"""

from __future__ import annotations

import re
from datetime import date

from panj.claims.counting.grid import cell_at
from panj.claims.dates.dates import When, dates
from panj.claims.draft import Draft
from panj.model import FLOWS, HARM, PeriodKind

_WORD = re.compile(r"[\w’'-]+")
_LED = "in "  # a month or a year alone is read as a date only behind a preposition


def give_column_days(draft: Draft, text: str) -> None:
    """A flow under "June arrivals" is of June; a number of people under "31 May" is of that day."""
    line = text.rfind("\n", 0, draft.start) + 1
    cell = cell_at(text, draft.start) if "|" in text[line : draft.start] else None
    named = _named(text[cell.heading.start : cell.heading.end], draft.sentence.day) if cell else None
    if named is None or named.last is None:
        return
    draft.date_start, draft.date_end = named.first, named.last
    one_day = named.first == named.last
    if draft.measure in FLOWS or draft.measure in HARM:
        draft.period = PeriodKind.EVENT if one_day else PeriodKind.CUMULATIVE
    else:
        draft.date_start, draft.period = draft.date_end, PeriodKind.AS_OF
    draft.rules.append("date.column")


def _named(heading: str, published: date | None) -> When | None:
    """The one date that a heading names; None where it names none or several."""
    found = dates(heading, 0, len(heading), published)
    if not found:
        for word in _WORD.finditer(heading):
            led = _LED + heading[word.start() :]
            found = [w for w in dates(led, 0, len(led), published) if w.start <= len(_LED)]
            if found:
                break
    return found[0] if len(found) == 1 and found[0].first is not None else None
