"""What a figure counts where no frame governs it: people somewhere, whom a place has, forces in the field.

Takes a draft with its tree; gives a measure and the rule's name, or nothing. What is said here is weaker than
any frame and stronger than what the figure before counted.
"""

from __future__ import annotations

from panj.claims.draft import Draft
from panj.claims.predicates.governor import Tie, is_passive, lemma_of, words_of
from panj.claims.tables import table
from panj.language.trees import Syntax
from panj.model import FORCES, PEOPLE, Group, Measure, Unit

_UPROOTED = frozenset({Measure.DISPLACED_STOCK, Measure.INTERNAL_DISPLACEMENT})
_OWN = 0.5  # steps within which a verb is the figure's own


def present(draft: Draft) -> tuple[Measure, str] | None:
    """Where people are said to be, or to be had, and nothing else is said of them."""
    tree = draft.sentence.syntax
    if tree is None or draft.unit not in PEOPLE | {None, Unit.SHARE}:
        return None
    for tie in draft.ties:
        if tie.steps > _OWN:
            break
        found = _told(draft, tree, tie)
        if found is not None:
            return found
    return _root(draft, tree)


def _told(draft: Draft, tree: Syntax, tie: Tie) -> tuple[Measure, str] | None:
    verb = lemma_of(tree, tie.word)
    if tree.pos(tie.word) not in {"VERB", "AUX"}:
        return _at_place(draft, tree, tie)
    own = draft.noun is not None and draft.noun.first > draft.first and draft.whole is None
    if (
        draft.group in FORCES
        and own
        and tie.role in {"subject", "object"}
        and verb not in words_of("counting", "verbs")
    ):
        attacks = verb in words_of("presence", "attack")
        return Measure.DEPLOYMENT, "presence.attackers" if attacks else "presence.forces"
    if (
        tie.role == "object"
        and verb in words_of("presence", "have")
        and not is_passive(tree, tie.word)
        and _of_place(tree, tie.word)
    ):
        return _stock(draft), "presence.has"
    if (
        tie.role in {"subject", "object"}
        and verb in words_of("presence", "be")
        and _somewhere(tree, tie.word)
    ):
        return _stock(draft), "presence.in"
    return None


def _at_place(draft: Draft, tree: Syntax, tie: Tie) -> tuple[Measure, str] | None:
    """ "1,400 are in Ezo": the place itself is the predicate."""
    place = tree.tree.mentions[tie.word] == "place" or tree.lemma(tie.word) in _sites()
    be = bool(tree.kids(tie.word, "cop")) and tree.case(tie.word).split(" ")[0] in words_of(
        "presence", "where"
    )
    return (_stock(draft), "presence.at") if tie.role == "subject" and place and be else None


def _root(draft: Draft, tree: Syntax) -> tuple[Measure, str] | None:
    """ "There are 27,000 people in it", "we are 49,000 in the camp": the figure itself is the predicate."""
    at = next((t.word for t in draft.ties if t.role == "noun"), None)
    if at is None or (tree.head(at) >= 0 and tree.rel(at) not in {"ccomp", "parataxis", "conj"}):
        return None
    if tree.kids(at, "cop", "expl") and _somewhere(tree, at):
        return _stock(draft), "presence.there"
    if tree.tree.mentions[at] == "place" and tree.case(at) in words_of("presence", "where"):
        return _stock(draft), "presence.there"
    return None


def _stock(draft: Draft) -> Measure:
    """Of the displaced some are somewhere: they are displaced there, also where no word says who they are."""
    of_them = draft.whole is not None and draft.whole.measure in _UPROOTED
    return Measure.DISPLACED_STOCK if draft.group is Group.IDPS or of_them else Measure.HOSTED


def _of_place(tree: Syntax, verb: int) -> bool:
    """Whether a place, a site or "it" has them."""
    return any(
        tree.tree.mentions[k] == "place"
        or tree.low(k) in {"it", "they", "which", "that"}
        or tree.lemma(k) in _sites()
        for k in tree.kids(verb, "nsubj")
    )


def _somewhere(tree: Syntax, word: int) -> bool:
    return any(
        tree.case(k).split(" ")[0] in words_of("presence", "where")
        and tree.tree.mentions[k] != "time"
        and tree.pos(k) != "NUM"
        for k in tree.kids(word, "obl", "nmod")
    )


def _sites() -> frozenset[str]:
    return frozenset(table("places")["words"]["kinds"])
