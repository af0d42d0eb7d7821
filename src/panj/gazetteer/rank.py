"""Weighs the places of one name against each other, with the reasons in words.

Takes records and how they were found; gives scores. The figures are in ranking.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz

from panj.gazetteer.kinds import cores
from panj.gazetteer.record import Record, distance_km
from panj.gazetteer.spelling import fold


@cache
def figures() -> dict[str, Any]:
    """The figures of ranking.toml."""
    source = resources.files("panj.gazetteer") / "ranking.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Found:
    """A record and how the name led to it.

    Args:
        record: the place.
        match: primary, other, variant or fuzzy.
        hint: the kinds that the name's own words call for; empty where it has none.
        whole: whether the word for its kind is part of the place's own name.
    """

    record: Record
    match: str
    hint: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A found place with its score and the reasons for it."""

    found: Found
    score: float
    reasons: tuple[str, ...]

    @property
    def record(self) -> Record:
        """The place with its weight."""
        return self.found.record


def match_of(name: str, record: Record) -> str:
    """How a name stands to the names of a place that shares its key; empty where too far from all."""
    folded, main = fold(name), record.place.name
    if folded == fold(main) or (
        record.place.kind.startswith("admin") and folded in (c.name for c in cores(main))
    ):
        return "primary"
    if any(folded == fold(other) for other in record.place.names):
        return "other"
    near = max(fuzz.ratio(folded, fold(n)) for n in (main, *record.place.names))
    return "variant" if near >= figures()["match"]["variant_ratio"] else ""


def rank(
    found: Iterable[Found], *, countries: Sequence[str], near: Sequence[Record], around: Sequence[Record] = ()
) -> list[Ranked]:
    """Found places, the likeliest first; equal ones in the order of their codes.

    Args:
        found: the places of one name.
        countries: the report's countries, the most spoken of first.
        near: places named beside it.
        around: other places of the same report; they count half.
    """
    ranked = [_score(f, countries, near, around) for f in found]
    return sorted(ranked, key=lambda r: (-r.score, r.record.place.code))


def _score(
    found: Found, countries: Sequence[str], near: Sequence[Record], around: Sequence[Record]
) -> Ranked:
    table, record = figures(), found.record
    parts = [
        (record.weight, f"weight {record.weight:.1f}"),
        (table["match"][found.match], f"{found.match} name"),
    ]
    parts.append(_in_context(record, countries))
    beside, about = _nearness(record, near), _nearness(record, around)
    parts.append(max(beside, (about[0] / 2, about[1])))
    parts.append(_country_beside(record, near))
    if found.hint:
        agrees = record.place.kind in found.hint
        parts.append((table["hint"]["agrees" if agrees else "differs"], f"kind {record.place.kind}"))
    if found.whole:
        parts.append((table["hint"]["whole"], "so called in full"))
    return Ranked(
        found, sum(value for value, _ in parts), tuple(why for value, why in parts if value and why)
    )


def _in_context(record: Record, countries: Sequence[str]) -> tuple[float, str]:
    table = figures()["context"]
    for country in countries:
        if country in record.countries:
            value = table["first" if country == countries[0] else "other"]
            extra = table["beside"] if country in record.touches else 0.0
            return value + extra, f"the report speaks of {country}"
    return table["outside"], ""


def _nearness(record: Record, near: Sequence[Record]) -> tuple[float, str]:
    table, best = figures()["near"], (0.0, "")
    own = record.place
    chain = {own.code, *own.parents}
    for other in near:
        place = other.place
        if place.code == own.code or (place.kind == "country" and place.code in chain):
            continue
        if place.code in chain or own.code in place.parents:
            best = max(best, (table["inside"], f"in {place.name}"))
            continue
        if len(own.parents) > 1 and len(place.parents) > 1 and own.parents[-2] == place.parents[-2]:
            best = max(best, (table["same_division"], f"in the same division as {place.name}"))
        if place.kind == "country" or best[0] > table["close"]:
            continue  # what is known already says more than that it is close
        far = distance_km(own, place)
        if far is not None and far <= table["close_km"]:
            best = max(best, (table["close"], f"{far:.0f} km from {place.name}"))
    return best


def _country_beside(record: Record, near: Sequence[Record]) -> tuple[float, str]:
    """A country named beside it: weighed on its own, so that it hides no district named further off."""
    inside = (
        n.place.name for n in near if n.place.kind == "country" and n.place.code in record.place.parents
    )
    name = next(inside, None)
    return (figures()["near"]["country"], f"in {name}") if name else (0.0, "")


def decide(
    ranked: Sequence[Ranked], *, countries: Sequence[str] = (), kinds: Sequence[str] = ()
) -> Ranked | None:
    """The place that the name means, or None where the context does not settle it."""
    if not ranked:
        return None
    table, first = figures()["decision"], ranked[0]
    margin = table["margin"] if countries else table["margin_alone"]
    rivals = [r for r in ranked[1:] if first.score - r.score < margin]
    if any(not _same_spot(first, rival) for rival in rivals):
        return None
    best = first if kinds else _seat(first, ranked)
    return best if _plausible(best, countries) else None


def _plausible(best: Ranked, countries: Sequence[str]) -> bool:
    """A small place far from the report's countries is rather an unknown name than that place."""
    table = figures()["decision"]
    if not countries or not best.record.countries or set(best.record.countries) & set(countries):
        return True
    named = any(why.startswith("in ") for why in best.reasons)
    return named or best.record.weight >= table["outside_weight"]


def _seat(best: Ranked, ranked: Sequence[Ranked]) -> Ranked:
    """The town that an area is named after, where a bare name more likely means the town."""
    if best.record.place.kind not in ("admin1", "admin2") or best.found.hint or best.found.record.members:
        return best
    for other in ranked[1:]:
        place = other.record.place
        if (
            place.kind == "town"
            and best.record.place.code in place.parents
            and other.record.weight >= figures()["decision"]["seat_weight"]
            and other.found.match != "fuzzy"
            and best.record.weight - other.record.weight <= figures()["decision"]["seat_lead"]
        ):
            return other
    return best


def _same_spot(a: Ranked, b: Ranked) -> bool:
    one, two = a.record.place, b.record.place
    if one.code in two.parents or two.code in one.parents:
        return "country" not in (one.kind, two.kind) or fold(one.name) == fold(two.name)
    far = distance_km(one, two)
    return far is not None and far <= figures()["decision"]["same_spot_km"] and one.country == two.country
