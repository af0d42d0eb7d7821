"""Bytes to `Report`: reads what an information officer is sent, cleans it, dates it.

Takes files and folders, gives reports with their blocks, metadata and day of publication.
"""

from __future__ import annotations

from panj.reports.corrections import corrections_in
from panj.reports.dating import date_all, undated
from panj.reports.files import read
from panj.reports.layout import blocks
from panj.reports.parts import parts
from panj.reports.retraction import Notice, is_withdrawal, notices
from panj.reports.syndication import CopyGroup, copies
from panj.reports.versions import Article, Change, articles, changes, known_from

__all__ = [
    "Article",
    "Change",
    "CopyGroup",
    "Notice",
    "articles",
    "blocks",
    "changes",
    "copies",
    "corrections_in",
    "date_all",
    "is_withdrawal",
    "known_from",
    "notices",
    "parts",
    "read",
    "undated",
]
