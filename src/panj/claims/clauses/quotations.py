"""Who spoke: last in a sentence, in a quotation that runs over several, in the sentence that goes on with it.

Takes sentences of a paragraph with their attributions; gives a name, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.clauses.phrases import phrase
from panj.claims.clauses.sayings import sayings
from panj.claims.clauses.sources import PERSONAL
from panj.claims.draft import Sentence
from panj.claims.mentions.speakers import Attribution
from panj.language.trees import syntax
from panj.model import Span

_REACH = 2  # sentences after the one quoted
_DEEDS = frozenset(
    f"speaker.{verb}"
    for verb in (
        *("order", "plan", "promise", "pledge", "ask", "appeal", "request"),
        *("urge", "call", "deny", "fear", "expect", "warn", "project"),
    )
)
GOES_ON = re.compile(
    r"\W*(?:They|Them|These|Those|The\s+(?:rest|remaining|others?|latter|remainder)|Another|Of\s+(?:these|them|those)|Half|"
    r"(?:A|The)\s+(?:further|second|third|fourth)|Some|Many|Most|Both|Neither|None|All|Their)\b"
)


def reported(sentence: Sentence) -> list[Attribution]:
    """The attributions of a sentence but those of deeds: who orders a thing does not report it."""
    return [a for a in sentence.speech if a.rule not in _DEEDS]


def heard(sentence: Sentence) -> str | None:
    """Who has spoken last in a sentence, deeds left out."""
    said = [a for a in reported(sentence) if a.speaker]
    first_hand = [a for a in said if a.rule != "speaker.report"] or said  # not the paper that reports him
    return first_hand[-1].speaker if first_hand else None


def quoted(text: str, here: Sentence, around: Sequence[Sentence], at: int) -> tuple[int, str | None] | None:
    """Where the quotation round an offset begins, and who is named as its speaker behind it.

    Args:
        around: the sentences of the paragraph of `here`.
    """
    begun = _opened(text, around, at)
    if begun is None:
        return None
    later = [s for s in around if s.span.start > here.span.start]
    return begun, next((who for s in later[:_REACH] if (who := _said_in(s, text))), None)


def is_open(text: str, around: Sequence[Sentence], at: int) -> bool:
    """Whether an offset stands in a quotation that was opened in its paragraph."""
    return _opened(text, around, at) is not None


def _said_in(sentence: Sentence, text: str) -> str | None:
    """Who speaks in a sentence that goes on with a quotation."""
    told = heard(sentence)
    if told is not None or not re.search('[”"»]', sentence.text):
        return told
    tree = sentence.syntax or syntax(text, Span(sentence.body, sentence.span.end))
    by_name = (s.who for s in sayings(tree) if tree.low(s.who) not in PERSONAL)
    return next((phrase(tree, who, text) or None for who in by_name), None)


def _opened(text: str, around: Sequence[Sentence], at: int) -> int | None:
    """Where the quotation round an offset was opened in its paragraph; None outside of quotations."""
    if not around:
        return None
    opened: int | None = None
    for found in re.finditer('[“”"«»]', text[around[0].span.start : at]):
        mark, where = found.group(), around[0].span.start + found.start()
        opened = where if mark in "“«" or (mark == '"' and opened is None) else None
    return opened
