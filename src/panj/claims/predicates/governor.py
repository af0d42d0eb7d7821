"""Which words of a sentence govern a figure, and in which role: by the dependency tree, not by nearness.

Takes a `Syntax` and the words of a figure; gives `Tie`s: the verb or noun, the figure's role for it, and how
many steps of structure lie between. Passives, relative clauses, participles, control ("forced to flee"),
joined verbs with one subject, appositions, "N of them", "the number of … reached N" are seen through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from panj.claims.tables import table
from panj.language.trees import Syntax
from panj.language.words import verb_forms

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET", "X"})
_INSIDE = frozenset(
    {"nummod", "det", "advmod", "amod", "compound", "flat", "fixed", "goeswith", "discourse", "reparandum"}
)
_WHO = frozenset({"who", "that", "which", "whom"})
_JOINED = 1.0  # a second verb with the same subject: the first says what is told first
_OF_THOSE = 1.1  # "the 300 who crossed are in camps": what they did before says who they are
_LONGEST = 14  # steps up from a figure; a tree is never so deep where it is right


@dataclass(frozen=True, slots=True)
class Tie:
    """A word that governs a figure.

    `role`: subject, object (of a passive too), of, noun (the counted noun itself), counted (what a count is
    of), adjective, beside (right next to it), or a preposition.
    `steps`: 0 for the figure's own verb, more the further round.
    """

    word: int
    role: str
    steps: float


def figure_word(tree: Syntax, start: int, end: int, noun: tuple[int, int] | None = None) -> int | None:
    """The word that stands for a figure in its clause: the noun that it counts, or the number itself.

    Args:
        start, end: offsets of the number.
        noun: offsets of the noun that it counts, where one was found.
    """
    at = tree.at(start, end)
    if at is None:
        return None
    target = tree.at(*noun) if noun is not None else None
    path = [at]
    if target is not None and target in list(tree.up(at))[:3]:
        return target
    for above in tree.up(at):
        path.append(above)
        if above == target and len(path) <= 4:
            return above
        if (
            len(path) > 4
            or tree.rel(path[-2]) not in _INSIDE | {"nmod", "dep"}
            or tree.pos(above) in {"VERB", "AUX"}
        ):
            break
    if target is not None and not tree.under(target, at) and not tree.under(at, target):
        return target  # the parser has torn number and noun apart
    i = at
    while (
        tree.rel(i) in {"nummod", "det", "compound", "flat", "goeswith"}
        and tree.head(i) > i
        and tree.pos(tree.head(i)) in _NOMINAL | {"ADJ"}
    ):
        i = tree.head(i)
    return i


def counted_words(tree: Syntax, i: int) -> list[int]:
    """A figure's word and the nouns that it measures out: "thousands", "people" in "thousands of people"."""
    found = [i]
    for _ in range(3):
        of = [k for k in tree.kids(found[-1], "nmod") if tree.case(k) in {"of", "among", "out of"}]
        if not of or not (
            tree.pos(found[-1]) in {"NUM", "DET", "ADJ"}
            or tree.lemma(found[-1]) in words_of("counting", "quantities")
            or found[-1] == i
        ):
            break
        if (
            found[-1] == i
            and tree.pos(i) == "NOUN"
            and tree.lemma(i) not in words_of("counting", "quantities")
            and not tree.low(i).endswith("s")
        ):
            break
        found.append(of[0])
    return found


def ties(tree: Syntax, i: int) -> list[Tie]:
    """The words that govern the figure at word i, the nearest first; each word once."""
    best: dict[int, Tie] = {}
    for tie in _ties(tree, i, 0.0, frozenset()):
        known = best.get(tie.word)
        if known is None or tie.steps < known.steps:
            best[tie.word] = tie
    return sorted(best.values(), key=lambda t: (t.steps, t.word))


def _ties(tree: Syntax, i: int, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    if i in seen or len(seen) > _LONGEST:
        return
    seen = seen | {i}
    for n, word in enumerate(counted_words(tree, i)):
        yield Tie(word, "noun", steps + 0.5 + 0.1 * n)
        yield from _own_modifiers(tree, word, steps + _OF_THOSE + 0.1 * n, seen)
    yield from _upwards(tree, i, steps, seen)


def _upwards(tree: Syntax, i: int, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    above, rel = tree.head(i), tree.rel(i)
    if (
        above < 0
        or rel in {"ccomp", "advcl", "acl", "csubj"}
        or (rel in {"parataxis", "conj"} and _is_clause(tree, i))
    ):
        yield from _as_predicate(tree, i, steps, seen)
        return
    if rel in {"nsubj", "obj", "iobj", "xcomp"}:
        before = (
            rel == "obj" and i < above and any(k > above for k in tree.kids(above, "obj"))
        )  # two objects: one acts
        acts = (rel == "nsubj" and tree.full_rel(i) != "nsubj:pass") or before
        role = "subject" if acts and not is_passive(tree, above) else "object"
        yield from _of_verb(tree, above, role, steps, seen, i)
    elif rel in {"obl", "advmod", "obl:unmarked"}:
        case = tree.case(i)
        agent = tree.full_rel(i) == "obl:agent" or (case == "by" and is_passive(tree, above))
        yield from _of_verb(tree, above, "subject" if agent else case or "object", steps + 0.3, seen, i)
    elif rel == "nmod":
        yield from _of_noun(tree, i, above, steps, seen)
    elif rel == "conj" and tree.pos(above) in {"VERB", "AUX"}:
        yield from _gapped(tree, i, above, steps, seen)
    elif rel == "conj":
        yield from _ties(tree, above, steps + 0.4, seen)
    elif rel in {"appos", "parataxis", "dep", "list", "orphan", "discourse"}:
        yield from _ties(tree, above, steps + 0.9, seen)
    elif rel == "nummod" and above < i and tree.pos(tree.head(above)) in {"VERB", "AUX"}:
        verb = tree.head(above)  # "of the 1,600 only 310 were returned"
        yield from _of_verb(
            tree, verb, "object" if is_passive(tree, verb) else "subject", steps + 0.2, seen, i
        )
    elif rel in _INSIDE | {"nmod"}:
        yield Tie(above, "noun", steps + 0.2)
        yield from _ties(tree, above, steps + 0.3, seen)


def _gapped(tree: Syntax, i: int, above: int, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    """ "36 were killed and 154 injured", "Niger took in 500, Chad 300": a clause without its verb."""
    own = [k for k in tree.kids(above, "conj") if k > i and tree.tag(k) in {"VBN", "JJ"}]
    if own:
        yield from _of_verb(tree, own[0], "object", steps, seen, i)
        return
    role = (
        "subject"
        if tree.kids(above, "nsubj") and not is_passive(tree, above) and not tree.kids(above, "obj")
        else "object"
    )
    yield from _of_verb(tree, above, role, steps + 0.5, seen, i)


def _is_clause(tree: Syntax, i: int) -> bool:
    return bool(tree.kids(i, "nsubj", "cop", "aux"))


def _as_predicate(tree: Syntax, i: int, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    """ "Those displaced are 300", "the dead number 5": the figure is told of what is counted."""
    for k in tree.kids(i, "nsubj"):
        if tree.lemma(k) not in _WHO and tree.pos(k) != "PRON":
            yield from _of_counted(tree, k, steps + 0.5, seen)


def _of_noun(tree: Syntax, i: int, above: int, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    case = tree.case(i)
    if tree.pos(above) in {"VERB", "AUX"}:
        yield from _of_verb(tree, above, case or "object", steps + 0.3, seen, i)
        return
    yield Tie(above, case or "of", steps)
    loose = (
        tree.lemma(above) in words_of("counting", "quantities")
        or tree.pos(above) in {"NUM", "DET"}
        or case in {"of", "at", "with"}
    )
    yield from _ties(tree, above, steps + (0.3 if loose else 1.2), seen)


def _of_verb(
    tree: Syntax, verb: int, role: str, steps: float, seen: frozenset[int], arg: int
) -> Iterator[Tie]:
    """A verb and what it takes along: what its subject is made to do, the verbs joined to it."""
    if verb in seen or len(seen) > _LONGEST:
        return
    seen = seen | {verb}
    if lemma_of(tree, verb) == "do" and any(tree.low(k) == "so" for k in tree.kids(verb)):
        return  # "500 have done so": what was told before
    yield Tie(verb, role, steps)
    yield from _results(tree, verb, steps)
    yield from _controlled(tree, verb, role, steps)
    yield from _joined(tree, verb, role, steps, arg)
    yield from _carrier(tree, verb, role, steps, seen)
    if role in {"object", *words_of("counting", "prepositions")} and lemma_of(tree, verb) in words_of(
        "counting", "verbs"
    ):
        for k in tree.kids(verb, "nsubj", "obj"):
            if k != arg and k not in seen:
                yield from _of_counted(tree, k, steps + 0.6, seen | {arg})


def _carrier(tree: Syntax, verb: int, role: str, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    """ "A boat carrying 40 people sank", "the plane, which had 90 aboard, landed": they go along."""
    if role not in {"object", "subject"} or (
        lemma_of(tree, verb) not in words_of("carrying", "verbs") and tree.low(verb) not in _aboard()
    ):
        return
    if tree.rel(verb) == "acl" and tree.head(verb) >= 0:
        yield from _ties(tree, tree.head(verb), steps + 0.4, seen)
    for k in tree.kids(verb, "nsubj"):
        if k not in seen and tree.low(k) not in _WHO:
            yield from _own_modifiers(tree, k, steps + 0.4, seen | {verb})
    if tree.low(verb) in _aboard() and tree.head(verb) >= 0:
        yield from _of_verb(tree, tree.head(verb), "with", steps + 0.4, seen, verb)


def _results(tree: Syntax, verb: int, steps: float) -> Iterator[Tie]:
    """ "Left 300 dead", "made homeless": what became of them."""
    for k in tree.kids(verb, "xcomp", "advcl", "obl", "compound:prt", "advmod"):
        if tree.pos(k) == "ADJ" and tree.rel(k) in {"xcomp", "advcl", "advmod"}:
            yield Tie(k, "subject", steps + 0.1)


def _controlled(tree: Syntax, verb: int, role: str, steps: float) -> Iterator[Tie]:
    """ "300 were forced to flee", "helped 300 to return": whoever is made to do it does it."""
    has_object = bool(tree.kids(verb, "obj"))
    for k in tree.kids(verb, "xcomp", "ccomp", "advcl"):
        if tree.pos(k) not in {"VERB", "AUX"} or tree.kids(k, "nsubj"):
            continue
        controls = role == "object" or (role == "subject" and not (has_object and tree.rel(k) == "xcomp"))
        if not controls:
            continue
        apart = 0.0 if tree.rel(k) == "xcomp" else 0.9
        passive = is_passive(tree, k) or (tree.tag(k) == "VBN" and not tree.kids(k, "aux"))
        inner = "object" if passive else "subject"
        yield Tie(k, inner, steps + apart + (0.05 if apart == 0.0 else 0.0))
        yield from _controlled(tree, k, inner, steps + apart + 0.1)
        yield from _joined(tree, k, inner, steps + apart + 0.1, -1)
        yield from _results(tree, k, steps + apart + 0.1)


def _joined(tree: Syntax, verb: int, role: str, steps: float, arg: int) -> Iterator[Tie]:
    """ "300 fled and crossed the border": verbs joined to the figure's own share its subject."""
    shared = role == "subject" or (role == "object" and (arg < 0 or arg < verb))
    if shared:
        for k in tree.kids(verb, "conj"):
            if tree.kids(k, "nsubj", "expl"):
                continue
            passive = is_passive(tree, k) or (
                tree.tag(k) == "VBN" and is_passive(tree, verb) and not tree.kids(k, "aux")
            )
            inner = "object" if passive else "subject"
            yield Tie(k, inner, steps + _JOINED)
            yield from _controlled(tree, k, inner, steps + _JOINED)
    elif role == "object":
        first = tree.head(verb)
        if (
            tree.rel(verb) == "conj"
            and first >= 0
            and not tree.kids(first, "obj")
            and not is_passive(tree, first)
        ):
            yield Tie(first, "object", steps + 0.6)


def _of_counted(tree: Syntax, noun: int, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    """ "The number of people displaced": the noun of a count and whom it counts."""
    yield Tie(noun, "counted", steps + 0.2)
    yield from _own_modifiers(tree, noun, steps + 0.2, seen)
    for n, word in enumerate(counted_words(tree, noun)[1:]):
        yield Tie(word, "counted", steps + 0.3 + 0.1 * n)
        yield from _own_modifiers(tree, word, steps + 0.2 + 0.1 * n, seen)
    for k in tree.kids(noun, "nmod"):
        if tree.case(k) in {"from", "in", "to", "among"}:
            yield Tie(k, "counted", steps + 0.9)


def _own_modifiers(tree: Syntax, noun: int, steps: float, seen: frozenset[int]) -> Iterator[Tie]:
    """Clauses, participles and adjectives of a counted noun: "people who fled", "those killed"."""
    for k in tree.kids(noun, "acl", "acl:relcl", "advcl"):
        role = _relative_role(tree, k)
        if role is not None:
            yield from _of_verb(tree, k, role, steps, seen | {noun}, -1)
    for k in tree.kids(noun, "amod", "compound", "nmod:desc"):
        yield Tie(k, "adjective", steps + 0.7)


def _relative_role(tree: Syntax, verb: int) -> str | None:
    """The role of the noun that a clause or participle is said of; None where it is none of its arguments."""
    if tree.pos(verb) == "ADJ" or tree.kids(verb, "cop"):
        return "subject"
    if any(tree.low(k) in {"where", "when", "why"} for k in tree.kids(verb)):
        return None
    for k in tree.kids(verb, "nsubj", "obj", "obl", "nmod"):
        if tree.low(k) in _WHO:
            if tree.rel(k) == "nsubj":
                return "object" if is_passive(tree, verb) else "subject"
            return "object" if tree.rel(k) == "obj" and not tree.case(k) else None
    if tree.kids(verb, "nsubj"):
        return "object" if tree.full_rel(verb) == "acl:relcl" and not tree.kids(verb, "obj") else None
    if tree.tag(verb) == "VBN" or is_passive(tree, verb):
        return "object"
    return "subject"


def is_passive(tree: Syntax, verb: int) -> bool:
    """Whether a verb stands in the passive; one joined to a passive without a subject of its own does too."""
    return bool(tree.kids(verb, "aux:pass", "nsubj:pass"))


@cache
def words_of(part: str, name: str) -> frozenset[str]:
    """A word list of rules/structure.toml."""
    return frozenset(table("structure")[part][name])


def _aboard() -> frozenset[str]:
    return words_of("carrying", "aboard")


def lemma_of(tree: Syntax, i: int) -> str:
    """The verb's lemma, by the tables where they know the form."""
    known = verb_forms().get(tree.low(i))
    return known[0] if known else tree.lemma(i)
