"""Measures and fits how frames and reader tell developments, on marked reports that neither was made on.

    python training/figures/telling.py [--weights FOLDER] [--hold-out 10] [--fit] [--frames] [--write]

Held out are the reports whose number is divisible by ten, as in training. Printed are recall and precision
of telling words, and the share of right kinds and statuses among those found, for the frames alone, the
reader alone and both. --fit searches the numbers of claims/developments/voting.toml on the held-out reports,
--frames counts on all marked reports how often each frame is right; --write puts both into the file.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from marked import reports

from panj.claims.developments import voting
from panj.claims.developments.extraction import long_enough, read_of
from panj.claims.developments.seeing import told_of
from panj.claims.developments.telling import Found, by_frames, chosen, voted
from panj.claims.developments.voting import Weights
from panj.claims.extract import read_drafts_of
from panj.claims.learned.reader import FigureReader, shipped
from panj.claims.learned.telling import Telling
from panj.claims.routes.gazette import Codes
from panj.language.trees import Syntax, syntax
from panj.model import Report, Span

HERE = Path(__file__).resolve().parent
VOTING = HERE.parents[1] / "src/panj/claims/developments/voting.toml"
SMOOTH, FEW = 4.0, 5  # reports' worth of the mean added to a frame's count; fewer than so many tell nothing
WEIGHTS = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 10.0)  # the last: the reader is not heard
GRID: dict[tuple[str, str], Sequence[float]] = {
    ("seen", "share"): (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75),
    ("seen", "against"): (0.6, 0.7, 0.8, 0.9, 0.95, 1.0),
    ("seen", "edge"): (0.1, 0.2, 0.3),
    ("seen", "own"): (0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    ("frame", "trust"): (-1.0, 0.0, 1.0, 2.0, 3.0, 4.0),
    ("frame", "strength"): (0.5, 1.0, 2.0),
    ("kind", "frame"): WEIGHTS,
    ("kind", "word"): WEIGHTS,
}
STANDINGS = ("default", "under_way", "planned", "possible", "other", "frame")
GRID |= {(part, name): WEIGHTS for part in ("status", "status_seen") for name in STANDINGS}
NOISE = 0.0025  # of what is fitted
BETA = 1.0  # of the F measure that is fitted; above 1 recall weighs more


@dataclass(slots=True)
class Line:
    """A sentence of a marked report: its tree, the frames that hold, what the reader says, what is marked."""

    report: str
    text: str
    tree: Syntax | None
    rows: list[Found]
    words: list[Telling | None]
    marks: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Count:
    """What was found, over a set of sentences."""

    marked: int = 0
    told: int = 0
    found: int = 0
    kind: int = 0
    status: int = 0

    def f(self) -> float:
        """The F measure of telling words."""
        r, p = self.found / max(1, self.marked), self.found / max(1, self.told)
        return (1 + BETA**2) * p * r / max(1e-9, BETA**2 * p + r)

    def __str__(self) -> str:
        r, p = self.found / max(1, self.marked), self.found / max(1, self.told)
        k, s = (n / max(1, self.found) for n in (self.kind, self.status))
        found = f"marked {self.marked:5} told {self.told:5} recall {r:.3f} precision {p:.3f}"
        return f"{found} kind {k:.3f} status {s:.3f}"


def lines(entry: Mapping[str, Any], reader: FigureReader | None) -> Iterator[Line]:
    """The sentences of a report that may tell something, as extraction takes them."""
    text = entry["text"]
    report = Report(text=text, published=entry["published"], outlet=entry["outlet"], name=entry["name"])
    told = read_drafts_of(report, Codes(None, text), reader)
    for sentence in told.sentences:
        if not read_of(sentence):
            continue
        marks = [m for m in entry["developments"] if sentence.body <= m["start"] < sentence.span.end]
        seen = told.council.tellings(sentence)
        if not long_enough(sentence):
            yield Line(entry["name"], text, None, [], [], marks)
            continue
        tree = sentence.syntax or syntax(text, Span(sentence.body, sentence.span.end))
        words = told_of(tree, seen) if seen is not None else [None] * len(tree)
        yield Line(entry["name"], text, tree, by_frames(tree), words, marks)


def told_by(line: Line, weights: Weights | None) -> list[Found]:
    """What is told in a sentence: with weights by both, without by the frames."""
    if line.tree is None:
        return []
    if weights is None:
        return chosen(line.tree, line.rows)
    return chosen(line.tree, voted(line.tree, line.rows, line.words, weights), own=weights.seen["own"])


def paired(line: Line, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Marks and rows that are of the same words, or of words that hang on one another, one to one."""
    tree = line.tree
    if tree is None:
        return []
    pairs = []
    for i, mark in enumerate(line.marks):
        words = {w for w in range(len(tree)) if tree.starts[w] < mark["end"] and mark["start"] < tree.ends[w]}
        for j, row in enumerate(found):
            own = {row.match.word, row.match.carrier} - {None}
            own |= set(range(row.seen.first, row.seen.last + 1)) if row.seen else set()
            linked = any(tree.head(w) in own for w in words) or any(tree.head(w) in words for w in own)
            if own & words or linked:
                pairs.append((bool(own & words), row.match.frame.kind in mark["kind"], i, j))
    taken: list[tuple[int, int]] = []
    for *_, i, j in sorted(pairs, key=lambda p: (not p[0], not p[1], p[2], p[3])):
        if all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    return taken


def count(held: Sequence[Line], weights: Weights | None, *, frames: bool = True) -> Count:
    """What is found in sentences, `frames=False` by the reader alone."""
    total = Count()
    for line in held:
        found = told_by(line if frames else replace(line, rows=[]), weights)
        pairs = paired(line, found)
        total.marked += len(line.marks)
        total.told += len(found)
        total.found += len(pairs)
        for i, j in pairs:
            total.kind += found[j].match.frame.kind in line.marks[i]["kind"]
            total.status += found[j].status.value in line.marks[i]["status"]
    return total


def right(every: Sequence[Line]) -> dict[str, float]:
    """How often each frame's row is marked, drawn to the mean where there are few."""
    met: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for line in every:
        found = told_by(line, None)
        at = {j for _, j in paired(line, found)}
        for j, row in enumerate(found):
            met[row.match.frame.name] += 1
            good[row.match.frame.name] += j in at
    mean = sum(good.values()) / max(1, sum(met.values()))
    shares = {name: (good[name] + SMOOTH * mean) / (met[name] + SMOOTH) for name in met if met[name] >= FEW}
    return {"unknown": round(mean, 2)} | {name: round(v, 2) for name, v in sorted(shares.items())}


def fitted(held: Sequence[Line], table: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The table with each number of `GRID` set to what does best, one after the other, until none changes."""
    held = [line for line in held if line.marks or line.rows or _worth(line)]
    for _ in range(2):
        before = {part: dict(row) for part, row in table.items()}
        for (part, name), options in GRID.items():
            scores = {v: goal(held, voting.read(_with(table, part, name, v)), part) for v in options}
            best = max(scores.values())
            near = [v for v, score in scores.items() if score >= best - NOISE]
            # Where both do as well, the frames decide, for they can be read; of all else the middle is taken.
            framed = (part, name) == ("kind", "frame") or part == "status"
            table = _with(table, part, name, near[-1] if framed else near[len(near) // 2])
        if table == before:
            break
    return table


def _worth(line: Line) -> bool:
    """Whether any word has a share that a number of `GRID` asks for."""
    least = min(GRID["seen", "share"])
    return any(t is not None and t.share >= least for t in line.words)


def goal(held: Sequence[Line], weights: Weights, part: str) -> float:
    """What a number is fitted for: telling words found, or the share of right kinds or statuses on them."""
    total = count(held, weights)
    if part in {"kind", "status", "status_seen"}:
        value = total.kind if part == "kind" else total.status
        return value / max(1, total.found)
    return total.f()


def _with(
    table: dict[str, dict[str, float]], part: str, name: str, value: float
) -> dict[str, dict[str, float]]:
    return {p: row | {name: value} if p == part else row for p, row in table.items()}


def written(table: Mapping[str, Mapping[str, float]]) -> str:
    """voting.toml with its comments and new numbers."""
    rows: list[str] = []
    part = ""
    for line in VOTING.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            part = line[1 : line.index("]")]
            rows.append(line)
            if part == "right":
                rows += [f'"{name}" = {value}' for name, value in table["right"].items()]
            continue
        name, equals, rest = line.partition(" = ")
        if not equals or line.startswith("#"):
            rows.append(line)
        elif part != "right":
            _, hash_, comment = rest.partition("#")
            value = f"{name} = {table[part][name]}"
            rows.append(f"{value.ljust(16)}{hash_}{comment}" if hash_ else value)
    return "\n".join(rows) + "\n"


def marked_reports(folder: Path, every: int) -> Iterator[dict[str, Any]]:
    """The reports whose developments are marked; every: only those with such a number.

    Accounts of what is long past are left out: by their dates, not by their words, most in them is none.
    """
    for path in sorted(p for p in folder.glob("*.txt") if p.stem != "accounts"):
        for entry in reports(path):
            number = int(entry["name"].rpartition("-")[2])
            if entry["developments"] is not None and (not every or number % every == 0):
                yield entry


def main() -> None:
    """Reads the command line, measures, fits, prints and writes."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--weights", type=Path, help="a folder with the reader's files; else those that ship")
    ap.add_argument("--reports", type=Path, default=HERE / "reports")
    ap.add_argument("--hold-out", type=int, default=10)
    ap.add_argument("--fit", action="store_true")
    ap.add_argument("--frames", action="store_true")
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    reader = FigureReader(a.weights) if a.weights else shipped()
    held = [line for e in marked_reports(a.reports, a.hold_out) for line in lines(e, reader)]
    table: dict[str, dict[str, float]] = tomllib.loads(VOTING.read_text(encoding="utf-8"))
    if a.frames:
        counted = right([line for e in marked_reports(a.reports, 0) for line in lines(e, None)])
        table = _with(table, "frame", "unknown", counted.pop("unknown")) | {"right": counted}
    show(held, table)
    if a.fit:
        table = fitted(held, table)
        show(held, table)
    if a.write:
        VOTING.write_text(written(table), encoding="utf-8")


def show(held: Sequence[Line], table: Mapping[str, Any]) -> None:
    """Print the three counts and the numbers."""
    weights = voting.read(table)
    print("frames ", count(held, None))
    print("reader ", count(held, weights, frames=False))
    print("both   ", count(held, weights))
    print({part: row for part, row in table.items() if part != "right"}, flush=True)


if __name__ == "__main__":
    main()
