"""A watch reads what is new, once, from each source, whatever happens to the others and to itself."""

import importlib.util
import os
import random
import sqlite3
from pathlib import Path

import pytest

from panj.reports.web import Archive, FetchError
from panj.reports.web.sources import Source
from panj.run import schedule
from panj.run.fetching import fetch_into
from panj.run.schedule import State
from panj.store import Store

_SPEC = importlib.util.spec_from_file_location("watch_world", Path(__file__).with_name("world.py"))
world_of = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(world_of)


@pytest.fixture
def world(tmp_path, site):
    site.put("/rss.xml", world_of.rss(site.url, [world_of.item(site.url, n) for n in (3, 4)]), ETag='"1"')
    for number in (3, 4, 5):
        site.put(f"/p{number}.html", world_of.page(number), Content_Type="text/html")
    return world_of.World(tmp_path, site.url)


def drop(world, number, age=100):
    path = world.home / "inbox" / f"n{number}.txt"
    path.write_text(world_of.text(number))
    os.utime(path, (world.at - age, world.at - age))
    return path


def names(reports):
    return sorted(r.name for r in reports)


def test_first_poll_reads_all_and_the_next_nothing(world, site):
    drop(world, 6)
    first = world.once()
    assert (names(world.reports()), first["herald"].new, first["inbox"].new) == (
        ["n6", "p3", "p4"],
        ["p3", "p4"],
        ["n6"],
    )
    before = world_of.picture(world.case)
    second = world.once()
    assert [poll.new for poll in second.values()] == [[], []]
    assert [poll.error for poll in second.values()] == [None, None]
    assert world_of.picture(world.case) == before
    assert site.asked("/p3.html") == 1


def test_report_says_where_it_came_from_and_what_the_feed_said_of_it(world, site):
    world.once()
    report = next(r for r in world.reports() if r.name == "p3")
    assert report.path == report.url == site.url + "/p3.html"
    assert report.published == "2021-07-03T10:00:00+00:00"  # the page states no date, its feed does
    assert ("published", "feed") in report.known_by or report.dated == "stated"


def test_new_entry_is_read_and_the_old_are_not_asked_for_again(world, site):
    world.once()
    site.put("/rss.xml", world_of.rss(site.url, [world_of.item(site.url, n) for n in (5, 3, 4)]), ETag='"2"')
    assert world.once()["herald"].new == ["p5"]
    assert [site.asked(f"/p{n}.html") for n in (3, 4, 5)] == [1, 1, 1]


def test_entry_whose_words_change_is_fetched_again_as_a_new_version(world, site):
    world.once()
    site.put("/p3.html", world_of.page(3, " It corrected an earlier figure."), Content_Type="text/html")
    changed = world_of.item(site.url, 3, "The border service has corrected what it told of the crossing.")
    site.put("/rss.xml", world_of.rss(site.url, [changed, world_of.item(site.url, 4)]), ETag='"2"')
    assert world.once()["herald"].new == ["p3"]
    assert names(world.reports()) == ["p3", "p3", "p4"]


def test_unchanged_feed_is_asked_for_with_its_marks(world, site):
    world.once()
    world.once()
    assert [h.get("If-None-Match") for p, h in site.requests if p == "/rss.xml"] == [None, '"1"']


def test_page_that_cannot_be_had_now_is_tried_again_and_the_feed_asked_in_full(world, site):
    site.put("/p4.html", "", status=503)
    first = world.once()["herald"]
    assert (first.new, first.left, [p.code for p in first.problems]) == (["p3"], 1, ["R110"])
    site.put("/p4.html", world_of.page(4), Content_Type="text/html")
    assert world.once()["herald"].new == ["p4"]
    assert [h.get("If-None-Match") for p, h in site.requests if p == "/rss.xml"] == [None, None]


def test_entry_that_changes_while_its_page_does_not_costs_no_page(world, site):
    def answer(handler):
        if handler.headers.get("If-None-Match"):
            return 304, {}, b""
        return 200, {"ETag": '"7"', "Content-Type": "text/html"}, world_of.page(3).encode()

    site.pages["/p3.html"] = answer
    world.once()
    for number in range(2):
        changed = world_of.item(
            site.url, 3, f"The border service told reporters of crossing number {number}."
        )
        site.put("/rss.xml", world_of.rss(site.url, [changed, world_of.item(site.url, 4)]))
        poll = world.once()["herald"]
        assert (poll.new, poll.left, poll.problems) == ([], 0, [])
    world.once()
    assert site.asked("/p3.html") == 3
    assert names(world.reports()) == ["p3", "p4"]


def test_mark_that_no_request_can_carry_is_left_out(world, site):
    site.pages["/rss.xml"] = (
        200,
        {"ETag": '"caf\xe9"', "Last-Modified": "x\x7f"},
        world_of.rss(site.url, [world_of.item(site.url, 3)]).encode(),
    )
    assert [world.once()["herald"].error for _ in range(2)] == [None, None]


@pytest.mark.parametrize("status", [403, 404, 410])
def test_page_that_is_gone_leaves_the_feeds_own_words(world, site, status):
    site.put("/p4.html", "", status=status)
    assert world.once()["herald"].new == ["p3", "p4"]
    report = next(r for r in world.reports() if r.name == "p4")
    assert "A short line on the crossing" in report.text
    assert world.once()["herald"].left == 0
    assert site.asked("/p4.html") == 1


def test_page_that_robots_forbid_is_not_asked_for(world, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /p4\n")
    poll = world.once()["herald"]
    assert "R109" in [p.code for p in poll.problems]
    assert site.asked("/p4.html") == 0
    assert names(world.reports()) == ["p3", "p4"]


def test_bare_link_that_is_gone_is_given_up_and_stands_as_a_problem(world, site):
    site.put("/rss.xml", world_of.rss(site.url, [world_of.item(site.url, 9, ""), world_of.item(site.url, 3)]))
    for _ in range(3):
        world.once()
    assert site.asked("/p9.html") == 1
    with Store.open(world.case) as store:
        assert [p.where for p in store.problems() if p.code == "R110"] == [site.url + "/p9.html"]


def test_items_are_taken_from_the_feed_itself(world, site):
    feeds = world.home / "feeds.toml"
    feeds.write_text(feeds.read_text().replace('every = "15 min"', 'every = "15 min"\ntake = "items"'))
    assert world.once()["herald"].new == ["p3", "p4"]
    assert site.asked("/p3.html") == 0
    assert world.once()["herald"].new == []
    site.put("/rss.xml", world_of.rss(site.url, [world_of.item(site.url, n) for n in (5, 3, 4)]))
    assert world.once()["herald"].new == ["p5"]
    assert len(world.reports()) == 3


def test_feed_link_into_this_network_is_never_asked(world, site):
    inward = world_of.item("http://169.254.169.254", 7, "") + world_of.item("http://[::1]:1", 8, "")
    site.put("/rss.xml", world_of.rss(site.url, [inward, world_of.item(site.url, 3)]))
    poll = world.once()["herald"]
    assert [p.code for p in poll.problems] == ["R103", "R103"]
    assert poll.new == ["p3"]


@pytest.mark.parametrize("spoil", ["status", "html", "empty", "binary", "cut"])
def test_source_that_fails_stops_no_other_and_is_asked_ever_less(world, site, spoil):
    bodies = {
        "html": "<html><body>Maintenance</body></html>",
        "empty": "",
        "binary": b"\x00\x01\x02" * 50,
        "cut": "<rss",
    }
    site.put("/rss.xml", bodies.get(spoil, ""), status=500 if spoil == "status" else 200)
    drop(world, 6)
    polls = world.once()
    assert polls["inbox"].new == ["n6"]
    assert polls["herald"].error is not None
    assert polls["herald"].error.remedy
    waits = []
    for _ in range(4):
        poll = world.once()["herald"]
        waits.append(schedule.seconds_of(poll.next_due) - world.at)
    assert waits == sorted(waits)
    assert waits[-1] >= 4 * 900


def test_feed_that_asks_to_wait_is_left_alone_until_then(world, site):
    site.pages["/rss.xml"] = (429, {"Retry-After": "7200"}, b"")
    assert world.once()["herald"].error.code == "R110"
    world.at += 3600
    assert world.once()["herald"].error.code == "R112"
    assert site.asked("/rss.xml") == 1
    site.put("/rss.xml", world_of.rss(site.url, [world_of.item(site.url, 3)]))
    world.at += 3601
    assert world.once()["herald"].new == ["p3"]


def test_file_still_being_written_is_left_for_later(world):
    path = drop(world, 6, age=0)
    polls = world.run(lambda w: [next(w.forever()), next(w.forever())])
    assert [p.new for p in polls if p.source == "inbox"] == [[]]
    world.at += 60
    os.utime(path, (world.at - 30, world.at - 30))
    assert world.once()["inbox"].new == ["n6"]


def test_changed_file_is_another_version_and_one_touched_is_not(world):
    path = drop(world, 6)
    world.once()
    os.utime(path, (world.at - 50, world.at - 50))
    assert world.once()["inbox"].new == []
    path.write_text(world_of.text(6).replace("650", "700"))
    os.utime(path, (world.at - 40, world.at - 40))
    assert world.once()["inbox"].new == ["n6"]
    assert len([r for r in world.reports() if r.name == "n6"]) == 2


def test_missing_folder_and_bad_file_are_told(world):
    (world.home / "inbox" / "empty.txt").write_text("")
    os.utime(world.home / "inbox" / "empty.txt", (world.at - 9, world.at - 9))
    assert [p.code for p in world.once()["inbox"].problems] == ["R002"]
    (world.home / "inbox" / "empty.txt").unlink()
    (world.home / "inbox").rmdir()
    assert world.once()["inbox"].error.code == "R001"


def test_archive_is_read_again_into_another_case(world, site):
    drop(world, 6)
    world.once()
    before = world_of.picture(world.case)
    for path in world.home.glob("border.db*"):
        path.unlink()
    asked = len(site.requests)
    world.run(lambda watcher: watcher.resume())
    assert world_of.picture(world.case) == before
    assert len(site.requests) == asked


def test_damaged_evidence_is_told_and_not_read(world):
    world.once()
    archive = Archive.beside(world.case)
    one = next(c for c in archive.contents().captures.values() if c.url.endswith("p3.html"))
    path = archive.path_of(one.sha256)
    path.write_bytes(path.read_bytes().replace(b"300", b"900"))
    for case in world.home.glob("border.db*"):
        case.unlink()
    taken = world.run(lambda watcher: watcher.resume())
    assert [p.code for p in taken.problems] == ["R115"]
    assert names(world.reports()) == ["p4"]


def test_document_that_breaks_its_reader_stops_no_other(world, site, monkeypatch):
    from panj.run import intake

    read = intake.read_capture

    def breaks(data, capture, **options):
        if "p3" in capture.url:
            raise RuntimeError("unexpected")
        return read(data, capture, **options)

    monkeypatch.setattr(intake, "read_capture", breaks)
    poll = world.once()["herald"]
    assert [p.code for p in poll.problems] == ["R120"]
    assert names(world.reports()) == ["p3", "p4"]  # p3 in the feed's own words


def test_feed_that_breaks_its_reader_stops_no_other(world, monkeypatch):
    def breaks(*_args, **_options):
        raise RecursionError("too deep")

    monkeypatch.setattr("panj.run.watching.entries", breaks)
    drop(world, 6)
    polls = world.once()
    assert (polls["herald"].error.code, polls["inbox"].new) == ("R120", ["n6"])


def test_case_file_in_use_puts_the_reading_off(world, monkeypatch):
    """Another program holds the case for long: what was fetched is kept and read at the next poll."""
    monkeypatch.setattr("panj.store.sqlite.BUSY_SECONDS", 0.1)
    drop(world, 6)

    def work(watcher):
        watcher.resume()
        with sqlite3.connect(world.case, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            first = list(watcher.once())
            other.execute("ROLLBACK")
        other.close()
        return first, list(watcher.once())

    first, second = world.run(work)
    assert [poll.error.code for poll in first] == ["S007", "S007"]
    assert [poll.error for poll in second] == [None, None]
    assert names(world.reports()) == ["n6", "p3", "p4"]
    with Store.open(world.case) as store:
        assert None not in store.read_keys().values()


# The schedule ------------------------------------------------------------------------------------

FEED = Source("a", "feed", "https://a.example/", 900.0)


def test_schedule_keeps_its_grid_and_makes_up_for_nothing():
    state = State(FEED.address, due=1000.0)
    assert schedule.succeeded(state, FEED, 1003.0).due == 1900.0
    assert schedule.succeeded(state, FEED, 1899.0).due == 1900.0
    assert schedule.succeeded(state, FEED, 1000.0 + 10 * 900 + 1).due == 1000.0 + 11 * 900


def test_schedule_backs_off_and_comes_back():
    state = State(FEED.address, due=0.0)
    waits = []
    for _ in range(12):
        state = schedule.failed(state, FEED, 0.0)
        waits.append(state.due)
    assert waits[:3] == [900.0, 1800.0, 3600.0]
    assert waits[-1] == schedule.LONGEST_BACKOFF
    assert schedule.succeeded(state, FEED, 100.0).failures == 0


def test_schedule_survives_a_restart_and_a_clock_set_back(tmp_path):
    schedule.save(tmp_path, {"a": State(FEED.address, due=5000.0, etag='"1"')})
    assert schedule.load(tmp_path, (FEED,), 4500.0)["a"] == State(FEED.address, due=5000.0, etag='"1"')
    assert schedule.load(tmp_path, (FEED,), 1000.0)["a"].due == 1900.0
    other = Source("a", "feed", "https://b.example/", 900.0)
    assert schedule.load(tmp_path, (other,), 4500.0)["a"] == State(other.address, due=4500.0)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"a": 1}', b'{"a": {"x": 1}}', b"\xff\x00"])
def test_schedule_that_is_broken_is_begun_anew(tmp_path, data):
    (tmp_path / schedule.FILE).write_bytes(data)
    assert schedule.load(tmp_path, (FEED,), 7.0)["a"] == State(FEED.address, due=7.0)


def test_sources_are_polled_in_the_order_of_their_times(world):
    def work(watcher):
        polls = watcher.forever()
        return [
            (p.source, schedule.seconds_of(p.at) - 1_800_000_000) for p in (next(polls) for _ in range(18))
        ]

    seen = world.run(work)
    assert [at for name, at in seen if name == "herald"] == [0, 900]
    assert [at for name, at in seen if name == "inbox"] == [60 * n for n in range(16)]


# Killed ------------------------------------------------------------------------------------------


def kill_and_resume(tmp_path, site, points):
    """For each point: a watch that dies there, then one that runs through; all cases must be the same."""
    site.put(
        "/rss.xml",
        world_of.rss(
            site.url,
            [world_of.item(site.url, n, "" if n == 5 else "Words of the feed on it.") for n in (3, 4, 5, 9)],
        ),
    )
    for number in (3, 4, 5):
        site.put(f"/p{number}.html", world_of.page(number), Content_Type="text/html")

    def world(name):
        home = tmp_path / name
        home.mkdir()
        made = world_of.World(home, site.url)
        for number in (6, 7):
            drop(made, number)
        return made

    whole = world("whole")
    whole.once()
    wanted = world_of.picture(whole.case)
    assert len(wanted["reports"]) == 6
    assert len(wanted["claims"]) > 0
    killed = 0
    for point in points:
        made = world(f"at-{point}")
        killed += die_at(made, point)
        made.once()
        assert world_of.picture(made.case) == wanted, f"killed at step {point}"
        made.once()
        assert world_of.picture(made.case) == wanted, f"killed at step {point}, polled once more"
        archive = Archive.beside(made.case)
        assert archive.verify() == []
        assert archive.contents().unread() == []
    return killed


def die_at(world, point):
    """Forks a watch that kills itself before its `point`-th write to the disk; 1 where it came so far."""
    child = os.fork()
    if child == 0:
        try:
            count_down(point)
            world.once()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return int(os.WIFSIGNALED(status))


def count_down(point):
    """Counts what changes the disk: SQL statements, renames, writes to the index, syncs."""
    import signal

    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from panj.reports.web import disk

    left = [point]

    def step(*_):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(function):
        def counted(*args, **kwargs):
            step()
            return function(*args, **kwargs)

        return counted

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    for name in ("append_line", "write_whole", "ends_whole", "settle"):
        setattr(disk, name, before(getattr(disk, name)))
    disk.os = type(
        "Counted", (), {**{n: getattr(os, n) for n in dir(os)}, "fsync": staticmethod(before(os.fsync))}
    )


forks = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
needs_fork = pytest.mark.skipif(os.name != "posix", reason="kill -9 and fork are POSIX")


@needs_fork
@forks
def test_killed_watch_goes_on_without_loss_or_double_reading(tmp_path, site):
    draw = random.Random(1037)
    points = [*draw.sample(range(1, 60), 3), *draw.sample(range(60, 330), 5)]
    assert kill_and_resume(tmp_path, site, points) >= 6


@pytest.mark.slow
@needs_fork
@forks
def test_killed_watch_goes_on_from_fifty_moments(tmp_path, site):
    draw = random.Random(1575)
    assert kill_and_resume(tmp_path, site, sorted(draw.sample(range(1, 420), 50))) >= 40


# panj fetch --------------------------------------------------------------------------------------


def fetch(world, *urls):
    return fetch_into(world.case, urls, settings=world_of.SETTINGS, fetcher=world_of.fetcher(), now=world.now)


def test_fetch_reads_pages_and_tells_of_those_it_could_not_get(world, site):
    summary = fetch(
        world, site.url + "/p3.html", site.url + "/none.html", "http://10.0.0.1/", site.url + "/p3.html"
    )
    assert summary.new == ["p3"]
    assert sorted(p.code for p in summary.problems) == ["R007", "R103", "R110"]
    assert summary.reading.reports == 1


def test_fetch_again_asks_whether_the_page_has_changed(world, site):
    def answer(handler):
        if handler.headers.get("If-None-Match"):
            return 304, {}, b""
        return 200, {"ETag": '"7"', "Content-Type": "text/html"}, world_of.page(3).encode()

    site.pages["/p3.html"] = answer
    fetch(world, site.url + "/p3.html")
    again = fetch(world, site.url + "/p3.html")
    assert (again.new, again.unchanged, again.reading.reports) == ([], [site.url + "/p3.html"], 1)


def test_fetch_keeps_the_date_that_a_feed_told(world, site):
    world.once()
    assert fetch(world, site.url + "/p3.html").known == ["p3"]
    assert next(r for r in world.reports() if r.name == "p3").published is not None


def test_fetch_of_a_feed_reads_what_it_holds(world, site):
    assert len(fetch(world, site.url + "/rss.xml").new) == 2


def test_charset_that_only_the_header_states_is_used(world, site):
    text = world_of.page(3).replace("Ishkashim", "Ишкашим").encode("cp1251")
    site.put("/p3.html", text, Content_Type="text/html; charset=windows-1251")
    fetch(world, site.url + "/p3.html")
    assert "Ишкашим" in world.reports()[0].text


def test_archive_that_cannot_be_written_stops_the_work(world, site, monkeypatch):
    monkeypatch.setattr(
        "panj.reports.web.disk.os.fsync", lambda _n: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(FetchError, match="R116"):
        world.once()
