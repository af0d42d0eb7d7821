"""panj plan: who goes where, what to order and send, and when to ask for help."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panj.cli.options import case_option, json_option, known_option, open_case
from panj.cli.tables import Column
from panj.cli.tables import Sheet as Table

if TYPE_CHECKING:
    from panj.reception.sheets import Cell, Sheet
    from panj.reception.workbook import Tables

_ROWS = 30  # of one sheet on the screen; the workbook has all
_LEFT_OUT = frozenset({"Reckoned", "In words"})  # on the screen alone
_FIRST = 5  # columns beyond these go first where the terminal is narrow


@click.command()
@click.argument("tables", type=click.Path(path_type=Path), required=False)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="Write empty tables to fill in: .xlsx, .toml, or a folder of .csv files.",
)
@click.option(
    "--from-case", is_flag=True, help="With --template: fill in what the reports of the case state."
)
@click.option("--xlsx", type=click.Path(path_type=Path), help="Write the whole plan as a workbook.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the whole plan as a page.")
@click.option("--standards", type=click.Path(exists=True, path_type=Path), help="Your country's standards.")
@click.option(
    "--triggers", type=click.Path(exists=True, path_type=Path), help="Your own rules of escalation."
)
@click.option(
    "--stated", is_flag=True, help="Plan with stated capacities even where the standards hold fewer."
)
@click.option("--all-placed", is_flag=True, help="Everybody must have a place on the last day.")
@case_option
@known_option
@json_option
def plan(
    tables: Path | None,
    template: Path | None,
    from_case: bool,
    xlsx: Path | None,
    html: Path | None,
    standards: Path | None,
    triggers: Path | None,
    stated: bool,
    all_placed: bool,
    case_path: Path | None,
    known: date | None,
    as_json: bool,
) -> None:
    """Plan reception: capacity tested, who goes where, needs, supplies, and when to ask for help.

    TABLES is a workbook (.xlsx), a .toml file, or a folder of .csv files; --template writes an empty one.
    Sites, entries and arrivals are enough for a plan of places; with depots and stocks it plans supplies.
    Without TABLES a first plan is made of what the reports of the case state, with the standards that ship,
    and what is missing for a plan to act on is said first.

    \b
    Examples:
      panj plan
      panj plan --template plan.xlsx
      panj plan --template plan.xlsx --from-case --known 2021-07-23
      panj plan plan.xlsx --html plan.html --xlsx result.xlsx
      panj plan plan.xlsx --all-placed
    """
    from panj.cli import show
    from panj.publish.files import write
    from panj.publish.plan import page, write_workbook
    from panj.reception import escalation, planning, workbook
    from panj.reception.sheets import sheets
    from panj.reception.standards import standards as shipped

    if template is not None:
        _write_template(template, case_path if from_case else None, known, from_case=from_case)
        return
    made = planning.plan(
        workbook.read(tables) if tables else _of_the_case(case_path, known),
        by=shipped().with_file(standards) if standards else None,
        rules=escalation.rules_of(triggers) if triggers else None,
        stated=stated,
        placed_by_end=all_placed,
    )
    told = sheets(made)
    if xlsx is not None:
        write_workbook(told, xlsx)
    if html is not None:
        write(html, page(told, f"Reception plan, {made.network.start} for {made.network.days} days"))
    if as_json:
        show.print_json(told)
    elif xlsx is None and html is None:
        _tell(told)
    for path in filter(None, (xlsx, html)):
        click.echo(f"Wrote {path}", err=True)


def _of_the_case(case_path: Path | None, known: date | None) -> Tables:
    """What the reports of the case state, having said what they do not."""
    from panj.publish.plan import first_tables, known_tables, missing

    with open_case(case_path) as case:
        rows = known_tables(case.situation(known))
        where = case.path.name
    click.echo(f"A first plan, of what the reports in {where} state, by the standards that ship.", err=True)
    lacks = missing(rows)
    if lacks:
        click.echo("Missing for a plan to act on:", err=True)
    for one in lacks:
        click.echo(f"  {one}", err=True)
    fill = "panj plan --template plan.xlsx --from-case"
    click.echo(f"To fill that in: {fill}; then: panj plan plan.xlsx", err=True)
    return first_tables(rows)


def _write_template(path: Path, case_path: Path | None, known: date | None, *, from_case: bool) -> None:
    from panj.publish.plan import known_tables, write_template

    rows = None
    if from_case:
        with open_case(case_path) as case:
            rows = known_tables(case.situation(known))
    write_template(path, rows)
    click.echo(f"Wrote {path}. Fill it in, then: panj plan {path}", err=True)


def _tell(told: tuple[Sheet, ...]) -> None:
    from panj.cli import show

    out = show.console()
    for sheet in told:
        out.print(show.plain(f"\n{sheet.title}"), style="bold")
        shown = [n for n, name in enumerate(sheet.headings) if name not in _LEFT_OUT]
        table = Table(tuple(_column(sheet, n) for n in shown))
        for row in sheet.rows[:_ROWS]:
            table.add(*(show.plain(_cell(row[n])) for n in shown))
        show.print_sheet(table, out)
        if len(sheet.rows) > _ROWS:
            out.print(show.plain(f"… {len(sheet.rows) - _ROWS} more: panj plan … --xlsx FILE"), style="dim")
        if sheet.note:
            out.print(show.plain(sheet.note), style="dim")


def _column(sheet: Sheet, n: int) -> Column:
    values = [row[n] for row in sheet.rows]
    whole = any(isinstance(value, int | float | date) for value in values)
    right = any(isinstance(value, int | float) for value in values)
    return Column(sheet.headings[n], whole=whole, right=right, rank=n if n > _FIRST else 0)


def _cell(value: Cell) -> str:
    from panj.publish.plan.page import cell

    return value.isoformat() if isinstance(value, date) else cell(value)
