"""Camps that are considered, announced, built, opened: listed with their sentence, counted when open."""

from datetime import date

import pytest

from panj.publish.brief import render
from panj.publish.plan import known_tables
from panj.publish.room import create_app
from panj.reception import planning
from panj.reception.network import Site
from panj.reception.workbook import checked
from panj.run import Case

REPORTS = (
    ("2024-02-01", "Chad is considering a camp at Farchana, the interior minister said."),
    (
        "2024-02-10",
        "Chad will open a camp for 5,000 refugees at Farchana in April, the governor said on Friday.",
    ),
    ("2024-03-01", "On March 1, 1,200 refugees crossed from Sudan into Chad at Adre."),
    ("2024-04-03", "A camp for 5,000 people was opened at Farchana on 2 April, the governor said."),
    ("2024-06-20", "The camp at Farchana was closed on 18 June, the governor said."),
)
STAGES = {
    "2024-02-05": ("considered",),
    "2024-02-12": ("considered", "announced"),
    "2024-04-05": ("considered", "announced", "open"),
    "2024-06-25": ("considered", "announced", "open", "withdrawn"),
}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for n, (day, text) in enumerate(REPORTS):
        (folder / f"{n}.txt").write_text(f"---\npublished: {day}\noutlet: Sahel Wire\n---\n{text}\n")
    with Case.open(tmp_path_factory.mktemp("case") / "case.db") as opened:
        opened.read([folder])
        yield opened


def known(case, day):
    return case.situation(date.fromisoformat(day))


@pytest.mark.parametrize("day", STAGES)
def test_a_camp_climbs_its_stages_as_they_become_known(case, day):
    (site,) = known(case, day).sites
    assert (site.prepared.facility, site.place) == ("camp", "Farchana")
    assert tuple(s.stage for s in site.prepared.steps) == STAGES[day]
    assert site.prepared.counts == (STAGES[day][-1] == "open")
    told = case.report(str(len(STAGES[day]) - 1 if len(STAGES[day]) < 3 else len(STAGES[day])))
    assert site.sentence.of(told.text) == REPORTS[int(told.name)][1], "each opens its own sentence"


def test_what_is_announced_is_planned_capacity_and_what_is_open_counts(case):
    (planned,) = known(case, "2024-02-12").sites
    assert (planned.stated, planned.prepared.counts) == (5000, False)
    assert {(r.stage, r.counts) for r in known(case, "2024-02-12").rooms} == {("announced", False)}
    assert {(r.place, r.stage, r.counts) for r in known(case, "2024-04-05").rooms} == {
        ("Farchana", "open", True)
    }


def plan_of(case, day):
    """The plan that the reports' own rows give, with the site's row."""
    rows = known_tables(known(case, day))
    raw = {table: [(table, row) for row in found] for table, found in rows.items()}
    (site,) = rows["site"]
    return site, planning.plan(checked(raw, "the case"))


def test_a_plan_places_nobody_in_a_camp_before_it_opens(case):
    site, plan = plan_of(case, "2024-02-12")
    assert (site["name"], site["stage"], site["capacity"]) == ("Farchana", "announced", 5000)
    assert site["opens"] == date(2024, 4, 1)
    assert not plan.network.sites[0].open_on(date(2024, 3, 31))
    assert plan.network.sites[0].open_on(date(2024, 4, 1)), "on the day that was announced"


@pytest.mark.parametrize(("stage", "opens", "takes"), [
    ("", None, True), ("open", None, True), ("considered", None, False), ("announced", None, False),
    ("under_construction", None, False), ("withdrawn", None, False),
    ("announced", date(2024, 4, 1), True), ("withdrawn", date(2024, 4, 1), False),
])  # fmt: skip
def test_only_what_is_open_takes_people_in(stage, opens, takes):
    assert Site("A", 10, stage=stage, opens=opens).open_on(date(2024, 5, 1)) is takes


def test_report_room_and_api_say_how_far_it_is_and_whose_word_that_is(case, asking):
    day = date(2024, 2, 12)
    words = render(case.situation(day), format="md")
    line = next(x for x in words.splitlines() if "Farchana: considered" in x)
    assert (
        "considered (1 Feb 2024) → announced (10 Feb 2024); 5,000 places stated, planned, not counted" in line
    )
    assert "[" in line, "it cites its sentence"
    browser = asking(create_app(case.situation, case_name="c", work=case))
    page = browser.get("/plan?known=2024-02-12").text
    assert "Chad will open a camp for 5,000 refugees at Farchana in April" in page
    assert "takes nobody" in page
    (said,) = browser.get("/api/v1/outlook?known=2024-02-12").json()["prepared"]
    assert (said["stage"], said["counts"], said["stated"]) == ("announced", False, 5000)


def test_the_terminal_lists_what_is_prepared(case, capsys):
    from click.testing import CliRunner

    from panj.cli import main

    told = CliRunner().invoke(main, ["outlook", "--case", str(case.path), "--known", "2024-02-12"]).output
    flat = " ".join(told.split())
    assert "announced (10 Feb 2024); 5,000 places stated, planned, not counted" in flat
    assert "the governor → Sahel Wire, 10 Feb 2024" in flat
