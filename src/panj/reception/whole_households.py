"""Whole households out of a plan in which people were divisible.

Takes the model and a relaxed solution; gives households by flow that break no limit: as many whole ones as
the plan had sent by each day, then whoever is left to the nearest site with room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor

from panj.reception.placing import Crowd, Flow, Placing
from panj.reception.solver import Solved


@dataclass(slots=True)
class _Room:
    """What is left of every limit: of the day's, and of each site's places from a day to the last."""

    placing: Placing
    places: dict[tuple[str, int], float] = field(default_factory=dict)
    daily: dict[tuple[str, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        network = self.placing.network
        for site in network.sites:
            for day in range(network.days):
                is_open = site.open_on(network.day(day))
                have = self.placing.places[site.name] if is_open else 0
                self.places[site.name, day] = have - site.people

    def fits(self, flow: Flow) -> int:
        """How many households of the flow fit."""
        days = range(flow.day, self.placing.network.days)
        least = min(self.places[flow.site, day] for day in days)
        for name, most in self.placing.bounds(flow):
            least = min(least, self.daily.setdefault((name, flow.day), most))
        return max(0, floor(least / flow.crowd[2] + 1e-9))

    def take(self, flow: Flow, number: int) -> None:
        """Books households."""
        people = number * flow.crowd[2]
        for day in range(flow.day, self.placing.network.days):
            self.places[flow.site, day] -= people
        for name, most in self.placing.bounds(flow):
            self.daily[name, flow.day] = self.daily.get((name, flow.day), most) - people


def settle(placing: Placing, solved: Solved, coming: Mapping[Crowd, Mapping[int, int]]) -> dict[Flow, int]:
    """Households by flow, whole, within every limit.

    Args:
        placing: the model, in which people of a group stand for themselves.
        solved: its solution.
        coming: the households that arrive, by crowd and day.
    """
    room, found = _Room(placing), defaultdict[Flow, int](int)
    due = _Due(placing, solved)
    households = {**coming, **_leaving(placing, solved)}
    waiting: dict[Crowd, int] = dict.fromkeys(sorted(households, key=lambda c: (c[:2], -c[2])), 0)
    for day in range(placing.network.days):
        due.add(day)
        for crowd in waiting:
            waiting[crowd] += households[crowd].get(day, 0)
        for crowd in waiting:
            for flow in due.flows(crowd, day):
                want = floor(due.people[crowd[:2], flow.site] / crowd[2] + 1e-6)
                sent = _send(room, found, flow, min(want, waiting[crowd]))
                due.people[crowd[:2], flow.site] -= sent * crowd[2]
                waiting[crowd] -= sent
        for crowd in waiting:
            for flow in due.flows(crowd, day):
                waiting[crowd] -= _send(room, found, flow, waiting[crowd])
    return dict(found)


class _Due:
    """How many people of a crowd the plan has sent to a site so far and who have not gone yet."""

    def __init__(self, placing: Placing, solved: Solved) -> None:
        self.people = defaultdict[tuple[tuple[str, str], str], float](float)
        self._planned = defaultdict[int, list[tuple[Flow, float]]](list)
        self._ways = defaultdict[tuple[str, str, int], list[Flow]](list)
        for column, flow in placing.flows.items():
            self._planned[flow.day].append((flow, solved.of(column) * flow.crowd[2]))
            self._ways[*flow.crowd[:2], flow.day].append(flow)
        for ways in self._ways.values():
            ways.sort(key=lambda flow: (flow.km, flow.site))

    def add(self, day: int) -> None:
        """The people of one more day."""
        for flow, people in self._planned[day]:
            self.people[flow.crowd[:2], flow.site] += people

    def flows(self, crowd: Crowd, day: int) -> list[Flow]:
        """Where the crowd may go on that day, the nearest first."""
        return [replace(flow, crowd=crowd) for flow in self._ways[*crowd[:2], day]]


def _leaving(placing: Placing, solved: Solved) -> dict[Crowd, dict[int, int]]:
    """Households that the plan had leave a site that closes or shrinks, whole, by day."""
    total, found = defaultdict[Crowd, float](float), defaultdict[Crowd, dict[int, int]](dict)
    for (crowd, day), column in sorted(placing.leaving.items()):
        before = floor(total[crowd] + 1e-6)
        total[crowd] += solved.of(column)
        found[crowd][day] = floor(total[crowd] + 1e-6) - before
    return dict(found)


def _send(room: _Room, found: defaultdict[Flow, int], flow: Flow, want: int) -> int:
    number = min(want, room.fits(flow)) if want > 0 else 0
    if number > 0:
        room.take(flow, number)
        found[flow] += number
    return number
