"""A text that is printed again is no second source; reports in their own words are."""

from datetime import date

import pytest

from panj.claims import extract
from panj.events import link
from panj.events.linking import frames_of
from panj.events.origins import origin_key
from panj.model import Measure, Report
from panj.reports import blocks, copies
from panj.tally.credence import Credence

WIRE = (
    "More than 700 people crossed the river into Tajikistan on Friday after two days of shelling in "
    "the hills "
    "above the town.\n\n"
    "Most of them came on foot, carrying bedding and cooking pots, and were sent on to a school "
    "whose roof had "
    "been mended in the spring. Lorries brought water twice before noon.\n\n"
    "The road along the gorge was open again in the afternoon, but drivers refused to go further "
    "than the second "
    "bridge, where a slide had taken half of the embankment.\n\n"
    "Shops stayed closed and the hospital asked for blood of every group."
)
OWN = (
    "Villagers counted 720 arrivals from across the water by nightfall on July 9, a Friday, in "
    "Tajikistan.\n\n"
    "The head of the school said that every classroom was taken and that bread would last until "
    "Sunday. Nobody "
    "had come to register the families. A nurse treated blisters and one broken wrist.\n\n"
    "Two lorries of the emergency service stood in the yard; their crews said that they expected orders."
)


def report(text, outlet, day):
    return Report(text=text, published=day, outlet=outlet, name=outlet.lower(), blocks=blocks(text))


def arrivals(*reports):
    claims = [c for r in reports for c in extract(r)]
    events = link(claims, reports)
    return [e for e in events if e.measure is Measure.ARRIVAL and e.date_end == date(2021, 7, 9)]


wire = report(WIRE, "Hill Wire", "2021-07-09")
copy = report(WIRE.replace("Most of them", "The majority"), "Coast Mail", "2021-07-10")
other = report(OWN, "Gorge Radio", "2021-07-10")


def test_a_copy_adds_claims_and_no_origin():
    (event,) = arrivals(wire, copy)
    assert len(event.claims) == 2
    assert event.origins == ("Hill Wire",)


def test_the_order_of_reading_does_not_decide_who_was_first():
    (event,) = arrivals(copy, wire)
    assert event.origins == ("Hill Wire",)


def test_own_words_are_an_origin_of_their_own():
    assert not copies([wire, other])
    events = arrivals(wire, copy, other)
    assert {o for e in events for o in e.origins} == {"Hill Wire", "Villagers"}


@pytest.mark.parametrize("speaker", ["a coordinator of the Red Crescent", "the head of the district"])
def test_a_copy_that_names_its_speaker_otherwise_is_still_one_text(speaker):
    said = report(
        WIRE.replace("the town.", "the town, the emergency service said.", 1), "Hill Wire", "2021-07-09"
    )
    again = report(WIRE.replace("the town.", f"the town, {speaker} said.", 1), "Coast Mail", "2021-07-10")
    (event,) = arrivals(said, again)
    assert len(event.claims) == 2
    assert len(event.origins) == 1


def test_giving_up_a_copy_and_its_text_costs_as_much_as_the_text():
    frames = {
        f.claim.id: f
        for f in frames_of([c for r in (wire, copy) for c in extract(r)], (wire, copy))
        if f.measure is Measure.ARRIVAL
    }
    assert len({origin_key(f) for f in frames.values()}) == 1
    cost = Credence(frames)
    assert cost(frames) == pytest.approx(max(cost.weight(c) for c in frames))
