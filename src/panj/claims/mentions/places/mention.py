"""A place that a sentence names, and a name that a gazetteer found in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place: offsets, name, role (from, to, in, of, object, none), whether a country.

    `generic`: a description that stands for a name ("the country", "the city"). The role "parent" marks what
    the place before it lies in ("Goma in North Kivu", "Goma (North Kivu)"): it is no place of its own.
    `nation`: ISO code of the country that it lies in; `parents`: codes of what it lies in.
    """

    start: int
    end: int
    name: str
    role: str
    country: bool = False
    generic: bool = False
    code: str | None = None
    sure: bool = True
    prep: str = ""
    water: bool = False
    nation: str | None = None
    parents: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A name that a gazetteer found: offsets, code where settled, whether a country, what it lies in."""

    start: int
    end: int
    code: str | None
    country: bool
    kind: str = ""
    nation: str | None = None
    parents: tuple[str, ...] = ()
