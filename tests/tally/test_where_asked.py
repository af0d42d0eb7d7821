"""Where a question's place is: what the reports mean by its name, and where people were evacuated."""

from __future__ import annotations

from dataclasses import replace

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Claim, Measure, Question, Report, Tally
from panj.tally import Ledger, ask
from props.cases import Case, ends

GAZETTEER = Gazetteer.default()


def asked(case: Case, **question: object) -> Tally:
    return ask(case.question(**question), Ledger(case.claims, None, case.reports, gazetteer=GAZETTEER))


def read(*reports: Report) -> Ledger:
    claims: list[Claim] = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    return Ledger(
        claims, link(claims, list(reports), gazetteer=GAZETTEER), list(reports), gazetteer=GAZETTEER
    )


def evacuated(case: Case, words: str, **where: object) -> None:
    report = case.report(f"r{len(case.reports)}", "09-10")
    case.says(report, words, "evacuation", on="09-09", **where)


def test_people_evacuated_to_no_stated_place_were_evacuated_where_they_were() -> None:
    case = Case()
    evacuated(case, "2,412", origin="MZ-S")
    assert ends(asked(case, place="MZ", measure="evacuation")) == (2_412, 2_412)
    assert ends(asked(case, place="MW", measure="evacuation")) != (2_412, 2_412)


def test_people_evacuated_abroad_were_not_evacuated_to_their_own_country() -> None:
    case = Case()
    evacuated(case, "2,412", origin="MZ-S", to="MW")
    assert asked(case, place="MZ", measure="evacuation").to_dict()["low"] in {None, 0}
    assert ends(asked(case, place="MW", measure="evacuation")) == (2_412, 2_412)


def test_a_name_is_what_the_reports_mean_by_it() -> None:
    place = GAZETTEER.resolve("Renk")
    assert place is not None
    report = Report(
        text="The explosion at a depot near Renk killed 170 people on Monday, the governor said.",
        published="2023-09-15", outlet="Relief Office", name="note",
    )  # fmt: skip
    claims = [replace(c, place_code="SS-NU") for c in panj.extract(report, gazetteer=GAZETTEER)]
    ledger = Ledger(claims, None, [report], gazetteer=GAZETTEER)
    question = Question(place="Renk", measure=Measure.KILLED)
    assert ask(question, ledger).bounds.best == 170


def test_a_note_of_correction_takes_the_place_of_the_figure_that_it_names() -> None:
    told = Report(
        text="Since 4 May, 474,300 refugees have arrived in Chad, the office said.",
        published="2023-09-15", outlet="Relief Office", name="sitrep",
    )  # fmt: skip
    note = Report(
        text="In our report of 15 September one county was counted twice. The number of refugees who have "
        "arrived in Chad since 4 May is therefore 452,100 and not 474,300.",
        published="2023-09-22", outlet="Relief Office", name="note",
    )  # fmt: skip
    question = Question(place="TD", measure=Measure.ARRIVAL)
    assert ask(question, read(told)).bounds.best == 474_300
    assert ask(question, read(told, note)).bounds.best == 452_100
