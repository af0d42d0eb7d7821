"""People in camps of their own country are displaced; so are those who arrived from within a country."""

from __future__ import annotations

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Book, Ledger, ask

GAZETTEER = Gazetteer.default()


def report(day: str, text: str) -> Report:
    return Report(text=text, published=day, outlet=f"Wire of {day}", name=day)


EARLY = report("2021-01-06", "The number of people displaced by the cyclone in Malawi stands at 83,200.")
CAMPS = report("2021-01-16", "In Malawi 163,600 people are living in 177 camps.")
FEWER = report("2021-01-16", "In Malawi 23,600 people are living in 77 camps.")
ABROAD = report("2021-01-16", "In Malawi 23,600 refugees from Burundi are living in one camp.")


def asked(measure: str, place: str, *reports: Report) -> Tally:
    claims = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    question = Question(measure=Measure(measure), place=place)
    book = Book(gazetteer=GAZETTEER)
    book.add(reports, claims)
    ledger = Ledger(claims, link(claims, reports, gazetteer=GAZETTEER), reports, gazetteer=GAZETTEER)
    tally = ask(question, ledger)
    assert book.ask(question).bounds == tally.bounds, "a book reads all that the question needs"
    return tally


def test_more_people_in_camps_are_the_displaced_of_that_day() -> None:
    assert asked("displaced_stock", "MW", EARLY, CAMPS).bounds.best == 163_600
    assert asked("hosted", "MW", EARLY, CAMPS).bounds.best == 163_600


def test_fewer_in_camps_do_not_say_that_others_went_home() -> None:
    assert asked("displaced_stock", "MW", EARLY, FEWER).bounds.best == 83_200


def test_nobody_from_abroad_is_displaced_in_the_country() -> None:
    assert asked("displaced_stock", "MW", ABROAD).bounds.best is None
    assert asked("displaced_stock", "MW", EARLY, ABROAD).bounds.best == 83_200
    assert asked("displaced_stock", "MW", ABROAD, CAMPS).bounds.best is None, (
        "who is in the camps is not told"
    )


ARRIVED = report(
    "2021-04-07",
    "Since 27 March 11,104 people displaced from Palma have arrived in Mueda and Pemba in Mozambique.",
)
DISPLACED = report(
    "2021-05-28", "By 25 May 67,800 people had been displaced by the attacks in Mozambique since 24 March."
)


def test_arrivals_from_within_answer_until_displacement_is_told_of() -> None:
    assert asked("internal_displacement", "MZ", ARRIVED).bounds.best == 11_104
    assert asked("internal_displacement", "MZ", ARRIVED, DISPLACED).bounds.best == 67_800


def test_who_came_from_another_country_was_not_displaced_in_this_one() -> None:
    came = report("2021-04-07", "Since 27 March 11,104 people have arrived in Mozambique from Malawi.")
    assert not asked("internal_displacement", "MZ", came).bounds.best
