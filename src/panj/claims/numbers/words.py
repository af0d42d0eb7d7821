"""Number words, scales and orders of magnitude, and what they are worth. Words in; values out."""

from __future__ import annotations

import re

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {w: i for i, w in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12,
    "lakh": 100_000, "crore": 10_000_000, "dozen": 12, "score": 20,
}  # fmt: skip
SHORT_SCALES = {
    "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "b": 10**9, "bn": 10**9, "tn": 10**12,
    "cr": 10**7,
}  # fmt: skip
ORDERS = {
    "tens": 10, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000,
    "tens of thousands": 20_000, "hundreds of thousands": 200_000, "tens of millions": 20_000_000,
    "hundreds of millions": 200_000_000, "dozens of thousands": 24_000,
}  # fmt: skip
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
NUMBER_WORDS = frozenset(SMALL)
SCALE_RE = "hundred|thousand|million|billion|trillion|lakh|crore|dozen"
WORD_RE = rf"(?:{'|'.join(sorted(SMALL, key=len, reverse=True))})(?:-(?:{'|'.join(_ONES[1:10])}))?"


def word_value(words: str) -> float:
    """The value of number words or digits: "twenty-two thousand and five" is 22005."""
    if words[0].isdigit():
        if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", words):
            return float(words.replace(".", ""))
        if re.fullmatch(r"\d+,\d{1,2}", words):
            return float(words.replace(",", "."))
        return float(re.sub(r"[,'’\s\u00a0\u202f\u2009]", "", words))
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.lower().strip()):
        if word in SMALL:
            current += SMALL[word]
        elif word in {"a", "an"}:
            current = 1
        elif word in {"hundred", "dozen"}:
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0
    return total + current


def scale_of(words: str) -> float:
    """What the words of a number end with, as a factor: "7 million" and "7m" 1,000,000, "7" 1."""
    match = re.search(rf"({SCALE_RE})s?\Z|(?<=\d)(k|mn|mln|m|bn|b)\Z", words.lower())
    if not match:
        return 1.0
    return float(SCALES.get(match.group(1) or "") or SHORT_SCALES[match.group(2)])
