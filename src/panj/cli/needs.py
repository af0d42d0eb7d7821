"""panj needs: what it takes to receive people."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from panj.cli.options import case_option, json_option, known_option, open_case
from panj.cli.tables import Column, Sheet
from panj.model import Bounds, Group, Measure, Plan, Question, Tally

if TYPE_CHECKING:
    from panj.reception import Standards


@click.command()
@click.option("--people", metavar="N or N-M", help="How many: 5000, or 4000-6000.")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="For how long.")
@click.option(
    "--climate",
    type=click.Choice(["warm", "cold"]),
    default="warm",
    show_default=True,
    help="cold asks for more covered space, blankets and firewood.",
)
@click.option(
    "--place", metavar="PLACE", help="Instead of --people: those who arrived there, by the case's tally."
)
@click.option("--hosted", is_flag=True, help="With --place: those present there instead.")
@case_option
@known_option
@click.option(
    "--livestock",
    multiple=True,
    metavar="ANIMAL=N",
    help="Animals that came with them: sheep=1000, yaks=300. May be given several times.",
)
@click.option(
    "--standards",
    "own",
    type=click.Path(exists=True, path_type=Path),
    help="A TOML file with your country's rows in place of the shipped ones.",
)
@click.option("--list", "listing", is_flag=True, help="List the standards with their keys, and stop.")
@json_option
def needs(
    people: str | None,
    days: int,
    climate: Literal["warm", "cold"],
    place: str | None,
    hosted: bool,
    case_path: Path | None,
    known: date | None,
    livestock: tuple[str, ...],
    own: Path | None,
    listing: bool,
    as_json: bool,
) -> None:
    """What it takes to receive people, line by line, by published standards.

    Each line names the edition and chapter of its standard; one marked * is an assumption whose standard
    was not read in the original. With --people no case file is needed; with --place the civilians are counted
    who arrived (or, with --hosted, are) there as known on a day, with the bounds of the tally.

    \b
    Examples:
      panj needs --people 5000 --days 30
      panj needs --people 4000-6000 --days 14 --climate cold --json
      panj needs --people 77 --days 1 --livestock sheep=1000 --livestock yaks=300
      panj needs --place Tajikistan --known 2021-08-27 --days 90
      panj needs --list
    """
    from panj.cli import show
    from panj.reception import needs as reckon
    from panj.reception import standards

    rows = standards().with_file(own) if own else standards()
    if listing:
        _list(rows, as_json=as_json)
        return
    herds = dict(map(parse_herd, livestock))
    if people is not None:
        plan = reckon(parse_people(people), days, climate=climate, standards=rows, livestock=herds)
    elif place is not None:
        found = counted(case_path, place, known, hosted=hosted)
        plan = reckon(
            found.bounds, days, climate=climate, standards=rows, livestock=herds, claims=found.claims
        )
    else:
        raise click.UsageError("Give --people N, --place PLACE, or --list for the standards.")
    if as_json:
        show.print_json(plan)
        return
    _tell(plan, climate)


def counted(case_path: Path | None, place: str, known: date | None, *, hosted: bool) -> Tally:
    """The civilians who arrived at a place, or are there, by the tally of a case."""
    measure = Measure.HOSTED if hosted else Measure.ARRIVAL
    with open_case(case_path) as case:
        found = case.tally(Question(measure, place=place, group=Group.CIVILIANS, known=known))
    if found.silent:
        raise click.UsageError(
            f"Nothing that was read says how many civilians {'are in' if hosted else 'came to'} {place}. "
            "Give --people N."
        )
    return found


def _list(rows: Standards, *, as_json: bool) -> None:
    from panj.cli import show
    from panj.reception.needs import said

    if as_json:
        show.print_json(list(rows.rows.values()))
        return
    sheet = Sheet((Column("Key", whole=True), Column("Standard", whole=True), Column("Source")))
    for row in rows.rows.values():
        mark = "* " if row.assumption else ""
        sheet.add(*map(show.plain, (row.key, said(row.amount), mark + row.source)))
    show.print_sheet(sheet)
    show.console().print("* assumption: the standard was not read in the original", style="dim")


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


def parse_herd(words: str) -> tuple[str, Bounds]:
    """sheep=1000 or sheep=900-1100; a usage error otherwise."""
    animal, equals, heads = words.partition("=")
    if not equals:
        raise click.BadParameter(f"{words!r}: write ANIMAL=N, as in sheep=1000", param_hint="--livestock")
    return animal.strip(), parse_people(heads, "--livestock", "animals")


def parse_people(words: str, hint: str = "--people", of: str = "people") -> Bounds:
    """5000 or 4000-6000 as bounds; a usage error otherwise."""
    low, dash, high = words.replace(",", "").replace(" ", "").partition("-")
    if not low.isdigit() or (dash and not high.isdigit()):
        raise click.BadParameter(f"{words!r} is no number of {of}; write 5000 or 4000-6000", param_hint=hint)
    first, last = float(low), float(high or low)
    if last < first:
        raise click.BadParameter(f"{words!r} ends below where it starts", param_hint=hint)
    if last == 0:
        raise click.BadParameter(f"for none there is nothing to plan; write how many {of}", param_hint=hint)
    return Bounds(first, first if first == last else (first + last) / 2, last)
