"""Every query that asks what was known on a day: the one place for temporal SQL.

A report is known from its day of publication on. One without a date is never known on a day: it is
listed where no day is asked for, so that nobody overlooks it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Join, Select, func, select
from sqlalchemy.ext.compiler import compiles

from panj.store.tables import claim, development, report, set_aside

_ORDER = (report.c.published_day.is_(None), report.c.published_day, report.c.published, report.c.id)


class _FromReports(Join):
    """Reports joined with what stands in them, reports first.

    SQLite's planner may otherwise go through every row of the other table, which costs two orders of
    magnitude at a million rows; a CROSS JOIN is how it is told to keep to the order written.
    """

    inherit_cache = True


@compiles(_FromReports, "sqlite")
def _in_this_order(join: _FromReports, compiler: Any, **options: Any) -> str:
    sides = options | {"asfrom": True, "from_linter": None}  # the linter knows of no such join
    left, right = (compiler.process(side, **sides) for side in (join.left, join.right))
    condition = compiler.process(join.onclause)
    return f"{left} CROSS JOIN {right} ON {condition}"


def reports(known: date | None) -> Select[Any]:
    """Reports known at the end of a day, in order of publication; all of them where it is None."""
    return _known(select(report), known).order_by(*_ORDER)


def undated() -> Select[Any]:
    """Reports that no day can be asked about."""
    return select(report).where(report.c.published_day.is_(None)).order_by(report.c.name, report.c.id)


def claims(known: date | None) -> Select[Any]:
    """Claims of the reports known at the end of a day, in order of publication and of the text."""
    query = select(claim).select_from(_FromReports(report, claim, report.c.id == claim.c.report))
    return _known(query, known).order_by(*_ORDER, claim.c.position)


def set_asides(known: date | None) -> Select[Any]:
    """Numbers that are no claims, of the reports known at the end of a day."""
    query = select(set_aside).select_from(_FromReports(report, set_aside, report.c.id == set_aside.c.report))
    return _known(query, known).order_by(*_ORDER, set_aside.c.position)


def developments(known: date | None) -> Select[Any]:
    """Developments of the reports known at the end of a day, in order of publication and of the text."""
    join = _FromReports(report, development, report.c.id == development.c.report)
    return _known(select(development).select_from(join), known).order_by(*_ORDER, development.c.position)


def claim_counts() -> Select[Any]:
    """How many claims each report has; reports without any are left out."""
    return select(claim.c.report, func.count().label("claims")).group_by(claim.c.report)


def _known(query: Select[Any], known: date | None) -> Select[Any]:
    if known is None:
        return query
    return query.where(report.c.published_day <= known.isoformat())
