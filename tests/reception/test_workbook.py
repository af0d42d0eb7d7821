"""Officers' tables: one plan from a workbook, TOML or CSV; faults are told by where they stand."""

import csv
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from panj.errors import PlanError
from panj.publish.plan import write_template
from panj.reception.network import network
from panj.reception.workbook import read, schemes

ROWS = {
    "plan": [{"start": date(2024, 3, 1), "days": 5}],
    "site": [
        {"name": "camp", "lat": -1.5, "lon": 29.2, "capacity": 900, "closes": date(2024, 3, 4)},
        {"name": "post", "for_groups": "soldiers; militants", "capacity": 40},
    ],
    "entry": [{"name": "bridge", "lat": -1.6, "lon": 29.3}],
    "road": [{"from": "bridge", "to": "post", "km": 12.5, "closed": "yes"}],
    "arrival": [{"date": date(2024, 3, 2), "entry": "bridge", "people": 120, "high": 200}],
}


def write_xlsx(path, rows):
    book = Workbook()
    book.remove(book.active)
    for table, lines in rows.items():
        tab = book.create_sheet(table)
        names = list(dict.fromkeys(name for line in lines for name in line))
        tab.append(["# a note of the template"])
        tab.append(names)
        for line in lines:
            tab.append([line.get(name) for name in names])
    book.save(path)


def write_toml(path, rows):
    def written(value):
        return value.isoformat() if isinstance(value, date) else repr(value).replace("'", '"')

    lines = []
    for table, found in rows.items():
        for row in found:
            lines += [f"[[{table}]]", *(f"{name} = {written(value)}" for name, value in row.items())]
    path.write_text("\n".join(lines), encoding="utf-8")


def write_csv(folder, rows):
    folder.mkdir()
    for table, found in rows.items():
        names = list(dict.fromkeys(name for line in found for name in line))
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(found)


def test_the_same_tables_in_three_forms_are_the_same_network(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", ROWS)
    write_toml(tmp_path / "a.toml", ROWS)
    write_csv(tmp_path / "a", ROWS)
    one, two, three = (network(read(tmp_path / name)) for name in ("a.xlsx", "a.toml", "a"))
    assert one == two == three
    assert one.sites[0].at == (-1.5, 29.2)
    assert one.sites[1].groups == ("soldiers", "militants")
    assert one.roads[0].closed
    assert one.arrivals[0].household == 5


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.toml", "plan"])
def test_a_template_with_what_is_known_reads_back(tmp_path, name):
    write_template(tmp_path / name, ROWS)
    assert network(read(tmp_path / name)).sites[0].capacity == 900


def test_an_empty_template_has_every_table_and_says_what_is_missing(tmp_path):
    write_template(tmp_path / "plan.xlsx")
    assert load_workbook(tmp_path / "plan.xlsx").sheetnames == [scheme.name for scheme in schemes()]
    with pytest.raises(PlanError, match="P016"):
        network(read(tmp_path / "plan.xlsx"))


def test_templates_never_overwrite(tmp_path):
    (tmp_path / "plan.toml").write_text("mine")
    with pytest.raises(Exception, match="there already"):
        write_template(tmp_path / "plan.toml")
    assert (tmp_path / "plan.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("table", "row", "code", "told"),
    [
        ("site", {"name": "x", "capacity": "many"}, "P012", "line 3, capacity"),
        ("site", {"name": "x", "capacity": -5}, "P012", "'-5'"),
        ("site", {"name": "x", "capacity": 2.5}, "P012", "a whole number"),
        ("site", {"name": "x", "lat": 240}, "P012", "degrees"),
        ("site", {"name": "", "capacity": 5}, "P013", "name is missing"),
        ("site", {"name": "x", "colour": "red"}, "P011", "colour"),
        ("arrival", {"date": "2.3.2024", "entry": "bridge", "people": 5}, "P012", "2021-07-23"),
        ("arrival", {"date": date(2024, 3, 2), "entry": "ford", "people": 5}, "P014", "bridge"),
        ("road", {"from": "bridge", "to": "nowhere"}, "P014", "nowhere"),
        ("arrival", {"date": date(2024, 3, 2), "entry": "bridge", "people": 5, "low": 9}, "P005", "low 9"),
        ("entry", {"name": "camp"}, "P015", "camp"),
        ("castle", {"name": "x"}, "P011", "castle"),
    ],
)
def test_a_fault_is_told_with_table_line_and_remedy(tmp_path, table, row, code, told):
    rows = {**ROWS, table: [*([] if table in ("road", "arrival", "site") else ROWS.get(table, [])), row]}
    if table == "site":
        rows["site"] = [row]
        rows["road"] = []
    write_csv(tmp_path / "a", rows)
    where = told.replace("line 3", "line 2") if table == "site" else told
    with pytest.raises(PlanError) as fault:
        network(read(tmp_path / "a"))
    assert fault.value.code == code
    assert where in str(fault.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"no zip"),
        ("a.toml", b"= = ="),
        ("a.docx", b""),
        ("gone.toml", None),
        ("a.toml", b"\xff\xfe"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(tmp_path, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(PlanError, match="P010"):
        read(tmp_path / name)
