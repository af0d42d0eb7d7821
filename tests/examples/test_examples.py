"""The example folder is what its README says: headers, voices, noise, a copy, and no borrowed sentence."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from panj.clock import day_of, parse_moment
from panj.model import Report
from panj.reports import date_all, read
from panj.reports.header import KEYS, split_header

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "tajik-border-2021"
SEEDS = ROOT.parent / "shared" / "seeds"
FILES = sorted(FOLDER.glob("*.txt"))
COPY = {"2021-07-05-wire-more-than-1000", "2021-07-06-herald-syndicated-copy"}
BORROWED = 7  # words in a row; shorter runs are the language's own ("more than 1,000 Afghan soldiers")


def header_of(path: Path):
    return split_header(path.read_text(encoding="utf-8"), path.name)


def runs(text: str) -> set[str]:
    words = re.findall(r"[\w,'’-]+", text.lower())
    return {" ".join(words[i : i + BORROWED]) for i in range(len(words) - BORROWED + 1)}


@pytest.fixture(params=FILES, ids=lambda p: p.stem)
def path(request) -> Path:
    return request.param


def test_there_are_as_many_as_the_readme_describes():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", readme, re.MULTILINE)) == {p.stem for p in FILES}


def test_the_header_is_understood_and_complete(path):
    header = header_of(path)
    assert not header.problems
    assert set(header.values) <= set(KEYS)
    assert {"title", "outlet", "url", "language"} <= set(header.values)
    assert header.values["url"].startswith("https://example.org/"), "no real address"


def test_a_dated_name_agrees_with_the_header(path):
    published = header_of(path).values.get("published")
    dated = re.match(r"\d{4}-\d{2}-\d{2}", path.stem)
    assert (published is None) == (dated is None)
    if published and dated:
        assert day_of(parse_moment(published)).isoformat() == dated[0]


def test_each_is_short(path):
    assert 90 <= len(header_of(path).text.split()) <= 300


def test_undated_reports_name_a_weekday_a_day_and_no_year():
    undated = [p for p in FILES if "published" not in header_of(p).values]
    assert len(undated) == 2
    for path in undated:
        text = header_of(path).text
        assert re.search(r"\b(Monday|Wednesday)\b", text)
        assert re.search(r"\bJuly \d", text), "a day of the month, so that its neighbours settle the year"
        assert not re.search(r"\b20\d\d\b", text)


def test_the_undated_reports_are_settled_by_text_and_neighbours():
    settled = {r.name: r for r in date_all(r for r in read([FOLDER]) if isinstance(r, Report))}
    for name, day in (("radio-five-waves", "2021-07-05"), ("radio-flights-home", "2021-07-07")):
        assert (settled[name].published, settled[name].dated) == (day, "inferred")


def test_only_the_syndicated_copy_is_a_copy():
    """Anyone can tell the copy by likeness, and nothing else is alike enough to be taken for one."""
    for one, other in combinations(FILES, 2):
        alike = fuzz.ratio(header_of(one).text, header_of(other).text)
        if {one.stem, other.stem} == COPY:
            assert alike > 80
        else:
            assert alike < 60, (one.stem, other.stem)


def test_radio_pages_carry_page_noise_and_a_correction_stands_in_one_wire_report():
    radio = [header_of(p).text for p in FILES if "radio" in p.stem]
    assert len(radio) == 4
    assert all("SEE ALSO" in text and "HTML5" in text for text in radio)
    corrected = [p.stem for p in FILES if "earlier version" in header_of(p).text]
    assert corrected == ["2021-07-05-wire-more-than-1000"]


@pytest.mark.shared
def test_no_sentence_is_borrowed_from_the_seeds(path):
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not beside the checkout")
    theirs = set().union(*(runs(p.read_text(encoding="utf-8")) for p in SEEDS.glob("*.txt")))
    assert not runs(header_of(path).text) & theirs
