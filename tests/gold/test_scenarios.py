"""The expected answers to the nine scenarios stand on the gold and on the wording policy as it is."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from panj.bounds import policy
from panj.model import Qualifier
from props import scenarios

HERE = Path(__file__).parent
PLAN = tomllib.loads((HERE / "scenarios.toml").read_text(encoding="utf-8"))
QUESTIONS = [(s["number"], q) for s in PLAN["scenario"] for q in s.get("question", [])]
CONTEXTS = [c for s in PLAN["scenario"] for c in s.get("context", [])]
GOLD = {
    p.stem: json.loads(p.read_text(encoding="utf-8")) for p in HERE.glob("*.json") if p.stem != "developments"
}


def stated(name: str) -> set[str]:
    """Every figure of a report, claims and figures set aside."""
    return {c["text"] for c in GOLD[name]["claims"] + GOLD[name]["not_claims"]}


def mentions(question: dict) -> list[str]:
    return question.get("rests_on", [])


def known_by(question: dict) -> set[str]:
    day = question["known"].isoformat()
    names = question.get("reports", GOLD)
    return {n for n in names if GOLD[n]["published"] <= day}


@pytest.fixture(params=QUESTIONS, ids=lambda q: f"{q[0]}-{q[1]['id']}")
def question(request) -> dict:
    return request.param[1]


def test_the_policy_is_the_one_they_were_derived_by():
    assert PLAN["policy"] == policy().label


@pytest.mark.parametrize("reading", PLAN["reading"], ids=lambda r: r["words"])
def test_readings_are_the_policys(reading):
    bounds = policy().interval(reading["value"], Qualifier(reading["qualifier"]), words=reading["words"])
    assert (bounds.low, bounds.high) == (reading["low"], reading["high"])


def test_all_nine_are_there_and_no_question_stands_twice():
    assert [s["number"] for s in PLAN["scenario"]] == list(range(1, 10))
    names = [q["id"] for _, q in QUESTIONS]
    assert len(names) == len(set(names))


def test_it_is_a_question_that_panj_can_be_asked(question):
    asked = scenarios.question(question)
    assert isinstance(asked.known, date)
    assert question["note"]


def test_bounds_are_ordered_and_stories_lie_in_a_contested_range(question):
    low, high = question["low"], question["high"]
    if high == "open":
        return
    assert 0 <= low <= high
    if question.get("contested"):
        assert low == min(s[0] for s in question["stories"])
        assert high == max(s[1] for s in question["stories"])


def test_its_evidence_is_in_the_gold_and_was_known(question):
    for mention in mentions(question):
        name, figure = mention.split("|")
        assert name in known_by(question), f"{name} was not out yet"
        assert figure in stated(name), mention


def test_what_must_not_count_is_somewhere_in_the_gold(question):
    everything = set().union(*(stated(n) for n in GOLD)) | {"August 26"}
    assert set(question.get("never", [])) <= everything


def test_a_conflict_names_figures_that_were_known(question):
    figures = set().union(*(stated(n) for n in known_by(question)))
    assert set(question.get("conflict", [])) <= figures


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda c: c["id"])
def test_context_figures_are_in_the_gold(context):
    for mention in context.get("rests_on", []) + context.get("agrees_with", []):
        name, figure = mention.split("|")
        holders = [t for t in stated(name) if figure in t]
        assert holders, mention
    if "active" in context:
        assert {context["active"], context["superseded"]} <= stated(context["active_report"])
        assert context["superseded"] in stated(context["still_wrong_in"])


def read(words: str) -> tuple[int, int]:
    """The interval of a figure as `scenarios.toml` reads it."""
    return next((r["low"], r["high"]) for r in PLAN["reading"] if r["words"] == words)


def expected(name: str) -> dict:
    return next(q for _, q in QUESTIONS if q["id"] == name)


def bounds_of(name: str) -> tuple[int, int]:
    return expected(name)["low"], expected(name)["high"]


def test_the_waves_follow_from_the_readings():
    counted = 134 + 17 + 94 + 1037
    total, third = read("nearly 1,600"), read("more than 300")
    narrowed = max(third[0], total[0] - counted), min(third[1], total[1] - counted)
    assert bounds_of("third-wave-alone") == third
    assert bounds_of("third-wave-narrowed") == narrowed
    assert bounds_of("as-known-3-july") == (151 + third[0], 151 + third[1])
    assert bounds_of("as-known-5-july") == (counted + narrowed[0], counted + narrowed[1])
    assert bounds_of("july-crossings-cannot-be-all-who-left") == (narrowed[0] + 1131, narrowed[1] + 1131)
    unseen = expected("two-reports-only")
    assert unseen["unseen_low"] == total[0] - third[1] - 1037
    assert unseen["unseen_high"] == total[1] - third[0] - 1037


def test_the_local_count_contradicts_more_than_300_and_not_the_round_300():
    counted = 134 + 17 + 94 + 1037
    third = 1573 - counted
    low, high = read("300")
    assert low <= third <= high
    assert third < read("more than 300")[0]


def test_what_is_left_and_what_went_unreported_follow_too():
    came = bounds_of("as-known-23-july")
    assert expected("still-here")["hypothesis_low"] == came[0] - 1574
    assert expected("still-here")["hypothesis_high"] == came[1] - 1574
    stated_by_minister = read("About 5,000")
    assert expected("as-known-2-september")["unreported_low"] == stated_by_minister[0] - came[1]
    assert expected("as-known-2-september")["unreported_high"] == stated_by_minister[1] - came[0]


def test_the_night_crossing_follows_from_its_parts():
    group, admitted, titled = read("More than 200"), read("Around 100"), read("100")
    back = group[0] - admitted[1], min(group[1] - admitted[0], titled[1])
    assert bounds_of("hamadoni-sent-back") == back
    assert bounds_of("hamadoni-group") == (group[0], admitted[1] + back[1])
    assert expected("hamadoni-sent-back")["body_only"] == [group[0] - admitted[1], group[1] - admitted[0]]


def test_the_denied_rumour_exceeds_all_who_came():
    assert read("2,300")[0] > bounds_of("as-known-6-july")[1]
