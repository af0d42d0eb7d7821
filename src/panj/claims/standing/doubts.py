"""Whether a report itself doubts a figure: "could not be verified", "no official body has confirmed it".

Takes the drafts and sentences of a whole report; sets `confirmed`. A sentence of doubt reaches its own
figures, else those it speaks of: a named source's, or the event told last and whatever else tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from panj.claims.draft import Draft, Sentence
from panj.claims.tables import table
from panj.model import FLOWS, HARM, Measure, PeriodKind, Status

_MOVED = FLOWS | {Measure.DETAINED}
_PARTS = re.compile(r";|,\s+(?:but|while|although|whereas)\b|\bbut\b", re.IGNORECASE)
_SOURCE = re.compile(r"\b(?:the|an?|his|her|their)\s+([\w\s-]{3,50}?)(?:['’]s|s['’])\s+\w+", re.IGNORECASE)
_REPORT_WIDE = re.compile(
    r"\s*(?:The|This|These|None\s+of\s+(?:the|these))\s+(?:\w+\s+)?(?:information|reports?|news|claims|figures|accounts)\s+"
    r"(?:in\s+this\s+\w+\s+)?(?:has|have|had|could|can)\b"
)
_UNCONFIRMED = re.compile(
    r"\W*(?:(?:But|Yet|However|Still|So\s+far),?\s+)?(?P<subject>(?:[\w’'-]+\s+){1,8}?)(?:has|have|had|could|can|was|were|is|are)"
    r"(?:\s+not|n.t)\s+(?:yet\s+|\w+ly\s+)*(?:be(?:en)?\s+)?(?:yet\s+|\w+ly\s+)*"
    r"(?:verified|confirmed|corroborated|substantiated|established|authenticated|checked)\b"
)
_POINTING = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "its", "their", "such", "no", "none", "neither"}
)
_HOW_MANY = re.compile(r"\bhow\s+(?:many|much)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\W*(?:neither|both|(?:the|these|those)\s+(?:two\s+)?(?:figures|tolls|claims|accounts|numbers|counts))\b",
    re.IGNORECASE,
)
_THOUGH = re.compile(r",\s+(?:although|though|but)\s+", re.IGNORECASE)
_PARAGRAPHS = 2  # how far back a doubt reaches for the figures it speaks of
_ONE_EVENT = 14  # days, over which the days of two figures do not tell that they are of one occurrence
_COMMON = frozenset(["the", "a", "an", "of", "in", "two", "three", "local", "official", "officials"])


@cache
def _doubt() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in table("status")["unconfirmed"]["patterns"]), re.IGNORECASE)


@cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in table("status")["unconfirmed"]["never"]), re.IGNORECASE)


def doubted(sentence: str) -> bool:
    """Whether a sentence says of its own or its neighbour's matter that it is unconfirmed or disputed."""
    low = sentence.casefold().replace("ı", "i")  # as patterns that ignore case see it
    if not any(letters in low for letters in table("status")["unconfirmed"]["needs"]):
        return False
    found = list(_doubt().finditer(sentence))
    exempt = [m.span() for m in _never().finditer(sentence)] if found else []
    return any(not any(m.start() < b and a < m.end() for a, b in exempt) for m in found)


def mark_doubts(live: Sequence[Draft], read: Sequence[Sentence]) -> None:
    """Set `confirmed` of the figures that the report doubts."""
    for i, sentence in enumerate(read):
        if not sentence.doubted:
            continue
        own = _in_part(sentence, [d for d in live if d.sentence is sentence])
        if own:
            _mark(own, "confirmed.doubted")
            continue
        if _closes(sentence, read):
            _mark([d for d in live if d.sentence.kind is sentence.kind], "confirmed.report_wide")
            continue
        reached = _of_source(sentence, live) or _told_before(i, read, live)
        reached = (
            []
            if _is_of_another(sentence) or _of_own_matter(sentence)
            else [d for d in reached if not _asks_another(sentence, d)]
        )
        _mark(reached, "confirmed.told_before")
        _mark([d for d in live if any(_same_event(d, r) for r in reached)], "confirmed.same_event")


def mark_denials(live: Sequence[Draft], read: Sequence[Sentence]) -> None:
    """ "It is said that 30,000 fled. This is false.": a short sentence denies the one before it."""
    for before, sentence in pairwise(read):
        near = sentence.kind is before.kind and sentence.paragraph - before.paragraph <= 1
        if not near or not _denial().fullmatch(sentence.text.strip()):
            continue
        for d in live:
            if d.sentence is before and d.status is Status.HAPPENED:
                d.status, d.confirmed = Status.DENIED, False
                d.rules.append("status.denied_next")


@cache
def _denial() -> re.Pattern[str]:
    """ "This is false.", "These reports are not true.", "That claim is entirely without foundation."."""
    said = "|".join(table("status")["denied"]["after"])
    nouns = "|".join(map(re.escape, table("status")["denied"]["said"]))
    return re.compile(
        rf"(?:But\s+|Yet\s+)?(?:This|That|It|They|(?:The|All|These|Those|Such|This|That|Both)\s+(?:\w+\s+)?(?:{nouns}))\s+"
        rf"(?:{said})(?:\s+by\s+[^\d.;:,]{{0,60}}|,\s+[^\d.;:,]{{0,60}}\b(?:said|says|added|insists|insisted))?[.!]?",
        re.IGNORECASE,
    )


def _is_of_another(sentence: Sentence) -> bool:
    """ "Cholera has not been confirmed": what is unconfirmed is named, and is no word for what was told."""
    found = _UNCONFIRMED.match(sentence.text)
    words = re.findall(r"[\w-]+", found["subject"].lower()) if found is not None else []
    points_back = words[:1] and words[0] in _POINTING
    return (
        bool(words) and not points_back and not set(words) & set(table("status")["unconfirmed"]["spoken_of"])
    )


def _of_own_matter(sentence: Sentence) -> bool:
    """ "A child died there, although nobody has confirmed it": doubts what the sentence itself has told."""
    begin = _THOUGH.search(sentence.text)
    if begin is None or _doubt().search(sentence.text, begin.end()) is None:
        return False
    at = sentence.span.start + begin.start()
    return any(
        h.frame.measure in _MOVED | HARM
        and sentence.tokens[h.first].end <= at
        and h.voice in {"active", "open"}
        for h in sentence.hits
    )


def _asks_another(sentence: Sentence, told: Draft) -> bool:
    """ "It could not confirm how many remained": that is no word on those who have left."""
    asked = _HOW_MANY.search(sentence.text)
    if asked is None:
        return False
    after = [
        h.frame.measure
        for h in sentence.hits
        if sentence.tokens[h.first].start >= sentence.span.start + asked.end()
    ]
    return told.measure not in after and not {told.measure, *after} <= HARM


def _closes(sentence: Sentence, read: Sequence[Sentence]) -> bool:
    """ "The information has not been officially confirmed." at the end speaks of the whole report."""
    last = next((s for s in reversed(read) if s.kind is sentence.kind), None)
    return sentence is last and _REPORT_WIDE.match(sentence.text) is not None


def _mark(drafts: Sequence[Draft], rule: str) -> None:
    for d in drafts:
        if d.confirmed:
            d.confirmed = False
            d.rules.append(rule)


def _in_part(sentence: Sentence, own: Sequence[Draft]) -> list[Draft]:
    """The figures in the doubting part: "20 died, but a claim of 300 could not be verified"."""
    match = _doubt().search(sentence.text)
    if match is None or not own:
        return list(own)
    low = max((m.end() for m in _PARTS.finditer(sentence.text, 0, match.start())), default=0)
    high = min((m.start() for m in _PARTS.finditer(sentence.text, match.end())), default=len(sentence.text))
    opened = sentence.text.rfind("(", low, match.start())
    closed = sentence.text.find(")", opened, high)
    if opened >= 0 and closed >= match.end():
        low, high = opened, closed  # "34 dead (22 for validation)"
    start = sentence.span.start
    return [d for d in own if low <= d.start - start < high] or list(own)


def _of_source(sentence: Sentence, live: Sequence[Draft]) -> list[Draft]:
    """ "The employee's figures could not be checked": the figures that this source gave."""
    match = _SOURCE.search(sentence.text)
    words = set(match.group(1).lower().split()) - _COMMON if match else set()
    return [
        d
        for d in live
        if d.start < sentence.span.end
        and d.speaker
        and words & (set(re.findall(r"[\w-]+", d.speaker.lower())) - _COMMON)
    ]


def _told_before(i: int, read: Sequence[Sentence], live: Sequence[Draft]) -> list[Draft]:
    """The figures of the nearest sentence before that has any, not too far back."""
    several = _SEVERAL.match(read[i].text) is not None
    told: list[Draft] = []
    for before in reversed(read[:i]):
        if before.kind is not read[i].kind or read[i].paragraph - before.paragraph > _PARAGRAPHS:
            return told
        found = [d for d in live if d.sentence is before and d.status is Status.HAPPENED]
        if told:
            return [*told, *(d for d in found if any(_rivals(d, other) for other in told))]
        if found and not several:
            return found
        told = found
    return told


def _rivals(d: Draft, other: Draft) -> bool:
    """ "Police say 12 were killed. A group puts the toll at 20. Neither …": two accounts of one thing."""
    return d.measure is other.measure and d.unit is other.unit and d.speaker != other.speaker


def _same_event(d: Draft, told: Draft) -> bool:
    """Whether two figures tell of one occurrence: parts of each other, or movement on the same days."""
    if d is told or d.sentence.kind is not told.sentence.kind or d.status is not Status.HAPPENED:
        return False
    if told in (d.whole, d.copied) or d in (told.whole, told.copied):
        return True
    alike = any(d.measure in family and told.measure in family for family in (_MOVED, HARM))
    if not alike or PeriodKind.EVENT is not d.period or told.period is not PeriodKind.EVENT:
        return False
    if d.date_start is None or d.date_end is None or told.date_start is None or told.date_end is None:
        return False
    if max((x.date_end - x.date_start).days for x in (d, told) if x.date_end and x.date_start) > _ONE_EVENT:
        return False  # of all that fell in one year, days prove nothing
    return d.date_start <= told.date_end and told.date_start <= d.date_end
