"""A name that reports of one case read in two countries is where the words beside it say."""

from __future__ import annotations

import panj
from panj.events.linking import frames_of
from panj.gazetteer import Gazetteer
from panj.model import Report

GAZETTEER = Gazetteer.default()
HERE = Report(
    text="Insurgents in Mozambique attacked Palma on Friday. In Palma 51 people were killed on Friday.",
    published="2021-03-29",
    outlet="Northern Wire",
    name="here",
)
ALONE = Report(
    text="We have gone from house to house and counted 801 people who were killed in Palma.",
    published="2021-11-30",
    outlet="Frontier Research Collective",
    name="alone",
)
ABROAD = Report(
    text="Twelve people were killed in Palma on Sunday, the Spanish police said. All Spain mourns.",
    published="2021-11-30",
    outlet="Southern Wire",
    name="abroad",
)


def lands(*reports: Report) -> dict[str, str | None]:
    """The words of each figure and the country in which its frame is."""
    claims = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    frames = frames_of(claims, reports, gazetteer=GAZETTEER)
    return {f.claim.text: GAZETTEER.place(f.destination).country if f.destination else None for f in frames}


def test_a_report_that_names_the_town_alone_means_the_one_of_the_case() -> None:
    assert lands(ALONE) == {"801": "ES"}
    assert lands(HERE, ALONE) == {"51": "MZ", "801": "MZ"}


def test_what_a_report_says_of_the_other_country_stands() -> None:
    assert lands(HERE, ABROAD)["Twelve"] == "ES"


def test_where_reports_bear_out_both_nothing_is_moved() -> None:
    assert lands(HERE, ABROAD, ALONE)["801"] == "ES"
