"""Whether what a word tells has happened: tense, modals, negation, and the words that govern it in the tree.

Takes a tree and a word; gives a `Reading`: status, whether it is negated, and the words of a condition. The
governing words lie in words.toml. None: the word tells of nothing said to be so (a hypothesis, a question).
"""

from __future__ import annotations

from dataclasses import dataclass

from panj.claims.clauses.lexicon import base, tables
from panj.claims.clauses.phrases import subtree
from panj.language.trees import Syntax
from panj.model import DevelopmentStatus as S

_SUPPOSED = frozenset({"if", "unless", "whether", "lest"})
_WEAKEST = [S.HAPPENED, S.UNDER_WAY, S.PLANNED, S.POSSIBLE, S.DENIED, S.UNCONFIRMED]
_TERMS = frozenset(
    {
        "guarantee",
        "vouch",
        "assure",
        "promise",
        "agree",
        "accept",
        "approve",
        "pay",
        "sign",
        "make",
        "allow",
        "permit",
    }
)


@dataclass(slots=True)
class Reading:
    """Status, negation, the governing verbs met on the way, and the span of a condition."""

    status: S = S.HAPPENED
    negated: bool = False
    modal: str = ""
    hedged: bool = False
    hardly: bool = False
    above: tuple[int, ...] = ()
    said: int | None = None  # the verb of saying that it stands under
    purpose: bool = False
    supposed: bool = False
    begun: bool = False  # "has started": something goes on
    considered: bool = False
    announced: bool = False
    condition: tuple[int, int] | None = None

    def weaken(self, status: S) -> None:
        """Take the less certain of two."""
        if _WEAKEST.index(status) > _WEAKEST.index(self.status):
            self.status = status


def read_status(tree: Syntax, word: int, carrier: int | None = None) -> Reading:
    """How far what `word` tells is, `carrier` the verb beside a noun of event."""
    reading = Reading()
    at = word
    if carrier is not None:
        _carried(tree, carrier, reading)
        _no(tree, word, reading)
        at = carrier
    _own(tree, at, reading)
    steps: list[int] = []
    for _ in range(6):
        head, rel = tree.head(at), tree.rel(at)
        if head < 0:
            break
        if rel == "conj" and tree.pos(head) in {"VERB", "AUX", "ADJ"}:
            _shared(tree, at, head, reading)
        elif rel in {"xcomp", "ccomp", "csubj", "obj", "obl", "nsubj"}:
            if not _governed(tree, head, rel, at, reading):
                break
            steps.append(head)
        elif rel in {"advcl", "acl"}:
            if not _subordinate(tree, at, head, reading):
                break
        else:
            break
        at = head
    reading.above = tuple(steps)
    reading.condition = _condition(tree, word, [*steps, *tree.kids(word, "xcomp")], carrier)
    _of_word(tree, word, reading)
    return reading


def _own(tree: Syntax, i: int, reading: Reading) -> None:
    """Modals, negation and the progressive of the word itself."""
    modal = tables()["modal"]
    words = list(tree.kids(i, "aux", "aux:pass", "cop", "advmod"))
    for k in words:
        low = tree.low(k)
        if low in modal["negative"] or low == "cannot":
            reading.negated = True
        reading.hardly = reading.hardly or low in {"hardly", "barely", "scarcely"}
        if low in modal["hedged"]:
            reading.hedged = True
        if tree.rel(k) not in {"aux", "aux:pass", "cop"}:
            continue
        if low in modal["planned"]:
            reading.weaken(S.PLANNED)
            reading.modal = "will"
        elif low in modal["possible"] or low in {"ca", "cannot", "’d", "'d"}:
            reading.weaken(S.POSSIBLE)
            reading.modal = low
    perfect = any(tree.low(k) == "have" for k in tree.kids(i, "aux"))
    if perfect and reading.modal in {"would", "could", "should", "might", "ought"}:
        reading.supposed = True  # "would have helped": it did not come to it
    going = tree.tag(i) == "VBG" and any(tree.lemma(k) == "be" for k in tree.kids(i, "aux", "aux:pass"))
    being = any(tree.low(k) == "being" for k in tree.kids(i, "aux:pass", "aux"))
    if going or being:
        reading.weaken(S.UNDER_WAY)
    _no(tree, i, reading)


def _of_word(tree: Syntax, word: int, reading: Reading) -> None:
    """Words that themselves tell of what is only thought of or foreseen."""
    lemma = base(tree, word)
    if tree.pos(word) == "NOUN":
        return
    if lemma in {"consider", "mull", "weigh", "discuss", "contemplate", "study"}:
        reading.status, reading.considered = S.POSSIBLE, True
    elif lemma in {"plan", "propose", "foresee", "envisage", "schedule"}:
        reading.status, reading.announced = S.PLANNED, True


def _no(tree: Syntax, i: int, reading: Reading) -> None:
    """ "No camp is functioning", "nobody was returned", "not a single refugee": a negation in an argument."""
    for k in [i, *tree.kids(i, "nsubj", "obj", "nsubj:pass")]:
        inner = tree.kids(k, "det", "advmod", "cc:preconj")
        reading.hardly = reading.hardly or any(tree.low(x) in {"hardly", "barely", "scarcely"} for x in inner)
        if any(tree.low(x) in {"no", "not", "neither", "none"} for x in inner):
            reading.negated = True
        if k != i and tree.low(k) in {"none", "nobody", "nothing", "neither", "no-one"}:
            reading.negated = True


def _carried(tree: Syntax, carrier: int, reading: Reading) -> None:
    told, lemma = tables()["carriers"], base(tree, carrier)
    for status in ("under_way", "planned", "possible", "denied"):
        if lemma in told[status]:
            reading.weaken(S(status))
    reading.begun = lemma in told["under_way"]
    reading.announced = lemma in told["planned"]
    reading.considered = lemma in told["possible"]


def _governed(tree: Syntax, head: int, rel: str, at: int, reading: Reading) -> bool:
    """What a word above makes of it; False where the way up ends."""
    if rel in {"obj", "obl", "nsubj"} and not (tree.tag(at) == "VBG" or tree.kids(at, "mark")):
        return False
    governors, lemma = tables()["governors"], base(tree, head)
    if tree.pos(head) == "NOUN" and rel != "ccomp":
        return False
    _own_above(tree, head, reading, saying=rel == "ccomp")
    if rel == "ccomp":
        _in_saying(tree, head, at, reading)
        return True
    if lemma in governors["never"]:
        reading.negated = True
        return True
    for status in ("denied", "possible", "planned", "under_way"):
        if lemma in governors[status]:
            reading.considered = reading.considered or status == "possible"
            reading.announced = reading.announced or status == "planned"
            reading.begun = reading.begun or status == "under_way"
            if lemma in {"refuse", "fail", "decline", "unable", "cease", "stop"}:
                reading.negated = True
            reading.weaken(S(status))
            return True
    return True


def _in_saying(tree: Syntax, head: int, at: int, reading: Reading) -> None:
    """What a verb of saying, denying, fearing makes of its clause."""
    lemma = base(tree, head)
    reading.said = head if reading.said is None else reading.said
    if lemma in tables()["governors"]["denied"]:
        reading.weaken(S.DENIED)
    elif lemma in {"fear", "worry", "propose", "suggest", "recommend", "consider", "demand"}:
        reading.weaken(S.POSSIBLE)
    elif lemma in {"hope", "expect", "plan", "decide", "order"}:
        reading.weaken(S.PLANNED)
    asked = any(tree.low(k) in {"whether", "if"} for k in tree.kids(at, "mark"))
    if asked or lemma in {"doubt", "wonder", "ask"}:
        reading.supposed = True
    if reading.modal == "would" and reading.status is S.POSSIBLE and lemma in tables()["modal"]["say"]:
        reading.status = S.PLANNED


def _own_above(tree: Syntax, head: int, reading: Reading, *, saying: bool) -> None:
    """Modals of a governing verb count for what it governs: "will be forced to leave"; those of saying do not."""  # noqa: E501
    if saying:
        return
    outer = Reading()
    _own(tree, head, outer)
    reading.weaken(outer.status)
    reading.negated = reading.negated or outer.negated
    reading.modal = reading.modal or outer.modal
    reading.hedged = reading.hedged or outer.hedged


def _shared(tree: Syntax, at: int, head: int, reading: Reading) -> None:
    """ "Will disarm them and send them back": a joined verb without subject or auxiliary shares those of the first."""  # noqa: E501
    if tree.kids(at, "nsubj", "nsubj:pass", "aux", "aux:pass"):
        return
    outer = Reading()
    _own(tree, head, outer)
    first = tree.tag(at) in {"VB", "VBG"} or (tree.tag(at) == "VBN" and tree.kids(head, "aux", "aux:pass"))
    if first:
        reading.weaken(outer.status)
        reading.modal = reading.modal or outer.modal
        reading.negated = reading.negated or (
            outer.negated and any(tree.low(k) == "or" for k in tree.kids(at, "cc"))
        )


def _subordinate(tree: Syntax, at: int, head: int, reading: Reading) -> bool:
    """A clause that hangs on another: purpose, supposition, or what happened before; False where the way up ends."""  # noqa: E501
    marks = {tree.low(k) for k in tree.kids(at, "mark", "advmod", "case")}
    infinitive = "to" in marks or (
        tree.tag(at) == "VB" and any(tree.low(k) == "to" for k in tree.kids(at, "mark", "aux"))
    )
    fixed = {tree.low(x) for k in tree.kids(at, "mark") for x in tree.kids(k, "fixed")}
    if (
        marks & _SUPPOSED
        or "case" in fixed
        or (tree.tag(at) == "VB" and any(tree.low(k) == "should" for k in tree.kids(at, "aux")))
    ):
        reading.supposed = True
        return False
    if "until" in marks or "before" in marks:
        reading.supposed = True
        return False
    if not infinitive:
        return False
    governors, lemma = tables()["governors"], base(tree, head)
    if tree.pos(head) == "NOUN":
        for status in ("planned", "possible", "denied"):
            if lemma in governors[f"nouns_{status}"]:
                reading.weaken(S(status))
                reading.considered = reading.considered or status == "possible"
                reading.announced = reading.announced or status == "planned"
                return False
        reading.purpose = True
        return False
    if lemma in {"rush", "go"}:
        return False
    for status in ("denied", "possible", "planned", "under_way"):
        if lemma in governors[status]:
            _own_above(tree, head, reading, saying=False)
            reading.weaken(S(status))
            reading.considered = reading.considered or status == "possible"
            return True
    reading.purpose = True
    return False


def _condition(tree: Syntax, word: int, steps: list[int], carrier: int | None) -> tuple[int, int] | None:
    """The words of an adverbial clause of condition that hangs on the word or on what governs it."""
    for at in (x for x in (word, carrier, *steps) if x is not None):
        for k in tree.kids(at, "advcl"):
            marks = {tree.low(m) for m in tree.kids(k, "mark", "advmod")}
            inverted = any(tree.low(a) == "should" and a < k for a in tree.kids(k, "aux")) and min(
                subtree(tree, k)
            ) in tree.kids(k, "aux")
            if marks & {"if", "unless", "until", "once", "provided", "as", "after"} or inverted:
                if marks & {"as", "after"} and not _conditional(tree, k, marks):
                    continue
                under = sorted(subtree(tree, k))
                return tree.starts[under[0]], tree.ends[_last(tree, under)]
        for k in tree.kids(at, "obl"):
            if tree.case(k) in {"in case of", "in the event of", "pending", "subject to", "in case"}:
                under = sorted(subtree(tree, k))
                return tree.starts[under[0]], tree.ends[_last(tree, under)]
    return None


def _conditional(tree: Syntax, clause: int, marks: set[str]) -> bool:
    """ "After Kabul guaranteed their safety", "as aircraft are made available": terms on which something is done."""  # noqa: E501
    return base(tree, clause) in _TERMS and not ("as" in marks and tree.tag(clause) == "VBD")


def _last(tree: Syntax, under: list[int]) -> int:
    at = len(under) - 1
    while at > 0 and tree.pos(under[at]) == "PUNCT":
        at -= 1
    return under[at]
