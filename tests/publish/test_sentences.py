"""Highlights as sentences: what a minister reads aloud must say how many, who, when, and who says so."""

from panj import reception
from panj.model import Bounds, Group
from panj.publish.brief.document import write
from panj.publish.sentences import fit, missing
from publish.crisis import HERE, INTO, make_claim, make_report, on


def told(situate, text, said, measure, value, **given):
    report = make_report(text)
    case = situate([report], [make_claim(report, said, measure, value, **given)])
    return [line.text for line in write(case).highlights]


def test_an_arrival_is_a_sentence_with_its_speaker_and_words(situate):
    lines = told(
        situate,
        "More than 300 soldiers came into Uganda on June 13, the army said.",
        "More than 300",
        "arrival",
        300,
        qualifier="at_least",
        speaker="the army",
        group=Group.SOLDIERS,
        **INTO,
        **on(13),
    )
    assert lines[0].startswith(
        "301–399 soldiers arrived in Uganda on 13 Jun 2022, according to the army "
        "(“More than 300”; nobody states an upper end). They are armed elements, not refugees."
    )


def test_without_a_place_the_verb_stands_once(situate):
    lines = told(situate, "Some 4,000 people were killed on June 13.", "4,000", "killed", 4000, **on(13))
    assert any("civilians were killed on 13 Jun 2022" in line for line in lines)
    lines = told(situate, "5,120 refugees arrived on June 13.", "5,120", "arrival", 5120, **on(13))
    assert all("arrived arrived" not in line for line in lines)


def test_one_person_keeps_the_short_form(situate):
    lines = told(situate, "One civilian was killed on June 13.", "One", "killed", 1, **HERE, **on(13))
    assert not any(" were killed" in line for line in lines)


def test_whether_it_fits_is_said_in_words_and_a_hundredth_is_not_missing():
    short, enough = (reception.test_capacity(Bounds(n, n, n), land_ha=2.24) for n in (600, 500))
    assert fit(short).endswith("0.46 ha are missing.")
    assert fit(enough).endswith("they fit.")
    assert [missing(short) > 0, missing(enough) > 0] == [True, False]


def test_crossings_are_counted_and_do_not_arrive(situate):
    lines = told(
        situate,
        "Border police counted 42,150 crossings into Uganda on June 13.",
        "42,150",
        "arrival",
        42150,
        speaker="Border police",
        **INTO,
        **on(13),
    )
    assert any("crossings were counted into Uganda on 13 Jun 2022" in line for line in lines)


def test_room_that_nobody_names_a_place_for_ends_in_no_preposition(situate):
    report = make_report("Tents for 3,700 people stand ready, the agency said.")
    case = situate([report], [make_claim(report, "3,700", "capacity", 3700, speaker="The agency", **on(13))])
    written = write(case)
    lines = [
        *(h.text for h in written.highlights),
        *(r.stated.text for r in written.reception),
        *written.unknown,
    ]
    assert not any(" in ," in str(line) or " in ." in str(line) for line in lines)
    assert "Room for 3,700 people is stated, according to the agency. No site area is reported." in lines
