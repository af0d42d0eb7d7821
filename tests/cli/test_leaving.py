"""What leaves a case by the command line: formats, drafts and releases, the list of what is withheld."""

import json

import pypdfium2
import pytest

FEW = (
    "---\npublished: 2021-07-06\noutlet: Radio Vakhsh\n---\n"
    "On July 5 four Afghan soldiers were wounded near Kunduz, the Border Service said.\n"
    "Call +992 900 12 34 56 for more.\n"
)


@pytest.fixture
def few(home, panj):
    """A case in ./panj.db, with a count so small that it is withheld."""
    (home / "reports" / "few.txt").write_text(FEW, encoding="utf-8")
    panj("read", "reports")
    return panj


def pages(path):
    with pypdfium2.PdfDocument(path) as file:
        return len(file)


def test_the_ending_says_the_format(case, home):
    case("brief", "--out", "a.pdf", "--known", "2021-07-23")
    assert pages(home / "a.pdf") <= 2
    case("brief", "--out", "a.docx")
    assert (home / "a.docx").read_bytes()[:2] == b"PK"


def test_a_flash_is_one_page_and_shorter_than_the_full_report(case, home):
    case("brief", "--flash", "--out", "flash.pdf")
    assert pages(home / "flash.pdf") == 1
    assert len(case("brief", "--flash").stdout) < len(case("brief", "--full").stdout)


def test_a_printed_format_without_a_name_gets_one(case, home):
    case("brief", "--format", "pdf", "--flash")
    assert (home / "brief.pdf").is_file()


def test_a_release_is_recorded_and_ends_with_the_content(case):
    assert "DRAFT: not released" in case("brief", "--known", "2021-07-05").stdout
    said = case("brief", "--known", "2021-07-05", "--release", "N. Officer")
    assert "recorded in the history" in said.stderr
    assert "Released by N. Officer" in said.stdout
    again = case("brief", "--known", "2021-07-05").stdout
    assert "Released by N. Officer" in again
    assert "DRAFT" not in again
    assert "DRAFT: not released" in case("brief", "--known", "2021-07-23").stdout
    assert "W023" in case("brief", "--release", "  ", code=1).stderr


def test_withheld_cells_are_listed_without_values(few):
    lines = few("brief", "--withheld").stdout.splitlines()
    assert any("(small: " in line for line in lines)
    assert any("(contacts: " in line for line in lines)
    assert not [line for line in lines if "four" in line or "992" in line]


@pytest.mark.parametrize("form", ["xlsx", "geojson", "jsonl", "hxl", "hapi", "jsonld", "rss", "parquet"])
def test_every_format_is_written_and_what_is_withheld_beside_it(few, home, form):
    few("export", "out", "--format", form, "--known", "2021-07-23")
    names = [p.name for p in (home / "out").iterdir()]
    assert "withheld.csv" in names
    assert len(names) > 1


def test_the_gate_stands_before_exports_unless_they_stay_inside(few):
    def texts(*more):
        out = few("export", "-", "--what", "claims", "--format", "jsonl", *more).stdout
        return [json.loads(line)["text"] for line in out.splitlines()]

    assert "fewer than 10" in texts()
    assert "four" not in texts()
    assert "four" in texts("--internal")
