"""What alone each figure counts, and since when: the day of the occurrence that a toll names.

Takes frames, reports and places; gives the frames with `only` and `amid`. The days of a toll of a sudden
occurrence ("the death toll of the blast rose to 170") begin with the day on which it was told to happen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from panj.events.frames import Frame
from panj.events.narrowed import amid, listed_in, of_one_day, only_of
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, Window
from panj.model import PeriodKind, Report, Status

_NEAR = timedelta(days=61)  # a toll is of an occurrence at most so long before
_SUPPOSED = "date.onset"  # the rule of reading that gives a total the first day of its report's story


def narrowed(frames: Iterable[Frame], reports: Mapping[str, Report], places: Places) -> list[Frame]:
    """The frames with what their words narrow, tolls of sudden occurrences with the days of these."""
    made = [_with_keys(f, reports.get(f.claim.report), places) for f in frames]
    keys = {f.claim.id: f.only for f in made if f.only is not None}
    return list(_since([_as_its_whole(f, keys.get(f.claim.part_of or "")) for f in made], places))


def _as_its_whole(f: Frame, key: str | None) -> Frame:
    """A part counts some of what its whole counts."""
    return f if key is None or key == (f.only or f.amid) else replace(f, only=f.only and key, amid=key)


def _with_keys(f: Frame, report: Report | None, places: Places) -> Frame:
    if f.status is not Status.HAPPENED:
        return f
    only = only_of(f.claim, report) or _listed(f, places)
    around = amid(f.claim, report)
    return f if (f.only, f.amid) == (only, around) else replace(f, only=only, amid=around)


def _listed(f: Frame, places: Places) -> str | None:
    """Which places alone a total counts: its words list them, the gazetteer has the area of them all."""
    if f.kind is PeriodKind.EVENT or f.destination is None or f.measure in linking_rules().stocks:
        return None
    name = f.claim.place or f.claim.destination
    return listed_in(name, places.place(f.destination))


def _since(frames: Sequence[Frame], places: Places) -> Iterator[Frame]:
    """The frames, tolls that name a sudden occurrence since the day of it, where one alone is told."""
    days: dict[tuple[object, str], list[Frame]] = defaultdict(list)
    for f in frames:
        if (kind := _happening(f)) is not None:
            days[f.measure, kind].append(f)
    for f in frames:
        kind = of_one_day(f.only or f.amid) if _is_open_toll(f) else None
        day = _day_of(f, days.get((f.measure, kind), ()), places) if kind else None
        if day is not None:
            yield replace(f, window=Window(day, f.window.end), since=True)
        else:
            yield replace(f, window=replace(f.window, running=True), since=True) if _is_of_anything(f) else f


def _is_of_anything(f: Frame) -> bool:
    """Whether neither words nor the report tell what a toll is of, nor its own words since when it counts."""
    return _is_open_toll(f) and not f.window.running and f.only is None and f.amid is None


def _happening(f: Frame) -> str | None:
    """The kind of sudden occurrence that people were harmed in on a day that the report's words give."""
    dated = f.kind is PeriodKind.EVENT and f.dated and not f.assumed and f.window.start == f.window.end
    happened = f.status is Status.HAPPENED and f.measure in linking_rules().harms
    return of_one_day(f.only) if dated and happened else None


def _is_open_toll(f: Frame) -> bool:
    """Whether no words of its own say since when a total of people harmed counts."""
    if f.kind is not PeriodKind.CUMULATIVE or f.measure not in linking_rules().harms:
        return False
    return f.window.running or _SUPPOSED in f.claim.rules


def _day_of(toll: Frame, told: Sequence[Frame], places: Places) -> date | None:
    """The one day of the occurrence that a toll may be of; None where several are told, or none."""
    last = toll.window.end or toll.known
    found = {
        f.window.end
        for f in told
        if last is not None
        and f.window.end is not None
        and last - _NEAR <= f.window.end <= last
        and places.relation(f.destination, toll.destination) is not Relation.APART
    }
    return next(iter(found)) if len(found) == 1 else None
