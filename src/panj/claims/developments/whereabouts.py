"""Where a development is: a place named in the frame's roles or its clause, or one that the words stand for.

Takes a `Match` with the sentence that it stands in; gives a mention, the report's own words, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from panj.claims.developments.arguments import phrase, subtree
from panj.claims.developments.demands import Match
from panj.claims.developments.frames import base
from panj.claims.developments.generic import PREFIX
from panj.claims.developments.names import Ground, words_in
from panj.claims.developments.wordclasses import is_of
from panj.claims.draft import Sentence
from panj.claims.nations import code_of, demonym
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


def place(match: Match, ground: Ground, words: Collection[int] = ()) -> Mention | str | None:
    """Where: a place named in one of the frame's roles, else among the telling words, in the setting, before.

    Args:
        words: the words of the tree that tell the development.
    """
    there = _there(match, ground)
    if there is not None:
        return there
    told = _in_roles(match, ground)
    if told is not None and (_named(told) or match.frame.kind in _LOOSE):
        return told
    pointed = _pointed_to(match, ground)
    if pointed is not None:
        return _around(match, ground, words, wide=False) or pointed
    if match.frame.kind in _LOOSE:
        return _around(match, ground, words, wide=False) or _of_setting(match, ground)
    if told is not None and _stands(told, match):
        return (
            told if isinstance(told, Mention) or _BORDER.search(told) else _site(match, ground, words) or told
        )
    wide = match.frame.kind not in _CLOSE
    near = _host_that_acts(match, ground) or _around(match, ground, words, wide=wide)
    if near is not None or (told is not None and match.frame.kind not in _BUILT):
        return near or told
    return _of_report(match, ground) or told


def _named(told: Mention | str) -> bool:
    """Whether a place has a name of its own, and is no whole country."""
    if isinstance(told, Mention):
        return not told.country
    return any(w[:1].isupper() and demonym(w) is None for w in told.split())


_LOOSE = frozenset({"pledge", "denial", "request", "meeting"})  # of no place unless one is named
_CLOSE = frozenset({"admission_policy", "return", "withdrawal", "warning"})  # of no place beside them


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
        found += [_meant_by(p, match, ground) for p in sorted(named, key=_by_length)[:1]]
    finer = [p for p in found if (_BORDER.search(p) if isinstance(p, str) else not p.country)]
    finer.sort(key=lambda p: isinstance(p, str))
    return next(iter([*finer, *found]), None)


_BORDER = re.compile(r"\b(?:border|frontier)\b", re.IGNORECASE)


def _site(match: Match, ground: Ground, words: Collection[int]) -> Mention | None:
    """ "Took the airport at Kavumu": the name that says where what is described lies."""
    near = _around(match, ground, words, wide=False)
    return near if near is not None and near.role in {"in", "to"} else None


def _pointed_to(match: Match, ground: Ground) -> Mention | None:
    """ "Soldiers shut it", "the crossing stays open": the place that such words point back to."""
    if match.frame.kind not in _FIXED:
        return None
    words = [w for role in match.frame.place for w in words_in(match, ground.tree, role)]
    return next((p for w in words if (p := _pointed(w, match, ground)) is not None), None)


def _pointed(word: int, match: Match, ground: Ground) -> Mention | None:
    """The place that a pronoun or "the town" means: the last one named before it."""
    tree = ground.tree
    if tree.low(word) not in {"it", "this", "that", "each"}:
        definite = any(tree.low(k) in {"the", "that", "this"} for k in tree.kids(word, "det"))
        alone = not tree.kids(word, "nmod", "compound", "amod", "acl", "nummod")
        if not (definite and alone and tree.tag(word) == "NN" and tree.lemma(word) in _SITES):
            return None
    at = tree.starts[word]
    named = [m for m in ground.sentence.places if m.end <= at and _fit(m, ground)]
    named = [*([ground.local] if ground.local is not None else []), *named]
    if match.frame.kind == "crossing_status":
        site = _CROSSING
    else:
        site = rf"{tree.lemma(word)}s?" if tree.pos(word) == "NOUN" else r"\w+"
    meant = [m for m in named if _called(m, site, ground.text)]
    return meant[-1] if meant else None


_CROSSING = r"(?:border\s+|frontier\s+)?(?:crossing|gate|bridge|checkpoint|border|frontier|post|port|terminal|pass|road)s?"


def _called(m: Mention, site: str, text: str) -> bool:
    """Whether a name is of a certain kind of place, by the gazetteer or by the word that follows it."""
    known = re.fullmatch(site, m.kind) is not None or (
        m.kind == "town" and re.fullmatch(site, "city") is not None
    )
    return known or re.match(rf"\s+{site}\b", text[m.end : m.end + 40], re.IGNORECASE) is not None


_SITES = frozenset(
    ["crossing", "camp", "site", "town", "village", "city", "bridge", "gate", "centre", "center", "settlement", "district",
     "province", "airport", "port", "post", "checkpoint", "place", "island", "stadium", "base", "enclave", "area"]  # noqa: E501
)  # fmt: skip


def _fit(m: Mention, ground: Ground) -> bool:
    """Whether a name can be the place of a thing: no country, no speaker's seat, no river."""
    if m.country or m.generic or m.role == "parent" or m.water or _said(m, ground):
        return False
    return re.match(r"\.?\s*\d", ground.text[m.end : m.end + 3]) is None  # "Rs 30 lakh"


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


# "Three camps were opened": what is built, shut or barred says itself not where it stands.
_BUILT = frozenset({"preparation", "assistance", "restriction", "crossing_status", "admission_policy"})


def _host_that_acts(match: Match, ground: Ground) -> Mention | None:
    """ "Jamaica has taken in 100": who lets people in does so on his own ground."""
    hosts = match.frame.kind in {"admission_policy", "crossing_status", "restriction"} or (
        match.frame.kind in {"assistance", "preparation"} and base(ground.tree, match.word) in _HOSTING
    )
    if not hosts or match.arguments.passive:
        return None
    tree = ground.tree
    for word in match.arguments.of("subj"):
        at = {word, *tree.kids(word, "flat", "nmod:poss")}
        found = [m for m in ground.sentence.places if not m.generic and _covers(tree, at, m)]
        if found and tree.pos(word) in {"PROPN", "NOUN"} and (tree.pos(word) == "PROPN" or found[0].country):
            return found[0]
    return None


_HOSTING = frozenset(
    {"shelter", "host", "house", "accommodate", "receive", "lodge", "give", "take", "prepare"}
)


def _around(match: Match, ground: Ground, words: Collection[int], *, wide: bool) -> Mention | None:
    """The nearest place named in the clause, among the telling words, or (if `wide`) in the whole sentence."""
    tree, at = ground.tree, ground.tree.starts[match.word]
    under = subtree(tree, match.word) | (subtree(tree, match.carrier) if match.carrier is not None else set())
    under |= set(words)
    apart = {x for k in _clauses_apart(match, tree) for x in subtree(tree, k)}
    fit = [m for m in ground.sentence.places if _fit(m, ground) and not _acts(m, match, ground)]
    fit = [m for m in fit if m.role != "from" or match.frame.kind in _LEAVING]
    if match.frame.kind in _CLOSE:
        fit = [m for m in fit if m.role == "to" or match.frame.kind not in _GOING]
    own = [m for m in fit if not _covers(tree, apart, m)]
    inside = [m for m in own if _covers(tree, under, m)]
    standing = [m for m in inside if m.role in {"in", "to"}]
    beside = [m for m in own if m.role in {"in", "to", "object", "from"}] or own or fit
    found = standing or (inside if match.frame.kind not in _LOOSE else []) or (beside if wide else [])
    return min(found, key=lambda m: abs(m.start - at), default=None)


def _clauses_apart(match: Match, tree: Syntax) -> list[int]:
    """The clauses of a sentence that tell of something else: said, supposed, or when another thing was."""
    own = {match.word, match.carrier}
    above = {match.word, *tree.up(match.word)}
    found = [
        k for k in range(len(tree))
        if tree.rel(k) in {"ccomp", "parataxis", "advcl"} and k not in own and k not in above
    ]  # fmt: skip
    return found


_GOING = frozenset({"return", "withdrawal"})
_LEAVING = frozenset({"evacuation", "withdrawal", "control"})


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


def _of_report(match: Match, ground: Ground) -> Mention | str | None:
    """What the setting, the section or the sentences before say of where it is."""
    setting = _of_setting(match, ground)
    before = ground.section if ground.section is not None and not ground.section.country else ground.local
    if match.frame.kind in _LODGING and before is not None and not (setting and ground.local_far):
        return before
    if setting is not None:
        return setting
    if match.frame.kind == "return":
        return _nation_of_people(match, ground)
    if match.frame.kind == "admission_policy":
        return ground.reached
    if match.frame.kind in _FIXED:
        main = ground.setting.main if ground.setting is not None and ground.local_far else None
        return main or before or ground.section
    return ground.section if match.frame.kind == "assessment" else None


def _nation_of_people(match: Match, ground: Ground) -> str | None:
    """People who are sent home go to the country whose name they bear."""
    tree = ground.tree
    for word in match.arguments.of("obj") or match.arguments.of("subj"):
        around = (word, *tree.kids(word, "amod", "compound", "nmod"))
        nation = next((n for k in around if (n := demonym(tree.tree.words[k]) or _country(tree, k))), None)
        if nation is not None:
            return nation
    return None


_LODGING = frozenset({"assistance", "preparation", "restriction"})


def _country(tree: Syntax, word: int) -> str | None:
    """ "1,574 citizens of Chad": a country's name behind "of"."""
    name = tree.tree.words[word]
    return name if tree.case(word) == "of" and code_of(name) is not None else None


_FIXED = frozenset(
    ["control", "crossing_status", "preparation", "evacuation", "deployment", "restriction", "assistance"]
)


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
    if match.frame.kind == "control" and _ANAPHORS.match(found) and "border" not in low and not _owned(found):
        return _area_meant(found, match, ground) or found
    return found


def _owned(found: str) -> bool:
    """ "Tajik posts": a country's own, and none named before."""
    return any(demonym(w) is not None for w in found.split())


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
    reached = [m for m in before if m.role != "from"] or before
    return reached[-1] if reached else ground.local


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


_KIND = r"(?:\s+(?:camp|province|district|region|town|city|state|county|crossing|island|site))?"


def heading(text: str, sentence: Sentence) -> Mention | None:
    """The place that heads a section or a line: "Kuito.", "Ras al-Ain: …", "Busuma (Ruyigi): …"."""
    for m in sentence.places[:1]:
        before = text[sentence.body : m.start]
        after = text[m.end : sentence.span.end]
        if m.generic or not re.fullmatch(r"[\W\d]*", before):
            continue
        if re.match(rf"{_KIND}(?:\s*\([^)]*\))?\s*(?:[.:]?\s*\Z|:\s)", after, re.IGNORECASE):
            return m
    return None
