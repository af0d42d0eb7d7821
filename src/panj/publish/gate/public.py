"""A source of situations in public form, for a room and an API whose readers have no rights to the case.

Takes a function from a known date to a `Situation`; gives another that passes each through the gate once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock

from panj.gazetteer import Gazetteer
from panj.publish.content import Situation
from panj.publish.gate.clearing import clear

Source = Callable[[date | None], Situation]
_KEPT = 24  # situations held: the days that a reader steps through


def gated(source: Source, *, gazetteer: Gazetteer | None = None) -> Source:
    """The same situations as they may be shown in public; each is worked out once, while the case stands."""
    held: OrderedDict[date | None, tuple[Situation, Situation]] = OrderedDict()
    lock = Lock()

    def public(known: date | None) -> Situation:
        situation = source(known)
        with lock:
            if known not in held or held[known][0] is not situation:
                cleared = clear(situation, gazetteer=gazetteer, later=source(None))
                held[known] = (situation, cleared.situation)
                while len(held) > _KEPT:
                    held.popitem(last=False)
            held.move_to_end(known)
            return held[known][1]

    return public
