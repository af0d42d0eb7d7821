"""Key figures: nobody is counted twice, soldiers are no refugees, and doubt is written on the line."""

from dataclasses import replace
from datetime import date

import pytest

from panj.model import Bounds, Group, Ordinal, PeriodKind, Status, Unit
from publish.crisis import BACK, HERE, INTO, crisis_parts, make_claim, make_report, on


def figure(situation, text):
    found = [f for f in situation.figures if text in f.title]
    assert len(found) == 1, [f.title for f in situation.figures]
    return found[0]


def size(figure):
    return (figure.tally.bounds.low, figure.tally.bounds.high)


def test_each_section_answers_its_question(crisis):
    assert size(figure(crisis, "Soldiers into Uganda")) == (137, 137)
    assert size(figure(crisis, "Soldiers returned")) == (137, 137)
    assert size(figure(crisis, "Room stated")) == (0, 30_000)
    assert [f.section for f in crisis.figures] == sorted(
        (f.section for f in crisis.figures), key=["in", "out", "here", "room"].index
    )


def test_soldiers_are_armed_elements_and_never_with_civilians(crisis):
    soldiers = figure(crisis, "Soldiers into Uganda")
    assert soldiers.armed
    assert "not refugees" in soldiers.note
    civilians = [f for f in crisis.figures if f.section == "in" and not f.armed]
    assert all("137" not in crisis.claims[c].text for f in civilians for c in f.tally.claims)


def test_those_who_are_left_are_arrivals_less_returns(crisis):
    left = figure(crisis, "still in Uganda")
    assert size(left) == (0, 0)
    assert "137 arrived less 137 returned" in left.note


def test_an_unconfirmed_line_says_so(crisis):
    (doubtful,) = [f for f in crisis.figures if f.section == "in" and not f.confirmed]
    assert size(doubtful) == (36, 44)


def test_a_plan_a_fear_and_a_denial_are_no_key_figures(situate):
    reports, claims = crisis_parts()
    arrivals = [c for c in claims if c.measure == "arrival"]
    for status in (Status.PLANNED, Status.POSSIBLE, Status.REQUESTED, Status.DENIED):
        shown = situate(reports, [replace(c, status=status) for c in arrivals])
        assert not [f for f in shown.figures if f.section == "in"]


def test_what_was_published_later_was_not_known(situate):
    reports, claims = crisis_parts()
    then = situate(reports, claims, known=date(2022, 6, 14))
    assert set(then.reports) == {reports[0].id}
    assert not [f for f in then.figures if f.section == "out"]
    assert then == situate(
        reports[:1], [c for c in claims if c.report == reports[0].id], known=date(2022, 6, 14)
    )


def test_an_undated_report_counts_only_where_no_day_is_asked_for(situate):
    reports, claims = crisis_parts()
    undated = replace(reports[1], published=None, dated="")
    moved = [replace(c, report=undated.id) if c.report == reports[1].id else c for c in claims]
    assert undated.id in situate([reports[0], undated], moved).reports
    assert undated.id not in situate([reports[0], undated], moved, known=date(2022, 12, 31)).reports


def test_the_order_of_loading_changes_nothing(situate):
    reports, claims = crisis_parts()
    a, b = situate(reports, claims), situate(reports[::-1], claims[::-1])
    assert (a.figures, a.alerts, a.story, a.unknown) == (b.figures, b.alerts, b.story, b.unknown)


def test_two_reports_of_one_crossing_are_one_line(situate):
    reports, claims = crisis_parts()
    again = make_report(
        "More than 100 soldiers fled to Uganda on June 13, an officer said.", outlet="Echo", name="echo"
    )
    claims.append(
        make_claim(
            again,
            "More than 100",
            "arrival",
            100,
            "at_least",
            speaker="an officer",
            **INTO,
            **on(13),
            group=Group.SOLDIERS,
        )
    )
    line = figure(situate([*reports, again], claims), "Soldiers into Uganda")
    assert size(line) == (137, 137)
    assert len(line.tally.claims) == 2


def rival(n, outlet):
    report = make_report(
        f"On June 21 {n} civilians were flown back to Congo, an airport worker said.",
        "2022-06-22",
        outlet=outlet,
        name=outlet,
    )
    return report, make_claim(report, str(n), "return", n, speaker=f"worker of {outlet}", **BACK, **on(21))


def test_rival_accounts_of_one_movement_are_one_line_from_least_to_most(situate):
    pairs = [rival(287, "a"), rival(612, "b")]
    shown = situate([r for r, _ in pairs], [c for _, c in pairs])
    head = next(f for f in shown.figures if f.section == "out" and not f.parent)
    assert size(head) == (287, 612)
    assert "none added" in head.note
    assert all(f.parent == head.slug for f in shown.figures if f.section == "out" and f is not head)
    assert any(a.kind == "contradiction" for a in shown.alerts)


def test_a_smaller_group_in_the_same_days_is_nested_not_added(situate):
    week = {"date_start": date(2022, 6, 13), "date_end": date(2022, 6, 19)}
    whole = make_report(
        "Almost 350 herders crossed into Uganda last week.", "2022-06-22", outlet="W", name="w"
    )
    part = make_report(
        "On June 15 a group of 77 herders reached Kisoro in Uganda.", "2022-06-16", outlet="P", name="p"
    )
    claims = [
        make_claim(whole, "Almost 350", "arrival", 350, "nearly", **INTO, **week),
        make_claim(
            part,
            "77",
            "arrival",
            77,
            **{**INTO, "destination": "Kisoro", "destination_code": "gn:230993"},
            **on(15),
        ),
    ]
    shown = situate([whole, part], claims)
    big, small = (next(f for f in shown.figures if size(f) == s) for s in ((345, 349), (77, 77)))
    assert small.parent == big.slug
    assert "may be among" in small.note
    assert not [f for f in shown.figures if f.tally.bounds.low == 345 + 77]
    assert any(a.kind == "overlap" for a in shown.alerts)


def test_a_breakdown_stands_in_the_note_of_its_whole(situate):
    report = make_report(
        "A group of 77 herders, 26 men, 20 women and 31 children, reached Uganda on June 15."
    )
    whole = make_claim(report, "77", "arrival", 77, **INTO, **on(15))
    parts = [
        make_claim(report, str(n), "arrival", n, **INTO, **on(15), part_of=whole.id, partition=True)
        for n in (26, 20, 31)
    ]
    shown = situate([report], [whole, *parts])
    (line,) = [f for f in shown.figures if f.section == "in"]
    assert "26 men, 20 women and 31 children" in line.note
    assert not any(u.startswith("Sex and age") for u in shown.unknown)


def test_livestock_flights_and_orders_of_magnitude_are_no_lines_of_people(situate):
    reports, claims = crisis_parts()
    extra = make_report(
        "Hundreds of people fled to Uganda with some 900 goats on 3 flights.", outlet="X", name="x"
    )
    claims += [
        make_claim(extra, "Hundreds", "arrival", 200, "order", **INTO, period=PeriodKind.CUMULATIVE),
        make_claim(extra, "some 900", "arrival", 900, "about", **INTO, unit=Unit.LIVESTOCK),
        make_claim(extra, "3", "arrival", 3, **INTO, unit=Unit.FLIGHTS),
    ]
    before = {f.slug for f in situate(reports, claims[:-3]).figures}
    assert {f.slug for f in situate([*reports, extra], claims).figures} == before


def test_animals_are_named_beside_the_people_of_their_sentence(situate):
    report = make_report("On June 15 almost 350 herders with some 900 goats entered Uganda.")
    claims = [
        make_claim(report, "almost 350", "arrival", 350, "nearly", **INTO, **on(15)),
        make_claim(report, "some 900", "arrival", 900, "about", **INTO, **on(15), unit=Unit.LIVESTOCK),
    ]
    assert "with some 900 goats" in figure(situate([report], claims), "Herders into Uganda").note


def test_a_return_that_fits_the_soldiers_better_is_asked_about(situate):
    reports, claims = crisis_parts()
    flown = make_report(
        "On June 21 some 137 Congolese citizens were flown home.", "2022-06-23", outlet="F", name="f"
    )
    claims = [c for c in claims if c.measure == "arrival" and c.group == Group.SOLDIERS]
    claims.append(make_claim(flown, "some 137", "return", 137, "about", **BACK, **on(21)))
    shown = situate([reports[0], flown], claims)
    assert [a.title for a in shown.alerts if a.kind == "identity"]
    left = figure(shown, "Soldiers still in Uganda")
    assert left.tally.bounds == Bounds(0, None, None)
    assert "no source says so" in left.note


def test_slugs_are_unique(crisis):
    slugs = [f.slug for f in crisis.figures]
    assert len(set(slugs)) == len(slugs)


def test_the_title_is_made_of_the_countries(crisis):
    assert crisis.title == "Democratic Republic of the Congo → Uganda"


def test_a_stated_room_is_tested_against_the_land_that_reports_name(situate):
    reports, claims = crisis_parts()
    land = make_report(
        "A site of 9 hectares in Uganda has been set aside, the district said.", outlet="L", name="l"
    )
    claims.append(make_claim(land, "9", "context", 9, unit=Unit.HA, **HERE))
    (room,) = situate([*reports, land], claims).rooms
    ((claim, test),) = room.tests
    assert (claim, test.holds, test.holds_minimum) == (claims[-1].id, 2000, 3000)
    assert room.outlook[0].kind == "none"
    assert "too few for a forecast" in room.outlook[0].note
    assert next(n for n in room.plan.needs if n.item == "family tents").bounds.best == 6000


@pytest.mark.parametrize("known", [None, date(2022, 6, 14), date(2020, 1, 1)])
def test_nothing_reported_is_a_situation_too(situate, known):
    empty = situate([], [], known=known)
    assert empty.figures == ()
    assert empty.story == ()
    assert empty.title


def waves(total=1600, complete=True):
    """Two sized crossings of five that a source counts, with the total that it gives of them."""
    text = (
        "More than 300 soldiers entered Uganda on June 11. A further 1,037 entered on June 13, the fifth "
        "crossing in two weeks, bringing the total to nearly 1,600, the radio said."
    )
    report = make_report(text, "2022-06-14")
    soldiers = {"group": Group.SOLDIERS}
    window = (date(2022, 5, 30), date(2022, 6, 13))
    return [report], [
        make_claim(report, "More than 300", "arrival", 300, "at_least", **INTO, **on(11), **soldiers),
        make_claim(report, "1,037", "arrival", 1037, **INTO, **on(13), **soldiers),
        make_claim(
            report,
            "nearly 1,600",
            "arrival",
            total,
            "nearly",
            **INTO,
            **soldiers,
            date_start=window[0],
            date_end=window[1],
            period=PeriodKind.CUMULATIVE,
            speaker="the radio",
            ordinal=Ordinal(5, *window, of="crossing", complete=complete),
        ),
    ]


def test_a_total_stands_over_its_crossings_and_tells_of_those_unseen(situate):
    shown = situate(*waves())
    total = next(f for f in shown.figures if f.slug == "arrival-soldiers-ug-total")
    assert size(total) == (1550, 1599)
    parts = [f for f in shown.figures if f.parent == total.slug]
    assert sorted(map(size, parts)) == [(301, 399), (1037, 1037)]
    assert "five crossings counted by the sources, two of them sized" in total.note
    assert "the three others together 114–261" in total.note
    assert len([f for f in shown.figures if f.section == "in"]) == 3


def test_a_crossing_larger_than_the_total_gets_no_total_but_an_alert(situate):
    reports, claims = waves()
    late = make_report(
        "About 5,000 soldiers had fled to Uganda, the minister said.", "2022-06-30", outlet="M", name="m"
    )
    claims.append(make_claim(late, "About 5,000", "arrival", 5000, "about", **INTO, group=Group.SOLDIERS))
    shown = situate([*reports, late], claims)
    assert not [f for f in shown.figures if f.tally.bounds.low > 5500]
    assert any(a.kind == "contradiction" and "4,500–5,500" in a.title for a in shown.alerts)


def test_what_is_far_away_and_vague_is_left_out(situate):
    reports, claims = crisis_parts()
    far = make_report("Several million refugees live in Turkey.", outlet="T", name="t")
    claims.append(
        make_claim(
            far,
            "Several million",
            "hosted",
            3_000_000,
            "order",
            group=Group.REFUGEES,
            period=PeriodKind.AS_OF,
            place="Turkey",
            place_code="TR",
        )
    )
    assert not [f for f in situate([*reports, far], claims).figures if f.tally.bounds.low >= 1_000_000]


def test_a_total_by_one_source_alone_has_one_origin(situate):
    total = next(f for f in situate(*waves()).figures if f.slug == "arrival-soldiers-ug-total")
    assert total.origins == 1


def test_the_busiest_day_names_its_influx_band_and_that_soldiers_fill_no_camp(situate):
    shown = situate(*waves())
    assert "13 Jun 2022, 1,037 people, UNHCR influx band 5 (more than 1,000 a day)" in shown.busiest
    assert "combatants" in shown.busiest
    assert shown.outlook[0].kind == "none"


def test_totals_of_one_stream_stand_together_under_the_one_that_most_lines_fit(situate):
    soldiers = {"group": Group.SOLDIERS, "period": PeriodKind.CUMULATIVE}
    days = {"date_start": date(2022, 5, 30), "date_end": date(2022, 6, 14)}
    texts = ("In all 1,573 soldiers entered Uganda.", "Some 1,600 soldiers entered Uganda.")
    one, two = (make_report(t, "2022-06-15", outlet=o, name=o) for t, o in zip(texts, "ab", strict=True))
    late = make_report("About 5,000 soldiers had fled to Uganda.", "2022-06-30", outlet="M", name="m")
    claims = [
        make_claim(one, "1,573", "arrival", 1573, **INTO, **days, **soldiers),
        make_claim(two, "Some 1,600", "arrival", 1600, "about", **INTO, **days, **soldiers),
        make_claim(late, "About 5,000", "arrival", 5000, "about", **INTO, group=Group.SOLDIERS),
    ]
    lines = [f for f in situate([one, two, late], claims).figures if f.section == "in"]
    wholes = {size(f) for f in lines if not f.parent}
    assert (4500, 5500) in wholes
    assert len(wholes) == 2
    assert all(f.tally.bounds.low < 2000 for f in lines if f.parent)


def test_the_crossings_of_a_total_follow_it_into_the_tally(situate):
    reports, claims = waves()
    total = claims[-1]
    claims = [*(replace(c, part_of=total.id) for c in claims[:-1]), total]
    shown = situate(reports, claims)
    (head,) = [f for f in shown.figures if f.section == "in" and not f.parent]
    assert size(head) == (1550, 1599)
    assert {f.parent for f in shown.figures if f.section == "in" and f is not head} == {head.slug}
    assert "three others" in head.note or head.slug.endswith("2022-06-13")
