"""One entry of a catalogue: a pattern of the English phrase with its slots, and its forms in the language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from panj.publish.languages.numerals import COUNT

SLOT = re.compile(r"\{(\w+)\}")
_RANGE = r"(?:up to )?\d[\d,.–]*(?: million)?%?(?: or more)?|not bounded|fewer than 10"
# what slots hold that are no words of sources, by the beginning of their names
HELD = {
    "range": _RANGE,
    "sized": rf"(?:{_RANGE}) [^;]+?",
    "sum": r"[\d,.]+",
    "section": r"[\d.]+",
    "days": r"[^,;()→]*\d{4}[^;()→]*?|a (?:day|week|month|year)[^;()→]*?|day not stated",
    "iso": r"\d{4}-\d\d-\d\d",
    "Quoted": r"[^';]+?",
    "Named": r"[^;“”]+?",
    "spot": r"(?:(?! and )[^,;])+?",
    "rows": ".+?",
    "problems": ".+",
    "accounts": ".+?",
    "inner": ".+?",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a pattern of the English, and its forms in the other language (one, or one a plural)."""

    pattern: re.Pattern[str]
    forms: tuple[str, ...]
    holds: str = ""  # its longest words: where they are absent, the pattern need not be tried


def make_entry(
    english: str, said: str | list[str], *, every: bool = False, held: Mapping[str, str] = HELD
) -> Entry:
    """A pattern with its slots; square brackets hold what may be missing.

    Args:
        english: the phrase.
        said: its form in the other language, or its forms.
        every: slots hold anything.
        held: what slots hold, as patterns, by the beginning of their names.
    """
    out, words = [], [""]
    for piece in re.split(r"(\[[^\]]*\]|\{\w+\})", english):
        if piece.startswith("["):
            out.append(f"(?:{_slots(piece[1:-1], every=every, held=held)})?")
        else:
            out.append(_slots(piece, every=every, held=held))
            words += [] if SLOT.fullmatch(piece) else [piece]
    return Entry(re.compile("".join(out), re.DOTALL), forms_of(said), max(words, key=len))


def forms_of(said: str | list[str]) -> tuple[str, ...]:
    """One form or one for each plural, as a tuple."""
    return (said,) if isinstance(said, str) else tuple(said)


def _slots(text: str, *, every: bool, held: Mapping[str, str]) -> str:
    """A pattern of words and slots: a count, words of sources, or a phrase that no semicolon parts."""
    parts = SLOT.split(text)

    def pattern(name: str) -> str:
        if every:
            return ".*?"
        for kind, known in held.items():
            if name.startswith(kind):
                return f"(?i:{known})" if kind in ("kin", "did") else f"(?:{known})"
        if name[0] == "n":
            return f"(?i:{COUNT})"
        return ".+?" if name[0].isupper() else "[^;]+?"

    return "".join(re.escape(p) if n % 2 == 0 else f"(?P<{p}>{pattern(p)})" for n, p in enumerate(parts))


def unquoted(message: str) -> str:
    """A message of the list of faults with plain slots: `{name!r}` shows its value in quotes."""
    return re.sub(r"\{(\w+)!r\}", r"{\1}", message)


def anything(message: str) -> str:
    """A pattern of a message whose slots hold anything."""
    return "".join(re.escape(p) if n % 2 == 0 else ".*?" for n, p in enumerate(SLOT.split(unquoted(message))))
