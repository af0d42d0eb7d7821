"""A report, or words of it, taken out of a case for good: tables, history, archive, free pages, log.

Takes the store and what is meant; gives what was done, and what only the user can do: files of their own,
and other reports that still hold the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from panj import clock
from panj.errors import StoreError
from panj.model import Report
from panj.run import reading
from panj.settings import Settings
from panj.store import Redacted, Store

_LINE = 40  # characters from which a line of a report is taken to be its own wherever it stands


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a redaction did.

    Args:
        mark: the tombstone.
        archived: how many archived pages or files were removed.
        files: files outside the case from which the report was read and that are still there.
        elsewhere: names of other reports of the case that hold the same words.
    """

    mark: Redacted
    archived: int
    files: tuple[Path, ...]
    elsewhere: tuple[str, ...]


def redact(
    store: Store, name: str, *, words: str | None, who: str, why: str, settings: Settings
) -> Redaction:
    """Takes a report, or words of it, out of a case, and reads anew what is left of it.

    Args:
        store: of the case.
        name: of the report, its path or id.
        words: to be taken out, in any case and with any white space between them; None: the whole report.
        who, why: kept in the tombstone.
        settings: of this machine.

    Raises:
        StoreError: S016 another program holds the case open, S008 no such report, S009 several, S015 the
            words do not stand in it.
        FetchError: R116, the archive cannot be written.
    """
    from panj.reports.web.archive import Archive
    from panj.reports.web.removal import remove

    report = reading.find_report(store, name)
    needles = list(_own_lines(report)) if words is None else [words]
    store.check_redaction(report.id, words=words)
    # The archive first: a kill after it leaves a report that can be redacted once more.
    removed = remove(Archive.beside(store.path), [report.id], needles, at=clock.now())
    mark = _out_of_the_store(store, report.id, words, who=who, why=why)
    reading.read_into(store, [], settings=settings)
    store.rewrite()  # reading anew wrote where the words may have stood
    elsewhere = tuple(r.name or r.id for r in store.reports() if _holds(r, needles))
    path = Path(report.path) if report.path else None
    files = (path,) if path is not None and path.is_file() else ()
    return Redaction(mark, len(removed), files, elsewhere)


def _out_of_the_store(store: Store, report_id: str, words: str | None, *, who: str, why: str) -> Redacted:
    """Takes it out of the tables; where another program holds up the bytes, the last rewriting says so."""
    try:
        return store.redact(report_id, words=words, who=who, why=why)
    except StoreError as fault:
        if fault.code != "S016":
            raise
    return store.redactions()[-1]


def _own_lines(report: Report) -> Iterator[str]:
    """What tells a report wherever it is repeated: its headline, and its lines that are long enough."""
    if report.title:
        yield report.title
    yield from (line.strip() for line in report.text.splitlines() if len(line.strip()) >= _LINE)


def _holds(report: Report, needles: list[str]) -> bool:
    flat = " ".join(report.text.split()).casefold()
    return any(" ".join(needle.split()).casefold() in flat for needle in needles)
