"""Places of a table's rows: the label of its own row, and for a row that sums up, the land of all the others.

Takes the drafts of a report and its codes. A table read out has one sentence a row ("1,210 arrivals in Kibo since 4 May.",
"3,400 arrivals in total since 4 May."); one drawn with pipes is read where it stands.
"""  # noqa: E501

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from panj.claims.counting.grid import cell_at
from panj.claims.draft import Draft
from panj.claims.measures.columns import settle_columns
from panj.claims.mentions.nations import name_of
from panj.claims.routes.gazette import Codes
from panj.claims.routes.nearness import same
from panj.claims.routes.routes import give_place
from panj.model import BACK, HARM, Measure

_ENTERING = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RELOCATION, *BACK})
_ON_A_DAY = frozenset({Measure.HOSTED, Measure.DISPLACED_STOCK, Measure.CAPACITY})
_LEAVING = frozenset({Measure.EVACUATION, Measure.DEPARTURE})
_DAYS = r"(?=\s+(?:since|as\s+of|between|on|by|until)\s+(?:[A-Z]\w+\s+)?\d|,\s+according\s+to\b|\.?\Z)"
_LABEL = re.compile(rf"\bin\s+(?P<label>(?!total\b)[^\W\d_].*?){_DAYS}", re.DOTALL)
_ELSEWHERE = re.compile(rf"\belsewhere{_DAYS}")
_TOTAL = re.compile(rf"\bin\s+total{_DAYS}")
_OF_DAYS = re.compile(r"\s(?P<when>on|between)\s(?=[^.]*\d)[^.]*\.?\Z")
_SUM = re.compile(r"(?:grand\s+|sub-?)?totals?|overall|all", re.IGNORECASE)
_FEWEST = 2  # rows whose land is known, below which they say nothing of the whole


def settle_rows(drafts: Sequence[Draft], text: str, codes: Codes, read_out: bool) -> None:
    """Give each row of a table the place of its label, and its sum the country of all rows.

    Args:
        read_out: the text is a table read out, one sentence a row.
    """
    live = [d for d in drafts if d.aside is None and d.measure is not None]
    if read_out:
        settle_columns(live, _column)
    labels = {found["label"] for d in live if read_out and (found := _label(d)) is not None}
    tables: dict[tuple[int | str, Measure | None], list[Draft]] = defaultdict(list)
    for d in live:
        if read_out:
            _own_label(d, labels)
            tables[_column(d), d.measure].append(d)
        elif "noun.column" in d.rules and (cell := cell_at(text, d.start)) is not None:
            tables[cell.heading.start, d.measure].append(d)
    if read_out:
        _days_of_sum(live)
    for rows in tables.values():
        _land_of_sum(rows, text, codes, read_out)
        if read_out:
            _parts_of_sum(rows, text)


def settle_spread(drafts: Sequence[Draft], codes: Codes) -> None:
    """ "38 drowned: 29 in Sofala and nine in Manica": the whole is of the land of its parts."""
    parts: dict[int, list[Draft]] = defaultdict(list)
    for d in drafts:
        if d.aside is None and d.whole is not None and d.whole.measure is d.measure:
            parts[id(d.whole)].append(d)
    for d in drafts:
        told = [p for p in parts.get(id(d), ()) if p.sentence is d.sentence and p.start > d.start]
        spots = {spot for p in told if (spot := _given(p)) is not None}
        own = _given(d)
        open_toll = own is None and d.measure in HARM
        if len(spots) < _FEWEST or not (open_toll or own in spots) or _named_before(own, d):
            continue
        lands = {codes.nation(spot) for spot in spots}
        land = next(iter(lands)) if len(lands) == 1 else None
        _give(d, name_of(land) if land is not None else None)
        d.rules.append("place.of_parts")


def _named_before(name: str | None, d: Draft) -> bool:
    """Whether a place is named before a figure: what follows it may be told of its parts."""
    return name is not None and name in d.before


def _column(d: Draft) -> str:
    """What a column counts and of which days: the sentence of a row without its figure and its label."""
    start = d.sentence.span.start
    found = _label(d) or _ELSEWHERE.search(d.sentence.text) or _TOTAL.search(d.sentence.text)
    if found is None:
        return d.sentence.text
    return d.sentence.text[d.end - start : found.start()] + d.sentence.text[found.end() :]


def _parts_of_sum(rows: Sequence[Draft], text: str) -> None:
    """Rows that add up to their sum are its parts; so is what lies elsewhere, however the others add up.

    Numbers of people on a day tell so by their places alone.
    """
    sums = [d for d in rows if _is_sum(d, text, read_out=True)]
    if len(sums) != 1 or sums[0].measure in _ON_A_DAY:
        return
    parts = [d for d in rows if d is not sums[0] and d.unit is sums[0].unit and d.whole is None]
    exact = sum(d.number.value for d in parts) == sums[0].number.value
    for d in parts:
        if exact or _ELSEWHERE.search(d.sentence.text):
            d.whole, d.partition = sums[0], exact
            d.rules.append("part.row")


def _days_of_sum(live: Sequence[Draft]) -> None:
    """Days that add up to the number of all days are its parts: "on 4 May" of "between 4 May and 6 May"."""
    columns: dict[tuple[str, Measure | None], list[tuple[Draft, str]]] = defaultdict(list)
    for d in live:
        found = _OF_DAYS.search(d.sentence.text, d.end - d.sentence.span.start)
        if found is not None and d.measure not in _ON_A_DAY:
            counted = d.sentence.text[d.end - d.sentence.span.start : found.start()]
            if not counted.endswith(" in total"):  # the sum of all columns has these as its parts
                columns[counted, d.measure].append((d, found["when"]))
    for told in columns.values():
        sums = [d for d, when in told if when == "between"]
        parts = [d for d, when in told if when == "on" and d.whole is None]
        if len(sums) == 1 and sum(d.number.value for d in parts) == sums[0].number.value:
            for d in parts:
                d.whole, d.partition = sums[0], True
                d.rules.append("part.row")


def _label(d: Draft) -> re.Match[str] | None:
    return _LABEL.search(d.sentence.text, d.end - d.sentence.span.start)


def _own_label(d: Draft, labels: Collection[str]) -> None:
    """The place that the sentence of a row ends with; none for what lies elsewhere."""
    if d.measure in BACK and d.origin in labels:
        d.origin = None  # another row's, or its own, read as the place that they left
    if _ELSEWHERE.search(d.sentence.text):
        _give(d, None)
        return
    found = _label(d)
    if found is not None and found["label"][:1].isupper() and _given(d) != found["label"]:
        (_give if d.measure in BACK else give_place)(d, found["label"])
        d.rules.append("place.label")


def _land_of_sum(rows: Sequence[Draft], text: str, codes: Codes, read_out: bool) -> None:
    sums = [d for d in rows if _is_sum(d, text, read_out)]
    parts = [d for d in rows if d not in sums]
    lands = [land for d in parts if (land := codes.nation(_given(d))) is not None]
    inside = any(codes.of(_given(d)) != codes.nation(_given(d)) for d in parts)  # one county tells the land
    for d in sums:
        if "place.of_total" in d.rules or "measure.of_list" in d.rules:
            continue  # what introduces the list holds its lines, or it breaks down a figure told before
        land = _land_of(lands, enough=1 if inside else _FEWEST)
        if land is None and (read_out or not lands):
            continue  # what its own words or the report say stands
        _give(d, land)
        d.rules.append("place.of_rows")


def _land_of(lands: Sequence[str], *, enough: int) -> str | None:
    """The one land of rows; a single one that seems to lie abroad, among more, is a namesake."""
    code, rows = Counter(lands).most_common(1)[0] if lands else ("", 0)
    abroad = len(lands) - rows
    return name_of(code) if rows >= enough and abroad <= (rows > _FEWEST - 1) else None


def _is_sum(d: Draft, text: str, read_out: bool) -> bool:
    if read_out:
        return _TOTAL.search(d.sentence.text) is not None
    cell = cell_at(text, d.start)
    return cell is not None and _SUM.fullmatch(cell.label.strip(" *:")) is not None


def _given(d: Draft) -> str | None:
    """Where a row's people are, or came to, or left."""
    if d.measure in _ENTERING:
        return d.destination
    return d.origin if d.measure in _LEAVING else d.place


def _give(d: Draft, name: str | None) -> None:
    """A place in the same slot, or none; who comes into a land did not come from it."""
    if d.measure in _ENTERING:
        d.destination = name
        d.origin = None if name is not None and same(d.origin, name) else d.origin
    elif d.measure in _LEAVING:
        d.origin = name
    else:
        d.place = name
        if d.measure is Measure.INTERNAL_DISPLACEMENT:
            d.origin = name
