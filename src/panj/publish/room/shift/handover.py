"""What one shift hands to the next: what came in, what moved, what was decided, what is open and to come.

Takes a Situation and the case's record since a moment; gives the page's context, which prints as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from panj.publish.room import words
from panj.publish.room.contexts import AlertRow, Frame, ReportRow, Stake
from panj.publish.room.evidence.answers import answer, answers_of
from panj.publish.room.evidence.evidence import Answer, alert_key
from panj.publish.room.index import index_of
from panj.publish.room.shift.contexts import HandoverContext, VerifyRow
from panj.publish.room.shift.moved import LARGE, Movements
from panj.publish.room.shift.verifying import listing
from panj.publish.room.story.coming import ahead
from panj.publish.room.views import report_row
from panj.publish.room.visits import Mark
from panj.publish.room.work.work import Work, decision_row
from panj.publish.situation import Situation

SHIFT = timedelta(hours=12)  # before the last thing that was done, where no time is asked for
_CAME = ("report new", "report changed", "report replaced")
_TO_DECIDE = ("contradiction", "identity", "unconfirmed", "denied")
_AHEAD, _OPEN = 12, 12
SHOWN = 40  # reports that came in, on the page


def default_since(work: Work, mark: Mark | None) -> str:
    """The reader's own mark; else a shift before the last thing that was done to the case."""
    if mark is not None:
        return mark.moment
    done = work.history(last=1)
    last = datetime.fromisoformat(done[-1].at if done else work.moment)
    return (last - SHIFT).isoformat()


def page(
    situation: Situation,
    frame: Frame,
    work: Work,
    since: str,
    *,
    movements: Movements,
    stakes: Mapping[str, Stake],
) -> HandoverContext:
    """The page of what happened after a moment (UTC)."""
    zone = work.zone
    standing = work.standing()
    made = [d for d in work.decisions() if d.at > since]
    answers = answers_of(work)
    came = _came(situation, work, since)
    too_many = len(situation.claims) > LARGE
    there = datetime.fromisoformat(since).astimezone(zone)
    return HandoverContext(
        frame=frame,
        since=words.moment(since, zone),
        since_field=there.strftime("%Y-%m-%dT%H:%M"),
        zone=str(zone),
        came=tuple(_rows(situation, came[:SHOWN], zone)),
        arrived=len(came),
        moved=() if too_many else movements.since(situation, since, None),
        too_many=too_many,
        decided=tuple(
            (words.moment(d.at, zone), decision_row(d, stands=d.seq in standing))
            for d in made
            if d.verb != "ask"
        ),
        answers=tuple(answer("", d, zone) for d in made if d.verb == "ask" and d.seq in standing),
        rows=_open(situation, stakes, answers),
        alerts=tuple(
            AlertRow(a.kind, a.title, a.detail, alert_key(a))
            for a in situation.alerts
            if a.kind in _TO_DECIDE
        ),
        ahead=tuple(a for a in ahead(situation, frame.day))[:_AHEAD],
    )


def _open(
    situation: Situation, stakes: Mapping[str, Stake], answers: Mapping[str, Sequence[Answer]]
) -> tuple[VerifyRow, ...]:
    found = listing(situation, stakes, answers)
    return (*found.waiting, *found.rows)[:_OPEN]


def _came(situation: Situation, work: Work, since: str) -> list[tuple[str, str]]:
    """Reports that came in, or came in anew, each once with the moment of the last."""
    found = {e.subject: e.at for e in work.history(since=since) if e.act in _CAME}
    return [(at, subject) for subject, at in found.items() if subject in situation.reports]


def _rows(
    situation: Situation, came: Sequence[tuple[str, str]], zone: ZoneInfo
) -> Iterator[tuple[str, ReportRow]]:
    counts = index_of(situation).counts
    for at, subject in came:
        row = report_row(situation, situation.reports[subject], counts.get(subject, 0))
        yield words.moment(at, zone), row
