"""From a folder of reports to an answer, as a user goes: what must hold on the example and on the seeds."""

from datetime import date
from pathlib import Path

import pytest

import panj
from panj.model import Group, Measure, Status, Unit

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
MOVEMENT = (
    Measure.ARRIVAL, Measure.ADMISSION, Measure.RETURN, Measure.FORCED_RETURN, Measure.EVACUATION,
    Measure.RELOCATION, Measure.DEPARTURE,
)  # fmt: skip


@pytest.fixture(scope="module", params=["example", "seeds"])
def case(request, tmp_path_factory):
    """A case read from a folder of reports."""
    folder = {"example": ROOT / "examples" / "tajik-border-2021", "seeds": SEEDS}[request.param]
    if not folder.is_dir():
        pytest.skip("the seed reports are not beside this checkout (../shared/seeds)")
    with panj.open(tmp_path_factory.mktemp("case") / "case.db") as opened:
        opened.read([folder])
        yield opened


def ask(case, **sides):
    return case.tally(panj.Question(**sides))


def test_two_reports_of_one_night_are_one_event(case):
    day = date(2021, 7, 5)
    got = ask(case, group=Group.SOLDIERS, place="Tajikistan", date_start=day, date_end=day)
    assert (got.bounds.low, got.bounds.high) == (1037, 1037)
    claims = {c.id: c for c in case.claims()}
    standing = [claims[c] for c in got.claims]
    assert {1000, 1037} <= {c.value for c in standing}
    assert len({c.report for c in standing}) >= 2


def test_as_known_on_the_third_of_july(case):
    got = ask(
        case, group=Group.SOLDIERS, place="Tajikistan", known=date(2021, 7, 3), date_start=date(2021, 7, 3)
    )
    assert (got.bounds.low, got.bounds.high) == (301, 399)


def test_nothing_that_is_no_movement_enters_a_tally_of_people(case):
    claims = {c.id: c for c in case.claims()}
    for measure in MOVEMENT:
        for group in (Group.PEOPLE, Group.SOLDIERS, Group.REFUGEES, Group.CIVILIANS):
            for known in (None, date(2021, 7, 6), date(2021, 7, 23)):
                for claim in (claims[c] for c in ask(case, measure=measure, group=group, known=known).claims):
                    assert claim.unit in (Unit.PERSONS, Unit.HOUSEHOLDS), claim.text
                    assert claim.status is Status.HAPPENED, claim.text
                    assert claim.value not in (100_000, 20_000, 9_000, 200_000), claim.text


def test_soldiers_are_never_refugees(case):
    claims = {c.id: c for c in case.claims()}
    got = ask(case, group=Group.REFUGEES, place="Tajikistan")
    assert all(claims[c].group not in (Group.SOLDIERS, Group.MILITANTS) for c in got.claims)


def test_every_key_figure_leads_to_a_sentence(case):
    situation = case.situation()
    assert situation.figures
    for figure in situation.figures:
        assert figure.tally.claims, figure.title
        for claim in (situation.claims[c] for c in figure.tally.claims):
            text = situation.reports[claim.report].text
            assert claim.sentence.of(text)
            assert text[claim.start : claim.end] == claim.text


def test_undated_reports_are_dated_with_a_reason(case):
    inferred = [r for r in case.reports() if r.dated == "inferred"]
    assert inferred
    assert all(r.published and r.dated_because for r in inferred)
