"""Tables drawn in plain text are read by their columns, not as running words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.claims import extract
from panj.model import BlockKind, Claim, Measure
from panj.reports import parts
from panj.reports.captions import Caption, read_caption
from panj.reports.plain import read_text

HEAD = "---\ntitle: {title}\npublished: {day}\noutlet: Relief Office\n---\n"
LEAD = "People are still on their way to the border, the office said on Monday.\n\n"


def claims(title: str, day: str, text: str) -> list[Claim]:
    """The claims of the tables in a text."""
    report, _ = read_text(HEAD.format(title=title, day=day) + LEAD + text)
    return [c for part in parts(report) for c in extract(part)]


def drawn(rows: list[list[str]], kind: str) -> str:
    if kind == "tabs":
        return "\n".join("\t".join(row) for row in rows)
    if kind == "pipes":
        return "\n".join(
            "| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]]
        )
    return "\n".join("".join(f"{cell:<24}" for cell in row).rstrip() for row in rows)


ARRIVALS = [
    ["County", "Refugees", "Returnees", "Total"],
    ["Maban", "12,310", "4,120", "16,430"],
    ["Renk", "8,050", "31,700", "39,750"],
    ["Others", "410", "90", "500"],
    ["Total", "20,770", "35,910", "56,680"],
]


@pytest.mark.parametrize("kind", ["tabs", "blanks", "pipes"])
def test_a_column_counts_what_its_heading_and_the_caption_say(kind: str) -> None:
    caption = "NEW ARRIVALS FROM SUDAN SINCE 4 MAY, BY COUNTY\n\n"
    found = claims("South Sudan: arrivals", "2023-06-02", caption + drawn(ARRIVALS, kind))
    told = {(c.measure, c.value): c for c in found}
    assert {v for m, v in told if m is Measure.ARRIVAL} >= {12_310, 16_430, 8_050, 39_750, 20_770, 56_680}
    assert {c.destination for c in found if c.value in {8_050, 31_700, 39_750}} == {"Renk"}
    assert {c.origin for c in found if c.measure is Measure.ARRIVAL} == {"Sudan"}
    assert told[Measure.ARRIVAL, 500].destination is None, "the others are in no one place"
    assert told[Measure.ARRIVAL, 56_680].destination_code == "SS", "a sum is of the land of all its rows"
    assert {c.date_start.isoformat() for c in found if c.date_start} == {"2023-05-04"}


def test_rows_that_add_up_are_the_parts_of_their_sum() -> None:
    found = claims("South Sudan: arrivals", "2023-06-02", "Arrivals since 4 May\n" + drawn(ARRIVALS, "pipes"))
    told = {c.value: c for c in found}
    assert {told[n].part_of for n in (16_430, 39_750, 500)} == {told[56_680].id}
    assert {told[n].part_of for n in (12_310, 8_050, 410)} == {told[20_770].id}


def test_the_lines_of_a_table_are_one_block_and_no_figures_of_the_text() -> None:
    report, _ = read_text(HEAD.format(title="Note", day="2023-06-02") + LEAD + drawn(ARRIVALS, "blanks"))
    (table,) = [b for b in report.blocks if b.kind is BlockKind.TABLE]
    assert report.text[table.start : table.end].startswith("County")
    assert report.text[table.start : table.end].endswith("56,680")
    assert extract(report) == []


@pytest.mark.parametrize(
    "text",
    [
        "The road is cut.  The bridge stands.\nNobody came.  The river fell.\nIt rained.  Nobody left.",
        "Name\tDuty\nAnna\tnurse\nBen\tdriver",
        "12\t13\n14\t15\n16\t17",
        "Update No. 3 | 30 July 2021",
    ],
)
def test_what_is_no_table_of_figures_stays_text(text: str) -> None:
    report, _ = read_text(HEAD.format(title="Note", day="2023-06-02") + LEAD + text)
    assert report.tables == ()
    assert all(b.kind is not BlockKind.TABLE for b in report.blocks)


def test_newly_displaced_people_are_a_movement_and_those_who_returned_went_there() -> None:
    rows = [
        ["State", "Displaced people", "Returned"],
        ["Unity", "61,200", "2,050"],
        ["Jonglei", "9,400", "0"],
    ]
    found = claims("Flood", "2022-11-09", "New displacement, 1 October – 6 November\n" + drawn(rows, "tabs"))
    told = {c.value: c for c in found}
    assert told[61_200].measure is Measure.INTERNAL_DISPLACEMENT
    assert (str(told[61_200].date_start), str(told[61_200].date_end)) == ("2022-10-01", "2022-11-06")
    assert (told[2_050].measure, told[2_050].destination) == (Measure.RETURN, "Unity")


def test_a_caption_that_names_several_columns_leaves_each_its_own_word() -> None:
    rows = [["Province", "Dead", "Injured"], ["Sofala", "23", "119"], ["Manica", "15", "30"]]
    found = claims("Flood", "2019-04-08", "DEAD AND INJURED BY PROVINCE\n" + drawn(rows, "pipes"))
    assert {c.value for c in found if c.measure is Measure.KILLED} == {23, 15}
    assert {c.value for c in found if c.measure is Measure.INJURED} == {119, 30}


def test_a_heading_that_is_only_a_day_counts_what_the_caption_says() -> None:
    rows = [["Country", "As of 12 June"], ["Uganda", "9,040"], ["Rwanda", "31,700"]]
    found = claims("Arrivals", "2015-06-15", "New arrivals since April 2015\n" + drawn(rows, "tabs"))
    assert {(c.measure, c.destination) for c in found} == {
        (Measure.ARRIVAL, "Uganda"), (Measure.ARRIVAL, "Rwanda"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "counted", "days"),
    [
        ("Deaths by district", "Deaths", ""),
        ("Table 4: Deaths as of 3 May 2018", "Deaths", "as of 3 May 2018"),
        ("Registered refugees by county (4 OCTOBER)", "Registered refugees", "as of 4 October"),
        ("Arrivals, 1-14 March 2022", "Arrivals", "between 1 and 14 March 2022"),
        ("People evacuated since 9 June", "People evacuated", "since 9 June"),
        ("Arrivals in March 2022", "Arrivals", "in March 2022"),
        ("People evacuated by district since April 2015", "People evacuated", "since April 2015"),
        ("March 2022 in figures", "", ""),
    ],
)
def test_a_caption_tells_what_and_when(line: str, counted: str, days: str) -> None:
    assert read_caption(line) == Caption(counted, days)


_CELL = st.text(alphabet="ab 12,|\t-", max_size=8)


@given(st.lists(st.lists(_CELL, min_size=1, max_size=4).map("  ".join), max_size=9).map("\n".join))
def test_whatever_stands_in_a_text_its_blocks_stay_in_order_and_apart(text: str) -> None:
    report, _ = read_text(LEAD + text)
    ends = 0
    for block in report.blocks:
        assert ends <= block.start < block.end <= len(report.text)
        ends = block.end


def test_a_column_of_a_month_is_of_that_month_and_one_of_a_part_counts_by_itself() -> None:
    rows = [
        ["Country", "Total", "of whom registered", "August arrivals", "Arrivals in July"],
        ["Chad", "41,230", "30,120", "2,310", "1,975"],
        ["Libya", "18,070", "9,080", "905", "811"],
    ]
    head = HEAD.format(title="Refugees from Sudan: monthly table", day="2024-09-04")
    report, _ = read_text(head + LEAD + drawn(rows, "pipes"))
    (part,) = parts(report)
    lines = part.text.split("\n\n")
    assert "In August, 2,310 arrivals in Chad." in lines
    assert "In July, 1,975 arrivals in Chad." in lines
    assert "30,120 people registered in Chad." in lines
    (told,) = [c for c in extract(part) if c.text == "2,310"]
    assert (told.measure, told.destination) == (Measure.ARRIVAL, "Chad")
    assert (told.date_start, told.date_end) == (date(2024, 8, 1), date(2024, 8, 31))


def test_columns_of_one_noun_are_told_apart_by_their_own_words_and_days() -> None:
    rows = [
        ["Camp", "Cumulative arrivals", "Arrivals on 5 March"],
        ["Dagahaley", "3,210", "41"],
        ["Ifo", "1,190", "9"],
        ["Total", "4,400", "50"],
    ]
    caption = "Daily new arrivals from Somalia, update as of 5 March\n"
    found = claims("Kenya: camps", "2017-03-07", caption + drawn(rows, "pipes"))
    days = {c.value: (str(c.date_start), str(c.date_end), c.period.value) for c in found}
    assert days[3_210] == ("2017-03-05", "2017-03-05", "cumulative"), "the day is the caption's, none daily"
    assert days[41] == ("2017-03-05", "2017-03-05", "event")
    assert {c.measure for c in found} == {Measure.ARRIVAL}
    assert {c.origin for c in found} == {"Somalia"}
    assert 5 not in days, "a day in a heading is no figure"


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Arrivals, 3 May", "70 arrivals in Ifo on 3 May."),
        ("Arrivals 3 May", "70 arrivals in Ifo on 3 May."),
        ("Deaths (as of 3 May)", "70 deaths in Ifo as of 3 May."),
        ("Deaths (3 May 2018)", "70 deaths in Ifo as of 3 May 2018."),
        ("Arrivals 27 April – 3 May", "70 arrivals in Ifo between 27 April and 3 May."),
        ("Departures since 3 May", "70 departures in Ifo since 3 May."),
        ("Returns by 3 May", "70 returns in Ifo by 3 May."),
        ("May arrivals", "In May, 70 arrivals in Ifo."),
        ("Displaced", "70 displaced people in Ifo."),
    ],
)
def test_the_days_of_a_heading_are_those_of_its_figures(heading: str, said: str) -> None:
    rows = [["Camp", heading], ["Ifo", "70"], ["Dadaab", "64"]]
    report, _ = read_text(HEAD.format(title="Camps", day="2018-05-04") + LEAD + drawn(rows, "tabs"))
    (part,) = parts(report)
    assert said in part.text.split("\n\n")


def test_a_bracket_of_the_caption_says_what_happened_and_cumulative_what_is_summed_up() -> None:
    rows = [["Country", "Refugees from Mali"], ["Niger", "8,210"], ["Mauritania", "30,775"]]
    caption = "NEIGHBOURING STATES (arrivals as of 18 February)\n"
    found = claims("Mali", "2013-02-20", caption + drawn(rows, "tabs"))
    assert {(c.measure, c.destination) for c in found} == {
        (Measure.ARRIVAL, "Niger"), (Measure.ARRIVAL, "Mauritania"),
    }  # fmt: skip
    rows = [["Camp", "Cumulative", "Men"], ["Ifo", "912", "400"], ["Hagadera", "540", "210"]]
    found = claims("Kenya: camps", "2017-03-07", "Weekly update: new arrivals\n" + drawn(rows, "pipes"))
    assert {c.measure for c in found if c.value in {912, 540}} == {Measure.ARRIVAL}


def test_a_bracket_that_says_nothing_of_people_stays() -> None:
    rows = [["Camp", "Households"], ["Ifo", "912"], ["Hagadera", "540"]]
    head = HEAD.format(title="Camps", day="2018-05-04") + LEAD
    report, _ = read_text(head + "Refugees in Dadaab (Garissa county)\n" + drawn(rows, "tabs"))
    (part,) = parts(report)
    assert "912 households of refugees in Dadaab (Garissa county) in Ifo." in part.text


def test_names_and_numbers_under_a_line_that_counts_people_are_a_table_without_a_heading() -> None:
    text = (
        "REFUGEES AND DISPLACED PERSONS IN THE REGION, 10 JUNE\n\n"
        "Tanzania               144,600\nDR Congo                 69,700\nRwanda and Uganda  21,700\n"
        "Total                  236,000\n\nEVACUATION\nSo far 8,600 refugees have left on flights.\n"
    )
    told = {c.text: c for c in claims("Burundi update", "2015-06-11", text)}
    assert told["144,600"].place == "Tanzania"
    assert {c.measure for c in told.values()} == {Measure.HOSTED}
    assert {(c.date_start, c.date_end) for c in told.values()} == {(date(2015, 6, 10), date(2015, 6, 10))}
    assert told["236,000"].origin is None


@pytest.mark.parametrize(
    "text",
    [
        "KEY FIGURES\n\nFamilies   120\nDeaths     12\nInjured    40\n",  # labels that say what
        "Flights from Bujumbura\n\nNairobi   12\nKigali    14\nAddis     3\n",  # nobody is counted
        "Refugees fled to three places.\n\nNairobi   12\nKigali    14\nAddis     3\n",  # a sentence above
        "New arrivals\n\nKigoma     1,200\nKasulu     300\n",  # two lines
    ],
)
def test_other_names_and_numbers_are_no_list_of_places(text: str) -> None:
    assert not claims("Burundi update", "2015-06-11", text)


def test_every_row_of_a_column_counts_one_thing_and_so_does_its_sum() -> None:
    rows = [
        ["Province", "Deaths", "Injured", "People in accommodation centres"],
        ["Zambezia", "151", "628", "41,730"],
        ["Sofala", "4", "21", "7,320"],
        ["Manica", "3", "9", "1,240"],
        ["Tete", "6", "11", "510"],
        ["Total", "164", "669", "50,800"],
    ]
    told = claims("Mozambique: storm update", "2019-03-20", drawn(rows, "pipes"))
    centres = {c.measure for c in told if c.value in {41_730, 7_320, 1_240, 510, 50_800}}
    assert centres == {Measure.HOSTED}
    assert {c.period.value for c in told if c.measure is Measure.INJURED} == {"cumulative"}
