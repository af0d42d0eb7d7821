"""One column of a table counts one thing: its rows measure what most of them do, as of the same days.

Takes the drafts of a table that is read out, one sentence a row, and the column of each; a row that was read
differently, for want of words or from the cell before, is read as the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from panj.claims.draft import Draft
from panj.model import PeriodKind

_FEWEST = 3  # rows of a column, below which they do not outvote one
_GUESSED = frozenset({"measure.carried", "measure.of_report", "learned.claim", "learned.measure"})
_OF_DAYS = ("period", "per", "date_start", "date_end")


def settle_columns(drafts: Sequence[Draft], column: Callable[[Draft], str]) -> None:
    """Let the rows of each column measure one thing.

    Args:
        drafts: of a table.
        column: the words under which a figure stands.
    """
    columns: dict[tuple[str, object], list[Draft]] = defaultdict(list)
    for d in drafts:
        if d.aside is None and d.measure is not None:
            columns[column(d), d.unit].append(d)
    for rows in columns.values():
        if len(rows) >= _FEWEST:
            _settle(rows)


def _settle(rows: Sequence[Draft]) -> None:
    told = [d for d in rows if not _GUESSED.intersection(d.rules)] or rows
    measure = Counter(d.measure for d in told).most_common(1)[0][0]
    alike = [d for d in rows if d.measure is measure]
    totals = [d for d in alike if d.period is PeriodKind.CUMULATIVE]
    alike = totals or alike  # a table tells what has been so far
    days = Counter(tuple(getattr(d, name) for name in _OF_DAYS) for d in alike).most_common(1)[0][0]
    for d in rows:
        if d.measure is not measure:
            d.measure, d.term = measure, None
            d.rules.append("measure.of_column")
        if not d.sentence.whens:  # no day of its own
            for name, value in zip(_OF_DAYS, days, strict=True):
                setattr(d, name, value)
