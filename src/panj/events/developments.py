"""Developments of several reports set against each other: the same, opposed, steps of one, moved days.

Takes developments and their reports; gives `Course`s (one development as one or several reports tell it, with
the steps of a preparation and the days that were moved) and `Opposition`s. Word lists lie in courses.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from panj.events.nearby import Grounds, Nearby
from panj.model import Development, DevelopmentKind, DevelopmentStatus, Report

Within = Callable[[str, str], bool]
_K, _S = DevelopmentKind, DevelopmentStatus
_SAYINGS = frozenset({_K.PLEDGE, _K.DENIAL, _K.REQUEST, _K.WARNING, _K.ASSESSMENT})
_STOP = frozenset(  # words that two names may share by chance
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "and",
        "president",
        "government",
        "authorities",
        "forces",
        "troops",
        "officials",
        "minister",
        "its",
        "state",
        "u.s.",
    ]
)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a preparation was by one telling."""

    stage: str
    development: str
    known: date | None


@dataclass(frozen=True, slots=True)
class Move:
    """A day that was moved: what was to be on `before` is to be on `after`, by a later telling."""

    before: date
    after: date
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Course:
    """One development as one or several reports tell it.

    Args:
        id: stable while its first telling is.
        developments: ids, in order of publication.
        reports: how many reports tell it.
        steps: of a preparation, in order of publication, each stage once.
        moves: days that were moved.
    """

    id: str
    kind: DevelopmentKind
    developments: tuple[str, ...]
    reports: int
    steps: tuple[Step, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two tellings of one place and period that cannot both hold, and why, in words."""

    one: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the developments of a case come to."""

    courses: tuple[Course, ...] = ()
    opposed: tuple[Opposition, ...] = ()

    def course_of(self) -> Mapping[str, Course]:
        """Development id → its course."""
        return {d: course for course in self.courses for d in course.developments}


@cache
def rules() -> dict[str, Any]:
    """courses.toml."""
    return tomllib.loads((resources.files("panj.events") / "courses.toml").read_text(encoding="utf-8"))


def link_developments(
    found: Sequence[Development], reports: Mapping[str, Report], *, within: Within | None = None
) -> Told:
    """Courses and oppositions of developments.

    Args:
        found: developments of these reports, in any order.
        reports: by id; those that a development names.
        within: whether the place of the first code lies in that of the second; None: only equal codes agree.
    """
    ground = _Ground(reports, within or (lambda inner, outer: inner == outer))
    ordered = sorted(found, key=lambda d: (ground.day(d) or date.max, d.report, d.start, d.id))
    groups = _grouped(ordered, ground)
    courses = tuple(_course(group, ground) for group in groups)
    return Told(courses, tuple(_oppositions(ordered, ground)))


@dataclass(frozen=True)
class _Ground:
    reports: Mapping[str, Report]
    within: Within

    @cached_property
    def places(self) -> Grounds:
        """Which of the places lie apart."""
        return Grounds(self.same_place)

    def day(self, d: Development) -> date | None:
        """When it was published."""
        report = self.reports.get(d.report)
        return report.day if report else None

    def apart(self, a: Development, b: Development) -> int:
        """Days between the two: of what is told where both say when, else of publication."""
        if a.date_end and b.date_end:
            first, last = (a.date_start or a.date_end, a.date_end), (b.date_start or b.date_end, b.date_end)
            return max(0, (max(first[0], last[0]) - min(first[1], last[1])).days)
        days = (self.day(a), self.day(b))
        return abs((days[0] - days[1]).days) if days[0] and days[1] else 0

    def same_place(self, a: Development, b: Development) -> bool | None:
        """Whether the places agree: one in the other, or names with a word in common; None: one is open."""
        if a.place is None or b.place is None:
            return None
        if a.place_code and b.place_code:
            codes = (a.place_code, b.place_code)
            return self.within(*codes) or self.within(*reversed(codes))
        return bool(_words(a.place) & _words(b.place))


@lru_cache(maxsize=4_096)
def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[\w.]+", text.lower()) if w not in _STOP)


def _same_actors(a: Development, b: Development) -> bool | None:
    if not a.actors or not b.actors:
        return None
    theirs = [_words(x) for x in b.actors]
    return any(not _words(x).isdisjoint(w) for x in a.actors for w in theirs)


def _grouped(ordered: Sequence[Development], ground: _Ground) -> list[list[Development]]:
    """Each development joined to the first group that tells the same; only those of a kind are compared.

    Two whose places lie apart are never one, so that they need not be compared.
    """
    groups: list[list[Development]] = []
    by_kind: dict[DevelopmentKind, Nearby] = {}
    for d in ordered:
        near = by_kind.setdefault(d.kind, Nearby(ground.places, open_too=True))
        home = next((n for n, other in near.of(d) if _one(d, other, ground)), len(groups))
        if home == len(groups):
            groups.append([])
        groups[home].append(d)
        near.add(d, home)
    return groups


def _one(a: Development, b: Development, ground: _Ground) -> bool:
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
    shared = sum(any(_words(x) & _words(y) for y in b.actors) for x in a.actors)
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


def _steps_of_one(a: Development, b: Development, ground: _Ground) -> bool:
    """Whether two preparations are steps of one: the same thing at one place."""
    kind = facility(a)
    if kind is None or kind != facility(b) or not (a.stage and b.stage):
        return False
    return ground.same_place(a, b) is True and _same_actors(a, b) is not False


def _one_plan(a: Development, b: Development, ground: _Ground) -> bool:
    """Whether two planned withdrawals are of the same forces."""
    planned = a.status is _S.PLANNED and b.status is _S.PLANNED and bool(a.date_end and b.date_end)
    if not planned or ground.same_place(a, b) is False:
        return False
    leader = any(
        re.search(r"\b(?:president|minister|[A-Z][a-z]+ [A-Z][a-z]+)\b", x) for d in (a, b) for x in d.actors
    )
    return _same_actors(a, b) is not False or leader


def _course(group: Sequence[Development], ground: _Ground) -> Course:
    return Course(
        id=group[0].id,
        kind=group[0].kind,
        developments=tuple(d.id for d in group),
        reports=len({d.report for d in group}),
        steps=tuple(_steps(group, ground)),
        moves=tuple(_moves(group, ground)),
    )


def _steps(group: Sequence[Development], ground: _Ground) -> Iterator[Step]:
    """Each stage at its first telling; a lower stage told later is a step back only if it ends the thing."""
    order = rules()["stages"]
    reached = -1
    for d in group:
        if d.kind is not _K.PREPARATION or d.stage is None or d.stage not in order:
            continue
        at = order.index(d.stage)
        if at > reached:
            reached = at
            yield Step(d.stage, d.id, ground.day(d))


def _moves(group: Sequence[Development], ground: _Ground) -> Iterator[Move]:
    """Planned days that a later report gives differently."""
    dated = [
        d for d in group if d.status is _S.PLANNED and d.date_end is not None and ground.day(d) is not None
    ]
    for earlier, later in pairwise(dated):
        before, after = earlier.date_end, later.date_end
        if before and after and before != after and ground.day(earlier) != ground.day(later):
            yield Move(before, after, earlier.id, later.id)


def _oppositions(ordered: Sequence[Development], ground: _Ground) -> Iterator[Opposition]:
    """Pairs that cannot both hold; each pair once."""
    kinds = (_K.CONTROL, _K.CROSSING_STATUS, _K.RETURN, _K.EVACUATION)
    for kind in kinds:
        near = Nearby(ground.places, open_too=False)
        found: list[tuple[int, int, Opposition]] = []
        for i, b in enumerate(d for d in ordered if d.kind is kind):
            for n, a in near.of(b):
                reason = _against(a, b, ground)
                if reason:
                    found.append((n, i, Opposition(a.id, b.id, reason)))
            near.add(b, i)
        yield from (opposition for *_, opposition in sorted(found, key=lambda item: item[:2]))


def _against(a: Development, b: Development, ground: _Ground) -> str | None:
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


def _two_holders(a: Development, b: Development, ground: _Ground) -> bool:
    """Whether each side says of itself that it has the place, one of them as a state some days on."""
    held = {d.id for d in (a, b) if d.trigger in rules()["held"]}
    near = ground.apart(a, b) <= rules()["same"]["days"]
    won = _gains(a) == _gains(b) == "won"
    return bool(held) and near and won and _same_actors(a, b) is False


def _same_speaker(a: Development, b: Development) -> bool:
    return bool(a.speaker and b.speaker and _words(a.speaker) & _words(b.speaker))
