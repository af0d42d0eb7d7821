"""panj tally: how many, between which bounds, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from panj.cli.options import Day, Name, case_option, choices, json_option, known_option, open_case
from panj.model import Claim, Group, Measure, Question, Unit


def most_told(claims: Iterable[Claim], unit: Unit) -> Measure:
    """What is asked where nobody says: arrivals, or what most figures count if none counts these."""
    told = Counter(c.measure for c in claims if c.unit is unit and c.measure is not Measure.CONTEXT)
    return Measure.ARRIVAL if not told or told[Measure.ARRIVAL] else told.most_common(1)[0][0]


@click.command()
@case_option
@click.option(
    "--measure",
    type=Name(Measure, "MEASURE"),
    help=f"What is counted: {choices(Measure)}.  "
    "[default: arrival; in a case without any, what most figures count]",
)
@click.option("--place", metavar="PLACE", help="Where they went; for a stock or capacity where they are.")
@click.option("--origin", metavar="PLACE", help="Where they came from.")
@click.option("--group", type=Name(Group, "GROUP"), help=f"Who: {choices(Group)}; those within it included.")
@click.option(
    "--unit",
    type=Name(Unit, "UNIT"),
    default=Unit.PERSONS,
    help=f"In what: {choices(Unit)}.  [default: persons]",
)
@click.option("--from", "start", type=Day(), help="First day that it is about.")
@click.option("--to", "end", type=Day(), help="Last day that it is about.")
@click.option(
    "--why", "explain", is_flag=True, help="What pins each end: the fewest claims, and what they do."
)
@known_option
@json_option
def tally(
    case_path: Path | None,
    measure: Measure | None,
    place: str | None,
    origin: str | None,
    group: Group | None,
    unit: Unit,
    start: date | None,
    end: date | None,
    explain: bool,
    known: date | None,
    as_json: bool,
) -> None:
    """How many: the lowest, best and highest figure that the reports allow, and why.

    Claims about one event are never added twice. The bounds hold if the sources are right, read by the
    wording policy named in the answer; claims that contradict each other are shown, not averaged.

    \b
    Examples:
      panj tally --measure arrival --place Tajikistan --group soldiers
      panj tally --place Tajikistan --from 2021-07-05 --to 2021-07-05
      panj tally --measure hosted --known 2021-07-05 --json
      panj tally --place Tajikistan --group soldiers --why

    What comes out: a sentence with the bounds; contradictions; the occurrences summed, each with its
    independent origins (two outlets that quote one statement are one origin); the claims that give the
    bounds, each with its sentence and who said so; and what was set aside and why. With --why instead, for
    each end: claims that alone give it, none of which can be left out, with what each does (it counts, sums
    up, numbers a row, says what is part of what) and how its words are read; then what joins them.
    """
    from panj.cli import answer, show, why

    with open_case(case_path) as case:
        claims = {c.id: c for c in case.claims(known)}
        counted = measure or most_told(claims.values(), unit)
        told = case.explain(Question(counted, place, origin, group, unit, start, end, known))
        reports = {r.id: r for r in case.reports(known)}
    found, events = told.tally, list(told.events)
    if as_json:
        more = {"why": why.as_dict(told.why)} if explain else {}
        show.print_json(answer.as_dict(found, events, claims, reports) | more)
    elif explain:
        out = show.console()
        out.print(show.plain(answer.headline(found)), style="bold")
        if not found.silent:
            why.tell(out, told.why, claims, reports, found.question.unit)
    else:
        answer.tell(found, events, claims, reports)
