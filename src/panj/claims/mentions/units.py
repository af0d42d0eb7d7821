"""What a number counts: from the words after it to a unit and a group, or the reason why it is no claim.

Takes the tokens of a sentence and the index where the number ends; gives a `Noun`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.claims.mentions.nations import is_people
from panj.claims.numbers.words import NUMBER_WORDS
from panj.claims.tables import table
from panj.language import Token
from panj.model import PEOPLE, Group, Unit

_REACH = 9
_PASS = {
    "of",
    "the",
    "its",
    "their",
    "his",
    "her",
    "our",
    "these",
    "those",
    "more",
    "other",
    "new",
    "and",
    "or",
    "such",
    "-",
}
_QUOTES = {"-", "–", "'", "’", "“", '"', "”"}


@dataclass(frozen=True, slots=True)
class Noun:
    """The thing counted: token range [first, last], unit, group, or why it is set aside.

    `weak`: a noun that is a claim only in company (a school is a shelter only where people stay in it).
    """

    first: int
    last: int
    unit: Unit | None
    group: Group | None = None
    aside: str | None = None
    weak: bool = False
    words: str = ""


_Entry = tuple[Unit | None, Group | None, str | None, bool]


@cache
def nouns() -> dict[tuple[str, ...], _Entry]:
    """Words of a noun (lower case) → (unit, group, reason to set aside, weak)."""
    t = table("nouns")
    found: dict[tuple[str, ...], _Entry] = {}

    def put(words: Sequence[str], entry: _Entry) -> None:
        for word in words:
            found.setdefault(tuple(word.lower().split()), entry)

    for group, part in t["persons"].items():
        put(part["nouns"], (Unit.PERSONS, Group(group), None, False))
    for unit in ("households", "livestock", "flights", "items", "districts", "settlements", "tonnes"):
        put(t[unit]["nouns"], (Unit(unit), Group.CIVILIANS if unit == "households" else None, None, False))
    put(t["facilities"]["nouns"], (Unit.FACILITIES, None, None, False))
    put(t["facilities"]["weak"], (Unit.FACILITIES, None, None, True))
    put(t["length"]["km"], (Unit.KM, None, "length", False))
    put(t["length"]["mi"], (Unit.MI, None, "length", False))
    put(t["length"]["other"], (None, None, "length", False))
    put(t["area"]["ha"], (Unit.HA, None, "area", False))
    put(t["area"]["other"], (None, None, "area", False))
    for reason, words in t["aside"].items():
        put(words, (None, None, reason, False))
    return found


_OF_ONE = frozenset({"death", "fatality", "injury"})  # count people only where there is one
_ONE = frozenset({"one", "1"})


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].pos == "NOUN"


_AS_VERBS = frozenset({"shelter", "camp"})


@cache
def _endings() -> tuple[tuple[str, ...], frozenset[str]]:
    t = table("nouns")["endings"]
    return tuple(t["persons"]), frozenset(t["not"])


def head_noun(tokens: Sequence[Token], at: int) -> Noun | None:
    """The noun that a number before token `at` counts; None where no known noun follows closely.

    The last of several nouns counts ("asylum applications", "reserve troops"); "of" is crossed
    ("thousands of militia members"), other prepositions and verbs end the search.
    """
    best: Noun | None = None
    i, seen_modifier = at, 0
    while i < min(len(tokens), at + _REACH):
        hit = _match(tokens, i)
        if hit and hit.aside == "duration" and _told_time(tokens, at, i):
            return None
        if hit and _is_verb(tokens, at, hit):
            break
        if hit and (best is None or i == best.last + 1):
            best = _stronger(best, hit)
            i = hit.last + 1
            continue
        if best and best.unit is Unit.PERSONS and tokens[i].lower in {"and", "or"}:
            also = _match(tokens, i + 1) if i + 1 < len(tokens) else None
            counts = also is not None and also.last + 1 < len(tokens) and tokens[also.last + 1].pos == "NUM"
            if (
                also and also.unit is Unit.PERSONS and i == best.last + 1 and not counts
            ):  # "41 lives and injured 96"
                best = Noun(best.first, also.last, best.unit, best.group, best.aside, best.weak, best.words)
                break
        t = tokens[i]
        if best or not _modifier(tokens, i, seen_modifier):
            break
        seen_modifier += t.lower not in _PASS
        i += 1
    return best


def _is_verb(tokens: Sequence[Token], at: int, hit: Noun) -> bool:
    """ "270,000 shelter in schools", "500 camp there": after a plural no noun stands in the singular."""
    after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
    return (
        hit.words in _AS_VERBS
        and after is not None
        and after.pos == "PREP"
        and tokens[at - 1].lower not in {"one", "1"}
    )


def _told_time(tokens: Sequence[Token], at: int, i: int) -> bool:
    """ "The 13,651 of the year before", "208 last night", "300 two days ago": no days."""
    if any(t.pos == "NUM" or t.lower in NUMBER_WORDS for t in tokens[at:i]):
        return True
    ones = {t.lower for t in tokens[at:i]} & {"last", "next", "this"}
    if ones and not tokens[i].lower.endswith("s"):
        return True  # "600 more next month"
    return any(t.lower in {"the", "that", "this"} for t in tokens[at:i])


def _stronger(before: Noun | None, hit: Noun) -> Noun:
    """ "displaced families": households, but of displaced people; "Afghan refugees": refugees."""
    if before and before.unit is Unit.TONNES:
        return before  # "91 tonnes of tents"
    if (
        before
        and before.unit is Unit.HOUSEHOLDS
        and hit.group is Group.IDPS
        and hit.words.endswith("displaced")
    ):
        return Noun(
            before.first, hit.last, before.unit, hit.group, None, before.weak, f"{before.words} {hit.words}"
        )
    if before and hit.unit in PEOPLE and before.unit is Unit.PERSONS:
        loose = {Group.PEOPLE, Group.CIVILIANS, None} if hit.unit is Unit.HOUSEHOLDS else {Group.PEOPLE, None}
        specific = (
            before.group if hit.group in loose and before.group not in {None, Group.PEOPLE} else hit.group
        )
        return Noun(
            before.first, hit.last, hit.unit, specific, hit.aside, hit.weak, f"{before.words} {hit.words}"
        )
    return hit


def _match(tokens: Sequence[Token], i: int) -> Noun | None:
    t = tokens[i]
    if t.text.endswith(("'s", "’s")):
        return None  # "the country's nine provinces": whose they are
    if t.lower in _OF_ONE and (tokens[i - 1].lower not in _ONE or _goes_on(tokens, i + 1)):
        return None  # "40 death threats", "death row"
    for size in (3, 2, 1):
        part = tokens[i : i + size]
        key = tuple(x.lower for x in part)
        if len(part) == size and key in nouns():
            unit, group, aside, weak = nouns()[key]
            return Noun(i, i + size - 1, unit, group, aside, weak, " ".join(key))
    if t.lower.endswith("-year-old") or t.lower == "aged":
        return Noun(i, i, None, None, "age", False, t.lower)
    persons, not_persons = _endings()
    if t.pos == "NOUN" and len(t.lower) > 6 and t.lower.endswith(persons) and t.lower not in not_persons:
        return Noun(i, i, Unit.PERSONS, Group.CIVILIANS, None, False, t.lower)
    if is_people(t.text) and _is_plural_people(tokens, i):
        return Noun(i, i, Unit.PERSONS, Group.CIVILIANS, None, False, t.text)
    return None


def _is_plural_people(tokens: Sequence[Token], i: int) -> bool:
    """A demonym is a noun where no noun follows it: "100 Afghans", "500 Chinese were"."""
    if tokens[i].text.endswith("s") and tokens[i].text != "Swiss":
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is None or after.pos in {"VERB", "AUX", "MODAL", "PUNCT", "SUBORD", "PREP", "CONJ"}


def _modifier(tokens: Sequence[Token], i: int, seen: int) -> bool:
    t = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if t.lower in {"a", "an", "each", "every", "per", "all"}:
        return False
    if t.lower in {"and", "or"}:
        return seen > 0 and after is not None and after.pos in {"NOUN", "ADJECTIVE", "PROPN"}
    if t.lower in _PASS or t.pos in {"ADJECTIVE", "PROPN", "DET"} or t.text in _QUOTES:
        return True
    if t.pos == "VERB":
        modifies = after is not None and after.pos in {"NOUN", "ADJECTIVE", "PROPN"} and seen < 2
        if modifies and "BASE" in t.tags and _match(tokens, i + 1) is not None:
            return True  # "border troops", "transit sites": a noun that looks like a verb
        return modifies and bool(t.tags & {"PART", "ING"}) and not t.tags & {"BASE", "S"}
    if t.pos == "PUNCT":
        return t.text == "," and seen == 1 and tokens[i - 1].pos == "ADJECTIVE"
    return t.pos in {"NOUN", "ADVERB"} and seen < 3
