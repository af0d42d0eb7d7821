"""The figure reader that ships: a sentence's figures in their context → how likely each answer is.

Takes a `View` and where its figures stand; gives an `Answer` each: how likely every measure, unit, group,
status and period is, and every place and date named there to be the figure's own. Runs an int8 ONNX graph one
view at a time. The weights stand in `weights/` with their model card; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panj.claims.learned.context import KINDS, ROLES, View

SLOTS = ("origin", "destination", "place", "date")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader says of one figure.

    labels: question → answer → natural logarithm of its probability.
    slots: slot → the same for each candidate of the view in order, after "none of them" at index 0.
    """

    labels: dict[str, dict[str, float]]
    slots: dict[str, tuple[float, ...]]


class FigureReader:
    """Holds the graph; `shipped()` gives the one that comes with Panj.

    Args:
        folder: holds `figures.onnx` and `labels.json`.
    """

    def __init__(self, folder: Traversable) -> None:
        import onnxruntime  # a quarter of a second, paid only where text is read

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = (folder / "figures.onnx").read_bytes()
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._names = [o.name for o in self._session.get_outputs()]

    def read(self, seen: View, figures: Sequence[tuple[int, int]]) -> list[Answer]:
        """An answer for each figure, given by its first and last piece in the view."""
        if not figures:
            return []
        feed = {
            "pieces": np.array(seen.pieces, dtype=np.int64),
            "own": np.array(seen.own, dtype=np.int64),
            "figures": _pairs(figures),
            "places": _pairs([(a, b) for _, a, b in seen.places]),
            "roles": np.array([role_number(m.role) for m, _, _ in seen.places], dtype=np.int64),
            "dates": _pairs([(a, b) for _, a, b in seen.dates]),
            "kinds": np.array([kind_number(w.kind) for w, _, _ in seen.dates], dtype=np.int64),
        }
        out = dict(zip(self._names, self._session.run(None, feed), strict=True))
        told = {name: _log_shares(rows) for name, rows in out.items()}
        return [self._answer(told, i) for i in range(len(figures))]

    def _answer(self, told: dict[str, NDArray[np.float64]], i: int) -> Answer:
        labels = {
            name: dict(zip(values, told[name][i].tolist(), strict=True))
            for name, values in self._labels.items()
        }
        return Answer(labels, {name: tuple(told[name][i].tolist()) for name in SLOTS})


@cache
def shipped() -> FigureReader | None:
    """The reader that ships with Panj, loaded once a process; None where it was built without its weights."""
    folder = resources.files("panj.claims.learned") / "weights"
    return FigureReader(folder) if (folder / "figures.onnx").is_file() else None


def role_number(role: str) -> int:
    """The number under which the model knows the role of a place."""
    return ROLES.index(role) if role in ROLES else 0


def kind_number(kind: str) -> int:
    """The number under which the model knows the kind of a date."""
    return KINDS.index(kind) if kind in KINDS else 0


def _pairs(rows: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _log_shares(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Log-softmax over the last axis."""
    wide = logits.astype(np.float64)
    top = wide.max(-1, keepdims=True)
    shares: NDArray[np.float64] = wide - top - np.log(np.exp(wide - top).sum(-1, keepdims=True))
    return shares
