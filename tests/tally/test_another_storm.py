"""The dead of last year's storm, told beside this year's, are of another event whatever days overlap."""

from __future__ import annotations

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report
from panj.tally import Ledger, ask
from props.cases import ends

TOLD = """The cyclone has killed seven people in Madagascar, the disaster office said on Friday.

In Mananjary, where last year's cyclone left 121 dead, the damage is smaller.
"""


def test_last_years_dead_are_not_added() -> None:
    gazetteer = Gazetteer.default()
    report = Report(text=TOLD, published="2023-02-24", outlet="A newspaper", name="news")
    claims = panj.extract(report, gazetteer=gazetteer)
    ledger = Ledger(claims, link(claims, [report], gazetteer=gazetteer), [report], gazetteer=gazetteer)
    assert {c.text for c in claims} >= {"seven", "121"}
    assert ends(ask(Question(measure=Measure.KILLED, place="Madagascar"), ledger)) == (7, 7)
