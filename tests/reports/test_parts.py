"""Tables beside a text are reports of their own, whose sentences say what the rows say."""

import json
from pathlib import Path

import pytest

from panj.claims import extract
from panj.model import Measure, Report, Table, Unit
from panj.reports import parts, read
from panj.reports.corrections import corrections_in, read_correction
from panj.reports.drawn import drawn_tables

KEY = Table(
    (
        ("Indicator", "Number", "As of", "Source"),
        ("People displaced", "12,400", "3 May 2018", "Province office"),
        ("People injured, Lower Ford", "31", "2 May 2018", "Province office"),
        ("People killed", "9", "3 May 2018", "Health Cluster"),
        ("of whom female", "4", "3 May 2018", "Health Cluster"),
        ("of whom male", "5", "3 May 2018", "Health Cluster"),
        ("Sites hosting displaced people", "6", "3 May 2018", "Province office"),
    ),
    "Table 2. Flood figures",
)
GRID = Table(
    (
        ("Post", "Arrivals, 3 May", "No."),
        ("Lower Ford", "1,210", "1"),
        ("Mill Bridge", "300", "2"),
        ("Total", "1,510", ""),
    )
)


def report(*tables):
    return Report(
        text="The river rose.", published="2018-05-04", outlet="Relief Office", title="Flood note",
        name="note", path="note.pdf", tables=tables,
    )  # fmt: skip


def test_a_table_keeps_where_it_stands_and_its_own_id():
    whole = report(KEY)
    (part,) = parts(whole)
    assert part.part_of == whole.id != part.id
    assert (part.outlet, part.published, part.path) == (whole.outlet, whole.published, whole.path)
    assert whole.text == "The river rose.", "the text itself is left alone"
    assert "12,400 displaced people as of 3 May 2018, according to Province office." in part.text
    assert [part.text[b.start : b.end] for b in part.blocks][:2] == ["Flood note", "Table 2. Flood figures"]


def test_its_rows_are_claims_with_measure_day_and_source():
    (part,) = parts(report(KEY))
    by_value = {c.value: c for c in extract(part)}
    assert set(by_value) == {12_400, 31, 9, 4, 5, 6}
    assert by_value[12_400].measure is Measure.DISPLACED_STOCK
    assert by_value[31].measure is Measure.INJURED
    assert by_value[31].date_end.isoformat() == "2018-05-02"
    assert by_value[9].speaker == "the Health Cluster"
    assert {by_value[4].part_of, by_value[5].part_of} == {by_value[9].id}, "parts, which are never added"


def test_columns_of_counts_are_read_under_their_headings():
    (part,) = parts(report(GRID))
    assert "1,210 arrivals in Lower Ford on 3 May." in part.text
    assert "1,510 arrivals in total on 3 May." in part.text
    assert "in 1" not in part.text, "a running number is no figure"
    arrivals = {c.value for c in extract(part) if c.measure is Measure.ARRIVAL and c.unit is Unit.PERSONS}
    assert arrivals == {1_210, 300, 1_510}


def test_what_help_is_for_names_no_place():
    reach = Table(
        (("Sector", "Target", "Reached"), ("Shelter", "5,000", "2,140"), ("Health", "12,500", "4,815"))
    )
    (part,) = parts(report(reach))
    assert "2,140 reached for Shelter." in part.text
    assert "in Shelter" not in part.text


@pytest.mark.parametrize(
    "table",
    [
        Table((("Name", "Telephone desk"), ("Anna", "ask at the gate"), ("Ben", "none"))),
        Table((("Figure",), ("12",), ("13",))),
        Table((("Place", "Number"), ("Here", "12"))),
        Table(()),
        Table((("", ""), ("1", "2"), ("3", "4"))),
        Table((("Place", "Number"), ("Here", "12", "13"), ("There",), ())),
    ],
)
def test_tables_that_hold_no_figures_under_headings_are_left_alone(table):
    assert parts(report(table)) == ()


@pytest.mark.parametrize(
    ("note", "said", "now"),
    [
        (
            "(Corrects depth of ford in paragraph 3 to more than 8 metres. It had earlier said 5 metres.)",
            "5 metres",
            "more than 8 metres",
        ),
        (
            "CORRECTION: An earlier version of this article said 50 people had drowned. It was 15.",
            "50 people",
            "15",
        ),
        (
            "Correction: The article originally gave the number as 430 families. It is 340.",
            "430 families",
            "340",
        ),
        ("(Removes extraneous word in headline)", None, None),
    ],
)
def test_what_was_said_and_what_is_said_now(note, said, now):
    found = read_correction(note)
    assert (found.said, found.now) == (said, now)


def test_a_note_in_the_text_is_kept_with_the_report(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text(
        "Ford deeper than thought\n\nCorrection: An earlier version of this story said 5 people. "
        "It was 8 people.\n\nThe ford was crossed by 8 people on Monday, the warden of the river said.\n"
    )
    (found,) = read([file])
    assert [(c.said, c.now) for c in found.corrections] == [("5 people", "8 people")]
    assert corrections_in(found) == found.corrections, "each note once"


SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/gold")
def test_the_rows_of_a_real_situation_report_come_out_right():
    gold = json.loads((SHARED / "pdf" / "nepal_sitrep.json").read_text())["table_claims"]
    (whole,) = read([SHARED / "pdf" / "nepal_sitrep.pdf"])
    (part,) = parts(whole)
    found = {
        (c.measure.value, c.value, c.unit.value, c.qualifier.value, c.place, c.date_end.isoformat())
        for c in extract(part)
    }
    wanted = {(g["measure"], g["value"], g["unit"], g["qualifier"], g["place"], g["date"]) for g in gold}
    assert found == wanted


def test_columns_in_capitals_with_short_forms_are_read_and_totals_of_stays_left_out():
    table = Table(
        (
            ("REGION", "ECs NOW", "FAMILIES INSIDE ECs (CUM)", "FAMILIES INSIDE ECs (NOW)"),
            ("North", "411", "43,108", "12,540"),
            ("South", "388", "16,914", "9,118"),
            ("TOTAL", "799", "60,022", "21,658"),
        )
    )
    (part,) = parts(report(table))
    assert "12,540 families inside evacuation centres in North." in part.text
    assert "43,108" not in part.text, "all who ever stayed are no number of people at one time"
    assert {c.value for c in extract(part) if c.unit is Unit.HOUSEHOLDS} == {12_540, 9_118, 21_658}


def test_whoever_is_counted_in_a_site_stays_there():
    table = Table(
        (
            ("Site", "Individuals", "Households"),
            ("Lower Ford School", "1,310", "328"),
            ("Mill Bridge Church", "860", "214"),
            ("Total of two largest sites", "2,170", "542"),
        ),
        "2. CAMPS",
    )
    (part,) = parts(report(table))
    assert "1,310 individuals staying in Lower Ford School." in part.text
    claims = extract(part)
    assert {c.value for c in claims} == {1_310, 328, 860, 214, 2_170, 542}
    assert {c.measure for c in claims} <= {Measure.HOSTED, Measure.DISPLACED_STOCK}


def test_a_row_of_the_table_above_is_no_caption():
    drawn = (
        "Figures follow.\n\nSite | Arrivals\nLower Ford | 1,310\nMill Bridge | 860\n\n"
        "Region | Displaced persons\nNorth | 640\nSouth | 511\n"
    )
    tables, _ = drawn_tables(drawn, ())
    assert [t.caption for t in tables] == [None, None]
