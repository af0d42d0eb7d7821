"""Files made to break a reader: each ends in a report or a clear problem, soon and in little memory."""

from __future__ import annotations

import random

import pytest

from panj.model import Problem, Report
from panj.reports.formats import read_bytes

LINE = "About 1,250 people have crossed the Sarim Bridge since Sunday, officials said on March 5."
P = f"<p>{LINE}</p>"
PAGE = "<html><body><article>" + P * 3
SCRIPT = '<script type="application/ld+json">'

CASES = {
    "nested.html": PAGE + "<div>" * 100_000,
    "inline.html": PAGE + "<b><i>" * 50_000,
    "blanks.html": PAGE + "<p>" + " \t" * 1_000_000 + "x",
    "comments.html": "<!---->" * 290 + "x<html>" + PAGE,
    "marks.html": PAGE + "<" * 1_000_000,
    "cells.html": PAGE + "<table><tr><td>" * 2_000,
    "json-ld.html": f"<html><head>{SCRIPT}{'[' * 500_000}</script></head><body>{P * 3}",
    "elements.html": PAGE + "<br>" * 40_000,
    "digits.txt": f"Share {'1' * 60}x\n\n{LINE}",
    "dots.txt": "." * 2_000_000,
    "quotes.txt": '."' * 500_000,
    "brackets.txt": ("(x " * 300 + "\n") * 200,
    "month.txt": "May" + " " * 1_000_000 + "x",
    "line.txt": "a" * 2_000_000,
    "lines.txt": "By A. Writer\n" * 150_000,
    "deep.json": "[" * 1_000_000,
    "items.json": '{"data":[' + '{"fields":{}},' * 6_000 + "{}]}",
    "parts.eml": "From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 20_000,
    "nested.eml": "From: a@b\n" + "Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 900,
    "header.eml": f"From: {'(' * 100_000}\nSubject: =?utf-8?b?{'A' * 100_000}?=\n\n{LINE}",
    "entries.xml": "<rss><channel>" + "<item><description>&lt;p&gt;</description></item>" * 3_000,
    "objects.pdf": "%PDF-1.4\n" + "1 0 obj <<" * 50_000,
    "loop.pdf": (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
        "2 0 obj<</Type/Pages/Kids[2 0 R]/Count 2>>endobj trailer<</Root 1 0 R>>"
    ),
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", CASES)
def test_hostile_files_end_soon(name: str) -> None:
    pytest.importorskip("feedparser")
    for item in read_bytes(CASES[name].encode(), name, max_bytes=20_000_000):
        assert isinstance(item, Report | Problem)


@pytest.mark.parametrize(
    ("name", "code"),
    [("elements.html", "R004"), ("lines.txt", "R004"), ("items.json", "R004"), ("parts.eml", "R013")],
)
def test_files_beyond_every_report_are_refused_by_their_measure(name: str, code: str) -> None:
    (found,) = read_bytes(CASES[name].encode(), name, max_bytes=20_000_000)
    assert isinstance(found, Problem)
    assert found.code == code


PIECES = (
    *(
        b"<",
        b">",
        b"\0",
        b"\xff\xfe",
        b"<table><tr><td>",
        b"&#x110000;",
        b"---\n",
        b"obj",
        b"stream",
        b"%PDF",
    ),
    *(
        b"PK\x01\x02",
        b'{"data":',
        b"\r",
        b"\x80",
        b"charset=utf-7",
        b"9" * 400,
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    ),
)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes with some of them changed, doubled, dropped, or others put in."""
    found = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        start = rng.randrange(len(found) + 1)
        end = min(len(found), start + rng.randrange(1, 200))
        kind = rng.randrange(4)
        if kind == 0:
            found[start:end] = rng.randbytes(end - start)
        elif kind == 1:
            del found[start:end]
        elif kind == 2:
            found[start:start] = rng.choice(PIECES)
        else:
            found[start:start] = found[start:end] * rng.randrange(1, 5)
    return bytes(found)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.txt", "f.rss", "m.eml", "c.zip", "p.pdf", "w.docx", "h.html"])
@pytest.mark.filterwarnings("ignore")
def test_fifteen_hundred_damaged_files_of_each_kind(name: str, sound_files: dict[str, bytes]) -> None:
    """10,500 in all. Warnings are the parsers' own and no fault here."""
    rng = random.Random(name)
    for _ in range(1_500):
        for item in read_bytes(damaged(sound_files[name], rng), name, max_bytes=20_000_000):
            assert isinstance(item, Report | Problem)
