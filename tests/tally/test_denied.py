"""A denied figure never leads where another is told; those found so far are a floor; a number of before is history."""  # noqa: E501

from __future__ import annotations

from dataclasses import replace

import pytest

import panj
from panj.events.inputs import DENIED, doubts
from panj.events.scopes import Places, Relation
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Ledger, ask
from props.cases import Case, ends

GAZETTEER = Gazetteer.default()
TOWN = "CD-NK"


def deny(case: Case, *words: str) -> None:
    """Marks claims as those that another source denies."""
    case.claims = [replace(c, rules=(*c.rules, DENIED)) if c.text in words else c for c in case.claims]


def toll(case: Case, words: str, on: str, speaker: str) -> None:
    report = case.report(f"r{len(case.reports)}", on, f"o{len(case.reports)}")
    case.says(report, words, "killed", on=on, at=TOWN, period="cumulative", speaker=speaker)


def asked(case: Case) -> Tally:
    return case.ask(measure="killed", place=TOWN)


def test_a_denied_toll_gives_way_however_many_others_of_one_source_must_go_with_the_rest() -> None:
    case = Case()
    toll(case, "3,063", "09-12", "the health minister")
    toll(case, "2,301", "09-12", "the interior ministry")
    toll(case, "11,302", "09-14", "the relief society")
    toll(case, "3,252", "09-17", "the health minister")
    before = asked(case)
    assert before.bounds.low == 11_302  # the one source of the two smaller tolls costs but once
    deny(case, "11,302")
    tally = asked(case)
    assert ends(tally) == (3_252, 3_252)
    assert any("11,302" in c.reason for c in tally.conflicts)


def test_a_denied_toll_does_not_stretch_what_others_count_at_least() -> None:
    case = Case()
    toll(case, "11,302", "09-14", "the relief society")
    toll(case, "at least 3,958", "09-18", "the health organization")
    assert asked(case).bounds.low == 11_302
    deny(case, "11,302")
    tally = asked(case)
    assert (tally.bounds.low, tally.bounds.best) == (3_958, 3_958)
    assert tally.conflicts
    assert tally.conflicts[0].stories[0][1].low == 3_958


def test_a_denied_toll_alone_is_still_told() -> None:
    case = Case()
    toll(case, "11,302", "09-14", "the relief society")
    deny(case, "11,302")
    assert ends(asked(case)) == (11_302, 11_302)


def test_a_denied_toll_leads_nowhere_though_the_others_leave_room_for_it() -> None:
    case = Case()
    toll(case, "3,063", "09-12", "the health minister")
    toll(case, "3,402", "09-14", "the relief society")
    deny(case, "3,402")
    tally = asked(case)
    assert ends(tally) == (3_063, 3_063)
    assert tally.conflicts == ()
    assert "denied by another source" in (tally.set_aside or {})[case.claims[-1].id]


def read(measure: Measure, place: str, *texts: tuple[str, str]) -> Tally:
    reports = [Report(text=t, published=d, outlet=f"o{i}", name=f"r{i}") for i, (d, t) in enumerate(texts)]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    ledger = Ledger(claims, None, reports, gazetteer=GAZETTEER)
    return ask(Question(measure=measure, place=place), ledger)


def test_those_buried_or_recovered_are_a_floor_of_the_dead() -> None:
    flood = (
        "Floods struck Goma on Sunday. The health minister put the dead in Goma at 3,061. "
        "The army said that 2,310 had been buried. In Goma 1,043 bodies had been recovered, the mayor said."
    )
    tally = read(Measure.KILLED, "CD", ("2023-09-12", flood))
    assert ends(tally) == (3_061, 3_061)
    assert tally.conflicts == ()


def test_those_found_alone_are_counted_as_they_are() -> None:
    tally = read(Measure.KILLED, "CD", ("2023-09-12", "So far 1,043 bodies have been recovered in Goma."))
    assert (tally.bounds.low, tally.bounds.best) == (1_043, 1_043)


def test_who_was_displaced_before_is_not_the_number_of_now() -> None:
    text = (
        "As of 12 September 36,085 people are displaced by the flood in North Kivu. "
        "Before the flood, 46,521 people were already internally displaced in North Kivu."
    )
    tally = read(Measure.DISPLACED_STOCK, "CD", ("2023-09-13", text))
    assert ends(tally) == (36_085, 36_085)


@pytest.mark.parametrize(
    "words",
    [
        "46 deaths in Goma have been verified, down from the 80 announced at first.",
        "In Goma 46 deaths have been verified, down from an initial 80.",
        "The ministry has verified 46 deaths in Goma, down from 80 reported earlier.",
    ],
)
def test_a_toll_that_has_come_down_takes_the_place_of_the_first(words: str) -> None:
    first = "At least 80 people have been killed in Goma since Thursday, the governor said."
    tally = read(Measure.KILLED, "CD", ("2023-09-12", first), ("2023-09-20", words))
    assert (tally.bounds.low, tally.bounds.best) == (46, 46)


def test_a_region_that_nobody_bounds_may_share_ground_with_a_province_near_it() -> None:
    places = Places(GAZETTEER)
    assert places.relation("panj:catatumbo", "CO-NSA") is Relation.UNKNOWN
    assert places.relation("panj:catatumbo", "CO-AMA") is Relation.APART
    assert places.relation("panj:darfur", "SD-KN") is Relation.APART
    assert places.relation("panj:catatumbo", "CO") is Relation.WITHIN


def test_a_denial_reaches_the_number_whether_told_as_displacement_or_as_the_displaced() -> None:
    before = (
        "More than 185,000 people have been displaced inside North Kivu since 6 February, OCHA estimates."
    )
    after = (
        "An estimated 140,300 people have been displaced inside North Kivu since 6 February. This replaces "
        "the estimate of 185,000 internally displaced given in the last update."
    )
    tally = in_case(Measure.INTERNAL_DISPLACEMENT, "CD", ("2023-02-16", before), ("2023-02-24", after))
    assert tally.bounds.best == 140_300


def in_case(measure: Measure, place: str, *texts: tuple[str, str]) -> Tally:
    """The same with the denials that a case finds in its reports."""
    reports = [Report(text=t, published=d, outlet=f"o{i}", name=f"r{i}") for i, (d, t) in enumerate(texts)]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    denied = {d.claim for d in doubts((), claims, {r.id: r for r in reports}, within=GAZETTEER.within)}
    marked = [replace(c, rules=(*c.rules, DENIED)) if c.id in denied else c for c in claims]
    return ask(Question(measure=measure, place=place), Ledger(marked, None, reports, gazetteer=GAZETTEER))
