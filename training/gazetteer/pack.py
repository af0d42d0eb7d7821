"""Writes entries as the world file: a ZIP of sorted text shards that a reader opens one at a time.

places/NNNNN   one line per place, in the order of the entries; fields set apart by tabs
names/NNNNN    sorted lines: key of a name, tab, numbers of its places, the weightiest first
codes/NNNNN    sorted lines: code, tab, number of its place
names/first, codes/first: the first key of each shard; meta.json: counts and sources
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import defaultdict
from pathlib import Path

from entry import Entry

from panj.gazetteer.kinds import cores
from panj.gazetteer.spelling import fold, key

PLACES_PER_SHARD = 256
LINES_PER_SHARD = 1024
SPELLING = Path(__file__).resolve().parents[2] / "src/panj/gazetteer"


def pack(entries: list[Entry], target: Path, *, common: set[str], digests: dict[str, str]) -> None:
    """Writes the world file.

    Args:
        entries: sorted by country.
        target: the ZIP to write.
        common: English words in small letters; keys that are such words are marked with a star.
        digests: of the sources, for meta.json.
    """
    names = _names(entries)
    words = {key(word) for word in common if fold(word) == word}
    lines = [f"{k}\t{'*' if k in words else ''}{' '.join(map(str, ids))}" for k, ids in sorted(names.items())]
    codes = sorted(f"{entry.code}\t{number}" for number, entry in enumerate(entries))
    countries: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        countries.setdefault(entry.country, [number, number])[1] = number
    meta = {
        "places": len(entries),
        "places_per_shard": PLACES_PER_SHARD,
        "names": len(lines),
        "countries": countries,
        "spelling": spelling_digest(),
        "sources": digests,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".new")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_LZMA) as archive:
        _write(archive, "meta.json", json.dumps(meta, sort_keys=True))
        _table(archive, "names", lines)
        _table(archive, "codes", codes)
        rows = [_row(entry) for entry in entries]
        for start in range(0, len(rows), PLACES_PER_SHARD):
            shard = rows[start : start + PLACES_PER_SHARD]
            _write(archive, f"places/{start // PLACES_PER_SHARD:05}", "\n".join(shard))
    unfinished.replace(target)


def spelling_digest() -> str:
    """What the names index depends on: rebuilt when these two files change."""
    parts = [(SPELLING / name).read_bytes() for name in ("spelling.toml", "kinds.toml")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _names(entries: list[Entry]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(entries):
        for name in (entry.name, *entry.names):
            found[key(name)].add(number)
            if entry.kind in ("admin1", "admin2"):
                for core in cores(name):
                    found[key(core.name)].add(number)
    found.pop("", None)
    return {k: sorted(ids, key=lambda n: (-entries[n].weight, n)) for k, ids in found.items()}


def _row(entry: Entry) -> str:
    place = [f"{entry.lat:.3f}", f"{entry.lon:.3f}"] if entry.lat is not None else ["", ""]
    head = [entry.code, entry.name, entry.kind, " ".join(entry.parents), *place]
    return "\t".join([*head, f"{entry.precision_km:.3g}", f"{entry.weight:.1f}", "|".join(entry.names)])


def _table(archive: zipfile.ZipFile, name: str, lines: list[str]) -> None:
    firsts = []
    for start in range(0, len(lines), LINES_PER_SHARD):
        shard = lines[start : start + LINES_PER_SHARD]
        firsts.append(shard[0].split("\t")[0])
        _write(archive, f"{name}/{start // LINES_PER_SHARD:05}", "\n".join(["", *shard, ""]))
    _write(archive, f"{name}/first", "\n".join(firsts))


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    # A fixed date: the same sources give the same bytes.
    info = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_LZMA
    archive.writestr(info, text)
