"""What waits for a decision, and what was decided: the rows of the room's work pages.

Takes a Situation and the case as a `Work`; gives page contexts. A figure is in doubt where it is
contradicted, not confirmed, or read with little confidence; those that would move a figure most come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from heapq import nsmallest
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from panj.events import Verb
from panj.gazetteer import Gazetteer
from panj.model import (
    PEOPLE,
    Claim,
    Event,
    Group,
    Measure,
    PeriodKind,
    Qualifier,
    Question,
    Status,
    Tally,
    Unit,
)
from panj.publish.room import words
from panj.publish.room.contexts import (
    DecideContext,
    DecisionRow,
    Frame,
    JobContext,
    OfferRow,
    QueueRow,
    Stake,
    WorkContext,
)
from panj.publish.room.evidence.exhibits import bounds_of, outlet_of
from panj.publish.room.evidence.marking import sentence
from panj.publish.room.index import index_of
from panj.publish.room.views import report_row
from panj.publish.situation import Situation
from panj.store import Decided, Entry

DOUBTFUL = 0.4  # confidence below which a figure waits for somebody to read it
SHOWN = 25  # figures that the queue shows at once
OFFERS = 60  # proposals to the forecast that are shown; the others move up as they are decided
MOST = 500  # where all are asked for: what comes after these moves up as they are decided
UNDATED = 60  # reports without a date that are shown; the others move up as they are dated
_NEAR = 12  # other figures offered for merging


class Work(Protocol):
    """A case that can be written to: `panj.run.Case` is one."""

    def decide(
        self,
        verb: Verb,
        names: Sequence[str],
        *,
        who: str,
        why: str,
        day: date | None = None,
        sets: Mapping[str, Any] | None = None,
    ) -> Any:
        """Records a decision."""

    def undo(self, number: int | None = None, *, who: str, why: str, day: date | None = None) -> Any:
        """Takes one back."""

    def decisions(self) -> tuple[Any, ...]:
        """Every decision, in order."""

    def standing(self) -> frozenset[int]:
        """Numbers of those that nothing has taken back."""

    def tally(self, question: Question) -> Tally:
        """The answer to a question."""

    def take(self, paths: Sequence[str | Path]) -> Any:
        """Stores reports, to be read."""

    def read(
        self, paths: Sequence[str | Path], *, taken: Any = None, undated: tuple[str, str] | None = None
    ) -> Any:
        """Reads reports in, those that were taken before too."""

    def unread(self) -> int:
        """How many reports are stored and were never read to their end."""

    def date_report(self, name: str, published: str, *, who: str, why: str) -> Any:
        """Dates a report."""

    def fetch(self, urls: Sequence[str]) -> Any:
        """Fetches pages in."""

    def asked(self) -> Mapping[str, Sequence[Decided]]:
        """Claim id → what was asked of it and answered."""

    def leaving_out(self, claim: str, question: Question) -> Any:
        """A figure with a claim and without it."""

    def moved(self, since: date | str, questions: Sequence[Question], *, until: date | None = None) -> Any:
        """Which figures moved, and why."""

    def gazetteer(self) -> Gazetteer:
        """The places that it is read with."""

    def history(self, *, since: str | None = None, last: int | None = None) -> Sequence[Entry]:
        """What was done to the case, oldest first: after a moment, or the last so many."""

    @property
    def path(self) -> Path:
        """Of the case."""

    @property
    def revision(self) -> int:
        """Rises with every change."""

    @property
    def moment(self) -> str:
        """Now, in UTC."""

    @property
    def zone(self) -> ZoneInfo:
        """In which times are shown and taken."""


def work_page(
    situation: Situation,
    frame: Frame,
    work: Work | None,
    *,
    stakes: Mapping[str, Stake] | None = None,
    jobs: tuple[JobContext, ...] = (),
    who: str = "",
    notice: str = "",
    whole: bool = False,
) -> WorkContext:
    """The queue, the decisions and the forms; `stakes` None: what hangs on the figures was not worked out.

    `whole`: the queue to its end, `MOST` figures of it, not only those that come first.
    """
    waiting, offers = doubtful(situation), offered(situation)
    bare = [r for r in situation.reports.values() if r.day is None and r.part_of is None]
    gone = {*situation.superseded, *situation.withdrawn}
    return WorkContext(
        frame=frame,
        able=work is not None,
        queue=queue(situation, stakes or {}, most=MOST if whole else SHOWN),
        waiting=len(waiting),
        further=len(waiting) > SHOWN and not whole,
        weighed=stakes is not None or work is None or not waiting,
        offers=offers[:OFFERS],
        offers_left=max(0, len(offers) - OFFERS),
        decisions=decisions(work) if work is not None else (),
        jobs=jobs,
        undated=tuple(report_row(situation, r, 0) for r in bare if r.id not in gone)[:UNDATED],
        unread=work.unread() if work is not None and not jobs else 0,
        who=who,
        notice=notice,
    )


def decide_page(
    situation: Situation, claim: Claim, frame: Frame, work: Work | None, *, who: str = "", notice: str = ""
) -> DecideContext:
    """One figure with everything that can be decided on it."""
    report = situation.reports[claim.report]
    event = index_of(situation).event_of.get(claim.id)
    linked = [c for c in (event.claims if event else ()) if c != claim.id and c in situation.claims]
    return DecideContext(
        frame=frame,
        able=work is not None,
        queued=_row(situation, claim),
        segments=sentence(report, claim.sentence, (claim,)),
        linked=tuple(_row(situation, situation.claims[c]) for c in linked),
        near=tuple(_row(situation, c) for c in _near(situation, claim, event)),
        terms=TERMS,
        who=who,
        notice=notice,
    )


TERMS: Mapping[str, tuple[str, ...]] = {
    "measure": tuple(m.value for m in Measure),
    "group": tuple(g.value for g in Group),
    "unit": tuple(u.value for u in Unit),
    "status": tuple(s.value for s in Status),
    "period": tuple(p.value for p in PeriodKind),
    "qualifier": tuple(q.value for q in Qualifier),
}


def queue(
    situation: Situation, stakes: Mapping[str, Stake], *, most: int | None = None
) -> tuple[QueueRow, ...]:
    """Figures in doubt: those that would move a key figure most, then those on which most people hang."""
    disputed = _disputed(situation)
    held = {claim.id: stakes.get(claim.id) for claim in doubtful(situation)}
    first = sorted(held, key=lambda i: -stake.moved if (stake := held[i]) else 0.0)[:most]
    return tuple(_row(situation, situation.claims[i], disputed, held[i]) for i in first)


def doubtful(situation: Situation) -> tuple[Claim, ...]:
    """Claims in doubt: the contradicted and the unconfirmed first, then those with most people."""
    return index_of(situation).once("doubtful", lambda: _doubtful(situation))


def _doubtful(situation: Situation) -> tuple[Claim, ...]:
    disputed = _disputed(situation)
    decided = {d.claim for d in situation.decisions}
    found = [
        (claim.id not in disputed and claim.confirmed, -_size(claim), claim.id, claim)
        for claim in situation.claims.values()
        if claim.unit in PEOPLE
        and claim.id not in decided
        and claim.status is not Status.DENIED
        and (claim.id in disputed or not claim.confirmed or claim.confidence < DOUBTFUL)
    ]
    return tuple(item[-1] for item in sorted(found, key=lambda item: item[:-1]))


def _disputed(situation: Situation) -> frozenset[str]:
    return frozenset(c for a in situation.alerts if a.kind == "contradiction" for c in a.claims)


def offered(situation: Situation) -> tuple[OfferRow, ...]:
    """What the reports propose to the forecast; what waits for a decision first, then by day."""
    reports = {d.id: situation.reports.get(d.report) for d in situation.developments}
    rows = [
        OfferRow(o, words.label("offers", o.proposal.effect), reports.get(o.proposal.id))
        for o in situation.offers
    ]
    return tuple(sorted(rows, key=lambda row: row.offer.state != "waiting"))


def _row(
    situation: Situation, claim: Claim, disputed: Collection[str] = (), stake: Stake | None = None
) -> QueueRow:
    report = situation.reports[claim.report]
    reasons = []
    if claim.id in disputed:
        reasons.append("contradicted")
    if not claim.confirmed:
        reasons.append("not confirmed")
    if claim.confidence < DOUBTFUL:
        reasons.append(f"read with {claim.confidence:.0%} confidence")
    return QueueRow(
        claim,
        report,
        claim.speaker or outlet_of(report),
        words.interval(bounds_of(claim), claim.unit),
        tuple(reasons),
        words.number(_size(claim)),
        stake,
    )


def _size(claim: Claim) -> float:
    """How many people would come or go with the figure: its best reading."""
    bounds = bounds_of(claim)
    return float(bounds.low if bounds.best is None else bounds.best)


def _near(situation: Situation, claim: Claim, event: Event | None) -> list[Claim]:
    """Figures of the same measure and unit of other occurrences, the nearest in size first."""
    own, size = set(event.claims) if event else {claim.id}, _size(claim)
    sizes = index_of(situation).once("sizes", lambda: _sizes(situation))
    others = ((abs(s - size), i) for s, i in sizes[claim.measure, claim.unit] if i not in own)
    return [situation.claims[i] for _, i in nsmallest(_NEAR, others)]


def _sizes(situation: Situation) -> Mapping[tuple[Measure, Unit], Sequence[tuple[float, str]]]:
    """Of each measure and unit the claims with their sizes."""
    found: dict[tuple[Measure, Unit], list[tuple[float, str]]] = defaultdict(list)
    for c in situation.claims.values():
        found[c.measure, c.unit].append((_size(c), c.id))
    return found


def decisions(work: Work) -> tuple[DecisionRow, ...]:
    """Every decision and undoing, the last first."""
    standing = work.standing()
    return tuple(decision_row(item, stands=item.seq in standing) for item in reversed(work.decisions()))


def decision_row(item: Decided, *, stands: bool) -> DecisionRow:
    """A decision as it is shown; `stands`: nothing took it back."""
    what = item.verb if item.undoes is None else f"undo {item.undoes}"
    says = ", ".join(f"{name.replace('_', ' ')} {v}" for name, v in item.sets.items() if v is not None)
    figures = tuple(" ".join(key.figure.split()) for key in item.about)
    return DecisionRow(item.seq, item.day, what, figures, says, item.who, item.why, stands)
