"""The other fields of a development: days, stage, how free a return was, who was among those moved, superlatives.

Takes a `Match` and its `Reading` in a sentence with what the report's other readers found there; gives values.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from panj.claims.clauses.lexicon import base, tables
from panj.claims.clauses.phrases import subtree
from panj.claims.dates.dates import When
from panj.claims.developments.ahead import WEEKDAY, ahead, deadline, next_week, to_come
from panj.claims.developments.demands import Match
from panj.claims.developments.ground import Ground
from panj.claims.developments.status import Reading
from panj.claims.tables import alternation
from panj.language.paths import apart
from panj.language.trees import Syntax
from panj.model import DevelopmentStatus as S

_SAID = frozenset({"pledge", "denial", "request", "assessment"})  # the day of saying is their day
_SUPERLATIVE = re.compile(
    r"\b(?:the\s+)?(?:single\s+)?(?:largest|biggest|highest|worst|deadliest|fastest|most\s+\w+|greatest|longest|heaviest|first|second-largest|fewest|lowest|smallest)"
    r"\b[^.;:“”\"]{0,60}?\b(?:yet(?:\s+\w+)?|so\s+far|ever|on\s+record|in\s+(?:\w+\s+)?(?:years|decades|history|living\s+memory)|since\s+[^,.;]{3,40}|of\s+its\s+kind)",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:at\s+present|currently|at\s+the\s+moment|as\s+of\s+now)\b", re.IGNORECASE)
_DATED_ON = frozenset(
    [
        "return",
        "control",
        "deployment",
        "evacuation",
        "admission_policy",
        "withdrawal",
        "crossing_status",
        "meeting",
    ]
)
_CLAUSES = frozenset({"advcl", "ccomp", "parataxis", "acl"})
_FAR = 2.4  # the price of a way in the tree over which a day still belongs to a word
_AMONG = re.compile(
    r"\b(?:including|among\s+(?:them|whom)|mostly|mainly|(?:many|most|half|some|two|three|\d+)\s+of\s+(?:them|whom)|with)\s+(?:were\s+|are\s+)?"
    r"(?:[\w’'-]+\s+){0,4}?(?:women|children|families|elderly|minors|wounded|infants|girls|boys|babies)\b(?:,?\s+(?:and|or)\s+(?:[\w-]+\s+)?(?:women|children|families|elderly|minors|wounded|people|infants|girls|boys|babies)\b)*",
    re.IGNORECASE,
)


def _near(match: Match, ground: Ground, reading: Reading) -> Iterator[tuple[float, When]]:
    """The date expressions of a telling word's own clause, each with the price of the way to it."""
    tree = ground.tree
    own = subtree(tree, match.word) | (subtree(tree, match.carrier) if match.carrier is not None else set())
    for when in ground.sentence.whens:
        if when.kind in {"open", "total", "rate"} or (when.first is None and when.last is None):
            continue
        if _lasts(when, ground, reading):
            continue
        word = tree.at(when.start, _bare_end(ground.text, when))
        if word is None or _across(tree, match.word, word, match.carrier):
            continue
        said = any(a.start <= when.start < a.end for a in ground.sentence.speech)
        if word not in own and said and match.frame.kind not in _SAID:
            continue
        if reading.condition and reading.condition[0] <= when.start < reading.condition[1]:
            continue
        ways = [apart(tree, at, word) for at in (match.word, match.carrier) if at is not None]
        told = 1.0 if _of_saying(tree, word, reading) else 0.0  # the day of saying, where there is another
        yield min(ways) + told - (0.3 if word in own else 0.0), when


def _of_saying(tree: Syntax, word: int, reading: Reading) -> bool:
    """ "Said on Friday its guards had found 12": a day next to the verb of saying is its day."""
    said = reading.said
    return said is not None and (tree.head(word) == said or (said < word <= said + 2))


def _lasts(when: When, ground: Ground, reading: Reading) -> bool:
    """How long a thing lasts is not when it was: "for three months"."""
    words = ground.text[when.start : when.end].lower()
    return when.kind == "window" and (reading.status is not S.HAPPENED or words.startswith("for "))


def _of_no_date(
    match: Match, ground: Ground, reading: Reading, published: date | None
) -> tuple[date | None, date | None]:
    """The day of publication for what is so at present; that of the scene for what is told on."""
    present = match.frame.as_of and reading.status in {S.HAPPENED, S.UNDER_WAY} and _state(match, ground)
    if present or _NOW.search(ground.sentence.text):
        return published, published
    return _of_scene(match, ground, reading)


def days(
    match: Match, ground: Ground, reading: Reading, published: date | None
) -> tuple[date | None, date | None]:
    """The days of the date expression that hangs nearest on the telling word; open where none does."""
    tree = ground.tree
    rows = list(_near(match, ground, reading))
    if not rows:
        return _of_no_date(match, ground, reading, published)
    price, when = min(rows, key=lambda r: (r[0], r[1].start))
    if price > _FAR:
        return None, None
    first, last = _interval(when)
    if (
        match.frame.kind == "warning"
        and first is None
        and published is not None
        and last
        and last > published
    ):
        first = published
    open_yet = reading.status in {S.PLANNED, S.POSSIBLE} or match.frame.status in {"planned", "possible"}
    word = tree.at(when.start, _bare_end(ground.text, when))
    said = reading.said is not None and word is not None and tree.head(word) == reading.said
    of_saying = said and when.kind not in {"before", "until"}  # "expects 500 by the end of the year"
    if published is not None and last is not None and last > published and (of_saying or not open_yet):
        last = (
            published if first is None or first <= published else last
        )  # "this month": no further than told
    own = subtree(tree, match.word) | (subtree(tree, match.carrier) if match.carrier is not None else set())
    if (
        (to_come(tree, match, reading) or deadline(tree, match, when))
        and word in own
        and WEEKDAY.fullmatch(ground.text[when.start : when.end].strip(" .,;:"))
    ):
        first, last = next_week(first, last, published)
    if open_yet or reading.announced:
        first, last = ahead(first, last, published, ground.text[when.start : when.end])
    return first, last


def _state(match: Match, ground: Ground) -> bool:
    """Whether the telling word stands in the present or the present perfect: as it is on the day of writing."""  # noqa: E501
    tree = ground.tree
    words = [match.word, *tree.kids(match.word, "aux", "aux:pass", "cop")]
    head = tree.head(match.word)
    if tree.rel(match.word) in {"xcomp", "obl"} and head >= 0:
        words.append(head)
    return any(tree.tag(w) in {"VBZ", "VBP"} for w in words)


def _of_scene(match: Match, ground: Ground, reading: Reading) -> tuple[date | None, date | None]:
    """What is told on in the past tense in the same paragraph happened on the day told last."""
    before, tree = ground.before, ground.tree
    plain = tree.tag(match.word) == "VBD" or any(
        tree.tag(k) == "VBD" for k in tree.kids(match.word, "aux:pass")
    )
    if (
        before is None
        or before.paragraph != ground.sentence.paragraph
        or match.frame.kind not in _DATED_ON
        or not plain
    ):
        return None, None
    if reading.status is not S.HAPPENED or ground.ahead:
        return None, None
    days = [
        w
        for w in before.whens
        if w.kind in {"on", "night"} and not any(a.start <= w.start < a.end for a in before.speech)
    ]
    return _interval(days[-1]) if days else (None, None)


def _across(tree: Syntax, word: int, when: int, carrier: int | None) -> bool:
    """Whether another clause stands between a telling word and a date: "although some left", "since X said in April"."""  # noqa: E501
    above = [word, *tree.up(word)]
    joint, at = next((k for k in [when, *tree.up(when)] if k in above), -1), when
    while at not in {joint, -1}:
        if tree.rel(at) in _CLAUSES or (tree.rel(at) == "conj" and tree.kids(at, "nsubj")):
            return True
        at = tree.head(at)
    for step in above[: above.index(joint)] if joint >= 0 else ():
        apart_from = tree.rel(step) in {"advcl", "parataxis"} or (
            tree.rel(step) == "conj" and tree.kids(step, "nsubj")
        )
        if apart_from and step != carrier:
            return True
    return False


def _bare_end(text: str, when: When) -> int:
    """Where the words of a date end, the full stop after them left out."""
    return when.start + len(text[when.start : when.end].rstrip(" .,;:"))


def _interval(when: When) -> tuple[date | None, date | None]:
    if when.kind == "before":
        return None, when.last
    if when.kind == "after":
        return when.first, None
    return when.first, when.last


def stage(match: Match, reading: Reading, status: S, lemma: str) -> str | None:
    """How far a preparation is: considered, announced, under_construction, open, withdrawn."""
    frame = match.frame
    if frame.kind != "preparation" or not (frame.stage or match.carrier is not None):
        return None
    if lemma in {"close", "dismantle", "shut", "decommission", "empty", "demolish", "raze"}:
        return "withdrawn" if status is S.HAPPENED else "open"
    if reading.negated or status is S.DENIED:
        return "withdrawn" if reading.negated and frame.stage != "open" else None
    if status is S.POSSIBLE:
        return "considered"
    if status is S.PLANNED:
        return "announced"
    if status is S.UNDER_WAY:
        return "under_construction"
    return {"built": "open", "open": "open", "announced": "announced", "considered": "considered"}.get(
        frame.stage
    )


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(tables()[section][name])})\b", re.IGNORECASE)


def voluntariness(tree: Syntax, match: Match, clause: str) -> str:
    """Whether a return is stated to be free."""
    if _pattern("voluntariness", "voluntary").search(clause):
        return "stated_voluntary"
    lemma = base(tree, match.word)
    forced = lemma in tables()["voluntariness"]["forced_verbs"] and lemma not in {"turn", "make"}
    above = tree.head(match.word)
    forced = forced or (
        above >= 0
        and tree.rel(match.word) == "xcomp"
        and tree.lemma(above) in {"force", "make", "compel", "oblige"}
    )
    if forced or _pattern("voluntariness", "forced").search(clause):
        return "stated_forced"
    return "not_stated"


def composition(sentence: str) -> str | None:
    """ "Including many women and children": who was among those who moved, in the report's words."""
    found = _AMONG.search(sentence)
    return " ".join(found.group().split()) if found else None


def superlative(clause: str) -> str | None:
    """ "The largest yet confirmed": words that bound every other figure of the kind."""
    found = _SUPERLATIVE.search(clause)
    if found is None or any(never in found.group().lower() for never in tables()["superlative"]["never"]):
        return None
    return " ".join(found.group().split())
