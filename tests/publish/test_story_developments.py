"""The story tells what happened besides figures: by day, in the sources' words, with what contradicts and what moved."""  # noqa: E501

from datetime import date
from pathlib import Path

import pytest

from panj.model import Report
from panj.publish.story_pages import render
from panj.run import Case

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
PUBLISHED = {
    "000": "2021-07-23",
    "001": "2021-09-13",
    "002": "2021-07-06",
    "003": "2021-07-03",
    "004": "2021-07-05",
}

MAYOR = """Rebels seized Bunagana on Monday, June 13, the mayor of Bunagana said.

Uganda is considering a camp in Kisoro district for the refugees.
"""
ARMY = """The defence ministry said that Bunagana was cleared of rebels on June 13.

The alliance has scheduled military exercises in Kenya in October.
"""
LATER = """Uganda will set up a camp in Kisoro district for the refugees, an official said.
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name, day, text in [
        ("mayor", "2022-06-14", MAYOR),
        ("army", "2022-06-15", ARMY),
        ("later", "2022-06-20", LATER),
    ]:
        (folder / f"{name}.txt").write_text(
            f"---\noutlet: {name.title()} Wire\npublished: {day}\n---\n{text}", encoding="utf-8"
        )
    with Case.open(folder / "case.db") as case:
        case.read([folder])
        yield case


def lines(case, known=None) -> dict[str, object]:
    return {" ".join(line.text.split()): line for line in case.situation(known).story}


def line(case, words: str, known=None):
    return next(found for text, found in lines(case, known).items() if words in text)


def test_every_line_is_the_reports_own_words_and_opens_its_sentence(case):
    situation = case.situation()
    assert situation.story
    for told in situation.story:
        text = " ".join(situation.reports[told.report].text.split())
        for part in told.text.split("…"):
            assert part.strip() in text
        assert told.sentence.of(situation.reports[told.report].text).strip()


def test_opposed_tellings_stand_side_by_side_and_point_to_each_other(case):
    fell, cleared = line(case, "seized Bunagana"), line(case, "cleared of rebels")
    assert (cleared.report, cleared.sentence) in fell.against
    assert (fell.report, fell.sentence) in cleared.against


def test_a_preparation_shows_how_far_it_was_with_the_day_of_each_step(case):
    assert line(case, "considering a camp").stage == "considered"
    stage = line(case, "will set up a camp").stage
    assert stage.startswith("considered (14 Jun 2022) → announced")


def test_what_is_planned_lies_ahead_until_its_day(case):
    assert line(case, "exercises in Kenya").ahead
    assert line(case, "exercises in Kenya").day == date(2022, 10, 31)
    assert not line(case, "exercises in Kenya", date(2022, 12, 1)).ahead


def test_a_plan_whose_day_has_passed_is_told_on_the_day_it_was_made_known(case):
    assert line(case, "exercises in Kenya", date(2022, 12, 1)).day == date(2022, 6, 15)


def test_nothing_is_told_before_it_was_known(case):
    assert not any("cleared of rebels" in text for text in lines(case, date(2022, 6, 14)))
    assert line(case, "seized Bunagana", date(2022, 6, 14)).against == ()


@pytest.mark.parametrize("kind", ["md", "html"])
def test_the_pages_say_who_said_it_and_what_is_against_it(case, kind):
    page = render(case.situation(), kind)
    assert "seized Bunagana" in page
    assert "Mayor Wire" in page
    assert "contradicted" in page
    assert "Against it:" in page
    assert page.index("seized Bunagana") < page.index("Ahead") < page.index("exercises in Kenya")
    assert page == render(case.situation(), kind)


def test_what_a_report_says_cannot_become_markup(tmp_path):
    (tmp_path / "r.txt").write_text(
        "---\npublished: 2022-06-14\n---\nRebels seized Bunagana <script>alert(1)</script> on Monday.",
        encoding="utf-8",
    )
    with Case.open(tmp_path / "case.db") as case:
        case.read([tmp_path / "r.txt"])
        assert "<script>" not in render(case.situation(), "html")


@pytest.mark.shared
@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the seeds lie beside the checkout in ../shared, which is absent"
)
def test_the_story_of_the_seeds(tmp_path):
    for path in sorted(SEEDS.glob("*.txt")):
        name = path.name[:3]
        text = path.read_text(encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text(
            f"---\npublished: {PUBLISHED[name]}\noutlet: {name}\n---\n{text}", encoding="utf-8"
        )
    with Case.open(tmp_path / "case.db") as case:
        case.read([tmp_path])
        told = case.situation(date(2021, 9, 13)).story
        reports = {r.id: r for r in case.reports()}
    assert_told(told, reports)


def assert_told(told, reports: dict[str, Report]) -> None:
    def having(*words: str):
        return [x for x in told if all(w in x.text for w in words)]

    cleared, fallen = having("Badakhshan", "cleared"), having("all but one")
    assert cleared
    assert any((x.report, x.sentence) in cleared[0].against for x in fallen)
    assert [x.stage.split(" ")[0] for x in having("considering", "camps")] == ["considered"]
    assert any("announced" in x.stage for x in having("Jaihun"))
    assert [x.stage for x in having("set up a tent")] == ["open"]
    drills = [x for x in told if x.kind == "exercise" and x.ahead]
    assert {x.day for x in drills} == {date(2021, 10, 31), date(2021, 11, 30)}
    assert any("31 Aug 2021" in x.remark for x in having("Sept. 11"))
    assert any("11 Sep 2021" in x.remark for x in having("August 31"))
    assert having("banning them from living in the capital")
    assert all(x.sentence.of(reports[x.report].text) for x in told)
