"""Which of several consistent stories can be: nobody goes back from where too few came.

Takes a ledger and a part; gives its settlement with stories that break conservation moved last. That all
arrivals were reported is an assumption: it ranks stories and raises doubts, and is never a row of the tally.
"""

from __future__ import annotations

from dataclasses import replace

from panj.events.rules import linking_rules
from panj.events.scopes import Window
from panj.model import BACK, Measure
from panj.tally.accounts import Accounts, Excess
from panj.tally.because import because, union
from panj.tally.counted import count
from panj.tally.scope import Extent
from panj.tally.stories import Settlement, Story
from panj.tally.sums import ends, reasons


def judge(ledger: Accounts, part: int) -> Settlement:
    """The settlement of a part, stories that break conservation last."""
    settlement = ledger.settlement(part)
    if len(settlement.stories) < 2:
        return settlement
    ranked = sorted(settlement.stories, key=lambda s: (bool(excesses(ledger, part, s)), s.cost))
    return replace(settlement, stories=tuple(ranked))


def excesses(ledger: Accounts, part: int, story: Story) -> list[Excess]:
    """Where a story has more people go back than came.

    Where many times more go back, they had lived there before any report of the case: that is no excess.
    """
    component, found = ledger.parts[part], []
    for column in component.columns:
        what = ledger.system.columns[column]
        if what.kind not in ("occurrence", "total") or not what.extent.measures & BACK:
            continue
        sum_of = {component.local[column]: 1.0}
        low = component.program.lower(sum_of, story.off).value or 0.0
        ceiling = _ceiling(what.extent, ledger) if low > 0 else None
        if ceiling is not None and ceiling[0] < low <= ceiling[0] * linking_rules().contested_ratio:
            claims = because(component, sum_of, low=True, order=ledger.order, off=story.off)
            found.append(Excess(low, ceiling[0], union([claims], ledger.order), ceiling[1]))
    return found


def _ceiling(went: Extent, ledger: Accounts) -> tuple[float, tuple[str, ...]] | None:
    """The most who were reported to have come the other way by then; None where that is open."""
    if went.origin is None:
        return None
    came = Extent(
        measures=frozenset({Measure.ARRIVAL}),
        unit=went.unit,
        group=went.group,
        origin=went.destination,
        destination=went.origin,
        window=Window(None, went.window.end),
    )
    counted = count(came, ledger)
    high = ends(ledger, {}, counted.high).high
    if not counted.events or high is None:
        return None
    return high, reasons(ledger, counted.high, low=False)
