"""The situation report: every figure leads to its sentence, nothing unsafe leaves it, same in, same out."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from panj.errors import PublishError
from panj.publish.brief import render
from panj.publish.gate import without_persons
from publish.crisis import BACK, INTO, crisis_parts, make_claim, make_report, on


def test_its_parts_stand_in_the_order_of_the_field(crisis):
    heads = re.findall(r"^## (.+)$", render(crisis), re.MULTILINE)
    wanted = [
        "Highlights",
        "Key figures",
        "Situation overview",
        "Needs, response, gaps",
        "Reception and outlook",
        "What is contradicted or unconfirmed",
        "What we do not know",
        "Method",
        "Sources",
    ]
    assert [h for h in heads if h in wanted] == wanted


def test_it_is_a_draft_until_released(crisis):
    assert "DRAFT: not released" in render(crisis)
    assert "DRAFT: not released" in render(crisis, "html")


def test_the_same_situation_gives_the_same_bytes(situate):
    reports, claims = crisis_parts()
    for kind in ("md", "html"):
        assert render(situate(reports, claims), kind) == render(situate(reports[::-1], claims[::-1]), kind)


def test_every_footnote_is_defined_once_and_every_row_has_one(crisis):
    text = render(crisis)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert used == set(defined)
    assert len(defined) == len(set(defined))
    rows = [
        r for r in text.splitlines() if r.startswith("| ") and re.search(r"\| \d", r) and "Standard" not in r
    ]
    table = [r for r in rows if "2022" in r]
    assert table
    assert all("[^" in r for r in table)


def test_a_footnote_gives_file_characters_sentence_and_chain(crisis):
    claim = next(c for c in crisis.claims.values() if c.text == "Some 7,000")
    note = next(n for n in render(crisis).splitlines() if n.startswith("[^") and "7,000 people" in n)
    assert f"characters {claim.sentence.start}–{claim.sentence.end}" in note
    assert "first, characters" in note
    assert "(Red Cross → Lake Wire)" in note


def test_a_single_origin_or_unconfirmed_highlight_is_labelled(crisis):
    highlights = render(crisis).split("## Key figures")[0]
    lines = [line for line in highlights.splitlines() if line.startswith("- ")]
    assert any("**SINGLE ORIGIN** 137 soldiers arrived in Uganda" in line for line in lines)
    assert any(line.startswith("- **UNCONFIRMED**") and "36–44" in line for line in lines)
    for line in lines:
        if "arrived in Uganda" in line:
            assert line.startswith("- **")


def test_soldiers_never_stand_as_refugees(crisis):
    text = render(crisis)
    assert "armed elements: not refugees" in text
    assert not re.search(r"137[^|\n]{0,40}refugees(?! )", text.replace("not refugees", ""))


HOSTILE = "<script>alert(1)</script> | **bold** [link](http://x) `code` <b>137</b>"


def test_report_text_is_escaped_in_html_and_markdown(situate):
    report = make_report(
        f"On June 13 some 500 people entered Uganda, said {HOSTILE}.", outlet="<i>Wire</i>", name="w"
    )
    shown = situate(
        [report],
        [make_claim(report, "some 500", "arrival", 500, "about", speaker="<u>x</u>", **INTO, **on(13))],
    )
    page = render(shown, "html")
    assert "<script>" not in page
    assert "<i>Wire" not in page
    assert "<u>x" not in page
    made = MarkdownIt("commonmark").enable("table").render(render(shown))
    assert "<script>" not in made
    assert "<strong>bold" not in made
    assert "<a href" not in made


def test_the_page_stands_alone(crisis):
    page = render(crisis, "html")
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "url(" not in page
    assert "@import" not in page
    assert page.count("<h1>") == 1
    assert "<svg" in page


def test_every_reference_in_the_page_has_its_target(crisis):
    page = render(crisis, "html")
    assert set(re.findall(r'href="#(n\d+)"', page)) == set(re.findall(r'id="(n\d+)"', page))


def test_changes_since_the_report_before(situate):
    reports, claims = crisis_parts()
    before, now = situate(reports[:1], claims[:3]), situate(reports, claims)
    text = render(now, previous=before).split("## What changed since")[1].split("\n## ")[0]
    assert "Soldiers returned" in text
    assert "newly reported" in text
    assert "Soldiers into Uganda |" not in text
    assert "What changed" not in render(now)


def test_the_route_of_a_forced_return_is_withheld_and_its_count_is_not(situate):
    report = make_report(
        "On June 13 police drove 85 families' members, 412 people, back to Goma over the hill road."
    )
    local = {**BACK, "destination": "Goma", "destination_code": "gn:216281"}
    shown = situate([report], [make_claim(report, "412", "forced_return", 412, **local, **on(13))])
    for kind in ("md", "html"):
        text = render(shown, kind)
        assert "412" in text
        assert "hill road" not in text
        assert "Goma" not in text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("“We ran,” said Amina, 34, at the river.", "Amina"),
        ("Amina Okello, a refugee from Rutshuru, waits.", "Amina"),
        ("A 19-year-old Amina told of it.", "Amina"),
        ("Call +256 700 123 456 or write to amina@example.org.", "700"),
    ],
)
def test_names_of_private_persons_and_contacts_are_withheld(said, kept):
    assert kept not in without_persons(said)
    assert "withheld" in without_persons(said)


@pytest.mark.parametrize(
    "said",
    [
        "Defense Ministry spokesman Fawad Aman said areas were cleared.",
        "One tap for 250 people, 15 litres a day.",
        "On July 5, 1,037 servicemen crossed.",
        "Civilians returned to Afghanistan, 1,550–1,649: soldiers, or others?",
        "In Kisoro, 44 people were registered on June 13, 2022.",
    ],
)
def test_officials_and_figures_stay(said):
    assert without_persons(said) == said


def test_an_unknown_format_is_refused(crisis):
    with pytest.raises(PublishError, match="W020"):
        render(crisis, "docx")


def test_nothing_reported_is_said(situate):
    assert "No figure of displaced people is reported" in render(situate([], []))


def test_a_report_without_outlet_or_date_renders(situate):
    reports, claims = crisis_parts()
    bare = replace(reports[0], outlet=None, published=None, dated="missing")
    text = render(situate([bare], [replace(c, report=bare.id) for c in claims[:3]]))
    assert "outlet not stated" in text
    assert "None" not in text
