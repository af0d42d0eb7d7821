"""The word lists that an officer may edit: each word stands once, so that taking it out takes it out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

_SOURCE = Path(__file__).resolve().parents[2] / "src" / "panj"
# The catalogues of a language repeat the forms of its plurals.
_LISTS = sorted(path for path in _SOURCE.rglob("*.toml") if path.parent.name != "languages")


def _twice(node: object, path: str) -> Iterator[str]:
    """The words that a list of words names more than once; the forms of a verb may be alike."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "irregular":
                yield from _twice(value, f"{path}.{key}")
    elif isinstance(node, list):
        words = [word for word in node if isinstance(word, str)]
        yield from (f"{path}: {word}" for word in sorted({w for w in words if words.count(w) > 1}))
        for at, value in enumerate(node):
            if not isinstance(value, str):
                yield from _twice(value, f"{path}[{at}]")


@pytest.mark.parametrize("path", _LISTS, ids=lambda path: path.relative_to(_SOURCE).as_posix())
def test_a_word_stands_once_in_its_list(path: Path) -> None:
    assert list(_twice(tomllib.loads(path.read_text(encoding="utf-8")), "")) == []
