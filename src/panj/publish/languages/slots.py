"""What stands in the slots of a phrase, by their kind: lists, titles, accounts, routes, words of sources.

Takes a slot's name and its words in English; gives them as the catalogue's language has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from panj.publish.languages.numerals import ISO, SMALL, written_day

QUOTED = re.compile(r"(“[^”]*”)")
_AFTER_BRACKET = re.compile(r"(?<=\))(?:, | and )")
_TITLED = re.compile(r"(.+) \(([^()]+)\)")
_MORE = re.compile(r"\b\d+ more\b")
FIGURE = re.compile(r"[\d,.–… ]+(?: ?%)?")  # a number or an interval, and nothing else
_NAMES = frozenset(
    {"who", "to", "from", "at", "where", "where2", "place", "spot", "field"}
)  # slots that names of sources may fill
# “1,037” (the Border Service, 5 Jul 2021, and 2 more): a quotation, who says it, the day, how many more do
_ACCOUNT = re.compile(
    r"(?:“(?P<words>[^”]*)”|'(?P<plain>[^']*)'(?= \()) \((?P<who>.+?)"
    r"(?:, (?P<day>\d{1,2} \w{3} \d{4}|\d{4}-\d\d-\d\d|date not known|undated))?"
    r"(?:, (?P<others>and \d+ more))?\)(?P<joint>)"
)
_OTHERS = re.compile(r"(?<=\)) and (\d+ more)$")
_WAY = re.compile(r"(?P<end>to|from) (?P<place>.+?)(?: in (?P<outer>.+))?")
_VAGUE = ", by one or both not stated"
_SIZED = re.compile(r"(?P<size>(?:up to )?\d[\d,.–]*(?: or more)?|not bounded) (?!more$)(?P<title>.+)")


class Sayer(Protocol):
    """What fills slots with: the phrases of one language."""

    marked: bool  # whether words of sources are marked

    @property
    def words(self) -> Mapping[str, str]:
        """What stands for itself."""

    def text(self, phrase: str) -> str:
        """A phrase or sentence of the program."""

    def title(self, phrase: str) -> str:
        """The title of a figure."""

    def event(self, phrase: str) -> str:
        """The label of an occurrence."""

    def plain(self, phrase: str) -> str:
        """A phrase whose words stay."""

    def source(self, words: str) -> str:
        """Words of a source, marked as such."""

    def known(self, phrase: str) -> str | None:
        """A phrase that some entry covers."""

    def problems(self, value: str) -> str:
        """What was wrong and what to do."""

    def numbers(self, text: str) -> str:
        """Words with their days and numbers in the form of the language."""

    def joint(self, word: str) -> str:
        """A word that joins the items of a list, between blanks."""

    def did(self, verb: str) -> str:
        """What somebody did with a figure."""


class Slots:
    """The slots of a catalogue's entries."""

    def __init__(self, say: Sayer) -> None:
        self._say = say

    def _route(self, value: str) -> str:
        """From where to where: `A → B`, `to B`, `from A`, or a place."""
        if " → " in value:
            return " → ".join(self.name(x) for x in value.split(" → "))
        for word in ("to", "from"):
            if value.startswith(f"{word} "):
                return f"{self._say.joint(word).strip()}: {self.name(value.removeprefix(f'{word} '))}"
        return self.name(value)

    def fill(self, name: str, value: str) -> str:
        """What stands in a slot, by its kind: the beginning of its name."""
        if name[0] == "Q":
            return self._say.source(value)
        if name[0].isupper() or name.startswith("said"):
            return self._say.source(value) if self._say.marked else self._say.plain(value)
        if name[0] == "n":
            return self._say.numbers(str(SMALL.index(value.lower())) if value.lower() in SMALL else value)
        kinds: Mapping[str, Callable[[str], str]] = {
            "title": self._say.title,
            "list": self._row,
            "all": self._titles,
            "steps": lambda v: " → ".join(self._say.text(s) for s in v.split(" → ")),
            "iso": lambda v: self._say.plain(ISO.sub(written_day, v)),
            "accounts": self._accounts,
            "inner": lambda v: self._accounts(v).replace("«", "„").replace("»", "“"),  # within a quotation
            "route": self._route,
            "label": self._say.event,
            "sized": self._sized,
            "problems": self._say.problems,
            "section": lambda v: v,
            "ways": self._ways,
            "did": self._say.did,
        }
        for kind, say in kinds.items():
            if name.startswith(kind):
                return say(value)
        if self._say.marked and name in _NAMES and not value[:1].isdigit():
            return self._say.known(value) or self._noun(value) or self._say.source(value)
        return self._say.text(value)

    def _noun(self, value: str) -> str | None:
        """A noun of reports that the catalogue has, whatever its capitals: `Ethnic Kyrgyz`."""
        said = self._say.words.get(value.lower())
        return said and (said[:1].upper() + said[1:] if value[:1].isupper() else said)

    def _accounts(self, value: str) -> str:
        """A list of quotations, each with who says it and when; only what joins them is the program's own."""
        said = _ACCOUNT.sub(
            lambda m: (
                f"«{self._say.source(m['words'] or m['plain'])}» ({self.name(m['who'])}{self._told_on(m)})"
            ),
            value,
        )
        said = re.sub(r" and (?=«)", self._say.joint("and"), said)
        return re.sub(
            r"(?<=\)) and (\d+ more)$", lambda m: self._say.joint("and") + self._say.text(m[1]), said
        )

    def _told_on(self, found: re.Match[str]) -> str:
        day, others = found["day"] or "", (found["others"] or "").removeprefix("and ")
        day = self._say.text(ISO.sub(written_day, day))
        return "".join(f", {x}" for x in (day, self._say.text(others)) if x)

    def name(self, value: str) -> str:
        """Who says it: a name of a source, or the program's word where there is none."""
        return self._say.words.get(value) or self._say.source(value)

    def _row(self, value: str) -> str:
        """A list of sources' words: only what joins its items is the program's own."""
        known = self._say.known(value)
        if known is not None:
            return known
        if not self._say.marked or "“" in value:
            return self._joined(value)
        items = re.split(r"(, | and | or )", value)
        said = [i if n % 2 else self._say.known(i) or self._figure(i) for n, i in enumerate(items)]
        return "".join(self._say.joint(i.strip()) if i in (" and ", " or ") else i for i in said)

    def _figure(self, value: str) -> str:
        return self._say.text(value) if FIGURE.fullmatch(value) else self._say.source(value)

    def _joined(self, value: str) -> str:
        parts = QUOTED.split(value)
        for n in range(0, len(parts), 2):
            parts[n] = _MORE.sub(lambda m: self._say.text(m.group(0)), parts[n])
            for word in ("and", "or"):
                parts[n] = self._say.joint(word).join(parts[n].rsplit(f" {word} ", 1))
        return "".join(self.quoted(p) if n % 2 else self._say.numbers(p) for n, p in enumerate(parts))

    def quoted(self, value: str) -> str:
        """A quotation, whose words are a source's."""
        return f"“{self._say.source(value[1:-1])}”"

    def _ways(self, value: str) -> str:
        """The ends of the ways of two claims: `to Shahritus in Khatlon, from Afghanistan`."""
        parts = (_WAY.fullmatch(x) for x in value.replace(_VAGUE, "").split(", "))
        said = []
        for part, given in zip(parts, value.replace(_VAGUE, "").split(", "), strict=True):
            if part is None:
                said.append(self._say.source(given))
                continue
            outer = f" ({self.name(part['outer'])})" if part["outer"] else ""
            said.append(f"{self._say.joint(part['end']).strip()}: {self.name(part['place'])}{outer}")
        return ", ".join(said)

    def _sized(self, value: str) -> str:
        """A list of figures, each its size before its title."""
        said = []
        for n, item in enumerate(re.split(r"(, (?=[\dun])| and (?=[\dun]))", value)):
            found = _SIZED.fullmatch(item)
            title = self._say.text(item)
            if found is not None:
                said_title = self._say.title(found["title"])
                title = f"{self._say.text(found['size'])} – {said_title[:1].lower()}{said_title[1:]}"
            said.append(title if n % 2 == 0 else self._say.joint("and") if "and" in item else item)
        return "".join(said)

    def _titles(self, value: str) -> str:
        """A list of titles of figures, each with its period in brackets."""
        items = [_TITLED.fullmatch(i) for i in _AFTER_BRACKET.split(value)]
        said = [
            f"{self._say.title(m.group(1))} ({self._say.text(m.group(2))})" if m else self._say.text(v)
            for m, v in zip(items, _AFTER_BRACKET.split(value), strict=True)
        ]
        return "; ".join(said)
