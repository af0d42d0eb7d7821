"""Which date of a sentence belongs to a figure: by the way between them in its tree, else by the words.

A draft in; the dates of what happened out, apart from the dates of saying it ("said on Tuesday").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from panj.claims.counting.compared import AGAINST, CHANGES
from panj.claims.dates.dates import When, dates
from panj.claims.draft import Draft
from panj.claims.periods.aspect import Aspect, Predicate, clause_verb
from panj.claims.periods.others import is_of_part
from panj.claims.predicates.governor import figure_word
from panj.language import cost
from panj.language.paths import apart
from panj.language.trees import Syntax
from panj.model import Measure

_COMPARED = re.compile(rf"\b(?:{AGAINST}|instead\s+of|rather\s+than|than|(?:{CHANGES})\s+from)\b")
# "The highest since records began in 1997", "double the number of six months ago": days of other figures.
_MEASURED = re.compile(
    r"\b(?:highest|largest|biggest|deadliest|bloodiest|lowest|smallest|greatest|fastest|heaviest|worst|the\s+most|"
    r"first|record)\b(?:[^.;]{0,60}\bsince\b|"
    r"\s+(?:\w+\s+){0,3}?in\s+(?:(?:over|nearly|almost|about|more\s+than|at\s+least)\s+)?[\w-]+\s+(?:years?|decades?)\b)|"
    r"\b(?:doubl\w+|twice|tripl\w+|half|times|a\s+(?:third|quarter|fifth|tenth)\s+of)\s+"
    r"(?:as\s+(?:many|high)\s+as|what|that|those|the|its)\b(?P<day>[^.;,]{0,40})",
    re.IGNORECASE,
)
# "Down from 31,000 on 7 June to some 6,700": the day is of the first number.
_FROM_PEAK = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,5}?[\d.,]+(?:\s+[a-z]+){0,4}\s*\Z", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|currently|at\s+present)\b", re.IGNORECASE)
_TO = re.compile(r"\s*,?\s+to\s+", re.IGNORECASE)
_OWNED = re.compile(r"['’]s\s+(?=\d)")
_WHEN = re.compile(
    r"\s*,?\s+when\b(?:[^.;,]|,(?=\d))*\d[^.;]*,?\s(?:and\s+)?(?:killed|injured|wounded|displaced|left|drove|forced|made)\s+(?:\w+\s+){0,2}\Z|"
    r"\s*(?:,?\s+when|,\s+(?:in|during)\s+which|,\s+which)\b[^.;,]{0,30}(?:\b(?:and|or)\b[^.;,]{0,20})?\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*[,;]\s*(?:(?:and|then)\s+)?(?:(?:by|on|at|in)\s+)?")
_FIGURE_NEXT = re.compile(r",?\s+(?:(?:some|about|around|nearly|almost|over|more\s+than)\s+)?\d")
_COUNTED_IN = re.compile(
    r"\s+(?:(?:people|persons|refugees|arrivals)\s+)?(?:recorded|registered|counted|seen|reported)\s+(?:in|during|for)\s+"
    r"(?:(?:all|the\s+whole|the\s+rest)\s+of\s+)?"
)
_NEXT_CLAUSE = re.compile(
    r";|,\s+(?:and|but|while|whereas|as(?!\s+(?:of|at|well|many|much|far|part|an?)\b))\s", re.IGNORECASE
)
_BRINGING = re.compile(
    r",\s+(?:bringing|taking|raising|pushing|lifting)\s[^;]*?\b(?:to|past|above|over|beyond)\s[^;,]{0,25}?\d",
    re.IGNORECASE,
)
_IN_BRACKET = re.compile(r"(?:\s+[^\s\d(),;:.]+){0,6}\s*\([^()]{0,40}")
_RELATIVE = re.compile(r",\s+where\b[^,;]*\Z", re.IGNORECASE)
_FAR = 4.5  # the price beyond which a date is not a figure's
_KIND_FAR = 3.5
_OTHER_CLAUSE = 2.5
_COMPARISON = 5.0
_RIGHT_AFTER = 4  # words
_OPEN = 0.5
_TREE = 1.0  # what a step in the tree weighs against a word in between
_PAST = frozenset({Aspect.PAST, Aspect.PERFECT, Aspect.PLUPERFECT})
_LENGTH = re.compile(  # "in nineteen days", "in the course of a week"; not "in the past two days"
    r"(?:in|within|over|during|inside|for)\s+(?:(?:the\s+)?(?:space|course)\s+of\s+)?"
    r"(?:(?:about|around|barely|only|just|some|under|over|(?:less|fewer|more)\s+than)\s+)*"
    r"(?:an?|one|\d+|[a-z]+(?:-[a-z]+)?)\s+(?:hour|day|night|week|fortnight|month)s?\Z",
    re.IGNORECASE,
)
_WHO = re.compile(r"(?:\s+[\w-]+){1,3}\s+(?:who|that|which)\s+(?!(?:are|is)\b)\w+\b[^,;.]*\Z", re.IGNORECASE)
_ARE = re.compile(r"\s+(?:\w+\s+){0,3}?(?:are|is|remains?)\b", re.IGNORECASE)
_IN_ALL = re.compile(r"\b(?:in\s+all|all\s+told|altogether|in\s+total)\W*\Z", re.IGNORECASE)
_NO_DATES = frozenset({"total", "after", "before"})


def split(draft: Draft) -> tuple[list[When], list[When]]:
    """Dates of the event, and dates of saying ("said on Monday")."""
    own: list[When] = []
    said: list[When] = []
    for w in draft.sentence.whens:
        around = [a for a in draft.sentence.speech if a.start <= w.start and w.end <= a.end + 1]
        inside = any(not _counts(draft, a.start, w.start) for a in around)
        (said if inside and w.kind in {"on", "night"} else own).append(w)
    return own, said


def _counts(draft: Draft, start: int, end: int) -> bool:
    """ "The minister counted 3,252 on Sunday and said …": the figure between them has the day."""
    tokens = draft.sentence.tokens
    return any(start < tokens[at].start < end for at in draft.sentence.figures)


def said_day(said: Sequence[When]) -> date | None:
    """The day on which something was said, where it is one day."""
    return next((w.last for w in said if w.first is not None and w.first == w.last), None)


def distance(draft: Draft, w: When) -> float:
    """The price of the way from a figure to a date; dearer behind "against", "up from" and the like."""
    tokens = draft.sentence.tokens
    at = draft.sentence.index(w.start)
    between = draft.sentence.text[draft.end - draft.sentence.span.start : w.start - draft.sentence.span.start]
    extra = _COMPARISON if _COMPARED.search(between) or measures_it(draft, w) else 0.0
    if 0 < at - draft.last <= _RIGHT_AFTER and all(
        t.pos != "PUNCT" and t.pos != "CONJ" for t in tokens[draft.last + 1 : at]
    ):
        own = between.strip().lower() in {"on", "in"}  # "300 on 1 May, 400 on 2 May": nothing stands nearer
        return (-0.1 if own else 0.1) + extra  # "700 a day last week"
    if at > draft.last and _COUNTED_IN.fullmatch(between):
        return 0.1 + extra  # "more than the 7,200 recorded in all of 2024"
    if at > draft.last and _IN_BRACKET.fullmatch(between) and not _figure_between(draft, at):
        return 0.1 + extra  # "3,200 refugees in Kolo (12 May) and 4,100 in Mba (15 May)"
    way = _in_tree(draft, w)
    if way is not None:
        return way * _TREE + abs(at - draft.last) * 0.02 + extra
    anchors = [draft.last] + ([draft.hit.last] if draft.hit is not None and draft.copied is None else [])
    return min(abs(at - a) * 0.08 + 0.8 * cost(tokens, a, at) for a in anchors) + extra


def _figure_between(draft: Draft, at: int) -> bool:
    return any(draft.last < f < at for f in draft.sentence.figures)


def measures_it(draft: Draft, w: When) -> bool:
    """Whether a date tells since when a figure had no equal, or is of the number that it is set against."""
    text, start = draft.sentence.text, draft.sentence.span.start
    if start <= w.start and w.end <= draft.start:
        between = text[w.end - start : draft.start - start]
        if w.kind == "on" and _NOW.search(between):
            return True  # "planned for 90,000 in 1991, now have 233,805"
        return _FROM_PEAK.search(text[: w.start - start]) is not None and _TO.fullmatch(between) is not None
    if not draft.end <= w.start < draft.sentence.span.end:
        return False
    found = _MEASURED.search(text[draft.end - start : w.end - start])
    return found is not None and (found["day"] is None or found.end("day") >= w.start - draft.end)


def _in_tree(draft: Draft, w: When) -> float | None:
    tree: Syntax | None = draft.sentence.syntax
    if tree is None or not len(tree):
        return None
    noun = draft.counted if "noun.behind" in draft.rules else None
    figure = figure_word(tree, draft.number.core_start, draft.number.core_end, noun)
    when = tree.at(w.start, w.end)
    if figure is None or when is None:
        return None
    return apart(tree, figure, when)


def is_across(draft: Draft, w: When) -> bool:
    """Whether a date stands in another clause."""
    tokens, at = draft.sentence.tokens, draft.sentence.index(w.start)
    return cost(tokens, draft.last, at) >= _OTHER_CLAUSE


def nearest(draft: Draft, own: Sequence[When]) -> When | None:
    """The date of a figure, None where all are too far off."""
    usable = [w for w in own if w.kind not in _NO_DATES and not (w.kind == "open" and len(own) > 1)]
    usable = [w for w in usable if not _is_of_other(draft, w) and not _behind_another(draft, w, own)]
    text, start = draft.sentence.text, draft.sentence.span.start
    usable = [
        w for w in usable if w.start < draft.end or ";" not in text[draft.end - start : w.start - start]
    ] or usable
    when = [
        w for w in usable if w.end <= draft.start and _WHEN.match(text[w.end - start : draft.start - start])
    ]
    if when:
        return when[-1]  # "than in 2023, when 520,085 crossed"
    if "noun.behind" in draft.rules:  # what it counts is told behind it, and so is when
        usable = [w for w in usable if w.start > draft.end] or usable
    scored = sorted(
        ((distance(draft, w) + (_OPEN if w.kind == "open" else 0.0), w.start, w) for w in usable),
        key=lambda x: x[:2],
    )
    return scored[0][2] if scored and scored[0][0] < _FAR else None


def _is_of_other(draft: Draft, w: When) -> bool:
    """ "A rise on Friday's 68,100", "6,650, by Tuesday 28,120": the day of the next number."""
    start = draft.sentence.span.start
    text = draft.sentence.text
    owned = _OWNED.match(text, w.end - start)
    if owned is not None and not draft.start <= start + owned.end() <= draft.end:
        return True
    if is_of_part(draft, w):
        return True
    listed = w.start > draft.end and _LISTED.fullmatch(text[draft.end - start : w.start - start]) is not None
    return listed and _FIGURE_NEXT.match(text, w.end - start) is not None


def of_kind(draft: Draft, own: Sequence[When], *kinds: str) -> When | None:
    """The nearest date of certain kinds."""
    found = [w for w in own if w.kind in kinds and distance(draft, w) < _KIND_FAR]
    found = [w for w in found if not _behind_another(draft, w, own)]
    return min(found, key=lambda w: distance(draft, w), default=None)


def is_of_sum_behind(draft: Draft, w: When) -> bool:
    """ "11 died, bringing the toll to 230 since May": since then the 230 have."""
    text, start = draft.sentence.text, draft.sentence.span.start
    if not draft.end < w.start < draft.sentence.span.end:
        return False
    return _BRINGING.search(text, draft.end - start, w.start - start) is not None


def _behind_another(draft: Draft, w: When, own: Sequence[When]) -> bool:
    """ "Counted 3,252 on Sunday and found 86 in the last 24 hours": each figure has a date of its own.

    "300 reached Kolo, where 900 more are expected by Friday": its own figure has its own day.
    """
    sentence = draft.sentence
    if is_of_sum_behind(draft, w):
        return True
    for at in sentence.figures:
        if draft.last < at < sentence.index(w.start):
            figure = sentence.tokens[at].start
            if _RELATIVE.search(
                sentence.text[draft.end - sentence.span.start : figure - sentence.span.start]
            ):
                return True
            return any(draft.end <= x.start and x.end <= figure for x in own)
    return False


def of_then(draft: Draft, w: When, published: date | None) -> When:
    """ "The worst since 2012, when 363 died", "since the raid of May, in which 20 died": not since then."""
    text, start = draft.sentence.text, draft.sentence.span.start
    if w.kind != "since" or w.end > draft.start or not _WHEN.match(text[w.end - start : draft.start - start]):
        return w
    named = f"in {draft.sentence.words_of(w)}"
    bare = dates(named, 0, len(named), published)
    return replace(bare[0], start=w.start, end=w.end) if bare else w


def is_length(draft: Draft, w: When) -> bool:
    """ "2,960 were moved in the course of a week": how long it took, not that it ended today."""
    words = draft.sentence.words_of(w)
    return w.kind == "window" and _LENGTH.match(words) is not None


def is_missing_now(draft: Draft, verb: Predicate) -> bool:
    """ "410 had died by Monday and 336 are missing": so at the time of writing."""
    if draft.measure is not Measure.MISSING:
        return False
    return verb.aspect in {Aspect.PRESENT, Aspect.PROGRESSIVE} or _ARE.match(draft.after) is not None


def sums_up(draft: Draft, w: When) -> bool:
    """ "On 1 July 61 and on 4 July 209, in all 404": a sum has none of the days of what it adds up."""
    sentence = draft.sentence
    if not _IN_ALL.search(sentence.text[: draft.number.core_start - sentence.span.start]):
        return False
    return _counts(draft, w.end - 1, draft.start - 1) and w.kind in {"on", "night"}


def lasts(text: str) -> bool:
    """Whether the words of a date tell a length of time alone."""
    return _LENGTH.match(text) is not None


def with_other_verb(draft: Draft, w: When, verb: Predicate) -> bool:
    """ "A ship keeps 440 who landed on 1 March": the day is of the past that another verb tells."""
    tree, start = draft.sentence.syntax, draft.sentence.span.start
    if w.start > draft.end and _WHO.match(draft.sentence.text[draft.end - start : w.start - start]):
        return True
    if tree is None or not len(tree) or verb.word is None:
        return False
    when = tree.at(w.start, w.end)
    other = clause_verb(tree, when) if when is not None else Predicate()
    return other.word not in {None, verb.word} and other.aspect in _PAST


def in_clause_before(draft: Draft, w: When) -> bool:
    """ "By Sunday most had gone; 7,000 remain": how things stand is not of the day of the clause before."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return w.end <= draft.start and _NEXT_CLAUSE.search(text[w.end - start : draft.start - start]) is not None
