"""Nothing moves without a cause: the steps of a figure lead from what it was to what it is, each one needed.

Cases are made by random sequences of loadings, corrections, withdrawals, decisions, redatings, re-readings
by other rules and changes of the wording policy, on days that a clock of the test's own gives.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panj.bounds import WordingPolicy, policy
from panj.events import key_of
from panj.model import Claim, Group, Measure, Qualifier, Question, Report, Span, Unit
from panj.run import Case
from panj.run.changes import accounted, changes
from panj.run.pasts import History
from panj.run.view import view_of
from panj.store import Decided, Store, Withdrawal
from panj.tally import Cause, Ledger, ask
from panj.tally.changes import same

MADE = date(2021, 7, 10)  # the case; reports are of the days around it
ARRIVALS = Question(measure=Measure.ARRIVAL, place="TJ")
NUMBERS = (300, 340, 1037, 1000, 90, 2500)


class Clock:
    """The moment that everything in the store is dated by."""

    def __init__(self):
        self.day = MADE

    def now(self):
        return f"{self.day.isoformat()}T12:00:00+00:00"


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    for name in ("history", "reporting", "withdrawals", "figures", "decisions", "wordings", "schema"):
        monkeypatch.setattr(f"panj.store.{name}.now", made.now)
    return made


class World:
    """A case under change, with its own clock and its own wording policy."""

    def __init__(self, place, clock):
        clock.day = MADE
        self.clock, self.store, self.wording = clock, Store.open(place), policy()
        self.store.keep_wording(self.wording.name, self.wording.version, self.wording.table)

    def load(self, n, day, number, group=None, url=None):
        published = None if day is None else (MADE + timedelta(days=day)).isoformat()
        words = f"{NUMBERS[number]:,}"
        text = f"Report {n}: {words} people crossed into Tajikistan on the night to July {1 + n % 9}."
        report = Report(text=text, published=published, outlet=f"Outlet {n % 3}", name=f"r{n}", url=url)
        self.store.add_report(report)
        self._read(report, NUMBERS[number], group, "k1")

    def _read(self, report, value, group, key):
        start = report.text.index(": ") + 2
        end = report.text.index(" people")
        claim = Claim(
            id=f"{report.id}-0",
            report=report.id,
            start=start,
            end=end,
            text=report.text[start:end],
            measure=Measure.ARRIVAL,
            value=value,
            qualifier=Qualifier.EXACT,
            unit=Unit.PERSONS,
            sentence=Span(0, len(report.text)),
            group=Group.SOLDIERS if group else None,
            destination="Tajikistan",
            destination_code="TJ",
            date_start=date(2021, 7, int(report.text[-2])),
            date_end=date(2021, 7, int(report.text[-2])),
            speaker="the border service",
        )
        self.store.replace_claims(report.id, [claim], read_key=key)

    def history(self):
        return History(self.store.snapshot(None), self.store.past(), self.wording)

    def any_report(self, n):
        reports = self.store.reports()
        return reports[n % len(reports)] if reports else None

    def do(self, act, n, day, number):
        report = self.any_report(n)
        if act == "later":
            self.clock.day += timedelta(days=1 + number % 2)
        elif act == "wording":
            version = f"v{number + 2}"
            table = {**self.wording.table, "exact": {"round_from": 100, "low": -0.5 - number, "high": 0.5}}
            self.wording = WordingPolicy(self.wording.name, version, table)
            self.store.keep_wording(self.wording.name, version, table)
        elif act == "load" or report is None:
            self.load(n, None if number == 5 and n % 2 else day, number, n % 2)
        elif act == "version":
            changed = (MADE + timedelta(days=day)).isoformat()
            text = report.text.replace("Report", "Corrected report", 1)
            url = report.url or f"https://example.org/{n}"
            new = replace(report, text=text, url=url, modified=changed)
            self.store.add_report(new)
            self._read(new, NUMBERS[number], 0, "k1")
        elif act == "reread":
            self._read(report, NUMBERS[number], n % 2, f"k{self.clock.day}{number}")
        elif act == "redate":
            published = (MADE + timedelta(days=day)).isoformat()
            self.store.redate([replace(report, published=published, dated="given")])
        elif act == "withdraw":
            self.store.withdraw(Withdrawal(report.id, self.clock.day, "a test"))
        elif act == "count again":
            self.store.undo_withdrawal(report.id)
        elif act == "undo":
            made = self.store.decisions()
            if made:
                self.store.decide(Decided("undo", "A", "b", self.clock.day, undoes=made[n % len(made)].seq))
        else:
            claims = [c for c in self.store.claims() if c.report == report.id]
            keys = tuple(key_of(c, report) for c in claims)
            sets = {"value": NUMBERS[number], "qualifier": "exact", "value_high": None}
            self.store.decide(Decided(act, "A", "b", self.clock.day, keys, sets if act == "correct" else {}))


ACTS = ("load", "load", "load", "later", "later", "version", "reread", "redate", "withdraw", "count again")
MORE = ("reject", "correct", "accept", "undo", "wording")
_WAY = st.lists(
    st.tuples(st.sampled_from((*ACTS, *MORE)), st.integers(0, 20), st.integers(-6, 6), st.integers(0, 5)),
    min_size=6,
    max_size=16,
)


def figure(history, day, *, wording):
    """A day's figure, worked out from nothing but that day's stand."""
    view = view_of(history.stand(day).snapshot(history.held), day)
    return ask(ARRIVALS, Ledger(view.claims, None, view.reports, policy=wording))


_SETTINGS = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
_SINCE = st.integers(-6, 4)
_LENGTH = st.one_of(st.none(), st.integers(1, 8))


@settings(max_examples=50, **_SETTINGS)
@given(way=_WAY, first=_SINCE, length=_LENGTH)
def test_causes_account_for_every_bound_that_moved(tmp_path_factory, clock, way, first, length):
    check_causes(World(tmp_path_factory.mktemp("way") / "case.db", clock), way, first, length)


@pytest.mark.slow
@settings(max_examples=1000, **_SETTINGS)
@given(way=_WAY, first=_SINCE, length=_LENGTH)
def test_causes_account_for_every_bound_that_moved_in_a_thousand_cases(
    tmp_path_factory, clock, way, first, length
):
    check_causes(World(tmp_path_factory.mktemp("way") / "case.db", clock), way, first, length)


def check_causes(world, way, first, length):
    with world.store:
        for move in way:
            world.do(*move)
        history = world.history()
        since = MADE + timedelta(days=first)
        until = None if length is None else since + timedelta(days=length)
        found = changes(history, since, until, gazetteer=None, question=ARRIVALS)
        before, after = history.stand(since), history.stand(until)
        assert accounted(found.moved)
        assert Cause.REREAD not in {s.cause for m in found.moved for s in m.steps}, "a step without a cause"
        ends = [figure(history, d, wording=s.wording) for d, s in ((since, before), (until, after))]
        assert bool(found.moved) == (not same(*ends)), "a figure that moved is told, one that did not is not"
        if found.moved:
            said = [None if t.silent else t.bounds for t in ends]
            assert [found.moved[0].before, found.moved[0].after] == said
            assert all(step.before != step.after for step in found.moved[0].steps), "every step is needed"


@settings(max_examples=40, **_SETTINGS)
@given(way=_WAY, first=_SINCE, length=_LENGTH)
def test_all_that_happened_leads_to_the_later_stand(tmp_path_factory, clock, way, first, length):
    world = World(tmp_path_factory.mktemp("way") / "case.db", clock)
    with world.store:
        for move in way:
            world.do(*move)
        history = world.history()
        since = MADE + timedelta(days=first)
        until = None if length is None else since + timedelta(days=length)
        stand, last = history.stand(since), history.stand(until)
        stand = history.along(stand, history.way(stand, last), last)
        assert stand.snapshot(history.held) == last.snapshot(history.held)
        assert (stand.known, stand.wording) == (last.known, last.wording)


def test_days_before_the_case_was_made_are_as_known_on_them(tmp_path):
    """The example of 2021, read today: both ends are what panj tally --known says."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for day, words in ((3, "More than 300"), (5, "Overnight 1,037"), (9, "About 90")):
        text = f"{words} soldiers crossed into Tajikistan on July {day}, the border service said."
        (folder / f"d{day}.txt").write_text(f"---\npublished: 2021-07-0{day}\n---\n{text}\n")
    asked = Question(measure=Measure.ARRIVAL, place="TJ")
    with Case.open(tmp_path / "case.db") as case:
        case.read([folder])
        (moved,) = case.changes(date(2021, 7, 3), date(2021, 7, 9), question=asked).moved
        known = [case.tally(replace(asked, known=date(2021, 7, d))).bounds for d in (3, 9)]
        assert [moved.before, moved.after] == known
        assert [step.cause for step in moved.steps] == [Cause.NEW_EVENT, Cause.NEW_EVENT]
        assert [step.day for step in moved.steps] == [date(2021, 7, 5), date(2021, 7, 9)]


@pytest.fixture
def world(tmp_path, clock):
    made = World(tmp_path / "case.db", clock)
    made.load(1, -5, 2)
    with made.store:
        yield made


def causes(world, since, until=None):
    found = changes(world.history(), since, until, gazetteer=None, question=ARRIVALS)
    return [step.cause for moved in found.moved for step in moved.steps]


def test_a_report_read_late_moves_the_figure_on_the_day_it_was_read(world):
    yesterday = world.clock.day
    world.clock.day += timedelta(days=1)
    world.load(2, -4, 3)
    assert causes(world, yesterday) == [Cause.NEW_EVENT]


@pytest.mark.parametrize(
    ("act", "number", "cause"),
    [
        ("reject", 0, Cause.DECIDED),
        ("correct", 4, Cause.DECIDED),
        ("withdraw", 0, Cause.WITHDRAWN),
        ("reread", 0, Cause.READ_ANEW),
    ],
)
def test_each_kind_of_thing_is_named_as_what_it_is(world, act, number, cause):
    yesterday = world.clock.day
    world.clock.day += timedelta(days=1)
    world.do(act, 0, 0, number)
    assert causes(world, yesterday) == [cause]


def test_a_change_of_the_wording_policy_is_a_cause(world):
    world.load(3, -3, 3)  # 1,000 is round, and read by the policy
    yesterday = world.clock.day
    world.clock.day += timedelta(days=1)
    world.do("wording", 0, 0, 2)
    assert causes(world, yesterday) == [Cause.RULES]


def test_a_later_version_is_a_correction(world):
    yesterday = world.clock.day
    world.clock.day += timedelta(days=1)
    report = replace(world.any_report(0), url="https://example.org/a")
    world.store.add_report(report)
    world._read(report, 1037, 0, "k1")
    before = world.clock.day
    world.clock.day += timedelta(days=1)
    new = replace(report, text=report.text.replace("1,037", "1,137"), modified=world.clock.day.isoformat())
    world.store.add_report(new)
    world._read(new, 1137, 0, "k1")
    assert yesterday < before
    assert causes(world, before) == [Cause.CORRECTED]


def test_an_undone_decision_moves_the_figure_back(world):
    start = world.clock.day
    world.clock.day += timedelta(days=1)
    world.do("reject", 0, 0, 0)
    decided = world.clock.day
    world.clock.day += timedelta(days=1)
    world.do("undo", 0, 0, 0)
    assert causes(world, start, decided) == [Cause.DECIDED]
    assert causes(world, decided) == [Cause.DECIDED]
    assert causes(world, start) == [], "what went and came back has not moved"


def test_another_wording_policy_is_kept_in_the_case_and_moves_its_figures(tmp_path, monkeypatch):
    """The policy is a data file: a case read by another version of it says so, and answers by it."""
    clock = Clock()
    for name in ("history", "reporting", "figures", "wordings", "schema"):
        monkeypatch.setattr(f"panj.store.{name}.now", clock.now)
    folder = tmp_path / "reports"
    folder.mkdir()
    text = "Overnight 1,600 soldiers crossed into Tajikistan on July 5, the border service said."
    (folder / "round.txt").write_text(f"---\npublished: 2021-07-05\n---\n{text}\n")
    asked = Question(measure=Measure.ARRIVAL, place="TJ")
    with Case.open(tmp_path / "case.db") as case:
        case.read([folder])
        before = case.tally(asked)
        clock.day += timedelta(days=1)
        wider = WordingPolicy(
            "wording", "v9", {**policy().table, "exact": {"round_from": 100, "low": -1, "high": 1}}
        )
        for module in ("case", "reading"):
            monkeypatch.setattr(f"panj.run.{module}.policy", lambda: wider)
        case.read([])
        after = case.tally(asked)
        assert (before.policy, after.policy) == (policy().label, "wording v9")
        assert before.bounds != after.bounds
        (moved,) = case.changes(MADE, question=asked).moved
        assert [(s.cause, s.before, s.after) for s in moved.steps] == [
            (Cause.RULES, before.bounds, after.bounds)
        ]
        assert [e.detail["to"] for e in case.history() if e.act == "wording policy set"][-1] == "wording v9"
