"""Killed at any moment of loading, a case has lost nothing that was acknowledged, is sound, and is completed
to the identical case by loading again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 and fork are POSIX")
DRIVER = Path(__file__).with_name("kill_driver.py")


def kill(folder, *, seed, statements, moments, timeout):
    """Kills that many loadings in both ways; the driver's findings, checked."""
    command = [sys.executable, str(DRIVER), str(folder), *map(str, (seed, statements, moments))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == statements + moments
    for result in results:
        assert result["lost"] == [], result
        assert result["sound"] == "ok", result
        assert result["same"], result
    return results


def test_killed_a_few_times(tmp_path):
    results = kill(tmp_path, seed=5, statements=4, moments=2, timeout=110)
    assert sum(r["killed"] for r in results) >= 4
    assert len({r["told"] for r in results}) > 2, "the kills hit only one moment of loading"


@pytest.mark.slow
@pytest.mark.timeout(1600)
def test_killed_two_hundred_times(tmp_path):
    results = kill(tmp_path, seed=1037, statements=100, moments=100, timeout=1500)
    assert sum(r["killed"] for r in results) >= 150
    assert len({r["told"] for r in results}) > 8
