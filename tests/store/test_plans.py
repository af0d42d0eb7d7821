"""How SQLite goes about the questions that are asked of a large case: by index, never through all of it.

A planner that picks another index costs two orders of magnitude at a million rows; so the plan is held here.
"""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from panj.store import Store, asof
from panj.store.tables import claim, former, history, problem, redaction, sighting

DAY = date(2021, 7, 5)


def plan(tmp_path, query):
    """The steps of a query's plan, in SQLite's words."""
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with Store.open(tmp_path / "case.db") as store, store._engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    return [row[3] for row in rows]


@pytest.mark.parametrize("query", [asof.claims(DAY), asof.set_asides(DAY)], ids=["claims", "set aside"])
def test_what_is_known_on_a_day_is_found_by_the_reports_of_that_day(tmp_path, query):
    steps = plan(tmp_path, query)
    assert any("report USING INDEX report_published" in step for step in steps), steps
    assert not any(step.startswith("SCAN") for step in steps), steps


def test_reports_known_on_a_day_are_found_by_their_day(tmp_path):
    assert any("report_published" in step for step in plan(tmp_path, asof.reports(DAY)))


@pytest.mark.parametrize(
    "condition",
    [
        claim.c.report == "r",
        claim.c.id == "c",
        sighting.c.report == "r",
        sighting.c.path == "p",
        problem.c.report == "r",
        former.c.report == "r",
        redaction.c.subject == "r",
        history.c.subject == "r",
    ],
    ids=str,
)
def test_what_is_looked_up_for_each_report_has_an_index(tmp_path, condition):
    steps = plan(tmp_path, select(condition.left.table).where(condition))
    assert all(step.startswith("SEARCH") for step in steps), steps
