"""Which version of an article stands on a day: the last that was known by then; the others are superseded.

Takes the reports of a case, gives those known and which of them another has superseded. Only versions at
one address are taken for one article here: two like headlines of one outlet may be two events, and to
drop one of them would lose people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from panj.model import Report
from panj.reports import articles, known_from


@dataclass(frozen=True, slots=True)
class Standing:
    """Reports known on a day, and id → id of the version that superseded it by then."""

    reports: tuple[Report, ...]
    superseded: Mapping[str, str]


def standing(
    reports: Sequence[Report], known: date | None, replaced: Mapping[str, str] | None = None
) -> Standing:
    """The reports known at the end of a day, and which of them no longer stand.

    Args:
        reports: those published by then, in order of publication; undated ones only where `known` is None.
        known: a later version is known from the day of its change; None: all versions are.
        replaced: report id → id of the text that stands in its file since the file was edited: whoever
            edited it meant it so from the beginning.
    """
    by_id = {r.id: r for r in reports}
    unknown: set[str] = set()
    superseded = {old: new for old, new in (replaced or {}).items() if old in by_id and new in by_id}
    for article in articles(r for r in reports if r.url and r.published and r.id not in superseded):
        if len(article.versions) == 1:
            continue
        versions = sorted((by_id[name] for name in article.versions), key=age)
        there = [v for n, v in enumerate(versions) if n == 0 or _is_known(v, known)]
        unknown |= {v.id for v in versions} - {v.id for v in there}
        superseded |= {v.id: there[-1].id for v in there[:-1]}
    unknown |= {r.id for r in reports if r.part_of in unknown}
    superseded |= {r.id: superseded[r.part_of] for r in reports if r.part_of in superseded}
    return Standing(tuple(r for r in reports if r.id not in unknown), superseded)


def age(version: Report) -> tuple[str, int, str]:
    """By moment of change; of two copies of one moment the longer stands, for the other was cut."""
    return version.modified or version.published or "", len(version.text), version.id


def _is_known(version: Report, known: date | None) -> bool:
    since = known_from(version)
    return known is None or (since is not None and since <= known)
