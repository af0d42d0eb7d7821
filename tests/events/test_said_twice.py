"""What one report says in two ways is counted once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from panj.model import Report, Span
from panj.tally import Ledger
from props.cases import Case, ends


def sheet(text: str, *figures: tuple[str, dict[str, object]], published: str = "2021-04-05") -> Case:
    """A report of one sentence with claims at the places of their words."""
    case = Case()
    report = Report(text=text, published=published, outlet="Monitor")
    case.reports = [report]
    for words, told in figures:
        case.says(report.id, words, **told)
        at = text.index(words)
        case.claims[-1] = replace(
            case.claims[-1], start=at, end=at + len(words), sentence=Span(0, len(text)), text=words
        )
    return case


SPELL = {"period": "cumulative", "on": "03-27/04-05", "group": "idps"}


@pytest.mark.parametrize(
    "text",
    [
        "11,104 displaced (2,686 families) came.",
        "2,686 families, or 11,104 people, came.",
        "| Gaga | 11,104 | 2,686 |",
    ],
)
def test_households_beside_their_people_are_the_same_people(text: str) -> None:
    case = sheet(
        text,
        ("11,104", {**SPELL, "to": "MZ-P"}),
        ("2,686", {**SPELL, "to": "MZ-P", "unit": "households", "group": "refugees"}),
    )
    tally = case.ask(place="MZ")
    assert ends(tally) == (11_104, 11_104)
    assert len(case.events()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "11,104 people and 2,686 families came.",  # both came
        "11,104 people came to the towns of the coast in the north, and further inland 2,686 families.",
        "11,104 people came. 2,686 families",
    ],
)
def test_households_told_besides_are_more_people(text: str) -> None:
    case = sheet(
        text,
        ("11,104", {**SPELL, "to": "MZ-P"}),
        ("2,686", {**SPELL, "to": "MZ-P", "unit": "households"}),
    )
    assert len(case.events()) == 2


def test_so_few_people_are_not_those_of_so_many_households() -> None:
    case = sheet(
        "700 people (2,686 families) came.", ("700", SPELL), ("2,686", {**SPELL, "unit": "households"})
    )
    assert len(case.events()) == 2


def test_a_whole_placed_at_its_first_part_is_where_all_of_them_are() -> None:
    text = "11,104 came to Nangade (3,002), Mueda (3,105), Montepuez (1,290) and Pemba (3,707)."
    case = sheet(text, ("11,104", {**SPELL, "to": "MZ-N"}))
    whole = case.claims[0].id
    for words, to in (("3,002", "MZ-N"), ("3,105", "MZ-M"), ("1,290", "MZ-O"), ("3,707", "MZ-P")):
        case.says(case.reports[0].id, words, **SPELL, to=to, part_of=whole, partition=True)
    assert ends(case.ask()) == (11_104, 11_104)
    assert ends(case.ask(place="MZ")) == (11_104, 11_104)
    assert ends(case.ask(place="MZ-N")) == (3002, 3002)


def test_a_whole_whose_parts_moved_on_stays_where_it_is() -> None:
    case = sheet(
        "Of 250 who came to Hamadoni 90 were taken to the capital.", ("250", {"to": "TJ-KT", "on": "04-04"})
    )
    whole = case.claims[0].id
    for words, to in (("90", "TJ-DU"), ("30", "TJ-KT")):
        case.says(case.reports[0].id, words, "relocation", on="04-05", to=to, part_of=whole)
    assert ends(case.ask(place="TJ-KT")) == (245, 254)


def test_a_total_among_the_key_figures_and_in_the_text_is_one() -> None:
    case = Case()
    r = case.report("flash", "02-09")
    since = {"measure": "internal_displacement", "period": "cumulative", "on": "02-02/02-09"}
    case.says(r, "135,000", at="CD-NK", group="idps", **since)
    case.says(r, "some 135,000", origin="CD-NK-S", to="CD-NK-G", group="people", value=135_000, **since)
    (event,) = case.events()
    assert len(event.claims) == 2


def test_parts_at_two_sites_are_different_people() -> None:
    case = Case()
    r = case.report("flash", "02-09")
    whole = case.says(r, "135,001", "internal_displacement", period="cumulative", on="02-02/02-09")
    day = {"period": "as_of", "on": "02-09", "part_of": whole, "sentence": 7}
    case.says(r, "42,001", "hosted", at="CD-NK-B", **day)
    case.claims[-1] = replace(case.claims[-1], place="Lushagala", place_code=None)
    case.says(r, "31,501", "hosted", at="CD-NK-A", **day)
    assert ends(case.ask(measure="hosted")) == (73_502, 73_502)


def test_taken_over_from_an_earlier_ledger_nothing_is_as_it_was_with_other_figures() -> None:
    """Households, wholes and parts are judged anew once the report beside them is gone."""
    text = "11,104 came to Nangade (3,002) and Mueda (8,102), 2,686 families."
    case = sheet(text, ("11,104", {**SPELL, "to": "MZ-N"}), ("2,686", {**SPELL, "unit": "households"}))
    whole = case.claims[0].id
    case.claims[1] = replace(case.claims[1], start=9, end=14)
    for words, to in (("3,002", "MZ-N"), ("8,102", "MZ-M")):
        case.says(case.reports[0].id, words, **SPELL, to=to, part_of=whole, partition=True)
    full = Ledger(case.claims, None, case.reports)
    assert full.frames[case.claims[1].id].told_by == whole
    for kept in (case.claims[:1], case.claims[1:2], case.claims[:2]):
        fewer = Ledger(kept, None, case.reports, before=full)
        assert fewer.frames == Ledger(kept, None, case.reports).frames
