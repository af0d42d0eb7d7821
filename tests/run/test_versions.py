"""A corrected article counts once: its last version known on the day, and the first until then."""

from datetime import date

import pytest

from panj.model import Measure, Question
from panj.run import Case

URL = "https://valley.example/2021/07/crossing"


def page(text, modified=None, url=URL, published="2021-07-05"):
    changed = f"modified: {modified}\n" if modified else ""
    return f"---\npublished: {published}\noutlet: Valley Herald\nurl: {url}\n{changed}---\n{text}\n"


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "first.txt").write_text(page("On July 5, 900 people crossed into Tajikistan, guards said."))
    (folder / "second.txt").write_text(
        page("On July 5, 1,300 people crossed into Tajikistan, guards said.", modified="2021-07-08")
    )
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([folder])
        yield opened


def counted(case, known):
    tally = case.tally(Question(Measure.ARRIVAL, place="Tajikistan", known=known))
    return tally.bounds.low, tally.bounds.high, len(tally.conflicts)


def test_the_first_version_stands_until_the_correction_is_known(case):
    assert [r.name for r in case.reports(date(2021, 7, 5))] == ["first"]
    assert counted(case, date(2021, 7, 7))[0] == 850


@pytest.mark.parametrize("known", [date(2021, 7, 8), None])
def test_the_correction_stands_in_its_place(case, known):
    first, second = case.report("first"), case.report("second")
    assert {r.name for r in case.reports(known)} == {"first", "second"}, "the first stays in the record"
    assert case.superseded(known) == {first.id: second.id}
    assert {c.report for c in case.claims(known)} == {second.id}
    assert counted(case, known) == (1250, 1349, 0), "neither added to the first nor set against it"


def test_of_two_copies_of_one_moment_the_whole_one_stands(tmp_path):
    text = "On July 5, 900 people crossed into Tajikistan, guards said."
    (tmp_path / "cut.txt").write_text(page(text))
    (tmp_path / "whole.txt").write_text(page(f"{text}\n\nOf them 40 went on to Dushanbe."))
    with Case.open(tmp_path / "case.db") as case:
        case.read([tmp_path / "whole.txt", tmp_path / "cut.txt"])
        assert case.superseded() == {case.report("cut").id: case.report("whole").id}


def test_two_articles_of_one_outlet_with_like_headlines_are_two(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for day, people in ((5, 134), (6, 94)):
        text = f"On July {day}, {people} people crossed into Tajikistan, guards said."
        made = page(text, url=f"{URL}/{day}", published=f"2021-07-0{day}")
        made = made.replace("outlet", f"title: {people} people cross the river\noutlet")
        (folder / f"{day}.txt").write_text(made)
    with Case.open(tmp_path / "case.db") as case:
        case.read([folder])
        assert case.superseded() == {}
        assert counted(case, None)[0] == 228


def test_a_file_that_was_edited_counts_as_it_stands_now(tmp_path):
    path = tmp_path / "note.txt"
    head = "---\npublished: 2021-07-05\n---\n"
    with Case.open(tmp_path / "case.db") as case:
        for people in (900, 1300, 900):
            path.write_text(f"{head}On July 5, {people} people crossed into Tajikistan, guards said.\n")
            case.read([path])
            for known in (date(2021, 7, 5), None):
                assert counted(case, known)[0] == people - 50
        assert len(case.reports()) == 2, "the text before the edit stays in the record"
        path.write_text("---\npublished: 2021-07-06\n---\nOn July 6, 60 people crossed into Tajikistan.\n")
        case.read([path])
        assert counted(case, None)[0] == 850 + 60, "a text of another day is another report"


def test_an_edited_file_is_one_report_to_its_user(tmp_path):
    path = tmp_path / "note.txt"
    with Case.open(tmp_path / "case.db") as case:
        for people in (900, 1300):
            path.write_text(f"Some {people} people crossed into Tajikistan, guards said.\n")
            summary = case.read([path])
        assert [p.code for p in summary.problems] == ["R007"], "only the text that stands needs a date"
        case.read([], given_dates={"note": "2021-07-05"})
        assert "1300" in case.report("note").text
        assert case.problems() == []
