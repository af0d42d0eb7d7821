"""HTML pages: the article without the page around it, and what the page says of its own publication."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.errors import ReportError
from panj.model import Table
from panj.reports.corrections import corrections_in, read_correction
from panj.reports.page import read_page
from panj.reports.page_facts import moment

LEAD = "KORGAN -- About 1,250 people have crossed the Sarim Bridge since Sunday, officials said on March 5."
MORE = (
    "Another 40 families were waiting on the other bank for buses, according to the Red Crescent of Korgan."
)
LAST = "The river has risen by two metres since the rains began, and the road to the town is cut in places."
CAPTION = "People wade through water below the bridge on March 4."


def page(
    *,
    head: str = "",
    lead: str = "",
    extra: str = "",
    after: str = "",
    title: str = "Camp Fills As River Rises",
) -> str:
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>{title} | Valley Herald</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to improve your visit.</p></div>
<main><article><h1>{title}</h1>{lead}<p>{LEAD}</p>{extra}<p>{MORE}</p><p>{LAST}</p></article></main>{after}
<aside><h3>Most read</h3><ul><li><a href="/2">Ferry sinks with 90 aboard</a></li></ul></aside>
<footer><p>© 2018 Valley Herald. All rights reserved.</p></footer></body></html>"""


def ld(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


def test_text_is_the_article_and_nothing_else() -> None:
    assert read_page(page()).text == "\n\n".join([LEAD, MORE, LAST])


@pytest.mark.parametrize(
    "inset",
    [
        '<div class="related"><p>SEE ALSO: <a href="/1">Dam Closed For Repairs</a></p></div>',
        "<p>Your browser doesn’t support HTML5</p>",
        "<p>ADVERTISEMENT</p>",
        "<p>Sign up for our newsletter</p>",
        "<p>By Anna Writer</p>",
        "<script>alert('500 people')</script>",
        "<!-- 500 people -->",
    ],
)
def test_insets_are_left_out(inset: str) -> None:
    assert read_page(page(extra=inset)).text == "\n\n".join([LEAD, MORE, LAST])


def test_captions_and_tables_are_kept_apart() -> None:
    figure = f'<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    table = (
        "<table><caption>Arrivals by crossing</caption><tr><th>Crossing</th><th>People</th></tr>"
        "<tr><td>Sarim</td><td>1,250</td></tr><tr><td>Dosten</td><td>90</td></tr></table>"
    )
    found = read_page(page(lead=figure, extra=table))
    assert found.captions == (CAPTION,)
    rows = (("Crossing", "People"), ("Sarim", "1,250"), ("Dosten", "90"))
    assert found.tables == (Table(rows, "Arrivals by crossing"),)
    assert found.text == "\n\n".join([LEAD, MORE, LAST])


def test_tables_that_place_text_are_no_tables() -> None:
    html = (
        "<html><body><table><tr><td>Menu<ul><li>Home</li><li>News</li></ul></td><td>"
        f"<h1>Camp Fills</h1><p>5. 3. 2018</p><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></td></tr></table>"
        "</body></html>"
    )
    found = read_page(html)
    assert found.tables == ()
    assert MORE in found.text
    assert "Menu" not in found.text
    assert found.published == "2018-03-05"


def test_json_ld_comes_before_meta_and_says_so() -> None:
    head = ld(
        headline="Camp fills",
        datePublished="2018-03-05T21:30:00.123Z",
        dateModified="2018-03-06T07:00:00Z",
        author=[{"@type": "Person", "name": "Anna Writer"}],
        publisher={"@type": "Organization", "name": "The Valley Herald"},
        url="https://herald.example/camp",
    )
    found = read_page(page(head=head + '<meta property="article:published_time" content="2018-01-01">'))
    assert (found.published, found.modified) == ("2018-03-05T21:30:00+00:00", "2018-03-06T07:00:00+00:00")
    assert (found.outlet, found.author) == ("The Valley Herald", "Anna Writer")
    assert found.url == "https://herald.example/camp"
    assert dict(found.known_by)["published"] == "JSON-LD"


def test_the_headline_that_readers_see_wins() -> None:
    head = (
        ld(headline="Camp fills: what we know")
        + '<meta property="og:title" content="Camp fills: what we know">'
    )
    assert read_page(page(head=head)).title == "Camp Fills As River Rises"


def test_a_site_name_in_a_heading_is_no_headline() -> None:
    html = page().replace("<nav>", "<h1>Valley Herald Online</h1><nav>")
    assert read_page(html).title == "Camp Fills As River Rises"


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[1, 2",
        '{"@type": ["NewsArticle", 3], "headline": {"a": 1}, "publisher": 7, "author": [null]}',
        "null",
    ],
)
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    found = read_page(page(head=f'<script type="application/ld+json">{broken}</script>'))
    assert found.title == "Camp Fills As River Rises"
    assert found.outlet == "Valley Herald"


def test_publication_is_told_from_posting() -> None:
    listed = (
        "<dl><dt>Source</dt><dd><ul><li>IOM</li></ul></dd><dt>Posted</dt><dd>"
        "<time datetime='2018-03-07'>7 Mar</time></dd>"
        "<dt>Originally published</dt><dd><time datetime='2018-03-05'>5 Mar</time></dd></dl>"
    )
    found = read_page(page(lead=listed))
    assert (found.outlet, found.published) == ("IOM", "2018-03-05")


def test_correction_notes_are_found_wherever_they_stand() -> None:
    note = "An earlier version of this story gave 40 people. It was 40 families."
    found = read_page(page(after=f"<div class='note'><b>Correction:</b> {note}</div>"))
    assert [c.text for c in found.corrections] == [note]
    assert "earlier version" not in found.text


@pytest.mark.parametrize(
    ("note", "said", "now"),
    [
        (
            "An earlier version of this article described the road as 50 miles. It is more than 80 miles.",
            "50 miles",
            "more than 80 miles",
        ),
        ("Correction: The camp holds 300 people, not 3,000.", "3,000", "300 people"),
        ("(Corrects number of families to 40 from 400)", "400", "40"),
        (
            "A previous version gave 300 as the number of families. It is the number of persons.",
            "300 as the number of families",
            "the number of persons",
        ),
        ("(This March 3 story corrects the name of the river in paragraph 7)", None, None),
    ],
)
def test_corrections_tell_what_was_said_and_what_is_said_now(note: str, said: str, now: str) -> None:
    found = read_correction(note)
    assert (found.said, found.now) == (said, now)
    for side in (found.said, found.now):
        assert side is None or side in note


def test_corrections_in_plain_text_are_found_as_well() -> None:
    from panj.reports.plain import read_text

    report, _ = read_text(
        f"Camp Fills Again\n\n{LEAD}\n\nCorrection: The camp holds 300 people, not 3,000.\n"
    )
    assert [c.now for c in corrections_in(report)] == ["300 people"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-03-05T09:30:00+0100", "2018-03-05T09:30:00+01:00"),
        ("2018/03/05", "2018-03-05"),
        ("Mon, 05 Mar 2018 09:30:00 GMT", "2018-03-05"),
        ("March 5, 2018", "2018-03-05"),
        ("2018-13-45", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_as_machines_write_them(value: str | None, expected: str | None) -> None:
    assert moment(value) == expected


def test_a_page_without_an_article_is_said() -> None:
    with pytest.raises(ReportError, match="R010"):
        read_page("<html><body><nav><a href='/'>Home</a></nav></body></html>")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/ apdivtbler=\"'&;#x1!-\n"), max_size=300))
def test_any_markup_gives_a_report_or_a_clear_error(markup: str) -> None:
    try:
        found = read_page(markup)
    except ReportError as error:
        found = None
        assert error.code == "R010"  # noqa: PT017
    assert found is None or found.text
