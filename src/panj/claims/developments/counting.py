"""What a bare number counts: "1,200 had gone back", "half of them", "of the arrivals 40,000 have asked".

Takes a word of a sentence; gives the words of the report for what is counted, its own number left out:
twelve hundred of fifteen hundred people are people, and not the fifteen hundred.
"""

from __future__ import annotations

from collections.abc import Iterable

from panj.claims.clauses.phrases import phrase
from panj.claims.clauses.wordclasses import is_of
from panj.claims.developments.ground import Ground
from panj.language.trees import Syntax, syntax
from panj.model import Span

_SPEAKING = ("official", "government", "media", "worker")
_POINTING = frozenset({"these", "those", "them", "whom", "which"})


def counted(word: int, ground: Ground) -> str | None:
    """What a number or "them" counts: named with "of" in the clause, else in the sentence before."""
    tree = ground.tree
    whole = [k for k in tree.kids(tree.head(word), "obl") if tree.case(k) == "of" and k < word]
    named = next((k for k in whole if tree.low(k) not in _POINTING and _of_people(tree, k)), None)
    if named is not None:
        return uncounted(tree, named, ground.text)
    if not whole:
        clause = _doing(tree, word)
        # Who does it to "191 of them" is none of them.
        told = (k for k in _subjects(tree) if k < word and tree.head(k) not in clause)
        earlier = [k for k in told if _of_people(tree, k)]
        if earlier:
            return uncounted(tree, earlier[-1], ground.text)
    before = ground.before
    if before is None:
        return None
    tree = before.syntax or syntax(ground.text, Span(before.body, before.span.end))
    first = next((k for k in _subjects(tree) if _of_people(tree, k)), None)
    return None if first is None else uncounted(tree, first, ground.text)


def _doing(tree: Syntax, word: int) -> set[int]:
    """The verb that a word hangs on, and those that it shares its subject with."""
    verb = next((k for k in tree.up(word) if tree.pos(k) == "VERB"), -1)
    found = {verb}
    while verb >= 0 and tree.rel(verb) == "conj" and not tree.kids(verb, "nsubj"):
        verb = tree.head(verb)
        found.add(verb)
    return found


def uncounted(tree: Syntax, word: int, text: str) -> str | None:
    """A noun phrase without the number before it."""
    name = phrase(tree, word, text)
    for k in tree.kids(word, "nummod"):
        name = name.partition(tree.tree.words[k])[2].strip() or name
    return name or None


def _subjects(tree: Syntax) -> Iterable[int]:
    """The subjects of a sentence, in its order."""
    return (k for k in range(len(tree)) if tree.rel(k) == "nsubj")


def _of_people(tree: Syntax, word: int) -> bool:
    """Whether a noun is of several people, and of none who only speak."""
    several = tree.tag(word) in {"NNS", "NNPS"} or tree.low(word) == "people"
    speaking = any(is_of(tree, word, name) for name in _SPEAKING)
    return several and not speaking and (tree.tree.mentions[word] == "person" or is_of(tree, word, "people"))
