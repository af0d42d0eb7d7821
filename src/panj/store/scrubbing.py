"""Takes words out of texts, and out of the tables that tell of what was done and decided.

Each character is replaced by a block, so that every offset into the text still holds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, select, update

from panj.store.tables import decision, history, problem, report, withdrawal

BLOCK = "█"
T = TypeVar("T")


class Cut(Protocol):
    """Something that takes words out of a text."""

    def __call__(self, text: str) -> str:
        """The text without them, as long as before."""


class Words:
    """Words as a person gave them: in any case, with any white space between them."""

    def __init__(self, words: str) -> None:
        self._pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """The text without them."""
        return self._pattern.sub(lambda match: BLOCK * len(match.group()), text)

    def found(self, text: str) -> list[str]:
        """The places, in the text's own spelling."""
        return self._pattern.findall(text)


class Known:
    """Words of which only the length and the hash are known, as a tombstone keeps them."""

    def __init__(self, marks: Iterable[tuple[int, str]]) -> None:
        self._marks = sorted(set(marks), reverse=True)

    def __call__(self, text: str) -> str:
        """The text without them."""
        for length, digest in self._marks:
            at = 0
            while at + length <= len(text):
                if hashlib.sha256(text[at : at + length].encode()).hexdigest() == digest:
                    text = text[:at] + BLOCK * length + text[at + length :]
                    at += length
                at += 1
        return text


class Exactly:
    """Whole values: a path, a name, a title; they go only where nothing else stands beside them."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values = set(values)

    def __call__(self, text: str) -> str:
        """Blocks for one of the values, any other text as it is."""
        return BLOCK * 3 if text in self._values else text


def through(value: T, cut: Cut) -> T:
    """A value with every text in it cut: tuples, lists, mappings and dataclasses are gone through."""
    found: Any = value
    if isinstance(value, str) and not isinstance(value, Enum):
        found = cut(value)
    elif isinstance(value, tuple | list):
        found = type(value)(through(v, cut) for v in value)
    elif isinstance(value, Mapping):
        found = {key: through(v, cut) for key, v in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{f.name: through(getattr(value, f.name), cut) for f in fields(value)})
    return found  # type: ignore[no-any-return]


def strings(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from strings(getattr(value, f.name))


def entries(
    connection: Connection,
    cut: Cut,
    *,
    emptied: Collection[str] = (),
    became: Mapping[str, str] | None = None,
) -> None:
    """Cuts the history; entries on `emptied` subjects keep their act alone, others follow `became`."""
    for row in connection.execute(select(history)).all():
        gone = row.subject in emptied
        detail = "{}" if gone else _json(row.detail, cut)
        subject = (became or {}).get(row.subject, row.subject)
        if (detail, subject) != (row.detail, row.subject):
            changed = update(history).where(history.c.seq == row.seq).values(detail=detail, subject=subject)
            connection.execute(changed)


def decided(
    connection: Connection,
    cut: Cut,
    *,
    emptied: Collection[str] = (),
    became: Mapping[str, str] | None = None,
) -> None:
    """Cuts what decisions say and quote."""
    for row in connection.execute(select(decision)).all():
        about = [_key(key, cut, emptied, became or {}) for key in json.loads(row.about)]
        values = {
            "about": json.dumps(about, ensure_ascii=False),
            "sets": _json(row.sets, cut),
            "why": cut(row.why),
            "who": cut(row.who),
        }
        connection.execute(update(decision).where(decision.c.seq == row.seq).values(**values))


def columns(connection: Connection, cut: Cut) -> None:
    """Cuts what tells of a report in other rows: problems, reasons of withdrawals and of inferred dates."""
    for table, key, names in (
        (problem, problem.c.seq, ("where", "what", "remedy")),
        (withdrawal, withdrawal.c.report, ("reason", "who")),
        (report, report.c.id, ("dated_because",)),
    ):
        for row in connection.execute(select(key, *(table.c[n] for n in names))).all():
            before: Sequence[str] = row[1:]
            after = [cut(text) for text in before]
            if after != list(before):
                values = dict(zip(names, after, strict=True))
                connection.execute(update(table).where(key == row[0]).values(**values))


@dataclass(frozen=True, slots=True)
class _Blank:
    """What stands in place of a text of which nothing is left."""

    def __call__(self, text: str) -> str:
        return BLOCK * 3 if text else text


def _key(
    key: dict[str, Any], cut: Cut, emptied: Collection[str], became: Mapping[str, str]
) -> dict[str, Any]:
    """The key of a claim, cut; of a claim whose whole report is gone nothing but the report's id is left."""
    own = _Blank() if key["report"] in emptied else cut
    said = {name: through(value, own) for name, value in key.items() if name != "report"}
    return said | {"report": became.get(key["report"], key["report"])}


def _json(text: str, cut: Cut) -> str:
    plain = json.loads(text)
    after = through(plain, cut)
    return text if after == plain else json.dumps(after, ensure_ascii=False, sort_keys=True)
