"""Cases in FLEE's folder format are read as they stand, and refused with file, line and remedy."""

import pytest

from outlook.crises import write_folder
from panj.errors import DateError, PlanError
from panj.outlook.case import ClosureKind
from panj.outlook.flee_folder import read_folder
from panj.outlook.series import tracks, validation


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blanks_quotes_comments_and_line_ends_of_real_files_are_tolerated(tmp_path, end):
    case = read_folder(write_folder(tmp_path / "made", end=end))
    assert case.name == "made"
    assert case.home == "Home"
    assert case.length == 40
    assert [s.name for s in case.sites] == ["Town", "Old Inn", "Near", "Far_Camp"]
    assert case.targets == ("Near", "Far_Camp")
    assert [(r.a, r.b, r.km) for r in case.roads][1:] == [
        ("Town", "Old Inn", 80),
        ("Old Inn", "Far_Camp", 90),
    ]
    assert (case.closures[0].kind, case.closures[0].start, case.closures[0].end) == (
        ClosureKind.COUNTRY,
        5,
        9,
    )
    assert case.totals[-1].count == 400


def test_only_changes_of_conflict_are_kept_and_underscores_are_blanks(tmp_path):
    case = read_folder(write_folder(tmp_path))
    assert [(c.site, c.day, c.intensity) for c in case.conflict] == [
        ("Town", 0, 1.0),
        ("Old Inn", 2, 0.5),
        ("Town", 3, 0.0),
    ]


def test_without_a_conflict_table_column_seven_tells_the_day(tmp_path):
    case = read_folder(write_folder(tmp_path, **{"input_csv/conflicts.csv": None}))
    assert [(c.site, c.day) for c in case.conflict] == [("Town", 0)]


def test_series_of_one_camp_are_added_on_every_day_of_either(tmp_path):
    near, far = tracks(read_folder(write_folder(tmp_path)), corrected=False)
    assert list(zip(near.days, near.counts, strict=True)) == [(0, 100), (5, 110), (10, 210), (20, 110)]
    assert list(far.counts) == [0, 300]


def test_a_correction_rescales_what_was_counted_before_it(tmp_path):
    case = read_folder(write_folder(tmp_path))
    near = tracks(case)[0]
    factor = 110 / 210
    assert near.counts == pytest.approx([100 * factor, 110 * factor, 110, 110])
    # As known before the correction nothing of it is there.
    assert tracks(case.as_known(15))[0].counts == pytest.approx([100, 110, 210])
    assert validation(case)[20, 0] == 110


def test_column_eight_of_a_camp_is_no_capacity(tmp_path):
    near = read_folder(write_folder(tmp_path)).site("Near")
    assert near.capacities == ()
    assert near.population is None
    assert near.file_capacity == 7000


def test_a_row_without_a_place_is_noted_and_left_out(tmp_path):
    assert any("Gone" in note for note in read_folder(write_folder(tmp_path)).notes)


def test_a_missing_distance_comes_from_the_coordinates(tmp_path):
    routes = "Town,Near,\nTown,Old Inn,80,0\nOld Inn,Far_Camp,90\n"
    road = read_folder(write_folder(tmp_path, **{"input_csv/routes.csv": routes})).roads[0]
    assert 109 < road.km < 130  # one degree of longitude at 10° north, and the detour of a road


@pytest.mark.parametrize(
    ("name", "text", "code", "told"),
    [
        ("input_csv/sim_period.csv", None, "P020", "sim_period.csv"),
        ("input_csv/sim_period.csv", "StartDate,2024-13-01\nLength,4", "D001", "sim_period.csv:1"),
        ("input_csv/sim_period.csv", "StartDate,2024-01-01", "P021", "length"),
        ("input_csv/locations.csv", "Town,N,Home,9,20,castle,,", "P021", "castle"),
        ("input_csv/locations.csv", "Town,N,Home,9,20,camp,,\nTown,N,Home,9,20,camp,,", "P021", ":2"),
        ("input_csv/locations.csv", "Town,N,Home,9,20,camp,,many", "P021", "many"),
        ("input_csv/routes.csv", "Town,Nowhere,5", "P022", "Nowhere"),
        ("input_csv/routes.csv", "Town,Near,-5", "P021", "-5"),
        ("input_csv/routes.csv", "Town,Near,5,7", "P021", "forced_redirection"),
        ("input_csv/closures.csv", "link,Town,Elsewhere,0,3", "P022", "Elsewhere"),
        ("input_csv/closures.csv", "link,Town,Near,9,3", "P021", "before it starts"),
        ("input_csv/closures.csv", "sea,Town,Near,0,3", "P021", "sea"),
        ("input_csv/conflicts.csv", "#Day,Nowhere\n0,1", "P021", "names no place"),
        ("input_csv/conflicts.csv", "#Day,Town\n1,1\n0,1", "P021", ":3"),
        ("source_data/near.csv", "2024-01-01,-4", "P021", "below zero"),
        ("source_data/near.csv", "2024-01-01,inf", "P021", "finite"),
        ("source_data/near.csv", "01/02/2024,4", "D001", "near.csv:1"),
        ("source_data/near.csv", None, "P020", "near.csv"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, name, text, code, told):
    with pytest.raises((PlanError, DateError)) as fault:
        read_folder(write_folder(tmp_path, **{name: text}))
    assert fault.value.code == code
    assert told in str(fault.value)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "input_csv/locations.csv",
            "Town,N,Home,99,20,town,,\nNear,N,Away,9,20,camp,,",
            "the order is latitude, longitude",
        ),
        ("input_csv/routes.csv", "Town,Town,5\nTown,Near,9", "to itself"),
        ("input_csv/routes.csv", "Town,Near,0", "1 km"),
        ("input_csv/closures.csv", "country,Home,Elsewhere,0,3", "no border is shut"),
        ("input_csv/conflicts.csv", "#Day,Town,Nowhere\n0,1,1", "'Nowhere'"),
    ],
)
def test_what_is_odd_but_harmless_is_a_note(tmp_path, name, text, told):
    without = {"input_csv/routes.csv": "", "input_csv/closures.csv": "", "input_csv/conflicts.csv": None}
    changed = (without if "locations" in name else {}) | {name: text}
    case = read_folder(write_folder(tmp_path, **changed))
    assert any(told in note and name.rpartition("/")[2] in note for note in case.notes)


def test_thousands_may_have_commas_and_types_may_be_longer_words(tmp_path):
    rows = (
        'Town,N,Home,9,20,conflict,0,"12,345"',
        "Near,N,Away,9,20,refugee_camp",
        "Far_Camp,N,Away,9,20,idp_camp",
    )
    places = "\n".join(rows)
    changed = {
        "input_csv/locations.csv": places,
        "input_csv/routes.csv": "Town,Near,5",
        "input_csv/conflicts.csv": None,
    }
    case = read_folder(write_folder(tmp_path, **changed))
    assert case.site("Town").population == 12_345
    assert case.targets == ("Near", "Far_Camp")


def test_a_missing_published_total_is_a_note(tmp_path):
    case = read_folder(write_folder(tmp_path, **{"source_data/refugees.csv": None}))
    assert case.totals == ()
    assert any("refugees.csv" in note for note in case.notes)
