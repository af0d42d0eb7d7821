"""The shapes of dates (rules/dates.toml) as regular expressions over classes of words.

Words in; words out, with what was read put in place of the words that say it, level by level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from panj.claims.dates.words import ORDINAL_WORDS, Said, Word, class_of, lexicon
from panj.claims.tables import table
from panj.errors import ClaimError

_SIGN = re.compile(r"[a-z_]+|[()|?*!<]")
# What tells that a sentence may hold a date at all.
_TELLING = (
    "month", "weekday", "short_weekday", "season", "deictic", "fixed_day", "easter_day", "hijri_day",
    "date", "ordinal", "year", "old_year", "spoken_year", "decade_no", "quarter_no", "recently",
    "so_far", "overnight", "dawn", "year_end", "unit_hour", "unit_day", "unit_night", "unit_week",
    "unit_fortnight", "unit_weekend", "unit_month", "unit_quarter", "unit_year", "unit_decade",
    "day_part", "report_period",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of shapes: all of them in one expression, and the reader of each."""

    pattern: re.Pattern[str]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a shape, by the names of their classes."""

    words: Sequence[Word]
    before: Sequence[Word]

    def all(self, *names: str) -> list[Word]:
        """The words of these classes, in order."""
        wanted = {class_of()[n] for n in names}
        return [w for w in self.words if w.cls in wanted]

    def one(self, *names: str) -> Word | None:
        """The first word of these classes."""
        wanted = {class_of()[n] for n in names}
        return next((w for w in self.words if w.cls in wanted), None)

    def has(self, *names: str) -> bool:
        """Whether a word of these classes stands in it."""
        return self.one(*names) is not None


@cache
def levels() -> tuple[Level, ...]:
    """The levels of the table, compiled.

    Raises:
        ClaimError: C001, where a shape names a class that there is not.
    """
    made: list[Level] = []
    for level in table("dates")["shapes"]:
        rows = [(reader, shape) for reader, shapes in level.items() for shape in shapes]
        pattern = "|".join(f"({compiled(shape)})" for _, shape in rows)
        made.append(Level(re.compile(pattern), tuple(reader for reader, _ in rows)))
    return tuple(made)


def compiled(shape: str) -> str:
    """A shape as a regular expression over the characters of its classes, without capturing groups."""
    out: list[str] = []
    signs = _SIGN.findall(shape)
    for i, sign in enumerate(signs):
        before = signs[i - 1] if i else ""
        if sign == "(":
            out.append("" if before in {"!", "<"} else "(?:")
        elif sign == "!":
            out.append("(?!")
        elif sign == "<":
            out.append("(?<=")
        elif sign in ")|?*":
            out.append(sign)
        else:
            out.append(_class(sign, shape) + (")" if before == "!" else ""))
    return "".join(out)


def _class(name: str, shape: str) -> str:
    of, alias = class_of(), table("dates")["alias"]
    if name == "aside":  # ", when the offensive began,"
        comma, left, right = of["comma"], of["open"], of["close"]
        return f"(?:{comma}[^{comma}]{{1,9}}{comma}|{left}[^{right}]{{1,9}}{right})"
    try:
        members = [m for n in alias[name] for m in alias.get(n, [n])] if name in alias else [name]
        return of[members[0]] if len(members) == 1 else f"[{''.join(of[m] for m in members)}]"
    except KeyError as fault:
        raise ClaimError("C001", "rules/dates.toml", detail=f"{fault} in {shape!r}") from None


_ROUGH = re.compile(r"[a-z]+")
_DIGITS = re.compile(
    r"(?:1[5-9]|20)\d\d|\d[-/.]\d|\d(?:st|nd|rd|th)\b|\d0\s?['’]?s\b|\b[qh][1-4]\b|[a-z]\d", re.IGNORECASE
)


@cache
def _telling() -> frozenset[str]:
    """Words one of which every date has that has no year in digits; of a phrase, the last."""
    classes = {class_of()[name] for name in _TELLING}
    named = {word.split()[-1].split("-")[-1] for word, (cls, _) in lexicon().items() if cls in classes}
    return frozenset({*named, "nineteen", "twenty", "thousand"} | ORDINAL_WORDS)


def tells(text: str, start: int, end: int) -> bool:
    """Whether a text may hold a date; a cheap look before any reading."""
    if _DIGITS.search(text, start, end):
        return True
    return not _telling().isdisjoint(_ROUGH.findall(text[start:end].lower()))


def rewritten(found: Sequence[Word], read: Callable[[str, Found], Said | None]) -> Sequence[Word]:
    """Words with every shape replaced by what it says, level by level."""
    classes = ""
    for level in levels():
        classes = classes or "".join([w.cls for w in found])
        now = _at_level(found, classes, level, read)
        classes = classes if now is found else ""
        found = now
    return found


def _at_level(
    found: Sequence[Word], classes: str, level: Level, read: Callable[[str, Found], Said | None]
) -> Sequence[Word]:
    """Words with the shapes of one level replaced; what its reader refuses stays as it is."""
    match = level.pattern.search(classes)
    if match is None:
        return found
    out: list[Word] = []
    at = 0
    while match is not None:
        begin, stop = match.span()
        out += found[at:begin]
        said = None
        if stop > begin and match.lastindex is not None:
            said = read(level.readers[match.lastindex - 1], Found(found[begin:stop], out))
        if said is None:
            out += found[begin : begin + 1]
            at = begin + 1
        else:
            first, last = found[begin], found[stop - 1]
            out.append(Word(class_of()["span"], first.start, last.end, "", said=said))
            at = stop
        match = level.pattern.search(classes, at) if at < len(classes) else None
    return [*out, *found[at:]]
