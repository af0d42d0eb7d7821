"""What docs/outlook.md shows is read and runs as it says."""

import re
from datetime import date
from pathlib import Path

from panj.outlook import look_ahead, read_case

DOCS = Path(__file__).resolve().parents[2] / "docs" / "outlook.md"


def test_the_case_shown_is_a_case_and_gives_the_figures_shown(tmp_path):
    text = DOCS.read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "valley.toml"
    path.write_text(shown, encoding="utf-8")
    crisis = read_case(path)
    ahead = look_ahead(crisis, crisis.day_of(date(2024, 1, 28)))
    for forecast in (*ahead.total, *ahead.sites):
        b = forecast.bounds
        assert f"{b.best:,.0f} ({b.low:,.0f}–{b.high:,.0f})" in text


def test_every_parameter_has_a_unit_and_a_source():
    from panj.outlook.parameters import read_table

    for name, row in read_table("parameters.toml")["movement"].items():
        assert row["unit"], name
        assert row["source"], name
