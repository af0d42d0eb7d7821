"""A report's own figures: what it says outright of the event that it tells of, each once.

Takes the claims of one report; leaves out figures of other years, parts of figures, those that share another's
verb, rates, hearsay and references, so that what stays can be set beside a table of totals.
"""  # noqa: E501

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from panj.model import PEOPLE, Claim, Measure, PeriodKind, Status, Unit

_DISPLACED = frozenset(
    {Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK, Measure.EVACUATION, Measure.DEPARTURE}
)
_HOMELESS = "homeless"
_INDIRECT = frozenset(
    ["measure.carried", "measure.of_report", "measure.breakdown", "reference.all", "reference.rest", "share.of_report"]  # noqa: E501
)  # fmt: skip


def own_figures(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a report makes outright of its own event, in the order of its text.

    One for each kind and value: the year is that in which most dated figures fall; an undated figure stays.
    """
    usable = [c for c in claims if _usable(c)]
    year = _year(usable)
    seen: set[tuple[str, Unit, float]] = set()
    kept: list[Claim] = []
    for c in sorted(usable, key=lambda c: c.start):
        key = kind_of(c), c.unit, c.value
        if key not in seen and _within(c, year):
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
    own = not c.inherits and c.part_of is None and c.period is not PeriodKind.RATE
    return counts and own and not _INDIRECT.intersection(c.rules)


def _year(claims: Iterable[Claim]) -> int | None:
    """The year that most dated figures fall in; of two, the later."""
    years = Counter(c.date_start.year for c in claims if c.date_start is not None)
    return max(years, key=lambda y: (years[y], y)) if years else None


def _within(c: Claim, year: int | None) -> bool:
    if year is None or c.date_start is None or c.date_end is None:
        return True
    return c.date_start.year <= year <= c.date_end.year
