"""Names of persons as a report brings them in: by what they say, by their kin, by what they went through.

Takes a text and the speakers that were read in it; gives spans of names that are no body's. Whether their
bearers hold an office is `bearers`' to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from panj.publish.gate.anchors import Anchors, anchors_of, openings
from panj.publish.gate.rules import rules
from panj.publish.gate.runs import JOINS, NAME, PART, UPPER, is_body, is_called_body, trimmed

_CLOSING = r"(?:, [^,.;:!?\n“”\"]{1,90},|,? \d{1,2},)"  # what is told of somebody before the verb of saying
_LED = re.compile(
    r"(?:\A|[\s(“\"'‘—–-])"
    r"(?:of|in|at|from|near|for|with|to|on|the|into|via|by|around|between|outside|towards?) \Z",
    re.IGNORECASE,
)


def informants(text: str, speakers: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where somebody is named who speaks, or of whom is told what is told of persons alone; each span once.

    Args:
        text: of a report.
        speakers: as they were read in it.
    """
    seen: set[tuple[int, int]] = set()
    for span in (*_told(text), *_read(text, speakers)):
        start, end = trimmed(text, *span)
        if start >= end or (start, end) in seen or is_body(text[start:end]):
            continue
        seen.add((start, end))
        alone = " " not in text[start:end] and _opens(text, start)
        if not (alone and _is_common(text, text[start:end])) and not is_called_body(text, start, end):
            yield start, end


def _told(text: str) -> Iterator[tuple[int, int]]:
    """Names in the places where persons' names stand."""
    here = anchors_of(text)
    for led, patterns in ((True, _after()), (False, _before())):
        for match in (m for p in patterns for m in p.of(here)):
            if led or not _LED.search(text[max(0, match.start("name") - 12) : match.start("name")]):
                yield match.span("name")
            if match.groupdict().get("other"):
                yield match.span("other")


def _read(text: str, speakers: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The names that speakers were read to have, where they stand first."""
    for speaker in dict.fromkeys(speakers):
        for match in _ENDING.finditer(speaker):
            if not _LED.search(speaker[: match.start("name")]):
                there = re.search(rf"(?<!\w){re.escape(match['name'])}(?! [{UPPER}])\b", text)
                if there is not None and " " in match["name"]:  # bodies of one word are countless
                    yield there.span()


_ENDING = re.compile(rf"(?P<name>{NAME})(?=,|\Z)")


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a sentence, where any word has a capital."""
    return bool(re.search(r"(?:\A|[.!?:\n•*]\s*[“\"'‘(]*|[“\"])\Z", text[max(0, start - 6) : start]))


def _is_common(text: str, word: str) -> bool:
    """Whether a capitalised word is a noun for those who speak: in small letters elsewhere, or many."""
    low = re.escape(word.lower())
    return word.endswith(("s", "men", "people")) or bool(re.search(rf"\b{low}\b", text))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern of names, and how its words open: it begins with one of these, or with a name before one."""

    pattern: re.Pattern[str]
    openings: frozenset[str]
    leads: bool

    def of(self, here: Anchors) -> Iterator[re.Match[str]]:
        """Its matches in a text."""
        if not here.has(self.openings):
            return iter(())
        return here.matches(self.pattern, self._starts(here) if self.leads else None)

    def _starts(self, here: Anchors) -> list[int]:
        """Where its words stand; of a possessive its apostrophe."""
        found = here.at(self.openings - {"s"})
        if "s" in self.openings:
            found += [at - 1 for at in here.at("s") if at and here.text[at - 1] in "'’"]
        return sorted(found)


@cache
def _after() -> tuple[_Pattern, ...]:
    """Names behind words; before these a preposition does not matter."""
    lists, table = rules()["informants"], _choices()
    stop = rf"(?=\W*(?:\Z|\n|[,.;:!?)“”\"'’—–]|\b(?:{table['after']})\b))"
    verb = r"(?!displaced|retired)\w+ed\b"
    noun = rf"(?:(?:the|an?|one|her|his|their) )?(?:(?!(?:{table['led']})\b|{verb})[a-z][\w-]* ){{0,4}}?"
    honour = rf"(?:(?:{table['honours']}) )?"
    name, other, kin = rf"(?P<name>{NAME})", rf"(?P<other>{NAME})", table["kin"]
    own = r"(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|['’]s) (?:[a-z]+[ -]){0,3}"
    found = (
        (
            rf"\b(?:{table['inverted']}) {noun}{honour}{name}(?: and {honour}{other})?{stop}",
            lists["inverted"],
        ),
        (rf"\b(?i:{table['by']}) {noun}{honour}{name}{stop}", lists["by"]),
        (rf"(?<![\w.])(?:{table['honours']}) {name}", lists["honours"]),
        (rf"\b{own}(?:{kin}|child|boy|girl|friend),? {name}", ("his", "her", "their", "my", "our", "s")),
    )
    return tuple(_Pattern(re.compile(p), openings(words), leads=True) for p, words in found)


@cache
def _before() -> tuple[_Pattern, ...]:
    """Names before words."""
    lists, table = rules()["informants"], _choices()
    honour, kin = rf"(?:(?:{table['honours']}) )?", table["kin"]
    name, other = rf"(?P<name>{NAME})", rf"(?P<other>{NAME})"
    long = rf"(?P<name>{PART} (?:(?:{JOINS}) )?{PART}(?: {PART})?)"
    some = r"(?:(?:also|then|later|has|had|have|still) )?"
    homes = ("family", "house", "home", "village", "street", "children", "parents")
    found = (
        (rf"{name}(?: and {honour}{other})?{_CLOSING}? {some}(?:{table['said']})\b", lists["said"]),
        (rf"{long}(?: and {honour}{other})?{_CLOSING}? {some}(?:{table['stated']})\b", lists["stated"]),
        (rf"{name}, who\b", ("who",)),
        (rf"{long} who\b", ("who",)),
        (rf"{name}(?:['’]s|(?<=['’]s)) (?:\w+ )?(?:{kin})\b", lists["kin"]),
        (rf"{name}, whose (?:{kin}|{'|'.join(homes)})\b", ("whose",)),
        (rf"{long} (?:[a-z]+ ){{1,2}}(?:his|her) (?:own )?[a-z]", ("his", "her")),
        (rf"{long} (?:and (?:his|her) |(?:had |has )?(?:{table['flee']})\b)", ("his", "her", *lists["flee"])),
    )
    return tuple(_Pattern(re.compile(p), openings(words), leads=False) for p, words in found)


@cache
def _choices() -> dict[str, str]:
    return {key: _choice(words) for key, words in rules()["informants"].items()}


def _choice(terms: list[str]) -> str:
    return "|".join(re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
