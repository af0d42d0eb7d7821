"""Panj turns reports about a displacement crisis into figures that can be acted on and defended.

    >>> import panj
    >>> report = panj.Report(text="More than 300 soldiers crossed on July 3.", published="2021-07-05")
    >>> claims = panj.extract(report)

What stands here is the public surface; everything else may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panj.model import Bounds, Claim, Event, Question, Report, Tally
from panj.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from panj.gazetteer import Gazetteer
    from panj.run.case import Case

__all__ = ["Bounds", "Claim", "Event", "Question", "Report", "Tally", "__version__", "extract", "open"]


def extract(report: Report, *, gazetteer: Gazetteer | None = None) -> list[Claim]:
    """The claims that a report states, in the order of its text.

    Offsets refer to `report.text`. The same report gives the same claims, whatever was read before.
    """
    from panj.claims import extract as read_claims  # the rule tables load on first use, not on import

    return read_claims(report, gazetteer=gazetteer)


def open(path: str | Path) -> Case:  # noqa: A001 - panj.open("case.db").tally(...) is how it reads
    """The case kept in a file: its reports, claims, events and tallies; the file is made where absent.

    Raises:
        StoreError: the file is not a case file, or of a newer version.
    """
    from panj.run.case import Case

    return Case.open(path)
