"""A catalogue: phrases with slots in English and in another language, with plural forms, dates and numbers.

Takes a phrase as the code words it; gives it in the catalogue's language. What no entry covers stays English,
with its dates and numbers in the language's form; what stands between quotation marks is never touched.
Pages give whole sentences before their slots are filled (`form`), everything else comes filled (`text`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from panj.errors import MESSAGES, PublishError
from panj.publish.languages.entries import HELD, SLOT, Entry, anything, forms_of, make_entry, unquoted
from panj.publish.languages.numerals import DAY, MONTHS, THOUSANDS, plural
from panj.publish.languages.slots import FIGURE, QUOTED, Slots

LANGUAGES = ("en", "ru")
# Around words of sources, where a page asks to have them marked: characters that no text holds.
MARKS = ("\ue000", "\ue001")
_LISTED = re.compile(r", | and ")
_CODE = re.compile(r"[A-Z]\d{3} ")
_SECTIONS = ("text", "title", "highlight", "prepared", "event", "claim")
_SAYS = re.compile(r"\w")
_PERIODED = re.compile(rf"(.+?), ({HELD['days']})")
_KEPT = 20_000  # phrases whose translation is held


class Catalogue:
    """Phrases in one language; English gives everything back as it is."""

    def __init__(self, language: str, table: Mapping[str, Any], *, marked: bool = False) -> None:
        self.language = language
        self._marks = MARKS if marked else ("", "")
        self._page: dict[str, tuple[str, ...]] = {k: forms_of(v) for k, v in table.get("page", {}).items()}
        self.countries: Mapping[str, str] = table.get("country", {})
        self.map: Mapping[str, str] = table.get("map", {})
        self.labels: Mapping[str, Mapping[str, str]] = table.get("labels", {})
        self._faults: Mapping[str, Sequence[str]] = table.get("fault", {})
        self._patterns: dict[str, Entry] = {}
        self._kin: Mapping[str, Sequence[str]] = table.get("kin", {})
        self._did: Mapping[str, str] = table.get("did", {})
        self._entries = {name: self._section(table.get(name, {})) for name in _SECTIONS}
        self._exact: dict[str, str] = {**table.get("word", {}), **table.get("country", {})}
        self._months: Sequence[str] = table.get("months", {}).get("after_day", ())
        self._short: Sequence[str] = table.get("months", {}).get("short", ())
        self._space = table.get("numbers", {}).get("thousands", ",")
        self._joints: Mapping[str, str] = table.get("lists", {})
        self.marked = marked  # whether words of sources stand between `MARKS`
        self._slots = Slots(self)
        self._said: dict[tuple[str, str], str] = {}

    def _section(self, table: Mapping[str, Any]) -> list[Entry]:
        lists = {"kin": self._kin, "did": self._did}
        held = {k: "|".join(map(re.escape, sorted(v, key=len, reverse=True))) for k, v in lists.items()}
        return [make_entry(k, v, held={**HELD, **held}) for k, v in table.items()]

    @property
    def words(self) -> Mapping[str, str]:
        """What stands for itself: headings, labels, single words."""
        return self._exact

    def form(self, phrase: str, many: str = "", *, n: int = 1, sense: str = "") -> str:
        """A whole sentence of a page, its slots not filled yet.

        Args:
            phrase: in English.
            many: in English, where `n` is not 1.
            n: what it counts.
            sense: tells words apart that English writes alike: `Report` of the menu, `Report|a source`.
        """
        english = many if many and n != 1 else phrase
        if self.language == "en":
            return english
        forms = self._page.get(f"{many or phrase}|{sense}" if sense else many or phrase)
        if forms is None:
            return self._exact.get(english, english)
        return forms[plural(str(n)) if len(forms) > 1 else 0]

    def fault(self, code: str, what: str, remedy: str) -> tuple[str, str]:
        """What was wrong and what to do, by the code of the message that says so in English."""
        said, english = self._faults.get(code), MESSAGES.get(code)
        if self.language == "en" or said is None or english is None:
            return what, remedy
        both = []
        for given, pattern, form in zip((what, remedy), english, said, strict=True):
            entry = self._patterns.setdefault(pattern, make_entry(unquoted(pattern), form, every=True))
            found = entry.pattern.fullmatch(given)
            slots = found.groupdict() if found else None
            both.append(given if slots is None else SLOT.sub(_filler(slots, self._detail), form))
        return both[0], both[1]

    def _detail(self, value: str) -> str:
        """A detail of a fault: names of fields and verbs are said; what a parser or the system says stays."""
        items = [self._exact.get(i) for i in value.strip("'").split(", ")]
        return ", ".join(i for i in items if i) if all(items) else self.source(value)

    def problems(self, value: str) -> str:
        """What was wrong and what to do, with its code or without it."""
        if _CODE.match(value):
            return self._known(value) or self.source(value)
        for code, english in MESSAGES.items() if self._faults else ():
            what, remedy = (anything(x) for x in english)
            found = re.fullmatch(rf"(?i:(?P<what>{what})\. (?P<remedy>{remedy}))", value, re.DOTALL)
            if found is not None and found["what"]:
                told = self.fault(code, found["what"][:1].lower() + found["what"][1:], found["remedy"])
                return f"{told[0][:1].upper()}{told[0][1:]}. {told[1]}"
        return self._known(value) or self.source(value)

    def known(self, phrase: str) -> str | None:
        """A phrase that some entry covers; None where none does."""
        return self._known(phrase) if self.language != "en" else None

    def source(self, words: str) -> str:
        """Words of a source, marked as such."""
        if not self.marked or not _SAYS.search(words):
            return words
        return f"{self._marks[0]}{words}{self._marks[1]}"

    def text(self, phrase: str) -> str:
        """A phrase or sentence of the program."""
        return self._cached("text", phrase, self._of_text)

    def title(self, phrase: str) -> str:
        """The title of a figure; its days may stand behind a comma."""

        def made(given: str) -> str:
            dated = _PERIODED.fullmatch(given)
            if dated is not None:
                return f"{self.title(dated[1])}, {self.text(dated[2])}"
            return self._match(given, self._entries["title"]) or self._of_text(given)

        return self._cached("title", phrase, made)

    def highlight(self, phrase: str) -> str:
        """A line of the highlights: a title, a size, a period and a remark."""
        return self._cached(
            "high", phrase, lambda p: self._match(p, self._entries["highlight"]) or self._of_text(p)
        )

    def prepared(self, phrase: str) -> str:
        """A line on what is prepared, and how far it is."""
        return self._cached(
            "ready", phrase, lambda p: self._match(p, self._entries["prepared"]) or self._of_text(p)
        )

    def event(self, phrase: str) -> str:
        """The label of an occurrence."""
        return self._cached(
            "event", phrase, lambda p: self._match(p, self._entries["event"]) or self.title(p)
        )

    def claim(self, phrase: str) -> str:
        """A claim in one line."""
        return self._cached(
            "claim", phrase, lambda p: self._match(p, self._entries["claim"]) or self._of_text(p)
        )

    def sentence(self, phrase: str) -> str | None:
        """A fault as it is told on one line, by its code: where, what was wrong, what to do."""
        code, _, rest = phrase.partition(" ")
        english = MESSAGES.get(code)
        if english is None or code not in self._faults:
            return None
        what, remedy = (anything(x) for x in english)
        found = re.fullmatch(
            rf"(?:(?P<where>.*?): )?(?P<what>{what})\. (?P<remedy>{remedy})", rest, re.DOTALL
        )
        if found is None:
            return None
        told = self.fault(code, found["what"], found["remedy"])
        place = f"{self._slots.name(found['where'])}: " if found["where"] else ""
        return f"{code} {place}{told[0]}. {told[1]}"

    def plain(self, phrase: str) -> str:
        """A phrase whose words stay; its days and numbers take the language's form."""
        if not self._months:
            return phrase
        parts = QUOTED.split(phrase)
        return "".join(self._slots.quoted(p) if n % 2 else self.numbers(p) for n, p in enumerate(parts))

    def short(self, phrase: str) -> str:
        """A day where there is little room."""
        return (
            DAY.sub(lambda m: f"{m[1]} {self._short[MONTHS.index(m[2])]}", phrase) if self._short else phrase
        )

    def _cached(self, kind: str, phrase: str, make: Callable[[str], str]) -> str:
        if self.language == "en" or not phrase.strip():
            return phrase
        if (kind, phrase) not in self._said:
            if len(self._said) >= _KEPT:
                self._said.clear()
            self._said[kind, phrase] = make(phrase)
        return self._said[kind, phrase]

    def _of_text(self, phrase: str) -> str:
        if FIGURE.fullmatch(phrase):
            return self.numbers(phrase.rstrip()).replace(".", ",") + phrase[len(phrase.rstrip()) :]
        return self._known(phrase) or self._parts(phrase) or self.plain(phrase)

    def _known(self, phrase: str) -> str | None:
        """By an entry, in the case of its first letter."""
        fault = self.sentence(phrase) if _CODE.match(phrase) else None
        if fault is not None:
            return fault
        first, rest = phrase[:1], phrase[1:]
        for turned in (phrase, first.lower() + rest, first.upper() + rest):
            found = self._exact.get(turned) or self._match(turned, self._entries["text"])
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
        steps = [self._known(s) for s in phrase.split(" → ")] if " → " in phrase else [None]
        if all(steps):
            return " → ".join(s for s in steps if s)
        items = _LISTED.split(phrase)
        said = [self._known(i) for i in items] if len(items) > 1 else [None]
        if not all(said):
            return None
        told = [s for s in said if s]
        return ", ".join(told[:-1]) + self.joint("and") + told[-1] if " and " in phrase else ", ".join(told)

    def did(self, verb: str) -> str:
        """What somebody did with a figure: said, denied …"""
        return self._did.get(verb.lower(), verb)

    def joint(self, word: str) -> str:
        """A word that joins the items of a list, between blanks."""
        return f" {self._joints.get(word, word)} "

    def _match(self, phrase: str, entries: Sequence[Entry]) -> str | None:
        for entry in entries:
            found = entry.pattern.fullmatch(phrase) if entry.holds in phrase else None
            if found is not None:
                return self._filled(entry, found.groupdict())
        return None

    def _filled(self, entry: Entry, slots: Mapping[str, str | None]) -> str:
        numbers = [v for k, v in slots.items() if k[0] == "n" and v is not None]
        form = entry.forms[plural(numbers[0]) if len(entry.forms) > 1 and numbers else 0]
        kin = self._kin_of(slots, numbers)

        def optional(match: re.Match[str]) -> str:
            return match.group(1) if all(slots.get(s) for s in SLOT.findall(match.group(1))) else ""

        def filled(match: re.Match[str]) -> str:
            name = match.group(1)
            return kin[name] if name in kin else self._slots.fill(name, slots.get(name) or "")

        return SLOT.sub(filled, re.sub(r"\[([^\]]*)\]", optional, form))

    def _kin_of(self, slots: Mapping[str, str | None], numbers: Sequence[str]) -> dict[str, str]:
        """Who or what is counted, in the form that its number asks for; after a range that of many."""
        counted = {k: v for k, v in slots.items() if k.startswith("kin") and v is not None}
        said = {}
        for name, words in counted.items():
            forms = self._kin[words.lower()]
            said[name] = forms[2 if name == "kinmany" else plural(numbers[0]) if numbers else 3]
        return said

    def numbers(self, text: str) -> str:
        """Words with their days and numbers in the language's form."""
        said = DAY.sub(lambda m: f"{m.group(1)} {self._months[MONTHS.index(m.group(2)[:3])]}", text)
        return THOUSANDS.sub(self._space, said)


def _filler(slots: Mapping[str, str], say: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: say(slots[found.group(1)])


@cache
def catalogue(language: str = "en", *, marked: bool = False) -> Catalogue:
    """The catalogue of a language; `marked`: words of sources stand between `MARKS`.

    Raises:
        PublishError: W024, where there is none.
    """
    if language not in LANGUAGES:
        raise PublishError("W024", detail=repr(language), known=", ".join(LANGUAGES))
    return Catalogue(language, {} if language == "en" else tables(language), marked=marked)


def tables(language: str) -> Mapping[str, Any]:
    """All tables of a language: `ru.toml`, and `ru-….toml` beside it, sections of one name joined."""
    folder = resources.files("panj.publish.languages")
    names = sorted(f.name for f in folder.iterdir() if re.fullmatch(rf"{language}(-\w+)?\.toml", f.name))
    joined: dict[str, Any] = {}
    for name in sorted(names, key=len):  # what is told of one thing alone is tried before what fits many
        for section, entries in tomllib.loads((folder / name).read_text(encoding="utf-8")).items():
            joined[section] = {**entries, **joined.get(section, {})}
    return joined
