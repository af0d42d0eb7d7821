"""The command as a user has it: in a folder of their own, with their own reports."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from panj.cli import main

REPORTS = {
    "first.txt": "---\npublished: 2021-07-03\noutlet: Pamir Post\n---\n"
    "More than 300 Afghan soldiers crossed into Tajikistan on July 3, the Border Service said.\n",
    "second.txt": "---\npublished: 2021-07-05\noutlet: Radio Vakhsh\n---\n"
    "Overnight 1,037 Afghan soldiers crossed into Tajikistan, Tajik border guards said on July 5.\n",
    "third.txt": "---\npublished: 2021-07-05\noutlet: Wire [Dushanbe]\n---\n"
    "More than 1,000 Afghan soldiers fled into Tajikistan overnight, border guards said on July 5.\n",
    "fourth.txt": "---\npublished: 2021-07-23\noutlet: Radio Vakhsh\n---\n"
    "Tajikistan can take up to 100,000 refugees from Afghanistan, an official said on July 23.\n",
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty working folder with `reports/` in it, and no settings from outside."""
    for name in list(os.environ):
        if name.startswith("PANJ_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("PANJ_DEBUG", "1")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def panj(home):
    """Runs a command within this process; `.data` of the result is its JSON."""

    def run(*words, code=0):
        result = CliRunner().invoke(main, [str(word) for word in words], prog_name="panj")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        if "--json" in words and code == 0:
            result.data = json.loads(result.stdout)
        return result

    return run


@pytest.fixture
def case(panj):
    """A case in ./panj.db."""
    panj("read", "reports")
    return panj


@pytest.fixture
def process(home):
    """Starts a command as a process of its own."""
    started = []

    def start(*words, **options):
        child = subprocess.Popen(
            [sys.executable, "-m", "panj", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        if child.poll() is None:
            child.kill()
        child.communicate()
