"""Measures resolution on GeoVirus: of its place names, how many get a point within 161 km of the truth.

    python training/gazetteer/measure.py GeoVirus_dev.xml [--misses]

Names are taken from the annotated spans; the context is read from the article. Prints the share resolved
within 161 km, the share abstained and the median error; with --misses, every miss.
"""

from __future__ import annotations

import statistics
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from panj.gazetteer import Gazetteer
from panj.gazetteer.record import distance_km
from panj.model import Place

NEAR_KM = 161.0  # 100 miles, the usual bound of toponym resolution (Leidner 2007)


def articles(path: Path) -> list[tuple[str, list[tuple[str, int, int, float, float]]]]:
    """Texts with their places: name, offsets (end exclusive), latitude, longitude."""
    found = []
    for article in ET.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        places = []
        for place in article.iter("location"):
            name, start = place.findtext("name") or "", int(place.findtext("start") or 0)
            # Offsets in the file count from one.
            start = next((s for s in (start - 1, start) if text[s : s + len(name)] == name), text.find(name))
            point = float(place.findtext("lat") or 0), float(place.findtext("lon") or 0)
            places.append((name, start, start + len(name), *point))
        found.append((text, places))
    return found


def main() -> None:
    """Prints the measures."""
    gazetteer, misses = Gazetteer.default(), "--misses" in sys.argv
    total = near = abstained = found = extra = 0
    errors: list[float] = []
    wrong: Counter[str] = Counter()
    for text, places in articles(Path(sys.argv[1])):
        context = gazetteer.context(text)
        mentions = gazetteer.mentions(text)
        spans = {(m.start, m.end): m for m in mentions}
        extra += sum(1 for m in mentions if not any(m.start < e and s < m.end for _, s, e, _, _ in places))
        resolved = [m.place for m in mentions if m.place and m.place.kind not in ("country", "region")]
        for name, start, end, lat, lon in places:
            total += 1
            mention = spans.get((start, end))
            found += mention is not None
            place = mention.place if mention else None
            if place is None:
                place = gazetteer.resolve(name, countries=context, near=resolved)
            truth = Place("", name, "town", "", lat, lon)
            far = distance_km(place, truth) if place else None
            if far is None:
                abstained += 1
                wrong[f"abstained: {name} {lat},{lon}"] += 1
                continue
            errors.append(far)
            if far <= NEAR_KM:
                near += 1
            else:
                wrong[
                    f"{far:.0f} km: {name} {lat},{lon} -> {place.code} {place.name} {place.lat},{place.lon}"
                ] += 1
    print(
        f"{total} places; within {NEAR_KM:.0f} km {near / total:.3f}; abstained {abstained / total:.3f}; "
        f"of the resolved {near / len(errors):.3f}; median error {statistics.median(errors):.0f} km"
    )
    print(f"spans found by mentions() {found / total:.3f}; further mentions {extra}")
    if misses:
        for line, times in wrong.most_common():
            print(times, line)


if __name__ == "__main__":
    main()
