"""Frames and figure reader vote: whether a word tells a development, of which kind, and how that stands.

Takes what the reader says of words beside what frames and the tree say; gives what is likelier. The weights
stand in voting.toml.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from panj.claims.developments.demands import Match
from panj.claims.developments.status import Reading
from panj.claims.learned.telling import NOTHING, Telling
from panj.model import DevelopmentStatus

_PARTS = ("seen", "frame", "kind", "status", "status_seen", "right")
_LEAST = 1e-4  # no share is taken for less


@dataclass(frozen=True, slots=True)
class Weights:
    """voting.toml; its comments say what each number is."""

    seen: Mapping[str, float]
    frame: Mapping[str, float]
    kind: Mapping[str, float]
    status: Mapping[str, float]
    status_seen: Mapping[str, float]
    right: Mapping[str, float]

    def holds(self, match: Match, share: float) -> bool:
        """Whether a frame is to be read where the reader gives its words this share."""
        odds = _odds(self.right.get(match.frame.name, self.frame["unknown"]))
        return _odds(share) + odds + self.frame["trust"] >= 0

    def rank(self, match: Match, telling: Telling | None) -> float:
        """Which of the frames of one word is read: what it asks for, and what the reader says of its kind."""
        own = match.strength * self.frame["strength"]
        return own + (_log(telling.kinds.get(match.frame.kind, 0.0)) if telling else 0.0)

    def kind_of(self, match: Match, telling: Telling) -> str:
        """The kind, where a frame says one."""
        return _best(telling.kinds, {match.frame.kind: self.kind["frame"]})

    def kind_seen(self, telling: Telling, named: Collection[str]) -> str:
        """The kind of words of which no frame holds; `named`: kinds whose frames have these words."""
        return _best(telling.kinds, dict.fromkeys(named, self.kind["word"]))

    def status_of(
        self,
        match: Match,
        reading: Reading,
        settled: DevelopmentStatus | None,
        telling: Telling,
        *,
        framed: bool,
    ) -> DevelopmentStatus:
        """The status; `settled`: what the tree says, None: that nothing is told."""
        sums = {k: _log(share) for k, share in telling.standings.items()}
        if settled is not None:
            weights = self.status if framed else self.status_seen
            weight = weights.get(stands_by(match, reading, settled), weights["other"])
            sums[settled.value] = sums.get(settled.value, _log(0.0)) + weight
        return DevelopmentStatus(max(sums, key=lambda k: sums[k]))


def stands_by(match: Match, reading: Reading, settled: DevelopmentStatus) -> str:
    """On what a status by the rules rests: the frame, words of the sentence, or want of other words."""
    if match.frame.status or match.frame.pledges:
        return "frame"
    plain = settled is DevelopmentStatus.HAPPENED and not reading.negated
    return "default" if plain else settled.value


def _best(kinds: Mapping[str, float], added: Mapping[str, float]) -> str:
    sums = {k: _log(kinds.get(k, 0.0)) + added.get(k, 0.0) for k in {*kinds, *added} - {NOTHING}}
    return max(sorted(sums), key=lambda k: sums[k])


@cache
def weights() -> Weights:
    """The weights that ship."""
    source = resources.files("panj.claims.developments") / "voting.toml"
    return read(tomllib.loads(source.read_text(encoding="utf-8")))


def read(table: Mapping[str, Any]) -> Weights:
    """Weights as voting.toml has them."""
    return Weights(*(table[part] for part in _PARTS))


def _log(share: float) -> float:
    return math.log(max(share, _LEAST))


def _odds(share: float) -> float:
    inside = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))
