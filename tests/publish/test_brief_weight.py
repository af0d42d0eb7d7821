"""What a short report is about: no anecdote leads it, a response helps, and a noun says who is counted."""

import pytest

from panj.model import Development, DevelopmentKind, PeriodKind, Span, Status
from panj.publish.brief import length
from panj.publish.brief.document import write
from panj.publish.brief.highlights import leading, ranked
from panj.publish.brief.sectors import sectors
from panj.publish.footnotes import Footnotes
from panj.publish.gate import clear
from publish.crisis import HERE, INTO, make_claim, make_report, on

TOTAL = "Some 90,000 people are in Uganda as of June 13, the government said.\n"


def case(situate, said, words, measure, value, **more):
    """A case of a large figure and another one, as it leaves the gate."""
    report = make_report(TOTAL + said)
    large = make_claim(report, "90,000", "hosted", 90_000, **HERE, **on(13), period=PeriodKind.AS_OF)
    other = make_claim(report, words, measure, value, **{**on(13), **more})
    return clear(situate([report], [large, other])).situation


def sizes(situation):
    return {f.tally.bounds.best for f in leading(situation, 8)}


def test_what_one_person_tells_of_a_family_is_no_highlight_and_has_its_row_in_the_full_report(situate):
    said = "“There are 400 of us in the church,” said Ayla Demirkan on June 13, who came to Uganda."
    shown = case(situate, said, "400", "arrival", 400, speaker="Ayla Demirkan", **INTO)
    assert sizes(shown) == {90_000}
    lows = {
        n: {r.best for g in write(shown, limits=length(n)).figures for r in g.rows} for n in ("brief", "full")
    }
    assert "400" not in lows["brief"]
    assert "400" in lows["full"]


def test_the_same_number_of_the_government_is_a_highlight(situate):
    said = "On June 13 alone 400 people came, the government said."
    assert sizes(case(situate, said, "400", "arrival", 400, speaker="the government", **INTO)) == {
        400,
        90_000,
    }


def test_a_handful_of_people_is_no_highlight_beside_a_hundred_thousand_whoever_says_so(situate):
    said = "The last bus brought 15 passengers into Uganda on June 13."
    assert sizes(case(situate, said, "15", "arrival", 15, **INTO)) == {90_000}


def test_the_dead_are_no_anecdote(situate):
    said = "In Uganda 11 people were killed on June 13, said Ayla Demirkan."
    assert 11 in sizes(case(situate, said, "11", "killed", 11, speaker="Ayla Demirkan", **HERE))


def test_a_case_of_small_figures_has_its_highlights(situate):
    report = make_report("On June 13 some 15 people crossed into Uganda, said Ayla Demirkan.")
    claim = make_claim(report, "15", "arrival", 15, speaker="Ayla Demirkan", **INTO, **on(13))
    assert sizes(clear(situate([report], [claim])).situation) == {15}


def told(report, words, kind):
    start = report.text.index(words)
    ends = report.text.find("\n", start)
    sentence = Span(start, ends if ends >= 0 else len(report.text))
    return Development(
        id=f"d{start}", report=report.id, kind=DevelopmentKind(kind), sentence=sentence,
        start=start, end=sentence.end, text=report.text[start : sentence.end], status=Status.HAPPENED,
    )  # fmt: skip


def test_a_blast_at_a_depot_is_no_response_and_blankets_are(situate):
    report = make_report(
        "At least 68 people were killed in Uganda on June 13 when a fuel depot blew up.\n"
        "On June 13 the agency handed over 8,500 blankets in Uganda from a depot."
    )
    killed = make_claim(report, "68", "killed", 68, **HERE, **on(13))
    lines = [
        told(report, "At least 68", "evacuation"),
        told(report, "On June 13 the agency", "assistance"),
    ]
    situation = situate([report], [killed], developments=lines)
    found = sectors(situation, Footnotes(situation), length("full"))
    responses = " ".join(line.text for sector in found for line in sector.response)
    assert "blankets" in responses
    assert "blew up" not in responses


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("95,000 members of host communities", "Members of host communities"),
        ("95,000 relatives", "Civilians"),
        ("95,000 family members", "Civilians"),
        ("95,000 passengers", "Passengers"),
        ("95,000 refugees sleep", "Refugees"),
    ],
)
def test_a_noun_that_names_nobody_by_itself_is_no_title(situate, said, title):
    report = make_report(f"As of June 13 {said} in Uganda, the government said.")
    claim = make_claim(report, "95,000", "hosted", 95_000, **HERE, **on(13), period=PeriodKind.AS_OF)
    (figure,) = situate([report], [claim]).figures
    assert figure.title == f"{title} in Uganda"


def test_a_new_small_figure_does_not_lead_before_a_large_one(situate):
    flood = make_report(
        "On 3 May 210 people were killed in Uganda, the government said.", outlet="L", name="l"
    )
    later = make_report("One person died in Uganda of cholera on 5 May.", outlet="M", name="m")
    claims = [
        make_claim(flood, "210", "killed", 210, **HERE, **on(3), period=PeriodKind.CUMULATIVE),
        make_claim(later, "One", "killed", 1, **HERE, **on(5)),
    ]
    shown = situate([flood, later], claims)
    dead = ranked([f for f in shown.figures if f.section == "harm"], shown)
    assert [f.tally.bounds.best for f in dead] == [210, 1]
