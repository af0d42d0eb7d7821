"""Whom an answer holds beyond known occurrences, and who may have moved beyond every report.

Takes what is counted and a ledger; gives bounds of people in known occurrences, of people in stated totals
alone, and of people whom nobody reported.
"""

from __future__ import annotations

from dataclasses import replace

from panj.events.scopes import Window
from panj.model import Bounds
from panj.tally.counted import Counted, in_its_stream, stands
from panj.tally.ledger import Ledger
from panj.tally.scope import Extent, Lies, lies
from panj.tally.sums import ends, highest, lowest, weighted


def only_in_total(counted: Counted, ledger: Ledger) -> Bounds | None:
    """People in the answer whom stated totals hold beyond known occurrences; None where there are none."""
    held = _of_totals(counted, ledger)
    if not held:
        return None
    return Bounds(lowest(ledger, held), None, highest(ledger, held))


def itemised(counted: Counted, ledger: Ledger) -> Bounds | None:
    """People in known occurrences, where the answer holds others besides; None where it does not."""
    if not counted.events or not counted.forced:
        return None
    return Bounds(lowest(ledger, counted.sure), None, highest(ledger, counted.possible))


def only_counted(counted: Counted, ledger: Ledger) -> Bounds | None:
    """People in the answer who came in waves that an ordinal counts and nobody describes; None: nobody."""
    columns = ledger.system.columns
    if not any(columns[i].kind == "unseen" for i in counted.forced):
        return None
    waves = [i for i in counted.rests if columns[i].kind == "unseen" and highest(ledger, (i,)) is not None]
    return Bounds(lowest(ledger, waves), None, highest(ledger, waves))


def _of_totals(counted: Counted, ledger: Ledger) -> list[int]:
    return [i for i in counted.forced if ledger.system.columns[i].kind == "rest"]


def unreported(counted: Counted, asked: Extent, ledger: Ledger) -> Bounds | None:
    """People in the question, in no known occurrence and in no total that is part of the answer.

    Waves that were only counted are among them. None where no total or count reaches them.
    """
    covers = _covers(counted, asked, ledger)
    if not covers and not counted.unseen:
        return None
    reported = set(_of_totals(counted, ledger))
    beyond = set(counted.rests) - reported
    low = lowest(ledger, beyond)
    if not covers:
        return Bounds(max(low, float(counted.unseen)), None, None)
    vague = _vague(counted, asked, ledger)
    highs = [highest(ledger, {*ledger.system.beyond[total], *vague} - reported) for total in covers]
    high = min((h for h in highs if h is not None), default=None)
    if high is not None and high < low:  # other totals reach beyond the one that holds the known occurrences
        so_far = [h for h in _left_by_running_totals(counted, asked, ledger) if h >= low]
        high = min(so_far) if so_far else highest(ledger, beyond.union(counted.touching))
    return Bounds(low, None, high)


def _left_by_running_totals(counted: Counted, asked: Extent, ledger: Ledger) -> list[float]:
    """What each running total that takes in all that is asked leaves beyond the answer, at the most."""
    closing = [w.end for w in (ledger.extents[e].window for e in counted.events) if w.end]
    last = asked.window.end or max(closing, default=None)
    if asked.window.start is not None or last is None:
        return []
    ever = replace(asked, window=Window())
    answered = dict.fromkeys((*counted.sure, *_of_totals(counted, ledger)), -1.0)
    found = []
    for i, c in enumerate(ledger.system.columns):
        if c.kind != "total" or not c.extent.window.running or (c.extent.window.end or last) < last:
            continue
        whole = lies(_from(ever, c.extent), replace(c.extent, window=Window()), ledger.places) is Lies.IN
        if whole and in_its_stream(c, asked, ledger) and stands(c.of, ledger, counted.dropped):
            found.append(ends(ledger, {}, weighted(ledger, {i: 1.0, **answered})).high)
    return [high for high in found if high is not None]


def _vague(counted: Counted, asked: Extent, ledger: Ledger) -> list[int]:
    """Known occurrences not counted that may yet lie in the question: a wider place or group was said."""
    return [
        i
        for i, c in enumerate(ledger.system.columns)
        if c.kind == "occurrence"
        and c.of not in counted.events
        and lies(c.extent, asked, ledger.places) is Lies.PERHAPS
        and not ledger.wholes.get(c.of)
    ]


def _covers(counted: Counted, asked: Extent, ledger: Ledger) -> list[str]:
    """Totals that hold the whole question; an open side reaches to the last known occurrence."""
    windows = [ledger.extents[e].window for e in counted.events]
    starts = [w.start for w in windows if w.start]
    closing = [w.end for w in windows if w.end]
    window = Window(
        asked.window.start or min(starts, default=None), asked.window.end or max(closing, default=None)
    )
    whole = replace(asked, window=window)
    return [
        c.of
        for c in ledger.system.columns
        if c.kind == "total"
        and in_its_stream(c, asked, ledger)
        and lies(_from(whole, c.extent), c.extent, ledger.places) is Lies.IN
        and stands(c.of.split(".")[0], ledger, counted.dropped)
    ]


def _from(asked: Extent, scope: Extent) -> Extent:
    """A question that leaves open where people came from, as the total reads it."""
    return asked if asked.origin else replace(asked, origin=scope.origin)
