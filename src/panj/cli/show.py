"""How verbs print: numbers, dates, tables, progress and problems, alike everywhere.

Tables go to stdout, progress and problems to stderr, so that output can be piped.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from panj.cli.tables import Sheet
from panj.events.inputs import DENIED
from panj.model import Bounds, Claim, Problem, Report, Status, Unit, to_plain
from panj.publish import phrases
from panj.publish.phrases import day, period

__all__ = ["day", "period"]  # as the room and the situation report write them

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STEPS = {"read": "Reading reports", "figures": "Reading figures"}
_PIPED_WIDTH = 120
_SILENT = 30.0  # seconds


def console(*, stderr: bool = False) -> Console:
    """A console as wide as the terminal; 120 columns where the output is piped."""
    stream = sys.stderr if stderr else sys.stdout
    # Rich takes COLUMNS from the environment by itself, which wins over both.
    import os

    width = None if stream.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(to_plain(value), ensure_ascii=False, indent=2))


def number(value: float | None) -> str:
    """1,037; fractions no finer than they matter; a dash where there is none.

    >>> number(1037.0), number(18.3333), number(0.667), number(None)
    ('1,037', '18.3', '0.667', '–')
    """
    return "–" if value is None else phrases.number(_tidy(value))


def _tidy(value: float) -> float:
    return round(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 3)


def count(number: int, noun: str) -> str:
    """1 report, 2 reports."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def unit(symbol: str) -> str:
    """A unit as people write it: m2/day → m²/day."""
    return symbol.replace("m2", "m²").replace("m3", "m³")


def span(bounds: Bounds, unit: Unit = Unit.PERSONS) -> str:
    """The bounds: 1,037; 1,550–1,599; 1,001 or more.

    >>> span(Bounds(1550, 1575, 1599)), span(Bounds(5, 5, 5)), span(Bounds(7, 7, None))
    ('1,550–1,599', '5', '7 or more')
    """
    if unit is Unit.SHARE:
        return phrases.interval(bounds, unit)
    high = None if bounds.high is None else _tidy(bounds.high)
    return phrases.interval(replace(bounds, low=_tidy(bounds.low), high=high), unit)


def words(name: str) -> str:
    """A term as people read it: forced_return → forced return."""
    return name.replace("_", " ")


def route(claim: Claim) -> str:
    """From where to where, or where."""
    if claim.place:
        return claim.place
    if claim.origin and claim.destination:
        return f"{claim.origin} → {claim.destination}"
    if claim.destination:
        return f"→ {claim.destination}"
    return f"{claim.origin} →" if claim.origin else ""


def who_said(claim: Claim, report: Report) -> str:
    """The chain from who said it to where it was published."""
    outlet = report.outlet or report.name or report.id
    links = [link for link in (claim.speaker, claim.via) if link] or []
    if not links or links[-1] != outlet:
        links.append(outlet)
    return " → ".join(links)


def speaker(claim: Claim) -> str:
    """Who said it and through whom, apart from the outlet; empty where the outlet says it itself."""
    return " → ".join(link for link in (claim.speaker, claim.via) if link)


def source(report: Report) -> str:
    """A report in a line: day, outlet, name, and whether its day was inferred."""
    day_ = report.day.isoformat() if report.day else "no date"
    inferred = " (date inferred)" if report.dated == "inferred" else ""
    names = [name for name in (report.outlet, report.name or report.id) if name]
    return f"{day_}{inferred}  {' · '.join(names)}"


def sentence(claim: Claim, report: Report) -> str:
    """The sentence that states a claim, on one line."""
    return " ".join(claim.sentence.of(report.text).split())


def figure(claim: Claim) -> Text:
    """The figure in the report's words, marked where it is not confirmed, or denied by another source."""
    marks = ("" if claim.confirmed else " ?") + (" (denied)" if DENIED in claim.rules else "")
    return plain(" ".join(claim.text.split()) + marks)


def what(claim: Claim) -> str:
    """The measure, and the status of what has not happened."""
    return words(claim.measure) + ("" if claim.status is Status.HAPPENED else f" ({claim.status})")


def short_period(start: date | None, end: date | None) -> str:
    """The days covered as ISO dates, for tables."""
    if start == end:
        return "" if start is None else start.isoformat()
    return f"{start or '…'} to {end or '…'}"


def marked_sentence(claim: Claim, report: Report) -> Text:
    """The sentence that states a claim, its figure in bold."""
    inside = claim.sentence.start <= claim.start and claim.end <= claim.sentence.end
    if not inside:
        return plain(sentence(claim, report))
    before, after = (
        report.text[claim.sentence.start : claim.start],
        report.text[claim.end : claim.sentence.end],
    )
    return Text.assemble(_flat(before), (_flat(claim.text), "bold"), _flat(after))


def around(start: int, end: int, text: str, width: int = 30) -> Text:
    """A stretch of a text in bold with the words around it, on one line."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    before = before.split("\n")[-1]
    after = after.split("\n")[0]
    return Text.assemble("…", _flat(before), (_flat(text[start:end]), "bold"), _flat(after), "…")


def _flat(value: str) -> str:
    lines = harmless(value).split("\n")
    return " ".join(line.strip() if n else line for n, line in enumerate(lines))


def listed(rows: Iterable[tuple[str, str]]) -> Table:
    """A list with its marks in a column of their own, so that long lines hang."""
    made = Table.grid(padding=(0, 2))
    made.add_column(justify="right", no_wrap=True)
    made.add_column(overflow="fold")
    for mark, words_ in rows:
        made.add_row(plain(mark), plain(words_))
    return made


def plain(value: str) -> Text:
    """Words of a report: square brackets are only brackets, and nothing in them moves the cursor."""
    return Text(harmless(value))


def harmless(value: str) -> str:
    """Words without control characters, with which a text could rewrite what a terminal shows.

    >>> harmless("300\x1b[2K soldiers")
    '300\ufffd[2K soldiers'
    """
    return _CONTROL.sub("\ufffd", value)


def print_sheet(sheet: Sheet, out: Console | None = None) -> None:
    """Prints a table as wide as the terminal, or as its columns need."""
    out = out or console()
    for part in sheet.fit(out.width):
        out.print(part)


def problems(found: Iterable[Problem], *, heading: str = "Problems") -> None:
    """Lists problems on stderr with their remedies."""
    rows = list(found)
    if not rows:
        return
    click.echo(f"\n{heading} ({len(rows)}):", err=True)
    for row in rows:
        where = f"{row.where}: " if row.where else ""
        click.echo(harmless(f"  {row.code} {where}{row.what}.\n       {row.remedy}"), err=True)


@contextmanager
def working() -> Iterator[None]:
    """Long work tells on stderr what it is at; where stderr is piped a line each half minute."""
    from panj.steps import listening

    with progress() as told, listening(told):
        yield


def _lines() -> Callable[[str, int, int | None], None]:
    """Tells in lines what is worked at, none before half a minute has passed."""
    last = time.monotonic()

    def tell(step: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SILENT:
            last = now
            far = f", {done:,} of {total:,}" if total else ""
            click.echo(f"… {_STEPS.get(step, step)}{far}", err=True)

    return tell


@contextmanager
def progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """A progress bar on stderr; where stderr is piped a line each half minute, so that a log shows life."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_STEPS.get(step, step), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield tell
