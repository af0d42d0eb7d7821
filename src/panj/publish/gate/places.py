"""Places in public form: crossing posts by their district, flights and waiting people by their country.

Takes claims and the gazetteer; gives claims with coarser places, and where in a text the finer ones stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from panj.errors import PlaceError
from panj.gazetteer import Gazetteer
from panj.language import dateline, sentences
from panj.model import Claim, Development, DevelopmentKind, Measure, Place, Report, Span
from panj.publish.gate.masks import Cover
from panj.publish.gate.rules import patterns, rules

_SIDES = ("origin", "destination", "place")
_DATELINE = re.compile(r"[A-Z][A-Z’' .-]+,[^.]{0,60}?\s(?:--|–|—|-)\s")
_DISTRICTS = ("admin2", "admin1", "country")


def known(gazetteer: Gazetteer, code: str | None) -> Place | None:
    """The place of a code; None where the gazetteer has none."""
    if code is None:
        return None
    try:
        return gazetteer.place(code)
    except PlaceError:
        return None


def is_waiting(claim: Claim, report: Report) -> bool:
    """Whether a figure counts people who are about to cross: its sentence says so."""
    sentence = claim.sentence.of(report.text)
    return any(p.search(sentence) for p in patterns("waiting"))


def is_local(claim: Claim, gazetteer: Gazetteer) -> bool:
    """Whether a claim names a place below a country, settled or not."""
    for side in _SIDES:
        place = known(gazetteer, getattr(claim, f"{side}_code"))
        if getattr(claim, side) and (place is None or place.kind not in ("country", "region")):
            return True
    return False


def to_country(claim: Claim, gazetteer: Gazetteer) -> Claim:
    """The claim with its places given by their countries, names that nothing settles left out."""
    changes: dict[str, Any] = {}
    for side in _SIDES:
        place = known(gazetteer, getattr(claim, f"{side}_code"))
        country = known(gazetteer, place.country) if place else None
        changes[side] = country.name if country else None
        changes[f"{side}_code"] = country.code if country else None
    return replace(claim, **changes)


def is_post(place: Place | None) -> bool:
    """Whether a place is a crossing post."""
    return place is not None and place.kind in rules()["crossing"]["kinds"]


def district(place: Place, gazetteer: Gazetteer) -> Place | None:
    """The district that a place lies in; its province or country where the gazetteer has no district."""
    parents = [p for code in place.parents if (p := known(gazetteer, code)) is not None]
    return next((p for p in parents if p.kind in _DISTRICTS), None)


def without_posts(claim: Claim, gazetteer: Gazetteer) -> Claim:
    """The claim with crossing posts given by their district."""
    changes: dict[str, Any] = {}
    for side in _SIDES:
        place = known(gazetteer, getattr(claim, f"{side}_code"))
        if place is not None and is_post(place):
            wider = district(place, gazetteer)
            changes[side] = wider.name if wider else None
            changes[f"{side}_code"] = wider.code if wider else None
    return replace(claim, **changes) if changes else claim


def to_district(claim: Claim, gazetteer: Gazetteer) -> Claim:
    """The claim with places given by their districts, names that nothing settles left out."""
    changes: dict[str, Any] = {}
    for side in _SIDES:
        place = known(gazetteer, getattr(claim, f"{side}_code"))
        if place is None:
            changes[side] = None
        elif place.kind not in (*_DISTRICTS, "region"):
            wider = district(place, gazetteer)
            changes[side] = wider.name if wider else None
            changes[f"{side}_code"] = wider.code if wider else None
    return replace(claim, **changes)


def posts(report: Report, gazetteer: Gazetteer) -> Iterator[tuple[Cover, Place]]:
    """Where a report names crossing posts, and which."""
    if not gazetteer.may_name(report.text, frozenset(rules()["crossing"]["kinds"])):
        return
    for mention in gazetteer.mentions(report.text):
        if (
            mention.place is not None
            and is_post(mention.place)
            and not _datelined(report.text, mention.start)
        ):
            wider = district(mention.place, gazetteer)
            label = f"[a crossing in {wider.name}]" if wider else "[a crossing]"
            yield Cover(mention.start, mention.end, label), mention.place


def _datelined(text: str, at: int) -> bool:
    """Whether a name stands in a dateline, which says where a report was written and of nobody in flight."""
    line = text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]
    match = _DATELINE.match(line)
    return match is not None and at < text.rfind("\n", 0, at) + 1 + match.end()


def is_routed(claim: Claim) -> bool:
    """Whether a claim is of a forced return."""
    return claim.measure is Measure.FORCED_RETURN


def is_forced(told: Development) -> bool:
    """Whether a development is a return by force."""
    return told.kind is DevelopmentKind.RETURN and told.voluntariness == "stated_forced"


def tells_route(told: Development, report: Report, gazetteer: Gazetteer) -> bool:
    """Whether the sentence of a return by force names a place below a country."""
    unsettled = told.place is not None and told.place_code is None and told.place != told.place.lower()
    return unsettled or _names_place(report, told.sentence, gazetteer)


def following(report: Report, sentence: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The sentences right after one, in its paragraph, that tell on of the same people and name places."""
    end = report.text.find("\n\n", sentence.end)
    for span in sentences(report.text, sentence.end, len(report.text) if end < 0 else end):
        if not any(p.match(span.of(report.text)) for p in patterns("routes")):
            return
        if _names_place(report, span, gazetteer):
            yield span


def _names_place(report: Report, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a sentence, its dateline left out, names a place below a country."""
    line = dateline(report.text, span)
    found = gazetteer.mentions(report.text, line.end if line else span.start, span.end)
    return any(m.place is not None and m.place.kind not in ("country", "region") for m in found)


def coarse(value: float | None) -> float | None:
    """A coordinate as it may leave: to a tenth of a degree."""
    return None if value is None else round(value, int(rules()["crossing"]["degrees"]))
