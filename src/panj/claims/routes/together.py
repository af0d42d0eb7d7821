"""Peoples of two countries on one way: "235,000 Syrians and 82,000 Lebanese had crossed" is one way, not two.

Takes the drafts of a report, its sentences and the codes of its places; where a figure's way was told from
its people's name alone, gives it the way that the sentence or the whole report tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from panj.claims.draft import Draft, Sentence
from panj.claims.routes.nearness import people_of
from panj.model import FLOWS, INFLOWS, BlockKind, Unit

_TITLE = 2.0  # a title says twice as much as a sentence of which way a report is about
_OTHERS = 0.5  # what the way of another figure says of it
_TWO = 2

Nation = Callable[[str | None], str | None]


@dataclass(frozen=True, slots=True)
class _Way:
    """Names of the two ends, each None where nothing tells."""

    origin: str | None
    destination: str | None


def go_together(
    drafts: Sequence[Draft], read: Sequence[Sentence], nation: Nation, countries: Sequence[str]
) -> None:
    """Give peoples who crossed together one way.

    Args:
        drafts: all figures of a report, in the order of its text.
        read: its sentences.
        nation: gives the ISO code of the country that a place lies in.
        countries: ISO codes of the countries that the report speaks of.
    """
    live = [d for d in drafts if d.aside is None and d.measure is not None]
    peoples = {
        id(d): p
        for d in live
        if d.measure in INFLOWS and d.unit is Unit.PERSONS and (p := people_of(d, countries)) is not None
    }
    for group in _groups([d for d in live if id(d) in peoples]):
        own = {peoples[id(d)] for d in group}
        others = [d for d in live if d not in group and d.measure in FLOWS]
        way = _way(group, own, partial(_headed, read=read, others=others, nation=nation), nation)
        if way is not None:
            for d in group:
                _give(d, way, nation)


def _groups(found: Iterable[Draft]) -> list[list[Draft]]:
    """Figures of one sentence that share the word for what happened."""
    grouped: dict[tuple[object, ...], list[Draft]] = {}
    for d in found:
        verb = d.hit.first if d.hit is not None else None
        grouped.setdefault((id(d.sentence), d.measure, d.status, verb), []).append(d)
    return list(grouped.values())


def _way(
    group: Sequence[Draft],
    peoples: set[str],
    headed: Callable[[Sequence[str]], str | None],
    nation: Nation,
) -> _Way | None:
    """The one way of a group: None where each figure has its own, or nothing tells."""
    sentence = group[0].sentence
    left, reached = _ends(sentence, "from"), _ends(sentence, "to")
    pair = _pair(group, peoples, nation)
    if pair is None or max(len(left), len(reached)) > 1:
        return None
    origin = left[0] if left else None
    destination = reached[0] if reached else None
    if origin is None and destination is None:
        named = {m.name for m in sentence.places if not m.generic}
        told = any(m.nation for m in sentence.places) or any(d.destination in named for d in group)
        destination = None if told else headed(pair)
        if destination is None or all(nation(d.destination) == nation(destination) for d in group):
            return None
    elif len(peoples) < _TWO:
        return None  # its own words were read
    ends = {nation(destination), nation(origin)} - {None}
    rest = [p for p in pair if nation(p) not in ends]
    other = rest[0] if len(rest) == 1 else None
    return _Way(origin or other, destination or other)


def _ends(sentence: Sentence, role: str) -> list[str]:
    return list(
        dict.fromkeys(m.name for m in sentence.places if m.role == role and not m.generic and m.nation)
    )


def _pair(group: Sequence[Draft], peoples: set[str], nation: Nation) -> list[str] | None:
    """The two countries that a group's peoples and ways name; None where there are more or fewer."""
    named = [*sorted(peoples), *(n for d in group for n in (d.origin, d.destination) if n)]
    by_code = {code: n for n in reversed(named) if (code := nation(n)) is not None}
    return [by_code[c] for c in sorted(by_code)] if len(by_code) == _TWO else None


def _headed(
    pair: Sequence[str], read: Sequence[Sentence], others: Sequence[Draft], nation: Nation
) -> str | None:
    """Which of two countries a report speaks of people going to, by its prepositions and other figures."""
    score = {nation(n): 0.0 for n in pair}
    for sentence in read:
        weight = _TITLE if sentence.kind is BlockKind.TITLE else 1.0
        for m in sentence.places:
            if m.nation in score and m.role in {"to", "from"}:
                score[m.nation] += weight if m.role == "to" else -weight
    for d in others:
        for end, sign in ((d.destination, _OTHERS), (d.origin, -_OTHERS)):
            if nation(end) in score:
                score[nation(end)] += sign
    first, second = sorted(pair, key=lambda n: -score[nation(n)])
    return first if score[nation(first)] > score[nation(second)] else None


def _give(draft: Draft, way: _Way, nation: Nation) -> None:
    """Put a figure on the common way, keeping a finer name of the same end."""
    changed = False
    for slot in ("origin", "destination"):
        wanted, has = getattr(way, slot), getattr(draft, slot)
        if wanted is not None and nation(has) != nation(wanted):
            setattr(draft, slot, wanted)
            changed = True
    if changed:
        draft.rules.append("place.together")
