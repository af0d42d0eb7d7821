"""Every case of tests/cases: sentences and the claims that must be read in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from panj import Report
from panj.claims import read_figures
from panj.model import Claim, to_plain

FOLDER = Path(__file__).resolve().parents[1] / "cases"
FILES = sorted(FOLDER.glob("*.yml"))


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["misread"], strict=False)] if "misread" in case else []


CASES = [
    pytest.param(case, id=f"{path.stem}-{n}", marks=_marks(case))
    for path in FILES
    for n, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
    if isinstance(case, dict) and "text" in case and "claims" in case
]


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    report = Report(text=case["text"], published=str(case["published"]), name="case")
    extraction = read_figures(report)
    claims = {c.text: c for c in extraction.claims}
    for wanted in case["claims"]:
        assert wanted["text"] in claims, f"not read: {wanted['text']!r}; read: {sorted(claims)}"
        _check(claims[wanted["text"]], wanted, claims)
    if not case.get("partial"):
        assert sorted(claims) == sorted(c["text"] for c in case["claims"])
    aside = [a.text for a in extraction.set_aside]
    assert all(any(words in a for a in aside) for words in case.get("set_aside", ()))


def _check(claim: Claim, wanted: dict[str, Any], claims: dict[str, Claim]) -> None:
    plain = claim.to_dict()
    for name, value in wanted.items():
        if name == "part_of":
            assert claim.part_of == (claims[value].id if value is not None else None)
        else:
            accepted = value if isinstance(value, list) else [value]
            expected = [to_plain(v) if isinstance(v, date) else v for v in accepted]
            assert plain[name] in expected, f"{name} of {claim.text!r}: {plain[name]!r}, not {expected!r}"
