"""Opens a case for the outlook, in whichever form it is.

Takes a path; gives a `Crisis`: a folder is FLEE's format, a .toml file Panj's own.
"""

from __future__ import annotations

from pathlib import Path

from panj.errors import PlanError
from panj.outlook.case import Crisis
from panj.outlook.flee_folder import read_folder
from panj.outlook.toml_case import read_toml


def is_case(path: Path) -> bool:
    """Whether a path looks like a case of the outlook and not like a case file of reports."""
    return path.is_dir() or path.suffix == ".toml"


def read_case(path: Path) -> Crisis:
    """The case at a path.

    Raises:
        PlanError: P020 to P023, with the file, the line or entry, and what to do.
    """
    if path.is_dir():
        return read_folder(path)
    if path.suffix == ".toml":
        return read_toml(path)
    raise PlanError("P020", str(path), detail="neither a folder in FLEE's format nor a .toml file")
