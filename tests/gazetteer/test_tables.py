"""Users' own tables of places, and the overlay that ships."""

import csv
from importlib import resources
from pathlib import Path

import pytest

from panj.errors import PlaceError

HEADER = "code,name,kind,country,parent,lat,lon,pcode,names\n"


def table(tmp_path, text, name="places.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_place_is_found_by_name_other_name_and_pcode(gazetteer, tmp_path):
    own = gazetteer.with_table(
        table(
            tmp_path,
            HEADER + "my:tent-7,Tent Seven,camp,TJ,gn:7798497,37.3,68.7,TJ0107,T7 camp;Шаҳрак\n",
        )
    )
    for name in ("Tent Seven", "T7 camp", "Шаҳрак", "TJ0107"):
        assert own.resolve(name, countries=["TJ"]).code == "my:tent-7", name
    place = own.place("my:tent-7")
    assert place.parents == ("gn:7798497", "TJ-KT", "TJ")
    assert own.within("my:tent-7", "TJ-KT")
    assert [m.place.code for m in own.mentions("They went to Tent Seven.", countries=["TJ"])] == ["my:tent-7"]


def test_the_default_gazetteer_is_left_as_it_was(gazetteer, tmp_path):
    gazetteer.with_table(table(tmp_path, HEADER + "my:x,Unheardofia,town,TJ,,37.3,68.7,,\n"))
    assert gazetteer.resolve("Unheardofia", countries=["TJ"]) is None


def test_a_known_code_corrects_that_place(gazetteer, tmp_path):
    own = gazetteer.with_table(table(tmp_path, "code;name;lat;lon\nTJ-KT;Khatlon Oblast;37.9;69.0\n"))
    place = own.place("TJ-KT")
    assert (place.name, place.lat, place.kind, place.country) == ("Khatlon Oblast", 37.9, "admin1", "TJ")
    assert own.resolve("Khatlon", countries=["TJ"]).lat == 37.9


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "G003", ""),
        ("code,name,shape\n", "G003", ":1"),
        ("name,lat\n", "G003", ":1"),
        (HEADER + ",Nowhere,town,TJ,,1,1,,\n", "G004", ":2"),
        (HEADER + "a,b,town,TJ,,1,1,,c,d,e\n", "G004", ":2"),
        (HEADER + "my:1,A,town,TJ,,north,1,,\n", "G005", ":2"),
        (HEADER + "my:1,A,town,TJ,,91,1,,\n", "G005", ":2"),
        (HEADER + "my:1,A,town,TJ,,nan,1,,\n", "G005", ":2"),
        (HEADER + "my:1,A,town,TJ,,37.1,,,\n", "G005", ":2"),
        (HEADER + "my:1,A,city-state,TJ,,1,1,,\n", "G006", ":2"),
        (HEADER + "my:1,A,town,TJ,TJ-NOWHERE,1,1,,\n", "G007", ""),
    ],
)
def test_faults_are_told_with_code_and_line(gazetteer, tmp_path, text, code, line):
    path = table(tmp_path, text)
    with pytest.raises(PlaceError) as fault:
        gazetteer.with_table(path)
    assert fault.value.code == code
    assert fault.value.where.startswith(str(path) + line)


def test_a_missing_or_binary_table_is_told(gazetteer, tmp_path):
    with pytest.raises(PlaceError) as fault:
        gazetteer.with_table(tmp_path / "none.csv")
    assert fault.value.code == "G002"
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(PlaceError) as fault:
        gazetteer.with_table(tmp_path / "binary.csv")
    assert fault.value.code == "G002"


def test_an_unknown_code_is_told(gazetteer):
    with pytest.raises(PlaceError) as fault:
        gazetteer.place("gn:0")
    assert fault.value.code == "G008"


def overlay_rows():
    folder = Path(str(resources.files("panj.gazetteer"))) / "overlay"
    for path in sorted(folder.glob("*.csv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        yield from ((path.name, row) for row in csv.DictReader(lines))


def test_every_code_that_the_overlay_speaks_of_exists(gazetteer):
    unknown = []
    for file, row in overlay_rows():
        codes = [row.get("parent", ""), row.get("country", ""), row["code"]]
        codes += (row.get("touches") or "").split() + (row.get("members") or "").split()
        for code in filter(None, codes):
            try:
                gazetteer.place(code)
            except PlaceError:
                unknown.append((file, row["name"], code))
    assert unknown == []


def test_parents_of_overlay_places_end_with_their_country(gazetteer):
    for _, row in overlay_rows():
        place = gazetteer.place(row["code"])
        if place.country and place.kind != "country":
            assert place.parents[-1] == place.country, row


def test_overlay_places_have_points_near_their_parents(gazetteer):
    from panj.gazetteer.record import distance_km

    far = []
    for file, row in overlay_rows():
        place = gazetteer.place(row["code"])
        if place.kind not in ("camp", "crossing", "town", "site") or not place.parents:
            continue
        above = gazetteer.place(place.parents[0])
        away = distance_km(place, above)
        if away is None or away > 3 * above.precision_km + 150:
            far.append((file, place.name, above.name, away))
    assert far == []


def test_the_template_of_the_documents_is_a_table(gazetteer, tmp_path):
    """What an officer copies from docs/gazetteer.md is taken, p-codes included."""
    page = (Path(__file__).resolve().parents[2] / "docs/gazetteer.md").read_text(encoding="utf-8")
    path = tmp_path / "places.csv"
    path.write_text(page.split("```csv\n")[1].split("```")[0], encoding="utf-8")
    own = gazetteer.with_table(path)
    assert own.resolve("Zorkul camp", countries=["TJ"]).code == "desk:zarkul"
    assert own.resolve("TJ0112007").parents == ("gn:7798497", "TJ-KT", "TJ")
    assert own.resolve("TJ0109").code == "gn:1220750"
