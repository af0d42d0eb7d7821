"""Figures that add to what was told before, or that belong to another event: no totals of the report's own.

Takes the figures of a report; marks them among their rules (`number.additional`, `event.other`,
`among.casualties`), so that they can be left out beside a table of totals. Words lie in rules/totals.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.draft import Draft
from panj.claims.tables import table
from panj.model import HARM

_ADDING_HEDGES = frozenset(
    {"hedge.another", "hedge.a_further", "hedge.an_additional", "hedge.further", "hedge.additional"}
)


@cache
def _more() -> re.Pattern[str]:
    return re.compile(
        rf"\s+(?:[\w’'-]+\s+)?(?:{'|'.join(table('totals')['more'])})\b(?!\s+than\b)", re.IGNORECASE
    )


@cache
def _other_event() -> re.Pattern[str]:
    rows = "|".join(table("totals")["other_event"])
    return re.compile(rf"\b(?:{rows})\b[^.;]*\b(?:which|that|when|who)\b[^.;,]*\Z", re.IGNORECASE)


@cache
def _earlier_event() -> re.Pattern[str]:
    """ "Last year's cyclone left 121 dead", "the 2010 floods killed 2,000"."""
    kinds = "|".join([*table("totals")["occurrence"], *table("totals")["earlier_occurrence"]])
    return re.compile(
        rf"\b(?:last\s+year['’]s|an?\s+(?:earlier|previous)|(?:the|its)\s+(?:19|20)\d\d)\s+(?:[\w-]+\s+){{0,2}}?(?:{kinds})\b[^.;,]{{0,60}}\Z",
        re.IGNORECASE,
    )


@cache
def _among() -> re.Pattern[str]:
    return re.compile(
        rf"[^,.;]{{0,40}}\b(?:was|were)\s+among\s+the\s+(?:{'|'.join(table('totals')['casualties'])})\b",
        re.IGNORECASE,
    )


def mark_additions(live: Sequence[Draft]) -> None:
    """ "Two others drowned", "worse than the storm of 1987, which killed 50", "four were among the dead"."""
    for d in live:
        if _ADDING_HEDGES.intersection(d.rules) or _more().match(d.after):
            d.rules.append("number.additional")
        other = (
            "date.of_then" in d.rules or _other_event().search(d.before) or _earlier_event().search(d.before)
        )
        if d.measure in HARM and other:
            d.rules.append("event.other")
        if d.measure in HARM and _among().match(d.after):
            d.rules.append("among.casualties")
