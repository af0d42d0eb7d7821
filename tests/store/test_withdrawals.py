"""Who took a report out of the tallies, and who let it count again, stands in the record."""

from dataclasses import replace
from datetime import date

import pytest

from panj.model import Report
from panj.store import Store, Withdrawal

REPORT = Report("Nobody crossed.", "2021-07-03", "Pamir Post", name="first", path="first.txt")
TAKEN = Withdrawal(REPORT.id, date(2021, 7, 9), "taken offline", "Nodira")


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "case.db") as store:
        store.add_report(REPORT)
        yield store


def test_who_withdrew_it_is_kept_with_day_and_reason(store):
    assert store.withdraw(TAKEN)
    assert store.withdrawn() == (TAKEN,)
    assert store.history(REPORT.id)[-1].detail == {
        "day": "2021-07-09",
        "reason": "taken offline",
        "who": "Nodira",
    }


def test_who_lets_it_count_again_is_kept(store):
    store.withdraw(TAKEN)
    assert store.undo_withdrawal(REPORT.id, who="Farhod")
    last = store.history(REPORT.id)[-1]
    assert (last.act, last.detail) == ("withdrawal undone", {"who": "Farhod"})


def test_a_second_person_who_says_the_same_changes_nothing(store):
    store.withdraw(TAKEN)
    assert not store.withdraw(replace(TAKEN, who="Farhod"))
    assert store.withdrawn() == (TAKEN,)


def test_a_name_that_is_redacted_goes_from_withdrawals_too(store):
    store.add_report(Report("Nodira wrote this.", "2021-07-04", "Pamir Post", name="second", path="s.txt"))
    second = next(r for r in store.reports() if r.name == "second")
    store.withdraw(replace(TAKEN, report=second.id))
    store.redact(second.id, words="Nodira", who="desk", why="asked")
    assert all("Nodira" not in w.who for w in store.withdrawn())
    assert not any("Nodira" in str(e.detail) for e in store.history())
