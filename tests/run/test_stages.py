"""The list of stages is the road that is run: each need is given before it, each function takes it."""

import inspect

import pytest

from panj.run.stages import GIVEN, ROAD, Stage, check


def test_every_need_is_given_earlier():
    assert check() == []


def test_a_stage_out_of_place_is_named():
    turned = list(reversed(ROAD))
    assert any("tally needs claims" in fault for fault in check(turned))


def test_a_need_that_nothing_gives_is_named():
    stage = Stage("odd", "panj.bounds:policy", ("moonlight",), ())
    assert check([stage], GIVEN) == ["odd needs moonlight, which no stage before it gives"]


@pytest.mark.parametrize("stage", ROAD, ids=lambda stage: stage.name)
def test_each_function_takes_what_its_stage_needs(stage):
    taken = set(inspect.signature(stage.load()).parameters)
    assert set(stage.needs) <= taken
