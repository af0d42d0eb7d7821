"""Whose people a figure counts, where its own words say so: "88,634 Syrian nationals" are of Syria.

Takes a claim and its report; gives the ISO code of the country, or nothing. Two figures of two peoples count
nobody twice, whatever else they share.
"""

from __future__ import annotations

import re
from functools import cache

from panj.events.rules import linking_rules
from panj.gazetteer.nations import nations
from panj.model import Claim, Report, Unit

_NAME = r"[A-ZÀ-Þ][\w’'-]+"
_NEAR = 60  # characters after a figure in which its people are named


@cache
def _after() -> re.Pattern[str]:
    words = "|".join(map(re.escape, linking_rules().people_lead_words))
    return re.compile(rf"\s+(?:(?:{words})\s+){{0,2}}(?P<first>{_NAME})(?:\s+(?P<second>{_NAME}))?")


@cache
def _and_others() -> re.Pattern[str]:
    """ "Iraqis and other nationals", "Afghan, Iraqi and Syrian": more than one people."""
    return re.compile(rf"\s*(?:,|and|or|/|-)\s*(?:(?:other|some|many)\b|(?P<next>{_NAME}))")


def people_of(claim: Claim, report: Report | None) -> str | None:
    """ISO code of the one country whose people a figure's own noun names; None where it names none or several."""  # noqa: E501
    if report is None or claim.unit is not Unit.PERSONS:
        return None
    end = min(claim.sentence.end, claim.end + _NEAR)
    found = _after().match(report.text, claim.end, end)
    if found is None:
        return None
    told, at = _country(found["first"], found["second"])
    if told is None:
        return None
    beside = _and_others().match(report.text, found.end(at), claim.sentence.end)
    if beside is not None and (beside["next"] is None or nations().country_of(beside["next"])):
        return None
    return told


def _country(first: str, second: str | None) -> tuple[str | None, str]:
    """The country of one word or of two ("South Sudanese"), and which word ends its name."""
    both = nations().country_of(f"{first} {second}") if second else None
    if both is not None:
        return both, "second"
    return nations().country_of(first), "first"
