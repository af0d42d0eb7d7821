"""Pages are fetched within limits, politely, and from nowhere else than the address says."""

import gzip
import io
import socket
import threading
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.reports.web import Fetcher, FetchError, Manners
from panj.reports.web.addresses import allowed_networks
from panj.reports.web.body import read_body
from panj.reports.web.fetch import parse_url
from panj.reports.web.pace import retry_after

AT = "2026-03-01T08:00:00+00:00"


def quick(**limits):
    """Manners of a test: this machine allowed, no waiting between requests."""
    usual = {"allow": allowed_networks("127.0.0.1/32"), "gap_seconds": 0.0, "backoff_seconds": 0.01}
    return Manners(**(usual | {"total_seconds": 5.0, "tries": 1} | limits))


@pytest.fixture
def fetcher():
    return Fetcher(quick())


def fault(fetcher, url, **options):
    with pytest.raises(FetchError) as met:
        fetcher.fetch(url, at=AT, **options)
    return met.value


def test_page_comes_with_what_the_server_said(site, fetcher):
    site.put("/a", "wörds", Content_Type="text/html; charset=utf-8", ETag='"1"', Set_Cookie="secret=1")
    got = fetcher.fetch(site.url + "/a#part", at=AT)
    assert got.body.decode() == "wörds"
    assert (got.status, got.fetched_at, got.header("etag")) == (200, AT, '"1"')
    assert got.header("Set-Cookie") is None
    assert got.chain == ((site.url + "/a", 200),)


def test_agent_names_the_project_and_a_contact(site):
    site.put("/a", "x")
    Fetcher(quick(contact="desk@example.org")).fetch(site.url + "/a", at=AT)
    agent = site.requests[-1][1]["User-Agent"]
    assert agent.startswith("Panj/")
    assert "+desk@example.org" in agent


def test_loopback_is_refused_unless_allowed(site):
    site.put("/a", "x")
    assert fault(Fetcher(Manners()), site.url + "/a").code == "R103"
    assert site.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/",
        "example.org",
        "",
        "http://",
        "http:///x",
        "http://user:pw@example.org/",
        "http://example.org\r\nHost: x/",
        "http://[::1",
        "http://exa mple.org/",
        "http://1.2.3.4.5/",
        "https://example.org/" + "a" * 9000,
    ],
)
def test_what_is_no_web_address_is_refused(fetcher, url):
    assert fault(fetcher, url).code == "R102"


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(max_size=40).map(lambda t: "http://" + t)))
def test_any_text_is_a_url_or_a_coded_fault(text):
    try:
        assert parse_url(text).scheme in ("http", "https")
    except FetchError as met:
        assert met.code == "R102"  # noqa: PT017  either outcome is right


# Pinned to the checked address -------------------------------------------------------------------


def test_connection_goes_to_the_checked_address_under_the_name(site):
    """The name is resolved once for each connection, and that answer is the one connected to."""
    site.put("/a", "x")
    asked = []

    def resolve(host, port, seconds):
        asked.append(host)
        return ["127.0.0.1"]

    url = f"http://pages.example:{site.port}/a"
    assert Fetcher(quick(), resolve=resolve).fetch(url, at=AT, robots=False).body == b"x"
    assert asked == ["pages.example"]
    assert site.requests[-1][1]["Host"] == f"pages.example:{site.port}"


def test_name_that_changes_its_answer_gains_nothing(site):
    """Rebinding: public at the first look, this machine at the next; each connection checks what it uses."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["169.254.169.254"]])
    site.put("/a", "x")
    fetcher = Fetcher(quick(), resolve=lambda *_: next(answers))
    url = f"http://pages.example:{site.port}/a"
    assert fetcher.fetch(url, at=AT, robots=False).body == b"x"
    assert fault(fetcher, url, robots=False).code == "R103"
    assert fault(fetcher, url, robots=False).code == "R103"
    assert site.asked("/a") == 1


def test_environment_proxies_are_not_used(site, fetcher, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.put("/a", "x")
    assert fetcher.fetch(site.url + "/a", at=AT).body == b"x"


# Redirects ---------------------------------------------------------------------------------------


def test_redirects_are_followed_and_told(site, fetcher):
    site.put("/a", "", status=301, Location="/b?x=1")
    site.put("/b", "", status=302, Location=site.url + "/c")
    site.put("/c", "there")
    got = fetcher.fetch(site.url + "/a", at=AT)
    assert got.body == b"there"
    assert [(u.removeprefix(site.url), s) for u, s in got.chain] == [
        ("/a", 301),
        ("/b?x=1", 302),
        ("/c", 200),
    ]
    assert got.final_url == site.url + "/c"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "R103"),
        ("http://[::1]/", "R103"),
        ("http://0x7f.0.0.2/", "R103"),
        ("http://10.0.0.1:8080/", "R103"),
        ("file:///etc/passwd", "R102"),
        ("ftp://example.org/", "R102"),
        ("http://me:pw@example.org/", "R102"),
        ("", "R102"),
    ],
)
def test_redirect_into_what_may_not_be_asked_is_refused(site, fetcher, target, code):
    site.put("/a", "", status=302, Location=target)
    assert fault(fetcher, site.url + "/a").code == code


def test_redirects_in_a_circle_end(site, fetcher):
    site.put("/a", "", status=302, Location="/b")
    site.put("/b", "", status=302, Location="/a")
    assert fault(fetcher, site.url + "/a").code == "R111"
    assert site.asked("/a") == 1


def test_too_many_redirects_end(site):
    for n in range(20):
        site.put(f"/{n}", "", status=307, Location=f"/{n + 1}")
    assert fault(Fetcher(quick(redirects=3)), site.url + "/0").code == "R111"
    assert site.asked("/4") == 0


# Limits ------------------------------------------------------------------------------------------


def drip(piece, every=0.05, head=b""):
    """A handler that sends a piece again and again, until the client has gone."""

    def answer(handler):
        handler.wfile.write(head)
        for _ in range(200):
            try:
                handler.wfile.write(piece)
                handler.wfile.flush()
            except OSError:
                break
            time.sleep(every)
        handler.close_connection = True

    return answer


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["status", "headers", "body", "chunks"],
)
def test_answer_that_trickles_in_ends_with_the_total(site, head, piece):
    site.pages["/slow"] = drip(piece, head=head)
    started = time.monotonic()
    met = fault(Fetcher(quick(read_seconds=5.0, total_seconds=0.4)), site.url + "/slow", robots=False)
    assert met.code in ("R105", "R106")  # a broken status line may be noticed first
    assert time.monotonic() - started < 2.0


def test_server_that_says_nothing_ends_with_the_read_limit():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        started = time.monotonic()
        met = fault(Fetcher(quick(read_seconds=0.3)), url, robots=False)
    assert met.code == "R105"
    assert met.passing
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("where", ["robots", "redirects", "tries"])
def test_page_that_hangs_anywhere_on_the_way_ends_with_its_own_limit(site, where):
    def late(handler):
        time.sleep(0.25)
        moved = where == "redirects"
        handler.send_response(302 if moved else 503)
        if moved:
            handler.send_header("Location", f"{handler.path}x")
        handler.end_headers()

    for n in range(8):
        site.pages["/p" + "x" * n] = late
    site.pages["/robots.txt"] = drip(b"H") if where == "robots" else (lambda h: h.send_error(404))
    manners = quick(page_seconds=0.7, tries=9, redirects=9, backoff_seconds=0.05)
    started = time.monotonic()
    met = fault(Fetcher(manners), site.url + "/p")
    assert time.monotonic() - started < 1.5
    assert met.code in ("R105", "R110")  # the last answer came in time, a further try would not
    if met.code == "R105":
        assert "0.7 s" in met.what
        assert "save the page" in met.remedy


def test_name_server_that_does_not_answer_ends_with_the_connect_limit(monkeypatch):
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(5) and [])
    met = fault(Fetcher(quick(connect_seconds=0.2)), "http://pages.example/", robots=False)
    release.set()
    assert met.code == "R105"


def test_body_over_the_limit_is_refused_by_its_header_and_without(site):
    site.pages["/said"] = (200, {"Content-Length": "99999999"}, b"x")
    site.pages["/unsaid"] = drip(
        b"10000\r\n" + b"x" * 0x10000 + b"\r\n", 0, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    small = Fetcher(quick(max_bytes=200_000))
    assert fault(small, site.url + "/said", robots=False).code == "R107"
    assert fault(small, site.url + "/unsaid", robots=False).code == "R107"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw"])
def test_packed_body_is_unpacked(site, fetcher, coding):
    text = b"More than 1,000 people crossed. " * 500
    engine = zlib.compressobj(wbits={"gzip": 31, "deflate": 15, "raw": -15}[coding])
    packed = engine.compress(text) + engine.flush()
    site.put("/a", packed, Content_Encoding="deflate" if coding == "raw" else coding)
    assert fetcher.fetch(site.url + "/a", at=AT).body == text


def test_small_answer_that_unpacks_to_much_is_refused(site):
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 60_000
    site.put("/bomb", bomb, Content_Encoding="gzip")
    assert fault(Fetcher(quick(max_bytes=100_000_000)), site.url + "/bomb").code == "R108"
    site.put("/twice", gzip.compress(bomb), Content_Encoding="gzip, gzip")
    assert fault(Fetcher(quick()), site.url + "/twice").code == "R113"


def test_bomb_fills_no_memory():
    """What is unpacked before the refusal stays near the limit, whatever the whole would be."""
    import tracemalloc

    bomb = gzip.compress(bytes(200_000_000), 1)
    tracemalloc.start()
    with pytest.raises(FetchError, match=r"R108|R107"):
        read_body([bomb], coding="gzip", length=None, max_bytes=5_000_000, max_ratio=10**6, where="x")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, deflate"])
def test_coding_that_was_not_asked_for_is_refused(site, fetcher, coding):
    site.put("/a", b"x", Content_Encoding=coding)
    assert fault(fetcher, site.url + "/a").code == "R113"


def test_packed_body_cut_off_is_no_page(site, fetcher):
    packed = gzip.compress(bytes(range(256)) * 50)
    site.put("/cut", packed[:-20], Content_Encoding="gzip")
    site.put("/torn", b"no gzip at all", Content_Encoding="gzip")
    assert fault(fetcher, site.url + "/cut").code == "R113"
    assert fault(fetcher, site.url + "/torn").code == "R113"


def test_body_shorter_than_promised_is_a_failed_connection(site, fetcher):
    site.pages["/a"] = (200, {"Content-Length": "50"}, b"only this")
    assert fault(fetcher, site.url + "/a").code == "R106"


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=3000),
    st.sampled_from([31, 15, -15]),
    st.lists(st.integers(1, 200), max_size=20),
    st.integers(1, 3),
)
def test_unpacking_gives_what_was_packed_in_whatever_pieces(data, wbits, cuts, members):
    coding = "gzip" if wbits == 31 else "deflate"
    packed, count = b"", members if wbits == 31 else 1
    for _ in range(count):
        engine = zlib.compressobj(wbits=wbits)
        packed += engine.compress(data) + engine.flush()
    stream = io.BytesIO(packed)
    pieces = [*(stream.read(cut) for cut in cuts), stream.read()]
    got = read_body(pieces, coding=coding, length=None, max_bytes=10**6, max_ratio=10**4, where="x")
    assert got == data * count


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_said_to_be_packed_end_in_a_body_or_a_coded_fault(data, coding):
    try:
        read_body([data], coding=coding, length=None, max_bytes=10**5, max_ratio=100, where="x")
    except FetchError as met:
        assert met.code in ("R107", "R108", "R113")  # noqa: PT017


# Manners -----------------------------------------------------------------------------------------


def test_unchanged_page_is_not_sent_again(site, fetcher):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {"ETag": '"1"', "Last-Modified": "Sun, 01 Mar 2026 07:00:00 GMT"}, b"page"

    site.pages["/a"] = answer
    first = fetcher.fetch(site.url + "/a", at=AT)
    again = fetcher.fetch(
        site.url + "/a", at=AT, etag=first.header("etag"), modified=first.header("last-modified")
    )
    assert (first.unchanged, again.unchanged, again.body) == (False, True, b"")
    assert site.requests[-1][1]["If-Modified-Since"] == "Sun, 01 Mar 2026 07:00:00 GMT"


def flaky(*answers):
    left = list(answers)

    def answer(_handler):
        return left.pop(0) if len(left) > 1 else left[0]

    return answer


def test_fault_that_passes_is_tried_again_ever_later(site, naps):
    site.pages["/a"] = flaky((503, {}, b""), (502, {}, b""), (200, {}, b"at last"))
    fetcher = Fetcher(
        quick(tries=3, backoff_seconds=2.0, total_seconds=5), stopwatch=naps.watch, sleep=naps.sleep
    )
    assert fetcher.fetch(site.url + "/a", at=AT, robots=False).body == b"at last"
    assert naps.slept == [2.0, 4.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_fault_that_stays_is_not_tried_again(site, naps, status):
    site.put("/a", "", status=status)
    met = fault(
        Fetcher(quick(tries=5), stopwatch=naps.watch, sleep=naps.sleep), site.url + "/a", robots=False
    )
    assert (met.code, met.status, met.passing) == ("R110", status, False)
    assert site.asked("/a") == 1


def test_server_that_asks_to_wait_is_waited_for(site, naps):
    site.pages["/a"] = flaky((429, {"Retry-After": "7"}, b""), (200, {}, b"x"))
    fetcher = Fetcher(quick(tries=2), stopwatch=naps.watch, sleep=naps.sleep)
    assert fetcher.fetch(site.url + "/a", at=AT, robots=False).body == b"x"
    assert naps.slept == [7.0]


def test_server_that_asks_for_longer_is_left_alone(site, naps):
    site.pages["/a"] = flaky((429, {"Retry-After": "900"}, b""))
    met = fault(
        Fetcher(quick(tries=3), stopwatch=naps.watch, sleep=naps.sleep), site.url + "/a", robots=False
    )
    assert (met.code, met.status, met.retry_after) == ("R110", 429, 900.0)
    assert (naps.slept, site.asked("/a")) == ([], 1)


def test_retry_after_dates_are_read_by_the_servers_clock():
    value, date = "Sun, 01 Mar 2026 08:10:00 GMT", "Sun, 01 Mar 2026 08:08:00 GMT"
    assert retry_after(value, date, "2020-01-01T00:00:00+00:00") == 120.0
    assert retry_after(value, None, AT) == 600.0
    assert retry_after("Thu, 01 Jan 2026 00:00:00 GMT", None, AT) == 0.0
    for word in ("", "soon", "-5", "1.5", "٣", None):
        assert retry_after(word, None, AT) is None


def test_robots_that_disallow_are_kept_to(site, fetcher):
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n\nUser-agent: panj\nDisallow: /*.pdf$\n")
    for path in ("/private/a", "/a", "/a.pdf"):
        site.put(path, "x")
    assert fault(fetcher, site.url + "/a.pdf").code == "R109"
    assert (
        fetcher.fetch(site.url + "/private/a", at=AT).body == b"x"
    )  # its own group counts, not the one for all
    assert site.asked("/a.pdf") == 0
    assert site.asked("/robots.txt") == 1


def test_robots_are_asked_for_at_each_step_of_a_redirect(site, fetcher):
    site.put("/robots.txt", "User-agent: *\nDisallow: /hidden\n")
    site.put("/a", "", status=302, Location="/hidden")
    site.put("/hidden", "x")
    assert fault(fetcher, site.url + "/a").code == "R109"
    assert site.asked("/hidden") == 0


@pytest.mark.parametrize(
    ("status", "code"), [(404, None), (403, None), (401, None), (500, "R114"), (503, "R114"), (429, "R114")]
)
def test_robots_that_are_missing_allow_and_broken_forbid(site, fetcher, status, code):
    site.put("/robots.txt", "", status=status)
    site.put("/a", "x")
    if code is None:
        assert fetcher.fetch(site.url + "/a", at=AT).body == b"x"
    else:
        met = fault(fetcher, site.url + "/a")
        assert (met.code, met.passing) == (code, True)
        assert site.asked("/a") == 0


def test_crawl_delay_is_waited_between_two_requests(site, naps):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 10\n")
    site.put("/a", "x")
    fetcher = Fetcher(quick(gap_seconds=1.0), stopwatch=naps.watch, sleep=naps.sleep)
    for _ in range(3):
        fetcher.fetch(site.url + "/a", at=AT)
    assert naps.slept == [1.0, 10.0, 10.0]


def test_crawl_delay_too_long_to_sit_through_is_said(site, naps):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    site.put("/a", "x")
    fetcher = Fetcher(quick(), stopwatch=naps.watch, sleep=naps.sleep)
    fetcher.fetch(site.url + "/a", at=AT)
    met = fault(fetcher, site.url + "/a")
    assert (met.code, met.retry_after) == ("R112", 3600.0)


def test_robots_are_read_again_after_a_day(site, naps):
    site.put("/a", "x")
    fetcher = Fetcher(quick(), stopwatch=naps.watch, sleep=naps.sleep)
    fetcher.fetch(site.url + "/a", at=AT)
    naps.at += 23 * 3600
    fetcher.fetch(site.url + "/a", at=AT)
    assert site.asked("/robots.txt") == 1
    naps.at += 2 * 3600
    fetcher.fetch(site.url + "/a", at=AT)
    assert site.asked("/robots.txt") == 2


def test_missing_packages_are_named_with_the_extra(monkeypatch):
    import importlib.util

    known = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "protego" else known(name))
    with pytest.raises(FetchError, match=r"R101 .*protego.*panj\[web\]"):
        Fetcher()
