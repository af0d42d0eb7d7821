"""A doubt is told as one: nothing says that its figures cannot all hold."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from panj.model import Bounds, Conflict
from panj.publish import contradictions
from props.cases import Case


def alert(*, doubt: bool) -> Any:
    case = Case()
    report = case.report("wire", "10-11", "Wire")
    for words in ("276,000", "420,000"):
        case.says(report, words, to="SY", on="10-10", id=words)
    record = SimpleNamespace(
        claims={c.id: c for c in case.claims},
        reports={r.id: r for r in case.reports},
        day_of=lambda _: case.reports[0].day,
    )
    stories = ((("420,000",), Bounds(415_000, None, 424_999)), (("276,000",), Bounds(275_500, None, 276_499)))
    conflict = Conflict(("276,000", "420,000"), "hard to hold together", stories, doubt=doubt)
    return contradictions._alert(record, "Arrivals", conflict)  # type: ignore[arg-type]


def test_a_doubt_is_not_called_impossible() -> None:
    assert "hard to believe" in alert(doubt=True).detail
    assert "cannot all hold" not in alert(doubt=True).detail
    assert "cannot all hold" in alert(doubt=False).detail
