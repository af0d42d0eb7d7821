"""What each page is given: documented dataclasses, one per template, and nothing else.

A test holds that a template uses exactly the fields of its context and that every field is documented;
`docs/room-templates.md` lists them. Whoever changes a template reads here what is at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from markupsafe import Markup

from panj.events.ruling import Offer
from panj.model import Claim, Problem, Report
from panj.publish.room.bars import Bar, Scale
from panj.publish.room.brief_bridge import Short
from panj.publish.room.evidence.evidence import Answer, Evidence
from panj.publish.room.evidence.marking import Paragraph, Segment
from panj.publish.room.evidence.remarks import Remark
from panj.publish.room.map.geography import Geography
from panj.publish.room.map.sheet import Sheet
from panj.publish.room.timeline.timeline import Timeline
from panj.publish.room.visits import Visit
from panj.publish.situation import KeyFigure, Room, StoryLine
from panj.reception import CapacityTest
from panj.reception.escalation import Firing


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries: the case, the date of knowledge and the ways to change it."""

    title: str
    case_name: str
    page: str
    path: str
    known: date | None
    days: tuple[date, ...]
    reports: int
    total: int
    keep: Mapping[str, str]

    @property
    def steps(self) -> str:
        """The publication days as the slider takes them: the first, then how many days each is after it."""
        gaps = ((b - a).days for a, b in pairwise(self.days))
        return " ".join([*(str(d) for d in self.days[:1]), *(str(n) for n in gaps)])

    def link(self, path: str, **query: str | int | None) -> str:
        """An address within the room that keeps the date of knowledge."""
        asked = {"known": self.known.isoformat() if self.known else None, **query}
        kept = {k: v for k, v in asked.items() if v not in {None, ""}}
        return f"{path}?{urlencode(kept)}" if kept else path

    def pages(self, path: str, start: int, most: int, total: int) -> tuple[str | None, str | None]:
        """Addresses of the pages before and after the one that shows `most` of `total` from `start` on."""
        before, after = max(0, start - most), start + most
        return (
            self.link(path, start=str(before)) if start else None,
            self.link(path, start=after) if after < total else None,
        )

    def at(self, known: date | None) -> str:
        """This page as known on another day."""
        query = {**self.keep, **({"known": known.isoformat()} if known else {})}
        return f"{self.path}?{urlencode(query)}" if query else self.path

    @property
    def day(self) -> date | None:
        """The day of knowledge: the one chosen, or the latest publication."""
        return self.known or (self.days[-1] if self.days else None)

    @property
    def step(self) -> int:
        """Which publication day the page stands at, -1 before the first."""
        return sum(1 for d in self.days if self.known is None or d <= self.known) - 1

    @property
    def before(self) -> date | None:
        """The publication day before the one shown."""
        at = self.step - (1 if self.known is None or self.known in self.days else 0)
        return self.days[at] if 0 <= at < len(self.days) else None

    @property
    def after(self) -> date | None:
        """The publication day after the one shown."""
        at = self.step + 1
        return self.days[at] if at < len(self.days) else None


class Context:
    """A page's context: `template` names the file that it fills."""

    template: ClassVar[str]

    def values(self) -> dict[str, Any]:
        """The fields as the template sees them."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A warning and the address of its evidence."""

    kind: str
    title: str
    detail: str
    key: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A key figure laid out: its bar, its interval in words, who says so, and the figures within it.

    `bar` is None where the figure counts something else than its section's scale; `hidden` counts further
    figures within it, which stand on its own pages.
    """

    figure: KeyFigure
    bar: Bar | None
    text: str
    unit: str
    who: tuple[str, ...]
    family: str
    parts: tuple[FigureRow, ...] = ()
    answers: tuple[Answer, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Key figures of one kind on one scale; `more` stand folded away beneath `rows`.

    `hidden` counts those that stand on the section's own pages only, found by its `code`.
    """

    code: str
    mark: str
    title: str
    family: str
    scale: Scale
    rows: tuple[FigureRow, ...]
    more: tuple[FigureRow, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Arrivals ahead: a row for each assumption, a cell for each horizon in days.

    `notes` say what cannot be told and why.
    """

    horizons: tuple[int, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LandRow:
    """Land that a report names inside a place, and how many people it holds by the standards.

    `said`: the test in a sentence; `short`: whether land is missing; `sources`: of the standards.
    """

    claim: Claim
    test: CapacityTest
    said: str
    short: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """A stated capacity, who states it, what it would take, and when it would be full.

    `scenarios`: one line for each pace; `assumed`: what all of them assume.
    """

    room: Room
    claim: Claim | None
    who: tuple[str, ...]
    published: str
    land: tuple[LandRow, ...] = ()
    scenarios: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRow:
    """Something that is prepared for those who come: how far it is, in whose words."""

    title: str
    counts: bool
    text: str
    said_by: str
    report: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in the table, with its report."""

    claim: Claim
    report: Report
    title: str
    who: str
    text: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list; `remarks` say what must be known of it before it is quoted."""

    report: Report
    outlet: str
    headline: str
    claims: int
    link: str | None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryDay:
    """What was reported of one day."""

    day: date | None
    lines: tuple[StoryRow, ...]


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A line of the story cut at its figures, the address of its evidence, and its report."""

    line: StoryLine
    key: str
    outlet: str
    published: date | None
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter with how many claims it would leave."""

    value: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class TodayContext(Context):
    """The first page."""

    template: ClassVar[str] = "today.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    short: Annotated[tuple[Short, ...], "what the figures say in sentences, each opening its evidence"]
    alerts: Annotated[tuple[AlertRow, ...], "what to know before quoting first, in the situation's order"]
    warned: Annotated[int, "how many such things there are in all"]
    further: Annotated[str | None, "address of a page of those that are not shown; None: all are"]
    sections: Annotated[tuple[Section, ...], "key figures by section, empty sections left out"]
    timelines: Annotated[tuple[Timeline, ...], "the timeline, wide and narrow; empty: nothing dated"]
    busiest: Annotated[str, "the day with most arrivals, in words; empty where none is dated"]
    geography: Annotated[Geography | None, "what the map shows, None where no place has coordinates"]
    sheets: Annotated[tuple[Sheet, ...], "the drawn map for wide and for narrow pages"]
    capacities: Annotated[tuple[CapacityRow, ...], "stated capacities with outlook and needs"]
    outlook: Annotated[Outlook | None, "arrivals ahead under stated assumptions, None where there is none"]
    ahead: Annotated[tuple[StoryRow, ...], "dated and announced things to come"]
    unknown: Annotated[tuple[str, ...], "what nobody reported, in words"]
    problems: Annotated[tuple[Problem, ...], "faults in the data, with what to do"]
    policy: Annotated[str, "the wording policy that the intervals are read by"]
    evidence: Annotated[Evidence | None, "what stands opened beside the figures at first"]
    visit: Annotated[Visit, "since when the reader has seen the case, and where its changes are told"]


@dataclass(frozen=True, slots=True)
class AlertsContext(Context):
    """What to know before quoting, a page at a time."""

    template: ClassVar[str] = "alerts.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    alerts: Annotated[tuple[AlertRow, ...], "those of this page, in the situation's order"]
    total: Annotated[int, "how many there are on all pages"]
    older: Annotated[str | None, "address of the next page"]
    newer: Annotated[str | None, "address of the page before"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]


@dataclass(frozen=True, slots=True)
class FiguresContext(Context):
    """All key figures of a section, or all within one figure."""

    template: ClassVar[str] = "figures.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    section: Annotated[Section, "the section with the figures of this page of it"]
    sections: Annotated[tuple[Choice, ...], "every section that holds figures, with how many"]
    within: Annotated[str, "the title of the figure whose parts are listed; empty for the whole section"]
    first: Annotated[int, "the place of the page's first figure in the list, from 1; 0 past its end"]
    total: Annotated[int, "how many figures the list has on all its pages"]
    older: Annotated[str | None, "address of the next page of figures"]
    newer: Annotated[str | None, "address of the page of figures before"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]


@dataclass(frozen=True, slots=True)
class EvidenceContext(Context):
    """The evidence behind one thing, as a page of its own or as a panel swapped into another."""

    template: ClassVar[str] = "evidence.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    evidence: Annotated[Evidence, "what was asked for, laid open"]


@dataclass(frozen=True, slots=True)
class ClaimsContext(Context):
    """The table of claims."""

    template: ClassVar[str] = "claims.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    rows: Annotated[tuple[ClaimRow, ...], "the claims of this page of the table"]
    total: Annotated[int, "how many claims the filters leave"]
    whole: Annotated[int, "how many claims there are"]
    choices: Annotated[Mapping[str, tuple[Choice, ...]], "filter name → its options, those with most claims"]
    unlisted: Annotated[Mapping[str, int], "filter name → how many options more there are, if any"]
    chosen: Annotated[Mapping[str, str], "filter name → what is chosen, empty for all"]
    sorts: Annotated[Mapping[str, str], "sort name → its words"]
    older: Annotated[str | None, "address of the next page of the table"]
    newer: Annotated[str | None, "address of the page before"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]


@dataclass(frozen=True, slots=True)
class ReportsContext(Context):
    """The list of reports."""

    template: ClassVar[str] = "reports.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    rows: Annotated[tuple[ReportRow, ...], "reports by publication, the latest first, undated ones last"]
    total: Annotated[int, "how many reports the list has on all its pages"]
    older: Annotated[str | None, "address of the next page of reports"]
    newer: Annotated[str | None, "address of the page of reports before"]


@dataclass(frozen=True, slots=True)
class ReportContext(Context):
    """One report with all its figures marked."""

    template: ClassVar[str] = "report.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    row: Annotated[ReportRow, "the report, its outlet and a link to where it was published"]
    paragraphs: Annotated[tuple[Paragraph, ...], "its text, cut at every figure"]
    figures: Annotated[Mapping[str, str], "claim id → the claim in one line"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]
    able: Annotated[bool, "whether this room may write into its case: it can then be dated"]
    who: Annotated[str, "the name that the reader last decided under"]
    notice: Annotated[str, "what the last form did, in words; empty where none was sent"]


@dataclass(frozen=True, slots=True)
class StoryContext(Context):
    """What happened, day by day, in the sources' words."""

    template: ClassVar[str] = "story.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    days: Annotated[tuple[StoryDay, ...], "days with their lines, the earliest first; undated lines last"]
    before: Annotated[str | None, "address of the page of earlier lines, in a long story"]
    after: Annotated[str | None, "address of the page of later lines"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]


@dataclass(frozen=True, slots=True)
class BriefContext(Context):
    """The situation report."""

    template: ClassVar[str] = "brief.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    available: Annotated[bool, "whether this installation can write the situation report"]
    highlights: Annotated[tuple[Short, ...], "its highlights, as they would leave the case"]
    offered: Annotated[tuple[tuple[str, str], ...], "lengths and formats that can be written"]
    since: Annotated[date | None, "since which day it says what changed; None: it does not"]


@dataclass(frozen=True, slots=True)
class Stake:
    """What would move if a figure were wrong: the key figure, before and after in words, by how much.

    `after` is empty where nothing would move (`moved` is 0 then), or where nothing else says how many.
    """

    title: str
    slug: str
    before: str
    after: str
    moved: float


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A figure that waits for a decision: why it does, how many people hang on it, what would move.

    `stake` is None where it was not weighed.
    """

    claim: Claim
    report: Report
    who: str
    text: str
    reasons: tuple[str, ...]
    size: str
    stake: Stake | None = None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A place that fell, shut or opened by a report: for the forecast, once an analyst accepts it."""

    offer: Offer
    what: str
    report: Report | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as it was recorded; `stands` is False where a later one took it back."""

    number: int
    day: date
    what: str
    figures: tuple[str, ...]
    says: str
    who: str
    why: str
    stands: bool


@dataclass(frozen=True, slots=True)
class JobContext(Context):
    """What a browser is shown while a report is taken in; it looks again by itself."""

    template: ClassVar[str] = "job.html"
    token: Annotated[str, "by which the page asks again"]
    name: Annotated[str, "what is read: a file, a report, a site"]
    fetched: Annotated[bool, "whether it is asked for on the web first"]
    stored: Annotated[bool, "whether the text is in the case, so that nothing of it can be lost"]
    turn: Annotated[bool, "whether it is being read; until then another report is"]
    last: Annotated[bool, "whether all sentences are read, and the case is brought up to date"]
    at: Annotated[int, "how many sentences are read"]
    of: Annotated[int, "of how many; 0: not known yet"]
    seconds: Annotated[int, "for how long a server has been asked"]
    limit: Annotated[int, "after how many seconds a server is given up"]


@dataclass(frozen=True, slots=True)
class WorkContext(Context):
    """What waits for a decision, what was decided, and the forms that take reports in."""

    template: ClassVar[str] = "work.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    able: Annotated[bool, "whether this room may write into its case"]
    queue: Annotated[tuple[QueueRow, ...], "figures in doubt, those that would move most first"]
    waiting: Annotated[int, "how many figures are in doubt, shown or not"]
    further: Annotated[bool, "whether more of the queue can be shown on a page of its own"]
    weighed: Annotated[bool, "whether what hangs on each was worked out, by which they then stand"]
    offers: Annotated[tuple[OfferRow, ...], "what reports propose to the forecast, those that wait first"]
    offers_left: Annotated[int, "how many more proposals there are than are shown"]
    decisions: Annotated[tuple[DecisionRow, ...], "every decision and undoing, the last first"]
    jobs: Annotated[tuple[JobContext, ...], "reports that are being taken in"]
    undated: Annotated[tuple[ReportRow, ...], "reports of which no date is known"]
    unread: Annotated[int, "how many reports were stored and never read to their end"]
    who: Annotated[str, "the name that the reader last decided under"]
    notice: Annotated[str, "what the last form did, in words; empty where none was sent"]


@dataclass(frozen=True, slots=True)
class DecideContext(Context):
    """One figure, and everything that can be decided on it."""

    template: ClassVar[str] = "decide.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    able: Annotated[bool, "whether this room may write into its case"]
    queued: Annotated[QueueRow, "the figure with its report and why it may be in doubt"]
    segments: Annotated[tuple[Segment, ...], "its sentence, cut at the figure"]
    linked: Annotated[tuple[QueueRow, ...], "the other figures of its occurrence"]
    near: Annotated[tuple[QueueRow, ...], "figures of the same measure that it may be one with"]
    terms: Annotated[Mapping[str, tuple[str, ...]], "field of a claim → the terms that it may take"]
    who: Annotated[str, "the name that the reader last decided under"]
    notice: Annotated[str, "what the last form did, in words; empty where none was sent"]


@dataclass(frozen=True, slots=True)
class PlanContext(Context):
    """Reception: what is stated and tested, which triggers are past, and the plan of uploaded tables."""

    template: ClassVar[str] = "plan.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    capacities: Annotated[tuple[CapacityRow, ...], "stated capacities with their tests against land"]
    sites: Annotated[tuple[SiteRow, ...], "what is prepared and how far, each with its sentence"]
    outlook: Annotated[Outlook | None, "arrivals ahead, None where nothing can be said of them"]
    fan: Annotated[str, "the fan chart as a picture's address; empty without a forecast"]
    firings: Annotated[tuple[Firing, ...], "rules of escalation that are past their threshold"]
    tables: Annotated[Markup, "the sheets of the plan as HTML; empty before tables were uploaded"]
    token: Annotated[str, "by which the plan's workbook can be fetched; empty without a plan"]
    fault: Annotated[str, "why the tables could not be planned with; empty where they could"]


@dataclass(frozen=True, slots=True)
class ErrorContext(Context):
    """A request that could not be answered."""

    template: ClassVar[str] = "error.html"
    title: Annotated[str, "what went wrong, in a few words"]
    detail: Annotated[str, "what was wrong and what to do"]
    status: Annotated[int, "the HTTP status"]


@dataclass(frozen=True, slots=True)
class WaitingContext(Context):
    """What a browser is shown while the case is worked out; it looks again by itself."""

    template: ClassVar[str] = "waiting.html"
    steps: Annotated[tuple[str, ...], "what is worked at, in its order"]
    at: Annotated[int, "which of these steps it is, from 0"]
    reached: Annotated[float, "how many steps are done, and how much of this one"] = 0.0
