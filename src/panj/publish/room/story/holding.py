"""What one telling says of who holds a place: who has it, who has it no more, whether it is denied.

Takes a development and its report; gives a `Holding`, or None where the telling says nothing of that:
fighting near a place, a plan, a doubt, a part of the place. The words lie in holding.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from panj.gazetteer.spelling import fold
from panj.model import Development, DevelopmentKind, DevelopmentStatus, Report
from panj.publish.room import words

_S = DevelopmentStatus
ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_END = (
    r"(?=[,;.:]|$|\s(?:on|in|at|after|under|by|and|without|but|when|as|from|last|this|early|late|during|since"
    r"|who|which|that)\b)"
)
_WHO = rf"(?:the\s+)?([\w'’-]+(?:\s[\w'’-]+){{0,4}}?){_END}"
_TO = re.compile(rf"\bto\s+{_WHO}")
_STATE = (
    re.compile(rf"\bin(?:to)? the hands of\s+{_WHO}", re.IGNORECASE),
    re.compile(rf"\bunder (?:the )?(?:full |complete )?(?:control|rule) of\s+{_WHO}", re.IGNORECASE),
    re.compile(rf"\b(?:controlled|held) by\s+{_WHO}", re.IGNORECASE),
    re.compile(
        r"\b(?:in|under)\s+(?:the\s+)?((?!full|complete|the\b)[\w'’-]+(?:\s[\w'’-]+)?)\s+(?:hands|control|rule)\b"
    ),
)
_OWN = re.compile(r"\A(?:that\s+)?(?:his|her|their|our|its|they|it|we)\b", re.IGNORECASE)
_NOUN = re.compile(r"([\w'’-]+)\s+(at|in|of|near|on|around|outside|along|across|for|with)\s+(?:the\s+)?\Z")
_OWNED = re.compile(r"['’]s\s+(?:border\s+)?([\w-]+)")
_REFUSED = re.compile(
    r"\b(?:a|the) (?:claim|report|account|assertion)s? (?:that |which )?(.{3,60}?) (?:has |have )?"
    r"(?:rejected|denied|disputed|dismissed|rejects|denies|disputes)\b"
)
_OTHER = r"(?:\bat|\bof|\bin|\bnear)\s+(?:the\s+)?[A-Z]"


@dataclass(frozen=True, slots=True)
class Holding:
    """What one telling says. `who` has the place; `lost` has it no more; empty where it does not say.

    `kept`: told as a state that goes on; `claimed`: a party says so of itself, or it is called a claim;
    `denied`: the telling says that it is not so.
    """

    told: Development
    who: str = ""
    lost: str = ""
    kept: bool = False
    claimed: bool = False
    denied: bool = False


@cache
def table() -> dict[str, Any]:
    """holding.toml."""
    source = resources.files("panj.publish.room.story") / "holding.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def read(d: Development, report: Report) -> Holding | None:
    """What a telling of control says; None where it says nothing of who holds its place."""
    if d.kind is not DevelopmentKind.CONTROL or d.status in (_S.PLANNED, _S.POSSIBLE):
        return None
    if d.text.split(" ", 1)[0].casefold() in table()["asks"] or not _of_its_place(d, report):
        return None
    found = _state(d) or _driven(d) or _by_trigger(d)
    if found is None or (d.status is _S.UNDER_WAY and not found.kept):
        return None
    if d.status is _S.DENIED:
        found = _turned(found)
    return replace(found, claimed=_claimed(d, found.who or found.lost, report))


def _turned(found: Holding) -> Holding:
    """A denial: who did not lose a place has it; who did not take it is denied it."""
    if found.lost and not found.who:
        return replace(found, who=found.lost, lost="", kept=True)
    return replace(found, denied=True)


def _state(d: Development) -> Holding | None:
    """ "Is in the hands of X", "is held by X", "under X control"."""
    for pattern in _STATE:
        found = pattern.search(d.text)
        if found and found[1].casefold() not in {"the", "its", "full"}:
            return Holding(d, who=_named(found[1], d), kept=not _fell(d))
    return None


def _fell(d: Development) -> bool:
    return d.trigger in {"fall", "pass", "come", "take"}


def _driven(d: Development) -> Holding | None:
    """ "Drove X out of": X has the place no more; who drove them is not said to stay."""
    by, be = "|".join(table()["drives"]), "was|were|been|being"
    active = re.search(rf"\b(?:{by})\s+(?:the\s+)?(.+?)\s+(?:out|from|back|off)\b", d.text)
    passive = re.search(rf"\A(?:the\s+)?(.+?)\s+(?:{be})\s+(?:{by})\b", d.text, re.IGNORECASE)
    found = passive or active
    return Holding(d, lost=found[1].split(" have ")[0].split(" has ")[0]) if found else None


def _by_trigger(d: Development) -> Holding | None:
    actor = next((a for a in d.actors if _acts(a, d)), "")
    rules, to = table(), _TO.search(d.text)
    if d.trigger in rules["leaves"]:
        return Holding(d, lost=actor) if actor else None
    if d.trigger in rules["gives"]:
        who = _named(to[1], d) if to else ""
        if not who and d.rules[:1] and d.rules[0] in ("control.fall_to", "control.fell", "control.fall"):
            return Holding(d, who=actor) if actor else None
        lost = actor if fold(actor) != fold(who) else ""
        return Holding(d, who=who, lost=lost) if who or lost else None
    if actor and d.trigger in rules["gains"]:
        return Holding(d, who=actor)
    return Holding(d, who=actor, kept=True) if actor and d.trigger in rules["keeps"] else None


def _acts(actor: str, d: Development) -> bool:
    """Whether one named as acting is no word of the place itself ("Control of the X crossing")."""
    own = fold(ARTICLE.sub("", d.place or ""))
    return not own or own not in fold(actor)


def _named(who: str, d: Development) -> str:
    """A name from the words, as the reader of developments wrote it where that is the same."""
    return next((a for a in d.actors if fold(who) in fold(a) or fold(a) in fold(who)), who)


def _claimed(d: Development, who: str, report: Report) -> bool:
    """Whether a party says so of itself, or the sentence calls it a claim."""
    said = d.sentence.of(report.text)
    if set(re.findall(r"\w+", said.casefold())) & set(table()["claims"]):
        return True
    if "status.hedged" in d.rules:
        return True
    return bool(d.speaker) and (bool(_OWN.search(d.text)) or _party(d.speaker or "", who))


def refused_by(d: Development, report: Report) -> str:
    """Who denies a telling in its own sentence: "a claim that the army rejected"; empty where nobody does."""
    found = _REFUSED.search(d.sentence.of(report.text))
    return found[1] if found else ""


def _party(speaker: str, who: str) -> bool:
    """Whether a speaker is of the side of whoever is said to hold."""
    a, b = _key(speaker), _key(who)
    return bool(a & b) or any(a & _stems(side) and b <= _stems(side) for side in table()["sides"])


def same(one: str, other: str) -> bool:
    """Whether two names may be of one holder: a word in common, or words of one side that name nobody.

    "The insurgents" may be whoever is named, but for those who stand for a state.
    """
    a, b = _key(one), _key(other)
    if not a or not b or a & b:
        return bool(a & b)
    state, others = (_stems(side) for side in table()["sides"])
    if (a <= state and b <= state) or (a <= others and b <= others):
        return True
    return (a <= others and not b & state) or (b <= others and not a & state)


def _stems(side: list[str]) -> frozenset[str]:
    return frozenset(_stem(w) for w in side)


def _key(name: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in re.findall(r"\w+", fold(name)) if w not in table()["bare"])


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _of_its_place(d: Development, report: Report) -> bool:
    """Whether the telling is of the place itself: not of posts in it, a hall of it, or another place."""
    own = ARTICLE.sub("", d.place or "")
    at = fold(d.text).find(fold(own))
    if at < 0 or not own:
        return _meant(d, own, report)
    at = d.text.find(own)
    if at < 0:
        return True
    before, after = _NOUN.search(d.text[:at]), _OWNED.match(d.text[at + len(own) :])
    return _whole(before) and (after is None or _place_word(after[1]))


def _whole(before: re.Match[str] | None) -> bool:
    """ "The crossing at X", "the town of X", "control of X"; not "posts in X", "the airport at X"."""
    return before is None or _place_word(before[1]) or before[1].casefold() in table()["of"]


def _place_word(word: str) -> bool:
    return word.casefold() in {*table()["areas"], *words.labels()["crossings"]["words"]}


def _meant(d: Development, own: str, report: Report) -> bool:
    """A telling that does not name its place: "it", "the crossing", with no other place named since."""
    pointing = {"it", *table()["areas"], *words.labels()["crossings"]["words"]}
    if not own or not pointing & set(re.findall(r"\w+", d.text.casefold())):
        return False
    at = report.text.rfind(own, 0, d.end)
    nouns = "|".join(words.labels()["crossings"]["words"])
    between = report.text[at + len(own) : d.start] if at >= 0 else report.text
    return at >= 0 and not re.search(rf"(?:{_OTHER}|[A-Z]\w+\s+(?:{nouns})\b)", between + " " + d.text)
