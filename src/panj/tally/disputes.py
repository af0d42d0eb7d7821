"""The contradictions that touch a question, each with its stories and what each would answer.

Takes what is counted and a ledger; gives `Conflict`s, the story that the tally stands on first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panj.errors import TallyError
from panj.model import Bounds, Conflict
from panj.tally.accounts import Excess
from panj.tally.counted import Counted, count
from panj.tally.judgement import excesses
from panj.tally.ledger import Ledger
from panj.tally.scope import Extent, Lies, fits
from panj.tally.sources import as_said
from panj.tally.stories import Settlement, Story
from panj.tally.sums import Ends, by_part, ends

MAX_SETS = 12  # told one by one; the others together


def disputes(counted: Counted, asked: Extent, stands: Ends, ledger: Ledger) -> tuple[Conflict, ...]:
    """One conflict per smallest set of claims that cannot hold together, in parts that are asked about.

    Args:
        counted: what is summed by the stories that the answer stands on.
        asked: what is asked; other stories are counted anew, since with them other figures bear on it.
        stands: the ends of the answer.
        ledger: of the claims.
    """
    found: list[Conflict] = []
    for part in sorted({*counted.low, *counted.high, *by_part(ledger, counted.rests)}):
        settlement = ledger.judged(part)
        sets = _telling(settlement, ledger)
        stories = _stories(settlement, part, asked, stands, ledger) if sets else []
        if len({(b.low, b.high) for _, b in stories}) == 1:  # about others: no reading changes this answer
            sets = [s for s in sets if any(_asked_about(c, asked, ledger) for c in s)]
        if sets:
            doubts = [(s, _doubts(ledger, part, s)) for s in settlement.stories]
            for n, c in enumerate(sets[:MAX_SETS]):
                said = _reason(c, settlement, part, ledger, doubts)
                found.append(Conflict(c, said if n else said + _unsaid(settlement), _of_set(c, stories)))
            found.extend(_rest(sets[MAX_SETS:], ledger))
        found.extend(_excess(x, stands) for x in _doubts(ledger, part, settlement.chosen))
    return tuple(found)


def _asked_about(claim: str, asked: Extent, ledger: Ledger) -> bool:
    """Whether a claim tells of what is asked, for some or all of its days."""
    event = ledger.event_of.get(claim)
    return event is not None and fits(ledger.extents[event], asked, ledger.places) is not Lies.OUT


def _doubts(ledger: Ledger, part: int, story: Story) -> Sequence[Excess]:
    """Where more go back than came, worked out once for a ledger, whose stories are all judged by now."""
    key = (part, story.off)
    if key not in ledger.doubts:
        ledger.doubts[key] = excesses(ledger, part, story)
    return ledger.doubts[key]


def _unsaid(settlement: Settlement) -> str:
    """What the search for stories left open, in words."""
    more = "; there may be more consistent readings than are shown" if settlement.more else ""
    return more + ("" if settlement.least else "; whether less could be given up was not settled")


def _rest(sets: Sequence[tuple[str, ...]], ledger: Ledger) -> Iterator[Conflict]:
    """The sets that are not told one by one, as one line, with every claim in them."""
    if sets:
        claims = tuple(sorted({c for s in sets for c in s}, key=lambda c: ledger.order[c]))
        yield Conflict(claims, f"and {len(sets)} more sets among {len(claims)} claims that cannot all hold")


def _excess(excess: Excess, stands: Ends) -> Conflict:
    """More went back than came, in the story that the tally stands on: a doubt about one or the other."""
    bounds = Bounds(stands.low, None, stands.high)
    return Conflict((*excess.claims, *excess.arrivals), str(excess), ((excess.claims, bounds),), doubt=True)


def _stories(
    settlement: Settlement, part: int, asked: Extent, stands: Ends, ledger: Ledger
) -> list[tuple[Story, Bounds]]:
    """What each story would answer, the one that the tally stands on first.

    A story that turns out to have no solution, as may be where the search for stories was cut short, is no
    reading of the reports and is left out.
    """
    found = [(settlement.chosen, Bounds(stands.low, None, stands.high))]
    for s in settlement.stories[1:]:
        told = ledger.telling(part, s)
        counted = count(asked, told)
        try:
            answer = ends(told, counted.low, counted.high)
        except TallyError:
            continue
        found.append((s, Bounds(answer.low, None, answer.high)))
    return found


def _of_set(
    claims: tuple[str, ...], stories: Sequence[tuple[Story, Bounds]]
) -> tuple[tuple[tuple[str, ...], Bounds], ...]:
    """What each story keeps of one set; of those that keep the same the most credible is told."""
    found: dict[tuple[str, ...], Bounds] = {}
    for s, bounds in stories:
        found.setdefault(tuple(c for c in claims if c not in s.dropped), bounds)
    return tuple(found.items())


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
    said = [as_said(ledger.frames[c], len(settlement.same.get(c, ()))) for c in claims]
    text = (
        f"{', '.join(said[:-1])} and {said[-1]} cannot {'both' if len(said) == 2 else 'all'} hold"
        if len(said) > 1
        else f"{said[0]} cannot hold"
    )
    misses = [
        m
        for c in settlement.chosen.dropped
        if c in claims and (m := _miss(c, settlement.chosen, part, ledger))
    ]
    doubts = [
        f"{', '.join(as_said(ledger.frames[c]) for c in x.claims)}: {x}"
        for s, found in doubts_of
        if not set(claims) <= set(s.dropped)
        for x in found
        if not set(x.claims).isdisjoint(claims)
    ]
    return "; ".join(dict.fromkeys([text, *misses, *doubts]))


def _miss(claim: str, chosen: Story, part: int, ledger: Ledger) -> str:
    """How far a claim lies outside what the chosen story gives for the same sum."""
    component = ledger.parts[part]
    for row in component.rows:
        if row.claims != (claim,) or any(w != 1.0 for _, w in row.terms):
            continue
        sum_of = {component.local[c]: w for c, w in row.terms}
        low = component.program.lower(sum_of, chosen.off).value if row.high is not None else None
        high = component.program.upper(sum_of, chosen.off).value if row.low is not None else None
        said = ledger.frames[claim].claim
        if row.high is not None and low is not None and low > row.high:
            read = f", and its words allow no more than {row.high:,.0f}" if row.high != said.value else ""
            gap = low - row.high
            return f"{said.text!r} is too low by {gap:,.0f}: the others make it {low:,.0f} or more{read}"
        if row.low is not None and high is not None and high < row.low:
            read = f", and its words allow no fewer than {row.low:,.0f}" if row.low != said.value else ""
            gap = row.low - high
            return f"{said.text!r} is too high by {gap:,.0f}: the others leave room for {high:,.0f}{read}"
    return ""
