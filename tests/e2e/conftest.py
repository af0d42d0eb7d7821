"""A real browser on a real room: the example case, and a hostile one made by hand.

Needs Debian's chromium and the playwright package; where one is absent every test here is skipped and
says which.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from panj.publish.room import create_app, waiting
from panj.run import Case
from props.serving import served

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "tajik-border-2021"
SOFTWARE_GL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def chromium() -> str | None:
    """The system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session", autouse=True)
def patient() -> Iterator[None]:
    """Rooms that hold a page back until it is there.

    On a busy machine a room answers after a second with a page that reloads by itself; keys pressed on that
    one are lost.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiting, "PATIENCE", 120.0)
        yield


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example case's room."""
    with Case.open(tmp_path_factory.mktemp("room") / "example.db") as case:
        case.read([EXAMPLE])
        case.situation()
        with served(create_app(case.situation, case_name="example.db", work=case)) as address:
            yield address


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    """The address of a small case's room, for tests that decide and add."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, day, text in (
        ("a", "2021-07-03", "More than 300 Afghan soldiers crossed into Tajikistan on July 3, guards said."),
        ("b", "2021-07-05", "On July 5, 1,037 Afghan soldiers crossed into Tajikistan, guards said."),
        ("c", "2021-07-06", "Unconfirmed reports say 80 soldiers crossed into Tajikistan on July 6."),
    ):
        words = f"---\npublished: {day}\noutlet: Radio Vakhsh\n---\n{text}\n"
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    with Case.open(tmp_path / "desk.db") as case:
        case.read([folder])
        with served(create_app(case.situation, case_name="desk.db", work=case)) as address:
            yield address


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """The address of a room whose reports carry markup."""
    path = ROOT / "tests" / "publish" / "room" / "made.py"
    spec = importlib.util.spec_from_file_location("room_made_e2e", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    with served(create_app(made.situation, case_name="made")) as address:
        yield address


@pytest.fixture(scope="module")
def launch() -> Iterator[Callable[..., Any]]:
    """Starts a browser with extra switches, once for each set of them."""
    program = chromium()
    if program is None:
        pytest.skip("no chromium on this machine: apt install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (group dev)")
    switches = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        running: dict[tuple[str, ...], Any] = {}

        def start(*extra: str) -> Any:
            if extra not in running:
                running[extra] = playwright.chromium.launch(executable_path=program, args=[*switches, *extra])
            return running[extra]

        yield start
        for browser in running.values():
            browser.close()


@dataclass
class Watched:
    """A page with what it complained of and what it asked for elsewhere."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        """Opens an address and watches whom the page asks."""

        def asked(request: Any) -> None:
            if not request.url.startswith(
                (address.split("/", 3)[0] + "//" + address.split("/")[2], "data:", "blob:")
            ):
                self.outside.append(request.url)

        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on("request", asked)
        self.page.goto(address, wait_until="load")
        return self.page


@pytest.fixture
def browse(launch: Callable[..., Any]) -> Iterator[Callable[..., Watched]]:
    """Opens pages: width, colour scheme, scripts on or off, switches of the browser."""
    contexts: list[Any] = []

    def start(*switches: str, width: int = 1400, scheme: str = "light", scripts: bool = True) -> Watched:
        context = launch(*(switches or SOFTWARE_GL)).new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="en-GB",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        return Watched(context.new_page())

    yield start
    for context in contexts:
        context.close()
