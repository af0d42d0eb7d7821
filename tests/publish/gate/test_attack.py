"""The attack: nobody who adds, subtracts, compares days or solves finds a banded count."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Bounds, PeriodKind, Qualifier, Span
from panj.publish.gate import clear
from panj.publish.gate.cells import attack, banded, bounds_of, protect, small
from panj.publish.situation import build
from panj.tally import Ledger
from publish.crisis import INTO, make_claim, make_report, on

GAZETTEER = Gazetteer.default()


def partition(sizes, whole=True):
    """A report that gives a total and all of its parts by sex and age."""
    kinds = ("men", "women", "children", "elderly")
    total = sum(sizes)
    parts = ", ".join(f"{n} {kind}" for n, kind in zip(sizes, kinds, strict=False))
    report = make_report(f"On June 13, {total} people entered Uganda, namely {parts}.")
    head = make_claim(report, f"{total}", "arrival", total, **INTO, **on(13))
    out = [head]
    for n, kind in zip(sizes, kinds, strict=False):
        claim = make_claim(
            report, f"{n} {kind}", "arrival", n, part_of=head.id, partition=True, **INTO, **on(13)
        )
        at = claim.start
        out.append(replace(claim, text=str(n), end=at + len(str(n)), id=f"{kind}-{at}"))
    return report, out if whole else out[1:]


def told(claims, reports, cell):
    """What the tally's own solver makes of a withheld cell over everything that is public."""
    ledger = Ledger(claims, link(claims, reports, gazetteer=GAZETTEER), reports, gazetteer=GAZETTEER)
    event = next(e for e in ledger.events if cell in e.claims)
    found = bounds_of(ledger, event.id)
    assert found is not None
    return found[0]


def test_without_complement_the_total_gives_the_cell_away():
    report, claims = partition((26, 20, 3))
    public = [banded(c) if small(c, report.text) else c for c in claims]
    cells = [c.id for c in public if c.text.startswith("fewer")]
    assert len(cells) == 1
    leaked = told(public, {report.id: report}, cells[0])
    assert leaked.low == leaked.high == 3


def test_with_it_the_cell_is_anything_below_ten():
    report, claims = partition((26, 20, 3))
    held = protect(claims, {report.id: report}, gazetteer=GAZETTEER)
    (cell,) = held.banded
    assert held.rounded
    assert not held.bare
    left = told(list(held.claims), {report.id: report}, cell)
    assert left.low <= 1
    assert left.high is None or left.high >= 9


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=4))
def test_no_partition_gives_a_cell_away(sizes):
    report, claims = partition(tuple(sizes))
    reports = {report.id: report}
    held = protect(claims, reports, gazetteer=GAZETTEER)
    found = attack(held.claims, reports, held.banded, gazetteer=GAZETTEER)
    assert [cell for cell, _ in found if cell not in held.bare] == []
    assert not held.bare
    for before, after in zip(claims, held.claims, strict=True):
        low, high = after.value, after.value_high or after.value
        if after.qualifier is Qualifier.AT_MOST:
            low = 0
        assert low <= before.value <= high  # what is published is still true


def two_days():
    """A total on one day, and a day later the total with three more children in it."""
    first = make_report("By June 13, 134 people had entered Uganda.", "2022-06-13", name="first")
    second = make_report(
        "By June 14, 137 people had entered Uganda. On June 14, 3 children entered Uganda.",
        "2022-06-14",
        name="second",
    )
    sums = {"period": PeriodKind.CUMULATIVE, **INTO}
    claims = [
        make_claim(
            first, "134", "arrival", 134, **sums, date_start=date(2022, 6, 1), date_end=date(2022, 6, 13)
        ),
        make_claim(
            second, "137", "arrival", 137, **sums, date_start=date(2022, 6, 1), date_end=date(2022, 6, 14)
        ),
        make_claim(second, "3", "arrival", 3, nth=1, **INTO, **on(14)),
    ]
    return [first, second], claims


def public_on(day):
    reports, claims = two_days()
    whole = build(reports, claims, gazetteer=GAZETTEER)
    return clear(build(reports, claims, gazetteer=GAZETTEER, known=day), gazetteer=GAZETTEER, later=whole)


def test_totals_and_days_as_known_do_not_give_a_cell_away():
    """The attacker has the public claims of every day, and every public figure of every day as a claim."""
    days = (date(2022, 6, 13), date(2022, 6, 14))
    situations = [public_on(day).situation for day in days]
    claims, reports = {}, {}
    for situation in situations:
        claims |= situation.claims
        reports |= situation.reports
        for figure in situation.figures:
            claims |= as_claims(figure, situation)
    cell = next(c.id for c in situations[-1].claims.values() if c.text == "fewer than 10")
    left = told(list(claims.values()), reports, cell)
    assert left.low <= 1
    assert left.high is None or left.high >= 9


def as_claims(figure, situation):
    """A published figure as one more statement of its first claim's occurrence or total."""
    bounds: Bounds = figure.tally.bounds
    first = situation.claims[figure.tally.claims[0]]
    if bounds.high is None:
        return {}
    made = replace(
        first, id=f"figure-{situation.known}-{figure.slug}", value=bounds.low, value_high=bounds.high,
        qualifier=Qualifier.RANGE, text=f"{bounds.low:g} to {bounds.high:g}", part_of=None,
        sentence=Span(first.sentence.start, first.sentence.end),
    )  # fmt: skip
    return {made.id: made}


def test_what_is_withheld_later_is_withheld_now():
    reports, claims = two_days()
    held = protect(claims, {r.id: r for r in reports}, gazetteer=GAZETTEER)
    early = public_on(date(2022, 6, 13)).situation.claims
    late = public_on(date(2022, 6, 14)).situation.claims
    for claim in held.claims:
        shown = [s[claim.id] for s in (early, late) if claim.id in s]
        assert {(c.value, c.value_high, c.text) for c in shown} == {
            (claim.value, claim.value_high, claim.text)
        }


@pytest.mark.parametrize(("n", "cell"), [(9, True), (10, False)])
def test_ten_is_where_a_band_ends(n, cell):
    report = make_report(f"On June 13, {n} children entered Uganda.")
    assert small(make_claim(report, str(n), "arrival", n, **INTO, **on(13)), report.text) is cell


def test_a_small_count_of_people_without_more_is_no_cell():
    report = make_report("On June 13, 7 people entered Uganda.")
    assert not small(make_claim(report, "7", "arrival", 7, **INTO, **on(13)), report.text)
