"""What no longer counts on a day because it was taken back: by a person, or by the outlet that published it.

Takes reports as known on a day and what people withdrew; gives the withdrawal of each. Copies of a text that
its first outlet took back go with it: nobody stands behind what they say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from panj.events.copying import first_of
from panj.model import Report
from panj.reports import notices
from panj.store import Withdrawal


def withdrawn(
    reports: Sequence[Report],
    held: Sequence[Withdrawal],
    superseded: Mapping[str, str],
    known: date | None,
) -> dict[str, Withdrawal]:
    """Report id → its withdrawal, tables with the report in which they stand.

    Args:
        reports: those known by then.
        held: what people withdrew, at any time; a person's word stands before the outlet's.
        superseded: report id → id of the later version of the same article.
        known: the day; None: every withdrawal counts.
    """
    by_report = _by_outlet(reports, superseded, known)
    by_report |= {w.report: w for w in held if known is None or w.day <= known}
    found = ((r.id, by_report.get(r.part_of or r.id)) for r in reports)
    return {name: w for name, w in found if w is not None}


def _by_outlet(
    reports: Sequence[Report], superseded: Mapping[str, str], known: date | None
) -> dict[str, Withdrawal]:
    chains: dict[str, list[str]] = {}
    for old, new in superseded.items():
        chains.setdefault(new, []).append(old)
    told = notices(reports, [(*olds, new) for new, olds in chains.items()])
    told = [n for n in told if n.day is not None and (known is None or n.day <= known)]
    if not told:
        return {}
    copied = first_of(reports)
    by_id = {r.id: r for r in reports}
    found: dict[str, Withdrawal] = {}
    for notice in told:
        assert notice.day is not None
        outlet = by_id[notice.report].outlet or by_id[notice.report].name
        for one in notice.takes_back:
            found[one] = Withdrawal(one, notice.day, f"{outlet} took it back: {notice.words}")
        for copy, origin in copied.items():
            if origin in notice.takes_back and copy not in found:
                reason = f"a copy of what {outlet} took back: {notice.words}"
                found[copy] = Withdrawal(copy, notice.day, reason)
    return found
