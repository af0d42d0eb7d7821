"""A room and an API without rights: no page and no field shows what the gate withholds."""

import asyncio
from dataclasses import replace
from datetime import date

import httpx
import pytest

from panj.publish.gate import gated
from panj.publish.room import create_app
from publish.crisis import BACK, INTO, make_claim, make_report, on

SECRETS = ("Amina", "Okello", "Goma", "hill road", "Nyakibande")


@pytest.fixture
def asked(situate):
    first = make_report(
        "Some 500 people crossed into Uganda on June 13, said Amina Okello, 34, who fled.\n"
        "Three of them, wounded, lie in Nyakibande hospital since June 13.\n"
        "On June 13 police drove 412 people back to Goma over the hill road.",
        name="amina-okello",
    )
    first = replace(first, url="https://example.org/amina-okello-at-nyakibande")
    local = {**BACK, "destination": "Goma", "destination_code": "gn:216281"}
    claims = [
        make_claim(first, "500", "arrival", 500, speaker="Amina Okello", **INTO, **on(13)),
        make_claim(first, "Three", "injured", 3, place="Nyakibande hospital", **on(13)),
        make_claim(first, "412", "forced_return", 412, **local, **on(13)),
    ]
    claims = [replace(c, id=f"c{n}") for n, c in enumerate(claims)]
    calls = []

    held = {}

    def source(known):
        calls.append(known)
        if known not in held:
            held[known] = situate([first], claims, known=known)
        return held[known]

    app = create_app(gated(source), case_name="case.db")

    def get(path):
        async def go():
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8600") as client:
                return await client.get(path)

        return asyncio.run(go())

    return get


PATHS = (
    *("/", "/claims", "/reports", "/story", "/brief"),
    *(
        "/api/v1/claims",
        "/api/v1/events",
        "/api/v1/reports",
        "/api/v1/tally",
        "/api/v1/map",
        "/api/v1/alerts",
    ),
    *("/api/v1/outlook", "/api/v1/changes?since=2022-06-10", "/api/v1/answer?measure=injured"),
)


@pytest.mark.parametrize("path", PATHS)
def test_no_address_shows_what_is_withheld(asked, path):
    answer = asked(path)
    assert answer.status_code == 200
    for secret in SECRETS:
        assert secret not in answer.text, secret
        assert secret.lower().replace(" ", "-") not in answer.text


def test_reports_and_evidence_show_neither(asked):
    for report in asked("/api/v1/reports").json()["items"]:
        text = asked(f"/api/v1/reports/{report['id']}").text
        assert not [s for s in SECRETS if s in text]
    for claim in asked("/api/v1/claims").json()["items"]:
        assert not [s for s in SECRETS if s in asked(f"/api/v1/claims/{claim['id']}").text]


def test_the_tally_of_a_small_cell_is_its_band(asked):
    tally = asked("/api/v1/answer?measure=injured").json()["tally"]
    assert (tally["low"], tally["high"]) == (0, 9)


def test_what_was_worked_out_is_kept(situate):
    held = situate([], [])
    public = gated(lambda known: held)
    assert public(date(2022, 1, 1)) is public(date(2022, 1, 1))
