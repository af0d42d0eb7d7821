"""Each thing told once: of the lines of a story that tell one thing, the fullest is kept.

Takes the lines of all reports, with what linking made of their developments; gives those that are kept.
Two are compared only where they may tell one thing: of one occurrence or course, or told of days close by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from panj.publish import occurrences
from panj.publish.content import StoryLine
from panj.publish.developments import Telling
from panj.publish.record import Record

_NEAR_DAYS = 3  # sentences further apart tell two things
_SAME = 82  # likeness, of 100, from which two sentences of one day tell one thing


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A line with what it is compared by: its events, its courses, whether it tells a step or a moved day."""

    line: StoryLine
    events: frozenset[str]
    courses: frozenset[str] = frozenset()
    developed: bool = False
    steps: bool = False

    @property
    def day(self) -> int | None:
        """Its day, by number."""
        return self.line.day.toordinal() if self.line.day else None


def once(record: Record, lines: Iterable[StoryLine], told: Telling | None) -> list[StoryLine]:
    """The lines without those that another, fuller one tells as well; the weightiest first."""
    found = _Found(record)
    for line in sorted(lines, key=lambda x: (-x.weight, x.report, x.sentence.start)):
        own = _weighed(record, line, told)
        if not found.has(own):
            found.add(own)
    return found.lines


@dataclass(slots=True)
class _Found:
    """Lines that are kept, by what another that tells the same must share with them."""

    record: Record
    lines: list[StoryLine] = field(default_factory=list)
    _near: dict[tuple[int | None, bool], list[_Weighed]] = field(default_factory=lambda: defaultdict(list))
    _events: dict[str, list[_Weighed]] = field(default_factory=lambda: defaultdict(list))
    _courses: dict[str, list[_Weighed]] = field(default_factory=lambda: defaultdict(list))

    def add(self, own: _Weighed) -> None:
        """Keeps a line."""
        self.lines.append(own.line)
        self._near[own.day, own.line.dated].append(own)
        for event in own.events:
            self._events[event].append(own)
        for course in own.courses:
            self._courses[course].append(own)

    def has(self, own: _Weighed) -> bool:
        """Whether a line that is kept tells all that this one does: the same events, or the same in words."""
        if own.developed:  # steps and moved days stay; all others share every course with the line
            return not own.steps and any(_covers(other, own) for other in self._alike(own))
        if any(_covers(other, own) for other in self._alike(own)):
            return True
        beside = (other for key in _beside(own) for other in self._near.get(key, ()))
        return any(self._says(other, own) for other in (*self._alike(own), *beside))

    def _alike(self, own: _Weighed) -> Iterable[_Weighed]:
        """Kept lines of one of its courses; of one of its events where it has none."""
        for course in sorted(own.courses)[:1]:
            return self._courses.get(course, ())
        return self._events.get(min(own.events), ()) if own.events else ()

    def _says(self, other: _Weighed, own: _Weighed) -> bool:
        """Whether another line tells one occurrence with it, in nearly the same words."""
        line, known = own.line, other.line
        if not _comparable(line, known) or (line.dated and known.dated and line.day != known.day):
            return False  # as `occurrences.one` has it of days; said here because words are dear to compare
        alike = fuzz.token_set_ratio(line.text, known.text, score_cutoff=_SAME) >= _SAME
        return alike and occurrences.one(self.record, line, known)


def _comparable(line: StoryLine, known: StoryLine) -> bool:
    """Whether both tell of what was, or of what is to come, in two sentences."""
    return line.ahead == known.ahead and (line.report, line.sentence) != (known.report, known.sentence)


def _covers(other: _Weighed, own: _Weighed) -> bool:
    """Whether another line tells all courses and events of a line that has some."""
    return own.courses <= other.courses and own.events <= other.events and _comparable(own.line, other.line)


def _beside(own: _Weighed) -> Iterator[tuple[int | None, bool]]:
    """The days on which a line may be told already, with whether these lines state their day.

    Where both state one they agree on it, or share an event, by which such lines are found as well.
    """
    day = own.day
    for d in [day] if day is None else range(day - _NEAR_DAYS, day + _NEAR_DAYS + 1):
        yield d, False
        if d == day or not own.line.dated:
            yield d, True


def _weighed(record: Record, line: StoryLine, told: Telling | None) -> _Weighed:
    events = frozenset(record.event_of[c].id for c in line.claims if c in record.event_of)
    if told is None or not line.developments:
        return _Weighed(line, events)
    steps = {s.development for d in line.developments for s in told.courses[d].steps}
    moved = {x for d in line.developments for m in told.courses[d].moves for x in (m.earlier, m.later)}
    return _Weighed(
        line, events, told.course(line), developed=True, steps=bool((steps | moved) & set(line.developments))
    )
