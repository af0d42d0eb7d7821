"""Report → developments: each sentence with a telling word is parsed, its frames are read, and what is unsure is left out.

Takes the sentences that the figures' readers have told apart (speakers, places, days); gives `Development`s in the
order of the text. A sentence already parsed for its figures is not parsed again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from panj.claims.developments import fields, names
from panj.claims.developments.arguments import of_verb, subtree
from panj.claims.developments.frames import Match, base, can_tell, matches, tables
from panj.claims.developments.names import Ground
from panj.claims.developments.status import Reading, read_status
from panj.claims.draft import Sentence
from panj.claims.places import Mention
from panj.claims.setting import Setting
from panj.claims.speakers import Attribution
from panj.language.trees import Syntax, syntax
from panj.model import (
    BlockKind,
    Claim,
    Development,
    DevelopmentKind,
    DevelopmentStatus,
    Measure,
    Report,
    Span,
)

_READ = frozenset({BlockKind.BODY, BlockKind.CAPTION})
_MOVED = frozenset({"return", "evacuation", "admission_policy"})
_SHORTEST = 4  # words of a sentence that can tell something

Codes = Callable[[str | None], str | None]


@dataclass(slots=True)
class _Found:
    match: Match
    reading: Reading
    status: DevelopmentStatus
    words: set[int]


def read(
    report: Report,
    sentences: Sequence[Sentence],
    codes: Codes,
    setting: Setting | None = None,
    claims: Sequence[Claim] = (),
) -> tuple[Development, ...]:
    """The developments that a report tells.

    Args:
        report: the report.
        sentences: its sentences, read for speakers, places and days.
        codes: a place's name → its code in the gazetteer.
        setting: the countries that the report is about.
        claims: its figures: where people moved, all that is told belongs to it.
    """
    found: list[Development] = []
    before: Sentence | None = None
    local: tuple[int, Mention] | None = None
    voice: str | None = None
    for sentence in sentences:
        if sentence.kind in _READ and telling(sentence):
            if sentence.syntax is None:
                sentence.syntax = syntax(report.text, Span(sentence.body, sentence.span.end))
            previous = before if before is not None and sentence.paragraph - before.paragraph <= 1 else None
            ground = Ground(
                report.text,
                sentence,
                _with_places(sentence.syntax, sentence.places),
                previous,
                setting,
                local[1] if local and sentence.paragraph - local[0] <= 1 else None,
                report.outlet,
                voice,
                next((d.actors for d in reversed(found) if d.rules[0] in _TAKEN and d.actors), ()),
            )
            told = (_development(one, ground, report, codes) for one in _told(ground))
            found += [d for d in told if not _long_ago(d, report)]
        if sentence.kind is BlockKind.BODY:
            before = sentence
            voice = next((a.speaker for a in reversed(sentence.speech) if a.speaker), voice)
            named = [
                m for m in sentence.places if not (m.country or m.generic or m.role == "parent") and m.sure
            ]
            local = (sentence.paragraph, named[-1]) if named else local
    if not _of_displacement(found, report, claims):
        found = []
    return tuple(_doubted(found, sentences))


_SOFT = frozenset(
    {"meeting", "pledge", "denial", "request", "warning", "assessment", "assistance", "preparation"}
)
_MOVES = frozenset(
    {
        Measure.ARRIVAL,
        Measure.ADMISSION,
        Measure.RETURN,
        Measure.FORCED_RETURN,
        Measure.HOSTED,
        Measure.DEPARTURE,
    }
    | {Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK, Measure.EVACUATION, Measure.RELOCATION}
)
_BRIEF = 60  # words
_ENOUGH = 2  # times that a report must speak of displacement


def _of_displacement(found: Sequence[Development], report: Report, claims: Sequence[Claim]) -> bool:
    """Whether what was read belongs to a crisis: talk and help are in every report, and tell of one only there."""
    if any(d.kind.value not in _SOFT for d in found) or sum(c.measure in _MOVES for c in claims) > 1:
        return True
    if len(report.text.split()) < _BRIEF:
        return True  # too short to say what it is about
    words = tables()["classes"]["displaced"]
    return len(re.findall(rf"\b(?:{'|'.join(words)})", report.text, re.IGNORECASE)) >= _ENOUGH


def _echoes(tree: Syntax, match: Match) -> Iterator[Match]:
    """ "… scheduled three drills in October, with a fourth scheduled for November": the noun is left out the second time."""
    if match.carrier is None:
        return
    for k in [*tree.kids(match.carrier, "advcl", "conj", "parataxis"), *tree.kids(match.word, "acl")]:
        if base(tree, k) != base(tree, match.carrier):
            continue
        arguments = of_verb(tree, k)
        counted = [w for role in ("obj", "subj", "with") for w in arguments.of(role)] + tree.kids(
            k, "obl", "amod", "nummod"
        )
        if any(tree.low(w) in _ORDINALS or tree.tag(w) == "CD" for w in counted):
            arguments.roles["carrier"] = list(match.arguments.of("carrier"))
            arguments.roles.pop("obj", None)
            yield Match(match.frame, k, arguments, None, match.strength)


_ORDINALS = frozenset(
    {"second", "third", "fourth", "fifth", "sixth", "another", "one", "others", "more", "next", "last"}
)


def _with_places(tree: Syntax, places: Sequence[Mention]) -> Syntax:
    """The tree with every name that the gazetteer knows taken for a place, whatever the parser took it for."""
    known = [m for m in places if m.code and not m.generic]
    mentions = list(tree.tree.mentions)
    for i in range(len(tree)):
        if any(m.start <= tree.starts[i] and tree.ends[i] <= m.end for m in known) and tree.pos(i) == "PROPN":
            mentions[i] = "place"
    return replace(tree, tree=replace(tree.tree, mentions=tuple(mentions)))


_TAKEN = frozenset(
    {"control.seize", "control.take", "control.of", "control.offensive", "control.fall_to", "control.advance"}
)
_BACKGROUND = 365  # days


def _long_ago(d: Development, report: Report) -> bool:
    """What was over more than a year before publication is background."""
    return d.date_end is not None and report.day is not None and (report.day - d.date_end).days > _BACKGROUND


def telling(sentence: Sentence) -> bool:
    """Whether a sentence has a telling word and is worth parsing."""
    if len(sentence.tokens) < _SHORTEST or sentence.text.rstrip(' ”"’').endswith("?"):
        return False
    return can_tell(frozenset(t.lower for t in sentence.tokens))


def _told(ground: Ground) -> list[_Found]:
    """The frames of a sentence that hold, one for each telling word, those inside others left out."""
    tree = ground.tree
    rows: list[_Found] = []
    plain = list(matches(tree))
    for match in [*plain, *(echo for match in plain for echo in _echoes(tree, match))]:
        reading = read_status(tree, match.word, match.carrier)
        status = settled(match, reading, tree)
        if status is not None:
            rows.append(_Found(match, reading, status, span_words(tree, match)))
    rows.sort(key=lambda r: (-r.match.strength, r.match.word))
    kept: list[_Found] = []
    for row in rows:
        if not any(_inside(tree, row, other) for other in kept):
            kept.append(row)
    kept = [r for r in kept if not any(r is not o and _outdone(tree, r, o) for o in kept)]
    return sorted(kept, key=lambda r: r.match.word)


def _inside(tree: Syntax, row: _Found, other: _Found) -> bool:
    """Whether two readings are of one telling word."""
    return (
        row.match.word == other.match.word
        or row.match.word == other.match.carrier
        or row.match.carrier == other.match.word
    )


_OUTER = frozenset({"pledge", "request", "denial", "warning"})


def _outdone(tree: Syntax, row: _Found, other: _Found) -> bool:
    """What is promised, asked, denied or feared is told by the promise; who is ready to host tells more than who prepares."""
    if other.match.frame.kind in _OUTER and row.match.word != other.match.word:
        above = list(tree.up(row.match.word))
        if other.match.word in above:
            way = above[: above.index(other.match.word)]
            links = [tree.rel(row.match.word), *(tree.rel(w) for w in way)]
            return (
                any(x in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod"} for x in links)
                and "advcl" not in links
            )
    if any(r.match.frame.nouns and tree.pos(r.match.word) == "VERB" for r in (row, other)):
        return False  # a second one, its noun left out
    same = other.match.frame.kind == row.match.frame.kind and row.match.frame.kind != "restriction"
    return (
        same and row.match.word in other.words and tree.rel(row.match.word) in {"xcomp", "acl", "nmod", "obj"}
    )


def settled(match: Match, reading: Reading, tree: Syntax) -> DevelopmentStatus | None:
    """The status of a match; None where it is no development."""
    frame, status = match.frame, reading.status
    if reading.supposed or not _modal(match, reading, tree):
        return None
    if not frame.can and reading.modal in {"can", "ca", "cannot", "should", "must"}:
        return None
    if reading.purpose and frame.kind not in _OUTER and not _serves(tree, match.word):
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
    if frame.status:
        return DevelopmentStatus(frame.status)
    if status is DevelopmentStatus.HAPPENED and (
        reading.begun or (frame.kind in _GOING and _present(tree, match))
    ):
        return DevelopmentStatus.PLANNED if _after(tree, match.word) else DevelopmentStatus.UNDER_WAY
    return status


_REFUTABLE = frozenset({"return", "control", "evacuation", "deployment"})
_GOING = frozenset({"withdrawal", "assistance", "preparation", "deployment"})


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


_NEGATIONS = frozenset(
    {"not", "no", "never", "nobody", "none", "cannot", "neither", "nor", "nothing", "without", "impossible"}
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


_SERVED = frozenset({"organise", "organize", "use", "charter", "arrange", "fly", "operate", "lay", "hire"})


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


def span_words(tree: Syntax, match: Match) -> set[int]:
    """The telling words: the clause without what is said beside it."""
    top = match.carrier if match.carrier is not None else match.word
    kept = _clause_of(tree, top, top=True)
    for role in ("subj", "obj"):
        words = match.arguments.of(role)
        if words and not match.arguments.shared:
            kept |= {x for w in words for x in _clause_of(tree, w, top=False)}
    return kept


def _clause_of(tree: Syntax, word: int, *, top: bool) -> set[int]:
    kept = {word}
    for k in tree.kids(word):
        rel = tree.rel(k)
        if rel in {"parataxis", "discourse"} or (rel == "conj" and tree.pos(k) in {"VERB", "AUX"}):
            continue
        if rel == "advcl" and top and not _short(tree, k):
            continue
        if rel in {"acl", "appos"} and not _short(tree, k) and tree.rel(word) == "nsubj":
            continue
        if rel == "obl" and tree.case(k) in {"according to", "amid"}:
            continue
        kept |= _clause_of(tree, k, top=False)
    return kept


def _short(tree: Syntax, word: int) -> bool:
    return len(subtree(tree, word)) <= 8


def _development(one: _Found, ground: Ground, report: Report, codes: Codes) -> Development:
    match, reading, tree = one.match, one.reading, ground.tree
    start, end = _edges(tree, one.words, report.text)
    clause = report.text[start:end]
    actors = names.actors(match, ground)
    where = names.place(match, ground)
    name = where.name if isinstance(where, Mention) else where
    code = where.code if isinstance(where, Mention) and where.code else codes(name)
    first, last = fields.days(match, ground, reading, report.day)
    spoken = fields.speaker(match, ground, actors, reading)
    speaker = spoken.speaker if isinstance(spoken, Attribution) else spoken
    via = spoken.via if isinstance(spoken, Attribution) else None
    kind = match.frame.kind
    return Development(
        id=_identity(report.id, tree.starts[match.word], kind),
        report=report.id,
        start=start,
        end=end,
        text=clause,
        kind=DevelopmentKind(kind),
        status=one.status,
        sentence=ground.sentence.span,
        trigger=_trigger(tree, match),
        actors=actors,
        target=names.target(match, ground),
        place=name,
        place_code=code,
        date_start=first,
        date_end=last,
        condition=_condition(reading, report.text),
        speaker=speaker,
        via=via,
        chain=tuple(x for x in (speaker, via, report.outlet) if x),
        stage=fields.stage(match, reading, one.status, _trigger(tree, match)),
        voluntariness=fields.voluntariness(tree, match, clause) if kind == "return" else None,
        composition=fields.composition(ground.sentence.text) if kind in _MOVED else None,
        superlative=fields.superlative(clause),
        confidence=_confidence(one),
        rules=(match.frame.name, *(("status.hedged",) if reading.hedged else ())),
    )


def _trigger(tree: Syntax, match: Match) -> str:
    return base(tree, match.word)


def _edges(tree: Syntax, words: set[int], text: str) -> tuple[int, int]:
    row = sorted(words)
    while len(row) > 1 and tree.pos(row[-1]) in {"PUNCT", "CCONJ"}:
        row.pop()
    while len(row) > 1 and (tree.pos(row[0]) in {"PUNCT", "CCONJ", "SCONJ"} or tree.rel(row[0]) == "mark"):
        row.pop(0)
    return tree.starts[row[0]], tree.ends[row[-1]]


def _condition(reading: Reading, text: str) -> str | None:
    if reading.condition is None:
        return None
    words = " ".join(text[reading.condition[0] : reading.condition[1]].split())
    return (
        re.sub(r"\A(?:if|after|unless|provided(?:\s+that)?|once)\s+", "", words, flags=re.IGNORECASE) or None
    )


def _confidence(one: _Found) -> float:
    sure = 0.6 + 0.1 * min(one.match.strength, 3.0)
    return round(sure - (0.2 if one.reading.hedged else 0.0), 2)


def _identity(report: str, at: int, kind: str) -> str:
    return hashlib.sha256(f"{report}:{at}:{kind}".encode()).hexdigest()[:12]


def _doubted(found: Sequence[Development], sentences: Sequence[Sentence]) -> Iterator[Development]:
    """What a later sentence says nobody has confirmed is unconfirmed: all of the nearest paragraph that tells of movement."""
    doubts = [d.sentence for d in found if d.rules[0] in _DOUBTS and _points_back(d)]
    numbers = {s.span.start: s.paragraph for s in sentences}
    reached: set[str] = set()
    for doubt in doubts:
        told = [
            d
            for d in found
            if d.kind.value in _DOUBTABLE
            and d.sentence.end <= doubt.start
            and d.status is DevelopmentStatus.HAPPENED
        ]
        if told and numbers[doubt.start] - numbers[told[-1].sentence.start] <= _REACH:
            near = numbers[told[-1].sentence.start]
            reached |= {d.id for d in told if numbers[d.sentence.start] == near}
    for d in found:
        yield (
            replace(d, status=DevelopmentStatus.UNCONFIRMED, rules=(*d.rules, "status.doubted"))
            if d.id in reached
            else d
        )


def _points_back(d: Development) -> bool:
    """Whether a doubt speaks of what was told before: "The information has not been confirmed", "none of this"."""
    return d.status is DevelopmentStatus.UNCONFIRMED and _BACK.match(d.text) is not None


_BACK = re.compile(
    r"(?:It|This|That|(?:The|This|These|None\s+of\s+(?:the|these|this))\s+(?:information|reports?|news|claims|accounts?|incidents?))\s+(?:has|have|had|could|can|was|were)\b"
    r"|.*\bneither\s+confirmed\b|.*\b(?:the|this|that)\s+(?:account|report|information|incident|claim)\Z",
    re.IGNORECASE,
)
_DOUBTS = frozenset({"denial.unconfirmed", "denial.neither", "denial.no_independent"})
_DOUBTABLE = frozenset({"return", "admission_policy", "evacuation", "deployment"})
_REACH = 2  # paragraphs
