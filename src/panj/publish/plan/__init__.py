"""The reception plan as people take it away: a workbook and a page, and templates to fill in."""

from panj.publish.plan.blank import known_tables, write_template
from panj.publish.plan.first import first_tables, missing
from panj.publish.plan.page import body, page
from panj.publish.plan.workbook import write_workbook

__all__ = [
    "body",
    "first_tables",
    "known_tables",
    "missing",
    "page",
    "write_template",
    "write_workbook",
]
