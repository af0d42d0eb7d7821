"""The plan as one HTML page that needs nothing else: its sheets as tables, how full sites get as bars.

Takes the sheets of `reception.sheets`; gives HTML. `body` is the part that the room shows in its own frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape

from panj.reception.sheets import Cell, Sheet

LONG = 40  # rows beyond these are folded away


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("panj.publish.plan", "templates"),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["cell"] = cell
    return made


def page(sheets: Sequence[Sheet], title: str = "Reception plan") -> str:
    """The whole page."""
    return _environment().get_template("page.html").render(sheets=sheets, title=title, long=LONG, say=str)


def body(sheets: Sequence[Sheet], say: Callable[[str], object] = str) -> str:
    """The tables alone; `say` gives what stands in them in another language."""
    return _environment().get_template("body.html").render(sheets=sheets, long=LONG, say=say)


def cell(value: Cell) -> str:
    """A cell as people write it: 1,037; 2.5; 5 Jul 2021; nothing where empty."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else value
