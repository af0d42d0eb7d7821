"""What the learned reader sees of a report: stretches of it, each with the title and what stands before.

Takes the sentences of a report; gives `View`s: word pieces, and at which pieces places and dates stand.
Training and reading build their views here, so that the model reads what it was taught on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from panj.claims.dates.dates import When
from panj.claims.draft import Sentence
from panj.claims.mentions.nations import demonym_at
from panj.claims.mentions.places import Mention
from panj.claims.routes.setting import Setting
from panj.claims.tables import table
from panj.model import BlockKind

CLS, SEP = 101, 102  # of BERT's vocabulary
TITLE, LEFT, OWN, RIGHT = 28, 64, 384, 20  # pieces of each part at most; the encoder knows 512
ROLES = ("none", "from", "to", "in", "of", "object", "parent", "people", "described", "home", "host")
KINDS = (
    "on",
    "since",
    "until",
    "before",
    "after",
    "as_of",
    "window",
    "night",
    "open",
    "future",
    "total",
    "published",
)
_START, _END = attrgetter("span.start"), attrgetter("span.end")
_NOWHERE = (-1, -1)


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of a report for the model.

    pieces: word-piece ids with [CLS] and [SEP]; own: 1 for pieces of the stretch itself, else 0;
    sentences: the number of the sentence that a piece stands in, 0 for none; starts, ends: text offsets of
    each piece, both ascending; places, dates: candidates with their first and last piece ([CLS]: those of the
    whole report).
    """

    pieces: tuple[int, ...]
    own: tuple[int, ...]
    sentences: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: tuple[tuple[Mention, int, int], ...] = ()
    dates: tuple[tuple[When, int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last piece of text[start:end]; None where it is outside the view."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


class Pages:
    """A report laid out in views: each sentence stands in one of them, with the title and what is before.

    Args:
        text, read: the report's text and all its sentences, in the order of the text.
        published: the day of publication, a candidate for every figure's date.
        setting: whose people the report counts and who takes them in: candidates for every figure.
        pieces: a `tokenizers.Tokenizer`.
        first: pieces of the first stretch at most.
    """

    def __init__(
        self,
        text: str,
        read: Sequence[Sentence],
        published: date | None,
        setting: Setting,
        pieces: Any,
        *,
        first: int = OWN,
    ) -> None:
        self._read, self._published, self._setting = read, published, setting
        coded = pieces.encode(text, add_special_tokens=False)
        self._ids: list[int] = coded.ids
        offsets = coded.offsets  # each look at it makes them anew
        self._starts = [a for a, _ in offsets]
        self._ends = [b for _, b in offsets]
        self._heading = next((s for s in read if s.kind is BlockKind.TITLE), None)
        self._title = self._pieces(self._heading) if self._heading is not None else (0, 0)
        self._stretches = list(self._laid_out(first))
        self._firsts = [read[a].span.start for a, _ in self._stretches]

    def __len__(self) -> int:
        return len(self._stretches)

    def number(self, sentence: Sentence) -> int:
        """Which view a sentence stands in."""
        return bisect_right(self._firsts, sentence.span.start) - 1

    def sentences(self, number: int) -> Sequence[Sentence]:
        """The sentences that a view is there to read."""
        first, last = self._stretches[number]
        return self._read[first:last]

    def view(self, number: int) -> View:
        """One view, counted from 0."""
        first, last = self._stretches[number]
        own_start, own_end = self._pieces(self._read[first])[0], self._pieces(self._read[last - 1])[1]
        own_end = min(own_end, own_start + OWN)
        head = range(self._title[0], min(self._title[1], self._title[0] + TITLE, own_start))
        body = range(max(head.stop, own_start - LEFT), min(len(self._ids), own_end + RIGHT))
        numbers = self._numbers(body)
        rows = [
            (CLS, 0, 0, -1, -1),
            *((self._ids[i], 0, 0, self._starts[i], self._ends[i]) for i in head),
            (SEP, 0, 0, *([self._ends[head[-1]]] * 2 if head else _NOWHERE)),
            *(
                (self._ids[i], int(own_start <= i < own_end), n, self._starts[i], self._ends[i])
                for i, n in zip(body, numbers, strict=True)
            ),
        ]
        rows.append((SEP, 0, 0, rows[-1][4], rows[-1][4]))
        columns: Any = tuple(zip(*rows, strict=True))
        shell = View(*columns)
        near = self._read[slice(*self._reach(body))]
        seen = [self._heading, *near] if head and self._heading is not None else near
        return replace(shell, places=self._places(seen, shell), dates=self._dates(seen, shell))

    def _laid_out(self, first: int) -> Iterator[tuple[int, int]]:
        """Runs of sentences that fit into a view."""
        begin, most = 0, first
        for n in range(1, len(self._read)):
            if self._pieces(self._read[n])[1] - self._pieces(self._read[begin])[0] > most:
                yield begin, n
                begin, most = n, OWN
        if self._read:
            yield begin, len(self._read)

    def _pieces(self, sentence: Sentence) -> tuple[int, int]:
        """The pieces of a sentence: the first, and the one after the last."""
        return bisect_right(self._ends, sentence.span.start), bisect_left(self._starts, sentence.span.end)

    def _reach(self, body: range) -> tuple[int, int]:
        """The sentences that some pieces belong to: the first, and the one after the last."""
        if not body:
            return 0, 0
        return (
            bisect_right(self._read, self._starts[body[0]], key=_END),
            bisect_left(self._read, self._ends[body[-1]], key=_START),
        )

    def _numbers(self, body: range) -> list[int]:
        """For each piece the number of its sentence, counted from 1 in the view."""
        first, last = self._reach(body)
        numbers = [0] * len(body)
        for n, sentence in enumerate(self._read[first:last], 1):
            a, b = self._pieces(sentence)
            for i in range(max(a, body.start), min(b, body.stop)):
                numbers[i - body.start] = n
        return numbers

    def _places(self, near: Sequence[Sentence], shell: View) -> tuple[tuple[Mention, int, int], ...]:
        ends = (("home", self._setting.home), ("host", self._setting.host))
        found = [(Mention(*_NOWHERE, name, role, True), 0, 0) for role, name in ends if name]
        for sentence in near:
            for m in _candidates(sentence):
                at = shell.span(m.start, m.end)
                if at is not None:
                    found.append((m, *at))
        return tuple(found)

    def _dates(self, near: Sequence[Sentence], shell: View) -> tuple[tuple[When, int, int], ...]:
        day = self._published
        found = [] if day is None else [(When(*_NOWHERE, "published", day, day), 0, 0)]
        for sentence in near:
            for when in sentence.whens:
                at = shell.span(when.start, when.end)
                if at is not None and (when.first is not None or when.last is not None):
                    found.append((when, *at))
        return tuple(found)


def interval(when: When) -> tuple[date, date] | None:
    """The days that a figure covers which takes this date: up to a day is dated to that day."""
    if when.kind in {"until", "as_of", "before"} and when.last is not None:
        return when.last, when.last
    first, last = when.first or when.last, when.last or when.first
    return (first, last) if first is not None and last is not None else None


def role_of(mention: Mention) -> str:
    """The role of a candidate as the model knows it."""
    if mention.generic:
        return "described"
    return mention.role if mention.role in ROLES else "none"


@cache
def _kept() -> frozenset[str]:
    """Descriptions that stand for themselves: "neighbouring countries"."""
    return frozenset(table("places")["words"]["kept"])


def _candidates(sentence: Sentence) -> list[Mention]:
    """The places of a sentence and its peoples' countries, in the order of the text."""
    named = [m for m in sentence.places if not m.generic]
    described = [m for m in sentence.places if m.generic and any(m.name.lower().endswith(k) for k in _kept())]
    return sorted([*named, *described, *_peoples(sentence, named)], key=lambda m: m.start)


def _peoples(sentence: Sentence, named: Sequence[Mention]) -> list[Mention]:
    """ "Afghan soldiers", "Syrians": a people's word stands for its country."""
    words = [t.text for t in sentence.tokens]
    found = []
    for i, token in enumerate(sentence.tokens):
        if not token.text[:1].isupper() or any(m.start <= token.start < m.end for m in named):
            continue
        country = demonym_at(words, i)
        if country is not None:
            found.append(Mention(token.start, token.end, country, "people", True))
    return found
