"""The story in the report: the days that its figures speak of, in whole sentences, each told once.

Takes a situation; gives lines by day, and those that are ahead. A short report keeps first the sentences
that state its key figures, the larger before the smaller, then what tells most and lies least far back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from panj.language import dateline
from panj.model import Bounds, Measure, Span
from panj.publish.brief.length import Length
from panj.publish.brief.shapes import Line
from panj.publish.content import KeyFigure, Situation, StoryLine
from panj.publish.footnotes import Footnotes
from panj.publish.gate import readable, without_persons
from panj.publish.phrases import day, words

_CELLS = 2  # so many strokes make a line the row of a table: no sentence
_LONGEST = 300  # characters of a sentence that is told whole
_LEADING = 5.0  # what the sentence of a highlight weighs more; an occurrence in it weighs its share of this
_LEANS = 3.0  # what a sentence weighs less that only the one before it explains
_SECOND = 1.5  # what the second sentence of a day weighs less than if it were the first
_BACKGROUND = timedelta(days=366)  # a figure of a longer time is no news of its day
_KEY = 4.0  # what the sentence of a section's largest figure weighs more; as much as two sized figures
_FEW = 100.0  # a section whose largest figure is smaller is none of the largest of the report
_FADING = 14  # days after which a line weighs one point less, in a story of eight weeks or less …
_FADED = 4  # … and of a longer one its first day weighs this much less: a crisis is told whole

Days = tuple[tuple[str, tuple[Line, ...]], ...]


def told(
    situation: Situation, notes: Footnotes, most: Length, first: Sequence[KeyFigure] = ()
) -> tuple[Days, tuple[Line, ...]]:
    """The days of the story with the weightiest lines of each, and what is ahead; `first`: the highlights."""
    open_ = [s for s in situation.story if not notes.withheld(s.claims) and s.text.count("|") < _CELLS]
    of = {c: e.id for e in situation.events for c in e.claims}
    kept = _kept(situation, [s for s in open_ if not s.ahead], most, of, first)
    seen = {(s.report, s.sentence) for s in kept}
    coming = [s for s in open_ if s.ahead and (s.report, s.sentence) not in seen]
    asked = [s for s in coming if s.kind == Measure.FUNDING.value]  # what a year costs is no event to come
    coming = [s for s in coming if s not in asked]
    coming = _once(coming, of)
    ahead = coming[max(0, len(coming) - most.ahead) :]
    days: dict[str, list[StoryLine]] = {}
    for line in kept:
        days.setdefault(day(line.day), []).append(line)
    shown = tuple(
        (name, tuple(_line(situation, s, notes) for s in sorted(lines, key=lambda s: not s.dated)))
        for name, lines in days.items()
    )
    funding = tuple(_line(situation, s, notes) for s in _once(asked, of)[-min(1, most.ahead) :])
    if funding:
        shown = (*shown, ("Funding", funding))
    return shown, tuple(_line(situation, s, notes) for s in ahead)


def _kept(
    situation: Situation,
    lines: list[StoryLine],
    most: Length,
    of: Mapping[str, str],
    first: Sequence[KeyFigure],
) -> list[StoryLine]:
    """The lines that there is room for, in the order of the story."""
    key, leading = _key(situation), _leading(situation, first)
    leaning = tuple(f"{word} " for word in words()["leaning"])
    told = [s.day for s in lines if s.day]
    last, begun = max(told, default=None), min(told, default=None)
    fading = max(_FADING, (last - begun).days / _FADED) if last and begun else _FADING

    def worth(line: StoryLine) -> float:
        named = max((leading.get(c, 0.0) for c in line.claims), default=0.0)
        sized = max((key.get(c, 0.0) for c in line.claims), default=0.0)
        leans = _LEANS if line.text.lower().startswith(leaning) else 0.0
        return line.weight + _LEADING * named + _KEY * sized - leans

    def rank(line: StoryLine) -> tuple[float, str, int]:
        return (-worth(line), line.report, line.sentence.start)

    def faded(line: StoryLine) -> tuple[float, str, int]:
        age = (last - line.day).days if last and line.day else 0
        return (age / fading - worth(line), line.report, line.sentence.start)

    days: dict[date | None, list[StoryLine]] = {}
    for line in sorted(lines, key=rank):
        days.setdefault(line.day, []).append(line)
    chosen = [(n, s) for own in days.values() for n, s in enumerate(_once(own, of)[: most.of_day])]
    chosen.sort(key=lambda one: (faded(one[1])[0] + _SECOND * one[0], *faded(one[1])[1:]))
    told_as = {(s.report, s.sentence): s for _, s in reversed(chosen)}  # under one day, where it tells of two
    apart = [s for _, s in chosen if told_as[s.report, s.sentence] is s]
    kept = {_place(s) for s in apart[: most.overview]}
    return [s for s in lines if _place(s) in kept]


def _place(line: StoryLine) -> tuple[str, Span, date | None, str]:
    return line.report, line.sentence, line.day, line.text


def _once(lines: list[StoryLine], of: Mapping[str, str]) -> list[StoryLine]:
    """Without a sentence that stands already, and without a second account of the same occurrences."""
    sentences: set[object] = set()
    events: set[str] = set()
    out = []
    for line in lines:
        own = {of[c] for c in line.claims if c in of}
        if (line.report, line.sentence) in sentences or (own and own <= events):
            continue
        sentences.add((line.report, line.sentence))
        events |= own
        out.append(line)
    return out


def _leading(situation: Situation, first: Sequence[KeyFigure]) -> dict[str, float]:
    """The claims of the highlights, 1, and of the occurrences that a total among them counts, their share."""
    whole = {f.slug: f for f in first}
    found: dict[str, float] = {}
    for figure in situation.figures:
        above = whole.get(figure.slug) or whole.get(figure.parent)
        if above is not None and len(figure.tally.events) < 2:
            share = min(1.0, _size(figure.tally.bounds) / max(1.0, _size(above.tally.bounds)))
            for claim in figure.tally.claims:
                found[claim] = max(share, found.get(claim, 0.0))
    return found


def _key(situation: Situation) -> dict[str, float]:
    """Claims of the key figures: how large each is beside the largest of its section, by its digits."""
    top: dict[str, float] = {}
    for figure in situation.figures:
        top[figure.section] = max(top.get(figure.section, _FEW), _size(figure.tally.bounds))
    found: dict[str, float] = {}
    for figure in situation.figures:
        if figure.section == "other" or len(figure.tally.events) > 1:
            continue  # of a total the sentences of its occurrences are told
        start, end = figure.tally.question.date_start, figure.tally.question.date_end
        if start and end and end - start > _BACKGROUND:
            continue
        share = math.log1p(_size(figure.tally.bounds)) / math.log1p(top[figure.section])
        for claim in figure.tally.claims:
            found[claim] = max(share, found.get(claim, 0.0))
    return found


def _size(bounds: Bounds) -> float:
    """The stated figure, else its floor, else its ceiling: a capacity has no floor."""
    return float(bounds.best if bounds.best is not None else bounds.low or bounds.high or 0)


def _line(situation: Situation, line: StoryLine, notes: Footnotes) -> Line:
    cited = notes.cite_sentence(line.report, line.sentence, line.claims)
    return Line(in_words(situation, line), cited, "" if line.confirmed else "UNCONFIRMED", quoted=True)


def in_words(situation: Situation, line: StoryLine) -> str:
    """A line as a whole sentence where that is not long, else the words that the story cut from it."""
    text = line.text
    if text.startswith("…") or text.endswith("…"):
        report = situation.reports[line.report]
        opening = dateline(report.text, line.sentence)
        start = opening.end if opening else line.sentence.start
        whole = " ".join(report.text[start : line.sentence.end].split())
        whole = whole.lstrip("–—- ")
        text = whole if len(whole) <= _LONGEST else text
    return closed(without_persons(readable(text)))


def closed(text: str) -> str:
    """With its quotation marks in pairs: a sentence cut from a longer quotation lacks one.

    >>> closed('"We gave them bread.'), closed('He said "no".')
    ('"We gave them bread."', 'He said "no".')
    """
    if text.count('"') % 2 == 0:
        return text
    return f'{text}"' if text.startswith('"') else f'"{text}' if text.endswith('"') else text
