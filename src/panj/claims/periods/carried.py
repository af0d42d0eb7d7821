"""When, where a sentence names no day: from the whole, the figure that is continued, or the scene.

Takes drafts with measures and what the report has told so far; fills date_start, date_end and period.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from panj.claims.dates.dates import When
from panj.claims.dates.days import Days
from panj.claims.draft import Draft, Sentence
from panj.claims.periods.aspect import Aspect, Predicate
from panj.claims.periods.attachment import is_missing_now
from panj.claims.periods.memory import DateMemory
from panj.claims.periods.onset import onset_of
from panj.claims.periods.totals import is_one_occurrence, is_total, runs, says_total
from panj.model import HARM, Measure, PeriodKind, Status

STATES = frozenset(
    {
        Measure.HOSTED,
        Measure.DISPLACED_STOCK,
        Measure.CAPACITY,
        Measure.NEED,
        Measure.CONTROL,
        Measure.FACILITY,
    }
)
_FLOWING = frozenset({Measure.ARRIVAL, Measure.INTERNAL_DISPLACEMENT, Measure.RELOCATION, Measure.ADMISSION})
_SCENE = 3  # paragraphs that a named day reaches
# "An earlier report had spoken of 11,000": up to a day that nobody names.
_EARLIER = re.compile(
    r"\b(?:earlier|previous|initial|first)\s+(?:report|figure|count|toll|estimate|statement|tally)s?\b[^.;]{0,60}?"
    r"\b(?:spoken|spoke|said|put|given|gave|reported|counted|listed|was|had\s+been|stood\s+at)\b[^.;]*\Z",
    re.IGNORECASE,
)
_WERE_TO = re.compile(r"\b(?:is|are|was|were)\s+to\s+\w+[^.;,]{0,40}\Z", re.IGNORECASE)
_MAY_COME = re.compile(r"(?:will|shall|could|may|might)\Z")
_LOOKS_BACK = re.compile(r"\b(?:ago|earlier)\Z", re.IGNORECASE)  # "a week ago the number was 340,000"
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4}\b)?", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:reported|registers?|registered|recorded|confirmed|counts?|counted|lists?|listed)\b[^,;]{0,30}\Z"
)


def _is_ahead(source: Draft, draft: Draft, published: date | None) -> bool:
    """ "A convoy is planned for Saturday. 120 tents have been pitched": what is done is of no day to come."""
    planned = source.status is not Status.HAPPENED and draft.status is Status.HAPPENED
    ahead = source.date_end is not None and published is not None and source.date_end > published
    return planned and ahead


def from_elsewhere(draft: Draft, published: date | None, memory: DateMemory, verb: Predicate) -> None:
    """No date in the sentence: a state is of the day of saying, a part of its whole's, an event of its paragraph's."""  # noqa: E501
    source = draft.copied or draft.whole
    if (
        source is not None
        and (source.sentence is draft.sentence or draft.sentence.item or source is draft.whole)
        and source.date_end is not None
        and not _is_ahead(source, draft, published)
        and (source.measure is draft.measure or _both_flow(source, draft))
    ):
        draft.date_start, draft.date_end, draft.period = source.date_start, source.date_end, source.period
        if source.period is PeriodKind.CUMULATIVE and is_one_occurrence(draft):
            draft.date_start, draft.period = source.date_end, PeriodKind.EVENT
        draft.rules.append("date.of_whole")
        return
    if draft.sentence.story is not None:
        _of_story(draft, draft.sentence.story, verb)
        return
    day = draft.said_on or published
    if draft.measure in STATES:
        draft.date_start, draft.date_end, draft.period = day, published or day, PeriodKind.AS_OF
        draft.rules.append("date.stock_now")
        return
    if draft.status not in {Status.HAPPENED, Status.DENIED}:
        _of_plan(draft, day, memory)
        return
    if is_missing_now(draft, verb) and draft.sentence.whens:
        draft.date_start, draft.date_end, draft.period = day, day, PeriodKind.AS_OF
        draft.rules.append("date.stock_now")  # the days of the sentence are of other figures
        return
    last = memory.last
    if last is not None and _harm_goes_on(draft, last, verb):
        draft.rules.append("period.harm_goes_on")
        draft.date_start, draft.date_end, draft.period = last.date_start, last.date_end, last.period
        return
    if _EARLIER.search(draft.before):
        draft.date_start, draft.date_end, draft.period = None, None, PeriodKind.CUMULATIVE
        draft.rules.append("date.earlier")
        return
    total = is_total(draft, verb)
    draft.period = PeriodKind.CUMULATIVE if total else PeriodKind.EVENT
    is_own = draft.measure in HARM and verb.aspect in {Aspect.PAST, Aspect.PLUPERFECT} and not total
    if memory.covered is not None and not says_total(draft):
        draft.date_start, draft.date_end = memory.covered
        draft.rules.append("date.of_report")
        return
    if _CLOCK.match(draft.sentence.text):  # an entry of the day's log: of its own hour
        draft.date_start, draft.date_end = None if total else day, day
        draft.rules.append("date.report")
        return
    if _carried(draft, memory, total=total, is_own=is_own):
        return
    _undated(draft, day, memory, verb, total=total)


def _undated(draft: Draft, day: date | None, memory: DateMemory, verb: Predicate, *, total: bool) -> None:
    """No figure goes on: a total runs up to the day of saying, an event is of the scene's day.

    Harm is counted from the first day of what did it. Of people who moved the first day stays unknown: one
    set too late would have the tally add those who came before to a total that has them.
    """
    if total:
        draft.date_start, draft.date_end = None, day
        if draft.measure in HARM and runs(draft):
            draft.rules.append("date.toll")  # "the toll rose to 118": up to the day of saying
        if draft.measure in HARM:
            draft.date_start = onset_of(draft, memory, day, verb)
        if draft.date_start is not None:
            draft.rules.append("date.onset")
    elif draft.said_on is not None:
        draft.date_start = draft.date_end = draft.said_on
        draft.rules.append("date.said")
    elif memory.scene is not None and draft.sentence.paragraph - memory.scene_paragraph <= _SCENE:
        draft.date_start, draft.date_end = memory.scene.first, memory.scene.last
        draft.rules.append("date.scene")
    else:
        _of_report(draft, day, memory, verb)


def _of_plan(draft: Draft, day: date | None, memory: DateMemory) -> None:
    """What is planned or possible: of no day, or of that of the plan told before it."""
    draft.period = PeriodKind.EVENT
    draft.date_start = draft.date_end = (
        day if draft.measure in {Measure.FUNDING, Measure.DEPLOYMENT} else None
    )
    before = memory.by_measure.get(draft.measure) if draft.measure else None
    if before is not None and before.status is draft.status and _near(draft, before):
        draft.date_start, draft.date_end = before.date_start, before.date_end


def _of_story(draft: Draft, told: Days, verb: Predicate) -> None:
    """An account of the past: of the days that it told last."""
    draft.date_start, draft.date_end = told
    draft.rules.append("date.of_story")
    if draft.measure in STATES:
        draft.period = PeriodKind.AS_OF
    else:
        draft.period = PeriodKind.CUMULATIVE if is_total(draft, verb) else PeriodKind.EVENT


def _of_report(draft: Draft, day: date | None, memory: DateMemory, verb: Predicate) -> None:
    """No day near: of the days since the crisis began, where the report tells; else of the day of saying."""
    if draft.measure in HARM and not is_one_occurrence(draft):
        draft.date_start = onset_of(draft, memory, day, verb)
    draft.date_start, draft.date_end = draft.date_start or day, day
    draft.rules.append("date.report")


def _both_flow(source: Draft, draft: Draft) -> bool:
    """Whether a part of a flow moved on in another ("of these, 12,000 were allowed in").

    "Of the 6,270 displaced on 3 October, 2,100 have returned": the day is that of the 6,270 alone.
    """
    if "part.of_so_many" in draft.rules:
        return False
    states = {*STATES, *HARM}
    return source is draft.whole and source.measure not in states and draft.measure not in states


def _harm_goes_on(draft: Draft, last: Draft, verb: Predicate) -> bool:
    """Whether a figure of harm without a day goes on with the toll (or occurrence) told just before it."""
    if last.measure not in HARM or draft.measure not in HARM or last.status is not draft.status:
        return False
    if draft.said_on is not None and last.date_end is not None and draft.said_on < last.date_end:
        return False  # "the hospital had counted 82 two days before"
    if last.sentence.paragraph != draft.sentence.paragraph or last.period is PeriodKind.RATE:
        return False
    if last.period is PeriodKind.EVENT:
        return last.sentence is draft.sentence
    if is_one_occurrence(draft):
        return False
    left = draft.before
    return (
        last.sentence is draft.sentence or verb.aspect is Aspect.PERFECT or _COUNTED.search(left) is not None
    )


def _near(draft: Draft, before: Draft) -> bool:
    return draft.sentence.paragraph - before.sentence.paragraph <= 1


def _carried(draft: Draft, memory: DateMemory, *, total: bool, is_own: bool) -> bool:
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
    if before.period is PeriodKind.CUMULATIVE and is_own:
        return False  # "55 insurgents died", after a toll of the year: another occurrence
    said = draft.said_on
    verb = "speaker.according_to" not in draft.rules  # a day beside "according to" may be the figure's
    if said is not None and (before.period is PeriodKind.EVENT or (verb and said < before.date_end)):
        return False  # "the agency said on Sunday that 5,000 had fled": no more than up to then
    draft.date_start, draft.date_end, draft.period = before.date_start, before.date_end, before.period
    draft.rules.append("date.carried")
    return True


def _lies_ahead(sentence: Sentence, w: When) -> bool:
    """ "The cyclone could make landfall on Saturday": nothing that follows has happened then."""
    at = sentence.index(w.start)
    verbs = [t for t in sentence.tokens[:at] if t.pos in {"VERB", "AUX", "MODAL"}]
    modal = next((t for t in reversed(verbs[-3:]) if t.pos == "MODAL"), None)
    if modal is not None and _MAY_COME.match(modal.lower):
        return True
    return _WERE_TO.search(sentence.text[: w.start - sentence.span.start]) is not None


def note_scene(sentence: Sentence, memory: DateMemory) -> None:
    """Keep the day that a sentence is set on, for events told after it without one."""
    for w in sentence.whens:
        said = any(a.start <= w.start and w.end <= a.end + 1 for a in sentence.speech)
        words = sentence.words_of(w)
        if (
            w.kind in {"on", "night"}
            and not said
            and not _LOOKS_BACK.search(words)
            and not _lies_ahead(sentence, w)
            and w.first is not None
            and w.last is not None
            and w.last - w.first <= timedelta(days=7)
        ):
            memory.scene, memory.scene_paragraph = w, sentence.paragraph
            return
