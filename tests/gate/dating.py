"""Share of date expressions read rightly on two public sets: `python tests/gate/dating.py [--misses]`.

TimeNorm's English phrases (values YYYY, YYYY-MM, YYYY-MM-DD and P…D/W/M/Y, each against the day of its own
document) and the date, date range and duration cases of Recognizers-Text. Both are measured where they lie
beside the checkout (../shared/data); nothing of them is kept here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from panj.claims.dates.dates import When, dates, month_span
from panj.claims.dates.durations import duration

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_PART = re.compile(r"\b(?:early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P\d+[DWMY]")


def timenorm() -> Iterator[tuple[str, str, date]]:
    """Phrase, value, and the day of the document that it stands in."""
    path = DATA / "timenorm_en" / "train.tsv"
    anchor: date | None = None
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        parts = line.split("\t")
        if len(parts) != 3:
            anchor = None
        elif anchor is None:
            day = _DAY.match(parts[2])
            anchor = date.fromisoformat(day.group()) if day else None
        elif _VALUE.fullmatch(parts[2]) or _LENGTH.fullmatch(parts[2]):
            yield parts[0], parts[2], anchor


def interval(value: str) -> tuple[date, date]:
    """First and last day of YYYY, YYYY-MM or YYYY-MM-DD."""
    numbers = [int(n) for n in value.split("-")]
    if len(numbers) == 1:
        return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
    return month_span(numbers[0], numbers[1]) if len(numbers) == 2 else (date(*numbers), date(*numbers))


def reads(phrase: str, value: str, anchor: date) -> bool:
    """Whether a phrase of TimeNorm is read as its value, alone or after a preposition."""
    if value.startswith("P"):
        return duration(phrase) == value
    wanted = interval(value)
    for text in (phrase, f"in {phrase}"):
        for when in dates(text, 0, len(text), anchor):
            if when.first is not None and when.last is not None:
                if (when.first, when.last) == wanted:
                    return True
                if _PART.match(phrase) and wanted[0] <= when.first and when.last <= wanted[1]:
                    return True  # TimeML tells "early" beside the value, not in it
                if len(value) < 10 and (when.first, when.last) == (wanted[0], min(wanted[1], anchor)):
                    return True
    return False


def recognizers() -> Iterator[tuple[dict[str, Any], date]]:
    """Results of type date, daterange and duration, with the day of reference; not those left unresolved."""
    path = DATA / "recognizers_text_specs" / "DateTimeModel_dev.json"
    for case in json.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else ():
        reference = case.get("Context", {}).get("ReferenceDateTime")
        for result in case["Results"]:
            kind = result.get("TypeName", "").removeprefix("datetimeV2.")
            values = (result.get("Resolution") or {}).get("values", [])
            if all(v.get("value") == "not resolved" for v in values):
                continue
            if reference and kind in {"date", "daterange", "duration"}:
                yield {**result, "kind": kind, "input": case["Input"]}, date.fromisoformat(reference[:10])


def resolves(result: dict[str, Any], reference: date) -> bool:
    """Whether one of the values of a Recognizers case is read (its range ends are exclusive)."""
    text = result["input"]
    values = (result.get("Resolution") or {}).get("values", [])
    if result["kind"] == "duration":
        return any(duration(result["Text"]) == v.get("timex") for v in values)
    spans = set()
    for v in values:
        if result["kind"] == "date" and _DAY.fullmatch(v.get("value", "")):
            spans.add((v["value"], v["value"]))
        elif _DAY.fullmatch(v.get("start", "")) and _DAY.fullmatch(v.get("end", "")):
            last = date.fromisoformat(v["end"]) - timedelta(days=1)
            spans |= {(v["start"], last.isoformat()), (v["start"], v["end"])}
    found = dates(text, 0, len(text), reference)
    if any(_open_range(w, v) for w in found for v in values):
        return True
    if any(_part_of(w, spans) for w in found if _PART.search(result["Text"])):
        return True
    return any((str(w.first), str(w.last)) in spans or _same_range(w, spans) for w in found)


def _part_of(when: When, spans: set[tuple[str, str]]) -> bool:
    """ "The end of 1989" is its last months for Recognizers, its last day in a report."""
    return any(a <= str(when.first) <= str(when.last) <= b for a, b in spans if when.first and when.last)


def _open_range(when: When, value: dict[str, Any]) -> bool:
    """A range that is open on one side ("since August", "before 2018"): its one end is read."""
    start, end = value.get("start"), value.get("end")
    if when.kind in {"since", "after"} and start and not end:
        first = when.last + timedelta(days=1) if when.kind == "after" and when.last else when.first
        return str(first) == start or (when.kind == "after" and str(when.first) == start)
    if when.kind in {"before", "until"} and end and not start and when.last:
        return end in {str(when.last), str(when.last + timedelta(days=1))}
    return False


def _same_range(when: When, spans: set[tuple[str, str]]) -> bool:
    """ "From 2014 to 2018" ends with the first day of 2018 for Recognizers, with the last in a report."""
    first, last = when.first, when.last
    if when.kind != "window" or first is None or last is None:
        return False
    return any(
        a == str(first)
        and b
        in {
            str(last.replace(day=1)),
            str(last.replace(month=1, day=1)),
            str(last.replace(month=3 * ((last.month + 2) // 3) - 2, day=1)),
        }
        for a, b in spans
    )


def shares() -> dict[str, tuple[int, int]]:
    """Right and all of each set that is at hand."""
    read = [reads(p, v, a) for p, v, a in timenorm()]
    resolved = [resolves(r, a) for r, a in recognizers()]
    counts = {"timenorm": (sum(read), len(read)), "recognizers": (sum(resolved), len(resolved))}
    return {name: count for name, count in counts.items() if count[1]}


def lines() -> list[str]:
    """The share right of each set in words."""
    return [
        f"dates of {name}: {right} of {total} right ({right / total:.3f})"
        for name, (right, total) in shares().items()
    ] or ["dates: the public sets are not at hand"]


def misses() -> Iterator[str]:
    """What was read wrongly."""
    yield from (f"timenorm: {p!r} {v} on {a}" for p, v, a in timenorm() if not reads(p, v, a))
    for r, a in recognizers():
        if not resolves(r, a):
            yield f"recognizers: {r['Text']!r} {r['Resolution']} on {a}"


def main() -> int:
    """Print the share right of each set, and the misses where asked."""
    if "--misses" in sys.argv:
        sys.stdout.writelines(f"{line}\n" for line in misses())
    sys.stdout.writelines(f"{line}\n" for line in lines())
    return 0


if __name__ == "__main__":
    sys.exit(main())
