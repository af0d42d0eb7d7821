"""The words about places of rules/places.toml, and what a name and a direction look like."""

from __future__ import annotations

from functools import cache

from panj.claims.tables import table

_NAME = (
    r"(?:[A-ZÀ-Þ](?:(?:\w|[’'](?!s\b)|-(?=\w))*\w)?(?:[-–][A-ZÀ-Þ]\w+)*|al-[A-Z]\w+|[a-z]{1,2}[’'][A-Z]\w+)"
)
NAME_RE = rf"{_NAME}(?:\s+(?:{_NAME}|Al|El|de|del|la|las|los|da|do|di|dos|du|des|al|(?:el|ad|ed|es)(?=\s+[A-Z])|of(?=\s+[A-Z])|of\s+the(?=\s+[A-Z])|and(?=\s+(?:Herzegovina|Tobago|Principe)))(?![\w’']))*"  # noqa: E501
DIRECTION_RE = r"(?:(?:far\s+)?(?:north|south|east|west|central|mid)(?:[-]?(?:east|west))?(?:ern|ernmost)?|upper|lower|downtown|rural|mainland)"  # noqa: E501


@cache
def phrases(part: str) -> tuple[str, ...]:
    """The phrases of one part of the table, in its order."""
    return tuple(table("places")["words"][part])


@cache
def words_of(part: str) -> frozenset[str]:
    """The phrases of one part of the table, to look words up in."""
    return frozenset(phrases(part))


def stands_for_itself(name: str) -> bool:
    """Whether a description needs no name: "neighbouring countries"."""
    return name.removeprefix("the ").removeprefix("its ").removeprefix("their ") in words_of("kept")
