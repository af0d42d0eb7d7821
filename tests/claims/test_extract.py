"""What every user of claims relies on: offsets, ids, order, determinism, and that no number is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj import Report, extract
from panj.claims import read_figures
from panj.claims.extract import read_drafts_of
from panj.claims.numbers.numbers import numbers
from panj.claims.routes.gazette import Codes
from panj.claims.tables import table
from panj.model import Block, BlockKind, Measure, PeriodKind, Status

TEXT = """Hundreds Flee Over The River

KAVARA -- More than 300 government soldiers fled into Ruritania early Monday, Ruritanian border officials said.

It was the third retreat in ten days. Citing the border service, the state agency Novaya said 412 servicemen crossed the 640-kilometer border; 64 officers and 348 men, five of them wounded.

The influx was the fourth wave of soldiers to flee into Ruritania in two weeks, bringing the total to nearly 900, according to the BBC. The rest of the garrison surrendered.

Ruritania is ready to shelter up to 20,000 refugees, the governor said on July 4. He asked donors for $12 million in aid. The information has not been officially confirmed."""  # noqa: E501


def report(text: str = TEXT, published: str | None = "2021-07-05") -> Report:
    return Report(text=text, published=published, outlet="Test Wire")


def test_claims_stand_at_their_words() -> None:
    made = report()
    for claim in extract(made):
        assert made.text[claim.start : claim.end] == claim.text
        assert claim.sentence.start <= claim.start < claim.end <= claim.sentence.end
        assert claim.rules
        assert 0 < claim.confidence < 1
        assert claim.report == made.id


def test_the_same_report_gives_the_same_bytes_whatever_was_read_before() -> None:
    first = [c.to_dict() for c in extract(report())]
    extract(report("Some 40 families left Kavara on Friday.", "2020-01-01"))
    assert [c.to_dict() for c in extract(report())] == first
    assert len({c["id"] for c in first}) == len(first)


def test_every_number_is_a_claim_or_set_aside_with_a_reason() -> None:
    made = report()
    extraction = read_figures(made)
    told = [(c.start, c.end) for c in extraction.claims] + [(a.start, a.end) for a in extraction.set_aside]
    body = made.text.index("KAVARA")
    for number in numbers(made.text, body, len(made.text)):
        assert any(s <= number.core_start < e for s, e in told), made.text[number.start : number.end]
    assert all(a.reason for a in extraction.set_aside)


def test_headlines_are_optional_and_furniture_is_silent() -> None:
    text = "500 Cross The River\n\nSome 500 people crossed the river into Ruritania on Sunday.\n\nRelated: 700 flee Kavara"  # noqa: E501
    line = text.index("Related")
    parts = (
        Block(0, 19, BlockKind.TITLE),
        Block(21, line - 2, BlockKind.BODY),
        Block(line, len(text), BlockKind.FURNITURE),
    )
    claims = extract(Report(text=text, published="2021-07-05", blocks=parts))
    assert [(c.text, c.optional) for c in claims] == [("500", True), ("Some 500", False)]


def test_a_total_carries_its_ordinal_and_is_complete() -> None:
    total = next(c for c in extract(report()) if c.text == "nearly 900")
    assert total.measure is Measure.ARRIVAL
    assert total.period is PeriodKind.CUMULATIVE
    assert (total.date_start, total.date_end) == (date(2021, 6, 21), date(2021, 7, 5))
    assert total.ordinal is not None
    assert (total.ordinal.n, total.ordinal.complete) == (4, True)
    assert total.speaker == "the BBC"


def test_an_ordinal_without_a_figure_goes_to_the_figure_before_it() -> None:
    first = next(c for c in extract(report()) if c.text == "More than 300")
    assert first.ordinal is not None
    assert (first.ordinal.n, first.ordinal.complete) == (3, False)
    assert (first.ordinal.window_start, first.ordinal.window_end) == (date(2021, 6, 25), date(2021, 7, 5))


def test_who_said_it_through_whom() -> None:
    claim = next(c for c in extract(report()) if c.text == "412")
    assert claim.speaker is not None
    assert "border service" in claim.speaker
    assert claim.via is not None
    assert "Novaya" in claim.via
    assert claim.chain == (claim.speaker, claim.via, "Test Wire")


def test_parts_point_to_their_whole_and_exhaust_it() -> None:
    text = "Some aid arrived. 347 people crossed into Ruritania on Sunday: 64 boys, 113 girls and 170 women."
    claims = {c.text: c for c in extract(report(text))}
    whole = claims["347"]
    assert {claims[t].part_of for t in ("64", "113", "170")} == {whole.id}
    assert all(claims[t].partition for t in ("64", "113", "170"))
    assert whole.part_of is None


def test_parts_that_leave_a_rest_are_no_partition() -> None:
    claims = {
        c.text: c
        for c in extract(report("347 people crossed into Ruritania, including 64 boys and 113 girls."))
    }
    assert claims["64"].part_of == claims["347"].id
    assert not claims["64"].partition


def test_lines_of_a_list_count_what_the_lead_in_counts() -> None:
    text = "In the night 400 servicemen crossed into Ruritania at three points. They are distributed as follows:\n\n– Vela District: 104;\n– Dorn District: 296."  # noqa: E501
    claims = {c.text: c for c in extract(report(text))}
    assert claims["104"].measure is Measure.ARRIVAL
    assert claims["104"].destination == "Vela District"
    assert claims["296"].part_of == claims["400"].id
    assert claims["296"].partition


def test_unconfirmed_reaches_the_whole_report() -> None:
    assert not any(
        c.confirmed for c in extract(report()) if not c.optional and c.measure is not Measure.CONTEXT
    )


def test_capacity_plans_and_requests_are_told_apart() -> None:
    claims = {c.text: c for c in extract(report())}
    assert claims["up to 20,000"].measure is Measure.CAPACITY
    assert claims["$12 million"].status is Status.REQUESTED
    planned = extract(report("The army will send 500 soldiers to the border on Friday."))
    assert [(c.measure, c.status) for c in planned] == [(Measure.DEPLOYMENT, Status.PLANNED)]


@pytest.mark.parametrize("published", [None, "2021-07-05", "2021-07-05T12:36:00+05:00"])
def test_any_publication_will_do(published: str | None) -> None:
    assert extract(report(published=published))


@pytest.mark.parametrize("name", ["frames", "hedges", "nouns", "places", "speech", "status", "aside"])
def test_rule_tables_can_be_read(name: str) -> None:
    assert table(name)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    extraction = read_figures(Report(text=text, published="2021-07-05"))
    assert all(text[c.start : c.end] == c.text for c in extraction.claims)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(TEXT.replace("\n", " ").split(" ")), max_size=60))
def test_no_order_of_words_breaks_it(words: list[str]) -> None:
    read_figures(Report(text=" ".join(words), published="2021-07-05"))


def test_a_figure_that_continues_a_longer_sentence_is_read() -> None:
    text = (
        "PESHAWAR - Pakistan, which closed Torkham to Afghans lacking visas thirteen months ago, has "
        'in that time sent back "several thousand", a clerk at the gate said, means to keep it so.\n\n'
        "There are 1.2 million Afghans in villages, 1.4 million in Iran.\n"
    )
    rules_alone = read_drafts_of(Report(text=text, published="1995-02-23"), Codes(None, text), None)
    assert "1.4 million" in [text[d.start : d.end] for d in rules_alone.drafts]
