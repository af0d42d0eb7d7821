"""Rules and figure reader vote on each figure: whether it is one, what it measures, where from and where to, how it stands to time.

Takes drafts that the rules have filled and the reader's answers; changes what the sum of both says otherwise, and
puts "learned.FIELD" among the claim's rules. What the rules' word weighs stands in rules/learned.toml.
"""  # noqa: E501

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from panj.claims.draft import Draft, Sentence
from panj.claims.learned.context import View, interval, view
from panj.claims.learned.reader import Answer, FigureReader
from panj.claims.nearness import same
from panj.claims.tables import table
from panj.language.parser import Parser
from panj.model import Group, Measure, PeriodKind, Status, Unit

_NOBODY = "-"  # the label of a figure that counts no people
_PEOPLE = frozenset({Unit.PERSONS, Unit.HOUSEHOLDS})
_Days = tuple[date | None, date | None]
_ENDS = ("origin", "destination", "place")


@dataclass(frozen=True, slots=True)
class Opinion:
    """The reader's answer for one figure and the view that it was given on."""

    answer: Answer
    seen: View


class Council:
    """Asks the reader, once a sentence, and votes.

    Args:
        text, read: a report's text and all its sentences.
        published: the day on which it appeared.
        reader: None: the rules alone decide.
    """

    def __init__(
        self, text: str, read: Sequence[Sentence], published: date | None, reader: FigureReader | None
    ) -> None:
        self._text, self._read, self._published, self._reader = text, read, published, reader
        self._told: dict[int, Opinion] = {}

    def count(self, sentence: Sentence, drafts: Sequence[Draft]) -> None:
        """Ask about a sentence's figures, and settle which of them are claims, of what and of whom."""
        open_ = [d for d in drafts if is_open(d)]
        if self._reader is None or not open_:
            return
        seen = view(self._text, sentence, self._read, self._published, Parser.default().pieces)
        at = [(d, seen.span(d.number.core_start, d.number.core_end)) for d in open_]
        inside = [(d, span) for d, span in at if span is not None]
        for (draft, _), answer in zip(inside, self._reader.read(seen, [s for _, s in inside]), strict=True):
            self._told[id(draft)] = Opinion(answer, seen)
            _settle_claim(draft, answer)
            if draft.aside is None and draft.measure is not None:
                _settle_measure(draft, answer)

    def place(self, draft: Draft) -> None:
        """Settle where from, where to and where, after the rules have."""
        told = self._told.get(id(draft))
        if told is None or draft.measure is None:
            return
        sums = {slot: _slot_sums(draft, slot, told) for slot in _ENDS}
        chosen = {slot: max(found, key=lambda n: found[n]) for slot, found in sums.items()}
        _keep_apart(chosen, sums)
        for slot, name in chosen.items():
            if not same(getattr(draft, slot), name) and getattr(draft, slot) != name:
                setattr(draft, slot, name)
                draft.rules.append(f"learned.{slot}")

    def stand(self, draft: Draft) -> None:
        """Settle whether it happened."""
        told = self._told.get(id(draft))
        if told is not None:
            status = _voted("status", draft.status, told.answer)
            if status != draft.status:
                draft.status = Status(status)
                draft.rules.append("learned.status")

    def time(self, draft: Draft) -> None:
        """Settle which days it covers and how it stands to them."""
        told = self._told.get(id(draft))
        if told is None or draft.measure is None:
            return
        period = _voted("period", draft.period, told.answer)
        if period != draft.period:
            draft.period = PeriodKind(period)
            draft.rules.append("learned.period")
        own = (draft.date_start or draft.date_end, draft.date_end or draft.date_start)
        sums = _day_sums(own, told)
        days = max(sums, key=lambda n: sums[n])
        if days != own:
            draft.date_start, draft.date_end = days
            draft.rules.append("learned.date")


@cache
def _reasons() -> frozenset[str]:
    return frozenset(table("learned")["claim"]["reasons"])


def is_open(draft: Draft) -> bool:
    """Whether there is anything to vote on: a figure, or a number set aside for want of telling words."""
    if draft.aside is not None:
        return draft.aside in _reasons()
    return draft.measure is not Measure.CONTEXT


def _settle_claim(draft: Draft, answer: Answer) -> None:
    weights = table("learned")["claim"]
    gap = answer.labels["claim"]["yes"] - answer.labels["claim"]["no"]
    taken = draft.aside is None and draft.measure is not None
    if taken and gap + weights["yes"] < 0:
        draft.aside = "nothing that the figure reader knows as a figure of displacement"
    elif not taken and gap - weights["no"] > 0:
        draft.aside = None
        draft.unit = Unit(_best(answer, "unit"))
        draft.measure = Measure(_best(answer, "measure"))
        group = _best(answer, "group")
        draft.group = None if group == _NOBODY else Group(group)
        draft.rules.append("learned.claim")


def _settle_measure(draft: Draft, answer: Answer) -> None:
    unit = _voted("unit", draft.unit, answer)
    measure = _voted("measure", draft.measure, answer)
    group = _voted("group", draft.group, answer)
    if unit != draft.unit:
        draft.unit = Unit(unit)
        draft.rules.append("learned.unit")
    if measure != draft.measure:
        draft.measure = Measure(measure)
        draft.rules.append("learned.measure")
    if draft.unit in _PEOPLE and group not in {_NOBODY, draft.group}:
        draft.group = Group(group)
        draft.rules.append("learned.group")


def _best(answer: Answer, question: str) -> str:
    shares = answer.labels[question]
    return max(shares, key=lambda name: shares[name])


def _voted(question: str, rule: Any, answer: Answer) -> str:
    weight = table("learned")["labels"][question]
    own = _NOBODY if rule is None else str(rule)
    shares = answer.labels[question]
    return max(shares, key=lambda name: shares[name] + (weight if name == own else 0.0))


def _slot_sums(draft: Draft, slot: str, told: Opinion) -> dict[str | None, float]:
    """Name → sum; None: the slot stays open. A name's mentions add up."""
    weights = table("learned")["slots"][slot]
    none, *shares = told.answer.slots[slot]
    rule = getattr(draft, slot)
    sums: dict[str | None, float] = {None: none + (weights["none"] if rule is None else 0.0)}
    for (mention, _, _), share in zip(told.seen.places, shares, strict=True):
        name = next((n for n in sums if n is not None and same(n, mention.name)), mention.name)
        sums[name] = _added(sums.get(name), share)
    own = next((n for n in sums if n is not None and same(n, rule)), None)
    if own is not None:
        score = sums.pop(own)
        sums[rule] = score + weights["known"]
    elif rule is not None:
        sums[rule] = none + weights["elsewhere"]
    return sums


def _day_sums(own: _Days, told: Opinion) -> dict[_Days, float]:
    """Days → sum; (None, None): left open."""
    weights = table("learned")["slots"]["date"]
    none, *shares = told.answer.slots["date"]
    sums: dict[_Days, float] = {(None, None): none + (weights["none"] if own[0] is None else 0.0)}
    for (when, _, _), share in zip(told.seen.dates, shares, strict=True):
        days = interval(when)
        if days is not None:
            sums[days] = _added(sums.get(days), share)
    if own in sums and own[0] is not None:
        sums[own] += weights["known"]
    elif own[0] is not None:
        sums[own] = none + weights["elsewhere"]
    return sums


def _added(log_a: float | None, log_b: float) -> float:
    """The logarithm of the sum of two shares."""
    if log_a is None:
        return log_b
    top = max(log_a, log_b)
    return top + math.log(math.exp(log_a - top) + math.exp(log_b - top))


def _keep_apart(chosen: dict[str, str | None], sums: dict[str, dict[str | None, float]]) -> None:
    """No route ends where it begins: the end that is less sure takes its next best."""
    start, end = chosen["origin"], chosen["destination"]
    if start is None or end is None or not same(start, end):
        return
    weaker = "destination" if sums["destination"][end] < sums["origin"][start] else "origin"
    others = {n: s for n, s in sums[weaker].items() if n is None or not same(n, start)}
    chosen[weaker] = max(others, key=lambda n: others[n])
