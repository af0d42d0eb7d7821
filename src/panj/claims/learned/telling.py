"""What the reader says of words: whether one tells a development, of which kind, and how that stands.

Takes a view that has been read; gives for any word of it a `Telling`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panj.claims.learned.context import View

NOTHING = "-"  # the kind of a word that tells no development


@dataclass(slots=True)  # not frozen: hundreds are made for every report
class Telling:
    """How likely a word tells each kind of development, and each status: shares that add up to 1."""

    kinds: Mapping[str, float]
    standings: Mapping[str, float]

    @property
    def share(self) -> float:
        """How likely it is that the word tells any development."""
        return 1.0 - self.kinds[NOTHING]

    @property
    def kind(self) -> str:
        """The likeliest kind, if it tells one."""
        return max((k for k in self.kinds if k != NOTHING), key=lambda k: self.kinds[k])

    @property
    def standing(self) -> str:
        """The likeliest status."""
        return max(self.standings, key=lambda k: self.standings[k])


class Tellings:
    """The words of a view.

    Args:
        told: "kind" and "standing": float[piece, label], natural logarithms of shares.
        labels: the labels of each, in order.
    """

    def __init__(
        self, seen: View, told: Mapping[str, NDArray[np.float64]], labels: Mapping[str, Sequence[str]]
    ) -> None:
        self._seen, self._labels = seen, labels
        self._shares = {name: np.exp(logs) for name, logs in told.items()}
        self._rows = {name: shares.tolist() for name, shares in self._shares.items()}
        self._known: dict[tuple[int, int], Telling] = {}
        nothing = labels["kind"].index(NOTHING)
        self._telling: list[float] = (1.0 - self._shares["kind"][:, nothing]).tolist()

    def of(self, start: int, end: int) -> Telling | None:
        """What text[start:end] tells; None where it stands outside of what was read."""
        at = self._seen.span(start, end)
        if at is None:
            return None
        if at not in self._known:
            self._known[at] = self._read(*at)
        return self._known[at]

    def share(self, start: int, end: int) -> float | None:
        """How likely text[start:end] tells any development, which is asked of words by the thousand."""
        at = self._seen.span(start, end)
        if at is None:
            return None
        if at[0] == at[1]:
            return self._telling[at[0]]
        told = self.of(start, end)
        return None if told is None else told.share

    def _read(self, first: int, last: int) -> Telling:
        """The mean of some pieces; a word is asked about many times over, and most are of one piece."""
        kinds, standings = (
            self._rows[name][first]
            if first == last
            else self._shares[name][first : last + 1].mean(0).tolist()
            for name in ("kind", "standing")
        )
        return Telling(
            dict(zip(self._labels["kind"], kinds, strict=True)),
            dict(zip(self._labels["standing"], standings, strict=True)),
        )
