"""The words that dates are made of: text in; words with a class and a value out, by rules/dates.toml.

A class is one character, so that a shape of classes is a regular expression over them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from panj.claims.numbers.words import NUMBER_WORDS, word_value
from panj.claims.tables import alternation, table

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_FIRSTS = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
]  # fmt: skip
_ORDINALS = {w: i for i, w in enumerate(_FIRSTS)} | {"thirtieth": 30}
ORDINAL_WORDS = frozenset(_ORDINALS)
_SPECIAL = (
    "day", "number", "ordinal", "year", "old_year", "spoken_year", "decade_no", "quarter_no", "date", "span",
    "word", "mark",
)  # fmt: skip
_OLD = 1500  # an older number of four digits is no year
_PAST, _AHEAD = 1900, 2099
_LONGEST_MONTH = len("September 30, ")
_MONTH_BEFORE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{1,2})?,?\s+\Z"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a date expression means: days, kind (as `When.kind`), and its parts where they can be re-anchored.

    `named`: (year, month, day, weekday) as said, None where not said; None: nothing to re-anchor.
    """

    first: date | None
    last: date | None
    kind: str = "on"
    named: tuple[int | None, int | None, int | None, int | None] | None = None


@dataclass(slots=True)  # not frozen: thousands are made for every report
class Word:
    """A word of a date expression: its class, its span in the text, and its value."""

    cls: str
    start: int
    end: int
    low: str
    value: int = 0
    said: Said | None = None


@cache
def class_of() -> Mapping[str, str]:
    """Name of a class → its character."""
    rules = table("dates")
    names = [*_SPECIAL, *rules["words"], *rules["values"]]
    return {name: chr(0x4E00 + i) for i, name in enumerate(dict.fromkeys(names))}


@cache
def lexicon() -> Mapping[str, tuple[str, int]]:
    """Word or phrase in lower case → (class, value)."""
    rules = table("dates")
    found: dict[str, tuple[str, int]] = {}
    for name, words in rules["words"].items():
        for word in words:
            found.setdefault(word, (class_of()[name], 0))
    for name, values in rules["values"].items():
        for word, value in values.items():
            found.setdefault(word, (class_of()[name], int(value)))
    return found


@cache
def _lexer() -> re.Pattern[str]:
    phrases = [w for w in lexicon() if not w.isalpha() and len(w) > 2]
    return re.compile(
        rf"""
        (?P<spoken>\b(?:(?:nineteen|twenty)[\s-]+(?:(?:{_TENS})(?:[\s-]+(?:{_ONES})\b)?|(?:{_TEENS})\b|oh[\s-](?:{_ONES})\b)
            |two\s+thousand(?:\s+(?:and\s+)?(?:(?:{_TENS})(?:[\s-]+(?:{_ONES})\b)?|{_TEENS}|{_ONES}))?)\b)
      | (?P<tens>\b(?:twenty|thirty)[\s-](?:{"|".join(_FIRSTS[1:10])})\b)
      | (?P<phrase>\b(?:{alternation(phrases)})\b)
      | (?P<iso>(?<!\d)(?<!\d-)\d{{4}}[-/]\d\d?[-/]\d\d?(?!\d|[-/]\d))
      | (?P<packed>(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))
      | (?P<dmy>(?<![\d./-])\d\d?(?P<sep>[-/.])\d\d?(?P=sep)(?:\d{{4}}|\d\d)(?![\d/-]|\.\d))
      | (?P<decade>(?:\b(?:1[5-9]|20)|(?<!\d)['’]?)\d0\s?['’]?s\b)
      | (?P<ordinal>\b\d{{1,2}}(?:st|nd|rd|th)\b)
      | (?P<clock>\b\d{{1,2}}(?::\d\d)+(?:\s*[ap]\.?m\b\.?)?|\b\d{{1,2}}(?:\.\d\d)?\s*[ap]\.?m\b\.?
          |\b\d{{4}}\s*(?:GMT|UTC|hours|hrs)\b)
      | (?P<dm>(?<![\d/])\d\d?/\d\d?(?![\d/]))
      | (?P<quarter>\b[Qq][1-4]\b|\b[Hh][12]\b)
      | (?P<money>[$€£¥]\s?\d[\d,.]*(?<![,.]))
      | (?P<glued>\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\d{{1,2}}\b)
      | (?P<number>\d+(?:[,.]\d+)*(?:\s*(?:%|percent\b|per\s+cent\b|[mb]illion\b|thousand\b|hundred\b))?)
      | (?P<word>[^\W\d_]+)(?P<dot>\.)?
      | (?P<possessive>['’]s\b)
      | (?P<mark>\S)
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end] with their classes, a word that dates do not know among them."""
    found: list[Word] = []
    word = _lexer().groupindex["word"]
    for match in _lexer().finditer(text, start, end):
        if match.start(word) >= 0:
            found.append(_plain(match))
        else:
            found += _read(match)
    return _settled(found, text)


def _word(match: re.Match[str], name: str, value: int = 0, said: Said | None = None) -> Word:
    return Word(class_of()[name], match.start(), match.end(), match.group().lower(), value, said)


def _read(m: re.Match[str]) -> list[Word]:
    kind: Any = m.lastgroup
    if kind == "number":
        return [_number(m)]
    if kind == "mark" or kind == "possessive":
        found = lexicon().get(m.group())
        return [Word(found[0] if found else class_of()["mark"], m.start(), m.end(), m.group())]
    if kind == "phrase":
        return [_phrase(m)]
    if kind == "glued":
        cut = m.end() - len(re.sub(r"\D", "", m.group()))
        month = lexicon()[m.group()[: cut - m.start()].lower()][1]
        return [
            Word(class_of()["month"], m.start(), cut, m.group()[:3].lower(), month),
            Word(class_of()["day"], cut, m.end(), "", int(m.group()[cut - m.start() :])),
        ]
    return [_numeric(m, "dmy" if kind == "sep" else kind)]


def _plain(m: re.Match[str]) -> Word:
    cls, low, value, has_dot = _known(m["word"])
    return Word(cls, m.start(), m.end() if has_dot else m.end("word"), low, value)


@lru_cache(maxsize=20_000)
def _known(word: str) -> tuple[str, str, int, bool]:
    """Class, lower case and value of a word, and whether a full stop after it belongs to it ("Aug.")."""
    low = word.lower()
    found = lexicon().get(low)
    if found is not None:
        is_short = len(low) <= len("thurs") and found[0] in {class_of()["month"], class_of()["short_weekday"]}
        return found[0], low, found[1], is_short
    if low in _ORDINALS:
        return class_of()["ordinal"], low, _ORDINALS[low], False
    if low in NUMBER_WORDS:
        return class_of()["number"], low, int(word_value(low)), False
    return class_of()["word"], low, 0, False


def _number(m: re.Match[str]) -> Word:
    written = m.group()
    if not written.isdigit():
        return _word(m, "mark")
    value = int(written)
    name = "mark"
    if len(written) <= 2 and 1 <= value <= 31:
        name = "day"
    elif len(written) <= 3:
        name = "number"
    elif len(written) == 4 and _OLD <= value <= _AHEAD:
        name = "year" if value >= _PAST or _after_month(m) else "old_year"
    return _word(m, name, value)


def _after_month(m: re.Match[str]) -> bool:
    """ "13 November 1889": behind a month even an old number is a year."""
    return _MONTH_BEFORE.search(m.string, max(0, m.start() - _LONGEST_MONTH), m.start()) is not None


def _phrase(m: re.Match[str]) -> Word:
    low = " ".join(m.group().lower().split())
    cls, value = lexicon()[low]
    return Word(cls, m.start(), m.end(), low, value)


def _numeric(m: re.Match[str], kind: str) -> Word:
    written = m.group()
    digits = [int(n) for n in re.findall(r"\d+", written)]
    if kind == "spoken":
        return _word(m, "spoken_year", _spoken(written.lower()))
    if kind == "tens":
        tens, ones = re.split(r"[\s-]+", written.lower())
        return _word(m, "ordinal", int(word_value(tens)) + _ORDINALS[ones])
    if kind == "ordinal":
        return _word(m, "ordinal" if 1 <= digits[0] <= 31 else "mark", digits[0])
    if kind == "quarter":
        return _word(m, "quarter_no", digits[0] if written[0] in "Qq" else 10 + digits[0])
    if kind == "decade":
        return _word(m, "decade_no", digits[0] if digits[0] >= _OLD else 1900 + digits[0])
    if kind in {"iso", "packed", "dmy", "dm"}:
        return _calendar(m, kind, digits)
    return _word(m, "clock" if kind == "clock" else "mark")


def _calendar(m: re.Match[str], kind: str, digits: list[int]) -> Word:
    """A day in digits: day before month, as most of the world writes it, unless only the other way is one."""
    year: int | None = None
    if kind == "packed":
        year, month, day = digits[0] // 10000, digits[0] // 100 % 100, digits[0] % 100
    elif kind == "iso":
        year, month, day = digits
    else:
        day, month = digits[0], digits[1]
        if month > 12 >= day:
            day, month = month, day
        if kind == "dmy":
            year = digits[2] if digits[2] > 99 else 2000 + digits[2] if digits[2] < 70 else 1900 + digits[2]
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return _word(m, "mark")
    return _word(m, "date", said=Said(None, None, "on", (year, month, day, None)))


def _spoken(written: str) -> int:
    """ "Nineteen ninety-six", "two thousand and twenty"."""
    parts = re.split(r"[\s-]+", written)
    if parts[:2] == ["two", "thousand"]:
        rest = [p for p in parts[2:] if p != "and"]
        return 2000 + (int(word_value(" ".join(rest))) if rest else 0)
    rest = [p for p in parts[1:] if p != "oh"]
    return (1900 if parts[0] == "nineteen" else 2000) + int(word_value(" ".join(rest)))


@cache
def _doubted() -> tuple[frozenset[str], frozenset[str]]:
    """Words, and classes of words, that only sometimes belong to a date."""
    return frozenset(table("dates")["rules"]["capital"]), frozenset(
        {class_of()["short_weekday"], class_of()["date"]}
    )


def _settled(found: list[Word], text: str) -> list[Word]:
    """Without words that only look like dates: "may" in lower case, "2/3 of", a lone short weekday."""
    of = class_of()
    capital, doubted = _doubted()
    if not any(w.low in capital or w.cls in doubted for w in found):
        return found
    beside = {of["day"], of["ordinal"], of["year"], of["date"], of["dash"], of["spoken_year"]}
    cues = {of[n] for n in ("on", "from", "to", "since", "by", "weekday", "next", "between", "and", "before")}
    kept: list[Word] = []
    for i, w in enumerate(found):
        after = found[i + 1].cls if i + 1 < len(found) else ""
        before = kept[-1].cls if kept else ""
        near = after in beside or before in beside
        is_lower = text[w.start].islower()
        drop = (w.low in capital or w.cls == of["short_weekday"]) and is_lower and not near
        if w.cls == of["date"] and w.said is not None and w.said.named and w.said.named[0] is None:
            alone = len(found) <= 2
            drop = not (alone or before in cues or "0" in {p[:1] for p in w.low.split("/")})
        kept.append(Word(of["mark"], w.start, w.end, w.low) if drop else w)
    return kept
