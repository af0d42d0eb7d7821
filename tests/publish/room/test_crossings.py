"""Who holds a crossing: said only where a report says it, with its sentence, its day, and who denies it."""

import re
from html import unescape

import pytest

from panj.publish.room import create_app
from panj.run import Case

REPORTS = {
    "a": ("2022-03-02", "Valley Radio", (
        "Rebels seized the crossing at Torkham on March 1, the Border Service said. "
        "The army was pushing towards Jalalabad, and the governor of Nangarhar flew to Kabul."
    )),
    "b": ("2022-03-03", "The Wire", (
        "The Defence Ministry denied that rebels had captured the Torkham crossing. "
    )),
    "c": ("2022-03-04", "The Wire", (
        "Rebels planned to capture the bridge at Sherkhan-Bandar within days, a commander said. "
        "Government troops retook the Spin Boldak crossing on March 4, residents said."
    )),
    "d": ("2022-03-05", "The Gazette", (
        "Rebels captured Imam Sahib district, which borders Tajikistan and has a crossing. "
        "The army handed over the Islam Qala crossing to Turkmen guards under an agreement."
    )),
    "e": ("2022-03-06", "The Herald", (
        "Pakistan reopened the Torkham crossing on March 6 after the Taliban promised to keep fighters away. "
        "Uzbekistan closed the Hairatan bridge, and Uzbek troops took up positions near Termez. "
        "The Taliban did not capture Zaranj, the governor said."
    )),
    "f": ("2022-03-07", "The Herald", (
        "Fighting continued for control of the Dand-e Patan crossing. "
    )),
    "g": ("2022-03-08", "Morning News", "The Red Crescent took control of the reception centre at Zaranj."),
    "h": ("2022-03-09", "Morning News", (
        "The army lost the Spin Boldak crossing to the rebels on March 8, a border officer said. "
        "The ministry said the crossing was still in the hands of government forces."
    )),
    "i": ("2022-03-10", "Morning News", (
        "Rebels drove the army out of the Kalai crossing on March 9. "
        "Rebels claimed to have taken the Rushan bridge. It was not clear who controlled the Rushan bridge. "
        "Rebels said they had pushed the army back from Kafr Nabl, a claim that the army rejected."
    )),
    "j": ("2022-03-11", "Lake Wire", (
        "Fighters took the airport at Kavumu without resistance. The Palanca checkpoint is working. "
        "Chad has reopened the Adre crossing, three days after soldiers shut it."
    )),
}  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Place → what the page shows of it, in words, as known at the end."""
    from starlette.testclient import TestClient

    folder = tmp_path_factory.mktemp("crossings")
    (folder / "reports").mkdir()
    for name, (day, outlet, text) in REPORTS.items():
        told = f"---\npublished: {day}\noutlet: {outlet}\n---\n{text}\n"
        (folder / "reports" / f"{name}.txt").write_text(told, "utf-8")
    with Case.open(folder / "case.db") as case:
        case.read([folder / "reports"])
        app = create_app(case.situation, case_name="case.db", work=case)
        page = TestClient(app, base_url="http://127.0.0.1:8600").get("/crossings").text
    found = re.findall(r'<article class="crossing">.*?</article>', page, re.DOTALL)
    return {_place(row): _plain(row) for row in found}


def _plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" ,", ",").replace(" ;", ";")


def _place(row):
    return _plain(re.search(r"<h3>(.*?)(?:<span|</h3>)", row, re.DOTALL)[1])


def test_a_holder_stands_with_who_says_so_who_denies_it_and_the_day(rows):
    told = rows["Torkham"]
    assert "Held by: Rebels – said by the Border Service; denied by Defence Ministry, 1 Mar 2022" in told
    assert "Rebels seized the crossing at Torkham" in told
    assert "denied that rebels had captured" in told


def test_what_a_party_says_of_itself_is_claimed(rows):
    assert "Held by: Rebels – claimed by Rebels" in rows["Rushan"]


def test_reports_against_each_other_stand_side_by_side(rows):
    told = rows["Spin Boldak"]
    assert "contradicted" in told
    assert "Held by: rebels – said by a border officer" in told
    assert "Held by: government forces – claimed by The ministry" in told


def test_who_is_handed_a_place_has_it(rows):
    assert "Held by: Turkmen guards" in rows["Islam Qala"]


@pytest.mark.parametrize(
    "place", ["Dand-e Patan", "Sherkhan-Bandar", "Zaranj", "Jalalabad", "Hairatan", "Kavumu"]
)
def test_fighting_plans_denials_and_parts_of_a_place_name_no_holder(rows, place):
    assert "Held by" not in rows.get(place, "")


@pytest.mark.parametrize(("place", "who"), [("Kalai", "army"), ("Kafr Nabl", "army")])
def test_who_lost_a_place_is_said_and_nobody_is_made_its_holder(rows, place, who):
    assert f"No more held by: {who}; nobody says who holds it now" in rows[place]
    assert " Held by" not in rows[place]


def test_a_denial_in_the_sentence_itself_stands_beside_the_claim(rows):
    assert "claimed by Rebels; denied by the army" in rows["Kafr Nabl"]


def test_a_district_is_no_crossing(rows):
    places = list(rows)
    assert places.index("Imam Sahib") > places.index("Hairatan")  # crossings stand first
    assert "Held by: Rebels" in rows["Imam Sahib"]


@pytest.mark.parametrize(("place", "state"), [("Torkham", "open"), ("Palanca", "open"), ("Adre", "open")])
def test_a_crossing_is_open_by_what_is_told_last_and_not_by_what_went_before(rows, place, state):
    assert f"{place} {state}" in rows[place]
