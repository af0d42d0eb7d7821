"""The gazetteer: names to places with parents and coordinates, offline; it abstains when unsure.

Takes names as reports write them, in any usual spelling, with the countries that the report speaks of and
the places named nearby; gives `Place`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from panj.errors import PlaceError
from panj.gazetteer.kinds import cores
from panj.gazetteer.mentions import Mention, Scanner
from panj.gazetteer.nations import Nations, nations
from panj.gazetteer.rank import Found, Ranked, decide, figures, match_of, rank
from panj.gazetteer.record import Record
from panj.gazetteer.spelling import key
from panj.gazetteer.spellings import Spellings
from panj.gazetteer.tables import Row, Table, merge, read_table, table_of, text_of
from panj.gazetteer.tokens import tokens
from panj.gazetteer.world import World
from panj.model import Place

_OF_WORLD = frozenset({"country", "admin1", "admin2", "town"})  # the kinds that the world file has
_BETWEEN = frozenset({"crossing", "river", "water"})


class Weighed(NamedTuple):
    """A candidate with its score (a common logarithm of odds) and the reasons for it in words."""

    place: Place
    score: float
    reasons: tuple[str, ...]


class Lookup(NamedTuple):
    """What the index holds under one spelling: places found, and whether it is an English word too."""

    found: tuple[Found, ...]
    is_word: bool


class Gazetteer:
    """Places by name and by code.

    Args:
        world: the world file.
        tables: rows that correct or complete it; later tables win.
        people: names of nations and their people.

    `Gazetteer.default()` is what nearly everyone wants; it is cheap to call again.
    """

    def __init__(self, world: World, tables: Sequence[Table], people: Nations) -> None:
        self._world = world
        self._tables = tuple(tables)
        self._table = merge(tables)
        self._people = people
        self._numbers: dict[str, int] = {}
        self._record = lru_cache(maxsize=20_000)(self._read)
        self._look_up = lru_cache(maxsize=20_000)(self._find)
        self._look_up_all = lru_cache(maxsize=20_000)(self._find_all)
        self._near_spellings = lru_cache(maxsize=2_000)(self._fuzzy)
        self._spellings = cache(self._spelt_of)
        self._scanner = Scanner(self)

    @classmethod
    def default(cls) -> Gazetteer:
        """The gazetteer that ships with Panj; the same object on every call."""
        return _default()

    def with_table(self, path: Path | str) -> Gazetteer:
        """This gazetteer with a user's own places over it.

        Columns: code, name, kind, country, parent, lat, lon, pcode, names (others of `tables.COLUMNS` are
        taken too). A code that is known corrects that place; names go apart with semicolons.

        Raises:
            PlaceError: G002 to G007, with file and line.
        """
        return self.with_text(text_of(Path(path)), str(path))

    def with_text(self, text: str, where: str) -> Gazetteer:
        """As `with_table`, from the words of a table that is no file any more; `where` names it in errors."""
        table = table_of(text, where)
        larger = Gazetteer(self._world, (*self._tables, table), self._people)
        for row in table.rows.values():
            larger._check(row)
        return larger

    def place(self, code: str) -> Place:
        """The place with that code.

        Raises:
            PlaceError: G008, for a code that no place has.
        """
        return self.record(code).place

    def record(self, code: str) -> Record:
        """The place with that code, with its weight and what it touches; raises as `place` does."""
        record = self._record(code)
        if record is None:
            raise PlaceError("G008", code)
        return record

    def joined(self, code: str) -> tuple[str, ...]:
        """The countries that a crossing joins, a water lies between or an area has two of, its own first."""
        record = self._record(code)
        if record is None:
            return ()
        of_two = record.place.kind == "region" and len(record.countries) == 2
        return record.countries if of_two or record.place.kind in _BETWEEN else ()

    def is_rough(self, code: str) -> bool:
        """Whether a place is a region of which only the middle is known, and not which divisions make it up.

        >>> Gazetteer.default().is_rough("panj:catatumbo"), Gazetteer.default().is_rough("panj:darfur")
        (True, False)
        """
        record = self._record(code)
        return record is not None and record.place.kind == "region" and not record.members

    def within(self, code: str, ancestor: str) -> bool:
        """Whether one place lies in another: itself, a parent, or a region that a parent belongs to.

        Unknown codes lie in nothing but themselves.

        >>> Gazetteer.default().within("TJ-KT", "TJ")
        True
        """
        if code == ancestor:
            return True
        record, above = self._record(code), self._record(ancestor)
        if record is None or above is None:
            return False
        chain = {code, *record.place.parents}
        if ancestor in chain:
            return True
        if above.members:
            if chain & set(above.members):
                return True
            own = record.members or record.touches
            return bool(own) and all(self.within(member, ancestor) for member in own)
        return bool(record.members) and all(self.within(member, ancestor) for member in record.members)

    def resolve(
        self,
        name: str,
        *,
        countries: Iterable[str] = (),
        near: Iterable[str | Place] = (),
        kinds: Iterable[str] = (),
    ) -> Place | None:
        """The place that a name means, or None where the context does not settle it.

        Args:
            name: as the report writes it; a word for its kind may stand with it ("Hamdoni district").
            countries: ISO 3166-1 codes of the report's countries, the most spoken of first.
            near: places named beside it, or their codes.
            kinds: kinds that it must be of; empty: any.

        >>> Gazetteer.default().resolve("Badakhshan", countries=["AF", "TJ"]).code
        'AF-BDS'
        """
        context, wanted = tuple(countries), tuple(kinds)
        best = decide(
            self.ranked(name, context, self._records(near), wanted), countries=context, kinds=wanted
        )
        return best.record.place if best else None

    def candidates(
        self,
        name: str,
        *,
        countries: Iterable[str] = (),
        near: Iterable[str | Place] = (),
        kinds: Iterable[str] = (),
    ) -> list[tuple[Place, float]]:
        """Every place that the name may mean with its score (log10 of odds), the likeliest first."""
        found = self.explain(name, countries=countries, near=near, kinds=kinds)
        return [(weighed.place, weighed.score) for weighed in found]

    def explain(
        self,
        name: str,
        *,
        countries: Iterable[str] = (),
        near: Iterable[str | Place] = (),
        kinds: Iterable[str] = (),
    ) -> list[Weighed]:
        """As `candidates`, with the reasons for each score in words."""
        ranked = self.ranked(name, tuple(countries), self._records(near), tuple(kinds))
        return [Weighed(r.record.place, r.score, r.reasons) for r in ranked]

    def country_of_demonym(self, word: str) -> str | None:
        """The country of an adjective or a word for its people: Afghan, Tajiks, Syrian.

        None where no country or more than one has that word.
        """
        return self._people.country_of(word)

    def mentions(
        self, text: str, start: int = 0, end: int | None = None, *, countries: Iterable[str] = ()
    ) -> list[Mention]:
        """The names of places in a stretch of text, in its order; the longest name at each point.

        Args:
            text: the whole report; offsets refer to it.
            start: where the stretch begins.
            end: where it ends; None: with the text.
            countries: the report's countries; empty: read from the text itself.

        Returns:
            Mentions that do not overlap; `place` is None where the name is one of a place but the
            context does not settle which.
        """
        return self._scanner.mentions(text, start, len(text) if end is None else end, tuple(countries))

    def may_name(self, text: str, kinds: frozenset[str]) -> bool:
        """Whether a text can name a place of these kinds; False is certain, and quickly found.

        Args:
            text: the whole report.
            kinds: of which only tables have places: crossing, camp, island, river and the like.
        """
        spelt = self._spellings(kinds)
        if spelt is None:
            return True
        return spelt.may_stand_in(text) and spelt.stand_in(text, tokens(text, 0, len(text)))

    def _spelt_of(self, kinds: frozenset[str]) -> Spellings | None:
        """How the places of these kinds are spelt; None where the world file has some of them."""
        codes = {code for code, row in self._table.rows.items() if row.kind in kinds}
        if kinds & _OF_WORLD or any(self._world.number(code) is not None for code in codes):
            return None
        return Spellings(k for k, of in self._table.keys.items() if not codes.isdisjoint(of))

    def context(self, text: str) -> tuple[str, ...]:
        """ISO 3166-1 codes of the countries that a text speaks of, the most spoken of first."""
        return self._scanner.context(text)

    def spelt(self, name: str, countries: tuple[str, ...]) -> tuple[tuple[Found, ...], bool]:
        """Every place with that spelling or a usual transliteration, and whether it is an English word."""
        lookup = self._look_up(name, countries)
        return lookup.found, lookup.is_word

    def ranked(
        self,
        name: str,
        countries: tuple[str, ...],
        near: Sequence[Record] = (),
        kinds: tuple[str, ...] = (),
        around: Sequence[Record] = (),
    ) -> list[Ranked]:
        """The places of a name weighed in their context, the likeliest first."""
        found: dict[str, Found] = {}
        inner = list(cores(name))
        # Namesakes are read in the countries of what stands near too: "Paris, Texas" in a French report.
        aside = sorted({country for record in near for country in record.countries} - set(countries))
        looked = (*countries, *aside)
        for core in inner:
            for f in self._look_up(core.name, looked).found:
                # "City" and "district" call for no country: Panama City is not Panama.
                open_to_all = not core.strict and f.record.place.kind != "country"
                if f.record.place.kind in core.kinds or open_to_all:
                    found.setdefault(f.record.place.code, Found(f.record, f.match, core.kinds))
        for f in self._look_up(name, looked).found:
            # The whole name is the place's own; its word for a kind can then only speak for it.
            called = next((core.kinds for core in inner if f.record.place.kind in core.kinds), ())
            known = found.get(f.record.place.code)
            match = known.match if known and known.match == "primary" else f.match
            whole = bool(inner) and f.match in ("primary", "other")
            found[f.record.place.code] = Found(f.record, match, called, whole)
        return self._weigh(name, found.values(), countries, near, kinds, around)

    def _weigh(
        self,
        name: str,
        every: Iterable[Found],
        countries: tuple[str, ...],
        near: Sequence[Record],
        kinds: tuple[str, ...],
        around: Sequence[Record],
    ) -> list[Ranked]:
        found = list(every)
        if kinds:
            found = [f for f in found if f.record.place.kind in kinds]
        if not found and countries:
            found = [
                f for f in self._near_spellings(name, countries) if not kinds or f.record.place.kind in kinds
            ]
        return rank(found, countries=countries, near=near, around=around)

    def _records(self, near: Iterable[str | Place]) -> list[Record]:
        codes = [place if isinstance(place, str) else place.code for place in near]
        return [record for code in codes if (record := self._record(code))]

    def _read(self, code: str) -> Record | None:
        number = self._numbers.get(code)
        number = self._world.number(code) if number is None else number
        known = self._world.record(number) if number is not None else None
        row = self._table.rows.get(code)
        if row is None:
            return known
        return row.record(self._parents(row), known)

    def _parents(self, row: Row) -> tuple[str, ...]:
        if not row.parent:
            return (row.country,) if row.country and row.country != row.code and row.kind != "country" else ()
        above = self._record(row.parent)
        return (row.parent, *(above.place.parents if above else ()))

    def _find(self, name: str, countries: tuple[str, ...]) -> Lookup:
        """As `_find_all`; only of very many namesakes those are read that the countries call for."""
        found = self._look_up_all(name)
        return self._read_lookup(name, countries) if found is None else found

    def _find_all(self, name: str) -> Lookup | None:
        """What a name stands for, whatever the report; None where its places are too many to read all."""
        numbers = self._world.find(key(name)).numbers
        return None if len(numbers) > figures()["decision"]["read_at_most"] else self._read_lookup(name, ())

    def _read_lookup(self, name: str, countries: tuple[str, ...]) -> Lookup:
        records, is_word = self._of_key(key(name), countries)
        found = (Found(r, match_of(name, r)) for r in records)
        return Lookup(tuple(f for f in found if f.match), is_word)

    def _of_key(self, spelling: str, countries: tuple[str, ...]) -> tuple[list[Record], bool]:
        """Places of one key; of many namesakes those of the countries and the weightiest."""
        posting = self._world.find(spelling)
        most = figures()["decision"]["read_at_most"]
        numbers = posting.numbers
        if len(numbers) > most:
            inside = [n for n in numbers if self._world.country_of(n) in countries]
            numbers = tuple(dict.fromkeys((*inside[: figures()["decision"]["read_inside"]], *numbers[:most])))
        codes = []
        for n in numbers:
            code = self._world.record(n).place.code
            self._numbers[code] = n  # so that its code need not be looked up again
            codes.append(code)
        codes += self._table.keys.get(spelling, [])
        records = [record for code in dict.fromkeys(codes) if (record := self._record(code))]
        return records, posting.is_word

    def _fuzzy(self, name: str, countries: tuple[str, ...]) -> tuple[Found, ...]:
        """Near spellings with the same first two letters, of the report's own countries alone."""
        table = figures()["decision"]
        core = next(cores(name), None)
        spelling = key(core.name if core else name)
        if len(spelling) < table["fuzzy_length"]:
            return ()
        keys = self._world.keys_from(spelling[:2])
        keys += self._keys_by_opening.get(spelling[:2], [])
        near = process.extract(spelling, keys, scorer=fuzz.ratio, score_cutoff=table["fuzzy_ratio"], limit=20)
        records = [record for k, _, _ in near for record in self._of_key(k, countries)[0]]
        inside = {
            r.place.code: r
            for r in records
            if set(r.countries) & set(countries) and r.weight >= table["fuzzy_weight"]
        }
        return tuple(Found(record, "fuzzy", core.kinds if core else ()) for record in inside.values())

    @cached_property
    def _keys_by_opening(self) -> Mapping[str, list[str]]:
        """The keys of the tables by their first two letters, in their order."""
        found: dict[str, list[str]] = {}
        for k in self._table.keys:
            found.setdefault(k[:2], []).append(k)
        return found

    def _check(self, row: Row) -> None:
        for code in (row.parent, row.country):
            if code and self._record(code) is None:
                raise PlaceError("G007", row.where, child=row.code, parent=code)
        if not row.name and self._world.number(row.code) is None and not row.names:
            raise PlaceError("G004", row.where, detail=f"{row.code} has no name")


@cache
def _default() -> Gazetteer:
    folder = Path(str(resources.files("panj.gazetteer")))
    tables = [nations().table, *(read_table(path) for path in sorted((folder / "overlay").glob("*.csv")))]
    return Gazetteer(World.default(), tables, nations())
