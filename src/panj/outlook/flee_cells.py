"""Cells of FLEE's CSV files: lines without comments, numbers that are numbers, names that are found.

Takes paths and texts; gives cells with the place where they stand, and faults that name it.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from pathlib import Path

from panj.errors import PlanError
from panj.outlook.case import Site

Row = tuple[str, list[str]]  # where it stands (file:line), its cells
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?\Z")


class Names:
    """Finds a place by its name; `Distrito Capital` and `Distrito_Capital` are the same one."""

    def __init__(self, sites: tuple[Site, ...]) -> None:
        self.exact = {s.name: s.name for s in sites}
        self.loose: dict[str, str] = {}
        for site in sites:
            self.loose.setdefault(folded(site.name), site.name)

    def find(self, name: str) -> str | None:
        """Its name as the places have it; None where no place is called so."""
        return self.exact.get(name) or self.loose.get(folded(name))

    def need(self, name: str, where: str) -> str:
        """The same; P022 where no place is called so."""
        found = self.find(name)
        if found is None:
            raise PlanError("P022", where, name=name)
        return found


def folded(name: str) -> str:
    """A name without underscores, doubled blanks and capitals."""
    return " ".join(name.replace("_", " ").split()).casefold()


def rows_of(path: Path, *, optional: bool = False) -> Iterator[Row]:
    """Cells of each line that is no comment, header or blank, stripped, with the place where it stands."""
    if not path.is_file():
        if optional:
            return
        raise PlanError("P020", str(path), detail="it is not there")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise PlanError("P020", str(path), detail=str(fault)) from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line], skipinitialspace=True))]
        if any(cells):
            yield f"{path}:{number}", cells


def number(text: str, where: str, what: str) -> float:
    """A finite number, `12,345` included; P021 for anything else."""
    plain = text.replace(",", "") if _THOUSANDS.match(text) else text
    try:
        value = float(plain)
    except ValueError:
        raise PlanError("P021", where, detail=f"{what} is {text!r}, which is no number") from None
    if not math.isfinite(value):
        raise PlanError("P021", where, detail=f"{what} is {text!r}, which is no finite number")
    return value


def count(text: str, where: str, what: str) -> float:
    """A number of 0 or more; P021 for anything else."""
    value = number(text, where, what)
    if value < 0:
        raise PlanError("P021", where, detail=f"{what} is {text}, below zero")
    return value


def cell(cells: list[str], n: int) -> str:
    """The n-th cell; empty where the row is shorter."""
    return cells[n] if n < len(cells) else ""
