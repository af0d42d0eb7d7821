"""Dataclasses to rows and back: what goes into a case file comes out equal.

Dates are ISO text, enums their values, booleans 0 or 1, tuples JSON, so that both SQLite's STRICT tables
and PostgreSQL take them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from panj.model import (
    Block,
    BlockKind,
    Bounds,
    Claim,
    Correction,
    Event,
    Group,
    Measure,
    Ordinal,
    PeriodKind,
    Problem,
    Qualifier,
    Report,
    Span,
    Status,
    Table,
    Unit,
    to_plain,
)

_FLAGS = ("confirmed", "inherits", "optional", "partition")
_BESIDE = ("corrections", "captions", "tables", "known_by")
_ENUMS: dict[str, Any] = {
    "measure": Measure,
    "qualifier": Qualifier,
    "unit": Unit,
    "group": Group,
    "period": PeriodKind,
    "status": Status,
}


@dataclass(frozen=True, slots=True)
class SetAside:
    """A number of a report that is no claim, and why: a date, an age, a telephone number."""

    report: str
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A report that a person took out of the tallies, the day from which it no longer counts, and why."""

    report: str
    day: date
    reason: str


def sighting_row(report: Report) -> dict[str, Any]:
    """What one reading of a report said of it, apart from its text, outlet and URL."""
    return {
        "path": report.path,
        "name": report.name,
        "title": report.title,
        "language": report.language,
        "blocks": json.dumps([[b.start, b.end, b.kind.value] for b in report.blocks]),
        "author": report.author,
        "modified": report.modified,
        "beside": json.dumps(_beside(report), ensure_ascii=False),
        "published": report.published,
        "dated": report.dated,
        "dated_because": report.dated_because,
    }


def _beside(report: Report) -> dict[str, Any]:
    held = {n: to_plain(getattr(report, n)) for n in _BESIDE}
    return held if report.part_of is None else held | {"part_of": report.part_of}


def report_from(row: Mapping[str, Any] | RowMapping) -> Report:
    """The report of a row that has text, outlet and URL beside a sighting's columns."""
    beside = json.loads(row["beside"])
    return Report(
        text=row["text"],
        published=row["published"],
        outlet=row["outlet"],
        url=row["url"],
        title=row["title"],
        language=row["language"],
        name=row["name"],
        path=row["path"],
        author=row["author"],
        modified=row["modified"],
        dated=row["dated"],
        dated_because=row["dated_because"],
        blocks=tuple(Block(start, end, BlockKind(kind)) for start, end, kind in json.loads(row["blocks"])),
        corrections=tuple(Correction(**c) for c in beside["corrections"]),
        captions=tuple(beside["captions"]),
        tables=tuple(Table(tuple(map(tuple, t["rows"])), t["caption"]) for t in beside["tables"]),
        known_by=tuple((name, source) for name, source in beside["known_by"]),
        part_of=beside.get("part_of"),
    )


def claim_row(claim: Claim, position: int) -> dict[str, Any]:
    """A claim as a row; `position` keeps the order of the text."""
    row: dict[str, Any] = {"position": position}
    for field in fields(Claim):
        value = getattr(claim, field.name)
        if field.name == "sentence":
            row |= {"sentence_start": value.start, "sentence_end": value.end}
        elif field.name in ("chain", "rules"):
            row[field.name] = json.dumps(list(value), ensure_ascii=False)
        elif field.name == "ordinal":
            row["ordinal"] = None if value is None else json.dumps(to_plain(value), ensure_ascii=False)
        elif field.name in _FLAGS:
            row[field.name] = int(value)
        elif isinstance(value, date):
            row[field.name] = value.isoformat()
        else:
            row[field.name] = value.value if field.name in _ENUMS and value is not None else value
    return row


def claim_from(row: RowMapping) -> Claim:
    """The claim of a row."""
    values: dict[str, Any] = {f.name: row[f.name] for f in fields(Claim) if f.name in row}
    values["sentence"] = Span(row["sentence_start"], row["sentence_end"])
    for name in _FLAGS:
        values[name] = bool(values[name])
    return Claim(**_typed(values))


def event_from(plain: Mapping[str, Any]) -> Event:
    """The event of what `to_plain` made of it."""
    values = dict(plain)
    values["kind"] = PeriodKind(values["kind"])
    values["bounds"] = Bounds(**values["bounds"])
    values["known"] = _day(values["known"])
    for name in ("claims", "why", "origins"):
        values[name] = tuple(values[name])
    for name in ("measure", "unit", "group", "status"):
        values[name] = None if values[name] is None else _ENUMS[name](values[name])
    values |= {name: _day(values[name]) for name in ("date_start", "date_end")}
    return Event(**values)


def problem_from(row: RowMapping) -> Problem:
    """The problem of a row."""
    return Problem(row["code"], row["what"], row["where"], row["remedy"])


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    for name, kind in _ENUMS.items():
        values[name] = None if values[name] is None else kind(values[name])
    for name in ("date_start", "date_end"):
        values[name] = _day(values[name])
    for name in ("chain", "rules"):
        values[name] = tuple(json.loads(values[name]))
    if values["ordinal"] is not None:
        plain = json.loads(values["ordinal"])
        plain |= {name: _day(plain[name]) for name in ("window_start", "window_end")}
        values["ordinal"] = Ordinal(**plain)
    return values


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
