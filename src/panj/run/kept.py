"""What was worked out of a case, kept in its file beside what it was worked out from, to be opened at once.

Takes a `View` or a `Situation` and the revision that it is of; gives it back while the case and the rules are
the same. It is a cache: what cannot be read is worked out anew. Nothing in it is run, only read as data.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from panj.errors import StoreError
from panj.events.ruling import Offer
from panj.model import Event, Forecast, Place, Problem
from panj.publish.content import Alert, KeyFigure, Room, Site, Situation, StoryLine
from panj.run.fingerprint import fingerprint
from panj.run.view import View
from panj.store import Store

if TYPE_CHECKING:
    from panj.outlook import Ahead

T = TypeVar("T")
LARGE = 2_000  # claims from which on it takes longer to work out than to read
_VIEWING = ("run", "events", "reports", "gazetteer", "bounds.py", "model", "policies")
_MAKING = (*_VIEWING, "publish", "tally", "outlook", "reception", "language", "clock.py")


@dataclass(frozen=True, slots=True)
class Made:
    """What a situation holds beyond its view; `reports` and `claims` by id, in their order."""

    title: str
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    events: tuple[Event, ...]
    figures: tuple[KeyFigure, ...]
    alerts: tuple[Alert, ...]
    story: tuple[StoryLine, ...]
    rooms: tuple[Room, ...]
    places: Mapping[str, Place]
    unknown: tuple[str, ...]
    policy: str
    outlook: tuple[Forecast, ...]
    busiest: str
    copies: Mapping[str, str]
    sites: tuple[Site, ...]
    doubts: Mapping[str, str]
    offers: tuple[Offer, ...]


def view(store: Store, key: str) -> View | None:
    """The view kept for the case as it stands now; None where there is none."""
    return _read(store, "view", f"{key} {fingerprint(*_VIEWING)}", View)


def keep_view(store: Store, key: str, made: View) -> None:
    """Keeps the view of a large case, unless the case has changed since."""
    if len(made.claims) > LARGE:
        _write(store, "view", f"{key} {fingerprint(*_VIEWING)}", made, made.revision)


def situation(
    store: Store,
    key: str,
    of: View,
    *,
    problems: Sequence[Problem],
    withdrawn: Mapping[str, str],
    ahead: Ahead | None,
    known: Any,
) -> Situation | None:
    """The situation kept for a view; None where there is none.

    Args:
        store: of the case.
        key: what it was worked out with, beyond view and rules.
        of: the view that it is of.
        problems, withdrawn, ahead: as they are now; they are not kept.
        known: the day.
    """
    if len(of.claims) <= LARGE:
        return None
    made = _read(store, "situation", f"{key} {fingerprint(*_MAKING)}", Made, of.revision)
    if made is None:
        return None
    reports, claims = {r.id: r for r in of.reports}, {c.id: c for c in of.claims}
    if not (reports.keys() >= set(made.reports) and claims.keys() >= set(made.claims)):
        return None
    told = {i: reports[i] for i in made.reports}
    return Situation(
        title=made.title,
        known=known,
        reports=told,
        claims={i: claims[i] for i in made.claims},
        events=made.events,
        figures=made.figures,
        alerts=made.alerts,
        story=made.story,
        rooms=made.rooms,
        places=made.places,
        unknown=made.unknown,
        problems=tuple(problems),
        policy=made.policy,
        outlook=made.outlook,
        busiest=made.busiest,
        copies=made.copies,
        superseded=dict(of.superseded),
        withdrawn=dict(withdrawn),
        developments=tuple(d for d in of.developments if d.report in told),
        decisions=tuple(of.links),
        ahead=ahead,
        offers=made.offers,
        sites=made.sites,
        doubts=made.doubts,
    )


def keep_situation(store: Store, key: str, found: Situation, of: View) -> None:
    """Keeps the situation of a large case, unless the case has changed since."""
    if len(of.claims) <= LARGE:
        return
    own = {
        name: getattr(found, name) for name in Made.__dataclass_fields__ if name not in ("reports", "claims")
    }
    made = Made(reports=tuple(found.reports), claims=tuple(found.claims), **own)
    _write(store, "situation", f"{key} {fingerprint(*_MAKING)}", made, of.revision)


def _read(store: Store, kind: str, key: str, of: type[T], revision: int | None = None) -> T | None:
    body = store.kept(kind, key, revision=store.revision() if revision is None else revision)
    if body is None:
        return None
    with suppress(ValueError, zlib.error, binascii.Error, msgspec.MsgspecError):
        return msgspec.msgpack.decode(zlib.decompress(base64.b64decode(body, validate=True)), type=of)
    return None


def _write(store: Store, kind: str, key: str, made: Any, revision: int) -> None:
    body = base64.b64encode(zlib.compress(msgspec.msgpack.encode(made), 1)).decode()
    with suppress(StoreError):  # a cache: where another program writes, the answer does not wait
        store.keep(kind, key, body, revision=revision)


__all__ = ["LARGE", "keep_situation", "keep_view", "situation", "view"]
