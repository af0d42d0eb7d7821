"""Figures that their own sentence takes back, and those that take their place.

Takes the drafts of a sentence; the first get the status denied, the second what the first counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.corrections import Sides
from panj.claims.numbers.number import Number
from panj.model import Status

_TAKEN_OVER = (
    "measure", "unit", "group", "origin", "destination", "place", "date_start", "date_end", "period", "per",
)  # fmt: skip


def settle_corrected(drafts: Sequence[Draft], found: Sides | None) -> None:
    """Deny what the sentence takes back; what holds instead counts the same, of the same days."""
    old, new = (_of(drafts, number) for number in ((found.old, found.new) if found else (None, None)))
    if found is None or old is None or not found.taken_back:
        return
    if new is not None and (new.noun is None or "noun.borrowed" in new.rules):
        for name in _TAKEN_OVER:
            setattr(new, name, getattr(old, name))
        new.rules.append("correction.new")
    if old.status is Status.HAPPENED:
        old.status, old.confirmed = Status.DENIED, False
        old.rules.append("status.denied:correction")


def _of(drafts: Sequence[Draft], number: Number | None) -> Draft | None:
    """The figure that a number is, where it is one."""
    live = (d for d in drafts if d.aside is None and d.measure is not None)
    return next(
        (d for d in live if number is not None and d.start < number.end and number.start < d.end), None
    )
