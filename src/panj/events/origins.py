"""Who first said it: brings speakers' names together and counts independent origins.

Takes the claims of one event with their outlets; gives one name per independent origin. Two outlets that
quote one statement are one origin; an outlet that names nobody is its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from panj.events.frames import Frame
from panj.events.rules import speaker_rules
from panj.gazetteer.spelling import fold

_STEM = 4  # "Tajik" and "Tajikistan's" share this many letters; demonyms keep the stem of their country


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as an institution (or none), and the names that say which one of its kind."""

    institution: str | None
    general: bool
    names: tuple[str, ...]


@lru_cache(maxsize=8192)
def voice(speaker: str) -> Voice | None:
    """The voice behind a speaker's name, None for a mere pronoun or "sources".

    >>> voice("Tajikistan's border authority").institution
    'border service'
    """
    rules = speaker_rules()
    folded = fold(re.sub(r"['’]s?\b", "", speaker))
    words = folded.split()
    if not words or folded in rules.unnamed:
        return None
    for institution in rules.institutions:
        for stems in institution.any:
            if all(any(w.startswith(s) for w in words) for s in stems):
                rest = (w for w in words if w not in rules.empty and not _spoken_for(w, stems))
                return Voice(institution.name, institution.general, tuple(rest))
    return Voice(None, False, tuple(w for w in words if w not in rules.empty))


def _spoken_for(word: str, stems: tuple[str, ...]) -> bool:
    return any(word.startswith(s) for s in stems)


def same_voice(a: str | None, b: str | None) -> bool:
    """Whether two names are one speaker: the same institution of the same country, the same surname.

    >>> same_voice("Tajik border guards", "Tajikistan's border authority")
    True
    >>> same_voice("Tajik border guards", "Afghan border guards")
    False
    """
    if a is None or b is None:
        return False
    if a == b:
        return True
    x, y = voice(a), voice(b)
    if x is None or y is None or x.institution != y.institution:
        return False
    if x.institution is None:
        return bool(x.names and y.names) and x.names[-1] == y.names[-1]
    return _same_country(x, y)


def _same_country(x: Voice, y: Voice) -> bool:
    if not x.names or not y.names:
        return True
    return any(p[:_STEM] == q[:_STEM] for p in x.names for q in y.names if min(len(p), len(q)) >= _STEM)


def _general(a: str, b: str) -> bool:
    """Whether one of the two may be the other by a looser name: "Tajik officials", "Tajik border guards"."""
    x, y = voice(a), voice(b)
    if x is None or y is None or None in (x.institution, y.institution):
        return False
    return (x.general or y.general) and _same_country(x, y)


def origins(frames: Sequence[Frame]) -> tuple[str, ...]:
    """One name per independent origin of an event's claims, sorted.

    An outlet that names a speaker in one sentence and nobody in another has one source, not two; outlets
    that print the same words have one text: what a copy says beside the text that it copies adds nothing.
    """
    frames = _texts(frames)
    named = {s for f in frames if (s := _speaker(f))}
    groups: list[list[str]] = []
    for name in sorted(named, key=lambda n: (_is_general(n), n)):
        home = next((g for g in groups if any(same_voice(name, o) or _general(name, o) for o in g)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    speaking = {f.first_outlet for f in frames if _speaker(f)}
    silent = {
        f.claim.via or f.first_outlet for f in frames if not _speaker(f) and f.first_outlet not in speaking
    }
    return tuple(sorted([g[0] for g in groups] + sorted(silent)))


def _texts(frames: Sequence[Frame]) -> list[Frame]:
    """The frames without those of a copy whose text already speaks through an earlier one."""
    lead: dict[str, str] = {}
    for f in sorted(frames, key=lambda f: f.order):
        lead.setdefault(f.text, f.claim.report)
    return [f for f in frames if f.text == f.claim.report or lead[f.text] == f.claim.report]


def _is_general(name: str) -> bool:
    found = voice(name)
    return found is not None and found.general


def _speaker(frame: Frame) -> str | None:
    """The first speaker of a claim, None where the outlet names nobody."""
    first = frame.claim.chain[0] if frame.claim.chain else None
    speaker = frame.claim.speaker or (first if first != frame.outlet else None)
    return speaker if speaker and voice(speaker) is not None else None


def origin_key(frame: Frame) -> tuple[str, ...]:
    """One key per origin: institution and country's stem, surname, or the outlet that names nobody."""
    speaker = _speaker(frame)
    found = voice(speaker) if speaker else None
    if found is None:
        return ("outlet", frame.claim.via or frame.first_outlet)
    if found.institution is None:
        return ("name", found.names[-1] if found.names else frame.first_outlet)
    return (found.institution, found.names[0][:_STEM] if found.names else "")
