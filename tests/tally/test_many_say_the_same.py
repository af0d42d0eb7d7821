"""A hundred outlets that tell one number give one contradiction, and stand or fall together."""

from __future__ import annotations

from panj.model import Tally
from props.cases import Case

ROUTE = {"to": "TJ", "origin": "AF"}


def told(crossing: int, totals: int) -> tuple[Case, Tally]:
    """One crossing of 431 told by some outlets, and a total of 212 that cannot hold it by others."""
    case = Case()
    for n in range(crossing):
        case.says(case.report(f"c{n}", "07-02"), "431", on="07-01", id=f"c{n}", **ROUTE)
    for n in range(totals):
        on = {"on": "06-20/07-03", "period": "cumulative"}
        case.says(case.report(f"t{n}", "07-03"), "212", id=f"t{n}", **on, **ROUTE)
    return case, case.ask(place="TJ", date_start="06-20", date_end="07-03")


def test_it_is_one_contradiction_however_many_tell_of_it() -> None:
    _, tally = told(30, 12)
    (conflict,) = tally.conflicts
    assert conflict.claims == ("c0", "t0"), "the earliest of each speaks for all"
    assert "and 29 more" in conflict.reason
    assert "and 11 more" in conflict.reason


def test_all_that_say_the_same_are_given_up_together() -> None:
    _, tally = told(30, 12)
    assert (tally.bounds.low, tally.bounds.high) == (431, 431), "thirty outlets against twelve"
    assert tally.set_aside is not None
    assert all(tally.set_aside[f"t{n}"].startswith("contradicted") for n in range(12))
    assert {(b.low, b.high) for _, b in conflict_stories(tally)} >= {(431, 431)}


def test_the_many_win_whichever_they_are() -> None:
    _, tally = told(3, 12)
    assert (tally.bounds.low, tally.bounds.high) == (212, 212)


def conflict_stories(tally: Tally) -> list[tuple[tuple[str, ...], object]]:
    return [s for c in tally.conflicts for s in c.stories]
