"""Where people moved from and to, by what the figure measures: arrivals, returns, displacement, evacuation.

Takes a draft of a flow with the mentions of its sentence and the memory of the report; fills origin, destination, place.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.draft import Draft
from panj.claims.mentions.places import Mention, stands_for_itself
from panj.claims.routes.arguments import acting, landing
from panj.claims.routes.nearness import (
    LEFT,
    ROOM,
    UPROOTED,
    best,
    in_condition,
    is_cause,
    leaving,
    of_later_part,
    own_words,
    place_within,
    reaching,
    same,
    verb_before,
    verb_before_from,
    with_others,
)
from panj.claims.routes.onward import left_again, sent_by
from panj.claims.routes.scene import (
    OF_FIGURES,
    THERE,
    RouteMemory,
    continued,
    country_in,
    is_sum_of_places,
)
from panj.claims.tables import alternation, table
from panj.model import Group, Measure, Status

_BESIDE = frozenset(
    {
        "across",
        "over",
        "off",
        "along",
        "on",
        "near",
        "outside",
        "around",
        "close to",
        "north of",
        "south of",
        "east of",
        "west of",
        "next to",
        "between",
    }
)
_GUARDS = re.compile(
    r"\b(?:guards?|police|officers|authorities|officials|troops|soldiers)\s+(?:\w+\s+)?\Z", re.IGNORECASE
)
_NATIONALS = re.compile(
    r"\b(?:nationals|citizens|staff|diplomats|expatriates|workers|abroad|home|embassy|flights?|planes?|aircraft|airlift\w*|flew|flown|warships?)\b",
    re.IGNORECASE,
)
_TO_HOMES = re.compile(
    r"\bto\s+(?:their|his|her|its|the|those)\s+(?:own\s+)?(?:\w+\s+)?"
    r"(?:homes?|houses?|villages?|towns?|farms?|lands?|communities|neighbou?rhoods|(?:areas?|places?)\s+of\s+origin)\s+"
    r"(?:in|across|around|near|throughout|of)\s+(?:the\s+)?(?:\w+\s+(?:of|and)\s+)?\Z",
    re.IGNORECASE,
)
_OTHER_WAY = re.compile(r"\W*In\s+the\s+(?:opposite|other|reverse)\s+direction\b", re.IGNORECASE)
_SUBJECT = 45  # characters before a verb in which its subject stands
_COME = re.compile(r"(?:come|came|coming)\b", re.IGNORECASE)
_SPOT = frozenset({"at", "through"})  # where they crossed
TAKES = re.compile(r"(?:tak|took|accept|receiv|welcom|admit)", re.IGNORECASE)
_ENDING = frozenset({Measure.EVACUATION, Measure.RELOCATION, Measure.FORCED_RETURN})
_TAKEN = frozenset({Measure.RELOCATION, Measure.ARRIVAL, Measure.EVACUATION})
_LANDED = re.compile(
    r"(?:were\s+|was\s+)?(?:landed|disembark|docked|put\s+ashore|brought\s+ashore)", re.IGNORECASE
)


def fill_flow(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    """Origin and destination of a movement; place too, where people were displaced or evacuated."""
    origin, destination = best(draft, usable, leaving(draft)), best(draft, usable, reaching(draft))
    draft.origin = origin.name if origin else None
    draft.destination = with_others(draft, destination) if destination else None
    if "measure.reached" in draft.rules:
        _fled_and_reached(draft, usable)
    own_words(draft, usable)
    _by_verb(draft, usable)
    match draft.measure:
        case Measure.ARRIVAL | Measure.ADMISSION:
            _arrival(draft, usable, own, memory)
        case Measure.RETURN | Measure.FORCED_RETURN:
            _back(draft, usable, own, memory)
        case Measure.INTERNAL_DISPLACEMENT:
            _displaced(draft, usable, own, memory)
        case _:
            _outward(draft, usable, own, memory)


def _fled_and_reached(draft: Draft, usable: Sequence[Mention]) -> None:
    """ "Fled fighting in Kolo and reached the town of Mba": what stands before the second verb was left."""
    verb = draft.told_at
    if verb is None:
        return
    named = [m for m in usable if not m.generic]
    left = [m for m in named if draft.end <= m.start < verb and m.role in {"in", "from", "object"}]
    reached = [m for m in named if m.start > verb and m.role in {"in", "to", "object"}]
    if left and reached:
        draft.origin, draft.destination = left[0].name, reached[0].name


def _by_verb(draft: Draft, usable: Sequence[Mention]) -> None:
    """What the figure's own verb says: who takes people in, where a journey ended."""
    doer = acting(draft, usable)
    taken = TAKES.match(draft.term or "")
    takes = draft.measure is Measure.ADMISSION or (draft.measure in _TAKEN and taken)
    if doer is not None and draft.measure is Measure.ARRIVAL and takes:
        draft.rules.append("place.taker")
    if doer is not None and takes and not same(doer.name, draft.origin):
        draft.destination = (
            draft.destination if draft.measure is Measure.RELOCATION and draft.destination else doer.name
        )
    end = landing(draft, usable) if draft.destination is None else None
    if end is not None and draft.measure in _ENDING:
        draft.destination = end.name


def _arrival(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    if draft.measure is Measure.ADMISSION and (guard := _guarded(draft)) is not None:
        draft.destination = guard
        draft.rules.append("place.taker")
    if draft.destination is None and draft.measure is Measure.ADMISSION:
        draft.destination = _admitting(draft, usable)
    if draft.destination is None:
        inside = [m for m in usable if m.prep not in _BESIDE and not is_cause(m, draft)]
        chosen = place_within(draft, inside, draft.origin, own)
        draft.destination = chosen.name if chosen else _possessor(draft, usable)
    if draft.origin is None and own and not same(own, draft.destination):
        draft.origin = own
    before = continued(draft, memory, "in")
    if draft.origin is None and before is not None and _OTHER_WAY.match(draft.sentence.text):
        draft.origin = before.destination
        draft.destination = draft.destination or before.origin
        draft.rules.append("place.other_way")
    draft.destination = draft.destination or _entered(draft, before, memory)
    carried = before if before is not None and before in (draft.copied, draft.whole) else None
    if draft.origin is None and draft.group is not Group.IDPS:
        home = memory.setting.home
        beside = _scene_of_flight(draft, usable, memory)
        choices = (
            carried.origin if carried else None,
            home,
            beside,
            before.origin if before is not None and _goes_on(draft, before) else None,
            _first_nation(draft, memory),
        )
        draft.origin = next((n for n in choices if n and not same(n, draft.destination)), None)
    elif draft.origin is None and before is not None and not same(before.origin, draft.destination):
        draft.origin = before.origin


def _goes_on(draft: Draft, before: Draft) -> bool:
    """Whether a figure has the route of the one before: in one sentence, or of the figures themselves."""
    return before.sentence is draft.sentence or OF_FIGURES.search(draft.sentence.text) is not None


def _first_nation(draft: Draft, memory: RouteMemory) -> str | None:
    """The country that a report is about, for those who came to another."""
    setting, reached = memory.setting, memory.nation(draft.destination)
    if any(m.role in {"in", "to"} and same(m.name, setting.country) for m in draft.sentence.places):
        return None  # one of several that they came to
    return setting.country if reached is not None and memory.nation(setting.country) != reached else None


def _only_nation(draft: Draft, memory: RouteMemory) -> str | None:
    """The one country that a report names beside the people's own."""
    own = {memory.nation(draft.origin), memory.nation(memory.setting.home)} - {None}
    others = [n for n in memory.setting.nations if memory.nation(n) not in own]
    return others[0] if len(others) == 1 else None


def _scene_of_flight(draft: Draft, usable: Sequence[Mention], memory: RouteMemory) -> str | None:
    """ "Fled to Chad since the fighting in Darfur began": a place in another country than the one reached."""
    reached = memory.nation(draft.destination)
    if draft.destination is None or (reached is None and not stands_for_itself(draft.destination.lower())):
        return None
    abroad = [
        m
        for m in usable
        if m.nation and m.nation != reached and m.prep not in _SPOT and not _is_of_figure_before(m, draft)
    ]
    found = place_within(draft, abroad, draft.destination)
    return found.name if found else None


def _is_of_figure_before(m: Mention, draft: Draft) -> bool:
    """ "844,000 landed in one country and 152,700 in another": where the others came to."""
    at = draft.sentence.index(m.start)
    return m.end <= draft.start and any(f < at for f in draft.sentence.figures if f < draft.first)


def _entered(draft: Draft, before: Draft | None, memory: RouteMemory) -> str | None:
    """Where people came to, if the sentence does not say: the section, the figure before, the host."""
    setting, origin = memory.setting, draft.origin
    if is_sum_of_places(draft, memory):
        draft.rules.append("place.of_total")
        return None
    there = not draft.sentence.item and THERE.search(draft.sentence.text)
    nearby = memory.nearby(draft.sentence.paragraph) if there else None
    reached = before.destination if before is not None else None
    if nearby is not None and not same(nearby, origin):
        return nearby
    ruler = _ruled_by_speaker(draft, memory)
    if ruler is not None:
        return ruler
    choices = (memory.section, reached, setting.host, _only_nation(draft, memory), setting.clear)
    return next((n for n in choices if n and not same(n, origin) and not _is_home(n, draft, memory)), None)


@cache
def _of_state() -> re.Pattern[str]:
    """Words for bodies of a state that count who comes into it."""
    return re.compile(rf"\b(?:{alternation(table('places')['words']['of_state'])})\b", re.IGNORECASE)


def _ruled_by_speaker(draft: Draft, memory: RouteMemory) -> str | None:
    """ "Ruritania's border guard said 29,000 had entered": who counts at a border speaks of its own."""
    if draft.speaker is None or _of_state().search(draft.speaker) is None:
        return None
    if draft.speaker not in draft.sentence.text:
        return None  # carried from a sentence before
    country = country_in(draft.speaker)
    if country is None or same(country, draft.origin) or _is_home(country, draft, memory):
        return None
    draft.rules.append("place.of_speaker")
    return country


def _is_home(name: str, draft: Draft, memory: RouteMemory) -> bool:
    """Whether a place lies in the country that people came from; the displaced may stay inside it."""
    nation = memory.nation(draft.origin) or memory.nation(memory.setting.home)
    return draft.group is not Group.IDPS and nation is not None and memory.nation(name) == nation


def _admitting(draft: Draft, usable: Sequence[Mention]) -> str | None:
    """Who accepts: "Uganda took in 300", "accepted by Niger"."""
    text, begin = draft.sentence.text, draft.sentence.span.start
    by = [m for m in usable if re.search(r"\bby\s+(?:the\s+)?\Z", text[: m.start - begin])]
    if by:
        return by[0].name
    at = draft.start if draft.told_at is None else draft.told_at
    subject = best(
        draft, usable, lambda m: m.start < at and m.role in {"none", "of"} and not same(m.name, draft.origin)
    )
    return subject.name if subject else None


def _guarded(draft: Draft) -> str | None:
    """ "Ruritanian border guards let in 22,600": into the country whose guards they are."""
    at = draft.told_at
    if at is None or at > draft.start:
        return None
    verb = at - draft.sentence.span.start
    left = draft.sentence.text[max(0, verb - _SUBJECT) : verb]
    return country_in(left) if _GUARDS.search(left) else None


def _possessor(draft: Draft, usable: Sequence[Mention]) -> str | None:
    subject = best(
        draft,
        usable,
        lambda m: m.role in {"of", "none"} and not same(m.name, draft.origin) and m.start < draft.start,
        1.6,
    )
    return subject.name if subject else None


def _back(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    """People go back to their own country: the word for them says which, the host is where they were."""
    home = own or _fled(draft, usable) or memory.setting.home
    explicit = _home_in(draft, usable) or best(
        draft, usable, lambda m: m.role == "to" and not in_condition(draft, m)
    )
    fled = _fled(draft, usable) if explicit is not None and explicit.start < draft.start else None
    if fled is not None and explicit is not None:  # "of those displaced from Kolo to Mba, 70 have gone home"
        draft.origin, explicit = explicit.name, None
        home = fled
        draft.rules.append("place.of_home")
    draft.destination = explicit.name if explicit else home or draft.destination
    if own is not None and draft.destination == own:
        draft.rules.append("place.home")
    before = continued(draft, memory, "back")
    sender = sent_by(draft, memory.nation)
    if sender is not None and explicit is None and same(sender, draft.destination):
        draft.destination = None  # guessed; nobody is sent to where they are sent from
    if sender is not None and not same(sender, draft.destination):
        draft.origin = sender
        draft.rules.append("place.sent_by")
    if draft.origin is None or same(draft.origin, draft.destination):
        entered = best(draft, usable, lambda m: m.role == "object" and verb_before(draft, m) not in LEFT)
        at = draft.start if draft.told_at is None else draft.told_at
        guard = country_in(draft.speaker) if draft.destination is None else None
        if guard is not None and _COME.match(draft.term or ""):
            draft.destination = guard  # its own border service says that people "have come back"
            draft.origin = None if same(draft.origin, guard) else draft.origin
            draft.rules.append("place.of_speaker")
        acting = next((m.name for m in usable if m.country and m.role == "none" and m.start < at), None)
        speaker = acting or country_in(draft.speaker)
        told = (
            entered.name if entered else None,
            before.origin if before else None,
            speaker,
            _in_name(draft, usable),
        )
        reached = memory.last["in"].destination if "in" in memory.last else None
        broken_down = _by_origins(draft) or _goes_on_with_parts(before)
        guessed = () if broken_down else (reached, memory.setting.host)
        draft.origin = next(
            (n for n in (*told, *guessed) if n and not same(n, draft.destination) and not same(n, home)), None
        )
    others = sender is not None and before is not None and not same(sender, before.origin)
    if draft.destination is None and before is not None and not others:
        draft.destination = before.destination
    came = memory.last.get("in")
    if draft.destination is None and came is not None and same(came.destination, draft.origin):
        draft.destination = came.origin  # back to where the last ones had come from


def _by_origins(draft: Draft) -> bool:
    """Whether the sentence goes on to tell from where parts of them came: "9,000: 6,000 from Mali …"."""
    return any(m.role == "from" and of_later_part(draft, m) for m in draft.sentence.places)


def _goes_on_with_parts(before: Draft | None) -> bool:
    """Whether the figure that this one goes on with was broken down by where they came from."""
    return before is not None and before.origin is None and _by_origins(before)


def _home_in(draft: Draft, usable: Sequence[Mention]) -> Mention | None:
    """ "Went back to their villages in Kolo": where the homes are that they went back to."""
    text, base = draft.sentence.text, draft.sentence.span.start
    found = best(draft, usable, lambda m: _TO_HOMES.search(text[: m.start - base]) is not None)
    if found is not None and same(draft.origin, found.name):
        draft.origin = None
    return found


def _fled(draft: Draft, usable: Sequence[Mention]) -> str | None:
    """ "Of those who fled Mosul" 9,000, "of those displaced from Sake" 300 have gone home: what they fled."""
    out = best(draft, usable, lambda m: m.role == "from" and verb_before_from(draft, m) in UPROOTED)
    if out is not None:
        draft.origin = None if same(draft.origin, out.name) else draft.origin
        return out.name
    left = best(
        draft,
        usable,
        lambda m: m.role == "object" and verb_before(draft, m) in LEFT and not _told_by_leaving(draft, m),
    )
    if left is None or re.search(r"\b(?:from|out\s+of)\b", draft.sentence.text):
        return None
    if same(draft.origin, left.name):
        draft.origin = None
    return left.name


def _told_by_leaving(draft: Draft, m: Mention) -> bool:
    """ "The flight left Minsk with 431 aboard": the verb that tells of the figure, not what they had fled."""
    verb = draft.told_at
    return verb is not None and verb < m.start <= verb + _SUBJECT and m.end < draft.start


def _in_name(draft: Draft, usable: Sequence[Mention]) -> str | None:
    found = place_within(draft, usable, limit=2.5)
    return found.name if found else None


def _displaced(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    where = place_within(draft, usable, draft.destination)
    if where is not None and stands_for_itself(where.name.lower()):  # "as refugees in neighbouring countries"
        draft.destination, where = where.name, None
        draft.origin = draft.origin or own or memory.setting.home
    before = continued(draft, memory, "displaced")
    if where is None and draft.origin is None:
        of = best(
            draft,
            usable,
            lambda m: (
                m.role in {"of", "none"} and m.name != draft.destination and m.start < draft.start + 200
            ),
            2.2,
        )
        draft.place = of.name if of else None
    draft.place = draft.place or (where.name if where else None) or draft.origin
    if draft.place is None and before is not None:
        draft.origin, draft.place = before.origin, before.place
    if draft.place is None:
        headed = memory.headed(draft.sentence.paragraph)
        near = memory.section or memory.nearby(draft.sentence.paragraph)
        draft.place = headed or own or near or memory.setting.clear
    draft.origin = draft.origin or draft.place


def _outward(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    """Evacuation, departure, relocation: where they are taken from."""
    before = continued(draft, memory, "out")
    came = memory.last.get("in")
    if came is not None and left_again(draft, came):
        draft.origin = came.destination  # "98,000 entered the country and 64,000 left it again"
        draft.rules.append("place.onward")
    where = place_within(draft, usable, draft.destination, limit=2.2)
    if where is not None and draft.destination is None and _LANDED.match(draft.term or ""):
        draft.destination, where = where.name, None
    if draft.origin is None and where is None and own is None and draft.measure is Measure.EVACUATION:
        draft.origin = _own_evacuated(draft, usable)
    if draft.origin is None:
        of = best(draft, usable, lambda m: m.role == "of" and m.name != draft.destination, 1.8)
        nearest = where or of
        draft.origin = nearest.name if nearest else None
    if draft.origin is None and before is not None and not same(before.origin, draft.destination):
        draft.origin = before.origin
        going_on = before.period is draft.period or OF_FIGURES.search(draft.sentence.text)
        draft.destination = draft.destination or (before.destination if going_on else None)
    there = draft.whole or draft.copied
    if (
        draft.origin is None
        and there is not None
        and there.measure in {*ROOM, Measure.ARRIVAL, Measure.ADMISSION}
    ):
        draft.origin = there.destination or there.place
    if draft.origin is None:
        setting = memory.setting
        choice = memory.headed(draft.sentence.paragraph) or memory.section or setting.clear
        if draft.measure is Measure.DEPARTURE:
            choice = own or setting.home or choice
        elif draft.measure is Measure.RELOCATION:
            choice = memory.hosting(draft.sentence.paragraph) or choice
        draft.origin = choice if not same(choice, draft.destination) else None
    if draft.measure is Measure.RELOCATION and draft.status is Status.REQUESTED:
        draft.destination = _asked(draft, usable) or draft.destination
    draft.place = draft.origin if draft.measure is Measure.EVACUATION else None


def _own_evacuated(draft: Draft, usable: Sequence[Mention]) -> str | None:
    """ "The province evacuated 18,500": its own, unless they are its nationals abroad."""
    doer = acting(draft, usable)
    if doer is None or _NATIONALS.search(draft.sentence.text) or same(doer.name, draft.destination):
        return None
    return doer.name


def _asked(draft: Draft, usable: Sequence[Mention]) -> str | None:
    asked = [m for m in usable if m.country and m.start < draft.start and not same(m.name, draft.origin)]
    return with_others(draft, asked[-1]) if asked else None
