"""Who says so: the verb of saying that a telling word stands under, words that attribute, quotes and labels.

Takes a `Match` with the sentence that it stands in and the paragraph around it; gives an attribution, a
name, or nothing where the outlet itself tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.developments.antecedents import just_named, name_of
from panj.claims.developments.demands import Match
from panj.claims.developments.frames import tables
from panj.claims.developments.ground import Ground
from panj.claims.developments.phrases import phrase, subtree
from panj.claims.developments.sayings import BEHIND, SPEAKING, Saying, elsewhen, is_parted, sayings, speaks
from panj.claims.developments.status import Reading
from panj.claims.developments.wordclasses import is_of
from panj.claims.draft import Sentence
from panj.claims.mentions.naming import MAX_WORDS, clean, is_person
from panj.claims.mentions.speakers import Attribution, nearest
from panj.language.trees import Syntax, syntax
from panj.model import Span

_SPOKEN = frozenset({"pledge", "denial", "request", "warning"})
_PHRASES = ("through", "citing", "cited_by", "according_to")  # rules of attributions that no verb makes
_PERSONAL = frozenset({"he", "she", "they", "it", "who", "which", "i", "we", "that"})
_ONE = frozenset({"he", "she"})
_WITH = frozenset({"by", "in", "on", "to", "according to", "from", "per"})
_ACCORDING = frozenset({"according to", "per", "as per"})
_LABEL = re.compile(
    r"\W*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*[-–—:.]?\s*)?(?P<who>[A-ZÀ-Þ][^:;.!?“”\"\n]{1,80}?)\W{0,3}:\s+(?=\S)"
)
_LONGEST = 12  # words of a label
_DEEDS = frozenset(
    f"speaker.{verb}"
    for verb in (
        *("order", "plan", "promise", "pledge", "ask", "appeal", "request"),
        *("urge", "call", "deny", "fear", "expect", "warn", "project"),
    )
)
REACH = 2  # sentences after the one quoted
GOES_ON = re.compile(
    r"\W*(?:They|Them|These|Those|The\s+(?:rest|remaining|others?|latter|remainder)|Another|Of\s+(?:these|them|those)|Half|"
    r"(?:A|The)\s+(?:further|second|third|fourth)|Some|Many|Most|Both|Neither|None|All|Their)\b"
)


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
    return _quoting(match, ground) or _carried(ground, reading)


def _named(match: Match, ground: Ground, covering: Saying | None) -> Attribution | str | None:
    """Whom the sentence names: by a verb of saying in the tree, by other words, by a label before it."""
    apart = [s.verb for s in sayings(ground.tree) if not s.counts and not _reaches(match, s, ground)]
    away = {ground.tree.starts[verb] for verb in apart}
    heard_here = [a for a in _sayings(ground) if not any(a.start <= at < a.end for at in away)]
    spoken = nearest(heard_here, ground.tree.starts[match.word], ground.text)
    if spoken is not None and spoken.speaker and spoken.rule.endswith(_PHRASES):
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
    above = [match.word, *tree.up(match.word)]
    return not any(k > saying.verb and elsewhen(tree, k) for k in above if tree.rel(k) == "advcl")


def _of_saying(saying: Saying, ground: Ground) -> Attribution | str | None:
    """The name of who says it, as the readers of attributions have it where they know the verb."""
    tree = ground.tree
    at = tree.starts[saying.verb]
    known = next((a for a in ground.sentence.speech if a.start <= at < max(a.end, a.start + 1)), None)
    pronoun = tree.low(saying.who) in _PERSONAL
    just = just_named(ground) if tree.low(saying.who) in _ONE else None
    before = ground.before.syntax if ground.before is not None and tree.low(saying.who) == "it" else None
    just = just or (body(before, ground.text) if before is not None else None)
    if just is not None:
        return just
    if known is not None and known.speaker and (pronoun or _names(known, tree, saying.who)):
        return known
    if pronoun:
        return _meant(saying, ground)
    return phrase(tree, saying.who, ground.text) or None


def body(tree: Syntax, text: str) -> str | None:
    """The body that a sentence is about: its subject, where that is one and not a person."""
    roots = [k for k in range(len(tree)) if tree.head(k) < 0]
    subjects = [k for r in roots for k in tree.kids(r, "nsubj")]
    bodies = [k for k in subjects if speaks(tree, k) and tree.tree.mentions[k] != "person"]
    return next((n for k in bodies if tree.pos(k) != "PRON" and (n := named(tree, k, text))), None)


def named(tree: Syntax, word: int, text: str) -> str | None:
    """The words that name a speaker, with the article, and with the name that stands beside an office."""
    beside = [k for k in tree.kids(tree.head(word), "nsubj") if k in (word - 1, word + 1)]
    if beside and tree.pos(word) == "PROPN":  # a name torn in two
        name = " ".join(n for k in sorted([word, *beside]) if (n := phrase(tree, k, text)))
        return name or None
    name = clean(phrase(tree, word, text)) or ""
    other = next((k for k in tree.kids(word, "appos") if tree.pos(k) == "PROPN"), None)
    own = phrase(tree, other, text) if other is not None and name else ""
    if own and other is not None:
        both = f"{name} ({own})" if text[tree.starts[other] - 1] == "(" else f"{name}, {own}"
        name = both if len(both.split()) < MAX_WORDS else own
    article = next((k for k in tree.kids(word, "det") if tree.low(k) in {"the", "a", "an"}), None)
    if name and article is not None and tree.tree.words[word].islower():
        name = f"{text[tree.starts[article] : tree.ends[article]]} {name}"
    return name or None


def _names(known: Attribution, tree: Syntax, who: int) -> bool:
    """Whether an attribution's name has the word that names who says it, or a name that stands beside it."""
    words = {tree.low(k) for k in (who, *tree.kids(who, "flat", "appos", "compound", "nmod"))}
    return bool(words & set(re.findall(r"[\w’'-]+", (known.speaker or "").lower())))


def _meant(saying: Saying, ground: Ground) -> str | None:
    """Whom the pronoun of a verb of saying means: who spoke last, where it can be he."""
    low = ground.tree.low(saying.who)
    name = name_of(saying.who, ground)
    if name and name.lower() not in _PERSONAL and (low not in _ONE or is_person(name)):
        return name
    return (low in _ONE and ground.person) or ground.heard


def _covering(match: Match, ground: Ground) -> Saying | None:
    """The innermost verb of saying under which a telling word stands."""
    verbs = {match.word, match.carrier}
    every = [s for s in sayings(ground.tree) if s.verb not in verbs and not s.counts]
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


def by_account(tree: Syntax, word: int, text: str) -> str | None:
    """ "By the town hall's register", "in the mayor's words", "if one goes by the union": whose account it is."""  # noqa: E501
    told = frozenset(tables()["voices"]["accounts"])
    for at in (word, *tree.up(word)):
        for k in tree.kids(at, "obl", "nmod", "appos"):
            if tree.case(k) in _WITH and tree.lemma(k) in told:
                owners = [x for x in tree.kids(k, "nmod") if _owns(tree, x)]
                owners += [x for x in tree.kids(k, "compound") if tree.pos(x) == "PROPN" and speaks(tree, x)]
                owner = next(iter(owners), None)
                if owner is not None:
                    return phrase(tree, owner, text) or None
            if tree.case(k) in _ACCORDING and speaks(tree, k):
                return phrase(tree, k, text) or None
    return None


def _owns(tree: Syntax, word: int) -> bool:
    """Whose register or words they are: a possessor of any kind, or one that can speak behind "of"."""
    place = tree.full_rel(word) == "nmod:poss" and tree.tree.mentions[word] == "place"
    behind = tree.full_rel(word) == "nmod:poss" or tree.case(word) in BEHIND
    return place or (behind and speaks(tree, word) and tree.low(word) not in _PERSONAL)


def label(text: str, sentence: Sentence, tree: Syntax | None) -> str | None:
    """ "Senator Lundy: None has left": who speaks by the name before a colon."""
    found = _LABEL.match(text, sentence.body, sentence.span.end)
    if found is None or tree is None or len(found["who"].split()) > _LONGEST:
        return None
    inside = [i for i in range(len(tree)) if found.start("who") <= tree.starts[i] < found.end("who")]
    if not inside or any(tree.tag(i) in {"VBD", "VBZ", "VBP", "MD", "VBN", "CD"} for i in inside):
        return None  # "Goma, 4 October: …" is where and when
    head = tree.at(found.start("who"), found.end("who"))
    if head is None or not _labels(tree, head):
        return None
    return phrase(tree, head, text) or None


def _labels(tree: Syntax, head: int) -> bool:
    """Whether a label names somebody: a person or body by name, or by an office that speaks."""
    names = (head, *tree.kids(head, "flat"))
    named = tree.pos(head) == "PROPN" and any(tree.tree.mentions[k] in SPEAKING for k in names)
    return named or any(is_of(tree, head, name) for name in ("spokes", "official", "media"))


def _sayings(ground: Ground) -> list[Attribution]:
    """The attributions of a sentence but those whose verb tells a deed: who orders or plans a thing does not report it."""  # noqa: E501
    return [a for a in ground.sentence.speech if a.rule not in _DEEDS]


def heard(sentence: Sentence) -> str | None:
    """Who has spoken last in a sentence, deeds left out."""
    said = [a for a in sentence.speech if a.rule not in _DEEDS and a.speaker]
    first_hand = [a for a in said if a.rule != "speaker.report"] or said  # not the paper that reports him
    return first_hand[-1].speaker if first_hand else None


def _quoting(match: Match, ground: Ground) -> str | None:
    """Who is quoted, where the words stand in a quotation that another sentence attributes."""
    at = ground.tree.starts[match.word]
    begun = opened(ground.text, ground.around, at)
    if begun is None:
        return None
    begun_before = begun < ground.sentence.span.start
    later = [s for s in ground.around if s.span.start > ground.sentence.span.start]
    ends = re.search('[”"»]', ground.text[at : ground.sentence.span.end])
    if ends is None or begun_before:
        said = next((who for s in later[:REACH] if (who := said_in(s, ground.text))), None)
        if said is not None and not ground.heard:
            return said
    return ground.heard or next((who for s in later[:1] if (who := said_in(s, ground.text))), None)


def said_in(sentence: Sentence, text: str) -> str | None:
    """Who speaks in a sentence that goes on with a quotation."""
    told = heard(sentence)
    if told is not None or not re.search('[”"»]', sentence.text):
        return told
    tree = sentence.syntax or syntax(text, Span(sentence.body, sentence.span.end))
    by_name = (s.who for s in sayings(tree) if tree.low(s.who) not in _PERSONAL)
    return next((phrase(tree, who, text) or None for who in by_name), None)


def opened(text: str, around: Sequence[Sentence], at: int) -> int | None:
    """Where the quotation round an offset was opened in its paragraph; None outside of quotations."""
    if not around:
        return None
    opened: int | None = None
    for found in re.finditer('[“”"«»]', text[around[0].span.start : at]):
        mark, where = found.group(), around[0].span.start + found.start()
        opened = where if mark in "“«" or (mark == '"' and opened is None) else None
    return opened


def _carried(ground: Ground, reading: Reading) -> str | None:
    """Who spoke in the sentence before, where the words show that he goes on speaking."""
    if ground.heard is None or any(a.speaker for a in _sayings(ground)):
        return None
    tree = ground.tree
    perfect = any(tree.low(i) == "had" and tree.rel(i) == "aux" for i in range(len(tree)))
    goes_on = GOES_ON.match(ground.sentence.text[ground.sentence.body - ground.sentence.span.start :])
    if reading.modal == "would" or perfect or goes_on or is_person(ground.heard):
        return ground.heard
    return None
