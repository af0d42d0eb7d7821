"""How developments are scored: what is optional does not count, and of blind sets only totals are told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import developing


def _told(start: int, end: int, kind: str = "control", **more: Any) -> dict[str, Any]:
    base = {"start": start, "end": end, "kind": kind, "status": "happened", "actors": [], "place": None}
    return (
        base
        | {"date_start": None, "date_end": None, "speaker": developing.OPEN, "text": "", "rules": []}
        | more
    )


def _score(gold: list[dict[str, Any]], got: list[dict[str, Any]]) -> developing.Score:
    total = developing.Score()
    developing.compare("r", "x" * 100, gold, got, total)
    return total


def test_what_is_optional_neither_rewards_nor_punishes() -> None:
    optional = _told(0, 10, optional=True)
    for got in ([], [_told(0, 10)], [_told(0, 10, "return")]):
        total = _score([optional], got)
        assert (total.gold, total.found, total.extra, total.asked, total.notes) == (0, 0, 0, {}, [])


def test_what_is_asked_for_is_matched_before_what_is_optional() -> None:
    total = _score([_told(0, 20, optional=True), _told(21, 30)], [_told(0, 30)])
    assert (total.gold, total.found, total.extra) == (1, 1, 0)


def test_a_blind_set_tells_its_totals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    results = {
        name: developing.Score(gold=2, found=1, extra=1, notes=[f"{name}: missed"])
        for name in ("example", "field", "kept")
    }
    monkeypatch.setattr(developing, "cases", lambda: [(name, name) for name in results])
    monkeypatch.setattr(developing, "score", lambda name: results[name])
    monkeypatch.setattr(developing, "below", lambda _results: [])
    said: list[str] = []
    assert developing.gate(said.append, misses=True) == 0
    assert "field: missed" in said
    assert not any("kept: missed" in line for line in said)
    assert sum(line.startswith("kept") for line in said) == 1


def test_every_kept_report_is_scored_on_its_own_text() -> None:
    rows = list(developing.kept_reports())
    assert {name for name, _, _ in rows} == {
        p.stem for p in (developing.ROOT / "tests/gold/field/kept").glob("*.json")
    }
    for name, report, gold in rows:
        assert report.name == name
        assert all(0 <= g["start"] < g["end"] <= len(report.text) for g in gold)
