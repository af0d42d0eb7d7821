"""What is no sound case file is refused with what to do, and left as it was found."""

import os
import sqlite3

import pytest

from panj.errors import StoreError
from panj.model import Report
from panj.store import Store, schema


def code(path, **options):
    with pytest.raises(StoreError) as fault, Store.open(path, **options):
        pass
    assert fault.value.remedy
    return fault.value.code


def test_no_file_is_made_where_one_is_only_looked_at(tmp_path):
    path = tmp_path / "none.db"
    assert code(path, create=False) == "S001"
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [b"Just a note.\n", b"\x89PNG\r\n\x1a\n" + bytes(5000), b"PK\x03\x04" + bytes(100), b" " * 5000],
)
def test_other_files_are_refused_and_not_touched(tmp_path, content):
    path = tmp_path / "other.db"
    path.write_bytes(content)
    assert code(path) == "S002"
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


def test_another_programs_database_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert code(path) == "S002"
    assert path.read_bytes() == before


def test_a_database_with_a_table_of_the_same_name_is_refused(tmp_path):
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (name, value)")
    connection.execute("INSERT INTO meta VALUES ('format', 'tiles')")
    connection.commit()
    connection.close()
    assert code(path) == "S002"


def test_an_empty_file_is_no_case_to_look_at_but_may_become_one(tmp_path):
    path = tmp_path / "case.db"
    path.touch()
    assert code(path, create=False) == "S002"
    assert path.stat().st_size == 0
    with Store.open(path) as store:  # as one is whose making was cut short
        assert store.reports() == []


def test_a_folder_is_no_case_file(tmp_path):
    assert code(tmp_path) == "S005"


def test_a_missing_folder_is_said(tmp_path):
    assert code(tmp_path / "no" / "case.db") == "S006"


def test_other_kinds_of_databases_are_refused():
    assert code("mysql://localhost/panj") == "S010"


def test_a_database_that_is_not_there_is_said_without_its_password():
    with pytest.raises(StoreError) as fault:
        Store.open("postgresql://me:secret@127.0.0.1:1/panj")
    assert fault.value.code == "S013"
    assert "secret" not in str(fault.value)


def test_a_file_of_a_newer_version_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "case.db"
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    Store.open(path).close()
    monkeypatch.undo()
    with pytest.raises(StoreError) as fault:
        Store.open(path)
    assert fault.value.code == "S004"
    assert str(schema.SCHEMA + 1) in fault.value.what


def test_a_file_of_an_older_version_is_brought_up_to_date(tmp_path, monkeypatch):
    path = tmp_path / "case.db"
    with Store.open(path) as store:
        store.add_report(Report(text="Kept.", name="kept"))

    def step(connection):
        connection.exec_driver_sql("CREATE TABLE added (x INTEGER) STRICT")

    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    monkeypatch.setitem(schema.MIGRATIONS, schema.SCHEMA - 1, step)
    with Store.open(path) as store:
        assert [r.name for r in store.reports()] == ["kept"]
        assert store.history()[-1].act == "case upgraded"
    with Store.open(path) as store:
        assert [e.act for e in store.history()].count("case upgraded") == 1


def test_a_step_that_fails_leaves_the_old_version(tmp_path, monkeypatch):
    path = tmp_path / "case.db"
    Store.open(path).close()

    def step(connection):
        connection.exec_driver_sql("CREATE TABLE added (x INTEGER) STRICT")
        connection.exec_driver_sql("CREATE TABLE added (x INTEGER) STRICT")

    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    monkeypatch.setitem(schema.MIGRATIONS, schema.SCHEMA - 1, step)
    assert code(path) == "S003"
    monkeypatch.undo()
    with Store.open(path) as store:
        assert store.note("schema") == str(schema.SCHEMA)


@pytest.mark.parametrize("place", [0.05, 0.3, 0.6, 0.9])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path, place):
    path = tmp_path / "case.db"
    with Store.open(path) as store:
        for n in range(40):
            store.add_report(Report(text=f"Report {n}. " * 200, name=str(n)))
    data = bytearray(path.read_bytes())
    start = int(len(data) * place) // 4096 * 4096
    data[start + 4 : start + 2000] = b"\xff" * 1996
    path.write_bytes(data)
    assert code(path) in {"S002", "S003"}


def test_a_file_that_was_cut_off_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "case.db"
    with Store.open(path) as store:
        for n in range(40):
            store.add_report(Report(text=f"Report {n}. " * 200, name=str(n)))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert code(path) == "S003"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder(tmp_path):
    path = tmp_path / "case.db"
    with Store.open(path) as store:
        store.add_report(Report(text="Kept.", name="kept"))
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert code(tmp_path / "new.db") == "S006"
        with Store.open(path) as store:
            assert [r.name for r in store.reports()] == ["kept"]
            with pytest.raises(StoreError) as fault:
                store.add_report(Report(text="More.", name="more"))
            assert fault.value.code == "S006"
    finally:
        tmp_path.chmod(0o755)


def test_a_frozen_file_is_read_as_it_stands(tmp_path, monkeypatch):
    """The same as above for root, to whom nothing is read-only: the file is only treated as frozen."""
    path = tmp_path / "case.db"
    with Store.open(path) as store:
        store.add_report(Report(text="Kept.", name="kept"))
    monkeypatch.setattr("panj.store.sqlite.is_frozen", lambda path: True)
    with Store.open(path) as store:
        assert [r.name for r in store.reports()] == ["kept"]
        with pytest.raises(StoreError) as fault:
            store.add_report(Report(text="More.", name="more"))
    assert fault.value.code == "S006"
    assert [file.name for file in tmp_path.iterdir()] == ["case.db"]


def test_a_writer_that_waits_too_long_is_told_why(tmp_path, monkeypatch):
    monkeypatch.setattr("panj.store.sqlite.BUSY_SECONDS", 0.2)
    path = tmp_path / "case.db"
    with Store.open(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as fault:
            store.add_report(Report(text="Waits.", name="waits"))
        assert store.reports() == [], "readers do not wait for a writer"
        other.close()
    assert fault.value.code == "S007"


def test_a_write_that_a_crash_cut_short_is_undone(tmp_path):
    """A rollback journal beside the file, as a kill leaves it before the file is in write-ahead mode."""
    path, kept = tmp_path / "case.db", tmp_path / "kept"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)")
    connection.execute("PRAGMA cache_size=1")
    connection.execute("PRAGMA cache_spill=1")
    connection.execute("BEGIN IMMEDIATE")
    for n in range(2000):
        connection.execute("INSERT INTO meta VALUES (?, ?)", (f"n{n}", "x" * 200))
    kept.mkdir()
    for file in tmp_path.glob("case.db*"):
        (kept / file.name).write_bytes(file.read_bytes())
    connection.close()
    assert (kept / "case.db-journal").stat().st_size > 0, "no journal was left: the test tests nothing"
    assert code(kept / "case.db") == "S002", "undone, it is another program's empty table"
    assert not (kept / "case.db-journal").exists()
