"""The names in a development: who does it and to whom, as the report writes them.

Takes a `Match` with the sentence that it stands in; pronouns are looked up in the sentence's speakers and in
the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from panj.claims.developments.arguments import kernel, of_verb, phrase
from panj.claims.developments.demands import Match
from panj.claims.developments.frames import base
from panj.claims.developments.wordclasses import is_of
from panj.claims.draft import Sentence
from panj.claims.naming import is_person
from panj.claims.places import Mention
from panj.claims.setting import Setting
from panj.claims.speakers import Attribution
from panj.language.trees import Syntax, syntax
from panj.model import Span

_PRONOUNS = frozenset(
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


@dataclass(slots=True)
class Ground:
    """A sentence with its tree, the sentence before, and what the whole report is about."""

    text: str
    sentence: Sentence
    tree: Syntax
    before: Sentence | None = None
    setting: Setting | None = None
    local: Mention | None = None  # the last place named before, no country
    local_far: bool = False  # True: not in the same paragraph
    section: Mention | None = None  # the place that heads the section, else the report
    reached: Mention | None = None  # where people were told to have come to
    outlet: str | None = None
    voice: str | None = None  # who was last quoted
    winner: tuple[str, ...] = ()  # who was last told to have taken a place
    heard: str | None = None  # who speaks in the sentence before, in the same paragraph
    person: str | None = None  # the last person who was quoted
    around: Sequence[Sentence] = ()  # the sentences of the paragraph


def actors(match: Match, ground: Ground) -> tuple[str, ...]:
    """Who does it: the first role of the frame that names somebody who can; both sides of a meeting."""
    return _helpers(match, ground) or _of_roles(match, ground, can_act) or _of_roles(match, ground, can_be)


def _of_roles(match: Match, ground: Ground, fits: Callable[[Syntax, int, str], bool]) -> tuple[str, ...]:
    """The names in the first role of the frame that has one of those that fit; of a meeting in every role."""
    found: list[str] = []
    many = match.frame.kind == "meeting"
    ordering = (
        _ordered_by(match, ground.tree) if not match.arguments.of("subj") or match.arguments.passive else []
    )
    for role in match.frame.actor:
        if role == "voice" and (ground.voice or ground.outlet):
            found.append(ground.voice or ground.outlet or "")
        if role == "winner" and not found:
            found += ground.winner
        words = [*(ordering if role == "subj" else ()), *words_in(match, ground.tree, role)]
        for word in words:
            name = name_of(word, ground) if fits(ground.tree, word, role) else None
            if name and name not in found:
                found.append(name)
        if found and not many:
            break
    return tuple(found[:4])


_LIVING = ("people", "force", "official", "government", "donor")
_LIFELESS = frozenset({"abstract", "event", "substance", "plant"})


def can_act(tree: Syntax, word: int, role: str) -> bool:
    """Whether a word names one who can do something: a person, a body, a force, what moves by itself."""
    if not can_be(tree, word, role):
        return False
    mention, inner = tree.tree.mentions[word], kernel(tree, word)[-1]
    if tree.low(word) in _PRONOUNS or tree.pos(word) in {"PROPN", "NUM"}:
        return True
    if inner != word:
        return can_act(tree, inner, role)
    if mention in {"person", "organization"} or any(is_of(tree, word, name) for name in _LIVING):
        return True
    return mention not in (_LIFELESS if role in _DOING else _LIFELESS | {"place", "object"})


def can_be(tree: Syntax, word: int, role: str) -> bool:
    """Whether a word can stand for one who does something: no day, no sum, nobody, no means ("by coach")."""
    if tree.low(word) in {"nobody", "none", "nothing", "no-one"} or tree.tree.mentions[word] == "time":
        return False
    if any(tree.low(k) in _MONEY for k in tree.kids(word)):
        return False
    if role != "by" or tree.pos(word) != "NOUN" or tree.tag(word) != "NN":
        return True
    return bool(tree.kids(word, "det", "amod", "compound", "nmod", "nummod"))


_DOING = frozenset({"subj", "carrier", "by", "owner", "content_subj", "with", "to", "into", "under"})
_MONEY = frozenset({"$", "€", "£", "us$", "usd", "eur", "rs"})


def _helpers(match: Match, ground: Ground) -> tuple[str, ...]:
    """ "The men were being fed, the border guards said": a body that tells of help without a helper gives it."""  # noqa: E501
    if match.frame.kind != "assistance" or not match.arguments.passive or match.arguments.of("subj"):
        return ()
    bodies = [a.speaker for a in ground.sentence.speech if a.speaker and not is_person(a.speaker)]
    return tuple(bodies[:1])


def _ordered_by(match: Match, tree: Syntax) -> Sequence[int]:
    """ "Ordered 20,000 reservists to be mobilised": who orders, where the deed itself has no doer."""
    at = match.carrier if match.carrier is not None else match.word
    for above in list(tree.up(at))[:2]:
        if base(tree, above) in _DECIDING and above != match.carrier:
            return of_verb(tree, above).of("subj")
    return []


_DECIDING = frozenset(
    [
        *("order", "instruct", "direct", "decide", "authorise", "authorize"),
        "approve",
        "plan",
        "command",
        "announce",
    ]
)


def target(match: Match, ground: Ground) -> str | None:
    """Whom or what it is done to."""
    for role in match.frame.target:
        named = [
            n for w in words_in(match, ground.tree, role.removesuffix("_people")) if (n := name_of(w, ground))
        ]
        if named:
            return ", ".join(named[:3])
    return None


def words_in(match: Match, tree: Syntax, role: str) -> Sequence[int]:
    """The words in a role; `inner` roles are those of the clause that hangs on the word."""
    if role.startswith("content_"):
        return _of_content(match, tree, role.partition("_")[2])
    if role.startswith("subj_") and role not in match.arguments.roles and role != "subj_place":
        return [
            k for w in match.arguments.of("subj") for k in tree.kids(w, "nmod") if tree.case(k) == role[5:]
        ]
    if role == "alone":  # who does it, where it is done to nothing: "Bulengo is emptying"
        return () if match.arguments.of("obj") else match.arguments.of("subj")
    if role.startswith("body_"):  # "held at the Committee"
        held = match.arguments.of(f"carrier_{role[5:]}") or match.arguments.of(role[5:])
        return [w for w in held if tree.tree.mentions[w] == "organization"]
    if role == "obj_of":
        return [k for w in match.arguments.of("obj") for k in tree.kids(w, "nmod") if tree.case(k) == "of"]
    if role == "landing":
        above = tree.head(match.word)
        if above < 0 or tree.rel(match.word) not in {"acl", "conj"}:
            return ()
        outer = tree.head(above) if tree.pos(above) in {"NOUN", "PROPN", "NUM", "PRON"} else above
        return (
            of_verb(tree, outer).of("at|in|to")
            if outer >= 0 and base(tree, outer) in {"arrive", "land", "reach", "come"}
            else ()
        )
    if role == "said":
        return (
            of_verb(tree, ground_said).of("subj") if (ground_said := _saying(match, tree)) is not None else ()
        )
    if role == "main":
        above = tree.head(match.word)
        return of_verb(tree, above).of("subj") if above >= 0 and tree.rel(match.word) == "obl" else ()
    if not role.startswith("inner"):
        name = role.removesuffix("_place") if role not in match.arguments.roles else role
        return match.arguments.of(name)
    inner = role.partition("_")[2]
    clauses = list(tree.kids(match.word, "xcomp", "ccomp", "advcl"))
    clauses += [k for o in match.arguments.of("obj") for k in tree.kids(o, "acl")]
    if not inner:
        return [k for o in match.arguments.of("obj") for k in tree.kids(o, "nmod", "obl")]
    found: list[int] = []
    for clause in clauses:
        at = of_verb(tree, clause)
        found += at.of(inner)
    return found or [
        k for o in match.arguments.of("obj") for k in tree.kids(o, "nmod") if tree.case(k) == inner
    ]


def _of_content(match: Match, tree: Syntax, role: str) -> list[int]:
    """The arguments of the clause said: who does what is feared, and where to."""
    found: list[int] = []
    for clause in (*match.arguments.of("ccomp"), *match.arguments.of("xcomp")):
        inner = of_verb(tree, clause)
        found += inner.of("subj") or inner.of("obj") if role == "subj" else inner.of(role)
    return found


def _saying(match: Match, tree: Syntax) -> int | None:
    """The verb of saying above a word."""
    at = match.word
    for above in tree.up(at):
        if tree.rel(at) in {"ccomp", "parataxis"}:
            return above
        at = above
    return None


def name_of(word: int, ground: Ground) -> str | None:
    """The words that name an argument; a pronoun's are looked up."""
    tree = ground.tree
    if tree.low(word) in _PRONOUNS and tree.pos(word) in {"PRON", "DET", "SCONJ", "X", "NOUN"}:
        return _antecedent(word, ground)
    name = phrase(tree, word, ground.text)
    if not name or name.lower() in _PRONOUNS | _MEANS:
        return None
    if re.fullmatch(r"(?:[\d,.\s]+|(?:almost|nearly|about|some)\s+)+", name):
        return _of_sentence_before(ground, person=False, low="they") or name
    return _meant(name, ground)


_BACK = re.compile(r"(?:country|official|ministry|agency|government|minister|president|group)\Z")


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
        if a.speaker and a.end <= tree.starts[word] and a.speaker.lower() not in _PRONOUNS:
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
    """Whom "he" means where the sentence before names nobody: the subject of one before it that was parsed."""
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
    if tree.low(word) in _PRONOUNS:
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
        return (plural and mention not in _LIFELESS | {"time"}) or mention == "organization"
    return mention not in _LIFELESS | {"time", "person"} and (not plural or mention == "organization")
