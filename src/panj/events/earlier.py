"""Figures told as a speaker's earlier ones: "68 were killed, he said. He had earlier spoken of 20 dead."

Takes frames and the reports they stand in; gives claim → the claim of the same report that took its place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.origins import same_voice, voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, group_relation
from panj.model import PeriodKind, Report, Status

_COUNTED = frozenset({PeriodKind.EVENT, PeriodKind.CUMULATIVE})
_WITHIN = 400  # characters: further before nobody is reminded of what a speaker says now


def told_earlier(frames: Sequence[Frame], reports: Mapping[str, Report], places: Places) -> dict[str, str]:
    """Claim id → id of the claim before it in the report, by which the same speaker replaced it."""
    said: dict[str, list[Frame]] = defaultdict(list)
    for f in frames:
        if f.status is Status.HAPPENED and f.kind in _COUNTED and f.interval is not None:
            said[f.claim.report].append(f)
    found: dict[str, str] = {}
    for report, told in said.items():
        text = reports[report].text if report in reports else ""
        for old in told if len(told) > 1 else ():
            if _is_earlier(old, text) and (now := _now(old, told, places)) is not None:
                found[old.claim.id] = now.claim.id
    return found


def _is_earlier(f: Frame, text: str) -> bool:
    """Whether the words before a figure tell that it was told before."""
    return _words().search(text[f.claim.sentence.start : f.claim.start]) is not None


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(linking_rules().earlier_words)})\b[^;]*\Z", re.IGNORECASE)


def _now(old: Frame, told: Sequence[Frame], places: Places) -> Frame | None:
    """The nearest figure before it in which the same speaker counts the same."""
    near = [
        f for f in told if 0 <= old.claim.sentence.start - f.claim.end <= _WITHIN and _alike(f, old, places)
    ]
    return max(near, key=lambda f: f.claim.start, default=None)


def _alike(now: Frame, old: Frame, places: Places) -> bool:
    apart = Relation.APART in (
        places.relation(now.destination, old.destination),
        places.relation(now.origin, old.origin),
        group_relation(now.group, old.group),
    )
    counted = same_measure(now.measure, old.measure) and now.unit is old.unit and now.claim.part_of is None
    return counted and not apart and _one_speaker(now.claim.speaker, old.claim.speaker)


def _one_speaker(full: str | None, short: str | None) -> bool:
    """Whether a name is a speaker's, or in the same report all words of it are his: "the ombudsman"."""
    if full is None or short is None or same_voice(full, short):
        return full is not None and short is not None
    whole, some = voice(full), voice(short)
    if whole is None or some is None or whole.institution != some.institution:
        return False
    return bool(some.names) and set(some.names) <= set(whole.names)
