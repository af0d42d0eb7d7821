"""The highest-scoring tree over a sentence (Chu and Liu 1965, Edmonds 1967), with one root.

Takes a matrix of arc scores; gives each word's head. Greedy heads are a tree in most sentences, and then
nothing more is done.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32] | NDArray[np.float64]
Heads = NDArray[np.int64]
_ROOT = np.zeros(1, dtype=np.int64)
_ROOTS = 2  # zeros among the heads: that of the root's own place, and that of the one word below it
_ROUNDING = 1e-6  # scores are float32, sums of a hundred of them float64


def best_tree(scores: Scores) -> Heads:
    """int64[word]: heads, 1-based, 0 for the one root.

    Args:
        scores: float[word, 1 + word]; column 0 is the root, column h the word h - 1.
    """
    n = len(scores)
    apart = scores.copy()
    np.fill_diagonal(apart[:, 1:], -np.inf)  # no word governs itself
    heads = np.concatenate([_ROOT, apart.argmax(axis=1)])
    if _is_tree(heads):
        return heads[1:]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = apart
    best_total, best = -np.inf, heads
    roots = np.argsort(-full[1:, 0], kind="stable")[: min(n, 8)] + 1  # beyond the best few no root ever wins
    tops = full[1:, 1:].max(axis=1)  # each word's best head, cycles or not: no tree has more
    for root in roots:
        at_most = float(full[root, 0] + tops.sum() - tops[root - 1])
        if at_most < best_total - _ROUNDING:
            continue
        single = full.copy()
        single[1:, 0] = -np.inf
        single[root] = -np.inf
        single[root, 0] = 0.0
        heads = _edmonds(single)
        total = float(full[np.arange(1, n + 1), heads[1:]].sum())
        if total > best_total:
            best_total, best = total, heads
    return best[1:]


def _greedy(full: Scores) -> Heads:
    heads: Heads = full.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    return heads


def _is_tree(heads: Heads) -> bool:
    above: list[int] = heads.tolist()
    return above.count(0) == _ROOTS and _cycle(above) is None


def _cycle(above: list[int]) -> list[int] | None:
    """Words of one cycle, or None."""
    state = [0] * len(above)
    state[0] = 2
    for start in range(1, len(above)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = above[at]
        if state[at] == 1:
            return path[path.index(at) :]
        for seen in path:
            state[seen] = 2
    return None


def _edmonds(full: Scores) -> Heads:
    """Heads of the best arborescence rooted at 0: contract a cycle, solve, expand."""
    heads = _greedy(full)
    cycle = _cycle(heads.tolist())
    if cycle is None:
        return heads
    inside = np.array(cycle)
    free = np.ones(len(full), dtype=bool)
    free[inside] = False
    outside = free.nonzero()[0]
    kept = full[inside, heads[inside]]
    into = full[inside[:, None], outside] - kept[:, None]
    out_of = full[outside[:, None], inside]
    enter, leave = into.argmax(axis=0), out_of.argmax(axis=1)
    size = len(outside) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = full[outside[:, None], outside]
    small[-1, :-1] = into.max(axis=0)
    small[:-1, -1] = out_of.max(axis=1)
    small[0] = -np.inf
    solved = _edmonds(small)
    for row, node in enumerate(outside):
        if node:
            head = solved[row]
            heads[node] = inside[leave[row]] if head == size - 1 else outside[head]
    entry = solved[-1]
    heads[inside[enter[entry]]] = outside[entry]
    return heads
