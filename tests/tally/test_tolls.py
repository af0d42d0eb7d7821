"""Tolls of one happening: the latest of a source counts, and tolls of one spot and day are never added up."""

from __future__ import annotations

import pytest

from props.cases import Case, ends

TOWN = "~ain deleb"


def tolls(*said: tuple[str, str, str | None], at: str = TOWN, **more: str) -> Case:
    """One report a toll: its words, its day of publication, who says so."""
    case = Case()
    for n, (words, published, speaker) in enumerate(said):
        spot = {"at": at} if not at.startswith("~") else {}
        claim = case.says(
            case.report(f"r{n}", published, "Radio"), words, "killed", speaker=speaker, **spot, **more
        )
        if not spot:
            case.claims = [
                c if c.id != claim else c.__class__(**{**as_dict(c), "place": at[1:].title()})
                for c in case.claims
            ]
    return case


def as_dict(claim: object) -> dict[str, object]:
    return {name: getattr(claim, name) for name in claim.__dataclass_fields__}  # type: ignore[attr-defined]


def asked(case: Case, place: str = TOWN) -> tuple[float, float | None]:
    tally = case.ask(measure="killed", place=place if not place.startswith("~") else place[1:].title())
    assert tally.conflicts == ()
    return ends(tally)


def test_a_later_toll_of_the_same_source_takes_the_place_of_the_earlier() -> None:
    case = tolls(("24", "09-29", "the ministry"), ("45", "09-30", "the ministry"), on="09-28")
    assert asked(case) == (45, 45)
    tally = case.ask(measure="killed", place="Ain Deleb")
    assert list((tally.set_aside or {}).values()) == ["revised since: 45"]
    assert ends(case.ask(measure="killed", place="Ain Deleb", known="09-29")) == (24, 24)


def test_tolls_of_one_spot_and_day_are_not_added_up_however_far_apart() -> None:
    assert asked(tolls(("24", "09-29", "the police"), ("105", "09-30", "the ministry"), on="09-28")) == (
        105,
        105,
    )


@pytest.mark.parametrize("speakers", [(None, "the army"), ("the police", "the army")])
def test_what_two_say_in_one_report_of_one_spot_and_day_is_not_added_up(speakers: tuple) -> None:
    case = tolls(("48", "09-29", speakers[0]), ("30", "09-30", speakers[1]), on="09-28")
    case.claims = [c.__class__(**{**as_dict(c), "report": case.reports[0].id}) for c in case.claims]
    tally = case.ask(measure="killed", place="Ain Deleb")
    assert tally.bounds.low in (30, 48)
    assert tally.bounds.high in (30, 48)


def test_two_tolls_of_one_voice_in_one_report_are_two() -> None:
    case = tolls(("48", "09-29", "the army"), ("30", "09-30", "the army"), on="09-28")
    case.claims = [c.__class__(**{**as_dict(c), "report": case.reports[0].id}) for c in case.claims]
    assert asked(case) == (78, 78)


def test_in_a_country_two_tolls_of_one_day_may_be_of_two_happenings() -> None:
    case = tolls(("24", "09-29", "the police"), ("105", "09-30", "the ministry"), at="LB", on="09-28")
    assert asked(case, "LB") == (129, 129)


@pytest.mark.parametrize("on", ["09-18", "09-10/09-18"])
def test_a_toll_that_its_source_tells_lower_soon_after_falls(on: str) -> None:
    case = Case()
    total = {"period": "cumulative", "at": "LY", "speaker": "OCHA"}
    first = on.replace("09-18", "09-16")
    case.says(case.report("a", "09-16"), "11,312", "killed", on=first, id="old", **total)
    case.says(case.report("b", "09-18"), "at least 3,958", "killed", on=on, **total)
    tally = case.ask(measure="killed", place="LY")
    assert tally.conflicts == ()
    assert tally.bounds.low == 3_959 or tally.bounds.low == 3_958
    assert (tally.set_aside or {})["old"] == "revised since: at least 3,958"


@pytest.mark.parametrize(
    "second",
    [
        ("3,958", "09-18", "the ministry"),  # another source: they contradict each other
        ("12", "09-18", "OCHA"),  # surely of another happening
        ("3,958", "10-18", "OCHA"),  # a month later
    ],
)
def test_a_lower_toll_of_another_source_happening_or_time_revises_nothing(
    second: tuple[str, str, str],
) -> None:
    words, published, speaker = second
    case = Case()
    for words, published, speaker in (("11,312", "09-16", "OCHA"), second):
        report = case.report(published, published)
        more = {"period": "cumulative", "at": "LY", "on": published, "speaker": speaker}
        case.says(report, words, "killed", **more)
    tally = case.ask(measure="killed", place="LY")
    assert tally.bounds.low >= 11_312
    assert not any(w.startswith("revised") for w in (tally.set_aside or {}).values())
