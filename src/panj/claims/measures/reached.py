"""People whom an event reached without moving or harming them: without power, cut off, affected, ill, aboard a wreck.

Takes a draft; gives the reason why its figure is set aside, or nothing. The words are data (rules/reached.toml).
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cache

from panj.claims.draft import Draft
from panj.claims.measures.same_people import HURT_OR_HELD
from panj.claims.tables import alternation, table
from panj.model import PEOPLE, Group

_CLOSE = 90  # characters before a figure in which the words of `before` may stand
_FAR = 160  # behind it
_MOVED = frozenset({Group.REFUGEES, Group.ASYLUM_SEEKERS, Group.MIGRANTS, Group.IDPS})
_NEXT = r"(?:and|or|but|that|which|while|when|where|after|before|with|as)\b"  # another clause begins
_WHO = rf"(?:\s+(?!{_NEXT})[^\s\d,.;:()]+){{0,6}}?\s+"  # the people counted, and where


def only_reached(draft: Draft, text: str) -> str | None:
    """The reason why a figure of people says of none that they moved or were harmed, or None.

    "Left 4,000 people without electricity"; "isolating nine villages and 800 people".
    """
    if draft.unit not in PEOPLE | {None}:
        return None
    sentence = draft.sentence
    before = text[max(sentence.body, draft.start - _CLOSE) : draft.start]
    after = text[draft.end : min(sentence.span.end, draft.end + _FAR)]
    for reason, left, right in _patterns():
        if (left is not None and left.search(before) and not _harmed(draft)) or right.match(after):
            return reason
    return _wrecked(draft)


def _harmed(draft: Draft) -> bool:
    """ "Affected 400 people, killing 12", "the 400 affected died": another word governs the figure."""
    return draft.hit is not None and "governed" in draft.rules and draft.hit.frame.measure in HURT_OR_HELD


def _wrecked(draft: Draft) -> str | None:
    hit = draft.hit
    carried = (
        hit is not None and hit.frame.name.startswith(("aboard", "carried")) and draft.group not in _MOVED
    )
    aboard = _CARRYING.search(draft.before) is not None and _lost().search(draft.after[:_GONE]) is not None
    lost = aboard or (carried and _lost().search(draft.sentence.text) is not None)
    return str(table("reached")["wreck"]["reason"]) if lost else None


# "A boat with 27 migrants sank": how many were aboard says of nobody what became of him.
_CARRYING = re.compile(
    r"\b(?:boat|vessel|dingh(?:y|ies)|ship|ferry|raft|trawler|yacht|bus|truck|lorry|plane|aircraft|helicopter)\s+"
    r"(?:(?:carrying|with|holding|transporting)\s+)(?:(?:about|around|some|at\s+least|more\s+than|up\s+to|as\s+many\s+as)\s+)*\Z",
    re.IGNORECASE,
)
_GONE = 60  # characters behind the figure in which what it was aboard is lost


@cache
def _lost() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(table('reached')['wreck']['lost'])})\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str]], ...]:
    found = []
    for row in table("reached")["reached"]:
        left = "|".join(row.get("before", ()))
        right = "|".join(row["after"])
        found.append(
            (
                row["reason"],
                re.compile(rf"(?:{left})\s+\Z", re.IGNORECASE) if left else None,
                re.compile(rf"{_WHO}(?:{right})", re.IGNORECASE),
            )
        )
    return tuple(found)
