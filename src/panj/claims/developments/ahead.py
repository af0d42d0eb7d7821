"""Days still to come: "will open on Monday", "drills are planned in October", "they have until Sunday".

Takes days as the reader of dates has them, which looks back; gives those that are meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from panj.claims.clauses.lexicon import base
from panj.claims.dates.dates import When
from panj.claims.developments.demands import Match
from panj.claims.developments.status import Reading
from panj.language.trees import Syntax
from panj.model import DevelopmentStatus as S

WEEKDAY = re.compile(
    r"(?:(?:on|by|from|until|this|next|coming)\s+)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+\w+)?",
    re.IGNORECASE,
)
_SCHEDULED = frozenset(  # told in the present of what has its day: "the order expires on Friday"
    ["enter", "come", "take", "begin", "start", "open", "reopen", "close", "end", "expire", "resume", "close"]
)
_PAST = 31  # days


def to_come(tree: Syntax, match: Match, reading: Reading) -> bool:
    """ "Will begin on Wednesday", "could land on Saturday", "enters into force on Friday"."""
    if reading.status is S.PLANNED:
        return True
    if reading.status is S.POSSIBLE:
        return reading.modal in {"may", "might", "could"} and not any(
            tree.lemma(k) == "have" for k in tree.kids(match.word, "aux")
        )
    alone = not tree.kids(match.word, "aux", "cop", "aux:pass")
    return tree.tag(match.word) in {"VBZ", "VBP"} and alone and base(tree, match.word) in _SCHEDULED


def deadline(tree: Syntax, match: Match, when: When) -> bool:
    """ "They were given until Sunday": a day that is still to come when it is set."""
    return base(tree, match.word) == "give" and when.kind in {"until", "before"}


def ahead(
    first: date | None, last: date | None, published: date | None, words: str
) -> tuple[date | None, date | None]:
    """ "Drills are planned in October": the next October, where the words name no year and the last is past."""  # noqa: E501
    day = last or first
    if (
        day is None
        or published is None
        or (published - day).days <= _PAST
        or re.search(r"\d{4}|\bago\b|\blast\b|\bearlier\b", words)
    ):
        return first, last
    ahead = [
        None if d is None else d.replace(year=d.year + 1, day=min(d.day, 28) if d.month == 2 else d.day)
        for d in (first, last)
    ]
    return ahead[0], ahead[1]


def next_week(
    first: date | None, last: date | None, published: date | None
) -> tuple[date | None, date | None]:
    """ "Will begin on Wednesday": the next Wednesday, where the words were read as the last."""
    if published is None or (last or first) is None or (last or first or published) > published:
        return first, last
    week = timedelta(days=7)
    return (None if first is None else first + week), (None if last is None else last + week)
