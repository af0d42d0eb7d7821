"""Sentence boundaries in news text: abbreviations, initials, datelines, bullets, lines without a full stop.

Text and a range in; spans out, in order, without surrounding blanks.
"""

from __future__ import annotations

import re

from panj.language.words import abbreviations
from panj.model import Span

_OPENS = r"A-Z0-9À-ÞА-Я•–—\ue000-\uf8ff"  # the last are what covers withheld words (publish/gate)
_END = re.compile(rf"[.!?…]+[\"”’»)\]']*(?=\s+[\"“‘«(\[]*[{_OPENS}])|[.!?…]+[\"”’»)\]']*\s*\Z")
_LAST_WORD = re.compile(r"([\w.’'-]*)[.!?…]+[\"”’»)\]']*\Z")
_FIRST_WORD = re.compile(r"[\s\"“‘«(\[]*([\w’'.-]+)")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣·*]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_DATELINE = re.compile(
    r"\A[\"“'\s]{0,3}"
    r"(?:[A-ZÀ-Þ][\w.'’-]*(?:[ /,]+(?:[A-ZÀ-Þ][\w.'’-]*|of|the|al-?|el-?|d[eu]))*)"
    r"(?:,? \d{1,2}(?: [A-Z][a-z]+\.?)?(?:,? \d{4})?)?"
    r"(?:\s*\([^)]{2,40}\))?\s*(?:--|—|–|(?<=\s)-(?=\s)|:(?=\s))\s*"
)
_AREA = re.compile(
    r"[A-ZÀ-Þ][a-zß-ÿ]\S*\s*\([A-ZÀ-Þ][a-zß-ÿ][^)]*\):\Z"
)  # "Kenya (Dadaab):" heads a line of a list
_SHORTEST_WRAP = 50
_LONGEST = 2_000  # characters; what runs on for longer is a list or table, and is read in pieces
_PAUSES = ("; ", ", ", " ")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of text[start:end].

    A blank line, a bullet and the end of an unwrapped line end a sentence; so do . ! ? … before a capital,
    unless the full stop belongs to an abbreviation, an initial or a month. What runs on for more than 2,000
    characters is cut at a pause, so that reading takes time in proportion to the text.

    >>> t = "U.S. forces left on Sept. 11. Mr. J. Smith said 3.5 m fled."
    >>> [s.of(t) for s in sentences(t)]
    ['U.S. forces left on Sept. 11.', 'Mr. J. Smith said 3.5 m fled.']
    """
    stop = len(text) if end is None else end
    found: list[Span] = []
    for line_start, line_end in _lines(text, start, stop):
        bullet = _BULLET.match(text, line_start, line_end)
        at = bullet.end() if bullet else line_start
        for match in _END.finditer(text, at, line_end):
            if _ends(text, at, match.start(), match.end(), line_end):
                found.append(_trim(text, at, match.end()))
                at = match.end()
        found.append(_trim(text, at, line_end))
    return [part for s in found if s.end > s.start for part in _pieces(text, s)]


def _pieces(text: str, span: Span) -> list[Span]:
    """A sentence, or pieces of one that is too long, each ending at the last pause of its second half."""
    found: list[Span] = []
    start = span.start
    while span.end - start > _LONGEST:
        half, most = start + _LONGEST // 2, start + _LONGEST
        cuts = ((text.rfind(mark, half, most), len(mark)) for mark in _PAUSES)
        cut = next((at + size for at, size in cuts if at >= 0), most)
        found.append(_trim(text, start, cut))
        start = cut
    found.append(_trim(text, start, span.end))
    return [s for s in found if s.end > s.start]


def dateline(text: str, span: Span) -> Span | None:
    """The dateline that a sentence opens with (`DUSHANBE --`, `NIAMEY, June 7 (Reuters) -`), or nothing.

    Only a place in capitals, an agency in brackets or a long dash makes a dateline: a plain "Note:" does not.
    """
    match = _DATELINE.match(text[span.start : min(span.end, span.start + 120)])
    if not match or match.end() >= span.end - span.start:
        return None
    words = match.group().strip()
    capitals = re.match(r"[A-ZÀ-Þ.'’ /-]{3,}\b", words)
    agency = "(" in words and not (words.endswith(":") and _AREA.search(words))
    dash = bool(re.search(r"(--|—|–)\s*\Z", match.group())) and len(words.split()) <= 6
    colon = words.endswith(":") and capitals and len(capitals.group()) >= len(words) - 2
    if (capitals and not words.endswith(":")) or agency or dash or colon:
        return Span(span.start, span.start + match.end())
    return None


def _lines(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Lines as units of text: a line that was only wrapped is joined to the one before."""
    lines: list[tuple[int, int]] = []
    at = start
    while at < stop:
        cut = text.find("\n", at, stop)
        cut = stop if cut < 0 else cut
        if text[at:cut].strip():
            if lines and _wrapped(text, lines[-1], at, cut):
                lines[-1] = (lines[-1][0], cut)
            else:
                lines.append((at, cut))
        at = cut + 1
    return lines


def _wrapped(text: str, before: tuple[int, int], at: int, cut: int) -> bool:
    if text[before[1] : at] != "\n" or _BULLET.match(text, at, cut):
        return False
    first = text[at:cut].lstrip()[:1]
    last = text[before[0] : before[1]].rstrip()[-1:]
    width = before[1] - (text.rfind("\n", before[0], before[1]) + 1 or before[0])
    if first.islower():
        return last not in ".!?:"
    return last in ",;-–" or (last not in '.!?:"”’)' and _SHORTEST_WRAP <= width <= 120 and last.islower())


def _ends(text: str, begin: int, dot: int, close: int, line_end: int) -> bool:
    if close >= line_end or text[dot] != ".":
        return True
    word = _LAST_WORD.search(text, begin, close)
    last = word.group(1).lower().rstrip(".") if word else ""
    never, maybe, starters = abbreviations()
    following = _FIRST_WORD.match(text, close)
    after = following.group(1) if following else ""
    if last in maybe:
        return after.lower() in starters
    if last in never:
        return not (after[:1].isdigit() or after[:1].isupper())
    return not (len(last) == 1 and last.isalpha() and after[:1].isupper())


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
