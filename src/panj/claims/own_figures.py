"""A report's own figures: what it says outright of the event that it tells of, each once.

Takes the claims of one report; leaves out other years, orders of magnitude, hearsay, rescues, tolls that the report itself
overtakes, the dead of other events or added to those told before, parts that no place of their own tells apart, and single
incidents told of no place, so that what stays can be set beside a table of totals.
"""  # noqa: E501

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from panj.model import PEOPLE, Claim, Measure, PeriodKind, Qualifier, Status, Unit

_DISPLACED = frozenset(
    {Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK, Measure.EVACUATION, Measure.DEPARTURE}
)
_HOMELESS = "homeless"
_INDIRECT = frozenset(
    ["measure.of_report", "measure.breakdown", "reference.all", "reference.rest", "share.of_report", "learned.claim"]  # noqa: E501
)  # fmt: skip
_STATED = frozenset({"governed", "list.heading", "state.beside", "noun.label"})
_RESCUED = ("rescu", "sav", "free", "pull", "pluck", "winch", "airlift", "found alive")
_NOT_OWN = frozenset({"number.additional", "event.other", "among.casualties"})
_LISTED = frozenset({"part.list", "part.breakdown"})
_AS_OF_THEN = frozenset({"date.until", "date.as_of", "period.brings_total"})
_OWN_DAYS = frozenset({"date.on", "date.since", "date.window", "date.night", "date.until", "date.as_of"})
_SINGLE = 0.05  # of the highest figure of its kind: less than that, told of no place, is a single incident
_ROUNDED = 0.05  # of an exact figure, within which a hedged one tells the same


def own_figures(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a report makes outright of its own event, in the order of its text.

    One for each kind and value: the year is that in which most dated figures fall; an undated figure stays.
    """
    wholes = {c.id: c for c in claims}
    stated = [c for c in claims if _usable(c)]
    highest = _highest(stated)
    usable = [c for c in stated if _stands_alone(c, wholes, highest)]
    year = _year(usable)
    told = [c for c in usable if _within(c, year)]
    seen: set[tuple[str, Unit, float]] = set()
    kept: list[Claim] = []
    for c in sorted(told, key=lambda c: c.start):
        key = kind_of(c), c.unit, c.value
        if key not in seen and not _overtaken(c, told) and not _rounds(c, told):
            seen.add(key)
            kept.append(c)
    return kept


def kind_of(claim: Claim) -> str:
    """Under which heading a figure is told: "homeless", "displaced", or the name of its measure."""
    if (claim.term or "").startswith(_HOMELESS):
        return _HOMELESS
    return "displaced" if claim.measure in _DISPLACED else claim.measure.value


def _usable(c: Claim) -> bool:
    counts = c.unit in PEOPLE and c.status is Status.HAPPENED and c.confirmed
    own = not c.inherits and c.period is not PeriodKind.RATE and c.qualifier is not Qualifier.ORDER
    added = c.measure is Measure.KILLED and bool(_NOT_OWN.intersection(c.rules))
    return counts and own and not added and not _INDIRECT.intersection(c.rules) and _plainly(c)


def _plainly(c: Claim) -> bool:
    """Of people moved: a word that governs the figure says so, and they were not merely pulled out."""
    if "measure.carried" in c.rules and "learned.measure" in c.rules:
        return False  # no word of it, nor one of its neighbour's
    if kind_of(c) != "displaced":
        return True
    rescued = (c.term or "").startswith(_RESCUED)
    return bool(_STATED.intersection(c.rules)) and not rescued


def _highest(claims: Iterable[Claim]) -> dict[tuple[str, Unit], float]:
    """The highest figure of each kind that is no part of another."""
    found: dict[tuple[str, Unit], float] = {}
    for c in claims:
        if c.part_of is None:
            found[kind_of(c), c.unit] = max(c.value, found.get((kind_of(c), c.unit), 0.0))
    return found


def _stands_alone(c: Claim, wholes: dict[str, Claim], highest: dict[tuple[str, Unit], float]) -> bool:
    """A toll is told of a place, or is no small one; a part, of a place of its own ("43 in Belgium")."""
    place = c.place or c.origin
    if c.part_of is not None:
        whole = wholes.get(c.part_of)
        elsewhere = whole is None or place != (whole.place or whole.origin)
        return place is not None and (c.partition or (elsewhere and not _LISTED.isdisjoint(c.rules)))
    large = c.value >= _SINGLE * highest.get((kind_of(c), c.unit), 0.0)
    return place is not None or large or c.period is PeriodKind.CUMULATIVE


def _overtaken(c: Claim, told: Sequence[Claim]) -> bool:
    """ "By 20 May 62 had died", where the report gives a higher toll of that kind for the same place."""
    if not _AS_OF_THEN.intersection(c.rules):
        return False
    return any(
        o.value > c.value and kind_of(o) == kind_of(c) and o.unit is c.unit and o.place == c.place
        for o in told
    )


def _rounds(c: Claim, told: Sequence[Claim]) -> bool:
    """ "Over 32,000" beside 32,191: the same figure, less exactly."""
    if c.qualifier is Qualifier.EXACT:
        return False
    return any(
        o.qualifier is Qualifier.EXACT
        and o.value != c.value
        and abs(o.value - c.value) <= _ROUNDED * o.value
        and c.value % 10 == 0
        and kind_of(o) == kind_of(c)
        and o.unit is c.unit
        for o in told
    )


def _year(claims: Iterable[Claim]) -> int | None:
    """The year that most dated figures fall in; of two, the later."""
    years = Counter(c.date_start.year for c in claims if c.date_start is not None)
    return max(years, key=lambda y: (years[y], y)) if years else None


def _within(c: Claim, year: int | None) -> bool:
    """Only days that stand with the figure itself set it apart; those taken over from elsewhere may err."""
    if year is None or c.date_start is None or c.date_end is None or not _OWN_DAYS.intersection(c.rules):
        return True
    return year - 1 <= c.date_start.year <= year <= c.date_end.year
