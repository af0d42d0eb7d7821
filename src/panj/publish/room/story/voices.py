"""Who said what: each speaker by topic, and what was said against what, side by side.

Takes a Situation; gives the page's context. Names that reports give one institution are brought together as
the linking of claims does it; what nobody is named for is the outlet's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from panj.events.origins import same_voice
from panj.model import Claim, Conflict
from panj.publish.room import words
from panj.publish.room.contexts import Choice, Frame
from panj.publish.room.story.contexts import Opposed, SaidContext, Side, Statement, Voice
from panj.publish.room.story.statements import of_claim, of_line, of_sentence
from panj.publish.situation import Situation

_VOICES = 25  # speakers shown at once
_EACH = 4  # statements of a speaker on one topic before the others are left to the speaker's own page
_COMPARED = 400  # distinct names that are compared with each other
_NAMES = 60  # speakers offered by the filter


def page(situation: Situation, frame: Frame, chosen: Mapping[str, str]) -> SaidContext:
    """The page, by speaker and topic where they are chosen."""
    said = [of_line(situation, line) for line in situation.story if line.report in situation.reports]
    voices = together(said)
    names = {v[0]: len(s) for v, s in voices}
    topics: dict[str, int] = defaultdict(int)
    for statement in said:
        topics[statement.topic] += 1
    kept = [
        (v, [s for s in found if not chosen.get("topic") or s.topic == chosen["topic"]])
        for v, found in voices
        if not chosen.get("speaker") or v[0] == chosen["speaker"]
    ]
    kept = sorted(((v, s) for v, s in kept if s), key=lambda both: (-len(both[1]), both[0][0]))
    each = 0 if chosen.get("speaker") else _EACH
    return SaidContext(
        frame=frame,
        opposed=tuple(opposed(situation)) if not any(chosen.values()) else (),
        voices=tuple(_voice(v, s, each) for v, s in kept[:_VOICES]),
        left=max(0, len(kept) - _VOICES),
        choices={
            "speaker": tuple(Choice(n, n, k) for n, k in _most(names)[:_NAMES]),
            "topic": tuple(Choice(c, words.label("topics", c), n) for c, n in _most(topics)),
        },
        chosen=chosen,
        evidence=None,
    )


def _most(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def together(said: Sequence[Statement]) -> list[tuple[tuple[str, ...], list[Statement]]]:
    """Statements by voice: the names that it goes by, the most used first, and what it said."""
    by_name: dict[str, list[Statement]] = defaultdict(list)
    for statement in said:
        by_name[statement.who].append(statement)
    groups: list[list[str]] = []
    for name in sorted(by_name, key=lambda n: (-len(by_name[n]), n)):
        near = groups if len(groups) <= _COMPARED else ()
        home = next((g for g in near if same_voice(name, g[0])), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return [(tuple(g), [s for n in g for s in by_name[n]]) for g in groups]


def _voice(names: tuple[str, ...], said: Sequence[Statement], each: int) -> Voice:
    by_topic: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(said, key=lambda s: s.published.isoformat() if s.published else "", reverse=True):
        by_topic[statement.topic].append(statement)
    order = list(words.labels()["topics"])
    shown = sorted(by_topic.items(), key=lambda item: order.index(item[0]))
    cut = {code: rows[:each] if each else rows for code, rows in shown}
    return Voice(
        name=names[0],
        others=names[1:],
        topics=tuple((words.label("topics", code), tuple(rows)) for code, rows in cut.items()),
        count=len(said),
        more=len(said) - sum(len(rows) for rows in cut.values()),
    )


def opposed(situation: Situation) -> Iterator[Opposed]:
    """What cannot all hold: contradictions of figures, denials, statements of opposite sense."""
    seen: set[frozenset[str]] = set()
    for figure in situation.figures:
        for conflict in figure.tally.conflicts:
            if frozenset(conflict.claims) not in seen:
                seen.add(frozenset(conflict.claims))
                yield _conflict(situation, figure.title, conflict)
    yield from _denials(situation)
    for line in situation.story:
        for report, span in line.against:
            other = of_sentence(situation, report, span)
            if other is None or line.report not in situation.reports:
                continue
            one = of_line(situation, line)
            if frozenset((one.key, other.key)) not in seen:
                seen.add(frozenset((one.key, other.key)))
                yield _pair("contradiction", "They say the opposite of one place and time", one, other)


def _conflict(situation: Situation, title: str, conflict: Conflict) -> Opposed:
    """Figures that cannot all hold, each a side, and the ways of reading them that remain."""
    held = [situation.claims[c] for c in conflict.claims if c in situation.claims]
    read = list(dict.fromkeys(words.interval(bounds) for _, bounds in conflict.stories))
    sides = tuple(Side(f"“{c.text}”", (of_claim(situation, c),)) for c in held)
    said = f"{title}: read as {' or '.join(read)}" if len(read) > 1 else title
    # of more than two, one voice may have told of other days than those in dispute
    kind = _kind(sides, "contradiction") if len(sides) == 2 else "contradiction"
    return Opposed(kind, said, sides)


def _denials(situation: Situation) -> Iterator[Opposed]:
    """Figures that a source denies: the figure, and the words of the denial."""
    denied: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for c in situation.claims.values():
        if c.status == "denied":
            denied[c.measure, c.unit, c.value].append(c)
    for claim_id, reason in situation.doubts.items():
        claim = situation.claims.get(claim_id)
        if claim is None:
            continue
        like = denied.get((claim.measure, claim.unit, claim.value), ())
        against = [of_claim(situation, c) for c in like if c.report != claim.report]
        said = tuple(against) or (Statement(reason.removeprefix("denied: "), "", "", None, ""),)
        sides = (Side("Stated", (of_claim(situation, claim),)), Side("Denied", said))
        yield Opposed(_kind(sides, "denial"), words.stated(claim), sides)


def _pair(kind: str, title: str, one: Statement, other: Statement) -> Opposed:
    first, second = sorted((one, other), key=lambda s: s.published.isoformat() if s.published else "")
    sides = (Side(first.who, (first,)), Side(second.who, (second,)))
    return Opposed(_kind(sides, kind), title, sides)


def _kind(sides: Sequence[Side], kind: str) -> str:
    """A reversal where one voice stands on two sides by different reports, else the kind given."""
    told = [(n, s) for n, side in enumerate(sides) for s in side.statements]
    for n, one in told:
        for m, other in told:
            if n < m and one.who != one.outlet and one.key != other.key and same_voice(one.who, other.who):
                return "reversal"
    return kind
