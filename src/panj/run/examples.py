"""Where the example reports lie: in the checkout, or in the package that was installed from a wheel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from panj.errors import SettingsError

NAME = "tajik-border-2021"


@contextmanager
def example_folder(name: str = NAME) -> Iterator[Path]:
    """The folder of an example, for as long as the `with` lasts.

    Raises:
        SettingsError: X003, where this installation has none.
    """
    installed = files("panj").joinpath("examples", name)
    if installed.is_dir():
        with as_file(installed) as folder:
            yield folder
        return
    checkout = Path(__file__).resolve().parents[3] / "examples" / name
    if not checkout.is_dir():
        raise SettingsError("X003", name)
    yield checkout
