"""Whether a figure's role for a word is one that a frame counts, and what it costs.

Takes a frame's words in a sentence, the tie of a figure to one of them, and the tree; gives a price or None.
"""

from __future__ import annotations

from panj.claims.predicates.frames import Hit
from panj.claims.predicates.governor import Tie
from panj.language.trees import Syntax

_PREPOSITIONS = frozenset({"of", "for", "to", "with", "by"})
_PATIENTS = frozenset({"object", "subject"})


def cost_of_role(hit: Hit, tie: Tie, tree: Syntax | None) -> float | None:
    """What it costs that a figure has this role for a frame; None where the frame does not count it."""
    verb = bool(hit.tags)
    if tie.role == "counted":
        return None if verb else 0.0
    if tie.role in {"noun", "adjective"}:
        return _as_own_noun(hit, tie, verb=verb)
    match hit.frame.role:
        case "any":
            return 0.0
        case "before":
            return 0.1 if tie.role in _PATIENTS and not verb else 0.0 if tie.role == "beside" else None
        case "after":
            return _as_following(tie, tree, verb=verb)
    if tie.role == "beside":
        return 0.0 if hit.frame.role == "object" else 0.1
    return _as_argument(hit, tie, tree) if verb else _as_state(hit, tie)


def _as_own_noun(hit: Hit, tie: Tie, *, verb: bool) -> float | None:
    """The counted noun itself, or an adjective of it: "2,000 arrivals", "40 stranded men"."""
    if (verb and tie.role == "noun") or hit.frame.role == "after":
        return None
    return 0.0 if not verb or hit.frame.role == "object" else 0.3


def _as_following(tie: Tie, tree: Syntax | None, *, verb: bool) -> float | None:
    """What follows the words ("home to 500"); a verb among them has a frame of its own."""
    if not verb and tree is not None and tree.pos(tie.word) in {"VERB", "AUX"}:
        return None
    return None if tie.role in {"subject", "beside"} and (tie.role == "subject" or not verb) else 0.0


def _as_argument(hit: Hit, tie: Tie, tree: Syntax | None) -> float | None:
    role = hit.frame.role
    if tie.role == "with":  # "landed with 40": they do what it does
        return 0.2 if (role == "object") == (hit.voice == "passive") else None
    if tie.role == role:
        return 0.0
    if role != "object" or tie.role != "subject" or tree is None:
        return None
    if tree.kids(tie.word, "cop"):
        return 0.1  # "could be uprooted", read as an adjective
    return 0.3 if _bare(tree, tie.word) else None  # "300 uprooted since May"


def _as_state(hit: Hit, tie: Tie) -> float | None:
    """Nouns and adjectives: "in need", "missing", "an influx of 500"."""
    if hit.frame.role == "subject":
        return 0.0 if tie.role in _PATIENTS else 0.4
    return 0.0 if tie.role in _PATIENTS | _PREPOSITIONS else None


def _bare(tree: Syntax, verb: int) -> bool:
    """Whether a past form stands alone: without object and without auxiliary."""
    past = tree.tag(verb) in {"VBN", "VBD"}
    return past and not tree.kids(verb, "obj", "aux", "aux:pass", "xcomp", "ccomp")
