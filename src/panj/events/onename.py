"""One name that reports of a case read as places in two countries: it is the one that their words speak of.

Takes frames and their reports; gives the frames, a place read abroad moved to where the case has that name.
A short note that names a town and no country is read by the town alone, and the largest of that name lies
elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from panj.events.frames import Frame
from panj.events.scopes import Containment, Places
from panj.model import Claim, Report


@dataclass(slots=True)
class _Read:
    """How a name was read: code → reports that read it so."""

    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def as_in_the_case(
    frames: Sequence[Frame], reports: Mapping[str, Report], places: Places, gazetteer: Containment | None
) -> Iterator[Frame]:
    """The frames, names that their report reads abroad by nothing but the name where the case has them.

    Args:
        frames: as claims give them.
        reports: by id.
        places: places within places.
        gazetteer: tells which countries a text speaks of.
    """
    read: dict[str, _Read] = defaultdict(_Read)
    for f in frames:
        for name, code in _named(f.claim):
            read[name].codes[code].add(f.claim.report)
    moved: dict[tuple[str, str], str] = {}
    for name, of in read.items():
        if gazetteer is not None and len({places.country(c) for c in of.codes}) > 1:
            moved |= _moved(name, of, reports, places, gazetteer)
    for f in frames:
        start, end = (moved.get((f.claim.report, at or ""), at) for at in (f.origin, f.destination))
        same = (start, end) == (f.origin, f.destination)
        yield f if same else replace(f, origin=start, destination=end)


def _named(claim: Claim) -> Iterator[tuple[str, str]]:
    """The names of a claim that have a code, with it."""
    pairs = (
        (claim.origin, claim.origin_code),
        (claim.destination, claim.destination_code),
        (claim.place, claim.place_code),
    )
    yield from ((name, code) for name, code in pairs if name and code)


def _moved(
    name: str, read: _Read, reports: Mapping[str, Report], places: Places, gazetteer: Containment
) -> dict[tuple[str, str], str]:
    """(report, code as read) → code, where all that is borne out by other words lies in one country."""
    borne = {
        (report, code): _is_borne_out(name, places.country(code), reports.get(report), gazetteer)
        for code, told in read.codes.items()
        for report in told
    }
    sure = [code for code, told in read.codes.items() if any(borne[r, code] for r in told)]
    lands = {places.country(code) for code in sure}
    if len(lands) != 1:
        return {}
    meant = max(sure, key=lambda code: (len(read.codes[code]), code))
    return {(r, c): meant for (r, c), told in borne.items() if not told and places.country(c) not in lands}


def _is_borne_out(name: str, land: str | None, report: Report | None, gazetteer: Containment) -> bool:
    """Whether a report speaks of a country by more than that one name."""
    if report is None or land is None:
        return False
    words = " ".join(filter(None, (report.outlet, report.title, report.text)))
    return land in gazetteer.context(words.replace(name, " "))
