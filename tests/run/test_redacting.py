"""Redacted words are in no byte that the case keeps: file, log, archive, index; and stay out."""

import json
from pathlib import Path

import pytest

from panj.reports.web import Archive, Capture
from panj.reports.web.archive import INDEX, Reading
from panj.run import Case
from panj.run.intake import Intake
from panj.settings import Settings

SECRET = "Zarina Qodirova"
TEXT = (
    "On July 5, 134 Afghan soldiers crossed into Tajikistan, a governor said.\n\n"
    f"{SECRET}, a teacher in Ishkashim, saw them from her window and told this paper.\n"
)
PAGE = (
    "<html><head><title>{title}</title><meta property='article:published_time' content='2021-07-06'></head>"
    "<body><article><h1>{title}</h1><p>About 90 people came over the river on July 4, guards said, and were "
    "given tents by the district.</p><p>{name}, a teacher in Ishkashim, saw them from her window and told "
    "this paper about it at length.</p></article></body></html>"
)
AT = "2021-07-06T08:00:00+00:00"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    made.mkdir()
    (made / "seen.txt").write_text(f"---\npublished: 2021-07-06\n---\n{TEXT}", encoding="utf-8")
    (made / "other.txt").write_text(
        "---\npublished: 2021-07-06\n---\n77 soldiers crossed.\n", encoding="utf-8"
    )
    return made


@pytest.fixture
def case(tmp_path, folder):
    (tmp_path / "case").mkdir()
    with Case.open(tmp_path / "case" / "border.db") as opened:
        opened.read([folder])
        yield opened


@pytest.fixture
def archived(case):
    """The same words in a page, and in a feed that repeats them, as fetching archives them."""
    archive = Archive.beside(case.path)
    intake = Intake(case._store, archive, Settings())
    page = PAGE.format(title="Over the river", name=SECRET).encode()
    held = Capture(
        "https://example.org/a",
        archive.put(page),
        len(page),
        AT,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        hints=(("title", f"{SECRET} speaks"),),
    )
    archive.add(held)
    taken = intake.take(held)
    assert taken.new, "the page was not read: the test tests nothing"
    feed = f"<rss><item><title>{SECRET} speaks</title></item></rss>".encode()
    archive.add(Capture("https://example.org/feed", archive.put(feed), len(feed), AT, kind="feed"))
    case.read([])
    return archive, taken.new[0]


def bytes_of(case):
    """Every file of the case and beside it."""
    return {f: f.read_bytes() for f in Path(case.path).parent.rglob("*") if f.is_file()}


def holding(case, words):
    needle = words.casefold()
    found = ((f, data.decode("utf-8", "ignore").casefold()) for f, data in bytes_of(case).items())
    return [f.name for f, text in found if needle in text]


def test_words_are_in_no_byte_of_the_case(case):
    assert holding(case, SECRET)
    done = case.redact("seen", words=SECRET, who="me", why="personal data")
    assert holding(case, SECRET) == []
    assert [f.name for f in done.files] == ["seen.txt"], "the user's own file is theirs to delete"


def test_figures_of_what_is_left_are_read_anew(case):
    before = {(c.text, c.measure, c.date_start) for c in case.claims()}
    case.redact("seen", words=SECRET, who="me", why="personal data")
    assert {(c.text, c.measure, c.date_start) for c in case.claims()} == before


def test_a_whole_report_is_in_no_byte_of_the_case(case):
    case.redact("seen", who="me", why="personal data")
    for words in (SECRET, "134 Afghan soldiers", "seen.txt"):
        assert holding(case, words) == [], words
    assert [r.name for r in case.reports()] == ["other"]


@pytest.mark.parametrize("words", [SECRET, None])
def test_reading_the_same_folder_again_brings_nothing_back(case, folder, words):
    case.redact("seen", words=words, who="me", why="personal data")
    claims = case.claims()
    summary = case.read([folder])
    assert holding(case, SECRET) == []
    assert case.claims() == claims
    assert summary.redacted == ([] if words else ["seen"])


def test_archived_pages_go_and_leave_a_line_that_says_so(case, archived):
    archive, name = archived
    assert len(holding(case, SECRET)) >= 3, "file, page and feed hold it"
    case.redact("seen", words=SECRET, who="me", why="personal data")
    case.redact(name, words=SECRET, who="me", why="personal data")
    assert holding(case, SECRET) == []
    lines = [json.loads(line) for line in (archive.folder / INDEX).read_text().splitlines()]
    assert sum("redacted" in line for line in lines) == 2
    fresh = Archive(archive.folder)
    assert fresh.verify() == [], "what was redacted is not said to be missing"


def test_an_archived_page_is_not_read_from_the_archive_again(case, archived):
    archive, name = archived
    case.redact(name, who="me", why="personal data")
    intake = Intake(case._store, Archive(archive.folder), Settings())
    assert intake.resume().new == []
    assert name not in [r.name for r in case.reports()]


def test_a_page_that_is_fetched_again_is_not_kept(case, archived):
    archive, name = archived
    case.redact(name, who="me", why="personal data")
    fresh = Archive(archive.folder)
    fresh.put(PAGE.format(title="Over the river", name=SECRET).encode())
    case.redact("seen", words=SECRET, who="me", why="personal data")
    assert holding(case, SECRET) == []


def test_other_reports_with_the_words_are_named(case, folder):
    (folder / "third.txt").write_text(f"---\npublished: 2021-07-07\n---\n{SECRET} was seen again.\n")
    case.read([folder])
    done = case.redact("seen", words=SECRET, who="me", why="personal data")
    assert done.elsewhere == ("third",)


def test_readings_of_other_pages_stay(case, archived):
    archive, name = archived
    case.redact("seen", who="me", why="x")
    assert any(isinstance(r, Reading) for r in archive.contents().readings.values())
    assert name in [r.name for r in case.reports()]
