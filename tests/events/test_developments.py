"""Developments of several reports: one told twice is one, opposites are kept apart, stages climb, days move."""  # noqa: E501

import random
from dataclasses import replace
from datetime import date

import pytest

from panj.events.developments import link_developments
from panj.events.inputs import Effect, doubts, preparations, proposals
from panj.model import (
    Claim,
    Development,
    DevelopmentKind,
    DevelopmentStatus,
    Measure,
    Qualifier,
    Report,
    Span,
    Status,
    Unit,
)

S = DevelopmentStatus


class Case:
    """Reports and developments, one sentence each."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.found: list[Development] = []

    def says(self, text: str, day: str, kind: str, status: S = S.HAPPENED, **fields: object) -> Development:
        report = Report(
            text=text, published=day, outlet=f"Outlet {len(self.reports)}", name=f"r{len(self.reports)}"
        )
        self.reports[report.id] = report
        made = Development(
            id=f"d{len(self.found)}",
            report=report.id,
            start=0,
            end=len(text),
            text=text,
            kind=DevelopmentKind(kind),
            status=status,
            sentence=Span(0, len(text)),
            **fields,  # type: ignore[arg-type]
        )
        self.found.append(made)
        return made

    def told(self):
        return link_developments(
            self.found, self.reports, within=lambda inner, outer: inner.startswith(outer)
        )


def seize(case: Case, day: str, **fields: object) -> Development:
    given = {
        "actors": ("rebels",),
        "place": "Bunagana",
        "place_code": "CD-1",
        "trigger": "seize",
        "speaker": "a mayor",
    }
    return case.says("Rebels seized the town of Bunagana", day, "control", **given | fields)


def test_one_development_told_twice_is_one():
    case = Case()
    seize(case, "2022-06-13")
    seize(case, "2022-06-14", speaker="the army")
    (course,) = case.told().courses
    assert course.reports == 2


@pytest.mark.parametrize(
    "other",
    [
        {"place": "Goma", "place_code": "CD-2"},
        {"actors": ("the army",), "trigger": "recapture", "place": "Rutshuru", "place_code": "CD-3"},
        {"date_start": date(2022, 9, 1), "date_end": date(2022, 9, 1)},
    ],
)
def test_another_place_doer_or_day_is_another_development(other):
    case = Case()
    seize(case, "2022-06-13", date_start=date(2022, 6, 13), date_end=date(2022, 6, 13))
    seize(case, "2022-09-02", **other)
    assert len(case.told().courses) == 2


def test_two_sources_at_odds_over_a_place_are_opposed_and_not_merged():
    case = Case()
    fell = seize(case, "2022-06-13")
    cleared = case.says(
        "The town was cleared of rebels",
        "2022-06-13",
        "control",
        actors=("rebels",),
        place="Bunagana",
        place_code="CD-1",
        trigger="clear",
        speaker="the defence ministry",
    )
    told = case.told()
    assert len(told.courses) == 2
    (clash,) = told.opposed
    assert {clash.one, clash.other} == {fell.id, cleared.id}
    assert "Bunagana" in clash.reason


def test_a_denial_of_forced_returns_is_not_against_those_who_went_home_of_themselves():
    case = Case()
    told = {"actors": ("villagers",), "place": "Congo", "place_code": "CD", "trigger": "return"}
    case.says(
        "No villager is to be returned by force",
        "2022-06-13",
        "return",
        S.DENIED,
        **told | {"voluntariness": "stated_forced"},
    )
    case.says("Villagers went home", "2022-06-14", "return", **told | {"voluntariness": "not_stated"})
    assert case.told().opposed == ()
    case.says(
        "The villagers were sent back by force",
        "2022-06-14",
        "return",
        **told | {"voluntariness": "stated_forced"},
    )
    assert len(case.told().opposed) == 1


def test_one_speaker_who_reports_a_change_does_not_contradict_himself():
    case = Case()
    seize(case, "2022-06-13", speaker="the army")
    seize(case, "2022-06-14", speaker="the army", trigger="clear")
    assert case.told().opposed == ()


def test_a_preparation_climbs_its_stages_each_with_its_source():
    case = Case()
    place = {"place": "Kisoro", "place_code": "UG-1", "target": "a camp", "actors": ("Uganda",)}
    for day, status, stage in [
        ("2022-06-01", S.POSSIBLE, "considered"),
        ("2022-06-05", S.PLANNED, "announced"),
        ("2022-06-09", S.UNDER_WAY, "under_construction"),
        ("2022-06-20", S.HAPPENED, "open"),
        ("2022-06-21", S.PLANNED, "announced"),
    ]:
        case.says(f"Uganda and the camp, {stage}", day, "preparation", status, stage=stage, **place)
    (course,) = case.told().courses
    assert [s.stage for s in course.steps] == ["considered", "announced", "under_construction", "open"]
    assert [s.known for s in course.steps] == [date(2022, 6, d) for d in (1, 5, 9, 20)]
    (ready,) = preparations(case.found, case.told())
    assert (ready.facility, ready.stage, ready.place_code) == ("camp", "open", "UG-1")


def test_a_moved_day_is_a_change_of_one_plan():
    case = Case()
    plan = {"actors": ("United Nations",), "place": "Congo", "place_code": "CD", "trigger": "withdraw"}
    case.says(
        "The UN will withdraw by 30 June",
        "2022-01-01",
        "withdrawal",
        S.PLANNED,
        date_end=date(2022, 6, 30),
        **plan,
    )
    case.says(
        "The UN will withdraw by 31 May",
        "2022-03-01",
        "withdrawal",
        S.PLANNED,
        date_end=date(2022, 5, 31),
        **plan,
    )
    (course,) = case.told().courses
    (move,) = course.moves
    assert (move.before, move.after) == (date(2022, 6, 30), date(2022, 5, 31))


def test_order_of_loading_never_matters():
    case = Case()
    for n in range(6):
        seize(case, f"2022-06-{13 + n}", speaker=f"source {n}", trigger="clear" if n % 2 else "seize")
    before = case.told()
    for seed in range(5):
        random.Random(seed).shuffle(case.found)
        assert case.told() == before


def test_proposals_need_a_yes_and_say_what_is_disputed():
    case = Case()
    fell = seize(case, "2022-06-13")
    shut = case.says(
        "Uganda closed the border",
        "2022-06-14",
        "crossing_status",
        place="Bunagana",
        place_code="CD-1",
        trigger="close",
    )
    told = case.told()
    every = proposals(case.found, told, case.reports)
    assert {p.effect for p in every} == {Effect.CONFLICT, Effect.CLOSED}
    assert proposals(case.found, told, case.reports, accepted=()) == []
    (one,) = proposals(case.found, told, case.reports, accepted=[shut.id])
    assert one.developments == (shut.id,)
    assert one.known == date(2022, 6, 14)
    assert "Uganda closed the border" in one.reason
    assert not any(p.disputed for p in every)
    assert fell.id not in one.developments


def claim(report: Report, number: str, **more: object) -> Claim:
    start = report.text.index(number)
    given = {
        "id": f"{report.name}-{number}",
        "report": report.id,
        "start": start,
        "end": start + len(number),
        "text": number,
    }
    fields = {"measure": Measure.RETURN, "qualifier": Qualifier.EXACT, "unit": Unit.PERSONS} | more
    return Claim(**given, value=float(number), sentence=Span(0, len(report.text)), **fields)  # type: ignore


def test_a_denied_number_is_doubted_where_others_told_it_and_says_why():
    case = Case()
    denial = case.says(
        "The ministry denied that 2300 had gone back",
        "2022-06-15",
        "denial",
        S.DENIED,
        speaker="the ministry",
    )
    told = Report(text="Some 2300 went back", published="2022-06-14", outlet="Radio", name="t")
    later = Report(text="Now 2300 went back", published="2022-06-20", outlet="Radio", name="l")
    other = Report(text="Some 400 went back", published="2022-06-14", outlet="Radio", name="o")
    reports = {**case.reports, told.id: told, later.id: later, other.id: other}
    said = claim(case.reports[denial.report], "2300", status=Status.DENIED)
    claims = [said, *(claim(r, n) for r, n in [(told, "2300"), (later, "2300"), (other, "400")])]
    (doubt,) = doubts(case.found, claims, reports)
    assert doubt.claim == claims[1].id
    assert "the ministry" in doubt.reason


def test_the_number_that_is_rejected_in_its_own_sentence_is_doubted_too():
    case = Case()
    denial = case.says("The ministry rejected the figure of 2300 returns", "2022-06-15", "denial", S.DENIED)
    own = claim(case.reports[denial.report], "2300")
    (doubt,) = doubts(case.found, [own], case.reports)
    assert (doubt.claim, doubt.by) == (own.id, denial.id)


@pytest.mark.parametrize(("confidence", "doubted"), [(0.7, 0), (0.97, 1)])
def test_what_the_reader_alone_takes_for_a_denial_must_be_sure(confidence, doubted):
    case = Case()
    denial = case.says("Sites for 2300 have not followed", "2022-06-15", "denial", S.DENIED)
    own = claim(case.reports[denial.report], "2300")
    learned = replace(denial, rules=("learned.denial",), confidence=confidence)
    assert len(doubts([learned], [own], case.reports)) == doubted


@pytest.mark.parametrize(
    "other",
    [
        {"place_code": "UG"},
        {"measure": Measure.ARRIVAL},
        {"speaker": "the ministry"},
        {"rules": ("accepted",)},
    ],
)
def test_a_denial_reaches_no_figure_of_another_place_kind_nor_its_own_speakers_nor_one_vouched_for(other):
    case = Case()
    denial = case.says("The ministry denied 2300", "2022-06-15", "denial", S.DENIED, speaker="the ministry")
    told = Report(text="Some 2300 went back", published="2022-06-14", outlet="Radio", name="t")
    own = {"status": Status.DENIED, "place_code": "CD", "speaker": "the ministry"}
    said = claim(case.reports[denial.report], "2300", **own)
    figure = claim(told, "2300", **({"place_code": "CD"} | other))
    assert doubts(case.found, [said, figure], {**case.reports, told.id: told}) == []


def test_what_a_denied_figure_denies_is_doubted_where_no_verb_of_denial_stands():
    case = Case()
    untrue = Report(text="Reports that 2300 went back are untrue", published="2022-06-15", name="u")
    told = Report(text="Some 2300 went back", published="2022-06-14", outlet="Radio", name="t")
    claims = [claim(untrue, "2300", status=Status.DENIED), claim(told, "2300")]
    (doubt,) = doubts(case.found, claims, {r.id: r for r in (untrue, told)})
    assert doubt.claim == claims[1].id
    assert "untrue" in doubt.reason
