"""Codes for the places that claims name: the gazetteer asked once per name, with the report's own countries."""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from panj.claims.mentions.abbreviations import abbreviations
from panj.claims.mentions.nations import code_of, demonym
from panj.claims.mentions.places import Known
from panj.claims.routes.issuer import Issuer, issuer_of
from panj.claims.tables import table
from panj.gazetteer.record import distance_km
from panj.gazetteer.spelling import fold

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer


_SHORT_HALF = 4  # letters: "Kigali-Butare" names two towns
_SEVERAL = re.compile(r",(?:\s+and\s)?|\s(?:and|or|as\s+well\s+as)\s")
_KIND = re.compile(r"\s+(?:district|province|region|county|governorate)\Z", re.IGNORECASE)
_LAND = r"(?P<land>[A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?)"
# "Uganda's northern Moyo", "In Uganda, a member of Moyo's council": how far on, and where, a name may begin.
_OWNERS = (
    (rf"\b{_LAND}['’]s\s+(?=(?P<reach>(?:[a-z-]+\s+){{0,2}}))", r"(?<=\s)(?=\S)"),
    (rf"\bIn\s+{_LAND},\s(?=(?P<reach>[^.;]{{0,60}}))", r"\b"),
)
_OWNED = tuple((re.compile(owner), re.compile(start)) for owner, start in _OWNERS)
_EDGE = re.compile(r"\b")
_SIDE = re.compile(r"the\s+([A-ZÀ-Þ]\w+)\s+side\b")
_LIES_IN = re.compile(
    r"(?P<names>(?:[A-ZÀ-Þ][\w’'-]+(?:,\s+(?:and\s+)?|\s+and\s+))*[A-ZÀ-Þ][\w’'-]+)"
    r"(?:\s+(?:(?:border|frontier)\s+)?(?:posts?|outposts?|villages?|towns?|camps?|crossings?|settlements?|checkpoints?|sites?))?"
    r"\s+in\s+(?:the\s+)?\Z"
)
_FAR_KM = 100.0  # from the middle of the district that a place is said to lie in: it is a namesake
_AROUND = 12  # places of the report that help to settle another


class Codes:
    """Name → code of the gazetteer, remembered for one report; None where it abstains.

    Args:
        outlet: whose report it is: its country, where its name tells one, is among the report's, the last.
    """

    def __init__(self, gazetteer: Gazetteer | None, text: str, outlet: str | None = None) -> None:
        self._gazetteer = gazetteer or _default()
        self._text = text
        self._known: dict[str, str | None] = {}
        self.issuer: Issuer = issuer_of(outlet, self._gazetteer)
        spoken = tuple(self._gazetteer.context(text)) if self._gazetteer else ()
        own = (self.issuer.land,) if self.issuer.land is not None and self.issuer.land not in spoken else ()
        self._countries: tuple[str, ...] = (*spoken, *own)
        self._mentions = self._read()
        self._holders = dict(self._said_to_lie())
        self._mentions = [self._kept(k) for k in self._mentions]

    def of(self, name: str | None) -> str | None:
        """The code of a place as the report writes it."""
        if not name:
            return None
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def nation(self, name: str | None) -> str | None:
        """ISO code of the country that a place lies in, as far as the gazetteer tells."""
        code = self.of(name)
        if code is None or self._gazetteer is None:
            return code
        return code if code == code_of(name or "") else self._gazetteer.place(code).country or None

    def within(self, name: str, holder: str) -> bool:
        """Whether a place lies in another, as far as the gazetteer tells."""
        inner, outer = self.of(name), self.of(holder)
        if inner is None or outer is None or self._gazetteer is None or inner == outer:
            return False
        return self._gazetteer.within(inner, outer)

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO codes of the countries that the report speaks of, the most spoken of first."""
        return self._countries

    def known(self, start: int, end: int) -> list[Known]:
        """The names of places that the gazetteer finds in a stretch of the report."""
        return [k for k in self._mentions if start <= k.start and k.end <= end]

    def _read(self) -> list[Known]:
        if self._gazetteer is None:
            return []
        found = self._gazetteer.mentions(self._text, countries=self._countries)
        short = abbreviations(self._text)
        return [
            Known(
                m.start,
                m.end,
                m.place.code if m.place else None,
                bool(m.place and m.place.kind == "country"),
                m.place.kind if m.place else "",
                m.place.country if m.place else None,
                m.place.parents if m.place else (),
            )
            for m in found
            if self._text[m.start : m.end] not in short  # a body, called like a town ("NEMA")
            and not self._is_torn(m.start, m.end)
        ]

    def _is_torn(self, start: int, end: int) -> bool:
        """ "Ak" in "Ak-Sai": the short half of a name that a hyphen joins."""
        after, before = self._text[end : end + 2], self._text[max(0, start - 2) : start]
        joined = (after[:1] == "-" and after[1:].isupper()) or (before[1:] == "-" and before[:1].isalpha())
        return joined and end - start <= _SHORT_HALF

    def _look_up(self, name: str) -> str | None:
        code = self._of_two(name) or code_of(name)
        if code is not None or self._gazetteer is None or not any(c.isupper() for c in name):
            return code
        side = _SIDE.match(name)
        if side:
            return code_of(demonym(side.group(1)) or side.group(1))
        if _SEVERAL.search(name):
            return self._around(_SEVERAL.split(name))
        people, _, rest = name.partition(" ")
        land = code_of(demonym(people) or "") if rest[:1].isupper() else None
        if (
            land is not None and self._gazetteer.resolve(name) is None
        ):  # "Afghan Badakhshan": the one in that country
            own = self._gazetteer.resolve(rest, countries=(land,))
            return own.code if own is not None and own.country == land else None
        owned = self._of_country(name)
        if owned is not None:
            return owned
        read, bare = self._as_read(name), fold(_KIND.sub("", name))
        if read is not None and fold(self._gazetteer.place(read).name) == bare:
            return read
        place = self._gazetteer.resolve(name, countries=self._countries, near=self._near)
        if read is not None and (place is None or fold(place.name) != bare):
            return read  # what is only called so, as long as no other place bears the name itself
        code = place.code if place else self._as_read(_KIND.sub("", name)) or self._of_kind(name)
        return None if self._is_elsewhere(name, code) else code

    def _of_two(self, name: str) -> str | None:
        """A name that two countries are called by: the one in which a place of the report lies."""
        codes = table("places")["two_countries"].get(name, ())
        lying = [m.nation for m in self._mentions if m.nation in codes and not m.country]
        return lying[0] if lying and len(set(lying)) == 1 else None

    def _of_kind(self, name: str) -> str | None:
        """ "Korgan", where the report speaks of Korgan district: that district."""
        kind = re.search(rf"\b{re.escape(name)}({_KIND.pattern[:-2]})\b", self._text, re.IGNORECASE)
        if kind is None or self._gazetteer is None:
            return None
        full = name + kind[1].title()
        place = self._gazetteer.resolve(full, countries=self._countries, near=self._near)
        place = place or self._gazetteer.resolve(full)  # the only one called so
        return place.code if place is not None else None

    def _of_country(self, name: str) -> str | None:
        """ "Uganda's Moyo district": the one in that country, whatever others are called so."""
        bare = _KIND.sub("", name)
        for land, starts in self._owners:
            if not any(self._stands_at(bare, at) for at in starts):
                continue
            own = self._gazetteer.resolve(bare, countries=(land,)) if self._gazetteer else None
            if own is not None and own.country == land:
                return own.code
        return None

    def _stands_at(self, name: str, at: int) -> bool:
        return self._text.startswith(name, at) and _EDGE.match(self._text, at + len(name)) is not None

    @cached_property
    def _owners(self) -> list[tuple[str, list[int]]]:
        """Each country that the report says something of, with where the name of that may begin."""
        found: list[tuple[str, list[int]]] = []
        for owner, start in _OWNED:
            for told in owner.finditer(self._text):
                land, (first, last) = code_of(told["land"]), told.span("reach")
                if land is not None:
                    found.append((land, [at for at in range(first, last + 1) if start.match(self._text, at)]))
        return found

    def _around(self, names: Sequence[str]) -> str | None:
        """The smallest area that holds all of several places; none for "Chad and Niger"."""
        codes = [self.of(n.strip()) for n in names if n.strip()]
        if None in codes or self._gazetteer is None:
            return None
        first, *others = [(code, *self._gazetteer.place(code).parents) for code in codes if code]
        shared = [code for code in first if all(code in other for other in others)]
        return max(shared, key=lambda code: len(self._above(code)), default=None)

    def _above(self, code: str) -> tuple[str, ...]:
        return self._gazetteer.place(code).parents if self._gazetteer else ()

    def _said_to_lie(self) -> Iterator[tuple[str, str]]:
        """Name → code of the district or province that the report says it lies in."""
        for holder in self._mentions:
            if holder.code is None or not holder.kind.startswith("admin"):
                continue
            before = _LIES_IN.search(self._text, max(0, holder.start - 90), holder.start)
            for name in re.split(r",\s+(?:and\s+)?|\s+and\s+", before["names"]) if before else ():
                yield name, holder.code

    def _is_elsewhere(self, name: str, code: str | None) -> bool:
        """Whether a place is a namesake, far from what the report says that the name lies in."""
        holder = self._holders.get(name)
        if code is None or holder is None or self._gazetteer is None or self._gazetteer.within(code, holder):
            return False
        far = distance_km(self._gazetteer.place(code), self._gazetteer.place(holder))
        return far is not None and far > _FAR_KM

    def _kept(self, known: Known) -> Known:
        """A name without its code where the report says that it lies elsewhere."""
        elsewhere = self._is_elsewhere(self._text[known.start : known.end], known.code)
        return replace(known, code=None, nation=None, parents=()) if elsewhere else known

    def _as_read(self, name: str) -> str | None:
        """The code that the report's own sentences settled for a name, the same wherever it stands."""
        found = {m.code for m in self._mentions if self._text[m.start : m.end] == name}
        return next(iter(found)) if len(found) == 1 else None

    @property
    def _near(self) -> tuple[str, ...]:
        codes = (m.code for m in self._mentions if m.code and not m.country)
        return tuple(dict.fromkeys(codes))[:_AROUND]


def _default() -> Gazetteer | None:
    try:
        from panj.gazetteer import Gazetteer
    except ImportError:
        return None
    return Gazetteer.default()
