"""What the room sends: packed, once, and no more of it than a page shows."""

import gzip
import json
import re

import pytest

from panj.publish.room import files
from panj.publish.room.map.features import collection
from panj.publish.room.map.geography import survey
from panj.publish.room.map.outlines import outline
from panj.publish.room.packing import takes_gzip

PACKED = {"accept-encoding": "gzip, deflate, br"}
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture
def browser(made, room):
    return room(made.situation)


def raw(browser, path, **headers):
    """An answer as it came over the wire."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    with browser.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("path", ["/", "/claims", "/story", "/api/v1/map", "/api/v1/claims", "/nowhere"])
def test_text_comes_packed_for_those_who_take_it_and_is_the_same_text(browser, path):
    packed, body = raw(browser, path, **PACKED)
    plain, own = raw(browser, path, **PLAIN)
    assert "content-encoding" not in plain.headers
    assert packed.status_code == plain.status_code
    if len(own) < 1000:
        assert body == own
        return
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert int(packed.headers["content-length"]) == len(body) < len(own) / 2
    assert gzip.decompress(body) == own


@pytest.mark.parametrize("asked", ["", "br", "gzip;q=0", "identity"])
def test_who_takes_no_gzip_gets_none(browser, asked):
    assert "content-encoding" not in raw(browser, "/", accept_encoding=asked)[0].headers
    assert not takes_gzip({"accept-encoding": asked})


def test_files_are_kept_for_good_under_their_hash_alone(browser):
    address = files.asset("room.css")
    assert browser.get(address).headers["cache-control"] == files.FOR_GOOD
    assert browser.get("/static/room.css").headers["cache-control"] == "no-cache"
    assert browser.get("/static/room.css?v=0123456789").headers["cache-control"] == "no-cache"
    assert browser.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["room.js", "vendor/htmx/htmx.min.js"])
@pytest.mark.parametrize("asking", [PACKED, PLAIN])
def test_a_file_that_a_browser_has_is_not_sent_again(browser, name, asking):
    first, body = raw(browser, f"/static/{name}", **asking)
    tag = first.headers["etag"]
    again, nothing = raw(browser, f"/static/{name}", if_none_match=f'"x", W/{tag}', **asking)
    assert (again.status_code, nothing) == (304, b"")
    assert again.headers["etag"] == tag
    assert body
    assert raw(browser, f"/static/{name}", if_none_match='"0123456789"')[0].status_code == 200


def test_tags_of_a_file_packed_and_not_differ(browser):
    tags = {raw(browser, "/static/room.js", **asking)[0].headers["etag"] for asking in (PACKED, PLAIN)}
    assert len(tags) == 2


def test_every_file_comes_as_what_it_is_and_nothing_else_does(browser):
    kinds = {"js": "text/javascript", "mjs": "text/javascript", "css": "text/css", "json": "application/json"}
    for name in files._names():
        answer = browser.get(f"/static/{name}")
        assert answer.content == (files.STATIC / name).read_bytes()
        assert answer.headers["content-type"].startswith(kinds.get(name.rpartition(".")[2], ""))
    for name in ("", "vendor", "../app.py", "..%2fapp.py", "/etc/passwd", "room.css/", "%2e%2e/render.py"):
        assert browser.get(f"/static/{name}").status_code == 404


def test_the_first_page_asks_for_no_map_before_it_comes_into_view(browser):
    page = browser.get("/").text
    asked = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', page)
    assert asked
    assert not any("maplibre" in a or "atlas" in a or "map.js" in a for a in asked)
    names = [re.sub(r"^/static/|[?].*$", "", a) for a in asked]
    sent = len(gzip.compress(page.encode(), 4)) + sum(len(files.held(name).packed) for name in names)
    assert sent < 60_000


def test_a_link_to_evidence_says_its_address_once(browser):
    page = browser.get("/").text
    assert "hx-target" not in page
    for tag in re.findall(r"<a [^>]*data-opens[^>]*>", page):
        assert tag.count("/evidence/") == 1


def test_days_of_publication_are_told_by_their_distance(browser):
    page = browser.get("/").text
    first, *gaps = re.search(r'data-days="([^"]*)"', page)[1].split(" ")
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", first)
    assert gaps
    assert all(re.fullmatch("[0-9]+", gap) for gap in gaps)
    assert 'data-months="Jan|Feb|Mar|' in page


def test_outlines_keep_what_can_be_seen_of_them():
    line = [(x / 10, (x % 2) / 20) for x in range(200)] + [(20.0, 9.0)]
    kept = outline(line, 0.1)
    assert kept[0] == line[0]
    assert kept[-1] == line[-1]
    assert len(kept) < 6
    assert outline(line, 0.0) == line
    ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
    assert outline(ring, 0.5) == ring


def test_the_map_of_the_api_is_no_finer_than_it_can_be_seen(made):
    found = collection(survey(made.situation()))
    for area in found["areas"]["features"]:
        ring = area["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1]
        assert len(ring) == 33
    lines = [flow["geometry"]["coordinates"] for flow in found["flows"]["features"]]
    assert {len(line) for line in lines} == {13}
    assert not re.search(r"[.][0-9]{5}", json.dumps(lines))
