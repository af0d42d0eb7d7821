"""What the pages around the story are given: who said what, what lies ahead, crossings, what is not known.

Documented dataclasses, one per template, like those of `contexts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from panj.publish.room.contexts import Choice, Context, Frame


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, in the report's words, and the kind and key of its evidence (`line/…`, `claim/…`).

    `day`: that it speaks of, None where it names none; `published`: when its report was.
    """

    text: str
    who: str
    outlet: str
    published: date | None
    key: str
    topic: str = ""
    day: date | None = None
    remark: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what would hold by it, and who says so."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Statements that cannot all hold. `kind`: contradiction, denial, or reversal by one voice."""

    kind: str
    title: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, the other names that reports give him, and his statements by topic; `more` are left out."""

    name: str
    others: tuple[str, ...]
    topics: tuple[tuple[str, tuple[Statement, ...]], ...]
    count: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something to come: its day, how far off that is, and the sentence."""

    statement: Statement
    day: date | None
    away: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a place by what was said last; with `lost`, who holds it no more, and nobody says who does.

    `claimed`: only a party itself says so; `by`, `denied_by`: who says and who denies it; `day`: that it is
    said for; `statements`: the sentence that says it last, and one that denies it.
    """

    who: str
    lost: bool
    claimed: bool
    by: tuple[str, ...]
    denied_by: tuple[str, ...]
    day: date | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """A crossing or place of control: whether it is open, who holds it, since when that is not reported anew.

    `key`: its name in addresses; `state`: open, closed or empty; `holders`: none where no report says,
    several where reports are against each other; `age`: days from the last report to the day of knowledge;
    `statements`: all but the holders'.
    """

    place: str
    state: str
    holders: tuple[Holder, ...]
    last: date | None
    age: int | None
    disputed: bool
    statements: tuple[Statement, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A key figure and what is known of it beside its number: for each column words, and whether it is."""

    slug: str
    title: str
    text: str
    cells: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class SaidContext(Context):
    """Who said what: contradictions side by side, then each speaker by topic."""

    template: ClassVar[str] = "said.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    opposed: Annotated[tuple[Opposed, ...], "contradictions, denials and reversals, side by side"]
    voices: Annotated[tuple[Voice, ...], "speakers, those with most statements first"]
    left: Annotated[int, "how many more speakers there are"]
    choices: Annotated[Mapping[str, tuple[Choice, ...]], "filter name → its options"]
    chosen: Annotated[Mapping[str, str], "filter name → what is chosen, empty for all"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]


@dataclass(frozen=True, slots=True)
class AheadContext(Context):
    """What is planned, announced or scheduled."""

    template: ClassVar[str] = "ahead.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    dated: Annotated[tuple[Ahead, ...], "what has a day, the next first"]
    undated: Annotated[tuple[Ahead, ...], "what was announced without a day, the latest said first"]
    passed: Annotated[tuple[Ahead, ...], "what was planned for a day that is past, and was not told of since"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]


@dataclass(frozen=True, slots=True)
class CrossingsContext(Context):
    """Each crossing and each place whose control was reported."""

    template: ClassVar[str] = "crossings.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    crossings: Annotated[tuple[Control, ...], "crossings, bridges and posts, those reported last first"]
    places: Annotated[tuple[Control, ...], "other places whose control was reported, likewise"]
    before: Annotated[str | None, "address of the page before, where there are many"]
    after: Annotated[str | None, "address of the next page of crossings and places"]
    most: Annotated[int | None, "statements of each that are shown; None for all of one place"]
    withheld: Annotated[bool, "whether this room tells none because it is public"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]


@dataclass(frozen=True, slots=True)
class UnknownContext(Context):
    """What nobody reported, computed from what the figures lack."""

    template: ClassVar[str] = "unknown.html"
    frame: Annotated[Frame, "the case, the date of knowledge, the ways to change it"]
    lines: Annotated[tuple[str, ...], "what nobody reported, in words"]
    columns: Annotated[tuple[str, ...], "what is asked of every figure"]
    gaps: Annotated[tuple[Gap, ...], "key figures of people with what is known beside their number"]
    before: Annotated[str | None, "address of the page of figures before, where there are many"]
    after: Annotated[str | None, "address of the next page of figures"]
    evidence: Annotated[None, "always None: nothing stands opened at first"]
