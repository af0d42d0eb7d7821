"""Names of private persons and contacts in running text: where they stand, and texts without them.

Takes text; gives covers. These names are told by what stands right beside them; who is quoted: `informants`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from panj.publish.gate.anchors import anchors_of
from panj.publish.gate.masks import Cover
from panj.publish.gate.rules import patterns, rules, words
from panj.publish.gate.runs import is_body, name_of, trimmed

NAME, CONTACT = "[name withheld]", "[contact withheld]"
_LOCATED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom) \Z")  # "in Dili, displaced families": a place
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
    here = anchors_of(text)
    for pattern, named in _names():
        for match in here.matches(pattern) if named else pattern.finditer(text):
            start, end = trimmed(text, *match.span("name"))
            lead = text[max(0, start - _OFFICE_BEFORE) : start]
            held = words("officials", "offices").search(lead[lead.rfind(".") + 1 :])
            inside = any(s <= start and end <= e for s, e in seen)
            if (
                end > start
                and not _LOCATED.search(text[:start][-5:])
                and not held
                and not inside
                and not is_body(text[start:end])
            ):
                seen.add((start, end))
                yield Cover(start, end, NAME)


@cache
def _names() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The patterns; True with those that begin with the name."""
    return tuple((re.compile(name_of(p)), p.startswith("{name}")) for p in rules()["names"]["patterns"])


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
