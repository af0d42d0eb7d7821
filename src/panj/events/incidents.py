"""Reports about the same incident: grouped by rare words that they share and the days of their publication.

Takes reports; gives `Incident`s. Tf-idf with average linkage: texts that tell of one thing in their own words
share names and places. A hint for readers: reports of one incident stay as many origins as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panj.model import BlockKind, Report

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FEW = 6  # reports, up to which no word is too common: three of five may well tell of one thing

Weights = Mapping[str, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Incident:
    """Reports that tell of one incident, by publication.

    `alike`: mean likeness of their pairs, 1 for a report that stands alone. `words`: what they share, the
    most telling first.
    """

    reports: tuple[str, ...]
    alike: float
    words: tuple[str, ...]


@cache
def _rules() -> Mapping[str, Any]:
    source = resources.files("panj.events") / "incidents.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return table | {"empty": frozenset(table["empty"])}


def incidents(reports: Collection[Report]) -> list[Incident]:
    """Groups of reports about the same incident, each report in one, in order of publication.

    The same reports give the same groups in whatever order they come; a table goes with its report.
    """
    ordered = sorted({r.id: r for r in reports if r.part_of is None}.values(), key=_age)
    texts = _weighted([_words(r) for r in ordered])
    days = np.array([np.nan if r.day is None else r.day.toordinal() for r in ordered])
    found = [
        _incident(group, mean, ordered, texts)
        for tied in _tied(texts, days)
        for group, mean in _joined(tied, texts, days)
    ]
    at = {r.id: n for n, r in enumerate(ordered)}
    return sorted(found, key=lambda i: at[i.reports[0]])


def _age(report: Report) -> tuple[bool, str, str]:
    return report.published is None, report.published or "", report.id


def _words(report: Report) -> Counter[str]:
    """The words of title and body; furniture around them tells nothing."""
    kept = [b for b in report.blocks if b.kind in (BlockKind.TITLE, BlockKind.BODY)]
    text = " ".join(report.text[b.start : b.end] for b in kept) if kept else report.text
    words = _WORD.findall(f"{report.title or ''} {text}".lower())
    empty = _rules()["empty"]
    return Counter(w for w in words if len(w) >= _rules()["letters"] and w not in empty)


def _weighted(texts: Sequence[Counter[str]]) -> list[Weights]:
    """Tf-idf of each text, of length one."""
    n = len(texts)
    seen = Counter(w for t in texts for w in t)
    most = n if n <= _FEW else n * _rules()["common"]
    rare = {w: log((1 + n) / (1 + k)) + 1 for w, k in seen.items() if 1 < k <= most}
    found: list[Weights] = []
    for text in texts:
        weights = {w: (1 + log(k)) * rare[w] for w, k in text.items() if w in rare}
        length = sqrt(sum(v * v for v in weights.values())) or 1.0
        found.append({w: v / length for w, v in weights.items()})
    return found


def _tied(texts: Sequence[Weights], days: Floats) -> list[list[int]]:
    """Sets that no pair ties at the limit: average linkage joins nothing across them."""
    holders: dict[str, tuple[NDArray[np.int64], Floats]] = {}
    at: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, text in enumerate(texts):
        for word, weight in text.items():
            at[word].append((i, weight))
    for word, held in at.items():
        holders[word] = (np.array([i for i, _ in held]), np.array([w for _, w in held]))
    home = np.arange(len(texts))
    for i, text in enumerate(texts):
        likeness = np.zeros(len(texts))
        for word, weight in text.items():
            positions, weights = holders[word]
            likeness[positions] += weight * weights
        near = np.flatnonzero(likeness[:i] * _near(days[:i], days[i]) >= _rules()["alike"])
        names = np.unique(home[[i, *near.tolist()]])
        home[np.isin(home, names)] = names.min()
    tied: dict[int, list[int]] = defaultdict(list)
    for i, name in enumerate(home.tolist()):
        tied[name].append(i)
    return list(tied.values())


def _near(some: Floats, day: float) -> Floats:
    """What is left of a likeness by the days between two publications: least where one is not known."""
    apart, days = _rules()["apart"], _rules()["days"]
    left: Floats = apart + (1 - apart) * np.exp(-np.abs(some - day) / days)
    return np.nan_to_num(left, nan=apart)


def _joined(
    members: Sequence[int], texts: Sequence[Weights], days: Floats
) -> Iterator[tuple[list[int], float]]:
    """Average linkage: groups with the mean likeness of their pairs."""
    n = len(members)
    likeness = np.zeros((n, n))
    for a in range(n):
        near = _near(days[members[:a]], days[members[a]])
        mine = texts[members[a]]
        for b in range(a):
            other = texts[members[b]]
            shared = sum(weight * other[word] for word, weight in mine.items() if word in other)
            likeness[a, b] = likeness[b, a] = shared * near[b]
    mean = likeness - np.eye(n)
    groups = {i: [i] for i in range(n)}
    while len(groups) > 1:
        a, b = sorted(divmod(int(mean.argmax()), n))
        if mean[a, b] < _rules()["alike"]:
            break
        x, y = len(groups[a]), len(groups[b])
        row = (x * mean[a] + y * mean[b]) / (x + y)
        row[[i for i in range(n) if i not in groups or i in (a, b)]] = -1.0
        mean[a], mean[:, a], mean[b], mean[:, b] = row, row, -1.0, -1.0
        groups[a] += groups.pop(b)
    for group in groups.values():
        pairs = [likeness[i, j] for i in group for j in group if i < j]
        yield [members[i] for i in sorted(group)], float(np.mean(pairs)) if pairs else 1.0


def _incident(
    group: Sequence[int], mean: float, reports: Sequence[Report], texts: Sequence[Weights]
) -> Incident:
    shared: dict[str, float] = defaultdict(float)
    holders = Counter(w for i in group for w in texts[i])
    for i in group:
        for word, weight in texts[i].items():
            if holders[word] > 1:
                shared[word] += weight
    words = sorted(shared, key=lambda w: (-round(shared[w], 9), w))[: _rules()["told"]]
    return Incident(tuple(reports[i].id for i in group), round(mean, 3), tuple(words))
