"""Writes an outlook down: JSON, CSV, a fan chart and a map of flows.

Takes `Ahead` and where to write; gives the paths written. CSV has one row per site and horizon.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from panj.errors import PublishError
from panj.model import Forecast, to_plain
from panj.outlook.ahead import Ahead
from panj.outlook.baselines import newcomers
from panj.outlook.calibrated import calibration
from panj.outlook.case import Crisis
from panj.outlook.charts import fan_chart, flow_map
from panj.outlook.flow import simulate
from panj.outlook.people import Flow
from panj.outlook.series import tracks

_COLUMNS = (
    "as_of",
    "site",
    "horizon_days",
    "date",
    "quantity",
    "low",
    "best",
    "high",
    "coverage",
    "last_report",
)


def to_json(ahead: Ahead) -> dict[str, Any]:
    """The outlook as JSON knows it."""
    plain: dict[str, Any] = to_plain(ahead)
    return plain


def to_csv(rows: Iterable[Forecast]) -> str:
    """One row per forecast; an empty site is all sites together."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for f in rows:
        if f.bounds is None or f.as_of is None:
            continue
        day = f.as_of.fromordinal(f.as_of.toordinal() + f.horizon_days)
        b = f.bounds
        cells = (
            f.as_of,
            f.place,
            f.horizon_days,
            day,
            f.quantity,
            b.low,
            b.best,
            b.high,
            f.coverage,
            f.baseline,
        )
        writer.writerow(
            ["" if c is None else f"{c:g}" if isinstance(c, float) and c % 1 else _whole(c) for c in cells]
        )
    return out.getvalue()


def past_flow(crisis: Crisis, day: int) -> Flow:
    """Who moved where up to a day as known, by the network, with the newcomers that the reports show."""
    known = crisis.as_known(day)
    reported = tracks(known)
    totals = np.array(
        [
            sum(float(t.counts[t.days <= d][-1]) for t in reported if (t.days <= d).any())
            for d in range(day + 1)
        ]
    )
    start = np.array([float(t.counts[t.days <= 0][-1]) if (t.days <= 0).any() else 0.0 for t in reported])
    return simulate(known, calibration(crisis).movement, newcomers(totals), start=start)


def write_files(ahead: Ahead, crisis: Crisis, folder: Path) -> tuple[Path, ...]:
    """Writes outlook.json, outlook.csv, fan.svg and flows.svg; without a forecast only the first two.

    Raises:
        PublishError: W010, where the folder cannot be written to.
    """
    day = crisis.day_of(ahead.as_of)
    texts = {
        "outlook.json": json.dumps(to_json(ahead), ensure_ascii=False, indent=2) + "\n",
        "outlook.csv": to_csv((*ahead.total, *ahead.sites) or ahead.bands),
    }
    if ahead.fans:
        texts["fan.svg"] = fan_chart(ahead.fans[0], name=ahead.case, as_of=ahead.as_of)
        title = f"{ahead.case}: who moved where up to {ahead.as_of}, by the road network"
        texts["flows.svg"] = flow_map(crisis, past_flow(crisis, day), title=title)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as fault:
        raise PublishError("W010", str(folder), detail=str(fault)) from None
    return tuple(folder / name for name in texts)


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) else value
