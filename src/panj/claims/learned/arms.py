"""Whether words speak of people under arms: without such a word nobody is counted as a soldier or a militant.

Takes a draft; looks for the nouns of rules/nouns.toml in its sentence and in that of its whole. Who holds
a place is not who is counted in it: "the rebel-held north" is no word for rebels.
"""

from __future__ import annotations

from functools import cache

from panj.claims.draft import Draft
from panj.claims.mentions.units import nouns
from panj.claims.tables import table
from panj.model import COMBATANTS


def tells_of_fighters(draft: Draft) -> bool:
    """Whether the sentence of a figure, of its whole or of what it continues has a word for them."""
    sentences = [d.sentence for d in (draft, draft.whole, draft.copied) if d is not None]
    return any(t.lower in _words() for s in sentences for t in s.tokens)


@cache
def _words() -> frozenset[str]:
    counted = (words[0] for words, entry in nouns().items() if len(words) == 1 and entry[1] in COMBATANTS)
    bodies = (name for group in COMBATANTS for name in table("nouns")["force"][group] if " " not in name)
    return frozenset((*counted, *bodies))
