"""Amounts: an interval with its unit, so that no kilogram ever meets a litre.

Takes `Bounds` and a unit such as `l/person/day`; multiplication and division carry the units along,
and conversion to a unit of another kind is refused. A units library was measured first (pint 0.25:
0.6 s to import, no intervals, no households); this is what a plan needs of one.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

from panj.errors import PlanError
from panj.model import Bounds

Dimension = tuple[tuple[str, int], ...]


@cache
def _tables() -> tuple[dict[str, tuple[Fraction, str, int]], frozenset[str]]:
    source = resources.files("panj.reception") / "units.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    scale = {name: (Fraction(f), base, power) for name, (f, base, power) in table["scale"].items()}
    return scale, frozenset(table["counted"]["names"])


@cache
def parse_unit(unit: str) -> tuple[tuple[str, int], ...]:
    """The symbols of a unit with their powers: `l/person/day` is l, person⁻¹, day⁻¹.

    Raises:
        PlanError: P001, for a symbol that units.toml does not list.
    """
    scale, counted = _tables()
    powers: Counter[str] = Counter()
    for i, part in enumerate(unit.split("/")):
        for symbol in filter(None, part.split("·")):
            if symbol == "1":
                continue
            if symbol not in scale and symbol not in counted:
                raise PlanError("P001", unit, symbol=symbol)
            powers[symbol] += 1 if i == 0 else -1
    return _sorted(powers)


def _sorted(powers: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((s, p) for s, p in powers.items() if p))


def _measure(symbols: tuple[tuple[str, int], ...]) -> tuple[Fraction, Dimension]:
    """The factor to base units, and the kind of quantity."""
    scale, _ = _tables()
    factor, kinds = Fraction(1), Counter[str]()
    for symbol, power in symbols:
        if symbol in scale:
            one, base, base_power = scale[symbol]
            factor *= one**power
            kinds[base] += base_power * power
        else:
            kinds[symbol] += power
    return factor, _sorted(kinds)


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval in a unit.

    >>> people = Amount(Bounds(100, 100, 100), "person")
    >>> (people * Amount(Bounds(15, 15, 15), "l/person/day")).to("m3/day").bounds.best
    1.5
    """

    bounds: Bounds
    unit: str

    def __post_init__(self) -> None:
        parse_unit(self.unit)

    def __mul__(self, other: Amount) -> Amount:
        """The product; an open end stays open."""
        a, b = self.bounds, other.bounds
        product = Bounds(a.low * b.low, _both(a.best, b.best), _both(a.high, b.high))
        return Amount(product, _write(self.unit, other.unit, 1))

    def __truediv__(self, other: Amount) -> Amount:
        """The quotient: the most comes of the most people and the least per unit."""
        a, b = self.bounds, other.bounds
        low = 0.0 if b.high is None else a.low / b.high
        best = None if a.best is None or b.best is None else a.best / b.best
        high = None if a.high is None or not b.low else a.high / b.low
        return Amount(Bounds(low, best, high), _write(self.unit, other.unit, -1))

    def __add__(self, other: Amount) -> Amount:
        """The sum in the left unit.

        Raises:
            PlanError: P002, where the right one is of another kind.
        """
        a, b = self.bounds, other.to(self.unit).bounds
        best = None if a.best is None or b.best is None else a.best + b.best
        high = None if a.high is None or b.high is None else a.high + b.high
        return Amount(Bounds(a.low + b.low, best, high), self.unit)

    def to(self, unit: str) -> Amount:
        """The same amount in another unit of its kind.

        Raises:
            PlanError: P002, where the kinds differ.
        """
        (ours, our_kind), (theirs, their_kind) = _measure(parse_unit(self.unit)), _measure(parse_unit(unit))
        if our_kind != their_kind:
            raise PlanError("P002", unit, have=self.unit, want=unit)
        factor = ours / theirs
        return Amount(_each(self.bounds, lambda v: _tidy(v * factor.numerator / factor.denominator)), unit)

    def whole(self) -> Amount:
        """Rounded up to whole things: nobody builds four fifths of a latrine."""
        return Amount(_each(self.bounds, lambda v: float(math.ceil(v - 1e-9))), self.unit)


def exactly(value: float, unit: str) -> Amount:
    """An amount known exactly."""
    return Amount(Bounds(value, value, value), unit)


def _both(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a * b


def _tidy(value: float) -> float:
    """Without the tail that binary fractions leave: 0.1 + 0.2 stays 0.3."""
    return float(f"{value:.12g}")


def _each(bounds: Bounds, change: Callable[[float], float]) -> Bounds:
    best = None if bounds.best is None else change(bounds.best)
    high = None if bounds.high is None else change(bounds.high)
    return Bounds(change(bounds.low), best, high)


def _write(left: str, right: str, sign: int) -> str:
    """The unit of a product (sign 1) or quotient (sign -1)."""
    powers = Counter(dict(parse_unit(left)))
    for symbol, power in parse_unit(right):
        powers[symbol] += sign * power
    above = [s for s, p in _sorted(powers) for _ in range(max(p, 0))]
    below = [s for s, p in _sorted(powers) for _ in range(max(-p, 0))]
    return "/".join(["·".join(above) or "1", *below])
