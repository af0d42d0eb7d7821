"""Which of the voted places stand: near ones weigh more than those told before, mere guesses stay open."""

import math

import pytest

from panj.claims.extract import read_drafts_of
from panj.claims.learned.strength import slot_strength
from panj.claims.learned.ways import best_place, keep_apart, leave_open
from panj.claims.routes.gazette import Codes
from panj.claims.routes.scene import RouteMemory
from panj.model import Measure, Report

SCENE = RouteMemory()


def draft_of(text, value):
    report = Report(text=text, published="2022-09-14", name="ways")
    drafts = read_drafts_of(report, Codes(None, text), None).drafts
    return next(d for d in drafts if d.aside is None and d.number.value == value)


def shares(**names):
    """Name → logarithm of a share; `none`: the slot stays open."""
    return {None if n == "none" else n: math.log(share) for n, share in names.items()}


class TestWords:
    def test_a_place_beside_its_figure_weighs_more_than_one_in_another_clause(self):
        near = draft_of("The flood killed 60 people in Sukkur.\n", 60)
        assert slot_strength(near, "place", seen=True, scene=SCENE) in {"known", "beside"}
        away = draft_of(
            "While talks on the dam went on for a third week in Multan, the ministry's spokesman wrote, "
            "60 people were killed.\n",
            60,
        )
        away.place = "Multan"
        assert slot_strength(away, "place", seen=True, scene=SCENE) == "apart"

    def test_a_place_told_further_back_than_the_sentence_before_is_a_guess(self):
        draft = draft_of("Rain fell on Sukkur. The river rose. Sixty people were killed.\n", 60)
        draft.place = "Sukkur"
        before = slot_strength(draft, "place", seen=True, scene=SCENE, just_told=True)
        earlier = slot_strength(draft, "place", seen=True, scene=SCENE, just_told=False)
        assert (before, earlier) == ("known", "carried")

    def test_ends_of_a_way_are_carried_on_with_full_weight(self):
        draft = draft_of("Rain fell on Sukkur. The river rose. Some 60 families left.\n", 60)
        draft.origin = "Sukkur"
        assert slot_strength(draft, "origin", seen=True, scene=SCENE, just_told=False) == "known"

    def test_the_label_of_a_line_says_nothing_of_a_start_told_elsewhere(self):
        draft = draft_of("Buses have been leaving Sukkur.\n\nMultan: 300 people were evacuated.\n", 300)
        draft.measure, draft.origin = Measure.EVACUATION, "Sukkur"
        draft.rules.append("place.label")
        assert slot_strength(draft, "origin", seen=True, scene=SCENE) != "labelled"


class TestOpen:
    TEXT = "The river rose in Sukkur.\n\nSome 300 people were flown out on Monday.\n"

    @pytest.fixture
    def flown(self):
        draft = draft_of(self.TEXT, 300)
        draft.measure, draft.origin, draft.place = Measure.EVACUATION, "Sukkur", "Sukkur"
        return draft

    def settled(self, draft, **bare):
        chosen = {"origin": draft.origin, "destination": draft.destination, "place": draft.place}
        leave_open(draft, chosen, dict.fromkeys(chosen, shares(**bare)), SCENE)
        return chosen

    def test_a_start_that_no_sentence_near_tells_stays_open(self, flown):
        assert self.settled(flown, none=0.6, Sukkur=0.3)["origin"] is None

    def test_it_stands_where_the_reader_holds_it_for_likelier_than_none(self, flown):
        assert self.settled(flown, none=0.3, Sukkur=0.6)["origin"] == "Sukkur"

    def test_where_the_dead_are_stands_unless_the_reader_all_but_excludes_it(self, flown):
        flown.measure = Measure.KILLED
        assert self.settled(flown, none=0.7, Sukkur=0.2)["place"] == "Sukkur"
        assert self.settled(flown, none=0.9, Sukkur=0.02)["place"] is None

    def test_a_place_of_the_sentence_itself_stands(self):
        draft = draft_of("Some 300 people were flown out of Sukkur on Monday.\n", 300)
        assert draft.origin == "Sukkur"
        assert self.settled(draft, none=0.97, Sukkur=0.01)["origin"] == "Sukkur"

    def test_where_they_went_is_never_opened(self, flown):
        flown.destination = "Multan"
        assert self.settled(flown, none=0.97, Multan=0.01)["destination"] == "Multan"


def test_the_reader_prevails_only_with_nearly_half_of_all():
    bare = shares(none=0.35, Multan=0.4, Sukkur=0.05)
    assert best_place("Sukkur", bare, bare) == "Sukkur"
    bare = shares(none=0.3, Multan=0.5, Sukkur=0.05)
    assert best_place("Sukkur", bare, bare) == "Multan"


def test_no_way_ends_where_it_begins():
    draft = draft_of("Some 300 people left Sukkur.\n", 300)
    bare = {"origin": shares(Sukkur=0.9, none=0.1), "destination": shares(Sukkur=0.5, Multan=0.4, none=0.1)}
    chosen = {"origin": "Sukkur", "destination": "Sukkur", "place": None}
    keep_apart(draft, chosen, bare, bare)
    assert (chosen["origin"], chosen["destination"]) == ("Sukkur", "Multan")
