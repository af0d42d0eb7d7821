"""Developments that the figure reader sees: alone where no frame holds, else by vote, once each."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from panj.claims.developments import extraction, generic, trail, voting
from panj.claims.developments.extraction import read as read_developments
from panj.claims.developments.frames import frames
from panj.claims.extract import read_drafts_of
from panj.claims.learned.telling import NOTHING, Telling
from panj.claims.routes.gazette import Codes
from panj.model import DevelopmentKind, DevelopmentStatus, Report

KINDS = [k.value for k in DevelopmentKind]
STATUSES = [s.value for s in DevelopmentStatus]


class Told:
    """A reader that is told what to see: words → kind, share and perhaps status, "" for any."""

    def __init__(self, text, seen):
        self._at = {}
        for words, what in seen.items():
            assert text.count(words) == 1, words
            start = text.index(words)
            self._at |= dict.fromkeys(range(start, start + len(words)), what)

    def of(self, start, end):
        kind, share, *status = self._at.get(start, ("meeting", 0.001))
        status = status[0] if status else "happened"
        kinds = {k: share * (0.9 if k == kind else 0.1 / (len(KINDS) - 1)) for k in KINDS}
        standings = {s: 0.9 if s == status else 0.1 / (len(STATUSES) - 1) for s in STATUSES}
        if not status:
            standings = dict.fromkeys(STATUSES, 1 / len(STATUSES))
        return Telling({NOTHING: 1.0 - share, **kinds}, standings)

    def share(self, start, end):
        told = self.of(start, end)
        return None if told is None else told.share


@pytest.fixture(autouse=True)
def own_weights(monkeypatch):
    """Weights of these tests' own: those that ship are fitted anew with every reader."""
    status = dict.fromkeys(("default", "under_way", "planned", "possible", "other", "frame"), 1.0)
    own = voting.Weights(
        seen={"share": 0.5, "against": 0.9, "edge": 0.3, "own": 0.9, "asleep": 0.0},
        frame={"trust": 1.0, "unknown": 0.8, "strength": 1.0},
        kind={"frame": 1.0, "word": 0.0},
        status=status,
        status_seen=status,
        right={"control.seize": 0.99},
    )
    monkeypatch.setattr(voting, "weights", lambda: own)
    monkeypatch.setattr(extraction, "weights", lambda: own)
    return own


def read(text, seen, published="2022-05-20"):
    whole = text + "\n\nDisplaced families are waiting.\n"  # a report on displacement
    report = Report(text=whole, published=published, outlet="Lake Wire")
    codes = Codes(None, whole)
    told = read_drafts_of(report, codes, None)
    reader = Told(text, seen)
    return list(read_developments(report, told.sentences, codes.of, told.setting, (), lambda _: reader))


def one(text, seen):
    found = read(text, seen)
    assert len(found) == 1, [(d.kind.value, d.text, d.rules) for d in found]
    return found[0]


def test_a_word_that_no_frame_knows_is_told_with_who_where_and_when():
    text = "The rebels overwhelmed the garrison at Bunagana on Monday, residents said."
    assert read(text, {}) == []
    found = one(text, {"overwhelmed": ("control", 0.8)})
    assert (found.kind, found.status) == ("control", "happened")
    assert found.actors == ("rebels",)
    assert found.place == "Bunagana"
    assert found.date_start == found.date_end == date(2022, 5, 16)
    assert found.speaker == "residents"
    assert found.rules[0] == "learned.control"
    assert found.confidence == pytest.approx(0.8)
    assert found.text == "The rebels overwhelmed the garrison at Bunagana on Monday"


def test_what_is_hardly_seen_is_not_told():
    text = "The rebels overwhelmed the garrison at Bunagana on Monday."
    assert read(text, {"overwhelmed": ("control", 0.49)}) == []


def test_neighbouring_words_tell_one_thing():
    text = "Officials in Goma drew up lists of families for the bridge on Friday."
    found = one(text, {"drew up lists": ("preparation", 0.7)})
    assert found.actors == ("Officials in Goma",)


def test_a_particle_stands_with_its_verb():
    text = "The army cordoned the whole of the old market off on Friday."
    found = one(text, {"cordoned": ("restriction", 0.8), "off": ("control", 0.6)})
    assert found.kind == "restriction"


def test_a_noun_tells_with_the_verb_that_carries_it():
    text = "The government announced a freeze on crossings at Bunagana on Friday."
    found = one(text, {"freeze": ("crossing_status", 0.9, "")})
    assert found.status == "planned"
    assert found.actors == ("The government",)
    assert found.place == "Bunagana"


def test_who_is_lodged_is_no_helper():
    text = "Some 300 families found refuge with the parish at Rutshuru on Friday."
    found = one(text, {"found refuge": ("assistance", 0.9)})
    assert found.target == "300 families"


@pytest.mark.parametrize("words", ["overwhelm", "is cut"])
def test_a_supposition_and_what_hangs_on_it_tell_nothing(words):
    text = "If the rebels overwhelm the garrison, the road to Goma is cut."
    assert read(text, {words: ("control", 0.95)}) == []


def test_a_name_alone_tells_nothing():
    assert read("Families walked to Bunagana on Monday.", {"Bunagana": ("control", 0.95)}) == []


def test_a_short_note_on_something_else_tells_nothing_that_no_frame_knows():
    text = "The striker found a new club in Goma on Friday."
    report = Report(text=text, published="2022-05-20", outlet="Lake Wire")
    codes = Codes(None, text)
    told = read_drafts_of(report, codes, None)
    reader = Told(text, {"found": ("return", 0.95)})
    assert read_developments(report, told.sentences, codes.of, told.setting, (), lambda _: reader) == ()


def test_where_a_frame_holds_the_reader_adds_nothing():
    text = "Rebels seized the town of Bunagana on Monday."
    found = one(text, {"seized the town": ("control", 0.9)})
    assert found.rules == ("control.seize",)


def test_a_frame_that_is_often_right_stays_and_another_goes():
    seized = "Rebels seized the town of Bunagana on Monday."
    assert one(seized, {"seized": ("control", 0.02)}).kind == "control"
    gave = "The Red Cross distributed blankets to the families."
    assert read(gave, {"distributed": ("assistance", 0.02)}) == []
    assert one(gave, {"distributed": ("assistance", 0.3)}).rules[0].startswith("assistance.")


def test_the_reader_may_say_another_kind():
    text = "The Red Cross distributed blankets to the families on Friday."
    found = one(text, {"distributed": ("preparation", 0.9)})
    assert found.kind == "preparation"
    assert found.rules[0] == "learned.preparation"
    assert "learned.kind" in found.rules
    assert found.actors == ("Red Cross",)


@pytest.mark.parametrize(
    ("status", "expected", "rules"),
    [
        ("planned", "planned", ("control.seize", "learned.status")),
        ("happened", "happened", ("control.seize",)),
    ],
)
def test_the_reader_may_say_how_it_stands(status, expected, rules):
    text = "Rebels seized the town of Bunagana on Monday."
    found = one(text, {"seized": ("control", 0.9, status)})
    assert (found.status, found.rules) == (expected, rules)


@pytest.mark.parametrize(("share", "kinds"), [(0.7, ["pledge"]), (0.95, ["pledge", "assistance"])])
def test_what_is_promised_is_told_by_the_promise(share, kinds):
    text = "The minister promised that the army would carry the families to Goma."
    found = read(text, {"promised": ("pledge", 0.9), "carry": ("assistance", share)})
    assert [d.kind for d in found] == kinds


def test_an_order_and_what_is_ordered_are_one():
    text = "The president ordered 2,000 reservists to be mobilised for the border on Friday."
    found = one(text, {"ordered": ("deployment", 0.8), "mobilised": ("deployment", 0.8)})
    assert found.rules[0] == "deployment.deploy"


def test_only_what_somebody_sees_is_parsed(monkeypatch):
    parsed = []
    real = trail.syntax
    monkeypatch.setattr(trail, "syntax", lambda *a: parsed.append(a) or real(*a))
    text = "The lake lay quiet and grey in the morning light. Women overwhelmed the little market."
    read(text, {})
    assert parsed == []
    read(text, {"overwhelmed": ("control", 0.8)})
    assert len(parsed) == 1


def test_a_sentence_that_the_reader_sleeps_through_is_not_parsed(own_weights, monkeypatch):
    text = "The Red Cross distributed blankets to the families."
    told = {"distributed": ("assistance", 0.3)}
    assert len(read(text, told)) == 1
    sleepy = replace(own_weights, seen={**own_weights.seen, "asleep": 0.4})
    monkeypatch.setattr(extraction, "weights", lambda: sleepy)
    assert read(text, told) == []


def test_what_the_reader_alone_sees_says_nothing_of_what_a_report_is_about():
    filler = "The festival drew guests from all over the lake, and the bands played on until late. " * 6
    text = f"{filler}The mayor commandeered the old garrison at Bunagana on Monday."
    assert read(text, {"commandeered": ("control", 0.9)}) == []
    fled = " About 300 refugees fled to Goma. The refugees came over the bridge. Soldiers seized Bunagana."
    seen = {"commandeered": ("control", 0.9), "Soldiers seized": ("control", 0.9)}
    assert [d.rules[0] for d in read(text + fled, seen)] == ["learned.control", "control.seize"]


def test_an_account_of_the_long_past_tells_nothing_new():
    text = (
        "Rebels seized Rutshuru on 3 May 2012. Militants took Bunagana on 6 July 2012. "
        "Gunmen stormed Goma on 20 November 2012. The army overwhelmed the garrison."
    )
    seen = dict.fromkeys(("seized", "took", "stormed", "overwhelmed"), ("control", 0.9))
    assert read(text, seen) == []
    assert len(read(text, seen, published="2012-12-01")) == 4


def test_every_kind_has_a_frame_without_words():
    assert set(generic.rows()) == set(KINDS)
    for kind, rows in generic.rows().items():
        assert not {**rows[-1].needs, **rows[-1].without}, f"{kind}: the last row must hold of anything"
        for row in rows:
            assert row.name == f"learned.{kind}"


def test_the_weights_that_ship_are_whole(own_weights):
    source = resources.files("panj.claims.developments") / "voting.toml"
    table = voting.read(tomllib.loads(source.read_text(encoding="utf-8")))
    for part in ("seen", "frame", "kind", "status", "status_seen"):
        assert set(getattr(table, part)) == set(getattr(own_weights, part))
    assert all(0.0 <= share <= 1.0 for share in table.seen.values())
    assert table.seen["edge"] <= table.seen["share"] <= table.seen["against"]
    assert all(0.0 < share < 1.0 for share in table.right.values())
    assert set(table.right) <= {f.name for f in frames()}
