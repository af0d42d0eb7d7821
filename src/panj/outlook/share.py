"""Where newcomers go: each site's share of a day's arrivals, and of the stock once reports have come in.

Takes a `Crisis`, `Movement` and totals; gives shares of shape (days, sites). The share of day t uses
conflict, closures and capacities of days up to t alone.
"""

from __future__ import annotations

import numpy as np

from panj.outlook.case import Crisis
from panj.outlook.epochs import Epoch, Epochs, Stage, change_days, stage
from panj.outlook.network import Floats, Ints
from panj.outlook.parameters import Movement


def arrival_shares(crisis: Crisis, movement: Movement, days: int) -> Floats:
    """Each site's share of those who flee on each day, travel time and room left aside; (days, sites).

    A day without any conflict known has the shares of the day before; a day on which no way is open, none.
    """
    fixed = stage(crisis)
    epochs = Epochs(crisis, fixed, movement)
    changes = change_days(crisis, days)
    shares = np.zeros((days, len(crisis.targets)))
    last = np.zeros(len(crisis.targets))
    source = np.zeros(len(fixed.sources))
    for first, end in zip(changes, [*changes[1:], days], strict=True):
        epoch = epochs.on(first)
        source = epoch.source if epoch.source.any() else source
        last = _landing(fixed, epoch, source)
        shares[first:end] = last
    return shares


def _landing(fixed: Stage, epoch: Epoch, source: Floats) -> Floats:
    """Shares of the sites when everybody has arrived, those at hubs passed on."""
    if not source.any():
        return np.zeros(len(fixed.targets))
    total = epoch.weight.sum(axis=-1, keepdims=True)
    chance = np.divide(epoch.weight, total, out=np.zeros_like(epoch.weight), where=total > 0)
    going = np.zeros(len(fixed.origins))
    going[fixed.sources] = source / source.sum()
    landed = np.bincount(epoch.to.ravel(), (going[:, None] * chance).ravel(), len(fixed.places))
    for column, origin in fixed.passing.items():
        landed[fixed.onward[origin]] += landed[column]
        landed[column] = 0.0
    here = landed[fixed.targets]
    return np.asarray(here / here.sum() if here.sum() > 0 else here)


def assimilated(count: Floats, trending: Floats, network: Floats, total: Floats, own: float) -> Floats:
    """Each site's share of a total that is given, from the last reports and those who came since.

    Those in the total beyond the last reports are split by who arrived since each site's report: `own` parts
    by the sites' own trends, the rest by the network.

    Args:
        count: last reported counts, (days, sites).
        trending: growth of each site since its report by its own trend, (days, sites).
        network: persons whom the network sent there since its report, (days, sites).
        total: persons at all sites, (days,).

    Returns:
        (days, sites), each row summing to 1; all 0 where nothing tells the sites apart.
    """
    held = normal(count)
    by_road = normal(network, held)
    by_trend = normal(np.maximum(trending, 0.0), by_road)
    more = np.maximum(total - count.sum(axis=1), 0.0)[:, None]
    return normal(count + more * ((1 - own) * by_road + own * by_trend), by_road)


def normal(counts: Floats, instead: Floats | None = None) -> Floats:
    """Rows divided by their sums; a row of zeros becomes that of `instead`, or stays."""
    held = counts.sum(axis=1, keepdims=True)
    out = np.zeros(counts.shape) if instead is None else instead.astype(float)
    return np.asarray(np.divide(counts, held, out=out.copy(), where=held > 0))


def sent_since(arriving: Floats, newcomers: Floats, known: Ints, since: Floats, days: Ints) -> Floats:
    """Persons sent to each site after its last report, up to each day, as known on the day before.

    Beyond the day as known, newcomers go where they went on that day: later ones are not known.

    Args:
        arriving: shares of each day's newcomers, (length, sites); newcomers: persons, (length,).
        known: day as known of each forecast, (days,); since: day of each site's last report, (days, sites).
        days: the day forecast, (days,).
    """
    sent = np.cumsum(arriving * newcomers[:, None], axis=0)
    came = np.cumsum(newcomers)
    sites = np.arange(arriving.shape[1])
    at = np.minimum(since.astype(np.int64), known[:, None])
    later = arriving[known] * (came[days] - came[known])[:, None]
    return np.asarray(sent[known] - np.where(since < 0, 0.0, sent[np.maximum(at, 0), sites]) + later)
