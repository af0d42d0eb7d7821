"""What the learned reader sees of a sentence: the title, what stands before, the sentence, a little more.

Takes the sentences of a report; gives `View`s: word pieces, and at which pieces figures, places and dates
stand. Training and reading build their views here, so that the model reads what it was taught on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from panj.claims.dates import When
from panj.claims.draft import Sentence
from panj.claims.nations import demonym_at
from panj.claims.places import Mention
from panj.model import BlockKind, Span

CLS, SEP = 101, 102  # of BERT's vocabulary
TITLE, LEFT, SENTENCE, RIGHT = 28, 64, 220, 16  # pieces of each part at most; the encoder knows 512
_CHARACTERS = 8  # a piece is rarely longer: how much text is worth cutting into pieces
ROLES = ("none", "from", "to", "in", "of", "object", "parent", "people")
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


@dataclass(frozen=True, slots=True)
class View:
    """One sentence for the model.

    pieces: word-piece ids with [CLS] and [SEP]; own: 1 for pieces of the sentence itself, else 0; at: text
    offsets of each piece, (-1, -1) for marks; places, dates: candidates with their first and last piece.
    """

    pieces: tuple[int, ...]
    own: tuple[int, ...]
    at: tuple[tuple[int, int], ...]
    places: tuple[tuple[Mention, int, int], ...]
    dates: tuple[tuple[When, int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last piece of text[start:end]; None where it is outside the view."""
        inside = [i for i, (a, b) in enumerate(self.at) if a < end and b > start]
        return (inside[0], inside[-1]) if inside else None


def view(
    text: str, sentence: Sentence, read: Sequence[Sentence], published: date | None, pieces: Any
) -> View:
    """The view of one sentence among all that are read.

    Args:
        published: the day of publication, a candidate for every figure's date.
        pieces: a `tokenizers.Tokenizer`.
    """
    span = sentence.span
    heading = next((s.span for s in read if s.kind is BlockKind.TITLE), None)
    if heading is None or heading.start >= span.start:
        heading = Span(0, 0)
    before = Span(max(heading.end, span.start - LEFT * _CHARACTERS), span.start)
    after = Span(span.end, min(len(text), span.end + RIGHT * _CHARACTERS))
    head = _cut(text, heading, pieces)[:TITLE]
    left = _cut(text, before, pieces)[-LEFT:]
    own = _cut(text, span, pieces)[:SENTENCE]
    right = _cut(text, after, pieces)[:RIGHT]
    mark = (CLS, -1, -1), (SEP, -1, -1)
    rows = [mark[0], *head, mark[1], *left, *own, *right, mark[1]]
    first = len(head) + 2 + len(left)
    at = tuple((a, b) for _, a, b in rows)
    shell = View(
        tuple(i for i, _, _ in rows),
        tuple(int(first <= n < first + len(own)) for n in range(len(rows))),
        at,
        (),
        (),
    )
    near = [s for s in read if any(s.span.start < b and a < s.span.end for a, b in _reach(at))]
    return View(shell.pieces, shell.own, at, _places(near, shell), _dates(near, shell, published))


def _reach(at: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of text that a view covers."""
    found: list[tuple[int, int]] = []
    for a, b in at:
        if a < 0:
            continue
        if found and 0 <= a - found[-1][1] < _CHARACTERS:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def _cut(text: str, span: Span, pieces: Any) -> list[tuple[int, int, int]]:
    coded = pieces.encode(text[span.start : span.end], add_special_tokens=False)
    return [(i, a + span.start, b + span.start) for i, (a, b) in zip(coded.ids, coded.offsets, strict=True)]


def _places(near: Sequence[Sentence], shell: View) -> tuple[tuple[Mention, int, int], ...]:
    found = []
    for sentence in near:
        named = [m for m in sentence.places if not m.generic]
        for m in sorted([*named, *_peoples(sentence, named)], key=lambda m: m.start):
            at = shell.span(m.start, m.end)
            if at is not None:
                found.append((m, *at))
    return tuple(found)


def interval(when: When) -> tuple[date, date] | None:
    """The days that a figure covers which takes this date: up to a day is dated to that day."""
    if when.kind in {"until", "as_of", "before"} and when.last is not None:
        return when.last, when.last
    first, last = when.first or when.last, when.last or when.first
    return (first, last) if first is not None and last is not None else None


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


def _dates(
    near: Sequence[Sentence], shell: View, published: date | None
) -> tuple[tuple[When, int, int], ...]:
    found = [] if published is None else [(When(-1, -1, "published", published, published), 0, 0)]
    for sentence in near:
        for when in sentence.whens:
            at = shell.span(when.start, when.end)
            if at is not None and (when.first is not None or when.last is not None):
                found.append((when, *at))
    return tuple(found)
