"""Developments of several reports set against each other: the same, opposed, steps of one, moved days.

Takes developments and their reports; gives `Course`s (one development as one or several reports tell it, with
the steps of a preparation and the days that were moved) and `Opposition`s. Word lists lie in courses.toml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from panj.events.nearby import Within
from panj.events.strands import OPPOSED, Opposition, Strand, strands_by
from panj.events.tellings import rules
from panj.model import Development, DevelopmentKind, DevelopmentStatus, Report

_K, _S = DevelopmentKind, DevelopmentStatus
_Days = Mapping[str, date | None]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a preparation was by one telling."""

    stage: str
    development: str
    known: date | None


@dataclass(frozen=True, slots=True)
class Move:
    """A day that was moved: what was to be on `before` is to be on `after`, by a later telling."""

    before: date
    after: date
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Course:
    """One development as one or several reports tell it.

    Args:
        id: stable while its first telling is.
        developments: ids, in order of publication.
        reports: how many reports tell it.
        steps: of a preparation, in order of publication, each stage once.
        moves: days that were moved.
    """

    id: str
    kind: DevelopmentKind
    developments: tuple[str, ...]
    reports: int
    steps: tuple[Step, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the developments of a case come to."""

    courses: tuple[Course, ...] = ()
    opposed: tuple[Opposition, ...] = ()

    def course_of(self) -> Mapping[str, Course]:
        """Development id → its course."""
        return {d: course for course in self.courses for d in course.developments}


def link_developments(
    found: Sequence[Development], reports: Mapping[str, Report], *, within: Within | None = None
) -> Told:
    """Courses and oppositions of developments.

    Args:
        found: developments of these reports, in any order.
        reports: by id; those that a development names.
        within: whether the place of the first code lies in that of the second; None: only equal codes agree.
    """
    days = {d.report: reports[d.report].day if d.report in reports else None for d in found}
    ordered = sorted(found, key=lambda d: (days[d.report] or date.max, d.report, d.start, d.id))
    by_kind: dict[DevelopmentKind, list[Development]] = defaultdict(list)
    for d in ordered:
        by_kind[d.kind].append(d)
    strands = strands_by(within or _same)
    made = {
        kind: strands.of(kind, tuple(told), tuple(days[d.report] for d in told))
        for kind, told in by_kind.items()
    }
    courses = tuple(_course(group, days) for group in _groups(ordered, made))
    return Told(courses, tuple(_opposed(made)))


def _same(inner: str, outer: str) -> bool:
    return inner == outer


def _groups(
    ordered: Sequence[Development], made: Mapping[DevelopmentKind, Strand]
) -> list[list[Development]]:
    """The developments that are one, groups in the order of their first telling."""
    groups: dict[tuple[DevelopmentKind, int], list[Development]] = defaultdict(list)
    homes = {kind: iter(strand.homes) for kind, strand in made.items()}
    for d in ordered:
        groups[d.kind, next(homes[d.kind])].append(d)
    return list(groups.values())


def _opposed(made: Mapping[DevelopmentKind, Strand]) -> Iterator[Opposition]:
    """Pairs that cannot both hold, kind by kind, by the earlier and then by the later."""
    for kind in OPPOSED:
        found = made[kind].opposed if kind in made else ()
        yield from (opposition for *_, opposition in sorted(found, key=lambda item: item[:2]))


def _course(group: Sequence[Development], days: _Days) -> Course:
    return Course(
        id=group[0].id,
        kind=group[0].kind,
        developments=tuple(d.id for d in group),
        reports=len({d.report for d in group}),
        steps=tuple(_steps(group, days)),
        moves=tuple(_moves(group, days)),
    )


def _steps(group: Sequence[Development], days: _Days) -> Iterator[Step]:
    """Each stage at its first telling; a lower stage told later is a step back only if it ends the thing."""
    order = rules()["stages"]
    reached = -1
    for d in group:
        if d.kind is not _K.PREPARATION or d.stage is None or d.stage not in order:
            continue
        at = order.index(d.stage)
        if at > reached:
            reached = at
            yield Step(d.stage, d.id, days[d.report])


def _moves(group: Sequence[Development], days: _Days) -> Iterator[Move]:
    """Planned days that a later report gives differently."""
    dated = [
        d for d in group if d.status is _S.PLANNED and d.date_end is not None and days[d.report] is not None
    ]
    for earlier, later in pairwise(dated):
        before, after = earlier.date_end, later.date_end
        if before and after and before != after and days[earlier.report] != days[later.report]:
            yield Move(before, after, earlier.id, later.id)
