"""The smallest piece of a report: a line with its footnotes and its label."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, the numbers of its footnotes, and a label in capitals where it needs one.

    `quoted`: the text is a source's own, which stays in its language. `short`: the same as a label with its
    number, for languages whose endings a sentence would need; empty where the text has that form already.
    """

    text: str
    notes: tuple[int, ...] = ()
    label: str = ""
    quoted: bool = False
    short: str = ""
