"""A folder as it arrives: every format in it is read with one command, and what cannot be read is said."""

import io
import sys
import zipfile
from email.message import EmailMessage

import pytest

BODIES = {
    "txt": "On July 3, 310 people crossed into Tajikistan from Afghanistan, the border service said.",
    "html": "On July 4, 420 people crossed into Tajikistan from Afghanistan, the border service said.",
    "pdf": "On July 5, 530 people crossed into Tajikistan from Afghanistan, the border service said.",
    "docx": "On July 6, 640 people crossed into Tajikistan from Afghanistan, the border service said.",
    "eml": "On July 7, 750 people crossed into Tajikistan from Afghanistan, the border service said.",
    "rss": "On July 8, 860 people crossed into Tajikistan from Afghanistan, the border service said.",
    "zip": "On July 9, 970 people crossed into Tajikistan from Afghanistan, the border service said.",
}
FIGURES = {310, 420, 530, 640, 750, 860, 970}
REST = "They were given bread and water in the yard of a school near the bridge, and slept in its classrooms."


def headed(body, day):
    return f"---\npublished: 2021-07-{day:02}\noutlet: Valley Herald\n---\n{body}\n\n{REST}\n".encode()


def page(body):
    head = '<title>Crossing</title><meta property="article:published_time" content="2021-07-04">'
    return f"<html><head>{head}</head><body><article><h1>Crossing</h1><p>{body}</p><p>{REST}</p>".encode()


def pdf(body):
    """One page of Helvetica, written by hand."""
    lines = [
        (60, 780, 16, "Border note"),
        (60, 750, 11, "5 July 2021"),
        (60, 720, 8, body),
        (60, 708, 8, REST),
    ]
    stream = "\n".join(f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, words in lines)
    box = "/MediaBox [0 0 595 842]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        f"<< /Type /Page /Parent 2 0 R {box} /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    out += (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    )
    return out.encode("latin-1")


def word(body):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Border note", 0)
    document.add_paragraph("6 July 2021")
    document.add_paragraph(body)
    document.add_paragraph(REST)
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows, (("Indicator", "Number"), ("People killed", "3"), ("People injured", "11")), strict=True
    ):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def mail(body):
    message = EmailMessage()
    message["From"], message["Subject"] = "desk@valley.example", "Border note"
    message["Date"] = "Wed, 07 Jul 2021 18:00:00 +0500"
    message.set_content(f"{body}\n\n{REST}\n")
    return message.as_bytes()


def feed(body):
    item = (
        f"<item><title>Note</title><link>https://v.example/1</link><description>{body} {REST}</description>"
    )
    date = "<pubDate>Thu, 08 Jul 2021 09:00:00 +0000</pubDate></item>"
    return f'<rss version="2.0"><channel><title>Valley</title>{item}{date}</channel></rss>'.encode()


def archive(body):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("inside.txt", headed(body, 9))
    return held.getvalue()


@pytest.fixture
def mixed(home):
    folder = home / "mixed"
    folder.mkdir()
    makers = {
        "txt": lambda body: headed(body, 3),
        "html": page,
        "pdf": pdf,
        "docx": word,
        "eml": mail,
        "rss": feed,
        "zip": archive,
    }
    for suffix, make in makers.items():
        (folder / f"note-{suffix}.{suffix}").write_bytes(make(BODIES[suffix]))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


def test_every_format_of_a_mixed_folder_is_read(panj, mixed):
    pytest.importorskip("pdfplumber")
    pytest.importorskip("feedparser")
    said = panj("read", "mixed", "--strict")
    assert "7 reports (7 new)" in said.stdout
    assert "Problems" not in said.stderr
    rows = panj("reports", "--json").data
    assert sorted(r["published"][:10] for r in rows if not r["part_of"]) == [
        f"2021-07-{day:02}" for day in range(3, 10)
    ]
    claims = panj("claims", "--json").data
    assert {c["value"] for c in claims if c["measure"] == "arrival"} == FIGURES
    (table,) = [r for r in rows if r["part_of"]]
    assert {c["value"] for c in claims if c["report"] == table["id"]} == {3, 11}, "the table of the Word file"
    tally = panj("tally", "--measure", "arrival", "--place", "Tajikistan", "--json").data
    assert tally["low"] >= sum(FIGURES) * 0.95, "rounded figures allow a little less"


@pytest.mark.parametrize(
    ("modules", "suffix"), [(("pdfplumber",), "pdf"), (("docx",), "docx"), (("feedparser",), "rss")]
)
def test_a_missing_extra_is_named_and_the_rest_is_read(panj, mixed, monkeypatch, modules, suffix):
    for name in modules:
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("panj.reports.pdf", "panj.reports.word", "panj.reports.feeds"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    said = panj("read", "mixed", "--strict", code=3)
    assert f"note-{suffix}.{suffix}" in said.stderr
    assert "pip install 'panj[formats]'" in said.stderr
    assert "6 reports (6 new)" in said.stdout
