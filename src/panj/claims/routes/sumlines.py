"""The line of a list or table that adds up the others: "Total | 36,085" is of the place of the whole list.

Takes the drafts of a report, its text and sentences and the codes of its places; gives such a figure the
place that holds the lines above it, and makes them its parts where they add up to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from panj.claims.counting.grid import cell_at
from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.nations import code_of, name_of
from panj.claims.routes.gazette import Codes
from panj.claims.routes.routes import give_place
from panj.claims.routes.setting import Setting
from panj.model import PEOPLE, Measure

_TOTAL = r"(?:grand\s+|sub-?)?totals?|sum|in\s+all|altogether|overall"
_LABEL = re.compile(rf"\W*(?:{_TOTAL})\b[^.;|:\d]{{0,40}}\W*\Z", re.IGNORECASE)
_INLINE = re.compile(rf"(?:[;,]|\band)\s*(?:{_TOTAL}):?\s*\Z", re.IGNORECASE)
LABELLED = frozenset({"place.label", "place.bracket", "place.gap"})
_FEWEST = 2  # lines that a sum is of
_DISPLACED = frozenset({Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK})
_MOVES = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RELOCATION, Measure.DEPARTURE})


def settle_sums(
    drafts: Sequence[Draft], text: str, read: Sequence[Sentence], setting: Setting, codes: Codes
) -> None:
    """Place the sums of lists, and tie their lines to them."""
    live = [d for d in drafts if d.aside is None and d.measure is not None]
    for at, d in enumerate(live):
        rows = _rows(d, live[:at], text) if d.unit in PEOPLE and _adds_up(d, text) else []
        if len(rows) < _FEWEST:
            continue
        twin = _twin(d, rows, live[:at])
        if twin is not None:
            _as_told(d, rows, twin)
        else:
            _share_measure(d, rows)
            _place(d, rows, read, setting, codes)
        _tie(d, rows)


def _adds_up(draft: Draft, text: str) -> bool:
    """Whether a figure's line or label says that it is a sum."""
    cell = cell_at(text, draft.start)
    label = cell.label if cell is not None else draft.before
    return _LABEL.fullmatch(label) is not None or _INLINE.search(draft.before) is not None


def _rows(total: Draft, before: Sequence[Draft], text: str) -> list[Draft]:
    """The lines above a sum that it is of: in its column, or in its list."""
    column = _column(total, text)
    found: list[Draft] = []
    for d in reversed(before):
        if column is not None:
            if _column(d, text) == column and not _adds_up(d, text):
                found.append(d)
            continue
        if d.unit is not total.unit or (d.sentence is not total.sentence and not d.sentence.item):
            break
        if _adds_up(d, text):
            break
        if LABELLED.intersection(d.rules) or d.sentence is total.sentence:
            found.append(d)
    return [d for d in reversed(found) if d.unit is total.unit]


def _twin(total: Draft, rows: Sequence[Draft], before: Sequence[Draft]) -> Draft | None:
    """The figure that a list breaks down: the very number of its sum, told outright before it."""
    if sum(d.number.value for d in rows) != total.number.value:
        return None
    told = (d for d in before if d not in rows and not d.sentence.item and d.column is None)
    same = (d for d in told if (d.number.value, d.unit) == (total.number.value, total.unit))
    alone = (d for d in same if d.whole is None or "measure.in_other_units" in d.rules)
    twin = next((d for d in alone if d.status is total.status), None)
    kinds = {d.column for d in rows} - {None}  # a heading may say that the column counts something else
    alike = twin is not None and all(k is twin.measure or {k, twin.measure} <= _DISPLACED for k in kinds)
    return twin if alike else None


def _as_told(total: Draft, rows: Sequence[Draft], twin: Draft) -> None:
    """Let a list count what the figure that it breaks down counts, of its days; each line where it says."""
    total.whole = None
    for d in (total, *rows):
        spot = _spot(d)
        d.measure, d.period, d.per, d.term = twin.measure, twin.period, twin.per, twin.term
        d.date_start, d.date_end, d.group = twin.date_start, twin.date_end, twin.group
        d.origin, d.destination, d.place = twin.origin, twin.destination, twin.place
        if d is not total:
            d.whole = None
        if d is not total and spot is not None:
            give_place(d, spot)
        d.rules.append("measure.of_list")


def _share_measure(total: Draft, rows: Sequence[Draft]) -> None:
    """A sum measures what its lines measure, where they all measure one thing."""
    if len({d.measure for d in rows}) == 1 and total.measure is not rows[0].measure:
        total.measure, total.period, total.term = rows[0].measure, rows[0].period, rows[0].term


def _column(draft: Draft, text: str) -> tuple[int, int] | None:
    cell = cell_at(text, draft.start)
    return (cell.table, cell.heading.start) if cell is not None else None


def _lead(first: Draft, read: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentence of the first line and the two before it, which introduce the list; the nearest first."""
    at = next((i for i, s in enumerate(read) if s is first.sentence), 0)
    return read[max(0, at - 2) : at + 1][::-1]


def _place(
    total: Draft, rows: Sequence[Draft], read: Sequence[Sentence], setting: Setting, codes: Codes
) -> None:
    lead, named = _lead(rows[0], read), [n for d in rows if (n := _spot(d)) is not None]
    if len(set(named)) < _FEWEST:
        return
    told = _spot(total)
    if told is not None and told not in named and _holds(told, named, codes):
        return
    place = _told_above(named, lead, codes) or _told_anywhere(named, read, codes)
    place = place or _country(named, setting, codes)
    total.origin = total.origin if total.measure in _MOVES else None
    total.destination = total.place = None
    if place is not None:
        give_place(total, place)
    total.rules.append("place.of_total")


def _spot(draft: Draft) -> str | None:
    return draft.destination if draft.measure in _MOVES and draft.destination else draft.place or draft.origin


def _told_above(named: Sequence[str], lead: Sequence[Sentence], codes: Codes) -> str | None:
    """The place that introduces the list: the smallest told there that holds its lines."""
    told = [m.name for s in lead for m in s.places if not m.generic and m.name not in named]
    return next((n for n in told if _holds(n, named, codes)), None)


def _told_anywhere(named: Sequence[str], read: Sequence[Sentence], codes: Codes) -> str | None:
    """A place that the report names and that all lines lie in, no country; the one inside the others."""
    known = [n for n in named if codes.of(n) is not None]
    told = dict.fromkeys(m.name for s in read for m in s.places if not m.generic and not m.country)
    around = [n for n in told if n not in named and all(codes.within(k, n) for k in known)] if known else []
    return next((n for n in around if not any(codes.within(o, n) for o in around)), None)


def _holds(name: str, named: Sequence[str], codes: Codes) -> bool:
    """Whether a place holds most of the others that the gazetteer knows, and at least one."""
    known = [n for n in named if codes.of(n) is not None]
    inside = [n for n in known if codes.within(n, name)]
    return len(inside) * 2 > len(known)


def _country(named: Sequence[str], setting: Setting, codes: Codes) -> str | None:
    """The one country of most lines; where the report calls it so, by the report's name."""
    found = Counter(c for n in named if (c := codes.nation(n)) is not None)
    code, lines = found.most_common(1)[0] if found else (None, 0)
    if code is None or lines * 2 <= sum(found.values()):
        return None
    return next((n for n in setting.nations if code_of(n) == code), None) or name_of(code)


def _tie(total: Draft, rows: Sequence[Draft]) -> None:
    """Make the lines parts of their sum, where they add up to it."""
    rows = [d for d in rows if d.whole is None or d.whole not in rows]
    if sum(d.number.value for d in rows) != total.number.value or total.whole is not None:
        return
    for d in rows:
        if d.measure is total.measure:
            d.whole = total
            d.rules.append("part.list")
