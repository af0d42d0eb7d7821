"""The table of claims: filters, search, order and pages of it.

Takes a Situation and what an address asks for; gives the rows of one page and what each filter offers.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from panj.model import Claim, Report
from panj.publish.room import words
from panj.publish.room.bars import bar, scale
from panj.publish.room.contexts import Choice, ClaimRow, ClaimsContext, Frame
from panj.publish.room.evidence.evidence import claim_title
from panj.publish.room.evidence.exhibits import bounds_of, chain_of, outlet_of
from panj.publish.room.index import index_of
from panj.publish.situation import Situation

PAGE = 200
_KEPT = 8  # tables of a situation that are held
OPTIONS = 200  # of a filter, those with most claims; the others are found by searching
FILTERS = ("measure", "group", "status", "report")
SORTS = {
    "published": "publication, latest first",
    "happened": "when it happened",
    "largest": "largest number first",
    "measure": "measure",
}


def asked(query: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address, unknown ones dropped, an unknown order replaced."""
    chosen = {name: query.get(name, "") for name in (*FILTERS, "q")}
    chosen["sort"] = query.get("sort", "") if query.get("sort") in SORTS else "published"
    return chosen


def select(situation: Situation, chosen: Mapping[str, str]) -> list[Claim]:
    """The claims that the filters leave, in the order asked for."""
    return _found(situation, chosen)[0]


def _found(situation: Situation, chosen: Mapping[str, str]) -> tuple[list[Claim], Mapping[str, Counter[str]]]:
    """The claims that pass, in order, with the counts of `_sift`; held for those who turn the pages."""

    def make() -> tuple[list[Claim], Mapping[str, Counter[str]]]:
        passing, counts = _sift(situation, chosen)
        return sorted(passing, key=_order(situation, chosen.get("sort", "published"))), counts

    return index_of(situation).once(("table", *sorted(chosen.items())), make, most=_KEPT)


def _sift(situation: Situation, chosen: Mapping[str, str]) -> tuple[list[Claim], dict[str, Counter[str]]]:
    """The claims that pass, and for each filter how many of each value pass all the other filters."""
    needle = chosen.get("q", "").casefold().split()
    active = [f for f in FILTERS if chosen.get(f)]
    passing: list[Claim] = []
    counts: dict[str, Counter[str]] = {f: Counter() for f in FILTERS}
    for claim in situation.claims.values():
        report = situation.reports.get(claim.report)
        if report is None or (needle and not _matches(claim, report, needle)):
            continue
        missed = [f for f in active if _value(claim, f) != chosen[f]]
        if not missed:
            passing.append(claim)
        if len(missed) <= 1:
            for name in missed or FILTERS:
                counts[name][_value(claim, name)] += 1
    return passing, counts


def page(situation: Situation, frame: Frame, chosen: Mapping[str, str], *, start: int = 0) -> ClaimsContext:
    """One page of the table."""
    found, counts = _found(situation, chosen)
    rows = tuple(_row(c, situation.reports[c.report]) for c in found[start : start + PAGE])
    after, before = start + PAGE, max(0, start - PAGE)
    return ClaimsContext(
        frame=frame,
        rows=rows,
        total=len(found),
        whole=len(situation.claims),
        choices={f: _choices(situation, f, counts[f], chosen[f]) for f in FILTERS},
        unlisted={f: n for f in FILTERS if (n := sum(map(bool, counts[f])) - OPTIONS) > 0},
        chosen=chosen,
        sorts=SORTS,
        older=frame.link(frame.path, **chosen, start=after) if after < len(found) else None,
        newer=frame.link(frame.path, **chosen, start=before or None) if start else None,
        evidence=None,
    )


def _row(claim: Claim, report: Report) -> ClaimRow:
    read = bounds_of(claim)
    return ClaimRow(
        claim=claim,
        report=report,
        title=claim_title(claim),
        who=chain_of(claim, report)[0],
        text=words.interval(read, claim.unit),
        bar=bar(read, scale([read], claim.unit), claim.unit),
    )


def _value(claim: Claim, name: str) -> str:
    return str(getattr(claim, name) or "")


def _matches(claim: Claim, report: Report, needle: Iterable[str]) -> bool:
    hay = " ".join(
        str(x)
        for x in (
            claim.sentence.of(report.text),
            *chain_of(claim, report),
            claim.origin,
            claim.destination,
            claim.place,
        )
        if x
    ).casefold()
    return all(word in hay for word in needle)


def _choices(situation: Situation, name: str, counts: Mapping[str, int], chosen: str) -> tuple[Choice, ...]:
    """The options with most claims, by their words; what is chosen stays among them."""
    most = heapq.nsmallest(OPTIONS, (v for v in counts if v), key=lambda v: (v != chosen, -counts[v], v))
    named = (Choice(v, _choice_text(situation, name, v), counts[v]) for v in most)
    return tuple(sorted(named, key=lambda c: c.text.casefold()))


def _choice_text(situation: Situation, name: str, value: str) -> str:
    if name == "report":
        report = situation.reports[value]
        return f"{outlet_of(report)}, {words.day(report.day)}"
    return words.label({"measure": "measures", "group": "groups"}.get(name, name), value)


def _order(situation: Situation, sort: str) -> Callable[[Claim], tuple[object, ...]]:
    age = {key: -(day or date.min).toordinal() for key, day in index_of(situation).published.items()}

    def published(claim: Claim) -> tuple[object, ...]:
        return (age[claim.report], claim.report, claim.start, claim.id)

    if sort == "happened":
        return lambda c: ((c.date_end or c.date_start or date.max), *published(c))
    if sort == "largest":
        return lambda c: (-(c.value_high or c.value), *published(c))
    if sort == "measure":
        return lambda c: (c.measure.value, *published(c))
    return published
