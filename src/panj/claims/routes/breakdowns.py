"""Lists by place under a figure told before: "By place of arrival: Kolo 16,400; Mba 8,600" is of those.

Takes the drafts of a report; gives the lines of such a list what their whole measures, its days and where
they came from, so that one list does not count two things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.routes.routes import give_place
from panj.claims.routes.sumlines import LABELLED
from panj.model import Measure, PeriodKind

_BY = re.compile(r"\A\W*(?:\w+\s+){0,3}?by\s+[^:.;\d]{3,60}:\s", re.IGNORECASE)
_REACHED = re.compile(r"\b(?:arrival|refuge|reception|destination|shelter|host\w*)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:[:;,]|\band)\s*(?P<name>(?!Total|Other|All|Elsewhere)[A-ZÀ-Þ][\w’'-]+(?:\s+[\w’'-]+){0,2}?):?\s+\Z"
)
_FEWEST = 2  # lines of a list
_OWN_VERB = frozenset({"governed", "noun.column", "noun.label"})


def settle_breakdowns(drafts: Sequence[Draft]) -> None:
    """Let the lines of one list measure one thing."""
    lists: dict[int, list[Draft]] = {}
    for d in drafts:
        if d.aside is None and d.measure is not None and _BY.match(d.sentence.text):
            lists.setdefault(id(d.sentence), []).append(d)
    for lines in lists.values():
        if len(lines) >= _FEWEST:
            _settle(lines)


def _settle(lines: Sequence[Draft]) -> None:
    whole = next((d.whole for d in lines if d.whole is not None and d.whole not in lines), None)
    if whole is None or whole.aside is not None:
        measure, period = Counter((d.measure, d.period) for d in lines).most_common(1)[0][0]
    else:
        measure, period = whole.measure, whole.period
    there = measure is Measure.INTERNAL_DISPLACEMENT and _REACHED.search(lines[0].sentence.text) is not None
    for d in lines:
        if d.unit is not lines[0].unit or _OWN_VERB.intersection(d.rules):
            continue
        d.measure, d.period = measure, period
        if whole is not None and d.whole is whole:
            d.date_start, d.date_end, d.per = whole.date_start, whole.date_end, whole.per
            d.group, d.status, d.term = whole.group, whole.status, whole.term
        if there:
            _as_there(d)
        elif period is PeriodKind.AS_OF:
            d.origin = None
        d.rules.append("measure.of_list")
        _named_place(d)


def _as_there(d: Draft) -> None:
    """Those displaced, by where they came to: who is in each place on the last day of the count."""
    d.measure, d.period, d.origin = Measure.DISPLACED_STOCK, PeriodKind.AS_OF, None
    d.date_start = d.date_end


def _named_place(d: Draft) -> None:
    """The name right before a figure is its place, where none was read there."""
    name = _LABEL.search(d.before)
    if name is not None and not LABELLED.intersection(d.rules):
        origin = d.origin
        give_place(d, name["name"])
        d.origin = origin
        d.rules.append("place.gap")
