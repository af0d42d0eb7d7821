"""Who holds a place as known: what its tellings come to, with who says so and who denies it.

Takes the tellings of one place and denials; gives `Holder`s, those said last: one where the reports agree,
several where they are against each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from panj.gazetteer.spelling import fold
from panj.model import Development, DevelopmentKind, DevelopmentStatus
from panj.publish.room.story.contexts import Holder, Statement
from panj.publish.room.story.holding import Holding, read, refused_by, same, table
from panj.publish.room.story.statements import of_development
from panj.publish.situation import Situation

_K, _DENIED = DevelopmentKind, DevelopmentStatus.DENIED
Denial = tuple[Development, str]  # and whom it denies to have the place; empty: anybody who took it


@dataclass(slots=True)
class _Side:
    """One holder in the making: what says so, what denies it, and when it was said last."""

    who: str
    lost: bool
    day: date
    told: list[Holding] = field(default_factory=list)
    denied: list[Development] = field(default_factory=list)


def holders(
    tellings: Sequence[Development], denials: Sequence[Denial], situation: Situation
) -> tuple[Holder, ...]:
    """Who holds a place: of its tellings, in the order of what they tell, what nothing later replaces.

    Args:
        tellings: developments of the place, in the order of the days that they speak of.
        denials: of the place, each with whom it denies to have it.
    """
    sides: list[_Side] = []
    refused: list[tuple[date, Development, str]] = []
    for d in tellings:
        found = read(d, situation.reports[d.report])
        if found is None:
            continue
        day = day_of(d, situation)
        if found.denied:
            refused.append((day, d, found.who))
        elif found.who:
            sides = _taken(sides, found, day)
        else:
            sides = _left(sides, found, day)
    refused += [(day_of(d, situation), d, who) for d, who in denials]
    for day, d, who in refused:
        _deny(sides, d, who, day)
    return tuple(_shown(side, situation) for side in sides)


def day_of(d: Development, situation: Situation) -> date:
    """The day that a telling speaks of where it is given, else that of its publication."""
    published = situation.reports[d.report].day or date.min
    return min(d.date_end or d.date_start or published, published)


def _taken(sides: list[_Side], found: Holding, day: date) -> list[_Side]:
    """After a telling that somebody has the place."""
    mine = next((s for s in sides if not s.lost and same(s.who, found.who)), None)
    if mine is not None:
        mine.told.append(found)
        mine.day = max(mine.day, day)
        return sides
    new = _Side(found.who, False, day, [found])
    return [*(s for s in sides if _against(s, found, day)), new]


def _against(side: _Side, found: Holding, day: date) -> bool:
    """Whether what was said before still stands against a telling: it is of one day, or tells no change."""
    if side.lost:
        return same(side.who, found.who) and side.day >= day
    apart = (day - side.day).days
    another = all(
        t.told.sentence != found.told.sentence or t.told.report != found.told.report for t in side.told
    )
    return another and not found.lost and apart <= (table()["against_days"] if found.kept else 0)


def _left(sides: list[_Side], found: Holding, day: date) -> list[_Side]:
    """After a telling that somebody has the place no more, and nobody is said to have it."""
    kept = [s for s in sides if s.lost or not same(s.who, found.lost) or s.day > day]
    return kept if any(not s.lost for s in kept) else [_Side(found.lost, True, day, [found])]


def _deny(sides: Iterable[_Side], d: Development, who: str, day: date) -> None:
    """A denial stands beside what it is about: that of a taking beside who took, near it in time."""
    for side in sides:
        near = abs((side.day - day).days) <= table()["against_days"]
        taken = any(not t.kept for t in side.told)  # "denied that it had fallen": of a taking
        if near and (same(who, side.who) if who else taken):
            side.denied.append(d)


def _shown(side: _Side, situation: Situation) -> Holder:
    said = [of_development(situation, t.told) for t in reversed(_firmer(side.told))]
    refused = [of_development(situation, d) for d in side.denied]
    within = [refused_by(t.told, situation.reports[t.told.report]) for t in side.told]
    return Holder(
        who=side.who,
        lost=side.lost,
        claimed=all(t.claimed for t in side.told),
        by=_voices(s.who for s in said),
        denied_by=_voices([*(s.who for s in refused), *filter(None, within)]),
        day=side.day if side.day != date.min else None,
        statements=_once([*said[:1], *refused[:1]]),
    )


def _firmer(told: Sequence[Holding]) -> Sequence[Holding]:
    """What is told as a fact; what is only claimed where nothing else is."""
    return [t for t in told if not t.claimed] or told


def _voices(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({fold(n).removeprefix("the "): n for n in names}.values())


def _once(said: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple({s.text: s for s in said}.values())


class Denials:
    """The denials of a case that may be about who holds a place, found by a place's name and by report."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._by_word: dict[str, list[Development]] = defaultdict(list)
        self._by_report: dict[str, list[Development]] = defaultdict(list)
        about, again = set(table()["denied"]), set(table()["again"])
        for d in situation.developments:
            if d.kind is not _K.DENIAL or d.status is not _DENIED or d.report not in situation.reports:
                continue
            said = _said(d)
            for word in said if said & about else ():
                self._by_word[word].append(d)
            if said & again:
                self._by_report[d.report].append(d)

    def of(self, group: Sequence[Development], name: str) -> list[Denial]:
        """Those that name a place, or answer one of its tellings."""
        first = next(iter(re.findall(r"\w+", fold(name))), "")
        named = [(d, _denied(d, name)) for d in self._by_word.get(first, ()) if fold(name) in fold(d.text)]
        answers = [
            (d, _teller(t, self._situation))
            for t in group
            for d in self._by_report.get(t.report, ())
            if self._answers(d, t)
        ]
        return list({d.id: (d, who) for d, who in (*answers, *named)}.values())

    def _answers(self, denial: Development, told: Development) -> bool:
        """ "The government denied it": in the sentence of a telling of control, or in the next."""
        if told.kind is not _K.CONTROL:
            return False
        if denial.sentence == told.sentence:
            return True
        between = self._situation.reports[told.report].text[told.sentence.end : denial.sentence.start]
        return denial.sentence.start >= told.sentence.end and not between.strip()


def _denied(d: Development, name: str) -> str:
    """Who is denied to have a place: "denied that rebels had captured it"; else empty."""
    taken = "|".join(table()["denied"])
    found = re.search(
        rf"\bthat\s+(?:the\s+)?(.+?)\s+(?:(?:had|have|has|were|was|now)\s+)*(?:{taken})\b", d.text
    )
    return found[1] if found and fold(name) not in fold(found[1]) else ""


def _teller(told: Development, situation: Situation) -> str:
    found = read(told, situation.reports[told.report])
    return found.who or found.lost if found else ""


def _said(d: Development) -> set[str]:
    return set(re.findall(r"\w+", fold(d.text)))
