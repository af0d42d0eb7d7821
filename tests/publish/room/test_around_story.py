"""Who said what, what lies ahead, crossings and what is not known: drawn from what reports say."""

import re
from html import unescape

import pytest

from panj.publish.room import create_app
from panj.run import Case

REPORTS = {
    "a": ("2021-07-05", "Radio Vakhsh", (
        "The Taliban seized the crossing at Sherkhan-Bandar on July 4, the Border Service said. "
        "On July 5, 1,037 Afghan soldiers crossed into Tajikistan, the Border Service said. "
        "The ministry will hold exercises near the border on August 10, it said."
    )),
    "b": ("2021-07-08", "The Wire", (
        "Tajikistan closed the crossing at Nizhny Panj on July 7, the Interior Ministry said. "
        "The Interior Ministry denied that 1,037 soldiers had crossed into Tajikistan."
    )),
    "c": ("2021-07-20", "The Gazette", "The crossing at Nizhny Panj reopened on July 19, officials said."),
}  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("around")
    (folder / "reports").mkdir()
    for name, (day, outlet, text) in REPORTS.items():
        (folder / "reports" / f"{name}.txt").write_text(
            f"---\npublished: {day}\noutlet: {outlet}\n---\n{text}\n", "utf-8"
        )
    with Case.open(folder / "case.db") as case:
        case.read([folder / "reports"])
        yield case


@pytest.fixture
def browser(opened, asking):
    return asking(create_app(opened.situation, case_name="case.db", work=opened))


def words_of(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_a_crossing_is_open_or_closed_as_reported_last(browser):
    closed = words_of(browser.get("/crossings?known=2021-07-10"))
    assert re.search(r"Panj\w* closed .*last reported 8 Jul 2021, 2 days ago", closed)
    reopened = words_of(browser.get("/crossings"))
    assert re.search(r"Panj\w* open last reported 20 Jul 2021", reopened)
    assert "Tajikistan closed the crossing at Nizhny Panj" in reopened


def test_who_holds_a_crossing_stands_with_its_sentence(browser):
    said = words_of(browser.get("/crossings?known=2021-07-05"))
    assert "Held by: Taliban" in said or "Held by: The Taliban" in said
    assert "seized the crossing at Sherkhan-Bandar" in said
    assert "closed" not in said.split("Crossings, bridges, posts")[1].split("Other places")[0]


def test_a_figure_and_its_denial_stand_side_by_side(browser):
    said = words_of(browser.get("/said"))
    block = said.split("Said against each other")[1].split("By speaker")[0]
    assert "1,037 Afghan soldiers crossed" in block
    assert "denied that 1,037" in block


def test_speakers_are_filtered_by_name_and_topic(browser):
    page = browser.get("/said?speaker=the Border Service")
    said = words_of(page).split("By speaker")[1]
    assert "seized the crossing" in said
    assert "reopened" not in said
    only = words_of(browser.get("/said?topic=crossings")).split("By speaker")[1]
    assert "closed the crossing" in only
    assert "1,037 Afghan" not in only
    assert "Nobody is reported" in words_of(browser.get("/said?speaker=nobody"))


def test_what_lies_ahead_has_its_day_and_passes_when_nothing_is_told_of_it(browser):
    before = words_of(browser.get("/ahead?known=2021-08-01"))
    assert "10 Aug 2021 in 9 days" in before
    after = words_of(browser.get("/ahead?known=2021-09-01"))
    assert "10 Aug 2021 22 days ago" in after.split("Was planned for a day that has passed")[1]


def test_what_a_figure_lacks_is_said_and_what_it_has_is_not(browser):
    page = browser.get("/unknown").text
    assert re.search(r'is-absent"><span class="gap-label">Sex and age</span> not said', page)
    assert re.search(r'is-absent"><span class="gap-label">Last said</span> nothing since \d+ Jul 2021', page)
    early = browser.get("/unknown?known=2021-07-05").text
    assert re.search(r'<td><span class="gap-label">Last said</span> 5 Jul 2021', early)


@pytest.mark.parametrize("path", ["/said", "/ahead", "/crossings"])
def test_every_sentence_opens_its_evidence(browser, path):
    page = browser.get(path).text
    links = set(re.findall(r'class="words" href="(/evidence/[^"]+)"', page))
    assert links
    for link in links:
        assert browser.get(link).status_code == 200


@pytest.mark.parametrize(
    "path", ["/said", "/ahead", "/crossings", "/unknown", "/verify", "/handover", "/changes"]
)
def test_every_page_is_two_clicks_from_the_first(browser, path):
    seen = {"/"}
    for page in ("/", "/story", "/work"):
        seen |= {
            m.split("?")[0].split("#")[0] for m in re.findall(r'href="(/[^"]*)"', browser.get(page).text)
        }
    assert path in seen
    assert {"/story", "/work"} <= set(re.findall(r'href="(/[^"?#]*)', browser.get("/").text))


def test_a_voice_that_told_of_several_days_is_not_said_to_have_reversed_itself(browser):
    assert "Reversal" not in browser.get("/said").text
