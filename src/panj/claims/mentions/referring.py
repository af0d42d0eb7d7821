"""Whom "he", "the mayor" or a bare surname mean among those who spoke before in a report.

A name as it stands in; the fullest name it was told by out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from panj.claims.mentions.naming import DATA, VERBS, is_body, is_person, speakable, words_of

_BODIES = frozenset(
    {"agency", "ministry", "department", "organization", "organisation", "charity", "council", "body"}
)


@dataclass(slots=True)
class Memory:
    """Speakers named so far in the report, the latest last; `paragraph` the one of the running paragraph."""

    named: list[str] = field(default_factory=list)
    paragraph: str | None = None

    def note(self, speaker: str | None) -> None:
        """Keep a speaker for those who are later called he, she or the statement."""
        if speaker:
            self.named.append(speaker)
            self.paragraph = speaker

    def person(self) -> str | None:
        """The last speaker who is a person, else the last of any kind."""
        people = [n for n in self.named if is_person(n)]
        proper = [n for n in people[-2:] if not re.match(r"an?\s", n)]
        found = proper or people or self.named
        return found[-1] if found else None

    def body(self) -> str | None:
        """The last speaker that is no person, else the last of any kind."""
        bodies = [n for n in self.named[-3:] if not is_person(n)]
        found = bodies or [n for n in self.named if re.match(r"an?\s", n) is None]  # no farmer is "it"
        return found[-1] if found else None

    def several(self) -> str | None:
        """The last speakers named in the plural, else the last of any kind."""
        many = [
            n
            for n in self.named
            if re.search(r"\w(?:s|en)\b(?:\s+(?:of|in|from|at|who)\b.*)?\Z", n) and not is_person(n)
        ]
        return many[-1] if many else (self.named[-1] if self.named else None)


def resolve(raw: str | None, memory: Memory) -> str | None:
    """A speaker's name: words that point back give the one they point to, a surname the full name."""
    if raw is None:
        return None
    low = raw.lower()
    if (
        low in words_of("never")
        or DATA.match(raw)
        or re.match(r"\d|(?:an?|the)\s+total\b|(?:which|who)\b", low)
    ):
        return None
    if low in _PRONOUNS:
        return _PRONOUNS[low](memory)
    if low in words_of("back"):
        return _meant(raw, low, memory)
    if VERBS.search(low):
        match = re.search(r"(?:[A-Z][\w’'-]+\s*){1,4}\Z", raw)
        return match.group().strip() if match else None
    if re.match(r"(?:they|it|he|she|we|of|in|with|there)\s", low):
        return None
    late = re.search(r"\b(?:after|before|since|when)\s+(?=(?:an?|the|another)\b|[A-Z])", raw)
    if late:
        raw = raw[late.end() :]
    bare = re.sub(r"^(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt)\.?\s+", "", raw)
    if not speakable(raw):
        return None
    if " " not in bare and bare[:1].isupper():
        return (
            next((n for n in reversed(memory.named) if re.search(rf"\b{re.escape(bare)}\b", n)), None) or raw
        )
    return raw


_OF_A_BODY = re.compile(r"\b(?:High\s+Commissioner|Secretary-General|Coordinator|Rapporteur)\b")
_PRONOUNS = {"he": Memory.person, "she": Memory.person, "they": Memory.several, "it": Memory.body}


def _meant(raw: str, low: str, memory: Memory) -> str | None:
    """Whom "the mayor", "the statement", "the agency" mean among those who spoke before."""
    office = low.split()[-1]
    meant = next((n for n in reversed(memory.named) if office.rstrip("s") in n.lower()), None)
    if meant is None and office in _BODIES and memory.named and _OF_A_BODY.search(memory.named[-1]):
        return raw  # of whoever spoke last, "the High Commissioner for Refugees, Ann Doe"
    if meant is None and office in _BODIES:
        meant = next((n for n in reversed(memory.named) if is_body(n)), None) or raw
    if meant is None and low in words_of("keep"):
        return raw  # "the mayor": none was named, and he is not who spoke last
    return meant or (memory.named[-1] if memory.named else None)
