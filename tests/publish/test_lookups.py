"""What is looked up once for a case gives what looking at everything gives."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from panj.events.scopes import Relation, group_relation
from panj.model import Bounds, Group, Measure, Question, Tally, Unit
from panj.outlook import eligible
from panj.publish.changes import changes
from panj.publish.content import KeyFigure
from panj.publish.contradictions import Arrivals, _Told
from panj.publish.footnotes import Footnotes

GROUPS = (None, Group.REFUGEES, Group.CIVILIANS, Group.SOLDIERS, Group.PEOPLE)


def line(slug, measure, group, low, high, start=None, end=None):
    question = Question(measure, "TD", None, group, Unit.PERSONS, start, end)
    tally = Tally(question, Bounds(low, None, high), (slug,))
    return KeyFigure(slug, "in", slug, tally, "on a day", armed=not eligible(group))


def drawn(rng, measure, many):
    for n in range(many):
        day = date(2022, 1, 1) + timedelta(days=rng.randrange(60))
        low = rng.randrange(1, 400)
        dated = rng.random() < 0.8
        yield line(
            f"{measure.value}-{n}",
            measure,
            rng.choice(GROUPS),
            low,
            rng.choice((low, low + 20, None)),
            day if dated else None,
            day if dated else None,
        )


def fitting(back, arrivals):
    """By looking at every line."""
    asked = back.tally.question
    own = sum(
        f.tally.bounds.high or 0
        for f in arrivals
        if not f.armed
        and group_relation(f.tally.question.group, asked.group) is not Relation.APART
        and (
            not f.tally.question.date_start
            or not asked.date_end
            or f.tally.question.date_start <= asked.date_end
        )
    )
    b = back.tally.bounds
    for f in arrivals if b.low > own else ():
        a = f.tally.bounds
        if f.armed and a.high is not None and a.low <= (b.high or a.low) and b.low <= a.high:
            return f
    return None


@pytest.mark.parametrize("seed", range(12))
def test_a_return_is_set_beside_the_same_arrivals(seed):
    rng = random.Random(seed)
    arrivals = list(drawn(rng, Measure.ARRIVAL, rng.choice((1, 3, 6))))
    came = Arrivals(arrivals)
    for back in drawn(rng, Measure.RETURN, 40):
        assert came.fitting(back) is fitting(back, arrivals)


def test_what_was_told_together_is_found_by_any_part_of_it():
    told = _Told()
    told.add(("a", "b", "c"))
    assert ("c", "a", "b") in told
    assert told.around(("b", "c"))
    assert not told.around(("b", "d"))
    assert told.within(("d", "c", "b", "a"))
    assert not told.within(("a", "b"))


def test_a_line_that_is_gone_is_said_to_stand_in_the_first_that_has_its_claims(crisis):
    first, second = crisis.figures[0], crisis.figures[1]
    both = (*second.tally.claims, *first.tally.claims)
    gone = replace(first, slug="gone", title="Gone", tally=replace(first.tally, claims=both))
    lost = replace(gone, slug="lost", title="Lost", tally=replace(first.tally, claims=("nowhere",)))
    before = replace(crisis, figures=(*crisis.figures, lost, gone))
    why = {c.title: c.why for c in changes(crisis, before, Footnotes(crisis))}
    assert why == {"Lost": "no longer stated", "Gone": f"now within: {first.title}"}
