"""E-mail messages to reports: the body, the sender, the day; attachments are read as files of their own.

Takes the bytes of an .eml file, gives the message's own report, then what it carries. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from panj.errors import ReportError
from panj.model import Report
from panj.reports.decode import decode, newlines
from panj.reports.fragment import own_lines, read_fragment
from panj.reports.layout import blocks, has_content
from panj.reports.outlets import usual_name

_SUBJECT_MARKS = re.compile(r"\A(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^-- ?$|^_{10,}$|^(?:You (?:are receiving|received) this|To unsubscribe)\b", re.MULTILINE
)
_QUOTE = re.compile(r"^>.*\n?", re.MULTILINE)
MAX_PARTS = 500


def read_mail(data: bytes, where: str = "") -> Report | None:
    """The report in a message's body; None where the message only carries attachments.

    Raises:
        ReportError: R012, where it is no message.
    """
    message = parse(data, where)
    text = _body(message, where)
    parts = blocks(text)
    if not has_content(parts):
        return None
    name, address = parseaddr(_header(message, "from"))
    sender = name or address.partition("@")[2]
    return Report(
        text=text,
        published=_day(message),
        outlet=usual_name(sender) or sender or None,
        title=_SUBJECT_MARKS.sub("", _header(message, "subject")) or None,
        path=where,
        blocks=parts,
        known_by=(("outlet", "From"), ("published", "Date"), ("title", "Subject")),
    )


def parse(data: bytes, where: str = "") -> EmailMessage:
    """The message in an .eml file.

    Raises:
        ReportError: R012 no headers of a message, R013 more parts than any mail has.
    """
    boundaries = data.count(b"\n--")
    if boundaries > 10 * MAX_PARTS:
        raise ReportError("R013", where, detail=f"the message has some {boundaries:,} parts")
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not any(k in message for k in ("from", "subject", "date")):
        raise ReportError("R012", where, kind="message", detail="it has no headers of an e-mail")
    return message


def attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file that a message carries."""
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            return
        name = _filename(part)
        payload = part.get_payload(decode=True) if name and not part.is_multipart() else None
        if name and isinstance(payload, bytes) and payload:
            yield name, payload


def _filename(part: EmailMessage | object) -> str | None:
    try:
        name = part.get_filename()  # type: ignore[union-attr]
    except (ValueError, LookupError, AttributeError):
        return None
    return re.sub(r"[\\/\x00-\x1f]", "_", name) if name else None


def _body(message: EmailMessage, where: str) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None or not isinstance(part, EmailMessage):
        return ""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    text = _decoded(raw, part.get_content_charset() or "utf-8", where)
    if part.get_content_type() == "text/html":
        return "\n\n".join(own_lines(read_fragment(text or "<p></p>", where).lines))
    text = _QUOTE.sub("", text)
    cut = _SIGNATURE.search(text)
    return (text[: cut.start()] if cut else text).strip("\n")


def _decoded(raw: bytes, charset: str, where: str) -> str:
    """A body by its stated charset, else as it can be told; single damaged bytes do not lose the rest."""
    try:
        return newlines(raw.decode(charset))
    except (ValueError, LookupError):  # damaged bytes, or a charset that does not exist
        pass
    try:
        return decode(raw, where) if raw else ""
    except ReportError:
        pass
    try:
        return newlines(raw.decode("utf-8" if charset == "us-ascii" else charset, "replace"))
    except (ValueError, LookupError):
        return newlines(raw.decode("utf-8", "replace"))


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; damaged headers count as missing."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, TypeError, LookupError, IndexError, AttributeError):
        return ""


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
