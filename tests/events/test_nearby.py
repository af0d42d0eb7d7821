"""Comparing only developments whose places do not lie apart leaves out nothing."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.events import strands
from panj.events.developments import link_developments
from panj.model import Development, DevelopmentKind, DevelopmentStatus, Report, Span

PLACES = (
    *((None, None), ("Farchana", "TD-WF"), ("Adre", "TD-WF-A"), ("Chad", "TD"), ("the north", None)),
    *(("the crossing at Adre", None), ("Goz Beida", "TD-SI"), ("the camp near Farchana", None)),
)
TRIGGERS = ("capture", "lose", "close", "reopen", "hold", "plan", "withdraw")
WHO = (("rebels",), ("the army",), ("the interior ministry",), ("rebels", "militias"), ())


class Everything:
    """Compares each with all."""

    def __init__(self, grounds, *, open_too):
        self.held = []

    def add(self, d, mark):
        self.held.append((mark, d))

    def of(self, d):
        yield from sorted(self.held, key=lambda pair: pair[0])


def lying():
    """Whether a place lies in another: a function of its own, by which nothing is known yet."""
    return lambda inner, outer: inner == outer or inner.startswith(f"{outer}-")


def told(seed):
    rng = random.Random(seed)
    reports, found = {}, []
    for n in range(60):
        day = date(2023, 5, 1) + timedelta(days=rng.randrange(20))
        report = Report(f"Report {n}.", day.isoformat(), outlet=f"Wire {n % 5}")
        reports[report.id] = report
        place, code = rng.choice(PLACES)
        trigger, actors = rng.choice(TRIGGERS), rng.choice(WHO)
        dated = day if rng.random() < 0.7 else None
        found.append(
            Development(
                *(f"d{n}", report.id, 0, 9, f"{' '.join(actors)} {trigger} {place or ''}"),
                rng.choice(
                    (DevelopmentKind.CONTROL, DevelopmentKind.CROSSING_STATUS, DevelopmentKind.PREPARATION)
                ),
                rng.choice((DevelopmentStatus.HAPPENED, DevelopmentStatus.DENIED, DevelopmentStatus.PLANNED)),
                Span(n, n + 9),
                trigger=trigger,
                actors=actors,
                place=place,
                place_code=code,
                date_start=dated,
                date_end=dated,
                speaker=rng.choice(("UNHCR", "a governor", None)),
            )
        )
    return found, reports


@pytest.mark.parametrize("seed", range(25))
def test_what_is_not_compared_could_not_have_been_one(seed, monkeypatch):
    found, reports = told(seed)

    near = link_developments(found, reports, within=lying())
    monkeypatch.setattr(strands, "Nearby", Everything)
    assert near == link_developments(found, reports, within=lying())
    assert any(len(course.developments) > 1 for course in near.courses)
    assert near.opposed


STEPS = st.sampled_from(("day", "late", "moved", "gone", "said otherwise"))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), steps=st.lists(st.tuples(STEPS, st.integers(0, 40)), max_size=12))
def test_what_is_taken_over_from_other_days_is_what_would_be_linked_anew(seed, steps):
    """Days in any order; reports that come late, change their day or go; words that change."""
    rng = random.Random(seed)
    found, reports = told(seed)
    late, known, within = set(rng.sample(sorted(reports), 15)), 20, lying()
    for what, n in steps:
        nth = found[n % len(found)]
        if what == "day":
            known = n
        elif what == "late":
            late.discard(nth.report)
        elif what == "gone":
            late.add(nth.report)
        elif what == "moved":
            reports[nth.report] = Moved(reports[nth.report], rng.randrange(20))
        else:
            found[n % len(found)] = replace(nth, actors=rng.choice(WHO))
        until = date(2023, 5, 1) + timedelta(days=known)
        there = [d for d in found if d.report not in late and reports[d.report].day <= until]
        fresh = link_developments(there, reports, within=lying())
        assert link_developments(there, reports, within=within) == fresh


class Moved:
    """A report under another day."""

    def __init__(self, report, n):
        self.id, self.day = report.id, date(2023, 5, 1) + timedelta(days=n)
