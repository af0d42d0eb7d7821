"""Annotated reports → what the figure reader is trained on: views, candidates, gold answers, rules' answers.

    python training/figures/data.py --out out/figures [--shared ../shared] [--processes 2]

Reads the marked reports and sentences beside this file and the gold under `tests/gold`; development gold and
seeds, where at hand, to measure by. Writes one JSON Lines file per set, one view a line. The rules read every
report first, so that numbers, places and dates are found as they will be in use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests" / "gate")]
# ruff: noqa: E402

import yaml
from marked import reports, sentences
from matching import agrees, name_agrees, overlap

from panj.claims.draft import Draft, Sentence
from panj.claims.extract import read_drafts_of
from panj.claims.learned.context import OWN, Pages, View, interval, role_of
from panj.claims.learned.reader import kind_number, role_number
from panj.claims.learned.strength import strength
from panj.claims.learned.voting import is_open
from panj.claims.routes.gazette import Codes
from panj.language.parser import Parser
from panj.model import Block, BlockKind, Claim, Report
from panj.reports import read

SLOTS = ("origin", "destination", "place")
LABELS = ("measure", "unit", "group", "status", "period")


def gold(folder: Path) -> Iterator[dict[str, Any]]:
    """The gold files of a folder as `marked.reports` gives them."""
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(entry, dict) or "claims" not in entry or "text" not in entry:
            continue
        source = (path.parent / entry["text"]).resolve()
        if entry.get("read"):
            text = next(r.text for r in read([source]) if isinstance(r, Report))
        else:
            text = source.read_text(encoding="utf-8")
        yield entry | {"name": path.stem, "text": text}


def cases() -> Iterator[dict[str, Any]]:
    """The cases of `tests/cases`; a claim there has only the fields that matter."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.yml")):
        for n, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            if isinstance(case, dict) and "claims" in case and not case.get("partial"):
                claims = [c for c in case["claims"] if c.get("measure") != "context"]
                yield {
                    "name": f"{path.stem}-{n:03}", "text": case["text"], "published": str(case["published"]),
                    "outlet": None, "claims": [_plain_days(c) | _at(c, case["text"]) for c in claims],
                }  # fmt: skip


def _at(claim: dict[str, Any], text: str) -> dict[str, int]:
    start = text.find(claim["text"])
    return {"start": start, "end": start + len(claim["text"])}


def _plain_days(claim: dict[str, Any]) -> dict[str, Any]:
    days = {k: str(claim[k]) for k in ("date_start", "date_end") if claim.get(k) is not None}
    return claim | days | ({"date_start": days["date_end"]} if list(days) == ["date_end"] else {})


def sets(shared: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every report to train on or to measure by, with the name of its set."""
    for path in sorted((HERE / "reports").glob("*.txt")):
        yield from ((f"reports-{path.stem}", r) for r in reports(path))
    for path in sorted((HERE / "sentences").glob("*.txt")):
        yield from (("sentences", r) for r in sentences(path))
    yield from (("cases", r) for r in cases())
    yield from (("gold", r) for r in gold(ROOT / "tests" / "gold"))
    yield from (("read", r) for r in gold(ROOT / "tests" / "gold" / "field" / "read"))
    yield from (("kept", r) for r in gold(ROOT / "tests" / "gold" / "field" / "kept"))
    if shared is not None and shared.is_dir():
        yield from (("seeds", r) for r in gold(shared / "gold" / "seeds"))
        for r in gold(shared / "gold" / "dev" / "gold"):
            yield ("third" if int(r["name"][1:]) % 3 == 0 else "dev"), r


def rows(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The views of a report, laid out in two ways: no figure stands always in the same place."""
    text = entry["text"]
    blocks = (Block(kind=BlockKind.BODY, start=0, end=len(text)),) if entry.get("published") is None else ()
    report = Report(
        text=text, published=entry["published"], outlet=entry["outlet"], name=entry["name"], blocks=blocks
    )
    told = read_drafts_of(report, Codes(None, text), None)
    gold_of = matched(entry["claims"], told.drafts)
    found = []
    for layout, first in enumerate((OWN, OWN // 2)):
        pages = Pages(text, told.sentences, report.day, told.setting, Parser.default().pieces, first=first)
        if layout and len(pages) == 1:
            break
        for n in range(len(pages)):
            seen, here = pages.view(n), pages.sentences(n)
            own = [d for d in told.drafts if any(d.sentence is s for s in here)]
            figures = [f for d in own if (f := _figure(d, gold_of.get(id(d)), seen)) is not None]
            asked, tellings = _tellings(entry.get("developments"), here, seen)
            if figures or asked:
                found.append(
                    {
                        "report": entry["name"], "layout": layout, "pieces": seen.pieces, "own": seen.own,
                        "sentences": seen.sentences, "figures": figures,
                        "places": [[a, b, role_number(role_of(m))] for m, a, b in seen.places],
                        "dates": [[a, b, kind_number(w.kind)] for w, a, b in seen.dates],
                        "asked": asked, "tellings": tellings,
                    }
                )  # fmt: skip
    return found


def _tellings(
    marked: list[dict[str, Any]] | None, here: Sequence[Sentence], seen: View
) -> tuple[list[tuple[int, int]], list[dict[str, Any]]]:
    """The pieces of which it is known whether they tell a development, and those that do."""
    if marked is None:
        return [], []
    asked = [seen.span(s.body, s.span.end) for s in here if s.kind is not BlockKind.TITLE]
    found = [(seen.span(m["start"], m["end"]), m) for m in marked]
    own = [(at, m) for at, m in found if at is not None and any(a and a[0] <= at[0] <= a[1] for a in asked)]
    tellings = [{"at": at, "kind": m["kind"], "status": m["status"]} for at, m in own]
    return [a for a in asked if a is not None], tellings


def matched(claims: Sequence[dict[str, Any]], drafts: Sequence[Draft | Claim]) -> dict[int, dict[str, Any]]:
    """Draft or claim (by identity) → the gold claim that it is; each once, the longest overlap first."""
    pairs = sorted(
        ((overlap(c, {"start": d.start, "end": d.end}), n, d) for n, c in enumerate(claims) for d in drafts),
        key=lambda p: -p[0],
    )
    found: dict[int, dict[str, Any]] = {}
    used: set[int] = set()
    for shared, n, draft in pairs:
        if shared and n not in used and id(draft) not in found:
            found[id(draft)] = claims[n]
            used.add(n)
    return found


def _figure(draft: Draft, claim: dict[str, Any] | None, seen: View) -> dict[str, Any] | None:
    at = seen.span(draft.number.core_start, draft.number.core_end)
    if at is None or (claim is None and not is_open(draft)):
        return None  # what is never asked about
    row: dict[str, Any] = {"at": at, "gold": None}
    row["rule"] = _by_rules(draft, seen)
    if claim is not None:
        row["gold"] = {k: _listed(claim[k]) if k in claim else [] for k in LABELS}
        row["gold"]["optional"] = claim.get("optional", False)
        for slot in SLOTS:
            row["gold"][slot] = _candidates(claim[slot], seen) if slot in claim else None
            row["gold"][f"{slot} stated"] = claim.get(slot) not in (None, [None])
        # A state without days is of the day of publication as often as it is open: nothing to learn from.
        stated = claim.get("date_end") is not None or "as_of" not in row["gold"]["period"]
        told = "date_end" in claim and not claim.get("undated")
        row["gold"]["date"] = _days(claim, seen) if stated and told else None
        row["gold"]["ok"] = {k: agrees(k, _want(claim), _got(draft)) for k in ("route", "date")}
    return row


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _want(claim: dict[str, Any]) -> dict[str, Any]:
    return {k: claim.get(k) for k in (*SLOTS, "date_start", "date_end")}


def _got(draft: Draft) -> dict[str, Any]:
    days = {k: str(v) if (v := getattr(draft, k)) else None for k in ("date_start", "date_end")}
    return {k: getattr(draft, k) for k in SLOTS} | days


def _candidates(want: Any, seen: View) -> dict[str, Any]:
    """Which candidates are right for a slot, and whether it may stay open."""
    options = _listed(want)
    names = [o for o in options if o is not None]
    right = [i for i, (m, _, _) in enumerate(seen.places) if names and name_agrees(names, m.name)]
    return {"right": right, "open": None in options}


def _days(claim: dict[str, Any], seen: View) -> dict[str, Any]:
    if claim.get("date_start") is None and claim["date_end"] is None:
        return {"right": [], "open": True}
    right = []
    for i, (when, _, _) in enumerate(seen.dates):
        days = interval(when)
        if days and agrees("date", claim, {"date_start": str(days[0]), "date_end": str(days[1])}):
            right.append(i)
    return {"right": right, "open": False}


def _by_rules(draft: Draft, seen: View) -> dict[str, Any]:
    """What the rules say: labels, and the candidates that they chose (-1: something that is no candidate)."""
    claim = draft.aside is None and draft.measure is not None and draft.measure != "context"
    found: dict[str, Any] = {"claim": claim}
    found |= {k: getattr(draft, k) for k in LABELS}
    found["strength"] = {k: strength(draft, k) for k in (*LABELS, "date")}
    for slot in SLOTS:
        name = getattr(draft, slot)
        found[slot] = _candidates(name, seen)["right"] or ([-1] if name else [])
    days = (draft.date_start or draft.date_end, draft.date_end or draft.date_start)
    if days[0] is None:
        found["date"] = []
    else:
        found["date"] = [i for i, (w, _, _) in enumerate(seen.dates) if interval(w) == days] or [-1]
    return found


def main() -> None:
    """Reads the command line and writes the sets."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    ap.add_argument("--processes", type=int, default=2)
    ap.add_argument("--only", help="only sets whose name starts so")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    todo = [(name, r) for name, r in sets(a.shared) if not a.only or name.startswith(a.only)]
    lines: dict[str, list[str]] = {}
    lost = total = 0
    with ProcessPoolExecutor(a.processes) as pool:
        for (name, r), found in zip(todo, pool.map(rows, [r for _, r in todo], chunksize=4), strict=True):
            lines.setdefault(name, []).extend(json.dumps(row) for row in found)
            total += len(r["claims"])
            seen = [f for row in found if not row["layout"] for f in row["figures"]]
            lost += len(r["claims"]) - sum(f["gold"] is not None for f in seen)
    for name, rows_of in sorted(lines.items()):
        (a.out / f"{name}.jsonl").write_text("\n".join(rows_of) + "\n", encoding="utf-8")
        print(f"{name}: {len(rows_of)} views")
    print(f"{lost} of {total} marked figures stand at no number that the rules see")


if __name__ == "__main__":
    main()
