"""What a short report keeps: the days of its figures, a row for each highlight, no band as a number."""

from dataclasses import replace
from datetime import date

import pytest

from panj.model import Group, Measure, PeriodKind, Status, Unit
from panj.publish.brief import length
from panj.publish.brief.document import write
from panj.publish.brief.highlights import leading
from panj.publish.brief.telling import closed
from panj.publish.gate import clear
from publish.crisis import HERE, INTO, crisis_parts, make_claim, make_report, on

SOLDIERS = {"group": Group.SOLDIERS}


def waves(situate):
    """Five crossings counted by a total, the largest told last in a short sentence among much else."""
    reports, claims = [], []
    sizes = (134, 17, 352, 94, 1037)
    told = (
        "On June 10 a column of 134 soldiers walked over the bridge at Bunagana, pursued by rebels.",
        "Fishermen saw 17 soldiers land in two canoes on June 11.",
        "By dusk of June 12 the hill posts had taken in 352 soldiers with their weapons, a colonel said.",
        "Trucks carried 94 soldiers through the forest gate before dawn on June 13.",
        "In the night to June 14, 1037 soldiers came.",
    )
    for n, size in enumerate(sizes):
        text = f"{told[n]}\n"
        text += "".join(
            f"The council ordered village {place} closed and the army retook it on June {10 + n}.\n"
            for place in ("Alpha", "Beta", "Gamma")
        )
        report = make_report(text, f"2022-06-{10 + n}", name=f"wave{n}", outlet=f"Wire {n}")
        reports.append(report)
        claims.append(make_claim(report, str(size), "arrival", size, **INTO, **on(10 + n), **SOLDIERS))
    text = f"Soldiers have come in five crossings, {sum(sizes):,} in all since June 10, the paper counted."
    report = make_report(text, "2022-06-15", name="sum", outlet="Paper")
    days = {"date_start": date(2022, 6, 10), "date_end": date(2022, 6, 15)}
    kind = {"period": PeriodKind.CUMULATIVE, **SOLDIERS, **days, **INTO}
    claims.append(make_claim(report, f"{sum(sizes):,}", "arrival", sum(sizes), **kind))
    return situate([*reports, report], claims)


def test_the_day_of_the_largest_figure_is_told_however_short_the_report(waves_case):
    for share in (1.0, 0.5, 0.23):
        days = [name for name, _ in write(waves_case, limits=length("brief").shortened(share)).overview]
        assert "14 Jun 2022" in days


@pytest.fixture
def waves_case(situate):
    return waves(situate)


def test_occurrences_without_a_row_stand_in_the_note_of_their_total(waves_case):
    doc = write(waves_case, limits=replace(length("brief"), parts=2))
    rows = [row for group in doc.figures for row in group.rows]
    (total,) = [row for row in rows if not row.part and row.title == "Soldiers into Uganda"]
    assert sum(row.part for row in rows) == 2
    for size in ("134", "17", "94"):
        assert f"{size} (" in total.note
    assert " below" not in total.note


def test_every_figure_of_the_highlights_has_its_row(situate):
    reports, claims = crisis_parts()
    for n in range(25):
        day = on(1 + n)
        text = f"On June {1 + n}, {300 + n} people came to Uganda by boat {n}, the port said."
        report = make_report(text, f"2022-06-{1 + n:02}", name=f"boat{n}", outlet=f"Port {n}")
        reports.append(report)
        claims.append(make_claim(report, str(300 + n), "arrival", 300 + n, **INTO, **day))
    case = situate(reports, claims)
    for name in ("flash", "brief"):
        limits = length(name)
        titles = {row.title for group in write(case, limits=limits).figures for row in group.rows}
        assert {f.title for f in leading(case, limits.highlights)} <= titles


def test_few_people_are_no_number_and_have_no_bar(situate, gazetteer):
    report = make_report("On June 13 three soldiers were wounded at the border of Uganda, the army said.")
    case = situate([report], [make_claim(report, "three", "injured", 3, **HERE, **on(13), **SOLDIERS)])
    doc = write(clear(case, gazetteer=gazetteer, later=case).situation)
    (row,) = [row for group in doc.figures for row in group.rows]
    assert (row.low, row.best, row.high, row.bounds) == ("–", "fewer than 10", "–", None)
    assert any("Fewer than 10 soldiers were injured" in line.text for line in doc.highlights)
    assert not any("up to 9" in line.text for line in doc.highlights)


def test_what_vehicles_take_along_is_no_room(situate):
    report = make_report(
        "On Tuesday buses could take 300 people away.\nThe school near the bus park can take 400 people."
    )
    given = {"period": PeriodKind.AS_OF, "status": Status.PLANNED, **HERE, **on(14)}
    claims = [make_claim(report, n, "capacity", int(n), **given) for n in ("300", "400")]
    case = situate([report], claims)
    assert [room.stated for room in case.rooms] == [400]
    assert [f.tally.bounds.best for f in case.figures if f.section == "room"] == [400]


def test_parts_that_a_sentence_lists_are_lines_of_their_whole_alone(situate):
    report = make_report(
        "A group of 77 herders came on June 13.\nThey were 26 men, 20 women and 31 children."
    )
    whole = make_claim(report, "77", "arrival", 77, **INTO, **on(13))
    near = {**INTO, **on(13), "destination": "Kisoro", "destination_code": None}
    parts = [make_claim(report, str(n), "arrival", n, **near) for n in (26, 20, 31)]
    case = situate([report], [whole, replace(parts[0], part_of=whole.id), *parts[1:]])
    (line,) = [f for f in case.figures if f.section == "in"]
    assert line.tally.bounds.best == 77
    assert "26 men, 20 women and 31 children" in line.note


def test_no_sentence_is_told_twice(crisis):
    doc = write(crisis)
    told = [line.text for _, lines in doc.overview for line in lines] + [line.text for line in doc.ahead]
    assert len(told) == len(set(told))


def test_a_correction_of_no_people_is_left_to_the_full_report(situate):
    text = "(Corrects length of border to more than 800 miles.)\nSome 700 people came to Uganda on June 13."
    report = make_report(text)
    claim = make_claim(report, "Some 700", "arrival", 700, "about", **INTO, **on(13))
    length_ = make_claim(report, "800", "context", 800, unit=Unit.MI, period=PeriodKind.AS_OF)
    assert length_.measure is Measure.CONTEXT
    assert "800" not in str(write(situate([report], [claim, length_]), limits=length("brief")).contradicted)


def test_a_quotation_that_was_cut_is_closed():
    assert closed('"We gave them bread and tea.') == '"We gave them bread and tea."'
    assert closed("They said so.") == "They said so."


def test_many_reports_are_counted_and_those_cited_are_listed(situate):
    reports, claims = [], []
    for n in range(60):
        report = make_report(
            f"Some {200 + n} people came on June 13, mayor {n} said.", name=f"r{n}", outlet=f"O{n}"
        )
        reports.append(report)
        claims.append(make_claim(report, f"Some {200 + n}", "arrival", 200 + n, "about", **INTO, **on(13)))
    case = situate(reports, claims)
    short, full = write(case, limits=length("brief")), write(case, limits=length("full"))
    assert len(full.sources) == 60
    assert len(short.sources) < 60
    assert any("read beyond those cited here" in line for line in short.method)


def test_a_large_case_gives_the_same_figures_as_a_small_one(situate, monkeypatch):
    small = waves(situate)
    monkeypatch.setattr("panj.publish.record._MANY", 0)
    large = waves(situate)
    assert large.figures == small.figures
    assert large.alerts == small.alerts
