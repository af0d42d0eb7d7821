"""Sound files of each kind, made by the tests of formats, for whoever wants to break them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sound_files() -> dict[str, bytes]:
    """A small sound file of each kind, by name."""
    path = Path(__file__).with_name("test_formats.py")
    spec = importlib.util.spec_from_file_location("made_files", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return {**made.SOUND, "a.txt": f"Camp Fills\n\n{made.BODY}\n".encode()}
