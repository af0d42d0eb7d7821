"""The contradictions that touch a question, each with its stories and what each would answer.

Takes what is counted and a ledger; gives `Conflict`s, the story that the tally stands on first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from panj.model import Bounds, Conflict
from panj.tally.conflicts import Settlement, Story
from panj.tally.counted import Counted
from panj.tally.judgement import Excess, excesses
from panj.tally.ledger import Ledger
from panj.tally.sums import Ends, by_part, ends_by_part, part_ends, total

MAX_SETS = 12  # told one by one; the others together


def disputes(counted: Counted, ledger: Ledger) -> tuple[Conflict, ...]:
    """One conflict per smallest set of claims that cannot hold together, in parts that are asked about."""
    found: list[Conflict] = []
    told = ends_by_part(ledger, counted.low, counted.high)
    for part in sorted({*counted.low, *counted.high, *by_part(ledger, counted.rests)}):
        settlement = ledger.judged(part)
        sets = _telling(settlement, ledger)
        if sets:
            stories = _stories(settlement, part, counted, told, ledger)
            doubts = [(s, _doubts(ledger, part, s)) for s in settlement.stories]
            for n, c in enumerate(sets[:MAX_SETS]):
                said = _reason(c, settlement, part, ledger, doubts)
                found.append(Conflict(c, said if n else said + _unsaid(settlement), stories))
            found.extend(_rest(sets[MAX_SETS:], ledger))
        found.extend(_excess(x, told) for x in _doubts(ledger, part, settlement.chosen))
    return tuple(found)


def _doubts(ledger: Ledger, part: int, story: Story) -> Sequence[Excess]:
    """Where more go back than came, worked out once for a ledger, whose stories are all judged by now."""
    key = (part, story.off)
    if key not in ledger.doubts:
        ledger.doubts[key] = excesses(ledger, part, story)
    return ledger.doubts[key]


def _unsaid(settlement: Settlement) -> str:
    """What the search for stories left open, in words."""
    shown = f"the {len(settlement.stories)} shown" if len(settlement.stories) > 1 else "the one shown"
    more = f"; there may be more consistent readings than {shown}" if settlement.more else ""
    return more + ("" if settlement.least else "; whether less could be given up was not settled")


def _rest(sets: Sequence[tuple[str, ...]], ledger: Ledger) -> Iterator[Conflict]:
    """The sets that are not told one by one, as one line, with every claim in them."""
    if sets:
        claims = tuple(sorted({c for s in sets for c in s}, key=lambda c: ledger.order[c]))
        yield Conflict(claims, f"and {len(sets)} more sets among {len(claims)} claims that cannot all hold")


def _excess(excess: Excess, told: Mapping[int, Ends]) -> Conflict:
    """More went back than came, in the story that the tally stands on: a doubt about one or the other."""
    stands = total(told.values())
    bounds = Bounds(stands.low, None, stands.high)
    return Conflict((*excess.claims, *excess.arrivals), str(excess), ((excess.claims, bounds),))


def _stories(
    settlement: Settlement, part: int, counted: Counted, told: Mapping[int, Ends], ledger: Ledger
) -> tuple[tuple[tuple[str, ...], Bounds], ...]:
    """What each story keeps of the claims on which stories differ, and what it would answer."""
    differing = {c for s in settlement.stories for c in s.dropped}
    low, high = counted.low.get(part), counted.high.get(part)
    others = [e for n, e in told.items() if n != part]
    found = []
    for s in settlement.stories:
        answer = total([*others, part_ends(low, high, s)])
        kept = tuple(sorted(differing - set(s.dropped), key=lambda c: ledger.order[c]))
        found.append((kept, Bounds(answer.low, None, answer.high)))
    return tuple(found)


def _telling(settlement: Settlement, ledger: Ledger) -> list[tuple[str, ...]]:
    """For each claim given up the smallest set that it stands in, the earliest among equals."""
    shown: list[tuple[str, ...]] = []
    for claim in settlement.chosen.dropped:
        sets = [c for c in settlement.conflicts if claim in c]
        if sets and not any(s in shown for s in sets):
            shown.append(min(sets, key=lambda c: (len(c), [ledger.order[i] for i in c])))
    return shown


def _reason(
    claims: tuple[str, ...],
    settlement: Settlement,
    part: int,
    ledger: Ledger,
    doubts_of: Sequence[tuple[Story, Sequence[Excess]]],
) -> str:
    """What is given up and by how much it misses what the others give."""
    said = [_said(c, ledger, len(settlement.same.get(c, ()))) for c in claims]
    text = (
        f"{', '.join(said[:-1])} and {said[-1]} cannot all hold"
        if len(said) > 1
        else f"{said[0]} cannot hold"
    )
    misses = [
        m
        for c in settlement.chosen.dropped
        if c in claims and (m := _miss(c, settlement.chosen, part, ledger))
    ]
    doubts = [
        f"{', '.join(_said(c, ledger) for c in x.claims)}: {x}"
        for s, found in doubts_of
        if not set(claims) <= set(s.dropped)
        for x in found
        if not set(x.claims).isdisjoint(claims)
    ]
    return "; ".join(dict.fromkeys([text, *misses, *doubts]))


def _said(claim: str, ledger: Ledger, others: int = 0) -> str:
    f = ledger.frames[claim]
    who, when = f.claim.speaker or f.outlet, f.known.isoformat() if f.known else "undated"
    return f"{f.claim.text!r} ({who}, {when}{f', and {others} more' if others else ''})"


def _miss(claim: str, chosen: Story, part: int, ledger: Ledger) -> str:
    """How far a claim lies outside what the chosen story gives for the same sum."""
    component = ledger.parts[part]
    for row in component.rows:
        if row.claims != (claim,) or any(w != 1.0 for _, w in row.terms):
            continue
        sum_of = {component.local[c]: w for c, w in row.terms}
        low = component.program.lower(sum_of, chosen.off).value if row.high is not None else None
        high = component.program.upper(sum_of, chosen.off).value if row.low is not None else None
        text = ledger.frames[claim].claim.text
        if row.high is not None and low is not None and low > row.high:
            return f"{text!r} is {low - row.high:,.0f} below the lower bound {low:,.0f} that the others give"
        if row.low is not None and high is not None and high < row.low:
            return f"{text!r} is {row.low - high:,.0f} above the upper bound {high:,.0f} that the others give"
    return ""
