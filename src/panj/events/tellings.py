"""Two tellings set against each other: whether they are of one development, or cannot both hold.

Takes two developments and the ground that they stand on, which knows days and places; gives yes or no, and of
opposites the reason in words. Word lists lie in courses.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz

from panj.events.nearby import Grounds, words_of
from panj.model import Development, DevelopmentKind, DevelopmentStatus

_K, _S = DevelopmentKind, DevelopmentStatus
_SAYINGS = frozenset({_K.PLEDGE, _K.DENIAL, _K.REQUEST, _K.WARNING, _K.ASSESSMENT})


@cache
def rules() -> dict[str, Any]:
    """courses.toml."""
    return tomllib.loads((resources.files("panj.events") / "courses.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Ground:
    """What two tellings are compared by beside their words: days of publication by report, and places."""

    days: Mapping[str, date | None]
    places: Grounds

    def day(self, d: Development) -> date | None:
        """When it was published."""
        return self.days.get(d.report)

    def apart(self, a: Development, b: Development) -> int:
        """Days between the two: of what is told where both say when, else of publication."""
        if a.date_end and b.date_end:
            first, last = (a.date_start or a.date_end, a.date_end), (b.date_start or b.date_end, b.date_end)
            return max(0, (max(first[0], last[0]) - min(first[1], last[1])).days)
        days = (self.day(a), self.day(b))
        return abs((days[0] - days[1]).days) if days[0] and days[1] else 0

    def same_place(self, a: Development, b: Development) -> bool | None:
        """Whether the places agree: one in the other, or names with a word in common; None: one is open."""
        return self.places.agree(a, b)


def _same_actors(a: Development, b: Development) -> bool | None:
    if not a.actors or not b.actors:
        return None
    theirs = [words_of(x) for x in b.actors]
    return any(not words_of(x).isdisjoint(w) for x in a.actors for w in theirs)


def one(a: Development, b: Development, ground: Ground) -> bool:
    """Whether two tellings are of one development."""
    if a.report == b.report and a.sentence == b.sentence:
        return False
    if a.kind is _K.PREPARATION and _steps_of_one(a, b, ground):
        return True
    if a.kind is _K.WITHDRAWAL and _one_plan(a, b, ground):
        return True
    if (a.status is _S.DENIED) != (b.status is _S.DENIED) or _gains(a) != _gains(b):
        return False
    if a.kind is _K.PREPARATION and facility(a) != facility(b):
        return False
    if a.kind is _K.MEETING and not _same_sides(a, b):
        return False
    place, actors, days = ground.same_place(a, b), _same_actors(a, b), ground.apart(a, b)
    if place is False or actors is False:
        return fuzz.token_set_ratio(a.text, b.text) >= rules()["same"]["likeness"] and place is not False
    dated = bool(a.date_end and b.date_end)
    if days > (rules()["same"]["days"] if dated else rules()["same"]["reports_days"]):
        return False
    alike = fuzz.token_set_ratio(a.text, b.text)
    if a.kind in _SAYINGS:
        nearly = a.trigger == b.trigger and bool(actors) and alike >= rules()["same"]["loose"]
        return bool(nearly or alike >= rules()["same"]["likeness"])
    agreed = (place is True) + (actors is True) + dated + (alike >= rules()["same"]["loose"])
    return bool(agreed >= 2 and (a.trigger == b.trigger or alike >= rules()["same"]["loose"] or agreed >= 3))


def _same_sides(a: Development, b: Development) -> bool:
    """Whether two meetings are of the same people: as many sides as both name, two at most."""
    shared = sum(any(words_of(x) & words_of(y) for y in b.actors) for x in a.actors)
    return shared >= min(2, len(a.actors), len(b.actors))


def _gains(d: Development) -> str:
    """Which way control or a crossing goes: two ways are never one development."""
    if d.kind is _K.CONTROL:
        return "lost" if d.trigger in rules()["lost"] else "won"
    if d.kind is _K.CROSSING_STATUS:
        return ("open" if is_open(d) else "shut") if says_state(d) else ""
    return ""


def is_open(d: Development) -> bool:
    """Whether a crossing is open by a telling: "reopened", "is not closed"."""
    return bool((d.trigger in rules()["open"]) != ("status.negated" in d.rules))


def says_state(d: Development) -> bool:
    """Whether a telling of a crossing says that it is open or shut: "trucks queued" says neither."""
    known = {*rules()["shut"], *rules()["open"]}
    return not any(r.startswith("learned.") for r in d.rules[:1]) or d.trigger in known


def facility(d: Development) -> str | None:
    """What a preparation prepares: camp, store, water, health, reception; None for none of these."""
    said = set(re.findall(r"\w+", f"{d.target or ''} {d.text}".lower()))
    return next((name for name, words in rules()["facilities"].items() if said & set(words)), None)


def _steps_of_one(a: Development, b: Development, ground: Ground) -> bool:
    """Whether two preparations are steps of one: the same thing at one place."""
    kind = facility(a)
    if kind is None or kind != facility(b) or not (a.stage and b.stage):
        return False
    return ground.same_place(a, b) is True and _same_actors(a, b) is not False


def _one_plan(a: Development, b: Development, ground: Ground) -> bool:
    """Whether two planned withdrawals are of the same forces."""
    planned = a.status is _S.PLANNED and b.status is _S.PLANNED and bool(a.date_end and b.date_end)
    if not planned or ground.same_place(a, b) is False:
        return False
    leader = any(
        re.search(r"\b(?:president|minister|[A-Z][a-z]+ [A-Z][a-z]+)\b", x) for d in (a, b) for x in d.actors
    )
    return _same_actors(a, b) is not False or leader


def against(a: Development, b: Development, ground: Ground) -> str | None:
    """Why two tellings cannot both hold; None where they can."""
    if ground.same_place(a, b) is not True or a.sentence == b.sentence:
        return None
    if ground.apart(a, b) > rules()["same"]["opposed_days"] or {a.status, b.status} & {
        _S.PLANNED,
        _S.POSSIBLE,
    }:
        return None
    who = _same_speaker(a, b)
    if a.kind is _K.CONTROL and not who and _gains(a) != _gains(b) and _same_actors(a, b) is not False:
        loser, winner = (a, b) if _gains(a) == "lost" else (b, a)
        named = next(iter(loser.actors or winner.actors), "they")
        return f"one says that {named} lost {loser.place}, the other that {winner.place} is theirs"
    if a.kind is _K.CONTROL and not who and _two_holders(a, b, ground):
        return f"one says that {a.place} is held by {a.actors[0]}, the other by {b.actors[0]}"
    days = bool(a.date_end and b.date_end) and ground.apart(a, b) == 0
    if a.kind is _K.CROSSING_STATUS and not who and {_gains(a), _gains(b)} == {"open", "shut"} and days:
        return f"one says that {a.place} is open, the other that it is shut"
    one_denies = (a.status is _S.DENIED) != (b.status is _S.DENIED) and not _other_will(a, b)
    if one_denies and not who and _same_actors(a, b) is not False:
        return "one says that it happened, the other that it did not"
    return None


def _other_will(a: Development, b: Development) -> bool:
    """Whether one tells of people made to go, the other not: nobody is to be forced, some went."""
    return (a.voluntariness == "stated_forced") != (b.voluntariness == "stated_forced")


def _two_holders(a: Development, b: Development, ground: Ground) -> bool:
    """Whether each side says of itself that it has the place, one of them as a state some days on."""
    held = {d.id for d in (a, b) if d.trigger in rules()["held"]}
    near = ground.apart(a, b) <= rules()["same"]["days"]
    won = _gains(a) == _gains(b) == "won"
    return bool(held) and near and won and _same_actors(a, b) is False


def _same_speaker(a: Development, b: Development) -> bool:
    return bool(a.speaker and b.speaker and words_of(a.speaker) & words_of(b.speaker))
