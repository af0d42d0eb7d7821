"""The whole plan: the same numbers on the screen, in the workbook and on the page."""

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from panj.cli import main
from panj.publish.plan import body, page, write_workbook
from panj.publish.plan.page import cell
from panj.reception.planning import plan
from panj.reception.sheets import sheets
from panj.reception.workbook import checked

TABLES = {
    "plan": [{"start": date(2024, 3, 1), "days": 20, "climate": "cold"}],
    "site": [
        {"name": "Field", "lat": 1, "lon": 1, "capacity": 3000, "stated_by": "committee", "land_ha": 2.24},
        {"name": "Hall", "lat": 1, "lon": 2, "capacity": 2000, "opens": date(2024, 3, 5)},
        {"name": "Base", "lat": 2, "lon": 2, "capacity": 1200, "for_groups": "soldiers"},
    ],
    "entry": [{"name": "Bridge", "lat": 1, "lon": 1.1, "daily_registration": 700}],
    "arrival": [
        {"date": date(2024, 3, 1), "entry": "Bridge", "group": "soldiers", "people": 1037},
        {"date": date(2024, 3, 2), "entry": "Bridge", "people": 900, "low": 700, "high": 1500},
    ],
    "depot": [{"name": "Depot", "lat": 1, "lon": 3, "trucks": 3}],
    "stock": [{"at": "Depot", "commodity": "cereal", "tonnes": 4}],
    "supplier": [{"name": "Road", "commodity": "*", "depot": "*", "lead_days": 6, "cost_t": 500}],
    "rule": [{"groups": "refugees", "forbid": "Capital", "source": "Resolution 325"}],
}


@pytest.fixture(scope="module")
def made():
    rows = {name: [(f"{name} {n}", row) for n, row in enumerate(lines)] for name, lines in TABLES.items()}
    return plan(checked(rows, "test"))


def test_needs_are_reckoned_without_combatants(made):
    assert (made.people.low, made.people.best, made.people.high) == (700, 900, 1500)
    assert made.needs.people == made.people


def test_a_plan_is_the_same_each_time(made):
    rows = {name: [(f"{name} {n}", row) for n, row in enumerate(lines)] for name, lines in TABLES.items()}
    assert sheets(plan(checked(rows, "test"))) == sheets(made)


def test_the_workbook_holds_the_same_values(made, tmp_path):
    told = sheets(made)
    write_workbook(told, tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == [sheet.name for sheet in told]
    for sheet in told:
        rows = list(book[sheet.name].iter_rows(values_only=True))
        body_rows = rows[-len(sheet.rows) :]
        for got, want in zip(body_rows, sheet.rows, strict=True):
            plain = [v.date() if hasattr(v, "date") else v for v in got[: len(want)]]
            assert plain == [None if v == "" else v for v in want]


def test_the_page_holds_the_same_values(made):
    html = page(sheets(made))
    for sheet in sheets(made):
        section = html.split(f'id="{sheet.name.lower().replace(" ", "-")}"')[1].split("</section>")[0]
        cells = [re.sub(r"&#39;", "'", c) for c in re.findall(r"<td[^>]*>(.*?)</td>", section, re.DOTALL)]
        wanted = [cell(value) for row in sheet.rows for value in row]
        assert [c.replace("&gt;", ">").replace("&amp;", "&").replace("&#34;", '"') for c in cells] == wanted


def test_the_workbook_has_the_same_bytes_each_time(made, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(sheets(made), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_words_of_the_tables_are_never_markup():
    rows = {
        "plan": [("plan", {"start": date(2024, 3, 1), "days": 1})],
        "site": [("site", {"name": "<script>alert(1)</script>", "capacity": 5})],
    }
    assert "<script>" not in body(sheets(plan(checked(rows, "test"))))


def test_the_verb_writes_a_template_reads_it_and_prints_the_plan(tmp_path):
    run = CliRunner().invoke
    blank = tmp_path / "plan.toml"
    assert run(main, ["plan", "--template", str(blank)]).exit_code == 0
    told = run(main, ["plan", str(blank)])
    assert told.exit_code == 1
    assert "P016" in told.output
    blank.write_text(
        "[[plan]]\nstart = 2024-03-01\ndays = 3\n"
        '[[site]]\nname = "A"\nlat = 1\nlon = 1\ncapacity = 50\n'
        '[[entry]]\nname = "E"\nlat = 1\nlon = 1\n'
        '[[arrival]]\ndate = 2024-03-01\nentry = "E"\npeople = 80\n'
    )
    told = run(main, ["plan", str(blank)])
    assert told.exit_code == 0
    assert "capacity of A" in told.output
    rows = json.loads(run(main, ["plan", str(blank), "--json"]).output)
    without = next(row for row in rows[0]["rows"] if row[0] == "Without a place on the last day")
    assert without[1] == 30
    refused = run(main, ["plan", str(blank), "--all-placed"])
    assert refused.exit_code == 1
    assert "capacity of A" in refused.output


def test_the_verb_writes_workbook_and_page(tmp_path):
    blank = tmp_path / "plan.toml"
    blank.write_text(
        '[[plan]]\nstart = 2024-03-01\ndays = 3\n[[site]]\nname = "A"\ncapacity = 50\npeople = 9\n'
    )
    told = CliRunner().invoke(
        main, ["plan", str(blank), "--xlsx", str(tmp_path / "o.xlsx"), "--html", str(tmp_path / "o.html")]
    )
    assert told.exit_code == 0
    assert load_workbook(tmp_path / "o.xlsx").sheetnames[0] == "Summary"
    assert "What 9 people need for 3 days" in (tmp_path / "o.html").read_text()
