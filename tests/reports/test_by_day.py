"""Tables whose rows are days, and captions that say what columns of places count."""

from __future__ import annotations

import pytest

from panj.model import Report, Table
from panj.reports import parts
from panj.reports.captions import read_caption, told_in
from panj.reports.cells import layout_of, rows_of
from panj.reports.drawn import drawn_tables
from panj.reports.layout import blocks
from panj.reports.parts import table_words

DAYS = """ARRIVALS BY DAY

Date | North Gate | South Gate | Total
4 May | 1,912 | 590 | 2,502
5 May | 1,075 | 735 | 1,810
Total | 2,987 | 1,325 | 4,312
"""


def lines(text: str) -> list[str]:
    (table,), _ = drawn_tables(text, blocks(text))
    layout = layout_of(table, table_words())
    assert layout is not None
    return list(rows_of(layout, table.caption or "", table_words()))


def test_each_day_and_gate_is_a_sentence_and_sums_have_all_days() -> None:
    assert lines(DAYS) == [
        "4,312 arrivals in total between 4 May and 5 May.",
        "2,502 arrivals in total on 4 May.",
        "1,810 arrivals in total on 5 May.",
        "2,987 arrivals in North Gate between 4 May and 5 May.",
        "1,912 arrivals in North Gate on 4 May.",
        "1,075 arrivals in North Gate on 5 May.",
        "1,325 arrivals in South Gate between 4 May and 5 May.",
        "590 arrivals in South Gate on 4 May.",
        "735 arrivals in South Gate on 5 May.",
    ]


def test_days_and_numbers_of_which_nothing_says_what_they_count_are_no_table() -> None:
    text = "Prices of the week\n\nDate | Kolo | Mba\n4 May | 12 | 14\n5 May | 13 | 15\n"
    assert drawn_tables(text, blocks(text))[0] == ()


def test_the_days_of_a_gate_are_the_parts_of_its_sum() -> None:
    from panj.claims import extract

    table = Table(
        tuple(tuple(c.strip() for c in row.split("|")) for row in DAYS.split("\n")[2:6]), "Arrivals by day"
    )
    whole = Report(
        text="The river rose.", published="2021-05-06", outlet="An agency", name="note", tables=(table,)
    )
    (part,) = parts(whole)
    by_value = {c.value: c for c in extract(part)}
    assert {by_value[1_912].part_of, by_value[1_075].part_of} == {by_value[2_987].id}
    assert {by_value[2_987].part_of, by_value[1_325].part_of} == {by_value[4_312].id}


@pytest.mark.parametrize(
    ("caption", "counted", "days"),
    [
        ("Table 1: New drought displacement by district, May 2025", "newly displaced people", "in May 2025"),
        ("3. DISPLACEMENT", "displaced people", ""),
        ("Internal displacement by county", "internally displaced people", ""),
        ("the displaced by LGA as of 16 September", "displaced people", "as of 16 September"),
        ("Displacement from Kolo", "Displacement from Kolo", ""),
    ],
)  # fmt: skip
def test_a_caption_that_names_displacement_counts_the_displaced(
    caption: str, counted: str, days: str
) -> None:
    told = told_in(caption, table_words())
    assert (told.counted, told.days) == (counted, days)


def test_a_month_set_apart_is_when_and_one_inside_a_name_is_not() -> None:
    assert read_caption("Arrivals by province – March 2022").days == "in March 2022"
    assert read_caption("The March 2022 survey of arrivals").days == ""


def test_columns_that_say_where_count_whom_the_sentence_above_names() -> None:
    text = (
        "The table shows the displaced by LGA as of 16 September.\n\n"
        "LGA | In sites | With host families | Total\n"
        "Kolo | 110 | 30 | 140\nMba | 40 | 20 | 60\nTotal | 150 | 50 | 200\n"
    )
    assert lines(text)[:4] == [
        "150 displaced people in sites in total as of 16 September.",
        "50 displaced people with host families in total as of 16 September.",
        "200 displaced people in total as of 16 September.",
        "110 displaced people in sites in Kolo as of 16 September.",
    ]


def test_a_month_stands_before_its_rows_and_arrivals_are_the_newly_displaced() -> None:
    text = (
        "New displacement by district, May 2025\n\nDistrict | New arrivals | Households\n"
        "Kolo | 940 | 150\nMba | 310 | 50\nTotal | 1,250 | 200\n"
    )
    assert lines(text)[:2] == [
        "In May 2025, 1,250 newly displaced people in total.",
        "In May 2025, 200 households of newly displaced people in total.",
    ]
