"""Frames of developments: which words tell one, and whether what stands beside them in the tree makes it one.

Reads frames.toml and words.toml; gives the frames of a word, and for a word of a parsed sentence the `Match`es.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from panj.claims.developments.arguments import Arguments, kernel, of_noun, of_verb, subtree
from panj.claims.nations import countries
from panj.language import forms
from panj.language.trees import Syntax

_CODED = frozenset(
    ["any", "absent", "clause", "gerund", "none", "number_any", "named_place", "named_org", "named_people", "named_person", "pronoun",
     "plural", "number_people", "any_person"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.toml; its top says what each field means."""

    name: str
    kind: str
    verbs: tuple[tuple[str, ...], ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words_if: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  # words of the clause with which it is not read
    words_above: tuple[str, ...] = ()
    without: Mapping[str, Sequence[str]] = field(default_factory=dict)
    any_of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    any_role: tuple[str, ...] = ()
    modal: tuple[str, ...] = ()
    status_must: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    status: str = ""
    stage: str = ""
    weight: float = 0.0
    clause: str = ""
    content: bool = False
    alone: bool = False
    held: bool = False
    military: bool = False
    pledges: bool = False
    passive: bool = False
    present: bool = False
    of_object: bool = False
    doer: tuple[str, ...] = ()  # classes of which the subject of an active verb must be one
    active: bool = False  # True: not read of a passive
    as_of: bool = False  # True: a state, of the day of publication where it names none
    reduced: bool = True  # False: not read of a participle beside a noun ("a camp built for 500")
    bare: bool = False  # True: not read where the next word makes another verb of it
    can: bool = True  # False: not read of what can be done
    forbids: bool = False  # the clause said must be negated: "told them not to come back"
    question: bool = True  # False: not read where what is asked is a question
    negated: bool = False  # True: read with a negation too


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that holds of a word of the tree; `carrier` is the verb beside which a noun tells an event."""

    frame: Frame
    word: int
    arguments: Arguments
    carrier: int | None = None
    strength: float = 0.0


@cache
def tables() -> dict[str, Any]:
    """words.toml."""
    return tomllib.loads(_text("words.toml"))


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Each class of words.toml."""
    return {name: frozenset(words) for name, words in tables()["classes"].items()}


def _text(name: str) -> str:
    return (resources.files("panj.claims.developments") / name).read_text(encoding="utf-8")


@cache
def frames() -> tuple[Frame, ...]:
    """Every frame, in the order of the file.

    Raises:
        KeyError: a frame asks for a class that words.toml lacks.
    """
    known = {*classes(), *_CODED}
    found = []
    for row in tomllib.loads(_text("frames.toml"))["frame"]:
        row = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        row["verbs"] = tuple(tuple(v.split()) for v in row.get("verbs", ()))
        for rule in ("needs", "without", "any_of"):
            for role, names in row.get(rule, {}).items():
                missing = set(names) - known
                if missing:
                    raise KeyError(f"frames.toml, {row['name']}, {rule}.{role}: no class {sorted(missing)}")
        found.append(Frame(**row))
    return tuple(found)


@cache
def by_lemma() -> Mapping[str, tuple[Frame, ...]]:
    """Frames by the base form of their word; `be …` frames stand under their predicates."""
    found: dict[str, list[Frame]] = {}
    for frame in frames():
        heads = [v[0] for v in frame.verbs] if not (frame.predicates or frame.subjects) else []
        for word in {*heads, *frame.nouns, *frame.adjectives, *frame.predicates}:
            found.setdefault(word, []).append(frame)
        if frame.subjects:
            for word in frame.subjects:
                found.setdefault(word, []).append(frame)
    return {word: tuple(rows) for word, rows in found.items()}


@cache
def _bases() -> Mapping[str, str]:
    """Form → base form of every verb that frames or words.toml name: the parser guesses those of rare verbs wrong."""
    named = {v[0] for frame in frames() for v in frame.verbs}
    for section in ("governors", "carriers"):
        named |= {w for row in tables()[section].values() for w in row if " " not in w}
    found: dict[str, str] = {}
    for verb in sorted(named | set(tables()["modal"]["say"])):
        for form, _ in forms(verb):
            if form not in found or form == verb:
                found[form] = verb
    return {**found, **tables()["irregular"]}


def base(tree: Syntax, i: int) -> str:
    """The base form of a word: by the verbs that are known, else the parser's."""
    if tree.pos(i) in {"VERB", "AUX"} or tree.tag(i) in {"VBN", "VBG", "JJ"}:
        return _bases().get(tree.low(i)) or tree.lemma(i)
    return tree.lemma(i)


@cache
def _asked() -> Mapping[str, tuple[tuple[frozenset[str], ...], ...]]:
    """Form of a telling word → for each of its frames the words of which the sentence must have one, set by set."""
    found: dict[str, set[tuple[frozenset[str], ...]]] = {}
    for frame in frames():
        beside = tuple(sorted(_beside(frame), key=sorted))
        for form in _forms_of(frame):
            found.setdefault(form, set()).add(beside)
    return {form: tuple(rows) for form, rows in found.items() if form not in _COMMON}


_COMMON = frozenset({"be", "is", "are", "was", "were", "been", "being", "am"})


def _forms_of(frame: Frame) -> set[str]:
    found = (
        {form for verb in frame.verbs for form, _ in forms(verb[0])}
        if not (frame.predicates or frame.subjects)
        else set()
    )
    for noun in (*frame.nouns, *frame.predicates, *frame.subjects):
        found |= _surface(noun)
    irregular = {
        form for form, verb in tables()["irregular"].items() if any(v[0] == verb for v in frame.verbs)
    }
    return found | irregular | set(frame.adjectives)


def _surface(lemma: str) -> frozenset[str]:
    """The forms under which a word of a list can stand in a text."""
    last = lemma.split()[0]
    return frozenset({last, f"{last}s", f"{last}es", f"{last[:-1]}ies", *(form for form, _ in forms(last))})


def _beside(frame: Frame) -> set[frozenset[str]]:
    """What else a sentence must hold for a frame: words of its arguments, where these are told by lists alone."""
    found: set[frozenset[str]] = set()
    rules = [list(lemmas) for lemmas in frame.words.values()]
    rules += [list(frame.words_if)] if frame.words_if else []
    for names in (*frame.needs.values(), *frame.any_of.values()):
        if not set(names) & _CODED:
            rules.append([w for name in names for w in classes()[name]])
    for lemmas in rules:
        found.add(frozenset(form for lemma in lemmas for form in _surface(lemma)))
    return found


def can_tell(words: frozenset[str]) -> bool:
    """Whether a sentence of these words (in lower case) can hold any frame: others are not parsed."""
    asked = _asked()
    return any(
        all(words & beside for beside in rows) for word in words if word in asked for rows in asked[word]
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
        return _held(tree, i, frame, of_verb(tree, i))
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
    found = _held(tree, i, frame, arguments)
    return None if found is None else Match(frame, i, found.arguments, None, found.strength + 0.3 * len(best))


def _dated(tree: Syntax, i: int) -> bool:
    """ "Reopened on Tuesday": a day stands with the participle."""
    told = [k for k in tree.kids(i, "obl", "obl:unmarked") if tree.tree.mentions[k] == "time"]
    return any(tree.case(k) in {"on", "in", ""} for k in told)


_PARTICLES = frozenset({"in", "off", "up", "back", "on", "part", "place", "out", "down", "over"})


def beside_of(tree: Syntax, i: int) -> frozenset[str]:
    """Particles, adverbs and prepositions that stand with a verb."""
    found: set[str] = set()
    for k in tree.kids(i):
        if tree.rel(k) in {"compound", "advmod", "obl", "obj", "case", "xcomp", "mark"}:
            found.add(tree.low(k))
            found.update(tree.low(x) for x in tree.kids(k, "case", "advmod"))
    return frozenset(found)


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
    arguments.roles["owner"] = _owners(tree, i)
    return _held(tree, i, frame, arguments)


def _owners(tree: Syntax, i: int) -> list[int]:
    """Whose control, whose hands."""
    found = tree.kids(i, "nmod:poss") + [k for k in tree.kids(i, "nmod") if tree.case(k) == "of"]
    return found or tree.kids(i, "compound", "amod")[:1]


def _subject(tree: Syntax, i: int, frame: Frame) -> Match | None:
    """ "The situation remains tense": a noun that is the subject of a verb of being."""
    head = tree.head(i)
    if head < 0 or tree.rel(i) != "nsubj":
        return None
    copular = bool(tree.kids(head, "cop")) or any(v[0] == base(tree, head) for v in frame.verbs)
    if not copular:
        return None
    arguments = of_verb(tree, head)
    arguments.roles["owner"] = _owners(tree, head) if tree.pos(head) == "NOUN" else []
    for k in tree.kids(i, "nmod"):
        arguments.add(f"subj_{tree.case(k)}", k)
    return _held(tree, head, frame, arguments)


def _noun(tree: Syntax, i: int, frame: Frame) -> Match | None:
    """A noun that tells an event, with the verb that says what became of it."""
    arguments = of_noun(tree, i)
    if frame.military and not _military(tree, i):
        return None
    if frame.alone:
        return _held(tree, i, frame, arguments)
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
        _carried(arguments, tree, head, top)
        return _held(tree, i, frame, arguments, carrier=head)
    if (
        rel in {"obl", "nmod"}
        and tree.case(top) in {"after", "following", "since"}
        and not tree.kids(top, "nummod")
    ):
        return _held(tree, i, frame, arguments)
    return None


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


def _carried(arguments: Arguments, tree: Syntax, carrier: int, noun: int) -> None:
    """The arguments of the carrying verb beside those of the noun."""
    outer = of_verb(tree, carrier)
    for role, words in outer.roles.items():
        for word in words:
            if word == noun or noun in tree.up(word):
                continue
            if role == "subj":
                arguments.add("carrier", word)
            elif role not in {"obj", "xcomp", "ccomp"}:
                arguments.add(f"carrier_{role}", word)


def _held(tree: Syntax, i: int, frame: Frame, found: Arguments, carrier: int | None = None) -> Match | None:
    strength = 0.0
    for role, lemmas in frame.words.items():
        said = [w for one in role.split("|") for w in found.of(one) if _says(tree, w, lemmas)]
        if not said:
            return None
        found.roles.setdefault("owner", _owners(tree, said[0]))
        for k in tree.kids(said[0], "nmod"):
            if frame.of_object or not found.of(tree.case(k)):
                found.add(tree.case(k), k)
        strength += 1.0
    for role, names in frame.needs.items():
        if not _has(tree, i, found, role, names):
            return None
        strength += 1.0
    for role, names in frame.any_of.items():
        if not any(_reaches(tree, w, names) for w in _inner(tree, i, found, role)):
            return None
        strength += 1.0
    for role, names in frame.without.items():
        if any(is_of(tree, w, name) for w in found.of(role) for name in names):
            return None
    if frame.active and found.passive:
        return None
    if frame.doer and not found.passive and not _has(tree, i, found, "subj", frame.doer):
        return None
    if any(
        tree.tag(k) in {"WDT", "WP"} and tree.low(k) in _ASKING
        for w in found.of("obj")
        for k in tree.kids(w, "det")
    ):
        return None
    if frame.forbids and not _forbidden(tree, found):
        return None
    if not frame.question and _questions(tree, found):
        return None
    if frame.words_if and not _clause_words(tree, i) & set(frame.words_if):
        return None
    if frame.unless and _clause_words(tree, i) & set(frame.unless):
        return None
    if frame.any_role and not _any_role(tree, i, found, frame.any_role):
        return None
    return Match(frame, i, found, carrier, strength + bool(frame.words_if) + frame.weight)


def _forbidden(tree: Syntax, found: Arguments) -> bool:
    return any(tree.low(k) in {"not", "never"} for w in found.of("xcomp") for k in tree.kids(w, "advmod"))


_ASKING = frozenset({"whether", "if", "how", "what", "why", "who", "when", "where", "which"})


def _questions(tree: Syntax, found: Arguments) -> bool:
    """ "Asked whether it was correct", "asked how many": a question, and no request."""
    for w in (*found.of("ccomp"), *found.of("xcomp"), *found.of("obj")):
        if tree.low(min(subtree(tree, w))) in _ASKING:
            return True
        if any(
            tree.low(k) in _ASKING
            for k in (w, *tree.kids(w, "mark", "advmod", "obj", "nsubj", "det", "amod"))
        ):
            return True
        if any(
            tree.low(x) in _ASKING for k in tree.kids(w, "amod", "advmod", "det", "obl") for x in tree.kids(k)
        ):
            return True
    return False


def _any_role(tree: Syntax, i: int, found: Arguments, roles: Sequence[str]) -> bool:
    return any(found.of(r) for r in roles if r != "bare") or ("bare" in roles and not found.of("obj"))


def _has(tree: Syntax, i: int, found: Arguments, role: str, names: Sequence[str]) -> bool:
    if "absent" in names and not found.of(role):
        return True
    if "none" in names and not found.of(role):
        return True
    words = [w for one in role.split("|") for w in found.of(one)]
    return any(is_of(tree, w, name) for w in words for name in names)


def _says(tree: Syntax, word: int, lemmas: Sequence[str]) -> bool:
    told = {base(tree, word), tree.lemma(word), tree.low(word)}
    for text in lemmas:
        first, _, rest = text.partition(" ")
        if first in told and (not rest or rest in beside_of(tree, word)):
            return True
    return any(tree.low(k) in lemmas for k in tree.kids(word, "advmod", "compound"))


def _inner(tree: Syntax, i: int, found: Arguments, role: str) -> list[int]:
    """Words in a role, `inner` for clauses that hang on the word or on its object."""
    words = [w for one in role.split("|") for w in found.of(one)]
    if "advcl" in role or "inner" in role:
        words += tree.kids(i, "advcl", "xcomp", "acl")
        words += [k for o in found.of("obj") for k in tree.kids(o, "acl", "advcl")]
    return words


def _reaches(tree: Syntax, word: int, names: Sequence[str]) -> bool:
    """Whether a clause's word, or one joined to it or below it as its complement, is of a class."""
    around = [word, *tree.kids(word, "conj", "xcomp", "compound")]
    return any(is_of(tree, w, name) for w in around for name in names)


def _clause_words(tree: Syntax, i: int) -> set[str]:
    """The words of the clause that a word heads, subordinate clauses left out."""
    found: set[str] = set()
    row = [i]
    while row:
        at = row.pop()
        found |= {tree.lemma(at), tree.low(at)}
        row += [
            k for k in tree.kids(at)
            if tree.rel(k) not in {"advcl", "parataxis", "ccomp", "conj"} or tree.pos(k) in {"ADJ", "ADV"}
        ]  # fmt: skip
    if tree.head(i) >= 0 and tree.rel(i) == "conj":
        found |= {tree.low(k) for k in tree.kids(tree.head(i), "cc:preconj", "cc", "advmod")}
    return found


def is_of(tree: Syntax, word: int, name: str) -> bool:
    """Whether a word, or what it measures out, is of a class of words.toml or of one told by the parser."""
    if name in _CODED:
        return any(_coded(tree, w, name) for w in kernel(tree, word))
    lemmas = classes()[name]
    return any(_in(tree, w, lemmas, name) for w in kernel(tree, word))


def _in(tree: Syntax, word: int, lemmas: frozenset[str], name: str) -> bool:
    if name in _SITES and {tree.low(k) for k in tree.kids(word, "compound")} & _FRONTIER:
        return name == "border"
    if tree.lemma(word) in lemmas or tree.low(word) in lemmas or base(tree, word) in lemmas:
        return True
    if any(tree.low(k) in lemmas for k in tree.kids(word, "flat")):
        return True
    if name in {"government", "official", "force", "armed"}:
        return any(tree.low(k) in lemmas for k in tree.kids(word, "compound", "appos")) and tree.pos(
            word
        ) in {"PROPN", "NOUN"}
    return tree.pos(word) == "PROPN" and any(tree.low(k) in lemmas for k in tree.kids(word, "compound"))


_SITES = frozenset({"border", "lodging_named", "lodging", "facility_new"})
_FRONTIER = frozenset({"crossing", "border", "frontier", "check"})


def _coded(tree: Syntax, word: int, name: str) -> bool:
    pos, mention = tree.pos(word), tree.tree.mentions[word]
    capital = tree.tree.words[word][:1].isupper()
    if name == "any":
        return True
    if name == "clause":
        return pos in {"VERB", "AUX"} or bool(tree.kids(word, "cop", "nsubj"))
    if name == "gerund":
        return tree.tag(word) == "VBG"
    if name == "number_any":
        return pos == "NUM" or bool(tree.kids(word, "nummod"))
    if name == "pronoun":
        return pos in {"PRON", "DET"} and tree.low(word) in {
            "he",
            "she",
            "they",
            "it",
            "them",
            "him",
            "her",
            "who",
            "which",
            "that",
            "we",
        }
    if name == "named_place":
        if not (pos == "PROPN" or (capital and pos in {"NOUN", "X", "ADJ"})):
            return False
        return (
            mention in {"place", "-"}
            or tree.tree.words[word] in countries()
            or (mention == "organization" and _below_place(tree, word))
        )
    if name == "named_org":
        return (
            (pos == "PROPN" or capital)
            and mention in {"organization", "place", "abstract"}
            and pos in {"PROPN", "NOUN", "X"}
        )
    if name == "named_people":
        return (
            (pos == "PROPN" or capital)
            and mention in {"person", "organization", "place"}
            and pos in {"PROPN", "NOUN", "X", "ADJ"}
        )
    if name == "named_person":
        return pos == "PROPN" and mention == "person"
    if name == "plural":
        return tree.tag(word) in {"NNS", "NNPS"} or tree.low(word) in {"they", "them", "people", "those"}
    if name == "number_people":
        if tree.lemma(word) in _COUNTED and pos in {"NOUN", "DET", "ADJ", "PRON"}:
            return True
        return pos == "NUM" and mention in {"person", "-"} and not tree.kids(word, "nmod:unmarked")
    return mention == "person" or tree.low(word) in {"they", "them", "he", "she", "those"}


_COUNTED = frozenset(
    {
        "ten",
        "hundred",
        "thousand",
        "dozen",
        "score",
        "rest",
        "remainder",
        "majority",
        "half",
        "most",
        "many",
        "other",
        "million",
        "all",
    }
)


def _below_place(tree: Syntax, word: int) -> bool:
    return any(tree.tree.mentions[k] == "place" for k in tree.kids(word, "compound", "flat"))
