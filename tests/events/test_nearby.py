"""Comparing only developments whose places do not lie apart leaves out nothing."""

import random
from datetime import date, timedelta

import pytest

from panj.events import developments
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

    def within(inner, outer):
        return inner == outer or inner.startswith(f"{outer}-")

    near = developments.link_developments(found, reports, within=within)
    monkeypatch.setattr(developments, "Nearby", Everything)
    assert near == developments.link_developments(found, reports, within=within)
    assert any(len(course.developments) > 1 for course in near.courses)
    assert near.opposed
