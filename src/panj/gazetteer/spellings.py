"""Whether a text can name any of a few places at all: a quick look before it is read for places.

Takes the keys of their names; gives yes or no. No is certain; yes only says that words spell such a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from panj.gazetteer.spelling import key
from panj.gazetteer.tokens import WORD, Token, is_name_like, without_possessive
from panj.gazetteer.wording import is_never_alone, may_be_name

_MOST = 6  # words in a name, as `mentions.LONGEST` has it
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\ud7ff]")  # letters that are not Latin
# Letters, signs and blocks for what is withheld of which the key of a word says all; not the marks that other
# scripts write beside their letters.
_RARE = re.compile("[^\u0000-\u02af\u2010-\u2027\u2030-\u205e\u2580-\u259f\ue000-\uf8ff]")


class Spellings:
    """The keys of some names, and how they begin."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(keys) - {""}
        self._begun = frozenset(k[:n] for k in self._keys for n in range(1, len(k) + 1))
        self._opening: dict[str, bool] = {}  # word as it is written → whether a name may begin with it
        # A name in two scripts has a key of its own, which its words taken one by one do not give.
        self._mixed = any(_OTHER_SCRIPT.search(k) and re.search("[a-z]", k) for k in self._keys)

    def may_stand_in(self, text: str) -> bool:
        """Whether words of a text may spell one of the names; False is certain; no tokens are made."""
        if _RARE.search(text):
            return True
        said = WORD.findall(text)
        after = False
        for at, word in enumerate(said):
            named = is_name_like(word)
            if (named or after) and self._opens(word) and self._may_begin(said, at):
                return True
            after = named
        return False

    def _opens(self, word: str) -> bool:
        """Whether a name may begin with a word, as `_may_begin` has it of the first."""
        found = self._opening.get(word)
        if found is None:
            found = self._opening[word] = (
                key(word) in self._begun or key(without_possessive(word)) in self._keys
            )
        return found

    def _may_begin(self, said: Sequence[str], first: int) -> bool:
        """As `_spelt_at`, of words alone: what stands between two of them adds nothing to a key."""
        begun = ""
        for word in said[first : first + _MOST]:
            own = without_possessive(word)
            alone = not begun and is_name_like(word) and is_never_alone(own)
            if begun + key(own) in self._keys and not alone:
                return True
            begun += key(word)
            if begun not in self._begun:
                return False
        return False

    def stand_in(self, text: str, words: Sequence[Token]) -> bool:
        """Whether words of a text that follow each other spell one of the names.

        Args:
            text: the whole of it.
            words: its tokens.
        """
        if self._mixed and _OTHER_SCRIPT.search(text):
            return True
        # A name opens with a capital, or with an article that its key leaves out: Al Tanf.
        named = (n for n, word in enumerate(words) if word.is_name_like or (n and words[n - 1].is_name_like))
        return any(self._spelt_at(text, words, at) for at in named)

    def _spelt_at(self, text: str, words: Sequence[Token], first: int) -> bool:
        """Whether a name begins with this word: the key of a name is that of its words, one after another."""
        begun = ""
        for at in range(first, min(first + _MOST, len(words))):
            alone = at == first and words[at].is_name_like and not may_be_name(words[at])
            if begun + key(words[at].text) in self._keys and not alone:
                return True
            # What stands before the next word belongs to a name that goes on: Cox's Bazar.
            end = words[at + 1].start if at + 1 < len(words) else len(text)
            begun += key(text[words[at].start : end])
            if begun not in self._begun:
                return False
        return False
