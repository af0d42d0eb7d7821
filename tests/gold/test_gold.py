"""The gold of the example reports is sound: spans hit the text, fields are legal, no figure is forgotten."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from panj.bounds import add, intersect, policy
from panj.clock import parse_day
from panj.model import Group, Measure, PeriodKind, Qualifier, Status, Unit

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "tajik-border-2021"
FILES = sorted(p for p in HERE.glob("*.json") if p.stem != "developments")
ENUMS = {
    "measure": Measure,
    "qualifier": Qualifier,
    "unit": Unit,
    "period": PeriodKind,
    "status": Status,
}
FIELDS = {
    *("start", "end", "text", "measure", "value", "value_high", "qualifier", "unit", "group"),
    *("origin", "destination", "place", "date_start", "date_end", "period", "per", "of"),
    *("status", "speaker", "via", "confirmed", "inherits", "optional"),
}
EXTRA = {"part_of", "partition", "ordinal"}
FIGURE = re.compile(r"\d[\d,.:]*\d|\d")
CONTEXT_UNITS = {"km", "mi", "ha", "districts"}


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def text_of(gold: dict) -> str:
    """The report's text below its header, as the example format defines it."""
    raw = (HERE / gold["text"]).read_text(encoding="utf-8")
    opening, _, below = raw.partition("\n---\n")
    assert opening.startswith("---\n")
    return below.lstrip("\n")


def listed(value):
    return value if isinstance(value, list) else [value]


def span(mark: str) -> tuple[int, int]:
    start, end = mark.split("-")
    return int(start), int(end)


@pytest.fixture(params=FILES, ids=lambda p: p.stem)
def gold(request) -> dict:
    return load(request.param)


def test_every_example_has_gold_and_every_gold_its_example():
    assert {p.stem for p in FILES} == {p.stem for p in EXAMPLES.glob("*.txt")}


def test_names_publication_and_outlet_agree_with_the_report(gold):
    raw = (HERE / gold["text"]).read_text(encoding="utf-8")
    header = dict(line.split(": ", 1) for line in raw.split("---\n")[1].splitlines())
    assert Path(gold["text"]).stem == gold["report"]
    assert gold["read"] is True
    assert gold["outlet"] == header["outlet"]
    if gold.get("published_inferred"):
        assert "published" not in header
        weekday = parse_day(gold["published"]).strftime("%A")
        assert weekday in text_of(gold), "the settled day is a weekday that the report names"
    else:
        assert header["published"].startswith(gold["published"])


def test_offsets_hit_the_text(gold):
    text = text_of(gold)
    for item in gold["claims"] + gold["not_claims"]:
        assert text[item["start"] : item["end"]] == item["text"], item


def test_fields_are_those_of_the_guide(gold):
    for claim in gold["claims"]:
        assert claim.keys() >= FIELDS, claim["text"]
        assert claim.keys() <= FIELDS | EXTRA, claim["text"]
        for field, kind in ENUMS.items():
            assert all(v in set(kind) for v in listed(claim[field])), (claim["text"], field)
        assert all(v is None or v in set(Group) for v in listed(claim["group"])), claim["text"]
        assert all(isinstance(claim[f], bool) for f in ("confirmed", "inherits", "optional"))
        assert "context" not in listed(claim["measure"]), "context figures stand under not_claims"


def test_people_have_a_group_and_things_have_none(gold):
    for claim in gold["claims"]:
        counted = claim["unit"] in ("persons", "households")
        if counted:
            assert None not in listed(claim["group"]), claim["text"]
        elif claim["unit"] != "share":
            assert claim["group"] is None, claim["text"]


def test_values_fit_their_words(gold):
    """The stated digits are the value, unless a unit word or a share scales them."""
    for claim in gold["claims"]:
        digits = FIGURE.search(claim["text"])
        if not digits or claim["inherits"]:
            continue
        stated = float(digits[0].replace(",", ""))
        scale = {"million": 1e6, "billion": 1e9}
        for word, times in scale.items():
            stated *= times if word in claim["text"].lower() else 1
        if claim["unit"] == "share":
            stated /= 100
        assert claim["value"] == pytest.approx(stated), claim["text"]


def test_dates_are_iso_and_ordered(gold):
    published = parse_day(gold["published"])
    for claim in gold["claims"]:
        assert (claim["date_start"] is None) == (claim["date_end"] is None), claim["text"]
        if claim["date_start"] is None:
            continue
        start, end = parse_day(claim["date_start"]), parse_day(claim["date_end"])
        assert start <= end, claim["text"]
        if listed(claim["status"]) == ["happened"] and listed(claim["measure"]) != ["funding"]:
            assert end <= published, f"{claim['text']} happened after it was published"


def test_a_rate_says_per_what_and_a_share_of_what(gold):
    for claim in gold["claims"]:
        assert (claim["period"] == "rate") == (claim["per"] is not None), claim["text"]
        if claim["unit"] in ("share", "currency"):
            assert claim["of"], claim["text"]


def test_no_figure_is_forgotten(gold):
    """Every number in digits is in a claim or set aside with a reason, and in only one of the two."""
    text = text_of(gold)
    claims = [(c["start"], c["end"]) for c in gold["claims"]]
    aside = [(c["start"], c["end"]) for c in gold["not_claims"]]
    assert all(c["why"] for c in gold["not_claims"])
    for figure in FIGURE.finditer(text):
        holders = [s for s in claims + aside if s[0] <= figure.start() and figure.end() <= s[1]]
        assert len(holders) == 1, f"{figure[0]} at {figure.start()}: {len(holders)} entries"
    for start, end in aside:
        assert not any(start < e and s < end for s, e in claims), text[start:end]


def test_context_figures_have_a_unit(gold):
    for item in gold["not_claims"]:
        if "context" in item:
            assert item["context"]["unit"] in CONTEXT_UNITS
            stated = FIGURE.search(item["text"])
            words = {"Seventy hectares": 70}
            value = float(stated[0].replace(",", "")) if stated else words[item["text"]]
            assert item["context"]["value"] == value


def test_parts_point_to_a_whole_of_the_same_kind(gold):
    by_span = {(c["start"], c["end"]): c for c in gold["claims"]}
    for claim in gold["claims"]:
        if "part_of" not in claim:
            continue
        whole = by_span[span(claim["part_of"])]
        assert whole is not claim
        assert isinstance(claim["partition"], bool)
        if claim["partition"]:
            assert set(listed(claim["unit"])) == set(listed(whole["unit"]))


def interval(claim: dict):
    high = claim["value_high"]
    kind = Qualifier(listed(claim["qualifier"])[0])
    return policy().interval(claim["value"], kind, value_high=high, words=claim["text"])


def test_parts_that_exhaust_a_whole_can_sum_to_it(gold):
    """Read by the wording policy: 1,573 may hold a case of 300, which is a round number."""
    wholes: dict[tuple[int, int], list[dict]] = {}
    for claim in gold["claims"]:
        if claim.get("partition"):
            wholes.setdefault(span(claim["part_of"]), []).append(claim)
    by_span = {(c["start"], c["end"]): c for c in gold["claims"]}
    for whole, parts in wholes.items():
        total = add(interval(p) for p in parts)
        assert intersect(total, interval(by_span[whole])) is not None, by_span[whole]["text"]


def test_ordinals_have_a_window_that_ends_by_publication(gold):
    for claim in gold["claims"]:
        if "ordinal" in claim:
            ordinal = claim["ordinal"]
            assert ordinal["n"] > 1
            assert ordinal["of"]
            start, end = parse_day(ordinal["window_start"]), parse_day(ordinal["window_end"])
            assert start < end <= parse_day(gold["published"])


# Which figures must stand in the example at all: it is the floor that every clone is measured against.
MUST_HOLD = [
    ("arrival", 134, "exact"),
    ("arrival", 17, "exact"),
    ("arrival", 300, "at_least"),
    ("arrival", 300, "exact"),
    ("arrival", 94, "exact"),
    ("arrival", 1037, "exact"),
    ("arrival", 1000, "at_least"),
    ("arrival", 1600, "nearly"),
    ("arrival", 1573, "exact"),
    ("deployment", 20000, "exact"),
    ("return", 600, "about"),
    ("return", 280, "exact"),
    ("return", 300, "nearly"),
    ("return", 2300, "exact"),
    ("arrival", 77, "exact"),
    ("arrival", 350, "nearly"),
    ("capacity", 100000, "at_most"),
    ("return", 1574, "exact"),
    ("return", 1600, "exact"),
    ("return", 1500, "at_least"),
    ("arrival", 5000, "about"),
    ("departure", 515000, "at_most"),
    ("hosted", 5588, "exact"),
    ("arrival", 200, "at_least"),
    ("internal_displacement", 200000, "about"),
]


@pytest.mark.parametrize(("measure", "value", "qualifier"), MUST_HOLD)
def test_the_figures_of_the_crisis_are_all_there(measure, value, qualifier):
    found = [
        claim
        for path in FILES
        for claim in load(path)["claims"]
        if claim["value"] == value
        and measure in listed(claim["measure"])
        and qualifier in listed(claim["qualifier"])
    ]
    assert any(not c["optional"] for c in found)


def test_livestock_capacities_and_plans_are_never_arrivals_of_people():
    for path in FILES:
        for claim in load(path)["claims"]:
            if claim["value"] in (4000, 100000, 20000, 9000) and claim["unit"] == "persons":
                happened = listed(claim["status"]) == ["happened"]
                counted = {"arrival", "admission"} & set(listed(claim["measure"]))
                stated_by_unhcr = claim["text"] == "Over 4,000"
                assert not (counted and happened) or stated_by_unhcr, (path.stem, claim["text"])


def test_the_two_undated_reports_are_settled():
    settled = {load(p)["report"]: load(p)["published"] for p in FILES if load(p).get("published_inferred")}
    assert settled == {"radio-five-waves": "2021-07-05", "radio-flights-home": "2021-07-07"}
    assert date(2021, 7, 5).strftime("%A") == "Monday"
