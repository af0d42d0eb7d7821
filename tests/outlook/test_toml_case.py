"""Panj's own form of a case: dates, bounds and groups in TOML, and clear words where something is wrong."""

import pytest

from panj.errors import PlanError
from panj.outlook import is_case, look_ahead, read_case
from panj.outlook.case import ClosureKind
from panj.outlook.toml_case import read_toml

CASE = """
name = "valley"
start = 2024-01-01
days = 120
home = "Home"

[[site]]
name = "Town"
country = "Home"
kind = "conflict_zone"
lat = 38.0
lon = 70.0
population = 20000

[[site]]
name = "North gate"
country = "Away"
kind = "camp"
lat = 38.5
lon = 70.2
capacity = 3000

[[site]]
name = "South gate"
country = "Away"
kind = "camp"
lat = 37.5
lon = 70.2
capacity = [{ persons = 500, from = 2024-01-10 }, { persons = 900, from = 2024-03-01 }]

[[road]]
a = "Town"
b = "North gate"

[[road]]
a = "Town"
b = "South gate"
km = 80

[[closure]]
kind = "link"
a = "Town"
b = "South gate"
from = 2024-02-01
until = 2024-02-15

[[conflict]]
site = "Town"
from = 2024-01-01
until = 2024-05-01

[[observation]]
site = "North gate"
date = 2024-01-05
low = 900
best = 1000
high = 1100
known = 2024-01-07

[[observation]]
site = "North gate"
date = 2024-01-20
count = 1037
group = "soldiers"
"""


def written(tmp_path, text):
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_is_read_with_bounds_dates_and_stated_capacities(tmp_path):
    path = written(tmp_path, CASE)
    assert is_case(path)
    case = read_case(path)
    assert case.name == "valley"
    assert case.targets == ("North gate", "South gate")
    (seen,) = case.observations
    assert (seen.day, seen.known, seen.low, seen.count, seen.high) == (4, 6, 900, 1000, 1100)
    assert [(c.persons, c.day) for c in case.site("South gate").capacities] == [(500, 9), (900, 60)]
    assert case.as_known(30).site("South gate").capacities[-1].persons == 500
    assert (case.closures[0].kind, case.closures[0].start, case.closures[0].end) == (ClosureKind.LINK, 31, 45)
    assert 60 < case.roads[0].km < 75  # by the coordinates


def test_combatants_never_count_towards_those_received(tmp_path):
    case = read_toml(written(tmp_path, CASE))
    assert all(o.count != 1037 for o in case.observations)
    assert any("soldiers" in note for note in case.notes)
    assert look_ahead(case, 60).verdict.kind == "none"
    many = CASE + "".join(
        f'[[observation]]\nsite = "North gate"\ndate = 2024-02-{d:02}\ncount = {d}\ngroup = "militants"\n'
        for d in range(1, 9)
    )
    assert look_ahead(read_toml(written(tmp_path, many)), 60).verdict.kind == "none"
    people = many.replace("militants", "refugees")
    assert look_ahead(read_toml(written(tmp_path, people)), 60).verdict.kind == "forecast"


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("start = 2024-01-01\ndays", 'start = "2024-01-01"\ndays', "P021", "start"),
        ('kind = "camp"\nlat = 38.5', 'kind = "castle"\nlat = 38.5', "P021", "site 2"),
        ('b = "North gate"', 'b = "West gate"', "P022", "West gate"),
        ("lat = 38.5", "lat = 138.5", "P021", "degrees"),
        ("km = 80", "km = 0", "P021", "above 0"),
        ("km = 80", "miles = 80", "P021", "miles"),
        ("until = 2024-02-15", "until = 2024-01-15", "P021", "until"),
        ("best = 1000", "best = 2000", "P021", "low <= best <= high"),
        ("known = 2024-01-07", "known = 2024-01-02", "P021", "known"),
        ("low = 900\nbest = 1000\nhigh = 1100", "low = 900", "P021", "observation 1"),
        ('group = "soldiers"', 'group = "giants"', "P021", "giants"),
        ("capacity = 3000", 'capacity = "many"', "P021", "capacity"),
        ('kind = "camp"', 'kind = "town"', "P023", "camp"),
        ("[[road]]", "[[road", "P020", "case.toml"),
        ('kind = "link"', 'kind = "country"', "P022", "Town"),
    ],
)
def test_what_is_wrong_is_said_with_its_entry(tmp_path, old, new, code, told):
    assert old in CASE
    with pytest.raises(PlanError) as fault:
        read_toml(written(tmp_path, CASE.replace(old, new)))
    assert fault.value.code == code
    assert told in str(fault.value)


def test_what_is_neither_a_folder_nor_toml_is_refused(tmp_path):
    with pytest.raises(PlanError, match="P020"):
        read_case(tmp_path / "case.xlsx")
