"""Measures where from, where to and where, on marked reports that the reader was not taught.

    python training/figures/ways.py [--hold-out 10] [--only NAME] [--fit] [--misses]

Held out are the reports whose number is divisible by so many, as in training. Printed are the shares of right
origins, destinations and places and of whole ways among the figures found, by the rules alone, by the vote
and as they are given; for each slot how often rules and reader were right together, alone or not at all, and
whether the right name was among those that the reader was offered; and for each word of the table `slots` in
rules/learned.toml how often either was right where they differ. --fit tries other weights for each of these
words with the others as they are. --misses prints every wrong way with its sentence.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests" / "gate")]
# ruff: noqa: E402

from marked import reports
from matching import name_agrees, overlap

from panj.claims.draft import Draft
from panj.claims.extract import read_drafts_of
from panj.claims.learned import voting
from panj.claims.learned.reader import shipped
from panj.claims.learned.sums import Opinion, slot_sums, word_for
from panj.claims.learned.ways import best_place
from panj.claims.routes.gazette import Codes
from panj.claims.routes.scene import RouteMemory
from panj.claims.tables import table
from panj.model import Measure, Report

ENDS = ("origin", "destination", "place")
GRID = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 12.0)
Names = dict[str, str | None]


@dataclass(slots=True)
class Heard:
    """What was known of a figure's places at the vote; `bare`: what the reader gives each name."""

    rules: Names
    voted: Names
    bare: dict[str, dict[str | None, float]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    none: dict[str, float] = field(default_factory=dict)
    offered: Sequence[str] = ()


@dataclass(slots=True)
class Way:
    """A marked figure that was found: what is marked, what is given, what was heard."""

    report: str
    figure: str
    sentence: str
    marked: Mapping[str, Any]
    given: Names
    heard: Heard

    def right(self, slot: str, names: Names) -> bool:
        """Whether a slot is right; one that is not marked accepts whatever is read."""
        wanted = self.marked[slot]
        return wanted is None or name_agrees(wanted, names[slot])


def _names(draft: Draft) -> Names:
    return {slot: getattr(draft, slot) for slot in ENDS}


KEPT: dict[int, Heard] = {}  # of the report that is being read, by the identity of the draft
_settle = voting.Council.place


def _place(council: voting.Council, draft: Draft, scene: RouteMemory) -> None:
    """Place a draft as ever, and keep what was heard."""
    heard = Heard(_names(draft), {})
    told = council._told.get(id(draft))
    if told is not None and draft.measure is not None:
        _listen(draft, told, scene, heard)
    _settle(council, draft, scene)
    heard.voted = _names(draft)
    KEPT[id(draft)] = heard


def _listen(draft: Draft, told: Opinion, scene: RouteMemory, heard: Heard) -> None:
    heard.offered = [m.name for m, _, _ in told.seen.places]
    for slot in ENDS:
        heard.bare[slot] = slot_sums(draft, slot, told)
        heard.words[slot] = word_for(draft, slot, told, scene, heard.bare[slot])
        heard.none[slot] = told.answer.slots[slot][0]


def ways(entry: Mapping[str, Any]) -> Iterator[Way]:
    """The marked figures of a report that are found as claims."""
    text = entry["text"]
    report = Report(text=text, published=entry["published"], outlet=entry["outlet"], name=entry["name"])
    KEPT.clear()
    told = read_drafts_of(report, Codes(None, text), shipped())
    claims = [d for d in told.drafts if d.aside is None and d.measure not in {None, Measure.CONTEXT}]
    for marked in entry["claims"]:
        shared = [(overlap(marked, {"start": d.start, "end": d.end}), -d.start, d) for d in claims]
        best = max(shared, key=lambda s: s[:2], default=(0, 0, None))
        if best[0] and best[2] is not None and not marked["optional"] and id(best[2]) in KEPT:
            draft = best[2]
            yield Way(entry["name"], marked["text"], draft.sentence.text, marked, _names(draft),
                      KEPT[id(draft)])  # fmt: skip


def shares(found: Sequence[Way], by: str) -> str:
    """The shares of right slots and of whole ways."""
    names = [(w, w.given if by == "given" else getattr(w.heard, by)) for w in found]
    parts = [f"{slot} {sum(w.right(slot, n) for w, n in names) / len(found):.3f}" for slot in ENDS]
    whole = sum(all(w.right(slot, n) for slot in ENDS) for w, n in names) / len(found)
    return "  ".join([*parts, f"whole {whole:.3f}"])


def sides(found: Sequence[Way], slot: str) -> Counter[str]:
    """Who was right about a slot, among the figures for which it is marked."""
    tally: Counter[str] = Counter()
    for w in found:
        if w.marked[slot] is None or slot not in w.heard.bare:
            continue
        bare = w.heard.bare[slot]
        reader = name_agrees(w.marked[slot], max(bare, key=lambda n: bare[n]))
        rules = w.right(slot, w.heard.rules)
        end = "right" if w.right(slot, w.given) else "wrong"
        who = (
            "both right" if rules and reader else "rules right" if rules else "reader right" if reader else ""
        )
        if not who:
            seen = None in w.marked[slot] or any(name_agrees(w.marked[slot], n) for n in w.heard.offered)
            who = "neither" if seen else "neither, right name not offered"
        tally[f"{who}: given {end}"] += 1
    return tally


def words(found: Sequence[Way], slot: str) -> dict[str, tuple[int, int, int]]:
    """Word of the table → how often rules and reader differ in being right, rules right, given right."""
    tally: dict[str, list[int]] = {}
    for w in found:
        if w.marked[slot] is None or slot not in w.heard.bare:
            continue
        bare = w.heard.bare[slot]
        reader = name_agrees(w.marked[slot], max(bare, key=lambda n: bare[n]))
        rules = w.right(slot, w.heard.rules)
        if rules != reader:
            counts = tally.setdefault(w.heard.words[slot], [0, 0, 0])
            for i, one in enumerate((True, rules, w.right(slot, w.given))):
                counts[i] += one
    return {word: (a, b, c) for word, (a, b, c) in sorted(tally.items(), key=lambda t: -t[1][0])}


def gain(found: Sequence[Way], slot: str, word: str, weight: float) -> int:
    """How many more votes on a slot would be right if a word weighed so much."""
    more = 0
    for w in found:
        if w.heard.words.get(slot) != word or w.marked[slot] is None:
            continue
        now, then = (_vote(w.heard, slot, x) for x in (table("learned")["slots"][word], weight))
        more += name_agrees(w.marked[slot], then) - name_agrees(w.marked[slot], now)
    return more


def _vote(heard: Heard, slot: str, weight: float) -> str | None:
    bare, rule = heard.bare[slot], heard.rules[slot]
    return best_place(rule, bare, bare | {rule: bare.get(rule, heard.none[slot]) + weight})


def _say(found: Sequence[Way], *, fit: bool, misses: bool) -> None:
    print(f"{len(found)} marked figures found, {len({w.report for w in found})} reports")
    for by in ("rules", "voted", "given"):
        print(f"{by:6} {shares(found, by)}")
    for slot in ENDS:
        print(f"\n{slot}")
        for who, n in sides(found, slot).most_common():
            print(f"  {n:5} {who}")
        print("  where they differ:   times  rules right  given right")
        for word, (n, rules, given) in words(found, slot).items():
            print(f"    {word:18} {n:5} {rules:12} {given:12}")
        for word in sorted({w.heard.words[slot] for w in found if slot in w.heard.words}) if fit else ():
            tried = "  ".join(f"{x:g} {gain(found, slot, word, x):+d}" for x in GRID)
            print(f"  {word} {table('learned')['slots'][word]:g} → {tried}")
    for w in found if misses else ():
        wrong = [slot for slot in ENDS if not w.right(slot, w.given)]
        for slot in wrong:
            told = w.heard.words.get(slot, "not asked")
            print(f"{w.report} {w.figure!r} {slot} ({told}): want {w.marked[slot]} given {w.given[slot]!r} "
                  f"rules {w.heard.rules[slot]!r}\n    {w.sentence!r}")  # fmt: skip


def main() -> None:
    """Reads the command line, reads the reports, prints."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--hold-out", type=int, default=10)
    ap.add_argument("--only", default="", help="only files whose name contains this")
    ap.add_argument("--fit", action="store_true")
    ap.add_argument("--misses", action="store_true")
    a = ap.parse_args()
    voting.Council.place = _place  # type: ignore[method-assign]
    files = [p for p in sorted((HERE / "reports").glob("*.txt")) if a.only in p.stem]
    entries = (e for p in files for e in reports(p) if int(e["name"].rpartition("-")[2]) % a.hold_out == 0)
    _say([w for e in entries for w in ways(e)], fit=a.fit, misses=a.misses)


if __name__ == "__main__":
    main()
