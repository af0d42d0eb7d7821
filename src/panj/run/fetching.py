"""Fetching pages into a case when somebody asks for them: fetched, archived, read, brought up to date.

Takes URLs and a case file; gives what came of them. One page that cannot be had never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from panj import clock
from panj.errors import SettingsError
from panj.model import Problem
from panj.reports.web import Archive, Fetcher, FetchError, Manners
from panj.reports.web.addresses import allowed_networks
from panj.reports.web.manners import checked_contact
from panj.run.intake import Intake, Taken, as_problem, marks
from panj.run.reading import Progress, ReadSummary, read_into
from panj.settings import Settings
from panj.steps import FETCHING, TAKING, tell
from panj.store import Store


@dataclass(slots=True)
class FetchSummary:
    """What one fetching did.

    Args:
        new, known: names of reports that came into the case, or were in it.
        unchanged: URLs that the server says have not changed since they were last fetched.
        problems: what could not be fetched or read.
        reading: how the case stands now.
    """

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reading: ReadSummary = field(default_factory=ReadSummary)


def manners_from(settings: Settings) -> Manners:
    """Limits and waits by the settings of this machine.

    Raises:
        SettingsError: X001, for a contact or network that is none.
    """
    allow = allowed_networks(settings.allow_networks)
    try:
        contact = checked_contact(settings.contact) if settings.contact else ""
    except ValueError as fault:
        raise SettingsError("X001", "contact", name="contact", detail=str(fault)) from None
    return Manners(
        contact=contact, allow=allow, max_bytes=settings.max_bytes, page_seconds=settings.fetch_seconds
    )


def fetch_into(
    case_file: str | Path,
    urls: Sequence[str],
    *,
    settings: Settings,
    fetcher: Fetcher | None = None,
    progress: Progress | None = None,
    now: Callable[[], str] = clock.now,
) -> FetchSummary:
    """Fetches pages into a case, made where it is new.

    Raises:
        FetchError: R101 without the extra `web`, R116 where the archive cannot be written.
        StoreError: where the case file cannot be written.
    """
    tool = fetcher or Fetcher(manners_from(settings))
    summary, taken = FetchSummary(), Taken()
    with Store.open(case_file) as store:
        intake = Intake(store, Archive.beside(store.path), settings)
        for done, url in enumerate(dict.fromkeys(urls), 1):
            tell(FETCHING)
            try:
                taken.add(_fetch(tool, intake, url, now(), summary))
            except FetchError as fault:
                if fault.code == "R116":
                    raise
                summary.problems.append(as_problem(fault, url))
                intake.put_problem(summary.problems[-1])
            if progress:
                progress("fetch", done, len(urls))
        tell(TAKING)
        summary.reading = read_into(store, [], settings=settings, progress=progress)
    summary.new, summary.known = taken.new, taken.known
    summary.problems += taken.problems
    summary.problems += [p for p in summary.reading.problems if p.where in taken.paths]
    return summary


def _fetch(tool: Fetcher, intake: Intake, url: str, at: str, summary: FetchSummary) -> Taken:
    held = intake.held_page(url)
    etag, modified = marks(held)
    answer = tool.fetch(url, at=at, etag=etag, modified=modified)
    if answer.unchanged and held is not None:
        summary.unchanged.append(url)
        return Taken() if intake.is_read(held) else intake.take(held)
    if answer.unchanged:
        raise FetchError("R110", url, status=304)
    # What a feed once said of the page still holds: its date is not lost by asking for it again.
    return intake.take(intake.keep_page(answer, hints=held.hints if held else ()))
