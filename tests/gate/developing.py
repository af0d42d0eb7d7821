"""Scores developments: `python tests/gate/developing.py [--misses] [--update [--allow-regression]]`.

Gold lies in tests/gold/developments (the shipped example, and field reports marked before they were
read) and, where it is beside the checkout, in ../shared/gold/developments (the seeds). A predicted
development is found where its span overlaps the gold's, one to one, of the same kind first; then kind,
actors, place, date, status and speaker are compared on those found. Of the reports kept to measure by
(`kept`) totals are printed, never what went wrong, and no floor is pinned.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from matching import telling_words  # noqa: E402

ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = HERE / "developments.toml"
PINNED = ("example", "field", "kept")
BLIND = ("kept",)  # sets whose totals alone are printed
SLACK = 0.01  # kinds of processors round the models' products differently: a row or two of a set
OPEN = ["?"]  # who says it is left open
FIELDS = ("kind", "actors", "place", "date", "status", "speaker")


@dataclass(slots=True)
class Score:
    """Counts over a set of reports."""

    gold: int = 0
    found: int = 0
    extra: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Recall, the share of predictions in the gold, and each field on those found."""
        shares = {f: self.right.get(f, 0) / max(1, self.asked.get(f, 0)) for f in FIELDS}
        return {
            "recall": self.found / max(1, self.gold),
            "in_gold": self.found / max(1, self.found + self.extra),
        } | shares

    def pinned(self) -> dict[str, float]:
        """What must not fall: recall, the share in the gold, and each field right, of all that the gold has.

        Of those found alone a field falls when more is found, though more is right.
        """
        right = {f: self.right.get(f, 0) / max(1, self.gold) for f in FIELDS}
        return {name: self.figures()[name] for name in ("recall", "in_gold")} | right


def named(gold: object, got: object) -> bool:
    """Whether a name agrees with one of those accepted: they share half of their telling words."""
    options = gold if isinstance(gold, list) else [gold]
    if got in (None, ""):
        return None in options
    have = telling_words(got)
    for want in options:
        shared = telling_words(want) & have if want is not None else set()
        if shared and len(shared) >= min(len(telling_words(want)), len(have)) / 2:
            return True
    return False


def options(gold: object) -> list[Any]:
    """What is accepted: one value, or any of a list."""
    return gold if isinstance(gold, list) else [gold]


def date_agrees(gold: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Whether the days agree: half of both spans shared; of an open span its stated end alone."""
    ends = [gold["date_start"], gold["date_end"]]
    if ends == [None, None]:
        return True
    if None in ends:
        key = "date_end" if ends[0] is None else "date_start"
        return (
            bool(got[key]) and abs((date.fromisoformat(gold[key]) - date.fromisoformat(got[key])).days) <= 1
        )
    if not got["date_start"] or not got["date_end"]:
        return False
    g0, g1, p0, p1 = (date.fromisoformat(x) for x in (*ends, got["date_start"], got["date_end"]))
    shared = (min(g1, p1) - max(g0, p0)).days + 1
    both = (max(g1, p1) - min(g0, p0)).days + 1
    return shared > 0 and (shared / both >= 0.5 or abs((g0 - p0).days) + abs((g1 - p1).days) <= 1)


def agrees(name: str, gold: Mapping[str, Any], got: Mapping[str, Any]) -> bool | None:
    """Whether a field agrees; None where the gold leaves it open."""
    if name in ("kind", "status"):
        return got[name] in options(gold[name])
    if name == "actors":
        return any(named(gold["actors"], a) for a in got["actors"]) if gold["actors"] else None
    if name == "place":
        return named(gold["place"], got["place"]) if gold["place"] is not None else None
    if name == "date":
        return date_agrees(gold, got)
    return None if gold["speaker"] == OPEN else named(gold["speaker"], got["speaker"])


def compare(
    report: str, text: str, gold: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]], into: Score
) -> None:
    """Match one to one and count; what is optional is neither rewarded nor punished."""
    of_gold = matched(gold, got)
    for i, g in enumerate(gold):
        if g.get("optional"):
            continue
        into.gold += 1
        into.found += i in of_gold
        if i in of_gold:
            weigh(report, text, g, got[of_gold[i]], into)
        else:
            into.notes.append(f"{report}: missed  {g['kind']}: {text[g['start'] : g['end']]!r}")
    for j, p in enumerate(got):
        if j not in of_gold.values():
            into.extra += 1
            into.notes.append(f"{report}: extra   {p['kind']} ({p['status']}): {p['text']!r} {p['rules']}")


def matched(gold: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Gold's index → prediction's: those that overlap, of the same kind first, one to one; optional last."""
    pairs = []
    for i, g in enumerate(gold):
        for j, p in enumerate(got):
            shared = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if shared > 0:
                pairs.append(
                    (
                        p["kind"] in options(g["kind"]),
                        not g.get("optional"),
                        shared / max(g["end"] - g["start"], p["end"] - p["start"]),
                        i,
                        j,
                    )
                )
    of_gold: dict[int, int] = {}
    for *_, i, j in sorted(pairs, key=lambda r: (-r[0], -r[1], -r[2], r[3], r[4])):
        if i not in of_gold and j not in of_gold.values():
            of_gold[i] = j
    return of_gold


def weigh(report: str, text: str, g: Mapping[str, Any], p: Mapping[str, Any], into: Score) -> None:
    """Count the fields of a matched pair."""
    for name in FIELDS:
        ok = agrees(name, g, p)
        if ok is None:
            continue
        into.asked[name] = into.asked.get(name, 0) + 1
        into.right[name] = into.right.get(name, 0) + ok
        if not ok:
            want, have = ([x["date_start"], x["date_end"]] if name == "date" else x[name] for x in (g, p))
            words = text[g["start"] : g["end"]]
            into.notes.append(f"{report}: {name:8} {words!r}: want {want} got {have} {p['rules']}")


def cases() -> Iterator[tuple[str, list[tuple[str, Any, list[dict[str, Any]]]]]]:
    """Each set of gold that is at hand: its name, and (report's name, Report, gold) of every report."""
    from panj.model import Report
    from panj.reports import read

    rows = json.loads((ROOT / "tests/gold/developments/tajik-border-2021.json").read_text(encoding="utf-8"))
    folder = ROOT / "examples" / "tajik-border-2021"
    reports = {r.name: r for r in read([folder]) if isinstance(r, Report) and r.part_of is None}
    names = sorted({r["report"] for r in rows})
    yield "example", [(n, reports[n], [r for r in rows if r["report"] == n]) for n in names]
    yield "field", list(field_reports())
    yield "kept", list(kept_reports())
    seeds = SHARED / "gold" / "developments" / "seeds.json"
    if not seeds.is_file():
        return
    rows = json.loads(seeds.read_text(encoding="utf-8"))
    found = []
    for path in sorted((SHARED / "gold" / "seeds").glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        text = (path.parent / entry["text"]).read_text(encoding="utf-8")
        report = Report(text=text, published=entry["published"], outlet=entry.get("outlet"), name=path.stem)
        found.append((path.stem, report, [r for r in rows if r["report"] == path.stem]))
    yield "seeds", found


def field_reports() -> Iterator[tuple[str, Any, list[dict[str, Any]]]]:
    """The field reports, each with its developments laid out as the other gold is."""
    from panj.model import Report
    from panj.reports import read

    folder = ROOT / "tests" / "gold" / "developments" / "field"
    reports = {r.name: r for r in read([folder]) if isinstance(r, Report) and r.part_of is None}
    for path in sorted(folder.glob("*.toml")):
        report = reports[path.stem]
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["development"]
        yield path.stem, report, [laid_out(row, report.text) for row in rows]


def kept_reports() -> Iterator[tuple[str, Any, list[dict[str, Any]]]]:
    """The reports kept to measure by; each file names that of its claims, which knows the text."""
    from panj.model import Report

    for path in sorted((ROOT / "tests" / "gold" / "developments" / "kept").glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        claims = path.parent / told["claims"]
        entry = json.loads(claims.read_text(encoding="utf-8"))
        text = (claims.parent / entry["text"]).read_text(encoding="utf-8")
        report = Report(text=text, published=entry["published"], outlet=entry.get("outlet"), name=path.stem)
        yield path.stem, report, [laid_out(row, text) for row in told["development"]]


def laid_out(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A development marked by its words, with offsets and open fields."""
    words = row["words"]
    start = text.index(words)
    first, last = (row.get("day", row.get(end)) for end in ("from", "to"))
    return {
        "start": start,
        "end": start + len(words),
        "kind": row["kind"],
        "actors": row.get("actors", []),
        "place": row.get("place"),
        "date_start": first.isoformat() if first else None,
        "date_end": last.isoformat() if last else None,
        "status": row["status"],
        "speaker": row.get("speaker", OPEN),
        "optional": row.get("optional", False),
    }


def score(entries: Iterable[tuple[str, Any, list[dict[str, Any]]]]) -> Score:
    """The score of a set."""
    from panj.claims import read_figures

    total = Score()
    for name, report, gold in entries:
        got = [d.to_dict() for d in read_figures(report).developments]
        compare(name, report.text, gold, got, total)
    return total


def lines(results: Mapping[str, Score]) -> list[str]:
    """The table, one line for each set."""
    head = f"{'developments':18}{'gold':>5}{'found':>6}{'extra':>6}{'recall':>8}{'in gold':>8}" + "".join(
        f"{f:>9}" for f in FIELDS
    )
    rows = [head]
    for name, s in results.items():
        f = s.figures()
        row = f"{name:18}{s.gold:5}{s.found:6}{s.extra:6}{f['recall']:8.3f}{f['in_gold']:8.3f}"
        rows.append(row + "".join(f"{f[x]:9.3f}" for x in FIELDS))
    return rows


def below(results: Mapping[str, Score]) -> list[str]:
    """Scores that fell below their floor, in words."""
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    return [
        f"developments, {part}: {name} {results[part].pinned()[name]:.3f} is below its floor {floor:.3f}"
        for part, floors in pinned.items()
        for name, floor in floors.items()
        if results[part].pinned()[name] < floor - SLACK
    ]


def pin(results: Mapping[str, Score]) -> None:
    """Pin the present scores of what lies in the repository."""
    rows = [
        "# Scores of developments on tests/gold/developments that must not fall; written by",
        "# tests/gate/developing.py --update. Fields: how many of the gold are found and right in it.",
    ]
    for part in PINNED:
        figures = results[part].pinned()
        rows += ["", f"[{part}]", *(f"{name} = {int(v * 1000) / 1000:.3f}" for name, v in figures.items())]
    FLOORS.write_text("\n".join(rows) + "\n", encoding="utf-8")


def gate(
    say: Callable[[str], None], *, misses: bool = False, update: bool = False, allow: bool = False
) -> int:
    """Print the table; 1 where a score of a pinned set fell below its floor, allowed or not."""
    results = {name: score(entries) for name, entries in cases()}
    for name, found in results.items() if misses else ():
        if name not in BLIND:
            say("\n".join(found.notes))
    for line in lines(results):
        say(line)
    fallen = below(results)
    if update and (allow or not fallen):
        pin(results)
    for line in fallen:
        say(line)
    return 1 if fallen else 0


def main(arguments: list[str] | None = None) -> int:
    """Print the table; with --misses what went wrong; with --update pin the floors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="also print what went wrong")
    parser.add_argument("--update", action="store_true", help="pin the present scores")
    parser.add_argument("--allow-regression", action="store_true", help="also lower floors")
    chosen = parser.parse_args(arguments)
    return gate(print, misses=chosen.misses, update=chosen.update, allow=chosen.allow_regression)


if __name__ == "__main__":
    sys.exit(main())
