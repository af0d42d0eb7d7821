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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from panj.gazetteer import Gazetteer
from panj.gazetteer.record import distance_km
from panj.model import Place

NEAR_KM = 161.0  # 100 miles, the usual bound of toponym resolution (Leidner 2007)


class Gold(NamedTuple):
    """An annotated name: offsets (end exclusive) and its point."""

    name: str
    start: int
    end: int
    lat: float
    lon: float


def articles(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Texts with their places."""
    for article in ET.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        places = []
        for place in article.iter("location"):
            name, start = place.findtext("name") or "", int(place.findtext("start") or 0)
            # Offsets in the file count from one.
            start = next((s for s in (start - 1, start) if text[s : s + len(name)] == name), text.find(name))
            point = float(place.findtext("lat") or 0), float(place.findtext("lon") or 0)
            places.append(Gold(name, start, start + len(name), *point))
        yield text, places


@dataclass
class Result:
    """Counts over a corpus: names, those resolved, those near the truth, spans that mentions() found."""

    total: int = 0
    resolved: int = 0
    near: int = 0
    spans: int = 0
    further: int = 0
    errors_km: list[float] = field(default_factory=list)
    misses: Counter[str] = field(default_factory=Counter)


def measure(gazetteer: Gazetteer, corpus: Iterable[tuple[str, list[Gold]]]) -> Result:
    """Resolves every annotated name in the context of its text."""
    result = Result()
    for text, places in corpus:
        context, mentions = gazetteer.context(text), gazetteer.mentions(text)
        spans = {(m.start, m.end): m for m in mentions}
        result.further += sum(not any(m.start < g.end and g.start < m.end for g in places) for m in mentions)
        around = [m.place for m in mentions if m.place and m.place.kind not in ("country", "region")]
        for gold in places:
            result.total += 1
            mention = spans.get((gold.start, gold.end))
            result.spans += mention is not None
            place = mention.place if mention else None
            place = place or gazetteer.resolve(gold.name, countries=context, near=around)
            _count(result, gold, place)
    return result


def _count(result: Result, gold: Gold, place: Place | None) -> None:
    far = distance_km(place, Place("", gold.name, "town", "", gold.lat, gold.lon)) if place else None
    if place is None or far is None:
        result.misses[f"abstained: {gold.name} {gold.lat},{gold.lon}"] += 1
        return
    result.resolved += 1
    result.errors_km.append(far)
    result.near += far <= NEAR_KM
    if far > NEAR_KM:
        at = f"{place.code} {place.name} {place.lat},{place.lon}"
        result.misses[f"{far:.0f} km: {gold.name} {gold.lat},{gold.lon} -> {at}"] += 1


def main() -> None:
    """Prints the measures."""
    r = measure(Gazetteer.default(), articles(Path(sys.argv[1])))
    near, resolved = r.near / r.total, r.resolved / r.total
    print(f"{r.total} places; within {NEAR_KM:.0f} km {near:.3f}; resolved {resolved:.3f}")
    print(f"of the resolved {r.near / r.resolved:.3f}; median error {statistics.median(r.errors_km):.0f} km")
    print(f"spans found by mentions() {r.spans / r.total:.3f}; further mentions {r.further}")
    if "--misses" in sys.argv:
        for line, times in r.misses.most_common():
            print(times, line)


if __name__ == "__main__":
    main()
