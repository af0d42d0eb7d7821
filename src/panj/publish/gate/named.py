"""Who is named in a case: where names of private persons stand, and which officials may be at risk.

Takes its reports with the speakers that were read in them; gives covers of names with their rules, and spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from panj.gazetteer import Gazetteer
from panj.gazetteer.wording import words
from panj.model import Report
from panj.publish.gate import persons
from panj.publish.gate.bearers import Bearers, parts
from panj.publish.gate.informants import informants
from panj.publish.gate.masks import Cover
from panj.publish.gate.offices import bare, officials
from panj.publish.gate.stages import OFFICES
from panj.publish.gate.swaps import runs
from panj.publish.gate.territory import Territory
from panj.steps import tell

# The line break is looked for first, which is found at once, and then what stands before it.
_WRAPPED = re.compile(r"\n(?<=[^\n]{50}\n)(?<=[\w,]\n)(?=\w)")
_BEFORE = 25  # characters in which the words stand that a place's name opens with
_GOVERNED, _CITY, _CAPITAL = ("country", "region"), 4.7, 6.3  # weights, about log10 of people


class Named:
    """The persons of a case, by what all its reports tell of them."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        speakers: Mapping[str, Iterable[str]],
        gazetteer: Gazetteer,
        territory: Territory,
    ) -> None:
        self._gazetteer, self._territory = gazetteer, territory
        self._bearers = Bearers()
        self._met: dict[str, tuple[list[str], list[str]]] = {}  # by report: private persons, who is quoted
        self._offices: dict[str, tuple[tuple[int, int], ...]] = {}  # by report
        self._free: set[str] = set()
        self._countries = lru_cache(maxsize=4)(gazetteer.context)
        for n, report in enumerate(reports.values()):
            tell(OFFICES, n, len(reports))
            self._look_at(report, speakers.get(report.id, ()))
        for report in reports.values():
            self._settle_persons(report)

    def _look_at(self, report: Report, speakers: Iterable[str]) -> None:
        """Whom a report names: each text is gone through once."""
        text = _flowing(report.text)
        self._offices[report.id] = spans = tuple(officials(text))
        self._bearers.hold(report.id, (text[a:b] for a, b in spans))
        if self._territory.places:
            self._free |= self._elsewhere(text, spans)

        told = ((c.start, c.end) for c in persons.names(text))
        self._met[report.id] = _untitled(text, told), _untitled(text, informants(text, speakers))

    def _settle_persons(self, report: Report) -> None:
        """Who of them is private, now that all offices are known."""
        text = _flowing(report.text)
        told, quoted = self._met.pop(report.id)
        self._bearers.private(report.id, told, "persons")
        unknown = sorted(name for name in quoted if not self._bearers.in_office(report.id, name))
        private = (name for name in unknown if not self._speaks_as_place(text, name))
        self._bearers.private(report.id, private, "informants")

    def withheld(self, report: Report) -> dict[str, str]:
        """The names that are withheld in a report, each with its rule."""
        return self._bearers.withheld(report.id, _flowing(report.text), runs(report.text))

    def covers(self, report: Report, names: Mapping[str, str]) -> Iterator[tuple[Cover, str]]:
        """Where these names stand in a report, by parts too, each with its rule.

        Whoever stands beside an office under such a name is somebody else, and a place is nobody.
        """
        text, official = report.text, self._offices.get(report.id, ())
        for name, rule in names.items():
            for cover in persons.again(text, parts([name])):
                if any(a <= cover.start and cover.end <= b for a, b in official):
                    continue
                if text[cover.start : cover.end] == name or not self._is_place(text, cover.start, cover.end):
                    yield cover, rule

    def at_risk(self, report: Report) -> Iterator[tuple[int, int]]:
        """Where officials are named whom no report gives an office in a country that is not contested."""
        if not self._territory.places:
            return
        for start, end in self._offices.get(report.id, ()):
            last = report.text[start:end].split()[-1]
            if last not in self._free and not self._is_place(report.text, start, end):
                yield start, end

    def _elsewhere(self, text: str, spans: Iterable[tuple[int, int]]) -> set[str]:
        """Officials whom a text gives an office in a country that is not contested: they stay named."""
        free = set()
        for start, end in spans:
            before = text[max(0, start - 60) : start].rpartition("\n")[2]
            if self._territory.of_office(before, "") is False:
                free.add(text[start:end].split()[-1])
        return free

    def _is_place(self, text: str, start: int, end: int) -> bool:
        """Whether a capitalised run is a place's name, or a part of one: the Sahib of Imam Sahib."""
        found = self._gazetteer.mentions(text, max(0, start - _BEFORE), end, countries=self._countries(text))
        return any(m.start <= start and m.end >= end and m.place is not None for m in found)

    def _speaks_as_place(self, text: str, name: str) -> bool:
        """Whether a name is a place's that can stand for those who govern it: no hamlet says anything.

        A lesser place is one where the text has it in the manner of places: "in Qarabagh".
        """
        found = self._gazetteer.spelt(name, ())[0]
        known = [
            f.record for f in found if f.match != "variant" or (" " in name and f.record.weight >= _CITY)
        ]
        if not known:
            return False
        if any(r.place.kind in _GOVERNED or r.weight >= _CAPITAL for r in known):
            return True
        if re.search(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Tt]o|[Ff]rom|of) {re.escape(name)}\b", text):
            return True
        city = any(r.weight >= _CITY or (" " in name and r.place.kind != "town") for r in known)
        return city and name.lower() not in words("person_or_place")


def _flowing(text: str) -> str:
    """A text, as long as it was, its lines joined where they were broken for their width: in names too."""
    return _WRAPPED.sub(" ", text)


def _untitled(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The names among these that open with no title or office: whoever has one is in office."""
    return sorted({text[a:b] for a, b in spans if bare(text, a, b) == (a, b)})
