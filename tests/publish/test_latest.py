"""Of one running number only the latest figure heads the list; earlier ones stand below it."""

from datetime import date

from panj.model import Group, PeriodKind
from publish.crisis import INTO, make_claim, make_report, on


def running(situate, *states, measure="arrival", **more):
    """A situation of running totals into one country: words, value, day of June, qualifier."""
    reports, claims = [], []
    for n, (words, value, day, *qualifier) in enumerate(states):
        text = f"By {day} June {words} people had crossed into Uganda."
        report = make_report(text, f"2022-06-{day:02}", outlet=f"Outlet {n}", name=f"state-{n}")
        told = {**INTO, "period": PeriodKind.CUMULATIVE, **on(day), **more}
        reports.append(report)
        claims.append(make_claim(report, words, measure, value, *qualifier, **told))
    return situate(reports, claims)


def test_only_the_latest_total_stands_at_the_top(situate):
    shown = running(situate, ("11,241", 11_241, 5), ("50,181", 50_181, 12), ("62,201", 62_201, 24))
    lines = [f for f in shown.figures if f.section == "in"]
    (top,) = [f for f in lines if not f.parent]
    assert top.tally.bounds.low == 62_201
    below = [f for f in lines if f.parent]
    assert {f.parent for f in below} <= {top.slug}


def test_a_larger_total_of_before_is_no_earlier_state(situate):
    shown = running(situate, ("62,201", 62_201, 5), ("11,241", 11_241, 24))
    tops = [f for f in shown.figures if f.section == "in" and not f.parent]
    assert {f.tally.bounds.high for f in tops} >= {62_201}


def test_a_rounded_later_total_is_no_lower_than_the_exact_one_before_it(situate):
    rounded = ("more than 11,000", 11_000, 24, "at_least")
    told = {"measure": "return", "group": Group.PEOPLE, "date_start": date(2022, 6, 1)}
    shown = running(situate, ("11,241", 11_241, 5), rounded, **told)
    (top,) = [f for f in shown.figures if not f.parent]
    assert (top.tally.bounds.low, top.tally.bounds.high) == (11_241, 11_999)
    assert {shown.claims[c].text for c in top.tally.claims} == {"11,241", "more than 11,000"}
    assert {shown.claims[c].text for c in top.tally.because_low} == {"11,241"}
