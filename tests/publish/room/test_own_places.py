"""A room reads its case with the user's own places: it withholds by them, and its API knows them."""

import pytest

from panj.gazetteer import Gazetteer
from panj.publish.gate import gated
from panj.publish.room import create_app
from panj.run import Case

TABLE = """code,name,kind,country,parent,lat,lon,names
own:qizilot,Qizilot,crossing,TJ,TJ-KT,37.2,68.5,Kizilot
own:dehibolo,Dehibolo,town,TJ,TJ-KT,37.3,68.6,
"""
TEXT = """---
published: 2021-07-05
outlet: Radio Vakhsh
---
On July 5, 1,037 Afghan refugees crossed into Tajikistan at Qizilot, border guards said.
On July 5, 212 Afghan refugees arrived in Dehibolo in Tajikistan, the governor said.
"""


@pytest.fixture
def case(tmp_path):
    (tmp_path / "own.csv").write_text(TABLE)
    (tmp_path / "a.txt").write_text(TEXT)
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([tmp_path / "a.txt"], places=tmp_path / "own.csv")
        yield opened


def test_a_report_taken_from_the_room_withholds_the_crossings_of_the_case(case, asking):
    room = asking(create_app(case.situation, case_name="case.db", work=case))
    assert "Qizilot" in room.get("/story").text  # those who work on the case see it
    report = room.get("/brief.md").text
    assert "1,037" in report
    assert "Qizilot" not in report
    by_shipped = create_app(case.situation, case_name="case.db", work=case, places=Gazetteer.default)
    assert "Qizilot" in asking(by_shipped).get("/brief.md").text


def test_the_api_answers_about_a_place_of_the_case(case, asking):
    address = "/api/v1/answer?measure=arrival&place=Dehibolo"
    working = asking(create_app(case.situation, case_name="case.db", work=case))
    public = gated(case.situation, gazetteer=case.gazetteer())
    shown = asking(create_app(public, case_name="case.db", places=case.gazetteer))
    for room in (working, shown):
        assert room.get(address).json()["tally"]["low"] == 212
