"""The nine scenarios on the gold claims of the examples: what the tally gives once extraction is right.

The questions and their bounds are those of tests/gold/scenarios.toml.
"""

from __future__ import annotations

import json
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
    Report,
    Span,
    Status,
    Unit,
)
from panj.reports import date_all, read
from panj.tally import Ledger, ask
from props.scenarios import QUESTIONS, answered, question, wanted

GOLD = Path(__file__).parents[1] / "gold"
EXAMPLES = Path(__file__).parents[2] / "examples" / "tajik-border-2021"
SIDES = ("origin", "destination", "place")
# Of several readings that the gold accepts the first is taken, but for these: who they are is said in no word
# of the sentence ("1,574 citizens", "Afghan nationals, most of them soldiers").
TAKEN = {
    ("2021-07-23-state-1574-repatriated", "1,574"): {"group": "people"},
    ("2021-07-30-un-update", "More than 1,500"): {"group": "people"},
}


def one(value: Any) -> Any:
    """The first of several accepted values."""
    return value[0] if isinstance(value, list) else value


def countries_of(rows: list[dict[str, Any]], side: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Countries that a report names as where people went, or came from: its towns lie in them."""
    found = (gazetteer.resolve(one(row[side])) for row in rows if one(row.get(side)))
    return tuple(dict.fromkeys(p.code for p in found if p is not None and p.kind == "country"))


def claim_of(
    row: dict[str, Any],
    report: Report,
    ids: dict[str, str],
    gazetteer: Gazetteer,
    countries: dict[str, tuple[str, ...]],
) -> Claim:
    row = {k: one(v) for k, v in row.items() if k != "ordinal"} | {"ordinal": row.get("ordinal")}
    row |= TAKEN.get((report.name, row["text"]), {})
    places = {k: row.get(k) for k in SIDES}
    codes = {
        f"{k}_code": found.code
        for k, name in places.items()
        if name and (found := gazetteer.resolve(name, countries=countries[k]))
    }
    days = {k: parse_day(row[k]) if row.get(k) else None for k in ("date_start", "date_end")}
    start = max(report.text.rfind(mark, 0, row["start"]) for mark in ".\n") + 1
    end = min(found for mark in ".\n" if (found := report.text.find(mark, row["end"])) >= 0)
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
        countries = {side: countries_of(rows, side, gazetteer) for side in SIDES}
        claims += [claim_of(r, report, ids, gazetteer, countries) for r in rows]
    return reports, tuple(claims), gazetteer


@cache
def ledger(names: tuple[str, ...]) -> Ledger:
    reports, claims, gazetteer = corpus()
    chosen = [r for r in reports if not names or r.name in names]
    ids = {r.id for r in chosen}
    return Ledger([c for c in claims if c.report in ids], None, chosen, gazetteer=gazetteer)


def cases() -> list[Any]:
    return [pytest.param(q, id=q["id"]) for _, q in QUESTIONS]


@pytest.mark.parametrize("asked", cases())
def test_bounds(asked: dict[str, Any]) -> None:
    book = ledger(tuple(asked.get("reports", ())))
    tally = ask(question(asked), book)
    assert answered(tally, asked) == wanted(asked)
    known = book.as_known(asked["known"])
    assert not {known.frames[c].claim.text for c in tally.claims} & set(asked.get("never", ()))
