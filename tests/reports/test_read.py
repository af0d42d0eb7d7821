"""Reading files and folders: what can be read is read, and each fault is one clear Problem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.errors import MESSAGES, DateError, ReportError
from panj.model import Problem, Report
from panj.reports import read
from panj.reports.decode import decode
from panj.settings import Settings

STORY = """Camp Opens Near The Border

By the Valley Herald's Night Desk

The regional governor said on March 3 that a camp for 300 people had been opened near the river.

Trucks carried blankets and flour to the camp overnight, officials said.
"""
RUSSIAN = (
    "Лагерь открыт у границы\n\nГубернатор области сообщил в понедельник, что у реки открыт лагерь "
    "на 300 человек.\n\nПо словам чиновников, ночью в лагерь привезли одеяла и муку.\n"
)
CZECH = (
    "Otevřen tábor u hranic\n\nHejtman v pondělí řekl, že u řeky byl otevřen tábor pro 300 lidí, kteří "
    "uprchli před povodní.\n\nNáklaďáky přivezly přikrývky a žito, uvedly úřady.\n"
)
TURKISH = (
    "Sınırda kamp açıldı\n\nVali pazartesi günü nehrin yakınında 300 kişilik bir kampın açıldığını söyledi."
    "\n\nYetkililer, kamyonların gece boyunca battaniye ve ğıda taşıdığını belirtti.\n"
)
ARABIC = (
    "افتتاح مخيم قرب الحدود\n\nقال محافظ المنطقة يوم الاثنين إن مخيما يتسع لثلاثمئة شخص افتتح قرب النهر.\n\n"
    "وأضاف المسؤولون أن الشاحنات نقلت البطانيات والدقيق إلى المخيم خلال الليل.\n"
)


def read_one(path: Path, **options: object) -> Report | Problem:
    items = list(read([path], **options))
    assert len(items) == 1, items
    return items[0]


def codes(items: list[Report | Problem]) -> list[str]:
    return [item.code for item in items if isinstance(item, Problem)]


def test_read_keeps_the_text_exactly(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    text = "\n  Camp Opens \n\n" + STORY + "\n\n  "
    path.write_text(text, encoding="utf-8")
    report = read_one(path)
    assert isinstance(report, Report)
    assert report.text == text == path.read_text(encoding="utf-8")
    assert report.name == "story"
    assert report.path == str(path)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_read_normalises_newlines_alone(tmp_path: Path, newline: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.replace("\n", newline).encode())
    report = read_one(path)
    assert isinstance(report, Report)
    assert report.text == STORY


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", STORY),
        ("utf-8-sig", STORY),
        ("utf-16", STORY),
        ("utf-16-le", STORY),
        ("utf-16-be", STORY),
        ("utf-32", STORY),
        ("cp1252", STORY.replace("governor", "gouverneur Éric Lœuvre de l’été")),
        ("latin-1", STORY.replace("governor", "gouverneur José Peña, à Mérida")),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("cp1250", CZECH),
        ("iso8859-2", CZECH),
        ("cp1254", TURKISH),
        ("cp1256", ARABIC),
    ],
)
def test_read_tells_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode(encoding))
    report = read_one(path)
    assert isinstance(report, Report)
    assert report.text == text


def test_a_broken_byte_does_not_lose_the_text(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    sound = (STORY * 3).replace("river", "rivière à l’est – où").encode()
    path.write_bytes(sound.replace(b"trucks", b"truc\xffs").replace(b"blankets", b"blan\x80ets", 1))
    report = read_one(path)
    assert isinstance(report, Report)
    assert report.text.count("\ufffd") == 1
    assert "rivière à l’est – où" in report.text


def test_read_names_each_fault_and_reads_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-blank.txt").write_bytes(b" \n\t\n")
    (tmp_path / "c-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (tmp_path / "d-noise.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "e-large.txt").write_text(STORY * 200)
    (tmp_path / "f-furniture.txt").write_text("Share\n\nLeave a Reply\n")
    (tmp_path / "g-story.txt").write_text(STORY)
    items = list(read([tmp_path, tmp_path / "missing.txt"], settings=Settings(max_bytes=20_000)))
    assert codes(items) == ["R002", "R002", "R003", "R003", "R004", "R010", "R001"]
    assert [item.name for item in items if isinstance(item, Report)] == ["g-story"]
    for item in items:
        if isinstance(item, Problem):
            assert item.where.startswith(str(tmp_path))
            assert item.remedy


def test_read_says_the_size_of_a_file_of_50_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    found = read_one(path)
    assert isinstance(found, Problem)
    assert found.code == "R004"
    assert "50.0 MB" in found.what
    assert "20.0 MB" in found.what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_read_reports_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert codes([read_one(path)]) == ["R009"]


def test_read_reports_what_is_no_plain_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert codes([read_one(pipe)]) == ["R009"]
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert codes([read_one(tmp_path / "gone.txt")]) == ["R001"]


def test_read_says_when_a_folder_holds_no_reports(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(STORY)
    (tmp_path / "LICENSE").write_text(STORY)
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / "table.sqlite").write_text("a,b\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "note.txt").write_text(STORY)
    assert codes([read_one(tmp_path)]) == ["R006"]


def test_read_walks_folders_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.md", "b/1.text", "c"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}\n\n{STORY}")
    assert [item.name for item in read([tmp_path]) if isinstance(item, Report)] == ["a", "1", "2", "c"]


def test_read_takes_a_page_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n")[2:]) * 3
    path.write_text(f"<!DOCTYPE html><html><head><title>Camp Opens</title></head><body><article>{paragraphs}")
    report = read_one(path)
    assert isinstance(report, Report)
    assert "<p>" not in report.text
    assert "a camp for 300 people" in report.text


def test_given_dates_win(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("---\npublished: 2021-03-04\n---\n\n" + STORY)
    stated, given_ = read_one(path), read_one(path, given_dates={"story": "2021-03-05"})
    assert isinstance(stated, Report)
    assert (stated.published, stated.dated) == ("2021-03-04", "stated")
    assert isinstance(given_, Report)
    assert (given_.published, given_.dated) == ("2021-03-05", "given")


def test_a_wrong_given_date_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(DateError, match="D001"):
        list(read([tmp_path], given_dates={"story": "5/3/2021"}))


def test_header_gives_metadata_and_text_starts_below(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "---\ntitle: Camp: the opening\npublished: 2021-03-03 12:00\noutlet: Valley Herald\n"
        "url: https://herald.example/1\nlanguage: fr\nauthor: 'A. Writer'\nmodified: 2021-03-04\n---\n\n\n"
        + STORY
    )
    report = read_one(path)
    assert isinstance(report, Report)
    assert report.text == STORY
    assert (report.title, report.published, report.outlet) == (
        "Camp: the opening",
        "2021-03-03T12:00:00",
        "Valley Herald",
    )
    assert (report.url, report.language) == ("https://herald.example/1", "fr")
    assert (report.author, report.modified) == ("A. Writer", "2021-03-04")


def test_header_faults_name_the_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "---\ntitle: Camp\npublished: 3 March\ncolour: red\nno colon here\ntitle: Again\n---\n" + STORY
    )
    *faults, report = read([path])
    assert [f.where.rsplit(":", 1)[1] for f in faults if isinstance(f, Problem)] == ["3", "4", "5", "6"]
    assert codes(faults) == ["R008"] * 4
    assert isinstance(report, Report)
    assert (report.title, report.published) == ("Camp", None)


def test_header_that_never_ends_is_said(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("---\ntitle: Camp\n\n" + STORY)
    fault, report = read([path])
    assert codes([fault]) == ["R008"]
    assert isinstance(report, Report)
    assert report.text.startswith("---\ntitle")


@given(st.binary(max_size=400))
def test_decode_never_crashes(data: bytes) -> None:
    try:
        text = decode(data, "file", markup=True)
    except ReportError as error:
        text = error.where + MESSAGES[error.code][0]
    assert "\r" not in text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_decode_reads_back_every_utf_8_text(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


LABELLED = """Date: 14 May 2024
Source: Radio Kolo
Title: Hundreds flee as fighting grows

KOLO – Some 300 people fled Kolo on Monday.
"""


def test_labelled_lines_on_top_are_a_header_without_a_fence(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(LABELLED, encoding="utf-8")
    (report,) = read(path)
    assert (report.published, report.outlet) == ("2024-05-14", "Radio Kolo")
    assert report.title == "Hundreds flee as fighting grows"
    assert report.text.startswith("KOLO – Some 300")


@pytest.mark.parametrize(
    "text",
    [
        "Source: a fisherman.\n\nSome 300 people fled Kolo on Monday.\n",
        "Date: last Monday\nSource: Radio Kolo\n\nSome 300 people fled Kolo.\n",
        "Kolo: 300 people\nMba: 200 people\n\nBoth towns are empty.\n",
    ],
    ids=["one label", "no day", "a list of places"],
)
def test_lines_that_are_no_header_stay_in_the_text(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (report,) = read([path])
    assert report.text == text


def test_one_path_is_one_path_and_not_its_letters(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ab").write_text("Some 300 people fled Kolo on Monday.", encoding="utf-8")
    (report,) = read("ab")
    assert report.path == "ab"
