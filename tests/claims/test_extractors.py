"""An extractor that an installed package brings: found by its name, checked, and used like Panj's own."""

from __future__ import annotations

from pathlib import Path

import pytest

import panj
from panj import Report
from panj.claims.extractors import claim_at, extractor, installed
from panj.errors import ClaimError
from panj.model import Measure
from panj.run.case import Case
from panj.settings import Settings

MODULE = """
import re
from panj.claims.extractors import claim_at
from panj.model import Measure

ARRIVED = re.compile(r"(\\d+) (?:Menschen|people) .*?(?:nach|into) (\\w+)")


def german(report, gazetteer):
    for m in ARRIVED.finditer(report.text):
        yield claim_at(report, *m.span(1), measure=Measure.ARRIVAL, value=float(m[1]), destination=m[2])


def beyond(report, gazetteer):
    from dataclasses import replace
    for claim in german(report, gazetteer):
        yield replace(claim, text="9" + claim.text) if claim.value > 500 else claim
"""
NAMES = """[panj.extractors]
acme-german = acme_figures:german
acme-beyond = acme_figures:beyond
acme-absent = acme_figures:nothing_of_that_name
"""


@pytest.fixture(autouse=True)
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package as pip leaves it behind: a module, and what it says of itself."""
    site = tmp_path / "site"
    about = site / "acme_figures-1.2.dist-info"
    about.mkdir(parents=True)
    (site / "acme_figures.py").write_text(MODULE, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-figures\nVersion: 1.2\n")
    (about / "entry_points.txt").write_text(NAMES)
    monkeypatch.syspath_prepend(str(site))


def folder(tmp_path: Path, *texts: str) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        head = f"title: Bericht {number}\npublished: 2024-05-0{number + 2}\noutlet: Bote {number}"
        body = f"---\n{head}\n---\n\n{text}\n"
        (reports / f"{number}.txt").write_text(body, encoding="utf-8")
    return reports


def test_extractors_at_hand_are_told_with_who_brings_them() -> None:
    assert installed()["panj"] == ""
    assert installed()["acme-german"] == "acme-figures 1.2"


def case_at(path: Path, name: str = "panj") -> Case:
    return Case.open(path, settings=Settings(extractor=name))


def test_a_language_that_panj_does_not_read_counts_in_the_tally(tmp_path: Path) -> None:
    reports = folder(tmp_path, "Am Montag kamen 412 Menschen über den Fluss nach Uganda.")
    with case_at(tmp_path / "case.db") as own:
        own.read([reports])
    with case_at(tmp_path / "case.db", "acme-german") as case:
        assert case.read([]).figures_read == 1  # another reads it anew
        (claim,) = case.claims()
        assert (claim.text, claim.destination_code, claim.group) == ("412", "UG", "people")
        assert claim.chain == ("Bote 0",)
        assert case.tally(place="Uganda").bounds.low == 412
        assert case.read([]).figures_read == 0


def test_what_panj_would_have_read_is_not_lost_in_silence() -> None:
    text = "About 300 refugees fled to Kampala.\nOn Monday 120 people went into Uganda."
    report = Report(text=text, published="2024-05-02", outlet="Herald")
    found = extractor("acme-german")(report, None)
    assert [c.text for c in found.claims] == ["120"]
    assert "a figure to Panj's own reading, none to acme-german" in {s.reason for s in found.set_aside}
    assert {s.text for s in found.set_aside} >= {"About 300"}


def test_a_claim_that_is_not_in_the_text_is_refused_and_the_other_reports_are_read(tmp_path: Path) -> None:
    reports = folder(tmp_path, "Es kamen 400 Menschen nach Uganda.", "Es kamen 800 Menschen nach Uganda.")
    with case_at(tmp_path / "case.db", "acme-beyond") as case:
        done = case.read([reports])
        assert [c.text for c in case.claims()] == ["400"]
        (problem,) = (p for p in done.problems if p.code.startswith("C"))
        assert "'9800' is not what stands at" in problem.what


@pytest.mark.parametrize(
    ("name", "why"), [("acme-finnish", "at hand: panj, acme-"), ("acme-absent", "Attribute")]
)
def test_one_that_is_not_there_stops_before_anything_is_read_anew(
    tmp_path: Path, name: str, why: str
) -> None:
    reports = folder(tmp_path, "On Monday 412 people crossed into Uganda.")
    with case_at(tmp_path / "case.db") as case:
        case.read([reports])
    with case_at(tmp_path / "case.db", name) as case:
        with pytest.raises(ClaimError, match=why) as fault:
            case.read([])
        assert fault.value.code == "C003"
        assert len(case.claims()) == 1


def test_a_claim_made_by_hand_is_the_one_that_panj_reads() -> None:
    text = "KASESE, 2 May -- On Monday 412 people crossed into Uganda, the mayor said."
    report = Report(text=text, published="2024-05-02", outlet="Herald")
    (read,) = panj.extract(report)
    made = claim_at(report, read.start, read.end, measure=Measure.ARRIVAL, value=412, speaker="the mayor")
    for name in ("id", "report", "text", "sentence", "chain", "unit", "group", "qualifier"):
        assert getattr(made, name) == getattr(read, name), name
