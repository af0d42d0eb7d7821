"""Who went back: of their own will or made to, and the same way as those told of before.

Takes a draft of a return, or of a part of one, with the figures of its sentence; gives its measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.draft import Draft
from panj.claims.tables import alternation, table
from panj.model import BACK, FLOWS, PEOPLE, Measure

_ENDS = re.compile(r"[;.]|,\s+(?:while|whereas|but)\b")
WILLING, FORCED, SAME_WAY = "measure.willing", "measure.made_to", "measure.same_way"
# Crossing a border either way; who comes or enters comes in.
_EITHER_WAY = re.compile(
    r"(?:cross|went\s+(?:over|across)|go(?:ne|ing)?\s+(?:over|across)|passed\s+over|walk\w*\s+across)",
    re.IGNORECASE,
)


def by_will(draft: Draft, live: Sequence[Draft]) -> None:
    """ "6,584 left: 6,132 of their own will and 452 who were deported": each by its own words."""
    if draft.unit not in PEOPLE or draft.measure not in FLOWS | {Measure.DETAINED}:
        return
    words = _own(draft, live)
    forced, willing = _pattern("forced").search(words), _pattern("willing").search(words)
    if (forced is None) == (willing is None):
        return
    draft.rules.append(WILLING if willing is not None else FORCED)
    if forced is not None:
        draft.measure = Measure.FORCED_RETURN
        draft.rules = [r for r in draft.rules if r != "measure.carried"]  # told of them alone
    elif any(d is not None and d.measure in BACK for d in (draft, draft.copied, draft.whole)):
        draft.measure = Measure.RETURN


def _own(draft: Draft, live: Sequence[Draft]) -> str:
    """The words from a figure to the next one of people, or to the end of its clause."""
    later = [d.start for d in live if d.start > draft.start and d.unit in PEOPLE]
    words = draft.sentence.text[draft.end - draft.sentence.span.start :]
    words = words[: min(later) - draft.end] if later else words
    end = _ENDS.search(words)
    return words[: end.start()] if end is not None else words


@cache
def _pattern(way: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(table('will')['words'][way])})\b", re.IGNORECASE)


def crosses_either_way(draft: Draft) -> bool:
    """ "6,584 went home. The day before 19,744 had crossed": no end named, the way of those."""
    assert draft.hit is not None
    first, last = (draft.sentence.tokens[n] for n in (draft.hit.first, draft.hit.last))
    words = draft.sentence.text[
        first.start - draft.sentence.span.start : last.end - draft.sentence.span.start
    ]
    ends = any(m.role in {"to", "object", "from"} and not m.generic for m in draft.sentence.places)
    return draft.unit in PEOPLE and _EITHER_WAY.match(words) is not None and not ends


def gone_back(told: Draft | None) -> Measure | None:
    """How the people told of last went back, parts of them aside; None: they did not."""
    while told is not None and told.whole is not None and told.whole.measure in BACK:
        told = told.whole
    return told.measure if told is not None and told.measure in BACK else None
