"""The names in a development: who does it, to whom, and where, as the report writes them.

Takes a `Match` with the sentence that it stands in; pronouns are looked up in the sentence's speakers and in the
sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from panj.claims.developments.arguments import of_verb, phrase, subtree
from panj.claims.developments.frames import Match, base, is_of
from panj.claims.draft import Sentence
from panj.claims.naming import is_person
from panj.claims.nations import code_of
from panj.claims.places import Mention
from panj.claims.setting import Setting
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
_PLACELIKE = ("place", "border", "named_place", "town", "lodging_named")


@dataclass(slots=True)
class Ground:
    """A sentence with its tree, the sentence before, and what the whole report is about."""

    text: str
    sentence: Sentence
    tree: Syntax
    before: Sentence | None = None
    setting: Setting | None = None
    local: Mention | None = None  # the last place named before, no country
    outlet: str | None = None
    voice: str | None = None  # who was last quoted
    winner: tuple[str, ...] = ()  # who was last told to have taken a place


def actors(match: Match, ground: Ground) -> tuple[str, ...]:
    """Who does it: the first role of the frame that names somebody; both sides of a meeting."""
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
        words = (
            [*ordering, *_words(match, ground.tree, role)]
            if role == "subj"
            else _words(match, ground.tree, role)
        )
        for word in words:
            name = name_of(word, ground)
            if name and name not in found:
                found.append(name)
        if found and not many:
            break
    return _helpers(match, ground) or tuple(found[:4])


def _helpers(match: Match, ground: Ground) -> tuple[str, ...]:
    """ "The men were being fed, the border guards said": a body that tells of help without a helper gives it."""
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
    {"order", "instruct", "direct", "decide", "authorise", "authorize", "approve", "plan", "command"}
)


def target(match: Match, ground: Ground) -> str | None:
    """Whom or what it is done to."""
    for role in match.frame.target:
        named = [
            n for w in _words(match, ground.tree, role.removesuffix("_people")) if (n := name_of(w, ground))
        ]
        if named:
            return ", ".join(named[:3])
    return None


def place(match: Match, ground: Ground) -> Mention | str | None:
    """Where: a place named in one of the frame's roles, else the nearest named in its clause."""
    tree = ground.tree
    for role in match.frame.place:
        named = [p for word in _words(match, tree, role) if (p := place_in(word, ground)) is not None]
        if named:
            own = [p for p in named if isinstance(p, Mention) and not p.country]
            told = own or sorted(named, key=lambda p: not isinstance(p, Mention) and -len(p.split()))
            return _meant_by(told[0], match, ground)
    if match.frame.kind in {"pledge", "denial", "request", "meeting"}:
        return _of_setting(match, ground)
    near = subtree(tree, match.word) | (subtree(tree, match.carrier) if match.carrier is not None else set())
    near -= {
        x
        for k in near
        if tree.rel(k) in {"ccomp", "parataxis", "advcl"} and k != match.word
        for x in subtree(tree, k)
    }
    inside = [
        m
        for m in ground.sentence.places
        if m.role in {"in", "to"} and _covers(tree, near, m) and not _said(m, ground)
    ]
    if match.frame.kind == "return" or match.frame.kind == "admission_policy":
        inside = [m for m in inside if m.role == "to"]
    here = [m for m in inside if not m.generic]
    if here:
        return min(here, key=lambda m: abs(m.start - tree.starts[match.word]))
    return _of_setting(match, ground)


_COMING = frozenset(
    {"warning.flight", "assessment.no_influx", "pledge.ready", "pledge.room", "pledge.readiness"}
)
_HOST = frozenset({"admission_policy", "preparation", "assistance", "restriction"})
_ANAPHORS = re.compile(
    r"(?:\w+\s+){0,6}?(?:areas?|districts?|territory|villages?|cit(?:y|ies)|towns?|provinces?|regions?|camps?|capital|positions?|posts?|land|ground)\Z",
    re.IGNORECASE,
)


def _meant_by(found: Mention | str, match: Match, ground: Ground) -> Mention | str:
    """ "Its 28 districts", "their homeland", "the country": the place that such words stand for."""
    if isinstance(found, Mention):
        return found
    low, setting = found.lower(), ground.setting
    if low.removeprefix("own ") in {"homeland", "home", "country of origin", "home country", "homes"}:
        return (setting.home if setting and setting.home else None) or found
    if low in {"country", "nation", "republic", "state"} and setting is not None:
        return setting.host or setting.country or found
    if match.frame.kind == "control" and _ANAPHORS.match(found) and "border" not in low:
        return _area_meant(found, match, ground) or found
    return found


_AREAS = re.compile(r"(?:areas?|districts?|territory|provinces?|regions?|villages?)\Z", re.IGNORECASE)


def _area_meant(found: str, match: Match, ground: Ground) -> Mention | None:
    """Which place named before "its 28 districts" or "the city" means: an area for areas, the last place else."""
    at = ground.tree.starts[match.word]
    own = [m for m in ground.sentence.places if m.end < at and not (m.country or m.generic or m.water)]
    before = [*([ground.local] if ground.local is not None else []), *own]
    if _AREAS.search(found):
        wide = [m for m in before if m.kind not in {"town", "camp", "site", "crossing"}]
        if wide:
            return wide[-1]
    unsaid = [m for m in before if m is ground.local or not _said(m, ground)]
    return unsaid[-1] if unsaid else None


def _of_setting(match: Match, ground: Ground) -> Mention | str | None:
    """People who go home go to the country that they came from; who comes is let in and lodged where they come to."""
    if ground.setting is None:
        return None
    if match.frame.kind in {"return", "withdrawal"}:
        return ground.setting.home
    setting = ground.setting
    if same_nation(setting.home, setting.host) or (setting.home is None and setting.host != setting.country):
        return None
    if match.frame.kind in _HOST or match.frame.name in _COMING or _comes(match, ground.tree):
        own = next((w for w in match.arguments.of("subj") if is_of(ground.tree, w, "named_place")), None)
        if own is not None and match.frame.kind != "assistance":
            found = place_in(own, ground)
            if isinstance(found, Mention) and found.country:
                return found
        return ground.setting.host if ground.setting.host in ground.setting.nations[:2] else None
    return None


def _comes(match: Match, tree: Syntax) -> bool:
    """Whether what is feared is that people come."""
    return match.frame.content and any(
        base(tree, w) in {"come", "arrive", "enter", "cross", "flee", "pour"}
        for w in match.arguments.of("ccomp")
    )


def same_nation(one: str | None, other: str | None) -> bool:
    """Whether two names are of one country."""
    return one is not None and other is not None and code_of(one) == code_of(other)


def _said(m: Mention, ground: Ground) -> bool:
    return any(a.start <= m.start < a.end for a in ground.sentence.speech)


def _covers(tree: Syntax, words: Iterable[int], m: Mention) -> bool:
    return any(tree.starts[k] < m.end and m.start < tree.ends[k] for k in words)


def place_in(word: int, ground: Ground) -> Mention | str | None:
    """The place that a noun phrase names: the innermost name in it, else its own words where they say what it is."""
    tree = ground.tree
    under = _phrase_only(tree, word)
    named = [m for m in ground.sentence.places if not m.generic and _covers(tree, under, m)]
    own = [m for m in named if m.role != "parent"] or named
    finer = [m for m in own if not m.country] or own
    generic = (
        any(is_of(tree, word, c) for c in ("border", "lodging_named", "base_word"))
        and tree.pos(word) == "NOUN"
    )
    frontier = tree.lemma(word) in {"border", "frontier"}
    if finer and not frontier and not (generic and all(m.country for m in finer)):
        return finer[0]
    if tree.pos(word) == "PROPN":
        return phrase(tree, word, ground.text) if tree.tree.mentions[word] == "place" else None
    if is_of(tree, word, "place") or is_of(tree, word, "border"):
        return finer[0] if finer and not generic else (phrase(tree, word, ground.text) or None)
    return finer[0] if finer else None


def _phrase_only(tree: Syntax, word: int) -> set[int]:
    """A noun phrase without its relative clauses."""
    kept = {word}
    for k in tree.kids(word):
        if tree.rel(k) not in {"acl", "advcl", "parataxis", "conj"}:
            kept |= _phrase_only(tree, k)
    return kept


def _words(match: Match, tree: Syntax, role: str) -> Sequence[int]:
    """The words in a role; `inner` roles are those of the clause that hangs on the word."""
    if role.startswith("content_"):
        return _of_content(match, tree, role.partition("_")[2])
    if role.startswith("subj_") and role not in match.arguments.roles and role != "subj_place":
        return [
            k for w in match.arguments.of("subj") for k in tree.kids(w, "nmod") if tree.case(k) == role[5:]
        ]
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
    clauses = [k for k in tree.kids(match.word, "xcomp", "ccomp", "advcl")]
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
        return _of_sentence_before(ground, person=False, low="they")
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
    """Whom a pronoun means: one named before in its sentence, else the speaker or the subject of the sentence before."""
    tree, low = ground.tree, ground.tree.low(word)
    person = low in {"he", "she", "him", "her", "i", "me"}
    if low in {"we", "us", "i", "me"}:
        return _first_person(ground)
    for a in ground.sentence.speech:
        if a.speaker and a.end <= tree.starts[word] and a.speaker.lower() not in _PRONOUNS:
            if low == "it" and is_person(a.speaker):
                return ground.setting.host if ground.setting is not None else None
            return a.speaker
    earlier = [k for k in _subjects(tree) if k < word and _fits(tree, k, person, low)]
    if earlier:
        return phrase(tree, earlier[0], ground.text) or None
    if ground.before is None:
        return None
    if person:
        said = next((a.speaker for a in ground.before.speech if a.speaker), None)
        if said:
            return said
    return _of_sentence_before(ground, person=person, low=low)


def _first_person(ground: Ground) -> str | None:
    """ "We": who is quoted; outside of quotations who publishes."""
    said = next((a.speaker for a in ground.sentence.speech if a.speaker), None)
    if said:
        return said
    quoted = any(mark in ground.sentence.text for mark in '“”"«»')
    before = ground.before
    if quoted and before is not None:
        return next((a.speaker for a in reversed(before.speech) if a.speaker), None)
    return None if quoted else ground.outlet


def _of_sentence_before(ground: Ground, *, person: bool, low: str) -> str | None:
    before = ground.before
    if before is None:
        return None
    tree = before.syntax or syntax(ground.text, Span(before.body, before.span.end))
    fitting = [k for k in _subjects(tree) if _fits(tree, k, person, low)]
    return (phrase(tree, fitting[0], ground.text) or None) if fitting else None


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
    if person:
        return tree.tree.mentions[word] == "person" and not plural
    if low in {"they", "them"}:
        return plural or tree.tree.mentions[word] == "organization"
    return tree.tree.mentions[word] != "person" and (not plural or tree.tree.mentions[word] == "organization")
