"""The figure reader beside the rules: answers that hang on nothing read before, and votes that say so."""

import hashlib
import re
from dataclasses import replace
from importlib import resources

import pytest

from panj import Report, extract
from panj.claims.extract import read_drafts_of
from panj.claims.learned import voting
from panj.claims.learned.context import OWN, Pages, interval, role_of
from panj.claims.learned.reader import FILES, Answer, FigureReader, shipped
from panj.claims.routes.gazette import Codes
from panj.claims.tables import table
from panj.language.parser import Parser

WEIGHTS = resources.files("panj.claims.learned") / "weights"
TEXT = """Thousands leave the valley

The district office said that 412 herders from Zarobod had walked down to Kamar by Tuesday.

The hall in Kamar was laid out for 150. A further 60 may follow before Friday, the office said.
"""
REPORT = Report(text=TEXT, published="2019-03-14", outlet="Valley Post", name="valley")


def read(report=REPORT, reader=None):
    return read_drafts_of(report, Codes(None, report.text), reader).drafts


def pages(report=REPORT, **how):
    told = read_drafts_of(report, Codes(None, report.text), None)
    pieces = Parser.default().pieces
    return Pages(report.text, told.sentences, report.day, told.setting, pieces, **how), told.sentences


def views(report=REPORT, **how):
    laid_out, _ = pages(report, **how)
    return [laid_out.view(n) for n in range(len(laid_out))]


def long_report(paragraphs):
    lines = [
        f"In week {n} some {n + 20} people from Zarobod reached Kamar, the office said."
        for n in range(paragraphs)
    ]
    return Report(text="Valley empties\n\n" + "\n\n".join(lines) + "\n", published="2019-03-14", name="long")


def test_a_view_holds_the_title_the_stretch_and_where_its_figures_stand():
    seen = views(first=16)[-1]
    at = TEXT.index("150")
    first, last = seen.span(at, at + 3)
    assert seen.own[first] == seen.own[last] == 1
    assert seen.starts[first] == at
    assert seen.starts[1] == 0, "the title comes first"
    assert seen.own[1] == 0
    assert {m.name for m, _, _ in seen.places} >= {"Zarobod", "Kamar"}


def test_each_sentence_stands_in_one_view_whole():
    report = long_report(120)
    laid_out, sentences = pages(report)
    assert len(laid_out) > 2
    assert [s for n in range(len(laid_out)) for s in laid_out.sentences(n)] == sentences
    for sentence in sentences:
        seen = laid_out.view(laid_out.number(sentence))
        first, last = seen.span(sentence.span.start, sentence.span.end)
        assert (seen.starts[first], seen.ends[last]) == (sentence.span.start, sentence.span.end)
        assert all(seen.own[first : last + 1])
        assert len(set(seen.sentences[first : last + 1])) == 1


def test_offsets_ascend_so_that_a_figure_is_found_by_halving():
    for seen in views(long_report(120)):
        assert list(seen.starts) == sorted(seen.starts)
        assert list(seen.ends) == sorted(seen.ends)


def test_the_day_of_publication_can_be_any_figures_date():
    when = views()[0].dates[0][0]
    assert when.kind == "published"
    assert interval(when) == (REPORT.day, REPORT.day)


def test_the_country_that_people_come_from_can_be_any_figures_origin():
    text = "Afghan soldiers and Afghan families crossed.\n\nTajikistan took in 200 of them.\n"
    seen = views(Report(text=text, published="2021-07-05", name="setting"))[0]
    assert ("home", "Afghanistan") in {(role_of(m), m.name) for m, _, _ in seen.places}


def test_a_view_never_outgrows_the_encoder():
    long = "Title\n\n" + "Some 300 people from Zarobod fled and " * 90 + ".\n"
    seen = [*views(Report(text=long, published="2019-03-14")), *views(long_report(120))]
    assert OWN < max(len(v.pieces) for v in seen) < 512


def test_what_stands_outside_the_view_is_not_asked_about():
    assert views()[0].span(len(TEXT) + 10, len(TEXT) + 12) is None


def test_without_a_reader_the_rules_alone_decide():
    drafts = read()
    assert not any(r.startswith("learned.") for d in drafts for r in d.rules)


class Sure:
    """A reader that is quite sure of one thing, whatever is asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def open(self, seen):
        return Opened(self.answer, seen)


class Opened:
    def __init__(self, answer, seen):
        self.answer, self.seen = answer, seen
        self.days = (-0.01, *[-9.0] * len(seen.dates))

    def tellings(self):
        return None

    def answers(self, figures):
        places = (-0.01, *[-9.0] * len(self.seen.places))
        slots = dict.fromkeys(("origin", "destination", "place"), places) | {"date": self.days}
        return [Answer(self.answer.labels, slots) for _ in figures]


def sure_of(**told):
    """An answer in which each question has one likely label and the neutral one, far behind."""
    labels = {q: {value: -0.001} for q, value in told.items()}
    labels.setdefault("claim", {"yes": -0.001})
    for value in ("yes", "no"):
        labels["claim"].setdefault(value, -20.0)
    neutral = {
        "measure": "hosted",
        "unit": "persons",
        "group": "people",
        "status": "happened",
        "period": "as_of",
    }
    for question, value in neutral.items():
        labels.setdefault(question, {value: -0.001}).setdefault(value, -20.0)
    return Answer(labels, {})


def test_a_vote_against_the_rules_is_told_among_the_rules():
    drafts = read(reader=Sure(sure_of(claim="yes", status="possible")))
    told = [d for d in drafts if d.aside is None]
    assert told
    assert all(str(d.status) == "possible" for d in told)
    assert any("learned.status" in d.rules for d in told)


def test_who_is_a_refugee_and_what_is_denied_is_the_rules_word_alone():
    drafts = read(reader=Sure(sure_of(claim="yes", status="denied", group="refugees")))
    told = [d for d in drafts if d.aside is None]
    assert told
    assert not any(str(d.status) == "denied" or str(d.group) == "refugees" for d in told)


def test_a_number_that_the_reader_knows_for_none_is_set_aside_with_the_reason():
    drafts = read(reader=Sure(sure_of(claim="no")))
    assert drafts
    assert all(d.aside for d in drafts)
    assert any("figure reader" in (d.aside or "") for d in drafts)


class SureOfADay(Sure):
    """One that gives every figure the last day that the view names."""

    def open(self, seen):
        opened = super().open(seen)
        opened.days = (-9.0, *[-9.0] * (len(seen.dates) - 1), -0.01)
        return opened


def dates_told(text, reader):
    report = Report(text=text, published="2019-03-14", name="days")
    told = {d.number.value: d for d in read(report, reader) if d.aside is None and d.measure is not None}
    return {value: (str(d.date_end), "learned.date" in d.rules) for value, d in told.items()}


def test_the_reader_tells_the_day_only_where_no_day_stands_with_the_figure(monkeypatch):
    weights = dict(
        table("learned"),
        date=dict.fromkeys(table("learned")["date"], 20.0) | {"default": 0.0, "carried": 0.0},
    )
    monkeypatch.setattr(voting, "table", lambda name: weights if name == "learned" else table(name))
    text = (
        "On 5 March 300 people from Zarobod crossed into Kamar.\n\n"
        "Some 40 people from Shorak have reached Kamar. The bridge opened on 9 March.\n"
    )
    told = dates_told(text, SureOfADay(sure_of(claim="yes", measure="arrival", period="event")))
    assert told[300] == ("2019-03-05", False)
    assert told[40] == ("2019-03-09", True)


class Deaf:
    def open(self, seen):
        raise AssertionError("asked about nothing")


def test_a_report_without_figures_asks_nothing():
    report = Report(text="The road is open.\n\nNobody crossed it.\n", published="2019-03-14", name="quiet")
    assert read(report, Deaf()) == []


@pytest.mark.skipif(shipped() is None, reason="built without the weights of the figure reader")
class TestShipped:
    def test_the_model_card_names_the_weights(self):
        card = (WEIGHTS / "MODEL_CARD.md").read_text(encoding="utf-8")
        for name in FILES:
            digest = hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest()
            assert re.search(rf"`{name}`\s+{digest}", card), f"{name} is not the one that the card describes"

    def test_answers_hang_on_nothing_read_before(self):
        reader, another = shipped(), FigureReader(WEIGHTS)  # which keeps nothing of what the first has read
        seen = views(long_report(60))
        asked = [(v, [(n, n)]) for v in seen for n, own in enumerate(v.own) if own][::40]
        alone = [reader.open(v).answers(at) for v, at in asked]
        assert [another.open(v).answers(at) for v, at in reversed(asked)][::-1] == alone

    def test_figures_asked_together_have_the_answers_that_each_has_alone(self):
        seen = views(long_report(20))[0]
        stretch, figures = shipped().open(seen), [(n, n) for n, own in enumerate(seen.own) if own][::9]
        for figure, answer in zip(figures, stretch.answers(figures), strict=True):
            alone = stretch.answers([figure])[0]
            for question, shares in answer.labels.items():
                assert shares == pytest.approx(alone.labels[question], abs=1e-4)

    def test_the_words_of_a_copy_are_encoded_once(self):
        reader, asked = FigureReader(WEIGHTS), []
        encode = reader._encoder.run
        reader._encoder.run = lambda *feed: asked.append(feed) or encode(*feed)
        copy = replace(REPORT, published="2019-03-16", outlet="Hill Gazette")
        first, second = (reader.open(views(report)[0]) for report in (REPORT, copy))
        assert len(asked) == 1
        assert second.answers([(5, 5)])[0].labels == first.answers([(5, 5)])[0].labels
        reader.open(views(long_report(3))[0])
        assert len(asked) == 2

    def test_a_report_read_twice_gives_the_same_claims(self):
        once = extract(REPORT)
        extract(Report(text="A ferry with 90 people from Kamar sank.\n", published="2019-03-15"))
        assert extract(REPORT) == once
        assert {c.text for c in once} >= {"412"}
