"""Scenarios 1 to 9 of the Tajik-Afghan border in the summer of 2021, from claims made by hand.

The figures are those of the public record, as examples/README.md names it; the expected bounds follow
from the wording policy. The same from report text is in tests/gold.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from panj.model import Qualifier, Tally
from panj.tally import remaining
from panj.tally.setaside import not_displacement
from props.cases import Case, ends

SOLDIERS = {"group": "soldiers", "origin": "AF", "to": "TJ"}
BADAKHSHAN = {**SOLDIERS, "origin": "AF-BDS"}


class Border(Case):
    """The five reports that scenarios start from."""

    def third_wave(self) -> None:
        r = self.report("third-wave", "07-03", "Radio")
        self.says(r, "more than 300", speaker="Tajik Border Service", optional=True, **SOLDIERS)
        body = {**BADAKHSHAN, "to": "TJ-KT-SHS"}
        self.says(r, "more than 300", speaker="Tajik Border Service", **body, id="wave3")
        self.ordinal("wave3", 3, "06-19/07-03")

    def troops(self) -> None:
        r = self.report("troops", "07-06", "Local Daily")
        self.says(r, "20,000", "deployment", status="planned", group="soldiers", at="TJ")
        guards = "Tajik border guards"
        self.says(r, "more than 1,000", on="07-04/07-05", speaker=guards, **SOLDIERS, id="over1000")
        self.says(r, "hundreds", period="cumulative", **SOLDIERS)
        self.says(r, "1,357", "context", unit="km", at="TJ")
        self.says(r, "421", "context", unit="districts", at="AF")

    def fifth_wave(self) -> None:
        r = self.report("fifth-wave", "07-05", "Post")
        self.says(r, "more than 1,000", optional=True, speaker="Tajik officials", **SOLDIERS)
        self.says(r, "more than 1,000", on="07-05", speaker="Tajik border officials", **SOLDIERS)
        told = {"speaker": "Tajikistan's border authority", "via": "Khovar"}
        self.says(r, "1,037", on="07-05", **told, **BADAKHSHAN, id="1037")
        self.says(r, "20,000", "deployment", status="planned", group="soldiers", at="TJ", on="07-05")
        total = {"period": "cumulative", "on": "06-21/07-05", "speaker": "BBC"}
        self.says(r, "nearly 1,600", **total, **SOLDIERS, id="bbc")
        self.ordinal("bbc", 5, "06-21/07-05", complete=True)
        moved = {"group": "idps", "at": "AF", "period": "cumulative", "on": "01-01/07-05"}
        self.says(r, "about 200,000", "internal_displacement", **moved)
        air = {"group": "asylum_seekers", "origin": "AF", "to": "TJ-DU", "on": "04-01/07-05"}
        self.says(r, "about 1,000", period="rate", per="month", speaker="Ratwatte", **air, id="air")

    def readiness(self) -> None:
        r = self.report("readiness", "07-23", "Radio")
        voice = {"speaker": "Imomali Ibrohimzoda"}
        room = {"group": "refugees", "at": "TJ", "period": "as_of", "on": "07-23"}
        self.says(r, "up to 100,000", "capacity", **room, **voice, id="room")
        self.says(r, "two", "facility", value=2, unit="facilities", at="TJ-KT", status="planned")
        home = {"period": "cumulative", "origin": "TJ", "to": "AF", "sentence": 9, **voice}
        self.says(r, "11", "return", unit="flights", **home)
        self.says(r, "1,600", "return", group="civilians", **home, id="1600")
        mixed = {"group": "people", "origin": "AF", "to": "TJ"}
        self.says(r, "hundreds", period="cumulative", **mixed)
        week = {"origin": "AF", "to": "TJ", "on": "07-12/07-18", "sentence": 11}
        self.says(r, "almost 350", group="civilians", **week, id="350")
        self.says(r, "some 4,000", unit="livestock", **week)
        back = {"group": "civilians", "origin": "TJ", "to": "AF", "inherits": True, "part_of": "350"}
        back |= {"value": 350.0, "on": "07-12/07-23"}
        self.says(r, "They", "forced_return", **back, qualifier=Qualifier.NEARLY)

    def hamadoni(self, *, title: bool) -> None:
        r = self.report("hamadoni", "09-13", "Radio")
        night = {"group": "civilians", "on": "09-12/09-13", "confirmed": False, "speaker": "sources"}
        into = {"origin": "AF", "to": "TJ-KT-HAM", **night}
        back = {"origin": "TJ", "to": "AF"}
        if title:
            line = {"optional": True, "group": "civilians", "confirmed": False, "sentence": 0}
            self.says(r, "around 100", "admission", origin="AF", to="TJ", **line)
            self.says(r, "100", "forced_return", **back, **line)
        self.says(r, "more than 200", **into, id="group", sentence=2)
        self.says(r, "around 100", "admission", **into, part_of="group", sentence=2)
        moved = {"part_of": "group", "sentence": 3}
        self.says(r, "some 100", "relocation", to="TJ-DU", **night, **moved)
        rest = {"value": 100.0, "inherits": True, "partition": True, **back, **night, **moved}
        self.says(r, "the rest", "forced_return", **rest)
        fear = {"group": "refugees", "to": "UZ", "status": "possible"}
        self.says(r, "tens of thousands", **fear, sentence=5)


@pytest.fixture
def border() -> Border:
    case = Border()
    case.third_wave()
    case.troops()
    case.fifth_wave()
    case.readiness()
    return case


def soldiers(case: Case, **more: object) -> Tally:
    return case.ask(place="TJ", group="soldiers", **more)


def test_one_event_two_outlets_one_origin() -> None:
    case = Border()
    case.troops()
    case.fifth_wave()
    tally = case.ask(place="TJ", group="soldiers", on="07-05")
    assert ends(tally) == (1037, 1037)
    assert tally.bounds.best == 1037
    assert {"1037", "over1000"} <= set(tally.claims)
    assert tally.because_low == tally.because_high == ("1037",)
    crossing = next(e for e in case.events() if "1037" in e.claims)
    assert len(crossing.origins) == 1, "one border service, quoted twice, is one origin"
    assert crossing.origin_code == "AF-BDS"
    assert crossing.why


def test_as_known_on(border: Border) -> None:
    third = soldiers(border, known="07-03")
    assert ends(third) == (301, 399)
    assert third.unreported is not None
    assert (third.unreported.low, third.unreported.high) == (2, None), "two waves of unknown size"
    for known in ("07-05", "07-23", "09-13"):
        assert ends(soldiers(border, known=known)) == (1550, 1599)
    assert ends(border.ask(place="TJ", known="07-23")) == (1895, 1948)
    assert soldiers(border, known="07-02").events == ()


def test_the_two_sized_events_alone(border: Border) -> None:
    """Without the total the two crossings give 1,338 to 1,436."""
    border.claims = [c for c in border.claims if c.id != "bbc"]
    assert ends(soldiers(border, known="07-05")) == (1338, 1436)


def test_the_missing_waves() -> None:
    case = Border()
    case.third_wave()
    case.fifth_wave()
    tally = soldiers(case)
    assert tally.unreported is not None
    assert (tally.unreported.low, tally.unreported.high) == (114, 261)
    assert sum(c.least for c in case.ledger().system.columns if c.kind == "unseen") == 3
    assert tally.only_counted == tally.unreported, "they are part of the answer"
    assert tally.itemised is not None
    assert (tally.itemised.low, tally.itemised.high) == (1338, 1436)
    known_waves(case)
    assert soldiers(case).only_counted is None


def known_waves(case: Border) -> None:
    r = case.report("press-centre", "07-05", "Khovar")
    for figure, when in (("134", "06-22"), ("17", "06-27"), ("94", "07-04")):
        case.says(r, figure, on=when, **SOLDIERS, speaker="border troops press centre", id=figure)


def test_the_missing_waves_found() -> None:
    case = Border()
    case.third_wave()
    case.fifth_wave()
    known_waves(case)
    tally = soldiers(case)
    assert ends(tally) == (1583, 1599)
    assert tally.unreported is not None
    assert (tally.unreported.low, tally.unreported.high) == (0, 0)
    third = case.ask(place="TJ-KT-SHS", group="soldiers")
    assert ends(third) == (301, 317)
    assert not tally.conflicts


def test_what_a_later_total_leaves_over_counts_nobody_twice() -> None:
    """Whoever stands in an earlier total and came is among those whom the later running total takes in."""
    case = Border()
    case.third_wave()
    case.fifth_wave()
    known_waves(case)
    home = case.report("flights", "07-07", "Radio")
    case.says(home, "nearly 1,600", period="cumulative", on="06-22/07-07", group="soldiers")
    late = case.report("minister", "09-02", "Gazette")
    case.says(late, "about 5,000", period="cumulative", on="09-02", speaker="minister", **SOLDIERS)
    tally = soldiers(case)
    assert ends(tally) == (1583, 1599)
    assert tally.unreported is not None
    assert (tally.unreported.low, tally.unreported.high) == (4500 - 1599, 5500 - 1583)


def test_a_total_that_misses_by_ten() -> None:
    case = Border()
    case.third_wave()
    case.fifth_wave()
    known_waves(case)
    r = case.report("five-cases", "07-06", "Asia Daily")
    case.says(r, "1,573", period="cumulative", on="06-22/07-05", **SOLDIERS, id="1573")
    tally = soldiers(case)
    assert ends(tally) == (1583, 1599)
    (conflict,) = tally.conflicts
    assert "1573" in conflict.claims
    assert "'1,573' is too low by 10: the others make it 1,583 or more" in conflict.reason
    assert conflict.stories[0][1].low == 1583
    assert tally.set_aside is not None
    assert tally.set_aside["1573"].startswith("contradicted")


def test_returned_is_not_extra(border: Border) -> None:
    question = border.question(place="TJ", origin="AF", group="soldiers", known="07-23")
    stands = remaining(question, border.ledger())
    assert stands.remaining.high is None, "the report calls those flown home citizens, not soldiers"
    assert "1600" in stands.evidence
    assumed = remaining(question, border.ledger(), same_people=True)
    assert (assumed.remaining.low, assumed.remaining.high) == (0, 49)
    assert assumed.hypothesis
    assert ends(border.ask(measure="return", place="AF", known="07-23")) == (1550, 1649)
    herders = border.ask(measure="forced_return", place="AF", known="07-23")
    assert ends(herders) == (345, 349)


@pytest.mark.parametrize(
    ("title", "back", "group"), [(False, (91, 209), (201, 299)), (True, (91, 149), (201, 259))]
)
def test_title_against_body(title: bool, back: tuple[int, int], group: tuple[int, int]) -> None:
    case = Border()
    case.readiness()
    case.hamadoni(title=title)
    autumn = {"date_start": "09-01", "date_end": "09-13"}
    assert ends(case.ask(place="TJ", **autumn)) == group
    assert ends(case.ask(measure="admission", place="TJ", **autumn)) == (90, 110)
    assert ends(case.ask(measure="forced_return", place="AF", **autumn)) == back
    assert not next(e for e in case.events() if "group" in e.claims).confirmed


def returns_by_7_july(case: Border) -> None:
    home = {"measure": "return", "group": "soldiers", "origin": "TJ", "to": "AF", "period": "cumulative"}
    home["on"] = "07-07"
    case.says(case.report("radio", "07-07", "Radio"), "about 600", **home, id="600")
    case.says(case.report("agency", "07-07", "State Agency"), "280", **home, id="280")
    case.says(case.report("wire", "07-07", "Wire"), "almost 300", **home, id="300")
    case.says(case.report("rumour", "07-07", "Blog"), "2,300", **home, confirmed=False, id="2300")


def test_four_contradictory_returns() -> None:
    case = Border()
    case.third_wave()
    case.fifth_wave()
    returns_by_7_july(case)
    tally = case.ask(measure="return", place="AF", origin="TJ", group="soldiers", known="07-07")
    assert ends(tally) == (275, 284), "two outlets agree against one"
    told = {b for c in tally.conflicts for _, b in c.stories}
    assert {(275, 284), (540, 660)} <= {(b.low, b.high) for b in told}
    assert {"600", "2300"} <= {c for conflict in tally.conflicts for c in conflict.claims}
    assert any("1,599" in c.reason and "2300" in c.claims for c in tally.conflicts), "more than ever came"
    rumoured = [b for kept, b in (s for c in tally.conflicts for s in c.stories) if "2300" in kept]
    assert rumoured
    assert all((b.low, b.high) != (2250, 2349) for _, b in tally.conflicts[0].stories[:2])


def test_the_arrivals_are_not_spoilt_by_the_returns() -> None:
    case = Border()
    case.third_wave()
    case.fifth_wave()
    before = soldiers(case)
    returns_by_7_july(case)
    after = soldiers(case)
    assert (before.bounds, after.conflicts) == (after.bounds, ())


def test_three_roundings_of_one_briefing(border: Border) -> None:
    home = {"measure": "return", "group": "civilians", "origin": "TJ", "to": "AF", "period": "cumulative"}
    said = {"speaker": "Committee for Emergency Situations"}
    a, b = border.report("state-news", "07-23", "State News"), border.report("agency-30", "07-30", "Agency")
    border.says(a, "1,574", **home, **said, id="1574")
    border.says(b, "more than 1,500", **home, **said, id="over1500")
    tally = border.ask(measure="return", place="AF")
    assert ends(tally) == (1574, 1574)
    assert {"1574", "1600", "over1500"} <= set(tally.claims)
    assert tally.because_low == ("1574",)


def test_july_crossings_cannot_fill_the_flights() -> None:
    """The waves of July sum to at most 1,530: 1,574 flown home take in waves of June, or civilians."""
    case = Border()
    case.third_wave()
    case.claims = [c for c in case.claims if c.id == "wave3" and c.ordinal]
    third = date(2021, 7, 3)
    case.claims = [replace(c, date_start=third, date_end=third) for c in case.claims]
    case.fifth_wave()
    known_waves(case)
    july = soldiers(case, date_start="07-01", date_end="07-23")
    assert july.bounds.high is not None
    assert july.bounds.high <= 1530


def test_what_is_not_an_arrival(border: Border) -> None:
    border.hamadoni(title=True)
    ledger = border.ledger()
    by_text = {ledger.frames[c].claim.text: why for c, why in not_displacement(ledger).items()}
    for figure in ("up to 100,000", "20,000", "tens of thousands", "some 4,000", "11", "1,357", "421", "two"):
        assert figure in by_text, figure
    assert "rate" in by_text["about 1,000"]
    tally = border.ask(place="TJ")
    leaked = {ledger.frames[c].claim.text for c in tally.claims}
    assert not leaked & {"up to 100,000", "20,000", "some 4,000", "11", "about 200,000", "about 1,000"}
    by_air = border.ask(place="TJ", group="asylum_seekers", date_start="04-01", date_end="06-30")
    assert ends(by_air) == (2700, 3300)


def test_a_correction_moves_no_figure(border: Border) -> None:
    before = soldiers(border)
    r = border.report("correction", "07-06", "Post")
    border.says(r, "more than 800", "context", unit="mi", at="TJ")
    assert soldiers(border).bounds == before.bounds


def test_herders_of_one_day_are_part_of_the_week(border: Border) -> None:
    r = border.report("seventy-seven", "07-14", "Local Daily")
    border.says(r, "77", on="07-13", origin="AF", to="TJ-GB-MUR", group="civilians", id="77")
    tally = border.ask(place="TJ", group="civilians", known="07-23")
    assert ends(tally) == (345, 349)
    assert tally.set_aside is not None
    assert "likely a part" in tally.set_aside["77"]
    assert ends(border.ask(place="TJ-GB", group="civilians")) == (77, 77)


def test_soldiers_are_never_refugees(border: Border) -> None:
    tally = border.ask(place="TJ", group="refugees", known="07-05")
    assert tally.claims == ()
    assert tally.set_aside is not None
    assert "combatants" in tally.set_aside["1037"]


def test_a_stated_part_is_counted_in_its_whole_wherever_its_place_may_be() -> None:
    case = Case()
    r = case.report("posts", "07-05", "Agency")
    case.says(r, "1,037", on="07-05", **SOLDIERS, id="whole")
    somewhere = {**SOLDIERS, "to": "Shughnan District", "part_of": "whole"}
    case.says(r, "312", on="07-05", **somewhere, id="part")
    case.claims = [replace(c, destination_code=None) if c.id == "part" else c for c in case.claims]
    tally = soldiers(case)
    assert ends(tally) == (1037, 1037)
    assert tally.set_aside is not None
    assert tally.set_aside["part"].startswith("a part of 1,037 soldiers")
