"""panj changes: which figures moved between two days, and what moved each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from panj.cli.options import Day, Name, case_option, choices, json_option, open_case
from panj.model import Bounds, Group, Measure, Question, Unit, to_plain

if TYPE_CHECKING:
    from panj.run.changes import Changes, Moved, Step


@click.command()
@click.option("--since", type=Day(), help="From the end of this day until now.")
@click.option(
    "--between", type=Day(), nargs=2, metavar="DAY DAY", help="From the end of one day to another's."
)
@click.option("--measure", type=Name(Measure, "MEASURE"), help=f"What is counted: {choices(Measure)}.")
@click.option("--place", metavar="PLACE", help="Where they went; for a stock or capacity where they are.")
@click.option("--origin", metavar="PLACE", help="Where they came from.")
@click.option("--group", type=Name(Group, "GROUP"), help=f"Who: {choices(Group)}.")
@click.option("--unit", type=Name(Unit, "UNIT"), help=f"In what: {choices(Unit)}.  [default: persons]")
@click.option("--from", "start", type=Day(), help="First day that the figure is about.")
@click.option("--to", "end", type=Day(), help="Last day that the figure is about.")
@case_option
@json_option
def changes(
    since: date | None,
    between: tuple[date, date] | None,
    case_path: Path | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Which figures moved between two days, and what moved each of them.

    With a question (the options of panj tally) that figure alone, else every figure that the reports allow.
    Each step is one thing that happened: a report with a new event or claim, a correction, a withdrawal, a
    decision, a change of the wording policy, a re-reading by newer rules. The figure is worked out with and
    without it, and the steps lead from the figure before to the figure after without a gap.

    From the day on which the case was made, a report counts from the day it was read; before that day, from
    its publication.

    \b
    Examples:
      panj changes --since 2021-07-05
      panj changes --between 2021-07-03 2021-07-05 --measure arrival --place Tajikistan
    """
    from panj.cli import show

    if (since is None) == (between is None):
        raise click.UsageError("Say from when: --since DAY, or --between DAY DAY.")
    first, last = between or (since, None)
    if first is None or (last is not None and last <= first):
        raise click.UsageError("The second day must come after the first.")
    with open_case(case_path) as case, show.working():
        found = case.changes(first, last, question=_question(asked))
    if as_json:
        show.print_json(as_dict(found))
        return
    _tell(found)


def _question(asked: dict[str, Any]) -> Question | None:
    if all(value is None for value in asked.values()):
        return None
    return Question(
        asked["measure"] or Measure.ARRIVAL,
        asked["place"],
        asked["origin"],
        asked["group"],
        asked["unit"] or Unit.PERSONS,
        asked["start"],
        asked["end"],
    )


def as_dict(found: Changes) -> dict[str, Any]:
    """The changes with the words of every claim that a step names."""
    from panj.cli.claims import as_dict as claim_dict

    named = {c for m in found.moved for s in m.steps for c in s.claims if c in found.claims}
    evidence = {c: claim_dict(found.claims[c], found.reports[found.claims[c].report]) for c in sorted(named)}
    return {
        "since": found.since.isoformat(),
        "until": None if found.until is None else found.until.isoformat(),
        "moved": to_plain(found.moved),
        "evidence": evidence,
    }


def _tell(found: Changes) -> None:
    from panj.cli import show

    out = show.console()
    until = f"to {show.day(found.until)}" if found.until else "until now"
    when = f"from {show.day(found.since)} {until}"
    if not found.moved:
        out.print(f"No figure moved {when}.")
        return
    out.print(f"{show.count(len(found.moved), 'figure')} moved {when}.", style="bold")
    for moved in found.moved:
        _tell_one(moved, found)


def _tell_one(moved: Moved, found: Changes) -> None:
    from panj.cli import show
    from panj.cli.answer import asked_for
    from panj.cli.tables import Column, Sheet

    out, unit = show.console(), moved.question.unit
    question = replace(moved.question, place=_name(moved.question.place), origin=_name(moved.question.origin))
    head = f"\n{asked_for(question)}: {_span(moved.before, unit)} → {_span(moved.after, unit)}"
    out.print(show.plain(head), style="bold")
    sheet = Sheet(
        (
            Column("Day", whole=True),
            Column("Moved to", whole=True, right=True),
            Column("Because"),
            Column("Figures", rank=1),
        )
    )
    for step in moved.steps:
        day = step.day.isoformat() if step.day else "–"
        cells = (day, _span(step.after, unit), _because(step, found), _figures(step, found))
        sheet.add(*map(show.plain, cells))
    show.print_sheet(sheet, out)


def _name(place: str | None) -> str | None:
    """The usual name of a place; as it was asked where it is no code."""
    from panj.errors import PlaceError
    from panj.gazetteer import Gazetteer

    try:
        return None if place is None else Gazetteer.default().place(place).name
    except PlaceError:
        return place


def _span(bounds: Bounds | None, unit: Unit) -> str:
    from panj.cli import show

    return "nothing said" if bounds is None else show.span(bounds, unit)


def _because(step: Step, found: Changes) -> str:
    report = found.reports.get(step.report)
    of = f" ({report.outlet or report.name or report.id})" if report else ""
    number = f" (decision {step.decision})" if step.decision else ""
    return f"{step.cause}{of}{number}"


def _figures(step: Step, found: Changes) -> str:
    held = [found.claims[c] for c in step.claims if c in found.claims]
    return "; ".join(dict.fromkeys(" ".join(c.text.split()) for c in held))
