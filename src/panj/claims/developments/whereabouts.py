"""Where a development is: a place named in the frame's roles or its clause, or one that the words stand for.

Takes a `Match` with the sentence that it stands in; gives a mention, the report's own words, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from panj.claims.clauses.lexicon import base
from panj.claims.clauses.phrases import subtree
from panj.claims.developments.backdrop import of_doer, of_report, of_setting
from panj.claims.developments.demands import Match
from panj.claims.developments.generic import PREFIX
from panj.claims.developments.ground import Ground
from panj.claims.developments.placing import covers, in_saying, is_spot, place_in
from panj.claims.developments.pointing import meant_by, place_there, pointed_to
from panj.claims.developments.roles import words_in
from panj.claims.mentions.nations import demonym
from panj.claims.mentions.places import Mention
from panj.language.trees import Syntax

_LOOSE = frozenset({"pledge", "denial", "request", "meeting"})  # of no place unless one is named
_CLOSE = frozenset({"admission_policy", "return", "withdrawal", "warning"})  # of no place beside them
_BORDER = re.compile(r"\b(?:border|frontier)\b", re.IGNORECASE)
# "Three camps were opened": what is built, shut or barred says itself not where it stands.
_BUILT = frozenset({"preparation", "assistance", "restriction", "crossing_status", "admission_policy"})
_BUILDING = frozenset({"preparation", "crossing_status"})  # "Chad closed the crossing at Adre"
_AT_HOME = frozenset({"admission_policy", "crossing_status", "restriction", "preparation"})
_HOSTING = frozenset(
    {"shelter", "host", "house", "accommodate", "receive", "lodge", "give", "take", "prepare"}
)
_GOING = frozenset({"return", "withdrawal"})
_LEAVING = frozenset({"evacuation", "withdrawal", "control"})


def place(match: Match, ground: Ground, words: Collection[int] = ()) -> Mention | str | None:
    """Where: a place named in one of the frame's roles, else among the telling words, in the setting, before.

    Args:
        words: the words of the tree that tell the development.
    """
    there = place_there(match, ground)
    if there is not None:
        return there
    told = _in_roles(match, ground)
    if told is not None and (_named(told) or match.frame.kind in _LOOSE):
        return told
    pointed = pointed_to(match, ground)
    if pointed is not None:
        return _around(match, ground, words, wide=False) or pointed
    if match.frame.kind in _LOOSE:
        return _around(match, ground, words, wide=False) or of_setting(match, ground)
    if told is not None and _stands(told, match):
        return (
            told if isinstance(told, Mention) or _BORDER.search(told) else _site(match, ground, words) or told
        )
    wide = match.frame.kind not in _CLOSE
    near = _at_home(match, ground, words) or _around(match, ground, words, wide=wide)
    if near is not None or (told is not None and match.frame.kind not in _BUILT):
        return near or told
    return of_doer(match, ground) or of_report(match, ground) or told or _last_resort(match, ground, words)


def _last_resort(match: Match, ground: Ground, words: Collection[int]) -> Mention | None:
    """ "In Nowshera 25,000 went back", "245,000 may cross into Chad": the one place that is named with it."""
    tree = ground.tree
    under = {*words, *subtree(tree, match.word)}
    named = [m for m in ground.sentence.places if not (m.generic or m.water) and m.role in {"in", "to"}]
    inside = [m for m in named if covers(tree, under, m) and not in_saying(m, ground)]
    return next((m for m in inside if not m.country), None) or next(iter(inside), None)


def _named(told: Mention | str) -> bool:
    """Whether a place has a name of its own, and is no whole country."""
    if isinstance(told, Mention):
        return not told.country
    return any(w[:1].isupper() and demonym(w) is None for w in told.split())


def _in_roles(match: Match, ground: Ground) -> Mention | str | None:
    """A place in one of the frame's roles: those that name one before those that describe it."""
    tree = ground.tree
    found: list[Mention | str] = []
    for role in _roles(match, ground):
        words = words_in(match, tree, role)
        named = [p for word in words if (p := place_in(word, ground)) is not None]
        own = [p for p in named if _named(p)]
        if own:
            return own[0]
        found += [meant_by(p, match, ground) for p in sorted(named, key=_by_length)[:1]]
    finer = [p for p in found if (_BORDER.search(p) if isinstance(p, str) else not p.country)]
    finer.sort(key=lambda p: isinstance(p, str))
    return next(iter([*finer, *found]), None)


def _site(match: Match, ground: Ground, words: Collection[int]) -> Mention | None:
    """ "Took the airport at Kavumu": the name that says where what is described lies."""
    near = _around(match, ground, words, wide=False)
    return near if near is not None and near.role in {"in", "to"} else None


def _stands(told: Mention | str, match: Match) -> bool:
    """Whether words are place enough: a country, a border, what is fought over, where people are taken."""
    if isinstance(told, Mention) or match.frame.kind in {
        "control",
        "warning",
        "withdrawal",
        "return",
        "deployment",
    }:
        return True
    return _BORDER.search(told) is not None


def _at_home(match: Match, ground: Ground, words: Collection[int]) -> Mention | None:
    """Who lets in, shuts or builds on his own ground, where his clause names no other place."""
    if match.frame.kind in _BUILDING and _around(match, ground, words, wide=False) is not None:
        return None
    return _host_that_acts(match, ground)


def _host_that_acts(match: Match, ground: Ground) -> Mention | None:
    """ "Jamaica has taken in 100": who lets people in does so on his own ground."""
    hosts = match.frame.kind in _AT_HOME or (
        match.frame.kind == "assistance" and base(ground.tree, match.word) in _HOSTING
    )
    if not hosts or match.arguments.passive:
        return None
    tree = ground.tree
    for word in match.arguments.of("subj"):
        at = {word, *tree.kids(word, "flat", "nmod:poss")}
        found = [m for m in ground.sentence.places if not m.generic and covers(tree, at, m)]
        if found and tree.pos(word) in {"PROPN", "NOUN"} and (tree.pos(word) == "PROPN" or found[0].country):
            return found[0]
    return None


def _around(match: Match, ground: Ground, words: Collection[int], *, wide: bool) -> Mention | None:
    """The nearest place named in the clause, the telling words, or (if `wide`) the whole sentence."""
    tree, at = ground.tree, ground.tree.starts[match.word]
    under = subtree(tree, match.word) | (subtree(tree, match.carrier) if match.carrier is not None else set())
    under |= set(words)
    apart = {x for k in _clauses_apart(match, tree) for x in subtree(tree, k)}
    fit = [m for m in ground.sentence.places if is_spot(m, ground) and not _acts(m, match, ground)]
    fit = [m for m in fit if m.role != "from" or match.frame.kind in _LEAVING]
    if match.frame.kind in _CLOSE:
        fit = [m for m in fit if m.role == "to" or match.frame.kind not in _GOING]
    own = [m for m in fit if not covers(tree, apart, m)]
    inside = [m for m in own if covers(tree, under, m)]
    standing = [m for m in inside if m.role in {"in", "to"}]
    beside = [m for m in own if m.role in {"in", "to", "object", "from"}] or own or fit
    found = standing or (inside if match.frame.kind not in _LOOSE else []) or (beside if wide else [])
    return min(found, key=lambda m: abs(m.start - at), default=None)


def _clauses_apart(match: Match, tree: Syntax) -> list[int]:
    """The clauses of a sentence that tell of something else: said, supposed, or when another thing was."""
    own = {match.word, match.carrier}
    above = {match.word, *tree.up(match.word)}
    return [
        k for k in range(len(tree))
        if tree.rel(k) in {"ccomp", "parataxis", "advcl"} and k not in own and k not in above
    ]  # fmt: skip


def _acts(m: Mention, match: Match, ground: Ground) -> bool:
    """Whether a name is who does it: "Rabat has sent two planes"."""
    tree = ground.tree
    return any(
        tree.starts[w] < m.end and m.start < tree.ends[w]
        for role in ("subj", "by", "carrier")
        for word in match.arguments.of(role)
        for w in (subtree(tree, word) if match.frame.kind in _LOOSE else _head_of(tree, word))
    )


def _head_of(tree: Syntax, word: int) -> tuple[int, ...]:
    return (word, *tree.kids(word, "flat"))


def _roles(match: Match, ground: Ground) -> Sequence[str]:
    """The frame's roles in its order; of a frame without words those that name a place before others."""
    roles = match.frame.place
    if not match.frame.name.startswith(PREFIX):
        return roles
    return sorted(roles, key=lambda role: not _names(match, ground, role))


def _names(match: Match, ground: Ground, role: str) -> bool:
    found = (place_in(word, ground) for word in words_in(match, ground.tree, role))
    return any(isinstance(p, Mention) and not p.country for p in found)


def _by_length(found: Mention | str) -> int:
    """Names first, then the longest description."""
    return -99 if isinstance(found, Mention) else -len(found.split())
