"""What analysts decided, as it was recorded: rows are added, never changed; undoing is a row of its own.

Takes and gives `Decided`; which of them count on a day is asked of `in_force`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, insert, select

from panj.clock import now
from panj.model import to_plain
from panj.store import history
from panj.store.records import ClaimKey, Decided
from panj.store.tables import decision

UNDO = "undo"
DATE = "date"  # of a report: it says when it was published, and counts on every day while it is in force
REPORT = "report"  # the kind of a key that means a whole report


def add(connection: Connection, item: Decided) -> int:
    """Records a decision; its number."""
    at = now()
    row = {
        "at": at,
        "day": item.day.isoformat(),
        "who": item.who,
        "why": item.why,
        "verb": item.verb,
        "about": json.dumps(to_plain(item.about), ensure_ascii=False),
        "sets": json.dumps(to_plain(item.sets), ensure_ascii=False, sort_keys=True),
        "undoes": item.undoes,
    }
    key = connection.execute(insert(decision).returning(decision.c.seq), row).scalar_one()
    detail = {"decision": key, "who": item.who, "why": item.why, "day": row["day"]}
    if item.undoes is not None:
        detail["undoes"] = item.undoes
    subject = item.about[0].report if item.about else ""
    history.add(connection, f"decided: {item.verb}", subject, detail=detail, at=at)
    return int(key)


def recorded(connection: Connection) -> tuple[Decided, ...]:
    """Every decision and every undoing, in the order in which they were made."""
    return tuple(
        Decided(
            verb=row.verb,
            who=row.who,
            why=row.why,
            day=date.fromisoformat(row.day),
            about=tuple(ClaimKey(**key) for key in json.loads(row.about)),
            sets=json.loads(row.sets),
            undoes=row.undoes,
            seq=row.seq,
            at=row.at,
        )
        for row in connection.execute(select(decision).order_by(decision.c.seq))
    )


def in_force(items: Iterable[Decided], known: date | None = None) -> tuple[Decided, ...]:
    """The decisions that count at the end of a day, in their order; undone ones do not.

    An undoing can itself be undone: the decision then counts again. It is always made after what it
    undoes, so that one pass from the last to the first settles all.
    """
    undone: set[int] = set()
    found = []
    for item in sorted(items, key=lambda one: -one.seq):
        if item.seq in undone or (known is not None and item.day > known):
            continue
        if item.undoes is not None:
            undone.add(item.undoes)
        else:
            found.append(item)
    return tuple(reversed(found))
