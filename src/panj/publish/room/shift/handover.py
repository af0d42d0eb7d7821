"""What one shift hands to the next: what came in, what moved, what was decided, what is open and to come.

Takes a Situation and the case's record since a moment; gives the page's context, which prints as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

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


def default_since(work: Work, mark: Mark | None) -> str:
    """The reader's own mark; else a shift before the last thing that was done to the case."""
    if mark is not None:
        return mark.moment
    last = datetime.fromisoformat(work.history()[-1].at)
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
    too_many = len(situation.claims) > LARGE
    there = datetime.fromisoformat(since).astimezone(zone)
    return HandoverContext(
        frame=frame,
        since=words.moment(since, zone),
        since_field=there.strftime("%Y-%m-%dT%H:%M"),
        zone=str(zone),
        came=tuple(_came(situation, work, since)),
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


def _came(situation: Situation, work: Work, since: str) -> Iterator[tuple[str, ReportRow]]:
    """Reports that came in, or came in anew, each once with the time of the last."""
    found = {e.subject: e.at for e in work.history() if e.at > since and e.act in _CAME}
    counts = index_of(situation).counts
    for subject, at in found.items():
        report = situation.reports.get(subject)
        if report is not None:
            yield words.moment(at, work.zone), report_row(situation, report, counts.get(subject, 0))
