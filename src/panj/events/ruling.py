"""What analysts said of proposals: a development that enters a forecast, or does not, by whose word and why.

Takes developments, their reports and the decisions in force; gives which were accepted and which declined. A
decision means a development by its report, its sentence and its words, and finds it again after a re-reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from panj.events.applied import flat, known_by
from panj.events.decisions import Verb
from panj.events.inputs import Proposal
from panj.model import Development, DevelopmentKind, Report
from panj.store import ClaimKey, Decided
from panj.store.decisions import REPORT

PROPOSING = frozenset({DevelopmentKind.CONTROL, DevelopmentKind.CROSSING_STATUS})


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided on developments: development id → the decision on it that was made last.

    `unbound`: decisions that find none of their developments any more.
    """

    by_development: Mapping[str, Decided] = field(default_factory=dict)
    unbound: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal with what was decided on it.

    Args:
        proposal: what it says.
        state: waiting, accepted, declined.
        site: the place of the outlook case that it moves: a site, or `A/B` for the border of two countries or
            a road; empty: none is known, and the analyst names one.
        number, who, why: of the decision, where one was made.
    """

    proposal: Proposal
    state: str = "waiting"
    site: str = ""
    number: int | None = None
    who: str = ""
    why: str = ""


def key_of_development(d: Development, report: Report) -> ClaimKey:
    """By what a development is known again."""
    return ClaimKey(
        report=report.id,
        name=report.name,
        path=report.path,
        url=report.url,
        sentence=d.sentence.of(report.text),
        figure=d.text,
        start=d.start,
        value=0,
        kind=d.kind.value,
    )


def ruled(found: Sequence[Development], reports: Iterable[Report], decided: Sequence[Decided]) -> Ruling:
    """What the decisions in force say of developments; of two on one the later counts."""
    mine = [item for item in decided if any(key.kind not in ("", REPORT) for key in item.about)]
    if not mine:
        return Ruling()
    held = {r.id: r for r in reports}
    kin: dict[tuple[str, str], list[str]] = defaultdict(list)
    for report in held.values():
        for place in known_by(report.name, report.path, report.url):
            kin[place].append(report.id)
    told: dict[str, list[Development]] = defaultdict(list)
    for d in found:
        told[d.report].append(d)
    by_development: dict[str, Decided] = {}
    unbound: list[Decided] = []
    for item in mine:
        meant = [d for key in item.about for d in _meant(key, held, kin, told)]
        by_development |= dict.fromkeys(meant, item)
        if not meant:
            unbound.append(item)
    return Ruling(by_development, tuple(unbound))


def _meant(
    key: ClaimKey,
    held: Mapping[str, Report],
    kin: Mapping[tuple[str, str], Sequence[str]],
    told: Mapping[str, Sequence[Development]],
) -> Iterator[str]:
    """The development in the report itself, and in each version of it that keeps the sentence."""
    versions = [i for place in known_by(key.name, key.path, key.url) for i in kin.get(place, ())]
    for report in dict.fromkeys([key.report, *versions]):
        if report not in held:
            continue
        text = held[report].text
        same = [
            d
            for d in told.get(report, ())
            if d.kind.value == key.kind and flat(d.sentence.of(text)) == flat(key.sentence)
        ]
        if same:
            yield min(
                same, key=lambda d: (flat(d.text) != flat(key.figure), abs(d.start - key.start), d.id)
            ).id


def offers(made: Sequence[Proposal], ruling: Ruling) -> tuple[Offer, ...]:
    """Proposals with what was decided on them; of several decisions on one course the last counts."""
    return tuple(_offer(one, ruling) for one in made)


def _offer(made: Proposal, ruling: Ruling) -> Offer:
    decided = [ruling.by_development[d] for d in made.developments if d in ruling.by_development]
    if not decided:
        return Offer(made)
    last = max(decided, key=lambda item: item.seq)
    state = "accepted" if Verb(last.verb) is Verb.ACCEPT else "declined"
    return Offer(made, state, str(last.sets.get("place") or ""), last.seq, last.who, last.why)
