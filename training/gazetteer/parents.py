"""Checks the overlay's codes against the world file, and fills empty parents from the nearest town.

    python training/gazetteer/parents.py [--write]

Prints rows whose parent, touches or members no place has. With --write, an empty or unknown parent of a
row with a point becomes the first level division of the nearest town of its country (within 150 km).
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from panj.gazetteer.record import Record, distance_km, read_row
from panj.model import Place

DATA = Path(__file__).resolve().parents[2] / "src/panj/gazetteer"
POINT_KINDS = ("camp", "crossing", "town", "site")
REACH_KM = 150.0


def world() -> dict[str, Record]:
    """Every record of the world file by its code."""
    with zipfile.ZipFile(DATA / "data/world.zip") as archive:
        shards = [name for name in archive.namelist() if name.startswith("places/")]
        rows = [line for name in shards for line in archive.read(name).decode().split("\n")]
    return {record.place.code: record for record in map(read_row, rows)}


def main() -> None:
    """Prints faults, and mends parents when asked."""
    records = world()
    towns: dict[str, list[Place]] = defaultdict(list)
    for record in records.values():
        if record.place.kind == "town" and len(record.place.parents) > 1:
            towns[record.place.country].append(record.place)
    paths = sorted((DATA / "overlay").glob("*.csv"))
    own = {line.split(",")[0] for path in paths for line in path.read_text(encoding="utf-8").splitlines()}
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        head = [line for line in lines if line.startswith("#")]
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
        for row in rows:
            _check(row, path.name, {*records, *own})
            if (
                "parent" in row
                and row["kind"] in POINT_KINDS
                and row["parent"] not in {*records, *own} - {row["country"]}
            ):
                row["parent"] = _nearest(row, towns) or row["country"]
        if "--write" in sys.argv and rows and "parent" in rows[0]:
            out = io.StringIO()
            writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            path.write_text("\n".join([*head, out.getvalue()]), encoding="utf-8")


def _check(row: dict[str, str], file: str, known: set[str]) -> None:
    for column in ("parent", "touches", "members", "country"):
        for code in (row.get(column) or "").split():
            if code not in known:
                print(f"{file}: {row['code']} {row['name']}: {column} {code}")


def _nearest(row: dict[str, str], towns: dict[str, list[Place]]) -> str:
    here = Place("", "", "site", row["country"], float(row["lat"]), float(row["lon"]))
    far = [(distance_km(here, town) or 0.0, town.parents[-2]) for town in towns[row["country"]]]
    return min(far)[1] if far and min(far)[0] <= REACH_KM else ""


if __name__ == "__main__":
    main()
