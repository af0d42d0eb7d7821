"""What a report said so far, sentence by sentence: places, speakers, sections.

Takes sentences in their order; gives the `Ground` on which each is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from panj.claims.clauses.quotations import heard
from panj.claims.clauses.sayings import sayings
from panj.claims.clauses.sources import label
from panj.claims.developments.ground import Ground
from panj.claims.developments.placing import heading, unknown_letters
from panj.claims.developments.sifting import SOFT
from panj.claims.draft import Sentence, paragraphs
from panj.claims.mentions.naming import is_person
from panj.claims.mentions.places import Mention
from panj.claims.routes.setting import Setting
from panj.language.trees import Syntax, syntax
from panj.model import BlockKind, Development, DevelopmentStatus, Report, Span

_SECTION = 3  # paragraphs below the name of a place that heads them
_TAKEN = frozenset(
    {
        "control.seize",
        "control.take",
        "control.of",
        "control.offensive",
        "control.fall_to",
        "control.advance",
        "learned.control",
    }
)
_JOINS = re.compile(r"\s*(?:,|and|or|,\s*and)\s*")
_TO_COME = frozenset({DevelopmentStatus.PLANNED, DevelopmentStatus.POSSIBLE})
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d\s*(?:[ap]\.?\s?m\.?|hrs?|GMT|UTC)?\s*[-–—|:]?\s+(?=[“\"A-ZÀ-Þ])")


@dataclass(slots=True)
class Trail:
    """What was told up to a sentence; `around` has the sentences of each paragraph."""

    report: Report
    setting: Setting | None
    around: Mapping[int, Sequence[Sentence]]
    opened: bool = False
    before: Sentence | None = None
    local: tuple[int, Mention] | None = None
    section: tuple[int, Mention] | None = None
    topic: Mention | None = None
    reached: Mention | None = None
    voice: str | None = None
    heard: str | None = None
    person: str | None = None
    winner: tuple[str, ...] = ()
    ahead: bool = False

    def enter(self, sentence: Sentence) -> None:
        """Keep the place that heads a section; that of the report's first line heads the report."""
        headed = heading(self.report.text, sentence)
        if headed is not None:
            self.section = (sentence.paragraph, headed)
            self.topic = self.topic if self.opened else headed
        self.opened = True

    def ground(self, sentence: Sentence) -> Ground:
        """What a sentence that can tell something stands on; it is parsed here."""
        text, paragraph = self.report.text, sentence.paragraph
        if sentence.syntax is None:
            sentence.syntax = syntax(text, Span(sentence.body, sentence.span.end))
        tree = _with_places(_without_clock(text, sentence, sentence.syntax), sentence.places)
        ground = Ground(text, sentence, tree, sayings(tree), setting=self.setting, outlet=self.report.outlet)
        before, local, section = self.before, self.local, self.section
        if before is not None:
            ground.before = before if paragraph - before.paragraph <= 1 else None
            ground.heard = self.heard if paragraph == before.paragraph else None
        if local is not None:
            ground.local = local[1] if paragraph - local[0] <= 1 else None
            ground.local_far = local[0] != paragraph
        near = section is not None and paragraph - section[0] <= _SECTION
        ground.section = section[1] if section is not None and near else self.topic
        ground.reached, ground.voice, ground.person = self.reached, self.voice, self.person
        ground.winner, ground.around = self.winner, self.around[paragraph]
        ground.ahead = self.ahead
        return ground

    def note(self, sentence: Sentence, told: Sequence[Development]) -> None:
        """Keep what a sentence says of places and speakers, and who has taken a place."""
        self.winner = next(
            (d.actors for d in reversed(told) if d.rules[0] in _TAKEN and d.actors), self.winner
        )
        if sentence.kind is not BlockKind.BODY:
            return
        spoken = heard(sentence) or label(self.report.text, sentence, sentence.syntax)
        self.heard = spoken or next((d.speaker for d in reversed(told) if d.kind.value not in SOFT), None)
        self.before = sentence
        self.ahead = bool(told) and all(d.status in _TO_COME for d in told)
        voices = [a.speaker for a in reversed(sentence.speech) if a.speaker]
        self.voice = next(iter(voices), self.voice)
        self.person = next(filter(is_person, voices), self.person)
        every = [m for m in sentence.places if not (m.country or m.generic or m.role == "parent")]
        named = [m for m in every if m.sure]
        named = [m for m in named if m.role != "from" and not unknown_letters(m)] or named
        if named:
            self.local = None if _listed(self.report.text, every) else (sentence.paragraph, named[-1])
        self.reached = next((m for m in reversed(sentence.places) if _is_reached(m)), self.reached)


def trail(report: Report, sentences: Sequence[Sentence], setting: Setting | None) -> Trail:
    """The trail of a report, at its beginning."""
    return Trail(report, setting, paragraphs(sentences))


def _listed(text: str, named: Sequence[Mention]) -> bool:
    """ "Fled from Kuito, Andulo and Camacupa": what is told next is in none of them more than in another."""
    last = named[-3:]
    between = [text[a.end : b.start] for a, b in pairwise(last)]
    return len(last) > 2 and all(_JOINS.fullmatch(words) for words in between)


def _is_reached(m: Mention) -> bool:
    """ "Entered Chad", "fled to Adre": where people come to."""
    return not m.generic and (m.role == "to" or (m.role == "object" and m.prep not in {"left", "fled"}))


def _without_clock(text: str, sentence: Sentence, tree: Syntax) -> Syntax:
    """The tree without the hour that opens an entry of a running report: it is no word of the sentence."""
    clock = _CLOCK.match(text, sentence.body, sentence.span.end)
    return tree if clock is None else syntax(text, Span(clock.end(), sentence.span.end))


def _with_places(tree: Syntax, places: Sequence[Mention]) -> Syntax:
    """The tree with every name that the gazetteer knows taken for a place, whatever the parser took it for."""  # noqa: E501
    known = [m for m in places if m.code and not m.generic]
    mentions = list(tree.tree.mentions)
    for i in range(len(tree)):
        if any(m.start <= tree.starts[i] and tree.ends[i] <= m.end for m in known) and tree.pos(i) == "PROPN":
            mentions[i] = "place"
    return replace(tree, tree=replace(tree.tree, mentions=tuple(mentions)))
