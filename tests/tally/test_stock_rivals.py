"""Two sources count the same people on a day and do not agree: both are shown, and what each would answer."""

from __future__ import annotations

import pytest

from props.cases import Case, ends


def two(first: dict, second: dict, **question) -> tuple:
    """Two reports, each with a number on a day; the answer, and the claims."""
    case = Case()
    claims = []
    for n, said in enumerate((first, second)):
        words, on, speaker = said["words"], said["on"], said.get("speaker")
        report = case.report(f"r{n}", said.get("published", on), outlet=said.get("outlet"))
        more = {"period": "as_of", "at": said.get("at", "TD"), "on": on, "speaker": speaker}
        claims.append(case.says(report, words, said.get("measure", "hosted"), **more))
    measure = first.get("measure", "hosted")
    return case.ask(measure=measure, place="TD", **question), claims, case


UNHCR = {"words": "600,000", "on": "06-30", "speaker": "UNHCR"}
MINISTER = {"words": "750,000", "on": "06-30", "speaker": "the interior minister"}


def test_two_counts_of_one_day_contradict_and_each_has_its_story() -> None:
    tally, (a, b), _ = two(UNHCR, MINISTER)
    (conflict,) = tally.conflicts
    assert set(conflict.claims) == {a, b}
    told = {claims: (bounds.low, bounds.high) for claims, bounds in conflict.stories}
    assert told == {(a,): (550_000, 649_999), (b,): (745_000, 754_999)}
    assert ends(tally) == told[conflict.stories[0][0]], "the answer is the first story"
    assert tally.set_aside is not None
    aside = tally.set_aside[a if (b,) == conflict.stories[0][0] else b]
    assert aside.startswith("contradicted: the tally stands on")


def test_they_contradict_where_one_is_more_than_twice_the_other() -> None:
    tally, _, _ = two(
        {**UNHCR, "words": "541,527", "measure": "displaced_stock"},
        {**MINISTER, "words": "1,200,000", "on": "07-01", "measure": "displaced_stock"},
    )
    assert len(tally.conflicts) == 1
    assert ends(tally) == (1_150_000, 1_249_999)
    assert [(b.low, b.high) for _, b in tally.conflicts[0].stories][1] == (541_527, 541_527)


def test_in_one_report_the_larger_is_no_whole_of_what_another_says() -> None:
    case = Case()
    r = case.report("sitrep", "06-30")
    on_day = {"period": "as_of", "at": "TD", "on": "06-30"}
    case.says(r, "1,200,000", "displaced_stock", speaker="the prime minister", **on_day)
    case.says(r, "541,527", "displaced_stock", speaker="IOM", **on_day)
    assert len(case.ask(measure="displaced_stock", place="TD").conflicts) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"speaker": "UNHCR"},  # the same source, corrected
        {"words": "610,000", "on": "07-02"},  # two days on, and a little more
        {"on": "07-15"},  # two weeks on
        {"words": "more than 500,000"},  # nobody stated an upper end
        {"words": "about 620,000"},  # the intervals meet
        {"at": "TD-OD"},  # a part of the country
    ],
)
def test_no_rival_where_words_days_or_source_explain_it(changed: dict) -> None:
    tally, _, _ = two(UNHCR, {**MINISTER, **changed})
    assert tally.conflicts == ()


def test_no_rival_where_people_were_reported_to_come_in_between() -> None:
    later = {**MINISTER, "on": "07-02"}
    tally, _, case = two(UNHCR, later)
    assert len(tally.conflicts) == 1
    case.says(case.report("flow", "07-02"), "120,000", to="TD", on="07-01")
    assert case.ask(measure="hosted", place="TD").conflicts == ()


def test_a_total_of_weeks_does_not_say_how_many_came_in_two_days() -> None:
    _, _, case = two(UNHCR, {**MINISTER, "on": "07-02"})
    case.says(case.report("flow", "07-02"), "240,000", to="TD", on="05-01/07-02", period="cumulative")
    assert len(case.ask(measure="hosted", place="TD").conflicts) == 1


def test_a_source_that_has_told_of_another_number_since_is_no_rival_by_its_first() -> None:
    _, _, case = two(UNHCR, {**MINISTER, "on": "07-02"})
    again = case.report("again", "07-03")
    case.says(again, "755,000", "hosted", period="as_of", at="TD", on="07-03", speaker="UNHCR")
    assert case.ask(measure="hosted", place="TD").conflicts == ()
    assert ends(case.ask(measure="hosted", place="TD")) == (754_500, 755_499)


def test_order_and_repetition_change_nothing() -> None:
    tally, _, case = two(UNHCR, MINISTER)
    case.claims.reverse()
    case.reports.reverse()
    again = case.ask(measure="hosted", place="TD")
    assert (again.bounds, again.conflicts) == (tally.bounds, tally.conflicts)


class TestDisplaced:
    """Reporters say of one number that so many are displaced, or that so many were displaced by a day."""

    def told(self, *said: tuple[str, str, str]) -> Case:
        case = Case()
        for n, (words, on, measure) in enumerate(said):
            period = "as_of" if measure == "displaced_stock" else "cumulative"
            report = case.report(f"r{n}", on)
            case.says(report, words, measure, at="LB", on=on, period=period, speaker=f"Ministry {n}")
        return case

    def test_who_was_displaced_by_a_day_is_a_number_on_that_day(self) -> None:
        case = self.told(
            ("1,200,000", "10-04", "displaced_stock"), ("690,775", "10-09", "internal_displacement")
        )
        tally = case.ask(measure="displaced_stock", place="LB")
        assert ends(tally) == (690_775, 690_775)
        assert len(tally.conflicts) == 1

    def test_who_was_displaced_by_one_attack_is_not_all_who_are(self) -> None:
        case = self.told(("700,000", "10-04", "displaced_stock"), ("6,270", "10-09", "internal_displacement"))
        assert ends(case.ask(measure="displaced_stock", place="LB")) == (650_000, 749_999)

    def test_people_stand_for_their_households(self) -> None:
        case = Case()
        r = case.report("sitrep", "10-04")
        on_day = {"period": "as_of", "at": "LB", "on": "10-04"}
        case.says(r, "155,612", "displaced_stock", **on_day)
        case.says(r, "45,803", "displaced_stock", unit="households", **on_day)
        assert ends(case.ask(measure="displaced_stock", place="LB")) == (155_612, 155_612)


class TestMissing:
    """People who are missing are fewer as they are found or known to have died: the latest count answers."""

    def told(self, *said: tuple[str, str, str], period: str = "as_of") -> Case:
        case = Case()
        for n, (words, on, speaker) in enumerate(said):
            report = case.report(f"r{n}", on)
            case.says(report, words, "missing", at="LY", on=on, period=period, speaker=speaker)
        return case

    @pytest.mark.parametrize("period", ["as_of", "cumulative"])
    def test_the_latest_count_answers_as_of_its_day(self, period: str) -> None:
        case = self.told(("9,015", "09-18", "OCHA"), ("8,512", "09-21", "OCHA"), period=period)
        tally = case.ask(measure="missing", place="LY")
        assert ends(tally) == (8512, 8512)
        assert tally.as_of is not None
        assert tally.as_of.isoformat() == "2021-09-21"
        assert tally.conflicts == ()
        assert ends(case.ask(measure="missing", place="LY", known="09-18")) == (9015, 9015)

    def test_counts_of_one_day_are_rivals(self) -> None:
        case = self.told(("12,300", "09-12", "the Red Cross"), ("5,120", "09-12", "the ministry"))
        (conflict,) = case.ask(measure="missing", place="LY").conflicts
        assert {(b.low, b.high) for _, b in conflict.stories} == {(12_250, 12_349), (5_115, 5_124)}

    def test_who_went_missing_on_a_day_is_added_up_where_nobody_says_how_many_are(self) -> None:
        case = self.told(("12", "09-02", "the guard"), ("7", "09-08", "the guard"), period="event")
        tally = case.ask(measure="missing", place="LY")
        assert ends(tally) == (19, 19)
        assert tally.as_of is None


@pytest.mark.parametrize(("before", "disputed"), [("10,401", False), ("35,301", True)])
def test_a_number_that_rose_fast_may_go_on_as_fast(before: str, disputed: bool) -> None:
    """A stock that filled by thousands a day explains as many more by the next count of somebody else."""
    case = Case()
    on_day = {"measure": "hosted", "period": "as_of", "at": "TD"}
    for words, on, speaker in (
        (before, "09-26", "the government"),
        ("36,001", "09-29", "UNHCR"),
        ("48,001", "10-02", "the prime minister's office"),
    ):
        case.says(case.report(on, on), words, on=on, speaker=speaker, **on_day)
    assert bool(case.ask(measure="hosted", place="TD").conflicts) is disputed
