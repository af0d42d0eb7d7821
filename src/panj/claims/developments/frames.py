"""The frames by which developments are read: frames.toml, as it stands there.

Gives the frames of a telling word, and whether a sentence can hold a frame at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from panj.claims.clauses.lexicon import CODED, classes, tables, verbs
from panj.language import forms

_COMMON = frozenset({"be", "is", "are", "was", "were", "been", "being", "am"})


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


@cache
def frames() -> tuple[Frame, ...]:
    """Every frame, in the order of the file.

    Raises:
        KeyError: a frame asks for a class that words.toml lacks.
    """
    source = resources.files("panj.claims.developments") / "frames.toml"
    found = []
    for written in tomllib.loads(source.read_text(encoding="utf-8"))["frame"]:
        row: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in written.items()}
        row["verbs"] = tuple(tuple(v.split()) for v in row.get("verbs", ()))
        found.append(checked(Frame(**row)))
    return tuple(found)


def checked(frame: Frame) -> Frame:
    """The frame, if words.toml has every class that it asks for, and verbs.txt its verbs.

    Raises:
        KeyError: they lack one.
    """
    strange = {verb for verb, *_ in frame.verbs} - verbs()
    if strange:
        raise KeyError(f"{frame.name}: verbs.txt has no {sorted(strange)}")
    known = {*classes(), *CODED}
    rules = {"needs": frame.needs, "without": frame.without, "any_of": frame.any_of}
    for rule, asked in rules.items():
        for role, names in asked.items():
            missing = set(names) - known
            if missing:
                raise KeyError(f"{frame.name}, {rule}.{role}: words.toml has no class {sorted(missing)}")
    return frame


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
def _asked() -> Mapping[str, tuple[tuple[frozenset[str], ...], ...]]:
    """Form of a telling word → for each of its frames the words of which the sentence must have one, set by set."""  # noqa: E501
    found: dict[str, set[tuple[frozenset[str], ...]]] = {}
    for frame in frames():
        beside = tuple(sorted(_beside(frame), key=sorted))
        for form, particles in _forms_of(frame):
            found.setdefault(form, set()).add((*beside, *(frozenset({w}) for w in particles)))
    return {form: tuple(rows) for form, rows in found.items() if form not in _COMMON}


def _forms_of(frame: Frame) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every form of a frame's telling words, with the particles that must stand in the sentence too."""
    if not (frame.predicates or frame.subjects):
        irregular = tables()["irregular"]
        for verb in frame.verbs:
            for form in {f for f, _ in forms(verb[0])} | {f for f, v in irregular.items() if v == verb[0]}:
                yield form, verb[1:]
    for noun in (*frame.nouns, *frame.predicates, *frame.subjects):
        yield from ((form, ()) for form in _surface(noun))
    yield from ((word, ()) for word in frame.adjectives)


@cache
def _negative_forms() -> frozenset[str]:
    """Words by which a clause can be negated, contracted ones too."""
    told = "do does did is are was were has have had ca can could will wo would should must might"
    auxiliaries = told.split()
    contracted = {f"{word}n{mark}t" for word in auxiliaries for mark in "'’"}
    governing = {form for verb in tables()["governors"]["never"] for form, _ in forms(verb)}
    plain = {*tables()["modal"]["negative"], "cannot", "nothing", "nobody", "unable", "without", "impossible"}
    return frozenset({*contracted, *governing, *plain})


def _moods(frame: Frame) -> list[frozenset[str]]:
    """Of a frame that asks for a modal or a negation, the words of which the sentence must have one."""
    if not frame.modal:
        return []
    negated = set(frame.modal) & _negative_forms()
    modals = {f"{m}{end}" for m in frame.modal for end in ("", "n't", "n’t")} | {"'d", "’d", "'ll", "’ll"}
    return [frozenset(modals | (_negative_forms() if negated else set()))]


def _surface(lemma: str) -> frozenset[str]:
    """The forms under which a word of a list can stand in a text."""
    last = lemma.split()[0]
    return frozenset({last, f"{last}s", f"{last}es", f"{last[:-1]}ies", *(form for form, _ in forms(last))})


def _beside(frame: Frame) -> set[frozenset[str]]:
    """What else a sentence must hold for a frame: words of its arguments, where these are told by lists alone."""  # noqa: E501
    found: set[frozenset[str]] = set()
    rules = [list(lemmas) for lemmas in frame.words.values()]
    rules += [list(frame.words_if)] if frame.words_if else []
    found |= set(_moods(frame))
    for names in (*frame.needs.values(), *frame.any_of.values()):
        if not set(names) & CODED:
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
