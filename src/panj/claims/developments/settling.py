"""The status of a match, or that it is none: modals, negation, promises, demands and states of the present.

Takes a `Match` and the `Reading` of its word; gives a status, or nothing where it tells no development.
"""

from __future__ import annotations

from panj.claims.clauses.lexicon import base, tables
from panj.claims.clauses.phrases import subtree
from panj.claims.developments.demands import Match
from panj.claims.developments.status import Reading
from panj.language.trees import Syntax
from panj.model import (
    DevelopmentStatus,
)

OUTER = frozenset({"pledge", "request", "denial", "warning"})
_REFUTABLE = frozenset({"return", "control", "evacuation", "deployment"})
_SAID = frozenset({"request", "denial", "warning", "assessment", "crossing_status"})
_GOING = frozenset({"withdrawal", "assistance", "preparation", "deployment"})
_NEGATIONS = frozenset(
    {"not", "no", "never", "nobody", "none", "cannot", "neither", "nor", "nothing", "without", "impossible"}
)
_SERVED = frozenset({"organise", "organize", "use", "charter", "arrange", "fly", "operate", "lay", "hire"})


def settled(match: Match, reading: Reading, tree: Syntax) -> DevelopmentStatus | None:
    """The status of a match; None where it is no development."""
    frame, status = match.frame, reading.status
    if reading.supposed or not _modal(match, reading, tree):
        return None
    if not frame.can and reading.modal in {"can", "ca", "cannot", "should", "must"}:
        return None
    if reading.purpose and frame.kind not in OUTER and not _serves(tree, match.word):
        return None
    if frame.clause and not _clause(match, reading, tree):
        return None
    if frame.status_must and status.value not in frame.status_must:
        return None
    if reading.negated and not (
        frame.modal
        or frame.status
        or frame.kind in {"admission_policy", "crossing_status", "pledge", "assessment"}
    ):
        if status is DevelopmentStatus.HAPPENED and frame.kind in _REFUTABLE and not reading.hardly:
            return DevelopmentStatus.DENIED
        return None
    if frame.pledges:
        return _of_pledge(reading)
    if status is DevelopmentStatus.UNDER_WAY and frame.kind in _SAID and not frame.status:
        return DevelopmentStatus.HAPPENED  # "we are asking for tents": it is asked
    if frame.status:
        return DevelopmentStatus(frame.status)
    if status is DevelopmentStatus.HAPPENED and (
        reading.begun or (frame.kind in _GOING and _present(tree, match))
    ):
        return DevelopmentStatus.PLANNED if _after(tree, match.word) else DevelopmentStatus.UNDER_WAY
    return status


def _present(tree: Syntax, match: Match) -> bool:
    """Whether the telling word stands in the present: "as troops withdraw", "are provided with food"."""
    at = match.carrier if match.carrier is not None else match.word
    helpers = tree.kids(at, "aux", "aux:pass", "cop")
    if tree.tag(at) == "JJ":
        return False
    if any(tree.lemma(k) == "have" for k in helpers) or any(tree.low(k) == "been" for k in helpers):
        return False
    return tree.tag(at) in {"VBZ", "VBP"} or any(tree.tag(k) in {"VBZ", "VBP"} for k in helpers)


def _after(tree: Syntax, word: int) -> bool:
    """ "After the troops pull out": still to come."""
    return tree.tag(word) in {"VBZ", "VBP"} and any(
        tree.low(k) in {"after", "once", "when", "before"} for k in tree.kids(word, "mark", "advmod")
    )


def _of_pledge(reading: Reading) -> DevelopmentStatus:
    """A promise is made when it is given; one that hangs on a condition is still to come."""
    if reading.condition is not None:
        return DevelopmentStatus.PLANNED
    return (
        DevelopmentStatus.HAPPENED
        if reading.status is not DevelopmentStatus.POSSIBLE or reading.modal != "may"
        else reading.status
    )


def _modal(match: Match, reading: Reading, tree: Syntax) -> bool:
    """Whether the modal or the negation that a frame asks for is there."""
    asked = set(match.frame.modal)
    if not asked:
        return True
    if asked & _NEGATIONS and reading.negated:
        return True
    modals = asked - _NEGATIONS
    return reading.modal in modals or (
        "able" in modals and "able" in {base(tree, w) for w in reading.above} and reading.negated
    )


def _serves(tree: Syntax, word: int) -> bool:
    """ "11 flights were organized to repatriate 1,600": the means are there for it."""
    return any(tree.lemma(w) in _SERVED for w in [*tree.up(word)][:2])


def _clause(match: Match, reading: Reading, tree: Syntax) -> bool:
    """Promises in the speaker's own name ("said they will not interfere"); demands without a subject."""
    if match.frame.clause == "imperative":
        first = min(subtree(tree, match.word))
        return (
            tree.tag(match.word) == "VB"
            and tree.head(match.word) < 0
            and first == match.word
            and not match.arguments.of("subj")
        )
    if (
        reading.said is None
        or reading.modal not in {"will", "would"}
        or reading.status is not DevelopmentStatus.PLANNED
    ):
        return False
    return base(tree, reading.said) in tables()["modal"]["say"]


def silent(match: Match, reading: Reading, tree: Syntax) -> bool:
    """ "Would not comment", "could not be reached": who says nothing denies nothing."""
    told = tables()["silence"]
    at = [x for x in (match.word, match.carrier) if x is not None]
    words = {base(tree, x) for w in at for x in (w, *tree.kids(w, "xcomp", "obl", "advmod"))}
    if words & set(told["without"]) and words & {*told["verbs"], "available", "unavailable", "silent"}:
        return True
    verbs = {base(tree, w) for w in at} | {tree.lemma(w) for w in at}
    return bool(verbs & set(told["verbs"])) and reading.negated and not _contents(tree, at)


def _contents(tree: Syntax, words: list[int]) -> bool:
    """Whether a clause with "that" says what is not said: "did not say that it had been hit"."""
    clauses = [k for w in words for k in tree.kids(w, "ccomp")]
    return any(tree.low(m) == "that" for k in clauses for m in tree.kids(k, "mark"))
