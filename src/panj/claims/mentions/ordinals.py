"""Ordinals of occurrences: "the third time in two weeks", "the fifth in two weeks, bringing the total to …".

Text in; what is numbered and the window out. They say how many events there are, which bounds a tally.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from panj.claims.dates.dates import When
from panj.model import Ordinal

_NUMBERS = {w: i for i, w in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"], 1  # noqa: E501
)}  # fmt: skip
_WHAT = "time|wave|group|influx|retreat|crossing|incident|batch|evacuation|flight|convoy|attack|occasion|arrival|exodus|displacement|return|transfer|deportation|incursion|case"  # noqa: E501
_ORDINAL = re.compile(
    rf"\b(?P<word>{'|'.join(_NUMBERS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:(?:such|mass|large|major|big|reported)\s+)?(?:(?P<what>(?:{_WHAT})s?)\b|(?=in\b|since\b|this\b|within\b|of its kind))",  # noqa: E501
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:es|ing)|took|rais(?:es|ing|ed)|push(?:es|ing|ed))\s+the\s+(?:total|number|count|tally|toll|overall\s+\w+)\b",
    re.IGNORECASE,
)
_OF_SOME = re.compile(
    r"\b(?:many|some|most|several|others|often|families)\b[^.;]{0,30}?\bfor\s+(?:at\s+least\s+)?the\s+(?:\w+\s+(?:or|and)\s+)?\Z",
    re.IGNORECASE,
)
_WINDOW_GAP = 70


@dataclass(frozen=True, slots=True)
class Numbered:
    """An ordinal in a sentence: its offset and what it says."""

    start: int
    ordinal: Ordinal


def ordinals(text: str, start: int, end: int, whens: Sequence[When]) -> list[Numbered]:
    """The ordinals of occurrences in a sentence, each with its window; `complete` where the total stands with it."""  # noqa: E501
    found: list[Numbered] = []
    total = _TOTAL.search(text, start, end)
    what = ""
    for m in _ORDINAL.finditer(text, start, end):
        word = m["word"].lower()
        n = _NUMBERS.get(word) or int(re.sub(r"\D", "", word))
        what = _described(text, m, end) if m["what"] else what or "time"
        if n == 1 and what == "time":
            continue  # "for the first time in nine months": that it had not been so
        if _OF_SOME.search(text, start, m.start()):
            continue  # "have fled, many for the second or third time": how often the people have
        window = next((w for w in whens if m.end() <= w.start + 4 and w.start - m.end() < _WINDOW_GAP), None)
        if window is None and not re.match(
            r"(?:time|wave|group|influx|retreat|crossing|batch)", (m["what"] or "").lower()
        ):
            continue
        ordinal = Ordinal(n, window.first if window else None, window.last if window else None, what, False)
        found.append(Numbered(m.start(), ordinal))
    if total and found:
        last = max((f for f in found if f.start < total.start()), key=lambda f: f.start, default=None)
        if last is not None:
            o = last.ordinal
            found[found.index(last)] = Numbered(
                last.start, Ordinal(o.n, o.window_start, o.window_end, o.of, True)
            )
    return found


def _described(text: str, m: re.Match[str], end: int) -> str:
    tail = re.compile(r"(?:\s+(?:of|that)\s+(?:[\w’'-]+\s?){1,6})?").match(text, m.end("what"), end)
    words = m["what"] + (tail.group() if tail else "")
    return re.split(r"\s+(?:to|in|into|since|have|has|had)\b", words)[0].strip()


def telling(found: Sequence[Numbered]) -> Ordinal | None:
    """Of several in one sentence the one that bounds most: with a window, complete, the highest."""
    best = max(
        found,
        key=lambda f: (f.ordinal.complete, f.ordinal.window_start is not None, f.ordinal.n),
        default=None,
    )
    return best.ordinal if best else None
