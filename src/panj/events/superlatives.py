"""Superlatives that bound other figures: "the largest group yet", "the highest number so far".

Takes claims and reports; gives an `Extreme` for each figure that its sentence calls the largest or smallest
of its kind, with the earlier figures that it bounds. Only where the class compared is clear: one measure,
unit, group and place. It is given as data: the tally takes no row from it, so that no bound hangs on a
reporter's turn of phrase.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panj.claims.developments.fields import superlative
from panj.model import Claim, Measure, PeriodKind, Report, Status, Unit

_FLOWS = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RETURN, Measure.INTERNAL_DISPLACEMENT})
_MOST = re.compile(r"\b(?:largest|biggest|highest|greatest)\b", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:smallest|lowest|fewest)\b", re.IGNORECASE)
_ALL_BEFORE = re.compile(
    r"\b(?:yet|so\s+far|ever|on\s+record)\b", re.IGNORECASE
)  # "since June" is another class


@dataclass(frozen=True, slots=True)
class Extreme:
    """A figure that its source calls the largest (or smallest) of its kind so far.

    Args:
        claim: its id.
        words: the superlative, as written.
        largest: whether it is the largest; False: the smallest.
        bounds: ids of earlier claims of the same measure, unit, group and place, which it bounds.
    """

    claim: str
    words: str
    largest: bool
    bounds: tuple[str, ...]


def extremes(claims: Sequence[Claim], reports: Mapping[str, Report]) -> list[Extreme]:
    """Superlatives of figures, in the order of the claims.

    Args:
        claims: those that count.
        reports: by id.
    """
    sentences: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for c in claims:
        if _comparable(c):
            sentences[c.report, c.sentence.start].append(c)
            alike[_kind(c)].append(c)
    found: list[Extreme] = []
    for (report, _), rows in sentences.items():
        if report not in reports or len(rows) != 1:
            continue  # of two figures in a sentence nobody knows which is meant
        one = rows[0]
        words = superlative(one.sentence.of(reports[report].text))
        most, least = (bool(words and p.search(words)) for p in (_MOST, _LEAST))
        if words is None or not _ALL_BEFORE.search(words) or most == least:
            continue
        before = [c for c in alike[_kind(one)] if _before(c, one)]
        found.append(Extreme(one.id, words, most, tuple(c.id for c in before)))
    return found


def _comparable(c: Claim) -> bool:
    """Whether a claim sizes one dated occurrence of people on the move, part of nothing larger."""
    sized = c.measure in _FLOWS and c.unit is Unit.PERSONS and c.status is Status.HAPPENED and c.confirmed
    placed = (c.destination_code or c.place_code) is not None and c.date_end is not None
    return sized and placed and c.period is PeriodKind.EVENT and c.part_of is None and not c.optional


def _kind(c: Claim) -> tuple[object, ...]:
    return c.measure, c.group, c.destination_code or c.place_code, c.origin_code


def _before(other: Claim, one: Claim) -> bool:
    assert other.date_end is not None
    assert one.date_end is not None
    return other.date_end < (one.date_start or one.date_end)
