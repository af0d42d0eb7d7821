"""A catalogue: phrases with slots in English and in another language, with plural forms, dates and numbers.

Takes a phrase as the code words it; gives it in the catalogue's language. What no entry covers stays English,
with its dates and numbers in the language's form; what stands between quotation marks is never touched.
Pages give whole sentences before their slots are filled (`form`), everything else comes filled (`text`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from panj.errors import MESSAGES, PublishError

LANGUAGES = ("en", "ru")
# Around words of sources, where a page asks to have them marked: characters that no text holds.
MARKS = ("\ue000", "\ue001")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_COUNT = rf"(?:{'|'.join(_SMALL)}|\d[\d,]*)"
_SLOT = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"(“[^”]*”)")
_LISTED = re.compile(r", | and ")
_AFTER_BRACKET = re.compile(r"(?<=\))(?:, | and )")
_TITLED = re.compile(r"(.+) \(([^()]+)\)")
_MORE = re.compile(r"\b\d+ more\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|June|July|August|September|October|November|December|"
    rf"{'|'.join(_MONTHS)})\b"
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b(?!-)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FIGURE = re.compile(r"[\d,.–… ]+(?: ?%)?")  # a number or an interval, and nothing else
_CODE = re.compile(r"[A-Z]\d{3} ")
_SECTIONS = ("text", "title", "highlight", "prepared", "event", "claim")
_SAYS = re.compile(r"\w")
_NAMES = frozenset(
    {"who", "to", "from", "at", "where", "where2", "place", "spot", "field"}
)  # slots that names of sources may fill
# “1,037” (the Border Service, 5 Jul 2021, and 2 more): a quotation, who says it, the day, how many more do
_ACCOUNT = re.compile(
    r"(?:“(?P<words>[^”]*)”|'(?P<plain>[^']*)'(?= \()) \((?P<who>.+?)"
    r"(?:, (?P<day>\d{1,2} \w{3} \d{4}|\d{4}-\d\d-\d\d|date not known|undated))?"
    r"(?:, (?P<others>and \d+ more))?\)(?P<joint>)"
)
_RANGE = r"(?:up to )?\d[\d,.–]*(?: million)?%?(?: or more)?|not bounded|fewer than 10"
# what slots hold that are no words of sources, by the beginning of their names
_HELD = {
    "range": _RANGE,
    "sized": rf"(?:{_RANGE}) [^;]+?",
    "sum": r"[\d,.]+",
    "section": r"[\d.]+",
    "days": r"[^,;()→]*\d{4}[^;()→]*?|a (?:day|week|month|year)[^;()→]*?|day not stated",
    "iso": r"\d{4}-\d\d-\d\d",
    "Quoted": r"[^';]+?",
    "Named": r"[^;“”]+?",
    "spot": r"(?:(?! and )[^,;])+?",
    "rows": ".+?",
    "problems": ".+",
    "accounts": ".+?",
    "inner": ".+?",
}
_PERIODED = re.compile(rf"(.+?), ({_HELD['days']})")
_WAY = re.compile(r"(?P<end>to|from) (?P<place>.+?)(?: in (?P<outer>.+))?")
_VAGUE = ", by one or both not stated"
_SIZED = re.compile(r"(?P<size>(?:up to )?\d[\d,.–]*(?: or more)?|not bounded) (?!more$)(?P<title>.+)")
_KEPT = 20_000  # phrases whose translation is held


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: a pattern of the English, and its forms in the other language (one, or one a plural)."""

    pattern: re.Pattern[str]
    forms: tuple[str, ...]
    holds: str = ""  # its longest words: where they are absent, the pattern need not be tried


class Catalogue:
    """Phrases in one language; English gives everything back as it is."""

    def __init__(self, language: str, table: Mapping[str, Any], *, marked: bool = False) -> None:
        self.language = language
        self._marks = MARKS if marked else ("", "")
        self._page: dict[str, tuple[str, ...]] = {k: _forms(v) for k, v in table.get("page", {}).items()}
        self.countries: Mapping[str, str] = table.get("country", {})
        self.map: Mapping[str, str] = table.get("map", {})
        self.labels: Mapping[str, Mapping[str, str]] = table.get("labels", {})
        self._faults: Mapping[str, Sequence[str]] = table.get("fault", {})
        self._patterns: dict[str, _Entry] = {}
        self._kin: Mapping[str, Sequence[str]] = table.get("kin", {})
        self._did: Mapping[str, str] = table.get("did", {})
        self._entries = {name: self._section(table.get(name, {})) for name in _SECTIONS}
        self._exact: dict[str, str] = {**table.get("word", {}), **table.get("country", {})}
        self._months: Sequence[str] = table.get("months", {}).get("after_day", ())
        self._short: Sequence[str] = table.get("months", {}).get("short", ())
        self._space = table.get("numbers", {}).get("thousands", ",")
        self._joints: Mapping[str, str] = table.get("lists", {})
        self._said: dict[tuple[str, str], str] = {}

    def _section(self, table: Mapping[str, Any]) -> list[_Entry]:
        lists = {"kin": self._kin, "did": self._did}
        held = {k: "|".join(map(re.escape, sorted(v, key=len, reverse=True))) for k, v in lists.items()}
        return [_entry(k, v, held={**_HELD, **held}) for k, v in table.items()]

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
        return forms[_plural(str(n)) if len(forms) > 1 else 0]

    def fault(self, code: str, what: str, remedy: str) -> tuple[str, str]:
        """What was wrong and what to do, by the code of the message that says so in English."""
        said, english = self._faults.get(code), MESSAGES.get(code)
        if self.language == "en" or said is None or english is None:
            return what, remedy
        both = []
        for given, pattern, form in zip((what, remedy), english, said, strict=True):
            entry = self._patterns.setdefault(pattern, _entry(_unquoted(pattern), form, every=True))
            found = entry.pattern.fullmatch(given)
            slots = found.groupdict() if found else None
            both.append(given if slots is None else _SLOT.sub(_filler(slots, self._detail), form))
        return both[0], both[1]

    def _detail(self, value: str) -> str:
        """A detail of a fault: names of fields and verbs are said; what a parser or the system says stays."""
        items = [self._exact.get(i) for i in value.strip("'").split(", ")]
        return ", ".join(i for i in items if i) if all(items) else self.source(value)

    def _problems(self, value: str) -> str:
        """What was wrong and what to do, with its code or without it."""
        if _CODE.match(value):
            return self._known(value) or self.source(value)
        for code, english in MESSAGES.items() if self._faults else ():
            what, remedy = (_any(x) for x in english)
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
        if not self._marks[0] or not _SAYS.search(words):
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
        what, remedy = (_any(x) for x in english)
        found = re.fullmatch(
            rf"(?:(?P<where>.*?): )?(?P<what>{what})\. (?P<remedy>{remedy})", rest, re.DOTALL
        )
        if found is None:
            return None
        told = self.fault(code, found["what"], found["remedy"])
        place = f"{self._name(found['where'])}: " if found["where"] else ""
        return f"{code} {place}{told[0]}. {told[1]}"

    def plain(self, phrase: str) -> str:
        """A phrase whose words stay; its days and numbers take the language's form."""
        if not self._months:
            return phrase
        parts = _QUOTED.split(phrase)
        return "".join(self._quoted(p) if n % 2 else self._numbers(p) for n, p in enumerate(parts))

    def short(self, phrase: str) -> str:
        """A day where there is little room."""
        return (
            _DAY.sub(lambda m: f"{m[1]} {self._short[_MONTHS.index(m[2])]}", phrase)
            if self._short
            else phrase
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
        if _FIGURE.fullmatch(phrase):
            return self._numbers(phrase.rstrip()).replace(".", ",") + phrase[len(phrase.rstrip()) :]
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
        return ", ".join(told[:-1]) + self._joint("and") + told[-1] if " and " in phrase else ", ".join(told)

    def _joint(self, word: str) -> str:
        return f" {self._joints.get(word, word)} "

    def _match(self, phrase: str, entries: Sequence[_Entry]) -> str | None:
        for entry in entries:
            found = entry.pattern.fullmatch(phrase) if entry.holds in phrase else None
            if found is not None:
                return self._filled(entry, found.groupdict())
        return None

    def _filled(self, entry: _Entry, slots: Mapping[str, str | None]) -> str:
        numbers = [v for k, v in slots.items() if k[0] == "n" and v is not None]
        form = entry.forms[_plural(numbers[0]) if len(entry.forms) > 1 and numbers else 0]
        kin = self._kin_of(slots, numbers)

        def optional(match: re.Match[str]) -> str:
            return match.group(1) if all(slots.get(s) for s in _SLOT.findall(match.group(1))) else ""

        def filled(match: re.Match[str]) -> str:
            name = match.group(1)
            return kin[name] if name in kin else self._slot(name, slots.get(name) or "")

        return _SLOT.sub(filled, re.sub(r"\[([^\]]*)\]", optional, form))

    def _kin_of(self, slots: Mapping[str, str | None], numbers: Sequence[str]) -> dict[str, str]:
        """Who or what is counted, in the form that its number asks for; after a range that of many."""
        counted = {k: v for k, v in slots.items() if k.startswith("kin") and v is not None}
        said = {}
        for name, words in counted.items():
            forms = self._kin[words.lower()]
            said[name] = forms[2 if name == "kinmany" else _plural(numbers[0]) if numbers else 3]
        return said

    def _route(self, value: str) -> str:
        """From where to where: `A → B`, `to B`, `from A`, or a place."""
        if " → " in value:
            return " → ".join(self._name(x) for x in value.split(" → "))
        for word in ("to", "from"):
            if value.startswith(f"{word} "):
                return f"{self._joints.get(word, word)}: {self._name(value.removeprefix(f'{word} '))}"
        return self._name(value)

    def _slot(self, name: str, value: str) -> str:
        """What stands in a slot, by its kind: the beginning of its name."""
        if name[0] == "Q":
            return self.source(value)
        if name[0].isupper() or name.startswith("said"):
            return self.source(value) if self._marks[0] else self.plain(value)
        if name[0] == "n":
            return self._numbers(str(_SMALL.index(value.lower())) if value.lower() in _SMALL else value)
        kinds: Mapping[str, Callable[[str], str]] = {
            "title": self.title,
            "list": self._row,
            "all": self._titles,
            "steps": lambda v: " → ".join(self.text(s) for s in v.split(" → ")),
            "iso": lambda v: self.plain(_ISO.sub(_written_day, v)),
            "accounts": self._accounts,
            "inner": lambda v: self._accounts(v).replace("«", "„").replace("»", "“"),  # within a quotation
            "route": self._route,
            "label": self.event,
            "sized": self._sized,
            "problems": self._problems,
            "section": lambda v: v,
            "ways": self._ways,
            "did": lambda v: self._did.get(v.lower(), v),
        }
        for kind, say in kinds.items():
            if name.startswith(kind):
                return say(value)
        if self._marks[0] and name in _NAMES and not value[:1].isdigit():
            return self._known(value) or self._noun(value) or self.source(value)
        return self.text(value)

    def _noun(self, value: str) -> str | None:
        """A noun of reports that the catalogue has, whatever its capitals: `Ethnic Kyrgyz`."""
        said = self._exact.get(value.lower())
        return said and (said[:1].upper() + said[1:] if value[:1].isupper() else said)

    def _accounts(self, value: str) -> str:
        """A list of quotations, each with who says it and when; only what joins them is the program's own."""
        said = _ACCOUNT.sub(
            lambda m: f"«{self.source(m['words'] or m['plain'])}» ({self._name(m['who'])}{self._told_on(m)})",
            value,
        )
        said = re.sub(r" and (?=«)", self._joint("and"), said)
        return re.sub(r"(?<=\)) and (\d+ more)$", lambda m: self._joint("and") + self.text(m[1]), said)

    def _told_on(self, found: re.Match[str]) -> str:
        day, others = found["day"] or "", (found["others"] or "").removeprefix("and ")
        day = self.text(_ISO.sub(_written_day, day))
        return "".join(f", {x}" for x in (day, self.text(others)) if x)

    def _name(self, value: str) -> str:
        """Who says it: a name of a source, or the program's word where there is none."""
        return self._exact.get(value) or self.source(value)

    def _row(self, value: str) -> str:
        """A list of sources' words: only what joins its items is the program's own."""
        known = self._known(value)
        if known is not None:
            return known
        if not self._marks[0] or "“" in value:
            return self._joined(value)
        items = re.split(r"(, | and | or )", value)
        said = [i if n % 2 else self._known(i) or self._figure(i) for n, i in enumerate(items)]
        return "".join(self._joint(i.strip()) if i in (" and ", " or ") else i for i in said)

    def _figure(self, value: str) -> str:
        return self.text(value) if _FIGURE.fullmatch(value) else self.source(value)

    def _joined(self, value: str) -> str:
        parts = _QUOTED.split(value)
        for n in range(0, len(parts), 2):
            parts[n] = _MORE.sub(lambda m: self.text(m.group(0)), parts[n])
            for word in ("and", "or"):
                parts[n] = self._joint(word).join(parts[n].rsplit(f" {word} ", 1))
        return "".join(self._quoted(p) if n % 2 else self._numbers(p) for n, p in enumerate(parts))

    def _quoted(self, value: str) -> str:
        return f"“{self.source(value[1:-1])}”"

    def _ways(self, value: str) -> str:
        """The ends of the ways of two claims: `to Shahritus in Khatlon, from Afghanistan`."""
        parts = (_WAY.fullmatch(x) for x in value.replace(_VAGUE, "").split(", "))
        said = []
        for part, given in zip(parts, value.replace(_VAGUE, "").split(", "), strict=True):
            if part is None:
                said.append(self.source(given))
                continue
            outer = f" ({self._name(part['outer'])})" if part["outer"] else ""
            said.append(f"{self._joints.get(part['end'], part['end'])}: {self._name(part['place'])}{outer}")
        return ", ".join(said)

    def _sized(self, value: str) -> str:
        """A list of figures, each its size before its title."""
        said = []
        for n, item in enumerate(re.split(r"(, (?=[\dun])| and (?=[\dun]))", value)):
            found = _SIZED.fullmatch(item)
            title = self.text(item)
            if found is not None:
                said_title = self.title(found["title"])
                title = f"{self.text(found['size'])} – {said_title[:1].lower()}{said_title[1:]}"
            said.append(title if n % 2 == 0 else self._joint("and") if "and" in item else item)
        return "".join(said)

    def _titles(self, value: str) -> str:
        """A list of titles of figures, each with its period in brackets."""
        items = [_TITLED.fullmatch(i) for i in _AFTER_BRACKET.split(value)]
        said = [
            f"{self.title(m.group(1))} ({self.text(m.group(2))})" if m else self.text(v)
            for m, v in zip(items, _AFTER_BRACKET.split(value), strict=True)
        ]
        return "; ".join(said)

    def _numbers(self, text: str) -> str:
        said = _DAY.sub(lambda m: f"{m.group(1)} {self._months[_MONTHS.index(m.group(2)[:3])]}", text)
        return _THOUSANDS.sub(self._space, said)


def _entry(
    english: str, said: str | list[str], *, every: bool = False, held: Mapping[str, str] = _HELD
) -> _Entry:
    """A pattern with its slots; square brackets hold what may be missing.

    Args:
        english: the phrase.
        said: its form in the other language, or its forms.
        every: slots hold anything.
        held: what slots hold, as patterns, by the beginning of their names.
    """
    out, words = [], [""]
    for piece in re.split(r"(\[[^\]]*\]|\{\w+\})", english):
        if piece.startswith("["):
            out.append(f"(?:{_slots(piece[1:-1], every=every, held=held)})?")
        else:
            out.append(_slots(piece, every=every, held=held))
            words += [] if _SLOT.fullmatch(piece) else [piece]
    return _Entry(re.compile("".join(out), re.DOTALL), _forms(said), max(words, key=len))


def _forms(said: str | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _filler(slots: Mapping[str, str], say: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: say(slots[found.group(1)])


def _written_day(found: re.Match[str]) -> str:
    return f"{int(found[3])} {_MONTHS[int(found[2]) - 1]} {found[1]}"


def _slots(text: str, *, every: bool, held: Mapping[str, str]) -> str:
    """A pattern of words and slots: a count, words of sources, or a phrase that no semicolon parts."""
    parts = _SLOT.split(text)

    def pattern(name: str) -> str:
        if every:
            return ".*?"
        for kind, known in held.items():
            if name.startswith(kind):
                return f"(?i:{known})" if kind in ("kin", "did") else f"(?:{known})"
        if name[0] == "n":
            return f"(?i:{_COUNT})"
        return ".+?" if name[0].isupper() else "[^;]+?"

    return "".join(re.escape(p) if n % 2 == 0 else f"(?P<{p}>{pattern(p)})" for n, p in enumerate(parts))


def _unquoted(message: str) -> str:
    """A message of the list of faults with plain slots: `{name!r}` shows its value in quotes."""
    return re.sub(r"\{(\w+)!r\}", r"{\1}", message)


def _any(message: str) -> str:
    """A pattern of a message whose slots hold anything."""
    return "".join(
        re.escape(p) if n % 2 == 0 else ".*?" for n, p in enumerate(_SLOT.split(_unquoted(message)))
    )


def _plural(count: str) -> int:
    """Which of the three forms a count takes, by the rule of East Slavic languages (CLDR: one, few, many)."""
    n = _SMALL.index(count.lower()) if count.lower() in _SMALL else int(count.replace(",", ""))
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


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
