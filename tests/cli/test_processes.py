"""The command as a process: how fast it starts, how it stops, what the room does with its port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from panj.errors import StoreError
from panj.run import Case

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")


def cpu_seconds(*words):
    """Least CPU time of three runs; the wall clock of a busy machine says little."""
    best = 60.0
    for _ in range(3):
        before = os.times()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        best = min(best, spent)
    return best


def test_help_loads_no_verb():
    bare = cpu_seconds("-c", "import click, dataclasses, datetime, hashlib")
    assert cpu_seconds("-m", "panj", "--help") < bare + 0.15
    heavy = ("rich", "sqlalchemy", "numpy", "fastapi", "trafilatura")
    code = f"import sys, panj.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def many_reports(folder, count):
    folder.mkdir()
    for n in range(count):
        day = f"2021-07-{n % 28 + 1:02}"
        text = f"Some {n + 20} people crossed from Badakhshan into Tajikistan on {day}, a guard said.\n" * 3
        (folder / f"{n:03}.txt").write_text(f"---\npublished: {day}\noutlet: Post {n}\n---\n{text}")


@posix
def test_ctrl_c_leaves_a_sound_case_and_says_how_to_go_on(process, home):
    many_reports(home / "many", 45)
    child = process("read", "many")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not count_reports(home / "panj.db"):
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == 130, (out, err)
    assert "run the same command" in err
    assert "Traceback" not in err
    again = process("read", "many")
    out, err = again.communicate(timeout=100)
    assert again.returncode == 0, err
    assert "45 reports" in out
    with Case.open("panj.db", create=False) as case:
        assert len(case.reports()) == 45
        assert not any(p.code == "S011" for p in case.problems())


def test_two_readings_at_once_give_the_same_case(process, home):
    many_reports(home / "many", 8)
    children = [process("read", "many", "reports", "--case", "both.db") for _ in range(2)]
    for child in children:
        _, err = child.communicate(timeout=100)
        assert child.returncode == 0, err
    process("read", "many", "reports", "--case", "alone.db").communicate(timeout=100)
    with Case.open("both.db") as both, Case.open("alone.db") as alone:
        assert len(both.reports()) == 12
        assert (both.reports(), both.claims(), both.problems()) == (
            alone.reports(),
            alone.claims(),
            alone.problems(),
        )


def count_reports(path):
    try:
        with Case.open(path, create=False) as case:
            return len(case.reports())
    except StoreError:
        return 0


def test_a_closed_pipe_is_no_fault(process, home):
    process("read", "reports").communicate()
    child = process("claims", "--json")
    child.stdout.close()
    child.wait(timeout=60)
    assert "Traceback" not in child.stderr.read()


@posix
def test_the_room_opens_on_reports_and_closes_with_ctrl_c(process, home):
    port = free_port()
    child = process("room", "reports", "--port", port, "--no-browser")
    page = wait_for(f"http://127.0.0.1:{port}/", child)
    assert "1,037" in page
    assert (home / "reports.db").exists()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 0, err
    assert f"http://127.0.0.1:{port}" in out
    assert "reports.db" in out
    assert "Traceback" not in err


def test_a_taken_port_is_said(process, home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        child = process("room", "reports", "--port", port, "--no-browser")
        _, err = child.communicate(timeout=60)
    assert child.returncode == 1
    assert err.startswith(f"W001 127.0.0.1:{port}: ")
    assert "--port" in err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.org", "::"])
def test_the_room_never_opens_to_other_machines(panj, host):
    assert "127.0.0.1" in panj("room", "reports", "--host", host, code=2).stderr


@posix
def test_demo_goes_from_reports_to_room(process, home):
    port = free_port()
    child = process("demo", "--port", port, "--no-browser")
    page = wait_for(f"http://127.0.0.1:{port}/", child)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 0, err
    assert "<html" in page.lower()
    assert [line[:2] for line in out.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert (home / "panj-demo" / "tajik-border-2021.html").exists()
    assert (home / "panj-demo" / "tajik-border-2021.md").exists()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, child):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise AssertionError(child.communicate()[1])
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the room did not open")
