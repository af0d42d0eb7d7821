"""What the pages of a shift are given: what moved, what to verify, what is handed over.

Documented dataclasses, one per template, like those of `contexts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from panj.publish.room.bars import Bar, Scale
from panj.publish.room.contexts import AlertRow, Context, DecisionRow, Frame, ReportRow
from panj.publish.room.evidence.evidence import Answer
from panj.publish.room.story.contexts import Ahead
from panj.publish.room.visits import Visit


@dataclass(frozen=True, slots=True)
class MoveStep:
    """One cause of a movement: its day and words, the report or decision, the figures, what it led to."""

    day: str
    cause: str
    report: str
    outlet: str
    decision: int
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A figure that moved: its name, both intervals in words and drawn on one scale, and every cause.

    `slug` is empty where the figure stands on no page any more.
    """

    slug: str
    title: str
    family: str
    before: str
    after: str
    bars: tuple[Bar | None, Bar | None]
    scale: Scale
    steps: tuple[MoveStep, ...]


@dataclass(frozen=True, slots=True)
class VerifyRow:
    """One thing to ask: why, whom, what; the figure that hangs on it; what was answered so far."""

    claim: str
    figure: str
    reading: str
    reason: str
    whom: str
    question: str
    source: str
    stake: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangesContext(Context):
    """What moved since the reader's last visit, or since a day."""

    template: ClassVar[str] = "changes.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    visit: Annotated[Visit, "since when, in words, and whether it is the reader's own mark"]
    moved: Annotated[tuple[MovedRow, ...], "every figure that moved, with its causes"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]
    pending: Annotated[bool, "what moved is worked out once the page stands, which then asks for it"] = False


@dataclass(frozen=True, slots=True)
class VerifyContext(Context):
    """Whom to ask what, and what was answered."""

    template: ClassVar[str] = "verify.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    able: Annotated[bool, "whether this room may write into its case"]
    rows: Annotated[tuple[VerifyRow, ...], "what nobody was asked yet, the most consequential first"]
    waiting: Annotated[tuple[VerifyRow, ...], "what was asked and not answered"]
    answered: Annotated[tuple[VerifyRow, ...], "what was answered, beside its figure"]
    left: Annotated[int, "how many more there are than are shown"]
    zone: Annotated[str, "the time zone in which times are shown and taken"]
    who: Annotated[str, "the name that the reader last decided under"]
    notice: Annotated[str, "what the last form did, in words; empty where none was sent"]


@dataclass(frozen=True, slots=True)
class HandoverContext(Context):
    """What one shift hands to the next, since a time."""

    template: ClassVar[str] = "handover.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    since: Annotated[str, "since when, in words"]
    since_field: Annotated[str, "the same as the form's field takes it"]
    zone: Annotated[str, "the time zone in which times are shown and taken"]
    came: Annotated[tuple[tuple[str, ReportRow], ...], "the first reports that came in, each with its time"]
    arrived: Annotated[int, "how many reports came in"]
    moved: Annotated[tuple[MovedRow, ...], "figures that moved, with their causes"]
    too_many: Annotated[bool, "whether the case is too large to say at once what moved"]
    decided: Annotated[tuple[tuple[str, DecisionRow], ...], "decisions, each with its time"]
    answers: Annotated[tuple[Answer, ...], "what was asked and answered"]
    rows: Annotated[tuple[VerifyRow, ...], "what is open on the verification list"]
    alerts: Annotated[tuple[AlertRow, ...], "what is contradicted or not confirmed and not decided"]
    ahead: Annotated[tuple[Ahead, ...], "what is expected next"]
