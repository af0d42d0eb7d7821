"""A claim laid open: its sentence in its paragraph, who said it through whom, how its wording was read.

Takes claims and their reports; gives exhibits that pages and panels show alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from panj.bounds import policy
from panj.model import Bounds, Claim, Qualifier, Report, Span, Unit
from panj.publish.room import words
from panj.publish.room.evidence.marking import Quote, quote
from panj.publish.situation import Situation


@dataclass(frozen=True, slots=True)
class Reading:
    """How a wording became an interval: the words, the interval, the hedge's rule, the policy."""

    words: str
    text: str
    rule: str
    policy: str
    soft: bool


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One sentence laid open.

    `claim` and `reading` are None where it states no figure; `reason` says why a claim was set aside;
    `first` is the earliest report of the same text, None where this is it; `denied` says who denies it.
    """

    claim: Claim | None
    report: Report
    quote: Quote
    chain: tuple[str, ...]
    reading: Reading | None = None
    reason: str = ""
    first: Report | None = None
    denied: str = ""


def exhibits(
    situation: Situation, ids: Iterable[str], reasons: Mapping[str, str] | None = None
) -> tuple[Exhibit, ...]:
    """Claims laid open in the order given; ids that the situation lacks are passed over."""
    known = (situation.claims[i] for i in dict.fromkeys(ids) if i in situation.claims)
    return tuple(
        exhibit(
            c,
            situation.reports[c.report],
            (reasons or {}).get(c.id, ""),
            first=situation.reports.get(situation.copies.get(c.report, "")),
            denied=situation.doubts.get(c.id, ""),
        )
        for c in known
        if c.report in situation.reports
    )


def exhibit(
    claim: Claim, report: Report, reason: str = "", *, first: Report | None = None, denied: str = ""
) -> Exhibit:
    """One claim with its sentence, chain and reading."""
    shown = quote(report, claim.sentence, (claim,))
    return Exhibit(claim, report, shown, chain_of(claim, report), reading(claim), reason, first, denied)


def sentence_only(report: Report, sentence: Span, speaker: str | None) -> Exhibit:
    """A sentence without a figure, laid open."""
    outlet = outlet_of(report)
    chain = tuple(dict.fromkeys(x for x in (speaker, outlet) if x))
    return Exhibit(None, report, quote(report, sentence, ()), chain)


def outlet_of(report: Report) -> str:
    """Who published it; the file's name where that is not known."""
    return report.outlet or report.name or "unnamed outlet"


def chain_of(claim: Claim, report: Report) -> tuple[str, ...]:
    """Who said it first, through whom, to the outlet."""
    links = claim.chain or tuple(x for x in (claim.speaker, claim.via) if x)
    return tuple(dict.fromkeys((*links, outlet_of(report))))


def bounds_of(claim: Claim) -> Bounds:
    """The interval that a claim's wording stands for."""
    return policy().interval(
        claim.value, claim.qualifier, value_high=claim.value_high, words=claim.text, unit=claim.unit
    )


def reading(claim: Claim) -> Reading:
    """How the claim's wording becomes an interval under the policy that ships."""
    bounds = bounds_of(claim)
    hedge = claim.qualifier.value
    if claim.unit is Unit.SHARE:
        hedge = "share"
    elif claim.qualifier is Qualifier.EXACT and bounds.low != bounds.high:
        hedge = "rounded"
    return Reading(
        words=claim.text,
        text=words.interval(bounds, claim.unit),
        rule=words.label("hedges", hedge),
        policy=policy().label,
        soft=bounds.soft_low or bounds.soft_high,
    )


def speakers(situation: Situation, ids: Iterable[str]) -> tuple[str, ...]:
    """Who first said these claims, each once."""
    said = (situation.claims[i] for i in ids if i in situation.claims)
    return tuple(
        dict.fromkeys(
            chain_of(c, situation.reports[c.report])[0] for c in said if c.report in situation.reports
        )
    )
