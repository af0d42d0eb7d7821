"""Scores claim extraction on gold reports: `./check score [--misses] [--update] [--extractor NAME]`.

`tests/gold` is scored always; seeds and development gold where they lie beside the checkout (../shared).
`tests/gold/field` holds reports of the kind met in the field: those in `read` are there to learn from, those
in `kept` to measure by. Every third development report (d03, d06 …) is a blind test. Of `kept` and of
the blind third totals are printed, never what went wrong. Developments are scored after the claims
(developing.py), those of the same kept reports with totals alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dating
import developing
import factuality
from matching import FIELDS, Tally, compare

from panj import Report
from panj.claims.extractors import OWN, extractor
from panj.reports import read

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = HERE / "floors.toml"
KEPT = "field (kept)"
KEPT_FLOORS = HERE / "floors_kept.toml"  # what nobody works on must not be read worse either
BLIND = ("kept", "test third")  # names of sets whose totals alone are printed
SLACK = 0.0005  # floors are written with three decimals
KEPT_SLACK = 0.01  # kinds of processors round the models' products differently: a claim or two of a large set
COLUMNS = (
    "measure",
    "value",
    "qualifier",
    "unit",
    "group",
    "route",
    "date",
    "status",
    "speaker",
    "confirmed",
    "period",
)


def golds(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The gold files of a folder: those that hold claims of one report."""
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(entry, dict) and "claims" in entry and "text" in entry:
            yield path, entry


def report_of(path: Path, entry: dict[str, Any]) -> Report:
    """The report that a gold file speaks of; `read`: through panj.reports, offsets after its header."""
    source = (path.parent / entry["text"]).resolve()
    if entry.get("read"):
        found = next((r for r in read([source]) if isinstance(r, Report)), None)
        if found is None:
            raise SystemExit(f"{path.name}: {source} cannot be read as a report")
        text = found.text
    else:
        text = source.read_text(encoding="utf-8")
    return Report(text=text, published=entry["published"], outlet=entry.get("outlet"), name=path.stem)


def score(entries: Iterable[tuple[Path, dict[str, Any]]], by: str = OWN) -> Tally:
    """The tally of a set of gold files; `by`: the extractor that reads them."""
    total, read_by = Tally(), extractor(by)
    for path, entry in entries:
        report = report_of(path, entry)
        claims = [c.to_dict() for c in read_by(report, None).claims]
        total.add(compare(path.stem, report.text, entry["claims"], claims))
    return total


def is_test_third(path: Path) -> bool:
    """Whether a development report belongs to the blind third."""
    return path.stem[1:].isdigit() and int(path.stem[1:]) % 3 == 0


def sets() -> dict[str, list[tuple[Path, dict[str, Any]]]]:
    """The sets of gold that are at hand, by name."""
    found = {"tests/gold": list(golds(ROOT / "tests" / "gold"))}
    for half in ("read", "kept"):
        found[f"field ({half})"] = list(golds(ROOT / "tests" / "gold" / "field" / half))
    if SHARED.is_dir():
        dev = list(golds(SHARED / "gold" / "dev" / "gold"))
        found["seeds"] = list(golds(SHARED / "gold" / "seeds"))
        found["dev (two thirds)"] = [e for e in dev if not is_test_third(e[0])]
        found["dev (test third)"] = [e for e in dev if is_test_third(e[0])]
    return {name: entries for name, entries in found.items() if entries}


def corpus_hash(folder: Path) -> str:
    """SHA-256 over the gold files of a folder and the texts that they speak of, in order of name."""
    digest = hashlib.sha256()
    for path, entry in golds(folder):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
        digest.update((path.parent / entry["text"]).read_bytes())
    return digest.hexdigest()


def floors(name: str = "tests/gold") -> dict[str, Any]:
    """The pinned scores of a set; empty before the first --update."""
    path = _pinned(name)[1]
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _pinned(name: str) -> tuple[Path, Path]:
    """The folder of a set and the file of its floors."""
    gold = ROOT / "tests" / "gold"
    return (gold / "field" / "kept", KEPT_FLOORS) if name == KEPT else (gold, FLOORS)


def below(figures: dict[str, float], pinned: dict[str, Any], slack: float = SLACK) -> list[str]:
    """The scores that fell below their floor, in words."""
    return [
        f"{name} {figures.get(name, 0.0):.3f} is below its floor {floor:.3f}"
        for name, floor in pinned.get("floor", {}).items()
        if figures.get(name, 0.0) < floor - slack
    ]


def raised(figures: dict[str, float], pinned: dict[str, Any], digest: str) -> dict[str, float]:
    """The scores to pin: of the same corpus none below its floor, or each update would wear it down."""
    held = pinned.get("floor", {}) if pinned.get("corpus") == digest else {}
    return {name: max(value, held.get(name, 0.0)) for name, value in figures.items()}


def write_floors(figures: dict[str, float], digest: str, name: str = "tests/gold") -> None:
    """Pin the present scores of a set."""
    lines = [
        f"# Scores of claims on {name} that must not fall. Written by tests/gate/score.py --update,",
        "# which refuses to lower one without --allow-regression. corpus: SHA-256 of the gold files and their texts.",  # noqa: E501
        "",
        f'corpus = "{digest}"',
        "",
        "[floor]",
        *(f"{name} = {int(value * 1000 + 1e-6) / 1000:.3f}" for name, value in figures.items()),
    ]
    _pinned(name)[1].write_text("\n".join(lines) + "\n", encoding="utf-8")


def table(results: dict[str, Tally]) -> str:
    """The scores of every set, one line each."""
    head = f"{'':18}{'gold':>5}{'found':>6}{'extra':>6}{'det.F1':>8}{'whole':>7}" + "".join(
        f"{c[:9]:>10}" for c in COLUMNS
    )
    lines = [head]
    for name, t in results.items():
        counts = (
            f"{name:18}{t.found + t.missed:5}{t.found:6}{t.extra:6}{t.detection:8.3f}{t.whole_claim:7.3f}"
        )
        lines.append(counts + "".join(f"{t.share(c):10.3f}" for c in COLUMNS))
    return "\n".join(lines)


def say(line: str) -> None:
    """Print; the table is this script's output."""
    sys.stdout.write(line + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Print the table; update or check the floors of tests/gold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--misses", action="store_true", help="also print what went wrong (never of a blind set)"
    )
    parser.add_argument("--only", metavar="NAME", help="score only the sets whose name contains NAME")
    parser.add_argument("--update", action="store_true", help="pin the present scores of tests/gold")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower a floor")
    parser.add_argument(
        "--extractor", metavar="NAME", default=OWN, help="score an installed extractor beside Panj's own"
    )
    chosen = parser.parse_args(arguments)
    wanted = {n: entries for n, entries in sets().items() if not chosen.only or chosen.only in n}
    if chosen.extractor != OWN:
        return beside(chosen.extractor, wanted)
    results = {n: score(entries) for n, entries in wanted.items()}
    if chosen.misses:
        for name, tally in results.items():
            if not any(blind in name for blind in BLIND):
                say("\n".join(tally.misses))
    say(table(results))
    if not chosen.only:
        for line in (*dating.lines(), *factuality.lines()):
            say(line)
    told = 0 if chosen.only else developing.gate(say, misses=chosen.misses, update=chosen.update)
    held = [
        _gate(results.get(name), update=chosen.update, lower=chosen.allow_regression, name=name)
        for name in ("tests/gold", KEPT)
    ]
    return max(told, *held)


def beside(name: str, wanted: dict[str, list[tuple[Path, dict[str, Any]]]]) -> int:
    """Print the scores of an extractor and Panj's own on the same sets; nothing is pinned or refused."""
    for by in (OWN, name):
        say(f"read by {by}")
        say(table({n: score(entries, by) for n, entries in wanted.items()}))
    return 0


def _gate(tally: Tally | None, *, update: bool, lower: bool, name: str = "tests/gold") -> int:
    if tally is None:
        return 0
    figures, pinned = tally.figures(), floors(name)
    digest = corpus_hash(_pinned(name)[0])
    fallen = below(figures, pinned, KEPT_SLACK if name == KEPT else SLACK)
    if update and (not fallen or lower):
        write_floors(figures if lower else raised(figures, pinned, digest), digest, name)
        say(f"floors of {name} written to {_pinned(name)[1].relative_to(ROOT)}")
        return 0
    for line in fallen:
        say(f"{name}: {line}")
    if pinned and pinned.get("corpus") != digest:
        say(f"{name} has changed: pin its scores with --update")
        return 1
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())


__all__ = ["FIELDS", "below", "corpus_hash", "floors", "main", "score", "sets"]
