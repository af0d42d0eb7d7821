"""The situation report, in OCHA's order, each figure footnoted to its sentence.

Takes a `Situation`; gives Markdown, a standalone HTML page, PDF or a Word document, the same bytes for the
same situation. What is to leave the case goes through `panj.publish.gate` first.
"""

from panj.publish.brief.length import Length, length
from panj.publish.brief.making import FORMATS, digest, made
from panj.publish.brief.rendering import render
from panj.publish.brief.standing import Standing

__all__ = ["FORMATS", "Length", "Standing", "digest", "length", "made", "render"]
