"""Looks for files that break the readers: bytes of each format, changed by Atheris led by coverage.

    python tests/fuzz/fuzz_reports.py                       1,200 cases of each format
    python tests/fuzz/fuzz_reports.py pdf docx --cases 50000 --seed 7

Needs the dependency group `fuzz` (Linux; nothing else needs it). Each format runs in a process of its own.
A case fails where anything but reports and problems comes out, where it takes over 10 seconds, or where the
process grows over 2 GB; the bytes are then kept under --keep, and the command ends with 1.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve()
SECONDS, MEGABYTES, MAX_BYTES = 10, 2_048, 20_000_000
# Format → the name under which its bytes are read.
KINDS = {
    "text": "a.txt",
    "html": "h.html",
    "pdf": "p.pdf",
    "docx": "w.docx",
    "eml": "m.eml",
    "rss": "f.rss",
    "atom": "f.atom",
    "reliefweb": "answer.json",
    "csv": "links.csv",
    "zip": "c.zip",
}
INSTRUMENTED = ["panj.reports", "trafilatura", "feedparser", "pdfplumber", "pdfminer", "docx", "email"]
READERS = ("page", "pdf", "word", "feeds", "json_lists", "mail", "plain", "links", "packed")


def sound(kind: str) -> bytes:
    """A small sound file of a format, from which the changes start."""
    spec = importlib.util.spec_from_file_location("made", HERE.parents[1] / "reports" / "test_formats.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    paragraphs = f"<p>{made.LEAD}</p><p>{made.MORE}</p>"
    entry = "<title>Camp</title><id>a</id><updated>2018-03-05T18:00:00Z</updated>"
    fields = {
        "title": "Update",
        "body-html": paragraphs,
        "date": {"original": "2018-03-05T00:00:00+00:00"},
        "source": [{"name": "Red Crescent", "shortname": "RC"}],
        "url": "https://a.example/1",
    }
    header = "---\ntitle: Camp Fills\npublished: 2018-03-05\n---\n"
    others = {
        "text": f"{header}KORGAN, March 5 (Agency) -- {made.BODY}\n\nBy A. Writer\n\nSEE ALSO: B\n".encode(),
        "atom": (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>'
            f"<entry>{entry}<content type='xhtml'><div>{paragraphs}</div></content></entry></feed>"
        ).encode(),
        "reliefweb": json.dumps({"data": [{"id": "1", "fields": fields}]}).encode(),
        "csv": b"title,url,published\nCamp,https://a.example/1,2018-03-05\n",
    }
    return others.get(kind) or made.SOUND[KINDS[kind]]


def repacked(data: bytes, size: int, seed: int) -> bytes:
    """A ZIP or Word file with one member changed and packed anew, so that changes pass the checksums."""
    import atheris

    if seed % 25 == 0:  # several changes are laid on each other: more would leave no archive whole
        return atheris.Mutate(data, size)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = [(name, old.read(name)) for name in old.namelist()]
    except Exception:  # noqa: BLE001  the bytes are broken on purpose
        return atheris.Mutate(data, size)
    if not parts:
        return atheris.Mutate(data, size)
    chosen = seed % len(parts)
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        warnings.simplefilter("ignore")
        for number, (name, body) in enumerate(parts):
            new.writestr(name, atheris.Mutate(body, len(body) + 500) if number == chosen else body)
    packed = buffer.getvalue()
    return packed if len(packed) <= size else atheris.Mutate(data, size)


class Tries:
    """Reads each case, checks what comes out, and ends the process after the last with its figures."""

    def __init__(self, name: str, cases: int) -> None:
        from panj.reports.formats import read_bytes

        self._read, self._name, self._cases = read_bytes, name, cases
        self._done, self._slowest = 0, 0.0
        self._ends: Counter[str] = Counter()
        self._raised: Counter[str] = Counter()

    def __call__(self, data: bytes) -> None:
        """One case.

        Raises:
            AssertionError: what comes out is neither a problem with a code nor a report in order.
        """
        start = time.perf_counter()
        for item in self._read(data, self._name, max_bytes=MAX_BYTES):
            self._check(item)
        self._slowest = max(self._slowest, time.perf_counter() - start)
        self._done += 1
        if self._done == self._cases:
            self._tell()

    def _check(self, item: object) -> None:
        from panj.model import Problem, Report

        if isinstance(item, Report):
            self._ends["report"] += 1
            item.text.encode()
            for block in item.blocks:
                assert 0 <= block.start <= block.end <= len(item.text), block
            return
        assert isinstance(item, Problem), item
        assert item.code.startswith("R"), item
        assert item.remedy, item
        self._ends[item.code] += 1
        if item.code == "R012":
            self._raised[item.what[-90:]] += 1

    def _tell(self) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ends = ", ".join(f"{code} {count:,}" for code, count in self._ends.most_common())
        print(
            f"FIGURES {self._done:,} cases, slowest {self._slowest:.2f} s, {peak:.0f} MB; {ends}", flush=True
        )
        for what, count in self._raised.most_common(12):
            print(f"RAISED {count} × {what!r}", flush=True)
        os._exit(0)


def fuzz(kind: str, cases: int, seed: int, keep: Path) -> None:
    """Fuzzes one format in this process; does not come back."""
    import atheris

    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=INSTRUMENTED):
        for reader in READERS:
            importlib.import_module(f"panj.reports.{reader}")
        importlib.import_module("panj.reports.formats")
        for library in ("trafilatura", "feedparser", "pdfplumber", "docx"):
            importlib.import_module(library)
    warnings.simplefilter("ignore")
    corpus = Path(tempfile.mkdtemp(prefix="panj-fuzz-"))
    (corpus / KINDS[kind]).write_bytes(sound(kind))
    options = [
        f"-seed={seed}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEGABYTES}",
        "-max_len=65536",
        "-len_control=0",
        f"-artifact_prefix={keep}/{kind}-",
    ]
    mutator = {"custom_mutator": repacked} if kind in ("zip", "docx") else {}
    atheris.Setup([sys.argv[0], *options, str(corpus)], Tries(KINDS[kind], cases), **mutator)
    atheris.Fuzz()


def main() -> int:
    """Runs the formats named, each in a process of its own; 1 where one of them failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("kinds", nargs="*", metavar="FORMAT", help=", ".join(KINDS))
    parser.add_argument("--cases", type=int, default=1_200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "panj-fuzz-found")
    parser.add_argument(
        "--here", action="store_true", help="in this process, one format, with libFuzzer's own lines"
    )
    chosen = parser.parse_args()
    if unknown := set(chosen.kinds) - set(KINDS):
        parser.error(f"no such format: {', '.join(sorted(unknown))}")
    if importlib.util.find_spec("atheris") is None:
        print("atheris is missing: pip install --group fuzz (Linux only)")
        return 2
    chosen.keep.mkdir(parents=True, exist_ok=True)
    if chosen.here:
        fuzz(chosen.kinds[0], chosen.cases, chosen.seed, chosen.keep)
    return max(apart(kind, chosen.cases, chosen.seed, chosen.keep) for kind in chosen.kinds or KINDS)


def apart(kind: str, cases: int, seed: int, keep: Path) -> int:
    """Runs one format in its own process and prints its figures, or the end of what it said."""
    options = [kind, "--here", f"--cases={cases}", f"--seed={seed}", f"--keep={keep}"]
    run = subprocess.run(
        [sys.executable, str(HERE), *options], capture_output=True, text=True, errors="replace", check=False
    )
    lines = run.stdout.splitlines()
    figures = [line.removeprefix("FIGURES ") for line in lines if line.startswith("FIGURES ")]
    if run.returncode == 0 and figures:
        print(f"{kind:10} {figures[0]}", flush=True)
        for line in lines:
            if line.startswith("RAISED "):
                print(f"{'':10}   {line.removeprefix('RAISED ')}", flush=True)
        return 0
    print(
        f"{kind:10} FAILED ({run.returncode}); bytes under {keep}\n{(run.stdout + run.stderr)[-3000:]}",
        flush=True,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
