"""Exports: figures, events and claims of a situation as tables that other tools read.

Takes a `Situation`; gives files in a folder, or one table on a stream.
"""

from panj.publish.exports.tables import TABLES
from panj.publish.exports.writing import FORMATS, write

__all__ = ["FORMATS", "TABLES", "write"]
