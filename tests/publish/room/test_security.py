"""What the room refuses, and what no report may do to the page that shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import httpx
import pytest

PAGES = ["/", "/claims", "/reports", "/story", "/brief", "/api/v1/health", "/static/room.css"]


def every_page(made: ModuleType) -> list[str]:
    reports = [f"/reports/{r.id}" for r in made.REPORTS.values()]
    return ["/", "/claims", "/reports", "/story", "/brief", "/evidence/figure/home", *reports]


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize("host", ["127.0.0.1:8600", "localhost", "LOCALHOST:9", "[::1]:8600"])
def test_this_machine_is_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/api/v1/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8600", "192.168.0.4:8600", "", "[bad"],
)
@pytest.mark.parametrize("path", PAGES)
def test_a_foreign_host_is_refused(client: httpx.Client, host: str, path: str) -> None:
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 403
    assert "Afghan" not in answer.text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8600"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_foreign_origin_is_refused(client: httpx.Client, origin: str, method: str) -> None:
    assert client.request(method, "/claims", headers={"origin": origin}).status_code == 403


def test_the_rooms_own_origin_passes(client: httpx.Client) -> None:
    assert client.get("/claims", headers={"origin": "http://127.0.0.1:8600"}).status_code == 200


def test_a_cross_site_post_without_origin_is_refused(client: httpx.Client) -> None:
    assert client.post("/claims", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/?known=soon"])
def test_every_answer_is_held_to_its_own_files(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    kept = "no-cache" if path.startswith("/static") else "no-store"  # without its hash a file may change
    assert headers["cache-control"] == kept


def test_no_page_of_machine_documentation_is_served(client: httpx.Client) -> None:
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_text_of_reports_never_becomes_markup(client: httpx.Client, made: ModuleType) -> None:
    shown = 0
    for path in every_page(made):
        text = client.get(path).text
        assert made.EVIL not in text
        shown += "&lt;script&gt;" in text
        for tag, attributes in Tags(text).seen:
            assert tag != "script" or str(attributes.get("src", "")).startswith("/static/")
            assert not [a for a in attributes if a.startswith("on") or a == "style"]
    assert shown >= 5  # the text is shown, not dropped


def test_no_page_asks_anything_of_another_machine(client: httpx.Client, made: ModuleType) -> None:
    for path in every_page(made):
        for tag, attributes in Tags(client.get(path).text).seen:
            fetched = [attributes.get(a) for a in ("src", "action", "hx-get", "poster", "srcset")]
            fetched += [attributes.get("href")] if tag in {"link", "image", "use"} else []
            assert all(f is None or f.startswith("/") for f in fetched), (path, tag, attributes)


def test_a_reports_address_is_a_link_only_where_a_browser_may_follow_it(
    client: httpx.Client, made: ModuleType
) -> None:
    def links(name: str) -> list[Any]:
        text = client.get(f"/reports/{made.REPORTS[name].id}").text
        return [a.get("href") for tag, a in Tags(text).seen if tag == "a"]

    assert "https://example.org/first" in links("first")
    assert not any("javascript" in str(link) for link in links("second"))
    assert "javascript:alert(1)" in client.get(f"/reports/{made.REPORTS['second'].id}").text
