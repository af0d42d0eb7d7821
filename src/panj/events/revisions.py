"""Figures that their own speaker has revised or withdrawn: kept, but no longer evidence.

Takes frames and the reports they stand in; gives claim → the claim that takes its place. Only a sentence that
says so ("has revised its estimate", "withdrew his figure of") revises; a mere other number contradicts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from panj.bounds import intersect
from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, Window, group_relation
from panj.model import PeriodKind, Report, Status

_TAKEN_BACK = "status.denied:correction"  # the rule of a figure whose own sentence gives another in its place
_NEXT = 3  # characters between one sentence and the next


def revised(frames: Sequence[Frame], reports: Mapping[str, Report], places: Places) -> dict[str, str]:
    """Claim id → id of the claim that replaced it, by the day of the latest report given."""
    found: dict[str, str] = {}
    for said in _revising(frames, reports):
        for new in said:
            denied = new.status is Status.DENIED
            if denied or any(_one_number(f, new) for f in frames if _before(f, new)):
                continue  # the old number, named once more
            named = [
                f for f in said if f is not new and any(_one_number(o, f) for o in frames if _before(o, f))
            ]
            just_said = _just_said(frames, new, places) if len(said) == 1 else []
            named += just_said
            old = [f for f in frames if _before(f, new) and _replaces(new, f, named, places)]
            taken_back = (f for f in named if f.status is new.status)
            found |= {f.claim.id: new.claim.id for f in ((*old, *taken_back) if old else just_said)}
    return found


def corrected(frames: Sequence[Frame], gone: Mapping[str, str]) -> dict[str, Window]:
    """Claim id → the days of a total that takes the place of another, where its own are less well told.

    "The figure of 60,000 given in May has been corrected: 52,840 had arrived by 12 May": since the same day.
    """
    by_claim = {f.claim.id: f for f in frames}
    found: dict[str, Window] = {}
    for old in (by_claim[c] for c in gone):
        new = by_claim.get(gone[old.claim.id])
        if new is None or new.kind is not PeriodKind.CUMULATIVE or not _before(old, new):
            continue
        own_day = new.window.end if new.window.end != new.known else None
        days = Window(old.window.start, own_day or old.window.end, old.window.running)
        if not old.window.running and days.start is not None and old.window.overlaps(new.window):
            found[new.claim.id] = days
    return found


def _revising(frames: Sequence[Frame], reports: Mapping[str, Report]) -> list[list[Frame]]:
    """The figures of each sentence that speaks of a revision, or that takes one of them back."""
    by_sentence: dict[tuple[str, int], list[Frame]] = defaultdict(list)
    for f in frames:
        by_sentence[f.claim.report, f.claim.sentence.start].append(f)
    pattern = _pattern()
    return [
        members
        for (report, _), members in sorted(by_sentence.items())
        if report in reports
        and (
            any(_TAKEN_BACK in f.claim.rules for f in members)
            or pattern.search(members[0].claim.sentence.of(reports[report].text))
        )
    ]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(linking_rules().revised_words)})\b", re.IGNORECASE)


def _before(f: Frame, new: Frame) -> bool:
    """Whether a figure stands in an earlier report."""
    return f.known is not None and new.known is not None and f.known < new.known


def _just_said(frames: Sequence[Frame], new: Frame, places: Places) -> list[Frame]:
    """The first figure of the sentence before: "He spoke of 300. Since then he revised it to 280"."""

    def near(f: Frame) -> bool:
        gap = new.claim.sentence.start - f.claim.sentence.end
        return f.claim.report == new.claim.report and f is not new and 0 <= gap <= _NEXT

    told = sorted((f for f in frames if near(f) and _of_one(f, new, places)), key=lambda f: f.claim.start)
    return [f for f in told[:1] if _excludes(f, new, places)]


def _excludes(old: Frame, new: Frame, places: Places) -> bool:
    """Whether two figures of one thing cannot both hold."""
    if not _of_one(old, new, places) or old.interval is None or new.interval is None:
        return False
    return intersect(old.interval, new.interval) is None


def _of_one(old: Frame, new: Frame, places: Places) -> bool:
    apart = Relation.APART in (
        places.relation(old.destination, new.destination),
        group_relation(old.group, new.group),
    )
    return _alike(old, new) and not apart


def _one_number(old: Frame, new: Frame) -> bool:
    """Whether the second names the first: where it is taken back, it may be told as denied."""
    status = new.status if new.status is not Status.DENIED else old.status
    return old.claim.value == new.claim.value and _alike(old, replace(new, status=status))


def _alike(old: Frame, new: Frame) -> bool:
    return (
        same_measure(old.measure, new.measure)
        and old.unit == new.unit
        and old.kind == new.kind
        and old.status == new.status
    )


def _replaces(new: Frame, old: Frame, named: Sequence[Frame], places: Places) -> bool:
    """Whether a figure takes the place of an earlier one: its number is named, or its speaker is the same."""
    if not _excludes(old, new, places) or not old.window.overlaps(new.window):
        return False
    if any(_one_number(old, f) for f in named):
        return True  # its number is named: where people came from may be said in another way
    if places.relation(old.origin, new.origin) is Relation.APART:
        return False
    both = old.claim.speaker is not None and new.claim.speaker is not None
    return both and same_voice(old.claim.speaker, new.claim.speaker)
