"""The words of a noun phrase, what it measures out, and all that hangs on a word.

Takes a `Syntax` and a word; gives words of the tree, or their text without articles and clauses.
"""

from __future__ import annotations

from panj.language.trees import Syntax

_INSIDE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "flat",
        "nummod",
        "nmod",
        "fixed",
        "case",
        "goeswith",
        "cc",
        "punct",
        "advmod",
    }
)
QUANTITIES = frozenset(
    ["number", "dozen", "hundred", "thousand", "ten", "million", "swath", "swathe", "part", "part", "most", "all", "some", "many",  # noqa: E501
     "half", "third", "quarter", "two-thirds", "rest", "remainder", "majority", "several", "set", "series", "group", "lot", "kind", "round",  # noqa: E501
     "handful", "couple", "pair", "total", "area", "stretch", "much", "portion", "share", "wave", "batch", "each", "one", "more", "ton",  # noqa: E501
     "tonne", "member", "percent", "%", "cent", "none", "both", "type", "piece", "chunk", "band", "any"]
)  # fmt: skip


def kernel(tree: Syntax, word: int) -> list[int]:
    """A word and what it measures out: "dozens of districts", "large swaths of the border regions"."""
    found = [word]
    for _ in range(3):
        last = found[-1]
        if not (tree.lemma(last) in QUANTITIES or tree.pos(last) in {"NUM", "DET"}):
            break
        inner = [k for k in tree.kids(last, "nmod") if tree.case(k) in {"of", "among", "in"}]
        inner += [k for k in tree.kids(last, "nmod") if tree.case(k).endswith("of") and k not in inner]
        if not inner:
            break
        found.append(inner[0])
    return found


def phrase(tree: Syntax, word: int, text: str, *, longest: int = 9) -> str:
    """The words of a noun phrase: without article, relative clause, apposition and joined phrases."""
    kept = _phrase_words(tree, word)
    words = _run(kept, word)
    while words and _opens(tree, words[0]):
        words.pop(0)
    while words and tree.pos(words[-1]) in {"PUNCT", "ADP", "CCONJ"}:
        words.pop()
    if not words:
        return ""
    counted = kernel(tree, word)
    if len(words) > longest and len(counted) > 1 and counted[-1] in kept:
        words = [w for w in words if w <= counted[-1]]
    if len(words) > longest:
        short = sorted(k for k in _phrase_words(tree, word, deep=False) if k >= words[0])
        words = short or words
    return " ".join(text[tree.starts[words[0]] : tree.ends[words[-1]]].split()).strip(' ,;:“”"(')


def _opens(tree: Syntax, word: int) -> bool:
    """Whether a word before a name is none of it: an article, a preposition, "at least"."""
    if tree.tag(word) in {"DT", "PRP$", "WP$", "PDT", "CC", "IN", "RB"} or tree.pos(word) == "PUNCT":
        return True
    return word > 0 and tree.low(word) in {"least", "most"} and tree.low(word - 1) == "at"


def _run(kept: set[int], word: int) -> list[int]:
    """The unbroken run of words round a word: what stands between torn parts is not of the phrase."""
    first = last = word
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    return list(range(first, last + 1))


def _phrase_words(tree: Syntax, word: int, *, deep: bool = True) -> set[int]:
    kept = {word}
    for k in tree.kids(word):
        rel = tree.rel(k)
        if rel not in _INSIDE or (rel in {"punct", "cc"} and not _hyphen(tree, k)):
            continue
        if rel == "case" and tree.low(k) not in {"'s", "’s", "'", "’"}:
            continue
        if rel == "nmod" and not deep and tree.full_rel(k) != "nmod:poss":
            continue
        if rel == "nmod" and tree.tree.mentions[k] == "time":
            continue
        if (
            rel == "nmod"
            and tree.full_rel(k) != "nmod:poss"
            and tree.case(k) not in {"of", "in", "at", "for", "on", "with", "from"}
        ):
            continue
        if rel == "advmod" and k > word:
            continue
        kept |= _whole(tree, k)
    return kept


def _hyphen(tree: Syntax, k: int) -> bool:
    return tree.low(k) in {"-", "–", "."}


def _whole(tree: Syntax, word: int) -> set[int]:
    kept = {word}
    for k in tree.kids(word):
        if tree.rel(k) in {"acl", "appos", "parataxis", "advcl"} or (
            tree.rel(k) == "conj" and tree.pos(k) in {"VERB", "PROPN"}
        ):
            continue
        kept |= _whole(tree, k)
    return kept


def subtree(tree: Syntax, word: int) -> set[int]:
    """A word and all below it."""
    kept = {word}
    for k in tree.kids(word):
        kept |= subtree(tree, k)
    return kept
