"""What it costs to disbelieve claims: confirmed before unconfirmed, said before summed, body before headline.

Takes frames; gives a function from claims to a cost in which claims of one origin count once. The weights
are in credence.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from panj.events.applied import ACCEPTED
from panj.events.denials import is_denied
from panj.events.frames import Frame
from panj.events.inputs import DENIED
from panj.events.origins import origin_key
from panj.model import PeriodKind


@cache
def _weights() -> Mapping[str, float]:
    source = resources.files("panj.tally") / "credence.toml"
    table: dict[str, float] = tomllib.loads(source.read_text(encoding="utf-8"))["weights"]
    return table


def weight(frame: Frame) -> float:
    """How much one claim is worth against others, above 0."""
    w, claim = _weights(), frame.claim
    value = w["claim"] * (w["misread"] + (1 - w["misread"]) * claim.confidence)
    for holds, name in (
        (not claim.confirmed, "unconfirmed"),
        (claim.optional, "headline"),
        (claim.inherits, "carried"),
        (claim.period is not PeriodKind.EVENT, "total"),
        (claim.speaker is None, "unnamed"),
        (DENIED in claim.rules, "denied"),
        (ACCEPTED in claim.rules, "accepted"),
    ):
        value *= w[name] if holds else 1.0
    return value


class Credence:
    """The cost of giving up a set of claims: per origin, that of its weightiest.

    Args:
        frames: of the claims, by id.
        overruled: denied claims beside which another is told that nobody denies.
    """

    def __init__(self, frames: Mapping[str, Frame], overruled: frozenset[str] = frozenset()) -> None:
        self._weights = {c: weight(f) for c, f in frames.items()}
        self._denied = frozenset(c for c, f in frames.items() if is_denied(f))
        self._overruled = overruled
        self._origins = {c: origin_key(f) for c, f in frames.items()}

    def weight(self, claim: str) -> float:
        """What one claim is worth."""
        return self._weights.get(claim, 1.0)

    def denied(self, claim: str) -> bool:
        """Whether another source denies it, and no analyst vouches for it."""
        return claim in self._denied

    def overruled(self, claim: str) -> bool:
        """Whether it is denied and another tells of the same people: it is given up, whatever it leaves room for."""  # noqa: E501
        return claim in self._overruled

    def origin(self, claim: str) -> object:
        """The origin of a claim; claims of one origin cost once."""
        return self._origins.get(claim, claim)

    def __call__(self, claims: Iterable[str]) -> float:
        """The cost of a set."""
        by_origin: dict[object, float] = {}
        for c in claims:
            key = self.origin(c)
            by_origin[key] = max(by_origin.get(key, 0.0), self.weight(c))
        return round(sum(by_origin.values()), 6)
