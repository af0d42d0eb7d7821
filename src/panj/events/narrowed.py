"""What alone a figure counts: the dead of one occurrence, the work of one doer, the places that it lists.

Takes a claim and its report; gives a key. "The toll of the blast rose to 170" bounds the dead of the blast,
"it had brought 24 out" what the speaker itself did; neither bounds what else happened there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from panj.events.origins import voice
from panj.events.rules import linking_rules
from panj.events.scopes import Relation
from panj.gazetteer.spelling import fold
from panj.model import Claim, PeriodKind, Place, Report

_OF, _BY, _AS, _IN = "of:", "by:", "as:", "in:"
_STEM = 4  # demonyms keep the stem of their country
_LIST = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+")
_WORD = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w’'.&-]*"
_NAME = rf"{_WORD}(?:\s+(?:(?:of|for|and|de|des|du)\s+(?:the\s+)?)?{_WORD})*"


@dataclass(frozen=True, slots=True)
class Occasions:
    """The kinds of `occasions.toml`: how each is worded, which happen on one day, which pass for another."""

    worded: re.Pattern[str]
    sudden: frozenset[str]
    alike: tuple[frozenset[str], ...]


@cache
def occasions() -> Occasions:
    """The table that ships with Panj."""
    source = resources.files("panj.events") / "occasions.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    kinds = (f"(?P<{k['name']}>{'|'.join(k['words'])})" for k in table["kind"])
    return Occasions(
        worded=re.compile(rf"\b(?:{'|'.join(kinds)})\b", re.IGNORECASE),
        sudden=frozenset(k["name"] for k in table["kind"] if k.get("sudden")),
        alike=tuple(frozenset(names) for names in table["alike"]),
    )


@lru_cache(maxsize=16384)
def _told(words: str) -> frozenset[str]:
    """The kinds of occurrence that some words name."""
    return frozenset(m.lastgroup for m in occasions().worded.finditer(words) if m.lastgroup)


def only_of(claim: Claim, report: Report | None) -> str | None:
    """What alone a claim counts, by the words of its own sentence; None where they narrow nothing."""
    if report is None:
        return None
    if claim.measure in linking_rules().harms:
        return _of(_told(claim.sentence.of(report.text)))
    if claim.measure in linking_rules().deeds and claim.period is not PeriodKind.EVENT:
        return _by(_doer(claim, report.text))
    return None


def amid(claim: Claim, report: Report | None) -> str | None:
    """What a claim may be taken to be of: the one occurrence that its report tells of, its speaker's work."""
    if report is None:
        return None
    if claim.measure in linking_rules().harms:
        told = _told(report.text)
        return _of(told if len(told) == 1 else _just_named(claim, report.text))
    if claim.measure in linking_rules().deeds and claim.period is PeriodKind.EVENT:
        return _by(_doer(claim, report.text) or claim.speaker)
    return None


def _just_named(claim: Claim, text: str) -> frozenset[str]:
    """The kind of occurrence named last before a sentence, in its paragraph."""
    start = text.rfind("\n", 0, claim.sentence.start) + 1
    named = [
        m.lastgroup for m in occasions().worded.finditer(text, start, claim.sentence.start) if m.lastgroup
    ]
    return frozenset(named[-1:])


def _of(kinds: frozenset[str]) -> str | None:
    return _OF + "|".join(sorted(kinds)) if kinds else None


def _by(name: str | None) -> str | None:
    """A key of whoever a name is of: the institution and its country, or the whole name."""
    who = voice(name) if name else None
    if who is None or not (who.institution or who.names):
        return None
    if who.institution is None:
        return _BY + " ".join(who.names)
    return f"{_BY}{who.institution}" + "".join(f" {n[:_STEM]}" for n in who.names[:1])


def _doer(claim: Claim, text: str) -> str | None:
    """Who is told to have done what is counted: "it had brought 24", "the Red Cross evacuated 24"."""
    before = " ".join(text[claim.sentence.start : claim.start].split())
    found = _doing().search(before)
    if found is None:
        return None
    return claim.speaker if found["self"] else found["name"]


@cache
def _doing() -> re.Pattern[str]:
    """An active verb right before the figure, and before that the one who acts: the speaker, or a name."""
    rules = linking_rules()
    self, did = "|".join(rules.self_words), "|".join(rules.did_words)
    between = rf"(?:(?:{'|'.join(rules.doing_words)})\s+)*"
    return re.compile(rf"\b(?:(?P<self>(?i:{self}))|(?P<name>{_NAME}))\s+{between}(?:{did})\s*\Z")


def listed_in(name: str | None, place: Place | None) -> str | None:
    """A key of the places that a name lists, where its code is of a wider area: no others are counted."""
    if name is None or place is None:
        return None
    known = {fold(n) for n in (place.name, *place.names)}
    parts = [fold(p) for p in _LIST.split(name) if p[:1].isupper()]
    if len(parts) < 2 or fold(name) in known or known.intersection(parts):
        return None
    return _IN + "|".join(parts)


def alone(claim: str) -> str:
    """A key of what one claim counts and no other."""
    return _AS + claim


def relation(own: str | None, only: str | None, *, places: Collection[str] = ()) -> Relation:
    """How what is counted stands to what alone a total counts, beside place, days and group.

    Args:
        own: of what is counted; None: no words tell.
        only: of the total; None: it counts all.
        places: folded names of where the counted are, and of what is around it.

    SAME: it is among them. OVERLAPS: a reader takes it to be. UNKNOWN: it may be others.
    """
    if only is None or own == only:
        return Relation.SAME
    if only.startswith(_OF):
        return _of_occasions(own, only)
    if only.startswith(_IN) and any(_is_named(p, _parts(only)) for p in places):
        return Relation.SAME
    return Relation.UNKNOWN


def _is_named(place: str, listed: Collection[str]) -> bool:
    """Whether a place is in a list, with the word for its kind or without: "Renk County"."""
    return any(place == name or place.startswith(f"{name} ") for name in listed)


def _of_occasions(own: str | None, only: str) -> Relation:
    if own is None or not own.startswith(_OF):
        return Relation.OVERLAPS
    here, there = _parts(own), _parts(only)
    if here & there:
        return Relation.SAME
    close = any(here & names and there & names for names in occasions().alike)
    return Relation.OVERLAPS if close else Relation.UNKNOWN


def _parts(key: str) -> frozenset[str]:
    return frozenset(key[3:].split("|"))


def tells_apart(only: str | None) -> bool:
    """Whether whom a total's words do not count are others; who is in a wider place may be in its list."""
    return only is not None and not is_list(only)


def is_of_harm(only: str | None) -> bool:
    """Whether a total counts alone the people harmed in an occurrence."""
    return only is not None and only.startswith(_OF)


def is_list(only: str | None) -> bool:
    """Whether a total counts alone the places that it lists."""
    return only is not None and only.startswith(_IN)


def one_key(keys: list[str]) -> str | None:
    """The key of several claims of one thing: their occurrences together, or what all of them agree on."""
    if keys and all(k.startswith(_OF) for k in keys):
        return _of(frozenset().union(*map(_parts, keys)))
    return keys[0] if len(set(keys)) == 1 else None


def are_two(a: str | None, b: str | None) -> bool:
    """Whether the words of two figures tell that they count others: another occurrence, another doer."""
    if a is None or b is None:
        return False
    return relation(a, b) is Relation.UNKNOWN and relation(b, a) is Relation.UNKNOWN


def of_one_day(only: str | None) -> str | None:
    """The kind of a sudden occurrence, where a figure counts one kind alone; else None."""
    kind = only.removeprefix(_OF) if only and only.startswith(_OF) else None
    return kind if kind in occasions().sudden else None
