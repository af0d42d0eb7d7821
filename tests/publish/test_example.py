"""The whole road on the example folder: what the report shows is true of the reports, whatever they say."""

import re
from pathlib import Path

import pytest

from panj.claims import extract, read_figures
from panj.model import Measure, Report, Status, Unit
from panj.publish.brief import render
from panj.publish.phrases import interval
from panj.publish.sentences import sentence
from panj.publish.situation import build
from panj.reports import date_all, read

EXAMPLE = Path(__file__).parents[2] / "examples" / "tajik-border-2021"


@pytest.fixture(scope="module")
def parts():
    reports = date_all([r for r in read([EXAMPLE]) if isinstance(r, Report)])
    return reports, [c for r in reports for c in extract(r)]


@pytest.fixture(scope="module")
def shown(parts, gazetteer):
    return build(*parts, gazetteer=gazetteer)


def test_only_people_who_moved_are_counted_in_and_out(shown):
    for figure in shown.figures:
        if figure.section in ("in", "out"):
            claims = [shown.claims[c] for c in figure.tally.claims]
            assert {c.unit for c in claims} <= {Unit.PERSONS, Unit.HOUSEHOLDS}
            assert {c.status for c in claims} <= {Status.HAPPENED}
            assert not {c.measure for c in claims} & {Measure.CAPACITY, Measure.DEPLOYMENT, Measure.CONTEXT}


def test_combatants_and_civilians_never_share_a_line(shown):
    for figure in shown.figures:
        groups = {shown.claims[c].group for c in figure.tally.claims if shown.claims[c].group}
        armed = {g for g in groups if g in ("soldiers", "militants")}
        assert figure.section == "here" or not armed or armed == groups or "people" in groups


def test_no_day_of_the_story_tells_one_sentence_twice_in_the_same_words(parts, gazetteer):
    reports, claims = parts
    told = [d for r in reports for d in read_figures(r).developments]
    lines = build(reports, claims, gazetteer=gazetteer, developments=told).story
    seen = [(x.report, x.day, x.sentence, x.text) for x in lines]
    assert len(told) > len(seen) / 2
    assert len(set(seen)) == len(seen)


def test_what_most_reports_tell_stands_in_the_highlights(shown):
    def tellers(figure):
        return len({shown.claims[c].report for c in figure.tally.claims})

    most_told = max((f for f in shown.figures if f.section == "in" and not f.parent), key=tellers)
    assert tellers(most_told) > len(shown.reports) / 3
    said = sentence(most_told, interval(most_told.tally.bounds))
    assert said in render(shown).split("## Highlights")[1].split("\n## ")[0]


def test_parts_lead_to_their_wholes(shown):
    slugs = {f.slug for f in shown.figures}
    assert len(slugs) == len(shown.figures)
    assert all(f.parent in slugs for f in shown.figures if f.parent)
    assert all(f.parent != f.slug for f in shown.figures)


def test_every_quote_stands_where_its_footnote_says(shown):
    texts = {r.name: r.text for r in shown.reports.values()}
    notes = re.findall(
        r"^\[\^\d+\]: .*?, ([\w-]+), characters (\d+)–(\d+): “(.*)”", render(shown), re.MULTILINE
    )
    assert len(notes) > 10
    for name, start, end, quote in notes:
        words = " ".join(texts[name][int(start) : int(end)].split())
        said = re.sub(r"\\(.)", r"\1", quote).removesuffix(" …")
        assert said in words or "withheld" in said


def test_the_capacity_is_tested_against_the_sites_of_the_reports(shown):
    holds = {test.holds for room in shown.rooms for _, test in room.tests}
    assert 497 in holds


def test_the_report_is_the_same_whatever_the_order_of_reading(parts, gazetteer):
    reports, claims = parts
    turned = build(reports[::-1], claims[::-1], gazetteer=gazetteer)
    assert render(turned, "html") == render(build(reports, claims, gazetteer=gazetteer), "html")


def test_nothing_of_python_shows(shown):
    for kind in ("md", "html"):
        text = render(shown, kind)
        assert not re.search(r"\bNone\b|Measure\.|Bounds\(|\bnan\b", text.replace("None of", ""))
