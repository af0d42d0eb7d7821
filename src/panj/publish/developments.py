"""What the developments of a case put into its story: words by day, stages, moved days, opposites.

Takes developments linked into courses; gives for each sentence of a report the groups that are told on one
day, and afterwards the remarks that tie lines of several reports together. Words are cut, never made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from panj.events.developments import Course, Told, link_developments
from panj.model import Development, DevelopmentStatus, Report, Span
from panj.publish.content import StoryLine
from panj.publish.phrases import day as day_words

_S = DevelopmentStatus
_AHEAD = frozenset({_S.PLANNED, _S.POSSIBLE})
STANDING = 45  # days for which a plan without a day still counts as ahead
STAGES = {
    "considered": "considered",
    "announced": "announced",
    "under_construction": "under construction",
    "open": "open",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Group:
    """What one sentence tells of one day: its developments, their stretch of text, whether it is ahead."""

    day: date | None
    dated: bool
    ahead: bool
    found: tuple[Development, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Telling:
    """The developments of a record, by report and sentence, with what linking made of them."""

    by_sentence: Mapping[tuple[str, int], tuple[Development, ...]]
    told: Told
    courses: Mapping[str, Course]
    by_id: Mapping[str, Development] = field(default_factory=dict)
    by_report: Mapping[str, tuple[Development, ...]] = field(default_factory=dict)

    def of(self, report: str, sentence: Span) -> tuple[Development, ...]:
        """The developments of a sentence, in the order of the text."""
        return self.by_sentence.get((report, sentence.start), ())

    def course(self, line: StoryLine) -> frozenset[str]:
        """Ids of the courses that a line tells of."""
        return frozenset(self.courses[d].id for d in line.developments if d in self.courses)


def telling(found: Sequence[Development], reports: Mapping[str, Report], *, within: object) -> Telling:
    """Developments linked and laid out by sentence."""
    told = link_developments(found, reports, within=within)  # type: ignore[arg-type]
    rows: dict[tuple[str, int], list[Development]] = defaultdict(list)
    own: dict[str, list[Development]] = defaultdict(list)
    for d in sorted(found, key=lambda d: (d.report, d.start, d.id)):
        rows[d.report, d.sentence.start].append(d)
        own[d.report].append(d)
    by_sentence = {k: tuple(v) for k, v in rows.items()}
    by_report = {k: tuple(v) for k, v in own.items()}
    return Telling(by_sentence, told, told.course_of(), {d.id: d for d in found}, by_report)


def groups(found: Sequence[Development], report: Report, today: date | None) -> list[Group]:
    """The developments of one sentence by the day on which they are told.

    A plan whose day has passed is told on the day on which it was made known: nobody says that it was kept.
    """
    rows: dict[tuple[date | None, bool, bool], list[Development]] = {}
    for d in found:
        own = d.date_end if d.date_start is None or d.date_end is None else _within(d)
        ahead = _is_ahead(d, own, report, today)
        if d.status in _AHEAD and not ahead and own and report.day and own > report.day:
            own = None
        rows.setdefault((own or report.day, own is not None, ahead), []).append(d)
    made = [
        Group(day, dated, ahead, tuple(ds), Span(min(d.start for d in ds), max(d.end for d in ds)))
        for (day, dated, ahead), ds in rows.items()
    ]
    return sorted(made, key=lambda g: g.span.start)


def _within(d: Development) -> date | None:
    """The day under which an interval is told: the last of a few days, the first of a month or more."""
    return d.date_end


def _is_ahead(d: Development, own: date | None, report: Report, today: date | None) -> bool:
    """Whether a development is still to come on the day as known."""
    if d.status not in _AHEAD or today is None:
        return False
    if own is not None:
        return own > today
    return d.status is _S.PLANNED and report.day is not None and (today - report.day).days <= STANDING


def marked(
    lines: Sequence[StoryLine], telling: Telling, reports: Mapping[str, Report]
) -> Iterator[StoryLine]:
    """Lines with their stages, moved days, opposites, and how many reports tell the same."""
    opposite = _opposites(telling)
    for line in lines:
        if not line.developments:
            yield line
            continue
        courses = [telling.courses[d] for d in line.developments if d in telling.courses]
        sides = [o for d in line.developments for o in opposite.get(d, ())]
        against = tuple(
            dict.fromkeys(
                (d.report, d.sentence)
                for d in sides
                if d.sentence != line.sentence or d.report != line.report
            )
        )
        yield replace(
            line,
            stage=_stage(line, courses, telling),
            remark=_moved(line, courses, telling, reports),
            against=against,
            told_by=max([c.reports for c in courses], default=1),
        )


def _opposites(telling: Telling) -> Mapping[str, list[Development]]:
    found: dict[str, list[Development]] = defaultdict(list)
    for o in telling.told.opposed:
        found[o.one].append(telling.by_id[o.other])
        found[o.other].append(telling.by_id[o.one])
    return found


def _stage(line: StoryLine, courses: Sequence[Course], telling: Telling) -> str:
    """ "considered (5 Jul) → announced (23 Jul)": the steps up to this line's own."""
    for course in courses:
        own = next((n for n, s in enumerate(course.steps) if s.development in line.developments), None)
        stage = next((telling.by_id[d].stage for d in line.developments if d in course.developments), None)
        if own is not None:
            steps = course.steps[: own + 1]
            return " → ".join(
                f"{STAGES[s.stage]}{f' ({day_words(s.known)})' if s.known and len(steps) > 1 else ''}"
                for s in steps
            )
        if stage in STAGES:
            return STAGES[stage]
    return ""


def _moved(
    line: StoryLine, courses: Sequence[Course], telling: Telling, reports: Mapping[str, Report]
) -> str:
    """ "11 September before": a day that an earlier or later report gives differently."""
    for course in courses:
        for move in course.moves:
            if move.later in line.developments:
                told = reports[telling.by_id[move.earlier].report]
                return (
                    f"moved: {day_words(move.before)} by {told.outlet or told.name} of {day_words(told.day)}"
                )
            if move.earlier in line.developments:
                told = reports[telling.by_id[move.later].report]
                name = told.outlet or told.name
                return f"moved since: {day_words(move.after)}, {name} of {day_words(told.day)}"
    return ""
