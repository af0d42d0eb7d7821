"""Finds names of places in running text and settles which place each one means.

Takes a report's text and its countries; gives mentions with offsets. The longest name wins; common words,
persons and organisations are told apart by the words around them (mentions.toml).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from panj.gazetteer.kinds import kinds_after
from panj.gazetteer.rank import Found, Ranked, decide
from panj.gazetteer.record import Record
from panj.gazetteer.spelling import fold
from panj.gazetteer.tokens import Token, tokens
from panj.gazetteer.wording import is_headline, may_be_name, same_words, words
from panj.model import Place

LONGEST = 6  # words in a name
FAIR = 4.3  # weight of a town of twenty thousand
WELL_KNOWN = 5.5  # weight from which a place is taken for itself even beside another capitalised word
_BESIDE = re.compile(r"(?:, |\s*\(|,? in (?:the )?(?:\w+ ){0,2}|,? (?:a|the) \w+ (?:of|in) )\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in a text: `text[start:end]` is `name`.

    `place` is None where the name is a place's but the context does not settle which.
    """

    start: int
    end: int
    name: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Span:
    """Words that are some place's name: where, what the index has, and what stands around them."""

    first: int
    last: int
    start: int
    end: int
    name: str
    found: tuple[Found, ...]
    is_word: bool
    hinted: str


class Index(Protocol):
    """What the scanner needs of a gazetteer."""

    def spelt(self, name: str, countries: tuple[str, ...]) -> tuple[tuple[Found, ...], bool]:
        """Places of that spelling, and whether it is an English word."""

    def ranked(
        self,
        name: str,
        countries: tuple[str, ...],
        near: Sequence[Record] = (),
        kinds: tuple[str, ...] = (),
        around: Sequence[Record] = (),
    ) -> list[Ranked]:
        """Places of a name in context."""

    def country_of_demonym(self, word: str) -> str | None:
        """The country of a word for its people."""


_KNOWN = 4.0  # weight of a namesake that can be meant: a town, not a hamlet
_WORDS_OF_PEOPLE = 3  # "Papua New Guinean"
# A text is gone through for its countries, and again for its places.
_words_of = lru_cache(maxsize=4)(tokens)


class Scanner:
    """Reads texts with one gazetteer."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def mentions(self, text: str, start: int, end: int, countries: tuple[str, ...]) -> list[Mention]:
        """The mentions of `text[start:end]`; countries are read from the whole text where none are given."""
        context = countries or self.context(text)
        spans = self._spans(text, start, end, context)
        first = [self._settle(span, context, (), ()) for span in spans]
        around = [r for r in first if r is not None and r.place.kind not in ("country", "region")]
        settled = []
        for number, span in enumerate(spans):
            near = self._beside(text, spans, first, number)
            own = first[number]
            if own is not None and own.place.kind in ("country", "admin1"):
                # A list of states, and not a town in the next one: "Michigan, Wyoming and Ohio".
                near = [r for r in near if r.place.kind not in ("country", "admin1")]
            others = [r for r in around if r is not first[number]]
            settled.append(self._settle(span, context, near, others[:40]))
        return [
            Mention(span.start, span.end, span.name, record.place if record else None)
            for span, record in zip(spans, settled, strict=True)
            if record is not None or self._is_open(span)
        ]

    def context(self, text: str) -> tuple[str, ...]:
        """The countries that a text speaks of, the most spoken of first."""
        counts: dict[str, float] = defaultdict(float)
        for start, country in self._peoples(text):
            counts[country] += 2 if start < 300 else 1
        spans = self._spans(text, 0, len(text), ())
        named = frozenset((*counts, *(country for span in spans for country in _nations(span))))
        for span in spans:
            for country, weight in _votes(span, named):
                counts[country] += weight * (2 if span.start < 300 else 1)
        least = max(1.0, sum(counts.values()) / 50)
        order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(country for country, count in order if count >= least)

    def _peoples(self, text: str) -> Iterator[tuple[int, str]]:
        """Offset and country of each word for a people, the longest at each point: "South Sudanese"."""
        words, after = _words_of(text, 0, len(text)), 0
        for n, token in enumerate(words):
            if n < after or not token.is_name_like:
                continue
            for size in range(_WORDS_OF_PEOPLE, 0, -1):
                said = words[n : n + size]
                if size > 1 and not all(w.joined and w.is_name_like for w in said[1:]):
                    continue
                country = self._index.country_of_demonym(text[token.start : said[-1].end])
                if country:
                    yield token.start, country
                    after = n + size
                    break

    def _settle(
        self, span: _Span, context: tuple[str, ...], near: Sequence[Record], around: Sequence[Record]
    ) -> Record | None:
        name = f"{span.name} {span.hinted}" if span.hinted else span.name
        ranked = self._index.ranked(name, context, near, (), around)
        own = {f.record.place.code for f in span.found}
        if span.hinted:  # the word for its kind may be part of a place's own name
            own |= {f.record.place.code for f in self._index.spelt(name, context)[0]}
        ranked = [r for r in ranked if r.record.place.code in own] if own else []
        best = decide(ranked, countries=context)
        return best.record if best and self._fits(span, best) else None

    def _fits(self, span: _Span, best: Ranked) -> bool:
        """Whether a common word is meant as the place: only a fair one, or one whose parent stands by."""
        if not span.is_word or best.record.place.kind == "country":
            return True
        return best.record.weight >= 4 or any(why.startswith("in ") for why in best.reasons)

    def _is_open(self, span: _Span) -> bool:
        """Whether an unsettled name is worth telling: it has a word for its kind, or is weighty."""
        if span.hinted:
            return True
        if span.is_word or not span.found:
            return False
        return any(f.record.weight >= 5 and f.match != "variant" for f in span.found)

    def _beside(self, text: str, spans: list[_Span], first: list[Record | None], number: int) -> list[Record]:
        near = []
        if number + 1 < len(spans) and (after := first[number + 1]) is not None:
            between = text[spans[number].end : spans[number + 1].start]
            if _BESIDE.match(between) or _BESIDE.match(between.removeprefix(" " + spans[number].hinted)):
                near.append(after)
        if number and (before := first[number - 1]) is not None:
            between = text[spans[number - 1].end : spans[number].start]
            if re.fullmatch(r"['’]s (?:\w+ )?|: ", between):
                near.append(before)
        return near

    def _spans(self, text: str, start: int, end: int, context: tuple[str, ...]) -> list[_Span]:
        line = _words_of(text, start, end)
        people = self._people(text, line, context)
        found: list[_Span] = []
        at = 0
        while at < len(line):
            span = self._span_at(text, line, at, context) if line[at].is_name_like else None
            if span is not None and not self._is_other(line, span, people):
                found.append(span)
                at = span.last + 1
            else:
                at += 1
        return found

    def _span_at(self, text: str, line: list[Token], at: int, context: tuple[str, ...]) -> _Span | None:
        last = at
        ends = [at]
        while last + 1 < len(line) and last - at < LONGEST - 1 and line[last + 1].linked:
            last += 1
            token = line[last]
            if token.is_name_like or token.text.isdigit():
                ends.append(last)
            elif token.low not in words("inside"):
                break
        for stop in reversed(ends):
            name = text[line[at].start : line[stop].end]
            if stop == at and not may_be_name(line[at]):
                continue
            found, is_word = self._index.spelt(name, context)
            if stop > at:
                found = tuple(f for f in found if f.match != "variant" or same_words(name, f.record))
                is_word = False
            if found:
                return self._trim(
                    _Span(at, stop, line[at].start, line[stop].end, name, found, is_word, ""), line
                )
        return self._unknown(line, at)

    def _trim(self, span: _Span, line: list[Token]) -> _Span:
        """Notes the word for a kind that follows: "Badakhshan Province", "Hamdoni district"."""
        after = line[span.last + 1] if span.last + 1 < len(line) else None
        if after is not None and after.joined and kinds_after(after.text):
            return replace(span, hinted=after.text)
        return span

    def _unknown(self, line: list[Token], at: int) -> _Span | None:
        """A name that the index lacks but that its next word calls a place: "Zarbulak village"."""
        token, after = line[at], line[at + 1] if at + 1 < len(line) else None
        if after is None or not after.joined or after.low not in words("calls"):
            return None
        if token.opens or token.low in words("never") or self._index.country_of_demonym(token.text):
            return None
        if token.text.isupper() or not token.text.isalpha() or self._index.spelt(token.text, ())[1]:
            return None
        return _Span(at, at, token.start, token.end, token.text, (), False, after.text)

    def _people(self, text: str, line: list[Token], context: tuple[str, ...]) -> set[str]:
        """Folded words that the text uses as parts of other names: Javed in "Ahmad Javed".

        Two capitalised words side by side, neither of which calls for a place nor is a well-known one,
        and which are no place's name together; headlines in capitals throughout say nothing.
        """
        found: set[str] = set()
        for at in range(len(line) - 1):
            first, second = line[at], line[at + 1]
            if not (first.is_name_like and second.is_name_like and second.joined) or second.text.isupper():
                continue
            if self._is_place_word(first) or self._is_place_word(second):
                continue
            if first.low in words("given"):
                found.update((fold(first.text), fold(second.text)))
            if is_headline(line, at) or self._index.spelt(text[first.start : second.end], context)[0]:
                continue
            found.update(fold(t.text) for t in (first, second) if not self._is_known(t, context))
        return found

    def _is_known(self, token: Token, context: tuple[str, ...]) -> bool:
        """Whether a word is a well-known place, or a fair one in the report's countries."""
        if token.low in words("person_or_place"):
            return False
        named = (f.record for f in self._index.spelt(token.text, context)[0] if f.match != "variant")
        return any(
            r.weight >= (FAIR if set(r.countries) & set(context) else WELL_KNOWN)  # fair ones at home only
            for r in named
        )

    def _is_place_word(self, token: Token) -> bool:
        """Words that stand before a place's name without making it a person's."""
        low = token.low
        if low in words("locative") or low in words("never") or kinds_after(low):
            return True
        return bool(self._index.country_of_demonym(token.text))

    def _is_other(self, line: list[Token], span: _Span, people: set[str]) -> bool:
        """Whether the words are rather a person, an organisation or plain words."""
        before = line[span.first - 1] if span.first else None
        after = line[span.last + 1] if span.last + 1 < len(line) else None
        at_place = before is not None and before.low in words("locative") and not before.is_name_like
        if after is not None and after.joined and after.is_name_like and after.low in words("organisation"):
            return True
        if span.last > span.first:
            return (
                before is not None
                and line[span.first].joined
                and before.low in words("title")
                and before.is_name_like
            )
        token = line[span.first]
        is_nation = any(f.record.place.kind == "country" and f.match != "variant" for f in span.found)
        doubtful = not is_nation or token.low in words("person_or_place")
        if doubtful and token.joined and before is not None and before.low in words("title"):
            return True
        if doubtful and not at_place and fold(token.text) in people:
            return True
        if span.is_word and not is_nation and not at_place and not span.hinted:
            return not (after is not None and not after.joined and after.is_name_like and not token.opens)
        return False


def _nations(span: _Span) -> list[str]:
    """The country that a span names; none where it names another place."""
    nations = [f for f in span.found if f.record.place.kind == "country" and f.match != "variant"]
    return [max(nations, key=lambda f: f.record.weight).record.place.code] if nations else []


def _votes(span: _Span, named: frozenset[str]) -> list[tuple[str, float]]:
    """The country that a span speaks for: a country's name fully, a well-known place half.

    A namesake in a country that the text names itself takes the vote from the weightier one elsewhere:
    "Palma" in a report on Mozambique says nothing of Spain.
    """
    nations = _nations(span)
    if nations:
        return [(nations[0], 1.0)]
    if span.is_word or not span.found:
        return []
    strongest = sorted((f for f in span.found if f.match != "variant"), key=lambda f: -f.record.weight)
    own = [f for f in strongest if f.record.place.country in named and f.record.weight >= _KNOWN]
    if own and strongest[0].record.place.country not in named:
        return [(own[0].record.place.country or "", 0.5)]
    if not strongest or strongest[0].record.weight < 4.8 or not strongest[0].record.place.country:
        return []
    country = strongest[0].record.place.country
    rival = next((f for f in strongest if f.record.place.country != country), None)
    if rival is not None and strongest[0].record.weight - rival.record.weight < 1.0:
        return []
    return [(country, 0.5)]
