"""A first plan from what reports state alone, and what an officer must add before it is one to act on.

Takes rows that are known (`known_tables`); gives checked tables for `reception.planning`, and sentences on
what is missing, the most needed first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panj.publish.phrases import listed
from panj.publish.plan.blank import Known
from panj.reception.workbook import Tables, checked, schemes

Row = Mapping[str, object]
_HOLDS = ("capacity", "land_ha", "covered_m2", "tents")  # any of these says how many a site can take


def first_tables(known: Known) -> Tables:
    """The tables of what reports state; all else is as the product ships it.

    Raises:
        PlanError: P012, P013, where a row cannot be planned with.
    """
    rows = {
        name: [(f"{name} {n}", row) for n, row in enumerate(found, start=1)] for name, found in known.items()
    }
    return checked(rows, "what the reports state")


def missing(known: Known) -> tuple[str, ...]:
    """What the reports do not state and a plan needs, one sentence each."""

    def rows(name: str) -> Sequence[Row]:
        return known.get(name, ())

    sites = rows("site")
    said = [
        "" if sites else "sites: no report names a place that takes people in (table `site`)",
        _of(
            "sites without a size",
            [s for s in sites if not any(s.get(c) for c in _HOLDS)],
            "capacity, land_ha",
        ),
        _of("sites without a position", [s for s in sites if s.get("lat") is None], "lat, lon"),
        _of("sites without a stage", [s for s in sites if not s.get("stage")], "stage; they count as open"),
        ""
        if rows("arrival")
        else "arrivals: no report gives a sized arrival on a known day (table `arrival`)",
        _of("entries without a position", [e for e in rows("entry") if e.get("lat") is None], "lat, lon"),
    ]
    empty = [s for s in schemes() if s.name in ("rule", "depot", "stock", "supplier") and not rows(s.name)]
    said += [f"{s.title[0].lower()}{s.title[1:]}: no rows (table `{s.name}`)" for s in empty]
    return tuple(filter(None, said))


def _of(what: str, rows: Sequence[Row], columns: str) -> str:
    names = listed((str(r.get("name", "")) for r in rows), 5)
    return f"{what}: {names} (columns {columns})" if rows else ""
