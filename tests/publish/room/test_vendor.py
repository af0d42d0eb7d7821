"""What the room ships of others: unchanged, with its licence, small, and nothing undeclared."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from panj.publish.room import files

VENDOR = Path(str(files.STATIC)) / "vendor"
LIBRARIES = tomllib.loads((VENDOR / "VENDOR.toml").read_text(encoding="utf-8"))["library"]


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda x: x["name"])
def test_files_are_as_published_and_carry_their_licence(library: dict[str, object]) -> None:
    folder = VENDOR / str(library["name"])
    files = library["files"]
    assert isinstance(files, dict)
    assert {f.name for f in folder.iterdir()} == set(files)
    for name, digest in files.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert len((folder / str(library["licence_file"])).read_text(encoding="utf-8")) > 200
    assert all(library[field] for field in ("package", "version", "licence", "why"))


def test_nothing_undeclared_ships_and_all_of_it_is_small() -> None:
    assert {p.name for p in VENDOR.iterdir() if p.is_dir()} == {x["name"] for x in LIBRARIES}
    assert sum(f.stat().st_size for f in VENDOR.rglob("*") if f.is_file()) < 4_000_000


def test_own_scripts_and_styles_name_no_other_machine() -> None:
    for file in Path(str(files.STATIC)).glob("*.*"):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in text
        assert "https:" not in text
        assert "//" not in text.replace("// ", "") or file.suffix == ".js"
