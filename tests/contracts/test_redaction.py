"""What is redacted is in no table and, of a file, in no byte; a tombstone stays, and the text stays out."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from panj.errors import StoreError
from panj.model import (
    Block,
    BlockKind,
    Claim,
    Development,
    DevelopmentKind,
    DevelopmentStatus,
    Measure,
    Problem,
    Qualifier,
    Report,
    Span,
    Table,
    Unit,
)
from panj.store import ClaimKey, Decided, Reading, SetAside, Store, Withdrawal
from panj.store.tables import metadata

SECRET = "Zarina Qodirova"
TEXT = (
    f"About 90 people came on July 5, said {SECRET}, a teacher.\n\nThey were {SECRET.upper()}'s neighbours."
)
OTHER = Report(text="Nothing happened.", published="2021-07-04", name="other", path="other.txt")


@pytest.fixture
def report():
    return Report(
        text=TEXT,
        published="2021-07-05",
        outlet="Pamir Post",
        name="teacher",
        path="reports/teacher.txt",
        title=f"{SECRET} speaks",
        blocks=(Block(0, len(TEXT), BlockKind.BODY),),
        captions=("Picture: Zarina\n  Qodirova",),
        tables=(Table((("Name", SECRET),)),),
        author=SECRET,
    )


@pytest.fixture
def filled(store, report):
    """A case that tells of the words in every table that can tell of them."""
    part = Report(text=f"Name: {SECRET}", name="teacher, table", path=report.path, part_of=report.id)
    store.add_reports([report, part, OTHER])
    claim = Claim(
        id="c1",
        report=report.id,
        start=0,
        end=8,
        text="About 90",
        measure=Measure.ARRIVAL,
        value=90,
        qualifier=Qualifier.ABOUT,
        unit=Unit.PERSONS,
        sentence=Span(0, 57),
        speaker=SECRET,
        chain=(SECRET, "Pamir Post"),
    )
    problem = Problem("C002", f"the words of {SECRET} are odd", report.path, "Look at them.")
    aside = SetAside(report.id, 26, 32, SECRET[:6], "name")
    store.replace_claims(report.id, [claim], [aside], read_key="k1", faults=[problem])
    told = Development(
        id="d1",
        report=report.id,
        start=40,
        end=49,
        text="a teacher",
        kind=DevelopmentKind.MEETING,
        status=DevelopmentStatus.HAPPENED,
        sentence=Span(0, 57),
        actors=(SECRET,),
    )
    again = Reading(
        report.id, (replace(claim, via=SECRET),), "k2", (aside,), (problem,), developments=(told,)
    )
    store.put_readings([again])
    key = ClaimKey(report.id, report.name, report.path, None, TEXT[:57], "About 90", 0, 90)
    store.decide(Decided("reject", "A", f"{SECRET} cannot know", date(2021, 7, 6), (key,)))
    store.withdraw(Withdrawal(report.id, date(2021, 7, 9), f"asked by {SECRET}"))
    store.log("note", {"about": [f"a call from {SECRET}"]})
    return store


def tables(store):
    """Every value of every table, as text."""
    with store._engine.connect() as connection:
        return "\n".join(
            repr(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(select(table))
        )


def holds(text):
    flat = " ".join(text.replace("\\n", " ").split()).casefold()
    return SECRET.casefold() in flat


def test_the_case_tells_of_the_words_before(filled):
    assert tables(filled).count(SECRET) > 8, "otherwise the tests below show nothing"


def test_words_are_in_no_table(filled, report):
    filled.redact(report.id, words="zarina  qodirova", who="me", why="personal data")
    assert not holds(tables(filled))
    assert "neighbours" in tables(filled)


def test_a_whole_report_is_in_no_table(filled, report):
    filled.redact(report.id, words=None, who="me", why="personal data")
    found = tables(filled)
    assert "neighbours" not in found
    assert report.path not in found
    assert SECRET not in found.replace(f"'{SECRET} cannot know'", "").replace(f"a call from {SECRET}", "")
    assert [r.name for r in filled.reports()] == ["other"]
    assert filled.claims() == []


@pytest.mark.parametrize("words", [SECRET, None])
def test_no_byte_of_the_file_holds_it(filled, place, report, words):
    if "://" in place:
        pytest.skip("the bytes of a server's files are the server's: docs/store.md says what is left there")
    needle = SECRET if words else "neighbours"
    files = [Path(place), Path(f"{place}-wal")]
    assert any(needle.encode() in f.read_bytes() for f in files if f.exists())
    filled.redact(report.id, words=words, who="me", why="personal data")
    for file in sorted(Path(place).parent.glob("*")):
        assert needle.encode() not in file.read_bytes(), file
        assert SECRET.upper().encode() not in file.read_bytes(), file


def test_the_tombstone_says_what_who_when_why_and_the_hash(filled, report):
    done = filled.redact(report.id, words=None, who="me", why="personal data")
    mark = filled.redactions()[0]
    assert mark == done
    assert (mark.kind, mark.who, mark.why, mark.subject) == ("report", "me", "personal data", report.id)
    assert mark.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert mark.at
    assert filled.history()[-1].act == "redacted"


def test_a_report_that_was_redacted_is_not_taken_in_again(filled, report):
    filled.redact(report.id, words=None, who="me", why="personal data")
    before = filled.revision()
    assert filled.add_report(report) == "redacted"
    assert (filled.revision(), [r.name for r in filled.reports()]) == (before, ["other"])


def test_the_same_file_read_again_comes_without_the_words(filled, report):
    filled.redact(report.id, words=SECRET, who="me", why="personal data")
    assert filled.add_report(report) == "known"
    part = Report(text=f"Name: {SECRET}", name="teacher, table", path=report.path, part_of=report.id)
    assert filled.add_report(part) == "known"
    assert not holds(tables(filled))
    assert len(filled.reports()) == 3


def test_every_offset_into_the_text_still_holds(filled, report):
    filled.redact(report.id, words=SECRET, who="me", why="personal data")
    (left,) = [r for r in filled.reports() if r.name == "teacher"]
    assert len(left.text) == len(TEXT)
    assert left.text[:8] == "About 90"
    assert left.blocks == report.blocks
    assert (left.published, left.outlet) == (report.published, report.outlet)


def test_what_people_decided_of_the_report_stays(filled, report):
    filled.redact(report.id, words=SECRET, who="me", why="personal data")
    (left,) = [r for r in filled.reports() if r.name == "teacher"]
    assert [w.report for w in filled.withdrawn()] == [left.id]
    assert filled.decisions()[0].about[0].report == left.id
    assert filled.read_keys()[left.id] is None, "its figures are to be read anew"
    assert next(e.act for e in filled.history(left.id)) == "report new"


def test_words_twice_redacted_stay_out_both_times(filled, report):
    done = filled.redact(report.id, words="a teacher", who="me", why="personal data")
    filled.redact(done.became, words=SECRET, who="me", why="personal data")
    assert filled.add_report(report) == "known"
    assert not holds(tables(filled))
    assert "a teacher" not in tables(filled)


def test_the_history_only_grows_afterwards_too(filled, report):
    from panj.store.engine import writing

    filled.redact(report.id, words=None, who="me", why="personal data")
    for table in ("history", "decision", "redaction"):
        with pytest.raises(StoreError), writing(filled._engine, "case") as connection:
            connection.exec_driver_sql(f"DELETE FROM {table}")


def test_words_that_do_not_stand_there_change_nothing(filled, report):
    before = tables(filled)
    with pytest.raises(StoreError) as fault:
        filled.redact(report.id, words="Nobody Here", who="me", why="personal data")
    assert fault.value.code == "S015"
    assert tables(filled) == before


def test_a_reader_elsewhere_goes_on(filled, place, report):
    with Store.open(place) as other:
        assert len(other.reports()) == 3
        filled.redact(report.id, words=None, who="me", why="personal data")
        assert [r.name for r in other.reports()] == ["other"]


def test_what_another_program_holds_up_is_finished_by_the_next_opening(tmp_path, report, monkeypatch):
    """A reader in the middle of a transaction keeps the log of before; the words leave the bytes later."""
    monkeypatch.setattr("panj.store.sqlite.BUSY_SECONDS", 0.2)
    path = tmp_path / "case.db"
    with Store.open(path) as store, Store.open(path) as other:
        store.add_report(report)
        with other._engine.begin() as reader:
            reader.execute(select(metadata.tables["report"])).all()
            with pytest.raises(StoreError) as fault:
                store.redact(report.id, words=None, who="me", why="personal data")
        assert fault.value.code == "S016"
        assert store.reports() == [], "out of the case it is"
        held_up = [f for f in tmp_path.glob("case.db*") if b"neighbours" in f.read_bytes()]
        assert held_up, "nothing was held up: the test tests nothing"
        assert store.note("to wipe") == "1"
    Store.open(path).close()
    assert not any(b"neighbours" in f.read_bytes() for f in tmp_path.glob("case.db*"))
    with Store.open(path) as store:
        assert store.note("to wipe") is None
