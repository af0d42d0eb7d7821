"""Errors of reading as rows, and the one message for a reader whose package is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from panj.errors import PanjError, ReportError
from panj.model import Problem


def problem(error: PanjError) -> Problem:
    """The row that records a fault of any package."""
    return Problem(error.code, error.what, error.where, error.remedy)


@contextmanager
def needs(package: str, kind: str, where: str) -> Iterator[None]:
    """Around an import of an optional package.

    Raises:
        ReportError: R011, which names the package and the extra that brings it.
    """
    try:
        yield
    except ImportError:
        raise ReportError("R011", where, kind=kind, package=package) from None
