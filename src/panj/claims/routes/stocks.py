"""Where people, room, help or harm are: the place of figures that count no movement.

Takes a draft with the mentions of its sentence and the memory of the report; fills place, and the origin of those hosted.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.nations import code_of
from panj.claims.mentions.places import Mention
from panj.claims.routes.arguments import acting, suffers
from panj.claims.routes.nearness import (
    BORDER,
    ROOM,
    best,
    is_cause,
    is_nearer_to_other,
    of_later_part,
    of_part,
    only_speaker,
    price,
    reaching,
    same,
)
from panj.claims.routes.ruled import is_local, ruled_by_speaker
from panj.claims.routes.scene import THERE, RouteMemory, country_in, is_country_of, other_end
from panj.model import HARM, PEOPLE, Group, Measure, Unit

_OFFICIAL = re.compile(
    r"\b(?:ministry|authorit\w+|officials?|side|government|police|army|service|spokes\w+|minister)\b",
    re.IGNORECASE,
)
_GIVEN = frozenset({Measure.ASSISTANCE, Measure.DEPLOYMENT})  # who sends is not where it goes
_SO_FAR = re.compile(
    r"\b(?:totals?|toll|count|so\s+far|since|bring(?:s|ing)|brought|altogether|in\s+all|have\s+been|has\s+killed)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\s+(?:\w+\s+)?of\s+(?:whom|which|them|these|those)\b", re.IGNORECASE)
# "Recovered five bodies from the Naf river": where they lay is where they died.
_RECOVERED = re.compile(
    r"\b(?:recover|retriev|pull|fish|dredg|drag|dr[ae]w|took|taken)\w*\b[^.;]*\bbod(?:y|ies)\b|"
    r"\bbod(?:y|ies)\b[^.;]*\b(?:recover|retriev|pull|fish|dredg|drag|drawn|taken)\w*\b",
    re.IGNORECASE,
)
_WATER = re.compile(r"\s+(?:river|lake|canal|sea|strait|channel|lagoon|reservoir)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:(–—]|,\s+(?:and|but|while|where|since|after|when|as|which|who)\b")
_STAY = re.compile(r"(?:remain|stay|still)\w*", re.IGNORECASE)
_A_BORDER = re.compile(r"\b(?:the|a|its|their)\s+(?:[A-ZÀ-Þa-z-]+\s+){0,2}?(?:border|frontier)\b")


def fill_stock(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    """The place of people, room, help or harm; for those hosted where they come from."""
    m = draft.measure
    counted = draft.unit in {Unit.PERSONS, Unit.HOUSEHOLDS, Unit.SHARE}
    if counted and m in {Measure.HOSTED, Measure.CAPACITY, Measure.DETAINED}:
        source = best(draft, usable, lambda x: x.role == "from", 2.8)
        draft.origin = own or (source.name if source else None) or _origin_of_whole(draft)
    subject = best(
        draft,
        usable,
        lambda x: (
            (x.role in {"of", "and"} or (x.role == "none" and (x.start < draft.start or m not in ROOM)))
            and not same(x.name, draft.origin)
            and not same(x.name, own)
        ),
    )
    where = _where(draft, usable)
    doer = acting(draft, usable)
    if doer is not None and (m in ROOM or (m in HARM and suffers(draft))):
        subject = where = doer
        draft.rules += ["place.subject"] if m in HARM else []
    elif doer is not None and m in _GIVEN:
        subject = None if subject is doer else subject
        where = None if where is doer else where
    if subject is not None and _subject_first(draft, subject, where):
        where = subject
    draft.place = where.name if where else None
    if draft.place is None and m is Measure.DEPLOYMENT:
        line = _A_BORDER.search(draft.sentence.text)
        draft.place = line.group() if line else None
    if m is Measure.CONTROL:
        draft.place = _held_of(draft, memory) or draft.place
    if draft.place is None and m in HARM:
        official = (
            draft.speaker
            if draft.speaker and (_OFFICIAL.search(draft.speaker) or code_of(draft.speaker))
            else None
        )
        ruled = ruled_by_speaker(draft)
        draft.place = own or ruled or country_in(official) or _named_inside(draft)
    if draft.place is None and m in {Measure.HOSTED, Measure.DETAINED}:
        draft.place = _where_they_came(draft, memory) or _reached(draft, usable)
    if draft.place is None:
        draft.place = ruled_by_speaker(draft) or _elsewhere(draft, memory)
        if m is Measure.HOSTED and draft.group is not Group.IDPS and own and same(draft.place, own):
            draft.place = other_end(own, memory) or draft.place
    if m is Measure.ASSISTANCE and draft.unit not in PEOPLE:
        draft.destination = draft.place


def _origin_of_whole(draft: Draft) -> str | None:
    """ "61,400 Ruritanians are registered. Kolo houses 20,700 of them": from where all are."""
    whole = draft.whole
    staying = whole is not None and whole.measure in {Measure.HOSTED, Measure.ARRIVAL, Measure.ADMISSION}
    return whole.origin if whole is not None and staying else None


def _named_inside(draft: Draft) -> str | None:
    """A place of the sentence that no rule has taken, but not where the speaker sits."""
    inside = (
        x
        for x in draft.sentence.places
        if x.role in {"in", "of"} and not x.generic and not x.water and not of_part(draft, x)
    )
    return next((x.name for x in inside if not only_speaker(x, draft) or is_local(x, draft.sentence)), None)


def _reached(draft: Draft, usable: Sequence[Mention]) -> str | None:
    found = best(draft, usable, reaching(draft), 2.6)
    return found.name if found else None


def _where_they_came(draft: Draft, memory: RouteMemory) -> str | None:
    """ "56,900 have left for Romania and 39,740 remain": those who stay are where all had come to."""
    came = memory.last.get("in")
    if came is None or _STAY.match(draft.term or "") is None or draft.group is Group.IDPS:
        return None
    return came.destination if draft.sentence.paragraph - came.sentence.paragraph <= 1 else None


def _held_of(draft: Draft, memory: RouteMemory) -> str | None:
    """ "A third of the country", "one of its 28 districts": whose territory is counted."""
    text, base = draft.sentence.text, draft.sentence.span.start
    after = text[draft.end - base :]
    if re.match(r"\s+of\s+(?:the\s+country|its\s+territory)\b", after):
        return memory.setting.home or memory.setting.country
    if re.match(r"\s+of\s+its\b", after):
        before = [
            m for m in draft.sentence.places if m.end <= draft.start and not m.generic and m.role != "parent"
        ]
        return before[-1].name if before else None
    return None


def _where(draft: Draft, usable: Sequence[Mention]) -> Mention | None:
    m = draft.measure
    roles = {"in", "from"} if m is Measure.DISPLACED_STOCK else {"in"}
    if m in {Measure.DEPLOYMENT, Measure.ASSISTANCE, Measure.DETAINED, Measure.FUNDING, Measure.FACILITY}:
        roles |= {"to", "object"}
    if m in HARM and _RECOVERED.search(draft.sentence.text):
        lay = next((x for x in draft.sentence.places if x.role == "from" and _is_water(draft, x)), None)
        if lay is not None:
            return lay
    found = _of_own_clause(draft, usable, roles)
    if found is None:
        found = best(draft, usable, lambda x: x.role in roles and not same(x.name, draft.origin))
    if m is Measure.DEPLOYMENT:
        border = [x for x in usable if x.generic and BORDER.search(x.name)]
        found = border[0] if border else found
    if found is not None and m in HARM:
        found = _narrower(draft, found, usable) or found
    if found is None and m in {Measure.DEPLOYMENT, Measure.FUNDING, Measure.NEED}:
        found = best(draft, usable, lambda x: x.role in {"none", "of", "to", "object"})
    return found


def _is_water(draft: Draft, m: Mention) -> bool:
    behind = draft.sentence.text[m.end - draft.sentence.span.start :]
    return m.water or _WATER.match(behind) is not None


def _of_own_clause(draft: Draft, usable: Sequence[Mention], roles: set[str]) -> Mention | None:
    """ "234,000 in Kolo, 160,000 of whom are at Mba": a part's own words tell where it is."""
    sentence = draft.sentence
    if _OF_WHOM.match(draft.after) is None:
        return None
    later = [sentence.tokens[f].start for f in sentence.figures if f > draft.last]
    end = min([*later, sentence.span.end])
    clause = _CLAUSE_END.search(draft.after)
    if clause is not None:
        end = min(end, draft.end + clause.start())
    own = [x for x in usable if draft.end <= x.start < end and x.role in roles and not x.generic]
    return own[-1] if own else None


def _narrower(draft: Draft, found: Mention, usable: Sequence[Mention]) -> Mention | None:
    """ "In Kenya 41 people drowned at Garsen": the spot within the country is where they died."""

    text, base = draft.sentence.text, draft.sentence.span.start

    def inside(m: Mention) -> bool:
        within = m.nation == code_of(found.name) if found.country else found.code in m.parents
        spot = m.role == "in" and not m.generic and not m.country and m.code != found.code
        of_some = _OF_SOME.search(text[: m.start - base]) is not None
        return spot and within and not (of_some or is_cause(m, draft) or is_nearer_to_other(draft, m))

    spot = best(draft, usable, inside)
    return spot if spot is not None and price(draft, spot) < price(draft, found) + _AS_NEAR else None


def _subject_first(draft: Draft, subject: Mention, where: Mention | None) -> bool:
    """ "Turkey, which hosts 4 million Syrians": who hosts comes before where else is named."""
    if where is None:
        return True
    hosting = (
        draft.measure in {Measure.HOSTED, Measure.CAPACITY}
        and draft.hit is not None
        and draft.hit.voice in {"active", "none"}
    )
    return (
        hosting
        and subject.start < draft.start
        and price(draft, subject) < price(draft, where) + 0.4
        and (
            draft.hit is not None
            and draft.hit.frame.role in {"object", "after"}
            and draft.hit.first < draft.first
        )
    )


def _elsewhere(draft: Draft, memory: RouteMemory) -> str | None:
    """The place of the figure before in the same sentence or paragraph, else the scene, else the report's main place."""  # noqa: E501
    source = draft.copied or draft.whole
    if _is_nationwide(draft) and memory.setting.country is not None:
        draft.rules.append("place.nationwide")
        return memory.setting.country
    if source is not None and source.place:
        return source.place
    if source is not None and source.destination and source is draft.whole:
        # "134 crossed; four of them had been hurt": on the way, nobody says on which side
        return memory.setting.country if draft.measure in HARM else source.destination
    headed = memory.headed(draft.sentence.paragraph)
    if headed is not None:
        draft.rules.append("place.headed")
        return headed
    if memory.section or draft.measure is Measure.CONTROL:
        return memory.section or memory.setting.home or memory.setting.country or memory.setting.main
    before = memory.last.get("stock") if draft.measure not in HARM else memory.last.get("harm")
    if before is not None and before.place and before.sentence.paragraph == draft.sentence.paragraph:
        return before.place
    return _scene_of_harm(draft, memory) if draft.measure in HARM else _scene_of_stock(draft, memory)


def _scene_of_stock(draft: Draft, memory: RouteMemory) -> str | None:
    """What "there" means, else the headline's place, else where such figures of the report are."""
    if THERE.search(draft.sentence.text):
        near = memory.nearby(draft.sentence.paragraph) or memory.setting.clear
        return near or _of_title(draft, memory)
    titled = _of_title(draft, memory)
    if titled is not None:
        draft.rules.append("place.of_title")
        return titled
    if draft.measure in {Measure.NEED, Measure.FUNDING, Measure.CONTROL}:
        return memory.setting.country or memory.setting.clear
    if draft.measure is Measure.CAPACITY:
        return memory.setting.host or memory.setting.clear
    if draft.measure is Measure.HOSTED and memory.setting.host:
        return memory.setting.host
    return memory.nearby(draft.sentence.paragraph) or memory.setting.clear


def _of_title(draft: Draft, memory: RouteMemory) -> str | None:
    """The place of the headline, where the paragraph has named none; nobody is hosted at home."""
    titled = memory.of_title(draft.sentence.paragraph)
    abroad = draft.measure is Measure.HOSTED and draft.group is not Group.IDPS
    home = memory.setting.home
    there = titled is not None and home is not None and is_country_of(home, titled, memory)
    return None if abroad and there else titled


_OF_SOME = re.compile(
    r"\b(?:mostly|mainly|chiefly|largely|especially|particularly|notably|including|most|many|some|half|majority|primarily|in\s+particular|above\s+all)\b[^.;,]{0,30}\Z",
    re.IGNORECASE,
)
_AS_NEAR = 1.0  # how much farther along the tree a spot may stand than the country around it
# A sentence that speaks of the whole country and of no place: "with 676 dead the worst storm of the country".
_NATIONWIDE = re.compile(
    r"\b(?:nationwide|countrywide|nation-wide|country-wide|(?:across|throughout|in|of)\s+the\s+(?:whole\s+|entire\s+)?(?:country|nation)|"
    r"the\s+(?:country|nation)[’']s|national\s+(?:toll|total|count))\b(?!\s+of\b)",
    re.IGNORECASE,
)


def _is_nationwide(draft: Draft) -> bool:
    """Whether a toll is told in a sentence that speaks of the country as a whole."""
    return (
        draft.measure in HARM and draft.whole is None and _NATIONWIDE.search(draft.sentence.text) is not None
    )


def _scene_of_harm(draft: Draft, memory: RouteMemory) -> str | None:
    """The one place that the paragraph has named; of a toll the country; else the report's main place."""
    wide = _SO_FAR.search(draft.sentence.text)
    main, country = memory.setting.main, memory.setting.country
    if not wide and memory.local_alone and memory.local_paragraph == draft.sentence.paragraph:
        return memory.local
    if wide and country and memory.nation(main) == code_of(country):
        return country
    clear = memory.setting.clear
    of_later = any(m.name == clear and of_later_part(draft, m) for m in draft.sentence.places)
    return None if of_later else clear
