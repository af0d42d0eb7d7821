"""A case answers the same whatever order, batches and repetitions its reports were read in."""

import itertools
import sqlite3
import threading
from datetime import date

import pytest

from panj.errors import DateError, StoreError
from panj.model import Group, Measure, Question
from panj.run import Case, reading
from panj.store import Store


def picture(case):
    """All that a user sees of a case."""
    return (
        case.reports(),
        case.claims(),
        case.set_asides(),
        case.problems(),
        case.events(),
        case.situation(title="Border"),
        case.situation(date(2021, 7, 5), title="Border"),
    )


@pytest.fixture
def case(tmp_path, folder):
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([folder])
        yield opened


def test_reading_says_what_it_did(tmp_path, folder):
    seen = []
    with Case.open(tmp_path / "case.db") as case:
        summary = case.read([folder], progress=lambda *step: seen.append(step))
        again = case.read([folder])
    assert sorted(summary.new) == ["first", "second", "third", "undated"]
    assert [p.code for p in summary.problems] == ["R002", "R007"]
    assert summary.reports == 4
    assert summary.claims > 3
    assert again.new == []
    assert sorted(again.known) == sorted(summary.new)
    assert again.figures_read == 0
    assert [p.code for p in again.problems] == ["R002", "R007"]
    assert seen[-1] == ("figures", 4, 4)


def test_reading_twice_changes_nothing(case, folder):
    before = (picture(case), case.history())
    case.read([folder])
    assert (picture(case), case.history()) == before


def test_order_and_batches_do_not_matter(tmp_path, folder):
    files = sorted(folder.iterdir())
    pictures = []
    for number, order in enumerate(itertools.islice(itertools.permutations(files), 0, 120, 35)):
        with Case.open(tmp_path / f"{number}.db") as case:
            for path in order:
                case.read([path])
            pictures.append(picture(case))
    with Case.open(tmp_path / "whole.db") as case:
        case.read(files)
        whole = picture(case)
    assert all(one == whole for one in pictures)


def test_processes_give_what_one_process_gives(tmp_path, folder):
    claims = []
    for workers in (1, 2):
        with Case.open(tmp_path / f"{workers}.db") as case:
            case.read([folder], workers=workers)
            claims.append((case.claims(), case.set_asides()))
    assert claims[0] == claims[1]
    assert claims[0][0]


def test_an_answer_knows_only_what_was_published(case):
    question = Question(Measure.ARRIVAL, group=Group.SOLDIERS, place="Tajikistan", known=date(2021, 7, 3))
    early = case.tally(question)
    late = case.tally(Question(Measure.ARRIVAL, group=Group.SOLDIERS, place="Tajikistan"))
    assert early.bounds.low == 301
    assert late.bounds.low >= 1037
    assert {c.report for c in case.claims(date(2021, 7, 3))} <= {r.id for r in case.reports(date(2021, 7, 3))}


def test_an_undated_report_is_listed_and_never_known(case):
    assert [r.name for r in case.undated()] == ["undated"]
    assert "undated" in [r.name for r in case.reports()]
    assert "undated" not in [r.name for r in case.reports(date(2999, 1, 1))]
    assert [p.code for p in case.problems()] == ["R002", "R007"]


def test_a_given_date_wins_and_its_figures_are_read_anew(case):
    before = [c for c in case.claims() if c.report == case.report("undated").id]
    summary = case.read([], given_dates={"undated": "2021-07-08"})
    report = case.report("undated")
    assert (report.published, report.dated) == ("2021-07-08", "given")
    assert summary.redated == ["undated"]
    assert summary.figures_read == 1
    assert [c for c in case.claims(date(2021, 7, 8)) if c.report == report.id] != []
    assert before is not None
    assert "R007" not in [p.code for p in case.problems()]
    case.read([], given_dates={"first.txt": "2021-07-04"})
    assert case.report("first").published == "2021-07-04"


def test_a_given_date_lasts_through_reading_again(case, folder):
    case.read([], given_dates={"undated": "2021-07-08"})
    case.read([folder])
    assert case.report("undated").published == "2021-07-08"


def test_a_date_for_no_report_and_a_wrong_date_are_refused(case, folder):
    with pytest.raises(StoreError, match="S008"):
        case.read([], given_dates={"nobody": "2021-07-08"})
    with pytest.raises(DateError, match="D001"):
        case.read([folder], given_dates={"undated": "8 July"})


def test_two_reports_of_one_name_must_be_told_apart(case, folder):
    (folder / "other").mkdir()
    (folder / "other" / "first.txt").write_text("---\npublished: 2021-07-09\n---\nSome 40 people fled.\n")
    case.read([folder])
    with pytest.raises(StoreError, match="S009") as fault:
        case.report("first")
    assert fault.value.remedy.count(",") == 1
    assert case.report(str(folder / "other" / "first.txt")).published == "2021-07-09"


def test_changed_rules_are_applied_to_reports_already_there(case, monkeypatch):
    monkeypatch.setattr(reading, "fingerprint", lambda *packages: "newer")
    summary = case.read([])
    assert summary.figures_read == 4
    assert case.read([]).figures_read == 0


def test_a_fault_in_one_report_leaves_the_others(tmp_path, folder, monkeypatch):
    from panj.claims import extractors

    original = extractors.read_figures

    def stumble(report, gazetteer):
        if "herders" in report.text:
            raise ZeroDivisionError("of sheep")
        return original(report, gazetteer)

    monkeypatch.setattr(extractors, "read_figures", stumble)
    with Case.open(tmp_path / "case.db") as case:
        summary = case.read([folder], workers=1)
        faults = [p.where for p in summary.problems if p.code == "C002"]
        assert faults == [str(folder / "third.txt")]
        assert len(case.claims()) >= 2
        assert "C002" in [p.code for p in case.problems()]


def test_an_interrupted_reading_is_said_until_it_is_completed(tmp_path, folder):
    def interrupt(step, done, total):
        if step == "figures" and done == 1:
            raise KeyboardInterrupt

    with Case.open(tmp_path / "case.db") as case:
        with pytest.raises(KeyboardInterrupt):
            case.read([folder], progress=interrupt)
        assert "S011" in [p.code for p in case.problems()]
        case.read([folder])
        assert "S011" not in [p.code for p in case.problems()]
        completed = picture(case)
    with Case.open(tmp_path / "whole.db") as case:
        case.read([folder])
        whole = picture(case)
    assert completed[1:5] == whole[1:5]


def test_a_situation_is_kept_until_the_case_changes(case, folder):
    first = case.situation(date(2021, 7, 5))
    assert case.situation(date(2021, 7, 5)) is first
    with Case.open(case.path) as other:
        (folder / "more.txt").write_text(
            "---\npublished: 2021-07-04\n---\nSome 55 people crossed on July 4.\n"
        )
        other.read([folder])
    assert case.situation(date(2021, 7, 5)) is not first


def test_threads_may_ask_at_once(case):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(case.situation(date(2021, 7, 23)))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(one is found[0] for one in found)


def test_events_rebuild_to_the_same(case):
    first = case.events()
    assert first
    with Store.open(case.path) as store:
        store.forget_derived()
    with Case.open(case.path) as other:
        assert other.events() == first
        assert other.events() == first
    with Case.open(case.path) as third:
        assert third.events() == first, "events from the cache are those that were linked"


@pytest.mark.timeout(10)
def test_an_answer_does_not_wait_for_a_writer(case):
    writer = sqlite3.connect(case.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with Case.open(case.path) as other:
        assert other.tally(Question(Measure.ARRIVAL, place="Tajikistan")).claims
    writer.close()
