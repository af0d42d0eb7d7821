"""The parts of a text: what an officer would call headline, body, caption, correction or page furniture."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.model import BlockKind
from panj.reports import blocks

LEAD = "The governor of the valley said on Monday that 300 people had reached the camp."
MORE = "Another 40 families were waiting at the bridge for buses, according to the Red Crescent."
LAST = "The river has risen by two metres since the rains began, and the road is cut in three places."


def kinds(text: str) -> dict[str, str]:
    return {text[b.start : b.end]: b.kind.value for b in blocks(text)}


def article(*extra: str, head: tuple[str, ...] = ("Camp Fills As River Rises",)) -> str:
    return "\n\n".join([*head, LEAD, *extra, MORE, LAST])


def test_first_line_is_the_title_and_paragraphs_are_body() -> None:
    found = kinds(article())
    assert found["Camp Fills As River Rises"] == "title"
    assert [found[p] for p in (LEAD, MORE, LAST)] == ["body"] * 3


def test_a_text_that_starts_with_its_lead_has_no_title() -> None:
    assert set(kinds("\n".join([LEAD, MORE, LAST])).values()) == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "SEE ALSO: Bridge Closed After Second Flood",
        "Share",
        "Share Print Comments (7)",
        "Leave a Reply",
        "Your email address will not be published.",
        "Your browser doesn’t support HTML5",
        "ADVERTISEMENT",
        "Sign up for our newsletter",
        "Related articles",
        "Placeholder while article actions load",
        "What to know about the dam above the valley",
        "Ferry pilots wait for the water to fall as markets stay shut",
    ],
)
def test_furniture_between_paragraphs(line: str) -> None:
    assert kinds(article(line))[line] == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "A previous version of this article gave 300 families. It was 300 people.",
        "Correction: the bridge is 40 metres long, not 400.",
        "(This March 3 story corrects the name of the river in paragraph 2)",
        "CORRECTION (March 4): the camp holds 500 people.",
    ],
)
def test_corrections(line: str) -> None:
    assert kinds(article(line))[line] == "correction"


@pytest.mark.parametrize(
    "line",
    [
        "People walk through water near the camp on March 2. (file photo)",
        "People walk through water near the camp. — AFP",
        "Tents near the river on March 2. (Photo: Red Crescent)",
        "The bridge seen from above on Monday. (AP)",
        "Photo: Valley Red Crescent",
    ],
)
def test_captions_by_their_credit(line: str) -> None:
    assert kinds(article(line))[line] == "caption"


def test_a_sentence_between_title_and_dateline_is_the_caption() -> None:
    caption = "A camp for people from the valley, near the bridge."
    dateline = "KORGAN -- " + LEAD
    found = kinds("\n\n".join(["Camp Fills", caption, dateline, MORE]))
    assert found[caption] == "caption"
    assert found[dateline] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "By Anna Writer",
        "By the Valley Radio's Night Service",
        "Updated 4 March, 2021",
        "March 04, 2021 11:52 GMT",
        "AFP | Published March 4, 2021",
        "Reuters",
        "• publish: 4 March 2021",
    ],
)
def test_lines_about_the_report_above_the_body(line: str) -> None:
    assert kinds(article(head=("Camp Fills As River Rises", line)))[line] == "meta"


@pytest.mark.parametrize(
    "line",
    [
        "With reporting by Asia-Plus",
        "(Reporting by Anna Writer; Editing by Ben Reader)",
        "Anna Writer in Korgan contributed to this report.",
        "Published in the Valley Herald, March 4th, 2021",
    ],
)
def test_lines_about_the_report_below_the_body(line: str) -> None:
    assert kinds(article() + "\n\n" + line)[line] == "meta"


def test_a_masthead_with_its_slogan_glued_on_is_no_title() -> None:
    found = kinds(article(head=("The GuardianNews From Everywhere", "Camp Fills As River Rises")))
    assert found["The GuardianNews From Everywhere"] == "meta"
    assert found["Camp Fills As River Rises"] == "title"


def test_the_title_of_a_film_that_cannot_be_shown_is_furniture() -> None:
    text = "\n".join(
        [LEAD, "Your browser doesn’t support HTML5", "Valley Tense As Water Nears The Town", MORE]
    )
    assert kinds(text)["Valley Tense As Water Nears The Town"] == "furniture"


def test_lists_and_tables_stay_in_the_body() -> None:
    rows = ["• 1,200 people in the school of Korgan", "• 300 people in tents", "Korgan\t1,200", "Total 1,500"]
    found = kinds(article(*rows))
    assert [found[row] for row in rows] == ["body"] * 4


def test_headings_of_a_situation_report_are_not_body() -> None:
    assert kinds(article("Population movements"))["Population movements"] == "meta"


def test_prose_that_starts_like_furniture_stays_in_the_body() -> None:
    line = (
        "Search teams found 12 people on the roof of the school on Monday, the fire service said. "
        "All of them were taken to Korgan by boat before night fell over the valley."
    )
    assert kinds(article(line))[line] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "More from the northern villages are on their way to the camp, where 1,250 people sleep in the open.",
        "All of them were told to sign up for food at the camp, and 4,300 had done so when it closed.",
    ],
)
def test_a_sentence_with_figures_is_spared(line: str) -> None:
    assert kinds(article(line))[line] == "body"


def test_figures_listed_without_marks_stay_in_the_body() -> None:
    rows = [
        "New arrivals at the northern crossing 1,250 since Monday",
        "Families below the dam 340 by nightfall",
    ]
    found = kinds(article(*rows))
    assert [found[row] for row in rows] == ["body"] * 2


def test_the_last_paragraph_of_agency_copy_keeps_its_figures() -> None:
    last = "The valley has taken in 4,300 people since the spring, the Red Crescent said. - AFP"
    found = kinds(article(MORE.replace("40", "60"), LAST.replace("two", "six")) + "\n\n" + last)
    assert found[last] == "body"


def test_a_dash_in_the_second_paragraph_does_not_make_the_lead_a_caption() -> None:
    second = (
        "Valley officials – who asked not to be named – said that the camp had no water left on Monday night."
    )
    found = kinds("\n\n".join(["Camp Fills As River Rises", LEAD, second, MORE]))
    assert found[LEAD] == "body"


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    text = (
        "The governor of the valley said on Monday that 300 people had\n"
        "reached the camp near the river and that more were on the road,\n"
        "waiting for boats to carry them over to the other bank.\n\n"
        "Another 40 families were waiting at the bridge for buses to come,\n"
        "according to the Red Crescent, which runs the kitchens there.\n"
    )
    found = blocks(text)
    assert [b.kind for b in found] == [BlockKind.BODY] * 2
    assert text[found[0].start : found[0].end].endswith("other bank.")


@given(st.text(alphabet=st.sampled_from("aB .\n\t•—:/'1,é"), max_size=200))
def test_blocks_cover_every_word_in_order_and_never_overlap(text: str) -> None:
    found = blocks(text)
    covered = set()
    for before, after in pairwise(found):
        assert before.end <= after.start
    for block in found:
        assert block.start < block.end
        covered.update(range(block.start, block.end))
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


@pytest.mark.parametrize(
    "line",
    [
        "People injured: 120",
        "Killed: 12",
        "Families displaced: about 300 (as of 5 July)",
        "New arrivals (last 24 hours): 350",
        "In need: 30,000",
        "Funding required: USD 12 million",
    ],
)
@pytest.mark.parametrize("place", ["under the title", "between paragraphs", "at the end"])
def test_a_field_of_a_situation_report_is_content_wherever_it_stands(line: str, place: str) -> None:
    prose = "The river rose in the night and the lower town was flooded, the mayor said."
    parts = {
        "under the title": ["Korgan flood: report 3", line, prose, prose],
        "between paragraphs": ["Korgan flood: report 3", prose, line, prose],
        "at the end": ["Korgan flood: report 3", prose, prose, line],
    }[place]
    text = "\n\n".join(parts)
    assert BlockKind.BODY in {b.kind for b in blocks(text) if text[b.start : b.end] == line}


@pytest.mark.parametrize(
    "line", ["Phone: 555 1234", "Page: 3", "Sitrep No: 12", "Date: 5 July 2021", "Views: 1200"]
)
def test_a_field_about_the_report_is_none_of_its_content(line: str) -> None:
    text = (
        f"Korgan flood: report 3\n\n{line}\n\nThe river rose in the night and the town was flooded, he said."
    )
    assert BlockKind.BODY not in {b.kind for b in blocks(text) if text[b.start : b.end] == line}
