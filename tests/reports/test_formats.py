"""Feeds, service answers, PDF, Word, mail and archives: each file is made here, read, and broken."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj import extract
from panj.model import Problem, Report, Table
from panj.reports import parts, read
from panj.reports.formats import kind_of, read_bytes
from panj.reports.links import read_links

LEAD = "KORGAN -- About 1,250 people have crossed the Sarim Bridge since Sunday, officials said on March 5."
MORE = (
    "Another 40 families were waiting on the other bank for buses, according to the Red Crescent of Korgan."
)
BODY = f"{LEAD}\n\n{MORE}"
MEGABYTE = 1_000_000


def items(data: bytes, name: str, max_bytes: int = 20 * MEGABYTE) -> list[Report | Problem]:
    return list(read_bytes(data, name, max_bytes=max_bytes))


def one(data: bytes, name: str) -> Report:
    (found,) = items(data, name)
    assert isinstance(found, Report), found
    return found


def fault(data: bytes, name: str) -> Problem:
    (found,) = items(data, name)
    assert isinstance(found, Problem), found
    return found


def rss(*entries: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Floods | Valley Herald</title>'
        f"<language>en-GB</language>{''.join(entries)}</channel></rss>"
    ).encode()


def entry(guid: str, day: str, body: str = "", creator: str = "") -> str:
    return (
        f"<item><title>Camp Fills</title><guid>{guid}</guid><pubDate>{day}</pubDate>{creator}"
        f"<link>https://herald.example/{guid}?utm_source=rss&amp;id=3</link>"
        f"<description>summary</description><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


PARAGRAPHS = f"<figure><figcaption>A camp.</figcaption></figure><p>{LEAD}</p>\n<p>{MORE}</p><p>Share</p>"


def test_a_feed_gives_one_report_per_entry(tmp_path: Path) -> None:
    path = tmp_path / "floods.xml"
    path.write_bytes(
        rss(
            entry("a", "Mon, 05 Mar 2018 18:00:00 +0500", PARAGRAPHS, "<dc:creator>AFP</dc:creator>"),
            entry("b", "Tue, 06 Mar 2018 06:00:00 GMT", PARAGRAPHS, "<dc:creator>Anna Writer</dc:creator>"),
        )
    )
    first, second = read([path])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.text == BODY
    assert first.captions == ("A camp.",)
    assert (first.name, second.name) == ("floods-01", "floods-02")
    assert (first.outlet, first.author) == ("AFP", None)
    assert (second.outlet, second.author) == ("Valley Herald", "Anna Writer")
    assert first.published == "2018-03-05T18:00:00+05:00"
    assert first.url == "https://herald.example/a?id=3"


def test_a_changed_entry_keeps_the_day_of_first_publication() -> None:
    feed = rss(
        entry("a", "Wed, 07 Mar 2018 08:00:00 +0000", PARAGRAPHS.replace("1,250", "1,900")),
        entry("a", "Mon, 05 Mar 2018 18:00:00 +0000", PARAGRAPHS),
    )
    new, old = (i for i in items(feed, "f.rss") if isinstance(i, Report))
    assert (new.published, new.modified) == ("2018-03-05T18:00:00+00:00", "2018-03-07T08:00:00+00:00")
    assert (old.published, old.modified) == ("2018-03-05T18:00:00+00:00", None)


def test_an_entry_without_text_is_a_problem_and_the_rest_is_read() -> None:
    empty = entry("b", "Mon, 05 Mar 2018 18:00:00 +0000").replace("summary", "")
    found = items(rss(empty, entry("a", "", PARAGRAPHS)), "f.rss")
    assert [type(i).__name__ for i in found] == ["Problem", "Report"]


def test_an_entity_bomb_in_a_feed_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "x" * 10}">' for i in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss><channel><item><title>&e11;</title></item>'
    assert fault(bomb.encode(), "f.rss").code in {"R012", "R010"}


def test_reliefweb_reports_are_dated_by_their_source() -> None:
    fields = {
        "title": "Valley: Flash Update",
        "body-html": f"<h3>OVERVIEW</h3><p>{LEAD}</p><ul><li>{MORE}</li></ul>",
        "date": {"original": "2018-03-05T00:00:00+00:00", "created": "2018-03-07T11:00:00+00:00"},
        "source": [{"name": "International Organization for Migration", "shortname": "IOM"}],
        "language": [{"code": "en"}],
        "url": "https://reliefweb.example/1",
    }
    found = one(json.dumps({"data": [{"id": "1", "fields": fields}]}).encode(), "answer.json")
    assert found.text == f"OVERVIEW\n\n{BODY}"
    assert (found.outlet, found.published) == ("IOM", "2018-03-05T00:00:00+00:00")


@pytest.mark.parametrize(
    "data", [b"{", b"[1, 2]", b'{"data": [{"fields": 3}]}', b'{"data": {}}', b'"text"', b"[" * 9999]
)
def test_other_json_is_refused(data: bytes) -> None:
    assert fault(data, "a.json").code == "R012"


def test_lists_of_links_say_that_they_must_be_fetched() -> None:
    table = (
        b"title,url,published\nCamp,https://a.example/1,2018-03-05\nBridge,https://a.example/2,\nx,none,\n"
    )
    assert [link.url for link in read_links(table)] == ["https://a.example/1", "https://a.example/2"]
    found = fault(table, "links.csv")
    assert found.code == "R014"
    assert "2 links" in found.what
    gdelt = "\t".join(["1", "20180305", *["x"] * 55, "https://a.example/3"])
    assert [link.url for link in read_links(gdelt.encode())] == ["https://a.example/3"]
    answer = {"articles": [{"url": "https://a.example/4", "title": "Camp", "seendate": "20180305T100000Z"}]}
    assert fault(json.dumps(answer).encode(), "gdelt.json").code == "R014"
    assert fault(b"name,note\nKorgan,dry\n", "table.csv").code == "R019"


def test_a_csv_of_figures_is_a_table_that_reaches_claims() -> None:
    report = one(b"District,New arrivals,Injured\nKorgan,350,12\nVodil,120,3\n", "new-arrivals.csv")
    assert (report.title, report.published) == ("new arrivals", None)
    (part,) = parts(report)
    found = {(c.text, c.measure.value, c.place or c.destination) for c in extract(part)}
    assert {("350", "arrival", "Korgan"), ("120", "arrival", "Vodil"), ("12", "injured", "Korgan")} <= found


CAMPS = [("Camp", "Households", "Individuals"), ("Korgan", "350", "1,200"), ("Vodil", "120", "800")]


def _as_html() -> Report:
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in CAMPS)
    prose = "<p>The river rose in the night and the lower town was flooded, the mayor said on Monday.</p>" * 3
    body = f"<h1>Korgan flood</h1>{prose}<h2>Displaced people by camp</h2><table>{rows}</table>{prose}"
    return one(f"<html><body><article>{body}</article></body></html>".encode(), "a.html")


def _as_word() -> Report:
    document = pytest.importorskip("docx").Document()
    for line in (
        "Korgan flood",
        "The river rose in the night and the town was flooded.",
        "Displaced people by camp",
    ):
        document.add_paragraph(line)
    table = document.add_table(len(CAMPS), len(CAMPS[0]))
    for r, row in enumerate(CAMPS):
        for c, cell in enumerate(row):
            table.cell(r, c).text = cell
    held = io.BytesIO()
    document.save(held)
    return one(held.getvalue(), "a.docx")


@pytest.mark.parametrize("made", [_as_html, _as_word])
def test_the_line_above_a_table_says_what_its_columns_count(made: Callable[[], Report]) -> None:
    """Headings that name whom alone get from it what happened to them."""
    (part,) = parts(made())
    assert part.tables[0].caption == "Displaced people by camp"
    assert "350 households of displaced people in Korgan." in part.text
    assert "1,200 displaced people in Korgan." in part.text
    found = {(c.text, c.measure.value, c.unit.value) for c in extract(part)}
    assert {("1,200", "displaced_stock", "persons"), ("350", "displaced_stock", "households")} <= found


def test_a_total_beside_one_kind_of_people_is_not_taken_for_that_kind() -> None:
    """It may sum up columns or days; beside men and women it sums up people."""
    beside = one(b"District,New arrivals,Total\nKorgan,350,900\nVodil,20,90\n", "new_arrivals.csv")
    assert "900" not in parts(beside)[0].text
    sums = one(b"District,Men,Women,Total\nKorgan,350,400,750\nVodil,20,70,90\n", "new_arrivals.csv")
    assert "750 new arrivals in Korgan." in parts(sums)[0].text


def message(text: str = BODY, **options: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = options.get("sender", "Valley Office <office@valley.example>")
    mail["Subject"] = options.get("subject", "Fwd: Camp Fills")
    mail["Date"] = "Mon, 05 Mar 2018 18:00:00 +0500"
    mail.set_content(text)
    return mail


def test_a_mail_is_a_report_without_quotes_and_signature() -> None:
    text = f"> What is new?\n\n{BODY}\n\n-- \nAnna Writer\n+1 555 0100\n"
    found = one(message(text).as_bytes(), "mail.eml")
    assert found.text == BODY
    assert (found.title, found.outlet, found.published) == (
        "Camp Fills",
        "Valley Office",
        "2018-03-05T18:00:00+05:00",
    )


def test_a_mail_in_html_is_cleaned() -> None:
    mail = message("")
    mail.clear_content()
    mail.set_content(f"<p>{LEAD}</p><p>{MORE}</p>", subtype="html", charset="iso-8859-2", cte="base64")
    assert one(mail.as_bytes(), "mail.eml").text == BODY


@pytest.mark.parametrize("charset", ["utf-2", "hex", "none such"])
def test_a_mail_in_a_charset_that_does_not_exist_is_read(charset: str) -> None:
    data = message().as_bytes().replace(b'"utf-8"', f'"{charset}"'.encode()) + b"\0\1\2\3"
    assert charset.encode() in data
    assert "1,250 people" in one(data, "m.eml").text


def test_what_a_mail_carries_is_read() -> None:
    mail = message("See below.")
    mail.add_attachment(
        f"Camp Fills\n\n{BODY}\n".encode(), maintype="text", subtype="plain", filename="camp.txt"
    )
    mail.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="photo.png")
    found = items(mail.as_bytes(), "mail.eml")
    assert [i.title for i in found if isinstance(i, Report)][-1] == "Camp Fills"
    assert not any(isinstance(i, Problem) for i in found)


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_an_archive_is_a_folder_of_reports(tmp_path: Path) -> None:
    inner = packed({"deep.txt": f"Deep\n\n{BODY}".encode()})
    files = {
        "b.txt": f"Camp B\n\n{BODY}".encode(),
        "a/x.html": b"",
        "README.md": b"x",
        "z.zip": inner,
        "p.png": b"\x89PNG",
    }
    path = tmp_path / "case.zip"
    path.write_bytes(packed(files))
    found = list(read([path]))
    assert [(i.name, i.path) for i in found if isinstance(i, Report)] == [
        ("b", f"{path}/b.txt"),
        ("deep", f"{path}/z.zip/deep.txt"),
    ]


def test_archive_bombs_are_refused() -> None:
    bomb = packed({"big.txt": b"a" * 3 * MEGABYTE, "small.txt": f"Camp B\n\n{BODY}".encode()})
    found = items(bomb, "bomb.zip", max_bytes=MEGABYTE)
    assert [i.code for i in found if isinstance(i, Problem)] == ["R013"]
    assert [i.title for i in found if isinstance(i, Report)] == ["Camp B"]
    nested = packed({"b.txt": f"Camp B\n\n{BODY}".encode()})
    for _ in range(4):
        nested = packed({"z.zip": nested})
    assert fault(nested, "nested.zip").code == "R013"


def test_a_member_without_a_name_stops_no_other() -> None:
    data = packed({"x": b"", "b.txt": BODY.encode()})
    end = data.rindex(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    entry = start + 46
    # The directory loses the one letter of the first name: the entry is one byte shorter, with length 0.
    listed = data[start : start + 28] + b"\0\0" + data[start + 30 : entry] + data[entry + 1 : end]
    size = int.from_bytes(data[end + 12 : end + 16], "little") - 1
    tail = data[end : end + 12] + size.to_bytes(4, "little") + data[end + 16 :]
    found = items(data[:start] + listed + tail, "c.zip")
    assert [i.text for i in found if isinstance(i, Report)] == [BODY]


def test_names_in_an_archive_cannot_leave_it(tmp_path: Path) -> None:
    path = tmp_path / "case.zip"
    path.write_bytes(packed({"../../evil.txt": f"Camp B\n\n{BODY}".encode()}))
    list(read([path]))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case.zip"]


def test_a_word_file_gives_paragraphs_and_tables() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in ("Camp Fills As River Rises", "5 March 2018", LEAD, MORE):
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    for i, cell in enumerate(("Crossing", "People", "Sarim", "1,250")):
        table.cell(i // 2, i % 2).text = cell
    buffer = io.BytesIO()
    document.save(buffer)
    found = one(buffer.getvalue(), "camp.docx")
    assert found.text.endswith(BODY)
    assert (found.title, found.published) == ("Camp Fills As River Rises", "2018-03-05")
    assert found.tables == (Table((("Crossing", "People"), ("Sarim", "1,250"))),)
    assert fault(buffer.getvalue()[:3000], "camp.docx").code == "R012"


Placed = tuple[int, int, int, str]
Rule = tuple[int, int, int, int]


def pdf(pages: list[list[Placed]], lines: list[Rule] | None = None) -> bytes:
    """A PDF with Helvetica text at (x, y, size), y from the bottom of A4, and ruled lines on page one."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, texts in enumerate(pages):
        drawn = [f"BT /F {s} Tf {x} {y} Td ({t}) Tj ET" for x, y, s, t in texts]
        drawn += [f"{a} {b} m {c} {d} l S" for a, b, c, d in (lines or [])] if number == 0 else []
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(f"{page} /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


FOOTER = (60, 20, 8, "Valley Office | www.valley.example Page 1 of 2")


def test_a_pdf_gives_paragraphs_in_reading_order_without_running_lines() -> None:
    first = [
        (60, 780, 18, "Valley: Situation Report No. 4 \\(as of 5 March 2018\\)"),
        (60, 740, 10, "About 1,250 people have crossed the Sarim Bridge since Sunday, officials said, and a"),
        (60, 727, 10, "further 40 families were waiting on the other bank for buses."),
        (60, 700, 10, "The river has risen by two metres since the rains began, and the road to the town is"),
        FOOTER,
    ]
    second = [
        (60, 780, 10, "cut in three places, the Red Crescent said."),
        (60, 20, 8, FOOTER[3].replace("1 of", "2 of")),
    ]
    found = one(pdf([first, second]), "sitrep.pdf")
    assert found.title == "Valley: Situation Report No. 4 (as of 5 March 2018)"
    assert found.published == "2018-03-05"
    crossing, river = found.text.split("\n\n")
    assert crossing.endswith(
        "officials said, and a further 40 families were waiting on the other bank for buses."
    )
    assert river.endswith("and the road to the town is cut in three places, the Red Crescent said.")


def test_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    left = [f"Left line {i} tells of the bridge and" for i in range(12)]
    right = [f"right line {i} tells of the camp at" for i in range(12)]
    page = [(60, 700 - 13 * i, 10, t) for i, t in enumerate(left)]
    page += [(320, 700 - 13 * i, 10, t) for i, t in enumerate(right)]
    text = one(
        pdf(
            [
                [
                    *page,
                    (60, 740, 10, "The valley office said on Monday that this line runs over both of them."),
                ]
            ]
        ),
        "a.pdf",
    ).text
    places = [text.index(f"{side} line {i} ") for side in ("Left", "right") for i in range(12)]
    assert places == sorted(places)
    assert text.startswith("The valley office")


def test_a_ruled_table_of_a_pdf_stays_out_of_the_text() -> None:
    cells = [("Crossing", "People"), ("Sarim", "1,250"), ("Dosten", "90")]
    texts = [(60, 740, 10, "Officials counted people at both crossings on Monday, as the table shows.")]
    texts += [(60, 706, 10, "Table 1. Arrivals")]
    texts += [
        (65 + 100 * j, 685 - 20 * i, 10, cell) for i, row in enumerate(cells) for j, cell in enumerate(row)
    ]
    rules = [(60, 700 - 20 * i, 260, 700 - 20 * i) for i in range(4)] + [
        (60 + 100 * j, 640, 60 + 100 * j, 700) for j in range(3)
    ]
    found = one(pdf([texts], rules), "a.pdf")
    assert found.tables == (Table(tuple(cells), "Table 1. Arrivals"),)
    assert "1,250" not in found.text


def test_pages_over_the_limit_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panj.reports.pdf.MAX_PAGES", 2)
    pages = [
        [(60, 740, 10, f"On day {n} of the flood {n}00 people came to the hill camp.")]
        for n in (1, 2, 3, 4, 5)
    ]
    report, left = read_bytes(pdf(pages), "long.pdf", max_bytes=10**7)
    assert isinstance(report, Report)
    assert isinstance(left, Problem)
    assert "200 people" in report.text
    assert "300 people" not in report.text
    assert (left.code, left.where) == ("R018", "long.pdf")
    assert "3 of its 5 pages" in left.what
    assert len(list(read_bytes(pdf(pages[:2]), "short.pdf", max_bytes=10**7))) == 1


def test_a_damaged_pdf_and_a_scan_are_said() -> None:
    assert fault(b"%PDF-1.4\nnot much of one", "a.pdf").code in {"R012", "R010"}
    assert fault(pdf([[]]), "scan.pdf").code == "R010"


@pytest.mark.parametrize(
    ("module", "name", "data"),
    [
        ("feedparser", "f.rss", b"<rss></rss>"),
        ("pdfplumber", "p.pdf", b"%PDF-1.4"),
        ("docx", "w.docx", None),
    ],
)
def test_a_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str, data: bytes | None
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    found = fault(data or SOUND[name], name)
    assert found.code == "R011"
    assert "panj[formats]" in found.remedy


def test_kinds_are_told_by_bytes_before_names() -> None:
    assert kind_of(b"%PDF-1.7", "report.txt") == "pdf"
    assert kind_of(b"<!doctype html><html>", "report.txt") == "page"
    assert kind_of(rss(), "report.txt") == "feed"
    assert kind_of(packed({"a.txt": b""}), "report.txt") == "zip"
    assert kind_of(b"From: a", "mail.eml") == "mail"
    assert kind_of(b"text", "report") == "text"


@pytest.mark.parametrize(
    "name", ["a.txt", "a.html", "a.xml", "a.json", "a.csv", "a.eml", "a.zip", "a.docx", "a.pdf"]
)
@settings(max_examples=40, deadline=None)
@given(
    data=st.binary(min_size=1, max_size=300),
    prefix=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<rss>", b"<html>", b"{"]),
)
def test_any_bytes_end_in_reports_or_problems(name: str, data: bytes, prefix: bytes) -> None:
    for item in items(prefix + data, name):
        assert isinstance(item, Report | Problem)


@pytest.mark.parametrize("name", ["f.rss", "m.eml", "c.zip", "p.pdf", "w.docx", "h.html"])
@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=4)), min_size=1, max_size=6))
def test_damaged_files_end_in_reports_or_problems(name: str, cuts: list[tuple[int, bytes]]) -> None:
    data = bytearray(SOUND[name])
    for place, piece in cuts:
        at = place % len(data)
        data[at : at + len(piece) + 1] = piece
    for item in items(bytes(data), name):
        assert isinstance(item, Report | Problem)


def _word() -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(LEAD)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


SOUND = {
    "f.rss": rss(entry("a", "Mon, 05 Mar 2018 18:00:00 +0500", PARAGRAPHS)),
    "m.eml": message().as_bytes(),
    "c.zip": packed({"a.txt": BODY.encode(), "b.txt": BODY.encode()}),
    "p.pdf": pdf([[(60, 740, 10, "Officials counted people at both crossings on Monday, they said.")]]),
    "w.docx": _word(),
    "h.html": f"<html><body><article><h1>Camp</h1>{PARAGRAPHS}</article></body></html>".encode(),
}
