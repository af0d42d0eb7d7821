"""What stands wrong in a case, by the station that found it; a station's new findings replace its old."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from panj.model import Problem, to_plain
from panj.store.rows import problem_from
from panj.store.tables import problem

_AT_ONCE = 500  # values in one statement


def standing(connection: Connection) -> list[Problem]:
    """All problems, each once, in an order that does not depend on when they were found."""
    query = select(problem).order_by(problem.c.where, problem.c.code, problem.c.what)
    return list(dict.fromkeys(problem_from(row) for row in connection.execute(query).mappings()))


def mend(connection: Connection, paths: Sequence[str]) -> bool:
    """Drops what was wrong in reading files that are read well now; True where there was anything."""
    mended = False
    for n in range(0, len(paths), _AT_ONCE):
        here = (problem.c.scope == "read", problem.c.where.in_(paths[n : n + _AT_ONCE]))
        mended = bool(connection.execute(delete(problem).where(*here)).rowcount) or mended
    return mended


def put(
    connection: Connection,
    scope: str,
    found: Sequence[Problem],
    *,
    where: str | None = None,
    owner: str | None = None,
) -> bool:
    """Replaces what a station had found; True where that changed anything.

    Args:
        scope: the station: read, date, claims.
        found: what is wrong now.
        where: only what it found there is replaced.
        owner: only what it found in this report is replaced, and goes with the report.
    """
    here: list[ColumnElement[bool]] = [problem.c.scope == scope]
    if owner is not None:
        here.append(problem.c.report == owner)
    elif where is not None:
        here.append(problem.c.where == where)
    old = {problem_from(row) for row in connection.execute(select(problem).where(*here)).mappings()}
    if old == set(found):
        return False
    connection.execute(delete(problem).where(*here))
    rows = [to_plain(p) | {"scope": scope, "report": owner} for p in dict.fromkeys(found)]
    if rows:
        connection.execute(insert(problem), rows)
    return True
