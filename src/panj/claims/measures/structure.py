"""What happened to a figure, by the tree: the words of frames.toml that govern it, found along the structure.

Takes a sentence's `Syntax`, its tokens and the frames found side by side; gives each frame with a score.
"Sent 300 of them, all men, back over the river" has "send … back" however far apart its words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from panj.claims.draft import Draft, Sentence
from panj.claims.predicates.frames import Frame, Hit, Pattern, allowed, patterns
from panj.claims.predicates.governor import Tie, figure_word, is_passive, ties, words_of
from panj.claims.predicates.roles import cost_of_role
from panj.language.trees import Syntax, syntax
from panj.model import Span

_STEP = 0.6  # what a step of structure costs
_LONGER = 0.15  # what each further word of a pattern adds
_DASHES = frozenset({"--", "—", "–"})
_OPENING = 10  # words of a dateline
_PARTICLE = 0.6  # "carried out" is no carrying
_IN_NOUN = 0.4  # steps to a participle that stands for a noun
_EVENT_NOUN = 0.4
_NEAR = 0.5  # steps within which a verb is the figure's own
_CLAUSES = frozenset(
    {"nsubj", "mark", "conj", "parataxis", "advcl", "ccomp", "acl", "cc", "punct", "appos", "csubj"}
)


def read_syntax(text: str, sentence: Sentence) -> None:
    """Parse a sentence, once, and find the frames whose words the tree joins."""
    if sentence.syntax is not None or not sentence.tokens:
        return
    sentence.syntax = syntax(text, Span(_after_dash(sentence), sentence.span.end))
    sentence.hits = _voiced([*sentence.hits, *_spread(sentence, sentence.syntax)], sentence, sentence.syntax)


def _after_dash(sentence: Sentence) -> int:
    """Where the sentence begins behind names and a date that a dash cuts off, as a dateline does."""
    for i, t in enumerate(sentence.tokens[:_OPENING]):
        if t.text in _DASHES and i:
            return t.end
        if t.pos not in {"PROPN", "NUM", "PUNCT", "PREP"}:
            break
    return sentence.body


def _spread(sentence: Sentence, tree: Syntax) -> Iterator[Hit]:
    """Patterns of several words whose words hang together in the tree but do not stand side by side."""
    known = {(h.frame.name, h.first): h.size for h in sentence.hits}
    for i in range(len(tree)):
        if tree.pos(i) == "NOUN":
            yield from _nouns(sentence, tree, i, known)
            continue
        if tree.pos(i) not in {"VERB", "AUX", "ADJ"}:
            continue
        rows = [p for p in patterns().get(tree.low(i), ()) if p.verb and len(p.words) > 1]
        if not rows or _counts(tree, i):
            continue
        around = _around(tree, i)
        at = sentence.index(tree.starts[i])
        taken: set[str] = set()
        for p in rows:
            if p.frame.name in taken or not _covers(p, around):
                continue
            size = sum(w != "…" for w in p.words)
            taken.add(p.frame.name)
            if size > known.get((p.frame.name, at), 0):
                yield Hit(p.frame, at, at, "active", p.tags, gapped=False, size=size)


def _nouns(sentence: Sentence, tree: Syntax, i: int, known: dict[tuple[str, int], int]) -> Iterator[Hit]:
    """ "The relocation to Mentao of 6,700": a noun and its preposition, whatever stands between."""
    rows = patterns().get(tree.low(i))
    if not rows:
        return
    cases = {tree.case(k) for k in tree.kids(i, "nmod", "obl")}
    at = sentence.index(tree.starts[i])
    for p in rows:
        if not p.verb and len(p.words) == 2 and p.words[1] in cases and (p.frame.name, at) not in known:
            yield Hit(p.frame, at, at, "none", p.tags, gapped=False, size=2)


def _counts(tree: Syntax, verb: int) -> bool:
    """ "Bringing to 38 the number killed": the verb moves a number, not people."""
    return any(tree.lemma(k) in words_of("counting", "numbers") for k in tree.kids(verb, "obj", "nsubj"))


def _around(tree: Syntax, verb: int) -> frozenset[str]:
    """The words that a verb is joined to: particles, what it acts on, prepositions but those of time."""
    found: set[str] = set()
    for k in tree.kids(verb):
        if (
            tree.rel(k) in _CLAUSES
            or tree.tree.mentions[k] == "time"
            or (tree.rel(k) == "obl" and tree.pos(k) == "NUM")
        ):
            continue
        found.add(tree.low(k))
        if tree.full_rel(k) == "compound:prt" or (tree.rel(k) == "advmod" and not tree.kids(k)):
            found.add(tree.low(k) + "|")
        for inner in tree.kids(k):
            if tree.rel(k) == "obj" and tree.rel(inner) in {"case", "advmod", "nummod", "fixed"}:
                continue  # "up to 800" is no way
            if tree.rel(inner) in {
                "case",
                "det",
                "amod",
                "compound",
                "nmod",
                "fixed",
                "advmod",
                "mark",
                "obj",
                "xcomp",
                "obl",
            }:
                found.add(tree.low(inner))
                found.update(tree.low(x) for x in tree.kids(inner, "case", "fixed", "nmod", "det", "mark"))
    return frozenset(found)


def _covers(pattern: Pattern, around: frozenset[str]) -> bool:
    if pattern.words[1:] == ("in",) and pattern.frame.role == "object":
        return "in|" in around  # "took in 300", not "took 300 in May"
    return all(w in around for w in pattern.words[1:] if w != "…")


def _voiced(hits: Sequence[Hit], sentence: Sentence, tree: Syntax) -> list[Hit]:
    """Hits with the voice that the tree gives their verbs."""
    if not any(h.voice != "none" and "PART" in h.tags for h in hits):
        return list(hits)
    word_at = {sentence.index(tree.starts[i]): i for i in reversed(range(len(tree)))}
    heads = {h.first for h in hits}
    passive = {at for at, i in word_at.items() if at in heads and is_passive(tree, i)}
    return [
        replace(h, voice="passive") if h.first in passive and h.voice != "none" and "PART" in h.tags else h
        for h in hits
    ]


def all_ties(draft: Draft) -> list[Tie]:
    """The words that govern a figure, the nearest first."""
    tree = draft.sentence.syntax
    if tree is None or not len(tree):
        return []
    at = figure_word(tree, draft.number.core_start, draft.number.core_end, draft.counted)
    if at is None:
        return []
    beside = _beside(draft, tree)
    number = tree.at(draft.number.core_start, draft.number.core_end)
    joined = bool(beside) and "conj" in {tree.rel(at), tree.rel(number) if number is not None else ""}
    if joined and beside[0].role == "beside":  # "36 dead and two million displaced": each has its own
        beside = [replace(b, steps=0.0) for b in beside]
    more = 1.0 if joined else 0.0
    others = [
        replace(t, steps=t.steps + more) for t in ties(tree, at) if all(t.word != b.word for b in beside)
    ]
    if "noun.behind" in draft.rules:  # "bringing to 98,000 the number of those who crossed": not of "bring"
        others = [t for t in others if tree.starts[t.word] > draft.end]
    return [*beside, *others]


def _beside(draft: Draft, tree: Syntax) -> list[Tie]:
    """What stands right beside a figure: "36 dead", "two million displaced", "injured 96 people"."""
    tokens, found = draft.sentence.tokens, []
    last = max(draft.last, draft.noun.last if draft.noun is not None else draft.last)
    if last + 1 < len(tokens):
        word = tree.at(tokens[last + 1].start, tokens[last + 1].end)
        if (
            word is not None
            and (tree.tag(word) in {"VBN", "VBD"} or tree.pos(word) == "ADJ")
            and not tree.kids(word, "aux", "aux:pass")
            and not any(k > word for k in tree.kids(word, "obj"))  # "7,450 reached the site"
        ):
            after = tokens[last + 2].pos if last + 2 < len(tokens) else "PUNCT"
            if after not in {"NOUN", "PROPN", "NUM"}:
                found.append(Tie(word, "beside", 0.0))
    if draft.noun is not None:
        noun = tokens[draft.noun.last]
        word = tree.at(noun.start, noun.end)
        if word is not None and tree.tag(word) in {"VBN", "VBD", "JJ"}:
            found.append(Tie(word, "beside", _IN_NOUN))  # "two million displaced"
    if draft.first > 0:
        word = tree.at(tokens[draft.first - 1].start, tokens[draft.first - 1].end)
        if word is not None and _acts_on(tree, word, tokens[draft.first].start):
            found.append(Tie(word, "object", 0.0))
    return found


def _acts_on(tree: Syntax, word: int, figure: int) -> bool:
    """Whether the word right before a figure is an active verb without another object."""
    active = tree.pos(word) == "VERB" and (tree.tag(word) != "VBN" or tree.rel(word) == "conj")
    # "UNHCR pre-registered 500": after a name no adjective stands
    active = active or (tree.low(word).endswith("ed") and word > 0 and tree.pos(word - 1) == "PROPN")
    return active and not is_passive(tree, word) and not _takes_other(tree, word, figure)


def _takes_other(tree: Syntax, verb: int, before: int) -> bool:
    """ "Took shelter", where the object is another word than the figure after it."""
    return any(tree.starts[k] < before and k > verb for k in tree.kids(verb, "obj"))


def governing(draft: Draft) -> list[tuple[float, Hit, Tie]]:
    """The frames whose words govern a figure in a role that they count, the best first."""
    sentence, tree = draft.sentence, draft.sentence.syntax
    if tree is None or not len(tree):
        return []
    draft.ties = all_ties(draft)
    by_token: dict[int, Tie] = {}
    for tie in draft.ties:
        by_token.setdefault(sentence.index(tree.starts[tie.word]), tie)
    scored: list[tuple[float, Hit, Tie]] = []
    for hit in sentence.hits:
        best = _best_tie(hit, by_token, sentence, draft)
        if best is not None:
            scored.append((best[0], hit, best[1]))
    scored.sort(key=lambda row: (-row[0], abs(row[1].first - draft.first), row[1].frame.name))
    return scored


def contradicted(draft: Draft) -> list[Hit]:
    """Frames whose verb governs a figure in a role that they do not count: "2,000 are left" leave nothing."""
    sentence, tree = draft.sentence, draft.sentence.syntax
    if tree is None:
        return []
    near = {sentence.index(tree.starts[t.word]): t for t in reversed(draft.ties) if t.steps < _NEAR}
    found = []
    for hit in sentence.hits:
        tie = near.get(hit.first) if hit.tags else None
        if tie is not None and tie.role in {"subject", "object"} and cost_of_role(hit, tie, tree) is None:
            found.append(hit)
    return found


def _best_tie(
    hit: Hit, by_token: dict[int, Tie], sentence: Sentence, draft: Draft
) -> tuple[float, Tie] | None:
    if not allowed(hit.frame, sentence.tokens, draft.unit, draft.group):
        return None
    best: tuple[float, Tie] | None = None
    for i in range(hit.first, hit.last + 1):
        tie = by_token.get(i)
        price = cost_of_role(hit, tie, sentence.syntax) if tie is not None else None
        if tie is not None and price is not None:
            steps = tie.steps
            if (
                tie.role == "noun"
                and sentence.syntax is not None
                and sentence.syntax.tree.mentions[tie.word] != "person"
            ):
                steps -= _EVENT_NOUN  # "asylum applications", "deaths": the noun itself says what happened
            if (
                hit.tags
                and hit.size == 1
                and sentence.syntax is not None
                and sentence.syntax.kids(tie.word, "compound:prt")
            ):
                price += _PARTICLE
            score = hit.frame.weight + _LONGER * min(hit.size - 1, 3) - _STEP * steps - price
            if best is None or score > best[0]:
                best = score, tie
    return best


__all__ = ["Frame", "governing", "read_syntax"]
