"""Needs, response and gaps by sector, for what claims and story lines support.

Takes a situation; gives the sectors of `sectors.toml` of which something is said. What nobody reports
is a gap and is called one; a need by standard is marked as such.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from panj.publish.brief.length import Length
from panj.publish.brief.reception import need_row
from panj.publish.brief.shapes import Line
from panj.publish.brief.telling import in_words
from panj.publish.content import Situation, StoryLine
from panj.publish.footnotes import Footnotes
from panj.publish.phrases import number
from panj.publish.sentences import fit, missing


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector: what is needed, what is done, what is missing; `asked`: a report says what is needed."""

    name: str
    needs: tuple[Line, ...]
    response: tuple[Line, ...]
    gaps: tuple[Line, ...]
    asked: bool = False


def unasked(found: Sequence[Sector]) -> str:
    """The sectors of which no report says what is needed, in one sentence; empty where there is none."""
    names = [s.name.lower() for s in found if not s.asked]
    return f"No report says what is needed for: {'; '.join(names)}." if names else ""


_OWN_LABEL = re.compile(r"\A(?:needs?|responses?)\s*:\s*", re.IGNORECASE)  # the column says so already


@cache
def _table() -> Mapping[str, Any]:
    source = resources.files("panj.publish.brief") / "sectors.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def sectors(situation: Situation, notes: Footnotes, most: Length) -> tuple[Sector, ...]:
    """The sectors of which something is reported, in their order."""
    table = _table()["sector"]
    patterns = [
        re.compile(rf"\b(?:{'|'.join(map(re.escape, row['words']))})", re.IGNORECASE) for row in table
    ]
    homes: list[list[StoryLine]] = [[] for _ in table]
    for line in situation.story:
        if notes.withheld(line.claims):
            continue
        hits = [len(pattern.findall(line.text)) for pattern in patterns]
        if any(hits):
            homes[hits.index(max(hits))].append(line)
    found = [
        _sector(situation, row, lines, notes, most.sector) for row, lines in zip(table, homes, strict=True)
    ]
    return tuple(s for s in found if s is not None)[: most.sectors]


def _sector(
    situation: Situation, row: Mapping[str, Any], lines: Sequence[StoryLine], notes: Footnotes, most: int
) -> Sector | None:
    """One sector of the lines that belong to it; each line stands in one sector alone."""
    columns = _table()["column"]
    needs = [s for s in lines if _kinds(situation, s) & set(columns["needs"])]
    response = [s for s in lines if s not in needs and _responds(_kinds(situation, s))]
    if not needs and not response:
        return None
    planned = _planned(situation, row["plan"])
    return Sector(
        name=row["name"],
        needs=tuple([_line(situation, s, notes) for s in _most(needs, most)] + planned),
        response=tuple(_line(situation, s, notes) for s in _most(response, most)),
        gaps=tuple(_land(situation, row, notes)),
        asked=bool(needs),
    )


def _responds(kinds: set[str]) -> bool:
    """Whether a line of these kinds tells of a response; where it tells of harm, of one that helps."""
    columns = _table()["column"]
    return not kinds.isdisjoint(columns["help" if kinds & set(columns["harm"]) else "response"])


def _kinds(situation: Situation, line: StoryLine) -> set[str]:
    claims = (situation.claims[c] for c in line.claims if c in situation.claims)
    return {line.kind, *(c.measure.value for c in claims)}


def _most(lines: list[StoryLine], most: int) -> list[StoryLine]:
    ranked = sorted(lines, key=lambda s: (-s.weight, s.report, s.sentence.start))
    once: dict[object, StoryLine] = {}
    for line in ranked:
        once.setdefault((line.report, line.sentence), line)  # each sentence once, by what weighs most in it
    kept = list(once.values())[:most]
    return [s for s in lines if s in kept]


def _line(situation: Situation, line: StoryLine, notes: Footnotes) -> Line:
    text = _OWN_LABEL.sub("", in_words(situation, line))
    label = "" if line.confirmed else "UNCONFIRMED"
    return Line(text, notes.cite_sentence(line.report, line.sentence, line.claims), label, quoted=True)


def _planned(situation: Situation, items: list[str]) -> list[Line]:
    """What the largest stated number of people would take, by standard."""
    if not situation.rooms or not items:
        return []
    room = situation.rooms[0]
    rows = [need_row(n) for item in items for n in room.plan.needs if n.item == item]
    said = "; ".join(f"{r.item}: {r.amount}" for r in rows)
    return (
        [Line(f"By standard, for {number(room.stated)} people and {room.plan.days} days: {said}.")]
        if rows
        else []
    )


def _land(situation: Situation, row: Mapping[str, Any], notes: Footnotes) -> list[Line]:
    """Land short of what was stated, where the sector plans land; each shortage once."""
    if "land for a settlement" not in row["plan"]:
        return []
    lines: dict[str, Line] = {}
    for room in situation.rooms:
        for claim, test in room.tests[-1:]:
            if missing(test):
                said = fit(test)
                lines.setdefault(said, Line(said, notes.cite([claim])))
    return list(lines.values())
