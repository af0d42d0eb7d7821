"""Tables whose rows are days: "Date | North gate | South gate | Total" under "Arrivals by day".

Takes a layout of that kind and what its caption counts; gives sentences, the sum of a row before its parts,
and the row that sums up all days first, with the days from the first row to the last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from panj.reports.captions import read_caption
from panj.reports.days import mentions
from panj.reports.headings import matches

Words = Mapping[str, Sequence[str]]

_AS_OF = re.compile(r"\Aas of ")


class Days(Protocol):
    """A table whose labels are days."""

    @property
    def heads(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def rows(self) -> tuple[tuple[str, ...], ...]: ...  # noqa: D102
    @property
    def labels(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def figures(self) -> tuple[int, ...]: ...  # noqa: D102


def counts(layout: Days, told: str, words: Words) -> bool:
    """Whether the caption, or each heading, says what befell those who are counted."""
    if _befell(told, words):
        return True
    heads = [layout.heads[n] for n in layout.figures]
    return all(_befell(h, words) for h in heads if not matches(h, words["bare"]))


def _befell(said: str, words: Words) -> bool:
    return not set(words["counted"]).isdisjoint(re.sub(r"[^\w\s-]", " ", said.lower()).split())


def day_rows(
    layout: Days, told: str, words: Words, what: Callable[[str], str], is_figure: Callable[[str], bool]
) -> Iterator[str]:
    """One sentence for each figure of each day, column by column; none of rows that name no day."""
    label = layout.labels[0]
    daily = [row for row in layout.rows if mentions(row[label])]
    sums = [row for row in layout.rows if matches(row[label], words["total"])] if daily else []
    for n in sorted(layout.figures, key=lambda n: not matches(layout.heads[n], words["bare"])):
        said = _counted(layout.heads[n], told, words, what)
        for row in filter(lambda row: is_figure(row[n]), sums):
            yield f"{row[n]} {said} between {daily[0][label]} and {daily[-1][label]}."
        for row in filter(lambda row: is_figure(row[n]), daily):
            yield f"{row[n]} {said} {_on(row[label])}."


def _on(day: str) -> str:
    return _AS_OF.sub("on ", read_caption(day).days)


def _counted(head: str, told: str, words: Words, what: Callable[[str], str]) -> str:
    """ "arrivals" under "Total", "arrivals in Northgate" under "Northgate", a kind's own words under it."""
    if matches(head, words["bare"]):
        return f"{told or 'people'} in total"
    named = told and head[:1].isupper() and not _befell(head, words) and not _of_people(head, words)
    return f"{told} in {head}" if named else what(head)


def _of_people(head: str, words: Words) -> bool:
    return matches(head, [*words["whom"], *words["groups"]])
