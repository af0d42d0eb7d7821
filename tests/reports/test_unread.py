"""What people send and Panj does not read is named, with what to save it as; nothing else is lost by it."""

import hashlib
import io
import zipfile

import pytest

from panj.model import Problem, Report
from panj.reports import read
from panj.reports.formats import read_bytes

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
GOOD = (
    "---\npublished: 2021-07-05\noutlet: Radio\n---\nOn July 5, 900 people crossed the river, guards said.\n"
)
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked_pdf(password: bytes = b"secret") -> bytes:
    """A page under a user password, by the standard handler of PDF 1.1."""
    user = (password + PAD)[:32]
    owner = rc4(hashlib.md5(user).digest()[:5], user)
    mark = b"0123456789abcdef"
    key = hashlib.md5(user + owner + (2**32 - 4).to_bytes(4, "little") + mark).digest()[:5]
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
        b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>"
        % (owner.hex().encode(), rc4(key, PAD).hex().encode()),
    ]
    out, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in starts)
    name = mark.hex().encode()
    end = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF"
    return out + table + end % (name, name, len(out))


def zipped(**members: bytes | str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", ".", 1), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("old.doc", OLE, "R020", "DOCX or PDF"),
        ("nameless", OLE, "R020", "DOCX or PDF"),
        ("old.xls", OLE, "R020", "CSV"),
        ("note.rtf", rb"{\rtf1 300 people crossed.}", "R020", "DOCX or PDF"),
        ("book.xlsx", zipped(xl__workbook_xml="<workbook/>"), "R020", "CSV"),
        ("renamed.zip", zipped(xl__workbook_xml="<workbook/>"), "R020", "CSV"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "R021", "without the password"),
        ("locked.pdf", locked_pdf(), "R021", "without the password"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(200)), "R003", "text or HTML"),
    ],
)
def test_a_document_that_is_not_read_is_named_with_what_to_do(name, data, code, said):
    (problem,) = read_bytes(data, name, max_bytes=10**7)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.where) == (code, name)
    assert said in problem.remedy


def test_one_bad_file_of_a_folder_stops_no_other(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "old.doc").write_bytes(OLE)
    (tmp_path / "~$old.doc").write_bytes(b"lock")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "mix.zip").write_bytes(
        zipped(note_txt=GOOD.replace("900", "340"), old_doc=OLE, empty_txt="", broken_pdf=b"%PDF-1.4 no")
    )
    items = list(read([tmp_path]))
    assert [i.name for i in items if isinstance(i, Report)] == ["good", "note"]
    codes = {i.where.removeprefix(str(tmp_path) + "/"): i.code for i in items if isinstance(i, Problem)}
    assert codes == {
        "empty.txt": "R002",
        "old.doc": "R020",
        "mix.zip/broken.pdf": "R012",
        "mix.zip/empty.txt": "R002",
        "mix.zip/old.doc": "R020",
    }


def test_pages_and_texts_in_a_cyrillic_code_page_are_read():
    words = (
        "Река вышла из берегов ночью, и 350 семей покинули свои дома, сообщил мэр города в понедельник утром."
    )
    head = "<html><head><meta charset='windows-1251'></head>"
    page = f"{head}<body><article><h1>Паводок</h1><p>{words}</p></article>"
    for name, text in (("page.html", page), ("note.txt", words)):
        (report,) = read_bytes(text.encode("cp1251"), name, max_bytes=10**7)
        assert isinstance(report, Report)
        assert words in report.text
