"""What happened: the words of rules/frames.toml found in a sentence, and which of them a figure belongs to.

Tokens in; `Hit`s out; `fit` says how well a hit and a figure go together, which is how a measure is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from panj.claims.tables import table
from panj.errors import ClaimError
from panj.language import Token, cost, forms
from panj.model import PEOPLE, Group, Measure, Unit

_GAP = 13
_IN_NOUN = 0.5  # "1,200 evacuees": the noun says what they are, a verb beside it what is told of them
_ROLES = {"subject", "object", "after", "before", "any"}
_BE = {"be", "am", "is", "are", "was", "were", "been", "being", "get", "got", "gets", "getting"}
_COUNTING = {
    "bring",
    "brings",
    "bringing",
    "brought",
    "take",
    "takes",
    "taking",
    "took",
    "raising",
    "raised",
    "pushing",
    "pushed",
}
_REACH = {"reach", "reaches", "reached", "reaching"}  # "has reached 300": a count, not an arrival
_BIG = {"million", "thousand", "hundred", "millions", "thousands", "hundreds", "lakh", "crore", "dozen"}
_HAVE = {"has", "have", "had", "having"}
_COUNTED = {
    "people",
    "persons",
    "families",
    "residents",
    "households",
    "civilians",
    "children",
    "women",
    "population",
    "individuals",
    "person",
    "family",
    "citizens",
    "nationals",
    "refugees",
    "students",
    "men",
}
_ADJUNCTS = {
    "by",
    "in",
    "from",
    "to",
    "on",
    "since",
    "at",
    "into",
    "during",
    "within",
    "across",
    "after",
    "when",
    "under",
    "near",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of frames.toml: name, measure, whom its verb counts, units it takes, how strongly it speaks."""

    name: str
    measure: Measure
    role: str
    weight: float
    units: frozenset[Unit]
    groups: tuple[Group, ...]
    needs: frozenset[str]
    needs_share: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame's words in a sentence: tokens [first, last], voice (active, passive, open, none), tags."""

    frame: Frame
    first: int
    last: int
    voice: str
    tags: frozenset[str]
    gapped: bool = False  # other words stand within it: "left 36 dead"
    size: int = 1  # words of the pattern that was found


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of a phrase, the first inflected where it is a verb."""

    words: tuple[str, ...]  # "…" is a gap; the first word is already a form
    frame: Frame
    verb: bool
    tags: frozenset[str]


def expand(phrase: str) -> list[tuple[str, ...]]:
    """The word sequences of a phrase with (a|b) choices.

    >>> expand("go (home|back)")
    [('go', 'home'), ('go', 'back')]
    """
    match = re.search(r"\(([^()]*)\)", phrase)
    if not match:
        return [tuple(phrase.split())]
    return [
        words
        for choice in match.group(1).split("|")
        for words in expand(f"{phrase[: match.start()]}{choice}{phrase[match.end() :]}")
    ]


@cache
def frames() -> tuple[Frame, ...]:
    """The frames in the order of the file.

    Raises:
        ClaimError: C001, for an unknown role, measure, unit or group.
    """
    return tuple(_frame(row) for row in table("frames")["frame"])


def _frame(row: dict[str, Any]) -> Frame:
    try:
        if row["role"] not in _ROLES:
            raise ValueError(f"role {row['role']!r}")
        return Frame(
            row["name"], Measure(row["measure"]), row["role"], float(row["weight"]),
            frozenset(map(Unit, row.get("units", PEOPLE))), tuple(map(Group, row.get("groups", ()))),
            frozenset(row.get("needs", ())), frozenset(row.get("needs_share", ())),
        )  # fmt: skip
    except (KeyError, ValueError) as fault:
        raise ClaimError("C001", "rules/frames.toml", detail=f"{row.get('name', '?')}: {fault}") from None


@cache
def patterns() -> dict[str, list[Pattern]]:
    """First word, as inflected → the patterns that begin with it, the longest first."""
    found: dict[str, list[Pattern]] = {}
    for frame, row in zip(frames(), table("frames")["frame"], strict=True):
        for phrase in row.get("phrases", ()):
            for words in expand(phrase):
                by_form: dict[str, set[str]] = {}
                for form, tag in forms(words[0]) if words[0] != "be" else ():
                    by_form.setdefault(form, set()).add(tag)
                for form, tags in by_form.items():
                    found.setdefault(form, []).append(
                        Pattern((form, *words[1:]), frame, True, frozenset(tags))
                    )
        for phrase in row.get("literal", ()):
            words = tuple(phrase.lower().split())
            found.setdefault(words[0], []).append(Pattern(words, frame, False, frozenset()))
    for rows in found.values():
        rows.sort(key=lambda p: -len(p.words))
    return found


def hits(tokens: Sequence[Token]) -> list[Hit]:
    """Every frame found in a sentence; of one frame at one place only the longest words."""
    words = [t.lower for t in tokens]
    every, known = frozenset(words), patterns()
    found: list[Hit] = []
    for i, word in enumerate(words):
        rows = known.get(word)
        if rows is None:
            continue
        taken: set[str] = set()
        after = words[i + 1] if i + 1 < len(words) else ""
        for pattern in rows:
            if len(pattern.words) > 1 and pattern.words[1] != after and pattern.words[1] != "…":
                continue
            if pattern.frame.name in taken:
                continue
            last = _matches(pattern.words, words, tokens, i)
            if last is None or (pattern.verb and _is_noun(tokens, i, pattern.tags)):
                continue
            if _of_total(words, i, last, pattern) or _adjective(tokens, i, last, pattern):
                continue
            if pattern.frame.needs and not pattern.frame.needs & every:
                continue
            taken.add(pattern.frame.name)
            voice = _voice(tokens, i, pattern.tags) if pattern.verb else "none"
            gapped = "…" in pattern.words
            size = sum(w != "…" for w in pattern.words)
            found.append(Hit(pattern.frame, i, last, voice, pattern.tags, gapped, size))
    return found


def _adjective(tokens: Sequence[Token], first: int, last: int, pattern: Pattern) -> bool:
    """ "120 wounded people", "1.4 million registered refugees": what they are like, not what happened to them."""  # noqa: E501
    after = tokens[last + 1 : last + 4]
    people = next((n for n, t in enumerate(after) if t.lower in _COUNTED), None)
    if first != last or people is None or any(t.pos in {"PREP", "PUNCT", "DET"} for t in after[:people]):
        return False
    if not pattern.verb:
        return tokens[first].lower in {"wounded", "injured", "displaced"}
    before = tokens[first - 1] if first else None
    counted = before is not None and (
        before.pos in {"NUM", "DET"} or before.lower in {"million", "thousand", "hundred"}
    )
    return counted and "PART" in pattern.tags


def _of_total(words: list[str], first: int, last: int, pattern: Pattern) -> bool:
    """ "Bringing the total to 1,600" moves nobody, "coming from the north" says where from, not that they came."""  # noqa: E501
    if (
        set(words[first : last + 3]) & {"total", "toll", "tally", "count", "number", "figure"}
        and words[first] in _COUNTING
    ):
        return True
    if pattern.words[0] in _REACH and len(pattern.words) == 1:
        return any(w[:1].isdigit() or w in _BIG for w in words[last + 1 : last + 5])
    return pattern.words[-1] == "come" and words[last + 1 : last + 2] == ["from"]


def _matches(pattern: tuple[str, ...], words: list[str], tokens: Sequence[Token], at: int) -> int | None:
    i = at
    for n, want in enumerate(pattern):
        if want == "…":
            following = pattern[n + 1]
            for skip in range(_GAP):
                j = i + skip
                if (
                    j >= len(words)
                    or tokens[j].pos == "PUNCT"
                    or (tokens[j].pos == "SUBORD" and words[j] != "than")
                ):
                    return None
                up_to = following == "to" and words[j - 1] == "up"  # "take up to 800" goes nowhere
                if words[j] == following and not up_to:
                    i = j
                    break
            else:
                return None
            continue
        if i >= len(words) or words[i] != want:
            return None
        i += 1
    return i - 1


def _is_noun(tokens: Sequence[Token], i: int, tags: frozenset[str]) -> bool:
    """ "The need", "a claim", "its return": a noun that looks like a verb."""
    before = tokens[i - 1] if i else None
    if before is None:
        return False
    if tags & {"BASE", "S"} and not tags & {"PAST"}:
        if before.pos in {"DET", "ADJECTIVE"} and before.lower not in {
            "all",
            "both",
            "some",
            "half",
            "more",
            "that",
            "many",
            "others",
            "few",
        }:
            return True
        return before.pos == "PREP" and before.lower != "to"
    if (
        "PART" in tags
        and i + 1 < len(tokens)
        and tokens[i + 1].lower in _COUNTED
        and before.lower not in _BE | _HAVE
    ):
        return True  # "displaced people", "the displaced families": an adjective
    if tags == {"ING"}:
        return (
            before.lower in {"the", "of", "a", "this"}
            and i + 1 < len(tokens)
            and tokens[i + 1].lower in {"of", "in"}
        )
    return False


def _voice(tokens: Sequence[Token], i: int, tags: frozenset[str]) -> str:
    if not tags & {"PART", "PAST"} or tags & {"BASE"}:
        return "active"
    j = i - 1
    while j >= 0 and i - j <= 5:
        low = tokens[j].lower
        if low in _BE and not (low == "am" and j and tokens[j - 1].pos == "NUM"):
            return "passive" if "PART" in tags else "active"
        if low in _HAVE:
            return "active"
        if (
            tokens[j].pos not in {"ADVERB", "CONJ"}
            and low not in {"to", "not", "since", "forcibly", "either"}
            and not (tokens[j].pos == "VERB" and tokens[j].tags & {"PART"} and tokens[i - 1].pos == "CONJ")
        ):
            break
        j -= 1
    return "open" if "PART" in tags else "active"


def fit(
    hit: Hit, tokens: Sequence[Token], first: int, last: int, unit: Unit | None, group: Group | None
) -> float | None:
    """How well a figure at tokens [first, last] is what a hit counts; None where it cannot be."""
    if not allowed(hit.frame, tokens, unit, group):
        return None
    before = last < hit.first
    inside = hit.first <= last and first <= hit.last
    if inside and hit.frame.role == "after" and hit.first < first:
        return hit.frame.weight + 0.15  # "cope with a maximum of": the words end in the figure's hedge
    if inside and not (hit.first < first and last < hit.last):
        if "PART" in hit.tags and hit.last == last:
            return hit.frame.weight - 0.5  # "two million displaced"
        plain = hit.frame.role in {"any", "before", "subject", "object"} and not hit.tags
        less = 0.1 if hit.frame.role == "before" else _IN_NOUN
        return hit.frame.weight - less if plain else None
    gap = 0 if inside else (hit.first - last - 1 if before else first - hit.last - 1)
    side = _side(hit, tokens, before=before and not inside, gap=gap)
    if side is None:
        return None
    if hit.gapped and not before and not inside and hit.frame.role != "after":
        side += 1.5
    between = 0.0 if inside else cost(tokens, last if before else hit.last, hit.first if before else first)
    loose = 0.6 if unit is None else 0.0
    longer = 0.15 * (hit.last - hit.first) if hit.last - hit.first < 4 else 0.3
    return hit.frame.weight + longer - side - 0.08 * gap - 0.45 * between - loose


def allowed(frame: Frame, tokens: Sequence[Token], unit: Unit | None, group: Group | None) -> bool:
    """Whether a frame counts such a unit and group."""
    if unit is Unit.SHARE:
        if frame.needs_share:
            return any(t.lower in frame.needs_share for t in tokens)
        return Unit.PERSONS in frame.units or Unit.SHARE in frame.units
    if unit is not None and unit not in frame.units:
        return False
    if unit is None and Unit.PERSONS not in frame.units:
        return False
    return not (frame.groups and group is not None and unit is Unit.PERSONS and group not in frame.groups)


def _side(hit: Hit, tokens: Sequence[Token], *, before: bool, gap: int) -> float | None:
    """The price of a figure standing on the side of the words where it usually does not."""
    role = hit.frame.role
    if role == "any":
        return 0.0
    if role == "after":
        return 0.0 if not before and gap <= 5 else None
    if role == "before":
        joined = any(t.pos == "CONJ" for t in tokens[max(0, hit.first - gap) : hit.first])
        return 0.0 if before and gap <= 2 and not joined else None
    if role == "subject":
        return (1.2 if hit.voice == "passive" else 0.0) if before else 2.2
    return _object_side(hit, tokens, before=before, gap=gap)


def _object_side(hit: Hit, tokens: Sequence[Token], *, before: bool, gap: int) -> float:
    adjunct = hit.last + 1 < len(tokens) and tokens[hit.last + 1].lower in _ADJUNCTS
    if hit.voice == "passive":
        return 0.0 if before else 2.2
    if hit.voice == "active":
        if before:
            return 1.8
        return 0.6 if adjunct and len(hit.frame.name) else 0.0
    if hit.voice == "open":
        if before:
            return 0.2 if gap <= 3 else 1.2
        return 1.6 if adjunct and hit.first == hit.last else 0.1
    return 0.0 if gap <= 4 else 0.4


def ranked(
    candidates: Sequence[Hit],
    tokens: Sequence[Token],
    first: int,
    last: int,
    unit: Unit | None,
    group: Group | None,
) -> Iterator[tuple[float, Hit]]:
    """The hits that a figure may belong to, the best first; equal ones in the order of the text."""
    scored = [(s, h) for h in candidates if (s := fit(h, tokens, first, last, unit, group)) is not None]
    yield from sorted(scored, key=lambda pair: (-pair[0], pair[1].first, pair[1].frame.name))
