"""Report → developments: sentences that can tell one are parsed and read; what is unsure is left out.

Takes the sentences that the figures' readers have told apart (speakers, places, days); gives `Development`s in
the order of the text. A sentence already parsed for its figures is not parsed again.
"""  # noqa: E501

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from panj.claims.developments import fields, names, voices, whereabouts
from panj.claims.developments.demands import Match
from panj.claims.developments.frames import base, can_tell, tables
from panj.claims.developments.generic import PREFIX
from panj.claims.developments.names import Ground
from panj.claims.developments.seeing import highest
from panj.claims.developments.status import Reading
from panj.claims.developments.telling import Found, told_in
from panj.claims.developments.voting import weights
from panj.claims.draft import Sentence
from panj.claims.learned.telling import Tellings
from panj.claims.naming import is_person
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


_SECTION = 3  # paragraphs below the name of a place that heads them


_SHORTEST = 4  # words of a sentence that can tell something


Codes = Callable[[str | None], str | None]


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
    before: Sentence | None = None
    local: tuple[int, Mention] | None = None
    section: tuple[int, Mention] | None = None
    topic: Mention | None = None
    reached: Mention | None = None
    voice: str | None = None
    heard: str | None = None
    person: str | None = None
    around: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        around.setdefault(sentence.paragraph, []).append(sentence)
    for sentence in sentences:
        told: list[Development] = []
        headed = whereabouts.heading(report.text, sentence)
        section = (sentence.paragraph, headed) if headed else section
        topic = topic or (headed if sentence is sentences[0] else None)
        seen = tellings(sentence) if read_of(sentence) and long_enough(sentence) else None
        if read_of(sentence) and telling(sentence, seen):
            if sentence.syntax is None:
                sentence.syntax = syntax(report.text, Span(sentence.body, sentence.span.end))
            previous = before if before is not None and sentence.paragraph - before.paragraph <= 1 else None
            ground = Ground(
                report.text,
                sentence,
                _with_places(_told(report.text, sentence, sentence.syntax), sentence.places),
                previous,
                setting,
                local[1] if local and sentence.paragraph - local[0] <= 1 else None,
                local is not None and local[0] != sentence.paragraph,
                section[1] if section and sentence.paragraph - section[0] <= _SECTION else topic,
                reached,
                report.outlet,
                voice,
                next((d.actors for d in reversed(found) if d.rules[0] in _TAKEN and d.actors), ()),
                heard if before is not None and sentence.paragraph == before.paragraph else None,
                person,
                around[sentence.paragraph],
            )
            told = _once([_development(one, ground, report, codes) for one in told_in(ground, seen)])
            found += told
        if sentence.kind is BlockKind.BODY:
            spoken = voices.heard(sentence) or voices.label(report.text, sentence, sentence.syntax)
            heard = spoken or next((d.speaker for d in reversed(told) if d.kind.value not in _SOFT), None)
            before = sentence
            voices_here = [a.speaker for a in reversed(sentence.speech) if a.speaker]
            voice = next(iter(voices_here), voice)
            person = next(filter(is_person, voices_here), person)
            named = [
                m for m in sentence.places if not (m.country or m.generic or m.role == "parent") and m.sure
            ]
            named = [m for m in named if m.role != "from"] or named
            local = (sentence.paragraph, named[-1]) if named else local
            reached = next((m for m in reversed(sentence.places) if _is_reached(m)), reached)
    return tuple(_doubted(_of_displacement(_of_late(found, report), report, claims), sentences))


def _is_reached(m: Mention) -> bool:
    """ "Entered Chad", "fled to Adre": where people come to."""
    return not m.generic and (m.role == "to" or (m.role == "object" and m.prep not in {"left", "fled"}))


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


def _of_displacement(
    found: Sequence[Development], report: Report, claims: Sequence[Claim]
) -> list[Development]:
    """What was read, if the report is of a crisis: talk and help are in every report, and tell of none.

    What the reader alone sees counts where figures tell of movement, or a frame of more than talk and help;
    it says nothing itself of what the report is about.
    """
    framed = [d for d in found if not d.rules[0].startswith(PREFIX) or "learned.kind" in d.rules]
    if any(d.kind.value not in _SOFT for d in framed) or sum(c.measure in _MOVES for c in claims) > 1:
        return list(found)
    words = tables()["classes"]["displaced"]
    told = len(re.findall(rf"\b(?:{'|'.join(words)})", report.text, re.IGNORECASE))
    if len(report.text.split()) < _BRIEF:
        return list(found) if told or claims else framed  # too short to say more of what it is about
    return framed if told >= _ENOUGH else []


def _once(told: Sequence[Development]) -> list[Development]:
    """What a sentence tells, a change of one place told in words within others' left out."""
    return [d for d in told if not any(_tells(other, d) for other in told if other is not d)]


def _tells(outer: Development, inner: Development) -> bool:
    """Whether one tells all that another tells: of the same kind, place and days, by words round the other's."""
    if outer.kind is not inner.kind or inner.kind.value not in _CHANGES or outer.status is not inner.status:
        return False
    if not (outer.start <= inner.start and inner.end <= outer.end) or outer.text == inner.text:
        return False
    if inner.date_end not in {None, outer.date_end} or not _words(inner.place) <= _words(outer.place):
        return False
    mere = inner.rules[0].startswith(PREFIX) and len(inner.text.split()) <= _MERE
    return mere or _words(*inner.actors) <= _words(*outer.actors, outer.target)


def _words(*names: str | None) -> set[str]:
    return {w for name in names for w in (name or "").lower().split()}


_MERE = 5  # words: "in the rebels' hands" has no clause of its own


_CHANGES = frozenset({"control", "crossing_status"})


_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d\s*(?:[ap]\.?\s?m\.?|hrs?|GMT|UTC)?\s*[-–—|:]?\s+(?=[“\"A-ZÀ-Þ])")


def _told(text: str, sentence: Sentence, tree: Syntax) -> Syntax:
    """The tree without the hour that opens an entry of a running report: it is no word of the sentence."""
    clock = _CLOCK.match(text, sentence.body, sentence.span.end)
    return tree if clock is None else syntax(text, Span(clock.end(), sentence.span.end))


def _with_places(tree: Syntax, places: Sequence[Mention]) -> Syntax:
    """The tree with every name that the gazetteer knows taken for a place, whatever the parser took it for."""  # noqa: E501
    known = [m for m in places if m.code and not m.generic]
    mentions = list(tree.tree.mentions)
    for i in range(len(tree)):
        if any(m.start <= tree.starts[i] and tree.ends[i] <= m.end for m in known) and tree.pos(i) == "PROPN":
            mentions[i] = "place"
    return replace(tree, tree=replace(tree.tree, mentions=tuple(mentions)))


_TAKEN = frozenset(
    {
        "control.seize",
        "control.take",
        "control.of",
        "control.offensive",
        "control.fall_to",
        "control.advance",
        "learned.control",
    }
)


_BACKGROUND = 365  # days


def _of_late(found: Sequence[Development], report: Report) -> list[Development]:
    """What is no background: in an account of what is long past, what has no day of its own is past too."""
    late = [d for d in found if not _long_ago(d, report)]
    past, dated = len(found) - len(late), sum(d.date_end is not None for d in found)
    if past < _ACCOUNT or past < 2 / 3 * dated:
        return late
    return [d for d in late if d.date_end is not None or d.date_start is not None]


_ACCOUNT = 3  # things long past, from which on a report may be an account of the past


def _long_ago(d: Development, report: Report) -> bool:
    """What was over more than a year before publication is background."""
    return d.date_end is not None and report.day is not None and (report.day - d.date_end).days > _BACKGROUND


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
        rules=(match.frame.name, *_how(reading), *(f"learned.{name}" for name in one.voted)),
    )


_OWN_WORD = frozenset({"pledge", "denial"})  # of which he is the doer who gives it


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


_SUREST = 0.95  # of what the reader alone sees


def _identity(report: str, at: int, kind: str) -> str:
    return hashlib.sha256(f"{report}:{at}:{kind}".encode()).hexdigest()[:12]


def _doubted(found: Sequence[Development], sentences: Sequence[Sentence]) -> Iterator[Development]:
    """What a later sentence says nobody has confirmed is unconfirmed: all of the nearest paragraph that tells of movement."""  # noqa: E501
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
    """Whether a doubt speaks of what was told before: "The information has not been confirmed", "none of this"."""  # noqa: E501
    return d.status is DevelopmentStatus.UNCONFIRMED and _BACK.match(d.text) is not None


_BACK = re.compile(
    r"(?:It|This|That|(?:The|This|These|None\s+of\s+(?:the|these|this))\s+(?:information|reports?|news|claims|accounts?|incidents?))\s+(?:has|have|had|could|can|was|were)\b"
    r"|.*\bneither\s+confirmed\b|.*\b(?:the|this|that)\s+(?:account|report|information|incident|claim)\Z",
    re.IGNORECASE,
)


_DOUBTS = frozenset({"denial.unconfirmed", "denial.neither", "denial.no_independent", "learned.denial"})


_DOUBTABLE = frozenset({"return", "admission_policy", "evacuation", "deployment"})


_REACH = 2  # paragraphs
