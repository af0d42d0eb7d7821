"""Which reports are one text: who published it first, so that a syndicated copy is no second source.

Takes reports; gives the earliest report of the same text for each copy. Worked out once for a set of reports.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from panj.model import Report
from panj.reports import copies

_KEPT = 64  # sets of reports: the days that a user steps through, asked for by linking and by the tally
_held: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}


def first_of(reports: Collection[Report]) -> Mapping[str, str]:
    """Id of each copy → id of the earliest report that is the same text; reports of their own are left out.

    Only among these reports: what was published later cannot make two of them one. A table is not looked
    at by itself: it is a copy where the report that it stands in is.
    """
    whole = [r for r in reports if r.part_of is None]
    key = tuple(sorted((r.id, r.published or "") for r in whole))
    if key not in _held:
        while len(_held) >= _KEPT:
            _held.pop(next(iter(_held)), None)
        _held[key] = {m: group.origin for group in copies(whole) for m in group.members[1:]}
    return _held[key]
