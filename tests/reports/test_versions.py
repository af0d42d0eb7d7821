"""Versions of one article, what changed between them, and withdrawals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.model import Report
from panj.reports import Change, articles, changes, known_from

URL = "https://herald.example/camp"
TEXT = "Officials in Korgan said that {} people had died.\n\nMore than {} people crossed the bridge.\n\n{}"
FIRST = TEXT.format(13, "1,250", "It rained.")
SECOND = TEXT.format(41, "1,900", "It is dry.")


def version(text: str, modified: str | None = None, **more: str) -> Report:
    return Report(text, "2021-04-30", url=more.pop("url", URL), modified=modified, **more)


def test_one_address_is_one_article_and_the_later_text_stands() -> None:
    old, new = version(FIRST), version(SECOND, "2021-05-02T10:00:00")
    other = version(FIRST, url="https://herald.example/other")
    found = articles([new, other, old])
    assert {a.versions for a in found} == {(old.id, new.id), (other.id,)}


@pytest.mark.parametrize("url", ["http://www.herald.example/camp/", URL + "#top", URL])
def test_addresses_are_compared_without_what_does_not_name_the_page(url: str) -> None:
    assert len(articles([version(FIRST), version(SECOND, url=url)])) == 1


def test_a_page_number_in_an_address_names_the_page() -> None:
    assert len(articles([version(FIRST, url=URL + "?id=1"), version(SECOND, url=URL + "?id=2")])) == 2


def test_without_addresses_outlet_and_headline_tell() -> None:
    named = {"outlet": "Valley Herald", "url": ""}
    old = version(FIRST, title="At least 13 killed in Korgan", **named)
    new = version(SECOND, "2021-05-02", title="At least 41 killed in Korgan", **named)
    other = version("One bridge is open.", title="Bridge reopens to trucks", **named)
    month = version("It rains again.", "2021-06-02", title="At least 99 killed in Korgan", **named)
    assert {a.versions for a in articles([old, new, other, month])} == {
        (old.id, new.id),
        (other.id,),
        (month.id,),
    }


def test_a_version_is_known_from_the_day_of_its_change() -> None:
    assert known_from(version(FIRST)) == date(2021, 4, 30)
    assert known_from(version(SECOND, "2021-05-02T10:00:00")) == date(2021, 5, 2)
    assert known_from(Report(FIRST)) is None


def test_changes_show_figures_first() -> None:
    found = changes(version("It rained.\n\n" + FIRST), version(SECOND))
    assert [c.figures for c in found if c.figures] == [(("13", "41"),), (("1,250", "1,900"),)]
    assert found[0].before is not None
    assert all(not c.figures for c in found[2:])


def test_added_and_dropped_sentences_are_told_apart() -> None:
    found = changes(
        version("It rained all night in the valley."),
        version("It rained all night in the valley.\n\nOne bridge fell."),
    )
    assert found == [Change(None, "One bridge fell.")]
    assert changes(version(FIRST), version(FIRST, "2021-05-02")) == []


@pytest.mark.parametrize(
    ("line", "withdrawn"),
    [
        ("This story has been withdrawn.", True),
        ("Reuters withdraws a story on the camp in Korgan", True),
        ("WITHDRAWN: Camp Fills", True),
        ("Troops were withdrawn from the valley on Monday.", False),
        ("The report was read by all.", False),
    ],
)
def test_withdrawals(line: str, withdrawn: bool) -> None:
    (article,) = articles([version(FIRST), version(f"{line}\n\nMore follows.", "2021-05-02")])
    assert article.withdrawn is withdrawn


@given(
    st.permutations(
        [version(FIRST), version(SECOND, "2021-05-02"), version(FIRST, url="https://x.example/1")]
    )
)
def test_articles_do_not_depend_on_order(reports: list[Report]) -> None:
    assert articles(reports) == articles(sorted(reports, key=lambda r: r.id))
