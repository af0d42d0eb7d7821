"""The dependency tree of a sentence over a report's own offsets: who governs whom, and the words between.

Text and a span in; a `Syntax` out, with relations, lemmas and the words that depend on each word. One
sentence is parsed at a time and kept, so that no result depends on what was read before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from panj.language.parser import Parser, Tree
from panj.model import Span

# Words as the parser's training text has them: clitics, currency and percent signs, hyphens stand apart.
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|"
    r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Gov|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No)\.|"
    r"(?:re|pre|co|non|anti|pro|pan|ex|un|de|sub|inter)-[^\W\d_]\w*|"  # prefixes stay
    r"[^\W\d_](?:[\w]|[’'](?!s\b|re\b|ve\b|ll\b|d\b|m\b)(?=\w))*|--|\S",
    re.IGNORECASE,
)
_KEPT = 2_000  # sentences


@dataclass(frozen=True, slots=True)
class Syntax:
    """The tree of one sentence.

    `starts`, `ends` are offsets into the report's text, one for each word of `tree`; `below` lists the words
    that depend on each word; `rels`, `lemmas`, `lows` are relations without subtype, lemmas and words in
    lower case, which the rules ask for many times over.
    """

    tree: Tree
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    below: tuple[tuple[int, ...], ...] = field(repr=False)
    rels: tuple[str, ...] = field(repr=False)
    lemmas: tuple[str, ...] = field(repr=False)
    lows: tuple[str, ...] = field(repr=False)
    steps: dict[int, float] = field(default_factory=dict, repr=False, compare=False)  # see `paths`

    def __len__(self) -> int:
        return len(self.starts)

    def head(self, i: int) -> int:
        """The governing word, -1 for the root."""
        return self.tree.heads[i]

    def rel(self, i: int) -> str:
        """The relation to the governing word, without its subtype."""
        return self.rels[i]

    def full_rel(self, i: int) -> str:
        """The relation with its subtype."""
        return self.tree.deprels[i]

    def lemma(self, i: int) -> str:
        """The lemma in lower case."""
        return self.lemmas[i]

    def low(self, i: int) -> str:
        """The word in lower case."""
        return self.lows[i]

    def pos(self, i: int) -> str:
        """The universal part of speech."""
        return self.tree.upos[i]

    def tag(self, i: int) -> str:
        """The Penn tag."""
        return self.tree.xpos[i]

    def kids(self, i: int, *relations: str) -> list[int]:
        """The words that depend on word i by one of the relations, with or without subtype; else all."""
        if not relations:
            return list(self.below[i])
        below = self.below[i]
        if not below:
            return []
        rels, full = self.rels, self.tree.deprels
        return [k for k in below if rels[k] in relations or full[k] in relations]

    def up(self, i: int) -> Iterator[int]:
        """The words above word i, the nearest first."""
        at = self.tree.heads[i]
        while at >= 0:
            yield at
            at = self.tree.heads[at]

    def under(self, i: int, top: int) -> bool:
        """Whether word i is word `top` or stands below it."""
        return i == top or top in self.up(i)

    def at(self, start: int, end: int) -> int | None:
        """The topmost word of a stretch of text: the one whose governor stands outside it."""
        first, stop = bisect_right(self.ends, start), bisect_left(self.starts, end)
        for i in range(stop - 1, first - 1, -1):
            if not first <= self.tree.heads[i] < stop:
                return i
        return None

    def case(self, i: int) -> str:
        """The prepositions of word i, in order ("out of", "into"); empty for none."""
        rels = self.rels
        marks = [k for k in self.below[i] if k < i and rels[k] == "case"]
        if not marks:
            return ""
        words = [w for k in marks for w in (k, *self.kids(k, "fixed"))]
        return " ".join(self.lows[w] for w in words)


def syntax(text: str, span: Span) -> Syntax:
    """The tree of the sentence at `span`, offsets into `text`.

    >>> s = "They fled into Niger."
    >>> tree = syntax(s, Span(0, len(s)))
    >>> tree.full_rel(0), tree.lemma(1), tree.case(3)
    ('nsubj', 'flee', 'into')
    """
    kept = _parsed(text[span.start : span.end])
    starts, ends = (tuple([at + span.start for at in side]) for side in (kept.starts, kept.ends))
    return Syntax(kept.tree, starts, ends, kept.below, kept.rels, kept.lemmas, kept.lows, kept.steps)


@lru_cache(maxsize=_KEPT)
def _parsed(sentence: str) -> Syntax:
    """The tree with offsets into the sentence itself: reports that copy one another share it."""
    found = list(_WORD.finditer(sentence))
    tree = Parser.default().parse([m.group() for m in found])
    below: list[list[int]] = [[] for _ in found]
    for i, head in enumerate(tree.heads):
        if head >= 0:
            below[head].append(i)
    return Syntax(
        tree,
        starts=tuple(m.start() for m in found),
        ends=tuple(m.end() for m in found),
        below=tuple(tuple(k) for k in below),
        rels=tuple(relation.partition(":")[0] for relation in tree.deprels),
        lemmas=tuple(lemma.lower() for lemma in tree.lemmas),
        lows=tuple(word.lower() for word in tree.words),
    )
