"""panj outlook CASE: tables, JSON, files and refusals, as a user types them."""

import json

import pytest
from click.testing import CliRunner

from outlook.crises import write_folder
from panj.cli import main

REPORTS = "\n".join(f"2024-01-{d:02},{100 * d}" for d in range(1, 31, 3))


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "made", **{"source_data/far.csv": REPORTS})


def run(*arguments):
    return CliRunner().invoke(
        main, ["outlook", *map(str, arguments)], catch_exceptions=False, env={"COLUMNS": "160"}
    )


def test_a_case_gives_a_table_with_intervals_and_levels(folder):
    told = run(folder, "--known", "2024-01-31")
    assert told.exit_code == 0
    assert "as known on 31 Jan 2024" in told.output
    assert "learned from 6 other crises" in told.output
    assert "Far_Camp" in told.output
    assert "UNHCR impact 5" in told.output
    assert "note:" in told.output


def test_json_and_files_say_the_same(folder, tmp_path):
    told = json.loads(run(folder, "--json", "--out", tmp_path / "out").output)
    assert told["verdict"]["kind"] == "forecast"
    assert told == json.loads((tmp_path / "out" / "outlook.json").read_text())
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "outlook.json",
        "outlook.csv",
        "fan.svg",
        "flows.svg",
    }


def test_too_few_counts_give_bands(tmp_path):
    told = run(write_folder(tmp_path), "--known", "2024-01-06")
    assert "too few for a forecast" in told.output
    assert "more than 1,000 a day" in told.output


def test_scores_stand_beside_the_naive_ones(folder):
    told = json.loads(run(folder, "--score", "--json").output)
    row = told["count"]["7"]
    assert {"error", "baselines", "coverage80", "n", "on_report_days", "on_all_days"} <= set(row)
    assert "last report" in row["baselines"]
    assert set(told) >= {"share", "count", "count_as_reported"}
    table = run(folder, "--score").output
    assert "last" in table
    assert "equal" in table


def test_a_case_without_counts_cannot_be_scored(tmp_path):
    told = run(write_folder(tmp_path, **{"source_data/data_layout.csv": None}), "--score")
    assert told.exit_code == 1
    assert "P023" in told.output


def test_a_total_is_split(folder):
    parts = json.loads(run(folder, "--total", 9_000, "--in", 30, "--json").output)
    assert sum(f["bounds"]["best"] for f in parts["sites"]) == pytest.approx(9_000)
    assert "%" in run(folder, "--total", 9_000).output


def test_what_if_is_told_as_a_scenario(folder):
    told = run(folder, "--shut", "Town/Near")
    assert "Town/Near shuts" in told.output
    assert "no forecast" in told.output
    assert "difference" in told.output
    both = run(folder, "--shut", "Near", "--capacity", "Far_Camp=1,500", "--json")
    assert json.loads(both.output)["change"] == "Near shuts, Far_Camp can take 1,500"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--shut", "Nowhere"], "P022"),
        (["--known", "2020-01-01"], "the case begins on"),
        (["--capacity", "Near"], "SITE=N"),
        (["--total", "-5"], "-5"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(folder, arguments, told):
    answer = run(folder, *arguments)
    assert answer.exit_code in (1, 2)
    assert told in answer.output
    assert "Traceback" not in answer.output
