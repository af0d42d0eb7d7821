"""Figures that a report only names again: "Of the 135,000 people displaced from Sake, 7,400 have gone home".

Takes frames and the reports they stand in; gives them with each such figure as another telling of the one
that it names. A figure is named again where it has the definite article, and an earlier one has its number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, group_relation
from panj.model import Claim, PeriodKind, Report, Status

_SUMMED = frozenset({PeriodKind.EVENT, PeriodKind.CUMULATIVE})
_BEFORE = 12  # characters before a number in which its article stands


def named_again(frames: Sequence[Frame], reports: Mapping[str, Report], places: Places) -> Iterator[Frame]:
    """The frames; one that is named again has what the figure that it names has, and adds nothing to it."""
    definite = {f.claim.id for f in frames if _may_name(f) and _definite(f.claim, reports)}
    told: dict[tuple[object, ...], list[Frame]] = defaultdict(list)
    for f in frames if definite else ():
        if _may_name(f) and f.claim.id not in definite:
            told[f.claim.value, f.unit].append(f)
    for f in frames:
        if f.claim.id not in definite:
            yield f
            continue
        named = [o for o in told[f.claim.value, f.unit] if _names(f, o, places)]
        one = max(named, key=lambda o: (o.known or date.min, *o.order), default=None)
        yield f if one is None else _as_told(f, one)


def _may_name(f: Frame) -> bool:
    return f.kind in _SUMMED and f.status is Status.HAPPENED and f.interval is not None


def _as_told(f: Frame, one: Frame) -> Frame:
    """A figure as the one that it names, told by its own report."""
    return replace(
        one,
        claim=f.claim,
        interval=None,
        told_by=one.claim.id,
        known=f.known,
        outlet=f.outlet,
        text=f.text,
        first_outlet=f.first_outlet,
    )


def _definite(claim: Claim, reports: Mapping[str, Report]) -> bool:
    """Whether words before the number take it as known: "the 5,000 who", "of those 300"."""
    if _opening().match(claim.text):
        return True
    report = reports.get(claim.report)
    first = max(claim.sentence.start, claim.start - _BEFORE)
    return report is not None and _closing().search(report.text[first : claim.start]) is not None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(linking_rules().definite_words)})\b", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(linking_rules().definite_words)})\s+\Z", re.IGNORECASE)


def _names(f: Frame, earlier: Frame, places: Places) -> bool:
    """Whether a figure may be the one that is named: told before, of no other people, place or days."""
    if not _told_before(f, earlier) or not same_measure(f.measure, earlier.measure):
        return False
    apart = Relation.APART in (
        group_relation(f.group, earlier.group),
        places.relation(f.origin, earlier.origin),
        # Where they fled from may be given as where it happened: "the people displaced from Sake".
        places.relation(None if f.destination == f.origin else f.destination, earlier.destination),
    )
    days = [x for x in (f, earlier) if x.kind is PeriodKind.EVENT and x.dated and not x.assumed]
    return not apart and (len(days) < 2 or f.window.overlaps(earlier.window))


def _told_before(f: Frame, earlier: Frame) -> bool:
    if f.claim.report == earlier.claim.report:
        return earlier.claim.sentence.start < f.claim.sentence.start
    return f.known is not None and earlier.known is not None and earlier.known < f.known
