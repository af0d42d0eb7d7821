"""Bytes to text: which encoding a file came in, and what is no text at all.

Takes bytes, gives the text with newlines as `\\n`; raises a coded ReportError where they are binary or no
encoding fits. Nothing is stripped or repaired, so that offsets into the text mean what the file holds.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from panj.errors import ReportError
from panj.reports.words import words

# What a file's first bytes say it is: the kinds that people most often hand over by mistake.
_MAGIC = {
    b"%PDF-": "PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP or Office file",
    b"PK\x05\x06": "a ZIP or Office file",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"{\\rtf": "RTF",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
# Encodings that reports come in; a short list keeps the detector from exotic look-alikes.
_LIKELY = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("latin_1", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "koi8_r", "koi8_u", "cp866"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp874", "mac_cyrillic"),
]
# Code pages for Latin letters, in the order of how often reports come in them.
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "iso8859_9", "latin_1")
_CONTROL_LETTERS = re.compile("[\x80-\x9f]")
_HTML = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(?:<!--(?:(?!-->).)*-->\s*)*(?:<\?xml[^>]*>\s*)?"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAMPLE = 200_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))


def decode(data: bytes, where: str = "", *, markup: bool = False) -> str:
    """The text of a file, newlines as `\\n`.

    Args:
        data: the whole file.
        where: named in the error.
        markup: look for a charset that an HTML or XML head declares.

    Raises:
        ReportError: R003 for binary data, R005 where no encoding fits.
    """
    kind = binary_kind(data)
    if kind:
        raise ReportError("R003", where, kind=kind)
    text = _decode(data, markup=markup)
    if text is None:
        raise ReportError("R005", where)
    return newlines(text)


def newlines(text: str) -> str:
    """The text with every newline as `\\n`, and nothing else changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def binary_kind(data: bytes) -> str | None:
    """What binary kind of file this is, in words; None for text."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    if _bom(data) or _wide(data):
        return None
    head = data[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if b"\0" in head or controls * 50 > len(head):
        return "unknown kind"
    return None


def looks_like_html(data: bytes) -> bool:
    """Whether bytes without a telling suffix are a page."""
    return bool(_HTML.match(data[:2000]))


def _decode(data: bytes, *, markup: bool) -> str | None:
    for encoding in filter(None, (_bom(data), _wide(data), "utf-8", _declared(data) if markup else None)):
        text = _strict(data, encoding)
        if text is not None:
            return text
    return _damaged_utf8(data) or _detected(data) or _nearly_ascii(data)


def _bom(data: bytes) -> str | None:
    return next((name for bom, name in _BOMS if data.startswith(bom)), None)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte of Latin text is zero."""
    head = data[:2000]
    half = len(head) // 2
    if half < 4:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[offset::2].count(0)
        if zeros > 0.7 * half and head[1 - offset :: 2].count(0) == 0:
            return name
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    # Pages that say Latin-1 are read as windows-1252, as every browser does (WHATWG encoding standard).
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bytes broken: what is whole is kept, what is not shows as U+FFFD.

    Other encodings hardly ever make sequences that are valid UTF-8, so that many of them tell.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(ord(c) > 127 for c in text) - broken
    return text if whole > 3 * broken and broken * 500 < len(text) else None


def _nearly_ascii(data: bytes) -> str | None:
    """Text whose few other bytes fit no encoding; they show as U+FFFD."""
    others = sum(byte > 127 for byte in data)
    return data.decode("ascii", "replace") if others * 200 < len(data) else None


def _detected(data: bytes) -> str | None:
    best = from_bytes(data[:_SAMPLE], cp_isolation=_LIKELY, threshold=0.3).best()
    if best is None:
        return None
    return _latin(data) if best.encoding in _LATIN else _strict(data, best.encoding)


def _latin(data: bytes) -> str | None:
    """The reading whose accented letters fit one language best; the first of equals.

    The Latin code pages differ in few letters; the detector cannot part them on a text with a dozen of these.
    """
    texts = [text for name in _LATIN if (text := _strict(data, name)) and not _CONTROL_LETTERS.search(text)]
    return max(texts, key=_fit, default=None)


def _fit(text: str) -> float:
    """The share of accented letters that the alphabet of one language explains, 0 to 1."""
    letters = [c for c in text[:_SAMPLE].lower() if ord(c) > 127 and c.isalpha()]
    alphabets = words()["alphabets"].values()
    return (
        max(sum(c in alphabet for c in letters) for alphabet in alphabets) / len(letters) if letters else 0.0
    )
