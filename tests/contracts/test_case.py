"""A whole case on every back end: the same reports give the same claims, answers, decisions and changes."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from panj.events import Verb
from panj.model import Group, Measure, Question
from panj.run import Case

ASKED = Question(measure=Measure.ARRIVAL, place="TJ", group=Group.SOLDIERS)
TEXTS = {
    "first": (
        "2021-07-03",
        "More than 300 Afghan soldiers crossed into Tajikistan on July 3, the army said.",
    ),
    "second": (
        "2021-07-05",
        "Overnight 1,037 Afghan soldiers crossed into Tajikistan, guards said on July 5.",
    ),
    "third": (None, "Dozens of Afghan soldiers crossed into Tajikistan on Monday, villagers said."),
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    made.mkdir()
    for name, (day, text) in TEXTS.items():
        header = f"---\npublished: {day}\n---\n" if day else ""
        (made / f"{name}.txt").write_text(f"{header}{text}\n", encoding="utf-8")
    return made


@pytest.fixture
def case(place, folder):
    with Case.open(place) as opened:
        opened.read([folder])
        yield opened


def pictures(case):
    """What an officer sees, decisions and all, at each step of a case's life."""

    def now():
        days = (date(2021, 7, 3), date(2021, 7, 5), None)
        answers = [case.tally(replace(ASKED, known=day)) for day in days]
        return [
            [(r.name, r.published, r.dated) for r in case.reports()],
            case.claims(),
            [a.bounds for a in answers],
            [p.code for p in case.problems()],
            [(m.question, m.before, m.after, m.steps) for m in case.changes(date(2021, 7, 3)).moved],
        ]

    yield now()
    (figure,) = [c.id for c in case.claims() if c.text == "1,037"]
    case.decide(Verb.REJECT, [figure], who="A", why="b")
    yield now()
    case.undo(who="A", why="b")
    yield now()
    case.withdraw("first", reason="a test", day=date(2021, 7, 4))
    yield now()
    case.redact("second", words="guards said", who="A", why="b")
    yield now()
    case.redact("first", who="A", why="b")
    yield now()


def test_every_back_end_gives_what_a_file_gives(case, folder, tmp_path):
    with Case.open(tmp_path / "plain.db") as plain:
        plain.read([folder])
        for here, there in zip(pictures(case), pictures(plain), strict=True):
            assert here == there


def test_reading_again_changes_nothing(case, folder):
    before = (case.claims(), case.history())
    case.read([folder])
    assert (case.claims(), case.history()) == before


def test_the_command_works_on_it(case, place, folder, tmp_path):
    """PANJ_STORE names the shared case; a file is named by PANJ_CASE."""
    name = "PANJ_STORE" if "://" in place else "PANJ_CASE"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PANJ_")}

    def panj(*words):
        command = [sys.executable, "-c", "from panj.cli import main; main()", *words]
        return subprocess.run(
            command,
            env=kept | {name: place},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert panj("read", str(folder)).stdout.count("nothing new") == 1
    same = panj("tally", "--case", place, "--measure", "arrival", "--place", "TJ", "--group", "soldiers")
    told = panj("tally", "--measure", "arrival", "--place", "TJ", "--group", "soldiers")
    assert same.stdout == told.stdout, same.stderr
    assert told.stdout.startswith("Arrival: soldiers into TJ: 1,3"), told.stderr
    assert not list(tmp_path.glob("panj.db")), "no file is made beside a shared case"
