"""The tables of words beside this package, loaded once; `words.toml` and `outlets.toml` hold them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The words by which parts of a report are told apart and dates are read."""
    return _load("words.toml")


@cache
def outlets() -> dict[str, Any]:
    """Names of media, agencies and organisations that publish reports."""
    return _load("outlets.toml")


@cache
def whole_line(kind: str, key: str = "whole") -> re.Pattern[str]:
    """A pattern that matches lines which are wholly of one kind (`furniture`, `meta` …)."""
    return any_of(words()[kind][key], r"\Z")


def any_of(patterns: Iterable[str], end: str = "") -> re.Pattern[str]:
    """One pattern of many, without regard to case."""
    return re.compile("(?:" + "|".join(f"(?:{p})" for p in patterns) + ")" + end, re.IGNORECASE)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))
