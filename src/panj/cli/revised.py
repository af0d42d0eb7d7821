"""What outlets changed in their texts, laid out: figures first, then sentences, then their own notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from panj.model import to_plain
from panj.reports import Change

if TYPE_CHECKING:
    from rich.console import Console

    from panj.run.revised import Revision


def tell(revisions: Sequence[Revision], out: Console) -> None:
    """One heading a version, and beneath it what was said and what is said now."""
    from panj.cli.show import listed, plain

    if not revisions:
        out.print("No outlet changed a text of this case, and none corrected one.")
    for n, revision in enumerate(revisions):
        if n:
            out.print()
        out.print(plain(heading(revision)), style="bold")
        out.print(listed(_rows(revision)))


def heading(revision: Revision) -> str:
    """`bridge-2 (Valley Herald), 8 July 2021; before it bridge, 5 July 2021`."""
    outlet = f" ({revision.outlet})" if revision.outlet else ""
    line = f"{revision.name}{outlet}, {_day(revision.day)}"
    return (
        f"{line}; before it {revision.before_name}, {_day(revision.day_before)}" if revision.before else line
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no date"


def _rows(revision: Revision) -> Iterator[tuple[str, str]]:
    with_figures = [c for c in revision.changes if c.figures]
    others = [c for c in revision.changes if not c.figures]
    for change in with_figures:
        yield "figures", ", ".join(f"{old or '–'} → {new or '–'}" for old, new in change.figures)
        yield from _sides(change)
    for change in others:
        yield from _sides(change)
    for note in revision.corrections:
        if note.said and note.now:
            yield "corrected", f"{note.said} → {note.now}"
        yield "note", note.text
    if revision.before and not revision.changes and not revision.corrections:
        yield "", "The words are the same."


def _sides(change: Change) -> Iterator[tuple[str, str]]:
    if change.before is None or change.after is None:
        yield ("added", change.after or "") if change.before is None else ("dropped", change.before)
        return
    yield "said", change.before
    yield "says now", change.after


def as_plain(revision: Revision) -> dict[str, Any]:
    """For JSON: the fields of a revision, each change with `said`, `says_now` and its figures."""
    return {
        **{k: v for k, v in to_plain(revision).items() if k != "changes"},
        "changes": [
            {
                "said": change.before,
                "says_now": change.after,
                "figures": [{"said": old, "says_now": new} for old, new in change.figures],
            }
            for change in revision.changes
        ],
    }
