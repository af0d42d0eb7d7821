"""A reading that is killed leaves a sound case file, and reading again completes it to the same case."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 and fork are POSIX")
DRIVER = Path(__file__).with_name("crash_driver.py")


def kill(folder, work, mode, points):
    """Each point a reading that is killed and completed, half a second on an idle machine."""
    work.mkdir()
    command = [sys.executable, str(DRIVER), str(folder), str(work), mode, *map(str, points)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60 + 10 * len(points), check=False)
    assert done.returncode == 0, done.stderr
    first, *results = map(json.loads, done.stdout.splitlines())
    assert len(results) == len(points)
    return first, results


def check(results):
    for result in results:
        assert result.get("sound", "ok") == "ok", result
        assert result["same"], result


def test_killed_at_any_statement(folder, tmp_path):
    points = [1, 4, 25, 40, 55, 70, 90]
    _, results = kill(folder, tmp_path / "work", "statement", points)
    check(results)
    assert sum(r["killed"] for r in results) >= 5, "the points lie beyond the end: choose earlier ones"
    assert len({r.get("reports") for r in results}) > 1, "kills hit only one stage of the reading"


@pytest.mark.slow
def test_killed_at_every_statement(folder, tmp_path):
    _, results = kill(folder, tmp_path / "work", "statement", list(range(1, 130)))
    check(results)
    assert sum(r["killed"] for r in results) >= 50


@pytest.mark.slow
def test_killed_at_random_moments(folder, tmp_path):
    draw = random.Random(1037)
    first, _ = kill(folder, tmp_path / "once", "time", [])
    end = max(20, int(first["milliseconds"]))
    points = sorted({draw.randrange(1, end) for _ in range(80)})
    _, results = kill(folder, tmp_path / "work", "time", points)
    check(results)
    assert sum(r["killed"] for r in results) >= len(points) // 2
