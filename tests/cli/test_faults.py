"""Whatever is wrong with data or files is said in one line with what to do; the rest is read."""

import re
import sqlite3

import pytest

from panj.run import Case

LINE = re.compile(r"^[A-Z]\d{3} .+: .+\. .+\.?$", re.MULTILINE)

BAD = {
    "empty.txt": (b"", "R002"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "R003"),
    "huge.txt": (None, "R004"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_listed_and_the_rest_is_read(panj, home, name):
    content, code = BAD[name]
    path = home / "reports" / name
    if content is None:
        with path.open("wb") as file:
            file.truncate(50_000_000)
    else:
        path.write_bytes(content)
    result = panj("read", "reports")
    assert "4 reports" in result.stdout
    assert f"{code} " in result.stderr
    assert name in result.stderr
    panj("read", "reports", "--strict", code=3)
    assert panj("reports", "--json").data[0]["name"] == "first"


def test_text_in_another_encoding_is_read_or_refused_never_garbled(panj, home):
    words = "Около 300 военных перешли границу. Some 300 soldiers crossed on July 3, сказал чиновник."
    (home / "reports" / "cp1251.txt").write_bytes(words.encode("cp1251"))
    result = panj("read", "reports")
    with Case.open("panj.db") as case:
        found = [r for r in case.reports() if r.name == "cp1251"]
    if found:
        assert "границу" in found[0].text
    else:
        assert "R005" in result.stderr or "R003" in result.stderr


def test_a_missing_path_is_listed_and_the_rest_is_read(panj):
    result = panj("read", "nowhere.txt", "reports/first.txt")
    assert "R001 nowhere.txt" in result.stderr
    assert "1 report " in result.stdout


@pytest.mark.parametrize("verb", [("read",), ("room", "--no-browser")])
def test_a_mistyped_path_alone_fails_and_makes_no_case(panj, home, verb):
    result = panj(*verb, "nowhere/", code=1)
    assert "R001 nowhere" in result.stderr
    assert list(home.glob("*.db")) == []


def test_the_report_of_an_empty_case_says_so(panj, home):
    (home / "bare").mkdir()
    (home / "bare" / "late.txt").write_text("")
    panj("read", "bare")
    assert "No report was read." in panj("brief").stdout


def test_a_folder_without_reports_makes_no_empty_case(panj, home):
    (home / "bare").mkdir()
    (home / "bare" / "photo.jpg").write_bytes(b"x")
    result = panj("read", "bare", code=1)
    assert "R006 bare" in result.stderr
    assert list(home.glob("*.db")) == []
    assert "1 report " in panj("read", "bare", "reports/first.txt").stdout


def test_a_mended_file_is_no_problem_any_more(panj, home):
    (home / "reports" / "late.txt").write_text("")
    panj("read", "reports", "--strict", code=3)
    (home / "reports" / "late.txt").write_text(
        "---\npublished: 2021-07-06\n---\nSome 40 people fled on July 6.\n"
    )
    panj("read", "reports", "--strict")


@pytest.mark.parametrize("verb", ["reports", "claims", "tally", "story", "brief", "outlook", "room", "read"])
def test_no_case_file_is_said_with_what_to_do(panj, home, verb):
    result = panj(verb, code=1)
    assert result.stderr.startswith("S001 panj.db: ")
    assert "panj read" in result.stderr
    assert not (home / "panj.db").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"A note, no case.\n" * 50, "S002"), (b"SQLite format 3\0" + b"\xff" * 4080, "S003")],
)
def test_a_file_that_is_no_case_is_refused_and_kept(panj, home, content, code):
    (home / "panj.db").write_bytes(content)
    for words in (("claims",), ("read", "reports")):
        result = panj(*words, code=1)
        assert re.match(r"S00[23] panj\.db: ", result.stderr), code
        assert LINE.match(result.stderr)
    assert (home / "panj.db").read_bytes() == content


def test_a_folder_and_a_newer_case_are_refused(panj, home):
    assert panj("claims", "--case", "reports", code=1).stderr.startswith("S005 reports: ")
    panj("read", "reports")
    connection = sqlite3.connect("panj.db")
    connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    connection.commit()
    connection.close()
    assert panj("claims", code=1).stderr.startswith("S004 panj.db: ")


@pytest.mark.parametrize("day", ["2021-7-5", "5 July", "20210705", "2021-02-30", "1625443200"])
def test_a_date_is_strict_everywhere(case, day):
    for words in (("tally", "--known"), ("claims", "--known"), ("tally", "--from"), ("story", "--known")):
        assert "YYYY-MM-DD" in case(*words, day, code=2).stderr


def test_a_period_that_ends_before_it_starts(case):
    assert "D002" in case("tally", "--from", "2021-07-06", "--to", "2021-07-05", code=1).stderr


def test_a_place_that_is_not_known_is_said(case):
    result = case("tally", "--place", "Xyzzyville", code=1)
    assert LINE.match(result.stderr)
    assert "Xyzzyville" in result.stderr


def test_an_unknown_verb_is_met_with_the_nearest(panj):
    assert "Did you mean tally?" in panj("taly", code=2).stderr
    assert "tally, claims" in panj("zzzz", code=2).stderr


def test_a_wrong_setting_is_said(panj, home):
    (home / "panj.toml").write_text("prot = 8700\n")
    assert panj("claims", code=1).stderr.startswith("X001 ")


def test_a_report_that_tries_to_style_the_terminal_is_printed_as_it_is(panj, home):
    header = "---\npublished: 2021-07-06\noutlet: [bold red]Post[/]\n---\n"
    text = header + "[link=http://x]Some 40[/link] people \x1b[2Kfled.\n"
    (home / "reports" / "odd.txt").write_text(text)
    panj("read", "reports")
    for words in (("claims",), ("reports",), ("story",), ("tally",)):
        assert "\x1b" not in panj(*words).stdout
    assert "[bold red]Post[/]" in panj("reports").stdout


def test_a_fault_of_panj_itself_is_one_line(case, monkeypatch):
    monkeypatch.delenv("PANJ_DEBUG")
    monkeypatch.setattr(Case, "claims", lambda *_: 1 / 0)
    result = case("claims", code=1)
    assert result.stderr.startswith("X004 test_faults.py:")
    assert "ZeroDivisionError" in result.stderr
    assert len(result.stderr.splitlines()) == 1
