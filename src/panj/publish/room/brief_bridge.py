"""The situation report inside the room, where this installation can write it.

Takes a Situation; gives the report's HTML, or None where `panj.publish.brief` is not there.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from panj.publish.situation import Situation


def available() -> bool:
    """Whether this installation can write the report."""
    return find_spec("panj.publish.brief") is not None


def brief_html(situation: Situation, *, language: str = "en") -> str | None:
    """The report as HTML, in a language."""
    if not available():
        return None
    text: str = import_module("panj.publish.brief").render(situation, format="html", language=language)
    return text
