"""Triggers: surely past, possibly past, the first day of each, with the figures they stand on."""

from datetime import date

import pytest

from panj.errors import PlanError
from panj.model import Bounds
from panj.reception.escalation import Reading, escalate, rules, rules_of


def reading(day, signal, low, high, of="camp"):
    return Reading(date(2021, 7, day), signal, of, Bounds(low, None, high))


def test_an_influx_of_1037_is_band_5_on_its_day():
    fired = escalate([reading(5, "arrivals_day", 1037, 1037)])
    assert [f.rule.name.split(":")[0] for f in fired] == ["influx band 4", "influx band 5"]
    assert all(f.sure for f in fired)


def test_exactly_1000_a_day_is_still_band_4():
    (fired,) = escalate([reading(5, "arrivals_day", 1000, 1000)])
    assert "band 4" in fired.rule.name


def test_what_only_may_be_past_is_told_as_possible_until_it_is_sure():
    fired = escalate(
        [
            reading(1, "share_used", 0.3, 0.6),
            reading(2, "share_used", 0.4, 0.7),
            reading(3, "share_used", 0.5, 0.5),
        ]
    )
    assert [(f.reading.day.day, f.sure) for f in fired] == [(1, False), (3, True)]


def test_help_is_asked_for_on_the_tested_capacity_and_both_thresholds_are_told():
    fired = escalate([reading(1, "share_used", 0.1, 0.1), reading(1, "share_tested", 1.2, 1.2)])
    (firing,) = [f for f in fired if f.rule.level == "ask for help"]
    assert firing.rule.signal == "share_tested"
    assert "120% of the places tested" in firing.why


def test_stock_fires_when_it_falls():
    fired = escalate([reading(1, "stock_days", 20, 20), reading(2, "stock_days", 10, 16)])
    assert [(f.reading.day.day, f.sure) for f in fired] == [(2, False)]
    assert escalate([reading(3, "stock_days", 2, 2)])[-1].rule.at == 3


def test_an_open_end_is_possible_never_sure():
    (fired,) = escalate([reading(1, "without_place", 0, None)])
    assert not fired.sure
    assert "or more" in fired.why


def test_the_order_of_readings_does_not_matter():
    readings = [reading(d, "share_used", d / 10, d / 8) for d in range(1, 9)]
    assert escalate(readings) == escalate(readings[::-1])


def test_every_shipped_rule_has_a_source_and_a_known_signal():
    assert rules()
    assert all(rule.source and rule.action for rule in rules())


def test_own_rules_are_checked(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[[rule]]\nname = "x"\nsignal = "mood"\nat = 1\nlevel = "a"\naction = "b"\nsource = "c"\n')
    with pytest.raises(PlanError, match=r"P004.*mood"):
        rules_of(own)
    own.write_text('[[rule]]\nname = "x"\nsignal = "arrivals_day"\nat = 1\n')
    with pytest.raises(PlanError, match=r"level, action, source"):
        rules_of(own)
