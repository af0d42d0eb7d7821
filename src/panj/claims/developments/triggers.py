"""The telling words of a sentence: verbs, predicates, and nouns of events with the verb that carries them.

Takes a `Syntax`; gives the `Match`es of every frame that holds in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panj.claims.clauses.arguments import add_carrier, of_noun, of_verb
from panj.claims.clauses.lexicon import base, classes, tables
from panj.claims.developments.demands import Match, beside_of, held, owners_of
from panj.claims.developments.frames import Frame, by_lemma
from panj.language.trees import Syntax

_PARTICLES = frozenset({"in", "off", "up", "back", "on", "part", "place", "out", "down", "over"})
_WRAPS = frozenset(
    {
        "set",
        "series",
        "round",
        "start",
        "beginning",
        "part",
        "number",
        "end",
        "completion",
        "day",
        "couple",
        "wave",
        "total",
    }
)


def matches(tree: Syntax) -> Iterator[Match]:
    """Every frame that holds in a sentence."""
    table = by_lemma()
    for i in range(len(tree)):
        rows = table.get(base(tree, i))
        if not rows:
            continue
        for frame in rows:
            found = _match(tree, i, frame)
            if found is not None:
                yield found


def kinds_named(tree: Syntax, words: Sequence[int]) -> frozenset[str]:
    """The kinds whose frames have one of some words, whatever else they ask for."""
    found: set[str] = set()
    for i in words:
        for frame in by_lemma().get(base(tree, i), ()):
            rests = [v[1:] for v in frame.verbs if v[0] == base(tree, i)] or [()]
            if any(set(rest) <= beside_of(tree, i) for rest in rests):
                found.add(frame.kind)
    return frozenset(found)


def _match(tree: Syntax, i: int, frame: Frame) -> Match | None:
    pos, lemma = tree.pos(i), base(tree, i)
    if frame.subjects:
        return _subject(tree, i, frame) if pos == "NOUN" else None
    if frame.predicates:
        return _predicate(tree, i, frame) if pos in {"NOUN", "ADJ"} else None
    if (
        lemma in frame.adjectives
        and (pos == "ADJ" or tree.tag(i) in {"JJ", "VBN"})
        and (tree.kids(i, "cop", "nsubj", "nsubj:pass") or tree.rel(i) in {"xcomp", "conj"})
    ):
        return held(tree, i, frame, of_verb(tree, i))
    if pos == "NOUN" and lemma in frame.nouns:
        return _noun(tree, i, frame)
    verbal = (
        pos in {"VERB", "AUX"}
        or tree.tag(i) in {"VBN", "VBG"}
        or (tree.tag(i) == "JJ" and bool(tree.kids(i, "cop")))
    )
    if verbal and any(v[0] == lemma for v in frame.verbs):
        return _verb(tree, i, frame)
    return None


def _verb(tree: Syntax, i: int, frame: Frame) -> Match | None:
    if tree.rel(i) in {"amod", "compound", "case", "mark", "fixed", "cop"}:
        return None
    lemma = base(tree, i)
    best: tuple[str, ...] | None = None
    beside = beside_of(tree, i)
    for verb in frame.verbs:
        if (
            verb[0] == lemma
            and all(w in beside for w in verb[1:])
            and (best is None or len(verb) > len(best))
        ):
            best = verb
    if not frame.reduced and tree.full_rel(i) == "acl" and tree.tag(i) == "VBN" and not _dated(tree, i):
        return None
    if best is None or (frame.passive and not of_verb(tree, i).passive):
        return None
    if any(tree.low(k) not in best for k in tree.kids(i, "compound:prt")):
        return None  # another verb: "take in" is not "take"
    if frame.bare and i + 1 < len(tree) and tree.low(i + 1) in _PARTICLES and tree.low(i + 1) not in best:
        return None
    arguments = of_verb(tree, i)
    if frame.name == "meeting.speak":
        for k in tree.kids(
            i, "obl", "obj"
        ):  # "spoke about the fighting with …": the other side may hang lower
            for inner in tree.kids(k, "nmod"):
                if tree.case(inner) == "with":
                    arguments.add("with", inner)
    found = held(tree, i, frame, arguments)
    return None if found is None else Match(frame, i, found.arguments, None, found.strength + 0.3 * len(best))


def _dated(tree: Syntax, i: int) -> bool:
    """ "Reopened on Tuesday": a day stands with the participle."""
    told = [k for k in tree.kids(i, "obl", "obl:unmarked") if tree.tree.mentions[k] == "time"]
    return any(tree.case(k) in {"on", "in", ""} for k in told)


def _predicate(tree: Syntax, i: int, frame: Frame) -> Match | None:
    """ "Is under the control of", "is in the hands of", "would be a breach": a noun that is the predicate."""
    if frame.prepositions:
        if tree.case(i) not in frame.prepositions:
            return None
        arguments = of_verb(tree, i)
        if not tree.kids(i, "cop"):
            head = tree.head(i)
            if (
                head < 0
                or tree.rel(i) not in {"obl", "xcomp"}
                or not any(v[0] == base(tree, head) for v in frame.verbs)
            ):
                return None
            arguments = of_verb(tree, head)
    elif not tree.kids(i, "cop"):
        return None
    else:
        arguments = of_verb(tree, i)
    arguments.roles["owner"] = owners_of(tree, i)
    return held(tree, i, frame, arguments)


def _subject(tree: Syntax, i: int, frame: Frame) -> Match | None:
    """ "The situation remains tense": a noun that is the subject of a verb of being."""
    head = tree.head(i)
    if head < 0 or tree.rel(i) != "nsubj":
        return None
    copular = bool(tree.kids(head, "cop")) or any(v[0] == base(tree, head) for v in frame.verbs)
    if not copular:
        return None
    arguments = of_verb(tree, head)
    arguments.roles["owner"] = owners_of(tree, head) if tree.pos(head) == "NOUN" else []
    for k in tree.kids(i, "nmod"):
        arguments.add(f"subj_{tree.case(k)}", k)
    return held(tree, head, frame, arguments)


def _noun(tree: Syntax, i: int, frame: Frame) -> Match | None:
    """A noun that tells an event, with the verb that says what became of it."""
    arguments = of_noun(tree, i)
    if frame.military and not _military(tree, i):
        return None
    if frame.alone:
        return held(tree, i, frame, arguments)
    top = i
    while (
        tree.rel(top) in {"nmod", "conj"}
        and tree.head(top) >= 0
        and (tree.rel(top) == "conj" or tree.lemma(tree.head(top)) in _WRAPS)
    ):
        top = tree.head(top)
    head, rel = tree.head(top), tree.rel(top)
    if head < 0:
        return None
    told = tables()["carriers"]
    if tree.kids(head, "compound:prt"):
        return None
    if rel in {"obj", "nsubj"} and any(base(tree, head) in told[s] for s in told if s != "after"):
        if (
            frame.held
            and tree.lemma(head) in {"see", "have", "receive", "make", "cause", "take"}
            and rel == "obj"
        ):
            return None
        add_carrier(arguments, tree, head, top)
        return held(tree, i, frame, arguments, carrier=head)
    if (
        rel in {"obl", "nmod"}
        and tree.case(top) in {"after", "following", "since"}
        and not tree.kids(top, "nummod")
    ):
        return held(tree, i, frame, arguments)
    return None


def _military(tree: Syntax, i: int) -> bool:
    """Whether an exercise or a check is one of armed forces."""
    lemma = tree.lemma(i)
    told = classes()["military"]
    described = {tree.lemma(x) for k in tree.kids(i, "amod", "compound") for x in (k, *tree.kids(k))} | {
        tree.low(x) for k in tree.kids(i, "amod", "compound") for x in (k, *tree.kids(k))
    }
    if described & told:
        return True
    if lemma in {"drill", "maneuver", "manoeuvre", "wargame", "war-game"}:
        return "fire" not in described
    if lemma == "check":
        return False
    around = {tree.lemma(k) for k in range(len(tree))} | {tree.low(k) for k in range(len(tree))}
    return (
        bool(around & (classes()["armed"] | {"csto", "nato", "military", "border"}))
        and lemma == "exercise"
        and "fire" not in described
    )
