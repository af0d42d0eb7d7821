"""Report → developments: sentences that can tell one are parsed and read; what is unsure is left out.

Takes the sentences that the figures' readers have told apart (speakers, places, days); gives `Development`s in
the order of the text. A sentence already parsed for its figures is not parsed again.
"""  # noqa: E501

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from panj.claims.clauses.lexicon import base
from panj.claims.developments import fields, names, voices, whereabouts
from panj.claims.developments.demands import Match
from panj.claims.developments.frames import can_tell
from panj.claims.developments.ground import Ground
from panj.claims.developments.seeing import highest
from panj.claims.developments.settling import OUTER
from panj.claims.developments.sifting import doubted, of_displacement, of_late, once
from panj.claims.developments.status import Reading
from panj.claims.developments.telling import Found, told_in
from panj.claims.developments.trail import trail
from panj.claims.developments.voting import weights
from panj.claims.draft import Sentence
from panj.claims.learned.telling import Tellings
from panj.claims.mentions.places import Mention
from panj.claims.mentions.speakers import Attribution
from panj.claims.routes.setting import Setting
from panj.language.trees import Syntax
from panj.model import BlockKind, Claim, Development, DevelopmentKind, DevelopmentStatus, Report

_READ = frozenset({BlockKind.BODY, BlockKind.CAPTION})
_MOVED = frozenset({"return", "evacuation", "admission_policy"})
_SHORTEST = 4  # words of a sentence that can tell something
Codes = Callable[[str | None], str | None]
_OWN_WORD = frozenset({"pledge", "denial"})  # of which he is the doer who gives it
_SUREST = 0.95  # of what the reader alone sees


def read(
    report: Report,
    sentences: Sequence[Sentence],
    codes: Codes,
    setting: Setting | None = None,
    claims: Sequence[Claim] = (),
    tellings: Callable[[Sentence], Tellings | None] = lambda _: None,
) -> tuple[Development, ...]:
    """The developments that a report tells.

    Args:
        report: the report.
        sentences: its sentences, read for speakers, places and days.
        codes: a place's name → its code in the gazetteer.
        setting: the countries that the report is about.
        claims: its figures: where people moved, all that is told belongs to it.
        tellings: what the figure reader says of a sentence's words; None: the rules alone decide.
    """
    found: list[Development] = []
    so_far = trail(report, sentences, setting)
    for sentence in sentences:
        so_far.enter(sentence)
        told: list[Development] = []
        seen = tellings(sentence) if read_of(sentence) and long_enough(sentence) else None
        if read_of(sentence) and telling(sentence, seen):
            ground = so_far.ground(sentence)
            told = once([_development(one, ground, report, codes) for one in told_in(ground, seen)])
            found += told
        so_far.note(sentence, told)
    return tuple(doubted(of_displacement(of_late(found, report), report, claims), sentences))


def telling(sentence: Sentence, told: Tellings | None) -> bool:
    """Whether a sentence has a telling word, for the frames or for the reader, and is worth parsing."""
    if not long_enough(sentence):
        return False
    if told is None:
        return can_tell(frozenset(t.lower for t in sentence.tokens))
    seen, share = weights().seen, highest(sentence, told)
    if share < seen["asleep"]:
        return False
    return share >= seen["share"] or can_tell(frozenset(t.lower for t in sentence.tokens))


def read_of(sentence: Sentence) -> bool:
    """Whether a sentence is of a part of the report that is read for developments."""
    return sentence.kind in _READ


def long_enough(sentence: Sentence) -> bool:
    """Whether a sentence is long enough to tell something, and no question."""
    return len(sentence.tokens) >= _SHORTEST and not sentence.text.rstrip(' ”"’').endswith("?")


def _development(one: Found, ground: Ground, report: Report, codes: Codes) -> Development:
    match, reading, tree = one.match, one.reading, ground.tree
    start, end = _edges(tree, one.words)
    clause = report.text[start:end]
    actors = names.actors(match, ground)
    where = whereabouts.place(match, ground, one.words)
    name = where.name if isinstance(where, Mention) else where
    code = where.code if isinstance(where, Mention) and where.code else codes(name)
    first, last = fields.days(match, ground, reading, report.day)
    spoken = voices.speaker(match, ground, actors, reading)
    speaker = spoken.speaker if isinstance(spoken, Attribution) else spoken
    via = spoken.via if isinstance(spoken, Attribution) else None
    if not actors and speaker and match.frame.kind in _OWN_WORD:
        actors = (speaker,)
    kind = match.frame.kind
    return Development(
        id=_identity(report.id, tree.starts[match.word], kind),
        report=report.id,
        start=start,
        end=end,
        text=clause,
        kind=DevelopmentKind(kind),
        status=_status(one, first, report.day),
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
        rules=(match.frame.name, *_how(reading), *(f"learned.{name}" for name in one.voted)),
    )


def _status(one: Found, first: date | None, published: date | None) -> DevelopmentStatus:
    """ "The decree enters into force on Friday": what is of a day after the report has not happened yet."""
    late = first is not None and published is not None and first > published
    happened = one.status is DevelopmentStatus.HAPPENED and one.match.frame.kind not in OUTER
    return DevelopmentStatus.PLANNED if late and happened else one.status


def _how(reading: Reading) -> Iterator[str]:
    """What a development's rules tell beside its frame: hedged, or negated ("is not open")."""
    if reading.hedged:
        yield "status.hedged"
    if reading.negated:
        yield "status.negated"


def _trigger(tree: Syntax, match: Match) -> str:
    return base(tree, match.word)


def _edges(tree: Syntax, words: set[int]) -> tuple[int, int]:
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


def _confidence(one: Found) -> float:
    """How sure a development is: by what its frame asks for, or by the share that the reader alone gives."""
    framed = 0.6 + 0.1 * min(one.match.strength, 3.0)
    sure = framed if one.seen is None or one.share is None else min(one.share, _SUREST)
    return round(sure - (0.2 if one.reading.hedged else 0.0), 2)


def _identity(report: str, at: int, kind: str) -> str:
    return hashlib.sha256(f"{report}:{at}:{kind}".encode()).hexdigest()[:12]
