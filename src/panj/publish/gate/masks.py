"""Covers stretches of text without moving the rest, so that every offset stays right.

Takes a text and spans with labels; gives the text with each span filled by one private character, which
`shown` turns into the label. Public texts of reports keep the length and show a bar of blocks instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from panj.model import Span

_FIRST, _LAST = 0xE000, 0xF8FF  # Unicode's private use area: no report means anything by it
_RUN = re.compile(f"([{chr(_FIRST)}-{chr(_LAST)}])\\1*")
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

    labels: list[str] = field(default_factory=list)

    def char(self, label: str) -> str:
        """The character that stands for a label."""
        if label not in self.labels:
            self.labels.append(label)
        return chr(_FIRST + self.labels.index(label) % (_LAST - _FIRST + 1))

    def cover(self, text: str, covers: Iterable[Cover]) -> str:
        """The text with these stretches covered, the longest over all others; its length does not change."""
        out = list(text)
        for c in sorted(covers, key=lambda c: (c.end - c.start, c)):
            end = min(c.end, len(out))
            out[c.start : end] = self.char(c.label) * (end - c.start)
        return "".join(out)

    def shown(self, text: str) -> str:
        """A text for readers: each covered stretch as its label."""
        return _RUN.sub(lambda m: self.labels[ord(m.group(1)) - _FIRST], text)


def blocked(text: str) -> str:
    """A covered text with blocks in place of the private characters, as long as it was."""
    return _RUN.sub(lambda m: BLOCK * len(m.group()), text)


def clean(text: str) -> str:
    """Text from outside without characters that could be taken for covers."""
    return _RUN.sub(lambda m: "\ufffd" * len(m.group()), text)


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
