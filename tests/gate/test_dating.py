"""The gate on dates: shares of two public sets of date expressions that must not fall."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dating

FLOORS = {"timenorm": 0.87, "recognizers": 0.86}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not dating.DATA.is_dir(), reason="../shared/data is not beside the checkout"),
]


@pytest.mark.parametrize("name", FLOORS)
def test_dates_of_public_sets_are_read(name: str) -> None:
    right, total = dating.shares()[name]
    assert total > 200
    assert right / total >= FLOORS[name]


def test_a_wrong_reading_counts_as_wrong() -> None:
    assert dating.reads("July 5", "2021-07-05", date(2021, 7, 9))
    assert not dating.reads("July 5", "2021-07-06", date(2021, 7, 9))
    case = {"kind": "date", "Text": "July 5", "input": "on July 5"}
    values = [{"timex": "XXXX-07-05", "value": "2021-07-05"}]
    assert dating.resolves(case | {"Resolution": {"values": values}}, date(2021, 7, 9))
    values = [{"timex": "XXXX-07-05", "value": "2020-07-05"}]
    assert not dating.resolves(case | {"Resolution": {"values": values}}, date(2021, 7, 9))
