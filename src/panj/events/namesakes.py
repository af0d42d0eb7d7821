"""One name for a town and for the area around it: "Tak" is a town, and the province that the town lies in.

Takes a place of the gazetteer; gives the area around it that people call by the same name.
"""

from __future__ import annotations

from collections.abc import Callable

from panj.gazetteer.kinds import cores
from panj.gazetteer.spelling import fold
from panj.model import Place

_DIVISIONS = frozenset({"admin1", "admin2"})
_SPOTS = frozenset({"town", "site", "camp"})


def named_alike(town: Place | None, place_of: Callable[[str], Place | None]) -> str | None:
    """The code of the widest division around a town that bears its name; None where none does.

    Args:
        town: a place; an area has no area of its own name around it that would be meant by it.
        place_of: the place of a code.
    """
    if town is None or town.kind not in _SPOTS:
        return None
    own = {fold(town.name), *(_core(name) for name in (town.name, *town.names))}
    above = (place_of(code) for code in reversed(town.parents))
    return next((p.code for p in above if p and p.kind in _DIVISIONS and _core(p.name) in own), None)


def _core(name: str) -> str:
    """A name without the word for its kind: "Renk County" is Renk."""
    return next((core.name for core in cores(name)), fold(name))
