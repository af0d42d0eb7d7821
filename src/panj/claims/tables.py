"""The rule tables under rules/, read once. TOML in; plain dicts and compiled patterns out.

Raises `ClaimError` C001 where a table is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from panj.errors import ClaimError


@cache
def table(name: str) -> dict[str, Any]:
    """rules/NAME.toml as read.

    Raises:
        ClaimError: C001, where it is no valid TOML.
    """
    source = resources.files("panj.claims") / "rules" / f"{name}.toml"
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise ClaimError("C001", f"rules/{name}.toml", detail=str(fault)) from None


def alternation(words: Iterable[str]) -> str:
    """A regex that matches any of the phrases, the longest first; blanks stand for any white space."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)
