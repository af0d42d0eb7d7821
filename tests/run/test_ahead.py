"""The forecast of an outlook case in the room and in the report, with the counts of the reports added."""

from datetime import date

import pytest

from panj.errors import PlanError
from panj.publish.brief import render
from panj.run import Case
from panj.settings import Settings

MODEL = """
name = "valley"
start = 2024-01-01
home = "Sudan"
[[site]]
name = "Town"
country = "Sudan"
kind = "conflict_zone"
lat = 13.4
lon = 22.4
population = 20000
[[site]]
name = "Adre"
country = "Chad"
kind = "camp"
lat = 13.47
lon = 22.2
code = "TD"
[[road]]
a = "Town"
b = "Adre"
km = 30
[[conflict]]
site = "Town"
from = 2024-01-01
"""
COUNTS = ((5, 500), (9, 700), (15, 1000), (21, 1400), (26, 1900))


@pytest.fixture
def model(tmp_path):
    counts = (f'[[observation]]\nsite = "Adre"\ndate = 2024-01-{d:02}\ncount = {n}\n' for d, n in COUNTS)
    path = tmp_path / "valley.toml"
    path.write_text(MODEL + "".join(counts))
    return path


def opened(tmp_path, model):
    folder = tmp_path / "reports"
    folder.mkdir(exist_ok=True)
    text = "Chad hosts 2,300 refugees from Sudan as of 30 January, the agency said."
    (folder / "a.txt").write_text(f"---\npublished: 2024-01-30\noutlet: Wire\n---\n{text}\n")
    case = Case.open(tmp_path / "case.db", settings=Settings(outlook=str(model)))
    case.read([folder])
    return case


def test_the_situation_shows_the_forecast_and_takes_in_what_reports_count(tmp_path, model):
    with opened(tmp_path, model) as case:
        situation = case.situation()
    assert situation.ahead.verdict.kind == "forecast"
    assert situation.ahead.fans[0].reported[-1] == (date(2024, 1, 30), pytest.approx(2300, abs=60))
    month = next(f for f in situation.outlook if f.horizon_days == 30 and not f.place)
    assert month.bounds.low <= month.bounds.best <= month.bounds.high
    assert month.bounds.best > 2300


def test_as_known_before_the_report_its_count_is_not_in_the_forecast(tmp_path, model):
    with opened(tmp_path, model) as case:
        situation = case.situation(date(2024, 1, 27))
    assert situation.ahead.fans[0].reported[-1][1] == 1900


def test_the_report_tells_the_forecast_with_its_interval_and_the_last_report(tmp_path, model):
    with opened(tmp_path, model) as case:
        words = render(case.situation(), format="md")
    assert "In 30 days at all sites" in words
    assert "the last report says" in words


def test_without_the_setting_there_is_no_forecast(tmp_path, model):
    with opened(tmp_path, model):
        pass
    with Case.open(tmp_path / "case.db", settings=Settings()) as case:
        assert case.situation().ahead is None


def test_a_model_that_cannot_be_read_is_told(tmp_path, model):
    model.write_text("sites = 5")
    with opened(tmp_path, model) as case, pytest.raises(PlanError):
        case.situation()
