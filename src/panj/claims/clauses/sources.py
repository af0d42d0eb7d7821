"""Whom a word of the tree names as a speaker: a body, a person, whose account it is, a name before a colon.

Takes a `Syntax` with its text, and a word or the attributions of its sentence; gives a name, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.clauses.phrases import phrase
from panj.claims.clauses.sayings import BEHIND, SPEAKING, speaks, tells
from panj.claims.clauses.wordclasses import is_of
from panj.claims.draft import Sentence
from panj.claims.mentions.naming import MAX_WORDS, clean
from panj.claims.mentions.speakers import Attribution
from panj.language.trees import Syntax

PERSONAL = frozenset({"he", "she", "they", "it", "who", "which", "i", "we", "that"})
PHRASES = ("through", "citing", "cited_by", "according_to")  # rules of attributions that no verb makes
_WITH = frozenset({"by", "in", "on", "to", "according to", "from", "per"})
_ACCORDING = frozenset({"according to", "per", "as per"})
_LABEL = re.compile(
    r"\W*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*[-–—:.]?\s*)?(?P<who>[A-ZÀ-Þ][^:;.!?“”\"\n]{1,80}?)\W{0,3}:\s+(?=\S)"
)
_LONGEST = 12  # words of a label


def covers(spoken: Attribution, at: int) -> bool:
    """Whether an attribution's words have the offset `at` among them."""
    return spoken.start <= at < max(spoken.end, spoken.start + 1)


def beside(speech: Sequence[Attribution], at: int) -> Attribution | None:
    """What the words of a sentence say of who speaks by the verb at an offset: they know full names."""
    return next((a for a in speech if a.speaker and covers(a, at)), None)


def body(tree: Syntax, text: str) -> str | None:
    """The body that a sentence is about: its subject, where that is one and not a person."""
    roots = [k for k in range(len(tree)) if tree.head(k) < 0]
    subjects = [k for r in roots for k in tree.kids(r, "nsubj")]
    bodies = [k for k in subjects if speaks(tree, k) and tree.tree.mentions[k] != "person"]
    return next((n for k in bodies if tree.pos(k) != "PRON" and (n := named(tree, k, text))), None)


def named(tree: Syntax, word: int, text: str) -> str | None:
    """The words that name a speaker, with the article, and with the name that stands beside an office."""
    torn = [k for k in tree.kids(tree.head(word), "nsubj") if k in (word - 1, word + 1)]
    if torn and tree.pos(word) == "PROPN":  # a name torn in two
        name = " ".join(n for k in sorted([word, *torn]) if (n := phrase(tree, k, text)))
        return name or None
    name = clean(phrase(tree, word, text)) or ""
    other = next((k for k in tree.kids(word, "appos") if tree.pos(k) == "PROPN"), None)
    own = phrase(tree, other, text) if other is not None and name else ""
    if own and other is not None:
        both = f"{name} ({own})" if text[tree.starts[other] - 1] == "(" else f"{name}, {own}"
        name = both if len(both.split()) < MAX_WORDS else own
    article = next((k for k in tree.kids(word, "det") if tree.low(k) in {"the", "a", "an"}), None)
    if name and article is not None and tree.tree.words[word].islower():
        name = f"{text[tree.starts[article] : tree.ends[article]]} {name}"
    return name or None


def by_account(tree: Syntax, word: int, text: str) -> str | None:
    """ "By the town hall's register", "in the mayor's words", "if one goes by the union": whose account it is."""  # noqa: E501
    for at in (word, *tree.up(word)):
        for k in tree.kids(at, "obl", "nmod", "appos"):
            if tree.case(k) in _WITH and tells(tree, k):
                owners = [x for x in tree.kids(k, "nmod") if _owns(tree, x)]
                owners += [x for x in tree.kids(k, "compound") if tree.pos(x) == "PROPN" and speaks(tree, x)]
                owner = next(iter(owners), None)
                if owner is not None:
                    return phrase(tree, owner, text) or None
            if tree.case(k) in _ACCORDING and speaks(tree, k):
                return phrase(tree, k, text) or None
    return None


def _owns(tree: Syntax, word: int) -> bool:
    """Whose register or words they are: a possessor of any kind, or one that can speak behind "of"."""
    place = tree.full_rel(word) == "nmod:poss" and tree.tree.mentions[word] == "place"
    behind = tree.full_rel(word) == "nmod:poss" or tree.case(word) in BEHIND
    return place or (behind and speaks(tree, word) and tree.low(word) not in PERSONAL)


def label(text: str, sentence: Sentence, tree: Syntax | None) -> str | None:
    """ "Senator Lundy: None has left": who speaks by the name before a colon."""
    found = _LABEL.match(text, sentence.body, sentence.span.end)
    if (
        found is None
        or tree is None
        or text[found.end() : found.end() + 1].isdigit()
        or len(found["who"].split()) > _LONGEST
    ):
        return None
    inside = [i for i in range(len(tree)) if found.start("who") <= tree.starts[i] < found.end("who")]
    if not inside or any(tree.tag(i) in {"VBD", "VBZ", "VBP", "MD", "VBN", "CD"} for i in inside):
        return None  # "Goma, 4 October: …" is where and when
    head = tree.at(found.start("who"), found.end("who"))
    if head is None or not _labels(tree, head):
        return None
    return phrase(tree, head, text) or None


def _labels(tree: Syntax, head: int) -> bool:
    """Whether a label names somebody: a person or body by name, or by an office that speaks."""
    names = (head, *tree.kids(head, "flat"))
    named = tree.pos(head) == "PROPN" and any(tree.tree.mentions[k] in SPEAKING for k in names)
    return named or any(is_of(tree, head, name) for name in ("spokes", "official", "media"))
