"""What leaves a case: its situation in public form, and reports that a named person released.

Takes an open `Case`; gives what the disclosure gate lets through, and who released which content when. A
release is of a report's content: where a figure in it changes, it is a draft again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from panj.clock import day_of
from panj.errors import PublishError

if TYPE_CHECKING:
    from panj.publish.brief import Standing
    from panj.publish.gate import Cleared
    from panj.run.case import Case

RELEASED = "report released"


def cleared(case: Case, known: date | None = None, *, title: str | None = None) -> Cleared:
    """The situation as it may be shown in public, with what was withheld.

    What becomes known later counts for what is withheld, so that two days do not give it away.
    """
    from panj.publish.gate import clear

    gazetteer = case.gazetteer()
    return clear(case.situation(known, title=title), gazetteer=gazetteer, later=case.situation(None))


def release(case: Case, content: str, *, who: str, known: date | None) -> Standing:
    """Records that a person released a report of this content; it stands so from then on.

    Raises:
        PublishError: W023, where no name is given.
    """
    name = " ".join(who.split())
    if not name:
        raise PublishError("W023")
    case.log(RELEASED, {"content": content, "who": name, "known": known.isoformat() if known else None})
    found = standing(case, content)
    assert found is not None
    return found


def standing(case: Case, content: str) -> Standing | None:
    """Who released a report of this content first; None while nobody did."""
    from panj.publish.brief import Standing

    for entry in case.history():
        if entry.act == RELEASED and entry.detail.get("content") == content:
            return Standing(str(entry.detail["who"]), date.fromisoformat(str(day_of(entry.at))))
    return None
