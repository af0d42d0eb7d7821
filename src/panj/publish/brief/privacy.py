"""What a report must not show: names of private persons, contacts, and routes of forced returns.

Takes text about to leave; gives it with what is withheld replaced, so that the cut can be seen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from panj.model import Claim, Measure, Span
from panj.publish.content import Situation

ROUTE = "[sentence withheld: it tells the route of a forced return]"


@cache
def _table() -> Mapping[str, Any]:
    source = resources.files("panj.publish.brief") / "privacy.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    table = _table()
    return tuple(map(re.compile, table["names"])), tuple(map(re.compile, table["contacts"]))


def without_persons(text: str) -> str:
    """The text without names of private persons and without contacts.

    >>> without_persons("“We ran,” said Karim, 34, at the river.")
    '“We ran,” said [name withheld], 34, at the river.'
    """
    names, contacts = _patterns()
    for pattern in names:
        text = pattern.sub(_without_name, text)
    for pattern in contacts:
        text = pattern.sub("[contact withheld]", text)
    return text


def _without_name(match: re.Match[str]) -> str:
    start, end = (i - match.start() for i in match.span("name"))
    whole = match.group()
    return f"{whole[:start]}{_table()['withheld']}{whole[end:]}"


def routes(situation: Situation) -> frozenset[tuple[str, Span]]:
    """The sentences, by report, that tell by which places below countries people were sent back."""
    found = (
        c for c in situation.claims.values() if c.measure is Measure.FORCED_RETURN and _local(situation, c)
    )
    return frozenset((c.report, c.sentence) for c in found)


def _local(situation: Situation, claim: Claim) -> bool:
    named = (
        (claim.origin, claim.origin_code),
        (claim.destination, claim.destination_code),
        (claim.place, claim.place_code),
    )
    for name, code in named:
        place = situation.places.get(code or "")
        if name and (place is None or place.kind not in ("country", "region")):
            return True
    return False
