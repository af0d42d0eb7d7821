"""The name of an argument as the report writes it, pronouns and "the official" looked up.

Takes a word with the sentence that it stands in; gives words of the report, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from panj.claims.clauses.phrases import kernel, phrase
from panj.claims.clauses.wordclasses import is_of
from panj.claims.developments.counting import counted
from panj.claims.developments.ground import Ground
from panj.claims.mentions.naming import is_person
from panj.claims.mentions.speakers import Attribution
from panj.language.trees import Syntax, syntax
from panj.model import Span

PRONOUNS = frozenset(
    {
        "he",
        "she",
        "they",
        "it",
        "them",
        "him",
        "her",
        "we",
        "us",
        "who",
        "which",
        "that",
        "those",
        "these",
        "this",
        "i",
        "you",
        "one",
        "me",
        "there",
        "what",
    }
)
_SEVERAL = frozenset({"them", "these", "those", "whom"})
_MEANS = frozenset(
    {
        "air",
        "road",
        "sea",
        "land",
        "rail",
        "bus",
        "boat",
        "train",
        "plane",
        "foot",
        "ship",
        "ferry",
        "helicopter",
        "nothing",
    }
)
LIFELESS = frozenset({"abstract", "event", "substance", "plant"})
_BACK = re.compile(r"(?:country|official|ministry|agency|government|minister|president|group)\Z")


def name_of(word: int, ground: Ground) -> str | None:
    """The words that name an argument; a pronoun's are looked up."""
    tree = ground.tree
    if tree.low(word) in PRONOUNS and tree.pos(word) in {"PRON", "DET", "SCONJ", "X", "NOUN"}:
        meant = counted(word, ground) if tree.low(word) == "them" and tree.rel(word) == "obj" else None
        return meant or _antecedent(word, ground)
    name = _whole(phrase(tree, word, ground.text))
    if not name or name.lower() in PRONOUNS | _MEANS:
        return None
    inner = kernel(tree, word)[-1]
    if inner != word and tree.low(inner) in _SEVERAL:
        return counted(inner, ground)  # "half of them"
    if re.fullmatch(r"(?:[\d,.\s]+|(?:almost|nearly|about|some)\s+)+", name):
        return None if _beside_noun(tree, word) else (counted(word, ground) or name)
    return _meant(_with_name_beside(name, word, ground), ground)


def _beside_noun(tree: Syntax, word: int) -> bool:
    """ "Evacuated 31 wounded": a number that was hung beside what it counts."""
    after = word + 1
    return after < len(tree) and (tree.head(after), tree.rel(after)) == (tree.head(word), tree.rel(word))


def _whole(name: str) -> str:
    """ "3,412 families (15,802": without a bracket that is torn."""
    return name.partition("(")[0].rstrip() if name.count("(") > name.count(")") else name


def _with_name_beside(name: str, word: int, ground: Ground) -> str:
    """ "The relief agency Mercy": what it is with the name that stands next to it."""
    tree = ground.tree
    beside = [k for k in tree.kids(word, "appos") if k == word + 1 and tree.pos(k) == "PROPN"]
    return f"{name} {phrase(tree, beside[0], ground.text)}" if beside and name[-1:].isalnum() else name


def _meant(name: str, ground: Ground) -> str:
    """ "The official": the speaker so called before."""
    if not _BACK.fullmatch(name.lower()):
        return name
    if name.lower() == "country":
        before = ground.before.places if ground.before is not None else ()
        return (
            next((m.name for m in before if m.country and not m.generic), None)
            or (ground.setting and ground.setting.host)
            or name
        )
    said = next(
        (a.speaker for a in ground.sentence.speech if a.speaker and name.lower() in a.speaker.lower()), None
    )
    return said or name


def _antecedent(word: int, ground: Ground) -> str | None:
    """Whom a pronoun means: one named before in its sentence, else the speaker or the subject of the sentence before."""  # noqa: E501
    tree, low = ground.tree, ground.tree.low(word)
    person = low in {"he", "she", "him", "her", "i", "me"}
    if low in {"we", "us", "i", "me"}:
        return _first_person(ground, alone=low in {"i", "me"})
    for a in ground.sentence.speech:
        if a.speaker and a.end <= tree.starts[word] and a.speaker.lower() not in PRONOUNS:
            if low == "it" and is_person(a.speaker) and not _capital_said(a, ground):
                return ground.setting.host if ground.setting is not None else None
            if low not in {"they", "them"} or not _single(a.speaker):
                return a.speaker
    earlier = [k for k in _subjects(tree) if k < word and _fits(tree, k, person, low)]
    if earlier:
        return phrase(tree, earlier[0], ground.text) or None
    if ground.before is None:
        return None
    if person:
        said = next((a.speaker for a in ground.before.speech if a.speaker and is_person(a.speaker)), None)
        if said:
            return said
    found = _of_sentence_before(ground, person=person, low=low)
    return found or (_of_paragraph(ground, low) if person else None)


def _of_paragraph(ground: Ground, low: str) -> str | None:
    """Whom "he" means where the sentence before names nobody: the subject of an earlier one."""
    at = ground.sentence.span.start
    for earlier in reversed([s for s in ground.around if s.span.start < at and s.syntax is not None]):
        tree = earlier.syntax
        fitting = [k for k in _subjects(tree) if _fits(tree, k, True, low)] if tree is not None else []
        if fitting and tree is not None:
            return phrase(tree, fitting[0], ground.text) or None
    return None


def _capital_said(a: Attribution, ground: Ground) -> bool:
    """ "Addis Ababa says it will …": a capital speaks for its government, whatever its name looks like."""
    return any(m.start == a.start and m.code for m in ground.sentence.places)


def _single(speaker: str) -> bool:
    """Whether a speaker is one man or woman: "they" are others."""
    return is_person(speaker) or re.match(r"an?\s", speaker) is not None


def _first_person(ground: Ground, *, alone: bool) -> str | None:
    """ "We": who is quoted; outside of quotations who publishes, if it is no single "I"."""
    said = next((a.speaker for a in ground.sentence.speech if a.speaker), None)
    if said:
        return said
    quoted = any(mark in ground.sentence.text for mark in '“”"«»')
    if quoted:
        later = (s for s in ground.around if s.span.start > ground.sentence.span.start)
        after = [a.speaker for s in later for a in s.speech if a.speaker]
        return ground.heard or next(iter(after), None)
    return None if alone else ground.outlet


def _of_sentence_before(ground: Ground, *, person: bool, low: str) -> str | None:
    before = ground.before
    if before is None:
        return None
    tree = before.syntax or syntax(ground.text, Span(before.body, before.span.end))
    fitting = [k for k in _subjects(tree) if _fits(tree, k, person, low)]
    if not fitting and person:
        fitting = [
            k for k in reversed(range(len(tree)))
            if tree.pos(k) == "PROPN" and tree.rel(k) != "flat" and _fits(tree, k, person, low)
        ]  # fmt: skip
    if not fitting and low == "it":
        fitting = [k for k in range(len(tree)) if _agent_of(tree, k)]
    return (phrase(tree, fitting[0], ground.text) or None) if fitting else None


def just_named(ground: Ground) -> str | None:
    """The person who is the subject of the sentence before, in its paragraph, where nobody spoke there."""
    before = ground.before
    if before is None or before.paragraph != ground.sentence.paragraph or before.speech:
        return None
    tree = before.syntax or syntax(ground.text, Span(before.body, before.span.end))
    named = [k for k in _subjects(tree) if _fits(tree, k, True, "he")]
    proper = [k for k in named if any(tree.pos(x) == "PROPN" for x in (k, *tree.kids(k, "appos", "flat")))]
    if not proper:
        return None
    beside = [k for k in tree.kids(proper[0], "appos") if tree.pos(k) == "PROPN"]
    parts = [phrase(tree, k, ground.text) for k in (proper[0], *beside[:1])]
    return ", ".join(part for part in parts if part) or None


def _agent_of(tree: Syntax, word: int) -> bool:
    """ "Is not shared by the county government": a body that does what the sentence before tells."""
    return tree.case(word) == "by" and tree.tree.mentions[word] == "organization"


def _subjects(tree: Syntax) -> Iterator[int]:
    """The subjects of a sentence, that of the main verb first."""
    roots = [i for i in range(len(tree)) if tree.head(i) < 0]
    for root in roots:
        yield from tree.kids(root, "nsubj")
        for k in tree.kids(root, "ccomp", "conj", "parataxis", "advcl"):
            yield from tree.kids(k, "nsubj")


def _fits(tree: Syntax, word: int, person: bool, low: str) -> bool:
    if tree.low(word) in PRONOUNS:
        return False
    plural = (
        tree.tag(word) in {"NNS", "NNPS"}
        or bool(tree.kids(word, "nummod", "conj"))
        or tree.low(word) in {"people", "police", "taliban"}
    )
    mention = tree.tree.mentions[word]
    if person:
        return not plural and (mention == "person" or is_of(tree, word, "official"))
    if low in {"they", "them"}:
        return (plural and mention not in LIFELESS | {"time"}) or mention == "organization"
    return mention not in LIFELESS | {"time", "person"} and (not plural or mention == "organization")
