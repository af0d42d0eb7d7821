"""Whose report it is: what "our province" and "with us" mean, and of which country it is if it names none."""

from __future__ import annotations

import pytest

import panj
from panj.claims.routes.issuer import Issuer, issuer_of
from panj.gazetteer import Gazetteer
from panj.model import Claim

GAZETTEER = Gazetteer.default()


def read(outlet: str, text: str) -> dict[str, Claim]:
    report = panj.Report(text=text, published="2023-09-27", outlet=outlet)
    return {c.text: c for c in panj.extract(report, gazetteer=GAZETTEER)}


@pytest.mark.parametrize(
    ("outlet", "land", "country"),
    [
        ("Government of the Republic of Uganda, Kampala", "UG", "with us"),
        ("Department of Disaster Management Affairs, Lilongwe", "MW", "our country"),
        ("OCHA Chad", "TD", "our country"),
    ],
)
def test_a_name_of_a_country_or_the_seat_of_a_public_body_tells_the_country(
    outlet: str, land: str, country: str
) -> None:
    issuer = issuer_of(outlet, GAZETTEER)
    assert issuer.land == land
    assert issuer.meant(country.removeprefix("with ")) == issuer.country


@pytest.mark.parametrize("outlet", ["UNHCR, Geneva", "IOM, Nairobi", "Northern Wire", "", None])
def test_headquarters_of_others_tell_nothing(outlet: str | None) -> None:
    assert issuer_of(outlet, GAZETTEER) == Issuer()


def test_with_us_is_the_country_whose_report_it_is() -> None:
    claims = read(
        "Government of the Republic of Uganda, Kampala",
        "Since the beginning of the year 64,600 citizens of South Sudan have found shelter with us.",
    )
    assert (claims["64,600"].origin, claims["64,600"].destination) == ("South Sudan", "Uganda")


def test_our_province_is_the_one_in_the_name() -> None:
    claims = read(
        "Provincial Government of Nampula", "Our province now shelters 98,000 displaced compatriots."
    )
    assert claims["98,000"].place == "Nampula"


def test_whoever_is_quoted_speaks_of_his_own_country() -> None:
    claims = read(
        "Times of India", "“Our country has received 12,000 refugees,” the Bangladeshi minister said."
    )
    assert claims["12,000"].destination == "Bangladesh"


def test_a_report_that_names_no_other_country_is_of_its_own() -> None:
    claims = read("Ministry of Interior, Chisinau", "Some 3,400 Ukrainians crossed the border on Friday.")
    assert (claims["Some 3,400"].origin, claims["Some 3,400"].destination) == ("Ukraine", "Moldova")


def test_a_country_named_in_the_text_goes_before_it() -> None:
    claims = read("Government of Kenya", "Some 3,400 people fled from Burundi to Rwanda on Friday.")
    assert claims["Some 3,400"].destination == "Rwanda"


def test_our_reporter_and_stay_with_us_are_no_places() -> None:
    claims = read("Government of Kenya", "Our reporter counted 300 refugees in Goma. Stay with us.")
    assert claims["300"].place == "Goma"
