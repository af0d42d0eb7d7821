"""Where a development is: a place named in the frame's roles or its clause, or one that the words stand for.

Takes a `Match` with the sentence that it stands in; gives a mention, the report's own words, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from panj.claims.developments.arguments import phrase, subtree
from panj.claims.developments.demands import Match
from panj.claims.developments.frames import base
from panj.claims.developments.generic import PREFIX
from panj.claims.developments.names import Ground, words_in
from panj.claims.developments.wordclasses import is_of
from panj.claims.nations import code_of
from panj.claims.places import Mention
from panj.language.trees import Syntax

_ANAPHORS = re.compile(
    r"(?:\w+\s+){0,6}?(?:areas?|districts?|territory|villages?|cit(?:y|ies)|towns?|provinces?|regions?|camps?|capital|positions?|posts?|land|ground)\Z",
    re.IGNORECASE,
)


_COMING = frozenset(
    {"warning.flight", "assessment.no_influx", "pledge.ready", "pledge.room", "pledge.readiness"}
)


_HOST = frozenset({"admission_policy", "preparation", "assistance", "restriction"})


_AREAS = re.compile(r"(?:areas?|districts?|territory|provinces?|regions?|villages?)\Z", re.IGNORECASE)


def place(match: Match, ground: Ground) -> Mention | str | None:
    """Where: a place named in one of the frame's roles, else the nearest named in its clause."""
    tree = ground.tree
    there = _there(match, ground)
    if there is not None:
        return there
    for role in _roles(match, ground):
        named = [p for word in words_in(match, tree, role) if (p := place_in(word, ground)) is not None]
        if named:
            own = [p for p in named if isinstance(p, Mention) and not p.country]
            told: list[Mention | str] = [*own] or sorted(named, key=_by_length)
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
    setting = _of_setting(match, ground)
    if setting is None and match.frame.name.startswith(PREFIX):
        return _beside(match, ground)
    return setting


_FIXED = frozenset({"control", "crossing_status", "preparation", "evacuation", "deployment", "restriction"})


def _beside(match: Match, ground: Ground) -> Mention | None:
    """Of words that no frame knows: the nearest place of their sentence, or the last one named before it."""
    at = ground.tree.starts[match.word]
    named = [
        m for m in ground.sentence.places if not (m.generic or m.country) and m.role not in {"from", "parent"}
    ]
    own = [m for m in named if not _said(m, ground)]
    if own:
        return min(own, key=lambda m: abs(m.start - at))
    return ground.local if match.frame.kind in _FIXED else None


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


def _area_meant(found: str, match: Match, ground: Ground) -> Mention | None:
    """Which place named before "its 28 districts" or "the city" means: an area for areas, the last place else."""  # noqa: E501
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
    """People who go home go to the country that they came from; who comes is let in and lodged where they come to."""  # noqa: E501
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


def _there(match: Match, ground: Ground) -> Mention | None:
    """ "Would be bused there": the last place named before, in the sentence or the one before it."""
    tree = ground.tree
    words = [match.word, *tree.kids(match.word, "xcomp", "ccomp", "advcl")]
    said = next((k for w in words for k in tree.kids(w, "advmod") if tree.low(k) == "there"), None)
    if said is None:
        return None
    before = [
        m for m in ground.sentence.places if m.end <= tree.starts[said] and not (m.country or m.generic)
    ]
    return before[-1] if before else ground.local


def _said(m: Mention, ground: Ground) -> bool:
    return any(a.start <= m.start < a.end for a in ground.sentence.speech)


def _covers(tree: Syntax, words: Iterable[int], m: Mention) -> bool:
    return any(tree.starts[k] < m.end and m.start < tree.ends[k] for k in words)


def place_in(word: int, ground: Ground) -> Mention | str | None:
    """The place that a noun phrase names: the innermost name in it, else its own words where they say what it is."""  # noqa: E501
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
