"""The header of a text file: `key: value` lines between two `---` lines, or labelled lines on top.

Takes a file's text, gives the values, the text below, and what was wrong line by line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from panj.clock import parse_moment
from panj.errors import DateError, ReportError
from panj.model import Problem
from panj.reports.days import mentions
from panj.reports.words import words

KEYS = ("title", "published", "outlet", "url", "language", "author", "modified")
_FENCE = "---"
_FEWEST = 2  # labelled lines; one alone may begin a text ("Source: a fisherman")
_LONGEST = 40  # lines; a fence further down is a rule in the text and no end of a header


@dataclass(frozen=True, slots=True)
class Header:
    """Values of a header, the text below it, and what was wrong with it."""

    values: dict[str, str]
    text: str
    problems: tuple[Problem, ...] = ()


def split_header(text: str, where: str = "") -> Header:
    """A file's header and the text that follows it after the blank lines.

    Lines on top as people write them count too ("Date: 14 May 2024", "Source: Reuters", "Title: …"): two or
    more of different kinds, up to a blank line. A text without a header comes back as it is. A wrong line
    between fences is reported (R008, with its number) and the rest is read.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return _labelled(lines, text)
    end = next((i for i, line in enumerate(lines[1:_LONGEST], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        if len(lines) > 1 and ":" in lines[1]:
            return Header({}, text, (_fault(where, 1, "the closing --- line is missing"),))
        return Header({}, text)
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:end], 2):
        problems += _take(line, number, where, values)
    return Header(values, "\n".join(lines[end + 1 :]).lstrip("\n"), tuple(problems))


def _labelled(lines: list[str], text: str) -> Header:
    """The header of labelled lines without a fence; none where a line is no such line, or no day is read."""
    end = next((i for i, line in enumerate(lines[:_LONGEST]) if not line.strip()), 0)
    values: dict[str, str] = {}
    for line in lines[:end]:
        label, colon, value = line.strip("\ufeff \t").partition(":")
        key = _labels().get(" ".join(label.lower().split()))
        if not colon or key is None or key in values or not value.strip():
            return Header({}, text)
        values[key] = value.strip()
    if len(values) < _FEWEST:
        return Header({}, text)
    if "published" in values:
        day = _day(values["published"])
        if day is None:
            return Header({}, text)
        values["published"] = day
    return Header(values, "\n".join(lines[end:]).lstrip("\n"))


def _day(value: str) -> str | None:
    try:
        return parse_moment(value)
    except DateError:
        return next((m.full.isoformat() for m in mentions(value) if m.full), None)


@cache
def _labels() -> dict[str, str]:
    """Label in small letters → key of the header."""
    return {label: key for key, labels in words()["header"].items() for label in labels}


def _take(line: str, number: int, where: str, values: dict[str, str]) -> Iterator[Problem]:
    """Puts one line into `values`, or says what is wrong with it."""
    if not line.strip() or line.lstrip().startswith("#"):
        return
    key, colon, value = line.partition(":")
    key, value = key.strip().lower(), value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    if not colon:
        yield _fault(where, number, f"{line.strip()!r} has no colon")
    elif key not in KEYS:
        yield _fault(where, number, f"there is no key {key!r}")
    elif key in values:
        yield _fault(where, number, f"{key!r} stands twice; the first counts")
    elif key in {"published", "modified"} and value:
        try:
            values[key] = parse_moment(value)
        except DateError:
            yield _fault(where, number, f"{key}: {value!r} is not a date (YYYY-MM-DD)")
    elif value:
        values[key] = value


def _fault(where: str, line: int, detail: str) -> Problem:
    error = ReportError("R008", f"{where}:{line}", detail=detail)
    return Problem(error.code, error.what, error.where, error.remedy)
