"""Work in the room: deciding, undoing, taking in, planning, by the forms that a browser sends."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from panj.model import Measure, Question
from panj.publish.room import create_app
from panj.publish.room.work import pages, taking
from panj.publish.room.work.pages import Notices
from panj.publish.room.work.taking import as_report, bare, slug
from panj.run import Case

REPORTS = {
    "a.txt": ("2021-07-03", "More than 300 Afghan soldiers crossed into Tajikistan on July 3, guards said."),
    "b.txt": ("2021-07-05", "On July 5, 1,037 Afghan soldiers crossed into Tajikistan, border guards said."),
    "c.txt": ("2021-07-06", "Unconfirmed reports say 80 soldiers crossed into Tajikistan on July 6."),
}


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, (day, text) in REPORTS.items():
        (folder / name).write_text(f"---\npublished: {day}\noutlet: Radio Vakhsh\n---\n{text}\n")
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([folder])
        yield opened


@pytest.fixture
def browser(case, asking):
    return asking(create_app(case.situation, case_name="case.db", work=case))


def arrived(case):
    return case.tally(Question(Measure.ARRIVAL, place="TJ")).bounds.low


def id_of(case, words):
    return next(c.id for c in case.claims() if words in c.text)


def send(browser, path, **form):
    return browser.post(path, data={"who": "A. Rahimova", "why": "by the log", **form})


def test_a_rejected_figure_leaves_the_tally_and_comes_back_when_undone(case, browser):
    before = arrived(case)
    page = send(browser, "/work/decide", verb="reject", claim=id_of(case, "1,037"))
    assert page.status_code == 200
    assert "Decision 1: reject, recorded for A. Rahimova" in page.text
    assert arrived(case) == before - 1037
    page = send(browser, "/work/undo", number="1")
    assert "Decision 1 is undone" in page.text
    assert arrived(case) == before


def test_a_corrected_number_is_read_anew_everywhere(case, browser):
    send(browser, "/work/decide", verb="correct", claim=id_of(case, "1,037"), value="1,073")
    assert any(c.value == 1073 for c in case.claims())


def test_a_figure_is_redated_and_retyped(case, browser):
    key = id_of(case, "1,037")
    send(browser, "/work/decide", verb="redate", claim=key, date_start="2021-07-04", date_end="2021-07-05")
    send(browser, "/work/decide", verb="retype", claim=key, group="militants")
    (claim,) = [c for c in case.claims() if "1,037" in c.text]
    assert (str(claim.date_start), claim.group) == ("2021-07-04", "militants")


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"who": " "}, "Give your name"),
        ({"who": ""}, "Give your name"),
        ({"why": "  "}, "Give the reason"),
        ({"verb": "explode"}, "explode"),
        (
            {"verb": "correct", "value": "about 90"},
            "Give the number in digits, such as 1037 or 12.5, not “about 90”",
        ),
        ({"verb": "redate", "date_start": "5.7.2021"}, "Not recorded"),
        ({"verb": "merge", "other": "nothing"}, "Not recorded"),
    ],
)
def test_what_cannot_be_decided_is_said_and_recorded_nowhere(case, browser, form, told):
    page = send(browser, "/work/decide", **{"verb": "reject", "claim": id_of(case, "1,037"), **form})
    assert told in page.text
    assert case.decisions() == ()


def test_the_queue_holds_what_is_not_confirmed_with_its_reason(browser):
    page = browser.get("/work").text
    assert "80" in page
    assert "not confirmed" in page


def test_reloading_a_page_repeats_no_decision_and_tells_it_once(case, browser):
    page = send(browser, "/work/decide", verb="reject", claim=id_of(case, "1,037"))
    again = browser.get(page.url)
    assert "recorded for" not in again.text.split("Decided")[0]
    assert len(case.decisions()) == 1


def test_a_figure_told_by_phone_is_a_report_of_its_own_kind(case, browser):
    page = browser.post(
        "/work/paste",
        data={
            "text": "Some 45 soldiers crossed into Tajikistan on July 7.",
            "published": "2021-07-07",
            "outlet": "",
            "told_by": "Head of post 4, by radio",
            "who": "A. Rahimova",
        },
    )
    assert "Read: 2021-07-07-head-of-post-4-by-radio" in page.text
    report = next(r for r in case.reports() if "Head of post" in (r.outlet or ""))
    assert report.outlet == "Head of post 4, by radio, told to A. Rahimova"
    assert any(c.value == 45 and c.report == report.id for c in case.claims())


def test_an_uploaded_file_is_read(case, browser):
    text = b"---\npublished: 2021-07-08\noutlet: Wire\n---\nOn July 8, 12 soldiers crossed into Tajikistan.\n"
    page = browser.post("/work/upload", files={"file": ("../x/d.txt", text)}, data={"who": ""})
    assert "Read: d" in page.text
    assert len(case.reports()) == 4


def test_what_is_wrong_with_an_older_report_is_not_told_of_a_new_one(browser):
    told = {
        "text": "Some 12 families crossed into Tajikistan.",
        "who": "A. Rahimova",
        "outlet": "Radio Qal'a",
    }
    ahead = browser.post("/work/paste", data={**told, "published": "2091-01-01"}).text
    assert "It says that it was published on 2091-01-01, which has not come" in ahead
    text = b"---\npublished: 2021-07-09\noutlet: Wire\n---\nOn July 9, 14 soldiers crossed into Tajikistan.\n"
    after = browser.post("/work/upload", files={"file": ("d.txt", text)}, data={"who": ""}).text
    assert "Read: d;" in after
    assert "2091" not in re.search(r'class="told".*?</p>', after, re.DOTALL)[0]


def test_a_place_that_nobody_knows_is_told_when_a_figure_is_sent_there(case, browser):
    claim = id_of(case, "1,037")
    page = send(browser, "/work/decide", verb="retype", claim=claim, destination="Nowhereville")
    assert "No place called Nowhereville is known" in page.text
    page = send(browser, "/work/decide", verb="retype", claim=claim, destination="Khorog")
    assert "is known, so that" not in page.text


def test_an_upload_that_cannot_be_read_is_told(browser):
    page = browser.post("/work/upload", files={"file": ("x.txt", b"")}, data={"who": ""})
    assert page.status_code == 200
    assert "empty" in page.text


def test_posts_of_other_sites_are_refused(case, browser):
    answer = browser.post(
        "/work/decide",
        data={"verb": "reject", "claim": id_of(case, "1,037"), "who": "x", "why": "y"},
        headers={"origin": "http://evil.example"},
    )
    assert answer.status_code == 403
    assert case.decisions() == ()


def test_a_room_without_a_case_to_write_to_offers_no_forms(case, asking):
    client = asking(create_app(case.situation, case_name="case.db"))
    assert "read only" in client.get("/work").text
    assert client.post("/work/decide", data={}).status_code in (404, 405)


def test_every_figure_has_a_page_on_which_to_decide(case, browser):
    for claim in case.claims():
        page = browser.get(f"/work/{claim.id}")
        assert page.status_code == 200
        assert claim.text in page.text
    assert browser.get("/work/nothing").status_code == 404


def test_the_plan_page_takes_tables_and_gives_the_workbook(browser):
    template = browser.get("/plan/template.xlsx")
    assert load_workbook(BytesIO(template.content)).sheetnames[0] == "plan"
    toml = b"""
[[plan]]
start = 2021-07-05
days = 3
[[site]]
name = "<b>Field</b>"
capacity = 50
people = 70
"""
    page = browser.post("/plan", files={"file": ("plan.toml", toml)})
    assert page.status_code == 200
    assert "<b>Field</b>" not in page.text
    (address,) = re.findall(r'href="(/plan/[^"]+/result.xlsx)"', page.text)
    assert load_workbook(BytesIO(browser.get(address).content)).sheetnames[0] == "Summary"
    assert browser.get("/plan/none/result.xlsx").status_code == 404


def test_wrong_tables_are_told_with_where_and_what_to_do(browser):
    page = browser.post("/plan", files={"file": ("plan.toml", b'[[site]]\nname = "x"\ncapacity = "many"')})
    assert page.status_code == 400
    assert "plan.toml, site 1, capacity" in page.text


def test_names_of_files_and_reports_are_harmless():
    assert bare("../../etc/passwd") == "passwd"
    assert bare("C:\\x\\report.pdf") == "report.pdf"
    assert bare("..") == "report.txt"
    assert slug("Пост № 4") == "4"
    assert "\npublished: 2021" not in as_report("x", date(2020, 1, 1), "a\npublished: 2021", "")


def test_notices_are_told_once_and_do_not_pile_up():
    notices = Notices()
    tokens = [notices.keep(str(n)) for n in range(60)]
    assert notices.take(tokens[-1]) == "59"
    assert notices.take(tokens[-1]) == ""
    assert notices.take(tokens[0]) == ""


def test_a_proposal_to_the_forecast_is_accepted_in_the_room_and_undone(tmp_path, asking):
    folder = tmp_path / "reports"
    folder.mkdir()
    words = "Chad closed the Adre border crossing on 20 January, the governor said."
    (folder / "a.txt").write_text(f"---\npublished: 2024-01-21\noutlet: Wire\n---\n{words}\n")
    with Case.open(tmp_path / "other.db") as case:
        case.read([folder])
        browser = asking(create_app(case.situation, case_name="other.db", work=case))
        assert "Proposed to the forecast" in browser.get("/work").text
        (offer,) = case.proposals()
        send(browser, "/work/decide", verb="accept", claim=offer.proposal.id, place="Adre")
        assert [(o.state, o.site, o.who) for o in case.proposals()] == [("accepted", "Adre", "A. Rahimova")]
        send(browser, "/work/undo", number="1")
        assert [o.state for o in case.proposals()] == ["waiting"]
        send(browser, "/work/decide", verb="reject", claim=offer.proposal.id)
        assert [o.state for o in case.proposals()] == ["declined"]


def told(answer):
    found = re.search(r'<p class="told"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    return unescape(found[1])


def test_a_paste_of_more_than_a_megabyte_reaches_the_reader(browser, monkeypatch):
    monkeypatch.setattr(taking, "read", lambda *_, data, **__: f"Read: {data[:9]!r}; {len(data)} bytes.")
    text = "They walked. " * 90_000
    answer = browser.post("/work/paste", data={"text": text, "published": "2021-07-09", "who": "A. R."})
    assert "; 1170" in told(answer)


def test_a_paste_that_is_too_long_or_told_on_no_day_is_refused_with_what_to_do(browser, monkeypatch):
    text = {"text": "Some 300 people crossed.", "who": "", "told_by": "head of post 4"}
    assert "Give the day on which it was told." in told(browser.post("/work/paste", data=text))
    monkeypatch.setattr(pages, "MAX_BYTES", 1000)
    long = browser.post("/work/paste", data={"text": "x" * 3000, "published": "2021-07-09"})
    assert "Not read. The words are longer than 20 MB; save them as a file" in told(long)


def test_a_file_that_holds_no_report_is_named_as_such(browser):
    nothing = {"file": ("x.zip", b"PK\x05\x06" + bytes(18))}
    assert "No report was found in it." in told(browser.post("/work/upload", files=nothing, data={"who": ""}))


def test_a_report_in_another_language_is_named_as_such(browser):
    words = {"text": "Около 500 беженцев прибыли в Хатлон 5 июля, сообщил губернатор области."}
    assert "The report is in Russian" in told(
        browser.post("/work/paste", data={**words, "published": "2021-07-06"})
    )
