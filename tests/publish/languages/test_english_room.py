"""The room in English is the room as its templates are written: translating it changed no word of any page.

`english/` holds what a reader of each page saw before the room spoke other languages, of the case made by
hand (`tests/publish/room/made.py`), which no change of a reader or a tally reaches. Whoever means to change
an English page writes the files anew: PANJ_WRITE=1 pytest tests/publish/languages/test_english_room.py
"""

import importlib.util
import os
import sys
from pathlib import Path

import httpx
import pytest

from panj.publish.room import create_app
from panj.publish.room.evidence.evidence import alert_key, line_key
from publish.languages.reading import read

HERE = Path(__file__).parent
HELD = HERE / "english"


def module(name):
    spec = importlib.util.spec_from_file_location(f"english_{name}", HERE.parent / "room" / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[f"english_{name}"] = loaded
    spec.loader.exec_module(loaded)
    return loaded


MADE = module("made")
WHOLE = MADE.situation()
LINE = WHOLE.story[0]
PAGES = {
    "today": "/",
    "today-known": "/?known=2021-07-05",
    "today-empty": "/?known=2021-01-01",
    "figures": "/figures",
    "claims": "/claims",
    "claims-none": "/claims?q=nothing",
    "reports": "/reports",
    "report": f"/reports/{MADE.REPORTS['third'].id}",
    "story": "/story",
    "said": "/said",
    "ahead": "/ahead",
    "crossings": "/crossings",
    "unknown": "/unknown",
    "plan": "/plan",
    "work": "/work",
    "decide": f"/work/{MADE.TOTAL.id}",
    "verify": "/verify",
    "brief": "/brief",
    "evidence-figure": "/evidence/figure/arrivals",
    "evidence-event": f"/evidence/event/e-{MADE.HOME.id}",
    "evidence-claim": f"/evidence/claim/{MADE.ROOM.id}",
    "evidence-alert": f"/evidence/alert/{alert_key(WHOLE.alerts[0])}",
    "evidence-line": f"/evidence/line/{line_key(LINE.report, LINE.sentence)}",
    "not-found": "/nowhere",
    "not-a-date": "/?known=soon",
    "not-a-number": "/claims?start=x",
}


@pytest.fixture(scope="module")
def room():
    transport = module("conftest").InProcess(create_app(MADE.situation, case_name="bank.db"))
    with httpx.Client(transport=transport, base_url="http://127.0.0.1:8600") as opened:
        yield opened


def seen(page):
    """One line for each stretch of words: its element and attribute, its words."""
    rows = (
        f"{w.element}{'@' if w.attribute else ''}{w.attribute} {' '.join(w.text.split())}" for w in read(page)
    )
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_the_words_of_an_english_page_are_as_they_were(room, name):
    page = room.get(PAGES[name]).text
    assert '<html lang="en">' in page
    assert 'lang="en"' not in page.replace('<html lang="en">', "")  # in English no words stand out as English
    held = HELD / f"{name}.txt"
    if os.environ.get("PANJ_WRITE"):
        held.write_text(seen(page), encoding="utf-8")
    assert seen(page) == held.read_text(encoding="utf-8")


def test_no_file_is_left_over():
    assert {f.stem for f in HELD.iterdir()} == set(PAGES)
