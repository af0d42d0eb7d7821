"""Which figures are one occurrence, and which are not; why; and that order never matters."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from panj.events import Decision, Verb, link
from panj.events.relations import LinkKind
from panj.events.scopes import Places, Relation
from panj.gazetteer import Gazetteer
from panj.model import PeriodKind, Report, Span, Status
from panj.tally import Book
from props.cases import Case, ends

INTO = {"origin": "AF", "to": "TJ", "group": "soldiers"}


def homes(case: Case, *claims: str) -> list[str]:
    """The event of each claim."""
    return [next(e.id for e in case.events() if c in e.claims) for c in claims]


def pair(first: dict[str, object], second: dict[str, object], *, one_report: bool = False) -> bool:
    """Whether two claims, of two reports unless said otherwise, become one event."""
    case = Case()
    a = case.report("a", "07-06", "A")
    b = a if one_report else case.report("b", "07-06", "B")
    x = case.says(a, str(first.pop("words")), **{**INTO, **first})
    y = case.says(b, str(second.pop("words")), **{**INTO, **second})
    one, other = homes(case, x, y)
    return one == other


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ({"words": "1,037", "on": "07-05"}, {"words": "more than 1,000", "on": "07-04/07-05"}, True),
        ({"words": "1,037", "on": "07-05", "origin": "AF-BDS"}, {"words": "1,037", "on": "07-05"}, True),
        ({"words": "1,037", "on": "07-05"}, {"words": "1,000", "on": "07-05", "group": "people"}, True),
        ({"words": "1,037", "on": "07-05"}, {"words": "1,037", "on": "07-06"}, True),
        ({"words": "1,037", "on": "07-05"}, {"words": "1,037", "on": "07-08"}, False),
        ({"words": "200", "on": "07-05"}, {"words": "200", "on": "07-06"}, False),
        ({"words": "1,037", "on": "07-05"}, {"words": "94", "on": "07-05"}, False),
        ({"words": "1,037", "on": "07-05"}, {"words": "1,037", "on": "07-05", "to": "UZ"}, False),
        ({"words": "1,037", "on": "07-05"}, {"words": "1,037", "on": "07-05", "group": "civilians"}, False),
        (
            {"words": "300", "to": "TJ-GB", "on": "07-05"},
            {"words": "300", "to": "TJ-KT", "on": "07-05"},
            False,
        ),
        ({"words": "1,037", "on": "07-05"}, {"words": "1,037", "on": "07-05", "status": "possible"}, False),
        ({"words": "1,037", "on": "07-05"}, {"words": "1,037", "on": "07-05", "unit": "livestock"}, False),
        ({"words": "almost 350", "on": "07-12/07-18"}, {"words": "347", "on": "07-15"}, True),
        ({"words": "more than 300"}, {"words": "over 300", "on": "07-05"}, True),
    ],
)
def test_two_outlets(first: dict[str, object], second: dict[str, object], one: bool) -> None:
    assert pair(first, second) is one


def test_within_a_report_title_and_body_are_one() -> None:
    body = {"words": "1,037", "on": "07-05", "sentence": 4}
    assert pair({"words": "more than 1,000", "sentence": 0}, body, one_report=True)


def test_two_figures_of_one_sentence_are_two() -> None:
    first = {"words": "100", "on": "07-05", "sentence": 3}
    assert not pair(first, {"words": "100", "on": "07-05", "sentence": 3}, one_report=True)


@pytest.mark.parametrize(
    ("sentence", "one"),
    [
        ("The figure was given as more than 300 at first; the service has since spoken of 300.", True),
        ("Officials initially reported more than 300 soldiers, and later 300.", True),
        ("At one post more than 300 soldiers came over, and 300 at the other.", False),
        ("The group was first put at more than 300 soldiers and later at 700.", False),
    ],
)
def test_a_sentence_that_tells_one_number_again_gives_one_occurrence(sentence: str, one: bool) -> None:
    case = Case()
    report = Report(text=sentence, published="2021-07-06", outlet="Daily", name="daily")
    case.reports.append(report)
    words = ("more than 300", "700" if "700" in sentence else "300")
    made = []
    for text in words:
        claim = case.says(report.id, text, on="07-03", **INTO)
        start = sentence.rindex(text)
        whole = {"start": start, "end": start + len(text), "sentence": Span(0, len(sentence))}
        case.claims = [replace(c, **whole) if c.id == claim else c for c in case.claims]
        made.append(claim)
    first, second = homes(case, *made)
    assert (first == second) is one


@pytest.mark.parametrize(
    ("after", "group"),
    [
        ("citizens of Afghanistan were flown home.", "people"),
        ("Afghan nationals, most of them soldiers, were flown home.", "people"),
        ("villagers were flown home.", "civilians"),
        ("villagers, citizens of Afghanistan, were flown home.", "civilians"),
    ],
)
def test_citizens_of_a_state_may_be_its_soldiers(after: str, group: str) -> None:
    case = Case()
    report = Report(text=f"1,574 {after}", published="2021-07-23", outlet="Daily", name="daily")
    case.reports.append(report)
    case.says(report.id, "1,574", "return", group="civilians", origin="TJ", to="AF")
    whole = Span(0, len(report.text))
    case.claims = [replace(c, start=0, end=5, sentence=whole) for c in case.claims]
    (event,) = case.events()
    assert event.group == group


def wounded(where: str) -> tuple[Case, str, str]:
    """Two reports of four wounded among those who crossed; the second places them where they came from."""
    case = Case()
    first = case.report("a", "06-22", "A")
    four = case.says(first, "4", "injured", on="06-22", at="TJ", group="soldiers")
    second = case.report("b", "06-28", "B")
    into = {"origin": "AF-KDZ", "to": "TJ-KT", "group": "soldiers", "on": "06-22"}
    crossed = case.says(second, "134", **into)
    again = case.says(second, "4", "injured", on="06-22", at=where, group="soldiers", part_of=crossed)
    return case, four, again


def test_the_wounded_of_a_crossing_are_counted_once_wherever_it_is_said_that_they_were_hurt() -> None:
    case, four, again = wounded("AF-KDZ")
    assert len(set(homes(case, four, again))) == 1
    case, four, again = wounded("UZ")
    assert len(set(homes(case, four, again))) == 2


@pytest.mark.parametrize("place", ["TJ", "AF"])
def test_a_large_case_reads_both_ends_of_the_way_of_the_wounded(place: str) -> None:
    case, _, _ = wounded("AF-KDZ")
    book = Book()
    book.add(case.reports, case.claims)
    asked = case.question(measure="injured", place=place)
    assert book.ask(asked).bounds == case.ask(measure="injured", place=place).bounds


@pytest.mark.parametrize(
    ("words", "more", "label"),
    [
        ("1", {"at": "TJ", "group": "soldiers"}, "1 soldier in TJ"),
        (
            "80",
            {"at": "the frontier", "group": "refugees", "unit": "households"},
            "80 refugee households at ",
        ),
        ("300", {"at": "TAJIKISTAN", "group": "people"}, "300 people in Tajikistan"),
        ("12", {"at": "TJ", "unit": "facilities"}, "12 facilities in TJ"),
    ],
)
def test_an_occurrence_is_named_as_a_person_would(words: str, more: dict[str, object], label: str) -> None:
    case = Case()
    report = case.report("a", "07-06")
    case.says(report, words, "hosted", period="as_of", on="07-06", **more)
    (event,) = case.events()
    assert event.label.startswith(label)


def test_totals_stay_totals() -> None:
    case = Case()
    r = case.report("a", "07-06")
    event = case.says(r, "1,037", on="07-05", **INTO)
    total = case.says(r, "1,037", on="06-21/07-05", period="cumulative", **INTO)
    other = case.says(r, "1,037", on="06-01/07-05", period="cumulative", **INTO)
    assert len(set(homes(case, event, total, other))) == 3
    kinds = {e.kind for e in case.events()}
    assert kinds == {PeriodKind.EVENT, PeriodKind.CUMULATIVE}


def test_plans_and_fears_stay_what_they_are() -> None:
    case = Case()
    r = case.report("a", "07-06")
    for status in Status:
        case.says(r, "5,000", status=status.value, on="07-05", **INTO)
    assert {e.status for e in case.events()} == set(Status)
    assert len(case.events()) == len(Status)


def test_contradicting_totals_of_one_day_are_one_total() -> None:
    case = Case()
    home = {"origin": "TJ", "to": "AF", "group": "soldiers", "period": "cumulative", "on": "07-07"}
    a = case.says(case.report("a", "07-07"), "about 600", "return", **home)
    b = case.says(case.report("b", "07-07"), "280", "return", **home)
    one, other = homes(case, a, b)
    assert one == other


def test_every_link_is_explained() -> None:
    case = Case()
    a = case.says(case.report("a", "07-05"), "1,037", on="07-05", **INTO)
    b = case.says(case.report("b", "07-06"), "more than 1,000", on="07-05", **INTO)
    (event,) = case.events()
    (line,) = event.why
    assert a in line
    assert b in line
    assert "score" in line
    assert "dates" in line


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("Tajik border guards", "Tajikistan's border authority", 1),
        ("Tajik border guards", "Tajik officials", 1),
        ("Tajik border guards", "Afghan border guards", 2),
        ("Indrika Ratwatte", "Ratwatte", 1),
        ("Tajik border guards", "UNHCR", 2),
        ("UNHCR", "the U.N. High Commissioner for Refugees", 1),
        (None, None, 2),
        ("Tajik border guards", None, 2),
    ],
)
def test_independent_origins(first: str | None, second: str | None, count: int) -> None:
    case = Case()
    case.says(case.report("a", "07-05", "A"), "1,037", on="07-05", speaker=first, **INTO)
    case.says(case.report("b", "07-05", "B"), "1,037", on="07-05", speaker=second, **INTO)
    (event,) = case.events()
    assert len(event.origins) == count


def test_decisions_override_and_are_undone_by_leaving_them_out() -> None:
    case = Case()
    a = case.says(case.report("a", "07-05"), "1,037", on="07-05", **INTO)
    b = case.says(case.report("b", "07-05"), "1,037", on="07-05", **INTO)
    c = case.says(case.report("c", "07-20"), "500", on="07-19", **INTO)

    def decided(*decisions: Decision) -> list[set[str]]:
        return [set(e.claims) for e in link(case.claims, case.reports, decisions=decisions)]

    assert {a, b} in decided()
    assert {a} in decided(Decision(Verb.SPLIT, a, b))
    assert {a, b, c} in decided(Decision(Verb.MERGE, a, c))
    assert all(c not in ids for ids in decided(Decision(Verb.REJECT, c)))


def test_order_and_repetition_do_not_matter() -> None:
    case = Case()
    rng = random.Random(3)
    for n in range(12):
        r = case.report(f"r{n}", f"07-{n + 5:02}", f"O{n}")
        case.says(r, rng.choice(("1,037", "more than 1,000", "almost 350")), on=f"07-{n + 4:02}", **INTO)
    shuffled = [*case.claims, *case.claims[:4]]
    rng.shuffle(shuffled)
    assert link(shuffled, case.reports[::-1]) == case.events()


def test_a_smaller_finer_figure_is_a_hypothesis_not_a_sum() -> None:
    case = Case()
    people = {"origin": "AF", "group": "civilians"}
    week = case.says(case.report("a", "07-23"), "almost 350", to="TJ", on="07-12/07-18", **people)
    day = case.says(case.report("b", "07-14"), "77", to="TJ-GB", on="07-13", **people)
    (found,) = case.ledger().links
    assert found.kind is LinkKind.HYPOTHESIS
    part, whole = homes(case, day, week)
    assert (found.parts, found.whole) == ((part,), whole)
    assert "may be a part" in found.why


@pytest.mark.parametrize(("to", "parts"), [("TJ-GB", 1), ("TJ", 0)])
def test_in_one_report_only_a_narrower_place_makes_a_part(to: str, parts: int) -> None:
    case = Case()
    r = case.report("a", "07-06")
    people = {"origin": "AF", "group": "soldiers"}
    case.says(r, "1,037", to="TJ", on="07-03/07-05", **people)
    case.says(r, "152", to=to, on="07-05", **people)
    assert len(case.ledger().links) == parts


def test_a_total_of_some_far_below_a_total_of_all_is_no_other_word_for_it() -> None:
    case = Case()
    told = {"to": "TJ", "origin": "AF", "on": "06-15/07-26", "period": "cumulative"}
    case.says(case.report("a", "07-26"), "at least 3,700", **told)
    case.says(case.report("b", "07-26"), "at least 120", group="civilians", **told)
    assert len(case.events()) == 2
    assert not case.ask(place="TJ").conflicts


def test_a_total_of_civilians_is_not_that_of_everybody_even_where_both_can_be_one_number() -> None:
    case = Case()
    told = {"to": "TJ", "origin": "AF", "on": "07-18", "period": "cumulative"}
    case.says(case.report("a", "07-18"), "311", **told)
    case.says(case.report("b", "07-18"), "about 310", group="civilians", **told)
    assert len(case.events()) == 2
    assert ends(case.ask(place="TJ")) == (311, 311), "one within the other, counted once"
    low, high = ends(case.ask(place="TJ", group="civilians"))
    assert low <= 309 <= (high or 309)


def test_the_night_told_by_its_first_day_and_by_its_last_is_one() -> None:
    """The telling figure ties them, and a looser one of the next day does not part them."""
    case = Case()
    route = {"to": "TJ", "origin": "AF", "group": "soldiers"}
    case.says(case.report("a", "07-05"), "1,037", on="07-04/07-05", **route)
    case.says(case.report("b", "07-05"), "more than 1,000", on="07-05", **route)
    case.says(case.report("c", "07-06"), "1,037", on="07-04", **route)
    (event,) = case.events()
    assert len(event.claims) == 3


def test_three_hundred_each_on_two_days_are_two() -> None:
    case = Case()
    route = {"to": "TJ", "origin": "AF", "group": "soldiers", "speaker": "border guards"}
    case.says(case.report("a", "07-04"), "300", on="07-04", **route)
    case.says(case.report("b", "07-05"), "300", on="07-05", **route)
    assert len(case.events()) == 2


def test_a_crossing_in_the_list_of_a_total_is_the_crossing_others_tell_of() -> None:
    case = Case()
    route = {"to": "TJ", "origin": "AF", "group": "soldiers"}
    r = case.report("a", "07-06")
    total = case.says(r, "1,573", on="06-22/07-05", period="cumulative", **route)
    case.says(r, "1,037", on="07-05", part_of=total, sentence=8, **route)
    case.says(case.report("b", "07-05"), "1,037", on="07-05", **route)
    assert sorted(len(e.claims) for e in case.events()) == [1, 2]


def test_a_town_whose_district_nobody_knows_may_lie_in_the_district_around_it() -> None:
    gazetteer = Gazetteer.default()
    places = Places(gazetteer)
    town, district = gazetteer.resolve("Shahritus"), gazetteer.place("gn:8221292")
    assert town is not None
    assert district.kind == "admin2"
    assert places.relation(town.code, district.code) is not Relation.APART
    assert places.relation("gn:1220962", district.code) is Relation.APART, "Murghob is far away"


def test_a_region_of_two_countries_is_of_neither():
    """Nobody can be asked how many went to a country without a code."""
    assert Places(Gazetteer.default()).country("panj:abyei") is None
