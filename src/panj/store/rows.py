"""Dataclasses to rows and back: what goes into a case file comes out equal.

Dates are ISO text, enums their values, booleans 0 or 1, tuples JSON, so that both SQLite's STRICT tables
and PostgreSQL take them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from sqlalchemy import RowMapping

from panj.model import (
    Block,
    BlockKind,
    Bounds,
    Claim,
    Correction,
    Development,
    DevelopmentKind,
    DevelopmentStatus,
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
from panj.store.tables import claim as claim_table

_BESIDE = ("corrections", "captions", "tables", "known_by")
_COLUMNS = tuple(claim_table.c.keys())
_ENUMS: dict[str, Any] = {"measure": Measure, "unit": Unit, "group": Group, "status": Status}
# By the words in which they are stored; calling the enum costs several times as much.
_MEASURES = {kind.value: kind for kind in Measure}
_QUALIFIERS = {kind.value: kind for kind in Qualifier}
_UNITS = {kind.value: kind for kind in Unit}
_GROUPS = {kind.value: kind for kind in Group}
_PERIODS = {kind.value: kind for kind in PeriodKind}
_STATUSES = {kind.value: kind for kind in Status}
_BLOCKS = {kind.value: kind for kind in BlockKind}
_KINDS = {kind.value: kind for kind in DevelopmentKind}
_STAGES = {kind.value: kind for kind in DevelopmentStatus}


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


def report_row(report: Report) -> dict[str, Any]:
    """A report as a row, without the moments that only the case knows."""
    return sighting_row(report) | {
        "id": report.id,
        "text": report.text,
        "outlet": report.outlet,
        "url": report.url,
        "published_day": None if report.day is None else report.day.isoformat(),
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
        blocks=tuple(Block(start, end, _BLOCKS[kind]) for start, end, kind in json.loads(row["blocks"])),
        corrections=tuple(Correction(**c) for c in beside["corrections"]),
        captions=tuple(beside["captions"]),
        tables=tuple(Table(tuple(map(tuple, t["rows"])), t["caption"]) for t in beside["tables"]),
        known_by=tuple((name, source) for name, source in beside["known_by"]),
        part_of=beside.get("part_of"),
    )


def claim_row(claim: Claim, position: int) -> dict[str, Any]:
    """A claim as a row; `position` keeps the order of the text.

    Written out field by field, because a case of a million claims passes through here; a test holds it
    against the fields of `Claim`.
    """
    ordinal = claim.ordinal
    return {
        "report": claim.report,
        "position": position,
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "measure": claim.measure.value,
        "value": claim.value,
        "value_high": claim.value_high,
        "qualifier": claim.qualifier.value,
        "unit": claim.unit.value,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "group": None if claim.group is None else claim.group.value,
        "origin": claim.origin,
        "destination": claim.destination,
        "place": claim.place,
        "origin_code": claim.origin_code,
        "destination_code": claim.destination_code,
        "place_code": claim.place_code,
        "date_start": _iso(claim.date_start),
        "date_end": _iso(claim.date_end),
        "period": claim.period.value,
        "per": claim.per,
        "of": claim.of,
        "status": claim.status.value,
        "speaker": claim.speaker,
        "via": claim.via,
        "confirmed": int(claim.confirmed),
        "inherits": int(claim.inherits),
        "optional": int(claim.optional),
        "term": claim.term,
        "part_of": claim.part_of,
        "partition": int(claim.partition),
        "ordinal": None if ordinal is None else json.dumps(to_plain(ordinal), ensure_ascii=False),
        "chain": json.dumps(claim.chain, ensure_ascii=False) if claim.chain else "[]",
        "confidence": claim.confidence,
        "rules": json.dumps(claim.rules, ensure_ascii=False) if claim.rules else "[]",
    }


def claim_from(row: Mapping[str, Any] | RowMapping) -> Claim:
    """The claim of a row, by the names of its columns."""
    return claim_of([row[name] for name in _COLUMNS])


def claim_of(row: Sequence[Any]) -> Claim:
    """The claim of the values of a row, in the order of the table's columns.

    Written out field by field, as `claim_row` is and for the same reason. Words that stand at many claims
    are held in memory once.
    """
    report, _, key, start, end, text, measure, value, value_high, qualifier, unit = row[:11]
    first, last, group, origin, destination, place, origin_code, destination_code, place_code = row[11:20]
    date_start, date_end, period, per, of, status, speaker, via = row[20:28]
    confirmed, inherits, optional, term, part_of, partition, ordinal, chain, confidence, rules = row[28:]
    return Claim(
        key,
        intern(report),
        start,
        end,
        text,
        _MEASURES[measure],
        value,
        _QUALIFIERS[qualifier],
        _UNITS[unit],
        Span(first, last),
        value_high,
        None if group is None else _GROUPS[group],
        _once(origin),
        _once(destination),
        _once(place),
        _once(origin_code),
        _once(destination_code),
        _once(place_code),
        _day(date_start),
        _day(date_end),
        _PERIODS[period],
        _once(per),
        of,
        _STATUSES[status],
        _once(speaker),
        _once(via),
        bool(confirmed),
        bool(inherits),
        bool(optional),
        _once(term),
        part_of,
        bool(partition),
        None if ordinal is None else _ordinal(ordinal),
        _words(chain),
        confidence,
        _words(rules),
    )


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


def development_row(found: Development, position: int) -> dict[str, Any]:
    """A development as a row."""
    body = json.dumps(to_plain(found), ensure_ascii=False)
    return {"report": found.report, "position": position, "body": body}


def development_from(row: Mapping[str, Any] | RowMapping) -> Development:
    """The development of a row."""
    plain = json.loads(row["body"])
    plain |= {
        "kind": _KINDS[plain["kind"]],
        "status": _STAGES[plain["status"]],
        "sentence": Span(**plain["sentence"]),
    }
    plain |= {name: _day(plain[name]) for name in ("date_start", "date_end")}
    plain |= {name: tuple(plain[name]) for name in ("actors", "chain", "rules")}
    return Development(**plain)


def problem_from(row: RowMapping) -> Problem:
    """The problem of a row."""
    return Problem(row["code"], row["what"], row["where"], row["remedy"])


def _ordinal(text: str) -> Ordinal:
    plain = json.loads(text)
    plain |= {name: _day(plain[name]) for name in ("window_start", "window_end")}
    return Ordinal(**plain)


def _once(text: str | None) -> str | None:
    return None if text is None else intern(text)


@lru_cache(maxsize=4096)  # the same chains and rules stand at many claims
def _words(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


@lru_cache(maxsize=16384)
def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
