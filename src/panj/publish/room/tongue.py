"""The language of the room's pages: what templates call to say anything.

Takes a language; gives filters and globals for the templates. In English each of them gives back what it was
given, so that a page is the template as it is written. In another language the program's own words come from
the catalogue, and what stays in a source's words is marked with the language that it is in.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from panj.errors import PanjError
from panj.model import PEOPLE, Bounds, Claim, Problem, Unit
from panj.publish.languages import catalogue
from panj.publish.languages.catalogue import MARKS
from panj.publish.room import words
from panj.publish.room.map.geography import Geography

SOURCES = "en"  # the language of reports
_TAG = re.compile(r"</?span[^>]*>")
_OPEN, _CLOSE = f'<span lang="{SOURCES}">', "</span>"
_DATED = re.compile(r"(.+), (\d{1,2} \w{3} \d{4}|undated|no date|date not known)")
_UNMARKED = str.maketrans("", "", "".join(MARKS))  # so that no text of a source can bring marks of its own
_ENGLISH = re.compile(rf"[A-Za-z]{{2}}(?![^{MARKS[0]}]*{MARKS[1]})")  # left as it is, and marked by nothing
_SETS = (
    "asked",
    "question",
    "answer",
    "told",
    "value_high",
    "value",
    "date_start",
    "date_end",
    "qualifier",
    "measure",
    "group",
    "unit",
    "status",
    "period",
    "origin_code",
    "destination_code",
    "place_code",
    "origin",
    "destination",
    "place",
)
_TERMS = frozenset({"measure", "group", "unit", "status", "period", "qualifier"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\S+)?")
_QUOTED = re.compile(r"'([^']*)'(?= \(|[ ,;:.]|$)")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_TABLES = {"measure": "measures", "group": "groups"}


class Tongue:
    """A language of the pages."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._say = catalogue(language, marked=True)
        self.foreign = language != SOURCES
        self.lang = Markup(' lang="en"') if self.foreign else Markup()

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """What templates pipe values through."""
        return {
            "day": self.day,
            "due": self.due,
            "number": self.number,
            "interval": self.interval,
            "counted": self.counted,
            "unit": self.unit,
            "told": self.told,
            "titled": self.titled,
            "cased": self.cased,
            "source": self.source,
            "either": self.either,
            "cited": self.cited,
            "prepared": self.prepared,
            "reasoned": self.reasoned,
            "highlighted": self.highlighted,
            "placed": self.placed,
            "term": self.term,
            "sets": self.sets,
            "bare": bare,
            "tick": self.tick,
        }

    def names(self) -> Mapping[str, Any]:
        """What templates call."""
        return {
            "_": self.said,
            "plural": self.plural,
            "labels": self.labels,
            "lang": self.lang,
            "period": self.period,
            "months": self.months,
            "where": self.where,
            "of_whom": self.of_whom,
            "days_of": self.days_of,
            "faulted": self.fault,
            "map_words": self.map_words,
            "language": lambda: self.language,
        }

    def said(self, phrase: str, sense: str = "", /, **slots: object) -> Markup:
        """A sentence of a page, its slots filled; slots that are no Markup are escaped."""
        return Markup(self._say.form(phrase, sense=sense)).format(**self._filled(slots))  # noqa: S704  ours

    def plural(self, one: str, many: str, /, *, n: int, **slots: object) -> Markup:
        """A sentence that counts: `one` where n is 1, `many` otherwise, or the forms of the language."""
        return Markup(self._say.form(one, many, n=n)).format(**self._filled({"n": n, **slots}))  # noqa: S704

    def _filled(self, slots: Mapping[str, object]) -> dict[str, object]:
        return {
            k: self.told(f"{v:,}") if self.foreign and isinstance(v, int) else v for k, v in slots.items()
        }

    def told(self, phrase: object) -> Any:
        """A finished phrase of the program, from wherever it came."""
        return self._marked(self._say.text(_clean(phrase))) if self.foreign else phrase

    def titled(self, phrase: str, of: str = "figure") -> Any:
        """The title of a figure, the label of an event, a claim in one line."""
        if not self.foreign:
            return phrase
        say = {"event": self._say.event, "claim": self._say.claim, "alert": self._say.text}
        return self._marked(say.get(of, self._say.title)(_clean(phrase)))

    def prepared(self, phrase: str) -> Any:
        """What is prepared, and how far it is."""
        return self._marked(self._say.prepared(_clean(phrase))) if self.foreign else phrase

    def reasoned(self, phrase: str) -> Any:
        """Why figures cannot all hold, with its quotations and days as pages write them."""
        if self.foreign:
            return self.told(phrase)
        quoted = _QUOTED.sub(r"“\1”", phrase)
        return _DAY.sub(lambda m: words.day(date.fromisoformat(m[0])), quoted)

    def highlighted(self, text: str, short: str = "") -> Any:
        """A highlight: its sentence in English, its short form where endings would be needed."""
        return self._marked(self._say.highlight(_clean(short or text))) if self.foreign else text

    def cased(self, title: str) -> Any:
        """The title of a case: countries with arrows between them, or what its owner calls it."""
        if not self.foreign:
            return title
        return self._marked(" → ".join(self._named(t) for t in _clean(title).split(" → ")))

    def source(self, given: str) -> Any:
        """Words or a name of a source; the program's own word where no source gives any."""
        return self._marked(self._named(_clean(given))) if self.foreign else given

    def either(self, given: str) -> Any:
        """What may be a phrase of the program or a name of a source."""
        if not self.foreign:
            return given
        clean = _clean(given)
        known = self._say.known(clean) or self._say.text(clean)
        return self._marked(self._say.source(clean) if _ENGLISH.search(known) else known)

    def cited(self, given: str) -> Any:
        """A source and its day: `the Border Service, Valley Wire, 5 Jul 2021`."""
        if not self.foreign:
            return given
        found = _DATED.fullmatch(_clean(given))
        if found is None:
            return self.source(given)
        return self._marked(f"{self._named(found[1])}, {self._say.text(found[2])}")

    def _named(self, given: str) -> str:
        return self._say.words.get(given) or self._say.source(given)

    def placed(self, name: str) -> str:
        """A place's name on the drawn map; countries stand there in capitals."""
        if not self.foreign:
            return name
        if not name.isupper():
            return self._say.words.get(name, name)
        return self._shouted.get(name, name)

    @cached_property
    def _shouted(self) -> Mapping[str, str]:
        return {english.upper(): said.upper() for english, said in self._say.countries.items()}

    def term(self, code: str, field: str) -> str:
        """A term that a field of a claim may take."""
        plain = code.replace("_", " ")
        if not self.foreign:
            return plain
        entry = self.labels.get(_TABLES.get(field, field), {}).get(code, plain)
        return str(entry["name"]) if isinstance(entry, dict) else str(bare(self.told(entry)))

    def sets(self, says: str) -> Any:
        """What a decision sets: `value 300, date start 2021-07-05`."""
        if not self.foreign:
            return says
        items: list[str] = []
        for part in _clean(says).split(", "):
            if not items or _field(part):
                items.append(part)
            else:  # a comma within what was set
                items[-1] += f", {part}"
        return Markup(", ").join(self._set(item) for item in items)

    def _set(self, item: str) -> Markup:
        name = _field(item)
        if not name:
            return self._marked(self._say.source(item))
        value = item[len(name) + 1 :]
        known = value if name not in _TERMS else self.term(value, name)
        moment = _MOMENT.fullmatch(value)
        if moment is not None:
            known = self.told(words.moment(value, ZoneInfo("UTC")))
        elif known == value and not value[:1].isdigit():
            known = self.source(value)
        return Markup("{} {}").format(self.told(name.replace("_", " ")), known)

    def _marked(self, said: str) -> Markup:
        marked = str(escape(said)).replace(MARKS[0], _OPEN).replace(MARKS[1], _CLOSE)
        return Markup(marked)  # noqa: S704  escaped above

    def day(self, value: date | None, *, year: bool = True) -> str:
        """A day."""
        return self._plain(words.day(value, year=year))

    def tick(self, said: str) -> str:
        """A day on an axis, where there is little room."""
        return self._say.short(said)

    def months(self) -> tuple[str, ...]:
        """The names of the months as days have them, by which scripts write a day: 5, `Jul`, 2021."""
        return tuple(self.day(date(2000, m, 1)).split()[1] for m in range(1, 13))

    def number(self, value: float, unit: Unit | str = Unit.PERSONS) -> str:
        """A number."""
        return self._plain(words.number(value, unit))

    def interval(self, bounds: Bounds, unit: Unit | str = Unit.PERSONS) -> str:
        """Both ends of an interval."""
        return self._plain(words.interval(bounds, unit))

    def counted(self, unit: Unit | str | None, *, group: str | None = None, size: str = "") -> Any:
        """What a number counts; `size`: the number, where it stands before it."""
        name = words.counted(unit, group=group)
        return self.unit(name, size) if size and name else self._plain(name)

    def unit(self, name: str, size: str) -> Any:
        """What a number counts, in the form that the number asks for."""
        if not self.foreign:
            return name
        both, alone = self._say.text(f"{size} {name}"), self._say.text(size)
        return self._marked(
            both.removeprefix(alone).strip() if both.startswith(alone) else self._say.text(name)
        )

    def period(self, start: date | None, end: date | None) -> str:
        """A stretch of days."""
        return self._plain(words.period(start, end))

    def _plain(self, phrase: str) -> str:
        return str(bare(self.told(phrase)))

    def where(self, claim: Claim) -> Any:
        """Where a claim's people came from and went, or are."""
        if not self.foreign:
            return words.where(claim)
        if claim.origin and claim.destination:
            return self.said("{a} → {b}", a=self.source(claim.origin), b=self.source(claim.destination))
        if claim.destination:
            return self.said("to {place}", place=self.source(claim.destination))
        if claim.place:
            return self.source(claim.place)
        return self.said("from {place}", place=self.source(claim.origin)) if claim.origin else ""

    def of_whom(self, claim: Claim) -> Any:
        """Whom a claim counts, and where; people where it says neither."""
        found = (self.counted(claim.unit, group=claim.group), self.where(claim))
        told = Markup(", ").join(x for x in found if x)
        return told or (self.said("people") if claim.unit in PEOPLE else "")

    def days_of(self, claim: Claim) -> str:
        """The days that a claim is about; of a running total the day that it was reached by."""
        return self._plain(words.days(claim))

    def due(self, value: date) -> Any:
        """A day to come; the last of a month is that by which it is planned: `in October`."""
        last = value.day == monthrange(value.year, value.month)[1]
        return self.said("by {day}", day=self.day(value)) if last else self.day(value)

    def fault(self, found: Problem | PanjError) -> tuple[Any, Any]:
        """What was wrong and what to do."""
        what, remedy = self._say.fault(found.code, found.what, found.remedy)
        return (self._marked(what), self._marked(remedy)) if self.foreign else (what, remedy)

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        """The words of `labels.toml`, by table and code, with their colours and order."""
        own, words_ = self._say.labels, self._say.words
        return {t: _relabelled(held, own.get(t, {}), words_) for t, held in words.labels().items()}

    def map_words(self, geography: Geography) -> Mapping[str, str]:
        """What the movable map says in English → in this language; empty where it is English."""
        if not self.foreign:
            return {}
        shown = {f.text for f in geography.flows} | {s.name for s in geography.spots}
        said = {x: self._plain(x) for x in sorted(shown)}
        return {**self._say.map, **{x: y for x, y in said.items() if x != y}}


def _relabelled(held: Any, own: Mapping[str, str], said: Mapping[str, str]) -> Any:
    """A table of labels with its words in another language: by their codes, else by the words themselves."""
    if not isinstance(held, dict):
        return held
    out: dict[str, Any] = {}
    for code, entry in held.items():
        if isinstance(entry, dict):
            out[code] = {
                k: own.get(f"{code}.{k}") or (said.get(v, v) if isinstance(v, str) else v)
                for k, v in entry.items()
            }
        else:
            out[code] = own.get(code) or (said.get(entry, entry) if isinstance(entry, str) else entry)
    return out


def _field(item: str) -> str:
    """The field of a claim that an item of a decision sets; empty where it is none."""
    return next((n for n in _SETS if item.startswith(n.replace("_", " ") + " ")), "")


def _clean(phrase: object) -> str:
    return str(phrase).translate(_UNMARKED)


def bare(said: object) -> Any:
    """A phrase without the marks of sources' words, for where no element can stand: attributes, drawings."""
    return Markup(_TAG.sub("", said)) if isinstance(said, Markup) else said  # noqa: S704  was Markup
