"""A report as read: its text, what each stretch of it is, and what is known of its publication.

Offsets are Python `str` indices into `Report.text`, end exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from panj.clock import day_of, parse_moment


class BlockKind(StrEnum):
    """What a stretch of a report's text is."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    CORRECTION = "correction"
    TABLE = "table"
    FURNITURE = "furniture"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report's text: [start, end)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of a report and what it is."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Correction:
    """An outlet's note on its own text: what it had said and what it says now, where the note tells."""

    text: str
    said: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures beside a report's text: its caption, and its cells row by row."""

    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None


class _Named:
    """Room beside a report's fields for its id, which is worked out once."""

    __slots__ = ("_id",)
    _id: str


@dataclass(frozen=True, slots=True)
class Report(_Named):
    """One version of one published text, with what is known of its publication.

    Args:
        text: the text as read; every offset in Panj refers to it.
        published: ISO day or moment of publication (`2021-07-05`), None where it is not known.
        outlet: who published it.
        url: where it was published.
        title: its headline, where known apart from the text.
        language: ISO 639-1 code.
        name: what the user calls it, usually the file's stem.
        path: where it was read from, as the user gave it.
        dated: how `published` is known: stated, inferred, given (by the user), missing.
        dated_because: the reason for an inferred date, in words.
        blocks: what each stretch of text is; empty: not yet told apart.
        author: the byline, as written.
        modified: ISO day or moment of the last change that the outlet states.
        corrections: the outlet's notes on its own text.
        captions: texts of pictures, kept apart from the report's own words.
        tables: tables of figures, kept apart likewise.
        known_by: how title, outlet, published … were known, as (field, source) pairs.
        part_of: id of the report that this is a table of; `panj.reports.parts` makes such reports.
    """

    text: str
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    language: str = "en"
    name: str = ""
    path: str = ""
    dated: str = ""
    dated_because: str = ""
    blocks: tuple[Block, ...] = ()
    author: str | None = None
    modified: str | None = None
    corrections: tuple[Correction, ...] = ()
    captions: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    known_by: tuple[tuple[str, str], ...] = ()
    part_of: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None:
            object.__setattr__(self, "published", parse_moment(self.published, self.name))
        if not self.dated:
            object.__setattr__(self, "dated", "missing" if self.published is None else "stated")

    @property
    def id(self) -> str:
        """Twelve hex digits of a hash of text, outlet and URL: reading a report twice gives it once."""
        try:
            known: str = self._id
        except AttributeError:
            own = (self.text, self.outlet or "", self.url or "")
            key = "\x1f".join(own if self.part_of is None else (*own, self.part_of))
            known = hashlib.sha256(key.encode()).hexdigest()[:12]
            object.__setattr__(self, "_id", known)
        return known

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return None if self.published is None else day_of(self.published)
