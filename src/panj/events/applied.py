"""Decisions bound to the claims that they mean, and applied to them.

Takes claims as read, their reports and the decisions in force; gives the claims as they count. A decision
means a figure by its report, its sentence and its words, and so finds it again after the report was read
anew, was given another header, or came in a later version that keeps the sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from panj.events.decisions import Decision, Verb, typed
from panj.model import Claim, Report
from panj.store import ClaimKey, Decided

ACCEPTED = "accepted"  # the rule that marks a claim which an analyst vouches for


@dataclass(frozen=True, slots=True)
class Applied:
    """What decisions make of claims.

    Args:
        claims: as they count, in the order in which they came; rejected ones are not among them.
        rejected: claim id → the decision that took it out.
        links: which claims are one occurrence, and which are not.
        by_claim: claim id → the decisions that changed it or its links.
        unbound: decisions that find none of their figures any more.
        asked: claim id → what was asked and answered about it, which changes nothing.
    """

    claims: tuple[Claim, ...]
    rejected: Mapping[str, Decided]
    links: tuple[Decision, ...]
    by_claim: Mapping[str, tuple[Decided, ...]]
    unbound: tuple[Decided, ...]
    asked: Mapping[str, tuple[Decided, ...]] = field(default_factory=dict)


def key_of(claim: Claim, report: Report) -> ClaimKey:
    """By what a figure is known again."""
    return ClaimKey(
        report=report.id,
        name=report.name,
        path=report.path,
        url=report.url,
        sentence=claim.sentence.of(report.text),
        figure=claim.text,
        start=claim.start,
        value=claim.value,
    )


def apply(claims: Iterable[Claim], reports: Iterable[Report], decided: Sequence[Decided]) -> Applied:
    """Claims as analysts decided on them.

    Args:
        claims: as read; those of every version of a report that is known.
        reports: in which they stand.
        decided: the decisions in force, in the order in which they were made; of two on one thing the later
            counts.
    """
    told = tuple(claims)
    if not decided:
        return Applied(told, {}, (), {}, ())
    finder = _Finder(told, reports)
    held = {c.id: c for c in told}
    rejected: dict[str, Decided] = {}
    by_claim: dict[str, list[Decided]] = defaultdict(list)
    links: list[Decision] = []
    unbound: list[Decided] = []
    asked: dict[str, list[Decided]] = defaultdict(list)
    for item in decided:
        if any(key.kind for key in item.about):
            continue  # of developments: see `ruling.py`
        found = [list(finder.find(key)) for key in item.about]
        if not any(found):
            unbound.append(item)
        if item.verb == Verb.ASK:
            for name in dict.fromkeys(name for names in found for name in names):
                asked[name].append(item)
            continue
        for name in dict.fromkeys(name for names in found for name in names):
            by_claim[name].append(item)
            held[name] = _changed(held[name], item)
            if item.verb == Verb.REJECT:
                rejected[name] = item
            elif item.verb == Verb.ACCEPT:
                rejected.pop(name, None)
        links += _links(item, found)
    standing = tuple(held[c.id] for c in told if c.id not in rejected)
    return Applied(
        standing,
        rejected,
        _latest(links),
        {k: tuple(v) for k, v in by_claim.items()},
        tuple(unbound),
        {k: tuple(v) for k, v in asked.items()},
    )


def _changed(claim: Claim, item: Decided) -> Claim:
    verb = Verb(item.verb)
    rules = (*claim.rules, f"decision {item.seq}")
    if verb is Verb.ACCEPT:
        return replace(claim, confirmed=True, confidence=1.0, rules=(*rules, ACCEPTED))
    if verb not in (Verb.RETYPE, Verb.REDATE, Verb.CORRECT):
        return claim
    values = typed(item.sets)
    if verb is Verb.CORRECT:
        values["inherits"] = False  # a number that was given stands for itself, whatever the words were
    return replace(claim, confidence=1.0, rules=rules, **values)


def _links(item: Decided, found: Sequence[Sequence[str]]) -> Iterator[Decision]:
    """Pairs that are one, or are not: the first figure with each of the others."""
    verb = Verb(item.verb)
    if verb not in (Verb.MERGE, Verb.SPLIT) or len(found) < 2:
        return
    for one in found[0]:
        for other in dict.fromkeys(name for names in found[1:] for name in names):
            if one != other:
                first, second = sorted((one, other))
                yield Decision(verb, first, second, f"{item.who}: {item.why}")


def _latest(links: Sequence[Decision]) -> tuple[Decision, ...]:
    """Each pair once, as it was decided last."""
    return tuple({(d.claim, d.other): d for d in links}.values())


class _Finder:
    """Finds the claims that a key means."""

    def __init__(self, claims: Sequence[Claim], reports: Iterable[Report]) -> None:
        self._reports = {r.id: r for r in reports}
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.report].append(claim)
        self._kin: dict[tuple[str, str], list[str]] = defaultdict(list)
        for report in self._reports.values():
            for place in known_by(report.name, report.path, report.url):
                self._kin[place].append(report.id)

    def find(self, key: ClaimKey) -> Iterator[str]:
        """The figure in the report itself, and in each version of it that keeps the sentence."""
        kin = [i for place in known_by(key.name, key.path, key.url) for i in self._kin.get(place, ())]
        for report_id in dict.fromkeys([key.report, *kin]):
            report = self._reports.get(report_id)
            if report is None:
                continue
            ranked = sorted(
                (rank, abs(c.start - key.start), c.id)
                for c in self._claims.get(report_id, ())
                if (rank := _fits(key, c, report)) is not None
            )
            if ranked:
                yield ranked[0][2]


def known_by(name: str, path: str, url: str | None) -> list[tuple[str, str]]:
    """What the versions of one report share; a bare name only where nothing better is known."""
    known = [("url", url or ""), ("path", path)]
    found = [place for place in known if place[1]]
    return found or [("name", name)]


def _fits(key: ClaimKey, claim: Claim, report: Report) -> int | None:
    """How well a claim is the figure meant: 0 where it stands in the same place; None: it is not."""
    same_words = flat(claim.text) == flat(key.figure) or claim.value == key.value
    end = key.start + len(key.figure)
    in_place = report.text[key.start : end] == key.figure and claim.start < end and key.start < claim.end
    if in_place and report.id == key.report:
        return 0
    if not same_words or flat(claim.sentence.of(report.text)) != flat(key.sentence):
        return None
    return 1 if in_place else 2


def flat(text: str) -> str:
    """Words as they are compared: one space between them, in one case."""
    return " ".join(text.split()).casefold()
