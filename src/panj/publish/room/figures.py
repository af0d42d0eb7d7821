"""Key figures laid out by section: the weightiest of each for the first page, all of them page by page.

Takes a Situation; gives sections with a scale each. A case of 100,000 claims has 20,000 figures: only those
that a page shows are laid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from panj.model import Unit
from panj.publish.room import words
from panj.publish.room.bars import Scale, bar, scale
from panj.publish.room.contexts import Choice, FigureRow, FiguresContext, Frame, Section
from panj.publish.room.evidence import evidence
from panj.publish.room.evidence.answers import beside
from panj.publish.room.index import index_of
from panj.publish.situation import KeyFigure, Situation

SHOWN = 7  # rows of a section on the first page before others fold away
FOLDED = 12  # rows beneath them; what comes after stands on the section's own pages
PARTS = 6  # figures within a figure, before the others stand on its own pages
PAGE = 100  # figures of a section's own page

_Answers = Mapping[str, Sequence[evidence.Answer]]


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The figures of one section: those within each (by slug, "" for the wholes), and what they share."""

    code: str
    names: Mapping[str, str]
    within: Mapping[str, Sequence[KeyFigure]]
    unit: Unit
    scale: Scale


def sections(situation: Situation, answers: _Answers) -> tuple[Section, ...]:
    """The first page's sections; `hidden` says how many wholes stand on their own pages only."""
    out = []
    for ledger in _ledgers(situation):
        top = ledger.within[""]
        shown = 0 if ledger.names["mark"] == "OTHER" else SHOWN if len(top) > SHOWN + 1 else len(top)
        rows = [_row(situation, ledger, f, answers) for f in top[: shown + FOLDED]]
        hidden = len(top) - len(rows)
        out.append(_section(ledger, rows[:shown], more=rows[shown:], hidden=hidden))
    return tuple(out)


def page(
    situation: Situation, frame: Frame, *, section: str, within: str, start: int, answers: _Answers
) -> FiguresContext | None:
    """All figures of a section, or all within one figure, `PAGE` at a time; None where there is no such."""
    ledgers = {ledger.code: ledger for ledger in _ledgers(situation)}
    ledger = ledgers.get(section or next(iter(ledgers), ""))
    if ledger is None or within not in ledger.within:
        return None
    whole = ledger.within[within]
    rows = [_row(situation, ledger, f, answers) for f in whole[start : start + PAGE]]
    parent = index_of(situation).figures.get(within) if within else None
    kept = {"section": ledger.code, "within": within}
    after, before = start + PAGE, max(0, start - PAGE)
    return FiguresContext(
        frame=frame,
        section=_section(ledger, rows),
        sections=tuple(
            Choice(c, x.names["title"], sum(map(len, x.within.values()))) for c, x in ledgers.items()
        ),
        within=parent.title if parent else "",
        first=start + 1 if rows else 0,
        total=len(whole),
        older=frame.link("/figures", **kept, start=after) if after < len(whole) else None,
        newer=frame.link("/figures", **kept, start=before or None) if start else None,
        evidence=None,
    )


def _ledgers(situation: Situation) -> list[_Ledger]:
    """The sections that hold figures, in the order of the labels; wholes with parts stand first in each."""
    return index_of(situation).once("sections", lambda: _laid_out(situation))


def _laid_out(situation: Situation) -> list[_Ledger]:
    held: dict[str, list[KeyFigure]] = {}
    for figure in situation.figures:
        held.setdefault(figure.section, []).append(figure)
    named = words.labels()["sections"].items()
    return [_ledger(code, names, held[code]) for code, names in named if code in held]


def _ledger(code: str, names: Mapping[str, str], figures: Sequence[KeyFigure]) -> _Ledger:
    units = Counter(f.tally.question.unit for f in figures)
    unit = Unit.PERSONS if Unit.PERSONS in units else units.most_common(1)[0][0]
    shared = scale([f.tally.bounds for f in figures if f.tally.question.unit == unit], unit)
    present = {f.slug for f in figures}
    within: dict[str, list[KeyFigure]] = {"": []}
    for figure in figures:
        within.setdefault(figure.parent if figure.parent in present else "", []).append(figure)
    within[""].sort(key=lambda f: f.slug not in within)  # the situation's order otherwise
    return _Ledger(code, names, within, unit, shared)


def _section(
    ledger: _Ledger, rows: Sequence[FigureRow], *, more: Sequence[FigureRow] = (), hidden: int = 0
) -> Section:
    names = ledger.names
    return Section(
        ledger.code,
        names["mark"],
        names["title"],
        names["family"],
        ledger.scale,
        tuple(rows),
        tuple(more),
        hidden,
    )


def _row(situation: Situation, ledger: _Ledger, figure: KeyFigure, answers: _Answers) -> FigureRow:
    inner = ledger.within.get(figure.slug, ())
    own = figure.tally.question.unit
    row = FigureRow(
        figure=figure,
        bar=bar(figure.tally.bounds, ledger.scale, ledger.unit) if own == ledger.unit else None,
        text=words.interval(figure.tally.bounds, own),
        unit=words.counted(own),
        who=figure.speakers or evidence.origins_of(situation, figure),
        family=ledger.names["family"],
        parts=tuple(_row(situation, ledger, f, answers) for f in inner[:PARTS]),
        hidden=max(0, len(inner) - PARTS),
    )
    return replace(row, answers=beside(answers, figure.tally.claims))
