"""The report on paper and in Word: pages kept, the same bytes, footnotes, DRAFT until released."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest

from panj.errors import PublishError
from panj.model import Bounds, PeriodKind
from panj.publish.brief import FORMATS, Standing, digest, length, made
from panj.publish.brief.document import write
from panj.publish.brief.pictures import arrivals_picture, map_picture
from panj.publish.gate import clear
from publish.crisis import INTO, crisis_parts, make_claim, make_report, on


def pages(content):
    """The text of each page of a PDF."""
    with pypdfium2.PdfDocument(content) as file:
        out = []
        for page in file:
            text = page.get_textpage()
            out.append(text.get_text_bounded())
            text.close()
            page.close()
        return out


def words(content):
    return " ".join(" ".join(pages(content)).split())


def crowded(situate):
    """A case of sixty reports, each with figures of its own: far more than two pages hold."""
    reports, claims = [], []
    for n in range(60):
        day = date.fromordinal(date(2022, 6, 1).toordinal() + n)
        text = (
            f"On {day:%B} {day.day}, {1100 + 7 * n} people crossed into Uganda, said the Red Cross. "
            f"The minister said that {200 + n} people were returned to Congo on {day:%B} {day.day}."
        )
        report = make_report(text, day.isoformat(), outlet=f"Lake Wire {n}", name=f"r{n}")
        days = {"date_start": day, "date_end": day}
        reports.append(report)
        claims.append(make_claim(report, str(1100 + 7 * n), "arrival", 1100 + 7 * n, **INTO, **days))
    return situate(reports, claims)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_situation_gives_the_same_bytes(crisis, form):
    assert made(crisis, form) == made(crisis, form)


@pytest.mark.parametrize(("name", "most"), [("brief", 2), ("flash", 1)])
def test_a_crowded_case_keeps_to_its_pages(situate, name, most):
    content = made(crowded(situate), "pdf", limits=length(name))
    assert len(pages(content)) <= most
    assert "in the full report" in words(content)


def test_the_full_report_leaves_nothing_out(situate):
    case = crowded(situate)
    assert write(case, limits=length("full")).more == ""
    assert write(case, limits=length("brief")).more


def test_every_row_of_the_table_is_footnoted_and_every_footnote_is_there(crisis):
    doc = write(crisis, limits=length("brief"))
    numbers = {n.number for n in doc.notes}
    rows = [row for group in doc.figures for row in group.rows]
    assert rows
    assert all(row.notes for row in rows)
    assert {n for row in rows for n in row.notes} <= numbers
    assert any(n.quote for n in doc.notes)


def test_paper_says_draft_until_a_named_person_released_it(crisis):
    assert "DRAFT: not released" in words(made(crisis, "pdf"))
    standing = Standing("N. Officer", date(2022, 6, 23))
    released = words(made(crisis, "pdf", standing=standing))
    assert "Released by N. Officer on 23 Jun 2022" in released
    assert "DRAFT" not in released


def test_a_release_is_of_the_content_alone(crisis, situate):
    doc = write(crisis)
    assert digest(doc) == digest(write(crisis, standing=Standing("X", date(2022, 1, 1))))
    reports, claims = crisis_parts()
    other = situate(reports, [replace(claims[0], value=138), *claims[1:]])
    assert digest(write(other)) != digest(doc)


def test_no_clock_stands_in_the_files(crisis):
    for form in ("pdf", "docx"):
        content = made(crisis, form)
        assert str(date.today().year).encode() not in content  # noqa: DTZ011  that is the point
    with zipfile.ZipFile(io.BytesIO(made(crisis, "docx"))) as file:
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2022-06-22" in file.read("docProps/core.xml")


def test_word_opens_it_with_its_parts(crisis):
    file = docx.Document(io.BytesIO(made(crisis, "docx")))
    heads = [p.text for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert heads[0] == "Highlights"
    assert {"Key figures", "Method", "Sources", "Evidence"} <= set(heads)
    cells = [c.text for t in file.tables for row in t.rows for c in row.cells]
    assert any(c.startswith("Soldiers into Uganda") for c in cells)
    assert "137" in cells


def test_an_unknown_format_is_refused(crisis):
    with pytest.raises(PublishError, match="W020"):
        made(crisis, "rtf")


@pytest.mark.parametrize("missing", ["typst", "docx"])
def test_what_is_not_installed_is_said(crisis, monkeypatch, missing):
    import builtins

    real = builtins.__import__

    def without(name, *rest, **more):
        if name.split(".")[0] == missing:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PublishError, match="W022"):
        made(crisis, "docx" if missing == "docx" else "pdf")


def test_hostile_words_are_words_on_paper(situate):
    evil = '#panic("x") $a^b$ *bold* @n1 <n1> \\ `code`'
    report = make_report(
        f"On June 13 some 500 people entered Uganda, said {evil}.", outlet=f"{evil}", name="w"
    )
    claim = make_claim(report, "some 500", "arrival", 500, "about", speaker=evil, **INTO, **on(13))
    assert '#panic("x")' in words(made(situate([report], [claim]), "pdf"))


def test_letters_of_the_region_are_drawn(situate):
    report = make_report("On June 13 some 500 people entered Uganda.", outlet="Дӯстӣ Ҷаҳон Qal‘a-yi Ṣāliḥ")
    claim = make_claim(report, "some 500", "arrival", 500, "about", **INTO, **on(13))
    assert "Дӯстӣ Ҷаҳон" in words(made(situate([report], [claim]), "pdf"))


def test_the_chart_draws_each_interval_from_low_to_high(situate):
    reports, claims = crisis_parts()
    picture = arrivals_picture(situate(reports, claims))
    assert picture is not None
    assert "13 Jun 2022: 137" in picture.alt
    assert picture.svg.count("<rect") >= 2
    assert not re.search(r"""(?:href|src)=|url\(|<script|<image""", picture.svg)


def test_the_map_shows_no_forced_return(situate):
    report = make_report("On June 13 police drove 412 people from Kampala back to Goma.")
    local = {
        "origin": "Kampala",
        "origin_code": "gn:232422",
        "destination": "Goma",
        "destination_code": "gn:216281",
    }
    claim = make_claim(report, "412", "forced_return", 412, **local, **on(13))
    picture = map_picture(situate([report], [claim]))
    assert picture is None or ("Goma" not in picture.svg and "Goma" not in picture.alt)


def test_a_stated_capacity_is_shown_as_stated_and_has_no_ends(crisis, situate):
    report = make_report("The site holds room for 10,000 people in Uganda, the minister said on June 13.")
    more = {"place": "Uganda", "place_code": "UG", "period": PeriodKind.AS_OF}
    claim = make_claim(report, "10,000", "capacity", 10_000, **more, **on(13))
    shown = situate([report], [claim])
    (row,) = [r for g in write(shown).figures for r in g.rows]
    assert (row.low, row.best, row.high, row.bounds) == ("–", "10,000", "–", None)
    (figure,) = shown.figures
    assert figure.tally.bounds != Bounds(10_000, 10_000, 10_000)  # the tally keeps its policy


def test_the_gate_is_told_in_the_method(crisis, situate):
    report = make_report("On June 13, 4 people were injured in Uganda.")
    claim = make_claim(report, "4", "injured", 4, place="Uganda", place_code="UG", **on(13))
    cleared = clear(situate([report], [claim]))
    text = words(made(cleared.situation, "pdf", withheld=cleared.withheld))
    assert "counts below ten are banded" in text
    assert "Withheld" not in words(made(crisis, "pdf"))
