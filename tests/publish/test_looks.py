"""What a reader sees first and last: the ends that parts give, the dead, who counts otherwise, the notes."""

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest

from panj.model import Group, PeriodKind, Unit
from panj.publish.brief import length, made
from panj.publish.brief.citing import cited, renumbered
from panj.publish.brief.document import write
from panj.publish.brief.highlights import highlights, leading
from panj.publish.footnotes import Footnotes
from publish.crisis import BACK, HERE, INTO, crisis_parts, make_claim, make_report, on


def night(situate, *, rest=True):
    """More than 200 come over in a night; of them about 120 may stay, and the others are sent back."""
    text = (
        "More than 200 villagers crossed into Uganda during the night, a clerk said. "
        "About 120 of them were admitted on June 20. "
        "The other 100 were sent back to Congo on June 20."
    )
    report = make_report(text, "2022-06-21", outlet="Hill Radio", name="night")
    whole = make_claim(report, "More than 200", "arrival", 200, "at_least", **INTO, **on(20))
    stay = make_claim(report, "About 120", "admission", 120, "about", **INTO, **on(20))
    back = make_claim(report, "100", "forced_return", 100, "about", **BACK, **on(20))
    parts = [replace(c, part_of=whole.id, partition=rest) for c in ((stay, back) if rest else (stay,))]
    return situate([report], [whole, *parts])


def came(situation):
    return next(f for f in situation.figures if "More than 200" in said(situation, f))


def said(situation, figure):
    return {situation.claims[c].text for c in figure.tally.claims}


def test_an_occurrence_ends_where_those_who_stayed_and_went_back_end(situate):
    figure = came(night(situate))
    b = figure.tally.bounds
    assert b.low == 201
    assert 201 < b.high < 299
    assert not b.soft_high
    assert "the upper end follows from what became of them" in figure.note
    assert {"About 120", "100"} <= said(night(situate), figure)


def test_where_only_some_are_told_of_nothing_is_narrowed(situate):
    figure = came(night(situate, rest=False))
    assert (figure.tally.bounds.low, figure.tally.bounds.high) == (201, 299)
    assert figure.tally.bounds.soft_high


def deadly(situate, tolls):
    reports, claims = crisis_parts()
    for n in range(tolls):
        text = f"The flood killed {400 + n} people in Uganda, the Red Cross said on June 2{n}."
        report = make_report(text, f"2022-06-2{n}", outlet=f"Paper {n}", name=f"toll{n}")
        reports.append(report)
        claims.append(
            make_claim(report, str(400 + n), "killed", 400 + n, group=Group.PEOPLE, **HERE, **on(18 + n))
        )
    return situate(reports, claims)


@pytest.mark.parametrize(("tolls", "first"), [(4, "harm"), (1, "in")])
def test_the_dead_come_first_where_most_reports_count_them(situate, tolls, first):
    found = leading(deadly(situate, tolls), 8)
    assert found[0].section == first
    assert any(f.section == "harm" for f in found)


def test_a_line_that_contradicts_a_highlight_is_among_the_key_figures_of_the_brief(situate):
    reports, claims = crowd(), []
    for n, report in enumerate(reports):
        words, value, kind = ("9,000", 9000, "UN") if n == 0 else ("2,000", 2000, "army")
        when = {
            "period": PeriodKind.CUMULATIVE,
            "date_start": date(2022, 6, 1),
            "date_end": date(2022, 7, 2) if n else date(2022, 6, 30),
        }
        claims.append(make_claim(report, words, "arrival", value, speaker=kind, **INTO, **when))
    situation = situate(reports, claims)
    clash = [a for a in situation.alerts if a.kind == "contradiction"]
    assert clash
    tight = replace(length("brief"), figures=1, parts=0, highlights=1)
    shown = [row.title + row.best for group in write(situation, limits=tight).figures for row in group.rows]
    assert any("9,000" in row for row in shown)
    assert any("2,000" in row for row in shown)


def crowd():
    return [
        make_report(
            f"The {who} said that {count} refugees had come to Uganda by {day}.",
            "2022-07-03",
            outlet=f"{who} Bulletin",
            name=who,
        )
        for who, count, day in (("UN", "9,000", "June 30"), ("army", "2,000", "July 2"))
    ]


@pytest.mark.parametrize("name", ["flash", "brief", "full"])
def test_every_footnote_is_cited_and_numbered_as_it_is_met(crisis, name):
    doc = write(crisis, limits=replace(length(name), overview=1, needs=0))
    parts = (doc.highlights, doc.figures, doc.changed, doc.overview, doc.ahead, doc.sectors, doc.prepared)
    met = list(dict.fromkeys(cited((*parts, doc.reception, doc.contradicted))))
    assert met == [n.number for n in doc.notes] == list(range(1, len(met) + 1))


def test_notes_that_are_left_out_leave_no_gap(crisis):
    notes = Footnotes(crisis)
    lines = highlights(crisis, notes)
    numbers = notes.keep(cited(lines[-2:]))
    assert [n.number for n in notes.listed()] == list(range(1, len(numbers) + 1))
    assert set(cited(renumbered(lines[-2:], numbers))) == set(numbers.values())


def test_every_page_of_a_word_draft_says_that_it_is_one(crisis):
    file = docx.Document(io.BytesIO(made(crisis, "docx")))
    (section,) = file.sections
    assert "DRAFT: not released" in section.header.paragraphs[0].text
    assert crisis.title in section.header.paragraphs[0].text
    assert re.search(r'w:instr="PAGE"', section.footer._element.xml)
    heads = [t.rows[0]._tr.xpath("w:trPr/w:tblHeader") for t in file.tables]
    assert heads
    assert all(heads)


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ru", "ru-RU")])
def test_a_word_document_is_in_its_language(crisis, language, tag):
    file = docx.Document(io.BytesIO(made(crisis, "docx", language=language)))
    assert file.styles.element.xpath("string(w:docDefaults//w:lang/@w:val)") == tag
    assert file.core_properties.language == language


def test_a_country_is_tested_with_the_largest_land_and_a_site_with_its_own(situate):
    text = (
        "Uganda can take up to 30,000 people, the minister said.\n"
        "Some 40 hectares were set aside in Kisoro, he said."
    )
    wide = make_report(text, "2022-06-14", outlet="Lake Wire", name="wide")
    text = "The site in Kisoro has 3 hectares.\nIt can take 600 people."
    small = make_report(text, "2022-06-20", outlet="Camp News", name="small")
    at = {"place": "Kisoro", "place_code": "gn:231550"}
    still = {"period": PeriodKind.AS_OF}
    claims = [
        make_claim(wide, "up to 30,000", "capacity", 30_000, "at_most", **HERE, **still, **on(14)),
        make_claim(wide, "40", "context", 40, "about", unit=Unit.HA, **at),
        make_claim(small, "3", "context", 3, unit=Unit.HA, **at),
        make_claim(small, "600", "capacity", 600, **at, **still, **on(20)),
    ]
    rooms = {
        r.stated: [claims_text(c, claims) for c, _ in r.tests[-1:]]
        for r in situate([wide, small], claims).rooms
    }
    assert rooms == {30_000: ["40"], 600: ["3"]}


def claims_text(claim, claims):
    return next(c.text for c in claims if c.id == claim)
