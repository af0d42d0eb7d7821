"""Bytes to `Report`: reads what an information officer is sent, cleans it, dates it.

Takes files and folders, gives reports with their blocks, metadata and day of publication.
"""

from __future__ import annotations

from panj.reports.dating import date_all, undated
from panj.reports.files import read
from panj.reports.layout import blocks

__all__ = ["blocks", "date_all", "read", "undated"]
