"""Figures that their own speaker has revised or withdrawn: kept, but no longer evidence.

Takes frames and the reports they stand in; gives claim → the claim that takes its place. Only a sentence that
says so ("has revised its estimate", "withdrew his figure of") revises; a mere other number contradicts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from panj.bounds import intersect
from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, group_relation
from panj.model import Report


def revised(frames: Sequence[Frame], reports: Mapping[str, Report], places: Places) -> dict[str, str]:
    """Claim id → id of the claim that replaced it, by the day of the latest report given."""
    found: dict[str, str] = {}
    for said in _revising(frames, reports):
        for new in said:
            if any(_one_number(f, new) for f in frames if _before(f, new)):
                continue  # the old number, named once more
            named = [
                f for f in said if f is not new and any(_one_number(o, f) for o in frames if _before(o, f))
            ]
            old = [f for f in frames if _before(f, new) and _replaces(new, f, named, places)]
            found |= {f.claim.id: new.claim.id for f in (*old, *(named if old else ()))}
    return found


def _revising(frames: Sequence[Frame], reports: Mapping[str, Report]) -> list[list[Frame]]:
    """The figures of each sentence that speaks of a revision."""
    by_sentence: dict[tuple[str, int], list[Frame]] = defaultdict(list)
    for f in frames:
        by_sentence[f.claim.report, f.claim.sentence.start].append(f)
    pattern = _pattern()
    return [
        members
        for (report, _), members in sorted(by_sentence.items())
        if report in reports and pattern.search(members[0].claim.sentence.of(reports[report].text))
    ]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(linking_rules().revised_words)})\b", re.IGNORECASE)


def _before(f: Frame, new: Frame) -> bool:
    """Whether a figure stands in an earlier report."""
    return f.known is not None and new.known is not None and f.known < new.known


def _one_number(old: Frame, new: Frame) -> bool:
    return old.claim.value == new.claim.value and _alike(old, new)


def _alike(old: Frame, new: Frame) -> bool:
    return (
        same_measure(old.measure, new.measure)
        and old.unit == new.unit
        and old.kind == new.kind
        and old.status == new.status
    )


def _replaces(new: Frame, old: Frame, named: Sequence[Frame], places: Places) -> bool:
    """Whether a figure takes the place of an earlier one: its number is named, or its speaker is the same."""
    if not _alike(old, new) or old.interval is None or new.interval is None:
        return False
    apart = Relation.APART in (
        places.relation(old.destination, new.destination),
        places.relation(old.origin, new.origin),
        group_relation(old.group, new.group),
    )
    if apart or not old.window.overlaps(new.window) or intersect(old.interval, new.interval) is not None:
        return False
    if any(_one_number(old, f) for f in named):
        return True
    both = old.claim.speaker is not None and new.claim.speaker is not None
    return both and same_voice(old.claim.speaker, new.claim.speaker)
