"""What alone a figure counts, by its sentence: one occurrence's dead, one doer's work, some places."""

from __future__ import annotations

from datetime import date

import pytest

from panj.events.linking import frames_of
from panj.events.narrowed import listed_in, relation
from panj.events.scopes import Relation
from panj.model import Place
from props.cases import Case


def only(sentence: str, words: str, measure: str = "killed", **more: object) -> str | None:
    case = Case()
    report = case.report("r", "06-05", text=sentence)
    case.says(report, words, measure, at="TD-X", period="cumulative", said=sentence, **more)
    return frames_of(case.claims, case.reports)[0].only


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The death toll of the blast rose to 45.", "of:explosion"),
        ("A depot exploded and 45 people died.", "of:explosion"),
        ("In the fighting since Monday 45 people were killed.", "of:fighting"),
        ("Floods and landslides have killed 45 people.", "of:flood|landslide"),
        ("At least 45 have died of cholera.", "of:disease"),
        ("The toll stands at 45.", None),
        ("A ceasefire was signed after 45 people were killed.", None),
        ("Troops opened fire and 45 people were killed.", None),
    ],
)
def test_a_toll_is_of_the_occurrence_that_its_sentence_names(sentence: str, kinds: str | None) -> None:
    assert only(sentence, "45") == kinds


@pytest.mark.parametrize(
    ("sentence", "speaker", "key"),
    [
        (
            "The Crescent Society said it had brought 24 patients out.",
            "the Crescent Society",
            "by:crescent society",
        ),
        ("Its teams have safely evacuated 24 patients, the society said.", "the society", "by:society"),
        ("Since Sunday the Lantern Fund has evacuated 24 patients.", None, "by:lantern fund"),
        ("On Sunday Lantern Fund evacuated 24 patients.", None, "by:lantern fund"),
        ("The corps said that its own boats had picked 24 people.", "the corps", "by:corps"),
        ("The service put the number of those evacuated in Limne at 24.", "the service", None),
        ("Since Sunday 24 patients have been evacuated, the society said.", "the society", None),
        ("The ministry said that 24 patients had been taken out.", "the ministry", None),
        ("Since Sunday a total of 24 patients left by road.", "the society", None),
    ],
)
def test_a_total_of_deeds_is_the_doers_own_where_it_says_so(
    sentence: str, speaker: str | None, key: str | None
) -> None:
    assert only(sentence, "24", "evacuation", speaker=speaker, on="06-01/06-05") == key


def test_a_list_of_places_is_not_the_area_that_holds_them_all() -> None:
    area = Place("XX-1", "Lake Province", "admin1", "XX", names=("Lac",))
    assert listed_in("Bol, Liwa and Ngouboua", area) == "in:bol|liwa|ngouboua"
    assert listed_in("Lake Province", area) is None
    assert listed_in("Lac and its islands", area) is None
    assert listed_in("Bosnia and Herzegovina", Place("BA", "Bosnia and Herzegovina", "country", "BA")) is None


@pytest.mark.parametrize(
    ("own", "total", "stands"),
    [
        (None, None, Relation.SAME),
        ("of:flood", None, Relation.SAME),
        ("of:flood", "of:flood|storm", Relation.SAME),
        ("of:storm", "of:flood", Relation.OVERLAPS),
        (None, "of:flood", Relation.OVERLAPS),
        ("of:disease", "of:flood", Relation.UNKNOWN),
        ("by:society", "by:society", Relation.SAME),
        (None, "by:society", Relation.UNKNOWN),
    ],
)
def test_how_what_is_counted_stands_to_what_a_total_counts(
    own: str | None, total: str | None, stands: Relation
) -> None:
    assert relation(own, total) is stands


def blast(first: str = "06-01", second: str | None = None) -> Case:
    """A blast told with its day, another perhaps, and a toll of "the blast" without one."""
    case = Case()
    for n, day in enumerate(d for d in (first, second) if d):
        text = f"A blast at a depot killed {68 - n} people on that day."
        told = case.report(f"r{n}", "06-05", text=text)
        case.says(told, str(68 - n), "killed", at="TD-X", on=day, said=text)
    text = "The death toll of the blast rose to 170."
    late = case.report("late", "06-09", text=text)
    case.says(late, "170", "killed", at="TD-X", on="06-09", period="cumulative", said=text, id="toll")
    return case


def test_a_toll_counts_since_the_day_of_the_occurrence_that_it_names() -> None:
    case = blast()
    frame = next(f for f in frames_of(case.claims, case.reports) if f.claim.id == "toll")
    assert (frame.window.start, frame.window.end) == (date(2021, 6, 1), date(2021, 6, 9))


def test_a_figure_is_taken_to_be_of_the_occurrence_just_named_in_its_paragraph() -> None:
    text = (
        "A flood came.\nThe fighting killed 36 people. A hospital put the number of dead at 49.\nRain fell."
    )
    case = Case()
    said = {"measure": "killed", "at": "TD-X", "said": "A hospital put the number of dead at 49."}
    case.says(case.report("r", "06-09", text=text), "49", **said)
    assert frames_of(case.claims, case.reports)[0].amid == "of:fighting"


def test_of_two_occurrences_none_is_the_one_that_a_toll_is_of() -> None:
    case = blast(second="06-03")
    frame = next(f for f in frames_of(case.claims, case.reports) if f.claim.id == "toll")
    assert frame.window.running


def test_a_part_counts_some_of_what_its_whole_counts() -> None:
    text = "The toll of the blast rose to 170. Among them are 40 children."
    case = Case()
    report = case.report("r", "06-09", text=text)
    toll = {"measure": "killed", "at": "TD-X", "period": "cumulative", "on": "06-09"}
    case.says(report, "170", said="The toll of the blast rose to 170.", id="whole", **toll)
    case.says(report, "40", said="Among them are 40 children.", part_of="whole", id="part", **toll)
    frame = next(f for f in frames_of(case.claims, case.reports) if f.claim.id == "part")
    assert frame.amid == "of:explosion"


def test_totals_of_two_doers_are_two_though_they_are_as_large() -> None:
    case = Case()
    for name in ("Lantern Fund", "Harbour Corps"):
        text = f"{name} said that it had evacuated 24 people."
        days = {"to": "TD", "on": "06-01/06-05", "period": "cumulative", "said": text, "speaker": name}
        case.says(case.report(name, "06-06", text=text), "24", "evacuation", **days)
    assert len(case.events()) == 2
