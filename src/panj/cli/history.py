"""panj history: what was done to a case, by whom, when and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from panj.cli.options import case_option, json_option, open_case

if TYPE_CHECKING:
    from panj.store import Decided, Entry


@click.command()
@click.argument("name", required=False, metavar="[REPORT]")
@click.option("--decisions", is_flag=True, help="Only analysts' decisions, with what they say.")
@case_option
@json_option
def history(name: str | None, decisions: bool, case_path: Path | None, as_json: bool) -> None:
    """List what was done to a case: reports read, dates given, figures decided on, words redacted.

    With REPORT (its name, file name or id) only what was done to it. Entries are added and never changed;
    the database itself refuses it.

    \b
    Examples:
      panj history
      panj history --decisions
      panj history leaflet --json
    """
    from panj.cli import show
    from panj.model import to_plain
    from panj.run.deciding import counting

    with open_case(case_path) as case:
        subject = case.report(name).id if name else None
        if decisions:
            made = [d for d in case.decisions() if subject is None or _is_about(d, subject)]
            standing = {d.seq for d in counting(case.decisions())}
            if as_json:
                show.print_json([{**to_plain(d), "counts": d.seq in standing} for d in made])
                return
            _tell_decisions(made, standing)
            return
        entries = case.history(subject)
        names = {r.id: r.name or r.id for r in case.reports()}
    if as_json:
        show.print_json(entries)
        return
    _tell_entries(entries, names)


def _is_about(item: Decided, subject: str) -> bool:
    return any(key.report == subject for key in item.about)


def _tell_decisions(made: list[Decided], standing: set[int]) -> None:
    from panj.cli import show
    from panj.cli.tables import Column, Sheet

    whole = (Column("No.", whole=True, right=True), Column("Day", whole=True), Column("What", whole=True))
    sheet = Sheet((*whole, Column("Figures"), Column("Says"), Column("By"), Column("Why")))
    for item in made:
        what = f"undo {item.undoes}" if item.undoes is not None else item.verb
        state = what if item.seq in standing else f"{what} (undone)"
        figures = "; ".join(" ".join(key.figure.split()) for key in item.about)
        says = ", ".join(f"{show.words(n)} {v}" for n, v in item.sets.items() if v is not None)
        cells = (str(item.seq), item.day.isoformat(), state, figures, says, item.who, item.why)
        sheet.add(*map(show.plain, cells))
    out = show.console()
    show.print_sheet(sheet, out)
    out.print(f"{show.count(len(made), 'decision')}.", style="dim")


def _tell_entries(entries: list[Entry], names: dict[str, str]) -> None:
    from panj.cli import show
    from panj.cli.tables import Column, Sheet

    sheet = Sheet(
        (Column("When (UTC)", whole=True), Column("What"), Column("On"), Column("Detail", longest=40))
    )
    for entry in entries:
        detail = ", ".join(f"{k} {_said(v)}" for k, v in entry.detail.items() if v not in (None, "", [], {}))
        when = entry.at[:19].replace("T", " ")
        on = names.get(entry.subject, entry.subject)
        sheet.add(*map(show.plain, (when, entry.act, on, detail)))
    out = show.console()
    show.print_sheet(sheet, out)
    out.print(f"{len(entries):,} entries.", style="dim")


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
