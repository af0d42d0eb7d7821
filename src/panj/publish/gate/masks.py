"""Covers stretches of text without moving the rest, so that every offset stays right.

Takes a text and spans with labels; gives the text with each span filled by one private character, which
`shown` turns into the label. Public texts of reports keep the length and show a bar of blocks instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from panj.model import Span

# Unicode's areas for private use: no report means anything by them. A large case has more labels than the
# first area has characters, so that the two behind it are taken too.
_AREAS = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_LAST, _OTHER = chr(_AREAS[-1][1]), "[withheld]"  # what is left once every character has its label
_PRIVATE = "".join(f"{chr(first)}-{chr(last)}" for first, last in _AREAS)
_RUN = re.compile(f"([{_PRIVATE}])\\1*")
_BLOCKS = re.compile(r"█[█ \n]*█|█")
BLOCK = "█"


@dataclass(frozen=True, slots=True, order=True)
class Cover:
    """A stretch of a text that is covered, and what stands for it."""

    start: int
    end: int
    label: str


def whole(text: str, sentence: Span, label: str) -> Cover:
    """The cover of a whole sentence; its full stop stays, so that the next one is still told apart."""
    end = sentence.end
    while end > sentence.start + 1 and text[end - 1] in ".!?…":
        end -= 1
    return Cover(sentence.start, end, label)


@dataclass(slots=True)
class Masks:
    """The labels in use, each with its character."""

    chars: dict[str, str] = field(default_factory=dict)  # by label, and of what it is
    labels: dict[str, str] = field(default_factory=dict)  # by character

    def char(self, label: str, of: str = "") -> str:
        """The character that stands for a label; another one for each thing `of` which it is the label."""
        key = f"{label}{of}"
        if key not in self.chars:
            char = _nth(len(self.chars))
            self.labels.setdefault(char, label if char != _LAST else _OTHER)
            self.chars[key] = char
        return self.chars[key]

    def cover(self, text: str, covers: Iterable[Cover]) -> str:
        """The text with these stretches covered, the longest over all others; its length does not change."""
        out = list(text)
        for c in sorted(covers, key=lambda c: (c.end - c.start, c)):
            end = min(c.end, len(out))
            out[c.start : end] = self.char(c.label) * (end - c.start)
        return "".join(out)

    def shown(self, text: str) -> str:
        """A text for readers: each covered stretch as its label."""
        if text.isascii():  # asked of each string of a case; no character of these areas is in ASCII
            return text
        return _RUN.sub(lambda m: self.labels.get(m.group(1), m.group()), text)


def _nth(number: int) -> str:
    """The private character of that number, from the first area on; the last for all beyond."""
    for first, last in _AREAS:
        if number <= last - first:
            return chr(first + number)
        number -= last - first + 1
    return _LAST


def blocked(text: str) -> str:
    """A covered text with blocks in place of the private characters, as long as it was."""
    return text if text.isascii() else _RUN.sub(lambda m: BLOCK * len(m.group()), text)


def clean(text: str) -> str:
    """Text from outside without characters that could be taken for covers."""
    return text if text.isascii() else _RUN.sub(lambda m: "\ufffd" * len(m.group()), text)


def readable(text: str) -> str:
    """A quoted text with `[withheld]` for each bar of blocks.

    >>> readable("said ███████ at the river")
    'said [withheld] at the river'
    """
    return _BLOCKS.sub("[withheld]", text)


def is_withheld(sentence: str) -> bool:
    """Whether a sentence is covered as a whole.

    >>> is_withheld("█████ ██"), is_withheld("█ of them")
    (True, False)
    """
    left = _BLOCKS.sub("", sentence)
    return bool(sentence.strip()) and not any(c.isalnum() for c in left)
