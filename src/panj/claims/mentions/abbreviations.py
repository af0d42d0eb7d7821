"""What bodies are called for short: "the National Emergency Management Agency (NEMA)".

A text in; the short names that it gives out, and whether one stands for the words before it.
"""

from __future__ import annotations

import re

_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_LONGEST = 10  # words of a name that a short one stands for


def is_short_for(name: str, before: str) -> bool:
    """Whether the letters of a short name begin words before it, in their order.

    >>> is_short_for("NEMA", "the National Emergency Management Agency ")
    True
    >>> is_short_for("NEMA", "people came to the town of ")
    False
    """
    words = re.findall(r"[^\W\d_]+", before)[-_LONGEST:]
    first = iter("".join(w[0] for w in words).lower())
    return all(letter in first for letter in name.lower() if letter.isalpha())


def abbreviations(text: str) -> frozenset[str]:
    """Names in brackets, of two capitals or more, that stand for the words before them."""
    found = ((m[1], text[max(0, m.start() - 120) : m.start()]) for m in _IN_BRACKETS.finditer(text))
    return frozenset(n for n, before in found if sum(map(str.isupper, n)) > 1 and is_short_for(n, before))
