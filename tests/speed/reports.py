"""How fast reports are read: `./check bench reports`.

Prints reports per second for text and for pages (beside trafilatura alone, in turn), the time and memory of
a first read and of a first look-up of places in a fresh process, and dating and copy finding over a case.
Real pages beside the checkout are used
where they are present, made ones elsewhere.
"""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from trafilatura import bare_extraction

from panj.model import Report
from panj.reports import copies, date_all
from panj.reports.decode import decode
from panj.reports.page import read_page
from panj.reports.plain import read_text

PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "article_extraction" / "html"
FIRST_READ = """
import pathlib, tempfile, time
start = time.perf_counter()
from panj.reports import read
path = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
path.write_text("Camp Opens\\n\\nThe governor said on March 3 that a camp for 300 people had been opened.")
list(read([path]))
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(time.perf_counter() - start, int(peak[0].split()[1]) / 1024)
"""
FIRST_PLACES = """
import time
start = time.process_time()
from panj.gazetteer import Gazetteer
line = "Families from Kunduz and Takhar crossed the Panj River to Khatlon, Tajikistan. "
Gazetteer.default().mentions(line * 30)
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(time.process_time() - start, int(peak[0].split()[1]) / 1024)
"""
T = TypeVar("T")


def made_text(seed: int) -> str:
    """A report of about 2,500 characters, each its own."""
    rng = random.Random(seed)
    names = [f"{chr(65 + rng.randrange(26))}{''.join(rng.choices('aeiorn', k=5))}" for _ in range(8)]
    line = "{} officials said on July {} that {:,} people had reached {} from {} in {} days."
    some = rng.choice
    lines = [
        line.format(some(names), rng.randrange(1, 28), rng.randrange(100, 9000), some(names), some(names), i)
        for i in range(18)
    ]
    return f"{names[0]} Receives People From {names[1]}\n\n" + "\n\n".join(lines)


def made_page(seed: int) -> str:
    """The same as a page with a menu, a side column and a footer."""
    title, *paragraphs = made_text(seed).split("\n\n")
    menu = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(60))
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    side = "".join(f'<div class="teaser"><a href="/t{i}">Another headline {i}</a></div>' for i in range(80))
    head = f"<head><title>{title} | Herald</title></head>"
    article = f"<article><h1>{title}</h1>{body}</article>"
    return f'<html lang="en">{head}<body><nav>{menu}</nav>{article}<aside>{side}</aside></body></html>'


def pages() -> list[str]:
    """Real pages where they are present, else as many made ones."""
    found = sorted(PAGES.glob("*.html.gz"))
    if not found:
        return [made_page(seed) for seed in range(84)]
    return [decode(gzip.decompress(path.read_bytes()), path.name, markup=True) for path in found]


def main() -> None:
    """Runs every measure and prints one line for each."""
    texts = [made_text(seed) for seed in range(400)]
    reports: list[Report] = []
    rate("text", texts, lambda t: reports.append(read_text(t)[0]))
    html = pages()
    own, bare = beside(html)
    tell("pages, Panj", len(html), own)
    tell("pages, trafilatura alone", len(html), bare)
    print(f"pages: {own / bare:.2f} times the time of trafilatura alone (no more than 1.30 is wanted)")
    rate("dating a case of 400", [reports], date_all)
    rate("copies in a case of 400", [reports], copies)
    for name, code in (
        ("first read", FIRST_READ),
        ("first look-up of places (processor time)", FIRST_PLACES),
    ):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, run.stdout.split())
        print(f"{name} in a fresh process: {seconds:.2f} s, {megabytes:.0f} MB resident")


def beside(html: Sequence[str]) -> tuple[float, float]:
    """Seconds of Panj and of trafilatura for the same pages: the best of three runs, taken in turn."""
    read_page(html[0])
    runs = [(timed(html, read_page), timed(html, extract_alone)) for _ in range(3)]
    return min(own for own, _ in runs), min(bare for _, bare in runs)


def extract_alone(html: str) -> object:
    """What trafilatura takes for the same text, without any metadata."""
    return bare_extraction(html, include_comments=False, favor_precision=True)


def rate(name: str, items: Sequence[T], work: Callable[[T], object]) -> float:
    """Prints items per second; gives the seconds of processor time of the best of three runs."""
    best = min(timed(items, work) for _ in range(3))
    tell(name, len(items), best)
    return best


def tell(name: str, count: int, seconds: float) -> None:
    """Prints one line."""
    print(f"{name}: {count / seconds:,.1f} a second ({count} in {seconds:.2f} s)")


def timed(items: Sequence[T], work: Callable[[T], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - start


if __name__ == "__main__":
    main()
