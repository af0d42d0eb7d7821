"""By which wording policy the figures of a case were read, and from when: a change of it is a cause."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from panj.clock import now
from panj.store import history
from panj.store.records import Wording
from panj.store.tables import wording


def put(connection: Connection, name: str, version: str, table: Mapping[str, Any]) -> bool:
    """Keeps the policy that holds from now on; False where it is the one that holds already."""
    held = kept(connection)
    if held and (held[-1].name, held[-1].version, dict(held[-1].table)) == (name, version, dict(table)):
        return False
    at = now()
    body = json.dumps(table, ensure_ascii=False, sort_keys=True)
    connection.execute(insert(wording), {"at": at, "name": name, "version": version, "body": body})
    detail = {"to": f"{name} {version}"} | ({"from": f"{held[-1].name} {held[-1].version}"} if held else {})
    history.add(connection, "wording policy set", detail=detail, at=at)
    return True


def kept(connection: Connection) -> tuple[Wording, ...]:
    """Every policy that held, in order of time."""
    rows = connection.execute(select(wording).order_by(wording.c.seq))
    return tuple(Wording(row.at, row.name, row.version, json.loads(row.body)) for row in rows)
