"""How surely a number is meant, by the words beside it (rules/hedges.toml).

A `Number` in; the same with its hedge, whose words its span takes in, out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from panj.claims.numbers.number import Number
from panj.claims.tables import alternation, table
from panj.model import Qualifier

_MOST = 3  # hedges on one number: "well over the estimated"
_POINTING = re.compile(r"\b[Oo]f\s+\Z")
_ENDED = frozenset({"all", "the", "those", "these", "just"})  # behind these nothing hedges further
_OF_SPACE = frozenset({"over", "under", "above", "about"})  # prepositions as well as hedges
_DOERS = re.compile(r"\b(who|they|refugees|people|soldiers|migrants)\s+(?:have\s+|had\s+)?\Z")
_TIMES = re.compile(r"\s*(days|weeks|months|years|hours)")
_TIME_WITHIN = re.compile(r"\b(for|in|than)\s+\Z")
_TAKES_PREPOSITION = re.compile(
    r"\b(spread|split|divided|distributed|scattered|born|aged|children|girls|boys|those|adults)\s+\Z"
)
_GIVEN_OVER = re.compile(
    r"\b(?:hand(?:ed|s|ing)?|sign(?:ed|s|ing)?|turn(?:ed|s|ing)?|giv(?:en|es?|ing)|gave)\s+\Z"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that hedge in one position: how they are found there and what each means."""

    pattern: re.Pattern[str]
    meaning: dict[str, Qualifier]

    def of(self, match: re.Match[str]) -> Qualifier | None:
        return self.meaning.get(_plain(match.group(1)))


@cache
def _words(part: str) -> _Words:
    """The words of one part of the table: before, after or verbs."""
    t = table("hedges")
    meaning = {w: Qualifier(q) for q, words in t[part].items() for w in words}
    shape = {
        "before": rf"(?<![\w-])({alternation([*meaning, *t['neutral']['words']])})\s*\Z",
        "after": rf"\s+({alternation(meaning)})\b",
        "verbs": rf"\b({alternation(meaning)})\s+\Z",
    }[part]
    return _Words(re.compile(shape, re.IGNORECASE), meaning)


def hedged(number: Number, text: str, start: int, end: int) -> Number:
    """The number with the hedge that text[start:end] gives it: before it, behind it, or by its verb."""
    qualifier, at, rules = _before(number, text, start)
    stop = number.end
    behind = _words("after").pattern.match(text, number.end, end) if qualifier is None else None
    if behind:
        qualifier, stop = _words("after").of(behind), behind.end()
        rules.append("hedge.after")
    if qualifier is None:
        qualifier = _by_verb(number, text, start)
        rules += ["hedge.verb"] if qualifier is not None else []
    if number.qualifier in {Qualifier.RANGE, Qualifier.ORDER} or qualifier is None:
        qualifier = number.qualifier
    if len(rules) == len(number.rules) and qualifier is number.qualifier:
        return number
    return replace(number, start=at, end=stop, qualifier=qualifier, rules=tuple(rules))


def _before(number: Number, text: str, start: int) -> tuple[Qualifier | None, int, list[str]]:
    """What the words before a number make of it, where they begin, and the rules so far."""
    qualifier, at, rules = None, number.start, list(number.rules)
    before = _words("before")
    for _ in range(_MOST):
        match = before.pattern.search(text, max(start, at - 28), at)
        if not match or match.end() != at:
            break
        words = _plain(match.group(1))
        if (qualifier is not None and words in _ENDED) or _is_other(
            words, match.start(), number, text, start
        ):
            break
        if words.endswith("than") and "hedge.the" in rules:
            break  # "more than the 272,300 counted by others": compared, not hedged
        qualifier = before.meaning.get(words, qualifier)
        at = match.start()
        rules.append(f"hedge.{words.replace(' ', '_')}")
    return qualifier, at, rules


def _is_other(words: str, at: int, number: Number, text: str, start: int) -> bool:
    """Whether the words are no hedge here: "of these 900 left" is of these, "over 12 camps" is where."""
    if words in {"these", "those"}:
        return _POINTING.search(text[max(start, at - 5) : at]) is not None
    if words == "over" and _GIVEN_OVER.search(text[max(start, at - 20) : at].lower()):
        return True  # "handed over 400 tents": a part of the verb
    return words in _OF_SPACE and _is_preposition(text, start, at, number)


def _is_preposition(text: str, start: int, at: int, number: Number) -> bool:
    """Whether "over" is one: "over the past 15 years", "spread over 12 camps"."""
    left = text[max(start, at - 20) : at].lower()
    right = text[number.core_end : number.core_end + 12].lower()
    if _TIMES.match(right) and not _TIME_WITHIN.search(left):
        return True
    return _TAKES_PREPOSITION.search(left) is not None


def _by_verb(number: Number, text: str, start: int) -> Qualifier | None:
    """The hedge of a verb before a number, "the count has passed 1,600", if no people do it."""
    verbs = _words("verbs")
    verb = verbs.pattern.search(text, max(start, number.start - 20), number.start)
    if verb is None or _DOERS.search(text[start : verb.start()].lower()):
        return None
    return verbs.of(verb)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
