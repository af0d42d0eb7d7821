"""What outlets changed in their texts: figures first, then sentences, then their own notes, with the days."""

import pytest

HEAD = "---\npublished: 2021-07-05\noutlet: Valley Herald\nurl: https://valley.example/bridge\n{more}---\n\n"
CROSSED = "On July 5, {} people crossed into Tajikistan over 2 bridges, guards said."
NOTE = "Correction: An earlier version of this story said 900 people crossed. It is 1,300 people."
FIRST = HEAD.format(more="") + "It rained in the hills.\n\n" + CROSSED.format("900")
SECOND = "\n\n".join(
    [HEAD.format(more="modified: 2021-07-08\n") + "It snowed in the hills.", CROSSED.format("1,300"), NOTE]
)


@pytest.fixture
def corrected(panj, home):
    for name, text in (("bridge", FIRST), ("bridge-2", SECOND)):
        (home / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    panj("read", "reports")
    return panj


def test_a_corrected_report_shows_what_it_said_and_what_it_says_now(corrected):
    lines = [line.strip().split("  ")[-1] for line in corrected("reports", "--changes").stdout.splitlines()]
    assert lines[0] == "bridge-2 (Valley Herald), 2021-07-08; before it bridge, 2021-07-05"
    assert lines[1] == "900 → 1,300", "figures come first"
    assert [line.split(",")[0] for line in lines[2:5]] == [
        "On July 5",
        "On July 5",
        "It rained in the hills.",
    ]
    assert "900 people crossed → 1,300 people" in lines


def test_changes_of_one_report_and_as_known_on_a_day(corrected):
    assert len(corrected("reports", "--changes", "bridge", "--json").data) == 1
    assert corrected("reports", "--changes", "first", "--json").data == []
    assert corrected("reports", "--changes", "--known", "2021-07-07", "--json").data == []
    assert "S008" in corrected("reports", "--changes", "nothing", code=1).output


def test_changes_as_json_say_both_sides(corrected):
    (found,) = corrected("reports", "--changes", "--json").data
    assert (found["before_name"], found["day_before"], found["day"]) == ("bridge", "2021-07-05", "2021-07-08")
    assert found["changes"][0]["figures"] == [{"said": "900", "says_now": "1,300"}]
    assert found["changes"][0]["said"].startswith("On July 5, 900 people")
    assert [(c["said"], c["now"]) for c in found["corrections"]] == [("900 people crossed", "1,300 people")]


def test_a_case_without_changes_says_so(case):
    assert "No outlet changed a text" in case("reports", "--changes").stdout


def test_places_of_ones_own_are_read_and_a_wrong_row_is_named(panj, home):
    (home / "places.csv").write_text("code,name,kind,country\ndesk:a,Zarkul,camp,TJ\n", encoding="utf-8")
    panj("read", "--places", "places.csv", "reports")
    (home / "places.csv").write_text("code,name,kind,country\ndesk:a,Zarkul,castle,TJ\n", encoding="utf-8")
    said = panj("read", "--places", "places.csv", "reports", code=1).output
    assert "G006" in said
    assert "places.csv:2" in said
    assert "G009" in panj("read").output, "the remembered table stays in use, and that is said"
    panj("read", "--places", "places.csv", "--no-places", code=2)
    assert "G009" not in panj("read", "--no-places").output
