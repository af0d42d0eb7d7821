"""Reports taken in by the room: the text is stored first, then its figures are read.

Takes the case as a `Work` and what a form gave; gives sentences for its reader. A report that bears no date
is dated by what the form says, as a decision that can be undone.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from panj.clock import parse_day
from panj.model import Problem
from panj.publish.phrases import sentence_case
from panj.publish.room.notices import reasoned, signed
from panj.publish.room.work.jobs import Job, Jobs
from panj.publish.room.work.work import Work

_NO_DATE, _GIVE_DATE = "R007", "Give it below, under “Reports without a date”."
_SLUG = re.compile(r"[^a-z0-9]+")


def pasted(given: Mapping[str, str]) -> tuple[str, bytes]:
    """A report that was pasted or told, as a file: its name and bytes; raises `ValueError` in words."""
    text, published, outlet, title, told_by, who = (
        given.get(name, "").strip() for name in ("text", "published", "outlet", "title", "told_by", "who")
    )
    if not text:
        raise ValueError("The report has no words.")
    if told_by and not published:
        raise ValueError("Give the day on which it was told.")
    day = parse_day(published) if published else None
    source = told_by and f"{told_by}, told to {who or 'the desk'}"
    page = as_report(text, day, source or outlet, title)
    known = slug(title or outlet or told_by)
    return f"{day}-{known}.txt" if day else f"{known}.txt", page.encode()


def read(work: Work, jobs: Jobs, job: Job, *, data: bytes, published: str = "", who: str = "") -> str:
    """Reads the bytes of a file of the job's name; what came of it, in words.

    Args:
        work, jobs, job: the case, the jobs of the room, and this one.
        data: of the file.
        published: the day that holds for each of its reports which states none.
        who: takes it in.
    """
    day = parse_day(published) if published.strip() else None
    with tempfile.TemporaryDirectory(prefix="panj-") as folder:
        path = Path(folder) / job.name
        path.write_bytes(data)
        taken = work.take([path])
        job.stored = bool(taken.new or taken.changed)
        with jobs.reading(job):
            done = work.read((), taken=taken, undated=None if day is None else (day.isoformat(), who))
        return _said(done, folder)


def dated(work: Work, jobs: Jobs, job: Job, report: str, given: Mapping[str, str]) -> str:
    """Dates a report; what came of it, in words."""
    if not given.get("published", "").strip():
        raise ValueError("Give the day on which it was published or told.")
    day = parse_day(given["published"].strip())
    who, why = signed(given.get("who", "")), reasoned(given.get("why", ""))
    job.stored = True
    with jobs.reading(job):
        made = work.date_report(report, day.isoformat(), who=who, why=why)
    return f"Decision {made.seq}: {made.verb}, recorded for {made.who}. It can be undone below."


def undone(work: Work, jobs: Jobs, job: Job, number: int, *, who: str, why: str) -> str:
    """Takes a decision back that dates a report; what came of it, in words."""
    job.stored = True
    with jobs.reading(job):
        made, found = work.undo(number, who=signed(who), why=why)
    return f"Decision {found.seq} is undone (as {made.seq})."


def gone_on(work: Work, jobs: Jobs, job: Job) -> str:
    """Reads what was stored and never read to its end; what came of it, in words."""
    job.stored = True
    with jobs.reading(job):
        done = work.read(())
    return f"All reports are read; the case has {figures(done.claims)} now."


def _said(done: Any, folder: str) -> str:
    names = [*done.new, *done.changed]
    # what is wrong with older reports stands on the first page; told here it would be taken for this one's
    own = [p for p in done.problems if folder in p.where or Path(p.where).stem in names]
    problems = " ".join(f"{sentence_case(p.what)}. {_remedy(p)}" for p in own)
    if names:
        return f"Read: {', '.join(names)}; the case has {figures(done.claims)} now. {problems}".strip()
    if not own:
        there = done.known or done.redacted
        problems = "It is in the case already." if there else "No report was found in it."
    return f"Nothing new was read. {problems}".strip()


def _remedy(problem: Problem) -> str:
    """What to do; of a missing date what can be done on the page that follows."""
    return _GIVE_DATE if problem.code == _NO_DATE else problem.remedy


def figures(n: int) -> str:
    """How many figures, in words."""
    return "1 figure" if n == 1 else f"{n:,} figures"


def as_report(text: str, day: date | None, outlet: str, title: str) -> str:
    """The words as a report file: a header with what is known of it, then the text.

    >>> print(as_report("Some 300 crossed.", date(2021, 7, 5), "Head of post: 4", ""))
    ---
    published: 2021-07-05
    outlet: "Head of post: 4"
    ---
    Some 300 crossed.
    """
    header = {
        "published": day.isoformat() if day else "",
        "outlet": quoted(outlet),
        "title": quoted(title),
    }
    lines = [f"{name}: {value}" for name, value in header.items() if value]
    words = text.replace("\r\n", "\n").strip()
    return "\n".join(["---", *lines, "---", words]) if lines else words


def quoted(words: str) -> str:
    """Words on one line, within quotation marks where they hold a colon."""
    flat = " ".join(words.split()).replace('"', "'")
    return f'"{flat}"' if ":" in flat else flat


def slug(words: str) -> str:
    """A file name of words: letters and digits of ASCII, at most 40; `report` where none is left."""
    return _SLUG.sub("-", words.lower()).strip("-")[:40] or "report"


def bare(name: str) -> str:
    """A file's own name, whatever folders a browser put before it.

    >>> bare("../../etc/passwd"), bare("C:\\\\x\\\\report.pdf"), bare("..")
    ('passwd', 'report.pdf', 'report.txt')
    """
    last = PureWindowsPath(PurePosixPath(name).name).name.strip("\0").strip()
    return last if last not in {"", ".", ".."} else "report.txt"
