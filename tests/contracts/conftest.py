"""One body of tests on every back end: a case in a SQLite file, and one in PostgreSQL where it is installed.

Reports and claims are made by hand.
"""

from datetime import date

import pytest

from contracts import server
from panj.model import (
    Block,
    BlockKind,
    Claim,
    Correction,
    Group,
    Measure,
    Ordinal,
    PeriodKind,
    Qualifier,
    Report,
    Span,
    Status,
    Table,
    Unit,
)
from panj.store import Store

TEXT = "Nearly 340 herders [sic] crossed at Ishkashim, the fourth group since May."


BACK_ENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres():
    """A server of the tests' own; skipped where it cannot be started."""
    why = server.missing()
    if why:
        pytest.skip(why)
    with server.running() as started:
        yield started


@pytest.fixture(params=BACK_ENDS)
def new_case(request, tmp_path):
    """Gives the place of a case that is not there yet, a path or an address, each time it is called."""
    numbers = iter(range(1, 1000))
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"case{next(numbers)}.db")
    return request.getfixturevalue("postgres").case


@pytest.fixture
def place(new_case):
    """Where the case of this test lies."""
    return new_case()


@pytest.fixture
def store(place):
    with Store.open(place) as opened:
        yield opened


@pytest.fixture
def full_report():
    """A report with a value in every field."""
    return Report(
        text=TEXT,
        published="2021-07-14T08:30:00+05:00",
        outlet="Pamir Post",
        url="https://example.org/herders",
        title="Herders cross",
        language="en",
        name="herders",
        path="reports/herders.txt",
        dated="stated",
        dated_because="",
        blocks=(Block(0, len(TEXT), BlockKind.BODY),),
        author="A. Writer",
        modified="2021-07-15",
        corrections=(Correction("An earlier version said 34.", "34", "340"), Correction("Corrected.")),
        captions=("Herders at the river.",),
        tables=(Table((("Day", "People"), ("13 July", "77")), "Arrivals"), Table((("a",),))),
        known_by=(("published", "meta"), ("outlet", "header")),
        part_of="0123456789ab",
    )


@pytest.fixture
def full_claim(full_report):
    """A claim with a value in every field."""
    return Claim(
        id="c1",
        report=full_report.id,
        start=0,
        end=10,
        text="Nearly 340",
        measure=Measure.ARRIVAL,
        value=340,
        value_high=345.5,
        qualifier=Qualifier.NEARLY,
        unit=Unit.PERSONS,
        sentence=Span(0, len(TEXT)),
        group=Group.CIVILIANS,
        origin="Wakhan",
        destination="Ishkashim",
        place="Ishkashim",
        origin_code="AF-BDS",
        destination_code="TJ-GB",
        place_code="TJ-GB",
        date_start=date(2021, 7, 13),
        date_end=date(2021, 7, 14),
        period=PeriodKind.CUMULATIVE,
        per="week",
        of="c0",
        status=Status.POSSIBLE,
        speaker="a guard",
        via="Khovar",
        confirmed=False,
        inherits=True,
        optional=True,
        term="crossed",
        part_of="c0",
        partition=True,
        ordinal=Ordinal(4, date(2021, 5, 1), None, "group", complete=True),
        chain=("a guard", "Khovar", "Pamir Post"),
        confidence=0.75,
        rules=("numbers.nearly", "measure.cross"),
    )
