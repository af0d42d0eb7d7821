"""Exports: tables that other tools read, safe in a spreadsheet, never mixing people with anything else."""

import csv
import io
from dataclasses import replace

import pytest

from panj.errors import PublishError
from panj.model import Unit
from panj.publish.exports import TABLES, write
from publish.crisis import BACK, INTO, crisis_parts, make_claim, make_report, on


def rows(situation, name, **more):
    out = io.StringIO()
    write(situation, out, (name,), **more)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_a_folder_gets_one_file_per_table(crisis, tmp_path):
    paths = write(crisis, tmp_path / "out")
    assert sorted(p.name for p in paths) == ["claims.csv", "events.csv", "figures.csv"]
    assert all(p.read_bytes().count(b"\r\n") > 1 for p in paths)


def test_no_tables_named_means_all(crisis, tmp_path):
    assert len(write(crisis, tmp_path, ())) == sum(not t.standard for t in TABLES.values())


def test_every_claim_leads_back_to_its_words(crisis):
    texts = {r.name: r.text for r in crisis.reports.values()}
    for row in rows(crisis, "claims"):
        assert texts[row["report"]][int(row["start"]) : int(row["end"])] == row["text"]


def test_dates_are_iso_and_ends_are_numbers(crisis):
    for row in rows(crisis, "figures"):
        assert row["date_end"] == "" or row["date_end"].startswith("2022-")
        assert float(row["low"]) >= 0
    (soldiers,) = [r for r in rows(crisis, "figures") if r["title"] == "Soldiers into Uganda"]
    assert (soldiers["low"], soldiers["best"], soldiers["high"]) == ("137", "137", "137")
    assert soldiers["combatants"] == "true"


def test_livestock_never_stands_in_the_columns_of_people(situate):
    report = make_report("On June 15 some 900 goats entered Uganda.")
    claim = make_claim(report, "some 900", "arrival", 900, "about", **INTO, **on(15), unit=Unit.LIVESTOCK)
    (event,) = rows(situate([report], [claim]), "events")
    assert (event["people_low"], event["people_high"]) == ("", "")
    assert event["other_best"] == "900"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_runs_as_a_formula(situate, start):
    reports, claims = crisis_parts()
    evil = [replace(c, speaker=f"{start}HYPERLINK(1)") for c in claims]
    cells = [cell for row in rows(situate(reports, evil), "claims") for cell in row.values()]
    assert f"'{start}HYPERLINK(1)" in cells
    assert not [c for c in cells if c.startswith(("=", "+", "@"))]


def test_quotes_commas_and_line_breaks_survive(situate):
    reports, claims = crisis_parts()
    odd = 'a "b", c\nd'
    found = rows(situate(reports, [replace(c, speaker=odd) for c in claims]), "claims")
    assert {r["speaker"] for r in found} == {odd}


def test_coordinates_are_rounded_to_a_tenth_of_a_degree(crisis):
    for row in rows(crisis, "events"):
        for axis in ("lat", "lon"):
            assert row[axis] == "" or len(row[axis].partition(".")[2]) <= 1


def test_a_row_of_hxl_tags_on_request(crisis):
    out = io.StringIO()
    write(crisis, out, ("events",), hxl=True)
    header, tags, *_ = list(csv.reader(io.StringIO(out.getvalue())))
    assert len(tags) == len(header)
    assert tags[header.index("people_best")].startswith("#affected")
    assert all(t.startswith("#") for t in tags)
    assert len(set(tags)) == len(tags)


def test_tags_are_unique_in_every_table():
    for table in TABLES.values():
        assert len(set(table.columns.values())) == len(table.columns)


@pytest.mark.parametrize(("what", "form"), [(("nonsense",), "csv"), (("claims",), "xml")])
def test_unknown_tables_and_formats_are_refused(crisis, tmp_path, what, form):
    with pytest.raises(PublishError, match="W020"):
        write(crisis, tmp_path, what, form)


def test_a_stream_takes_one_table(crisis):
    with pytest.raises(PublishError, match="W020"):
        write(crisis, io.StringIO())


def test_a_folder_that_cannot_be_made_is_said(crisis, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="W021"):
        write(crisis, tmp_path / "file" / "sub")


def test_the_route_of_a_forced_return_is_in_no_table(situate):
    report = make_report("On June 13 police drove 412 people back to Goma.")
    local = {**BACK, "destination": "Goma", "destination_code": "gn:216281"}
    shown = situate([report], [make_claim(report, "412", "forced_return", 412, **local, **on(13))])
    for name in TABLES:
        cells = [cell for row in rows(shown, name) for cell in row.values()]
        assert "412" in cells or name == "population"  # sent back is no population of concern
        assert not [c for c in cells if "Goma" in c or c == "gn:216281"]
