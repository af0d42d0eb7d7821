"""The report as a Word document, for those who go on writing in it (extra `brief`).

Takes a situation; gives bytes, the same for the same situation: every date in the file is the report's own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from panj.errors import PublishError
from panj.publish.brief.document import Document, write
from panj.publish.brief.figure_rows import FigureGroup
from panj.publish.brief.length import Length
from panj.publish.brief.pictures import arrivals_picture, map_picture
from panj.publish.brief.printing import picture_png
from panj.publish.brief.reception import Reception
from panj.publish.brief.shapes import Line
from panj.publish.brief.standing import Standing
from panj.publish.brief.tongues import in_language, pictured
from panj.publish.brief.word_marks import head_again, page_marks, speak, whole_rows
from panj.publish.content import Situation
from panj.publish.files import timeless
from panj.publish.gate import Withheld
from panj.publish.languages import Catalogue, catalogue


def docx(
    situation: Situation,
    *,
    limits: Length,
    previous: Situation | None = None,
    standing: Standing | None = None,
    withheld: Sequence[Withheld] = (),
    language: str = "en",
) -> bytes:
    """The report as a Word document.

    Raises:
        PublishError: W022, where python-docx or Typst, which draws its pictures, is not installed.
    """
    try:
        import docx as word
    except ImportError:
        raise PublishError("W022", detail="python-docx") from None
    doc = write(situation, previous=previous, limits=limits, standing=standing, withheld=withheld)
    doc, say = in_language(doc, language), catalogue(language)
    file = word.Document()
    _dress(file, doc, situation, say)
    _top(file, doc, situation, say)
    _figures(file, doc.figures, doc.more, say)
    _changes(file, doc, say)
    _body(file, doc, say)
    _evidence(file, doc, say)
    out = io.BytesIO()
    file.save(out)
    return timeless(out.getvalue())


def _dress(file: Any, doc: Document, situation: Situation, say: Catalogue) -> None:
    """Page, fonts and properties."""
    from docx.shared import Mm, Pt

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin = section.bottom_margin = Mm(16)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(9)
    normal.paragraph_format.space_after = Pt(3)
    props = file.core_properties
    day = situation.known or max((r.day for r in situation.reports.values() if r.day), default=None)
    when = day or date(2000, 1, 1)
    props.title, props.author = f"{doc.title}: {say.text('situation report')}", "Panj"
    props.created = props.modified = datetime(when.year, when.month, when.day, tzinfo=UTC)
    props.last_modified_by, props.revision = "Panj", 1
    props.language = doc.language
    page_marks(file, f"{doc.title} · {doc.known} · {doc.standing}")
    speak(file, doc.language)


def _top(file: Any, doc: Document, situation: Situation, say: Catalogue) -> None:
    from docx.shared import Mm

    file.add_heading(doc.title, 0)
    standing = file.add_paragraph()
    standing.add_run(doc.standing).bold = True
    standing.add_run(f"   {doc.known}. {doc.subtitle}")
    file.add_heading(say.text("Highlights"), 1)
    _items(file, doc.highlights or (Line(say.text("No figure of displaced people is reported.")),), say)
    for made in (map_picture(situation), arrivals_picture(situation)):
        if made is not None:
            picture = pictured(made, doc.language)
            shape = file.add_picture(io.BytesIO(picture_png(picture)), width=Mm(120))
            shape._inline.docPr.set("descr", picture.alt)
            file.add_paragraph(picture.caption).style = "Caption"


def _figures(file: Any, groups: Sequence[FigureGroup], more: str, say: Catalogue) -> None:
    if not groups:
        return
    file.add_heading(say.text("Key figures"), 1)
    table = _table(file, ("Figure", "Low", "Best", "High", "Period", "Who says so"), say)
    for group in groups:
        cells = table.add_row().cells
        cells[0].merge(cells[-1]).paragraphs[0].add_run(group.title).bold = True
        for row in group.rows:
            cells = table.add_row().cells
            first = cells[0].paragraphs[0]
            first.add_run(("– " if row.part else "") + row.title).bold = not row.part
            first.add_run("" if row.confirmed else f" {say.text('UNCONFIRMED')}").bold = True
            first.add_run(f" {row.note}" if row.note else "")
            _refs(first, row.notes)
            for cell, words in zip(
                cells[1:], (row.low, row.best, row.high, row.period, row.who), strict=True
            ):
                cell.text = words
    whole_rows(table)
    dashes = "Lines that begin with a dash are parts of the line above them and are not to be added to it."
    file.add_paragraph(f"{say.text(dashes)} {more}")


def _changes(file: Any, doc: Document, say: Catalogue) -> None:
    if not doc.changed:
        return
    file.add_heading(say.text(f"What changed since {doc.since}"), 1)
    table = _table(file, ("Figure", "Before", "Now", "Why"), say)
    for change in doc.changed:
        cells = table.add_row().cells
        cells[0].text = change.title
        _refs(cells[0].paragraphs[0], change.notes)
        for cell, words in zip(cells[1:], (change.before, change.now, change.why), strict=True):
            cell.text = words


def _body(file: Any, doc: Document, say: Catalogue) -> None:
    if doc.overview or doc.ahead:
        file.add_heading(say.text("Situation overview"), 1)
        for when, lines in (*doc.overview, *(((say.text("Ahead"), doc.ahead),) if doc.ahead else ())):
            _run(file, f"{when} ", lines, say)
    if doc.sectors:
        file.add_heading(say.text("Needs, response, gaps"), 1)
        if doc.unasked:
            file.add_paragraph(doc.unasked)
    for sector in doc.sectors:
        file.add_heading(sector.name, 2)
        for name, lines in (("Needs", sector.needs), ("Response", sector.response), ("Gaps", sector.gaps)):
            _run(file, f"{say.text(name)}: ", lines, say)
    if doc.reception or doc.outlook or doc.prepared:
        file.add_heading(say.text("Reception and outlook"), 1)
        _items(file, doc.prepared, say)
        _items(file, [Line(f"{words}.") for words in doc.outlook], say)
    for room in doc.reception:
        _room(file, room, say)
    for title, found in (
        ("What is contradicted or unconfirmed", doc.contradicted),
        ("What we do not know", [Line(words) for words in doc.unknown]),
    ):
        if found:
            file.add_heading(say.text(title), 1)
            _items(file, found, say)


def _run(file: Any, head: str, lines: Sequence[Line], say: Catalogue) -> None:
    """Lines in one paragraph after a bold head; nothing where there are none."""
    if lines:
        paragraph = file.add_paragraph()
        paragraph.add_run(head).bold = True
        for line in lines:
            _add(paragraph, line, say)


def _room(file: Any, room: Reception, say: Catalogue) -> None:
    """A stated capacity: its tests, what it takes, how soon it is full."""
    _items(file, (room.stated, *room.tests), say)
    table = _table(file, (f"What that number takes, {room.days} days", "Amount", "Standard"), say)
    for need in room.needs:
        told = need.source + (f" {say.text('(assumption)')}" if need.assumption else "")
        for cell, words in zip(table.add_row().cells, (need.item, need.amount, told), strict=True):
            cell.text = words
    whole_rows(table)
    _items(file, [Line(words) for words in room.outlook], say)


def _evidence(file: Any, doc: Document, say: Catalogue) -> None:
    file.add_heading(say.text("Method"), 1)
    for words in doc.method:
        file.add_paragraph(words)
    _items(file, [Line(words) for words in doc.dates], say)
    file.add_heading(say.text("Sources"), 1)
    for s in doc.sources:
        file.add_paragraph(
            f"{s.outlet}, {s.when}: {s.title} ({s.file}) {s.url}".rstrip(), style="List Bullet"
        )
    file.add_heading(say.text("Evidence"), 1)
    for n in doc.notes:
        quote = f": “{n.quote}”" if n.quote else ""
        chain = f" ({n.chain})" if n.chain else ""
        mark = f" {say.text('Unconfirmed.')}" if n.unconfirmed else ""
        file.add_paragraph(f"{n.number}. {n.outlet}, {n.when}, {n.where}{quote}{chain}{mark}")


def _items(file: Any, lines: Iterable[Line], say: Catalogue) -> None:
    for line in lines:
        _add(file.add_paragraph(style="List Bullet"), line, say)


def _add(paragraph: Any, line: Line, say: Catalogue) -> None:
    if line.label:
        paragraph.add_run(f"{say.text(line.label)} ").bold = True
    paragraph.add_run(line.text)
    _refs(paragraph, line.notes)
    paragraph.add_run(" ")


def _refs(paragraph: Any, numbers: Sequence[int]) -> None:
    if numbers:
        paragraph.add_run(" ".join(map(str, numbers))).font.superscript = True


def _table(file: Any, heads: Sequence[str], say: Catalogue) -> Any:
    table = file.add_table(rows=1, cols=len(heads))
    table.style = "Light List Accent 1"
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = say.text(words)
    head_again(table.rows[0])
    return table
