"""The figure reader that ships: a stretch of a report → for each figure in it how likely each answer is.

Takes a `View`; gives what was read of it (`Stretch`). That answers for each figure how likely every measure,
unit, group, status and period is, and every place and date named there to be its own; and for each word piece
whether it tells a development. Runs two ONNX graphs, one view at a time: an int8 encoder and the questions.
The weights stand in `weights/` with their model card; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from panj.claims.learned.context import KINDS, ROLES, View, role_of
from panj.claims.learned.telling import Tellings

_KEPT = 32  # views, half a megabyte each: reports that copy one another share them
SLOTS = ("origin", "destination", "place", "date")
FILES = ("encoder.onnx", "questions.onnx", "labels.json")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader says of one figure.

    labels: question → answer → natural logarithm of its probability.
    slots: slot → the same for each candidate of the view in order, after "none of them" at index 0.
    """

    labels: dict[str, dict[str, float]]
    slots: dict[str, tuple[float, ...]]


class Reader(Protocol):
    """Anything that reads views as the one that ships does."""

    def open(self, seen: View) -> Stretch:
        """What a view holds, to ask about."""
        ...


class Stretch(Protocol):
    """A view that has been read."""

    def answers(self, figures: Sequence[tuple[int, int]]) -> list[Answer]:
        """An answer for each figure, given by its first and last piece in the view."""
        ...

    def tellings(self) -> Tellings:
        """What its words tell of developments."""
        ...


class FigureReader:
    """Holds the graphs; `shipped()` gives the one that comes with Panj.

    Args:
        folder: holds `FILES`.
    """

    def __init__(self, folder: Traversable) -> None:
        self._encoder, self._questions = (_session(folder / name) for name in FILES[:2])
        told = json.loads((folder / FILES[2]).read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = told["figures"]
        self.telling_labels: dict[str, list[str]] = told["developments"]
        self._names = [o.name for o in self._questions.get_outputs()]
        self._read = lru_cache(maxsize=_KEPT)(self._encode)

    def open(self, seen: View) -> _Read:
        """Read a view once; then any of its figures can be asked about."""
        return _Read(self, seen, *self._read(seen.pieces, seen.own))

    def _encode(
        self, pieces: tuple[int, ...], own: tuple[int, ...]
    ) -> tuple[Any, dict[str, NDArray[np.float64]]]:
        """What the encoder makes of the words, and what each tells; the same for the same pieces."""
        feed = {"pieces": np.array(pieces, dtype=np.int64), "own": np.array(own, dtype=np.int64)}
        words, *told = self._encoder.run(None, feed)
        return words, dict(zip(self.telling_labels, map(_log_shares, told), strict=True))

    def ask(self, seen: View, words: Any, figures: Sequence[tuple[int, int]]) -> list[Answer]:
        """The answers for some figures of a view that has been read."""
        feed = {
            "words": words,
            "sentences": np.array(seen.sentences, dtype=np.int64),
            "figures": _pairs(figures),
            "places": _pairs([(a, b) for _, a, b in seen.places]),
            "roles": np.array([role_number(role_of(m)) for m, _, _ in seen.places], dtype=np.int64),
            "dates": _pairs([(a, b) for _, a, b in seen.dates]),
            "kinds": np.array([kind_number(w.kind) for w, _, _ in seen.dates], dtype=np.int64),
        }
        out = dict(zip(self._names, self._questions.run(None, feed), strict=True))
        told = {name: _log_shares(rows) for name, rows in out.items()}
        return [self._answer(told, i) for i in range(len(figures))]

    def _answer(self, told: dict[str, NDArray[np.float64]], i: int) -> Answer:
        labels = {
            name: dict(zip(values, told[name][i].tolist(), strict=True))
            for name, values in self.labels.items()
        }
        return Answer(labels, {name: tuple(told[name][i].tolist()) for name in SLOTS})


@dataclass(frozen=True, slots=True)
class _Read:
    """A view with what the encoder made of it."""

    reader: FigureReader
    seen: View
    words: Any
    told: dict[str, NDArray[np.float64]]

    def answers(self, figures: Sequence[tuple[int, int]]) -> list[Answer]:
        return self.reader.ask(self.seen, self.words, figures) if figures else []

    def tellings(self) -> Tellings:
        return Tellings(self.seen, self.told, self.reader.telling_labels)


@cache
def shipped() -> FigureReader | None:
    """The reader that ships with Panj, loaded once a process; None where it was built without its weights."""
    folder = resources.files("panj.claims.learned") / "weights"
    return FigureReader(folder) if (folder / FILES[0]).is_file() else None


def role_number(role: str) -> int:
    """The number under which the model knows the role of a place."""
    return ROLES.index(role) if role in ROLES else 0


def kind_number(kind: str) -> int:
    """The number under which the model knows the kind of a date."""
    return KINDS.index(kind) if kind in KINDS else 0


def _session(path: Traversable) -> Any:
    import onnxruntime  # a quarter of a second, paid only where text is read

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


def _pairs(rows: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _log_shares(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Log-softmax over the last axis."""
    wide = logits.astype(np.float64)
    wide -= wide.max(-1, keepdims=True)
    wide -= np.log(np.exp(wide).sum(-1, keepdims=True))
    return wide
