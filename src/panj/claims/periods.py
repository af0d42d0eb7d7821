"""When: which dates of a sentence a figure takes, and how it stands to them (event, cumulative, rate, as of).

Takes drafts with measures; fills date_start, date_end, period and per.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from panj.claims.dates import When, rate_of
from panj.claims.draft import Draft, Sentence
from panj.claims.totals import HARM, MANY, ONE_OCCURRENCE, RUNNING, is_perfect, is_total
from panj.language import cost
from panj.model import Measure, PeriodKind, Qualifier, Status, Unit

_STATE = frozenset(
    {
        Measure.HOSTED,
        Measure.DISPLACED_STOCK,
        Measure.CAPACITY,
        Measure.NEED,
        Measure.CONTROL,
        Measure.FACILITY,
    }
)
_PRESENT = frozenset(
    {Measure.HOSTED, Measure.CAPACITY, Measure.NEED, Measure.CONTROL, Measure.FACILITY}
)  # states: so now, whatever it began with
_FLOWING = frozenset({Measure.ARRIVAL, Measure.INTERNAL_DISPLACEMENT, Measure.RELOCATION, Measure.ADMISSION})
_LONG = timedelta(days=62)
_WEEK = timedelta(days=6)
_SCENE = 3  # paragraphs that a named day reaches


@dataclass(slots=True)
class DateMemory:
    """Intervals last used in this report, and the sentence's own anchor for "a day earlier"."""

    last: Draft | None = None
    by_measure: dict[Measure, Draft] = field(default_factory=dict)
    anchor: date | None = None
    window: tuple[date, date] | None = None
    scene: When | None = None
    scene_paragraph: int = -9
    paragraph: int = -1


def give_period(draft: Draft, text: str, published: date | None, memory: DateMemory) -> None:
    """Fill dates and period of a draft that has a measure, and remember them."""
    if draft.measure is None or draft.measure is Measure.CONTEXT:
        return
    own, said = _split(draft)
    running = draft.measure is Measure.CONTROL and draft.number.kind == "order"
    if draft.measure in _PRESENT and not running:
        own = [w for w in own if w.kind not in {"since", "window"}]
    draft.said_on = _said_day(said)
    rate = _rate(draft, text)
    best = _nearest(draft, own)
    if best is not None and draft.said_on is not None and _across(draft, best) and draft.measure in _STATE:
        best = None  # "had estimated 7,200, while the agency counted 5,000 on Sunday"
    since = _of_kind(draft, own, "since")
    until = _of_kind(draft, own, "until", "as_of")
    if since is not None and until is not None and since is not until:
        draft.date_start, draft.date_end = since.first, until.last or since.last
        draft.period = PeriodKind.CUMULATIVE
    elif _continues(draft, best, memory) and memory.last is not None:
        draft.date_start, draft.date_end = memory.last.date_start, memory.last.date_end
        draft.period = memory.last.period
        draft.rules.append("date.of_neighbour")
    elif best is not None:
        _from_when(draft, best, published, memory)
    else:
        _from_nothing(draft, published, memory)
    _adjust(draft, rate)
    _order_dates(draft)
    if "period.brings_total" not in draft.rules:  # what follows goes on with the news, not with the total
        memory.last = draft
        memory.by_measure[draft.measure] = draft


def _adjust(draft: Draft, rate: str | None) -> None:
    """What the words around a figure make of its period, whatever dates it has."""
    if _brings_total(draft):
        if draft.period is PeriodKind.EVENT:
            draft.period, draft.date_start = PeriodKind.CUMULATIVE, None
        draft.rules.append("period.brings_total")
    if _runs(draft):
        draft.period, draft.date_start = PeriodKind.CUMULATIVE, None
        draft.rules.append("period.running")
    if draft.measure is Measure.HOSTED and draft.status not in {Status.HAPPENED, Status.DENIED}:
        draft.period = PeriodKind.EVENT
    if rate is not None:
        draft.period, draft.per = PeriodKind.RATE, rate
        draft.rules.append(f"period.rate_{rate}")


_BROUGHT = re.compile(
    r"\b(?:bring\w*|brought|tak(?:es|ing)|took|rais\w+|push\w+)\s+(?:the\s+|its\s+)?[^,;.]*\b"
    r"(?:total|number|toll|tally|count)\b[^,;.]*\Z",
    re.IGNORECASE,
)


def _brings_total(draft: Draft) -> bool:
    """ "…, bringing the total to 19,000": a running total up to the day named."""
    left = draft.sentence.text[: draft.start - draft.sentence.span.start][-60:]
    return _BROUGHT.search(left) is not None and draft.measure not in _STATE


def _continues(draft: Draft, best: When | None, memory: DateMemory) -> bool:
    """Whether a figure stands closer to the one before it in its sentence than to any date."""
    before, tokens = memory.last, draft.sentence.tokens
    if before is None or before.sentence is not draft.sentence or before.measure is not draft.measure:
        return False
    if before.period is PeriodKind.RATE or before.date_end is None or best is None:
        return False
    at = draft.sentence.index(best.start)
    if before.start < best.start < draft.start:
        return (before.date_start, before.date_end) == (best.first, best.last)
    return cost(tokens, before.last, draft.first) + 0.5 < cost(tokens, draft.last, at)


def _runs(draft: Draft) -> bool:
    """ "The count had passed 1,600 a day later": a total up to that day."""
    if draft.period is not PeriodKind.EVENT or draft.status is not Status.HAPPENED or draft.measure in _STATE:
        return False
    return RUNNING.search(draft.sentence.text[: draft.start - draft.sentence.span.start]) is not None


def _split(draft: Draft) -> tuple[list[When], list[When]]:
    """Dates of the event, and dates of saying ("said on Monday")."""
    own: list[When] = []
    said: list[When] = []
    for w in draft.sentence.whens:
        inside = any(a.start <= w.start and w.end <= a.end + 1 for a in draft.sentence.speech)
        (said if inside and w.kind in {"on", "night"} else own).append(w)
    return own, said


def _said_day(said: Sequence[When]) -> date | None:
    return next((w.last for w in said if w.first is not None and w.first == w.last), None)


def _rate(draft: Draft, text: str) -> str | None:
    after = text[draft.end : min(draft.sentence.span.end, draft.end + 60)]
    stop = re.search(r"[,;.](?:\s|$)|\bwhen\b|\band\b|\bwhile\b", after)
    limit = draft.end + (stop.start() if stop else len(after))
    found = rate_of(text, draft.end, limit)
    tail = text[found[2] : found[2] + 12] if found else ""
    lasting = found and re.search(r"\b(?:for|in|within|over|after|by|about)\s+\Z", text[draft.end : found[1]])
    if (
        found
        and not lasting
        and not re.match(r"\s+(?:earlier|before|later|after|ago|average|rate|old)", tail)
        and not re.search(r"\d", text[draft.end : found[1]])
    ):
        return found[0]
    before = re.search(
        r"\b(?:every|each)\s+(day|week|month|year)\b[^.;]{0,40}\Z|\b(daily|weekly|monthly)\s+(?:average|rate)\s+of\s+(?:\w+\s+){0,2}\Z",
        text[draft.sentence.body : draft.start],
        re.IGNORECASE,
    )
    if before:
        word = (before.group(1) or before.group(2)).lower()
        return {"daily": "day", "weekly": "week", "monthly": "month"}.get(word, word)
    return None


_COMPARED = re.compile(
    r"\b(?:against|compared\s+(?:with|to)|up\s+from|down\s+from|versus|instead\s+of|rather\s+than)\b"
)


def _distance(draft: Draft, w: When) -> float:
    tokens = draft.sentence.tokens
    at = draft.sentence.index(w.start)
    anchors = [draft.last] + ([draft.hit.last] if draft.hit is not None and draft.copied is None else [])
    price = min(abs(at - a) * 0.08 + 0.8 * cost(tokens, a, at) for a in anchors)
    start = draft.sentence.span.start
    between = draft.sentence.text[draft.end - start : w.start - start]
    return price + (5.0 if _COMPARED.search(between) else 0.0)  # "613,000, against 600,000 a day earlier"


def _across(draft: Draft, w: When) -> bool:
    tokens, at = draft.sentence.tokens, draft.sentence.index(w.start)
    return cost(tokens, draft.last, at) >= 2.5


def _nearest(draft: Draft, own: Sequence[When]) -> When | None:
    usable = [
        w
        for w in own
        if w.kind not in {"total", "after", "before"} and not (w.kind == "open" and len(own) > 1)
    ]
    scored = sorted(
        ((_distance(draft, w) + (0.5 if w.kind == "open" else 0.0), w.start, w) for w in usable),
        key=lambda x: x[:2],
    )
    return scored[0][2] if scored and scored[0][0] < 4.5 else None


def _of_kind(draft: Draft, own: Sequence[When], *kinds: str) -> When | None:
    found = [w for w in own if w.kind in kinds and _distance(draft, w) < 3.5]
    return min(found, key=lambda w: _distance(draft, w), default=None)


def _from_when(draft: Draft, w: When, published: date | None, memory: DateMemory) -> None:
    draft.rules.append(f"date.{w.kind}")
    state = draft.measure in _STATE
    if draft.measure is Measure.CONTROL and draft.number.kind == "order":
        state = False  # "have taken dozens of districts in recent weeks": a running count
    if w.kind == "window" and draft.status in {Status.POSSIBLE, Status.PLANNED, Status.REQUESTED}:
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
    elif w.kind in {"until", "as_of", "future"}:
        _ending(draft, w, published, memory)
    elif w.kind == "open":
        draft.period = PeriodKind.AS_OF if state else PeriodKind.CUMULATIVE
    else:
        draft.date_start, draft.date_end = w.first, w.last
        said = draft.said_on
        is_last_night = w.kind == "night" and w.first != w.last and w.last == published
        if is_last_night and said is not None and published is not None and said < published:
            draft.date_start, draft.date_end = said - timedelta(days=1), said
        _forward(draft, w, published)
        draft.period = PeriodKind.AS_OF if state else _event_or_total(draft)
        if draft.status is Status.POSSIBLE or draft.status is Status.PLANNED:
            draft.period = PeriodKind.EVENT if not state else PeriodKind.AS_OF


_NAMED_YEAR = re.compile(r"(?:19|20)\d\d|\b(?:last|this|next|ago|earlier|yesterday|today)\b")


def _forward(draft: Draft, w: When, published: date | None) -> None:
    """What is planned or expected lies ahead: "on Friday" is the next one, "in March" the coming one."""
    ahead = draft.status in {Status.POSSIBLE, Status.PLANNED} and draft.measure is not Measure.FUNDING
    if not ahead or published is None or draft.date_start is None or draft.date_end is None:
        return
    words = draft.sentence.text[w.start - draft.sentence.span.start : w.end - draft.sentence.span.start]
    if draft.date_end >= published or _NAMED_YEAR.search(words.lower()):
        return
    if re.search(r"day\b", words.lower()):
        draft.date_start, draft.date_end = (d + timedelta(days=7) for d in (draft.date_start, draft.date_end))
    elif (published - draft.date_end).days > (60 if re.search(r"\d", words) else 0):
        draft.date_start, draft.date_end = _year_on(draft.date_start), _year_on(draft.date_end)


def _year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _ending(draft: Draft, w: When, published: date | None, memory: DateMemory) -> None:
    draft.date_end = w.last
    if draft.status in {Status.POSSIBLE, Status.PLANNED, Status.REQUESTED}:
        draft.date_start, draft.period = draft.said_on or published, PeriodKind.EVENT
        return
    if draft.measure in _STATE or draft.measure is Measure.FUNDING:
        draft.date_start = w.first or w.last
        draft.period = PeriodKind.AS_OF if draft.measure in _STATE else PeriodKind.EVENT
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


def _event_or_total(draft: Draft) -> PeriodKind:
    """A figure dated to some days: one occurrence, or a total over them."""
    if draft.date_start is None or draft.date_end is None or draft.date_start == draft.date_end:
        return PeriodKind.EVENT
    if draft.measure is Measure.FUNDING and draft.status is not Status.HAPPENED:
        return PeriodKind.EVENT
    if draft.date_end - draft.date_start > _LONG:
        return PeriodKind.CUMULATIVE
    people = draft.unit in {Unit.PERSONS, Unit.HOUSEHOLDS}
    if people and draft.date_end - draft.date_start >= _WEEK and draft.number.value >= MANY:
        return PeriodKind.CUMULATIVE
    is_order = draft.number.qualifier is Qualifier.ORDER and draft.number.kind == "order"
    return PeriodKind.CUMULATIVE if is_order or is_total(draft) else PeriodKind.EVENT


def _from_nothing(draft: Draft, published: date | None, memory: DateMemory) -> None:
    """No date in the sentence: a state is of the day of saying, a part of its whole's, an event of its paragraph's."""  # noqa: E501
    source = draft.copied or draft.whole
    if (
        source is not None
        and (source.sentence is draft.sentence or draft.sentence.item)
        and source.date_end is not None
        and source.measure is draft.measure
    ):
        draft.date_start, draft.date_end, draft.period = source.date_start, source.date_end, source.period
        near = draft.sentence.text[draft.end - draft.sentence.span.start :][:60]
        if source.period is PeriodKind.CUMULATIVE and ONE_OCCURRENCE.search(near):
            draft.date_start, draft.period = source.date_end, PeriodKind.EVENT
        draft.rules.append("date.of_whole")
        return
    day = draft.said_on or published
    if draft.measure in _STATE:
        draft.date_start, draft.date_end, draft.period = day, published or day, PeriodKind.AS_OF
        draft.rules.append("date.stock_now")
        return
    if draft.status not in {Status.HAPPENED, Status.DENIED}:
        draft.period = PeriodKind.EVENT
        draft.date_start = draft.date_end = (
            day if draft.measure in {Measure.FUNDING, Measure.DEPLOYMENT} else None
        )
        before = memory.by_measure.get(draft.measure) if draft.measure else None
        if before is not None and before.status is draft.status and _near(draft, before):
            draft.date_start, draft.date_end = before.date_start, before.date_end
        return
    last = memory.last
    if last is not None and _harm_goes_on(draft, last):
        draft.rules.append("period.harm_goes_on")
        draft.date_start, draft.date_end, draft.period = last.date_start, last.date_end, last.period
        return
    total = is_total(draft)
    draft.period = PeriodKind.CUMULATIVE if total else PeriodKind.EVENT
    if _carried(draft, memory, total=total):
        return
    if total:
        draft.date_end = day
    elif draft.said_on is not None:
        draft.date_start = draft.date_end = draft.said_on
        draft.rules.append("date.said")
    elif memory.scene is not None and draft.sentence.paragraph - memory.scene_paragraph <= _SCENE:
        draft.date_start, draft.date_end = memory.scene.first, memory.scene.last
        draft.rules.append("date.scene")


_COUNTED = re.compile(
    r"\b(?:reported|registers?|registered|recorded|confirmed|counts?|counted|lists?|listed)\b[^,;]{0,30}\Z"
)


def _harm_goes_on(draft: Draft, last: Draft) -> bool:
    """Whether a figure of harm without a day goes on with the toll (or occurrence) told just before it."""
    if last.measure not in HARM or draft.measure not in HARM:
        return False
    if last.sentence.paragraph != draft.sentence.paragraph or last.period is PeriodKind.RATE:
        return False
    if last.period is PeriodKind.EVENT:
        return last.sentence is draft.sentence
    left = draft.sentence.text[: draft.start - draft.sentence.span.start]
    return last.sentence is draft.sentence or is_perfect(draft) or _COUNTED.search(left) is not None


def _near(draft: Draft, before: Draft) -> bool:
    return draft.sentence.paragraph - before.sentence.paragraph <= 1


def _carried(draft: Draft, memory: DateMemory, *, total: bool) -> bool:
    """The dates of the figure before, where this one goes on counting the same."""
    before = memory.by_measure.get(draft.measure) if draft.measure else None
    if before is None or draft.sentence.paragraph - before.sentence.paragraph > 1:
        last = memory.last
        is_flow = last is not None and last.measure in _FLOWING and draft.measure in _FLOWING
        is_flow = is_flow or (last is not None and last.measure in HARM and draft.measure in HARM)
        before = (
            last
            if is_flow and last is not None and draft.sentence.paragraph - last.sentence.paragraph <= 1
            else None
        )
    if (
        before is None
        or before.date_end is None
        or before.date_start is None
        or before.period is PeriodKind.RATE
    ):
        return False
    if before.period is not PeriodKind.CUMULATIVE and total:
        return False
    if draft.said_on is not None and before.period is PeriodKind.EVENT:
        return False
    draft.date_start, draft.date_end, draft.period = before.date_start, before.date_end, before.period
    draft.rules.append("date.carried")
    return True


def note_anchor(whens: Sequence[When], memory: DateMemory) -> None:
    """Keep the day and the interval last spoken of, for "a day earlier" and "during the period"."""
    for w in whens:
        if w.last is not None and (w.first == w.last or (w.first is None and w.kind == "until")):
            memory.anchor = w.last
        elif w.kind == "window" and w.first is not None and w.last is not None:
            memory.window = memory.window or (w.first, w.last)


def note_scene(sentence: Sentence, memory: DateMemory) -> None:
    """Keep the day that a sentence is set on, for events told after it without one."""
    for w in sentence.whens:
        said = any(a.start <= w.start and w.end <= a.end + 1 for a in sentence.speech)
        if (
            w.kind in {"on", "night"}
            and not said
            and w.first is not None
            and w.last is not None
            and w.last - w.first <= timedelta(days=7)
        ):
            memory.scene, memory.scene_paragraph = w, sentence.paragraph
            return


def _order_dates(draft: Draft) -> None:
    if draft.period is PeriodKind.CUMULATIVE and draft.date_start is None:
        draft.date_start = draft.date_end  # a total dated to one day runs up to it; its first day is unknown
    if draft.date_start and draft.date_end and draft.date_end < draft.date_start:
        draft.date_start = draft.date_end
