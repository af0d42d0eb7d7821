"""What reports propose to a forecast (panj outlook --proposals), each with what was decided on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from panj.cli.options import open_case

if TYPE_CHECKING:
    from panj.events.ruling import Offer

_WHAT = {"conflict": "fighting at", "closed": "shut:", "open": "open:"}


def listed(case: Path | None, case_path: Path | None, known: date | None, *, as_json: bool) -> None:
    """Lists them; with an outlook case that is named, with the place of it that each moves."""
    from panj.cli import show
    from panj.outlook import is_case
    from panj.run.ahead import offered

    model = case if case is not None and is_case(case) else None
    with open_case(case_path if model or case is None else case) as reports:
        if model is None:
            found = reports.proposals(known)
        else:
            found = offered(reports.view(known), reports.gazetteer(), str(model))
    if as_json:
        show.print_json(found)
        return
    out = show.console()
    if not found:
        out.print("No report tells of a place that fell, shut or opened, as known then.")
        return
    for one in found:
        _tell(one)
    waiting = sum(one.state == "waiting" for one in found)
    out.print(f"\n{show.count(len(found), 'proposal')}, {waiting} waiting for an analyst.", style="dim")


def _tell(one: Offer) -> None:
    from panj.cli import show

    out, made = show.console(), one.proposal
    day = f", from {show.day(made.day)}" if made.day else ""
    out.print(show.plain(f"\n{made.id}  {_WHAT[made.effect.value]} {made.place}{day}"), style="bold")
    out.print(show.plain(f"  {made.sentence}"))
    out.print(show.plain(f"  {made.reason}"), style="dim")
    out.print(show.plain(f"  {'; '.join(_remarks(one))}"), style="dim")


def _remarks(one: Offer) -> list[str]:
    state = (
        one.state if one.number is None else f"{one.state} by {one.who} (decision {one.number}: {one.why})"
    )
    against = ["another source says the opposite"] if one.proposal.disputed else []
    place = (
        f"moves {one.site} of the outlook case" if one.site else "no place of an outlook case has its name"
    )
    return [state, *against, place]
