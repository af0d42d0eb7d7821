"""The plan as an XLSX workbook: one tab a sheet, numbers as numbers, dates as dates.

Takes the sheets of `reception.sheets`; writes the file, with the same bytes for the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from panj.publish.files import workbook_bytes, write
from panj.reception.sheets import Sheet

_HEAD = Font(bold=True)
_FILL = PatternFill("solid", start_color="FFE8EEF2")
_WIDEST = 60


def write_workbook(sheets: Iterable[Sheet], path: Path) -> None:
    """Writes the workbook.

    Raises:
        PublishError: W010, where the file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    save(book, path)


def save(book: Workbook, path: Path) -> None:
    """Writes a workbook without the moment at which it was made.

    Raises:
        PublishError: W010, where the file cannot be written.
    """
    write(path, workbook_bytes(book))


def _fill(tab: Worksheet, sheet: Sheet) -> None:
    tab.append([sheet.title])
    tab["A1"].font = Font(bold=True, size=14)
    if sheet.note:
        tab.append([sheet.note])
    tab.append(list(sheet.headings))
    head = tab.max_row
    for column in range(1, len(sheet.headings) + 1):
        heading = tab.cell(head, column)
        heading.font, heading.fill = _HEAD, _FILL
        heading.alignment = Alignment(wrap_text=True, vertical="top")
    for row in sheet.rows:
        tab.append(list(row))
    for n in range(len(sheet.headings)):
        width = max(len(str(value or "")) for value in (sheet.headings[n], *(row[n] for row in sheet.rows)))
        tab.column_dimensions[get_column_letter(n + 1)].width = min(_WIDEST, max(8, width + 2))
        for number in range(head + 1, tab.max_row + 1):
            filled = tab.cell(number, n + 1)
            if isinstance(filled, Cell):
                _format(filled)
    tab.freeze_panes = f"A{head + 1}"


def _format(cell: Cell) -> None:
    value = cell.value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, int | float):
        cell.number_format = "#,##0" if value == int(value) else "#,##0.0#"
    elif isinstance(value, str) and len(value) > _WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
