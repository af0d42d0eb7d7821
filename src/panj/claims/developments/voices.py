"""Who says so: the verb of saying that a telling word stands under, words that attribute, quotes and labels.

Takes a `Match` with the sentence that it stands in and the paragraph around it; gives an attribution, a
name, or nothing where the outlet itself tells.
"""

from __future__ import annotations

import re

from panj.claims.clauses.phrases import kernel, phrase, subtree
from panj.claims.clauses.quotations import GOES_ON, quoted, reported
from panj.claims.clauses.sayings import Saying, elsewhen, is_parted
from panj.claims.clauses.sources import PERSONAL, PHRASES, beside, body, by_account, label
from panj.claims.developments.antecedents import just_named, name_of
from panj.claims.developments.demands import Match
from panj.claims.developments.ground import Ground
from panj.claims.developments.status import Reading
from panj.claims.mentions.naming import is_person
from panj.claims.mentions.speakers import Attribution, nearest
from panj.language.trees import Syntax

_SPOKEN = frozenset({"pledge", "denial", "request", "warning"})
_ONE = frozenset({"he", "she"})


def speaker(
    match: Match, ground: Ground, actors: tuple[str, ...], reading: Reading
) -> Attribution | str | None:
    """Who says so: whom the tree or the words of the sentence name, one's own word, else who spoke last."""
    own = match.frame.kind in _SPOKEN and (match.frame.kind != "warning" or match.frame.content)
    covering = _covering(match, ground)
    if match.frame.kind == "denial" and actors and not match.arguments.passive and covering is None:
        return actors[0]
    named = _named(match, ground, covering)
    if named is not None:
        return named
    if own and match.frame.content:
        subjects = [n for w in match.arguments.of("subj") if (n := name_of(w, ground))]
        return subjects[0] if subjects else None
    if own and match.arguments.of("subj") and actors:
        return actors[0]
    found = quoted(ground.text, ground.sentence, ground.around, ground.tree.starts[match.word])
    quoter = (ground.heard or found[1]) if found is not None else None
    return quoter or _carried(ground, reading)


def _named(match: Match, ground: Ground, covering: Saying | None) -> Attribution | str | None:
    """Whom the sentence names: by a verb of saying in the tree, by other words, by a label before it."""
    apart = [s.verb for s in ground.sayings if not s.counts and not _reaches(match, s, ground)]
    away = {ground.tree.starts[verb] for verb in apart}
    if match.frame.kind not in _SPOKEN and not match.arguments.of(
        "ccomp"
    ):  # who declares an emergency does it, and does not report it
        away |= {ground.tree.starts[match.word]}
    heard_here = [a for a in reported(ground.sentence) if not any(a.start <= at < a.end for at in away)]
    spoken = nearest(heard_here, ground.tree.starts[match.word], ground.text)
    if spoken is not None and spoken.speaker and spoken.rule.endswith(PHRASES):
        return spoken
    told = _of_saying(covering, ground) if covering is not None else None
    if told is not None:
        return told
    by = by_account(ground.tree, match.word, ground.text)
    if by is not None:
        return by
    if spoken is not None and spoken.speaker:
        return spoken
    return label(ground.text, ground.sentence, ground.tree)


def _reaches(match: Match, saying: Saying, ground: Ground) -> bool:
    """Whether what is said can be the match: it is said, or the tree is wrong about where that ends."""
    tree = ground.tree
    if match.word in saying.said or _goes_on(tree, match.word, saying):
        return True
    if _in_aside(tree, saying, match.word):
        return False
    above = [match.word, *tree.up(match.word)]
    return not any(k > saying.verb and elsewhen(tree, k) for k in above if tree.rel(k) == "advcl")


def _in_aside(tree: Syntax, saying: Saying, word: int) -> bool:
    """ "Promised money, which the minister said had not come": what is said behind it is of the money."""
    verb = saying.verb
    aside = next((k for k in (verb, *tree.up(verb)) if tree.full_rel(k) == "acl:relcl"), None)
    return aside is not None and word < tree.head(aside) < saying.who and word not in subtree(tree, aside)


def _of_saying(saying: Saying, ground: Ground) -> Attribution | str | None:
    """The name of who says it, as the readers of attributions have it where they know the verb."""
    tree = ground.tree
    known = beside(ground.sentence.speech, tree.starts[saying.verb])
    pronoun = tree.low(saying.who) in PERSONAL
    torn = tree.low(kernel(tree, saying.who)[-1]) == "them"  # "all of them Malian, said the captain"
    just = just_named(ground) if tree.low(saying.who) in _ONE else None
    before = ground.before.syntax if ground.before is not None and tree.low(saying.who) == "it" else None
    just = just or (body(before, ground.text) if before is not None else None)
    if just is not None:
        return just
    if known is not None and (pronoun or torn or _names(known, tree, saying.who)):
        return known
    if pronoun:
        return _meant(saying, ground)
    return phrase(tree, saying.who, ground.text) or None


def _names(known: Attribution, tree: Syntax, who: int) -> bool:
    """Whether an attribution's name has the word that names who says it, or a name that stands beside it."""
    words = {tree.low(k) for k in (who, *tree.kids(who, "flat", "appos", "compound", "nmod"))}
    return bool(words & set(re.findall(r"[\w’'-]+", (known.speaker or "").lower())))


def _meant(saying: Saying, ground: Ground) -> str | None:
    """Whom the pronoun of a verb of saying means: who spoke last, where it can be he."""
    low = ground.tree.low(saying.who)
    name = name_of(saying.who, ground)
    if name and name.lower() not in PERSONAL and (low not in _ONE or is_person(name)):
        return name
    return (low in _ONE and ground.person) or ground.heard


def _covering(match: Match, ground: Ground) -> Saying | None:
    """The innermost verb of saying under which a telling word stands."""
    verbs = {match.word, match.carrier}
    every = [s for s in ground.sayings if s.verb not in verbs and not s.counts]
    found = [s for s in every if match.word in s.said]
    if not found:
        found = [s for s in every if _goes_on(ground.tree, match.word, s)]
    return min(found, key=lambda s: (len(s.said), s.verb), default=None)


def _goes_on(tree: Syntax, word: int, saying: Saying) -> bool:
    """ "…, the minister said; 203 were sent back": the clause behind the semicolon is still his."""
    clause = next((k for k in (word, *tree.up(word)) if tree.rel(k) == "parataxis"), None)
    if clause is None or saying.verb in subtree(tree, clause) or not is_parted(tree, clause):
        return False
    beside = tree.head(clause) in {saying.verb, tree.head(saying.verb)}
    return beside and max(saying.said - subtree(tree, clause), default=0) < saying.verb < clause


def _carried(ground: Ground, reading: Reading) -> str | None:
    """Who spoke in the sentence before, where the words show that he goes on speaking."""
    if ground.heard is None or any(a.speaker for a in reported(ground.sentence)):
        return None
    tree = ground.tree
    perfect = any(tree.low(i) == "had" and tree.rel(i) == "aux" for i in range(len(tree)))
    goes_on = GOES_ON.match(ground.sentence.text[ground.sentence.body - ground.sentence.span.start :])
    if reading.modal == "would" or perfect or goes_on or is_person(ground.heard):
        return ground.heard
    return None
