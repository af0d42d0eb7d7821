"""What is known on a day is the same whether the store is asked or all that was read before is searched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from panj.model import Report
from panj.store import Reading, Store

DAYS = ("2021-07-07", "2021-07-03", None, "2021-07-05T09:30:00+05:00", "2021-07-05")


def filled(store, full_claim) -> list[Report]:
    reports = [
        Report(text=f"Report {n} tells of 40 people at the bridge.", published=day, name=f"r{n}", path=f"{n}")
        for n, day in enumerate(DAYS)
    ]
    store.add_reports(reports)
    made = [(replace(full_claim, id=f"c-{r.name}", report=r.id),) for r in reports]
    store.put_readings([Reading(r.id, c, "k1") for r, c in zip(reports, made, strict=True)])
    return reports


def test_a_day_is_the_same_from_memory_and_from_the_file(store, place, full_claim):
    filled(store, full_claim)
    days = [date(2021, 7, n) for n in range(2, 9)]
    with Store.open(place) as other:
        asked = {day: other.snapshot(day) for day in days}
        whole = other.snapshot(None)
        assert len(whole.reports) == len(whole.claims) == 5
        assert {day: other.snapshot(day) for day in days} == asked
        assert other.snapshot(None) is whole


def test_what_changed_since_is_read_anew_and_what_did_not_is_the_same(store, place, full_claim):
    first, *_ = filled(store, full_claim)
    with Store.open(place) as other:
        before = {c.id: c for c in other.snapshot(None).claims}
        store.put_readings([Reading(first.id, (), "k2")])
        after = other.snapshot(None).claims
        assert len(after) == 4
        assert all(before[c.id] is c for c in after)
        assert {c.report for c in other.snapshot(date(2021, 7, 7)).claims} == {
            r.id for r in other.snapshot(date(2021, 7, 7)).reports if r.id != first.id
        }
