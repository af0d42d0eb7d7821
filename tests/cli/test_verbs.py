"""Each verb gives what its help promises."""

import json
import re
from pathlib import Path

import pytest

from panj.cli import VERBS, main

ALL = [verb for part in VERBS.values() for verb in part]


@pytest.mark.parametrize("verb", ALL)
def test_every_verb_has_help_worth_reading(panj, verb):
    text = panj(verb, "--help").stdout
    assert "Examples:" in text or "Example:" in text or verb == "demo"
    assert len(text.splitlines()) > 8


def test_the_list_of_verbs_says_what_each_is_for(panj):
    text = panj("--help").stdout
    assert all(line in text for part in VERBS.values() for _, line in part.values())
    assert sorted(ALL) == sorted(main.list_commands(None))


def test_reading_says_how_much_is_there(panj):
    assert re.search(r"panj\.db: 4 reports \(4 new\), \d+ claims\.", panj("read", "reports").stdout)
    assert "nothing new, 4 of those read known already" in panj("read", "reports").stdout
    assert panj("read", "reports", "--json").data["reports"] == 4


def test_tally_gives_bounds_and_their_evidence(case):
    words = (
        "tally",
        "--group",
        "soldiers",
        "--place",
        "Tajikistan",
        "--from",
        "2021-07-05",
        "--to",
        "2021-07-05",
    )
    answer = case(*words, "--json").data
    assert (answer["low"], answer["best"], answer["high"]) == (1037, 1037, 1037)
    assert {answer["evidence"][c]["report_name"] for c in answer["claims"]} == {"second", "third"}
    assert isinstance(answer["conflicts"], list)
    assert len(answer["occurrences"]) == 1
    assert len(answer["origins"]) == 1, "two outlets that quote the border guards are one origin"
    assert any("100,000" in answer["evidence"][c]["text"] for c in answer["set_aside"])
    text = case(*words).stdout
    assert "1,037" in text.splitlines()[0]
    assert "if the sources are right, read by wording v" in " ".join(text.split())
    assert "Radio Vakhsh" in text


def test_tally_as_known_on_a_day(case):
    words = ("tally", "--group", "soldiers", "--place", "Tajikistan", "--json")
    assert case(*words, "--known", "2021-07-03").data["low"] == 301
    assert case(*words, "--known", "2021-07-02").data["claims"] == []
    assert "nothing that was read says how many" in case(*words[:-1], "--known", "2021-07-02").stdout


def test_terms_may_be_written_as_people_write_them(case):
    for measure in ("forced-return", "FORCED_RETURN", "forced returns"):
        assert case("tally", "--measure", measure, "--json").data["question"]["measure"] == "forced_return"


def test_a_wrong_term_is_met_with_the_right_ones(case):
    result = case("tally", "--group", "troops", code=2)
    assert "soldiers" in result.stderr
    assert "Did you mean arrival?" in case("tally", "--measure", "arivals", code=2).stderr


@pytest.mark.parametrize("width", ["80", "160"])
def test_claims_are_readable_at_any_width(case, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    text = case("claims").stdout
    assert max(map(len, text.splitlines())) <= int(width)
    assert "2021-07-03" in text
    assert "1,037" in text
    assert "Wire" not in text or "Dushanbe" in text


def test_claims_as_json_carry_their_sentence_and_place_in_the_text(case):
    claims = case("claims", "--measure", "arrival", "--json").data
    assert claims
    for claim in claims:
        text = Path(claim["path"]).read_text().split("---\n", 2)[2]
        assert claim["measure"] == "arrival"
        assert claim["text"] in claim["sentence_text"]
        assert claim["text"] in text
    only = case("claims", "--report", "second", "--json").data
    assert {c["report_name"] for c in only} == {"second"}
    assert case("claims", "--known", "2021-07-03", "--json").data == [
        c for c in case("claims", "--json").data if c["report_name"] == "first"
    ]


def test_one_claim_is_explained_in_full(case):
    claim = next(c for c in case("claims", "--json").data if c["value"] == 1037)
    text = " ".join(case("claims", "--explain", claim["id"]).stdout.split())
    assert "Overnight 1,037 Afghan soldiers crossed into Tajikistan" in text
    assert f"characters {claim['start']} to {claim['end']}" in text
    assert case("claims", "--explain", claim["id"], "--json").data["bounds"]["low"] == 1037
    assert case("claims", "--explain", claim["id"][:9], "--json").data["bounds"]["low"] == 1037
    assert "S012" in case("claims", "--explain", "nothing", code=1).stderr


def test_reports_are_listed_with_their_dates(case):
    rows = case("reports", "--json").data
    assert sorted((r["name"], r["published"], r["dated"]) for r in rows) == [
        ("first", "2021-07-03", "stated"),
        ("fourth", "2021-07-23", "stated"),
        ("second", "2021-07-05", "stated"),
        ("third", "2021-07-05", "stated"),
    ]
    assert [r["published"] for r in rows] == sorted(r["published"] for r in rows)
    assert all(r["claims"] >= 1 for r in rows)
    assert "Wire [Dushanbe]" in case("reports").stdout


def test_a_report_is_given_its_date(case, home):
    (home / "note.txt").write_text("Some 40 people crossed into Tajikistan, villagers said.\n")
    read = case("read", "note.txt")
    assert "R007" in read.stderr
    assert "panj" in read.stderr
    assert "no date" in case("reports").stdout
    assert "published 2021-07-09 (given)" in case("date", "note", "2021-07-09").stdout
    assert "R007" not in case("read").stderr
    assert "D001 note: '9 July'" in case("date", "note", "9 July", code=1).stderr
    assert "S008" in case("date", "nobody", "2021-07-09", code=1).stderr


def test_a_date_can_be_given_while_reading(panj, home):
    (home / "note.txt").write_text("Some 40 people crossed into Tajikistan, villagers said.\n")
    assert "R007" not in panj("read", "note.txt", "--date", "note=2021-07-09").stderr
    panj("read", "note.txt", "--date", "note", code=2)


def test_story_tells_each_day_in_the_sources_words(case):
    text = " ".join(case("story").stdout.split())
    assert "More than 300 Afghan soldiers crossed into Tajikistan" in text
    lines = case("story", "--known", "2021-07-03", "--json").data
    assert lines
    assert all(line["day"] is None or line["day"] <= "2021-07-03" or line["ahead"] for line in lines)


def test_needs_name_their_standards(panj):
    plan = panj("needs", "--people", "5000", "--days", "30", "--json").data
    assert plan["people"] == {"low": 5000, "best": 5000, "high": 5000, "soft_low": False, "soft_high": False}
    assert all(need["source"] for need in plan["needs"])
    text = panj("needs", "--people", "4,000-6,000").stdout
    assert "4,000–6,000 people" in text
    panj("needs", "--people", "many", code=2)
    panj("needs", "--people", "6000-4000", code=2)


def test_outlook_speaks_of_stated_capacities(case):
    rooms = case("outlook", "--json").data
    assert [room["stated"] for room in rooms] == [100000]
    assert "100,000 stated" in case("outlook").stdout
    assert "No capacity is stated" in case("outlook", "--known", "2021-07-05").stdout


def test_brief_goes_to_screen_or_file(case, home):
    assert "1,037" in case("brief").stdout
    assert "2021" in case("brief", "--since", "2021-07-03").stdout
    case("brief", "--out", "report.html")
    assert (home / "report.html").read_text().lstrip().lower().startswith("<!doctype html")
    case("brief", "--format", "both", "--out", "both")
    assert (home / "both.md").exists()
    assert (home / "both.html").exists()
    assert "W010" in case("brief", "--out", "no/such/folder.md", code=1).stderr
    assert "W020 report.odt" in case("brief", "--out", "report.odt", code=1).stderr
    assert not (home / "report.odt").exists()


def test_export_writes_tables(case, home):
    written = case("export", "out").stdout.split()
    assert written
    assert all(Path(path).stat().st_size > 0 for path in written)
    assert any(path.endswith(".csv") for path in written)
    table = case("export", "-", "--what", "claims", "--hxl").stdout
    assert "1,037" in table
    assert "#" in table.splitlines()[1]
    assert "claims" in case("export", "out", "--what", "everything", code=1).stderr.split("W020", 1)[1]


def test_json_is_utf8_and_dates_are_iso(case):
    text = case("story", "--json").stdout
    assert "\\u" not in text
    assert all(
        line["day"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", line["day"]) for line in json.loads(text)
    )


WIRE = (
    "More than 700 people crossed the river into Tajikistan on July 9 after two days of shelling, "
    "guards said.\n\n"
    "Most of them came on foot, carrying bedding and cooking pots, and were sent on to a school whose roof "
    "had been mended in the spring. Lorries brought water twice before noon.\n"
)


def test_reports_names_copies_corrections_and_withdrawals(panj, home):
    note = "Correction: An earlier version of this story said 400 people. It was 700 people.\n\n"
    for name, day, outlet, text in (
        ("wire", 9, "Hill Wire", note + WIRE),
        ("mail-that-printed-the-story-of-the-wire-again", 10, "Coast Mail", WIRE),
    ):
        header = f"---\npublished: 2021-07-{day:02}\noutlet: {outlet}\n---\n"
        (home / f"{name}.txt").write_text(header + text)
        panj("read", f"{name}.txt")
    assert (
        "withdrawn from 2021-07-12 on"
        in panj("withdraw", "wire", "--reason", "hoax", "--from", "2021-07-12").stdout
    )
    said = " ".join(panj("reports").stdout.split())
    assert "mail-that-printed-the-story-of-the-wire-again copy of wire" in said
    assert "wire 400 people → 700 people" in said
    assert "wire from 2021-07-12 on: hoax" in said
    rows = {r["name"]: r for r in panj("reports", "--json").data}
    assert rows["mail-that-printed-the-story-of-the-wire-again"]["copy_of"] == rows["wire"]["id"]
    assert rows["wire"]["withdrawn"] == {"from": "2021-07-12", "reason": "hoax"}
    assert [(c["said"], c["now"]) for c in rows["wire"]["corrections"]] == [("400 people", "700 people")]
    assert "counts again" in panj("withdraw", "wire", "--undo").stdout
    assert panj("reports", "--json").data[0]["withdrawn"] is None


@pytest.mark.parametrize(
    "words", [(), ("--undo", "--reason", "x"), ("--reason", " "), ("--from", "2021-7-1")]
)
def test_a_withdrawal_needs_a_reason_and_a_day(case, words):
    case("withdraw", "first", *words, code=2)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_reports_break_no_date_and_no_word(case, home, monkeypatch, width):
    (home / "long.txt").write_text(
        "---\npublished: 2021-07-24\noutlet: State Agency of the Interior\n---\n" + WIRE
    )
    (home / "long.txt").rename(home / "2021-07-24-state-agency-on-the-crossing-of-nine-july.txt")
    case("read", "2021-07-24-state-agency-on-the-crossing-of-nine-july.txt")
    monkeypatch.setenv("COLUMNS", str(width))
    said = case("reports").stdout
    assert all(len(line.rstrip()) <= width for line in said.splitlines())
    for whole in ("Published", "Claims", "2021-07-03", "2021-07-24", "Interior", "crossing"):
        assert whole in said


def test_a_case_without_arrivals_is_asked_for_what_it_counts_most(panj, home):
    (home / "floods.txt").write_text(
        "Floods in Kolo\n\nKOLO, 7 March 2024 - Some 18,650 people are displaced in Kolo, the agency said. "
        "In the camps 7,900 displaced people were counted.\n",
        encoding="utf-8",
    )
    panj("read", "floods.txt")
    assert panj("tally", "--json").data["question"]["measure"] == "displaced_stock"
