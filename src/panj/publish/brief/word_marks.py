"""What a Word document says on every page, and of itself: standing and page above and below, language, heads.

Takes a python-docx document; changes it. python-docx has no call for these, so that they are written in
WordprocessingML (ECMA-376, part 1: w:fldSimple, w:tblHeader, w:cantSplit, w:lang).
"""

from __future__ import annotations

from typing import Any

_TAGS = {"en": "en-GB", "ru": "ru-RU"}  # the reports write days and numbers in the British way


def page_marks(file: Any, words: str) -> None:
    """The title with its standing over every page, so that no page of a draft lacks it; its number."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section = file.sections[0]
    section.header.paragraphs[0].text = words
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def speak(file: Any, language: str) -> None:
    """The language of the text, for spelling and for what reads it aloud."""
    tag = _TAGS.get(language, language)
    for lang in file.styles.element.xpath("w:docDefaults//w:lang"):
        lang.set(_name("val"), tag)


def head_again(row: Any) -> None:
    """The first row of a table as its head: told as such, and set again on every page."""
    _mark(row, "tblHeader")


def whole_rows(table: Any) -> None:
    """No row of a table is broken over two pages."""
    for row in table.rows:
        _mark(row, "cantSplit")


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _field(paragraph: Any, code: str) -> None:
    """A number that Word works out; 1 until it has."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_name("instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _name(local: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{local}"))
