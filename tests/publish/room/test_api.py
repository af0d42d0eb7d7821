"""The API: declared shapes, strict dates, faults as problems."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest

import panj


def test_health_says_version_and_reports(client: httpx.Client) -> None:
    assert client.get("/api/v1/health").json() == {"ok": True, "version": panj.__version__, "reports": 5}


def test_claims_come_as_the_model_states_them(client: httpx.Client, made: ModuleType) -> None:
    page = client.get("/api/v1/claims").json()
    assert page["total"] == 8
    assert page["next"] is None
    for sent in page["items"]:
        whole = made.CLAIMS[sent["id"]].to_dict()
        assert {k: whole[k] for k in sent} == sent
        assert set(whole) - set(sent) == {"optional"}


def test_claims_come_in_pages(client: httpx.Client) -> None:
    first = client.get("/api/v1/claims?limit=3").json()
    rest = client.get("/api/v1/claims", params={"start": first["next"], "limit": 100}).json()
    ids = [c["id"] for c in first["items"] + rest["items"]]
    assert len(ids) == len(set(ids)) == 8


def test_the_tally_has_its_bounds_at_the_top_and_its_reasons_beside(
    client: httpx.Client, made: ModuleType
) -> None:
    figures = {f["slug"]: f for f in client.get("/api/v1/tally").json()["figures"]}
    tally = figures["arrivals"]["tally"]
    assert (tally["low"], tally["best"], tally["high"]) == (1550, 1599, 1599)
    assert tally["because_low"] == [made.TOTAL.id]
    assert tally["conflicts"][0]["stories"][1] == [
        [made.DENIAL.id],
        {"low": 0, "best": None, "high": 900, "soft_low": False, "soft_high": False},
    ]
    assert figures["here"]["tally"]["high"] is None


def test_key_figures_come_in_pages_that_together_are_all(client: httpx.Client) -> None:
    whole = client.get("/api/v1/tally").json()
    assert (whole["total"], whole["next"]) == (len(whole["figures"]), None)
    pages, start = [], 0
    while start is not None:
        page = client.get(f"/api/v1/tally?start={start}&limit=2").json()
        assert page["total"] == whole["total"]
        pages.append(page["figures"])
        start = page["next"]
    assert [len(p) for p in pages[:-1]] == [2] * (len(pages) - 1)
    assert [f for p in pages for f in p] == whole["figures"]
    assert client.get(f"/api/v1/tally?start={whole['total']}").json()["figures"] == []


def test_known_holds_in_the_api(client: httpx.Client) -> None:
    assert client.get("/api/v1/tally?known=2021-07-04").json()["known"] == "2021-07-04"
    assert client.get("/api/v1/reports?known=2021-07-05").json()["total"] == 2
    assert client.get("/api/v1/events?known=2021-07-03").json()["total"] == 1


def test_offsets_of_a_claim_point_into_the_reports_text(client: httpx.Client) -> None:
    for claim in client.get("/api/v1/claims").json()["items"]:
        report = client.get(f"/api/v1/reports/{claim['report']}").json()
        assert report["text"][claim["start"] : claim["end"]] == claim["text"]
        assert "text" not in client.get("/api/v1/reports").json()["items"][0]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/claims?known=0", 400),
        ("/api/v1/claims?known=20210705", 400),
        ("/api/v1/claims?limit=0", 400),
        ("/api/v1/claims?start=-1", 400),
        ("/api/v1/claims/none", 404),
        ("/api/v1/reports/none", 404),
        ("/api/v1/none", 404),
    ],
)
def test_faults_are_problems_with_words(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert len(answer.json()["detail"]) > 5


def test_the_map_is_geojson_with_longitude_first(client: httpx.Client) -> None:
    earth = client.get("/api/v1/map").json()
    places = {f["properties"]["name"]: f for f in earth["places"]["features"]}
    assert places["Upper Bank"]["geometry"] == {"type": "Point", "coordinates": [70.9, 36.9]}
    assert [f["properties"]["name"] for f in earth["areas"]["features"]] == ["Upper Bank", "Lower Bank"]
    ring = earth["areas"]["features"][0]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(earth["flows"]["features"]) == len(earth["heads"]["features"]) == 2


def test_every_address_declares_its_shape(client: httpx.Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) >= 7
    for path, methods in paths.items():
        schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert "$ref" in schema, path
