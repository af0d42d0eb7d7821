"""Figures that their outlet has corrected, wherever the text still stands: in the note itself, in copies.

Takes reports and claims as known on a day; gives the claims that no longer count, with the reason. The note
itself quotes what was wrong, and a newspaper that printed the wire's story may never print its correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from panj.events.copying import first_of
from panj.model import BlockKind, Claim, Correction, Report
from panj.reports import known_from

_NUMBER = re.compile(r"\d[\d,.]*")
_NOUN = re.compile(r"[A-Za-z]{3,}\Z")


def corrected(reports: Sequence[Report], claims: Iterable[Claim], known: date | None) -> Mapping[str, str]:
    """Claim id → what its outlet says now, for figures that a correction known by then takes back."""
    by_id = {r.id: r for r in reports}
    notes = [(r, c) for r in reports for c in _notes(r, known)]
    if not notes:
        return {}
    first = first_of(reports)
    found: dict[str, str] = {}
    told = list(claims)
    for report, note in notes:
        outlet = report.outlet or report.name or report.id
        for claim in told:
            holder = by_id.get(claim.report)
            if holder is None or first.get(holder.id, holder.id) != first.get(report.id, report.id):
                continue
            if holder is report and not _in_note(holder, claim):
                continue
            if _same_figure(claim, holder, note):
                found[claim.id] = f"corrected by {outlet}: now {note.now}"
    return found


def _notes(report: Report, known: date | None) -> Iterator[Correction]:
    """The corrections of a report that say both sides, if they were known by then."""
    since = known_from(report)
    if known is None or (since is not None and since <= known):
        yield from (c for c in report.corrections if c.said and c.now)


def _in_note(report: Report, claim: Claim) -> bool:
    return any(b.kind is BlockKind.CORRECTION and b.start <= claim.start < b.end for b in report.blocks)


def _same_figure(claim: Claim, report: Report, note: Correction) -> bool:
    """Whether a claim states what was corrected: the same number, of the same thing."""
    said = note.said or ""
    numbers = _NUMBER.findall(said)
    if not numbers or _NUMBER.findall(claim.text) != numbers:
        return False
    noun = _NOUN.search(said)
    around = report.text[claim.start : claim.end + 40].lower()
    return noun is None or noun.group().lower() in around
