"""What reports say of reception becomes the first rows of a plan, for an officer to complete."""

from datetime import date

import pytest

import panj
from panj.reception.known import known_rows
from panj.reception.network import network
from panj.reception.workbook import checked

REPORTS = (
    ("2024-03-01", "Chad can take up to 4,000 refugees at Farchana, the governor said on March 1."),
    ("2024-03-02", "Two food depots are under construction in Abeche, an official said on March 2."),
    ("2024-03-03", "On March 3, 1,200 refugees crossed from Sudan into Chad at Adre."),
    (
        "2024-03-04",
        "A camp for up to 500,000 refugees at Iriba has been ruled out, the minister said on March 4.",
    ),
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for n, (day, text) in enumerate(REPORTS):
        (folder / f"{n}.txt").write_text(f"---\npublished: {day}\noutlet: Wire\n---\n{text}\n")
    with panj.open(tmp_path_factory.mktemp("case") / "case.db") as case:
        case.read([folder])
        reports = {r.id: r for r in case.reports()}
        places = case.situation().places
        return known_rows(
            case.claims(),
            case.events(),
            name=lambda code, written: places[code].name if code in places else written or "",
            said_on=lambda claim: reports[claim.report].day,
            words=lambda claim: claim.sentence.of(reports[claim.report].text),
            start=date(2024, 3, 4),
        )


def test_a_stated_capacity_becomes_a_site_with_who_and_when(rows):
    site = next(row for row in rows["site"] if row.get("capacity") == 4000)
    assert "governor" in site["stated_by"]
    assert site["stated_on"] == date(2024, 3, 1)


def test_depots_under_construction_become_depots(rows):
    assert len(rows["depot"]) == 2
    assert all("Ab" in row["name"] for row in rows["depot"])


def test_an_arrival_becomes_a_row_with_its_interval(rows):
    (row,) = rows["arrival"]
    assert (row["date"], row["people"]) == (date(2024, 3, 3), 1200)
    assert row["low"] <= 1200 <= row["high"]


def test_the_rows_are_a_plan_that_reads(rows):
    raw = {table: [(table, row) for row in found] for table, found in rows.items()}
    assert network(checked(raw, "case")).sites
