"""Fits and shows how far `confidence` can be trusted: `python tests/gate/calibration.py [--update]`.

A logistic regression over what a claim's reading had to guess (`panj.claims.confidence.features`), fitted
on those marked reports of training/figures that the figure reader was not taught on, and on the development
reports. The rules were made on the latter, which are therefore read better than a new report will be: a
weight of their own takes that up, and is not shipped. Value and hedge, which the marks do not give, are not
judged there. What is printed and plotted is predicted for each report from the others, ten parts in turn.
The field reports kept to measure by give the mean alone.
`--update` writes rules/confidence.toml and docs/images/claims-reliability.svg.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import score as gate
from matching import WHOLE, _pair, agrees, overlap

sys.path.insert(0, str(gate.ROOT / "training" / "figures"))
import marked

from panj import Report, extract
from panj.claims.confidence import features
from panj.model import Claim, Measure, Unit

WEIGHTS = gate.ROOT / "src" / "panj" / "claims" / "rules" / "confidence.toml"
PLOT = gate.ROOT / "docs" / "images" / "claims-reliability.svg"
_RIDGE = 10.0
_PARTS = 10
_STEPS = 30
_BINS = 5
_SETS = ("dev (two thirds)",)
_HELD_OUT = 10  # every so manyth marked report was kept from training
_TRAINING = gate.ROOT / "training" / "figures"
_MARKED = [f for f in WHOLE if f not in {"value", "qualifier"}]  # the marks do not say them
_MADE_ON = "~rules made on it"  # sorts last
Row = tuple[str, dict[str, float], bool]


def rows(names: Sequence[str] = _SETS) -> Iterator[Row]:
    """Report, features, and whether the claim is right in every field; optional figures are left out."""
    for name, entries in gate.sets().items():
        if name not in names:
            continue
        for path, entry in entries:
            claims = _claims(gate.report_of(path, entry))
            pairs = {j: i for i, j in _pair(entry["claims"], [c.to_dict() for c in claims]).items()}
            wanted = [entry["claims"][pairs[j]] if j in pairs else None for j in range(len(claims))]
            yield from _judged(path.stem, claims, wanted, WHOLE, made_on=name in _SETS)


def marked_rows() -> Iterator[Row]:
    """The same for the marked reports that the figure reader was not taught on."""
    for path in sorted((_TRAINING / "reports").glob("*.txt")):
        for entry in list(marked.reports(path))[::_HELD_OUT]:
            claims = _claims(
                Report(
                    text=entry["text"],
                    published=entry["published"],
                    outlet=entry["outlet"],
                    name=entry["name"],
                )
            )
            wanted = [next((w for w in entry["claims"] if overlap(w, c.to_dict())), None) for c in claims]
            yield from _judged(entry["name"], claims, wanted, _MARKED, made_on=False)


def _claims(report: Report) -> list[Claim]:
    return [c for c in extract(report) if c.measure is not Measure.CONTEXT]


def _judged(
    report: str,
    claims: Sequence[Claim],
    wanted: Sequence[dict[str, Any] | None],
    fields: Sequence[str],
    *,
    made_on: bool,
) -> Iterator[Row]:
    """A row for each claim, `wanted` being what was marked at its place."""
    for claim, want in zip(claims, wanted, strict=True):
        if want is not None and want["optional"]:
            continue
        people = claim.unit in {Unit.PERSONS, Unit.HOUSEHOLDS}
        asked = [f for f in fields if people or f != "group"]
        right = want is not None and all(agrees(f, want, claim.to_dict()) for f in asked)
        yield report, features(claim) | {_MADE_ON: float(made_on)}, right


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a ridge logistic regression by Newton's method; the first is the intercept, not shrunk."""
    x = np.hstack([np.ones((len(x), 1)), x])
    weights = np.zeros(x.shape[1])
    ridge = np.diag(
        [0.0, *([_RIDGE] * (x.shape[1] - 2)), 0.0]
    )  # neither the mean nor that of a set is shrunk
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge @ weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(x.shape[1])
        weights = weights - np.linalg.solve(curve, slope)
    return np.asarray(weights)


def predict(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Confidence by the weights."""
    return np.asarray(1 / (1 + np.exp(-(weights[0] + x @ weights[1:]))))


def crossed(x: np.ndarray, y: np.ndarray, reports: Sequence[str]) -> np.ndarray:
    """For each claim the confidence fitted without the reports of its part."""
    names = sorted(set(reports))
    part = np.array([names.index(r) % _PARTS for r in reports])
    out = np.zeros(len(y))
    for k in range(_PARTS):
        held = part == k
        if held.any():
            out[held] = predict(x[held], fit(x[~held], y[~held]))
    return out


def reliability(p: np.ndarray, y: np.ndarray) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of claims, in bins of equal size."""
    order = np.argsort(p, kind="stable")
    return [(float(p[b].mean()), float(y[b].mean()), len(b)) for b in np.array_split(order, _BINS) if len(b)]


def plot(points: Sequence[tuple[float, float, int]], total: int) -> str:
    """The reliability plot as SVG."""
    size, edge = 320, 48
    at = lambda p, q: (edge + p * size, edge + (1 - q) * size)  # noqa: E731
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}"',
        '  role="img" font-family="sans-serif" font-size="11">',
        f"<title>Share of claims right in every field by confidence, {total} claims</title>",
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="none" stroke="#999"/>',
        f'<path d="M{edge} {edge + size}L{edge + size} {edge}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = at(tick, tick)
        lines.append(f'<text x="{x:.0f}" y="{edge + size + 16}" text-anchor="middle">{tick:g}</text>')
        lines.append(f'<text x="{edge - 8}" y="{y + 4:.0f}" text-anchor="end">{tick:g}</text>')
    spots = [at(p, q) for p, q, _ in points]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    lines.append(f'<path d="M{path}" fill="none" stroke="#1f5f8b" stroke-width="2"/>')
    lines += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5f8b"/>' for x, y in spots]
    middle = edge + size / 2
    lines.append(f'<text x="{middle}" y="{edge + size + 34}" text-anchor="middle">confidence</text>')
    turned = f'transform="translate(14 {middle}) rotate(-90)" text-anchor="middle"'
    lines.append(f"<text {turned}>share right in every field</text>")
    return "\n".join([*lines, "</svg>"]) + "\n"


def written(names: Sequence[str], weights: np.ndarray, total: int) -> str:
    """rules/confidence.toml."""
    head = [
        "# How likely a claim is right in every field: a logistic sum of what its reading had to guess.",
        f"# Written by tests/gate/calibration.py --update from {total} claims; above nought: speaks for it.",
        "",
        f"intercept = {weights[0]:.3f}",
        "",
        "[weights]",
    ]
    return "\n".join([*head, *(f"{n} = {w:.3f}" for n, w in zip(names, weights[1:], strict=True))]) + "\n"


def levelled(weights: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """The weights with an intercept that gives the field reports kept to measure by their own mean.

    The marked reports are denser with hard figures than what is met in the field: what speaks for and
    against a reading is learnt on them, how often it is right on the whole is not.
    """
    kept = list(rows(("field (kept)",)))
    x = np.array([[r[1][n] * (n != _MADE_ON) for n in names] for r in kept])
    share = sum(r[2] for r in kept) / len(kept)
    out = weights.copy()
    for _ in range(_STEPS):
        p = predict(x, out)
        out[0] += (share - p.mean()) / float(np.mean(p * (1 - p)))
    p = predict(x, out)
    y = np.array([float(r[2]) for r in kept])
    brier, base = float(np.mean((p - y) ** 2)), float(np.mean((share - y) ** 2))
    told = f"Brier score {brier:.3f} (always the mean: {base:.3f})"
    sys.stdout.write(f"field (kept): {share:.2f} right; {told}\n")
    return out


def main() -> int:
    """Fit, cross-check, print; write with --update."""
    data = [*rows(), *marked_rows()]
    if not data:
        sys.stdout.write("the annotated reports are not at hand\n")
        return 0
    names = sorted(data[0][1])
    assert names[-1] == _MADE_ON
    x = np.array([[r[1][n] for n in names] for r in data])
    y = np.array([float(r[2]) for r in data])
    p = crossed(x, y, [r[0] for r in data])
    base = float(np.mean((y.mean() - y) ** 2))
    points = reliability(p, y)
    brier = float(np.mean((p - y) ** 2))
    sys.stdout.write(f"{len(y)} claims, {y.mean():.3f} right in every field\n")
    sys.stdout.write(f"Brier score {brier:.3f} (always the mean: {base:.3f})\n")
    for mean, share, count in points:
        sys.stdout.write(f"confidence {mean:.2f}: {share:.2f} right of {count}\n")
    gap = sum(abs(m - s) * n for m, s, n in points) / len(y)
    sys.stdout.write(f"mean gap between confidence and share right: {gap:.3f}\n")
    shipped = levelled(fit(x, y), names)
    if "--update" in sys.argv:
        WEIGHTS.write_text(written(names[:-1], shipped[:-1], len(y)), encoding="utf-8")
        PLOT.write_text(plot(points, len(y)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
