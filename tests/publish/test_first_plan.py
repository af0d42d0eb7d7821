"""A plan without tables: what reports state is planned with, and what they lack is said."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from panj.cli import main
from panj.publish.plan import first_tables, known_tables, missing
from panj.reception import planning

ONE_SITE = {
    "plan": [{"start": "2021-07-05", "days": 3}],
    "site": [{"name": "Panj", "capacity": 50, "lat": 37.2, "lon": 69.1, "stage": "open"}],
    "entry": [{"name": "Bridge", "lat": 37.1, "lon": 69.0}],
    "arrival": [{"date": "2021-07-05", "entry": "Bridge", "group": "civilians", "people": 40}],
}


def test_what_reports_state_is_planned_with(crisis) -> None:
    known = known_tables(crisis)
    made = planning.plan(first_tables(known))
    assert {s["name"] for s in known["site"]} == {s.name for s in made.network.sites}
    assert made.network.days == 30


def test_what_a_plan_lacks_is_named_and_goes_once_it_is_given() -> None:
    assert not [m for m in missing(ONE_SITE) if m.startswith(("sites", "entries", "arrivals"))]
    bare = {**ONE_SITE, "site": [{"name": "Panj"}], "arrival": []}
    said = missing(bare)
    assert any(m.startswith("sites without a size: Panj") for m in said)
    assert any(m.startswith("sites without a position: Panj") for m in said)
    assert any(m.startswith("arrivals: no report") for m in said)
    assert missing({"site": []})[0].startswith("sites: no report names a place")


def test_places_lie_where_the_gazetteer_has_them(crisis) -> None:
    rows = known_tables(crisis)
    named = {p.name: p for p in crisis.places.values() if p.kind != "country" and p.lat is not None}
    placed = [r for r in (*rows["site"], *rows["entry"]) if r["name"] in named]
    for row in placed:
        assert abs(float(row["lat"]) - named[row["name"]].lat) < 0.001
    assert not any("lat" in r for r in (*rows["site"], *rows["entry"]) if r["name"] not in named)


def test_plan_without_tables_says_what_is_missing_and_plans(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(
        "Border Wire, 5 July 2021\n\nAbout 300 civilians crossed into Tajikistan's Panj district on Sunday, "
        "officials said. A camp for 500 people is open near Panj.\n",
        encoding="utf-8",
    )
    case = str(tmp_path / "a.db")
    run = CliRunner()
    assert run.invoke(main, ["read", str(report), "--case", case]).exit_code == 0
    told = run.invoke(main, ["plan", "--case", case])
    assert told.exit_code == 0, told.output
    assert "A first plan, of what the reports in a.db state" in told.output
    assert "panj plan --template plan.xlsx --from-case" in told.output
    assert "The plan in short" in told.output
