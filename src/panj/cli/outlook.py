"""panj outlook: counts ahead, scenarios and scores; for reports, when stated capacities fill."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panj.cli.options import case_option, json_option, known_option, open_case
from panj.cli.tables import Column, Sheet

if TYPE_CHECKING:
    from panj.model import Forecast
    from panj.outlook import Ahead, Comparison, Crisis, Scores
    from panj.publish.situation import Situation


@click.command()
@click.argument("case", required=False, type=click.Path(exists=True, path_type=Path))
@case_option
@known_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write JSON, CSV, fan chart and map to this folder."
)
@click.option("--total", type=click.FloatRange(min=0), help="Split this many people over the sites.")
@click.option(
    "--in",
    "horizon",
    type=click.IntRange(0, 365),
    default=0,
    help="With --total: in so many days.  [default: 0]",
    metavar="DAYS",
)
@click.option(
    "--shut", multiple=True, metavar="PLACE", help="What if it shuts: a site, A/B a road or border."
)
@click.option("--open", "opened", multiple=True, metavar="PLACE", help="What if it opens again.")
@click.option("--falls", multiple=True, metavar="PLACE", help="What if fighting reaches it.")
@click.option("--peace", multiple=True, metavar="PLACE", help="What if fighting there ends.")
@click.option("--capacity", multiple=True, metavar="SITE=N", help="What if a site can take N people.")
@click.option(
    "--score", "scoring", is_flag=True, help="Score against the case's own counts, beside naive ones."
)
@click.option(
    "--proposals",
    "proposing",
    is_flag=True,
    help="List what reports propose to the forecast: places that fell, shut or opened.",
)
@json_option
def outlook(
    case: Path | None,
    case_path: Path | None,
    known: date | None,
    out: Path | None,
    total: float | None,
    horizon: int,
    shut: tuple[str, ...],
    opened: tuple[str, ...],
    falls: tuple[str, ...],
    peace: tuple[str, ...],
    capacity: tuple[str, ...],
    scoring: bool,
    proposing: bool,
    as_json: bool,
) -> None:
    """How many people may come, with intervals and what they stand on.

    CASE is a folder in FLEE's format or a TOML file with sites, roads and counts: it gives a forecast, or
    says why there is none. Without CASE the reports read so far are asked: stated capacities, and in how many
    days arrivals would fill them under the assumptions that each line names. With CASE and --case, counts in
    the reports are added to the sites that have their code, and what an analyst accepted of --proposals is
    applied: no report shuts a crossing in a forecast by itself. panj decide accept ID lets a proposal in,
    with --place where the outlook case calls its place otherwise; panj undo takes it back.

    \b
    Examples:
      panj outlook
      panj outlook --known 2021-07-23 --json
      panj outlook crisis.toml --out pictures
      panj outlook crisis.toml --known 2024-05-01 --shut "North gate"
      panj outlook crisis.toml --total 50000 --in 30
      panj outlook crisis.toml --score
      panj outlook --proposals
    """
    from panj.outlook import is_case

    if proposing:
        from panj.cli.proposals import listed

        listed(case, case_path, known, as_json=as_json)
        return
    if case is None or not is_case(case):
        _of_reports(case or case_path, known, as_json=as_json)
        return
    from panj.outlook import read_case

    crisis = read_case(case)
    if case_path is not None:
        crisis = _with_reports(crisis, case_path, known)
    day = None if known is None else _day(crisis, known)
    changes = {"shut": shut, "open": opened, "fall": falls, "peace": peace, "capacity": capacity}
    if scoring:
        _score(crisis, as_json=as_json)
    elif total is not None:
        _split(crisis, total, day, horizon, as_json=as_json)
    elif any(changes.values()):
        _what_if(crisis, day, changes, as_json=as_json)
    else:
        _ahead(crisis, day, out, as_json=as_json)


def _with_reports(crisis: Crisis, case_path: Path, known: date | None) -> Crisis:
    """The case with what the reports of a case file give: counts, and proposals that were accepted."""
    from panj.run.ahead import with_reports

    with open_case(case_path) as reports:
        events, offers = reports.events(known), reports.proposals(known)
        return with_reports(crisis, events, offers, reports.gazetteer())


def _day(crisis: Crisis, known: date) -> int:
    day = crisis.day_of(known)
    if day < 0:
        raise click.BadParameter(f"the case begins on {crisis.start}.", param_hint="'--known'")
    return day


def _ahead(crisis: Crisis, day: int | None, out: Path | None, *, as_json: bool) -> None:
    from panj.cli import show
    from panj.outlook import look_ahead, write_files

    ahead = look_ahead(crisis, day)
    written = write_files(ahead, crisis, out) if out else ()
    if as_json:
        show.print_json(ahead)
        return
    _tell(ahead)
    for path in written:
        show.console().print(show.plain(f"written: {path}"))


def _tell(ahead: Ahead) -> None:
    from panj.cli import show

    out = show.console()
    out.print(show.plain(f"{ahead.case}, as known on {show.day(ahead.as_of)}"), style="bold")
    out.print(show.plain(ahead.verdict.note))
    for note in ahead.notes:
        out.print(show.plain(f"note: {note}"), style="dim")
    if ahead.verdict.kind == "none":
        for band in ahead.bands:
            out.print(show.plain(f"  {band.note}"))
        return
    for assumed in ahead.verdict.assumptions:
        out.print(show.plain(f"if {assumed}"), style="dim")
    out.print()
    for part in _counts((*ahead.total, *ahead.sites)).fit(out.width):
        out.print(part)
    out.print(
        show.plain(
            "\nIntervals held 80 in 100 times in other crises. Chance that a level is reached by then:"
        )
    )
    for part in _triggers(ahead).fit(out.width):
        out.print(part)


def _counts(rows: tuple[Forecast, ...]) -> Sheet:
    from panj.cli import show

    horizons = sorted({f.horizon_days for f in rows})
    names = [Column("site"), Column("last report", right=True, whole=True)]
    sheet = Sheet((*names, *(Column(f"in {h} d", right=True, longest=30) for h in horizons)))
    for place in dict.fromkeys(f.place for f in rows):
        own = [f for f in rows if f.place == place]
        cells = [_interval(f) for f in sorted(own, key=lambda f: f.horizon_days)]
        last = show.number(own[0].baseline)
        sheet.add(*(show.plain(c) for c in (place or "all sites", last, *cells)))
    return sheet


def _interval(forecast: Forecast) -> str:
    from panj.cli import show

    b = forecast.bounds
    if b is None:
        return "–"
    return f"{show.number(b.best)} ({show.number(b.low)}–{show.number(b.high)})"


def _triggers(ahead: Ahead) -> Sheet:
    from panj.cli import show

    days = sorted({t.horizon_days for t in ahead.triggers})
    sheet = Sheet(
        (Column("level"), Column("site"), *(Column(f"in {d} d", right=True, whole=True) for d in days))
    )
    for name, place in dict.fromkeys((t.name, t.place) for t in ahead.triggers):
        chance = {t.horizon_days: t.probability for t in ahead.triggers if (t.name, t.place) == (name, place)}
        cells = [_chance(chance[d]) if d in chance else "–" for d in days]
        sheet.add(*(show.plain(c) for c in (name, place or "all sites", *cells)))
    return sheet


def _chance(probability: float) -> str:
    """Whole per cents; never quite none or all unless it is so already."""
    if 0 < probability < 0.01:
        return "<1%"
    return ">99%" if 0.99 < probability < 1 else f"{probability:.0%}"


def _split(crisis: Crisis, total: float, day: int | None, horizon: int, *, as_json: bool) -> None:
    from panj.cli import show
    from panj.outlook import split_total

    parts = split_total(crisis, total, day, horizon=horizon)
    if as_json:
        show.print_json({"total": total, "horizon_days": horizon, "sites": parts})
        return
    columns = ("site", "last report", "people", "80 % between", "share")
    sheet = Sheet(tuple(Column(name, right=n > 0, whole=n > 0) for n, name in enumerate(columns)))
    for part in sorted(parts, key=lambda f: -_best(f)):
        b, share = part.bounds, f"{_best(part) / total:.1%}" if total else "–"
        ends = "–" if b is None else f"{show.number(round(b.low))}–{show.number(round(b.high or 0))}"
        people = show.number(round(_best(part)))
        sheet.add(*(show.plain(c) for c in (part.place, show.number(part.baseline), people, ends, share)))
    for piece in sheet.fit(show.console().width):
        show.console().print(piece)


def _best(forecast: Forecast) -> float:
    return 0.0 if forecast.bounds is None else forecast.bounds.best or 0.0


def _what_if(crisis: Crisis, day: int | None, asked: dict[str, tuple[str, ...]], *, as_json: bool) -> None:
    from panj.cli import show
    from panj.outlook import Change, ChangeKind, compare

    changes = []
    for kind, places in asked.items():
        for place in places:
            name, _, number = place.rpartition("=") if kind == "capacity" else (place, "", "")
            if kind == "capacity" and not number.replace(",", "").isdigit():
                raise click.BadParameter("write it as SITE=N", param_hint="'--capacity'")
            persons = float(number.replace(",", "")) if number else None
            changes.append(Change(ChangeKind(kind), name, persons))
    found = compare(crisis, changes, day)
    if as_json:
        show.print_json(found)
        return
    _tell_comparison(found)


def _tell_comparison(found: Comparison) -> None:
    from panj.cli import show

    out = show.console()
    out.print(show.plain(f"If {found.change}, from {show.day(found.as_of)} on"), style="bold")
    out.print(show.plain("Scenarios, no forecast: the same people flee, by the ways then open."), style="dim")
    sheet = Sheet(
        (
            Column("site"),
            Column("days", right=True, whole=True),
            Column("without", right=True, longest=30),
            Column("with", right=True, longest=30),
            Column("difference", right=True, longest=30),
        )
    )
    for base, other, gap in zip(found.without, found.with_change, found.difference, strict=True):
        if gap.bounds is not None and (gap.bounds.low or gap.bounds.high):
            cells = (base.place, str(base.horizon_days), *(_interval(f) for f in (base, other, gap)))
            sheet.add(*(show.plain(c) for c in cells))
    if not sheet.rows:
        out.print("It changes nothing at any site.")
    for part in sheet.fit(out.width) if sheet.rows else ():
        out.print(part)
    last = found.stranded[-1]
    out.print(
        show.plain(f"On the way or without an open way after {last.horizon_days} days: {_interval(last)}")
    )


def _score(crisis: Crisis, *, as_json: bool) -> None:
    from panj.cli import show
    from panj.outlook import score

    scores = score(crisis)
    if as_json:
        show.print_json(scores.to_dict())
        return
    out = show.console()
    out.print(show.plain(f"{scores.case}, learned from {', '.join(scores.learned_from)}"), style="bold")
    for part in _score_table(scores).fit(out.width):
        out.print(part)
    for note in scores.notes:
        out.print(show.plain(note), style="dim")


def _score_table(scores: Scores) -> Sheet:
    from panj.cli import show

    names = list(
        dict.fromkeys(
            n for rows in scores.tasks.values() for r in rows.values() for n in r.all_days.baselines
        )
    )
    heads = ("task", "horizon", "days", "n", "Panj", "cover", *names)
    sheet = Sheet(tuple(Column(h, right=n > 2, longest=17) for n, h in enumerate(heads)))
    for task, rows in scores.tasks.items():
        for horizon, row in rows.items():
            for kind, figures in (("all", row.all_days), ("report", row.report_days)):
                naive = [figures.baselines.get(name) for name in names]
                numbers = [figures.error, figures.coverage80, *naive]
                cells = [
                    task,
                    horizon,
                    kind,
                    str(figures.n),
                    *("–" if v is None else f"{v:.3f}" for v in numbers),
                ]
                sheet.add(*(show.plain(c) for c in cells))
    return sheet


def _of_reports(case_path: Path | None, known: date | None, *, as_json: bool) -> None:
    """Stated capacities of the reports, and when arrivals would fill them."""
    from panj.cli import show

    with open_case(case_path) as case:
        situation = case.situation(known)
    if as_json:
        show.print_json(situation.rooms)
        return
    out = show.console()
    if not (situation.rooms or situation.sites):
        out.print("No capacity is stated in the reports, as known then.")
        return
    for room in situation.rooms:
        claim = situation.claims[room.claim]
        report = situation.reports[claim.report]
        staged = f" ({show.words(room.stage)}: takes nobody yet)" if not room.counts else ""
        out.print(show.plain(f"\n{room.place}: {show.number(room.stated)} stated{staged}"), style="bold")
        out.print(show.marked_sentence(claim, report))
        out.print(show.plain(f"{show.who_said(claim, report)}, {report.day or 'no date'}"), style="dim")
        for forecast in room.outlook:
            out.print(show.plain(f"  {forecast.note}"))
            if forecast.assumptions:
                out.print(show.plain(f"    if {'; '.join(forecast.assumptions)}"), style="dim")
    _prepared(situation)


def _prepared(situation: Situation) -> None:
    """Camps and stores that are prepared: how far, since when, what they are to hold, by which sentence."""
    from panj.cli import show
    from panj.publish.prepared import said_by, title

    out = show.console()
    if situation.sites:
        out.print("\nPrepared", style="bold underline")
    for site in situation.sites:
        out.print(show.plain(f"\n{title(site)}"), style="bold")
        out.print(show.plain(f"  {site.text}"))
        out.print(show.plain(f"  {said_by(site, situation.reports)}"), style="dim")
