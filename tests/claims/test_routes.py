"""What holds of every route, whatever the report: two ends differ, a border is reached by nobody, parts keep their places."""  # noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest

from panj import Report, extract
from panj.model import Claim, Measure
from panj.reports import read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "tajik-border-2021"
REPORTS = [r for r in read(sorted(EXAMPLES.glob("*.txt"))) if isinstance(r, Report)]
STOCKS = {Measure.HOSTED, Measure.CAPACITY, Measure.FACILITY, Measure.NEED}


@pytest.fixture(scope="module", params=REPORTS, ids=lambda r: r.name)
def claims(request: pytest.FixtureRequest) -> list[Claim]:
    return extract(request.param)


def test_no_route_ends_where_it_begins(claims: list[Claim]) -> None:
    routes = [(c.origin, c.destination) for c in claims if c.origin and c.destination]
    assert all(a != b for a, b in routes)
    crossings = [c for c in claims if c.measure in {Measure.ARRIVAL, Measure.RETURN} and c.origin_code]
    assert all(c.origin_code != c.destination_code for c in crossings)


def test_a_border_is_reached_by_nobody(claims: list[Claim]) -> None:
    assert not [c.text for c in claims if (c.destination or "").lower().endswith(("border", "frontier"))]


def test_stocks_have_a_place_and_no_destination(claims: list[Claim]) -> None:
    assert not [c.text for c in claims if c.measure in STOCKS and c.destination]


def test_several_destinations_have_no_code() -> None:
    text = "Some 9,000 Malians fled to Niger, Mauritania and Burkina Faso in January."
    claim = extract(Report(text=text, published="2012-02-10"))[0]
    assert (claim.destination, claim.destination_code) == ("Niger, Mauritania and Burkina Faso", None)


def test_a_headline_takes_the_route_of_its_body() -> None:
    text = "Some 640 cross in one night\n\nSome 640 people crossed from Goma into Rwanda on Monday."
    by_kind = {c.optional: c for c in extract(Report(text=text, published="2012-11-21"))}
    assert by_kind[True].destination_code == by_kind[False].destination_code == "RW"


def test_the_lines_of_a_list_exhaust_the_figure_above_it() -> None:
    report = next(r for r in REPORTS if r.name and "1037-servicemen" in r.name)
    found = extract(report)
    whole = next(c for c in found if c.value == 1037)
    parts = [c for c in found if c.part_of == whole.id]
    assert sum(c.value for c in parts) == whole.value
    assert all(c.partition for c in parts)
    assert len({c.destination for c in parts}) == len(parts)


@pytest.mark.parametrize("label", ["Returnees so far this year", "Newly arrived families so far this year"])
def test_the_label_of_a_list_is_where_those_who_came_went(label: str) -> None:
    claims = extract(Report(text=f"{label}: Kassala (1,200), Gedaref (3,400).", published="2021-07-05"))
    assert [(c.destination, c.place) for c in claims] == [("Kassala", None), ("Gedaref", None)]
