"""The parts of a report's text: title, body, captions, corrections, lines about it, page furniture.

Takes text, gives one `Block` per paragraph, in order, none overlapping. Text is as people paste it:
paragraphs divided by blank lines or by single ones, headlines of other articles in between, mastheads glued.
What a line says decides first (`words.toml`), then how it is built and where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from panj.model import Block, BlockKind
from panj.reports.days import mentions
from panj.reports.outlets import masthead, outlet_in
from panj.reports.words import any_of, whole_line, words

_FINAL = re.compile(r"[.!?…:;。？！؟۔।][\"'”’»)\]]*\Z|[.!?][\"'”’»]?\s?\([^()]{1,40}\)\Z")
# The end of a sentence inside a line; "Situation Report No. 2" has none.
_INNER = re.compile(r"(?<!\b[Nn]o)(?<!\bNos)(?<!\bVol)(?<=[a-z\d)\"”’])[.!?][\"”’)]*\s+[\"“‘(]?[A-Z\d]")
_BULLET = re.compile(r"[•●▪◦‣*–—-]\s|\d{1,2}[.)]\s|\(?[a-z]\)\s")
_DATELINE = re.compile(
    r"[A-Z][\w’'./-]*(?:[ ,/]+(?:[A-Z][\w’'./-]*|\d{1,2}|of|the|and|de|el)){0,6}"  # KORGAN, Tarvia, Nov 9
    r"(?:\s?\([^()]{2,40}\))?\s*(?:--|—|–| -)\s+(?=[A-Z“\"'‘\d])"  # (Reuters) -
    r"|[A-Z][A-Z’' /-]{2,30}[:.] "  # TERMEZ:
    r"|[A-Z][\w/ ]{2,25} \([A-Z][\w /.]{1,20}\)"  # Niamey (AFP)
)
_TO_READER = re.compile(
    r"\b(?:you|your|us|our)\b|\A(?:don[’']t|subscribe|click|sign|follow|join|download|get|visit|please)\b",
    re.IGNORECASE,
)
# A short line with a date (and a clock) is about the report; with a figure of this size it tells something.
_LARGE = re.compile(r"\d{3,}|\d,\d{3}|\d[\d,.]*\s(?:people|families|million|thousand)")
_FIGURE = re.compile(r"\d{2,}|\d[\d,.]*\s(?:people|families|million|thousand)")
_VIDEO_NOTICE = re.compile(r"(?:your browser does|no media source)", re.IGNORECASE)
_TABULAR = re.compile(r"\t|\s{3,}|\d[\d,.]*\s*%?\Z|\|")
# Lengths in words. A headline of a wire story has up to about 20, a heading of a situation report up to 5.
_PROSE = 8
_LABEL = 72  # characters of a field's label, its colon included
_LONG = 30
_HEADING = 5


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def size(self) -> int:
        """Words; in scripts without spaces, four characters count as one."""
        return max(len(self.text.split()), len(self.text) // 12)

    @property
    def prose(self) -> bool:
        """A sentence or more, by its end, its inside or its length."""
        if self.size < _PROSE:
            return False
        return bool(_FINAL.search(self.text) or _INNER.search(self.text)) or self.size > _LONG


def blocks(text: str) -> tuple[Block, ...]:
    """The parts of a text, in order: every paragraph is one block, blank lines belong to none.

    >>> [b.kind.value for b in blocks("Camp Opens\\n\\nA camp for 300 people opened on Monday at the river.")]
    ['title', 'body']
    """
    lines = _paragraphs(text)
    kinds: list[BlockKind | None] = [kind_of_line(line.text) for line in lines]
    _free_leads(lines, kinds)
    _place_video_titles(lines, kinds)
    _free_credited_end(lines, kinds)
    first, last = _body_range(lines, kinds)
    _head(lines, kinds, first)
    _middle(lines, kinds, first, last)
    _tail(lines, kinds, last)
    return tuple(
        Block(line.start, line.end, kind or BlockKind.BODY) for line, kind in zip(lines, kinds, strict=True)
    )


def _free_leads(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """A line with a date that leads in to a list is part of it: "Arrivals by site, 1-14 March:"."""
    for n, (line, after) in enumerate(pairwise(lines)):
        if kinds[n] is BlockKind.META and line.text.endswith(":") and _BULLET.match(after.text):
            kinds[n] = BlockKind.BODY


def has_content(parts: Sequence[Block]) -> bool:
    """Whether there is anything but furniture and lines about the report."""
    return any(b.kind in {BlockKind.BODY, BlockKind.TITLE, BlockKind.CORRECTION} for b in parts)


def _paragraphs(text: str) -> list[_Line]:
    found: list[_Line] = []
    position = 0
    raw: list[_Line] = []
    for whole in text.split("\n"):
        stripped = whole.strip()
        start = position + (len(whole) - len(whole.lstrip()))
        raw.append(_Line(start, start + len(stripped), stripped))
        position += len(whole) + 1
    if not _hard_wrapped(raw):
        return [line for line in raw if line.text]
    run: list[_Line] = []
    for line in [*raw, _Line(position, position, "")]:
        if line.text and not (run and _BULLET.match(line.text)):
            run.append(line)
            continue
        found += _joined(run, text)
        run = [line] if line.text else []
    return found


def _hard_wrapped(raw: Sequence[_Line]) -> bool:
    """Whether lines were broken to a width, as e-mail and old wire copy are.

    A line was broken if the next one's first word would not have fitted; so it is nearly everywhere.
    """
    longest = max((len(line.text) for line in raw), default=0)
    if not 50 <= longest <= 130:
        return False
    pairs = [(a.text, b.text) for a, b in pairwise(raw) if a.text and b.text]
    broken = sum(len(a) + 1 + len(b.split()[0]) > longest - 3 for a, b in pairs)
    return any(b[0].islower() for _, b in pairs) and broken * 4 > len(pairs) * 3


def _joined(run: Sequence[_Line], text: str) -> list[_Line]:
    if not run:
        return []
    start, end = run[0].start, run[-1].end
    return [_Line(start, end, " ".join(text[start:end].split()))]


@lru_cache(maxsize=4096)
def kind_of_line(text: str) -> BlockKind | None:
    """What a line is by its words alone, None where they do not say."""
    line = _Line(0, len(text), text)
    if line.size > 3 * _LONG:
        return None
    if whole_line("furniture", "sure").match(text):
        return BlockKind.FURNITURE
    for kind in (BlockKind.CORRECTION, BlockKind.FURNITURE, BlockKind.META, BlockKind.CAPTION):
        if whole_line(kind.value).match(text):
            return None if _is_reporting(line, kind) else kind
    if is_field(text):
        return BlockKind.BODY
    if masthead(text) is not None:
        return BlockKind.META
    if line.size < _PROSE and any(m.full for m in mentions(text)) and not _counts(text, _LARGE):
        return BlockKind.META
    return None


def is_field(text: str) -> bool:
    """Whether a line is a field of a situation report: a label that tells what is counted, and a figure.

    >>> is_field("People injured: 120"), is_field("Phone: 555 1234")
    (True, False)
    """
    return ":" in text[:_LABEL] and bool(_field().match(text))


@cache
def _field() -> re.Pattern[str]:
    table = words()["field"]
    label, value = any_of(table["label"]).pattern.removesuffix(r"\Z"), "|".join(table["value"])
    return re.compile(rf"(?=[^:]{{0,70}}\b{label}\b)[^\W\d_][^:.!?]{{2,70}}:\s*(?:{value})", re.IGNORECASE)


def _is_reporting(line: _Line, kind: BlockKind) -> bool:
    """Prose that merely starts like furniture: "More from the valley are on their way …".

    What the page says to its reader is as long sometimes, but speaks to him.
    """
    if not line.prose or line.size <= 2 * _PROSE or _TO_READER.search(line.text):
        return False
    if kind is BlockKind.FURNITURE:
        return bool(_INNER.search(line.text) or _FIGURE.search(line.text))
    return kind is BlockKind.META and bool(_FIGURE.search(line.text))


def _free_credited_end(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """The last paragraph of agency copy may carry the agency's name as a caption does: "… he said. - AFP"."""
    told = [
        i for i, line in enumerate(lines) if line.size >= _PROSE and kinds[i] in {None, BlockKind.CAPTION}
    ]
    if len(told) > 3 and kinds[told[-1]] is BlockKind.CAPTION and kinds[told[-2]] is None:
        kinds[told[-1]] = BlockKind.BODY


def _place_video_titles(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """The headline under a notice that a film cannot be shown belongs to the film."""
    for i in range(1, len(lines)):
        if _VIDEO_NOTICE.match(lines[i - 1].text) and kinds[i] is None and not lines[i].prose:
            kinds[i] = BlockKind.FURNITURE


def _body_range(lines: Sequence[_Line], kinds: Sequence[BlockKind | None]) -> tuple[int, int]:
    """First and last paragraph that are prose; (length, -1) where there is none."""
    prose = [i for i, line in enumerate(lines) if kinds[i] is None and line.prose]
    if not prose:  # a note of a few short sentences
        prose = [
            i
            for i, line in enumerate(lines)
            if kinds[i] is None and line.size > 2 and _FINAL.search(line.text)
        ]
    if not prose:
        return len(lines), -1
    first = prose[0]
    if len(prose) > 1 and first > 0 and _is_lead_caption(lines, prose, kinds):
        first = prose[1]
    return first, prose[-1]


def _is_lead_caption(lines: Sequence[_Line], prose: Sequence[int], kinds: Sequence[BlockKind | None]) -> bool:
    """One short sentence between the headline and a paragraph that opens with its dateline.

    Sites put the picture's text there; reports themselves start at the dateline.
    """
    first, second = lines[prose[0]], lines[prose[1]]
    has_title = any(kinds[i] is None for i in range(prose[0]))
    return (
        has_title
        and prose[1] - prose[0] <= 3
        and first.size <= _LONG
        and not _INNER.search(first.text)
        and not opens_with_dateline(first.text)
        and opens_with_dateline(second.text)
    )


def opens_with_dateline(text: str) -> bool:
    """Whether a paragraph starts with place (and agency): "GENEVA (Reuters) -", "DUSHANBE --", "TERMEZ:"."""
    return bool(_DATELINE.match(text))


def _head(lines: Sequence[_Line], kinds: list[BlockKind | None], first: int) -> None:
    """Above the body: the headline, sub-headlines, the picture's text, lines about the report."""
    titled = False
    listed = _listed(lines, kinds, range(min(first, len(lines))))
    for i in range(min(first, len(lines))):
        line = lines[i]
        if kinds[i] is not None:
            continue
        if titled and line.prose:
            kinds[i] = BlockKind.CAPTION
        elif _BULLET.match(line.text) or (titled and i in listed):
            kinds[i] = BlockKind.BODY
        elif not titled and line.size >= 2:
            kinds[i], titled = BlockKind.TITLE, True
        elif titled and line.size > _HEADING and not mentions(line.text):
            kinds[i] = BlockKind.TITLE
        else:
            kinds[i] = BlockKind.META


def _listed(lines: Sequence[_Line], kinds: Sequence[BlockKind | None], where: range) -> set[int]:
    """Lines of a list of figures: short, each with a figure, next to another such line or under a colon."""
    holds = {i for i in where if kinds[i] is None and not lines[i].prose and _counts(lines[i].text, _LARGE)}
    return {
        i
        for i in holds
        if {i - 1, i + 1} & holds or (i > 0 and lines[i - 1].text.endswith(":") and kinds[i - 1] is None)
    }


def _counts(text: str, figure: re.Pattern[str]) -> bool:
    """Whether a line has a figure besides its dates."""
    for found in reversed(mentions(text)):
        text = text[: found.start] + text[found.end :]
    return bool(figure.search(text))


def _middle(lines: Sequence[_Line], kinds: list[BlockKind | None], first: int, last: int) -> None:
    """Between paragraphs: headlines of other articles and headings are not the report's own words."""
    listed = _listed(lines, kinds, range(first, last))
    for i in range(first, last):
        line = lines[i]
        if (
            i in listed
            or kinds[i] is not None
            or line.prose
            or _FINAL.search(line.text)
            or _BULLET.match(line.text)
        ):
            continue
        if _TABULAR.search(line.text) or (line.size <= _HEADING and any(c.isdigit() for c in line.text)):
            continue
        kinds[i] = BlockKind.META if line.size <= _HEADING else BlockKind.FURNITURE


def _tail(lines: Sequence[_Line], kinds: list[BlockKind | None], last: int) -> None:
    """Below the body: what is left there is page furniture, unless it is a list or a table."""
    if last < 0:
        return
    listed = _listed(lines, kinds, range(last + 1, len(lines)))
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if i in listed or kinds[i] is not None or _BULLET.match(line.text) or _TABULAR.search(line.text):
            continue
        if not _FINAL.search(line.text):
            kinds[i] = BlockKind.META if outlet_in(line.text) else BlockKind.FURNITURE
