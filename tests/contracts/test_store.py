"""A case gives back what was put in, as known on a day, and says what was done to it."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from panj.errors import StoreError
from panj.model import Bounds, Claim, Event, Measure, PeriodKind, Problem, Report, Status, Unit
from panj.store import SetAside, Store
from panj.store.engine import writing


def test_a_report_comes_back_with_every_field(store, full_report):
    assert all(getattr(full_report, f.name) for f in fields(Report) if f.name != "dated_because")
    assert store.add_report(full_report) == "new"
    assert store.reports() == [full_report]
    assert store.as_read() == [full_report]


def test_a_claim_comes_back_with_every_field(store, full_report, full_claim):
    assert [f.name for f in fields(Claim) if getattr(full_claim, f.name) is None] == []
    store.add_report(full_report)
    bare = Claim(
        id="c0",
        report=full_report.id,
        start=7,
        end=10,
        text="340",
        measure=Measure.KILLED,
        value=0.25,
        qualifier=full_claim.qualifier,
        unit=Unit.SHARE,
        sentence=full_claim.sentence,
    )
    store.replace_claims(full_report.id, [full_claim, bare], read_key="k")
    assert store.claims() == [full_claim, bare]
    assert store.claim_counts() == {full_report.id: 2}


def test_events_in_the_cache_last_as_long_as_the_case_stays_the_same(store, full_report):
    event = Event(
        id="e1",
        measure=Measure.ARRIVAL,
        unit=Unit.PERSONS,
        group=None,
        kind=PeriodKind.EVENT,
        status=Status.HAPPENED,
        bounds=Bounds(1, 2, None, soft_high=True),
        claims=("c1",),
        date_start=date(2021, 7, 5),
        why=("same night",),
        origins=("guards",),
        known=date(2021, 7, 6),
    )
    store.cache_events("all", [event], revision=store.revision())
    assert store.cached_events("all", revision=store.revision()) == [event]
    store.add_report(full_report)
    assert store.cached_events("all", revision=store.revision()) is None
    before = store.revision() - 1
    store.cache_events("late", [event], revision=before)
    assert store.cached_events("late", revision=before) is None, "events of another state are not kept"


def test_what_is_known_ends_with_the_day_asked_about(store):
    days = {"a": "2021-07-03", "b": "2021-07-05T23:59:00+05:00", "c": "2021-07-06", "d": None}
    for name, published in days.items():
        store.add_report(Report(text=f"Report {name}.", published=published, name=name))
    assert [r.name for r in store.reports(date(2021, 7, 5))] == ["a", "b"]
    assert [r.name for r in store.reports(date(2021, 7, 2))] == []
    assert [r.name for r in store.reports()] == ["a", "b", "c", "d"], "the undated come last"
    assert [r.name for r in store.reports(date(2999, 1, 1))] == ["a", "b", "c"]
    assert [r.name for r in store.undated()] == ["d"]


def test_claims_become_known_with_their_report(store, full_report, full_claim):
    store.add_report(full_report)
    aside = SetAside(full_report.id, 50, 56, "fourth", "ordinal")
    store.replace_claims(full_report.id, [full_claim], [aside], read_key="k")
    assert store.claims(date(2021, 7, 13)) == []
    assert store.claims(date(2021, 7, 14)) == [full_claim]
    assert store.set_asides(date(2021, 7, 13)) == []
    assert store.set_asides() == [aside]


def test_a_new_date_moves_a_report_in_what_was_known(store):
    report = Report(text="On Monday 300 crossed.", name="monday")
    store.add_report(report)
    dated = replace(report, published="2021-07-05", dated="inferred", dated_because="Monday near 5 July")
    assert store.redate([dated]) == [report.id]
    assert store.reports(date(2021, 7, 5)) == [dated]
    assert store.as_read() == [report], "what the report itself states is kept"
    assert store.redate([dated]) == []


def test_reading_the_same_report_again_changes_nothing(store, full_report):
    store.add_report(full_report)
    before = (store.revision(), store.reports(), store.history())
    assert store.add_report(full_report) == "known"
    assert (store.revision(), store.reports(), store.history()) == before


def test_a_corrected_header_does_not_make_a_second_report(store, full_report):
    wrong = replace(full_report, outlet="Pamir Pots")
    store.add_report(wrong)
    store.give_date(wrong.id, "2021-07-16")
    store.add_report(full_report)
    assert store.reports() == [full_report]
    assert store.given_dates() == {full_report.id: "2021-07-16"}


def test_another_text_in_the_same_file_is_another_version(store, full_report):
    later = replace(full_report, text=full_report.text.replace("340", "350"))
    store.add_report(full_report)
    store.add_report(later)
    assert {r.text for r in store.reports()} == {full_report.text, later.text}


_SIGHTINGS = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b/a.txt", "c.txt"]),
        st.sampled_from(["a", "c"]),
        st.sampled_from([None, "2021-07-05", "2021-07-06"]),
        st.sampled_from(["Reuters", None]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda sighting: (sighting[0], sighting[1]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), sightings=_SIGHTINGS)
def test_the_order_of_reading_does_not_matter(new_case, data, sightings):
    reports = [
        Report(text="One text.", path=path, name=name, published=published, outlet=outlet)
        for path, name, published, outlet in sightings
    ]
    shuffled = data.draw(st.permutations(reports))
    held = []
    for order in (reports, [*shuffled, *shuffled]):
        with Store.open(new_case()) as store:
            for report in order:
                store.add_report(report)
            held.append((store.as_read(), sorted(r.name + r.path for r in store.reports())))
    assert held[0] == held[1]


def test_problems_of_a_file_go_when_it_is_read_well(store, full_report):
    bad = Problem("R002", "the file is empty", full_report.path, "Save it again.")
    other = Problem("R002", "the file is empty", "other.txt", "Save it again.")
    store.put_problems("read", [bad], where=bad.where)
    store.put_problems("read", [other], where=other.where)
    assert store.problems() == [other, bad]
    store.add_report(full_report)
    assert store.problems() == [other]
    store.put_problems("read", [], where="other.txt")
    assert store.problems() == []


def test_problems_in_a_reports_figures_go_with_the_next_reading(store, full_report):
    store.add_report(full_report)
    problem = Problem("C002", "could not be read", "herders", "Report it.")
    store.replace_claims(full_report.id, [], read_key="k1", faults=[problem])
    store.put_problems("date", [])
    assert store.problems() == [problem]
    store.replace_claims(full_report.id, [], read_key="k2")
    assert store.problems() == []


def test_the_history_tells_what_was_done_in_order(store, full_report, full_claim):
    store.add_report(full_report)
    store.give_date(full_report.id, "2021-07-15")
    store.give_date(full_report.id, "2021-07-15")
    store.replace_claims(full_report.id, [full_claim], read_key="k1")
    store.replace_claims(full_report.id, [], read_key="k2")
    acts = [entry.act for entry in store.history(full_report.id)]
    assert acts == ["report new", "date given", "claims read", "claims read again"]
    assert store.history()[0].act == "case created"
    assert [e.seq for e in store.history()] == sorted(e.seq for e in store.history())


@pytest.mark.parametrize("statement", ["DELETE FROM history", "UPDATE history SET act = 'nothing'"])
def test_the_history_only_grows(store, statement):
    with pytest.raises((StoreError, DBAPIError)), writing(store._engine, "case") as connection:
        connection.exec_driver_sql(statement)
    assert store.history()[0].act == "case created"


def test_a_failed_write_leaves_nothing_behind(store, full_report, full_claim):
    store.add_report(full_report)
    store.replace_claims(full_report.id, [full_claim], read_key="k1")
    foreign = replace(full_claim, report="no such report")
    with pytest.raises(StoreError):
        store.replace_claims(full_report.id, [foreign], read_key="k2")
    assert store.claims() == [full_claim]
    assert store.read_keys() == {full_report.id: "k1"}


def test_two_openings_see_each_others_writes(store, place, full_report):
    with Store.open(place) as second:
        second.add_report(full_report)
        assert store.reports() == [full_report]
        assert store.revision() == second.revision()
