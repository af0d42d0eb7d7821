"""Whether a text is English, which the rules read: Spanish read as English gives figures that nobody stated.

Text in; the ISO 639-1 code of another language out, or None. py3langid tells languages apart; it is asked only where the
commonest English words are too few to settle it, which spares most readings its model.
"""  # noqa: E501

from __future__ import annotations

import math
import re

_COMMON = frozenset(
    ["the", "of", "and", "to", "from", "with", "were", "was", "have", "has", "that", "by", "for", "at", "are",
     "had", "been"]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_SHARE = 0.12  # of all words; no other language has a tenth of it
_FEWEST = 20  # words for that share to tell anything
_MARGIN = 3.5  # log-odds over the square root of bytes; no English text of 930, lines among them, has as much
_LIKE_ENGLISH = frozenset({"en", "pcm"})  # Nigerian Pidgin, which a line of names and numbers is taken for


def foreign(text: str, stated: str = "en") -> str | None:
    """The language of a text that is not English.

    Args:
        text: any length; a line of names and numbers alone is taken for English.
        stated: the language that the report's page or header gives; it settles what the text leaves open.
    """
    words = _WORD.findall(text)
    if len(words) >= _FEWEST and sum(w in _COMMON for w in words) >= _ENGLISH_SHARE * len(words):
        return None
    own = " ".join(w for w in words if not w[0].isupper())  # names tell of a place, not of a language
    if not own:
        return None
    from py3langid.langid import rank  # its model loads only where it is asked

    scores: dict[str, float] = dict(rank(own))
    best = max(scores, key=lambda code: scores[code])
    margin = (scores[best] - scores["en"]) / math.sqrt(len(own.encode()))
    if best not in _LIKE_ENGLISH and margin > _MARGIN:
        return best
    return stated if best == stated and best not in _LIKE_ENGLISH else None


def called(code: str) -> str:
    """The English name of a language: "es" is Spanish."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).english_name or code
    except (UnknownLocaleError, ValueError):
        return f"the language {code}"
