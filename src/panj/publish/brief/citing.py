"""Footnotes in the order of reading: only those that the report cites, numbered as a reader meets them.

Takes the parts of a report in their order and its footnotes; gives both with the numbers that are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")


def cited(parts: Any) -> Iterator[int]:
    """The numbers that lines, rows and tables cite, in the order of reading, each as often as it stands."""
    if isinstance(parts, tuple | list):
        for part in parts:
            yield from cited(part)
    elif is_dataclass(parts) and not isinstance(parts, type):
        for name in (f.name for f in fields(parts)):
            value = getattr(parts, name)
            yield from value if name == "notes" else cited(value)


def renumbered(parts: T, numbers: Mapping[int, int]) -> T:
    """The same parts with other numbers in their `notes`."""
    if isinstance(parts, tuple):
        return tuple(renumbered(part, numbers) for part in parts)  # type: ignore[return-value]
    if not is_dataclass(parts) or isinstance(parts, type):
        return parts
    changed: dict[str, Any] = {}
    for name in (f.name for f in fields(parts)):
        value = getattr(parts, name)
        if name == "notes":
            changed[name] = tuple(sorted(numbers[n] for n in value))
        elif isinstance(value, tuple) or is_dataclass(value):
            changed[name] = renumbered(value, numbers)
    return replace(parts, **changed) if changed else parts
