"""Whether a text tells of something by one of a few verbs, in any of their forms.

Takes verbs as a data file has them; gives a pattern of their forms, and a quick look whether a text has any
of them at all: most have none, and to look each of its words up costs a sixth of what the pattern does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from panj.language import forms
from panj.publish.phrases import words

_RUN = re.compile(r"\w+")


def shapes(verbs: Sequence[str]) -> list[str]:
    """Every form of these verbs but the bare one, which is often a noun."""
    irregular = words()["irregular"]
    regular = {form for verb in verbs for form, tag in forms(verb) if tag != "BASE"}
    return sorted(regular | {form for verb in verbs for form in irregular.get(verb, ())})


class Words:
    """Words or runs of words, to be looked for in whole texts; none of a text's capitals counts."""

    def __init__(self, found: Iterable[str]) -> None:
        self._openings = frozenset(run for words_ in found for run in _RUN.findall(words_.casefold())[:1])

    def may_stand_in(self, text: str) -> bool:
        """Whether one of them can stand in a text as whole words; False is certain."""
        return not self._openings.isdisjoint(_RUN.findall(text.casefold()))


class Verbs:
    """Some verbs in their forms."""

    def __init__(self, verbs: tuple[str, ...]) -> None:
        self._shapes = shapes(verbs)
        self._words = Words(self._shapes)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of their forms, as a whole word."""
        return re.compile(rf"\b(?:{'|'.join(self._shapes)})\b", re.IGNORECASE)

    def may_stand_in(self, text: str) -> bool:
        """Whether a text can have one of their forms; False is certain."""
        return self._words.may_stand_in(text)


@cache
def verbs_of(verbs: tuple[str, ...]) -> Verbs:
    """These verbs, made once."""
    return Verbs(verbs)
