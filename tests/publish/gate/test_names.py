"""Whose names stay in public: of persons of whom a report tells an office, of bodies and of places."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.gazetteer import Gazetteer
from panj.publish.gate import clear
from panj.publish.gate.informants import informants
from panj.publish.gate.named import Named
from panj.publish.gate.offices import officials
from panj.publish.gate.runs import is_body
from panj.publish.gate.territory import Territory
from publish.crisis import HERE, INTO, make_claim, make_report, on


def withheld(*texts, speakers=()):
    """The names withheld of reports with these texts, those of the first."""
    gazetteer = Gazetteer.default()
    reports = [make_report(t, name=f"r{n}") for n, t in enumerate(texts)]
    territory = Territory(frozenset(), frozenset(), gazetteer)
    named = Named({r.id: r for r in reports}, {reports[0].id: speakers}, gazetteer, territory)
    found = named.withheld(reports[0])
    return {reports[0].text[c.start : c.end] for c, _ in named.covers(reports[0], found)}


PRIVATE = [
    "“Nobody from our street has gone back,” said Ayla Demirkan, who shares a tent with eleven others.",
    "“We ran,” Ayla Demirkan said.",
    "According to Ayla Demirkan, 30 people were on the boat.",
    "Ayla Demirkan, a teacher, told reporters that 30 people were on the boat.",
    "Ayla Demirkan, a neighbour of the governor, said that 30 people were on the boat.",
    "Ayla Demirkan, the mayor’s wife, said that 30 people were on the boat.",
    "“We ran,” said Ayla Demirkan, head of a family of nine.",
    "“We ran,” said Ayla Demirkan from Kakuma Camp.",
    "“We ran,” said Ayla Demirkan, a patient at the Red Cross hospital.",
    "The mayor, Ayla Demirkan said, never came.",
    "The governor of the province said Ayla Demirkan fled with her children.",
    "“We ran,” recalled the farmer Ayla Demirkan.",
    "Former police officer Ayla Demirkan said that 30 people were on the boat.",
    "Ayla Demirkan walked for three days.",
    "Ayla Demirkan lost her house.",
    "Mrs Ayla Demirkan waits at the gate.",
    "Her husband, Ayla Demirkan, stayed behind.",
    "Ayla Demirkan’s son drowned, said the mayor.",
]


@pytest.mark.parametrize("said", PRIVATE)
def test_a_person_without_an_office_is_withheld(said):
    assert "Ayla Demirkan" in withheld(said)


OFFICIAL = [
    "Governor Ayla Demirkan said that 30 people came.",
    "The governor of Mbeki, Ayla Demirkan, said that 30 people came.",
    "said the district administrator, Ayla Demirkan.",
    "Ayla Demirkan, the mayor of Mbeki, told this newspaper that 30 people came.",
    "Ayla Demirkan, 54, the mayor of Mbeki, said that 30 people came.",
    "“30 came,” said Ayla Demirkan, the prime minister’s spokeswoman.",
    "The agency’s chief Ayla Demirkan, visiting the camp, said so.",
    "Deputy prime minister Ayla Demirkan’s office said that 30 people came.",
    "The human rights ombudsman, Ayla Demirkan, said.",
    "Ayla Demirkan of the Red Cross said that 30 people came.",
    "Ayla Demirkan from Save the Children said that 30 people came.",
    "Ayla Demirkan, 41, of Human Rights Watch, said that 30 people came.",
    "Ayla Demirkan, a volunteer with the Red Crescent, said that 30 people came.",
    "Ayla Demirkan, a nurse at the hospital, said that 30 people came.",
    "Ayla Demirkan, who heads the local council, said that 30 people came.",
    "Ayla Demirkan (UNHCR) said that 30 people came.",
    "Gen. Ayla Demirkan said that 30 people came.",
    "Lt Col Ayla Demirkan said that 30 people came.",
    "UNHCR’s Ayla Demirkan said that 30 people came.",
    "Red Cross volunteer Ayla Demirkan said that 30 people came.",
    "Dr Ayla Demirkan said that 30 people were treated.",
    "District Coordination Officer Ayla Demirkan said that 30 people came.",
    "Ayla Demirkan of the displacement ministry said that 30 people came.",
    "The prefect herself, Ayla Demirkan, told a radio station that 30 people came.",
]


@pytest.mark.parametrize("said", OFFICIAL)
def test_a_person_in_office_stays_with_the_bare_surname_too(said):
    assert "Ayla Demirkan" in {said[a:b] for a, b in officials(said)}
    assert not withheld(f"{said}\n“More will come,” Demirkan said. Ayla Demirkan told of it.")


def test_another_report_of_the_case_tells_the_office():
    said = "“More will come,” said Ayla Demirkan."
    assert withheld(said)
    assert not withheld(said, "Governor Ayla Demirkan visited the camp.")


def test_a_namesake_of_an_official_is_somebody_else():
    said = "Governor Ada Obi said 30 came. “We ran,” said Ayla Obi, who fled. Governor Obi left."
    assert "Ayla Obi" in withheld(said)
    assert "Ada Obi" not in withheld(said)


def test_a_name_broken_over_two_lines_is_one_name():
    said = (
        "Some 500 people reached the camp in the valley on Sunday, said Ayla\nDemirkan, who came with them."
    )
    assert withheld(said) == {"Ayla", "Demirkan"}


def test_whom_one_report_withholds_no_other_names():
    assert withheld("A photograph: Ayla Demirkan in a tent.", "“We ran,” said Ayla Demirkan.")


BODIES = [
    "UNHCR", "IOM", "Oxfam", "Save the Children", "Médecins Sans Frontières", "Doctors Without Borders",
    "Human Rights Watch", "Norwegian Refugee Council", "the Ministry of Health",
    "Ministry of Health and Population", "the Zambezi Times", "Lake Wire", "Radio Litoral",
    "The Highland Post", "Reuters", "Al Jazeera", "BBC Monitoring", "Rapid Support Forces", "Hamas",
    "Boko Haram", "The Syrian Observatory", "RFE/RL", "ReliefWeb", "the European Union", "Kenya", "Baku",
    "Geneva", "Cabo Delgado", "South Kivu", "Porto Alegre", "Residents", "Villagers", "Officials",
    "Nobody", "He", "They", "The site’s manager", "Interior Ministry officials", "Armenia", "Syrians",
    "Kurds", "Mercy Corps", "World Vision", "Caritas", "Amnesty International", "the U.N. refugee agency",
    "OCHA Sudan", "Emergency Response Rooms", "Border Guards", "People in Need", "Islamic Relief",
    "Terre des Hommes",
]  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_bodies_outlets_and_places_are_never_withheld(name):
    opened = name[0].upper() + name[1:]
    sayings = ("{0} said that 30 people came.", "30 people came, said {1}.", "According to {1}, 30 came.")
    for said in (s.format(opened, name) for s in sayings):
        assert not withheld(said, speakers=[name])


@pytest.mark.parametrize(
    "said",
    [
        "30 came, the charity Zuflucht said. Zuflucht said more would come.",
        "Zuflucht officials spoke of 30. Zuflucht said more would come.",
        "The mayor of Arsaldin said 30 came.",
        "Officials in Vanimor said that 30 came.",
        "The Ministry of Labour and Community Reinsertion said 30 came.",
        "Cyclone Tessaly killed 30 people, and the cyclone Tessaly moved on.",
        "Cholera has claimed 19 lives; Flooding has claimed 603.",
        "Seventeen of her group were shot.",
    ],
)
def test_what_the_words_around_call_a_body_or_a_place_stays(said):
    assert not withheld(said)


NAMES = st.builds(
    lambda given_, last: f"{given_} {last}",
    st.sampled_from(
        ["Amina", "Fátima", "Ibrahim", "Özlem", "Łucja", "Nadezhda", "Jean-Baptiste", "Thandiwe", "Nguyen"]
    ),
    st.sampled_from(
        ["Abdala", "al-Masri", "O’Sullivan", "de la Cruz", "Petrenko", "Oyelaran", "Þórsson", "bin Yusuf"]
    ),
)
SAYINGS = st.sampled_from(
    [
        "“We ran,” said {}.",
        "{} said 30 came.",
        "According to {}, 30 came.",
        "{}, a tailor, said 30 came.",
        "{}, 34, waits.",
    ]
)
OFFICES = st.sampled_from(
    [
        "Governor {} spoke.",
        "{}, the mayor of Mbeki, spoke.",
        "The spokesman, {}, spoke.",
        "{} of the Red Cross spoke.",
    ]
)


@given(NAMES, SAYINGS)
def test_any_person_who_is_quoted_is_withheld(name, saying):
    text = saying.format(name)
    assert name in withheld(text)


@given(NAMES, SAYINGS, OFFICES)
def test_any_person_in_office_is_kept(name, saying, office):
    assert not withheld(f"{office.format(name)} {saying.format(name)}")


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text):
    assert all(0 <= a < b <= len(text) for a, b in (*officials(text), *informants(text, [text])))
    is_body(text)


def test_an_informant_leaves_neither_speaker_nor_snippet_nor_title_nor_link(situate):
    report = make_report(
        "Ayla Demirkan waits\nSome 500 people crossed into Uganda on June 13, said Ayla Demirkan.",
        name="ayla-demirkan-waits",
        title="Ayla Demirkan waits",
    )
    report = replace(report, url="https://example.org/ayla-demirkan")
    claim = make_claim(report, "500", "arrival", 500, **INTO, **on(13), speaker="Ayla Demirkan")
    cleared = clear(situate([report], [replace(claim, id="c0")]))
    assert "demirkan" not in repr(cleared).lower()
    assert [c.speaker for c in cleared.situation.claims.values()] == ["[name withheld]"]
    assert "informants" in {w.rule for w in cleared.withheld}


def test_two_informants_are_shown_alike_and_are_two_origins(situate):
    said = (
        "Some 500 people are in Uganda, said Ayla Demirkan.",
        "Some 500 people are in Uganda, said Ada Obi.",
    )
    reports = [make_report(t, outlet=f"Wire {n}", name=f"w{n}") for n, t in enumerate(said)]
    claims = [
        make_claim(r, "500", "hosted", 500, **HERE, **on(13), speaker=s, chain=(s, r.outlet))
        for r, s in zip(reports, ("Ayla Demirkan", "Ada Obi"), strict=True)
    ]
    shown = clear(situate(reports, claims)).situation
    (event,) = shown.events
    assert len(event.origins) == 2
    assert {c.speaker for c in shown.claims.values()} == {"[name withheld]"}


def test_what_becomes_known_later_of_an_office_counts_now(situate):
    first = make_report("Some 500 people are in Uganda, said Ayla Demirkan.")
    later = make_report("Governor Ayla Demirkan left on June 20.", "2022-06-21", name="later")
    claim = make_claim(first, "500", "hosted", 500, **HERE, **on(13), speaker="Ayla Demirkan")
    then, whole = situate([first], [claim], known=date(2022, 6, 14)), situate([first, later], [claim])
    assert "Demirkan" not in repr(clear(then).situation)
    assert "Demirkan" in repr(clear(then, later=whole).situation)
