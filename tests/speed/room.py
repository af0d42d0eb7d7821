"""How fast the room of a large case answers: `./check bench room [CLAIMS …] [OPTIONS]`.

Makes a case of that many claims, the same in every run (`props/room_case.py`), and prints in seconds of
processor time what it costs to open it as `panj room` does, anew and as it was kept; what the disclosure
gate, each format of the situation report and each of the exports cost; then every page and list of the API,
asked twice, with the size of the answer, and the most memory that was held. Last it prints when pages and the
map are painted, by the Performance entries of the system's Chromium, where it is installed.

  --in FOLDER     where case files are made and kept for the next run  [default: a temporary folder]
  --html FOLDER   writes every answer there, to be compared with those of another version
  --countries N, --years N   over how many the claims are spread  [default: 40, 10]
  --no-gate                  leaves out the gate, and what goes through it: report and exports
  --no-browser               leaves the painting out
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the case is that of tests/props

if TYPE_CHECKING:
    from panj.publish.situation import Situation
    from panj.run import Case

T = TypeVar("T")
HOST = "http://127.0.0.1:8600"
_TRIAL = 0.1  # seconds of processor time by which it is measured how many share the machine
_SLOW = 30.0  # seconds of a first answer past which it is not asked again


def main(arguments: list[str]) -> None:
    """One case after the other, each in a process of its own, so that memory is its own too."""
    options = parser().parse_args(arguments)
    if options.one is not None:
        measure(options.one, options)
        return
    sizes = options.claims or [10_000, 100_000]
    with tempfile.TemporaryDirectory() as temporary:
        folder = [] if options.folder else ["--in", temporary]
        for size in sizes:
            command = [sys.executable, __file__, *arguments, *folder, "--one", str(size)]
            subprocess.run(command, check=False)


def parser() -> argparse.ArgumentParser:
    """What the command line may say."""
    found = argparse.ArgumentParser(prog="./check bench room", description=(__doc__ or "").split("\n")[0])
    found.add_argument("claims", nargs="*", type=int)
    found.add_argument("--in", dest="folder", type=Path)
    found.add_argument("--html", type=Path)
    found.add_argument("--countries", type=int, default=40)
    found.add_argument("--years", type=int, default=10)
    found.add_argument("--no-gate", action="store_true")
    found.add_argument("--no-browser", action="store_true")
    found.add_argument("--one", type=int, help=argparse.SUPPRESS)
    return found


def measure(claims: int, options: argparse.Namespace) -> None:
    """Every figure of one case."""
    from panj.run import Case

    path = options.folder / f"open-{claims}-{os.getpid()}.db"
    shutil.copy(made(claims, options), path)  # nothing of it is kept yet
    with Case.open(path) as case:
        first, _ = timed(case.situation)
    with Case.open(path) as case:
        opening, situation = timed(case.situation)
        print(
            f"{len(situation.claims):,} claims in {len(situation.reports):,} reports: "
            f"{len(situation.figures):,} figures, {len(situation.story):,} lines of the story, "
            f"{len(situation.alerts):,} alerts",
            flush=True,
        )
        told("opened anew", first, megabytes())
        told("opened as kept", opening)
        gc.collect()
        gc.freeze()
        if not options.no_gate:
            leaving(situation)
        pages(case, situation, options.html, gate=not options.no_gate)
        print(f"{'':40} {megabytes()} at most", flush=True)
        if not options.no_browser:
            painted(case)
    path.unlink()


def made(claims: int, options: argparse.Namespace) -> Path:
    """The case file, made where it is not there yet."""
    from props.room_case import fill

    options.folder.mkdir(parents=True, exist_ok=True)
    path = Path(options.folder / f"room-{claims}-{options.countries}-{options.years}.db")
    if not path.exists():
        fill(path, claims, countries=options.countries, years=options.years)
    return path


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, and what came of it."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def megabytes() -> str:
    """The most memory that this process held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def told(what: str, seconds: float, more: str = "") -> None:
    """One line of what something cost."""
    print(f"{what:40} {seconds:9.1f} s  {more}".rstrip(), flush=True)


def leaving(situation: Situation) -> None:
    """What the disclosure gate costs, each format of the report, each of the exports."""
    from panj.publish import brief, exports
    from panj.publish.room import brief_bridge

    spent, found = timed(lambda: brief_bridge.cleared(situation, situation))
    told("disclosure gate", spent, f"{len(found.withheld):,} cells withheld")
    for kind in brief.FORMATS:
        limits = brief.length("brief")
        spent, text = timed(partial(brief.made, found.situation, kind, limits=limits))
        told(f"situation report, {kind}", spent, f"{len(text) / 1000:,.0f} kB")
    with tempfile.TemporaryDirectory() as folder:
        for kind in exports.FORMATS:
            spent, paths = timed(partial(exports.write, found.situation, folder, (), kind))
            told(f"export, {kind}", spent, f"{sum(p.stat().st_size for p in paths) / 1e6:,.1f} MB")


def addresses(situation: Situation, *, gate: bool) -> list[str]:
    """Every page and list of the API, with pages deep in the longest lists."""
    days = sorted({r.day for r in situation.reports.values() if r.day})
    since, middle = days[-2], days[len(days) // 2]
    figure = max(situation.figures, key=lambda f: (len(f.tally.claims), f.slug))
    claim, report = (sorted(held)[len(held) // 2] for held in (situation.claims, situation.reports))
    pages = [
        *(
            "/",
            "/alerts?start=60",
            "/figures",
            "/figures?start=500",
            "/claims",
            "/claims?q=camp",
            "/claims?measure=arrival",
        ),
        *("/claims?sort=value", "/claims?start=50000", "/story", "/said", "/said?topic=control", "/ahead"),
        *("/crossings", "/unknown", "/reports", f"/reports/{report}", f"/evidence/figure/{figure.slug}"),
        *(f"/evidence/claim/{claim}", "/work", "/work/queue", f"/work/{claim}", "/verify", "/handover"),
        *("/plan", *(("/brief", "/brief.html") if gate else ())),
    ]
    api = (
        *("health", "tally", "map", "claims", f"claims/{claim}", "claims?start=50000", "events"),
        *("events?start=5000", "reports", "alerts", "outlook", "answer?measure=arrival&place=Chad"),
    )
    moved = (f"/changes?since={since}", f"/changes?since={since}&whole=1", f"/api/v1/changes?since={since}")
    return [*pages, *(f"/api/v1/{a}" for a in api), f"/?known={middle}", *moved]


def pages(case: Case, situation: Situation, keep: Path | None, *, gate: bool) -> None:
    """Processor time of each address, asked twice."""
    import httpx

    from panj.publish.room import create_app

    app = create_app(case.situation, case_name=case.path.name, work=case)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    async def ask(client: httpx.AsyncClient, address: str) -> tuple[float, httpx.Response]:
        start = time.process_time()
        answer = await client.get(address)
        return time.process_time() - start, answer

    async def ask_all() -> None:
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            for n, address in enumerate(addresses(situation, gate=gate)):
                first, answer = await ask(client, address)
                again = (await ask(client, address))[0] if first < _SLOW else float("nan")
                size, sent = len(answer.content) / 1000, answer.num_bytes_downloaded / 1000
                took = f"{address:40} first {first:7.2f} s  again {again:7.2f} s"
                said = f"{took} {size:9,.0f} kB, packed {sent:5,.0f}"
                print(said if answer.status_code == 200 else f"{said}  {answer.status_code}", flush=True)
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    name = "".join(x if x.isalnum() else "_" for x in address)
                    (keep / f"{n:02}{name}"[:80]).write_bytes(answer.content)

    asyncio.run(ask_all())


def painted(case: Case) -> None:
    """When a page's content and its map are painted, by the browser's own Performance entries."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((f for n in names if (f := shutil.which(n))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("painting: neither measured nor failed, since Chromium or playwright is not installed")
        return
    from panj.publish.room import create_app
    from props.serving import served

    app = create_app(case.situation, case_name=case.path.name, work=case)
    flags = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with served(app) as base, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=flags)
        for address in ("/", "/", "/figures", "/claims", "/story", "/said"):
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            asked: list[str] = []
            page.on("request", lambda r, asked=asked: asked.append(r.url))
            crowded = crowd()
            page.goto(base + address, wait_until="load", timeout=120_000)
            entries = page.evaluate(_PAINT)
            entries["crowd"] = (crowded + crowd()) / 2
            entries["map"] = drawn(page) if address == "/" else None
            outside = sum(not url.startswith((base, "data:", "blob:")) for url in asked)
            print(f"painted {address:9} {_said(entries)}; {outside} requests to outside", flush=True)
            page.close()
        browser.close()
    print(
        f"load of the machine while painting: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True
    )


def crowd() -> float:
    """How much longer work takes here by the clock than on a core of its own: 1 where nobody shares it."""
    start, spent = time.perf_counter(), time.process_time()
    while time.process_time() - spent < _TRIAL:
        pass
    return max(1.0, (time.perf_counter() - start) / _TRIAL)


def _said(entries: dict[str, float | None]) -> str:
    """The entries in words, as measured and, after the stroke, what is left of them on a core of one's own.

    Where the machine is shared, the clock measures the others too: what is promised, 1 s for content and 3 s
    for the map, is held against the second.
    """
    most = {"answered": None, "first": None, "content": 1000.0, "largest": 1000.0, "map": 3000.0}
    shared, parts = entries.get("crowd") or 1.0, []
    for name, limit in most.items():
        value = entries.get(name)
        if value is not None:
            late = " LATE" if limit is not None and value / shared > limit else ""
            parts.append(f"{name} {value:,.0f}/{value / shared:,.0f} ms{late}")
    return f"{', '.join(parts)} (shared by {shared:.1f})"


# When the answer began to come, the first paint, the heading of figures or table, the largest thing in view.
_PAINT = """async () => {
  const seen = { element: [], "largest-contentful-paint": [], paint: [] };
  for (const type of Object.keys(seen)) {
    const take = (list) => seen[type].push(...list.getEntries());
    new PerformanceObserver(take).observe({ type, buffered: true });
  }
  const started = performance.now();
  const there = () => seen.element.length && seen["largest-contentful-paint"].length && seen.paint.length;
  while (!there() && performance.now() - started < 60000) await new Promise((go) => setTimeout(go, 50));
  const content = seen.element.find((e) => e.identifier === "content");
  return {
    answered: performance.getEntriesByType("navigation")[0].responseStart,
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    content: content && (content.renderTime || content.loadTime),
    largest: seen["largest-contentful-paint"].at(-1)?.startTime,
  };
}"""


def drawn(page: Any) -> float | None:
    """Milliseconds from when a reader comes to the movable map until it stands; None: not within a minute."""
    frame = page.locator("#map-frame")
    if not frame.count():
        return None
    frame.scroll_into_view_if_needed()
    try:
        page.wait_for_selector("#map-frame.is-live", timeout=60_000)
    except Exception as fault:  # noqa: BLE001 (a bench tells what it could not measure)
        print(f"movable map not within a minute ({type(fault).__name__})")
        return None
    took: float = page.evaluate("() => performance.getEntriesByName('map', 'measure')[0].duration")
    return took


if __name__ == "__main__":
    main(sys.argv[1:])
