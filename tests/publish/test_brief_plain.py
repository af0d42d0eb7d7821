"""What an officer reads first: the dead before the injured, one line for one number, no label twice."""

from __future__ import annotations

from datetime import date

from panj.model import Measure, PeriodKind, Unit
from panj.publish.brief import length
from panj.publish.brief.document import write
from panj.publish.brief.highlights import leading
from publish.crisis import make_claim, make_report, on

HERE = {"place": "Uganda", "place_code": "UG"}
TOTAL = {"period": PeriodKind.CUMULATIVE}


def read(situate, *told):
    """Each report one sentence with its figures: (day, text, [(words, measure, value, more)])."""
    reports, claims = [], []
    for n, (day, text, figures) in enumerate(told):
        report = make_report(text, f"2022-06-{day}", name=f"note{n}", outlet=f"Wire {n}")
        reports.append(report)
        claims += [
            make_claim(report, words, measure, value, **more) for words, measure, value, more in figures
        ]
    return situate(reports, claims)


def test_the_dead_lead_though_more_are_ill(situate) -> None:
    so_far = {**HERE, **TOTAL, "date_start": date(2022, 6, 10)}
    then, now = {**so_far, "date_end": date(2022, 6, 14)}, {**so_far, "date_end": date(2022, 6, 20)}
    ill = ("214", "injured", 214, now)
    situation = read(
        situate,
        (14, "By 14 June 84 people had been killed in Uganda.", [("84", "killed", 84, then)]),
        (20, "The toll in Uganda rose to 118; 214 people fell ill.", [("118", "killed", 118, now), ill]),
    )
    told = [f for f in leading(situation, 8) if f.section == "harm"]
    assert (told[0].tally.question.measure, told[0].tally.bounds.best) == (Measure.KILLED, 118)


def test_one_number_of_a_district_and_of_its_country_is_one_highlight(situate) -> None:
    stock = {"period": PeriodKind.AS_OF, **on(18)}
    there = {"place": "Kisoro", "place_code": "gn:UG.W.17", **stock}
    situation = read(
        situate,
        (19, "In Kisoro 71,340 are displaced.", [("71,340", "displaced_stock", 71_340, there)]),
        (20, "Uganda has 71,340 displaced.", [("71,340", "displaced_stock", 71_340, {**HERE, **stock})]),
    )
    assert len([f for f in leading(situation, 8) if f.section == "displaced"]) == 1


def test_families_and_people_of_one_size_do_not_contradict_each_other(situate) -> None:
    stock = {"period": PeriodKind.AS_OF, **on(20), **HERE}
    families = {**stock, "unit": Unit.HOUSEHOLDS}
    situation = read(
        situate,
        (20, "In Uganda 14,900 people have had no food.", [("14,900", "need", 14_900, stock)]),
        (20, "In Uganda 3,300 families need food.", [("3,300", "need", 3_300, families)]),
    )
    assert not [a for a in situation.alerts if a.kind == "contradiction"]


def test_the_sources_own_label_is_not_told_beside_the_columns(situate) -> None:
    stock = {"period": PeriodKind.AS_OF, **on(20), **HERE}
    situation = read(
        situate, (20, "Needs: 27,310 people in Uganda need food.", [("27,310", "need", 27_310, stock)])
    )
    needs = [line.text for s in write(situation, limits=length("full")).sectors for line in s.needs]
    assert not [text for text in needs if text.startswith("Needs:")]


def test_the_toll_of_an_earlier_year_is_no_key_figure(situate) -> None:
    past = {"date_start": date(2012, 1, 1), "date_end": date(2012, 12, 31), **TOTAL, **HERE}
    now = {"date_start": date(2022, 6, 1), "date_end": date(2022, 6, 20), **TOTAL, **HERE}
    text = "Floods have killed 118 people in Uganda since 1 June; those of 2012 killed 430."
    situation = read(situate, (20, text, [("118", "killed", 118, now), ("430", "killed", 430, past)]))
    assert [f.tally.bounds.best for f in situation.figures if f.section == "harm"] == [118]


def test_the_newest_of_a_section_is_read_before_an_earlier_larger_one(situate) -> None:
    came = {"destination": "Uganda", "destination_code": "UG", **TOTAL, "date_start": date(2022, 6, 1)}
    early, late = {**came, "date_end": date(2022, 6, 10)}, {**came, "date_end": date(2022, 6, 20)}
    early = {**early, "destination": "Kisoro", "destination_code": "gn:UG.W.17"}
    situation = read(
        situate,
        (11, "Since 1 June 15,210 people have come to Kisoro.", [("15,210", "arrival", 15_210, early)]),
        (21, "Since 1 June 12,470 people have come to Uganda.", [("12,470", "arrival", 12_470, late)]),
    )
    assert [f.tally.bounds.best for f in leading(situation, 8) if f.section == "in"] == [12_470, 15_210]
