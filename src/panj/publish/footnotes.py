"""Footnotes: each figure's sentence, where it stands, and by whom it came.

Takes claims as they are cited; gives numbers in order of first citation, one per sentence, and the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from panj.model import Claim, Report, Span
from panj.publish.content import Situation
from panj.publish.gate import readable, without_persons
from panj.publish.gate.masks import is_withheld
from panj.publish.phrases import day
from panj.publish.privacy import ROUTE, routes
from panj.publish.story import trimmed


@dataclass(frozen=True, slots=True)
class Footnote:
    """One cited sentence: `where` is file and characters, `chain` from the first source to the outlet.

    `quote` is empty where the figure is quoted already by another sentence: each is quoted once.
    """

    number: int
    outlet: str
    when: str
    where: str
    quote: str
    chain: str
    unconfirmed: bool
    url: str = ""


@dataclass(slots=True)
class Footnotes:
    """The footnotes of one report while it is written."""

    situation: Situation
    most: int = 3
    notes: list[Footnote] = field(default_factory=list)
    hidden: frozenset[tuple[str, Span]] = frozenset()
    quoted: set[int] = field(default_factory=set)
    _numbers: dict[tuple[str, Span], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hidden = routes(self.situation)

    def withheld(self, claims: Iterable[str]) -> bool:
        """Whether one of these claims stands in a sentence that tells the route of a forced return."""
        found = [self.situation.claims[c] for c in claims if c in self.situation.claims]
        covered = (c.sentence.of(self.situation.reports[c.report].text) for c in found)
        return any((c.report, c.sentence) in self.hidden for c in found) or any(map(is_withheld, covered))

    def cite(self, claims: Iterable[str], *, most: int | None = None) -> tuple[int, ...]:
        """Numbers for these claims, one per sentence, no more than `most`."""
        found: list[int] = []
        for claim_id in claims:
            claim = self.situation.claims.get(claim_id)
            if claim is None:
                continue
            number = self._number(claim)
            if number not in found:
                found.append(number)
            if len(found) == (most or self.most):
                break
        self.quoted.update(found[:1])
        return tuple(sorted(found))

    def listed(self) -> tuple[Footnote, ...]:
        """The footnotes as they are printed, one quoted sentence a figure."""
        return tuple(n if n.number in self.quoted else replace(n, quote="") for n in self.notes)

    def keep(self, cited: Iterable[int]) -> Mapping[int, int]:
        """Drops the notes that no line cites, and numbers the others in that order: old number → new one."""
        order = {old: new for new, old in enumerate(dict.fromkeys(cited), 1)}
        held = {n.number: n for n in self.notes}
        self.notes = [replace(held[old], number=new) for old, new in order.items()]
        self.quoted = {order[n] for n in self.quoted if n in order}
        self._numbers = {key: order[n] for key, n in self._numbers.items() if n in order}
        return order

    def reports(self) -> frozenset[str]:
        """The reports that are cited."""
        return frozenset(report for report, _ in self._numbers)

    def cite_sentence(self, report: str, span: Span, claims: Iterable[str]) -> tuple[int, ...]:
        """The number for a sentence without a figure, or that of its claims."""
        numbers = self.cite(claims, most=1)
        if numbers:
            return numbers
        key = (report, span)
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            self.notes.append(self._of(len(self.notes) + 1, report, span, None))
            self.quoted.add(len(self.notes))
        return (self._numbers[key],)

    def _number(self, claim: Claim) -> int:
        key = (claim.report, claim.sentence)
        if key not in self._numbers:
            number = len(self.notes) + 1
            self._numbers[key] = number
            self.notes.append(self._of(number, claim.report, claim.sentence, claim))
        return self._numbers[key]

    def _of(self, number: int, report_id: str, span: Span, claim: Claim | None) -> Footnote:
        report = self.situation.reports[report_id]
        hidden = (report_id, span) in self.hidden
        quote = " ".join(span.of(report.text).split())
        keep = [claim.text] if claim else []
        return Footnote(
            number=number,
            outlet=report.outlet or "outlet not stated",
            when=day(report.day) + (" (inferred)" if report.dated == "inferred" else ""),
            where=f"{report.name or report.id}, characters {span.start}–{span.end}",
            quote=ROUTE if hidden else without_persons(readable(trimmed(quote, keep))),
            chain=_chain(claim, report) if claim else "",
            unconfirmed=claim is not None and not claim.confirmed,
            url=report.url or "",
        )


def _chain(claim: Claim, report: Report) -> str:
    """First source → through whom → outlet, each once; empty where the outlet alone says it."""
    stated = claim.chain or tuple(filter(None, (claim.speaker, claim.via, report.outlet)))
    links = [link for link in dict.fromkeys(stated) if link not in (report.name, report.id)]
    return " → ".join(map(without_persons, links)) if len(links) > 1 or claim.speaker else ""
