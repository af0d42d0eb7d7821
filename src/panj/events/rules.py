"""Reads the thresholds of linking, the speakers' table and the group hierarchy from their data files.

Gives frozen values; nothing here decides anything.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from panj.errors import SettingsError
from panj.model import Group, Measure


@dataclass(frozen=True, slots=True)
class LinkingRules:
    """The thresholds of `linking.toml`."""

    version: str
    news_days: int
    window_slack: float
    night_days: int
    total_days: int
    contested_ratio: float
    toll_days: int
    toll_ratio: float
    telling_total: float
    telling_toll: float
    small_revision: float
    district_km: float
    crossing_km: float
    link: float
    weights: Mapping[str, float]
    features: Mapping[str, float]
    same_measures: tuple[frozenset[Measure], ...]
    same_groups: tuple[frozenset[Group], ...]
    flows: frozenset[Measure]
    stocks: frozenset[Measure]
    of_one_day: frozenset[Measure]
    counts_down: frozenset[Measure]
    harms: frozenset[Measure]
    deeds: frozenset[Measure]
    assumed_days: frozenset[str]
    carried_days: frozenset[str]
    scene_days: frozenset[str]
    named_spans: frozenset[str]
    rest_words: tuple[str, ...]
    revised_words: tuple[str, ...]
    retold_words: tuple[str, ...]
    earlier_words: tuple[str, ...]
    definite_words: tuple[str, ...]
    nationality_words: tuple[str, ...]
    elsewhere_words: tuple[str, ...]
    people_lead_words: tuple[str, ...]
    found_words: tuple[str, ...]
    sheltered_words: tuple[str, ...]
    self_words: tuple[str, ...]
    did_words: tuple[str, ...]
    doing_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution, the word beginnings that name it, and whether it names no one in particular."""

    name: str
    any: tuple[tuple[str, ...], ...]
    general: bool


@dataclass(frozen=True, slots=True)
class SpeakerRules:
    """The table of `speakers.toml`."""

    institutions: tuple[Institution, ...]
    empty: frozenset[str]
    unnamed: frozenset[str]


def _read(package: str, name: str) -> dict[str, Any]:
    source = resources.files(package) / name
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def linking_rules() -> LinkingRules:
    """The rules of linking that ship with Panj.

    Raises:
        SettingsError: X002, where an entry is missing or unknown.
    """
    table = _read("panj.events", "linking.toml")
    try:
        return LinkingRules(
            version=table["version"],
            news_days=table["dates"]["news_days"],
            window_slack=table["dates"]["window_slack"],
            night_days=table["dates"]["night_days"],
            total_days=table["dates"]["total_days"],
            contested_ratio=table["figures"]["contested_ratio"],
            toll_days=table["figures"]["toll_days"],
            toll_ratio=table["figures"]["toll_ratio"],
            telling_total=table["figures"]["telling_total"],
            telling_toll=table["figures"]["telling_toll"],
            small_revision=table["figures"]["small_revision"],
            district_km=table["places"]["district_km"],
            crossing_km=table["places"]["crossing_km"],
            link=table["score"]["link"],
            weights=table["weights"],
            features=table["features"],
            same_measures=tuple(frozenset(map(Measure, s)) for s in table["measures"]["interchangeable"]),
            same_groups=tuple(frozenset(map(Group, s)) for s in table["groups"]["interchangeable"]),
            flows=frozenset(map(Measure, table["measures"]["flows"])),
            stocks=frozenset(map(Measure, table["measures"]["stocks"])),
            of_one_day=frozenset(map(Measure, table["measures"]["of_one_day"])),
            counts_down=frozenset(map(Measure, table["measures"]["counts_down"])),
            harms=frozenset(map(Measure, table["measures"]["harms"])),
            deeds=frozenset(map(Measure, table["measures"]["deeds"])),
            assumed_days=frozenset(table["dates"]["assumed"]),
            carried_days=frozenset(table["dates"]["carried"]),
            scene_days=frozenset(table["dates"]["scene"]),
            named_spans=frozenset(table["dates"]["named_spans"]),
            rest_words=tuple(table["words"]["rest"]),
            revised_words=tuple(table["words"]["revised"]),
            retold_words=tuple(table["words"]["retold"]),
            earlier_words=tuple(table["words"]["earlier"]),
            definite_words=tuple(table["words"]["definite"]),
            nationality_words=tuple(table["words"]["nationality"]),
            elsewhere_words=tuple(table["words"]["elsewhere"]),
            people_lead_words=tuple(table["words"]["people_lead"]),
            found_words=tuple(table["words"]["found"]),
            sheltered_words=tuple(table["words"]["sheltered"]),
            self_words=tuple(table["words"]["self"]),
            did_words=tuple(table["words"]["did"]),
            doing_words=tuple(table["words"]["doing"]),
        )
    except (KeyError, ValueError) as wrong:
        raise SettingsError("X002", "events/linking.toml", detail=str(wrong)) from None


@cache
def speaker_rules() -> SpeakerRules:
    """The table of speakers that ships with Panj."""
    table = _read("panj.events", "speakers.toml")
    return SpeakerRules(
        institutions=tuple(
            Institution(i["name"], tuple(tuple(words) for words in i["any"]), i.get("general", False))
            for i in table["institution"]
        ),
        empty=frozenset(table["words"]["empty"]),
        unnamed=frozenset(table["words"]["unnamed"]),
    )


@cache
def group_parents() -> Mapping[Group, Group]:
    """Each group's parent in `policies/groups.toml`."""
    table = _read("panj", "policies/groups.toml")
    return {Group(child): Group(parent) for child, parent in table["within"].items()}


@cache
def combatants() -> frozenset[Group]:
    """The groups that are never refugees while they bear arms."""
    return frozenset(map(Group, _read("panj", "policies/groups.toml")["combatants"]["groups"]))
