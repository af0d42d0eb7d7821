"""The reports beside the checkout, as known on two days: what an officer must see, and must not."""

import re
from datetime import date
from pathlib import Path

import pytest

from panj.claims import extract
from panj.model import Report
from panj.publish.brief import render
from panj.publish.situation import build
from panj.reports import date_all, read

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the shared reports are not at {SEEDS}"),
]


@pytest.fixture(scope="module")
def known(gazetteer):
    reports = date_all([r for r in read([SEEDS]) if isinstance(r, Report)])
    claims = [c for r in reports for c in extract(r)]
    return lambda day: build(reports, claims, gazetteer=gazetteer, known=day)


FIFTH, CLOSE = date(2021, 7, 5), date(2021, 7, 23)


def test_soldiers_by_5_july(known):
    (total,) = [f for f in known(FIFTH).figures if f.armed and f.section == "in" and not f.parent]
    assert (total.tally.bounds.low, total.tally.bounds.high) == (1550, 1599)
    assert "the three others together 114–261" in total.note
    assert total.origins == 1


def test_nobody_of_these_crossings_is_a_refugee(known):
    text = render(known(FIFTH))
    assert "armed elements: not refugees" in text
    figures = text.split("## Key figures")[1].split("\n## ")[0].replace("not refugees", "")
    assert not re.search(r"1,(?:037|550|599)[^\n]*\brefugees\b", figures)
    assert "UNHCR influx band 5" in text


def test_what_is_no_displacement_is_in_no_count_of_people(known):
    for figure in known(None).figures:
        if figure.section in ("in", "out", "here"):
            assert not {figure.tally.bounds.low, figure.tally.bounds.high} & {100_000, 20_000, 9_000, 4_000}


def test_what_changed_by_23_july(known):
    before, now = known(FIFTH), known(CLOSE)
    changed = render(now, previous=before).split("## What changed since 5 Jul 2021")[1].split("\n## ")[0]
    rows = [r for r in changed.splitlines() if r.startswith("|") and "Before" not in r and "---" not in r]
    assert any("345–349" in r and "newly reported" in r for r in rows)
    assert any("1,550–1,649" in r and "newly reported" in r for r in rows)
    assert any("up to 100,000" in r and "new statement" in r for r in rows)
    assert not any("1,550–1,599 |" in r for r in rows)


def test_those_flown_home_may_have_been_the_soldiers(known):
    now = known(CLOSE)
    assert any(a.kind == "identity" for a in now.alerts)
    (left,) = [f for f in now.figures if f.section == "here"]
    assert left.tally.bounds.high is None
    assert "up to 49 if" in left.note


def test_too_few_for_a_forecast(known):
    (room,) = [r for r in known(CLOSE).rooms if r.stated == 100_000]
    assert "too few for a forecast" in room.outlook[0].note
