"""Movement of head counts on the network, day by day: mean flows, or one multinomial draw per place and day.

Takes a `Crisis`, `Movement` and the newcomers of each day; gives `Flow`, in which every person is accounted
for on every day. The cost of a day depends on places and members, never on the number of people.
"""

from __future__ import annotations

import numpy as np

from panj.outlook.case import Crisis
from panj.outlook.epochs import Epoch, Epochs, Stage, change_days, stage
from panj.outlook.layout import Layout, carried_over, laid_out
from panj.outlook.network import Floats
from panj.outlook.parameters import Movement
from panj.outlook.people import Flow, State


def simulate(
    crisis: Crisis,
    movement: Movement,
    newcomers: Floats,
    *,
    start: Floats | None = None,
    members: int = 1,
    rng: np.random.Generator | None = None,
    powers: Floats | None = None,
    soft: Floats | None = None,
) -> Flow:
    """Runs the case from day 0 for as many days as there are newcomers.

    Args:
        newcomers: persons who flee on each day, spread over the places in conflict; (days,), or
            (members, days).
        start: persons at each target site before day 0, (sites,).
        members: runs at once; they differ by chance where `rng` is given, and by `powers` and `soft`.
        rng: draws whole persons; None: mean flows without chance.
        powers, soft: distance power and softening (km) of each member, (members,).

    Returns:
        A `Flow`; the same arguments and seed give the same one.
    """
    return _Run(crisis, movement, members, rng, powers, soft).run(np.asarray(newcomers, dtype=float), start)


class _Run:
    """One run: what is fixed, what holds now, and the steps of a day."""

    def __init__(
        self,
        crisis: Crisis,
        movement: Movement,
        members: int,
        rng: np.random.Generator | None,
        powers: Floats | None,
        soft: Floats | None,
    ) -> None:
        self.crisis, self.movement, self.members, self.rng = crisis, movement, members, rng
        self.powers, self.soft = powers, soft
        self.fixed: Stage = stage(crisis)
        self.epochs = Epochs(crisis, self.fixed, movement)
        self.shares = np.array([g.share for g in movement.movers])
        self.speeds = np.array([g.km_a_day for g in movement.movers])
        self.passing = np.array(sorted(self.fixed.passing), dtype=np.int64)
        self.passes_to = np.array([self.fixed.passing[int(c)] for c in self.passing], dtype=np.int64)

    def run(self, newcomers: Floats, start: Floats | None) -> Flow:
        fleeing = np.broadcast_to(newcomers, (self.members, newcomers.shape[-1]))
        days = fleeing.shape[1]
        changes = change_days(self.crisis, days)
        upcoming = [*changes[1:], days]
        targets = self.fixed.targets
        present = np.zeros((self.members, days, len(targets)))
        passing, returned, entered = (np.zeros((self.members, days)) for _ in range(3))
        self._begin(self.epochs.on(0, powers=self.powers, soft=self.soft), start)
        for first, end in zip(changes, upcoming, strict=True):
            if first:
                self._turn_over(self.epochs.on(first, powers=self.powers, soft=self.soft), first)
            for day in range(first, end):
                self._day(day, fleeing[:, day])
                state = self.state
                present[:, day] = state.there[:, targets]
                passing[:, day] = self._passing()
                returned[:, day], entered[:, day] = state.returned, state.entered
        self._book()
        names = [site.name for site in self.crisis.sites]
        return Flow(
            present,
            passing,
            returned,
            entered,
            self.state.moved / self.members,
            tuple(names[p] for p in self.fixed.origins),
            tuple(names[p] for p in self.fixed.places),
        )

    def _begin(self, epoch: Epoch, start: Floats | None) -> None:
        places, origins = len(self.fixed.places), len(self.fixed.origins)
        there = np.zeros((self.members, places))
        if start is not None:
            there[:, self.fixed.targets] = start if self.rng is None else np.round(start)
        self._set(epoch, laid_out(epoch, self.speeds, places))
        self.state = State(
            there=there,
            waiting=np.zeros((self.members, origins)),
            under_way=np.zeros((self.layout.slots, self.members, len(self.shares), *epoch.to.shape)),
            unplaced=np.zeros(self.members),
            sent=np.zeros((self.members, len(self.fixed.sources))),
            returned=np.zeros(self.members),
            entered=there.sum(axis=1),
            moved=np.zeros((origins, places)),
            taken=np.zeros(epoch.to.shape),
            moving=np.zeros(self.members),
        )

    def _set(self, epoch: Epoch, layout: Layout) -> None:
        """Takes up an epoch."""
        self.epoch, self.layout = epoch, layout
        self.total = epoch.weight.sum(axis=-1, keepdims=True)
        self.chance = epoch.weight / np.where(self.total > 0, self.total, 1.0)
        self.limited = bool(np.isfinite(epoch.room).any())

    def _turn_over(self, epoch: Epoch, day: int) -> None:
        """Goes over to the next epoch; whose way has been shut goes back to where they set out."""
        before, state = self.epoch, self.state
        if before.weight is epoch.weight:
            self._set(epoch, self.layout)
            return
        self._book()
        kept, back = carried_over(state.under_way, before, epoch, len(self.fixed.places))
        state.waiting += back.sum(axis=(1, 3))
        state.moving -= back.sum(axis=(1, 2, 3))
        origins = np.arange(len(before.to))[:, None]
        np.subtract.at(state.moved, (origins, before.to), back.sum(axis=(0, 1)))
        self._set(epoch, laid_out(epoch, self.speeds, len(self.fixed.places)))
        slots, old = max(self.layout.slots, len(kept)), len(kept)
        state.under_way = np.zeros((slots, *kept.shape[1:]))
        for ahead in range(old):
            state.under_way[(day + ahead) % slots] = kept[(day + ahead) % old]
        state.taken = np.zeros(epoch.to.shape)

    def _day(self, day: int, newcomers: Floats) -> None:
        state = self.state
        self._flee(newcomers)
        if self.movement.return_rate > 0:
            self._return_home()
        going = state.waiting * self.epoch.leave
        if self.rng is not None:
            going = np.where(
                self.epoch.leave >= 1, state.waiting, self._binomial(state.waiting, self.epoch.leave)
            )
        flows = self._choose(going)
        state.waiting -= flows.sum(axis=-1)
        self._set_out(flows, day)
        self._arrive(day)

    def _flee(self, newcomers: Floats) -> None:
        """Newcomers appear at their sources."""
        state, sources = self.state, self.fixed.sources
        if self.rng is not None:
            newcomers = np.round(newcomers)
        state.entered += newcomers
        state.unplaced += newcomers
        if not state.unplaced.any() or not self._known().any():
            return
        weight = self._source_weights()
        if self.rng is None:
            fled = weight * state.unplaced[:, None]
        else:
            fled = self.rng.multinomial(state.unplaced.astype(np.int64), weight).astype(float)
        state.waiting[:, sources] += fled
        state.sent += fled
        state.unplaced[:] = 0.0

    def _known(self) -> Floats:
        """What tells where people flee from: conflict now, or those who fled before."""
        return self.epoch.source if self.epoch.source.any() else self.state.sent

    def _source_weights(self) -> Floats:
        """Shares of the newcomers, (members, sources); where all residents have fled nobody is left to."""
        weight = np.broadcast_to(self.epoch.source, self.state.sent.shape)
        left = np.where(self.state.sent < self.fixed.residents, weight, 0.0)
        none = left.sum(axis=1, keepdims=True) <= 0
        weight = np.where(none, weight, left)
        # Nobody in conflict, and yet people come: they come as they came before.
        weight = np.where(weight.sum(axis=1, keepdims=True) <= 0, self.state.sent, weight)
        return np.asarray(weight / weight.sum(axis=1, keepdims=True))

    def _return_home(self) -> None:
        """Returns of those whose home is at peace."""
        state, targets = self.state, self.fixed.targets
        sent = state.sent.sum(axis=1, keepdims=True)
        at_peace = np.where(
            sent > 0,
            (state.sent * self.epoch.peace).sum(axis=1, keepdims=True) / np.maximum(sent, 1e-300),
            0.0,
        )
        rate = np.minimum(self.movement.return_rate * at_peace, 1.0) * np.ones(len(targets))
        home = (
            state.there[:, targets] * rate
            if self.rng is None
            else self._binomial(state.there[:, targets], rate)
        )
        state.there[:, targets] -= home
        state.returned += home.sum(axis=1)

    def _binomial(self, count: Floats, chance: Floats) -> Floats:
        assert self.rng is not None
        return self.rng.binomial(np.round(count).astype(np.int64), np.minimum(chance, 1.0)).astype(float)

    def _choose(self, going: Floats) -> Floats:
        """How many take each way, (members, origins, ways); nobody goes where there is no room."""
        chance, total = self.chance, self.total
        bound = room = None
        if self.limited:
            bound = self._bound()
            room = self.epoch.room
            weight = self.epoch.weight * self._drawn(bound, room)[:, self.epoch.to]
            total = weight.sum(axis=-1, keepdims=True)
            chance = weight / np.where(total > 0, total, 1.0)
        going = np.where(np.broadcast_to(total[..., 0] > 0, going.shape), going, 0.0)
        flows = going[..., None] * chance if self.rng is None else self._draw(going, chance, total)
        if bound is not None and room is not None:
            flows = self._ration(flows, np.maximum(room - bound, 0.0))
        return flows

    def _draw(self, going: Floats, chance: Floats, total: Floats) -> Floats:
        assert self.rng is not None
        sure = np.broadcast_to(chance, (*going.shape, chance.shape[-1])).copy()
        sure[..., -1] += np.where(total[..., 0] > 0, 0.0, 1.0)
        return self.rng.multinomial(np.round(going).astype(np.int64), sure).astype(float)

    def _drawn(self, bound: Floats, room: Floats) -> Floats:
        """FLEE's capacity factor: 1 up to the buffer, falling to 0 at the capacity; (members, places)."""
        spare = (1 - self.movement.capacity_buffer) * np.where(np.isfinite(room), room, 1.0)
        left = np.where(np.isfinite(room), room - bound, np.inf)
        return np.clip(np.where(spare > 0, left / np.where(spare > 0, spare, 1.0), left > 0), 0.0, 1.0)

    def _bound(self) -> Floats:
        """Persons at each place and under way to it, (members, places)."""
        return self.state.there + self.layout.per_place(self.state.under_way.sum(axis=(0, 2)))

    def _ration(self, flows: Floats, left: Floats) -> Floats:
        asked = self.layout.per_place(flows)
        kept = np.divide(left, asked, out=np.ones_like(asked), where=asked > left)
        cut = flows * kept[:, self.epoch.to]
        return cut if self.rng is None else np.where(kept[:, self.epoch.to] < 1, np.floor(cut), flows)

    def _set_out(self, flows: Floats, day: int) -> None:
        state = self.state
        groups = flows[:, None] * self.shares[:, None, None]
        if len(self.shares) > 1 and self.rng is not None:
            groups = self._split(flows)
        slots = len(state.under_way)
        for group, trips in enumerate(self.layout.trips):
            for days, on in trips:
                state.under_way[(day + days) % slots, :, group] += groups[:, group] * on
        state.taken += flows.sum(axis=0)
        state.moving += flows.sum(axis=(1, 2))

    def _split(self, flows: Floats) -> Floats:
        assert self.rng is not None
        split = self.rng.multinomial(np.round(flows).astype(np.int64), self.shares)
        return np.moveaxis(split, -1, 1).astype(float)

    def _book(self) -> None:
        """Enters the ways taken in this epoch into the table of who moved where."""
        taken = self.state.taken
        np.add.at(self.state.moved, (np.arange(len(taken))[:, None], self.epoch.to), taken)
        taken[:] = 0.0

    def _arrive(self, day: int) -> None:
        """Those due today arrive; at hubs and redirecting places they wait to be passed on."""
        state = self.state
        slot = state.under_way[day % len(state.under_way)]
        came = self.layout.per_place(slot.sum(axis=1))
        slot[:] = 0.0
        state.moving -= came.sum(axis=1)
        if len(self.passing):
            state.waiting[:, self.passes_to] += came[:, self.passing]
            came[:, self.passing] = 0.0
        state.there += came

    def _passing(self) -> Floats:
        state = self.state
        aside = state.there.sum(axis=1) - state.there[:, self.fixed.targets].sum(axis=1)
        return np.asarray(state.waiting.sum(axis=1) + state.moving + state.unplaced + aside)
