"""A user's own table of places: remembered by the case, followed in its changes, known to every process."""

import pytest

from panj.errors import PlaceError
from panj.model import Measure, Question
from panj.run import Case
from panj.run.places import held
from panj.settings import Settings
from panj.store import Store

HEAD = "code,name,kind,country,parent,lat,lon,pcode,names\n"
CAMP = "desk:zarkul,Zarkul camp,camp,TJ,TJ-GB,37.4,73.7,TJ0203,Zarkul\n"
HEADER = "---\npublished: 2021-07-05\noutlet: Radio Vakhsh\n---\n"
TEXT = HEADER + "Some 900 people arrived at Zarkul camp in Tajikistan.\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(HEAD + CAMP, encoding="utf-8")
    return path


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def codes(case):
    return {c.destination_code or c.place_code for c in case.claims()}


def opened(tmp_path, **settings):
    return Case.open(tmp_path / "case.db", settings=Settings(**settings))


def test_a_case_remembers_its_table_and_answers_by_it(tmp_path, table, note):
    with opened(tmp_path) as case:
        case.read([note])
        assert "desk:zarkul" not in codes(case)
        assert case.read([], places=table).figures_read == 1, "what was read is read again with the table"
        assert codes(case) == {"desk:zarkul"}
    with opened(tmp_path) as case:
        assert case.read([]).figures_read == 0, "nothing changed"
        assert case.tally(Question(Measure.ARRIVAL, place="desk:zarkul")).bounds.low > 800
        assert case.read([], no_places=True).figures_read == 1
        assert "desk:zarkul" not in codes(case)


def test_a_changed_table_is_read_again_and_a_missing_one_stays_in_use(tmp_path, table, note):
    with opened(tmp_path) as case:
        case.read([note], places=table)
        table.write_text(HEAD + CAMP.replace("desk:zarkul", "desk:other"), encoding="utf-8")
        assert case.read([]).figures_read == 1
        assert codes(case) == {"desk:other"}
        table.unlink()
        summary = case.read([])
        assert (summary.figures_read, [p.code for p in summary.problems]) == (0, ["G009"])
        assert codes(case) == {"desk:other"}
        table.write_text(HEAD + "desk:x,Nowhere,castle,TJ,,,,,\n", encoding="utf-8")
        (problem,) = case.read([]).problems
        assert problem.where == f"{table}:2", "a wrong row is named and the table read last stays in use"
        assert codes(case) == {"desk:other"}
        table.write_text(HEAD + CAMP, encoding="utf-8")
        assert case.read([]).problems == []
        assert case.problems() == []


def test_a_wrong_table_is_refused_before_anything_is_read(tmp_path, table, note):
    table.write_text(HEAD + CAMP + "desk:b,Ridge,camp,TJ,XX-YY,,,,\n", encoding="utf-8")
    with opened(tmp_path) as case:
        with pytest.raises(PlaceError) as raised:
            case.read([note], places=table)
        assert (raised.value.code, raised.value.where) == ("G007", f"{table}:3")
        assert case.reports() == []


def test_the_setting_names_a_table_for_cases_that_have_none(tmp_path, table, note):
    own = tmp_path / "own.csv"
    own.write_text(HEAD + CAMP.replace("desk:zarkul", "desk:own"), encoding="utf-8")
    with opened(tmp_path, places=str(table)) as case:
        case.read([note])
        assert codes(case) == {"desk:zarkul"}
        case.read([], places=own)
        assert codes(case) == {"desk:own"}
        case.read([])
        assert codes(case) == {"desk:own"}, "the case's own table stands before that of the settings"
        case.read([], no_places=True)
        assert codes(case) == {"desk:zarkul"}


def test_processes_of_the_pool_know_the_table(tmp_path, table):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(6):
        (folder / f"r{n}.txt").write_text(TEXT.replace("900", f"{900 + n}"), encoding="utf-8")
    with opened(tmp_path) as case:
        case.read([folder], places=table, workers=2)
        assert codes(case) == {"desk:zarkul"}
        assert len(case.claims()) == 6


def test_a_case_keeps_the_words_of_its_table(tmp_path, table, note):
    with opened(tmp_path) as case:
        case.read([note], places=table)
    with Store.open(tmp_path / "case.db") as store:
        assert held(store).text == HEAD + CAMP
