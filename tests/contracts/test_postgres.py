"""What is of a shared database alone: schemas, encodings, accounts, writers that wait for each other."""

import pytest

from panj.errors import StoreError
from panj.model import Report
from panj.store import Store


@pytest.fixture
def database(postgres):
    return postgres.database()


@pytest.fixture
def sql(postgres):
    """Runs a statement on a database."""
    import psycopg

    def run(address, statement):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)

    return run


def code(address, **options):
    with pytest.raises(StoreError) as fault, Store.open(address, **options):
        pass
    assert fault.value.remedy
    return fault.value.code


def test_two_cases_lie_in_two_schemas_of_one_database(database, sql):
    sql(database, "CREATE SCHEMA border")
    second = f"{database}&options=-csearch_path%3Dborder"
    with Store.open(database) as one, Store.open(second) as two:
        one.add_report(Report(text="One.", name="one"))
        two.add_report(Report(text="Two.", name="two"))
        assert [r.name for r in one.reports()] == ["one"]
        assert [r.name for r in two.reports()] == ["two"]


def test_a_database_is_not_laid_out_by_looking_at_it(database, sql):
    assert code(database, create=False) == "S001"
    sql(database, "CREATE TABLE meta_was_not_made (x INTEGER)")


def test_another_programs_database_is_refused_and_not_touched(database, sql):
    sql(database, "CREATE TABLE theirs (x INTEGER)")
    assert code(database) == "S002"
    sql(database, "DROP TABLE theirs")
    Store.open(database).close()


def test_a_database_that_cannot_hold_every_script_is_refused(postgres, sql):
    sql(
        postgres.address("postgres"),
        "CREATE DATABASE narrow ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
    )
    assert code(postgres.address("narrow")) == "S002"


def test_a_database_that_is_not_there_is_said(postgres):
    assert code(postgres.address("nowhere")) == "S013"


def test_an_account_that_may_only_read_reads_and_is_told_why_it_cannot_write(database, sql):
    with Store.open(database) as store:
        store.add_report(Report(text="Kept.", name="kept"))
    sql(database, "CREATE ROLE reader LOGIN")
    sql(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with Store.open(database.replace("panj@", "reader@")) as store:
        assert [r.name for r in store.reports()] == ["kept"]
        with pytest.raises(StoreError) as fault:
            store.add_report(Report(text="More.", name="more"))
    assert fault.value.code == "S006"
    sql(database, "DROP OWNED BY reader")
    sql(database, "DROP ROLE reader")


def test_a_writer_that_waits_too_long_is_told_why_and_readers_never_wait(database, monkeypatch):
    from panj.store.engine import writing

    monkeypatch.setattr("panj.store.sqlite.BUSY_SECONDS", 0.2)
    with Store.open(database) as one, Store.open(database) as two, writing(one._engine, "case"):
        with pytest.raises(StoreError) as fault:
            two.add_report(Report(text="Waits.", name="waits"))
        assert two.reports() == []
    assert fault.value.code == "S007"


def test_every_script_comes_back_and_sorts_as_in_a_file(database, tmp_path):
    names = ["Ёж", "Зарина", "زرينه", "川", "a", "B", "é", "Z", "ä", "😀", "_", "0"]
    held = []
    for place in (database, tmp_path / "case.db"):
        with Store.open(place) as store:
            store.add_reports([Report(text=f"{name}.", name=name, path=name) for name in names])
            held.append([r.name for r in store.undated()])
    assert held[0] == held[1] == sorted(names)
