"""What is kept of a case, and taken over from before a change, is what would be worked out anew."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from panj.events.decisions import Verb
from panj.events.strands import strands_by
from panj.model import Report
from panj.publish import memory
from panj.publish import record as records
from panj.publish.content import Situation
from panj.run import Case
from panj.run.kept import LARGE
from props.room_case import fill

SHOWN = (
    *("title", "known", "reports", "claims", "events", "figures", "alerts", "story", "rooms", "places"),
    *("unknown", "policy", "outlook", "busiest", "copies", "superseded", "withdrawn"),
    *("developments", "decisions", "offers", "sites", "doubts"),
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "case.db"
    fill(path, LARGE + 300, countries=6, years=2)
    return path


def forgotten() -> None:
    """As in a program that has just been started."""
    memory.forget()
    records._LINKED.clear()
    strands_by.cache_clear()


def anew(case: Case, known=None) -> Situation:  # type: ignore[no-untyped-def]
    """The situation worked out from the file's own tables alone."""
    copy = case.path.with_name(f"anew-{case.path.name}")
    with closing(sqlite3.connect(case.path)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    held = (dict(m._held) for m in memory._MEMORIES), list(records._LINKED)
    mine, linked = list(held[0]), held[1]
    forgotten()
    with Case.open(copy) as other:
        other._store.forget_derived()
        found = other.situation(known)
    for one, was in zip(memory._MEMORIES, mine, strict=True):
        one._held.update(was)
    records._LINKED.extend(linked)
    return found


def differ(one: Situation, other: Situation) -> list[str]:
    return [name for name in SHOWN if getattr(one, name) != getattr(other, name)]


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_changes_what_is_shown_is_what_would_be_worked_out_anew(
    large: Path, tmp_path: Path, seed: int
) -> None:
    """Days stepped through, decisions of every kind and their undoing, reports that come and go."""
    draw = random.Random(seed)
    path = Path(shutil.copy(large, tmp_path / "case.db"))
    forgotten()
    with Case.open(path) as case:
        whole = case.situation()
        days = sorted({r.day for r in whole.reports.values() if r.day})
        for step in range(4):
            known = draw.choice([None, draw.choice(days), draw.choice(days[-9:])])
            assert differ(case.situation(known), anew(case, known)) == [], (step, known)
            change(case, draw, step)
        assert differ(case.situation(), anew(case)) == []


def change(case: Case, draw: random.Random, step: int) -> None:
    """One of the things that people do to a case."""
    claims = sorted(case.situation().claims)
    one, other = draw.sample(claims, 2)
    match (step + draw.randrange(4)) % 4:
        case 0:
            case.decide(Verb.REJECT, [one], who="Ada", why="drawn")
        case 1:
            alike = [e for e in case.situation().events if len(e.claims) > 1]
            pair = draw.choice(alike).claims[:2] if alike else (one, other)
            case.decide(Verb.SPLIT, pair, who="Ada", why="drawn")
        case 2:
            report = draw.choice(sorted(case.situation().reports))
            case.withdraw(report, reason="drawn", day=max(r.day for r in case.reports() if r.day))
        case _:
            first = case.situation().reports[sorted(case.situation().reports)[step]]
            case._store.add_report(Report(first.text + f"\nAnother {step} crossed.", first.published, "Late"))


def test_a_large_case_opens_with_what_was_kept_and_a_change_drops_it(large: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(large, tmp_path / "case.db"))
    with Case.open(path) as case:
        first = case.situation()
    with Case.open(path) as case:
        case._situation = None  # type: ignore[assignment, method-assign]  # it may not be worked out again
        again = case.situation()
        assert differ(again, first) == []
        case.withdraw(
            next(iter(first.reports)), reason="drawn", day=first.reports[next(iter(first.reports))].day
        )
        with pytest.raises(TypeError, match="NoneType"):
            case.situation()


def test_what_cannot_be_read_is_worked_out_anew(large: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(large, tmp_path / "case.db"))
    with Case.open(path) as case:
        first = case.situation()
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("update derived set body = 'bm90aGluZw=='")
        rows.commit()
    with Case.open(path) as case:
        assert differ(case.situation(), first) == []
