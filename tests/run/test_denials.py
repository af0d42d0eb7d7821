"""A figure that another source denies weighs less, and says who denies it wherever it is shown."""

import csv
import json

import pytest
from click.testing import CliRunner

from panj.cli import main
from panj.events import Verb
from panj.model import Measure, Question
from panj.publish.brief import render
from panj.publish.room.evidence import evidence
from panj.run import Case

REPORTS = {
    "one": ("2024-05-03", "On May 1, 400 refugees crossed from Sudan into Chad, the mayor of Adre said."),
    "two": ("2024-05-02", "On May 1, 900 refugees crossed from Sudan into Chad, a lorry driver said."),
    "no": ("2024-05-04", "The interior ministry denied that 900 refugees had crossed into Chad on May 1."),
}
DENIED = "The interior ministry denied that 900 refugees had crossed into Chad"


def opened(tmp_path, names):
    folder = tmp_path / "-".join(names)
    folder.mkdir(exist_ok=True)
    for name in names:
        day, text = REPORTS[name]
        (folder / f"{name}.txt").write_text(f"---\npublished: {day}\noutlet: Wire {name}\n---\n{text}\n")
    case = Case.open(folder / "case.db")
    case.read([folder])
    return case


@pytest.fixture
def case(tmp_path):
    with opened(tmp_path, ("one", "two", "no")) as made:
        yield made


def nine(case):
    (claim,) = [c for c in case.claims() if c.text == "900" and c.status == "happened"]
    return claim


def believed(case):
    """What the tally says of the convoy that both speak of."""
    told = [c.id for c in case.claims() if c.status == "happened"]
    case.decide(Verb.MERGE, told, who="A", why="one convoy")
    return case.tally(Question(Measure.ARRIVAL, place="TD")).bounds.best


def test_the_denied_figure_gives_way_in_a_contradiction(tmp_path):
    """Two single sources of like credibility, the earlier believed: the denial tips the balance."""
    with opened(tmp_path, ("one", "two")) as case:
        assert believed(case) == 900
    with opened(tmp_path, ("one", "two", "no")) as case:
        assert believed(case) == 400


def test_whoever_denies_is_named_in_the_warnings_the_report_and_the_room(case):
    situation = case.situation()
    (alert,) = [a for a in situation.alerts if a.kind == "denied" and nine(case).id in a.claims]
    assert "a lorry driver" in alert.title
    assert DENIED in alert.detail
    assert DENIED in render(situation, format="md")
    (exhibit,) = [
        x for g in evidence.of(situation, "claim", nine(case).id).groups for x in g.exhibits if x.claim
    ]
    assert DENIED in exhibit.denied
    assert "Wire no, 2024-05-04" in exhibit.denied


def test_as_known_before_the_denial_nothing_is_denied(case):
    from datetime import date

    assert case.situation(date(2024, 5, 3)).doubts == {}


@pytest.mark.parametrize(
    ("names", "credibility"),
    [(("two",), "6"), (("two", "no"), "4"), (("one", "two"), "1"), (("one", "two", "no"), "3")],
)
def test_the_ledger_gives_the_lower_credibility_and_its_reason(tmp_path, names, credibility):
    out = tmp_path / "out"
    with opened(tmp_path, names) as case:
        ran = CliRunner().invoke(main, ["export", str(out), "--case", str(case.path), "--format", "hxl"])
    assert ran.exit_code == 0, ran.output
    read = csv.DictReader((out / "ledger.hxl.csv").read_text().splitlines())
    (row,) = [r for r in read if r["status"] == "happened"]
    assert row["meta_credibility"] == credibility
    assert ("The interior ministry denied" in row["meta_credibility_reason"]) == ("no" in names)


def test_the_terminal_marks_it_and_explains(case):
    run, db = CliRunner().invoke, str(case.path)
    assert "(denied)" in run(main, ["claims", "--case", db]).output
    told = run(main, ["claims", "--case", db, "--explain", nine(case).id]).output
    assert "The interior ministry denied" in " ".join(told.split())
    rows = json.loads(run(main, ["claims", "--case", db, "--json"]).output)
    assert [r["text"] for r in rows if "denied" in r["rules"]] == ["900"]


def test_an_analyst_who_vouches_for_it_outweighs_the_denial(case):
    case.decide(Verb.ACCEPT, [nine(case).id], who="A", why="counted by our team")
    assert case.situation().doubts == {}
    assert "denied" not in nine(case).rules
