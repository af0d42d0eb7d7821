"""The nine scenarios on the gold claims of the examples: what the tally gives once extraction is right.

The questions and their bounds are those of tests/gold/scenarios.toml. What does not hold yet is named below.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from panj.clock import parse_day
from panj.gazetteer import Gazetteer
from panj.model import (
    Claim,
    Group,
    Measure,
    Ordinal,
    PeriodKind,
    Qualifier,
    Question,
    Report,
    Span,
    Status,
    Unit,
)
from panj.reports import date_all, read
from panj.tally import Ledger, ask

GOLD = Path(__file__).parents[1] / "gold"
EXAMPLES = Path(__file__).parents[2] / "examples" / "tajik-border-2021"
PLAN = tomllib.loads((GOLD / "scenarios.toml").read_text(encoding="utf-8"))
OPEN = {
    "herders-as-known-14-july": "the gold has no codes: Murghob is resolved without its country",
    "herders-as-known-23-july": "the gold has no codes: Murghob is resolved without its country",
    "still-here": "asks for a balance, which is panj.tally.remaining; a stock of 7 July answers instead",
    "returned-7-july": "the tally stands on one story and shows the other; the question asks for both ends",
    "one-outflow": "one outlet calls those flown home soldiers, the other civilians: two groups",
    "depots": "planned facilities are not counted as there",
}


def one(value: Any) -> Any:
    """The first of several accepted values."""
    return value[0] if isinstance(value, list) else value


def ordinal_of(said: dict[str, Any] | None) -> Ordinal | None:
    if said is None:
        return None
    start, end = (parse_day(said[k]) if said.get(k) else None for k in ("window_start", "window_end"))
    return Ordinal(said["n"], start, end, said["of"], said.get("complete", False))


def claim_of(row: dict[str, Any], report: Report, ids: dict[str, str], gazetteer: Gazetteer) -> Claim:
    row = {k: one(v) for k, v in row.items() if k != "ordinal"} | {"ordinal": row.get("ordinal")}
    places = {k: row.get(k) for k in ("origin", "destination", "place")}
    codes = {
        f"{k}_code": found.code for k, name in places.items() if name and (found := gazetteer.resolve(name))
    }
    days = {k: parse_day(row[k]) if row.get(k) else None for k in ("date_start", "date_end")}
    start, end = report.text.rfind(".", 0, row["start"]), report.text.find(".", row["end"])
    said = row["ordinal"]
    window = (
        [parse_day(said[k]) if said.get(k) else None for k in ("window_start", "window_end")] if said else []
    )
    keys = ("start", "end", "text", "value", "value_high", "per", "of", "speaker", "via", "confirmed")
    return Claim(
        id=ids[f"{row['start']}-{row['end']}"],
        report=report.id,
        measure=Measure(row["measure"]),
        qualifier=Qualifier(row["qualifier"]),
        unit=Unit(row["unit"]),
        group=Group(row["group"]) if row.get("group") else None,
        period=PeriodKind(row["period"]),
        status=Status(row["status"]),
        sentence=Span(start, end),
        inherits=bool(row.get("inherits")),
        optional=bool(row.get("optional")),
        part_of=ids.get(row.get("part_of") or ""),
        partition=bool(row.get("partition")),
        ordinal=Ordinal(said["n"], window[0], window[1], said["of"], said.get("complete", False))
        if said
        else None,
        **{k: row.get(k) for k in keys},
        **places,
        **codes,
        **days,
    )


@cache
def corpus() -> tuple[tuple[Report, ...], tuple[Claim, ...], Gazetteer]:
    gazetteer = Gazetteer.default()
    found = [r for r in read([EXAMPLES]) if isinstance(r, Report)]
    reports = tuple(date_all(found, {}))
    claims: list[Claim] = []
    for report in reports:
        rows = json.loads((GOLD / f"{report.name}.json").read_text(encoding="utf-8"))["claims"]
        ids = {f"{r['start']}-{r['end']}": f"{report.name}-{i}" for i, r in enumerate(rows)}
        claims += [claim_of(r, report, ids, gazetteer) for r in rows]
    return reports, tuple(claims), gazetteer


@cache
def ledger(names: tuple[str, ...]) -> Ledger:
    reports, claims, gazetteer = corpus()
    chosen = [r for r in reports if not names or r.name in names]
    ids = {r.id for r in chosen}
    return Ledger([c for c in claims if c.report in ids], None, chosen, gazetteer=gazetteer)


def cases() -> list[Any]:
    questions = [q for s in PLAN["scenario"] for q in s.get("question", [])]
    return [
        pytest.param(
            q,
            id=q["id"],
            marks=[pytest.mark.xfail(reason=OPEN[q["id"]], strict=False)] if q["id"] in OPEN else [],
        )
        for q in questions
    ]


@pytest.mark.parametrize("asked", cases())
def test_bounds(asked: dict[str, Any]) -> None:
    question = Question(
        measure=Measure(asked["measure"]),
        place=asked.get("place"),
        origin=asked.get("origin"),
        group=Group(asked["group"]) if "group" in asked else None,
        unit=Unit(asked.get("unit", "persons")),
        date_start=asked.get("date_start"),
        date_end=asked.get("date_end"),
        known=asked["known"],
    )
    book = ledger(tuple(asked.get("reports", ())))
    tally = ask(question, book)
    high = None if asked["high"] == "open" else asked["high"]
    assert (tally.bounds.low, tally.bounds.high) == (asked["low"], high)
    known = book.as_known(question.known)
    assert not {known.frames[c].claim.text for c in tally.claims} & set(asked.get("never", ()))
