"""panj reports: what a case was read from, and what must be known of each report before it is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from panj.cli.options import case_option, json_option, known_option, open_case
from panj.cli.tables import Column, Sheet
from panj.model import Correction, Report, to_plain

if TYPE_CHECKING:
    from panj.run import Case
    from panj.store import Withdrawal

_BESIDE = 44  # columns that day, claims and the gaps take, and what an outlet needs to be read
_NOTES = 100  # from this width on, notes stand in the table too; the lists beneath it always tell them
Listed = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Listing:
    """The reports of a case as known on a day, the undated ones last, and what is known of each by id."""

    reports: Sequence[Report]
    counts: Mapping[str, int]
    superseded: Mapping[str, str]
    withdrawn: Mapping[str, Withdrawal]
    copies: Mapping[str, str]

    @property
    def names(self) -> dict[str, str]:
        """Id → what the user calls it."""
        return {r.id: r.name or r.id for r in self.reports}


@click.command()
@case_option
@known_option
@click.option(
    "--changes",
    "changed",
    is_flag=False,
    flag_value="",
    metavar="[REPORT]",
    help="Show what outlets changed in their texts and corrected: all of it, or of one report.",
)
@json_option
def reports(case_path: Path | None, known: date | None, changed: str | None, as_json: bool) -> None:
    """List the reports of a case: date, outlet, number of claims, and what must be known of each.

    A date is stated in the report, inferred from weekday, day and month and the other reports of the
    case, given by you (panj date), or missing. Reports without a date come last; no --known day ever
    takes them in. A copy is the same text in another outlet: no second source. A superseded or withdrawn
    report (panj withdraw) stays in the record, and its claims do not count.

    \b
    Examples:
      panj reports
      panj reports --known 2021-07-05 --json
      panj reports --changes
      panj reports --changes bridge
    """
    from panj.cli import show

    if changed is not None:
        _tell_changes(case_path, known, changed or None, as_json=as_json)
        return
    with open_case(case_path) as case:
        listing = _listing(case, known)
    if as_json:
        show.print_json([_plain(r, listing) for r in listing.reports])
        return
    out = show.console()
    show.print_sheet(_sheet(listing, out.width), out)
    for heading, rows in (
        ("Copies: one text, one source", list(_copies(listing))),
        ("Superseded by a later version; their claims do not count", list(_superseded(listing))),
        ("Withdrawn; their claims do not count", list(_withdrawn(listing))),
        ("Corrected by their outlet", list(_corrected(listing))),
        ("Dates inferred", list(_inferred(listing))),
    ):
        if rows:
            out.print(f"\n{heading}", style="bold")
            out.print(show.listed(rows))


def _tell_changes(case_path: Path | None, known: date | None, name: str | None, *, as_json: bool) -> None:
    from panj.cli import revised, show

    with open_case(case_path) as case:
        found = case.revisions(known, name)
    if as_json:
        show.print_json([revised.as_plain(r) for r in found])
    else:
        revised.tell(found, show.console())


def _listing(case: Case, known: date | None) -> Listing:
    missing = case.undated() if known is not None else []
    return Listing(
        reports=_in_order([*case.reports(known), *missing]),
        counts=case.claim_counts(),
        superseded=case.superseded(known),
        withdrawn=case.withdrawn(known),
        copies=case.copies(known),
    )


def _in_order(found: Sequence[Report]) -> list[Report]:
    """Reports as they come, each followed by its tables."""
    tables: dict[str, list[Report]] = {}
    for r in found:
        if r.part_of is not None:
            tables.setdefault(r.part_of, []).append(r)
    whole = (r for r in found if r.part_of is None)
    return [one for r in whole for one in (r, *sorted(tables.get(r.id, ()), key=lambda t: t.name))]


def _sheet(listing: Listing, width: int) -> Sheet:
    from panj.cli import show

    longest = max(24, min(48, width - _BESIDE))
    noted = width >= _NOTES and any(_note(r, listing) for r in listing.reports)
    columns = [
        Column("Published", whole=True),
        Column("Outlet"),
        Column("Claims", whole=True, right=True),
        Column("Report", longest=longest),
        *([Column("Note")] if noted else []),
    ]
    sheet = Sheet(tuple(columns))
    for r in listing.reports:
        day = r.day.isoformat() if r.day else "no date"
        name = r.name or r.id
        if r.part_of is not None and r.part_of in listing.names:
            day, name = "", f"· {name.removeprefix(listing.names[r.part_of]).lstrip(', ')}"
        cells = [day, "" if r.part_of else r.outlet or "–", str(listing.counts.get(r.id, 0)), name]
        cells[3] = "\n".join(wrap(name, longest)) or name
        sheet.add(*map(show.plain, [*cells, *([_note(r, listing)] if noted else [])]))
    return sheet


def _note(r: Report, listing: Listing) -> str:
    """What must be known before it is quoted, in a word or two."""
    if r.part_of is not None:
        return ""
    marks = (
        ("withdrawn", r.id in listing.withdrawn),
        ("superseded", r.id in listing.superseded),
        ("copy", r.id in listing.copies),
        ("corrected", bool(r.corrections)),
        (f"date {r.dated}", r.dated in ("inferred", "given")),
    )
    return ", ".join(mark for mark, holds in marks if holds)


def _copies(listing: Listing) -> Listed:
    names = listing.names
    for copy, origin in listing.copies.items():
        yield names.get(copy, copy), f"copy of {names.get(origin, origin)}"


def _superseded(listing: Listing) -> Listed:
    names = listing.names
    for old, new in listing.superseded.items():
        yield names[old], f"by {names[new]}"


def _withdrawn(listing: Listing) -> Listed:
    for r in listing.reports:
        if r.part_of is None and r.id in listing.withdrawn:
            item = listing.withdrawn[r.id]
            yield r.name or r.id, f"from {item.day} on: {item.reason}"


def _corrected(listing: Listing) -> Listed:
    for r in listing.reports:
        yield from ((r.name or r.id, words_of(c)) for c in r.corrections)


def words_of(correction: Correction) -> str:
    """What was said and what is said now; the note itself where it does not tell."""
    if correction.said and correction.now:
        return f"{correction.said} → {correction.now}"
    return correction.text


def _inferred(listing: Listing) -> Listed:
    for r in listing.reports:
        if r.dated == "inferred" and r.dated_because and r.part_of is None:
            yield r.name or r.id, r.dated_because


def _plain(r: Report, listing: Listing) -> dict[str, Any]:
    withdrawal = listing.withdrawn.get(r.id)
    return {
        "id": r.id,
        "name": r.name,
        "path": r.path,
        "published": r.published,
        "dated": r.dated,
        "dated_because": r.dated_because,
        "outlet": r.outlet,
        "url": r.url,
        "title": r.title,
        "language": r.language,
        "claims": listing.counts.get(r.id, 0),
        "superseded_by": listing.superseded.get(r.id),
        "copy_of": listing.copies.get(r.id),
        "part_of": r.part_of,
        "withdrawn": withdrawal and {"from": withdrawal.day.isoformat(), "reason": withdrawal.reason},
        "corrections": to_plain(r.corrections),
    }
