"""What a reader finds on the pages, and what an address that means nothing gives."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from html import unescape
from types import ModuleType

import httpx
import pytest

from panj.errors import StoreError
from panj.publish.room import create_app
from panj.publish.situation import Situation


def text_of(html: str) -> str:
    """The words of a page, tags and runs of space aside."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_first_page_says_how_many_and_who_says_so(client: httpx.Client) -> None:
    said = text_of(client.get("/").text)
    for words in (
        "1,550–1,599",
        "not bounded",
        "360–440 unconfirmed",
        "contradicted",
        "1 origin: the frontier service",
    ):
        assert words in said
    assert said.index("900 or 1,600") < said.index("Key figures")


def test_parts_stand_beneath_their_whole(client: httpx.Client) -> None:
    page = client.get("/").text
    assert (
        page.index("Soldiers who crossed") < page.index('class="kf-parts"') < page.index("of them on 3 July")
    )


def test_what_lies_ahead_and_what_is_unknown_are_said(client: httpx.Client) -> None:
    said = text_of(client.get("/").text)
    assert "1 Aug 2021 It will hold drills near the border on 1 August." in said
    assert "sex and age of those who crossed" in said
    assert "R007" in said


def test_stated_room_stands_beside_what_it_takes(client: httpx.Client) -> None:
    said = text_of(client.get("/").text)
    assert "Lower Bank: 2,500 stated" in said
    assert "Sphere 2018, shelter standard 3" in said
    assert "not read in the original" in said
    assert "Too few observations for a forecast." in said


def test_land_that_does_not_suffice_is_said(client: httpx.Client) -> None:
    said = text_of(client.get("/").text)
    assert "does not fit The 2 ha named hold 444 people by the standard" in said
    assert "9.25 ha are missing." in said


def test_arrivals_ahead_stand_by_assumption_and_horizon(client: httpx.Client) -> None:
    said = text_of(client.get("/").text)
    assert (
        "in 7 days in 30 days up to 500 a day up to 3,500 up to 15,000 more than 500 a day 15,000 or more"
        in said
    )
    assert "Two observations are too few." in said
    assert "Arrivals ahead" not in client.get("/?known=2021-07-05").text


def test_an_earlier_date_changes_everything(client: httpx.Client) -> None:
    page = client.get("/?known=2021-07-04").text
    said = text_of(page)
    assert "1 report of 5" in said
    assert "301–399" in said
    assert "1,550–1,599" not in said
    assert "2,500" not in said
    inner = re.findall(r'(?:href|hx-get)="(/(?:evidence|claims|reports|story|brief)[^"]*)"', page)
    assert inner
    assert all("known=2021-07-04" in link for link in inner)


def test_a_day_before_the_first_report_is_said_to_be_empty(client: httpx.Client) -> None:
    said = text_of(client.get("/?known=2020-01-01").text)
    assert "No figure can be given" in said
    assert "0 reports of 5" in said


@pytest.mark.parametrize(
    "known", ["soon", "2021-7-5", "20210705", "2021-02-30", "0", "2021-07-05T00:00", "２０２１-07-05"]
)
@pytest.mark.parametrize("path", ["/", "/claims", "/reports", "/story", "/evidence/figure/arrivals"])
def test_a_date_that_is_none_is_refused_in_words(client: httpx.Client, path: str, known: str) -> None:
    answer = client.get(path, params={"known": known})
    assert answer.status_code == 400
    assert "is not a date" in unescape(answer.text)
    assert "YYYY-MM-DD" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/reports/0",
        "/evidence/figure/none",
        "/evidence/none/x",
        "/evidence/claim/",
        "/static/none.js",
    ],
)
def test_what_is_not_there_is_said_on_a_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.text


def test_evidence_not_yet_known_is_not_found(client: httpx.Client) -> None:
    assert client.get("/evidence/figure/home").status_code == 200
    assert client.get("/evidence/figure/home?known=2021-07-05").status_code == 404


def test_a_faulty_request_for_a_panel_gives_a_panel(client: httpx.Client) -> None:
    answer = client.get("/evidence/figure/none", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "<html" not in answer.text
    assert "Not found" in answer.text


@pytest.mark.parametrize("path", ["/", "/api/v1/tally"])
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (StoreError("X002", "case.db", detail="torn"), "Correct the file"),
        (ZeroDivisionError("secret"), "ZeroDivisionError"),
    ],
)
def test_a_fault_is_a_page_in_words_and_still_guarded(fault: Exception, said: str, path: str) -> None:
    def source(known: date | None) -> Situation:
        raise fault

    transport = httpx.ASGITransport(create_app(source), raise_app_exceptions=False)

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as asking:
            return await asking.get(path)

    answer = asyncio.run(asked())
    assert answer.status_code == 500
    assert said in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert ("application/problem+json" in answer.headers["content-type"]) == path.startswith("/api")


def test_claims_are_filtered_searched_and_ordered(client: httpx.Client) -> None:
    def figures(query: str) -> list[str]:
        rows = re.findall(
            r'class="claim-figure">.*?<a[^>]*>(.*?)</a>', client.get(f"/claims?{query}").text, re.DOTALL
        )
        return [unescape(r) for r in rows]

    assert len(figures("")) == 8
    assert figures("measure=capacity") == ["up to 2,500"]
    assert figures("q=night+further") == ["1,037"]
    assert figures("q=LEAFLET") == ["Two thousand"]
    assert figures("sort=largest")[:2] == ["up to 2,500", "Two thousand"]
    assert figures("group=soldiers&q=ministry") == ["no more than 900"]
    assert "No claim fits" in client.get("/claims?q=nothing+like+it").text


def test_a_filter_says_how_many_each_choice_would_leave(client: httpx.Client) -> None:
    page = client.get("/claims?group=soldiers&q=the").text
    for name in ("measure", "group", "status"):
        options = re.findall(
            r'<option value="(\w+)"[^>]*>[^<]*\((\d+)\)',
            page.split(f'<select name="{name}"')[1].split("</select>")[0],
        )
        assert options
        for value, count in options:
            left = client.get("/claims", params={"group": "soldiers", "q": "the", name: value}).text
            assert left.count('class="claim-row"') == int(count)


@pytest.mark.parametrize("start", ["-1", "x", "1e9", "99999999999999", ""])
def test_a_place_in_the_table_that_is_none_is_refused(client: httpx.Client, start: str) -> None:
    assert client.get("/claims", params={"start": start}).status_code == 400


def test_reports_say_how_their_date_is_known(client: httpx.Client) -> None:
    said = text_of(client.get("/reports").text)
    assert "9 Jul 2021 inferred" in said
    assert "the only year that fits its neighbours" in said
    assert "undated" in said


def test_a_report_shows_its_whole_text_with_every_figure_marked(
    client: httpx.Client, made: ModuleType
) -> None:
    for report in made.REPORTS.values():
        page = client.get(f"/reports/{report.id}").text
        body = page[page.index("</header>") : page.index("legend-families")]
        shown = unescape(re.sub(r"<[^>]+>", "", body[body.index('<p class="para') :]))
        assert "".join(report.text.split()) in "".join(shown.split())
        marked = {c.id for c in made.CLAIMS.values() if c.report == report.id}
        assert set(re.findall(r'id="c-([^"]+)"', body)) == marked


def test_the_story_is_told_by_day_in_the_sources_words(client: httpx.Client) -> None:
    said = text_of(client.get("/story").text)
    order = [
        "3 Jul 2021",
        "More than 300 soldiers",
        "5 Jul 2021",
        "A further 1,037",
        "8 Jul 2021",
        "1 Aug 2021",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_pages_have_landmarks_a_skip_link_and_one_heading(client: httpx.Client) -> None:
    for path in ("/", "/claims", "/reports", "/story", "/brief"):
        page = client.get(path).text
        assert page.count("<main") == page.count("<h1") == page.count('<header class="masthead"') == 1
        assert '<a class="skip" href="#main">' in page
        assert 'lang="en"' in page
