"""Places that words point back to: "there", "it", "the crossing", "its 28 districts", "their homeland".

Takes a `Match` with the sentence that it stands in; gives the place meant.
"""

from __future__ import annotations

import re

from panj.claims.developments.backdrop import FIXED
from panj.claims.developments.demands import Match
from panj.claims.developments.ground import Ground
from panj.claims.developments.placing import in_saying, is_spot
from panj.claims.developments.roles import words_in
from panj.claims.mentions.nations import demonym
from panj.claims.mentions.places import Mention

_CROSSING = (
    r"(?:border\s+|frontier\s+)?"
    r"(?:crossing|gate|bridge|checkpoint|border|frontier|post|port|terminal|pass|road)s?"
)
_SITES = frozenset(
    [*("crossing", "camp", "site", "town", "village", "city", "bridge", "gate", "centre", "center"),
     *("settlement", "district", "province", "airport", "port", "post", "checkpoint"),
     *("place", "island", "stadium", "base", "enclave", "area")]
)  # fmt: skip
_ANAPHORS = re.compile(
    r"(?:\w+\s+){0,6}?(?:areas?|districts?|territory|villages?|cit(?:y|ies)|towns?|provinces?|regions?|camps?|capital|positions?|posts?|land|ground)\Z",
    re.IGNORECASE,
)
_AREAS = re.compile(r"(?:areas?|districts?|territory|provinces?|regions?|villages?)\Z", re.IGNORECASE)


def place_there(match: Match, ground: Ground) -> Mention | None:
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
    if not reached and ground.before is not None:
        reached = [m for m in ground.before.places if m.role == "to" and not (m.country or m.generic)]
    return reached[-1] if reached else ground.local


def pointed_to(match: Match, ground: Ground) -> Mention | None:
    """ "Soldiers shut it", "the crossing stays open": the place that such words point back to."""
    if match.frame.kind not in FIXED:
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
    named = [m for m in ground.sentence.places if m.end <= at and is_spot(m, ground)]
    named = [*([ground.local] if ground.local is not None else []), *named]
    if match.frame.kind == "crossing_status":
        site = _CROSSING
    else:
        site = rf"{tree.lemma(word)}s?" if tree.pos(word) == "NOUN" else r"\w+"
    meant = [m for m in named if _called(m, site, ground.text)]
    return meant[-1] if meant else None


def _called(m: Mention, site: str, text: str) -> bool:
    """Whether a name is of a certain kind of place, by the gazetteer or by the word that follows it."""
    known = re.fullmatch(site, m.kind) is not None or (
        m.kind == "town" and re.fullmatch(site, "city") is not None
    )
    return known or re.match(rf"\s+{site}\b", text[m.end : m.end + 40], re.IGNORECASE) is not None


def meant_by(found: Mention | str, match: Match, ground: Ground) -> Mention | str:
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
    unsaid = [m for m in before if m is ground.local or not in_saying(m, ground)]
    return unsaid[-1] if unsaid else None
