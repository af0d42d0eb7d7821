"""An outlet's own notice of withdrawal takes its story out of the tallies from its day on, and not before."""

from datetime import date

import pytest

from panj.model import Measure, Question
from panj.run import Case

STORY = "On July 5, 900 people crossed into Tajikistan at the river of Korgan, guards said.\n\nThey were fed."
OTHER = "On July 6, 340 herders crossed into Tajikistan from Badakhshan, a doctor of the hospital said."
URL = "https://valley.example/2021/07/crossing"
BEFORE, AFTER = date(2021, 7, 8), date(2021, 7, 9)


def text(body, *, published, outlet="Valley Herald", **more):
    lines = [f"{k}: {v}" for k, v in {"published": published, "outlet": outlet, **more}.items()]
    return "\n".join(["---", *lines, "---", body, ""])


def counted(case, known):
    return case.tally(Question(Measure.ARRIVAL, place="Tajikistan", known=known)).bounds.low


@pytest.fixture
def read(tmp_path):
    """Reads one file after the other, as they arrive, into a case."""
    with Case.open(tmp_path / "case.db") as case:

        def take(**files):
            for name, body in files.items():
                path = tmp_path / f"{name}.txt"
                path.write_text(body, encoding="utf-8")
                case.read([path])
            return case

        yield take


NOTICES = {
    "at its address": text("This story has been withdrawn.", published="2021-07-09", url=URL),
    "at its address, the day in its words": text(
        "This story was withdrawn on 9 July 2021 because its figures could not be confirmed.",
        published="2021-07-05",
        url=URL,
    ),
    "with the story below": text(
        f"Editor's note: This article has been retracted.\n\n{STORY}", published="2021-07-09", url=URL
    ),
    "under its headline": text(
        "The Herald could not confirm it.",
        published="2021-07-09",
        title="WITHDRAWN: Hundreds cross at Korgan",
    ),
    "quoting its headline": text(
        "Our story “Hundreds cross at Korgan”, published on Monday, has been withdrawn.",
        published="2021-07-09",
        title="A note to readers",
    ),
}


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_a_story_leaves_the_tally_on_the_day_of_its_notice_and_stays_in_the_record(read, notice):
    title = {"title": "Hundreds cross at Korgan"}
    read(story=text(STORY, published="2021-07-05", url=URL, **title))
    case = read(other=text(OTHER, published="2021-07-06", outlet="River Radio"))
    before = counted(case, None)
    assert before > 1100
    read(notice=notice)
    story = case.report("story")
    assert counted(case, BEFORE) == before, "what was known before stays as it was"
    assert counted(case, AFTER) == counted(case, None)
    assert 300 < counted(case, AFTER) < 400, "the other report still counts"
    assert story.id in {r.id for r in case.reports(AFTER)}
    assert "Valley Herald took it back" in case.withdrawn(AFTER)[story.id].reason
    assert case.withdrawn(BEFORE) == {}
    assert story.id in case.situation(AFTER).withdrawn


def test_a_copy_goes_with_the_text_that_its_first_outlet_took_back(read):
    more = "The mayor opened two schools, and a baker of the town brought bread for all of them at noon."
    long = f"{STORY}\n\n{more}"
    read(story=text(long, published="2021-07-05", url=URL))
    read(copy=text(long, published="2021-07-06", outlet="Hill Post"))
    case = read(notice=text("This story has been withdrawn.", published="2021-07-09", url=URL))
    assert counted(case, BEFORE) > 800
    assert counted(case, AFTER) == 0
    assert "a copy" in case.withdrawn()[case.report("copy").id].reason


def test_a_story_that_was_restored_counts_again(read):
    read(story=text(STORY, published="2021-07-05", url=URL))
    read(
        notice=text("This story has been withdrawn.", published="2021-07-05", modified="2021-07-09", url=URL)
    )
    case = read(
        again=text(
            f"{STORY}\n\nA guard confirmed it.", published="2021-07-05", modified="2021-07-12", url=URL
        )
    )
    assert counted(case, date(2021, 7, 10)) == 0
    assert counted(case, date(2021, 7, 12)) > 800


@pytest.mark.parametrize(
    "line",
    [
        "The army withdraws its troops from the valley",
        "The ministry has withdrawn its report on the crossing",
        "Withdrawn soldiers reach the river of Korgan",
        "The report was removed from the office by a guard, the mayor said.",
        "Another outlet's story about a flood in the hills is still read by many.",
    ],
)
def test_news_of_a_withdrawal_is_no_notice(read, line):
    read(story=text(STORY, published="2021-07-05", url=URL, title="Hundreds cross at Korgan"))
    case = read(later=text(f"{line}\n\n{STORY}", published="2021-07-09", url=URL))
    assert case.withdrawn() == {}
    assert counted(case, None) > 800
