"""The figure reader beside the rules: answers that hang on nothing read before, and votes that say so."""

import hashlib
import re
from importlib import resources

import pytest

from panj import Report, extract
from panj.claims.draft import Draft, Sentence
from panj.claims.extract import read_drafts_of
from panj.claims.gazette import Codes
from panj.claims.learned.context import interval, view
from panj.claims.learned.reader import Answer, shipped
from panj.claims.learned.voting import Council
from panj.language.parser import Parser

WEIGHTS = resources.files("panj.claims.learned") / "weights"
TEXT = """Thousands leave the valley

The district office said that 412 herders from Zarobod had walked down to Kamar by Tuesday.

The hall in Kamar was laid out for 150. A further 60 may follow before Friday, the office said.
"""
REPORT = Report(text=TEXT, published="2019-03-14", outlet="Valley Post", name="valley")


def read(report=REPORT, reader=None):
    drafts, sentences, _ = read_drafts_of(report, Codes(None, report.text), reader)
    return drafts, sentences


def views(report=REPORT):
    _, sentences = read(report)
    return [view(report.text, s, sentences, report.day, Parser.default().pieces) for s in sentences]


def test_a_view_holds_the_title_the_sentence_and_where_its_figures_stand():
    seen = views()[1]
    at = TEXT.index("412")
    first, last = seen.span(at, at + 3)
    assert seen.own[first] == seen.own[last] == 1
    assert seen.at[first][0] == at
    assert seen.at[1][0] == 0, "the title comes first"
    assert seen.own[1] == 0
    assert {m.name for m, _, _ in seen.places} >= {"Zarobod", "Kamar"}


def test_the_day_of_publication_can_be_any_figures_date():
    when = views()[1].dates[0][0]
    assert when.kind == "published"
    assert interval(when) == (REPORT.day, REPORT.day)


def test_a_view_never_outgrows_the_encoder():
    long = Report(
        text="Title\n\n" + "Some 300 people from Zarobod fled and " * 24 + ".\n", published="2019-03-14"
    )
    assert max(len(v.pieces) for v in views(long)) < 512


def test_what_stands_outside_the_view_is_not_asked_about():
    seen = views()[1]
    assert seen.span(len(TEXT) + 10, len(TEXT) + 12) is None


def test_without_a_reader_the_rules_alone_decide():
    drafts, _ = read()
    assert not any(r.startswith("learned.") for d in drafts for r in d.rules)


class Sure:
    """A reader that is quite sure of one thing, whatever is asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def read(self, seen, figures):
        places = (-0.01, *[-9.0] * len(seen.places))
        days = (-0.01, *[-9.0] * len(seen.dates))
        slots = dict.fromkeys(("origin", "destination", "place"), places) | {"date": days}
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
    drafts, _ = read(reader=Sure(sure_of(claim="yes", status="possible")))
    told = [d for d in drafts if d.aside is None]
    assert told
    assert all(str(d.status) == "possible" for d in told)
    assert any("learned.status" in d.rules for d in told)


def test_who_is_a_refugee_and_what_is_denied_is_the_rules_word_alone():
    drafts, _ = read(reader=Sure(sure_of(claim="yes", status="denied", group="refugees")))
    told = [d for d in drafts if d.aside is None]
    assert told
    assert not any(str(d.status) == "denied" or str(d.group) == "refugees" for d in told)


def test_a_number_that_the_reader_knows_for_none_is_set_aside_with_the_reason():
    drafts, _ = read(reader=Sure(sure_of(claim="no")))
    assert drafts
    assert all(d.aside for d in drafts)
    assert any("figure reader" in (d.aside or "") for d in drafts)


def test_a_council_without_figures_asks_nothing():
    class Deaf:
        def read(self, seen, figures):
            raise AssertionError("asked about nothing")

    empty = Sentence(*[None] * 5)  # type: ignore[arg-type]
    Council("", (), None, Deaf()).count(empty, [])  # type: ignore[arg-type]
    assert isinstance(Draft, type)


@pytest.mark.skipif(shipped() is None, reason="built without the weights of the figure reader")
class TestShipped:
    def test_the_model_card_names_the_weights(self):
        card = (WEIGHTS / "MODEL_CARD.md").read_text(encoding="utf-8")
        for name in ("figures.onnx", "labels.json"):
            digest = hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest()
            assert re.search(rf"`{name}`\s+{digest}", card), f"{name} is not the one that the card describes"

    def test_answers_hang_on_nothing_read_before(self):
        reader = shipped()
        asked = [(v, [(n, n)]) for v in views() for n, own in enumerate(v.own) if own][:12]
        alone = [reader.read(v, at) for v, at in asked]
        assert [reader.read(v, at) for v, at in reversed(asked)][::-1] == alone

    def test_a_report_read_twice_gives_the_same_claims(self):
        once = extract(REPORT)
        extract(Report(text="A ferry with 90 people from Kamar sank.\n", published="2019-03-15"))
        assert extract(REPORT) == once
        assert {c.text for c in once} >= {"412"}
