"""Builds src/panj/gazetteer/data/world.zip from pinned packages: countries, divisions, towns of the world.

    python training/gazetteer/build.py --cache /some/folder/outside/the/repository

Takes the packages that README.md names (downloads what is missing); gives one compressed file with the
same bytes for the same sources and spelling rules.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parent))


from entry import Entry, kilometres
from outline import centre, radius
from pack import pack
from sources import Sources, digests, fetch

from panj.gazetteer.kinds import cores
from panj.gazetteer.spelling import fold, key

TARGET = Path(__file__).resolve().parents[2] / "src/panj/gazetteer/data/world.zip"
_CODE_LIKE = re.compile(r"[A-Z0-9]{2,4}\Z|[A-Z]{2,3}-[A-Z0-9]+\Z")
_LOWER_LATIN = re.compile(r"[^A-Z]*[a-z][^A-Z]*\Z")
MAX_PRECISION_ADMIN2 = 80.0
NEAR_NAME = 75.0  # rapidfuzz ratio; below it come pairs of neighbours rather than spellings
# Scripts of which towns keep names wherever they lie; Han, kana, hangul and the rest only at home, where
# their countries' own towns are written in them. Countries and first level divisions keep all.
_EVERYWHERE = ("LATIN", "CYRILLIC", "ARABIC")
_AT_HOME = {
    "ARMENIAN": "AM", "BENGALI": "BD IN", "CJK": "CN TW HK MO JP", "DEVANAGARI": "IN NP", "ETHIOPIC": "ET ER",
    "GEORGIAN": "GE", "GREEK": "GR CY", "GURMUKHI": "IN", "HANGUL": "KR KP", "HEBREW": "IL PS",
    "HIRAGANA": "JP", "KATAKANA": "JP", "KHMER": "KH", "LAO": "LA", "MYANMAR": "MM", "SINHALA": "LK",
    "TAMIL": "LK IN", "THAI": "TH", "TIBETAN": "CN IN NP",
}  # fmt: skip


def usable(name: str) -> bool:
    """Whether an alternate name is one that people write.

    Left out are airport codes and the machine transliterations that GeoNames took from elsewhere
    (faizabada, phayajabada), which are in small letters throughout.
    """
    if not any(ch.isalpha() for ch in name) or len(name) > 60:
        return False
    return not (name.isascii() and (_CODE_LIKE.match(name) or _LOWER_LATIN.match(name)))


def written_there(name: str, country: str) -> bool:
    """Whether reports about a town of that country are likely to write it in this name's script."""
    script = next((unicodedata.name(ch, "?").split()[0] for ch in name if ch.isalpha()), "?")
    return script in _EVERYWHERE or country in _AT_HOME.get(script, "").split()


def same(a: str, b: str) -> bool:
    """Whether two names of divisions are one name but for its kind: Nohiyai Hisor, Hisor District."""

    def forms(name: str) -> set[str]:
        return {fold(name), *(core.name for core in cores(name))}

    return not forms(a).isdisjoint(forms(b))


def likeness(a: str, b: str) -> float:
    """How alike two names of divisions are without their words for the kind, 0 to 100."""

    def forms(name: str) -> set[str]:
        return {key(name), *(key(core.name) for core in cores(name))}

    return max(fuzz.ratio(x, y) for x in forms(a) for y in forms(b))


class World:
    """All entries by code, and the way from GeoNames' codes of divisions to ours."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.entries: dict[str, Entry] = {}
        self.division: dict[str, str] = {}  # GeoNames "AF.01" or "AF.01.1108" → our code

    def build(self) -> list[Entry]:
        """Every entry, countries first, then by weight within each country."""
        self._countries()
        self._admin1()
        self._finer_iso()
        self._admin2()
        self._former()
        self._towns()
        self._place_divisions()
        order = {"country": 0, "admin1": 1}
        return sorted(
            self.entries.values(),
            key=lambda e: (e.country, order.get(e.kind, 2), -round(e.weight, 1), e.code),
        )

    def _countries(self) -> None:
        geonames = self.sources.countries()
        for row in self.sources.iso_countries():
            code = row["alpha_2"]
            about = geonames.get(code, {})
            name = about.get("name") or row.get("common_name") or row["name"]
            entry = Entry(code, name, "country", code, (), population=int(about.get("population") or 0))
            entry.add(*(row[k] for k in ("common_name", "name", "official_name") if k in row))
            entry.add(*row["translations"])
            entry.precision_km = radius(float(about.get("areakm2") or 0))
            self.entries[code] = entry
        kosovo = geonames["XK"]
        self.entries["XK"] = Entry("XK", "Kosovo", "country", "XK", (), population=kosovo["population"])
        self.entries["XK"].precision_km = radius(kosovo["areakm2"])

    def _admin1(self) -> None:
        iso = defaultdict(list)
        for row in self.sources.iso_divisions():
            iso[row["code"][:2]].append(row)
        shapes = self.shapes = [d for d in self.sources.divisions() if d["name"]]
        by_gn: dict[str, list[dict[str, Any]]] = defaultdict(list)
        by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for shape in shapes:
            if shape["gn_level"] == 1:
                by_gn[shape["gn_a1_code"]].append(shape)
            by_country[shape["iso_a2"]].append(shape)
        self.used: set[int] = set()
        divisions = self.sources.admin(1)
        assigned = self._iso_codes(divisions, iso, by_gn)
        for gn_code, name in divisions.items():
            country = gn_code[:2]
            if country not in self.entries:
                continue
            code = assigned.get(gn_code) or f"gn:{gn_code}"
            # Natural Earth's ISO codes are partly older than pycountry's, so they come last.
            own = by_gn.get(gn_code) or [s for s in by_country[country] if same(s["name"], name)]
            own = own or [s for s in by_country[country] if s["iso_3166_2"] == code]
            entry = Entry(code, name, "admin1", country, (country,))
            entry.add(*(row["name"] for row in iso[country] if row["code"] == code))
            self._shape(entry, own)
            self.entries[code] = entry
            self.division[gn_code] = code

    def _iso_codes(
        self,
        divisions: dict[str, str],
        iso: dict[str, list[dict[str, str]]],
        by_gn: dict[str, list[dict[str, Any]]],
    ) -> dict[str, str]:
        """ISO 3166-2 codes of GeoNames' divisions: by hand, like name, Natural Earth; each used once."""
        lines = (Path(__file__).parent / "divisions.csv").read_text(encoding="utf-8").splitlines()
        assigned = dict(line.split(",") for line in lines if not line.startswith(("#", "geonames")))
        free = {row["code"] for rows in iso.values() for row in rows} - set(assigned.values())
        waiting = {gn: name for gn, name in divisions.items() if gn not in assigned}
        for stage in ("name", "outline", "near name"):
            for gn, name in list(waiting.items()):
                rows = [row for row in iso[gn[:2]] if row["code"] in free]
                if stage == "name":
                    codes = [row["code"] for row in rows if same(row["name"], name)]
                elif stage == "outline":
                    codes = [s["iso_3166_2"] for s in by_gn.get(gn, []) if s["iso_3166_2"] in free]
                else:
                    near = [(likeness(row["name"], name), row["code"]) for row in rows]
                    codes = [code for score, code in sorted(near, reverse=True) if score > NEAR_NAME][:1]
                if codes:
                    assigned[gn] = codes[0]
                    free.discard(codes[0])
                    del waiting[gn]
        return assigned

    def _shape(self, entry: Entry, shapes: list[dict[str, Any]]) -> None:
        if not shapes:
            return
        self.used.update(s["ne_id"] for s in shapes)
        lat, lon, area = centre([s["geometry"] for s in shapes])
        entry.lat, entry.lon, entry.precision_km = lat, lon, radius(area)
        for shape in shapes:
            found = [
                shape["name"],
                *(shape["name_alt"] or "").split("|"),
                shape["name_local"] or "",
                shape["gn_name"] or "",
            ]
            found += [shape[k] for k in sorted(shape) if re.fullmatch(r"name_[a-z]{2}t?", k)]
            entry.add(*(n for n in found if n and usable(n)))

    def _finer_iso(self) -> None:
        """Divisions of ISO 3166-2 and Natural Earth below GeoNames' first level: French departments."""
        rows = {row["code"]: row for row in self.sources.iso_divisions()}
        for shape in self.shapes:
            code = shape["iso_3166_2"]
            if shape["ne_id"] in self.used or code in self.entries or code not in rows:
                continue
            country = code[:2]
            if country not in self.entries:
                continue
            parent = self.division.get(".".join((shape["gn_a1_code"] or "").split(".")[:2]))
            above = rows[code].get("parent_code", "")
            if parent is None and above in self.entries:
                parent = above
            parents = (parent, country) if parent else (country,)
            entry = Entry(code, shape["name_en"] or shape["name"], "admin2", country, parents)
            entry.add(rows[code]["name"])
            self._shape(entry, [s for s in self.shapes if s["iso_3166_2"] == code])
            self.entries[code] = entry

    def _admin2(self) -> None:
        finer: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.kind == "admin2":
                finer[entry.country].append(entry)
        for gn_code, name in self.sources.admin(2).items():
            country, first, last = gn_code.split(".", 2)
            above = self.division.get(f"{country}.{first}")
            if country not in self.entries:
                continue
            twin = next(
                (e for e in finer[country] if same(e.name, name) and above in (*e.parents[:1], None)), None
            )
            if twin is not None:
                twin.add(name)
                self.division[gn_code] = twin.code
                continue
            code = f"gn:{last}" if last.isdigit() and len(last) > 5 else f"gn:{gn_code}"
            if code in self.entries:
                code = f"gn:{gn_code}"
            self.entries[code] = Entry(
                code, name, "admin2", country, (above, country) if above else (country,)
            )
            self.division[gn_code] = code

    def _former(self) -> None:
        """Natural Earth's divisions that neither ISO 3166-2 nor GeoNames has (any more): Nyanza, Hedmark."""
        known: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            known[entry.country].append(entry)
        for shape in self.shapes:
            country, code = shape["iso_a2"], f"gn:{shape['gn_id']}"
            if shape["ne_id"] in self.used or not (shape["gn_id"] or 0) > 0 or country not in self.entries:
                continue
            if code in self.entries or any(same(e.name, shape["name"]) for e in known[country]):
                continue
            entry = Entry(code, shape["name_en"] or shape["name"], "admin2", country, (country,))
            self._shape(entry, [shape])
            self.entries[code] = entry

    def _towns(self) -> None:
        capitals = {(c["iso"], fold(c["capital"])) for c in self.sources.countries().values() if c["capital"]}
        second = {
            (t["country"], round(float(t["lat"]), 4), round(float(t["lng"]), 4)): t["admin2"]
            for t in self.sources.towns_with_admin2()
        }
        for row in self.sources.towns().values():
            country, name = row["countrycode"], row["name"]
            if country not in self.entries:
                continue
            first = f"{country}.{row['admin1code']}"
            admin2 = second.get((country, round(row["latitude"], 4), round(row["longitude"], 4)), "")
            above = [self.division.get(f"{first}.{admin2}"), self.division.get(first), country]
            parents = tuple(dict.fromkeys(code for code in above if code))
            entry = Entry(f"gn:{row['geonameid']}", name, "town", country, parents)
            entry.lat, entry.lon = row["latitude"], row["longitude"]
            entry.population = row["population"]
            entry.capital = (country, fold(name)) in capitals
            entry.add(*(n for n in row["alternatenames"] if usable(n) and written_there(n, country)))
            entry.precision_km = 1.0 if entry.population < 10_000 else round(entry.population**0.5 / 60, 1)
            self.entries[entry.code] = entry

    def _place_divisions(self) -> None:
        """Population, and where no outline gave them point and precision, from the towns within."""
        inside: dict[str, list[Entry]] = defaultdict(list)
        seats: dict[tuple[str, str], Entry] = {}
        for town in (e for e in self.entries.values() if e.kind == "town"):
            for code in town.parents:
                inside[code].append(town)
            seats[(town.parents[-2] if len(town.parents) > 1 else "", fold(town.name))] = town
        for entry in self.entries.values():
            towns = inside[entry.code]
            if entry.kind in ("admin1", "admin2"):
                entry.population = sum(t.population for t in towns)
            if entry.lat is None and towns:
                _from_towns(entry, towns)
            if entry.lat is None and entry.kind == "admin2":
                _from_seat(entry, seats)
        for entry in self.entries.values():
            if entry.lat is None and entry.parents:
                above = self.entries[entry.parents[0]]
                entry.lat, entry.lon, entry.precision_km = above.lat, above.lon, above.precision_km


def _from_seat(entry: Entry, seats: dict[tuple[str, str], Entry]) -> None:
    """The town that a district is named after, in the same division."""
    for form in (fold(entry.name), *(core.name for core in cores(entry.name))):
        seat = seats.get((entry.parents[0], form))
        if seat is not None:
            entry.lat, entry.lon, entry.precision_km = seat.lat, seat.lon, 25.0
            entry.population = entry.population or seat.population
            return


def _from_towns(entry: Entry, towns: list[Entry]) -> None:
    """The median town, and the distance within which nine in ten of the towns lie."""
    entry.lat = statistics.median(t.lat for t in towns if t.lat is not None)
    entry.lon = statistics.median(t.lon for t in towns if t.lon is not None)
    far = sorted(kilometres(entry.lat, entry.lon, t.lat or 0.0, t.lon or 0.0) for t in towns)
    reach = far[int(0.9 * (len(far) - 1))]
    limit = MAX_PRECISION_ADMIN2 if entry.kind == "admin2" else 1e4
    entry.precision_km = min(limit, max(10.0, reach))


def main() -> None:
    """Builds the file and prints what it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the downloaded packages")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    fetch(options.cache)
    sources = Sources(options.cache)
    entries = World(sources).build()
    print(Counter(entry.kind for entry in entries))
    pack(entries, options.target, common=sources.common_words(), digests=digests(options.cache))
    print(f"{options.target}: {options.target.stat().st_size / 1e6:.1f} MB, {len(entries)} places")


if __name__ == "__main__":
    main()
