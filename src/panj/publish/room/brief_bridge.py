"""The situation report inside the room, where this installation can write it.

Takes a Situation, and the case with all that became known since; gives the report as the bytes of a file, its
highlights, and what the first page says in short. What is to be taken away goes through the disclosure gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from panj.publish.footnotes import Footnotes
from panj.publish.room.index import index_of
from panj.publish.situation import Situation

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer
    from panj.publish.gate import Cleared

# what is offered: length of `lengths.toml` and format, in the order of the page
OFFERED = (
    ("brief", "pdf"),
    ("brief", "docx"),
    ("brief", "html"),
    ("brief", "md"),
    ("flash", "pdf"),
    ("flash", "docx"),
    ("full", "html"),
)
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
_SENTENCES = 7  # of the first page
_NEEDS = {"pdf": "typst", "docx": "docx"}


@dataclass(frozen=True, slots=True)
class Short:
    """One sentence of the highlights, and on the first page what it opens: a figure or a claim.

    `label`: what must be seen before the number; `short`: the same for languages with endings.
    """

    label: str
    text: str
    short: str
    kind: str = ""
    key: str = ""


def available() -> bool:
    """Whether this installation can write the report."""
    return find_spec("panj.publish.brief") is not None


def offered() -> tuple[tuple[str, str], ...]:
    """Lengths and formats that this installation can write."""
    return tuple(o for o in OFFERED if _NEEDS.get(o[1]) is None or find_spec(_NEEDS[o[1]]))


def cleared(situation: Situation, later: Situation, gazetteer: Gazetteer | None = None) -> Cleared:
    """The situation as it may be taken away; what became known later counts for what is withheld.

    Args:
        situation: of a day.
        later: the case with all that became known since.
        gazetteer: the case's own; None: the shipped one.
    """
    clear = import_module("panj.publish.gate").clear

    def made() -> tuple[Situation, Cleared]:
        return later, clear(situation, gazetteer=gazetteer, later=later)  # held, so that its id stays its own

    return index_of(situation).once(("cleared", id(later), gazetteer), made)[1]


def highlights(
    situation: Situation, later: Situation, gazetteer: Gazetteer | None = None
) -> tuple[Short, ...]:
    """The highlights of the report of two pages, as they would leave the case; see `cleared`."""
    own, length = (import_module(f"panj.publish.brief.{name}") for name in ("highlights", "length"))
    held = cleared(situation, later, gazetteer).situation
    lines = own.highlights(held, Footnotes(held), length.length("brief").highlights)
    return tuple(Short(line.label.lower(), line.text, line.short) for line in lines if line.notes)


def brief(now: Cleared, kind: str, length: str, **given: Any) -> bytes:
    """The report of what was cleared, as the bytes of a file; `given`: previous, language."""
    report = import_module("panj.publish.brief")
    limits = report.length(length)
    text: bytes = report.made(now.situation, kind, limits=limits, withheld=now.withheld, **given)
    return text


def in_short(situation: Situation) -> tuple[Short, ...]:
    """What the report's highlights say of this situation, for those who work on it; empty without figures."""
    if not available():
        return ()

    def made() -> tuple[Short, ...]:
        own = import_module("panj.publish.brief.highlights")
        lines = []
        for figure in own.leading(situation, _SENTENCES):
            text, short = own.told(figure, situation)
            lines.append(Short(own.label(figure, situation).lower(), text, short, "figure", figure.slug))
        for room in situation.rooms[:1]:
            text, short, _ = own.stated(room, situation)
            lines.append(Short("stated", text, short, "claim", room.claim))
        return tuple(lines)

    return index_of(situation).once("in short", made)
