"""When: which dates of a sentence a figure takes, and how it stands to them (event, cumulative, rate, as of).

Takes drafts with measures; fills date_start, date_end, period and per.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from panj.claims.counting.compared import is_compared
from panj.claims.dates.dates import When, rate_of
from panj.claims.draft import Draft
from panj.claims.periods.aspect import Aspect, Predicate, predicate
from panj.claims.periods.attachment import (
    distance,
    in_clause_before,
    is_across,
    is_length,
    is_missing_now,
    nearest,
    of_kind,
    of_then,
    said_day,
    split,
    sums_up,
    with_other_verb,
)
from panj.claims.periods.carried import STATES, from_elsewhere, note_scene
from panj.claims.periods.comparisons import keep_total, leave_open, move_to_time
from panj.claims.periods.memory import DateMemory
from panj.claims.periods.others import is_change, is_others, stands_in_aside
from panj.claims.periods.shifting import coming, forward, not_ahead, so_far, years_ago
from panj.claims.periods.totals import (
    MANY,
    brings_total,
    is_counted,
    is_one_occurrence,
    is_stative,
    is_total,
    runs,
    says_total,
)
from panj.language import cost
from panj.model import HARM, PEOPLE, Measure, PeriodKind, Qualifier, Status

_PRESENT = frozenset(
    {Measure.HOSTED, Measure.CAPACITY, Measure.NEED, Measure.CONTROL, Measure.FACILITY}
)  # states: so now, whatever it began with
_ASIDE = frozenset(
    {
        "period.brings_total",
        "period.compared",
        "period.change",
        "date.of_then",
        "date.in_aside",
        "date.same_period",
    }
)
_LONG = timedelta(days=62)
_WEEK = timedelta(days=6)
_RIGHT_AFTER = 4  # words from a figure to a date that is surely its own
_ITS_OWN = 0.1  # the price of the way to a date in the bracket behind a figure
_OTHER_CLAUSE = 1.2  # the price of the way to a date in another clause


_TO_ANOTHER = re.compile(r"\A[^\d.;]{0,40}\bto\s+(?:[a-z]+\s+){0,2}\d")  # "from 90 at first to 40"
# "The total of the year is 263,138": since the first of January.
_OF_THE_YEAR = re.compile(
    r"\b(?:total|number|figure|count|sum)\s+(?:of|for|in|over)\s+(?:the|this)\s+(?:whole\s+)?year\b[^.;,]{0,30}\Z",
    re.IGNORECASE,
)


# "Every day some 300 cross", "a daily average of 300", "on an average day 300".
_RATE_BEFORE = re.compile(
    r"\b(?:every|each)\s+(day|week|month|year)\b[^.;]{0,40}\Z|"
    r"\b(daily|weekly|monthly)\s+(?:average|rate)\s+(?:of\s+(?:\w+\s+){0,2}|(?:[a-z]+\s+){1,6})\Z|"
    r"\b(daily|weekly|monthly)\s+(?:average|rate|number|influx)\b[^.;]{0,70}\b(?:from|to|at)\s+(?:\w+\s+){0,2}\Z|"
    r"\b(?:on|in)\s+an?\s+(?:average|typical|normal|ordinary|usual)\s+(day|week|month|year)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)


def give_period(draft: Draft, text: str, published: date | None, memory: DateMemory) -> None:
    """Fill dates and period of a draft that has a measure, and remember them."""
    if draft.measure is None or draft.measure is Measure.CONTEXT:
        return
    own, said = split(draft)
    told, own = own, [of_then(draft, w, published) for w in own if not is_others(draft, w)]
    if any(w not in told for w in own):
        draft.rules.append("date.of_then")
    draft.said_on = said_day(said)
    verb = predicate(draft)
    own = _possible(draft, own, verb)
    rate = _rate(draft, text)
    best = nearest(draft, own)
    if best is not None and draft.said_on is not None and is_across(draft, best) and draft.measure in STATES:
        best = None  # "had estimated 7,200, while the agency counted 5,000 on Sunday"
    since = of_kind(draft, own, "since")
    until = of_kind(draft, own, "until", "as_of")
    year = published if _OF_THE_YEAR.search(draft.before) else None
    if year is not None and since is None and until is None:
        draft.date_start, draft.date_end = year.replace(month=1, day=1), year
        draft.period = PeriodKind.CUMULATIVE
        draft.rules.append("date.since")
    elif since is not None and until is not None and since is not until:
        draft.date_start, draft.date_end = since.first, until.last or since.last
        draft.period = PeriodKind.CUMULATIVE
        draft.rules.append("date.since")
    elif _continues(draft, best, memory) and memory.last is not None:
        draft.date_start, draft.date_end = memory.last.date_start, memory.last.date_end
        draft.period = memory.last.period
        draft.rules.append("date.of_neighbour")
    elif best is not None:
        _from_when(draft, best, published, memory, verb)
    else:
        from_elsewhere(draft, published, memory, verb)
    if "mention.who_had" in draft.rules:
        draft.date_start = draft.date_end = None  # of the time when it was told first
        draft.period = PeriodKind.EVENT
    _adjust(draft, rate, verb, published, memory.last)
    _up_to_the_news(draft, own, memory, published)
    move_to_time(draft, memory.last)
    keep_total(draft, memory.last)
    leave_open(draft)
    _spread_rate(draft, memory)
    _order_dates(draft)
    not_ahead(draft, published)
    if stands_in_aside(draft):
        draft.rules.append("date.in_aside")
    if is_change(draft):
        draft.rules.append("period.change")
    if not _ASIDE.intersection(draft.rules):  # what follows goes on with the news, not with the total
        memory.last = draft
        memory.by_measure[draft.measure] = draft


def _up_to_the_news(draft: Draft, own: Sequence[When], memory: DateMemory, published: date | None) -> None:
    """ "7 flights landed on Sunday, bringing to 4,000 the number returned since May": up to that Sunday."""
    if "period.brings_total" not in draft.rules or "date.since" not in draft.rules:
        return
    if draft.date_end is None or draft.date_end != published:
        return
    before, days = memory.last, [w.last for w in own if w.kind == "on" and w.end <= draft.start and w.last]
    if before is not None and before.sentence is draft.sentence and before.date_end is not None:
        days.append(before.date_end)
    if days and draft.date_start is not None and draft.date_start <= days[-1] <= draft.date_end:
        draft.date_end = days[-1]


def _possible(draft: Draft, own: list[When], verb: Predicate) -> list[When]:
    """The dates of a sentence without those that a figure of this kind, told in this tense, cannot have."""
    if draft.measure in _PRESENT and not _counts_on(draft):
        own = [w for w in own if w.kind not in {"since", "window"}]
    own = [w for w in own if not sums_up(draft, w)]
    if draft.measure in HARM and runs(draft):
        # "1,200 of those who fled on 3 May have returned, as the toll rose to 41": the day is of the flight
        own = [w for w in own if w.kind != "on" or not in_clause_before(draft, w)]
    if is_missing_now(draft, verb):
        own = [w for w in own if w.end > draft.start or w.kind in {"as_of", "since"}]
    if verb.aspect is Aspect.PERFECT and draft.measure not in HARM:
        # "It peaked on 26 April; 13,500 have gone home since"
        own = [w for w in own if w.kind != "on" or not in_clause_before(draft, w)]
    if draft.measure in STATES and verb.aspect in {Aspect.PRESENT, Aspect.PROGRESSIVE}:
        own = [w for w in own if not in_clause_before(draft, w) and not with_other_verb(draft, w, verb)]
    told = any(w.kind in {"on", "night"} and w.end <= draft.start for w in own)
    if draft.sentence.story is not None or told:
        own = [w for w in own if not is_length(draft, w)]
    if draft.measure in HARM and verb.aspect is not Aspect.PERFECT and is_one_occurrence(draft):
        own = [w for w in own if w.kind in {"on", "night", "as_of", "until"}]  # "… its deadliest since April"
    return own


def _spread_rate(draft: Draft, memory: DateMemory) -> None:
    """ "From 4,000 to 700 a day": both are rates."""
    before = memory.last
    if draft.period is not PeriodKind.RATE or before is None or before.sentence is not draft.sentence:
        return
    start = draft.sentence.span.start
    left, between = (
        draft.sentence.text[: before.start - start],
        draft.sentence.text[before.end - start : draft.start - start],
    )
    if re.search(r"\bfrom\s+\Z", left) and re.fullmatch(r"\s+(?:\w+\s+)?to\s+(?:\w+\s+){0,2}", between):
        before.period, before.per = PeriodKind.RATE, draft.per


def _of_what_it_adds(draft: Draft, before: Draft | None) -> bool:
    """ "300 came between 3 and 5 May, which brings the total to 4,100": the first day is that of the 300."""
    if before is None or before.sentence is not draft.sentence or before.measure is not draft.measure:
        return False
    alike = (before.date_start, before.date_end) == (draft.date_start, draft.date_end)
    return alike and "date.since" not in draft.rules and before.number.value < draft.number.value


def _adjust(
    draft: Draft, rate: str | None, verb: Predicate, published: date | None, before: Draft | None
) -> None:
    """What the words around a figure make of its period, whatever dates it has."""
    if brings_total(draft) and draft.measure not in STATES:
        if _of_what_it_adds(draft, before):
            draft.period, draft.date_start = PeriodKind.CUMULATIVE, None
            draft.rules[:] = [*(r for r in draft.rules if r != "date.of_neighbour"), "date.brought"]
        elif draft.period is PeriodKind.EVENT:
            draft.period, draft.date_start = PeriodKind.CUMULATIVE, None
        draft.rules.append("period.brings_total")
    if (
        draft.period is PeriodKind.EVENT
        and draft.status is Status.HAPPENED
        and draft.measure not in STATES
        and runs(draft)
    ):
        draft.period, draft.date_start = PeriodKind.CUMULATIVE, None
        draft.rules.append("period.running")
    if draft.measure is Measure.HOSTED and draft.status not in {Status.HAPPENED, Status.DENIED}:
        draft.period = PeriodKind.EVENT
    if (is_stative(draft, verb) or _stands_now(draft, verb)) and rate is None:
        draft.period = PeriodKind.AS_OF
        draft.date_start = draft.date_end = draft.date_end or published
        draft.rules.append("period.state_now")
    if rate is not None:
        if is_compared(draft) and _TO_ANOTHER.search(draft.after):
            draft.date_start = draft.date_end = None  # "from 2,500 at the start to 1,450 on 8 March"
        draft.period, draft.per = PeriodKind.RATE, rate
        draft.rules.append(f"period.rate_{rate}")


def _stands_now(draft: Draft, verb: Predicate) -> bool:
    """ "192 are still missing", "4,300 soldiers are working on it": how things stand, told in the present."""
    if draft.status is not Status.HAPPENED or draft.whole is not None or draft.unit not in PEOPLE:
        return False
    if draft.measure is Measure.MISSING:
        return verb.aspect is Aspect.PRESENT and verb.lemma in {"be", "remain", "stay"}
    return draft.measure is Measure.DEPLOYMENT and verb.aspect is Aspect.PROGRESSIVE


def _continues(draft: Draft, best: When | None, memory: DateMemory) -> bool:
    """Whether a figure stands closer to the one before it in its sentence than to any date."""
    before, tokens = memory.last, draft.sentence.tokens
    if before is None or before.sentence is not draft.sentence or before.measure is not draft.measure:
        return False
    if before.period is PeriodKind.RATE or before.date_end is None or best is None:
        return False
    at = draft.sentence.index(best.start)
    if 0 <= at - draft.last <= _RIGHT_AFTER or distance(draft, best) <= _ITS_OWN:
        return False
    if "noun.behind" in draft.rules and best.start > draft.end:
        return False
    if before.start < best.start < draft.start:
        return (before.date_start, before.date_end) == (best.first, best.last)
    return cost(tokens, before.last, draft.first) + 0.5 < cost(tokens, draft.last, at)


def _rate(draft: Draft, text: str) -> str | None:
    after = text[draft.end : min(draft.sentence.span.end, draft.end + 60)]
    stop = re.search(r"[,;.](?:\s|$)|\bwhen\b|\band\b|\bwhile\b", after)
    limit = draft.end + (stop.start() if stop else len(after))
    found = rate_of(text, draft.end, limit)
    if found and not re.search(r"\d", text[draft.end : found[1]]):
        return found[0]
    before = _RATE_BEFORE.search(text[draft.sentence.body : draft.start])
    if before:
        word = next(g for g in before.groups() if g).lower()
        return {"daily": "day", "weekly": "week", "monthly": "month"}.get(word, word)
    return None


def _from_when(draft: Draft, w: When, published: date | None, memory: DateMemory, verb: Predicate) -> None:
    draft.rules.append(f"date.{w.kind}")
    state = draft.measure in STATES and not _counts_on(draft)
    if draft.status in {Status.POSSIBLE, Status.PLANNED, Status.REQUESTED} and is_length(draft, w):
        draft.period = PeriodKind.AS_OF if state else PeriodKind.EVENT  # "to house them for a month"
        return
    if w.kind in {"since", "window"}:
        draft.date_start, draft.date_end, draft.period = w.first, w.last, PeriodKind.CUMULATIVE
        if w.kind == "window" and w.first and w.last and (w.last - w.first).days <= 1 and not state:
            draft.period = PeriodKind.EVENT
        if state and draft.measure is not Measure.DISPLACED_STOCK:
            draft.period = (
                PeriodKind.AS_OF
                if draft.measure in {Measure.CAPACITY, Measure.NEED, Measure.CONTROL}
                else PeriodKind.CUMULATIVE
            )
    elif w.kind == "until" and draft.whole is not None and is_one_occurrence(draft):
        draft.date_start, draft.date_end, draft.period = w.last, w.last, PeriodKind.EVENT
    elif w.kind in {"until", "as_of", "future"}:
        _ending(draft, w, published, memory)
    elif w.kind == "open":
        draft.period = PeriodKind.AS_OF if state else PeriodKind.CUMULATIVE
    else:
        _on_days(draft, w, published, verb)


def _counts_on(draft: Draft) -> bool:
    """ "Have taken dozens of districts in recent weeks": a running count."""
    return draft.measure is Measure.CONTROL and draft.number.kind == "order"


def _on_days(draft: Draft, w: When, published: date | None, verb: Predicate) -> None:
    """A figure of the days that its own words name."""
    state = draft.measure in STATES and not _counts_on(draft)
    draft.date_start, draft.date_end = w.first, w.last
    if state and published is not None and (day := years_ago(draft, w, published)) is not None:
        draft.date_start = draft.date_end = day
    said = draft.said_on
    is_last_night = w.kind == "night" and w.first != w.last and w.last == published
    if is_last_night and said is not None and published is not None and said < published:
        draft.date_start, draft.date_end = said - timedelta(days=1), said
    forward(draft, w, published)
    so_far(draft, published)
    draft.period = (
        PeriodKind.AS_OF if state else _event_or_total(draft, verb, is_far=distance(draft, w) > _OTHER_CLAUSE)
    )
    if draft.measure in HARM and verb.aspect is Aspect.PRESENT and says_total(draft):
        draft.period = PeriodKind.CUMULATIVE  # "the toll of Monday's quake is 27"
        draft.date_end = said or published
    if draft.status is Status.POSSIBLE or draft.status is Status.PLANNED:
        draft.period = PeriodKind.EVENT if not state else PeriodKind.AS_OF


def _ending(draft: Draft, w: When, published: date | None, memory: DateMemory) -> None:
    draft.date_end = w.last
    if draft.status in {Status.POSSIBLE, Status.PLANNED, Status.REQUESTED}:
        draft.date_start, draft.period = draft.said_on or published, PeriodKind.EVENT
        named = draft.sentence.words_of(w)
        if (
            published is not None
            and w.last is not None
            and w.last < published
            and not re.search(r"\d", named)
        ):
            draft.date_end = coming(w.last, named)
        return
    if draft.measure in STATES or draft.measure is Measure.FUNDING:
        draft.date_start = w.first or w.last
        draft.period = PeriodKind.AS_OF if draft.measure in STATES else PeriodKind.EVENT
        return
    before = memory.by_measure.get(draft.measure) if draft.measure else None
    draft.date_start = (
        before.date_start
        if before is not None
        and before.period is PeriodKind.CUMULATIVE
        and before.date_start != before.date_end
        and draft.sentence.paragraph - before.sentence.paragraph <= 1
        else None
    )
    draft.period = PeriodKind.CUMULATIVE


def _event_or_total(draft: Draft, verb: Predicate, *, is_far: bool) -> PeriodKind:
    """A figure dated to some days: one occurrence, or a total over them."""
    if draft.date_start is None or draft.date_end is None or _on_one_day(draft):
        is_count = is_counted(draft) or (
            verb.aspect is Aspect.PERFECT and draft.number.value >= MANY and is_far
        )
        return PeriodKind.CUMULATIVE if is_count and not is_one_occurrence(draft) else PeriodKind.EVENT
    if draft.measure is Measure.FUNDING and draft.status is not Status.HAPPENED:
        return PeriodKind.EVENT
    if draft.date_end - draft.date_start > _LONG:
        return PeriodKind.CUMULATIVE
    people = draft.unit in PEOPLE
    if people and draft.date_end - draft.date_start >= _WEEK and draft.number.value >= MANY:
        return PeriodKind.CUMULATIVE
    is_order = draft.number.qualifier is Qualifier.ORDER and draft.number.kind == "order"
    return PeriodKind.CUMULATIVE if is_order or is_total(draft, verb) else PeriodKind.EVENT


def _on_one_day(draft: Draft) -> bool:
    """Whether a figure is of one day, or of the two days of one night."""
    return draft.date_start == draft.date_end or "date.night" in draft.rules


def _order_dates(draft: Draft) -> None:
    if draft.period is PeriodKind.CUMULATIVE and draft.date_start is None:
        draft.date_start = draft.date_end  # a total dated to one day runs up to it; its first day is unknown
    if draft.date_start and draft.date_end and draft.date_end < draft.date_start:
        draft.date_start = draft.date_end


__all__ = ["DateMemory", "give_period", "note_scene"]
