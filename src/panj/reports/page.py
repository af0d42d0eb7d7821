"""HTML pages to reports: the article's paragraphs, with captions, corrections and tables kept apart.

Takes the decoded page, gives a `Report` whose text is the article's paragraphs, a blank line between. The
main text is found by trafilatura; what of it is not the report's own goes by the same rules as in plain text.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from rapidfuzz import fuzz

from panj.errors import ReportError
from panj.model import BlockKind, Report, Table
from panj.reports.corrections import is_correction, read_correction, without_label
from panj.reports.fragment import is_caption
from panj.reports.layout import blocks, has_content, kind_of_line
from panj.reports.page_facts import Facts, facts, words_of

_BLOCKS = ("p", "div", "li", "aside", "section", "em", "i", "span", "small")
_IN_CELL = (
    "descendant::*[self::p or self::h1 or self::h2 or self::h3 or self::table or self::ul or self::div]"
)
_ABOVE = frozenset({"head", "p"})
_LINES = frozenset({"p", "head", "item", "list", "quote", "ab", "code", "lb", "table", "div"})
_CONTACT = re.compile(r"@[\w-]+\.\w|\+\d[\d ()-]{7,}")
# How correction notes begin; an element that begins otherwise need not be read to its end.
_NOTE_START = re.compile(
    r"\W*(?:correct|clarif|erratum|editor|an? (?:earlier|previous|prior|original)|"
    r"(?:this|the|earlier|previous|prior|original)\b)",
    re.IGNORECASE,
)
# The largest of 84 news pages has 1,700 elements; some steps of extraction take their square in time.
MAX_ELEMENTS = 30_000
_MOST_NOTES, _MOST_CAPTIONS = 20, 100
_MOST_CHILDREN = 12  # a note has a label and a link or two; more children make a section
_CONTACT_LINE = 25  # words; a longer paragraph that gives an address says something besides


def read_page(html: str, where: str = "") -> Report:
    """The report on a page.

    Raises:
        ReportError: R004 a page of more than `MAX_ELEMENTS`, R010 no article text.
    """
    page = _parse(html, where)
    size = sum(1 for _ in page.iter())
    if size > MAX_ELEMENTS:
        raise ReportError("R004", where, size=f"a page of {size:,} elements", limit=f"{MAX_ELEMENTS:,}")
    known = facts(page)
    captions = _captions(page)
    notes = _notes(page, known)
    _unwrap_layout_tables(page)
    body = _main_text(page, where)
    paragraphs, tables = _paragraphs(body, known.title), _tables(body)
    kept = [line for line in paragraphs if _is_own(line, captions, notes)]
    text = "\n\n".join(kept)
    parts = blocks(text)
    if not has_content(parts):
        raise ReportError("R010", where)
    return Report(
        text=text,
        published=known.published,
        outlet=known.outlet,
        url=known.url,
        title=known.title,
        language=known.language or "en",
        author=known.author,
        modified=known.modified,
        path=where,
        blocks=parts,
        corrections=tuple(read_correction(note) for note in notes),
        captions=tuple(captions),
        tables=tuple(tables),
        known_by=tuple(sorted(known.known_by.items())),
    )


def _parse(html: str, where: str) -> HtmlElement:
    """The page as a tree; comments and instructions are left out."""
    without_declaration = re.sub(r"\A\s*<\?xml[^>]*\?>", "", html)
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return document_fromstring(without_declaration.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise ReportError("R010", where) from None


def _captions(page: HtmlElement) -> list[str]:
    found = (words_of(c) for c in page.iter("figcaption"))
    kept = dict.fromkeys(text for text in found if len(text.split()) > 2)
    return list(kept)[:_MOST_CAPTIONS]


def _notes(page: HtmlElement, known: Facts) -> list[str]:
    """Correction notes anywhere on the page, each once, without their label."""
    notes: list[str] = [without_label(note) for note in known.corrections]
    for element in page.iter(*_BLOCKS):
        if len(notes) >= _MOST_NOTES:
            break
        if not _NOTE_START.match(_beginning(element)) or len(element) > _MOST_CHILDREN:
            continue
        text = words_of(element)
        if 20 < len(text) < 1500 and is_correction(text):
            bare = without_label(text)
            if not any(fuzz.partial_ratio(bare, note) > 90 for note in notes):
                notes.append(bare)
    return notes


def _beginning(element: HtmlElement) -> str:
    """The first words in an element, its own or those of what it opens with."""
    for _ in range(4):
        if element.text and element.text.strip():
            return str(element.text)
        if not len(element):
            return ""
        element = element[0]
    return ""


def _unwrap_layout_tables(page: HtmlElement) -> None:
    """Tables that only place text become plain containers, so that menus in them can be told apart."""
    for table in list(page.iter("table")):
        if any(cell.xpath(_IN_CELL) for cell in table.iter("td")):
            for part in list(table.iter("table", "tbody", "tr", "td", "th")):
                part.tag = "div"


@cache
def _extractor() -> Callable[..., Any]:
    """Trafilatura's extraction, loaded on first use: plain text need not wait for it.

    It warns of a missing proxy package of urllib3 as it loads; nothing is fetched with it here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import bare_extraction
    return cast("Callable[..., Any]", bare_extraction)


def _main_text(page: HtmlElement, where: str) -> etree._Element:
    found = _extractor()(page, include_comments=False, favor_precision=True, include_tables=True)
    body = getattr(found, "body", None)
    if body is None:
        raise ReportError("R010", where)
    return body


def _paragraphs(body: etree._Element, title: str | None) -> Iterator[str]:
    """The lines of the main text in order, the headline left out where it stands again."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if any(a.tag == "table" for a in element.iterancestors()):
            continue
        if event == "start":
            pieces += [
                "\n" if element.tag in _LINES else "",
                "" if element.tag == "table" else element.text or "",
            ]
        else:
            pieces += ["\n" if element.tag in _LINES else "", element.tail or ""]
    for raw in "".join(pieces).split("\n"):
        line = " ".join(raw.split())
        if line and not (title and fuzz.ratio(line, title) > 90):
            yield line


def _tables(body: etree._Element) -> Iterator[Table]:
    for table in body.iter("table"):
        rows = [
            tuple(" ".join("".join(c.itertext()).split()) for c in row.iter("cell"))
            for row in table.iter("row")
        ]
        rows = [row for row in rows if any(row)]
        caption = None
        if len(rows) > 2 and len(rows[0]) > 1 and not any(rows[0][1:]):
            caption, rows = rows[0][0], rows[1:]
        caption = caption or _heading_of(table)
        if len(rows) > 1 and max(map(len, rows)) > 1:
            yield Table(tuple(rows), caption)


def _heading_of(table: etree._Element) -> str | None:
    """The short line right above a table, which says what it holds."""
    above = table.getprevious()
    words = " ".join("".join(above.itertext()).split()) if above is not None and above.tag in _ABOVE else ""
    return words if words and is_caption(words) else None


def _is_own(line: str, captions: Sequence[str], notes: Sequence[str]) -> bool:
    """Whether a line is the report's own: no furniture, no line about it, no caption, no correction note."""
    if kind_of_line(line) not in {None, BlockKind.BODY}:
        return False
    if len(line.split()) < _CONTACT_LINE and _CONTACT.search(line):
        return False
    return not any(fuzz.ratio(line, other) > 90 for other in captions) and not any(
        fuzz.partial_ratio(note, line) > 95 for note in notes if len(note) > 20
    )
