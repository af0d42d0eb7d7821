"""PDF files to reports, by pdfplumber: running text in reading order, tables apart.

Takes the bytes of a file, gives one report. Headers and footers that repeat, page numbers and the words
inside tables are left out of the text; columns are read one after the other.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from panj.errors import ReportError
from panj.model import Problem, Report, Table
from panj.reports.fragment import is_data, own_lines
from panj.reports.layout import blocks, has_content
from panj.reports.masthead import imprint, issue_day
from panj.reports.outlets import outlet_in
from panj.reports.problems import needs, problem

MAX_PAGES = 300
# Shares of the page: what stands in the outer twelfth above and below may be a running header or footer.
_MARGIN = 1 / 12
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*\Z", re.IGNORECASE)
_END = re.compile(r"[.!?:;…][\"”’)\]]*\Z")
_CAPTION = re.compile(r"(?:table|figure|chart|map|annex)\s*\d*\s*[.:–—-]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of one column: its words and where it stands, in points from the page's top left."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    edge: bool


def read_pdf(data: bytes, where: str = "") -> Iterator[Report | Problem]:
    """The report in a PDF file, and R018 where it has more pages than are read.

    Raises:
        ReportError: R010 no text in it (a scan), R011 without pdfplumber, R012 damaged, R021 locked.
    """
    with needs("pdfplumber", "PDF files", where):
        import pdfplumber
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            facts = {k: str(v) for k, v in (document.metadata or {}).items() if v}
            lines: list[_Line] = []
            tables: list[Table] = []
            pages = len(document.pages)
            for number, page in enumerate(document.pages[:MAX_PAGES]):
                lines += _read_page(page, number, tables)
                page.close()
    except Exception as fault:  # noqa: BLE001  pdfminer lets dozens of kinds of errors through
        if _is_locked(fault):
            raise ReportError("R021", where, kind="PDF") from None
        detail = str(fault)[:120].rstrip(" .?!") or type(fault).__name__
        raise ReportError("R012", where, kind="PDF", detail=detail) from None
    yield _report(_without_running(lines), tables, facts, where)
    if pages > MAX_PAGES:
        yield problem(ReportError("R018", where, left=pages - MAX_PAGES, pages=pages, limit=MAX_PAGES))


def _is_locked(fault: BaseException) -> bool:
    """Whether pdfminer asks for a password; pdfplumber hands its fault on inside another."""
    inner = [fault, *(arg for arg in fault.args if isinstance(arg, BaseException))]
    return any(type(one).__name__ in ("PDFPasswordIncorrect", "PDFEncryptionError") for one in inner)


def _report(lines: Sequence[_Line], tables: Sequence[Table], facts: dict[str, str], where: str) -> Report:
    paragraphs = list(_paragraphs(lines))
    title = _title(lines, facts)
    own = own_lines(p for p in paragraphs if not (title and _same(p, title)) and not _CAPTION.match(p))
    text = "\n\n".join(own)
    parts = blocks(text)
    if not has_content(parts) and not tables:
        raise ReportError("R010", where)
    stated = imprint("\n\n".join(paragraphs), blocks("\n\n".join(paragraphs)))
    day = (issue_day(title) if title else None) or stated.published
    author = facts.get("Author")
    return Report(
        text=text,
        published=day.isoformat() if day else None,
        outlet=(outlet_in(author) if author else None) or stated.outlet or _publisher(paragraphs),
        title=title,
        path=where,
        blocks=parts,
        tables=tuple(tables),
    )


def _same(a: str, b: str) -> bool:
    return re.sub(r"\W+", "", a).lower() == re.sub(r"\W+", "", b).lower()


def _publisher(paragraphs: Iterable[str]) -> str | None:
    return next((name for line in paragraphs if "produced by" in line and (name := outlet_in(line))), None)


def _read_page(page: Any, number: int, tables: list[Table]) -> Iterator[_Line]:
    found = [t for t in page.find_tables() if is_data(_cells(t))]
    rest = page
    for table in found:
        rest = rest.outside_bbox(_clip(table.bbox, page.bbox))
    words = rest.extract_words(extra_attrs=["size"], use_text_flow=False, keep_blank_chars=False)
    lines = [line for column in _columns(words, page) for line in _lines(column, page, number)]
    tables += [Table(tuple(map(tuple, _cells(t))), _caption_of(t.bbox, lines)) for t in found]
    yield from lines


def _clip(box: Sequence[float], page: Sequence[float]) -> tuple[float, float, float, float]:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])


def _cells(table: Any) -> list[list[str]]:
    rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
    return [row for row in rows if any(row)]


def _caption_of(box: Sequence[float], lines: Sequence[_Line]) -> str | None:
    """The line right above a table, where it is short."""
    above = [line for line in lines if 0 <= box[1] - line.bottom < 2.5 * line.size]
    nearest = max(above, key=lambda line: line.bottom, default=None)
    return nearest.text if nearest and len(nearest.text.split()) < 15 else None


def _columns(words: Sequence[dict[str, Any]], page: Any) -> list[list[dict[str, Any]]]:
    """Words by column: a page has two where an empty strip runs down its middle beside most lines."""
    rows = Counter(round(w["top"] / 4) for w in words)
    if len(rows) < 8:
        return [list(words)]
    best: tuple[int, float] = (len(words), 0.0)
    for step in range(35, 66):
        x = page.bbox[0] + page.width * step / 100
        best = min(
            best,
            (sum(w["x0"] < x < w["x1"] for w in words), x),
            key=lambda b: (b[0], abs(b[1] - page.width / 2)),
        )
    crossing, middle = best
    left = {round(w["top"] / 4) for w in words if w["x1"] <= middle}
    right = {round(w["top"] / 4) for w in words if w["x0"] >= middle}
    gutter = [w for w in words if middle - 6 < (w["x0"] + w["x1"]) / 2 < middle + 6]
    if (
        crossing > len(rows) * 0.2
        or min(len(left), len(right)) < len(rows) * 0.5
        or len(gutter) > len(rows) * 0.1
    ):
        return [list(words)]
    return _split_bands(words, middle)


def _split_bands(words: Sequence[dict[str, Any]], middle: float) -> list[list[dict[str, Any]]]:
    """Left before right, between lines that run over both columns (titles, footers)."""
    over = sorted(w["top"] for w in words if w["x0"] < middle - 2 and w["x1"] > middle + 2)
    bands: dict[int, tuple[list[Any], list[Any], list[Any]]] = {}
    for w in words:
        crosses = any(abs(w["top"] - top) < 3 for top in over)
        band = bands.setdefault(sum(top < w["top"] - 3 for top in over), ([], [], []))
        band[0 if crosses else 1 if w["x1"] <= middle + 2 else 2].append(w)
    ordered: list[list[dict[str, Any]]] = []
    for key in sorted(bands):
        whole, left, right = bands[key]
        first = min((w["top"] for w in [*left, *right]), default=0)
        parts = (
            [whole, left, right] if whole and min(w["top"] for w in whole) <= first else [left, right, whole]
        )
        ordered += [part for part in parts if part]
    return ordered


def _lines(words: Sequence[dict[str, Any]], page: Any, number: int) -> Iterator[_Line]:
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
        if rows and abs(rows[-1][-1]["bottom"] - word["bottom"]) < max(2.0, word["size"] / 4):
            rows[-1].append(word)
        else:
            rows.append([word])
    height = float(page.height)
    for row in rows:
        row.sort(key=lambda w: w["x0"])
        top, bottom = min(w["top"] for w in row), max(w["bottom"] for w in row)
        yield _Line(
            text=" ".join(w["text"] for w in row),
            page=number,
            left=row[0]["x0"],
            right=row[-1]["x1"],
            top=top,
            bottom=bottom,
            size=round(median(w["size"] for w in row), 1),
            edge=bottom < height * _MARGIN or top > height * (1 - _MARGIN),
        )


def _without_running(lines: Sequence[_Line]) -> list[_Line]:
    """Lines without headers and footers: at a page's edge, and there on other pages too, or a page number."""
    pages: dict[str, set[int]] = {}
    for line in lines:
        if line.edge:
            pages.setdefault(_shape(line.text), set()).add(line.page)
    return [
        line
        for line in lines
        if not (line.edge and (len(pages[_shape(line.text)]) > 1 or _PAGE_NUMBER.match(line.text)))
    ]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text.lower())


def _title(lines: Sequence[_Line], facts: dict[str, str]) -> str | None:
    """The lines in the largest type of the first page, where it is larger than the text's."""
    first = [line for line in lines if line.page == 0]
    if not first:
        return facts.get("Title")
    usual, largest = median(line.size for line in lines), max(line.size for line in first)
    if largest < 1.2 * usual:
        return facts.get("Title")
    start = next(i for i, line in enumerate(first) if line.size >= largest - 0.5)
    run = []
    for line in first[start : start + 4]:
        if line.size < largest - 0.5:
            break
        run.append(line.text)
    return " ".join(run)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    """Lines joined where one runs on into the next, across columns and pages as well."""
    run: list[_Line] = []
    gaps = [b.top - a.bottom for a, b in pairwise(lines) if 0 <= b.top - a.bottom < a.size]
    usual = median(gaps) if gaps else 2.0
    for line in lines:
        if run and not _runs_on(run[-1], line, usual):
            yield _joined(run)
            run = []
        run.append(line)
    if run:
        yield _joined(run)


def _runs_on(before: _Line, line: _Line, gap: float) -> bool:
    if abs(before.size - line.size) > 0.6 or re.match(r"[•●▪◦‣]|[-–]\s", line.text):
        return False
    if before.page == line.page and line.top - before.bottom >= 0:
        return line.top - before.bottom <= gap + 0.35 * line.size
    return not _END.search(before.text) and line.text[:1].islower()


def _joined(run: Sequence[_Line]) -> str:
    text = ""
    for line in run:
        if text.endswith("-") and len(text) > 1 and text[-2].islower() and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text
