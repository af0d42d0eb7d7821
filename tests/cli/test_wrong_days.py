"""Days that cannot be compared, formats given twice, pages that cannot be had."""

import pytest

from panj.cli import main


def run(capsys, *words):
    try:
        code = main(list(words))
    except SystemExit as end:
        code = end.code
    out = capsys.readouterr()
    return code or 0, out.out, out.err


@pytest.fixture
def border(tmp_path, capsys):
    text = "Date: 2022-06-14\n\nOn June 13 about 300 people crossed from Congo into Uganda, a clerk said.\n"
    (tmp_path / "one.txt").write_text(text)
    case = tmp_path / "border.db"
    assert run(capsys, "read", str(tmp_path / "one.txt"), "--case", str(case))[0] == 0
    return str(case)


@pytest.mark.parametrize("verb", [("brief",), ("export", "-", "--what", "figures")])
def test_nothing_changes_since_a_day_after_the_one_asked_for(border, capsys, verb):
    days = ("--since", "2022-07-01", "--known", "2022-06-20")
    code, _, err = run(capsys, *verb, "--case", border, *days)
    assert code == 2
    assert "2022-07-01 lies after --known 2022-06-20" in err


def test_several_formats_are_all_written(border, capsys, tmp_path):
    code, _, _ = run(
        capsys, "export", str(tmp_path / "out"), "--case", border, "--format", "csv", "--format", "jsonl"
    )
    assert code == 0
    assert {"figures.csv", "figures.jsonl"} <= {p.name for p in (tmp_path / "out").iterdir()}


def test_into_a_pipe_goes_one_format(border, capsys):
    formats = ("--format", "csv", "--format", "jsonl")
    code, _, err = run(capsys, "export", "-", "--what", "figures", "--case", border, *formats)
    assert code == 2
    assert "one --format" in err


def test_a_page_that_cannot_be_had_is_a_fault(capsys, tmp_path):
    code, _, err = run(capsys, "fetch", "http://127.0.0.1:9/x", "--case", str(tmp_path / "new.db"))
    assert code == 1
    assert "R103" in err
