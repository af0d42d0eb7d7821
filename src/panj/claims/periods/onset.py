"""Since when a report counts, and of which days it speaks, told once for all its figures.

Takes the sentences of a report with their dates; keeps the first days of its crisis
("since the war began on 8 May", "day 12", "three weeks on") and the days that its head names
("14–20 July 2011", "Reporting period: 1–31 August") in the memory of its dates.
Words are in rules/onset.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from panj.claims.dates.dates import When, dates
from panj.claims.dates.days import Days, shifted
from panj.claims.draft import Draft, Sentence
from panj.claims.numbers.words import word_value
from panj.claims.periods.aspect import Aspect, Predicate
from panj.claims.periods.memory import DateMemory, Onset, note_anchor
from panj.claims.periods.story import begin_paragraph, note_story, reckoned_from
from panj.claims.tables import table

_HEAD = 400  # characters in which a report names the days that it speaks of
_LEAD = 5  # sentences in which "three weeks on" is said of the crisis
_LONGEST = 400  # days: a report on a crisis counts no further back where it does not say so
_PERIOD = 100  # days: the longest that a report covers, a quarter and what is left of a week
_STALE = 45  # days between the last day that a report covers and its publication
_TOLD = frozenset({Aspect.PERFECT, Aspect.PLUPERFECT, Aspect.PAST})
_YOUNGEST = 2  # days: what began yesterday is an occurrence of the day, not the crisis
_NEAR = 60  # characters between what began and its day
_DAY_OF = re.compile(r"\bday\s+(\d{1,3})\b(?!\s+(?:of|centre|center|labourers?)\b)", re.IGNORECASE)
_ON = re.compile(
    r"\b(?P<n>\d{1,2}|an?|[a-z]+(?:-[a-z]+)?)\s+(?P<unit>day|week|month)s?\s+"
    r"(?:on\b(?!\s+(?:foot|the|an?|end)\b)|into\b|of\s+(?:battles?|fighting|war|shelling|clashes|bombardment|bombing|strikes|violence|siege|rains?)\b"
    r"|after\b)",
    re.IGNORECASE,
)


@cache
def _words(name: str) -> str:
    return "|".join(row.replace(" ", r"\s+") for row in table("onset")[name])


@cache
def _begun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('begun')})\b[^.;]{{0,{_NEAR}}}\Z", re.IGNORECASE)


@cache
def _begun_after() -> re.Pattern[str]:
    return re.compile(rf"[^.;]{{0,{_NEAR}}}\b(?:{_words('begun')})\b", re.IGNORECASE)


@cache
def _no_begin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('no_begin')})\b[^.;,]*\Z", re.IGNORECASE)


@cache
def _covering() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('covering')})[\s:,(–—-]*(?:from\s+|the\s+|on\s+)*\Z", re.IGNORECASE)


def onsets(read: Sequence[Sentence], published: date | None) -> list[Onset]:
    """The first days told in a report, in the order of its text."""
    if published is None:
        return []
    found: list[Onset] = []
    for number, sentence in enumerate(read):
        found += _dated(sentence, published)
        if number < _LEAD:
            found += _lasting(sentence, published)
    return sorted(found, key=lambda o: o.at)


def _dated(sentence: Sentence, published: date) -> list[Onset]:
    start, found = sentence.span.start, []
    for w in sentence.whens:
        if w.first is None or not 0 < (published - w.first).days <= _LONGEST:
            continue
        left = sentence.text[: w.start - start]
        is_since = w.kind == "since" and not _no_begin().search(left)
        is_begun = w.kind in {"on", "night"} and w.last is not None and w.last - w.first <= timedelta(days=2)
        begins = (w.kind == "since" or is_begun) and _is_of_begin(sentence, w, left)
        if is_since or begins:
            found.append(Onset(w.start, w.first, is_since, begins))
    return found


def _is_of_begin(sentence: Sentence, w: When, left: str) -> bool:
    told = _begun().search(left[-_NEAR - 20 :])
    if told is not None:  # "an outbreak that has killed 1,660 since March": since then those, of that alone
        return w.kind != "since" or re.search(r"\d", told[0]) is None
    right = sentence.text[w.end - sentence.span.start :][: _NEAR + 20]
    return not left.strip() and _begun_after().match(right) is not None


def _lasting(sentence: Sentence, published: date) -> list[Onset]:
    """ "Day 12", "six weeks on", "two weeks of battles": a length of time up to the publication."""
    begin = sentence.span.start
    found = [
        Onset(begin + m.start(), published - timedelta(days=int(m[1]) - 1), True, True)
        for m in _DAY_OF.finditer(sentence.text)
    ]
    for m in _ON.finditer(sentence.text):
        if m[0].lower().endswith("after") and not _begun_after().match(sentence.text[m.end() :]):
            continue
        low = m["n"].lower()
        n = int(low) if low.isdigit() else 1 if low in {"a", "an"} else int(word_value(low))
        if n:
            found.append(Onset(begin + m.start(), shifted(published, -n, m["unit"].lower()), True, True))
    return [o for o in found if 0 < (published - o.day).days <= _LONGEST]


def covered(text: str, published: date | None) -> Days | None:
    """The interval that a report says at its head to speak of ("Weekly bulletin, 14–20 July 2011")."""
    if published is None:
        return None
    for w in dates(text, 0, min(_HEAD, len(text)), published):
        if w.kind in {"window", "on"} and _is_covered(text, w, published) and w.first and w.last:
            return w.first, w.last
    return None


def _is_covered(text: str, w: When, published: date) -> bool:
    """Whether an interval is long enough, and stands where a report names its own."""
    if w.first is None or w.last is None or not re.search(r"\d", text[w.start : w.end]):
        return False
    if not (1 < (w.last - w.first).days <= _PERIOD and -1 <= (published - w.last).days <= _STALE):
        return False
    left = text[max(0, text.rfind("\n", 0, w.start) + 1) : w.start]
    if _covering().search(left):
        return True
    title = text.find("\n")
    return w.end <= title and not text[w.end : title].strip(" .)")


def note_days(text: str, sentence: Sentence, published: date | None, memory: DateMemory) -> None:
    """Read the dates of a sentence, and keep those that the next ones lean on."""
    begin_paragraph(sentence, memory)
    sentence.day = reckoned_from(memory, published)
    known = memory.anchor, memory.window, memory.stretch
    sentence.whens = dates(text, sentence.body, sentence.span.end, sentence.day, *known)
    note_anchor(sentence.whens, memory, published)
    note_story(sentence, memory, published)


def note_report(text: str, read: Sequence[Sentence], published: date | None, memory: DateMemory) -> None:
    """Keep the first days and the interval of a report, before any figure is dated."""
    memory.onsets = onsets(read, published)
    memory.covered = covered(text, published)
    memory.window = memory.covered or memory.window


def onset_of(draft: Draft, memory: DateMemory, last: date | None, verb: Predicate) -> date | None:
    """The first day of what a total without a start covers: the last "since" before it, else the report's.

    A "since" that follows is of its own figure, unless it says what began: "since the war broke out".
    Totals without a verb ("Deaths: 326") are those of the day.
    """
    if verb.aspect not in _TOLD:
        return None
    usable = [o for o in memory.onsets if last is None or (last - o.day).days >= _YOUNGEST]
    since = [o for o in usable if o.since]
    best = [o for o in since if o.at < draft.start][-1:] or [o for o in usable if o.begins][:1]
    return best[0].day if best else None
