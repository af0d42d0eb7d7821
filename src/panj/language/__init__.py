"""Text → sentences, tokens and a shallow analysis; knows nothing of displacement.

`sentences(text, start, end)` and `tokens(text, span)` are what other packages use; a parser may fill
`Token.head` and `Token.deprel` behind the same calls.
"""

from panj.language.clauses import boundary, cost, opens_clause
from panj.language.sentences import dateline, sentences
from panj.language.tokens import Token, tokens
from panj.language.words import forms

__all__ = ["Token", "boundary", "cost", "dateline", "forms", "opens_clause", "sentences", "tokens"]
