"""A denied figure never leads where one that nobody denies is told: it goes before any other claim does.

Takes a component with claims that another source denies; gives its settlement, which gives up first what the
others leave no room for. It stays told, as a contradiction and as a story of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from panj.tally.clashes import in_order, minimal
from panj.tally.components import Component
from panj.tally.hitting import Order
from panj.tally.stories import Settlement, Story

_BESIDE = 1_000.0  # what a story costs that goes by a denied figure: more than any that does not

Settle = Callable[[Component], Settlement]


def settle_without(
    part: Component,
    denied: AbstractSet[str],
    *,
    gone: AbstractSet[str],
    order: Order,
    settle: Settle,
    every: Settle,
) -> Settlement:
    """The settlement in which denied claims weigh nothing against others.

    Args:
        part: the component.
        denied: claims of it that another source denies.
        gone: those of them that are given up though the others leave room for them.
        order: publication and id of each claim.
        settle: settles a component none of whose claims is denied.
        every: settles the whole component, each claim by its own weight.
    """
    kept = [i for i, r in enumerate(part.rows) if denied.isdisjoint(r.claims)] if denied else []
    rest = Component(part.columns, tuple(part.rows[i] for i in kept))
    base = settle(rest)
    off = frozenset(kept[i] for i in base.chosen.off)
    out = _left_out(part, denied - gone, off | part.off(gone), order) + in_order(gone, order)
    if not out:
        return every(part)
    dropped = in_order({*base.chosen.dropped, *out}, order)
    first = Story(dropped, off | part.off(out), base.chosen.cost)
    whole = every(part)
    told = {c for clash in whole.conflicts for c in clash}
    back = {c: first.off - part.off((c,)) for c in out if c not in told}
    fresh = [minimal(part, o, order) for o in back.values() if not part.program.feasible(o)]
    conflicts = tuple(dict.fromkeys((*whole.conflicts, *base.conflicts, *fresh)))
    others = tuple(_dearer(s) for s in whole.stories if conflicts and set(s.dropped) != set(dropped))
    return replace(
        whole,
        stories=(first, *others),
        conflicts=conflicts,
        relaxed=tuple(kept[i] for i in base.relaxed),
        least=base.least,
        same={**whole.same, **base.same},
    )


def _left_out(
    part: Component, denied: AbstractSet[str], off: frozenset[int], order: Order
) -> tuple[str, ...]:
    """Denied claims that cannot hold beside the others, conventional ends included; the earliest stay."""
    out = set(denied)
    for c in in_order(denied, order):
        if part.program.feasible(off | part.off(out - {c})):
            out.remove(c)
    return in_order(out, order)


def _dearer(story: Story) -> Story:
    """A story that may go by a denied figure, behind those that do not."""
    return replace(story, cost=story.cost + _BESIDE)
