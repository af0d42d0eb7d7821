"""A number on a day does not hold on a later one once people were reported to have come or gone."""

import random
from datetime import date, timedelta

import pytest

from panj.model import Group, Measure, Question
from panj.tally import Book, Ledger, ask
from props.cases import Case

FIRST = date(2021, 7, 1)


def hosted(day=None, group=None):
    return Question(Measure.HOSTED, place="TJ", group=group, date_start=day, date_end=day)


@pytest.fixture
def case():
    made = Case()
    made.says(made.report("count", "07-07"), "1,037", "hosted", at="TJ", on="07-07", period="as_of")
    return made


def told(case, question):
    return ask(question, Ledger(case.claims, None, case.reports))


def test_it_holds_on_its_day_and_as_last_stated(case):
    case.says(case.report("flights", "07-20"), "600", "return", origin="TJ", to="AF", on="07-19")
    for question in (hosted(date(2021, 7, 7)), hosted()):
        tally = told(case, question)
        assert (tally.bounds.low, tally.bounds.high) == (1037, 1037)


def test_it_holds_later_where_nobody_was_reported_to_move(case):
    assert told(case, hosted(date(2021, 7, 23))).bounds.high == 1037


@pytest.mark.parametrize(
    "flow",
    [
        {"measure": "return", "origin": "TJ", "to": "AF"},
        {"measure": "arrival", "origin": "AF", "to": "TJ-KT"},
        {"measure": "departure", "origin": "TJ-KT"},
    ],
)
def test_who_moved_since_leaves_it_open_and_says_why(case, flow):
    case.says(case.report("flights", "07-20"), "600", flow.pop("measure"), on="07-19", **flow)
    tally = told(case, hosted(date(2021, 7, 23)))
    assert tally.silent
    (why,) = (tally.set_aside[c.id] for c in case.claims if c.measure is Measure.HOSTED)
    assert why.startswith("as of 2021-07-07; since then 600")
    assert "nobody says that these were all" in why


def test_who_is_surely_another_or_elsewhere_changes_nothing(case):
    case.says(case.report("a", "07-20"), "600", "return", origin="IR", to="AF", on="07-19")
    case.says(case.report("b", "07-20"), "77", "arrival", to="TJ", on="07-03")
    assert told(case, hosted(date(2021, 7, 23))).bounds.high == 1037
    other = Case()
    count = other.report("count", "07-07")
    other.says(count, "1,037", "hosted", at="TJ", on="07-07", period="as_of", group="civilians")
    other.says(
        other.report("c", "07-20"), "600", "return", origin="TJ", to="AF", on="07-19", group="soldiers"
    )
    assert told(other, hosted(date(2021, 7, 23), Group.CIVILIANS)).bounds.high == 1037


def world(seed):
    """A camp that people come to and leave day by day; of every gap between two counts one move is told."""
    rng, case = random.Random(seed), Case()
    there, counts, told_since = rng.randint(0, 500), [], True
    truth = {}
    for n in range(20):
        day = FIRST + timedelta(days=n)
        came, went = rng.choice((0, rng.randint(1, 200))), 0
        went = rng.choice((0, rng.randint(0, there + came)))
        there += came - went
        truth[day] = there
        for size, measure, way in ((came, "arrival", {"to": "TJ"}), (went, "departure", {"origin": "TJ"})):
            if size and (not told_since or rng.random() < 0.4):
                case.says(
                    case.report(f"{measure}{n}", day.isoformat()),
                    f"{size}",
                    measure,
                    on=day.isoformat(),
                    **way,
                )
                told_since = True
        if rng.random() < 0.3 and told_since:
            name = case.report(f"count{n}", day.isoformat())
            case.says(name, f"{there}", "hosted", at="TJ", on=day.isoformat(), period="as_of")
            counts.append(day)
            told_since = False
    return case, truth, counts


def check(seed, *, with_book=True):
    case, truth, counts = world(seed)
    ledger, book = Ledger(case.claims, None, case.reports), Book()
    book.add(case.reports, case.claims)
    for day, there in truth.items():
        if not counts or day < counts[0]:
            continue
        tally = ask(hosted(day), ledger)
        still = not any(
            c.measure is not Measure.HOSTED and max(d for d in counts if d <= day) < c.date_start <= day
            for c in case.claims
        )
        if still and day not in counts:
            continue  # nobody told of a move: the number stands as last stated
        low, high = tally.bounds.low, tally.bounds.high
        assert low <= there <= (there if high is None else high), (seed, day, there, tally.bounds)
        assert not with_book or book.ask(hosted(day)).bounds == tally.bounds


@pytest.mark.parametrize("seed", range(40))
def test_the_truth_is_within(seed):
    check(seed)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_truth_is_within_ten_thousand_worlds():
    for seed in range(10_000):
        check(seed, with_book=False)


def test_asked_of_no_day_people_are_of_the_latest_day_told_of():
    case = Case()
    earlier = case.report("year", "07-01")
    old = case.says(earlier, "5,588", "hosted", at="TJ", on="2020-12-31", period="as_of", group="refugees")
    late = case.report("camps", "07-20")
    day = {"period": "as_of", "on": "07-19"}
    case.says(late, "1,301", "hosted", at="TJ", group="soldiers", **day)
    case.says(late, "213", "hosted", at="TJ-KT", group="civilians", **day)
    tally = told(case, Question(Measure.HOSTED, place="TJ"))
    assert tally.as_of == date(2021, 7, 19)
    assert (tally.bounds.low, tally.bounds.high) == (1514, 1514)
    assert tally.set_aside[old] == "as of 2020-12-31; the answer is as of 2021-07-19"


def test_a_later_camp_does_not_stand_for_the_country_that_holds_it():
    case = Case()
    case.says(case.report("a", "05-04"), "580,001", "hosted", at="TD", on="05-04", period="as_of")
    case.says(case.report("b", "06-28"), "8,921", "hosted", at="TD-OD", on="06-28", period="as_of")
    tally = told(case, Question(Measure.HOSTED, place="TD"))
    assert (tally.as_of, tally.bounds.low) == (date(2021, 5, 4), 580_001)


def test_room_in_two_camps_told_of_on_two_days_adds_up():
    case = Case()
    case.says(case.report("a", "05-04"), "501", "capacity", at="TJ-KT", on="05-04", period="as_of")
    case.says(case.report("b", "06-28"), "301", "capacity", at="TJ-GB", on="06-28", period="as_of")
    tally = told(case, Question(Measure.CAPACITY))
    assert (tally.as_of, tally.bounds.low) == (None, 802)
