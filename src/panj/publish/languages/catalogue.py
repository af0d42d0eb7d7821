"""A catalogue: phrases with slots in English and in another language, with plural forms, dates and numbers.

Takes a phrase as the code words it; gives it in the catalogue's language. What no entry covers stays English,
with its dates and numbers in the language's form; what stands between quotation marks is never touched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from panj.errors import PublishError

LANGUAGES = ("en", "ru")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_COUNT = rf"(?:{'|'.join(_SMALL)}|\d[\d,]*)"
_SLOT = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"(“[^”]*”)")
_LISTED = re.compile(r", | and ")
_AFTER_BRACKET = re.compile(r"(?<=\))(?:, | and )")
_TITLED = re.compile(r"(.+) \(([^()]+)\)")
_MORE = re.compile(r"\b\d+ more\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: a pattern of the English, and its forms in the other language (one, or one a plural)."""

    pattern: re.Pattern[str]
    forms: tuple[str, ...]


class Catalogue:
    """Phrases in one language; English gives everything back as it is."""

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self._text = [_entry(k, v) for k, v in table.get("text", {}).items()]
        self._title = [_entry(k, v) for k, v in table.get("title", {}).items()]
        self._highlight = [_entry(k, v) for k, v in table.get("highlight", {}).items()]
        self._prepared = [_entry(k, v) for k, v in table.get("prepared", {}).items()]
        self._exact: dict[str, str] = {**table.get("word", {}), **table.get("country", {})}
        self._months: Sequence[str] = table.get("months", {}).get("after_day", ())
        self._space = table.get("numbers", {}).get("thousands", ",")
        self._joints: Mapping[str, str] = table.get("lists", {})
        self._said: dict[tuple[str, str], str] = {}

    @property
    def words(self) -> Mapping[str, str]:
        """What stands for itself: headings, labels, single words."""
        return self._exact

    def text(self, phrase: str) -> str:
        """A phrase or sentence of the program."""
        return self._cached("text", phrase, self._of_text)

    def title(self, phrase: str) -> str:
        """The title of a figure."""
        return self._cached("title", phrase, lambda p: self._match(p, self._title) or self._of_text(p))

    def highlight(self, phrase: str) -> str:
        """A line of the highlights: a title, a size, a period and a remark."""
        return self._cached("high", phrase, lambda p: self._match(p, self._highlight) or self._of_text(p))

    def prepared(self, phrase: str) -> str:
        """A line on what is prepared, and how far it is."""
        return self._cached("ready", phrase, lambda p: self._match(p, self._prepared) or self._of_text(p))

    def plain(self, phrase: str) -> str:
        """A phrase whose words stay; its days and numbers take the language's form."""
        if not self._months:
            return phrase
        parts = _QUOTED.split(phrase)
        return "".join(p if n % 2 else self._numbers(p) for n, p in enumerate(parts))

    def _cached(self, kind: str, phrase: str, make: Callable[[str], str]) -> str:
        if self.language == "en" or not phrase.strip():
            return phrase
        if (kind, phrase) not in self._said:
            self._said[kind, phrase] = make(phrase)
        return self._said[kind, phrase]

    def _of_text(self, phrase: str) -> str:
        return self._known(phrase) or self._parts(phrase) or self.plain(phrase)

    def _known(self, phrase: str) -> str | None:
        """By an entry, in the case of its first letter."""
        first, rest = phrase[:1], phrase[1:]
        for turned in (phrase, first.lower() + rest, first.upper() + rest):
            found = self._exact.get(turned) or self._match(turned, self._text)
            if found is not None:
                if turned == phrase:
                    return found
                return (found[:1].upper() if first.isupper() else found[:1].lower()) + found[1:]
        return None

    def _parts(self, phrase: str) -> str | None:
        """A row of phrases: remarks between semicolons; a list of which every item has an entry."""
        if "“" in phrase:
            return None
        if "; " in phrase:
            return "; ".join(self._of_text(p) for p in phrase.split("; "))
        items = _LISTED.split(phrase)
        said = [self._known(i) for i in items] if len(items) > 1 else [None]
        if not all(said):
            return None
        told = [s for s in said if s]
        return ", ".join(told[:-1]) + self._joint("and") + told[-1] if " and " in phrase else ", ".join(told)

    def _joint(self, word: str) -> str:
        return f" {self._joints.get(word, word)} "

    def _match(self, phrase: str, entries: Sequence[_Entry]) -> str | None:
        for entry in entries:
            found = entry.pattern.fullmatch(phrase)
            if found is not None:
                return self._filled(entry, found.groupdict())
        return None

    def _filled(self, entry: _Entry, slots: Mapping[str, str | None]) -> str:
        numbers = [v for k, v in slots.items() if k[0] == "n" and v is not None]
        form = entry.forms[_plural(numbers[0]) if len(entry.forms) > 1 and numbers else 0]

        def optional(match: re.Match[str]) -> str:
            return match.group(1) if all(slots.get(s) for s in _SLOT.findall(match.group(1))) else ""

        kept = re.sub(r"\[([^\]]*)\]", optional, form)
        return _SLOT.sub(lambda m: self._slot(m.group(1), slots.get(m.group(1)) or ""), kept)

    def _slot(self, name: str, value: str) -> str:
        """What stands in a slot, by its kind: the beginning of its name."""
        if name[0] == "Q":
            return value
        if name[0].isupper() or name.startswith("said"):
            return self.plain(value)
        if name[0] == "n":
            return self._numbers(str(_SMALL.index(value.lower())) if value.lower() in _SMALL else value)
        kinds: Mapping[str, Callable[[str], str]] = {
            "title": self.title,
            "list": self._row,
            "all": self._titles,
            "steps": lambda v: " → ".join(self.text(s) for s in v.split(" → ")),
        }
        return next((say(value) for kind, say in kinds.items() if name.startswith(kind)), None) or self.text(
            value
        )

    def _row(self, value: str) -> str:
        """A list of sources' words: only what joins its items is the program's own."""
        parts = _QUOTED.split(value)
        for n in range(0, len(parts), 2):
            parts[n] = _MORE.sub(lambda m: self.text(m.group(0)), parts[n])
            for word in ("and", "or"):
                parts[n] = self._joint(word).join(parts[n].rsplit(f" {word} ", 1))
        return self._known(value) or "".join(p if n % 2 else self._numbers(p) for n, p in enumerate(parts))

    def _titles(self, value: str) -> str:
        """A list of titles of figures, each with its period in brackets."""
        items = [_TITLED.fullmatch(i) for i in _AFTER_BRACKET.split(value)]
        said = [
            f"{self.title(m.group(1))} ({self.text(m.group(2))})" if m else self.text(v)
            for m, v in zip(items, _AFTER_BRACKET.split(value), strict=True)
        ]
        return "; ".join(said)

    def _numbers(self, text: str) -> str:
        said = _DAY.sub(lambda m: f"{m.group(1)} {self._months[_MONTHS.index(m.group(2))]}", text)
        return _THOUSANDS.sub(self._space, said)


def _entry(english: str, said: str | list[str]) -> _Entry:
    """A pattern with its slots; square brackets hold what may be missing."""
    out = []
    for piece in re.split(r"(\[[^\]]*\]|\{\w+\})", english):
        if piece.startswith("["):
            out.append(f"(?:{_slots(piece[1:-1])})?")
        else:
            out.append(_slots(piece))
    return _Entry(re.compile("".join(out), re.DOTALL), (said,) if isinstance(said, str) else tuple(said))


def _slots(text: str) -> str:
    """A pattern of words and slots: a count, words of sources, or a phrase that no semicolon parts."""
    parts = _SLOT.split(text)

    def held(name: str) -> str:
        if name[0] == "n":
            return f"(?i:{_COUNT})"
        return ".+?" if name[0].isupper() or name.startswith("rows") else "[^;]+?"

    return "".join(re.escape(p) if n % 2 == 0 else f"(?P<{p}>{held(p)})" for n, p in enumerate(parts))


def _plural(count: str) -> int:
    """Which of the three forms a count takes, by the rule of East Slavic languages (CLDR: one, few, many)."""
    n = _SMALL.index(count.lower()) if count.lower() in _SMALL else int(count.replace(",", ""))
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


@cache
def catalogue(language: str = "en") -> Catalogue:
    """The catalogue of a language.

    Raises:
        PublishError: W024, where there is none.
    """
    if language not in LANGUAGES:
        raise PublishError("W024", detail=repr(language), known=", ".join(LANGUAGES))
    if language == "en":
        return Catalogue("en", {})
    folder = resources.files("panj.publish.languages")
    table = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    table |= tomllib.loads((folder / f"{language}-countries.toml").read_text(encoding="utf-8"))
    return Catalogue(language, table)
