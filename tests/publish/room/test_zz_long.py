"""The API holds to its own description, whatever is asked of it: schemathesis asks."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from panj.publish.room import create_app

OWN = {"Host": "127.0.0.1:8600"}  # the room answers to this machine's own names alone
# A description cannot say that a period's last day is not before its first.
SEMANTIC = {"/api/v1/answer": (positive_data_acceptance,)}


@pytest.fixture(scope="module")
def described(made: ModuleType):
    app = create_app(made.situation, case_name="bank.db")
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=OWN)


def test_every_answer_is_one_that_was_described(described) -> None:
    """Every operation with queries right and wrong: no crash, no answer of another shape or status."""
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()
        modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        strategies = [
            operation.as_strategy(generation_mode=mode) for mode in modes if mode in kinds(operation)
        ]
        for strategy in strategies:
            asked += 1
            _ask(strategy, skipped=SEMANTIC.get(operation.path, ()))
    assert asked >= 14


def kinds(operation) -> tuple[GenerationMode, ...]:
    """Ways to ask an operation; one without parameters can be asked in no wrong way."""
    return tuple(GenerationMode) if list(operation.query) else (GenerationMode.POSITIVE,)


def _ask(strategy, *, skipped) -> None:
    @given(strategy)
    @settings(
        max_examples=120,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=False,
        database=None,
    )
    def ask(case) -> None:
        case.call_and_validate(headers=OWN, excluded_checks=list(skipped))

    ask()


def test_an_answer_that_the_asker_has_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/api/v1/claims?limit=3")
    tag = first.headers["etag"]
    again = client.get("/api/v1/claims?limit=3", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert client.get("/api/v1/claims?limit=4", headers={"If-None-Match": tag}).status_code == 200


def test_any_question_is_answered_with_its_reasons(client: httpx.Client) -> None:
    tally = client.get("/api/v1/answer?measure=arrival&known=2021-07-05").json()["tally"]
    assert tally["low"] is None or tally["low"] <= tally["high"]
    assert set(tally) >= {"claims", "because_low", "because_high", "conflicts", "policy"}


@pytest.mark.parametrize(
    "query",
    [
        "measure=nonsense",
        "start=2021-07-05&end=2021-07-01",
        "start=5 July",
        "group=dwarves",
    ],
)
def test_a_question_that_cannot_be_asked_is_a_problem(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/v1/answer?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_place_that_nobody_knows_is_not_found(client: httpx.Client) -> None:
    answer = client.get("/api/v1/answer?place=Nowhereatall")
    assert answer.status_code == 404
    assert "Nowhereatall" in answer.json()["detail"]


def test_changes_are_told_with_their_cause(client: httpx.Client) -> None:
    page = client.get("/api/v1/changes?since=2021-07-03").json()
    assert page["total"] >= 1
    assert all(item["why"] for item in page["items"])
    assert client.get("/api/v1/changes").status_code == 400


def test_a_plan_names_its_standards(client: httpx.Client) -> None:
    plan = client.get("/api/v1/plan?people=1000&days=7").json()
    assert plan["days"] == 7
    assert all(need["source"] for need in plan["needs"])


def test_the_description_is_of_the_api_alone(client: httpx.Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) >= 12
    assert all(path.startswith("/api/v1/") for path in paths)
    for methods in paths.values():
        for operation in methods.values():
            assert "422" not in operation["responses"]
            assert "application/problem+json" in operation["responses"]["400"]["content"]
