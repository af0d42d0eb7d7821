"""How much a report holds: a flash on one page, a brief on two, or everything.

Takes a name and, where a page count must be met, a share of the limits; gives limits. What does not fit
is counted in the report, never dropped without a word.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources

from panj.errors import PublishError


@dataclass(frozen=True, slots=True)
class Length:
    """The most lines of each part; `pages` is what a printed report may take, 0 where that is open.

    `figures` counts lines that stand alone, `parts` the lines under each of them; `overview` counts story
    lines in all, `of_day` those of one day; `sector` the lines in each column of a sector.
    """

    name: str
    pages: int
    highlights: int
    figures: int
    parts: int
    elsewhere: int
    changes: int
    overview: int
    of_day: int
    ahead: int
    sectors: int
    sector: int
    rooms: int
    prepared: int
    needs: int
    contradicted: int
    unknown: int
    dates: int

    def shortened(self, share: float) -> Length:
        """The limits times a share, never below one line where there was one."""
        kept = ("name", "pages", "highlights")
        cut = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in kept}
        return replace(self, **{k: max(min(v, 1), int(v * share)) for k, v in cut.items()})


@cache
def length(name: str) -> Length:
    """The limits of that name in `lengths.toml`.

    Raises:
        PublishError: W020, where there is none.
    """
    table = tomllib.loads(
        (resources.files("panj.publish.brief") / "lengths.toml").read_text(encoding="utf-8")
    )
    if name not in table:
        raise PublishError("W020", detail=repr(name), known=", ".join(table))
    return Length(name=name, **table[name])
