"""panj claims --corrections: figures that reports correct in their own words."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from panj.cli import main


def test_corrected_figures_are_listed(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    folder.joinpath("note.txt").write_text(
        "Outlet: Example Wire\nDate: 2023-09-27\n\n"
        "Some 52,840 refugees, corrected from 60,000, are in the camp.\n",
        encoding="utf-8",
    )
    case = str(tmp_path / "case.db")
    run = CliRunner()
    assert run.invoke(main, ["read", "--case", case, str(folder)]).exit_code == 0
    shown = run.invoke(main, ["claims", "--case", case, "--corrections"])
    assert shown.exit_code == 0, shown.output
    assert "60,000" in shown.output
    assert "52,840" in shown.output
    plain = json.loads(run.invoke(main, ["claims", "--case", case, "--corrections", "--json"]).output)
    assert [(c["old_value"], c["new_value"]) for c in plain] == [(60000, 52840)]
