"""The example's syndicated copy and corrected wire report, and a page in two versions, on the whole road."""

from datetime import date
from pathlib import Path

import pytest

from panj.run import Case
from panj.run.examples import example_folder

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev" / "html"
WIRE, COPY = "2021-07-05-wire-more-than-1000", "2021-07-06-herald-syndicated-copy"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    with (
        example_folder() as folder,
        Case.open(tmp_path_factory.mktemp("case") / "case.db") as case,
    ):
        case.read([folder])
        yield case


def test_only_the_syndicated_report_is_a_copy(example):
    assert example.copies() == {example.report(COPY).id: example.report(WIRE).id}
    assert example.copies(date(2021, 7, 5)) == {}, "not known before it was printed"


def test_the_copy_is_no_origin_of_anything(example):
    copy, wire = example.report(COPY), example.report(WIRE)
    own = {c.id for c in example.claims() if c.report == copy.id and c.speaker is None}
    told = [e for e in example.events() if own & set(e.claims)]
    assert told, "the copy's own figures are linked"
    assert all(wire.outlet in e.origins for e in told)
    assert not any(copy.outlet in e.origins for e in example.events())


def test_the_length_that_the_wire_corrected_no_longer_counts_where_the_copy_prints_it(example):
    copy = example.report(COPY)
    assert not any(c.value == 500 for c in example.claims() if c.report == copy.id)
    assert "corrected by Northern Wire: now more than 800 miles" in {a.reason for a in example.set_asides()}
    titles = [a.title for a in example.situation().alerts if a.kind == "correction"]
    assert titles == ["Corrected: 500 miles → more than 800 miles"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/gold")
def test_the_second_version_of_a_page_stands_from_its_day_on(tmp_path):
    with Case.open(tmp_path / "case.db") as case:
        case.read([SHARED / "radio_v1.html", SHARED / "radio_v2.html"])
        first, second = case.report("radio_v1"), case.report("radio_v2")
        assert case.superseded(date(2021, 5, 1)) == {}
        assert {c.report for c in case.claims(date(2021, 5, 1))} == {first.id}
        assert case.superseded(date(2021, 5, 2)) == {first.id: second.id}
        assert {c.report for c in case.claims(date(2021, 5, 2))} == {second.id}
        (alert,) = [a for a in case.situation().alerts if a.kind == "correction"]
        assert alert.title == "Corrected: two areas of Batken → two districts"
        assert not any(a.kind == "correction" for a in case.situation(date(2021, 5, 1)).alerts)
