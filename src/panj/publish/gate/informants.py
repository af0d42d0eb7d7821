"""Names of persons as a report brings them in: by what they say, by their kin, by what they went through.

Takes a text and the speakers that were read in it; gives spans of names that are no body's. Whether their
bearers hold an office is `bearers`' to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

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
    for led, patterns in _patterns():
        for match in (m for p in patterns for m in p.finditer(text)):
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


@cache
def _patterns() -> tuple[tuple[bool, tuple[re.Pattern[str], ...]], ...]:
    """Patterns of names; True with those before which a preposition does not matter."""
    table = {key: _choice(words) for key, words in rules()["informants"].items()}
    stop = rf"(?=\W*(?:\Z|\n|[,.;:!?)“”\"'’—–]|\b(?:{table['after']})\b))"
    verb = r"(?!displaced|retired)\w+ed\b"
    noun = rf"(?:(?:the|an?|one|her|his|their) )?(?:(?!(?:{table['led']})\b|{verb})[a-z][\w-]* ){{0,4}}?"
    honour = rf"(?:(?:{table['honours']}) )?"
    name, other, kin = rf"(?P<name>{NAME})", rf"(?P<other>{NAME})", table["kin"]
    long = rf"(?P<name>{PART} (?:(?:{JOINS}) )?{PART}(?: {PART})?)"
    own = r"(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|['’]s) (?:[a-z]+[ -]){0,3}"
    some = r"(?:(?:also|then|later|has|had|have|still) )?"
    after = (
        rf"\b(?:{table['inverted']}) {noun}{honour}{name}(?: and {honour}{other})?{stop}",
        rf"\b(?i:{table['by']}) {noun}{honour}{name}{stop}",
        rf"(?<![\w.])(?:{table['honours']}) {name}",
        rf"\b{own}(?:{kin}|child|boy|girl|friend),? {name}",
    )
    before = (
        rf"{name}(?: and {honour}{other})?{_CLOSING}? {some}(?:{table['said']})\b",
        rf"{long}(?: and {honour}{other})?{_CLOSING}? {some}(?:{table['stated']})\b",
        rf"{name}, who\b",
        rf"{long} who\b",
        rf"{name}(?:['’]s|(?<=['’]s)) (?:\w+ )?(?:{kin})\b",
        rf"{name}, whose (?:{kin}|family|house|home|village|street|children|parents)\b",
        rf"{long} (?:[a-z]+ ){{1,2}}(?:his|her) (?:own )?[a-z]",
        rf"{long} (?:and (?:his|her) |(?:had |has )?(?:{table['flee']})\b)",
    )
    return (True, tuple(map(re.compile, after))), (False, tuple(map(re.compile, before)))


def _choice(terms: list[str]) -> str:
    return "|".join(re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
