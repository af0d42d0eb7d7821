"""How fast figures are read, and in how much memory: `./check bench claims [--peers FOLDER]`.

Reads the same texts with Panj (claims with all their fields) and, each in a process of its own, with
quantulum3 (quantities) and dateparser (dates), which read less of them. The two are no dependency of Panj:
where they are not installed (or not in FOLDER, made by `pip install --target FOLDER quantulum3 dateparser`),
it says so. Figures are processor time on one core; memory is the peak of the whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = 500  # words
PANJ = """
from panj import Report, extract
extract(Report(text="Some 30 people crossed into Chad on Monday.", published="2023-05-17"))
def read(text):
    return len(extract(Report(text=text, published="2023-05-17")))
"""
QUANTULUM = """
from quantulum3 import parser
def read(text):
    return len(parser.parse(text))
"""
DATEPARSER = """
from dateparser.search import search_dates
def read(text):
    return len(search_dates(text, languages=["en"]) or ())
"""
RUN = """
import json, sys, time
texts = json.load(open(sys.argv[1]))
read(texts[0])
start = time.process_time()
found = sum(read(t) for t in texts)
spent = time.process_time() - start
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([spent, found, int(peak[0].split()[1]) / 1024]))
"""


def texts() -> list[str]:
    """The reports of the repository's own gold."""
    folders = (ROOT / "tests" / "gold", ROOT / "examples")
    return [p.read_text(encoding="utf-8") for folder in folders for p in sorted(folder.rglob("*.txt"))]


def measure(code: str, source: Path, peers: str | None) -> tuple[float, int, float] | None:
    """Seconds, things found and MB of a process that reads the texts; None where what it needs is absent."""
    place = os.pathsep.join(p for p in (str(ROOT / "src"), peers, os.environ.get("PYTHONPATH")) if p)
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code + RUN, str(source)],
        env={**os.environ, "PYTHONPATH": place, "OMP_NUM_THREADS": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        if "ModuleNotFoundError" not in run.stderr:
            raise SystemExit(run.stderr)
        return None
    spent, found, peak = json.loads(run.stdout.splitlines()[-1])
    return float(spent), int(found), float(peak)


def main(arguments: list[str] | None = None) -> int:
    """Print articles of 500 words a second, what was found, and peak memory."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", metavar="FOLDER", help="where quantulum3 and dateparser lie")
    chosen = parser.parse_args(arguments)
    read = texts()
    words = sum(len(t.split()) for t in read)
    source = Path(os.environ.get("TMPDIR", "/tmp")) / f"panj-bench-{os.getpid()}.json"
    source.write_text(json.dumps(read), encoding="utf-8")
    sys.stdout.write(f"{len(read)} texts, {words} words; processor time on one core\n")
    try:
        for name, code in (("panj", PANJ), ("quantulum3", QUANTULUM), ("dateparser", DATEPARSER)):
            got = measure(code, source, chosen.peers)
            if got is None:
                sys.stdout.write(f"{name:12} not installed: nothing measured\n")
                continue
            spent, found, peak = got
            rate = words / ARTICLE / spent
            sys.stdout.write(
                f"{name:12} {rate:6.1f} articles of 500 words/s, {found:5} found, {peak:4.0f} MB at most\n"
            )
    finally:
        source.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
