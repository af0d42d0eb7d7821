"""Story lines, claims and developments as statements: words, speaker, outlet, day, the way to the evidence.

Takes a Situation; gives `Statement`s that the pages around the story show alike.
"""

from __future__ import annotations

from functools import cache

from panj.model import Claim, Development, Span
from panj.publish.room import words
from panj.publish.room.evidence.exhibits import outlet_of
from panj.publish.room.index import index_of, line_key
from panj.publish.room.story.contexts import Statement
from panj.publish.situation import Situation, StoryLine

_LONGEST = 320  # characters of a sentence that is shown


@cache
def _topics() -> dict[str, str]:
    return {kind: code for code, entry in words.labels()["topics"].items() for kind in entry["kinds"]}


def topic_of(kind: str) -> str:
    """The topic of a kind of development or measure; `other` where none has it."""
    return _topics().get(kind, "other")


def of_line(situation: Situation, line: StoryLine) -> Statement:
    """A line of the story."""
    report = situation.reports[line.report]
    outlet = outlet_of(report)
    return Statement(
        text=line.text,
        who=line.speaker or outlet,
        outlet=outlet,
        published=report.day,
        key=f"line/{line_key(line.report, line.sentence)}",
        topic=topic_of(line.kind),
        day=line.day if line.dated else None,
        remark=line.remark or line.stage,
        confirmed=line.confirmed,
    )


def of_claim(situation: Situation, claim: Claim) -> Statement:
    """The sentence that states a figure."""
    report = situation.reports[claim.report]
    return Statement(
        text=_cut(claim.sentence.of(report.text)),
        who=claim.speaker or outlet_of(report),
        outlet=outlet_of(report),
        published=report.day,
        key=f"claim/{claim.id}",
        topic=topic_of(claim.measure),
        day=claim.date_end or claim.date_start,
        confirmed=claim.confirmed,
    )


def of_development(situation: Situation, told: Development) -> Statement:
    """The sentence that tells a development."""
    report = situation.reports[told.report]
    return Statement(
        text=_cut(told.sentence.of(report.text)),
        who=told.speaker or outlet_of(report),
        outlet=outlet_of(report),
        published=report.day,
        key=f"line/{line_key(told.report, told.sentence)}",
        topic=topic_of(told.kind),
        day=told.date_start or told.date_end,
        remark=str(told.status).replace("_", " ") if told.status not in ("happened", "under_way") else "",
        confirmed=told.status != "unconfirmed",
    )


def of_sentence(situation: Situation, report_id: str, span: Span) -> Statement | None:
    """A sentence that a line names as said against it; None where its report is not shown."""
    held = index_of(situation)
    line = held.lines.get((report_id, span))
    if line is not None:
        return of_line(situation, line)
    told = held.told.get((report_id, span))
    return of_development(situation, told) if told is not None else None


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"
