"""A total of one occurrence's dead, of one doer's work or of some places bounds nobody else from above."""

from __future__ import annotations

import pytest

from props.cases import Case, ends


def tolls(*told: tuple[str, str, str, str, str]) -> Case:
    """One report each: the day, the sentence, the figure in it, the days and whether it is a total."""
    case = Case()
    for n, (published, text, words, on, period) in enumerate(told):
        report = case.report(f"r{n}", published, text=text)
        case.says(report, words, "killed", at="TD-X", on=on, period=period, said=text, speaker=f"voice {n}")
    return case


ROAD = ("06-09", "The toll of those who died of exhaustion stands at 64.", "64", "06-09", "cumulative")
BLAST = ("06-09", "The death toll of the blast rose to 171.", "171", "06-09", "cumulative")
WAR = ("06-02", "The fighting of the two days killed 203 people.", "203", "05-31/06-01", "cumulative")


def test_tolls_of_several_occurrences_in_one_place_are_no_contradiction() -> None:
    tally = tolls(WAR, BLAST, ROAD).ask(measure="killed", place="TD")
    assert tally.conflicts == ()
    assert ends(tally) == (203, 203 + 171 + 64)


def test_a_toll_with_the_day_of_its_occurrence_is_added_to_what_was_before_it() -> None:
    told = ("06-05", "A blast at the depot killed 69 people.", "69", "06-04", "event")
    tally = tolls(WAR, told, BLAST).ask(measure="killed", place="TD")
    assert tally.conflicts == ()
    assert ends(tally) == (203 + 171, 203 + 171)


def test_a_toll_that_falls_below_what_the_same_occurrence_killed_is_a_contradiction() -> None:
    told = ("06-05", "A blast at the depot killed 203 people.", "203", "06-04", "event")
    tally = tolls(told, BLAST).ask(measure="killed", place="TD")
    assert len(tally.conflicts) == 1
    assert {b.low for _, b in tally.conflicts[0].stories} == {203, 171}


def test_a_toll_of_an_occurrence_grows_from_report_to_report() -> None:
    later = ("06-12", "The toll of the blast reached 183.", "183", "06-12", "cumulative")
    assert ends(tolls(BLAST, later).ask(measure="killed", place="TD")) == (183, 183)


def test_whom_no_words_tell_apart_is_read_as_among_the_dead_of_those_days() -> None:
    some = ("06-02", "Soldiers counted 12 dead.", "12", "05-31", "event")
    assert ends(tolls(WAR, some).ask(measure="killed", place="TD")) == (203, 203)


def test_whom_no_words_tell_apart_may_be_others_where_the_total_cannot_hold_them() -> None:
    some = ("06-02", "Soldiers counted 212 dead.", "212", "05-31", "event")
    tally = tolls(WAR, some).ask(measure="killed", place="TD")
    assert tally.conflicts == ()
    assert ends(tally)[0] == 212


@pytest.mark.parametrize("speaker", ["the Crescent Society", "the health ministry"])
def test_what_a_doer_tells_of_its_own_work_bounds_only_that(speaker: str) -> None:
    text = "The Crescent Society said that it had brought 24 people out since Sunday."
    case = Case()
    days = {"measure": "evacuation", "to": "TD", "origin": "SD"}
    own = case.report("a", "06-09", text=text)
    case.says(
        own, "24", period="cumulative", on="06-06/06-09", said=text, speaker="the Crescent Society", **days
    )
    case.says(case.report("b", "06-09"), "168", on="06-08", speaker=speaker, **days)
    tally = case.ask(measure="evacuation", place="TD")
    if speaker == "the Crescent Society":
        assert tally.conflicts
    else:
        assert tally.conflicts == ()
        assert ends(tally) == (168, 168 + 24)


def test_a_total_over_all_doers_still_bounds_each() -> None:
    text = "Since Sunday 24 people have been evacuated, the ministry said."
    case = Case()
    days = {"measure": "evacuation", "to": "TD", "origin": "SD"}
    report = case.report("a", "06-09", text=text)
    case.says(report, "24", period="cumulative", on="06-06/06-09", said=text, speaker="the ministry", **days)
    case.says(case.report("b", "06-09"), "168", on="06-08", speaker="the Crescent Society", **days)
    assert case.ask(measure="evacuation", place="TD").conflicts


def table(*, parts: bool = True) -> Case:
    """A table of two columns, the second read as the first: those in sites are among the registered."""
    case = Case()
    report = case.report("table", "09-29")
    said = {"measure": "admission", "period": "cumulative", "on": "09-29"}
    case.says(report, "63,000", to="AM", id="all", **said)
    case.says(report, "20,215", to="AM", id="sites", **said)
    rows = {"AM-SU": "17,421", "AM-AR": "9,867", "AM-ER": "14,381", "AM-KT": "6,541", "AM-GR": "14,789"}
    for place, words in rows.items():
        case.says(report, words, to=place, part_of="all", partition=True, **said)
    return case


def test_the_smaller_of_two_columns_bounds_no_row_of_the_larger() -> None:
    tally = table().ask(measure="admission", place="AM")
    assert tally.conflicts == ()
    assert ends(tally) == (62_999, 62_999), "its rows make up the whole"


def test_a_total_of_refugees_told_beside_a_table_is_as_large_as_its_rows() -> None:
    case = table()
    said = {"measure": "admission", "period": "cumulative", "on": "09-28/09-29", "group": "refugees"}
    case.says(case.claims[-1].report, "63,000", to="AM", **said)
    assert ends(case.ask(measure="admission", place="AM", group="refugees")) == (62_999, 62_999)


def test_a_row_of_no_place_is_a_part_of_its_table_and_nothing_narrower() -> None:
    case = table()
    said = {"measure": "admission", "period": "cumulative", "on": "09-29"}
    case.says(case.claims[-1].report, "2,003", part_of="all", partition=True, **said)
    case.claims = [c for c in case.claims if c.destination != "AM-AR"]
    assert ends(case.ask(measure="admission", place="AM"))[1] == 63_499


def test_parts_of_the_smaller_column_are_in_it_and_not_added() -> None:
    case = table()
    report, said = case.claims[-1].report, {"measure": "admission", "period": "cumulative", "on": "09-29"}
    for place, words in {"AM-SU": "9,311", "AM-ER": "10,904"}.items():
        case.says(report, words, to=place, part_of="sites", partition=True, **said)
    tally = case.ask(measure="admission", place="AM")
    assert tally.conflicts == ()
    assert ends(tally) == (62_999, 62_999)


def test_two_speakers_of_one_fighting_contradict_though_one_alone_names_it() -> None:
    first = "In four days of fighting 36 people were killed, the governor said."
    second = "A hospital source put the number of dead at 49."
    case = Case()
    report = case.report("r", "06-09", text=f"{first} {second}")
    said = {"measure": "killed", "at": "TD-X", "period": "cumulative", "on": "06-01/06-04"}
    case.says(report, "36", speaker="the governor", said=first, **said)
    case.says(report, "49", speaker="A hospital source", said=second, **said)
    assert case.ask(measure="killed", place="TD").conflicts


def test_two_tolls_of_one_slide_contradict_though_one_alone_names_it() -> None:
    told = "Two landslides killed at least 157 people on Monday."
    first, second = (
        "The toll of the landslides has risen to 257, OCHA said.",
        "The administrator gave a toll of 226.",
    )
    case = Case()
    case.says(
        case.report("a", "06-08", text=told), "at least 157", "killed", at="TD-X", on="06-07", said=told
    )
    report = case.report("b", "06-10", text=f"{first} {second}")
    days = {"measure": "killed", "at": "TD-X", "period": "cumulative", "on": "06-10"}
    case.says(report, "257", speaker="OCHA", said=first, **days)
    case.says(report, "226", speaker="the administrator", said=second, **days)
    tally = case.ask(measure="killed", place="TD")
    assert len(tally.conflicts) == 1
    assert {b.low for _, b in tally.conflicts[0].stories} == {226, 257}


def test_rows_of_two_columns_are_two_however_like_their_numbers() -> None:
    case = Case()
    report, said = case.report("t", "09-29"), {"measure": "admission", "period": "cumulative", "on": "09-29"}
    for whole, rows in {"8,428": ("5,000", "3,428"), "7,911": ("4,910", "3,001")}.items():
        case.says(report, whole, to="AM", id=whole, **said)
        for place, words in zip(("AM-SU", "AM-ER"), rows, strict=True):
            case.says(report, words, to=place, part_of=whole, partition=True, **said)
    assert len(case.events()) == 6
    assert ends(case.ask(measure="admission", place="AM")) == (8_428, 8_428)


def test_two_speakers_of_one_report_still_contradict_each_other() -> None:
    case = Case()
    report = case.report("r", "06-09")
    said = {"measure": "killed", "at": "TD-X", "period": "cumulative", "on": "06-01/06-08"}
    case.says(report, "41", speaker="residents of the town", **said)
    case.says(report, "3", speaker="the army", **said)
    assert case.ask(measure="killed", place="TD").conflicts


@pytest.mark.parametrize(("rule", "disputed"), [("date.onset", False), ("date.since", True)])
def test_a_toll_of_nothing_told_bounds_nobody_where_its_first_day_is_only_supposed(
    rule: str, disputed: bool
) -> None:
    case = Case()
    said = {"measure": "killed", "at": "TD-X"}
    days = {"period": "cumulative", "on": "06-01/06-08", "rules": (rule,)}
    case.says(case.report("a", "06-09"), "64", **said, **days)
    case.says(case.report("b", "06-09"), "171", on="06-04", **said)
    tally = case.ask(measure="killed", place="TD")
    assert bool(tally.conflicts) is disputed
    assert ends(tally)[0] == 171
