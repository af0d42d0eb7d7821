"""Report → claims: the readers in their order, sentence by sentence, then the marks that need the whole report.

Takes a `Report` and, where there is one, a gazetteer; gives an `Extraction`: claims, and every other number
with the reason why it is none. The same report gives the same bytes, whatever was read before.
"""  # noqa: E501

from __future__ import annotations

import hashlib
import re
from calendar import month_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from panj.claims.confidence import confidence
from panj.claims.counting.counting import lends
from panj.claims.counting.grouping import settle_groups, settle_wholes
from panj.claims.dates.dates import valid_day
from panj.claims.developments import read as read_developments
from panj.claims.draft import Draft, Sentence, paragraphs
from panj.claims.footnotes import without_marks
from panj.claims.headline import headed
from panj.claims.learned.reader import Reader, shipped
from panj.claims.learned.voting import Council
from panj.claims.measures.measures import read_drafts
from panj.claims.measures.plausible import context_drafts
from panj.claims.measures.remainder import about
from panj.claims.measures.rereading import Topic
from panj.claims.measures.same_people import told_twice
from panj.claims.mentions.corrections import sides
from panj.claims.mentions.ordinals import ordinals
from panj.claims.mentions.places import Mention, like_labels, mentions, named_again
from panj.claims.mentions.referring import Memory
from panj.claims.mentions.speakers import attributions
from panj.claims.numbers.numbers import numbers
from panj.claims.periods.columns import give_column_days
from panj.claims.periods.fitting import fit_period
from panj.claims.periods.onset import note_days, note_report
from panj.claims.periods.periods import DateMemory, give_period, note_scene
from panj.claims.periods.story import time_of_account
from panj.claims.predicates.frames import Hit, hits
from panj.claims.routes.breakdowns import settle_breakdowns
from panj.claims.routes.ends import open_ends_of_parts, open_impossible, widen_to_country
from panj.claims.routes.gates import by_their_gates
from panj.claims.routes.gazette import Codes
from panj.claims.routes.lists import give_label, is_item
from panj.claims.routes.routes import (
    RouteMemory,
    give_route,
    note_dateline,
    note_headings,
    note_places,
    note_section,
    settle_titles,
)
from panj.claims.routes.rows import settle_rows, settle_spread
from panj.claims.routes.scene import OF_FIGURES
from panj.claims.routes.setting import Setting, setting_of
from panj.claims.routes.sumlines import settle_sums
from panj.claims.routes.together import go_together
from panj.claims.speaking.interview import begins, is_interview
from panj.claims.speaking.voices import Voices
from panj.claims.standing.corrected import clauses, is_of_before, name_corrected, settle_corrected
from panj.claims.standing.doubts import doubted, mark_denials, mark_doubts
from panj.claims.standing.status import give_status
from panj.claims.wholes.additions import mark_additions
from panj.claims.wholes.parts import mark_ordinals, mark_partitions, set_casualties_aside
from panj.claims.wholes.references import read_references
from panj.language import dateline, sentences, tokens
from panj.language.tongue import called, foreign
from panj.model import PEOPLE, Block, BlockKind, Claim, Development, Group, Measure, Report, Span, Unit
from panj.reports import blocks as blocks_of
from panj.steps import DEVELOPMENTS, SENTENCES, tell

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer

_READ = frozenset({BlockKind.TITLE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.CORRECTION})
_MONTHS = frozenset(month_name)  # each look into the calendar's own list formats twelve dates
# What the next sentence does not go on with: "2,916 refugees (486 households)", an increase, a raid of 2021.
_ASIDE = frozenset({"measure.in_other_units", "period.change", "date.of_then"})
_SHORT = 3  # letters; a shorter name is too easily another word
_OPTIONAL = frozenset({BlockKind.TITLE, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class SetAside:
    """A number that is no claim: offsets, its words, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read in one report: claims in the order of the text, and all other numbers with reasons.

    `tongue`: the language of a report that is not English, of which nothing was read (ISO 639-1).
    """

    claims: tuple[Claim, ...]
    set_aside: tuple[SetAside, ...]
    developments: tuple[Development, ...] = ()
    tongue: str | None = None


@dataclass(slots=True)
class _Memories:
    speakers: Memory
    routes: RouteMemory
    dates: DateMemory
    topic: Topic
    voices: Voices
    lead: Draft | None = None


def read_figures(report: Report, gazetteer: Gazetteer | None = None) -> Extraction:
    """Every figure of a report, as claims or set aside with the reason.

    Args:
        report: its `blocks` are used where given, else told apart here.
        gazetteer: gives place codes; None: the one that ships with Panj.
    """
    tongue = foreign(report.text, report.language) if report.part_of is None else None
    if tongue is not None:
        return _unread(report, tongue)
    plain, added = headed(_without_marks(report))
    codes = Codes(gazetteer, plain.text, report.outlet)
    reader = shipped() if report.part_of is None else None  # the rows of a table are no prose
    read = read_drafts_of(plain, codes, reader)
    found = _result(report, read.drafts, codes, added)
    tell(DEVELOPMENTS)
    told = read_developments(
        plain, read.sentences, codes.of, read.setting, _moved(found.claims, added), read.council.tellings
    )
    return replace(found, developments=told if plain is report else _of(report, told, added))


def _unread(report: Report, tongue: str) -> Extraction:
    """Every number of a report in another language, set aside for that."""
    why = f"the report is in {called(tongue)}, and Panj reads English"
    found = numbers(report.text, 0, len(report.text))
    return Extraction(
        (), tuple(SetAside(n.start, n.end, report.text[n.start : n.end], why) for n in found), tongue=tongue
    )


def _without_marks(report: Report) -> Report:
    """The report itself, or where its text bears footnote marks one with blanks in their place."""
    text = without_marks(report.text)
    return report if text == report.text else replace(report, text=text)


def _of(report: Report, told: Iterable[Development], added: int) -> tuple[Development, ...]:
    """Developments that were read without the marks or with a headline, in the report's own words."""
    own = (d for d in told if d.sentence.start >= added)
    return tuple(
        replace(
            d,
            report=report.id,
            start=d.start - added,
            end=d.end - added,
            sentence=_back(d.sentence, added),
            text=report.text[d.start - added : d.end - added],
        )
        for d in own
    )


def _back(span: Span, added: int) -> Span:
    return Span(span.start - added, span.end - added)


def _moved(claims: Sequence[Claim], added: int) -> Sequence[Claim]:
    """Claims where they stand in the text as it was read."""
    if not added:
        return claims
    return [
        replace(c, start=c.start + added, end=c.end + added, sentence=_back(c.sentence, -added))
        for c in claims
    ]


@dataclass(frozen=True, slots=True)
class Read:
    """A report read, before its figures are turned into claims: every number, the sentences, the setting."""

    drafts: list[Draft]
    sentences: list[Sentence]
    setting: Setting
    council: Council


def read_drafts_of(report: Report, codes: Codes, reader: Reader | None) -> Read:
    """Every number of a report with all that is read of it.

    Args:
        reader: None: the rules alone decide.
    """
    text = report.text
    parts = report.blocks or blocks_of(text)
    routes = RouteMemory(nation=codes.nation, countries=codes.countries, issuer=codes.issuer)
    memory = _Memories(
        Memory(), routes, DateMemory(), topic_of(text), Voices(text, answers=is_interview(text))
    )
    note_headings(text, parts, memory.routes)
    read = _sentences(report, parts, codes, memory)
    memory.routes.setting = setting_of(read, codes.issuer)
    note_report(text, read, valid_day(text, report.day), memory.dates)
    council = Council(text, read, report.day, memory.routes.setting, reader)
    drafts: list[Draft] = []
    memory.voices.around = paragraphs(read)
    for n, sentence in enumerate(read):
        tell(SENTENCES, n, len(read))
        memory.voices.enter(sentence)
        drafts += _figures(text, sentence, drafts, memory, council)
        memory.voices.note(sentence)
    settle_breakdowns(drafts)
    settle_sums(drafts, text, read, memory.routes.setting, codes)
    _finish(drafts, read)
    settle_groups(drafts, text)
    council.name(drafts, codes.nation)
    settle_wholes(drafts)
    go_together(drafts, read, codes.nation, codes.countries)
    open_impossible(drafts, codes)
    widen_to_country(drafts, codes)
    open_ends_of_parts(drafts)
    settle_spread(drafts, codes)
    settle_rows(drafts, text, codes, report.part_of is not None)
    by_their_gates(drafts, codes)
    return Read(drafts, read, memory.routes.setting, council)


def _sentences(report: Report, parts: Sequence[Block], codes: Codes, memory: _Memories) -> list[Sentence]:
    """Every sentence that is read, with all that is told apart in it before figures are."""
    read: list[Sentence] = []
    memory.dates.account = time_of_account(report.text, report.day)
    for number, block in enumerate(parts):
        if block.kind not in _READ:
            continue
        memory.speakers.paragraph = None
        spans = sentences(report.text, block.start, block.end)
        read.extend(_sentence(report, span, block, number, codes, memory) for span in spans)
    _name_again(report.text, read)
    return read


def _name_again(text: str, read: Sequence[Sentence]) -> None:
    """Find each place that the report names also where no preposition tells that it is one."""
    names: dict[str, Mention] = {}
    lines = [(s.body, s.span.end, s.places) for s in read]
    heads = {id(read[n]): m for n, m in like_labels(text, lines).items()}
    for sentence in read:
        for m in sentence.places:
            if not m.generic and m.role in {"in", "to", "from", "object"} and len(m.name) > _SHORT:
                names.setdefault(m.name, m)
    for sentence in read:
        if id(sentence) in heads:
            sentence.places = sorted([*sentence.places, heads[id(sentence)]], key=lambda m: (m.start, -m.end))
        here = [m for name, m in names.items() if name in sentence.text]
        sentence.places = named_again(text, sentence.body, sentence.span.end, here, sentence.places)


def topic_of(text: str) -> Topic:
    """What a report's words say it is about before any figure is read."""
    low = text.lower()
    internal = len(re.findall(r"\b(?:displaced|idps?|displacement)\b", low)) >= 2
    evacuated = len(re.findall(r"\b(?:evacuat\w+|airlift\w*)\b", low)) >= 2
    repatriated = len(re.findall(r"\b(?:repatriat\w+|returnees?|voluntary returns?)\b", low)) >= 2
    forced = (
        len(
            re.findall(
                r"\b(?:deport\w*|expel\w*|expulsions?|push-?backs?|pushed\s+back|turned\s+back)\b", low
            )
        )
        >= 2
    )
    organised = Measure.EVACUATION if evacuated else Measure.RETURN if repatriated else None
    return Topic(organised=organised, internal=internal, forced=forced, about=about(low))


def extract(report: Report, gazetteer: Gazetteer | None = None) -> list[Claim]:
    """The claims of a report in the order of its text."""
    return list(read_figures(report, gazetteer).claims)


def _sentence(
    report: Report, span: Span, block: Block, paragraph: int, codes: Codes, memory: _Memories
) -> Sentence:
    text = report.text
    line = dateline(text, span) if block.kind is BlockKind.BODY else None
    body = line.end if line else span.start
    body = begins(text, body) if memory.voices.answers else body
    sentence = Sentence(span, body, block.kind, paragraph, text[span.start : span.end])
    sentence.tokens = tokens(text, Span(body, span.end))
    note_days(text, sentence, valid_day(text, report.day), memory.dates)
    sentence.hits = [h for h in hits(sentence.tokens) if not _names_a_day(h, sentence)]
    sentence.speech = attributions(text, sentence.tokens, body, span.end, memory.speakers)
    sentence.places = mentions(text, body, span.end, codes.known(body, span.end))
    sentence.numbered = ordinals(text, body, span.end, sentence.whens)
    sentence.doubted = doubted(sentence.text)
    sentence.item = is_item(text, span)
    return sentence


def _names_a_day(hit: Hit, sentence: Sentence) -> bool:
    """The month of "3 March" is no verb."""
    word = sentence.tokens[hit.first]
    return word.text in _MONTHS and any(w.start <= word.start and word.end <= w.end for w in sentence.whens)


def _figures(
    text: str, sentence: Sentence, earlier: Sequence[Draft], memory: _Memories, council: Council
) -> list[Draft]:
    live = [d for d in earlier if d.aside is None and d.sentence.kind is sentence.kind]
    last = next(
        (
            d
            for d in reversed(earlier)
            if (lends(d) or (d.aside is None and d.measure))
            and d.sentence.kind is sentence.kind
            and not _ASIDE.intersection(d.rules)
        ),
        None,
    )
    note_scene(sentence, memory.dates)
    note_section(sentence, memory.routes)
    note_dateline(sentence, memory.routes)
    found = read_drafts(text, sentence, last, memory.topic, memory.lead if sentence.item else None)
    context_drafts(found)
    found += read_references(text, sentence, [*live, *(d for d in found if d.aside is None)])
    found.sort(key=lambda d: d.start)
    memory.voices.hear(sentence)
    council.count(sentence, found)
    told_twice(found, text)
    sentence.figures = tuple(d.first for d in found if d.aside is None)
    for draft in found:
        if draft.aside is None and draft.measure is not None:
            _fill(draft, text, memory, council)
    if sentence.figures:
        just_said = live[-1] if live and live[-1].sentence.paragraph == sentence.paragraph else None
        told = [s for clause in clauses(sentence) if (s := sides(text, clause)) is not None]
        name_corrected(found, told, just_said)
        for corrected in told:
            settle_corrected(found, corrected, just_said if is_of_before(corrected, told) else None)
    note_places(sentence.places, sentence, memory.routes)
    _note_lead(sentence, found, memory)
    return found


def _note_lead(sentence: Sentence, found: Sequence[Draft], memory: _Memories) -> None:
    """Keep the figure that a list breaks down: the last one of people before it."""
    counted = [d for d in found if d.aside is None and d.measure is not None and d.unit in PEOPLE]
    if counted and (not sentence.item or (counted[0].hit is not None and counted[0].copied is None)):
        memory.lead = counted[0]


def _fill(draft: Draft, text: str, memory: _Memories, council: Council) -> None:
    sentence = draft.sentence
    spoken = memory.voices.speaker(draft)
    if spoken is not None:
        draft.speaker, draft.via = spoken.speaker, spoken.via
        draft.rules.append(spoken.rule)
    give_status(draft, text)
    council.stand(draft)
    give_route(draft, memory.routes)
    give_label(draft, text)
    council.place(draft, memory.routes)
    council.came(draft, memory.routes)
    give_period(draft, text, sentence.day, memory.dates)
    council.time(draft)
    fit_period(draft)
    give_column_days(draft, text)
    council.doubt(draft)
    if OF_FIGURES.search(sentence.text) and {"date.carried", "date.scene"}.intersection(draft.rules):
        draft.date_start = draft.date_end = None  # a word on figures told before: not of the day told last
    draft.optional = draft.optional or sentence.kind in _OPTIONAL or draft.number.kind == "vague"


def _finish(drafts: Sequence[Draft], read: Sequence[Sentence]) -> None:
    live = [d for d in drafts if d.aside is None and d.measure is not None]
    settle_titles(live)
    set_casualties_aside(live)
    live = [d for d in live if d.aside is None]
    mark_partitions(live)
    mark_additions(live)
    mark_ordinals(live, read)
    mark_doubts(live, read)
    mark_denials(live, read)


def _result(report: Report, drafts: Sequence[Draft], codes: Codes, added: int) -> Extraction:
    """`added`: characters of a headline that was put before the report's text."""
    own = [d for d in drafts if d.sentence.span.start >= added]
    ids = {id(d): identity(report.id, d.start - added, d.end - added) for d in own}
    claims = [_claim(report, d, ids, codes, added) for d in own if d.aside is None and d.measure is not None]
    aside = [
        SetAside(start, end, report.text[start:end], d.aside or "nothing said of what it counts")
        for d in own
        for start, end in ((d.start - added, d.end - added),)
        if d.aside is not None or d.measure is None
    ]
    claims = [replace(c, confidence=confidence(c)) for c in claims]
    return Extraction(tuple(claims), tuple(sorted(aside, key=lambda a: a.start)))


def identity(report: str, start: int, end: int) -> str:
    """The id of a claim on the characters from `start` to `end` of a report's text."""
    return hashlib.sha256(f"{report}:{start}:{end}".encode()).hexdigest()[:12]


def chain_of(speaker: str | None, via: str | None, report: Report) -> tuple[str, ...]:
    """Whoever a figure came through, from the first who says it to the outlet."""
    return tuple(x for x in (speaker, via, report.outlet) if x)


def _claim(report: Report, d: Draft, ids: dict[int, str], codes: Codes, added: int) -> Claim:
    assert d.measure is not None
    people = d.unit in {None, Unit.PERSONS, Unit.HOUSEHOLDS}
    whole = d.whole if d.whole is not None and d.whole.aside is None and d.whole.measure is not None else None
    start, end = d.start - added, d.end - added
    return Claim(
        id=ids[id(d)], report=report.id, start=start, end=end, text=report.text[start:end],
        measure=d.measure, value=d.number.value, qualifier=d.number.qualifier, unit=d.unit or Unit.PERSONS,
        sentence=_back(d.sentence.span, added), value_high=d.number.value_high,
        group=(d.group or Group.PEOPLE) if people else None,
        origin=d.origin, destination=d.destination, place=d.place,
        origin_code=codes.of(d.origin), destination_code=codes.of(d.destination), place_code=codes.of(d.place),  # noqa: E501
        date_start=d.date_start, date_end=d.date_end, period=d.period, per=d.per,
        of=d.number.currency or d.of, status=d.status, speaker=d.speaker, via=d.via, confirmed=d.confirmed,
        inherits=d.inherits, optional=d.optional, term=d.term,
        part_of=ids.get(id(whole)) if whole is not None else None, partition=d.partition, ordinal=d.ordinal,
        chain=chain_of(d.speaker, d.via, report),
        rules=tuple(dict.fromkeys(d.rules)),
    )  # fmt: skip


__all__ = ["Extraction", "Measure", "SetAside", "chain_of", "extract", "identity", "read_figures"]
