"""A report's text cut into stretches that a template can mark: paragraphs, sentences, figures.

Takes a report and its claims; gives segments of plain text (the template escapes them), so that no
markup is ever built from a report's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panj.model import Block, BlockKind, Claim, Report, Span
from panj.publish.room.words import family

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_CONTEXT = 280  # characters kept on each side of a sentence in a paragraph too long to read at a glance


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and what it is: plain, sentence or figure.

    `claims`: ids of the claims at a figure, several where one phrase carries more than one.
    """

    text: str
    kind: str = "plain"
    claims: tuple[str, ...] = ()
    family: str = ""
    status: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a report, marked. `start` is its offset and serves as its anchor."""

    kind: str
    start: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The paragraph around a sentence; `cut_left`, `cut_right` tell where more of it stands."""

    kind: str
    segments: tuple[Segment, ...]
    cut_left: bool = False
    cut_right: bool = False


def blocks_of(report: Report) -> tuple[Block, ...]:
    """The report's own blocks, or its paragraphs where they were not told apart."""
    if report.blocks:
        return report.blocks
    found = _PARAGRAPH.finditer(report.text)
    return tuple(Block(m.start(), m.end(), BlockKind.BODY) for m in found)


def quote(report: Report, sentence: Span, figures: Iterable[Claim]) -> Quote:
    """The sentence in its paragraph, with the figures in it marked."""
    block = _block_at(report, sentence)
    start, end = min(block.start, sentence.start), max(block.end, sentence.end)
    left = _cut_left(report.text, start, sentence.start)
    right = _cut_right(report.text, sentence.end, end)
    inside = _marked(report.text, sentence.start, sentence.end, figures, plain="sentence")
    segments = (
        Segment(report.text[left : sentence.start]),
        *inside,
        Segment(report.text[sentence.end : right]),
    )
    return Quote(block.kind.value, tuple(s for s in segments if s.text), left > start, right < end)


def sentence(report: Report, span: Span, figures: Iterable[Claim]) -> tuple[Segment, ...]:
    """One sentence with the figures in it marked."""
    return _marked(report.text, span.start, span.end, figures)


def paragraphs(report: Report, claims: Sequence[Claim]) -> tuple[Paragraph, ...]:
    """The whole report: every block with its figures marked."""
    return tuple(
        Paragraph(b.kind.value, b.start, _marked(report.text, b.start, b.end, claims))
        for b in blocks_of(report)
        if report.text[b.start : b.end].strip()
    )


def _block_at(report: Report, span: Span) -> Block:
    for block in blocks_of(report):
        if block.start <= span.start < block.end:
            return block
    return Block(span.start, span.end, BlockKind.BODY)


def _cut_left(text: str, start: int, sentence: int) -> int:
    if sentence - start <= _CONTEXT:
        return start
    space = text.find(" ", sentence - _CONTEXT, sentence)
    return space + 1 if space >= 0 else sentence - _CONTEXT


def _cut_right(text: str, sentence: int, end: int) -> int:
    if end - sentence <= _CONTEXT:
        return end
    space = text.rfind(" ", sentence, sentence + _CONTEXT)
    return space if space >= 0 else sentence + _CONTEXT


def _marked(
    text: str, start: int, end: int, claims: Iterable[Claim], *, plain: str = "plain"
) -> tuple[Segment, ...]:
    """[start, end) cut at its figures; where two overlap, the later one joins the earlier one's mark."""
    inside = sorted(
        (c for c in claims if start <= c.start < end and c.start < c.end),
        key=lambda c: (c.start, -c.end, c.id),
    )
    segments: list[Segment] = []
    at = start
    for claim in inside:
        if claim.start < at:
            last = segments[-1]
            segments[-1] = _figure(last.text, claim, (*last.claims, claim.id), last)
            continue
        segments.append(Segment(text[at : claim.start], plain))
        at = min(claim.end, end)
        segments.append(_figure(text[claim.start : at], claim, (claim.id,)))
    segments.append(Segment(text[at:end], plain))
    return tuple(s for s in segments if s.text)


def _figure(text: str, claim: Claim, ids: tuple[str, ...], first: Segment | None = None) -> Segment:
    colour = first.family if first else family(claim.measure)
    confirmed = claim.confirmed and (first is None or first.confirmed)
    return Segment(text, "figure", ids, colour, first.status if first else claim.status.value, confirmed)
