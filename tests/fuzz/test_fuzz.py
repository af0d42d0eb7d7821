"""The fuzzer finds nothing in a thousand cases of each format; it is there on Linux alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).with_name("fuzz_reports.py")
KINDS = ("text", "html", "pdf", "docx", "eml", "rss", "atom", "reliefweb", "csv", "zip")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_fuzzed_bytes_end_in_reports_or_problems(kind: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed (dependency group fuzz, Linux only)")
    for package in ("feedparser", "pdfplumber", "docx"):
        pytest.importorskip(package)
    command = [sys.executable, str(HARNESS), kind, "--cases", "1000", "--keep", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
    assert "1,000 cases" in run.stdout
