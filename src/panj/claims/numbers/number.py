"""`Number`: a number as stated, with its hedge."""

from __future__ import annotations

from dataclasses import dataclass

from panj.model import Qualifier


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated.

    Args:
        start, end: offsets of the whole phrase, hedge included; core_start, core_end without it.
        value, value_high: the number, and the upper end of a range; a share is a part of one.
        kind: count, share, currency, order, vague; `currency`: the ISO code of an amount.
        whole: what it is stated to be part of ("three of its four camps": 4).
        digits: whether it is written in digits.
        rules: what was read, for the claim's explanation.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    value: float
    qualifier: Qualifier = Qualifier.EXACT
    value_high: float | None = None
    kind: str = "count"
    currency: str | None = None
    whole: float | None = None
    digits: bool = False
    rules: tuple[str, ...] = ()
