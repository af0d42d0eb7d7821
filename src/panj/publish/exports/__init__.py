"""Exports: figures, events and claims of a situation as tables that other tools read.

Takes a `Situation`; gives CSV files or writes one table to a stream.
"""

from panj.publish.exports.tables import TABLES
from panj.publish.exports.writing import write

__all__ = ["TABLES", "write"]
