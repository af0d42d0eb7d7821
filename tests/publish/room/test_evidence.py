"""The evidence: from any figure to the sentence that said it, who said it, and how it was read."""

from __future__ import annotations

import re
from types import ModuleType

import httpx
from hypothesis import given
from hypothesis import strategies as st

from panj.model import Claim, Measure, Qualifier, Report, Span, Unit
from panj.publish.room.evidence import evidence, marking
from panj.publish.room.evidence.exhibits import chain_of


def test_a_figure_opens_the_sentences_that_hold_its_ends(made: ModuleType) -> None:
    found = evidence.of(made.situation(), "figure", "arrivals")
    assert found is not None
    assert found.text == "1,550–1,599"
    assert [g.role for g in found.groups] == ["both", "also", "aside"]
    first = found.groups[0].exhibits[0]
    assert first.claim == made.TOTAL
    assert first.chain == ("the frontier service", "River Agency")
    assert first.reading is not None
    assert (first.reading.words, first.reading.text) == ("nearly 1,600", "1,550–1,599")
    sentence = "".join(s.text for s in first.quote.segments if s.kind != "plain")
    assert sentence == "With the earlier groups their number had come to nearly 1,600 in five crossings."
    assert [s.text for s in first.quote.segments if s.kind == "figure"] == ["nearly 1,600"]


def test_what_was_set_aside_says_why(made: ModuleType) -> None:
    found = evidence.of(made.situation(), "figure", "arrivals")
    assert found is not None
    aside = found.groups[-1]
    assert [(x.claim, x.reason) for x in aside.exhibits] == [(made.ROOM, "a capacity, not people")]


def test_a_contradiction_shows_each_story(made: ModuleType) -> None:
    found = evidence.of(made.situation(), "figure", "arrivals")
    assert found is not None
    assert [story.text for story in found.disputes[0].stories] == ["1,550–1,599", "up to 900"]
    assert found.disputes[0].stories[1].said == ("the ministry: no more than 900",)


def test_everything_on_the_first_page_that_opens_opens(client: httpx.Client) -> None:
    for known in ("", "?known=2021-07-03", "?known=2021-07-09"):
        page = client.get(f"/{known}").text
        links = set(re.findall(r'href="(/evidence/[^"]+)" data-opens', page))
        assert len(links) >= 2
        for link in links:
            answer = client.get(link.replace("&amp;", "&"), headers={"HX-Request": "true"})
            assert answer.status_code == 200, link
            assert 'class="evidence"' in answer.text
            assert "<html" not in answer.text


def test_evidence_reads_alone_without_scripts(client: httpx.Client) -> None:
    page = client.get("/evidence/figure/arrivals").text
    assert "<html" in page
    assert '<mark class="figure fam-in st-happened">nearly 1,600</mark>' in page


def test_a_line_of_the_story_without_a_figure_opens_its_sentence(made: ModuleType) -> None:
    situation = made.situation()
    line = next(x for x in situation.story if x.ahead)
    found = evidence.of(situation, "line", evidence.line_key(line.report, line.sentence))
    assert found is not None
    assert found.groups[0].exhibits[0].reading is None
    assert "drills" in "".join(s.text for s in found.groups[0].exhibits[0].quote.segments)


def test_a_warning_keeps_its_address_while_it_says_the_same(made: ModuleType) -> None:
    now, then = (evidence.alert_key(made.situation(k).alerts[-1]) for k in (None, made.REPORTS["third"].day))
    assert now == then
    assert len({evidence.alert_key(a) for a in made.situation().alerts}) == len(made.situation().alerts)


def test_a_chain_names_each_link_once() -> None:
    report = Report(text="x", outlet="Wire")
    said = Claim("a", report.id, 0, 1, "x", Measure.ARRIVAL, 1, Qualifier.EXACT, Unit.PERSONS, Span(0, 1))
    assert chain_of(said, report) == ("Wire",)


words = st.text(st.sampled_from("ab1 .\n<"), min_size=1, max_size=120)
spans = st.lists(st.tuples(st.integers(0, 119), st.integers(1, 30)), max_size=8)


@given(words, spans)
def test_marking_neither_loses_nor_doubles_a_letter(text: str, pairs: list[tuple[int, int]]) -> None:
    report = Report(text=text)
    claims = [
        Claim(
            f"{i}",
            report.id,
            a,
            min(a + n, len(text)),
            "",
            Measure.ARRIVAL,
            1,
            Qualifier.EXACT,
            Unit.PERSONS,
            Span(0, 1),
        )
        for i, (a, n) in enumerate(pairs)
        if a < len(text)
    ]
    shown = marking.paragraphs(report, claims)
    joined = "".join(s.text for p in shown for s in p.segments)
    assert "".join(joined.split()) == "".join(text.split())
    named = [i for p in shown for s in p.segments for i in s.claims]
    assert len(named) == len(set(named))


@given(words, st.integers(0, 119), st.integers(0, 119))
def test_a_quote_holds_its_sentence_whole(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    shown = marking.quote(Report(text=text), Span(start, end), ())
    assert "".join(s.text for s in shown.segments if s.kind == "sentence") == text[start:end]
    assert "".join(s.text for s in shown.segments) in text


def test_the_picture_shows_the_figure_above_the_claims_that_hold_it(made: ModuleType) -> None:
    found = evidence.of(made.situation(), "figure", "arrivals")
    assert found is not None
    assert found.picture is not None
    lines = found.picture.lines
    assert [(x.words, x.text) for x in lines] == [
        ("The figure", "1,550–1,599"),
        ("nearly 1,600", "1,550–1,599"),
        ("More than 300", "301–399"),
        ("1,037", "1,037"),
    ]
    assert lines[0].bar.left == lines[1].bar.left > lines[3].bar.left > lines[2].bar.left
    single = evidence.of(made.situation(), "figure", "home")
    assert single is not None
    assert single.picture is None
