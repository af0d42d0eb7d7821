"""Fits what the rules' word weighs beside the figure reader's, on marked reports that neither was made on.

    python training/figures/vote.py --data out/figures --trained out/reader --encoder FOLDER --hold-out 10

For each question the rules' answer is worth so many nats, and the answer with the highest sum wins. The
weight that is right most often on the held-out reports is printed, to be put into rules/learned.toml,
beside the shares that the rules alone, the reader alone and both get right there and on the sets to
measure by.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from export import load
from torch import Tensor
from torch.nn.functional import log_softmax
from train import LABELS, MEASURED, NONE, Example, answers, batches, is_held_out
from train import load as load_views

GRID = [x / 4 for x in range(-8, 25)]
SLOTS = ("origin", "destination", "place", "date")
KNOWN, ELSEWHERE, OPEN = (0, 0.5, 1, 1.5, 2, 3), (-2, -1, 0, 1, 2, 3, 4), (-2, -1, 0, 1, 2)
NOISE = 0.005
SURE = 99.0  # the rules alone
Row = tuple[dict[str, Tensor], dict[str, Any], Example, int]
Judge = Callable[[Row], bool | None]


def told(model: Any, examples: Sequence[Example]) -> list[Row]:
    """Log shares of each answer, the figure, its view and its index there."""
    found: list[Row] = []
    with torch.no_grad():
        for batch in batches(examples, None):
            for e, out in zip(batch, answers(model, batch), strict=True):
                shares = {name: log_softmax(v, 1) for name, v in out.items()}
                for i, figure in enumerate(e.view["figures"]):
                    found.append(({k: v[i] for k, v in shares.items()}, figure, e, i))
    return found


def label_right(name: str, values: list[str]) -> Callable[..., Judge]:
    """Whether a question is answered rightly where the rules' word weighs so much."""

    def weighed(weight: float) -> Judge:
        def right(row: Row) -> bool:
            shares, figure, e, i = row
            sums = shares[name].clone()
            rule = figure["rule"][name] or NONE
            if rule in values:
                sums[values.index(rule)] += weight
            return bool(e.right[name][i][sums.argmax()])

        return right

    return weighed


def slot_right(name: str) -> Callable[..., Judge]:
    """The same for a slot; None where its right answer is no candidate and cannot be told from the data."""

    def weighed(known: float, elsewhere: float, none: float) -> Judge:
        def right(row: Row) -> bool | None:
            shares, figure, e, i = row
            want, rule, sums = figure["gold"][name], figure["rule"][name], shares[name].clone()
            if want is None:
                return None
            stated = not want["open"] if name == "date" else figure["gold"][f"{name} stated"]
            if rule == [-1] and sums[0] + elsewhere >= sums.max():
                sure = bool(figure["gold"]["ok"]["date" if name == "date" else "route"])
                return sure or (False if e.right[name][i].any() else None)
            for n in rule:
                if n >= 0:
                    sums[1 + n] += known
            if not rule:
                sums[0] += none
            best = int(sums.argmax())
            return not stated or bool(want["open"] if best == 0 else e.right[name][i][best])

        return right

    return weighed


def claim_right(yes: float, no: float) -> Judge:
    """Whether a number is rightly taken for a claim or not."""

    def right(row: Row) -> bool:
        shares, figure, _, _ = row
        gap = float(shares["claim"][1] - shares["claim"][0]) + (yes if figure["rule"]["claim"] else -no)
        return (gap > 0) == (figure["gold"] is not None)

    return right


def share(rows: Sequence[Row], right: Judge) -> float:
    """Share of the rows that are right."""
    got = [r for r in map(right, rows) if r is not None]
    return sum(got) / max(1, len(got))


def fit(
    name: str, groups: dict[str, list[Row]], judge: Callable[..., Judge], options: Iterable[tuple[float, ...]]
) -> None:
    """Print the best weights and what they get right."""
    rows = groups["held"]
    size = len(next(iter(options := list(options))))
    shares = {w: share(rows, judge(*w)) for w in options}
    enough = max(shares.values()) - NOISE  # where both do as well, the rules decide: they can be read
    best = max((w for w in options if shares[w] >= enough), key=sum)
    three = ((SURE,) * size, (0.0, -SURE, 0.0) if size == 3 else (0.0,) * size, best)
    shown = "  ".join(
        f"{group} " + "/".join(f"{share(found, judge(*w)):.3f}" for w in three)
        for group, found in groups.items()
    )
    print(f"{name:17} {len(rows):4} {' '.join(map(str, best)):14} rules/reader/both: {shown}", flush=True)


def main() -> None:
    """Reads the command line, fits and prints."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--trained", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--hold-out", type=int, required=True)
    a = ap.parse_args()
    model, labels, tellings = load(a.trained, a.encoder)
    loaded = {n: [v for v in vs if not v["layout"]] for n, vs in load_views(a.data).items()}
    every = {n: [Example(v, labels, tellings, n) for v in vs] for n, vs in loaded.items()}
    held = [e for es in every.values() for e in es if is_held_out(e, a.hold_out)]
    groups = {"held": told(model, held)} | {n: told(model, every[n]) for n in MEASURED if n in every}
    groups = {n: [r for r in rows if not (r[1]["gold"] or {}).get("optional")] for n, rows in groups.items()}
    fit("claim", groups, claim_right, [(y, n) for y in GRID for n in GRID])
    counted = {n: [r for r in rows if r[1]["gold"] and r[1]["rule"]["claim"]] for n, rows in groups.items()}
    for name in LABELS:
        kinds = sorted({r[1]["rule"]["strength"][name] for r in counted["held"]})
        for kind in kinds:
            some = {
                n: [r for r in rows if r[1]["rule"]["strength"][name] == kind] for n, rows in counted.items()
            }
            fit(f"{name} {kind}", some, label_right(name, labels[name]), [(w,) for w in GRID])
    for name in SLOTS[:-1]:
        fit(name, counted, slot_right(name), [(k, x, n) for k in KNOWN for x in ELSEWHERE for n in OPEN])
    for kind in sorted({r[1]["rule"]["strength"]["date"] for r in counted["held"]}):
        some = {
            n: [r for r in rows if r[1]["rule"]["strength"]["date"] == kind] for n, rows in counted.items()
        }
        fit(f"date {kind}", some, lambda w: slot_right("date")(w, w, w), [(w,) for w in GRID])


if __name__ == "__main__":
    main()
