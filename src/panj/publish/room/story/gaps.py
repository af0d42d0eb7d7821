"""What we do not know: the situation's own list, and for each figure of people what is absent beside it.

Takes a Situation; gives the page's context. Every cell is computed from the claims that a figure stands on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from panj.model import Claim, Unit
from panj.publish.phrases import words as phrases
from panj.publish.room import words
from panj.publish.room.contexts import Frame
from panj.publish.room.index import index_of
from panj.publish.room.story.contexts import Gap, UnknownContext
from panj.publish.situation import KeyFigure, Situation

COLUMNS = ("Sex and age", "Wounded", "Where exactly", "When", "Second origin", "Last said")
_SECTIONS = ("in", "out", "here", "displaced")
PAGE = 200  # figures on one page
_STALE = 7  # days after which a figure's last word is called old


def page(situation: Situation, frame: Frame, *, start: int = 0) -> UnknownContext:
    """The page; of the figures `PAGE` from `start` on."""
    shown = [f for f in situation.figures if f.section in _SECTIONS and f.tally.question.unit is Unit.PERSONS]
    shown = [f for f in shown if not f.parent]
    before, after = frame.pages("/unknown", start, PAGE, len(shown))
    return UnknownContext(
        frame=frame,
        lines=situation.unknown,
        columns=COLUMNS,
        gaps=tuple(_gap(situation, f, frame.day) for f in shown[start : start + PAGE]),
        before=before,
        after=after,
        evidence=None,
    )


def _gap(situation: Situation, figure: KeyFigure, today: date | None) -> Gap:
    claims = [situation.claims[c] for c in figure.tally.claims if c in situation.claims]
    held = index_of(situation)
    parts = [p for c in dict.fromkeys(figure.tally.claims) for p in held.parts.get(c, ())]
    parts.sort(key=lambda c: held.position[c.id])
    table = phrases()["breakdown"]
    cells = (
        _figures(parts, table["sex_age"], situation),
        _figures([*claims, *parts], table["wounded"], situation, harm=True),
        _places(claims),
        words.period(*_days(claims)) if any(c.date_start or c.date_end for c in claims) else "",
        f"{figure.origins} origins" if figure.origins > 1 else "",
    )
    last = _last(claims, situation)
    old = last is None or today is None or (today - last).days > _STALE
    when = f"nothing since {words.day(last)}" if old and last else words.day(last)
    absent = ("not said",) * 4 + ("one origin",)
    told = (*((text or no, bool(text)) for text, no in zip(cells, absent, strict=True)), (when, not old))
    title = f"{figure.title}, {figure.period}" if figure.period else figure.title
    return Gap(figure.slug, title, words.interval(figure.tally.bounds), told)


def _figures(
    claims: Sequence[Claim], terms: Sequence[str], situation: Situation, *, harm: bool = False
) -> str:
    """The figures in whose sentence one of the terms stands; of harm, that it is mentioned."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b", re.IGNORECASE)
    found = []
    for c in claims:
        report = situation.reports.get(c.report)
        if report is not None and pattern.search(c.sentence.of(report.text)):
            found.append("mentioned" if harm else " ".join(c.text.split()))
    each = list(dict.fromkeys(found))
    return ", ".join(each[:4])


def _places(claims: Sequence[Claim]) -> str:
    """Places below a country that the claims name and the gazetteer settles."""
    named = [
        (name, code)
        for c in claims
        for name, code in ((c.destination, c.destination_code), (c.place, c.place_code))
        if name and code and len(code) > len("TJ")
    ]
    each = list(dict.fromkeys(name for name, _ in named))
    return ", ".join(each[:3]) + (" …" if len(each) > 3 else "")


def _days(claims: Sequence[Claim]) -> tuple[date | None, date | None]:
    starts = [d for c in claims if (d := c.date_start or c.date_end)]
    ends = [d for c in claims if (d := c.date_end or c.date_start)]
    return min(starts, default=None), max(ends, default=None)


def _last(claims: Sequence[Claim], situation: Situation) -> date | None:
    """When the figure was last spoken of."""
    said = [d for c in claims if (r := situation.reports.get(c.report)) and (d := r.day)]
    return max(said, default=None)
