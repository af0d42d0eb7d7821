"""Reports about one incident come together, whatever the order, and stay as many sources as they are."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from pathlib import Path

import pytest

from panj.events import incidents
from panj.events.copying import first_of
from panj.model import Report

SHARED = Path(__file__).parents[3] / "shared" / "data" / "gvc_incident_docs" / "docs_traindev.jsonl"

FERRY = (
    ("2023-05-02", "Divers searched the lake off Kalangu after the ferry Amani sank with 90 aboard."),
    ("2023-05-03", "Forty are missing in Kalangu, where the ferry Amani went down in a storm on Monday."),
    ("2023-05-04", "The owner of the ferry Amani was arrested: it had no licence to leave Kalangu at night."),
)
BRIDGE = (
    ("2023-05-02", "A bridge at Torbek collapsed under a lorry; the mayor of Torbek said nobody was hurt."),
    ("2023-05-05", "Engineers blame floods for the collapse of the Torbek bridge, the mayor said, no lorry."),
)


def told(lines: tuple[tuple[str, str], ...]) -> list[Report]:
    return [Report(text, day, f"Outlet {n}") for n, (day, text) in enumerate(lines)]


def test_two_incidents_of_one_week_are_two() -> None:
    ferry, bridge = told(FERRY), told(BRIDGE)
    found = incidents([*ferry, *bridge])
    assert {frozenset(i.reports) for i in found} == {
        frozenset(r.id for r in ferry),
        frozenset(r.id for r in bridge),
    }
    first = next(i for i in found if len(i.reports) == 3)
    assert {"amani", "kalangu"} <= set(first.words)
    assert first.reports == tuple(r.id for r in ferry), "by publication"
    assert 0.17 <= first.alike <= 1


def test_order_and_repetition_change_nothing() -> None:
    reports = told(FERRY) + told(BRIDGE)
    again = [*reports, reports[0]]
    random.Random(3).shuffle(again)
    assert incidents(again) == incidents(reports)


def test_one_report_is_an_incident_of_its_own_and_none_are_none() -> None:
    (alone,) = incidents(told(FERRY[:1]))
    assert (len(alone.reports), alone.alike) == (1, 1.0)
    assert incidents([]) == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason=f"no incident texts at {SHARED}")
def test_reports_of_one_shooting_come_together() -> None:
    """B-cubed F1 on texts that were grouped by hand; 96 is wanted."""
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    reports = [Report(f"{r['title']}\n\n{r['text']}", r["dct"], name=r["doc_id"]) for r in rows]
    gold = {report.id: row["incident_id"] for report, row in zip(reports, rows, strict=True)}
    found = [i.reports for i in incidents(reports)]
    assert f1(found, gold) >= 0.975
    assert len(first_of(reports)) <= 0.02 * len(reports), (
        "telling of one incident makes no two reports one text"
    )


def f1(found: list[tuple[str, ...]], gold: dict[str, str]) -> float:
    true: dict[str, set[str]] = defaultdict(set)
    for report, incident in gold.items():
        true[incident].add(report)
    precision = recall = 0.0
    for group in found:
        for report in group:
            right = len(true[gold[report]].intersection(group))
            precision += right / len(group) / len(gold)
            recall += right / len(true[gold[report]]) / len(gold)
    return 2 * precision * recall / (precision + recall)
