"""What a figure without places of its own takes from elsewhere: headings, the figure before, "the country", "there".

`RouteMemory` is kept over a report: the places of the figures and sentences so far, and the setting.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.nations import code_of, demonym
from panj.claims.mentions.places import Mention, stands_for_itself
from panj.claims.periods.totals import ADD_UP, GROUPS
from panj.claims.routes.issuer import Issuer
from panj.claims.routes.nearness import BORDER, same
from panj.claims.routes.setting import Setting
from panj.model import Block, BlockKind, Measure, Status

_HEADING = 5  # words at most
_REACH = 5  # paragraphs over which a figure goes on with the route of the one before
_TOTAL = re.compile(
    r"\b(?:totals?|tally|overall|altogether|in\s+all|combined|cumulative|number\s+(?:of\s+\w+\s+)?to|"
    rf"(?:{GROUPS}){ADD_UP})\b",
    re.IGNORECASE,
)
OF_FIGURES = re.compile(
    r"\b(?:the|that|this|both|these|a|latest|first|second|third|fourth|fifth|last)\s+(?:\w+\s+)?(?:figures?|number|count|estimate)s?\b[^.]{0,60}\b(?:doubt\w*|given|revised|corrected|spoken|said|wrong|higher|lower|disputed|differs?|put)\b",
    re.IGNORECASE,
)
_SUM_LINE = re.compile(
    r"\W*(?:(?:grand\s+|sub-?)?totals?|all|overall|sum|in\s+all|altogether|other|others|elsewhere)\b[^.;]{0,40}[:|\t–—]\s*\Z",
    re.IGNORECASE,
)
THERE = re.compile(
    r"\b(?:there|the\s+(?:city|town|camp|settlement|island|village|region|province|district|area|site|port\s+city))\b(?!\s+of\b)",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?:\d{1,2}[.)]\s+)?([A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){0,2})\.")
_OF_DATELINE = re.compile(r"\s*[A-ZÀ-Þ][\w.’'-]*(?:\s+[A-ZÀ-Þ][\w.’'-]*){0,3}(?=\s*[,(/:–—-])")
HERE = re.compile(
    r"\b(?:arriv\w+|com(?:e|es|ing)|came|liv\w+|settl\w+|shelter\w*|stay\w*|camp\w*|refugees|people|families)\s+here\b",
    re.IGNORECASE,
)
_A_SIDE = re.compile(r"the\s+([A-ZÀ-Þ]\w+)\s+side\b")
_FIRST_PERSON = re.compile(r"(?:our\s+(?:own\s+)?\w+|us)\Z", re.IGNORECASE)
_OF_NATION = ("country", "nation", "republic", "homeland", "land", "soil", "territory")
_OF_TOWN = frozenset({"the city", "the town", "the port city", "here"})
_KINDS = {
    "province": ("admin1",),
    "region": ("admin1", "region"),
    "district": ("admin2",),
    "city": ("town",),
    "town": ("town",),
    "village": ("town",),
    "camp": ("camp",),
    "island": ("region", "site", "island"),
}


def _nation_by_name(name: str | None) -> str | None:
    return code_of(name) if name else None


@dataclass(slots=True)
class RouteMemory:
    """Places of the figures and sentences so far."""

    setting: Setting = field(default_factory=Setting)
    issuer: Issuer = field(default_factory=Issuer)
    last: dict[str, Draft] = field(default_factory=dict)
    local: str | None = None
    local_paragraph: int = -1
    local_alone: bool = False
    section: str | None = None
    nation: Callable[[str | None], str | None] = _nation_by_name
    countries: Sequence[str] = ()
    named: list[tuple[str, str]] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    under: int = -1
    subject: str | None = None
    subject_paragraph: int = -1
    dateline: str | None = None
    run_in: str | None = None
    run_in_paragraph: int = -1
    spoken: set[str] = field(default_factory=set)
    title: str | None = None
    named_paragraph: int = -1

    def of_kind(self, description: str) -> str | None:
        """The last place named that "the province" or "the camp" can mean."""
        kinds = _KINDS.get(description.removeprefix("the "), ())
        return next((name for name, kind in reversed(self.named) if kind in kinds), None)

    def has_named(self, name: str | None) -> bool:
        """Whether the report has named a place before."""
        return name in self.spoken

    def subject_before(self, paragraph: int) -> str | None:
        """The place that the sentence before speaks of: its subject, else where it plays."""
        return self.subject if paragraph - self.subject_paragraph <= 1 else None

    def hosting(self, paragraph: int) -> str | None:
        """Where those are of whom this paragraph or the one before told that they are hosted."""
        last = self.last.get("stock")
        near = last is not None and paragraph - last.sentence.paragraph <= 1
        return last.place if last is not None and near and last.measure is Measure.HOSTED else None

    def nearby(self, paragraph: int) -> str | None:
        """The last place named in this paragraph or the one before."""
        return self.local if paragraph - self.local_paragraph <= 1 else None

    def of_title(self, paragraph: int) -> str | None:
        """The place of the headline, as long as a paragraph has named none itself."""
        return self.title if paragraph != self.named_paragraph else None

    def enter(self, section: str | None) -> None:
        """Begin a section; one of another place does not go on with the ways told in the one before."""
        if section is not None and section != self.section:
            self.last.clear()
        self.section = section

    def headed(self, paragraph: int) -> str | None:
        """The name that stands at the head of this paragraph."""
        return self.run_in if paragraph == self.run_in_paragraph else None


def is_country_of(country: str, name: str, memory: RouteMemory) -> bool:
    """Whether a place lies in a country."""
    code = code_of(country)
    return code is not None and memory.nation(name) == code


def other_end(name: str, memory: RouteMemory) -> str | None:
    """The other country of the setting: the host for one end, the home for the other."""
    nation, setting = memory.nation(name), memory.setting
    return next(
        (n for n in (setting.host, setting.home) if n and code_of(n) != nation and not same(n, name)), None
    )


def continued(draft: Draft, memory: RouteMemory, kind: str) -> Draft | None:
    """The figure whose route this one continues: its whole, the one it shares a verb with, the last of its kind."""  # noqa: E501
    for source in (draft.whole, draft.copied):
        if (
            source is not None
            and source.measure is draft.measure
            and _placed(source)
            and not is_wider(draft, source)
        ):
            return source
    last = memory.last.get(kind)
    if last is None or draft.sentence.paragraph - last.sentence.paragraph > _REACH:
        return None
    if _closes_list(last) and last.whole is not draft.whole and last.sentence is not draft.sentence:
        return (
            last.whole
        )  # "9,000 went back: 6,000 from Mali, 3,000 from Niger. On Friday …": not the last line
    if not is_wider(draft, last):
        return last
    if OF_FIGURES.search(draft.sentence.text) and last.whole is None:
        return last  # a word on the figures of a list: where its lead-in plays
    return last.whole if last.whole is not None and _placed(last.whole) else None


def _closes_list(last: Draft) -> bool:
    """Whether a figure is one of several by which its sentence breaks down another."""
    whole = last.whole
    listed = "part.breakdown" in last.rules or "part.list" in last.rules
    return listed and whole is not None and whole.sentence is last.sentence and whole.measure is last.measure


def is_wider(draft: Draft, before: Draft) -> bool:
    """A total, or a word on the figures themselves, is not of the narrow place told before."""
    if before.sentence is draft.sentence or before is draft.whole or code_of(before.destination or ""):
        return False
    left = draft.before[-60:]
    if draft.status is Status.POSSIBLE and before.status is not Status.POSSIBLE:
        return True  # what may come is not bound to where the last ones came
    return bool(_TOTAL.search(left) or OF_FIGURES.search(draft.sentence.text))


def is_sum_of_places(draft: Draft, memory: RouteMemory) -> bool:
    """Whether a line adds up, or is the rest of, lines that a table or list has for several places."""
    left = draft.before
    last = memory.last.get("in")
    labelled = last is not None and bool({"place.label", "place.of_total"}.intersection(last.rules))
    return labelled and memory.section is None and _SUM_LINE.match(left) is not None


def _placed(draft: Draft) -> bool:
    return bool(draft.origin or draft.destination or draft.place)


def as_named(value: str | None, slot: str, draft: Draft, memory: RouteMemory) -> str | None:
    """A description as the name that it stands for: "the country", "their homeland", "there"."""
    side = _A_SIDE.match(value or "")
    if side is not None and (country := demonym(side[1])) is not None and slot == "place":
        return country
    if value is None or re.search(r"[A-ZÀ-Þ]", value):
        return value
    if _FIRST_PERSON.match(value):
        spoken = _of_speakers(value.lower(), draft, memory)
        plain = "the country" if value == "us" else f"the {value.split()[-1]}"
        return spoken or as_named(plain, slot, draft, memory)
    low, setting = value.lower(), memory.setting
    if stands_for_itself(low):
        return value
    if re.search(r"\b(?:home(?:s|land)?|their\s+(?:own\s+)?country|their\s+villages?)\b", low):
        return (
            setting.home
            if slot != "place"
            else (setting.main if low in {"home", "their homes"} else setting.home)
        )
    if low == "the country":
        return _the_country(slot, draft, memory)
    if low in {"the border", "the beach"} or BORDER.search(low):
        return value
    if low.endswith("islands"):
        return memory.of_kind("the island") or value  # no town is meant
    told = _named_here(low, draft) or memory.of_kind(low) or memory.nearby(draft.sentence.paragraph)
    line = memory.dateline if low in _OF_TOWN and not memory.has_named(setting.main) else None
    return told or line or setting.main or value


def _the_country(slot: str, draft: Draft, memory: RouteMemory) -> str | None:
    """What "the country" means: that of the section, of the sentence before, of who speaks, of the report."""
    setting = memory.setting
    if memory.section:
        return memory.section
    if slot == "origin":
        return setting.home or setting.country
    recent = memory.subject_before(draft.sentence.paragraph)
    if recent is not None and code_of(recent):
        return recent
    ruling = country_in(draft.speaker)
    if ruling is not None and not same(ruling, setting.home):
        return ruling
    entered = draft.measure in {Measure.ARRIVAL, Measure.ADMISSION, Measure.HOSTED}
    return (setting.host if entered else setting.country) or setting.country


def _of_speakers(words: str, draft: Draft, memory: RouteMemory) -> str | None:
    """ "Our province", "with us": of whoever is quoted, else of whose report it is."""
    ruling = country_in(draft.speaker)
    national = words == "us" or words.endswith(_OF_NATION)
    meant = memory.issuer.meant(words) if ruling is None else ruling if national else None
    if meant is not None:
        draft.rules.append("place.of_issuer")
    return meant


def _named_here(description: str, draft: Draft) -> str | None:
    """ "Kolo's premier said … in the province": the last name of its kind before the description."""
    kinds = _KINDS.get(description.removeprefix("the "), ())
    at = draft.sentence.text.lower().rfind(description)
    before = [m for m in draft.sentence.places if m.start - draft.sentence.span.start < at and not m.generic]
    return next((m.name for m in reversed(before) if m.kind in kinds), None)


def country_in(speaker: str | None) -> str | None:
    """ "The Kyrgyz Health Ministry" speaks of Kyrgyzstan."""
    for word in re.findall(r"[A-ZÀ-Þ][\w’'-]+", speaker or ""):
        bare = re.sub(r"[’']s$", "", word)
        country = demonym(bare) or (bare if code_of(bare) else None)
        if country:
            return country
    return None


def note_headings(text: str, parts: Sequence[Block], memory: RouteMemory) -> None:
    """Keep the short lines that stand over others, by the number of their block."""
    for number, block in enumerate(parts):
        words = text[block.start : block.end].strip()
        short = 0 < len(words.split()) <= _HEADING and words[-1] not in ".:;!?" and "\n" not in words
        if short and block.kind in {BlockKind.FURNITURE, BlockKind.META}:
            memory.headings[number] = words


def _note_heading(paragraph: int, memory: RouteMemory) -> None:
    above = [n for n in memory.headings if memory.under < n < paragraph]
    if above:
        bare = memory.headings[above[-1]]
        memory.enter(bare if memory.nation(bare) else None)
        memory.under = above[-1]


def _note_run_in(sentence: Sentence, memory: RouteMemory) -> None:
    """ "Kolo. The river burst its banks": a name alone at the head of a paragraph says where it plays."""
    if memory.run_in_paragraph == sentence.paragraph:
        return
    memory.run_in, memory.run_in_paragraph = None, sentence.paragraph
    words = _RUN_IN.fullmatch(sentence.text.strip())
    if words is not None and (memory.nation(words[1]) or any(m.name == words[1] for m in sentence.places)):
        memory.run_in = words[1]


def note_section(sentence: Sentence, memory: RouteMemory) -> None:
    """A heading that is only a place ("Chad") says where the lines under it play, until the next heading."""
    _note_heading(sentence.paragraph, memory)
    _note_run_in(sentence, memory)
    words = sentence.text.split()
    if (
        sentence.kind is not BlockKind.BODY
        or sentence.item
        or len(words) > _HEADING
        or sentence.text[-1:] in ".:;!?"
    ):
        return
    named = [m for m in sentence.places if not m.generic]
    whole = named and named[0].end - named[0].start >= 0.7 * len(sentence.text)
    bare = sentence.text.strip()
    memory.enter(named[0].name if whole else (bare if code_of(bare) else None))


def note_dateline(sentence: Sentence, memory: RouteMemory) -> None:
    """Keep the place of the first dateline ("KOLO, Ruritania --"): "the city" or "here" can mean it."""
    line = sentence.text[: sentence.body - sentence.span.start]
    name = _OF_DATELINE.match(line)
    if memory.dateline is None and name is not None:
        words = name[0].strip()
        memory.dateline = words.title() if words.isupper() else words


def note_places(found: Sequence[Mention], sentence: Sentence, memory: RouteMemory) -> None:
    """Keep the place that a sentence is set in and the one that it speaks of, for figures that follow."""
    paragraph = sentence.paragraph
    _note_subject(found, sentence, memory)
    named = [m for m in found if not m.generic and not m.water and m.role != "parent"]
    memory.spoken.update(m.name for m in found if not m.generic)
    if named and sentence.kind is BlockKind.TITLE and memory.title is None:
        memory.title = next((m for m in named if m.role == "in"), named[0]).name
    elif named:
        memory.named_paragraph = paragraph
    kinds = [m for m in found if not m.generic and m.kind and m.prep not in _BESIDE]
    memory.named += [(m.name, m.kind) for m in sorted(kinds, key=lambda m: _is_called(m, sentence)) if m.kind]
    at = [m for m in named if m.prep not in _BESIDE and not (m.role == "none" and m.prep == "from")]
    local = [m for m in at if not m.country and m.role in {"in", "to", "of", "object"}] or [
        m for m in at if m.role in {"in", "to", "none"} or (m.role == "from" and _heads(m, sentence))
    ]
    if local:
        memory.local, memory.local_paragraph = local[0].name, paragraph
        memory.local_alone = len({m.name for m in local}) == 1


_BESIDE = frozenset(
    {"near", "close to", "outside", "around"}
)  # "shelled near Orikhiv": not what is spoken of
_CALLED = re.compile(
    r",\s+(?:a|an|the)\s+(?:[\w-]+\s+){0,3}?(?:town|city|village|camp|province|district|island|port)\b"
)


def _heads(m: Mention, sentence: Sentence) -> bool:
    """ "From Mariupol nobody could leave": what the sentence is about stands at its head."""
    return sentence.text[: m.start - sentence.span.start].strip() == "From"


def _is_called(m: Mention, sentence: Sentence) -> bool:
    """ "Alamata, a town south of Mekelle": what "the town" means then is the one that is called so."""
    return _CALLED.match(sentence.text, m.end - sentence.span.start) is not None


def _note_subject(found: Sequence[Mention], sentence: Sentence, memory: RouteMemory) -> None:
    """The place that is the subject of a sentence; else the last that people reached or were in."""
    named = [m for m in found if not m.generic and not m.water and m.role != "parent"]
    verb = next((t.start for t in sentence.tokens if t.pos in {"VERB", "AUX"}), sentence.span.end)
    first = [m for m in named if m.start < verb and m.role in {"none", "of"}]
    reached = [m for m in named if m.role in {"to", "in", "object"} and not m.country]
    for chosen in (first or reached[-1:])[:1]:
        memory.subject, memory.subject_paragraph = chosen.name, sentence.paragraph
