"""How fast people come: stated rates, the pace of reported arrivals, and UNHCR's influx bands.

Takes claims and events; gives `Rate`s in people a day. Streams of combatants are left out wherever a
rate is to fill a capacity meant for civilians.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from panj.bounds import WordingPolicy, add, policy
from panj.errors import SettingsError
from panj.events.rules import combatants
from panj.model import INFLOWS, Bounds, Claim, Event, Group, PeriodKind, Status, Unit

Inside = Callable[[str | None], bool]


@dataclass(frozen=True, slots=True)
class Rate:
    """People a day as an interval, in words, and the claims it stands on (none for a band)."""

    bounds: Bounds
    label: str
    kind: str  # stated, observed, band
    claims: tuple[str, ...] = ()
    impact: int | None = None


@cache
def table() -> Mapping[str, Any]:
    """The triggers file as read.

    Raises:
        SettingsError: X002, where the file is wrong.
    """
    source = resources.files("panj.outlook") / "triggers.toml"
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError("X002", "outlook/triggers.toml", detail=str(fault)) from None


def eligible(group: Group | None) -> bool:
    """Whether people of this group may fill a reception capacity: combatants may not.

    Persons in military activity cannot be asylum-seekers or refugees until genuine, permanent
    renunciation is verified (UNHCR, civilian and humanitarian character of asylum).
    """
    return group is None or group not in combatants()


def bands() -> tuple[Rate, ...]:
    """UNHCR's influx bands, lowest first."""
    rows = table()["band"]
    return tuple(
        Rate(Bounds(row["low"], None, row.get("high")), row["name"], "band", impact=row["impact"])
        for row in rows
    )


def influx_band(people: Bounds) -> Rate:
    """The band that a day's arrivals fall in, judged by their lower end: what is certain.

    >>> influx_band(Bounds(1037, 1037, 1037)).impact
    5
    """
    reached = [b for b in bands() if people.low > b.bounds.low] or [bands()[0]]
    return reached[-1]


def stated_rates(
    claims: Iterable[Claim], *, inside: Inside | None = None, wording: WordingPolicy | None = None
) -> tuple[Rate, ...]:
    """Rates that reports state ("about 1,000 a month"), of streams that may fill a capacity."""
    days = table()["days"]
    rates = []
    for claim in claims:
        if claim.period is not PeriodKind.RATE or claim.per not in days or not _counts(claim, inside):
            continue
        b = _interval(claim, wording or policy())
        label = f"{claim.text} a {claim.per}, as stated"
        rates.append(Rate(_scaled(b, 1 / days[claim.per]), label, "stated", (claim.id,)))
    return tuple(rates)


def observations(
    events: Iterable[Event], *, inside: Inside | None = None, known: date | None = None
) -> tuple[Event, ...]:
    """Sized, dated, confirmed arrivals of the window before `known` that may fill a capacity."""
    window = timedelta(days=table()["outlook"]["window_days"])
    found = [
        e for e in events if e.kind is PeriodKind.EVENT and e.date_end is not None and _counts(e, inside)
    ]
    sized = [e for e in found if e.confirmed and e.bounds.high is not None and e.bounds.low > 0]
    return tuple(e for e in sized if known is None or known - window <= (e.date_end or known) <= known)


def observed_rate(seen: tuple[Event, ...], *, known: date | None = None) -> Rate | None:
    """The mean pace of these arrivals from the first of them to `known`; None without a dated one."""
    starts = [e.date_start or e.date_end for e in seen]
    ends = [e.date_end for e in seen if e.date_end]
    first = min((s for s in starts if s), default=None)
    last = known or max(ends, default=None)
    if first is None or last is None:
        return None
    days = max(1, (last - first).days + 1)
    total = add(e.bounds for e in seen)
    claims = tuple(c for e in seen for c in e.claims)
    label = f"the pace of {len(seen)} reported arrivals over {days} days"
    return Rate(_scaled(total, 1 / days), label, "observed", claims)


def _counts(item: Claim | Event, inside: Inside | None) -> bool:
    return (
        item.measure in INFLOWS
        and item.unit is Unit.PERSONS
        and item.status is Status.HAPPENED
        and eligible(item.group)
        and (inside is None or inside(item.destination_code or item.place_code))
    )


def _interval(claim: Claim, wording: WordingPolicy) -> Bounds:
    return wording.interval(
        claim.value, claim.qualifier, value_high=claim.value_high, words=claim.text, unit=claim.unit
    )


def _scaled(b: Bounds, factor: float) -> Bounds:
    best = None if b.best is None else b.best * factor
    high = None if b.high is None else b.high * factor
    return Bounds(b.low * factor, best, high, b.soft_low, b.soft_high)
