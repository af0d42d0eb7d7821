"""The road as a list: which stage stands where, what each needs and what it gives.

A stage is named by the function that does its work. `check` finds a stage that needs what no stage
before it gives; a test holds the list against the functions' own parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Stage:
    """One station of the road.

    Args:
        name: of the station.
        function: `module:function`, loaded when it is first asked for.
        needs: what it takes, by the names of its parameters.
        gives: what it makes.
    """

    name: str
    function: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]

    def load(self) -> Callable[..., Any]:
        """The function that does the work."""
        module, _, name = self.function.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found


# What is there before the first stage: what the user gives, and the libraries beside the road.
GIVEN = (
    "paths",
    "settings",
    "given",
    "replaced",
    "decided",
    "gazetteer",
    "policy",
    "question",
    "known",
    "title",
)

ROAD: tuple[Stage, ...] = (
    Stage("read", "panj.reports:read", ("paths", "settings"), ("report", "reports", "problems")),
    Stage("date", "panj.reports:date_all", ("reports", "given"), ("reports",)),
    Stage("claims", "panj.claims:read_figures", ("report", "gazetteer"), ("claims", "set_aside")),
    Stage("stand", "panj.run.versions:standing", ("reports", "known", "replaced"), ("reports",)),
    Stage("decide", "panj.events:apply", ("claims", "reports", "decided"), ("claims", "decisions")),
    Stage(
        "events",
        "panj.events:link",
        ("claims", "reports", "gazetteer", "policy", "decisions"),
        ("events",),
    ),
    Stage(
        "tally",
        "panj.tally:answer",
        ("question", "claims", "events", "reports", "gazetteer", "policy"),
        ("tally",),
    ),
    Stage(
        "situation",
        "panj.publish.situation:build",
        ("reports", "claims", "gazetteer", "known", "title", "problems", "decisions"),
        ("situation",),
    ),
)


def check(road: Sequence[Stage] = ROAD, given: Iterable[str] = GIVEN) -> list[str]:
    """What is wrong with a road, one sentence each; empty where every need is given earlier."""
    there = set(given)
    faults = []
    for stage in road:
        missing = [need for need in stage.needs if need not in there]
        faults += [f"{stage.name} needs {need}, which no stage before it gives" for need in missing]
        there |= set(stage.gives)
    return faults
