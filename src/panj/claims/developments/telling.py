"""What a sentence tells: one reading for each telling word, what stands inside another left out.

Takes a sentence with its tree, and what the figure reader says of its words; gives `Found`s with the words
that tell each. Frames and reader vote; without a reader the frames alone decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from panj.claims.clauses.arguments import of_verb
from panj.claims.clauses.lexicon import base
from panj.claims.clauses.phrases import subtree
from panj.claims.developments import voting
from panj.claims.developments.demands import Match
from panj.claims.developments.generic import generic_match, match_of
from panj.claims.developments.ground import Ground
from panj.claims.developments.seeing import Seen, seen_in, told_of
from panj.claims.developments.settling import OUTER, settled, silent
from panj.claims.developments.status import Reading, read_status
from panj.claims.developments.triggers import kinds_named, matches
from panj.claims.developments.voting import Weights
from panj.claims.learned.telling import Telling, Tellings
from panj.language.trees import Syntax
from panj.model import (
    DevelopmentStatus,
)

_COMPLEMENTS = ("xcomp", "ccomp", "obj", "acl", "nmod", "obl")
_STATES = frozenset({"remain", "stay"})
_FULL = frozenset({"VERB", "NOUN", "ADJ"})
_ORDINALS = frozenset(
    {"second", "third", "fourth", "fifth", "sixth", "another", "one", "others", "more", "next", "last"}
)


@dataclass(slots=True)
class Found:
    """A match with its reading, its status, and the words that tell it.

    seen: the words in which the reader alone sees it.
    share: how likely the reader holds it that the words tell a development; None: nobody asked it.
    voted: the fields in which the reader's word went against the rules'.
    """

    match: Match
    reading: Reading
    status: DevelopmentStatus
    words: set[int]
    rank: float = 0.0
    seen: Seen | None = None
    share: float | None = None
    voted: tuple[str, ...] = ()


def told_in(ground: Ground, told: Tellings | None = None, weights: Weights | None = None) -> list[Found]:
    """What a sentence tells, one row for each telling word, those inside others left out.

    Args:
        told: what the figure reader says of the sentence's words; None: the frames alone decide.
        weights: None: those that ship.
    """
    tree = ground.tree
    rows = by_frames(tree)
    if told is None:
        return chosen(tree, rows)
    weights = weights or voting.weights()
    return chosen(tree, voted(tree, rows, told_of(tree, told), weights), own=weights.seen["own"])


def chosen(tree: Syntax, rows: Sequence[Found], own: float = 2.0) -> list[Found]:
    """One row for each telling word, those inside others left out.

    Args:
        own: the reader's share from which what is promised, asked, denied or feared is told besides.
    """
    kept: list[Found] = []
    for row in sorted(rows, key=lambda r: (-r.rank, r.match.word)):
        if not any(_inside(row, other) for other in kept):
            kept.append(row)
    kept = [r for r in kept if not any(r is not o and _outdone(tree, r, o, own) for o in kept)]
    return sorted(kept, key=lambda r: r.match.word)


def by_frames(tree: Syntax) -> list[Found]:
    """Every frame that holds in a sentence and tells a development."""
    plain = list(matches(tree))
    echoes = [echo for one in plain for echo in _echoes(tree, one)]
    rows: list[Found] = []
    for match in [*plain, *echoes]:
        reading = read_status(tree, match.word, match.carrier)
        status = settled(match, reading, tree)
        if status is not None:
            rows.append(Found(match, reading, status, span_words(tree, match), match.strength))
    return rows


def voted(
    tree: Syntax, rows: Sequence[Found], words: Sequence[Telling | None], weights: Weights
) -> list[Found]:
    """The rows of the frames as the reader leaves them, and what it alone sees."""
    kept = [left for row in rows if (left := _weighed(tree, row, words, weights)) is not None]
    runs = seen_in(tree, words, share=weights.seen["share"], edge=weights.seen["edge"])
    free = [s for s in runs if not any(s.covers(r.match.word) or s.covers(r.match.carrier) for r in kept)]
    found = [row for seen in free if (row := _learned(tree, seen, weights)) is not None]
    return kept + [row for row in found if not any(_same(tree, row, other) for other in kept)]


def _same(tree: Syntax, row: Found, framed: Found) -> bool:
    """Whether what the reader sees is what a frame tells at the next word: "ordered … to be mobilised"."""
    judged = (row.match.frame.kind, framed.match.frame.kind) == ("denial", "assessment")
    if row.match.frame.kind != framed.match.frame.kind and not judged:
        return False
    ways = ((row.match.word, framed.match.word), (framed.match.word, row.match.word))
    return any(tree.head(k) == top and tree.rel(k) in _COMPLEMENTS for k, top in ways)


def _weighed(tree: Syntax, row: Found, words: Sequence[Telling | None], weights: Weights) -> Found | None:
    """What a frame says after the reader was heard; None where that outweighs it."""
    telling = _about(tree, row.match, words)
    if telling is None:
        return row
    share = max(telling.share, _near(tree, row.match, words))
    if not weights.holds(row.match, share):
        return None
    found = replace(row, share=share, rank=weights.rank(row.match, telling))
    kind = weights.kind_of(row.match, telling)
    if kind != row.match.frame.kind:
        match = match_of(tree, row.match.word, row.match.carrier, kind)
        status = settled(match, row.reading, tree) if match is not None else None
        if match is not None and status is not None:
            match = replace(match, strength=row.match.strength)
            found = replace(found, match=match, status=status, words=span_words(tree, match), voted=("kind",))
    return _stood(found, found.status, telling, weights)


def _stood(row: Found, status: DevelopmentStatus | None, telling: Telling, weights: Weights) -> Found:
    """The row with the status that is voted."""
    framed = row.seen is None
    likelier = weights.status_of(row.match, row.reading, status, telling, framed=framed)
    if likelier == row.status:
        return row
    reading = replace(row.reading, status=likelier)
    return replace(row, status=likelier, reading=reading, voted=(*row.voted, "status"))


def _about(tree: Syntax, match: Match, words: Sequence[Telling | None]) -> Telling | None:
    """What the reader says of a match's words: of that of which it is surest."""
    at = [x for x in (match.word, match.carrier) if x is not None]
    at += [k for x in at for k in tree.kids(x, "aux", "cop", "compound:prt")]
    return max((t for x in at if (t := words[x]) is not None), key=lambda t: t.share, default=None)


def _near(tree: Syntax, match: Match, words: Sequence[Telling | None]) -> float:
    """How likely what hangs on a match, or what it hangs on, tells a development of its kind."""
    at = tree.kids(match.word, *_COMPLEMENTS)
    if tree.rel(match.word) in _COMPLEMENTS:
        at.append(tree.head(match.word))
    return max((t.kinds.get(match.frame.kind, 0.0) for x in at if (t := words[x]) is not None), default=0.0)


def _learned(tree: Syntax, seen: Seen, weights: Weights) -> Found | None:
    """What the reader alone sees; None where the tree says against it that nothing is told."""
    full = [i for i in range(seen.first, seen.last + 1) if tree.pos(i) in _FULL]
    if not full and all(tree.pos(i) == "PROPN" for i in range(seen.first, seen.last + 1)):
        return None  # a name alone tells nothing
    named = kinds_named(tree, full)
    match = generic_match(tree, seen, weights.kind_seen(seen.telling, named))
    if match is None:
        return None
    reading = read_status(tree, match.word, match.carrier)
    status = settled(match, reading, tree)
    if match.frame.kind == "denial" and silent(match, reading, tree):
        return None
    if reading.supposed or (reading.condition is not None and status is DevelopmentStatus.HAPPENED):
        return None  # "could have been opened", "if they come, the road is cut": it did not come to it
    if status is None and seen.telling.share < weights.seen["against"]:
        return None
    plain = status or DevelopmentStatus(seen.telling.standing)
    words = span_words(tree, match) | set(range(seen.first, seen.last + 1))
    reading = replace(reading, status=plain)
    row = Found(match, reading, plain, words, seen.telling.share - 1.0, seen, seen.telling.share)
    return _stood(row, status, seen.telling, weights)


def _echoes(tree: Syntax, match: Match) -> Iterator[Match]:
    """ "… scheduled three drills in October, with a fourth scheduled for November": the noun is left out the second time."""  # noqa: E501
    if match.carrier is None:
        return
    for k in [*tree.kids(match.carrier, "advcl", "conj", "parataxis"), *tree.kids(match.word, "acl")]:
        if base(tree, k) != base(tree, match.carrier):
            continue
        arguments = of_verb(tree, k)
        counted = [w for role in ("obj", "subj", "with") for w in arguments.of(role)] + tree.kids(
            k, "obl", "amod", "nummod"
        )
        if any(tree.low(w) in _ORDINALS or tree.tag(w) == "CD" for w in counted):
            arguments.roles["carrier"] = list(match.arguments.of("carrier"))
            arguments.roles.pop("obj", None)
            yield Match(match.frame, k, arguments, None, match.strength)


def _inside(row: Found, other: Found) -> bool:
    """Whether two readings are of one telling word."""
    return (
        row.match.word == other.match.word
        or row.match.word == other.match.carrier
        or row.match.carrier == other.match.word
    )


def _outdone(tree: Syntax, row: Found, other: Found, own: float) -> bool:
    """What is promised, asked, denied or feared is told by the promise; who is ready to host tells more than who prepares."""  # noqa: E501
    other_kind = row.match.frame.kind != other.match.frame.kind
    told_besides = other_kind and row.share is not None and row.share >= own
    if other.match.frame.kind in OUTER and row.match.word != other.match.word and not told_besides:
        above = list(tree.up(row.match.word))
        if other.match.word in above:
            way = above[: above.index(other.match.word)]
            links = [tree.rel(row.match.word), *(tree.rel(w) for w in way)]
            return (
                any(x in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod"} for x in links)
                and "advcl" not in links
            )
    if any(r.match.frame.nouns and tree.pos(r.match.word) == "VERB" for r in (row, other)):
        return False  # a second one, its noun left out
    same = other.match.frame.kind == row.match.frame.kind and row.match.frame.kind != "restriction"
    return (
        same and row.match.word in other.words and tree.rel(row.match.word) in {"xcomp", "acl", "nmod", "obj"}
    )


def span_words(tree: Syntax, match: Match) -> set[int]:
    """The telling words: the clause without what is said beside it."""
    top = match.carrier if match.carrier is not None else match.word
    if tree.rel(top) == "xcomp" and base(tree, tree.head(top)) in _STATES:
        top = tree.head(top)  # "schools will remain closed"
    kept = _clause_of(tree, top, top=True)
    for role in ("subj", "obj"):
        words = match.arguments.of(role)
        if words and not match.arguments.shared:
            kept |= {x for w in words for x in _clause_of(tree, w, top=False)}
    return kept


def _clause_of(tree: Syntax, word: int, *, top: bool) -> set[int]:
    kept = {word}
    for k in tree.kids(word):
        rel = tree.rel(k)
        if rel in {"parataxis", "discourse"} or (rel == "conj" and tree.pos(k) in {"VERB", "AUX"}):
            continue
        if rel == "advcl" and top and not _short(tree, k):
            continue
        if rel in {"acl", "appos"} and not _short(tree, k) and tree.rel(word) == "nsubj":
            continue
        if rel == "obl" and tree.case(k) in {"according to", "amid"}:
            continue
        kept |= _clause_of(tree, k, top=False)
    return kept


def _short(tree: Syntax, word: int) -> bool:
    return len(subtree(tree, word)) <= 8
