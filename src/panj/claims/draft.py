"""A figure on its way to a claim: what is known of it so far. Built up by the readers, turned into a `Claim` at the end."""  # noqa: E501

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from panj.claims.dates.dates import When
from panj.claims.mentions.ordinals import Numbered
from panj.claims.mentions.places import Mention
from panj.claims.mentions.speakers import Attribution
from panj.claims.mentions.units import Noun
from panj.claims.numbers.number import Number
from panj.claims.predicates.frames import Hit
from panj.claims.predicates.governor import Tie
from panj.language import Token
from panj.language.trees import Syntax
from panj.model import BlockKind, Group, Measure, Ordinal, PeriodKind, Span, Status, Unit

_END = attrgetter("end")


@dataclass(slots=True)
class Sentence:
    """A sentence with everything read in it. `paragraph` numbers its block; `body` starts after the dateline.

    `ways` and `parts` keep what `nearness` asks again for every figure and place: a word and the figures →
    how far each figure stands from it; the end of a figure and another figure → whether that is a part of it.
    """

    span: Span
    body: int
    kind: BlockKind
    paragraph: int
    text: str
    tokens: Sequence[Token] = ()
    whens: Sequence[When] = ()
    places: Sequence[Mention] = ()
    hits: Sequence[Hit] = ()
    speech: Sequence[Attribution] = ()
    numbered: Sequence[Numbered] = ()
    doubted: bool = False
    day: date | None = None  # from which its dates are reckoned: the publication, or the story's own time
    story: tuple[date, date] | None = None  # the days that an account of the past has told last
    item: bool = False  # a line of a list: its figures go on counting what the lead-in counts
    figures: Sequence[int] = ()  # token indexes of the figures in it
    syntax: Syntax | None = None  # of sentences with a figure
    ways: dict[tuple[int, Sequence[int]], list[tuple[float, int]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    parts: dict[tuple[int, int], bool] = field(default_factory=dict, repr=False, compare=False)

    def words_of(self, when: When) -> str:
        """The words by which it names a day or a time."""
        return self.text[when.start - self.span.start : when.end - self.span.start]

    def index(self, offset: int) -> int:
        """The token at or after an offset."""
        return bisect_right(self.tokens, offset, key=_END)


def paragraphs(read: Sequence[Sentence]) -> dict[int, list[Sentence]]:
    """The sentences of each paragraph, by its number."""
    found: dict[int, list[Sentence]] = {}
    for sentence in read:
        found.setdefault(sentence.paragraph, []).append(sentence)
    return found


@dataclass(slots=True)
class Draft:
    """A figure: its number, noun, frame and fields; `aside` says why it is no claim."""

    number: Number
    sentence: Sentence
    first: int
    last: int
    noun: Noun | None = None
    unit: Unit | None = None
    group: Group | None = None
    measure: Measure | None = None
    hit: Hit | None = None
    score: float = 0.0
    tie: Tie | None = None  # the word that governs it, where the tree says so
    ties: Sequence[Tie] = ()
    column: Measure | None = None  # what the heading of its column measures, in a table of plain text
    aside: str | None = None
    term: str | None = None
    origin: str | None = None
    destination: str | None = None
    place: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    period: PeriodKind = PeriodKind.EVENT
    per: str | None = None
    of: str | None = None
    status: Status = Status.HAPPENED
    speaker: str | None = None
    via: str | None = None
    confirmed: bool = True
    inherits: bool = False
    optional: bool = False
    whole: Draft | None = None
    partition: bool = False
    copied: Draft | None = None
    ordinal: Ordinal | None = None
    said_on: date | None = None
    rules: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Offset of the figure phrase."""
        return self.number.start

    @property
    def end(self) -> int:
        """End of the figure phrase."""
        return self.number.end

    @property
    def counted(self) -> tuple[int, int] | None:
        """Offsets of the noun behind it that it counts; None where it has none of its own there."""
        noun, tokens = self.noun, self.sentence.tokens
        if noun is None or not self.first < noun.first:
            return None
        return tokens[noun.first].start, tokens[noun.last].end

    @property
    def told_at(self) -> int | None:
        """Where the words for what happened to it begin; None without any in its own sentence."""
        source = self.copied
        if self.hit is None or (source and (source.sentence is not self.sentence or source.copied)):
            return None
        return self.sentence.tokens[self.hit.first].start

    @property
    def before(self) -> str:
        """The words of its sentence before it, the dateline included."""
        return self.sentence.text[: self.start - self.sentence.span.start]

    @property
    def after(self) -> str:
        """The words of its sentence after it."""
        return self.sentence.text[self.end - self.sentence.span.start :]
