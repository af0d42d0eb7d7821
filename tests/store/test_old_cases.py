"""Case files made by the first versions of Panj open, with all that was in them, and go on being used.

The files of `cases/` called version1 and version2 were written by the store as it was in the first commit
that had one and in the first of schema 2: two reports, a claim of each, a given date, a problem; a withdrawal
in the second. The one called version4 holds the same, written by the last store that did not say who withdrew
a report.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from panj.model import Group, Measure, Ordinal, Report
from panj.run import Case
from panj.store import Decided, Store, schema
from panj.store.tables import metadata

CASES = Path(__file__).with_name("cases")


@pytest.fixture(params=[1, 2, 4])
def old(request, tmp_path):
    """A copy of an old case file, and its version."""
    path = tmp_path / "old.db"
    shutil.copy(CASES / f"version{request.param}.sqlite", path)
    return path, request.param


def layout(path):
    """Every table's columns by name, and every index."""
    with closing(sqlite3.connect(path)) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        tables = {n: sorted(row[1] for row in connection.execute(f"PRAGMA table_info({n})")) for n in names}
        found = connection.execute("SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        return tables, sorted(row for row in found if row[0] != "table")


def test_the_fixture_is_of_its_version(old):
    path, version = old
    with closing(sqlite3.connect(path)) as connection:
        rows = dict(connection.execute("SELECT name, value FROM meta"))
    assert rows["schema"] == str(version) != str(schema.SCHEMA)


def test_everything_that_was_in_it_is_there(old):
    path, version = old
    with Store.open(path) as store:
        first, second = store.reports()
        assert (first.name, first.published, first.outlet) == ("first", "2021-07-03", "Pamir Post")
        assert (second.published, second.dated) == ("2021-07-05", "given")
        assert store.given_dates() == {second.id: "2021-07-05"}
        claim, other = store.claims()
        assert (claim.measure, claim.group, claim.value) == (Measure.ARRIVAL, Group.SOLDIERS, 300)
        assert claim.ordinal == Ordinal(1, None, date(2021, 7, 3), "wave")
        assert (claim.chain, other.value) == (("a border officer", "Pamir Post"), 1037)
        assert "R002" in [p.code for p in store.problems()]
        assert [w.report for w in store.withdrawn()] == ([first.id] if version > 1 else [])
        assert [w.who for w in store.withdrawn()] == [""] * (version > 1)
        acts = [e.act for e in store.history()]
        assert acts[0] == "case created"
        assert acts[-1] == "case upgraded"
        assert store.history()[-1].detail == {"from": version, "to": schema.SCHEMA}


def test_it_is_laid_out_like_a_new_case(old, tmp_path):
    Store.open(old[0]).close()
    Store.open(tmp_path / "new.db").close()
    assert layout(old[0]) == layout(tmp_path / "new.db")
    assert set(layout(old[0])[0]) == set(metadata.tables)


def test_it_is_upgraded_once(old):
    for _ in range(2):
        with Store.open(old[0]) as store:
            assert [e.act for e in store.history()].count("case upgraded") == 1


def test_it_takes_in_what_is_new(old):
    with Store.open(old[0]) as store:
        first, _ = store.reports()
        assert store.add_report(first) in ("known", "changed")
        assert store.add_report(Report(text="More.", name="third", path="third.txt")) == "new"
        store.put_problems("date", [])
        number = store.decide(Decided("reject", "me", "a test", date(2021, 7, 9)))
        assert [item.seq for item in store.decisions()] == [number]
        store.redact(first.id, words=None, who="me", why="a test")
        assert [r.name for r in store.reports()] == ["second", "third"]


def test_it_answers_as_a_case(old):
    with Case.open(old[0]) as case:
        assert [c.value for c in case.claims(date(2021, 7, 5))] == [300, 1037]
        case.withdraw("first", reason="test", day=date(2021, 7, 9))
        assert [c.value for c in case.claims(date(2021, 7, 9))] == [1037]


def test_the_history_of_an_old_case_only_grows_too(old):
    Store.open(old[0]).close()
    with closing(sqlite3.connect(old[0])) as connection:
        for statement in ("DELETE FROM history", "UPDATE decision SET why = ''", "DELETE FROM decision"):
            connection.execute("INSERT INTO decision VALUES (NULL, '', '', '', '', '', '', '', NULL)")
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
