"""Withdrawals by the outlet itself: the notice, the day from which it holds, the reports that it takes back.

Takes reports, gives notices. A notice stands at the address of its story, or names the story's headline; it
may repeat the story below, so that it counts as little as what it takes back. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from panj.clock import day_of
from panj.model import Report
from panj.reports.days import days
from panj.reports.words import any_of, whole_line, words

_LINES = 6  # a notice stands above what it takes back
_NAMED = 3  # words of a headline from which on a notice that quotes it means that story


@dataclass(frozen=True, slots=True)
class Notice:
    """An outlet's withdrawal of its own story.

    Args:
        report: id of the report that is the notice.
        words: the line that says so.
        day: from which it holds; None where neither the notice nor its report is dated.
        takes_back: ids of the reports that it withdraws, itself first.
    """

    report: str
    words: str
    day: date | None
    takes_back: tuple[str, ...]


def is_withdrawal(report: Report) -> bool:
    """Whether a text takes its article back: "This story has been withdrawn"."""
    return _line(report) is not None


def notice_dated(report: Report) -> Report:
    """The report, changed on the day that its notice of withdrawal names where the page states no change."""
    line = _line(report)
    if line is None or report.modified or not report.published:
        return report
    named = [found.full for found in days(line) if found.full]
    day = max(named, default=None)
    if day is None or day <= day_of(report.published):
        return report
    return replace(report, modified=day.isoformat())


def notices(reports: Iterable[Report], versions: Iterable[Sequence[str]] = ()) -> list[Notice]:
    """Every notice of withdrawal among reports, in order of id, with the reports that it takes back.

    Args:
        reports: tables are left out; they go with the report in which they stand.
        versions: ids of the versions of one article, the latest last. An article whose latest version is no
            notice has been restored and stands.
    """
    whole = {r.id: r for r in reports if r.part_of is None}
    chains = {one: tuple(chain) for chain in versions for one in chain}
    found = []
    for report in sorted(whole.values(), key=lambda r: r.id):
        line, chain = _line(report), chains.get(report.id, (report.id,))
        if line is None or chain[-1] != report.id:
            continue
        named = (other.id for other in whole.values() if _names(report, other))
        ids = dict.fromkeys((report.id, *(i for i in chain if i in whole), *named))
        moment = report.modified or report.published
        found.append(Notice(report.id, line, day_of(moment) if moment else None, tuple(ids)))
    return found


def _line(report: Report) -> str | None:
    return _told(report.title, report.text)


@lru_cache(maxsize=100_000)  # of every report it is asked on each day that is looked at
def _told(title: str | None, text: str) -> str | None:
    pattern = whole_line("withdrawal")
    lines = (" ".join(line.split()) for line in _head(title, text))
    return next((line for line in lines if line and pattern.match(line)), None)


def _top(report: Report) -> Iterator[str]:
    return _head(report.title, report.text)


def _head(title: str | None, text: str) -> Iterator[str]:
    yield title or ""
    yield from [line for line in text.split("\n", 4 * _LINES) if line.strip()][:_LINES]


def _names(notice: Report, other: Report) -> bool:
    """Whether a notice means another report of its outlet: by the same headline, or by quoting it."""
    if other.id == notice.id or not (notice.outlet and notice.outlet == other.outlet and other.title):
        return False
    if notice.url and notice.url == other.url:
        return False  # versions of one article are told by their address
    told, before = notice.modified or notice.published, other.modified or other.published
    if told and before and before[:10] > told[:10]:
        return False
    headline = _plain(other.title)
    if len(headline.split()) < _NAMED or is_withdrawal(other):
        return False
    top = (_plain(_label().sub("", line.strip(), count=1)) for line in _top(notice))
    return any(line == headline or f" {headline} " in f" {line} " for line in top)


def _plain(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.lower()))


@cache
def _label() -> re.Pattern[str]:
    return any_of(words()["withdrawal"]["label"], "")
