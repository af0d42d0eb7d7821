"""panj needs: what it takes to receive people."""

from __future__ import annotations

from typing import Literal

import click

from panj.cli.options import json_option
from panj.cli.tables import Column, Sheet
from panj.model import Bounds, Plan


@click.command()
@click.option("--people", required=True, metavar="N or N-M", help="How many: 5000, or 4000-6000.")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="For how long.")
@click.option(
    "--climate",
    type=click.Choice(["warm", "cold"]),
    default="warm",
    show_default=True,
    help="cold asks for more covered space, blankets and firewood.",
)
@json_option
def needs(people: str, days: int, climate: Literal["warm", "cold"], as_json: bool) -> None:
    """What it takes to receive people, line by line, by published standards.

    Each line names the edition and chapter of its standard; one marked * is an assumption whose standard
    was not read in the original. No case file is needed.

    \b
    Examples:
      panj needs --people 5000 --days 30
      panj needs --people 4000-6000 --days 14 --climate cold --json
    """
    from panj.cli import show
    from panj.reception import needs as reckon

    plan = reckon(parse_people(people), days, climate=climate)
    if as_json:
        show.print_json(plan)
        return
    _tell(plan, climate)


def _tell(plan: Plan, climate: str) -> None:
    from panj.cli import show

    out = show.console()
    out.print(f"{show.span(plan.people)} people, {plan.days} days, {climate} climate", style="bold")
    sources = list(dict.fromkeys(need.source for need in plan.needs))
    sheet = Sheet((Column("What"), Column("How much", whole=True, right=True), Column("Unit"), Column("By")))
    for topic in dict.fromkeys(need.topic for need in plan.needs):
        sheet.heading(show.plain(show.words(topic).capitalize()))
        for need in plan.needs:
            if need.topic == topic:
                by = f"{sources.index(need.source) + 1}{'*' if need.assumption else ''}"
                cells = (need.item, show.span(need.bounds), show.unit(need.unit), by)
                sheet.add(*map(show.plain, cells))
    show.print_sheet(sheet, out)
    notes = [(str(number), source) for number, source in enumerate(sources, start=1)]
    if any(need.assumption for need in plan.needs):
        notes.append(("*", "assumption: the standard was not read in the original"))
    out.print(show.listed(notes), style="dim")


def parse_people(words: str) -> Bounds:
    """5000 or 4000-6000 as bounds; a usage error otherwise."""
    low, dash, high = words.replace(",", "").replace(" ", "").partition("-")
    if not low.isdigit() or (dash and not high.isdigit()):
        raise click.BadParameter(
            f"{words!r} is no number of people; write 5000 or 4000-6000", param_hint="--people"
        )
    first, last = float(low), float(high or low)
    if last < first:
        raise click.BadParameter(f"{words!r} ends below where it starts", param_hint="--people")
    return Bounds(first, first if first == last else (first + last) / 2, last)
