"""panj decide: an analyst's word on figures, taken down with who, when and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from panj.cli.options import Day, Name, by_option, case_option, choices, json_option, open_case, why_option
from panj.events.decisions import Verb
from panj.model import Group, Measure, PeriodKind, Qualifier, Status, Unit


class Days(click.ParamType[tuple[date, date]]):
    """A day, or two with a slash between them."""

    name = "DAY[/DAY]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """The first and the last day."""
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition("/")
        day = Day()
        return day.convert(first, param, ctx), day.convert(last or first, param, ctx)


@click.command()
@click.argument("verb", type=Name(Verb, "VERB"), metavar="VERB")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@why_option
@by_option
@click.option("--from", "day", type=Day(), help="From which day it counts.  [default: today]")
@click.option("--measure", type=Name(Measure, "MEASURE"), help=f"retype: {choices(Measure)}.")
@click.option("--group", type=Name(Group, "GROUP"), help=f"retype: {choices(Group)}.")
@click.option("--unit", type=Name(Unit, "UNIT"), help=f"retype: {choices(Unit)}.")
@click.option("--status", type=Name(Status, "STATUS"), help=f"retype: {choices(Status)}.")
@click.option("--period", type=Name(PeriodKind, "PERIOD"), help=f"retype: {choices(PeriodKind)}.")
@click.option("--origin", metavar="PLACE", help="retype: where they came from.")
@click.option("--to", "destination", metavar="PLACE", help="retype: where they went.")
@click.option("--place", metavar="PLACE", help="retype: where they are; accept: the forecast's place.")
@click.option("--on", type=Days(), help="redate: the day, or the first and the last day, that it is about.")
@click.option("--value", type=click.FloatRange(min=0), metavar="N", help="correct: the number.")
@click.option("--value-high", type=click.FloatRange(min=0), metavar="N", help="correct: its upper end.")
@click.option("--qualifier", type=Name(Qualifier, "HEDGE"), help=f"correct: {choices(Qualifier)}.")
@click.option("--asked", metavar="WHOM", help="ask: who was asked.")
@click.option("--question", metavar="WORDS", help="ask: what was asked.")
@click.option("--answer", metavar="WORDS", help="ask: what was answered.")
@click.option("--told", metavar="MOMENT", help="ask: when it was answered, YYYY-MM-DD or YYYY-MM-DDTHH:MM.")
@case_option
@json_option
def decide(
    verb: Verb,
    ids: tuple[str, ...],
    why: str,
    who: str,
    day: date | None,
    on: tuple[date, date] | None,
    case_path: Path | None,
    as_json: bool,
    **said: Any,
) -> None:
    """Decide on figures: what they are, whether they count, which of them are one; and on proposals.

    ID is a figure's, as panj claims gives it, or an occurrence's, as panj tally --json does: all of its
    figures are then meant. VERB is one of:

    \b
      reject ID…      these figures count in no answer
      accept ID…      these figures hold, whatever contradicts them; a proposal for the forecast (panj
                      outlook --proposals) enters it, with --place as the outlook case calls its place
      merge ID ID…    these are one occurrence, told several times
      split ID [ID…]  the first is another occurrence than the others; than all it is linked with
      retype ID…      they measure something else, or count others, or elsewhere
      redate ID…      they are about other days
      correct ID…     the number was misread
      ask ID…         somebody was asked about it, or has answered; no figure changes

    A decision is kept with your name, the day and the reason, and nothing is overwritten: panj undo takes it
    back, panj history shows both. It names the figure by its report, its sentence and its words, so that it
    still holds when the report is read anew. What was known before its day stays as it was.

    \b
    Examples:
      panj decide reject 3f0c21d7a9be --why "the spokesman meant the whole border"
      panj decide merge 3f0c21d7a9be 81bb02c4de55 --why "the same convoy"
      panj decide redate 3f0c21d7a9be --on 2021-07-04 --why "by the ministry's log"
      panj decide correct 3f0c21d7a9be --value 134 --why "a misprint: see the facsimile"
      panj decide ask 3f0c21d7a9be --asked "district chairman" --question "how many?" --why "to verify"
    """
    from panj.cli import show

    sets = {name: value for name, value in said.items() if value is not None}
    if on is not None:
        sets |= {"date_start": on[0], "date_end": on[1]}
    with open_case(case_path) as case:
        made = case.decide(verb, ids, who=who, why=why, day=day, sets=sets)
    if as_json:
        show.print_json(made)
        return
    figures = show.count(len(made.about), "proposal" if any(k.kind for k in made.about) else "figure")
    click.echo(f"Decision {made.seq}: {made.verb} of {figures}, from {made.day} on, by {made.who}.")
    for key in made.about:
        click.echo(show.harmless(f"  {' '.join(key.figure.split())}  in: {' '.join(key.sentence.split())}"))
    click.echo(f"panj undo {made.seq} takes it back.")
