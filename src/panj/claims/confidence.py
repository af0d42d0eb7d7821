"""How likely a whole claim is read rightly, 0 to 1, by what its reading had to guess. Claim in, number out.

The weights stand in rules/confidence.toml; tests/gate/calibration.py fits them on annotated reports.
"""

from __future__ import annotations

import math

from panj.claims.tables import table
from panj.model import PEOPLE, Claim, PeriodKind, Status

_BORROWED_DATES = ("date.carried", "date.of_whole", "date.of_neighbour", "date.scene", "date.said")
_OWN_DATES = ("date.on", "date.night", "date.window", "date.since", "date.until", "date.as_of")
_QUESTIONS = ("measure", "status", "period", "date", "origin", "destination", "place")
_LONG = 220  # characters of a sentence
_LOWEST, _HIGHEST = 0.02, 0.98


def features(claim: Claim) -> dict[str, float]:
    """What tells how far a reading can be trusted: what was stated, taken from elsewhere, or absent."""
    rules = claim.rules
    named = [p for p in (claim.origin, claim.destination, claim.place) if p]
    codes = [c for c in (claim.origin_code, claim.destination_code, claim.place_code) if c]
    facts = {
        "governed": "governed" in rules,
        "frame": any(r.startswith("frame.") for r in rules),
        "measure_carried": "measure.carried" in rules,
        "measure_guessed": any(r.startswith("measure.") and r != "measure.carried" for r in rules),
        "noun_borrowed": "noun.borrowed" in rules,
        "group_guessed": any(r.startswith("group.") for r in rules),
        "part": any(r.startswith("part.") for r in rules),
        "listed": any(r.startswith("list.") for r in rules),
        "date_own": any(r in _OWN_DATES for r in rules),
        "date_borrowed": any(r in _BORROWED_DATES for r in rules),
        "date_open": claim.date_start is None and claim.date_end is None,
        "no_place": not named,
        "two_places": len(named) > 1,
        "place_unknown": bool(named) and len(codes) < len(named),
        "speaker": claim.speaker is not None,
        "unhappened": claim.status is not Status.HAPPENED,
        "state": claim.period is PeriodKind.AS_OF,
        "rate": claim.period is PeriodKind.RATE,
        "things": claim.unit not in PEOPLE,
        "in_words": "number.words" in rules,
        "long": claim.sentence.end - claim.sentence.start > _LONG,
        "inherits": claim.inherits,
        "headline": claim.optional,
        "read_surely": "read_surely" in rules,
        "voted": any(r.startswith("learned.") for r in rules),
    }
    facts |= {f"doubted_{q}": f"doubted.{q}" in rules for q in _QUESTIONS}
    return {name: float(value) for name, value in facts.items()}


def confidence(claim: Claim) -> float:
    """The share of claims read like this one that are right in every field, on annotated reports."""
    weights = table("confidence")["weights"]
    total = table("confidence")["intercept"] + sum(
        weights.get(name, 0.0) * value for name, value in features(claim).items()
    )
    return round(min(_HIGHEST, max(_LOWEST, 1 / (1 + math.exp(-total)))), 2)
