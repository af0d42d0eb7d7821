"""panj fetch and panj watch as a user has them: processes that are started, stopped and killed."""

import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from panj.store import Store

_SPEC = importlib.util.spec_from_file_location("verbs_world", Path(__file__).with_name("world.py"))
world_of = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(world_of)


@pytest.fixture
def home(tmp_path, site):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "feeds.toml").write_text('[[folder]]\npath = "inbox"\nevery = "1 s"\n')
    return tmp_path


def drop(home, number):
    path = home / "inbox" / f"n{number}.txt"
    path.write_text(world_of.text(number))
    os.utime(path, (1_600_000_000, 1_600_000_000))


def panj(home, *words, **environ):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PANJ_")} | environ
    command = [sys.executable, "-m", "panj", *words]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=60, check=False)


def start(home):
    env = os.environ | {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "panj", "watch", "feeds.toml", "--case", "a.db"]
    return subprocess.Popen(
        command, cwd=home, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_fetch_refuses_this_machine_unless_the_settings_allow_it(home, site):
    site.put("/p3.html", world_of.page(3), Content_Type="text/html")
    refused = panj(home, "fetch", site.url + "/p3.html", "--strict")
    assert refused.returncode == 3
    assert "R103" in refused.stderr
    assert "allow_networks" in refused.stderr
    assert site.requests == []
    allowed = panj(
        home, "fetch", site.url + "/p3.html", PANJ_ALLOW_NETWORKS="127.0.0.1", PANJ_CONTACT="desk@example.org"
    )
    assert (allowed.returncode, "1 new" in allowed.stdout) == (0, True)
    assert "+desk@example.org" in site.requests[-1][1]["User-Agent"]
    assert (home / "panj.archive" / "index.jsonl").is_file()


def test_fetch_takes_a_list_of_links(home, site):
    for number in (3, 4):
        site.put(f"/p{number}.html", world_of.page(number), Content_Type="text/html")
    (home / "links.csv").write_text(f"url,title\n{site.url}/p3.html,a\n{site.url}/p4.html,b\n")
    allow = "allow_networks = '127.0.0.1'\n"
    (home / "panj.toml").write_text(allow)
    done = panj(home, "fetch", "--list", "links.csv")
    assert "2 new" in done.stdout, done.stderr


@pytest.mark.parametrize("setting", [{"PANJ_ALLOW_NETWORKS": "everything"}, {"PANJ_CONTACT": "a\nb"}])
def test_setting_that_is_wrong_is_named(home, setting):
    done = panj(home, "fetch", "http://example.org/", **setting)
    assert done.returncode == 1
    assert done.stderr.startswith("X001")


def test_mistake_in_the_list_of_sources_is_one_line_with_its_place(home):
    (home / "feeds.toml").write_text('[[folder]]\npath = "inbox"\nevery = "soon"\n')
    done = panj(home, "watch", "feeds.toml", "--once")
    assert done.returncode == 1
    assert done.stderr.startswith("X012 feeds.toml:3: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_reads_what_comes_and_stops_cleanly(home, number):
    drop(home, 3)
    watch = start(home)
    try:
        assert "n3" in watch.stdout.readline()
        drop(home, 4)
        assert "n4" in watch.stdout.readline()
        watch.send_signal(number)
        _, said = watch.communicate(timeout=20)
    finally:
        watch.kill()
        watch.communicate()
    assert watch.returncode == 130
    assert "Traceback" not in said
    assert "stopped" in said
    with Store.open(home / "a.db") as store:
        assert sorted(r.name for r in store.reports()) == ["n3", "n4"]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_watch_killed_again_and_again_reads_each_file_once(home):
    draw = random.Random(280)
    for number in range(1, 13):
        drop(home, number)
        watch = start(home)
        time.sleep(draw.uniform(0.4, 3.0))
        watch.kill()
        watch.communicate()
    done = panj(home, "watch", "feeds.toml", "--case", "a.db", "--once")
    assert done.returncode == 0, done.stderr
    with Store.open(home / "a.db") as store:
        assert sorted(r.name for r in store.reports()) == sorted(f"n{n}" for n in range(1, 13))
        new = [e.subject for e in store.history() if e.act == "report new"]
        assert len(new) == len(set(new)) == 12
        assert None not in store.read_keys().values()
