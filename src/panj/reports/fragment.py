"""HTML fragments, as feeds and mails carry them: lines of text, captions and tables.

Takes a piece of markup that holds nothing but the article, gives a `Report`. Whole pages go to `page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from panj.errors import ReportError
from panj.model import BlockKind, Table
from panj.reports.layout import kind_of_line

_ABOVE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTION = 15  # words
_DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "form", "button", "object")
_INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "cite",
            "code",
            "del",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "mark",
            "q",
            "s",
        ),
        *(
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
            "u",
            "wbr",
            "label",
            "acronym",
            "big",
            "nobr",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a piece of markup holds."""

    lines: tuple[str, ...]
    captions: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def text(self) -> str:
        """The lines that are the report's own, a blank line between."""
        return "\n\n".join(own_lines(self.lines))


def read_fragment(markup: str, where: str = "") -> Fragment:
    """Lines, captions and tables of a piece of HTML.

    Raises:
        ReportError: R010, where it is no markup at all.
    """
    try:
        root = fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        raise ReportError("R010", where) from None
    etree.strip_elements(root, etree.Comment, *_DROPPED, with_tail=False)
    captions = tuple(dict.fromkeys(filter(None, map(_words, root.iter("figcaption")))))
    tables = tuple(t for element in root.iter("table") if (t := read_table(element)))
    etree.strip_elements(root, "figure", "figcaption", with_tail=False)
    for element in list(root.iter("table")):
        if read_table(element) and element.getparent() is not None:
            element.drop_tree()
    return Fragment(tuple(_lines(root)), captions, tables)


def own_lines(lines: Iterable[str]) -> list[str]:
    """The lines without furniture and lines about the report."""
    return [line for line in lines if kind_of_line(line) in {None, BlockKind.BODY, BlockKind.CORRECTION}]


def read_table(element: HtmlElement) -> Table | None:
    """A table of data; None where a table only places text on a page."""
    if any(
        cell.find(".//p/..//p") is not None or cell.find(".//table") is not None
        for cell in element.iter("td")
    ):
        return None
    rows = [tuple(_words(c) for c in row.iter("td", "th")) for row in element.iter("tr")]
    rows = [row for row in rows if any(row)]
    caption = next((_words(c) for c in element.iter("caption")), None)
    above = element.getprevious()
    if not caption and above is not None and above.tag in _ABOVE and is_caption(_words(above)):
        caption = _words(above)
    return Table(tuple(rows), caption) if is_data(rows) else None


def is_caption(line: str) -> bool:
    """Whether the line right above a table can say what it holds: it is short and no sentence."""
    return 1 < len(line.split()) < _CAPTION and not line.endswith((".", "!", "?"))


def is_data(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of cells are data: two rows and columns or more, and cells that are no paragraphs."""
    cells = [cell for row in rows for cell in row]
    return len(rows) > 1 and max(map(len, rows)) > 1 and max(map(len, cells)) < 300


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _lines(root: HtmlElement) -> list[str]:
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        edge = "" if element.tag in _INLINE else "\n"
        text = element.text if event == "start" else element.tail
        pieces += [edge, " ".join((text or "").replace("\xa0", " ").split("\n")) if text else ""]
    return [" ".join(line.split()) for line in "".join(pieces).split("\n") if line.strip()]
