"""The attack on the public story: every page of every day is read for officials, routes and persons."""

import re
from datetime import date

import pytest

from panj.publish.brief import render as brief
from panj.publish.gate import gated
from panj.publish.room import create_app
from panj.publish.story_pages import render as story
from panj.run import Case
from panj.run.leaving import cleared

# Every day's report, and the words in it that no public page may show on any day.
REPORTS = {
    "2024-06-01": (
        "Rebels seized the town of Masisi in North Kivu on 31 May, its mayor, Baraka Mutombo, said.",
        ("Baraka", "Mutombo"),
    ),
    "2024-06-03": (
        (
            "Ugandan soldiers drove refugees back across the border on 2 June, residents said. They were "
            "loaded onto trucks at Kisoro and taken to Rutshuru."
        ),
        ("Kisoro", "Rutshuru"),
    ),
    "2024-06-04": (
        (
            "The administrator of Masisi, Baraka Mutombo, pledged that nobody would be harmed.\n\n"
            "Mutombo asked the United Nations for help on 3 June."
        ),
        ("Baraka", "Mutombo"),
    ),
    "2024-06-05": (
        (
            "Uganda closed the Bunagana border crossing on 4 June, an official said. Hundreds of people are "
            "waiting at Bunagana to cross the border. Soldiers were sent to the border on 4 June."
        ),
        ("waiting at Bunagana",),
    ),
    "2024-06-06": (
        (
            "Uganda opened a camp at Nyakabande on 5 June, said Amina Kavira, a refugee from Masisi.\n\n"
            "Uganda is considering a second camp at Rwamwanja, a colonel in Masisi, Jean Kabasele, said."
        ),
        ("Amina", "Kavira", "Kabasele"),
    ),
    "2024-06-07": (
        (
            "Tanzania deported Congolese asylum seekers through Kigoma on 6 June, a lawyer said.\n\n"
            "Soldiers were deployed to Sake on 6 June, police commander Eric Bahati in Sake said."
        ),
        ("Kigoma", "Bahati"),
    ),
    "2024-06-08": (
        (
            "Burundi denied that 300 people had been killed at Gatumba, the police spokesman said.\n\n"
            "Uganda expelled Congolese asylum seekers on 7 June, a lawyer said."
        ),
        (),
    ),
}
SECRETS = sorted({word for _, words in REPORTS.values() for word in words})


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for n, (day, (text, _)) in enumerate(REPORTS.items()):
        (folder / f"{n}.txt").write_text(f"---\npublished: {day}\noutlet: Wire {n}\n---\n{text}\n")
    with Case.open(tmp_path_factory.mktemp("case") / "case.db") as opened:
        opened.read([folder])
        yield opened


@pytest.fixture(scope="module")
def public(case):
    """What leaves the case on each day."""
    return {known: cleared(case, known) for known in days()}


def days():
    return [*(date.fromisoformat(day) for day in REPORTS), None]


def held(text):
    """The secrets that stand in a text."""
    return [s for s in SECRETS if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text)]


def test_the_words_are_read_at_all(case):
    """Without the gate they stand in the story, or the attack would prove nothing."""
    inside = story(case.situation()) + brief(case.situation(), format="md")
    assert {"Baraka", "Kigoma", "Amina", "Kabasele", "Bahati"} <= set(held(inside))


@pytest.mark.parametrize("known", days(), ids=str)
def test_no_story_nor_report_that_leaves_holds_them(public, known):
    situation = public[known].situation
    for page in (story(situation), story(situation, "html"), brief(situation, format="md")):
        assert held(page) == []
    assert held(repr(situation)) == [], "nor anything that a program could draw from it"


def test_no_page_of_the_public_room_holds_them(case, asking):
    browser = asking(create_app(gated(case.situation), case_name="case"))
    pages = ["/", "/story", "/reports", "/claims", "/plan", "/work", "/api/v1/claims", "/api/v1/outlook"]
    pages += [f"/story?known={day}" for day in ("2024-06-04", "2024-06-07")]
    for page in pages:
        answer = browser.get(page)
        assert answer.status_code == 200, page
        assert held(answer.text) == [], page


def test_the_public_story_is_told_all_the_same(public):
    situation = public[None].situation
    told = " ".join(line.text for line in situation.story)
    assert "[official 1] asked the United Nations for help" in told
    assert "Uganda opened a camp at Nyakabande" in told
    assert "Uganda closed the [a crossing in" in told
    assert "Soldiers were sent to the border on 4 June" in told, "what stands beside a withheld sentence"
    assert "Uganda expelled Congolese asylum seekers on 7 June" in told, "a forced return without its route"
    assert any(s.place == "Nyakabande" for s in situation.sites)
    rules = {w.rule for w in public[None].withheld}
    assert {"officials", "routes", "persons", "waiting", "crossings"} <= rules


def test_a_line_never_holds_more_than_one_sentence(case, public):
    from panj.language import sentences

    for line in public[None].situation.story:
        report = case.situation().reports[line.report]
        assert line.sentence in sentences(report.text), line.text


def test_the_same_official_is_the_same_one_on_every_day(public):
    found = set()
    for known in days()[2:]:
        told = " ".join(line.text for line in public[known].situation.story)
        found |= set(re.findall(r"(\[official \d+\]) asked the United Nations", told))
    assert len(found) == 1
