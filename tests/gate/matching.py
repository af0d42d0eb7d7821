"""Compares extracted claims with gold claims by the annotation guide (docs/claims.md): matching, fields, totals.

Claims come and go as dicts in the schema's own field names. A prediction matches a gold claim where it
covers at least half of the figure's span and does not run far past it; one to one, those first whose
measure and value agree. An optional gold claim neither rewards nor punishes; `context` is not compared.
"""  # noqa: E501

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

WHOLE = ("measure", "value", "qualifier", "unit", "group", "route", "date", "status", "speaker")
FIELDS = (*WHOLE, "confirmed", "period")
TOLERANCE = 0.01  # of a value
LONGEST_NAME = 12  # words
# Words that tell nothing about who or where: a name must share others.
EMPTY_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "for",
        "from",
        "by",
        "at",
        "on",
        "and",
        "province",
        "district",
        "region",
        "city",
        "town",
        "state",
        "country",
        "officials",
        "official",
        "authorities",
        "authority",
        "government",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "mr",
        "mrs",
        "president",
        "minister",
        "local",
    ]
)

Entry = Mapping[str, Any]


@dataclass
class Tally:
    """Counts over reports: gold claims found and missed, extras, right fields, whole claims right."""

    found: int = 0
    missed: int = 0
    extra: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.found += other.found
        self.missed += other.missed
        self.extra += other.extra
        self.whole += other.whole
        self.right.update(other.right)
        self.misses.extend(other.misses)

    @property
    def detection(self) -> float:
        return _f1(self.found, self.extra, self.missed)

    @property
    def whole_claim(self) -> float:
        return _f1(self.whole, self.found - self.whole + self.extra, self.found - self.whole + self.missed)

    def share(self, name: str) -> float:
        return self.right[name] / self.found if self.found else 0.0

    def figures(self) -> dict[str, float]:
        scores = {"detection_f1": self.detection, "whole_claim_f1": self.whole_claim}
        return scores | {name: self.share(name) for name in FIELDS}


def _f1(right: int, wrong: int, lost: int) -> float:
    return 2 * right / (2 * right + wrong + lost) if right else 0.0


def compare(name: str, text: str, gold: Sequence[Entry], claims: Sequence[Entry]) -> Tally:
    """One report's tally; `misses` say in words what went wrong."""
    predicted = [c for c in claims if c.get("measure") != "context"]
    pairs = _pair(gold, predicted)
    tally = Tally()
    for i, want in enumerate(gold):
        if want["optional"]:
            continue
        if i not in pairs:
            tally.missed += 1
            around = text[max(0, want["start"] - 30) : want["end"] + 30]
            tally.misses.append(f"{name}: missed {around!r} ({want['measure']})")
            continue
        _judge(name, text, want, predicted[pairs[i]], tally)
    for j in sorted(set(range(len(predicted))) - set(pairs.values())):
        tally.extra += 1
        got = predicted[j]
        around = text[max(0, got["start"] - 30) : got["end"] + 30]
        tally.misses.append(f"{name}: extra {around!r} ({got['measure']})")
    return tally


def _judge(name: str, text: str, want: Entry, got: Entry, tally: Tally) -> None:
    tally.found += 1
    wrong = [f for f in FIELDS if not agrees(f, want, got)]
    tally.right.update(f for f in FIELDS if f not in wrong)
    tally.whole += not set(wrong) & set(WHOLE)
    groups = {"route": ("origin", "destination", "place"), "date": ("date_start", "date_end")}
    for f in wrong:
        keys = groups.get(f, (f,))
        figure = text[want["start"] : want["end"]]
        tally.misses.append(
            f"{name}: {f} of {figure!r}: want {[want.get(k) for k in keys]} got {[got.get(k) for k in keys]}"
        )


def _pair(gold: Sequence[Entry], predicted: Sequence[Entry]) -> dict[int, int]:
    """Gold index → prediction index."""
    ranked = []
    for i, want in enumerate(gold):
        for j, got in enumerate(predicted):
            shared = overlap(want, got)
            if shared:
                ranked.append((agrees("measure", want, got), agrees("value", want, got), shared, i, j))
    ranked.sort(key=lambda r: r[:3], reverse=True)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def overlap(want: Entry, got: Entry) -> int:
    """Shared characters; 0 where less than half of the figure is covered or the prediction is far longer."""
    size = want["end"] - want["start"]
    shared: int = min(want["end"], got["end"]) - max(want["start"], got["start"])
    fits = shared * 2 >= size and got["end"] - got["start"] <= 2 * size + 12
    return shared if fits and shared > 0 else 0


def agrees(name: str, want: Entry, got: Entry) -> bool:
    """Whether one field of a prediction is acceptable."""
    if name == "route":
        return all(
            want[k] is None or name_agrees(want[k], got.get(k)) for k in ("origin", "destination", "place")
        )
    if name == "date":
        return _dates_agree(want, got)
    if name == "value":
        return _values_agree(want, got)
    if name == "speaker":
        return name_agrees(want["speaker"], got.get("speaker"))
    if name == "confirmed":
        return bool(got.get("confirmed", True)) == bool(want.get("confirmed", True))
    if name == "group" and want["unit"] not in ("persons", "households"):
        return True
    value = got.get(name)
    return (name == "group" or isinstance(value, str)) and value in _options(want[name])


def _options(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def name_agrees(want: Any, got: Any) -> bool:
    """A name agrees with an accepted one where it shares at least half of the shorter's telling words."""
    options = _options(want)
    if not got:
        return None in options
    if not isinstance(got, str) or len(got.split()) > LONGEST_NAME:
        return False
    have = telling_words(got)
    for option in options:
        theirs = telling_words(option) if option is not None else set()
        shared = len(theirs & have)
        if shared and 2 * shared >= min(len(theirs), len(have)):
            return True
    return False


def telling_words(name: object) -> set[str]:
    """Lower-case words without diacritics; empty words go where others remain."""
    plain = (
        unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower().replace("'s", "")
    )
    found = re.findall(r"[a-z0-9]+", plain)
    return set(found) - EMPTY_WORDS or set(found)


def _values_agree(want: Entry, got: Entry) -> bool:
    value, high = got.get("value"), got.get("value_high")
    if not isinstance(value, int | float) or abs(value - want["value"]) > TOLERANCE * abs(want["value"]):
        return False
    if want.get("value_high") is None:
        return high is None or high == value
    return isinstance(high, int | float) and abs(high - want["value_high"]) <= TOLERANCE * want["value_high"]


def _dates_agree(want: Entry, got: Entry) -> bool:
    """Open dates accept any reading; else half of the joint interval is shared, or both ends lie within a day in all."""  # noqa: E501
    if want["date_start"] is None and want["date_end"] is None:
        return True
    ends = [_day(c.get(k)) for c in (want, got) for k in ("date_start", "date_end")]
    if None in ends:
        return False
    g0, g1, p0, p1 = (d.toordinal() for d in ends if d is not None)
    shared, joint = min(g1, p1) - max(g0, p0) + 1, max(g1, p1) - min(g0, p0) + 1
    return shared > 0 and (2 * shared >= joint or abs(g0 - p0) + abs(g1 - p1) <= 1)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
