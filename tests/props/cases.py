"""Hand-made cases: reports and claims as extraction would give them, with as little writing as possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from panj.events import link
from panj.model import (
    Claim,
    Event,
    Group,
    Measure,
    Ordinal,
    PeriodKind,
    Qualifier,
    Question,
    Report,
    Span,
    Status,
    Tally,
    Unit,
)
from panj.tally import Ledger, ask

HEDGES = (
    ("more than ", Qualifier.AT_LEAST),
    ("over ", Qualifier.AT_LEAST),
    ("at least ", Qualifier.AT_LEAST),
    ("almost ", Qualifier.NEARLY),
    ("nearly ", Qualifier.NEARLY),
    ("about ", Qualifier.ABOUT),
    ("around ", Qualifier.ABOUT),
    ("some ", Qualifier.ABOUT),
    ("up to ", Qualifier.AT_MOST),
)
ORDERS = {"hundreds": 200, "tens of thousands": 20_000, "thousands": 2_000, "dozens": 24}


def day(text: str | None) -> date | None:
    """A day of 2021 as MM-DD, or a full ISO day."""
    if text is None:
        return None
    return date.fromisoformat(text if len(text) == 10 else f"2021-{text}")


def read(words: str) -> tuple[float, Qualifier]:
    """The value and hedge of a figure phrase: "more than 1,000" is 1000, at_least."""
    low = words.lower()
    if low in ORDERS:
        return ORDERS[low], Qualifier.ORDER
    for hedge, qualifier in HEDGES:
        if low.startswith(hedge):
            return float(low.removeprefix(hedge).replace(",", "")), qualifier
    return float(low.replace(",", "")), Qualifier.EXACT


class Case:
    """Reports and claims put together line by line."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.claims: list[Claim] = []

    def report(
        self, name: str, published: str | None, outlet: str | None = None, *, text: str | None = None
    ) -> str:
        """Adds a report and gives its id."""
        when = day(published)
        self.reports.append(
            Report(
                text=text or f"{name}.",
                published=when.isoformat() if when else None,
                outlet=outlet or name,
                name=name,
            )
        )
        return self.reports[-1].id

    def says(self, report: str, words: str, measure: str = "arrival", **more: Any) -> str:
        """Adds a claim and gives its id. `on`: one day, or two with `/`; `to`, `by`: codes of places.

        `said`: the sentence of the report's text that states it, where the words around the figure matter.
        """
        n = sum(1 for c in self.claims if c.report == report)
        value, qualifier = more.pop("value", None), more.pop("qualifier", None)
        if value is None:
            value, qualifier = read(words)
        start, _, end = (more.pop("on", "") or "").partition("/")
        to, origin, at = more.pop("to", None), more.pop("origin", None), more.pop("at", None)
        group, unit = more.pop("group", None), more.pop("unit", "persons")
        sentence, said = more.pop("sentence", n), more.pop("said", None)
        claim = Claim(
            id=more.pop("id", f"{report}-{n}"),
            report=report,
            start=n * 100,
            end=n * 100 + 10,
            text=words,
            measure=Measure(measure),
            value=value,
            qualifier=qualifier or Qualifier.EXACT,
            unit=Unit(unit),
            sentence=Span(sentence * 100, sentence * 100 + 99),
            group=Group(group) if group else None,
            destination=to,
            destination_code=to,
            origin=origin,
            origin_code=origin,
            place=at,
            place_code=at,
            date_start=day(start or None),
            date_end=day(end or start or None),
            period=PeriodKind(more.pop("period", "event")),
            status=Status(more.pop("status", "happened")),
            **more,
        )
        self.claims.append(claim if said is None else self._told(claim, said))
        return claim.id

    def _told(self, claim: Claim, said: str) -> Claim:
        """A claim where its report's text has it."""
        text = next(r.text for r in self.reports if r.id == claim.report)
        start = text.index(said)
        figure = text.index(claim.text, start)
        return replace(
            claim, start=figure, end=figure + len(claim.text), sentence=Span(start, start + len(said))
        )

    def ordinal(self, claim: str, n: int, window: str, *, complete: bool = False) -> None:
        """Puts an ordinal on a claim: the n-th within a window `start/end`."""
        start, _, end = window.partition("/")
        said = Ordinal(n, day(start), day(end), "wave", complete)
        self.claims = [replace(c, ordinal=said) if c.id == claim else c for c in self.claims]

    def events(self) -> list[Event]:
        """The events behind the claims."""
        return link(self.claims, self.reports)

    def ledger(self) -> Ledger:
        """Everything, linked."""
        return Ledger(self.claims, self.events(), self.reports)

    def ask(self, **question: Any) -> Tally:
        """The answer to a question; days as MM-DD."""
        return ask(self.question(**question), self.ledger())

    @staticmethod
    def question(**question: Any) -> Question:
        """A question with days as MM-DD and plain words for measure and group."""
        for key in ("date_start", "date_end", "known"):
            if isinstance(question.get(key), str):
                question[key] = day(question[key])
        if "on" in question:
            question["date_start"] = question["date_end"] = day(question.pop("on"))
        for key, kind in (("group", Group), ("measure", Measure), ("unit", Unit)):
            if isinstance(question.get(key), str):
                question[key] = kind(question[key])
        return Question(**question)


def ends(tally: Tally) -> tuple[float, float | None]:
    """Low and high."""
    return tally.bounds.low, tally.bounds.high
