"""One flow told in different words, through a gate, once more, corrected, and of rival speakers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import panj
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Book, Ledger, ask
from props.cases import Case, ends

GAZETTEER = Gazetteer.default()
TORKHAM = "panj:torkham"
GATE = """Some 19,700 Afghans returned to Afghanistan through Torkham on Thursday, the provincial office said.
In total 147,949 have crossed since 17 September."""
COUNTRIES = "From 17 September to 16 December 2023, 541,211 Afghans returned from Pakistan to Afghanistan."
CORRECTION = """The figure of 60,000 given in May has been corrected: after verification, 52,840 refugees had
arrived in Chad by 12 May."""


def asked(case: Case, **question: object) -> Tally:
    ledger = Ledger(case.claims, None, case.reports, gazetteer=GAZETTEER)
    return ask(case.question(**question), ledger)


def total(case: Case, words: str, days: str, measure: str = "return", **more: object) -> str:
    """A total in a report of its own, published on its last day where no other is given."""
    published = str(more.pop("published", days.partition("/")[2] or days))
    report = case.report(f"r{len(case.reports)}", published)
    return case.says(report, words, measure, on=days, period="cumulative", **more)


def read(*texts: tuple[str, str]) -> Ledger:
    """A ledger of what is extracted from texts, each after its day of publication."""
    reports = [Report(text=t, published=d, outlet=f"o{i}", name=f"r{i}") for i, (d, t) in enumerate(texts)]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    return Ledger(claims, None, reports, gazetteer=GAZETTEER)


# Through a crossing


def test_a_total_through_a_gate_lies_in_that_between_its_countries() -> None:
    case = Case()
    total(case, "147,949", "09-17/11-03", origin=TORKHAM, to="AF")
    total(case, "541,211", "09-17/12-16", origin="PK", to="AF")
    tally = asked(case, measure="return", place="AF")
    assert ends(tally) == (541_211, 541_211)
    assert ends(asked(case, measure="return", place="AF", origin="PK")) == (541_211, 541_211)
    assert ends(asked(case, measure="return", place="AF", origin=TORKHAM)) == (147_949, 147_949)


def test_two_gates_between_two_countries_are_two_streams() -> None:
    case = Case()
    whole = total(case, "272,301", "09-15/11-04", origin="PK", to="AF")
    report = case.claims[-1].report
    for words, gate in (("216,800", TORKHAM), ("55,501", "panj:spin-boldak")):
        said = {"on": "09-15/11-04", "period": "cumulative", "part_of": whole, "partition": True}
        case.says(report, words, "return", origin=gate, to="AF", sentence=0, **said)
    assert ends(asked(case, measure="return", place="AF")) == (272_301, 272_301)


def test_who_came_through_a_gate_of_a_third_country_is_counted_besides() -> None:
    case = Case()
    total(case, "1,001", "09-17/11-03", origin="panj:islam-qala", to="AF")
    total(case, "2,003", "09-17/12-16", origin="PK", to="AF")
    assert ends(asked(case, measure="return", place="AF")) == (3_004, 3_004)


def test_through_a_gate_from_text() -> None:
    ledger = read(
        ("2023-11-03", GATE),
        ("2023-12-17", COUNTRIES),
    )
    assert ends(ask(Question(measure=Measure.RETURN, place="AF"), ledger)) == (541_211, 541_211)


# Totals that begin at nearly the same time


def test_the_best_figure_reads_totals_of_nearly_the_same_first_day_as_one_count() -> None:
    case = Case()
    total(case, "272,300", "09-15/11-04", origin="PK", to="AF")
    total(case, "286,000", "09-08/11-08", origin="PK", to="AF")
    total(case, "541,210", "09-17/12-20", origin="PK", to="AF")
    tally = asked(case, measure="return", place="AF")
    assert tally.bounds.best == 541_210
    assert (tally.bounds.high or 0) > 541_214, "no report says that they are one"


# Named again


def test_a_total_named_again_adds_nothing() -> None:
    case = Case()
    total(case, "135,000", "02-02/02-09", "internal_displacement", to="CD-NK", group="idps")
    later = case.report("home", "03-01")
    again = {"period": "cumulative", "value": 135_000.0, "origin": "CD-NK", "to": "CD-NK", "group": "idps"}
    case.says(later, "the 135,000", "internal_displacement", on="02-28", **again)
    tally = asked(case, measure="internal_displacement")
    assert ends(tally) == (134_500, 135_499)
    (event,) = (e for e in case.events() if e.measure is Measure.INTERNAL_DISPLACEMENT)
    assert event.origins == ("r0",), "naming a figure is no second source of it"
    assert any("once more" in line for line in event.why)


@pytest.mark.parametrize(
    ("words", "more"),
    [("135,000", {}), ("the 135,000", {"to": "CD-SK"}), ("the 135,000", {"group": "soldiers"})],
    ids=["no article", "elsewhere", "others"],
)
def test_a_like_number_of_others_is_not_named_again(words: str, more: dict[str, str]) -> None:
    case = Case()
    total(case, "135,000", "02-02/02-09", "internal_displacement", to="CD-NK", group="idps")
    said = {"period": "cumulative", "value": 135_000.0, "to": "CD-NK", "group": "idps", **more}
    case.says(case.report("b", "03-01"), words, "internal_displacement", on="02-20/02-28", **said)
    assert len(case.events()) == 2


def test_what_is_named_must_have_been_told_before() -> None:
    case = Case()
    report = case.report("first", "02-01")
    case.says(report, "the 500", on="02-01", to="TD", value=500.0)
    total(case, "500", "02-02/02-09", "arrival", to="TD")
    assert ends(asked(case, place="TD")) == (900, 1_098)


def test_a_number_on_another_day_is_not_named_again() -> None:
    case = Case()
    case.says(case.report("a", "02-02"), "512", on="02-01", to="TD")
    case.says(case.report("b", "02-20"), "the 512", on="02-19", to="TD", value=512.0)
    assert ends(asked(case, place="TD")) == (1_024, 1_024)


# Corrected


def test_a_corrected_figure_takes_the_place_of_the_one_that_it_names() -> None:
    ledger = read(
        ("2023-05-12", "Some 60,000 people have fled from Sudan to Chad since 15 April, UNHCR said."),
        ("2023-06-28", CORRECTION),
    )
    question = {"measure": Measure.ARRIVAL, "place": "TD"}
    assert ends(ask(Question(**question, known=date(2023, 6, 1)), ledger)) == (54_000, 66_000)
    now = ask(Question(**question), ledger)
    assert (*ends(now), now.bounds.best) == (52_835, 52_844, 52_840)
    (event,) = now.events or tuple(e.id for e in ledger.events if len(e.claims) > 1)
    assert ledger.extents[event].window.start == date(2023, 4, 15), "of the days of what it corrects"


def test_a_corrected_figure_is_the_same_however_reports_came() -> None:
    """Frames kept from before the correction are not taken over as they were."""
    case = Case()
    total(case, "60,000", "04-15/05-12", "arrival", to="TD", speaker="UNHCR")
    book = Book(gazetteer=GAZETTEER)
    book.add(case.reports, case.claims)
    assert ends(book.ask(Question(place="TD"))) == (55_000, 64_999)
    text = "UNHCR has revised its figure: 52,841 came."
    late = Report(text=text, published="2021-06-28", outlet="late", name="late")
    case.reports.append(late)
    case.says(late.id, "52,841", on="05-12", period="cumulative", to="TD", speaker="UNHCR")
    book.add([late], case.claims[-1:])
    for answer in (book.ask(Question(place="TD")), asked(case, place="TD")):
        assert ends(answer) == (52_841, 52_841)


# Rival speakers


def toll(case: Case, report: str, words: str, speaker: str, at: str = "MM-16", **more: object) -> str:
    said = {"group": "people", "rules": ("date.report",), **more}
    day = next(r.day for r in case.reports if r.id == report)
    return case.says(report, words, "killed", at=at, on=str(day), speaker=speaker, **said)


def in_a_village(case: Case, report: str) -> str:
    """A toll of 81 at a place that has a name and no code."""
    said = case.says(report, "81", "killed", on="05-16", period="cumulative", at="-", speaker="leaders")
    case.claims[-1] = replace(case.claims[-1], place="Bu Ma", place_code=None)
    return said


def test_a_small_rival_toll_is_told_as_a_contradiction() -> None:
    case = Case()
    report = case.report("wire", "05-17")
    counted = {toll(case, report, "41", "residents")}
    army = toll(case, report, "3", "the army")
    counted.add(toll(case, case.report("other", "05-17"), "41", "the hospital"))
    toll(case, case.report("later", "05-20"), "145", "the United Nations")
    for known, number in (("05-17", 41), (None, 145)):
        tally = asked(case, measure="killed", place="MM-16", known=known)
        assert ends(tally) == (number, number)
        (conflict,) = tally.conflicts
        (higher,) = set(conflict.claims) - {army}
        assert higher in counted
        assert [kept for kept, _ in conflict.stories] == [(higher,), (army,)]


def test_a_toll_that_grows_is_no_contradiction() -> None:
    case = Case()
    toll(case, case.report("a", "05-15"), "3", "the army")
    toll(case, case.report("b", "05-17"), "41", "residents")
    tally = asked(case, measure="killed", place="MM-16")
    assert ends(tally) == (41, 41)
    assert not tally.conflicts


def test_one_speakers_two_totals_of_one_report_are_no_rivals() -> None:
    """They are two scopes, whatever tells them apart in words; the smaller is read as part of the larger."""
    case = Case()
    report = case.report("wire", "05-17")
    for words in ("81", "41"):
        toll(case, report, words, "residents")
    tally = asked(case, measure="killed", place="MM-16")
    assert ends(tally) == (81, 81)
    assert not tally.conflicts


def test_a_village_that_no_gazetteer_knows_lies_where_its_report_counts_the_dead() -> None:
    case = Case()
    report = case.report("wire", "05-17")
    village = in_a_village(case, report)
    army = toll(case, report, "3", "the army")
    toll(case, case.report("later", "05-20"), "145", "the United Nations")
    tally = asked(case, measure="killed")
    assert ends(tally) == (145, 145)
    assert {c for k in tally.conflicts for c in k.claims} == {village, army}


def test_a_village_is_not_placed_where_a_report_counts_the_dead_of_two_provinces() -> None:
    case = Case()
    report = case.report("wire", "05-17")
    in_a_village(case, report)
    toll(case, report, "3", "the army")
    toll(case, report, "7", "the army", at="MM-11")
    assert not asked(case, measure="killed", place="MM-16").conflicts


# People and refugees, and from where


def test_a_total_of_refugees_takes_in_people_of_its_days() -> None:
    case = Case()
    total(case, "about 25,000", "05-05/05-12", "arrival", to="TD", origin="SD", group="people")
    total(case, "52,841", "04-15/05-12", "arrival", to="TD", origin="SD", group="refugees")
    assert ends(asked(case, place="TD")) == (52_841, 52_841)


def test_people_are_not_taken_for_refugees_where_soldiers_cross_too() -> None:
    case = Case()
    total(case, "about 25,000", "05-05/05-12", "arrival", to="TD", origin="SD", group="people")
    total(case, "52,841", "04-15/05-12", "arrival", to="TD", origin="SD", group="refugees")
    case.says(case.report("armed", "05-10"), "320", to="TD", origin="SD", group="militants", on="05-09")
    assert asked(case, place="TD").bounds.high == 52_841 + 27_500, "the 320 are among the 25,000, or all are"


@pytest.mark.parametrize(("other", "high"), [(None, 20_001), ("CF", 26_007)])
def test_a_day_of_people_from_nowhere_named_is_of_the_only_flow(other: str | None, high: int) -> None:
    case = Case()
    total(case, "20,001", "03-01/03-08", "arrival", to="TD", origin="SD")
    case.says(case.report("day", "03-05"), "6,001", to="TD", on="03-04")
    if other is not None:
        case.says(case.report("else", "03-05"), "5", to="TD", origin=other, on="03-02")
    assert asked(case, place="TD").bounds.high == high


def test_a_total_of_no_place_is_not_one_of_every_place() -> None:
    case = Case()
    total(case, "100,001", "05-12/05-14", "evacuation", at="MM-16", origin="MM-16")
    total(case, "63,302", "05-12/05-14", "evacuation")
    tally = asked(case, measure="evacuation", place="MM-16")
    assert ends(tally) == (100_001, 100_001)
    assert not tally.conflicts, "nobody says that the 63,302 are of this place"


def test_people_who_went_to_neighbours_are_in_a_country_no_more_than_its_total_leaves_room_for() -> None:
    """An early total that they may have been in is taken in by the latest, which holds nearly all alone."""
    case = Case()
    case.says(case.report("day", "02-27"), "77,301", to="~", origin="UA", on="02-26")
    case.claims[-1] = replace(case.claims[-1], destination="neighbouring countries", destination_code=None)
    total(case, "26,003", "02-26", "arrival", to="MD", origin="UA")
    total(case, "79,315", "02-24/03-01", "arrival", to="MD", origin="UA", group="refugees")
    total(case, "96,641", "02-24/03-02", "arrival", to="MD", origin="UA")
    case.says(case.report("late", "03-02"), "14,303", to="MD", origin="UA", on="03-02")
    assert ends(asked(case, place="MD")) == (96_641, 96_641)


# Numbers on a day


def on_a_day(case: Case, report: str, words: str, speaker: str, **more: object) -> str:
    said = {"at": "SD", "on": "12-05", "group": "refugees", "period": "as_of", **more}
    return case.says(report, words, "hosted", speaker=speaker, **said)


def test_a_smaller_number_of_no_place_beside_a_larger_of_a_place_is_a_part_of_it() -> None:
    case = Case()
    report = case.report("situation", "12-05")
    on_a_day(case, report, "714,000", "IOM")
    on_a_day(case, report, "201,000", "IOM", at=None, group="idps")
    assert ends(asked(case, measure="hosted")) == (713_500, 714_499)


# Waters


def test_the_dead_of_a_sea_may_be_those_off_one_of_its_countries() -> None:
    case = Case()
    total(case, "about 1,800", "01-01/08-12", "killed", at="panj:central-mediterranean", group="migrants")
    case.says(case.report("boat", "08-11"), "41", "killed", at="TN", on="08-03", group="migrants")
    assert asked(case, measure="killed").bounds.low == 1_620
    case.says(case.report("else", "08-11"), "7", "killed", at="MX", on="08-03", group="migrants")
    assert asked(case, measure="killed").bounds.low == 1_627
