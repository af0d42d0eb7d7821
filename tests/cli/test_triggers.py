"""Triggers as known on each day: who came in a day, what fills a capacity, on which figures it says so."""


def told(case):
    return [
        (f["firing"]["reading"]["day"], f["firing"]["rule"]["level"], f["firing"]["sure"], f["why"])
        for f in case("triggers", "--json").data
    ]


def test_1037_in_a_night_is_known_on_5_july_and_said_to_be_combatants(case):
    found = told(case)
    assert ("2021-07-05", "ask for help", True) in [row[:3] for row in found]
    assert all("combatants, who are no refugees" in why for *_, why in found)


def test_soldiers_fill_no_capacity(case):
    assert not any("places" in why for *_, why in told(case))


def test_as_known_before_nothing_had_happened(case):
    assert "No rule" in case("triggers", "--known", "2021-07-01").output


def test_civilians_against_stated_and_tested_places_with_both_told(home, panj):
    for name, day, text in (
        ("c.txt", "2021-07-04", "On July 3, 450 refugees crossed from Afghanistan into Tajikistan."),
        ("d.txt", "2021-07-05", "Tajikistan can take up to 800 refugees, its interior ministry said."),
        ("e.txt", "2021-07-06", "Land of 1.8 hectares was set aside in Tajikistan for a refugee camp."),
    ):
        header = f"---\npublished: {day}\noutlet: Radio Vakhsh\n---\n"
        (home / "reports" / name).write_text(f"{header}{text}\n", encoding="utf-8")
    for old in ("first", "second", "third", "fourth"):
        (home / "reports" / f"{old}.txt").unlink()
    panj("read", "reports")
    found = told(panj)
    assert ("2021-07-05", "watch", True) in [row[:3] for row in found]
    (help_,) = [row for row in found if row[1] == "ask for help"]
    assert help_[0] == "2021-07-06"
    assert "800 places stated, 400 by the land" in help_[3]
