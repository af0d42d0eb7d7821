"""The public surface, the version and the messages are what the documentation promises."""

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

import panj
from panj import errors

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "panj"


def test_surface_exported_names():
    assert sorted(panj.__all__) == [
        "Bounds",
        "Claim",
        "Event",
        "Question",
        "Report",
        "Tally",
        "__version__",
        "extract",
        "open",
    ]
    assert all(hasattr(panj, name) for name in panj.__all__)


def test_version_is_the_same_everywhere():
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {panj.__version__}\n" in cff


@pytest.mark.parametrize("code", errors.MESSAGES)
def test_message_says_what_and_what_to_do(code):
    what, remedy = errors.MESSAGES[code]
    fields = {name for text in (what, remedy) for _, name, _, _ in string.Formatter().parse(text) if name}
    fault = errors.PanjError(code, "reports/a.txt", **dict.fromkeys(fields, "…"))
    assert fault.sentence().startswith(f"{code} reports/a.txt: ")
    assert remedy.endswith((".", "'", "}")) or "--" in remedy
    assert not what.endswith(".")


def test_messages_are_all_used_and_all_known():
    text = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py") if p.name != "errors.py")
    used = set(re.findall(r"""["']([A-Z]\d{3})["']""", text))
    assert used - set(errors.MESSAGES) == set()
    assert set(errors.MESSAGES) - used == set()


def test_version_needs_no_installed_package():
    """The launcher runs from the checkout, where no package metadata stands."""
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import importlib.metadata as m; m.version = None; from panj.cli import main; main()",
            "--version",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said == f"panj {panj.__version__}\n"
