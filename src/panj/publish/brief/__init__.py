"""The situation report, in OCHA's order, each figure footnoted to its sentence.

Takes a `Situation`; gives Markdown or a standalone HTML page, the same bytes for the same situation.
"""

from panj.publish.brief.rendering import render

__all__ = ["render"]
