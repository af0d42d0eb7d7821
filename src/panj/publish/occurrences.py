"""Whether two lines in nearly the same words tell of one occurrence, or of two: another day, another count.

Takes the record of a day and two of its story lines; gives yes or no. Counted daily, people cross in the same
words each day: what differs is then the figure, the day, who crossed and where.
"""

from __future__ import annotations

from collections.abc import Iterator

from panj.bounds import intersect
from panj.model import Claim, Group
from panj.publish.content import StoryLine
from panj.publish.record import Record
from panj.reports.days import mentions


def one(record: Record, line: StoryLine, other: StoryLine) -> bool:
    """Whether two lines told in similar words can tell of one occurrence.

    Stated days must agree. Figures must agree too, save where day, people and places do: then two counts are
    of one crossing, as is a count that was revised.
    """
    if _apart(line, other):
        return False
    pairs = list(_pairs(record, line, other))
    if all(intersect(record.interval(a), record.interval(b)) for a, b in pairs):
        return True
    return line.day == other.day and all(_who_and_where(record, a, b) for a, b in pairs)


def _apart(line: StoryLine, other: StoryLine) -> bool:
    """Whether both lines say when, and not the same: by their days, else by the weekdays they name."""
    if line.dated and other.dated:
        return line.day != other.day
    ours, theirs = _weekdays(line.text), _weekdays(other.text)
    return bool(ours and theirs and not ours & theirs)


def _weekdays(text: str) -> set[int]:
    return {m.weekday for m in mentions(text) if m.weekday is not None}


def _pairs(record: Record, line: StoryLine, other: StoryLine) -> Iterator[tuple[Claim, Claim]]:
    """Each figure of the first line with that of the other which counts the same, the nearest in size."""
    known = [record.claims[c] for c in other.claims]
    for claim in (record.claims[c] for c in line.claims):
        like = [c for c in known if (c.measure, c.unit) == (claim.measure, claim.unit)]
        if like:
            yield claim, min(like, key=lambda c: (abs(c.value - claim.value), c.start))


def _who_and_where(record: Record, one: Claim, other: Claim) -> bool:
    """Whether two figures count the same people at the same places, as far as both say."""
    groups = {one.group, other.group} - {None, Group.PEOPLE}
    ends = ("origin", "destination", "place")
    return len(groups) <= 1 and all(_meet(record, one, other, end) for end in ends)


def _meet(record: Record, one: Claim, other: Claim, end: str) -> bool:
    """Whether one place lies in the other; by the names where the gazetteer knows neither."""
    a, b = getattr(one, f"{end}_code"), getattr(other, f"{end}_code")
    if a and b:
        return record.within(a, b) or record.within(b, a)
    names = {getattr(c, end).casefold() for c in (one, other) if getattr(c, end)}
    return bool(a or b) or len(names) <= 1
