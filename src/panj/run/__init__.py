"""Runs the road on a case: from paths to a case file, from a case file to figures.

Takes paths and questions; gives reports, claims, events, tallies and the situation, as known on a day.
"""

from __future__ import annotations

from panj.run.case import Case
from panj.run.reading import ReadSummary

__all__ = ["Case", "ReadSummary"]
