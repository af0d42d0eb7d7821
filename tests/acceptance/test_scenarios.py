"""The nine scenarios on the example reports, from their text: what a user gets who reads the folder and asks.

Questions and bounds are those of tests/gold/scenarios.toml; tests/tally/test_examples.py asks the same of
gold claims. What reading does not carry yet is expected to fail, with its reason.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import panj
from panj.gazetteer import Gazetteer
from panj.model import Claim, Report
from panj.reports import date_all, read
from panj.tally import Ledger, ask
from props.scenarios import QUESTIONS, answered, question, wanted

ROOT = Path(__file__).resolve().parents[2]
OPEN: dict[str, str] = {}  # id of a question → why the reading does not carry its answer yet


@cache
def corpus() -> tuple[tuple[Report, ...], tuple[Claim, ...], Gazetteer]:
    gazetteer = Gazetteer.default()
    found = [r for r in read([ROOT / "examples" / "tajik-border-2021"]) if isinstance(r, Report)]
    reports = tuple(date_all(found, {}))
    return reports, tuple(c for r in reports for c in panj.extract(r, gazetteer=gazetteer)), gazetteer


@cache
def ledger(names: tuple[str, ...]) -> Ledger:
    reports, claims, gazetteer = corpus()
    chosen = [r for r in reports if not names or r.name in names]
    ids = {r.id for r in chosen}
    return Ledger([c for c in claims if c.report in ids], None, chosen, gazetteer=gazetteer)


def cases() -> list[Any]:
    """What is open may come right at any time by better reading: that is no failure."""
    return [
        pytest.param(
            q,
            id=f"{number}-{q['id']}",
            marks=[pytest.mark.xfail(reason=OPEN[q["id"]], strict=False)] if q["id"] in OPEN else [],
        )
        for number, q in QUESTIONS
    ]


@pytest.mark.parametrize("asked", cases())
def test_a_reader_of_the_examples_is_told_so(asked: dict[str, Any]) -> None:
    book = ledger(tuple(asked.get("reports", ())))
    tally = ask(question(asked), book)
    assert answered(tally, asked) == wanted(asked)
    known = book.as_known(asked["known"])
    assert not {known.frames[c].claim.text for c in tally.claims} & set(asked.get("never", ()))


def test_one_night_is_one_event_of_one_origin() -> None:
    (asked,) = (q for _, q in QUESTIONS if q["id"] == "rounded-only")
    book = ledger(tuple(asked["reports"]))
    tally = ask(question(asked), book)
    (event,) = (book.as_known(asked["known"]).by_id[e] for e in tally.events)
    assert len(event.origins) == asked["origins"]


def test_the_local_count_contradicts_the_waves_by_ten() -> None:
    (asked,) = (q for _, q in QUESTIONS if q["id"] == "as-known-6-july")
    tally = ask(question(asked), ledger(()))
    said = "'1,573' is too low by 10: the others make it 1,583 or more"
    assert any(said in c.reason for c in tally.conflicts)
