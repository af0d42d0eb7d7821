"""Long work begun by a form: how far it is, other pages meanwhile, faults in words, nothing lost."""

import re
import time
from html import unescape
from threading import Event

import pytest

from panj.publish.room import create_app
from panj.publish.room.work import jobs
from panj.run import Case, reading

NEWS = "On July 9, 1,200 people crossed into Tajikistan, guards said. Some went on. Others stayed there."


@pytest.fixture
def case(tmp_path):
    (tmp_path / "a.txt").write_text(
        "---\npublished: 2021-07-05\n---\nOn July 5, 300 people crossed into Tajikistan.\n", "utf-8"
    )
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([tmp_path / "a.txt"])
        opened.situation()
        yield opened


@pytest.fixture
def browser(case, asking):
    return asking(create_app(case.situation, case_name="case.db", work=case))


@pytest.fixture
def slow(monkeypatch):
    """A reading that stands after the first sentences, until the test lets it go on."""
    go, real = Event(), reading.figures_of

    def standing(report, **given):
        from panj.steps import tell

        if report.text.startswith("On July 9"):
            tell("sentences", 2, 3)
            assert go.wait(30)
        return real(report, **given)

    monkeypatch.setattr(reading, "figures_of", standing)
    monkeypatch.setattr(jobs, "PATIENCE", 0.2)
    yield go
    go.set()


def said(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def ended(browser, where):
    """The page after a job, once it is done."""
    until = time.monotonic() + 30
    answer = browser.get(where, follow_redirects=True)
    while answer.status_code == 202 and time.monotonic() < until:
        time.sleep(0.1)
        answer = browser.get(where, follow_redirects=True)
    return answer


def send(browser, path, **form):
    return browser.post(path, data=form, follow_redirects=True)


def test_a_long_reading_tells_how_far_it_is_and_holds_up_no_other_page(browser, slow, case):
    answer = send(browser, "/work/paste", text=NEWS, published="2021-07-10", who="A. R.", title="Long")
    assert answer.status_code == 202
    assert answer.headers["refresh"] == "1"
    assert "2 of 3 sentences are read." in said(answer)
    assert "Its text is stored: nothing of it is lost" in said(answer)
    where = str(answer.url)
    assert any(r.text.startswith("On July 9") for r in case._store.reports())
    assert len(case.reports()) == 1  # what is known of the case stays as it was
    page = browser.get("/work", follow_redirects=True)
    assert "2 of 3 sentences are read" in said(page)
    assert re.search(r'href="(/work/job[^"]+)"', page.text)[1] in where
    assert browser.get("/").status_code == 200
    slow.set()
    answer = ended(browser, where)
    assert answer.url.path == "/work"
    assert "Read: 2021-07-10-long; the case has" in said(answer)
    assert browser.get(where, follow_redirects=True).url.path == "/work"


def test_a_second_report_waits_for_the_first_and_is_stored_meanwhile(browser, slow, case):
    first = send(browser, "/work/paste", text=NEWS, published="2021-07-10")
    second = send(
        browser, "/work/paste", text="On July 11, 70 crossed into Tajikistan.", published="2021-07-12"
    )
    assert "It waits until another report is read." in said(second)
    assert any("On July 11" in r.text for r in case._store.reports())
    slow.set()
    assert "Read:" in said(ended(browser, str(first.url)))
    assert "Read:" in said(ended(browser, str(second.url)))
    assert any(c.value == 70 for c in case.claims())


def test_what_was_stored_when_the_program_died_is_read_on(case, asking, tmp_path):
    (tmp_path / "b.txt").write_text(f"---\npublished: 2021-07-10\n---\n{NEWS}\n", "utf-8")
    with Case.open(case.path) as other:
        other.take([tmp_path / "b.txt"])  # and there the program died
    browser = asking(create_app(case.situation, case_name="case.db", work=case))
    assert "1 report is stored and was not read to its end" in said(browser.get("/work"))
    answer = send(browser, "/work/unread")
    assert "All reports are read; the case has" in said(answer)
    assert any(c.value == 1200 for c in case.claims())
    assert "not read to its end" not in said(browser.get("/work"))


def test_a_fault_is_said_in_words(browser, monkeypatch, case):
    def breaks(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(type(case), "take", breaks)
    answer = send(browser, "/work/paste", text=NEWS, published="2021-07-10")
    assert "Not read. Panj failed on this page (OSError). Its log says where." in said(answer)


def test_a_report_without_a_date_asks_for_it_and_the_answer_can_be_undone(browser, case):
    answer = send(browser, "/work/paste", text="Some 410 people crossed into Tajikistan.", title="A note")
    assert "Give it below, under “Reports without a date”." in said(answer)
    report = next(r for r in case.reports() if r.day is None)
    form = {"report": report.id, "published": "2021-07-08", "who": "A. R.", "why": "by its stamp"}
    assert "Give your name" in said(send(browser, "/work/date", **form | {"who": ""}))
    assert "Give the reason" in said(send(browser, "/work/date", **form | {"why": ""}))
    assert "2999-01-01 lies ahead" in said(send(browser, "/work/date", **form | {"published": "2999-01-01"}))
    answer = send(browser, "/work/date", **form, back="report")
    assert answer.url.path == f"/reports/{report.id}"
    assert "Decision 1: date, recorded for A. R." in said(answer)
    assert case.report(report.id).published == "2021-07-08"
    assert "Reports without a date" not in said(browser.get("/work"))
    answer = send(browser, "/work/undo", number="1", who="A. R.")
    assert "Decision 1 is undone (as 2)." in said(answer)
    assert case.report(report.id).published is None
    assert "Reports without a date" in said(answer)
    answer = send(browser, "/work/undo", number="2", who="A. R.")
    assert case.report(report.id).published == "2021-07-08"
    acts = [e.act for e in case.history(report.id)]
    assert acts.count("date given") == 2
    assert acts.count("date taken back") == 1
    assert acts.count("decided: date") == 1
    assert case.problems() == []


def test_a_file_that_states_no_date_takes_that_of_its_form_and_one_that_does_keeps_its_own(browser, case):
    note = {"file": ("note.txt", b"Some 410 people crossed into Tajikistan.")}
    dated = {
        "file": ("dated.txt", b"---\npublished: 2021-07-01\n---\nSome 95 people crossed into Tajikistan.")
    }
    for files in (note, dated):
        browser.post("/work/upload", files=files, data={"who": "A. R.", "published": "2021-07-08"})
    days = {r.name: str(r.day) for r in case.reports()}
    assert (days["note"], days["dated"]) == ("2021-07-08", "2021-07-01")
    assert [d.verb for d in case.decisions()] == ["date"]
