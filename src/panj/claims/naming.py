"""Names of speakers: the noun phrase that speaks, chosen from the words beside a verb of speech, and whom it means.

Words in ("Kelly Clements, the deputy head of the agency"); a name out, resolved against those named before.
"""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from panj.claims.tables import table

MAX_WORDS = 12
_LEAD = re.compile(
    r"\A(?:(?:but|and|while|as|although|though|however|meanwhile|then|earlier|also|that|when|where|yet|still|because|whereas|since|for his part|for her part|for its part)\b,?\s+|[\s,;:—–\"“”'‘’)-]+)+",  # noqa: E501
    re.IGNORECASE,
)
_DATA = re.compile(
    r"(?:the\s+|its\s+|an?\s+)?(?:(?:latest|recent|official|preliminary|initial|available|most|more|new|local|government|UN)\s+)*"
    r"(?:data|figures?|count|tally|estimates?|statistics|information|reports?|results|numbers)\Z",
    re.IGNORECASE,
)
_OFFICES = (
    r"\b(?:head|chief|director|minister|spokes\w+|commissioner|governor|mayor|official|leader|representative|coordinator|"
    r"secretary|president|commander|deputy|chairman|general|officer|adviser|manager|doctor)\b"
)
_VERBS = re.compile(r"\b(?:were|was|have|had|has|is|are|fled|crossed|arrived|killed|said|told)\b")
_APPOSED = re.compile(
    r"(?:an?|the|its|his|head|director|chief|spokes\w+|deputy|executive|secretary|UN|UNHCR|IOM|president|mayor|governor|minister|commander)\b"
)
_ADVERBIAL = re.compile(
    r"(?:In|On|At|By|After|During|As|For|Since|Earlier|Later|Meanwhile|Yet|Until|Before|Over|Of)\b"
)
_PERSONAL = frozenset({"he", "she"})


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
        """The last speaker with a person's name, else the last of any kind."""
        people = [
            n
            for n in self.named
            if len(re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", n)) >= 1 and not re.match(r"(?:an?|the)\s", n)
        ]
        return people[-1] if people else (self.named[-1] if self.named else None)


@cache
def words_of(name: str) -> frozenset[str]:
    """A word list of rules/speech.toml."""
    return frozenset(table("speech")[name])


def pick(parts: list[str]) -> str:
    """Of the comma-divided words before a verb of speech those that name the speaker, an apposition with its name."""  # noqa: E501
    parts = [
        p
        for p in parts
        if not re.match(
            r"(?:who|which|whose|where|himself|herself|when|while|speaking|citing)\b", p, re.IGNORECASE
        )
    ] or parts[-1:]
    parts = [p for p in parts if not _ADVERBIAL.match(p)] or parts[-1:]
    last = parts[-1]
    if len(parts) == 1:
        return _tail_name(last) if _VERBS.search(last) else last
    previous = parts[-2]
    both = f"{previous}, {last}"
    fits = len(both.split()) <= MAX_WORDS
    if _APPOSED.match(last) and _namelike(previous):
        return both if fits else _tail_name(previous)
    if (
        _namelike(last)
        and re.search(_OFFICES, previous, re.IGNORECASE)
        and fits
        and not _VERBS.search(previous)
    ):
        return both
    return last


def _namelike(part: str) -> bool:
    tail = part.split()[-4:]
    return bool(tail) and sum(w[:1].isupper() for w in tail) >= min(2, len(tail)) and not _VERBS.search(part)


def _tail_name(part: str) -> str:
    name = r"(?:(?:[\w’'-]+\s+){0,8})?[A-ZÀ-Þ][\w.’'-]+(?:\s+(?:[A-ZÀ-Þ][\w.’'-]+|al-\w+|el-\w+|abu|bin|de|van|von))*\Z"  # noqa: E501
    match = re.search(name, part)
    return match.group() if match else part


def clean(raw: str | None) -> str | None:
    """Without conjunctions, quotation marks and "a statement from"; at most twelve words."""
    if not raw:
        return None
    words = _LEAD.sub("", raw).strip(' ,;:—–-"“”')
    words = re.sub(r"^(?:a|the)\s+statement\s+(?:from|by|on)\s+", "", words)
    parts = words.split()
    return " ".join(parts[-MAX_WORDS:]) if parts else None


def resolve(raw: str | None, memory: Memory) -> str | None:
    """A speaker's name: words that point back give the one they point to, a surname the full name."""
    if raw is None:
        return None
    low = raw.lower()
    if (
        low in words_of("never")
        or _DATA.match(raw)
        or re.match(r"\d|(?:an?|the)\s+total\b|(?:which|who)\b", low)
    ):
        return None
    if low in _PERSONAL:
        return memory.person()
    if low in words_of("back"):
        office = low.split()[-1]
        meant = next((n for n in reversed(memory.named) if office in n.lower()), None)
        return meant or (memory.named[-1] if memory.named else (raw if low in words_of("keep") else None))
    if _VERBS.search(low):
        match = re.search(r"(?:[A-Z][\w’'-]+\s*){1,4}\Z", raw)
        return match.group().strip() if match else None
    if re.match(r"(?:they|it|he|she|we|of|in|with|there)\s", low):
        return None
    late = re.search(r"\b(?:after|before|since|when)\s+(?=(?:an?|the|another)\b|[A-Z])", raw)
    if late:
        raw = raw[late.end() :]
    bare = re.sub(r"^(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt)\.?\s+", "", raw)
    if " " not in bare and bare[:1].isupper():
        return (
            next((n for n in reversed(memory.named) if re.search(rf"\b{re.escape(bare)}\b", n)), None) or raw
        )
    return raw
