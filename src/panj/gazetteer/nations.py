"""Countries: English names, points, and the words for their people (nations.csv).

Takes a word; gives the country whose adjective or noun it is. The rows also serve as a table of places
over the world file, which knows no points and few English short forms of countries.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from panj.gazetteer.spelling import fold
from panj.gazetteer.tables import Row, Table

COUNTRY_WEIGHT = 9.0  # a bare country name is that country unless the context is strong
TERRITORY_WEIGHT = 6.5
_NO_PLURAL = ("s", "sh", "ch", "ese", "men", "man", ".", "z")


@dataclass(frozen=True, slots=True)
class Nations:
    """Words for people by folded word, the countries as a table of places, and the countries of each shared word."""  # noqa: E501

    words: dict[str, str]
    table: Table
    shared: dict[str, tuple[str, ...]]

    def country_of(self, word: str) -> str | None:
        """The one country of a demonym, singular or plural; None for an unknown or ambiguous word."""
        return self.words.get(fold(word)) or None


@cache
def nations() -> Nations:
    """The rows of nations.csv, read once."""
    source = resources.files("panj.gazetteer") / "nations.csv"
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    words: dict[str, str] = {}
    table = Table()
    shared: dict[str, tuple[str, ...]] = {}
    for values in csv.DictReader(lines):
        for word in _words(values["people"]):
            folded = fold(word)
            # Two countries with one word (Congolese): neither can be told from it.
            if folded in words and words[folded] != values["code"]:
                shared[folded] = (*(shared.get(folded) or (words[folded],)), values["code"])
            words[folded] = "" if words.get(folded, values["code"]) != values["code"] else values["code"]
        table.add(_row(values))
    return Nations(words, table, shared)


def _words(people: str) -> list[str]:
    """The words of a cell, and regular plurals of those that can have one (Afghans; no Chineses)."""
    words = [word for word in people.split(";") if word]
    return words + [f"{word}s" for word in words if not word.endswith(_NO_PLURAL)]


def _row(values: dict[str, str]) -> Row:
    return Row(
        code=values["code"],
        name=values["name"],
        kind="country",
        country=values["code"],
        parent="",
        lat=float(values["lat"]),
        lon=float(values["lon"]),
        precision_km=float(values["precision_km"]) if values["precision_km"] else None,
        weight=COUNTRY_WEIGHT if values["sovereign"] == "yes" else TERRITORY_WEIGHT,
        names=tuple(n for n in values["names"].split(";") if n),
        touches=(),
        members=(),
    )
