"""Documents that people send and that are not read: old Word files, spreadsheets, slides, locked files.

Takes bytes and a name, gives the fault that says so and what to save the file as: nothing that may be a
report is passed over unsaid.
"""

from __future__ import annotations

from pathlib import PurePath

from panj.errors import ReportError

_TEXT, _SHEET, _SLIDES, _MAIL = "DOCX or PDF", "CSV, one file for each sheet", "PDF", ".eml or text"
# Suffix → what it is, and as what it can be saved to be read.
_DOCUMENTS = {
    ".doc": ("an old Word file", _TEXT),
    ".dot": ("an old Word file", _TEXT),
    ".rtf": ("an RTF file", _TEXT),
    ".odt": ("an OpenDocument text", _TEXT),
    ".pages": ("a Pages file", _TEXT),
    ".wpd": ("a WordPerfect file", _TEXT),
    ".xls": ("an Excel file", _SHEET),
    ".xlsx": ("an Excel file", _SHEET),
    ".xlsm": ("an Excel file", _SHEET),
    ".ods": ("an OpenDocument spreadsheet", _SHEET),
    ".ppt": ("a PowerPoint file", _SLIDES),
    ".pptx": ("a PowerPoint file", _SLIDES),
    ".odp": ("an OpenDocument presentation", _SLIDES),
    ".msg": ("an Outlook message", _MAIL),
}
_OLE, _ZIP, _RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# What an Office file of today has in its archive, by its folder.
_PARTS = {b"xl/": ".xlsx", b"ppt/": ".pptx"}


def unread_name(name: str, where: str) -> ReportError | None:
    """R020, where a file's name says that it is a document which is not read."""
    known = _DOCUMENTS.get(PurePath(name).suffix.lower())
    return ReportError("R020", where, kind=known[0], other=known[1]) if known else None


def unread(data: bytes, where: str) -> ReportError | None:
    """R020 or R021 (locked), where a file's bytes say that it is a document which is not read."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            return ReportError("R021", where, kind="Office file")
        return unread_name(where, where) or unread_name("x.doc", where)
    if data.startswith(_RTF):
        return unread_name("x.rtf", where)
    if data.startswith(_ZIP):
        named = unread_name(where, where)
        held = next((suffix for part, suffix in _PARTS.items() if part in data[:4000]), None)
        return named or (unread_name(f"x{held}", where) if held else None)
    return None
