"""The gold developments of the example reports are sound: spans, kinds, states and dates."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from panj.clock import parse_day

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "tajik-border-2021"
DEVELOPMENTS = json.loads((HERE / "developments" / "tajik-border-2021.json").read_text(encoding="utf-8"))
PUBLISHED = {
    p.stem: json.loads(p.read_text(encoding="utf-8"))["published"]
    for p in HERE.glob("*.json")
    if p.stem != "developments"
}
KINDS = {
    *("control", "crossing_status", "admission_policy", "restriction", "preparation", "return"),
    *("evacuation", "assistance", "deployment", "exercise", "withdrawal", "meeting", "pledge"),
    *("denial", "request", "warning", "assessment"),
}
STATUSES = {"happened", "under_way", "planned", "possible", "denied", "unconfirmed"}
KEYS = {
    *("report", "start", "end", "text", "kind", "actors", "target", "place"),
    *("date_start", "date_end", "status", "condition", "speaker"),
}


def below_header(name: str) -> str:
    return (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").partition("\n---\n")[2].lstrip("\n")


@pytest.fixture(params=DEVELOPMENTS, ids=lambda d: f"{d['report']}:{d['start']}")
def development(request) -> dict:
    return request.param


def test_it_is_whole_and_hits_the_text(development):
    assert development.keys() == KEYS
    text = below_header(development["report"])
    assert text[development["start"] : development["end"]] == development["text"]
    assert development["kind"] in KINDS
    assert development["status"] in STATUSES
    assert isinstance(development["actors"], list)


def test_its_condition_stands_in_the_report(development):
    if development["condition"]:
        assert development["condition"] in below_header(development["report"])


def test_its_dates_are_ordered_and_fit_its_state(development):
    start, end = development["date_start"], development["date_end"]
    if start is None:
        assert end is None
        return
    assert parse_day(start) <= parse_day(end)
    if development["status"] in ("happened", "unconfirmed", "denied"):
        assert parse_day(end) <= parse_day(PUBLISHED[development["report"]])


def test_every_report_has_developments_and_none_twice():
    assert {d["report"] for d in DEVELOPMENTS} == set(PUBLISHED)
    places = Counter((d["report"], d["start"]) for d in DEVELOPMENTS)
    assert max(places.values()) == 1


FIELD = HERE / "developments" / "field"


@pytest.mark.parametrize("path", sorted(FIELD.glob("*.toml")), ids=lambda p: p.stem)
def test_the_developments_of_a_field_report_stand_in_its_text(path):
    text = path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n---\n")[2]
    stand_in(text, tomllib.loads(path.read_text(encoding="utf-8"))["development"])


KEPT = HERE / "developments" / "kept"


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.toml")), ids=lambda p: p.stem)
def test_the_developments_of_a_kept_report_stand_in_its_text(path):
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    claims = KEPT / told["claims"]
    assert claims.stem == path.stem
    entry = json.loads(claims.read_text(encoding="utf-8"))
    stand_in((claims.parent / entry["text"]).read_text(encoding="utf-8"), told["development"])


def test_every_kept_report_has_its_developments():
    assert {p.stem for p in KEPT.glob("*.toml")} == {p.stem for p in (HERE / "field" / "kept").glob("*.json")}


def stand_in(text: str, rows: list[dict]) -> None:
    for row in rows:
        assert text.count(row["words"]) == 1, row["words"]
        kinds, states = (row[k] if isinstance(row[k], list) else [row[k]] for k in ("kind", "status"))
        assert set(kinds) <= KINDS
        assert set(states) <= STATUSES
        condition = row.get("condition")
        assert condition is None or condition in text
