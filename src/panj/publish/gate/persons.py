"""Names of private persons, contacts and officials in running text: where they stand, and texts without them.

Takes text; gives covers. Officials in office are left alone here unless their territory is contested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from panj.publish.gate.masks import Cover
from panj.publish.gate.rules import patterns, rules, words
from panj.publish.verbs import Words

NAME, CONTACT = "[name withheld]", "[contact withheld]"
_OFFICE_BEFORE = 40  # characters before a name in which an office makes it an official's


@lru_cache(maxsize=100_000)
def without_persons(text: str) -> str:
    """The text without names of private persons and without contacts.

    >>> without_persons("“We ran,” said Karim, 34, at the river.")
    '“We ran,” said [name withheld], 34, at the river.'
    """
    for cover in sorted({*names(text), *contacts(text)}, reverse=True):
        text = text[: cover.start] + cover.label + text[cover.end :]
    return text


def names(text: str) -> Iterator[Cover]:
    """Names of private persons: an age, a fate or a family stands beside them, and no office before them."""
    seen: set[tuple[int, int]] = set()
    for pattern in patterns("names"):
        for match in pattern.finditer(text):
            start, end = _without_openers(text, *match.span("name"))
            lead = text[max(0, start - _OFFICE_BEFORE) : start]
            held = words("officials", "offices").search(lead[lead.rfind(".") + 1 :])
            inside = any(s <= start and end <= e for s, e in seen)
            if end > start and not held and not inside and not _no_name(text[start:end]):
                seen.add((start, end))
                yield Cover(start, end, NAME)


def contacts(text: str) -> Iterator[Cover]:
    """Telephone numbers, mail addresses, numbers of papers."""
    for pattern in patterns("contacts"):
        for match in pattern.finditer(text):
            start, end = match.span("name" if "name" in pattern.groupindex else 0)
            yield Cover(start, end, CONTACT)


def parts_of(name: str) -> Iterator[str]:
    """A name and the parts of it by which its bearer may be named again."""
    return (p for p in (name, *name.split()) if len(p) > 2 and p[:1].isupper())


def again(text: str, found: Iterable[str]) -> Iterator[Cover]:
    """Where these names, or a part of one, stand again: `Okello` after `Amina Okello`."""
    parts = {p for name in found for p in parts_of(name)}
    for part in sorted(parts, key=lambda p: (-len(p), p)):
        for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text):
            yield Cover(match.start(), match.end(), NAME)


def officials(text: str) -> Iterator[tuple[int, int]]:
    """Where names of persons stand beside an office."""
    if not _offices().may_stand_in(text):
        return
    for pattern in _of_office():
        for match in pattern.finditer(text):
            start, end = _without_openers(text, *match.span("name"))
            own = words("officials", "offices").fullmatch(text[start:end])
            if end > start and not own and not _no_name(text[start:end]):
                yield start, end


@cache
def _offices() -> Words:
    return Words(rules()["officials"]["offices"])


@cache
def _of_office() -> tuple[re.Pattern[str], ...]:
    offices = "|".join(re.escape(o) for o in sorted(rules()["officials"]["offices"], key=len, reverse=True))
    name = r"(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|al-[A-Z]\w+)){0,3})"
    return (
        re.compile(rf"\b(?i:{offices})(?: (?:of|in|from|for|at)(?: [\w’'-]+){{1,4}}?)?,? {name}"),
        re.compile(rf"{name}, (?:(?:the|an?) (?:[\w’'-]+ ){{0,6}}?)?(?i:{offices})\b"),
    )


def _without_openers(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the word that opens its sentence: `On`, `The`."""
    first = text[start:end].split(" ", 1)
    while first and first[0] in _never() and start < end:
        start += len(first[0]) + (1 if len(first) > 1 else 0)
        first = text[start:end].split(" ", 1) if start < end else []
    return start, end


def _no_name(found: str) -> bool:
    """Whether a capitalised run is no person's: words that open sentences, or a body's name."""
    parts = found.split()
    return all(w in _never() for w in parts) or any(w.strip("’'") in _bodies() for w in parts)


@cache
def _bodies() -> frozenset[str]:
    return frozenset(rules()["officials"]["bodies"])


@cache
def _never() -> frozenset[str]:
    return frozenset(rules()["names"]["never"])
