"""Lays out the story as Markdown or as an HTML page that stands alone.

Takes a `Situation`; gives text: by day, who said what, what contradicts it, and what lies ahead. All report
text is escaped; nothing is fetched from anywhere; the same situation gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from panj.errors import PublishError
from panj.model import Span
from panj.publish.brief.rendering import environment
from panj.publish.content import Situation, StoryLine
from panj.publish.phrases import day as day_words
from panj.publish.record import cite


@dataclass(frozen=True, slots=True)
class Told:
    """A line with who said it, where it stands, and the remarks that must be read with it."""

    text: str
    said_by: str
    where: str
    kind: str
    remarks: tuple[str, ...]
    anchor: str
    against: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day."""

    title: str
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The story as known on a day: what happened, by day, and what lies ahead."""

    title: str
    known: str
    days: tuple[Day, ...]
    ahead: tuple[Day, ...]


def render(situation: Situation, format: str = "md") -> str:  # noqa: A002  the word of the command line
    """The story.

    Args:
        situation: as known on its day.
        format: `md` for Markdown, `html` for one page that stands alone.

    Raises:
        PublishError: W020, for any other format.
    """
    if format not in ("md", "html"):
        raise PublishError("W020", detail=repr(format), known="md, html")
    text = (
        environment("panj.publish", "story_templates", html=format == "html")
        .get_template(f"story.{format}.j2")
        .render(story=laid_out(situation))
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def laid_out(situation: Situation) -> Story:
    """The lines of a situation's story by day, those ahead apart."""
    past = [line for line in situation.story if not line.ahead]
    to_come = [line for line in situation.story if line.ahead]
    return Story(
        title=situation.title,
        known=day_words(situation.known) if situation.known else "",
        days=_days(situation, past),
        ahead=_days(situation, to_come),
    )


def _days(situation: Situation, lines: Sequence[StoryLine]) -> tuple[Day, ...]:
    by_key = {(line.report, line.sentence): line for line in situation.story}
    rows = []
    for when, part in groupby(lines, key=lambda line: line.day):
        rows.append(Day(_title(when), tuple(_told(situation, line, by_key) for line in part)))
    return tuple(rows)


def _title(when: date | None) -> str:
    return day_words(when) if when else "Without a day"


def _told(situation: Situation, line: StoryLine, by_key: Mapping[tuple[str, Span], StoryLine]) -> Told:
    report = situation.reports[line.report]
    against = [by_key[key] for key in line.against if key in by_key]
    return Told(
        text=" ".join(line.text.split()),
        said_by=said_by(situation, line),
        where=cite(report, line.sentence),
        kind=line.kind.replace("_", " "),
        remarks=remarks(line),
        anchor=_anchor(line),
        against=tuple((said_by(situation, other), _anchor(other)) for other in against),
    )


def _anchor(line: StoryLine) -> str:
    return f"s-{line.report}-{line.sentence.start}"


def said_by(situation: Situation, line: StoryLine) -> str:
    """Who said it, through which outlet, and when it was published."""
    report = situation.reports[line.report]
    outlet = report.outlet or report.name
    chain = f"{line.speaker} → {outlet}" if line.speaker and line.speaker != outlet else outlet
    return f"{chain}, {day_words(report.day) if report.day else 'no date'}"


def remarks(line: StoryLine) -> tuple[str, ...]:
    """What must be read with a line: unconfirmed, contradicted, how far it is, moved, told by several."""
    found = [line.note] if line.note else []
    if not line.confirmed:
        found.append("unconfirmed")
    if line.against:
        found.append("contradicted")
    if line.stage:
        found.append(line.stage)
    if line.remark:
        found.append(line.remark)
    if line.told_by > 1:
        found.append(f"told by {line.told_by} reports")
    return tuple(found)
