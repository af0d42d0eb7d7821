"""Places that a speaker rules or speaks for: "Borno's governor said", "the mayor of Kolo told".

Takes a mention of a place and its sentence; tells whether it is one, and which one a sentence has.
"""

from __future__ import annotations

import re
from functools import cache

from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.places import Mention
from panj.claims.mentions.places.roles import KIND_OF_PLACE
from panj.claims.tables import alternation, table


@cache
def _before() -> re.Pattern[str]:
    kind = rf"(?:{KIND_OF_PLACE})"
    return re.compile(
        rf"\b(?:{_offices()})\s+(?:of|for|in)\s+(?:the\s+)?(?:\w+ern\s+)?(?:{kind}\s+of\s+)?\Z", re.IGNORECASE
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:[’']s?)?\s+(?:[\w-]+\s+){{0,4}}?(?:{_offices()})\b", re.IGNORECASE)


def _offices() -> str:
    return alternation(table("places")["words"]["offices"])


def is_ruled(m: Mention, sentence: Sentence) -> bool:
    """Whether the words around a place are those of somebody who governs it or speaks for it."""
    if m.role not in {"of", "none", "in"} or m.generic:
        return False
    text, base = sentence.text, sentence.span.start
    if _before().search(text[: m.start - base]):
        return True
    return m.role != "in" and _after().match(text, m.end - base) is not None


@cache
def _locals() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternation(table('places')['words']['on_the_spot'])})\b[^,;.]{{0,60}}\Z", re.IGNORECASE
    )


def is_local(m: Mention, sentence: Sentence) -> bool:
    """ "A doctor at the hospital of Kolo": who speaks there saw it; a ministry in the capital did not."""
    return m.role == "of" or _locals().search(sentence.text[: m.start - sentence.span.start]) is not None


def ruled_by_speaker(draft: Draft) -> str | None:
    """The place that who states the figure speaks for, where the figure's own sentence says so."""
    speaking = [a for a in draft.sentence.speech if a.speaker == draft.speaker]
    if draft.speaker is None or not speaking:
        return None
    inside = (m for m in draft.sentence.places if any(a.start <= m.start < a.end for a in speaking))
    return next((m.name for m in inside if is_ruled(m, draft.sentence)), None)
