"""A shift in the room: what moved since a visit, what hangs on a figure, whom to ask, what is handed over."""

import re
import sys
from html import unescape
from types import SimpleNamespace

import pytest

from panj.errors import MESSAGES
from panj.model import Bounds
from panj.publish.room import create_app
from panj.publish.room.contexts import Stake
from panj.publish.room.visits import name_of
from panj.publish.room.work.stakes import weigh
from panj.publish.room.work.work import queue
from panj.run import Case
from panj.settings import Settings

REPORTS = {
    "a.txt": (
        "2021-07-03",
        "Radio Vakhsh",
        "On July 3, 312 Afghan soldiers crossed into Tajikistan, guards said.",
    ),
    "b.txt": (
        "2021-07-05",
        "Radio Vakhsh",
        "On July 5, 1,037 Afghan soldiers crossed into Tajikistan, guards said.",
    ),
    "c.txt": (
        "2021-07-06",
        "The Wire",
        "Unconfirmed reports say 80 soldiers crossed into Tajikistan on July 6.",
    ),
}
LATER = "---\npublished: 2021-07-08\noutlet: Gazette\n---\nOn July 8, 45 soldiers crossed into Tajikistan.\n"


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test turns by hand."""
    held = ["2026-01-01T08:00:00+00:00"]
    for name, module in list(sys.modules.items()):
        if (name == "panj.clock" or name.startswith("panj.store")) and hasattr(module, "now"):
            monkeypatch.setattr(module, "now", lambda: held[0])
    return held


@pytest.fixture
def case(tmp_path, clock):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, (day, outlet, text) in REPORTS.items():
        (folder / name).write_text(f"---\npublished: {day}\noutlet: {outlet}\n---\n{text}\n", "utf-8")
    with Case.open(tmp_path / "case.db", settings=Settings(zone="Asia/Dushanbe")) as opened:
        opened.read([folder])
        yield opened


@pytest.fixture
def browser(case, asking):
    return asking(create_app(case.situation, case_name="case.db", work=case))


def words_of(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def id_of(case, words):
    return next(c.id for c in case.claims() if words in c.text)


def upload(browser, text=LATER):
    return browser.post("/work/upload", files={"file": ("d.txt", text.encode())}, data={"who": ""})


def test_the_first_visit_says_so_and_the_next_says_that_nothing_changed(case, browser):
    assert "This is your first visit" in words_of(browser.get("/"))
    said = words_of(browser.get("/"))
    assert "Nothing has changed in this case since you marked it as seen on 1 Jan 2026, 13:00" in said
    assert name_of(str(case.path)) in browser.cookies


def test_what_came_after_the_visit_is_told_with_its_cause_until_it_is_marked_as_seen(browser, clock):
    browser.get("/")
    clock[0] = "2026-01-01T09:30:00+00:00"
    upload(browser)
    first = browser.get("/")
    assert 'hx-get="/changes"' in first.text
    told = words_of(browser.get("/changes"))
    assert "Gazette" in told
    assert "45" in told
    assert "moved since 1 Jan 2026, 13:00" in told
    part = browser.get("/changes", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert 'action="/seen"' in part
    browser.get("/")  # looking in does not move the mark
    assert "Gazette" in words_of(browser.get("/changes"))
    clock[0] = "2026-01-01T10:00:00+00:00"
    after = browser.post("/seen")
    assert "Nothing has changed" in words_of(after)
    assert "No key figure moved" in words_of(browser.get("/changes"))


def test_since_a_day_is_told_without_any_visit(browser):
    told = words_of(browser.get("/changes?since=2021-07-03"))
    assert "a new occurrence or total was reported" in told
    assert "1,037" in told
    assert browser.get("/changes?since=yesterday").status_code == 400
    assert browser.get("/changes?since=2021-07-05&known=2021-07-03").status_code == 400


def test_in_a_large_case_the_page_stands_before_what_moved_is_worked_out(browser, monkeypatch):
    monkeypatch.setattr("panj.publish.room.shift.moved.LARGE", 0)
    address = "/changes?since=2021-07-03"
    first = browser.get(address)
    assert f'hx-get="{address}"' in first.text
    assert "being worked out" in words_of(first)
    assert "moved since 3 Jul 2021" not in words_of(first)
    wait = re.search(r'<noscript>.*?href="([^"]+)"', first.text)
    assert "moved since 3 Jul 2021" in words_of(browser.get(unescape(wait[1])))
    assert "being worked out" not in words_of(browser.get(address))  # by now it was


@pytest.mark.parametrize("cookie", ["", "x", "1@now", "9999999999999@2026-01-01T08:00:00+00:00", "%00"])
def test_a_mark_that_is_none_counts_as_a_first_visit(case, browser, cookie):
    browser.cookies.set(name_of(str(case.path)), cookie, domain="127.0.0.1")
    assert "This is your first visit" in words_of(browser.get("/"))


def test_the_queue_says_what_rests_on_each_figure_once_that_is_worked_out(browser):
    assert "is being worked out" in words_of(browser.get("/work"))
    part = browser.get("/work/queue", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "80 rests on it alone" in words_of(part)
    again = words_of(browser.get("/work"))
    assert "is being worked out" not in again
    assert "80 rests on it alone" in again


class Weighing:
    """A case that was asked to leave claims out, with an answer prepared."""

    def __init__(self, before, after):
        self.answer = SimpleNamespace(before=before, after=after)
        self.asked = []

    def leaving_out(self, claim, question):
        self.asked.append(claim)
        return self.answer


def test_only_what_pins_a_figure_is_left_out_of_it_and_the_movement_is_told(made):
    situation = made.situation()
    work = Weighing(Bounds(1550, 1599, 1599), Bounds(0, None, 900))
    found = weigh(situation, [made.TOTAL, made.WAVE, made.DENIAL, made.HOME], work)
    assert set(work.asked) == {made.TOTAL.id, made.DENIAL.id}
    stake = found[made.TOTAL.id]
    assert (stake.before, stake.after) == ("1,550–1,599", "up to 900")
    assert stake.moved == 1550 + 699
    assert found[made.HOME.id].moved == 400
    assert found[made.HOME.id].after == ""


def test_a_figure_that_its_question_does_not_give_is_not_said_to_move(made):
    work = Weighing(Bounds(1, 1, 1), None)
    found = weigh(made.situation(), [made.TOTAL], work)
    assert found[made.TOTAL.id].moved == 0


def test_the_queue_puts_what_would_move_most_first(made):
    stakes = {
        c: Stake("Flown home", "home", "1", "2", moved)
        for c, moved in ((made.HOME.id, 5), (made.DENIAL.id, 9))
    }
    rows = queue(made.situation(), stakes)
    assert [r.claim.id for r in rows][:2] == [made.DENIAL.id, made.HOME.id]


def test_an_answer_is_recorded_in_the_zone_shown_beside_its_figure_and_undone(case, browser):
    key = id_of(case, "80")
    before = case.situation().figures
    page = words_of(browser.get("/verify"))
    assert "unconfirmed" in page
    assert "Did this happen?" in page
    form = {"claim": key, "asked": "head of post 4", "question": "How many?", "who": "A. Rahimova"}
    waiting = words_of(browser.post("/verify", data=form))
    assert "Asked, no answer yet 1" in waiting
    answered = browser.post(
        "/verify", data={**form, "answer": "Eighty, I counted", "told": "2021-07-07T14:10"}
    )
    assert (
        "head of post 4 answers, 7 Jul 2021, 14:10: Eighty, I counted taken down by A. Rahimova"
        in words_of(answered)
    )
    assert case.decisions()[-1].sets["told"] == "2021-07-07T14:10:00+05:00"
    assert "Eighty, I counted" in words_of(browser.get(f"/evidence/claim/{key}"))
    assert "Eighty, I counted" in words_of(browser.get("/"))
    assert [f.tally.bounds for f in case.situation().figures] == [f.tally.bounds for f in before]
    back = browser.post("/work/undo", data={"number": "2", "who": "A. Rahimova", "back": "/verify"})
    assert back.url.path == "/verify"
    assert "Eighty, I counted" not in words_of(browser.get("/"))


@pytest.mark.parametrize(
    "form", [{"who": ""}, {"asked": " "}, {"claim": "none"}, {"answer": "yes", "told": "noon"}]
)
def test_what_cannot_be_recorded_is_said(case, browser, form):
    whole = {"claim": id_of(case, "80"), "asked": "post 4", "question": "?", "who": "A. R.", **form}
    assert "Not recorded." in words_of(browser.post("/verify", data=whole))
    assert case.decisions() == ()


def test_a_handover_tells_what_came_what_was_decided_and_what_is_open(case, browser, clock):
    clock[0] = "2026-01-01T20:00:00+00:00"
    upload(browser)
    browser.post(
        "/work/decide",
        data={"verb": "reject", "claim": id_of(case, "1,037"), "who": "A. Rahimova", "why": "by the log"},
    )
    told = words_of(browser.get("/handover?since=2026-01-01T23:00"))
    assert "Handover since 1 Jan 2026, 23:00" in told
    assert "Came in 1 2 Jan 2026, 01:00" in told
    assert "Gazette" in told
    assert re.search(r"Decided 1 .*1 reject .*1,037 A\. Rahimova by the log", told)
    assert "Did this happen?" in told
    assert "decision 1" in told
    later = words_of(browser.get("/handover?since=2026-01-02T02:00"))
    assert "No report came in." in later
    assert "Nothing was decided." in later
    assert browser.get("/handover?since=evening").status_code == 400


def test_the_history_is_read_once_and_only_since_the_shift_began(case, browser, monkeypatch):
    asked = []
    own = case.history
    monkeypatch.setattr(case, "history", lambda **of: asked.append(of) or own(**of))
    browser.get("/handover?since=2026-01-01T02:00")
    assert [sorted(of) for of in asked] == [["since"]]
    del asked[:]
    browser.get("/handover")
    assert [of.get("last") for of in asked] in ([1, None], [None])
    assert own(since="9999") == []
    assert own(last=2) == own()[-2:]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/x", "http://10.0.0.7/", "http://[::1]/", "http://localhost:1/", "ftp://x.example/"],
)
def test_no_page_of_this_machine_or_a_private_network_is_fetched(case, browser, address):
    pytest.importorskip("httpx")
    said = words_of(browser.post("/work/fetch", data={"url": address, "who": "A. R."}))
    assert "Not fetched." in said
    remedies = (MESSAGES["R103"][1], MESSAGES["R102"][1], MESSAGES["R101"][1])
    assert any(r.split(",")[0].split("{")[0] in said for r in remedies)
    assert len(case.reports()) == 3


def test_an_address_left_out_is_said(browser):
    assert "Give the address of a page." in words_of(browser.post("/work/fetch", data={"url": " "}))


def test_a_room_that_is_read_only_keeps_no_visit_and_offers_no_forms(case, asking):
    client = asking(create_app(case.situation, case_name="case.db"))
    assert "What changed" not in client.get("/").text
    assert not client.cookies
    assert client.get("/changes").status_code == 404
    assert client.get("/handover").status_code == 404
    assert '<form action="/verify"' not in client.get("/verify").text
    assert client.post("/seen").status_code in (404, 405)
