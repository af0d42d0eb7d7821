"""What is kept of a text is of that text alone: what was covered since is not told by what was read first."""

from __future__ import annotations

from dataclasses import fields, replace

from panj.gazetteer import Gazetteer
from panj.model import Report
from panj.publish import memory
from panj.publish import record as records
from panj.publish.gate.clearing import PublicReport
from panj.publish.memory import Memory
from panj.publish.situation import build


def covered(report: Report, words: str) -> PublicReport:
    """The report under its own id, with words of it covered."""
    own = {f.name: getattr(report, f.name) for f in fields(Report)}
    own["text"] = report.text.replace(words, "\u2588" * len(words))
    return PublicReport(**own, key=report.id)


def test_a_covered_text_is_read_anew_after_the_whole_one(crisis, gazetteer: Gazetteer) -> None:
    reports = [covered(r, "crossed") for r in crisis.reports.values()]
    assert any(r.text != crisis.reports[r.id].text for r in reports)

    def shown() -> object:
        made = build(reports, crisis.claims.values(), gazetteer=gazetteer)
        return replace(made, problems=())

    build(crisis.reports.values(), crisis.claims.values(), gazetteer=gazetteer)
    after = shown()
    memory.forget()
    records._LINKED.clear()
    assert after == shown()


def test_frames_of_a_report_whose_text_is_another_are_not_taken_over(crisis, gazetteer: Gazetteer) -> None:
    records._LINKED.clear()
    build(crisis.reports.values(), crisis.claims.values(), gazetteer=gazetteer)
    before = records._LINKED[-1]
    name = next(c.report for c in crisis.claims.values())
    other = {**crisis.reports, name: replace(crisis.reports[name], language="fr")}
    assert not any(f.claim.report == name for f in before.frames(other).values())
    assert before.frames(crisis.reports) == before.linked.frames


def test_a_memory_makes_once_and_lets_the_oldest_go() -> None:
    made: list[int] = []
    held: Memory[int, int] = Memory(most=4)
    for key in (1, 1, 2, 3, 4, 5):
        assert held.of(key, lambda key=key: made.append(key) or key * 10) == key * 10
    assert made == [1, 2, 3, 4, 5]
    assert held.get(1) is None
    assert held.get(5) == 50
    assert len(held) == 4
