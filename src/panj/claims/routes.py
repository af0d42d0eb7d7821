"""Where from, where to, where: the places of a sentence given to a figure by what it measures.

Takes drafts with measures; fills origin, destination and place. What a sentence leaves open is taken from
the people's own word ("Afghan soldiers"), from the figure before it, or from the report's setting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from panj.claims.draft import Draft, Sentence
from panj.claims.nations import code_of, demonym, demonym_at, shared_demonym
from panj.claims.places import Mention, stands_for_itself
from panj.claims.setting import Setting
from panj.language import cost
from panj.model import Block, BlockKind, Group, Measure, Status, Unit

FLOWS = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RETURN, Measure.FORCED_RETURN, Measure.RELOCATION, Measure.DEPARTURE,  # noqa: E501
                   Measure.EVACUATION, Measure.INTERNAL_DISPLACEMENT})  # fmt: skip
_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})
_ROOM = frozenset({Measure.HOSTED, Measure.CAPACITY})
_OUT = frozenset({Measure.EVACUATION, Measure.DEPARTURE, Measure.INTERNAL_DISPLACEMENT})
_BACK = frozenset({Measure.RETURN, Measure.FORCED_RETURN})
_LEFT = frozenset(
    {"fled", "flee", "fleeing", "left", "leaving", "leave", "escaped", "escape", "exited", "quit"}
)
_HEADING = 5  # words at most
_REACH = 5  # paragraphs over which a figure goes on with the route of the one before
_FAR = 3.6
_HOME = re.compile(r"(?:their\s+)?(?:homes?|villages?)\Z", re.IGNORECASE)
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
_OFFICIAL = re.compile(
    r"\b(?:ministry|authorit\w+|officials?|side|government|police|army|service|spokes\w+|minister)\b",
    re.IGNORECASE,
)
_PART_LEFT = re.compile(
    r"\b(?:including|of\s+(?:whom|which|them|these|those)|among\s+(?:them|whom|these|those)|comprising)\b[^.;]*\Z|:\s*\Z",
    re.IGNORECASE,
)
_PART_RIGHT = re.compile(r"\s*(?:\w+\s+)?of\s+(?:whom|which|them|these|those)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\bwhere\b|\b(?:some|many|most|several|all|half|part|both|few|none|majority|others)\s+of\s+(?:whom|which|them|these|those)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:totals?|tally|overall|altogether|in\s+all|combined|cumulative|number\s+(?:of\s+\w+\s+)?to)\b",
    re.IGNORECASE,
)
_OF_FIGURES = re.compile(
    r"\b(?:the|that|this|both|these|a|latest|first|second|third|fourth|fifth|last)\s+(?:\w+\s+)?(?:figures?|number|count|estimate)s?\b[^.]{0,60}\b(?:doubt\w*|given|revised|corrected|spoken|said|wrong|higher|lower|disputed|differs?|put)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*(?:,|and|or|,\s*and|or|,\s*or|/|and\s+to|and\s+into|or\s+to|or\s+into)\s*(?:the\s+|neighbou?ring\s+)?"
)
_LANDED = re.compile(
    r"(?:were\s+|was\s+)?(?:landed|disembark|docked|put\s+ashore|brought\s+ashore)", re.IGNORECASE
)
_SO_FAR = re.compile(
    r"\b(?:totals?|toll|count|so\s+far|since|bring(?:s|ing)|brought|altogether|in\s+all|have\s+been|has\s+killed)\b",
    re.IGNORECASE,
)
_SAME_AGAIN = re.compile(r"\A[^.;]{0,30}?(?:,\s*|\s|\()or\s+(?:about\s+|almost\s+|nearly\s+|some\s+)?\Z")
_OPEN = re.compile(
    r"(?:\s+(?:district|province|region|camp|county))?\s*\(\s*(?:about|around|some|nearly|over|more\s+than)?\s*\Z"
)
_A_BORDER = re.compile(r"\b(?:the|a|its|their)\s+(?:[A-ZÀ-Þa-z-]+\s+){0,2}?(?:border|frontier)\b")
_BORDER = re.compile(r"\b(?:border|frontier|line|boundary|strip)\Z", re.IGNORECASE)
_THERE = re.compile(
    r"\b(?:there|the\s+(?:city|town|camp|settlement|island|village|region|province|district|area|site|port\s+city))\b(?!\s+of\b)",
    re.IGNORECASE,
)


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
    last: dict[str, Draft] = field(default_factory=dict)
    local: str | None = None
    local_paragraph: int = -1
    section: str | None = None
    nation: Callable[[str | None], str | None] = _nation_by_name
    countries: Sequence[str] = ()
    named: list[tuple[str, str]] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    under: int = -1

    def of_kind(self, description: str) -> str | None:
        """The last place named that "the province" or "the camp" can mean."""
        kinds = _KINDS.get(description.removeprefix("the "), ())
        return next((name for name, kind in reversed(self.named) if kind in kinds), None)

    def nearby(self, paragraph: int) -> str | None:
        """The last place named in this paragraph or the one before."""
        return self.local if paragraph - self.local_paragraph <= 1 else None


def give_route(draft: Draft, memory: RouteMemory) -> None:
    """Fill origin, destination and place of a draft that has a measure, and remember them."""
    if draft.measure is None:
        return
    if draft.measure is Measure.CONTEXT:
        found = [m for m in draft.sentence.places if not m.generic]
        draft.place = min(found, key=lambda m: abs(m.start - draft.start)).name if found else None
        return
    usable = [
        m
        for m in draft.sentence.places
        if not _only_speaker(m, draft.sentence)
        and not m.water
        and m.role != "parent"
        and not _of_part(draft, m)
    ]
    own = _people(draft, memory.countries)
    if draft.measure in FLOWS:
        _flow(draft, usable, own, memory)
    else:
        _stock(draft, usable, own, memory)
    for name in ("origin", "destination", "place"):
        setattr(draft, name, _named(getattr(draft, name), name, draft, memory))
    _bracketed(draft)
    _two_ends(draft, memory)
    if "list.lead" not in draft.rules:
        memory.last[_kind(draft.measure)] = draft


def _bracketed(draft: Draft) -> None:
    """ "Lushagala (42,000), Bulengo (31,500)": the name before the bracket is the figure's place."""
    text, base = draft.sentence.text, draft.sentence.span.start
    for m in draft.sentence.places:
        if (
            m.end <= draft.start
            and not m.generic
            and _OPEN.fullmatch(text[m.end - base : draft.start - base])
        ):
            give_place(draft, m.name)
            draft.rules.append("place.bracket")


def give_place(draft: Draft, name: str) -> None:
    """A label's place as what it is for the measure: where they came to, what they left, where they are."""
    abroad = draft.measure is Measure.DEPARTURE and code_of(name)
    if abroad or draft.measure in {Measure.ARRIVAL, Measure.ADMISSION, Measure.RELOCATION}:
        draft.destination = name
    elif draft.measure in {Measure.EVACUATION, Measure.DEPARTURE}:
        draft.origin = name
    else:
        draft.place = name
        draft.origin = name if draft.measure is Measure.INTERNAL_DISPLACEMENT else draft.origin


def settle_titles(live: Sequence[Draft]) -> None:
    """A headline's figure has the route of the same figure in the body."""
    body = [d for d in live if d.sentence.kind is BlockKind.BODY]
    for d in live:
        if d.sentence.kind is BlockKind.BODY:
            continue
        alike = (
            b for b in body if (b.measure, b.unit, b.number.value) == (d.measure, d.unit, d.number.value)
        )
        twin = next(alike, None)
        if twin is None:
            continue
        for name in ("origin", "destination", "place"):
            if getattr(d, name) is None:
                setattr(d, name, getattr(twin, name))
        d.rules.append("place.of_body")


def _two_ends(draft: Draft, memory: RouteMemory) -> None:
    """No route ends where it begins."""
    if draft.origin is None or draft.destination is None:
        return
    crossing = draft.measure in {Measure.ARRIVAL, Measure.ADMISSION, *_BACK} and draft.group is not Group.IDPS
    inside = crossing and _is_country_of(draft.destination, draft.origin, memory)
    if not same(draft.origin, draft.destination) and not inside:
        return
    if draft.measure in _BACK:
        draft.origin = _other(draft.destination, memory)
    else:
        draft.destination = _other(draft.origin, memory)


def _is_country_of(country: str, name: str, memory: RouteMemory) -> bool:
    code = code_of(country)
    return code is not None and memory.nation(name) == code


def _other(name: str, memory: RouteMemory) -> str | None:
    """The other country of the setting: the host for one end, the home for the other."""
    nation, setting = memory.nation(name), memory.setting
    return next(
        (n for n in (setting.host, setting.home) if n and code_of(n) != nation and not same(n, name)), None
    )


def _of_part(draft: Draft, m: Mention) -> bool:
    """Whether a place is told of a part, or in a clause of its own ("1,037, of them 312 in Shughnan, where …")."""  # noqa: E501
    text, base, tokens = draft.sentence.text, draft.sentence.span.start, draft.sentence.tokens
    if m.start < draft.end:
        return _of_sibling(draft, m)
    verb = draft.hit.first if draft.hit is not None and draft.copied is None else -1
    at = draft.sentence.index(m.start)
    between = text[draft.end - base : m.start - base]
    for aside in _ASIDE.finditer(between):
        from_here = draft.sentence.index(draft.end + aside.start())
        if not from_here <= verb <= at:
            return True
    for f in draft.sentence.figures:
        if draft.last < f and tokens[f].start < m.start and not f < verb <= at:
            left, right = text[draft.end - base : tokens[f].start - base], text[tokens[f].end - base :]
            if _PART_LEFT.search(left) or _PART_RIGHT.match(right):
                return True
    return False


def _of_sibling(draft: Draft, m: Mention) -> bool:
    """ "250, of whom 90 at Farchana and 160 in another village": Farchana is the other part's."""
    whole, at = draft.whole, draft.sentence.index(m.start)
    if whole is None or whole.sentence is not draft.sentence or whole.first > draft.first:
        return False
    return any(whole.last < f < at < draft.first for f in draft.sentence.figures)


def _only_speaker(m: Mention, sentence: Sentence) -> bool:
    """Inside the words of attribution; a country that speaks of itself stays ("Niger has said it is ready")."""  # noqa: E501
    inside = any(a.start <= m.start < a.end for a in sentence.speech)
    return inside and not (m.country and m.role == "none")


def _people(draft: Draft, spoken: Sequence[str] = ()) -> str | None:
    """The country whose people are counted: "Afghan soldiers", "Syrians"; not "ethnic Kyrgyz"."""
    tokens = draft.sentence.tokens
    words = [t.text for t in tokens]
    for i in range(draft.first, min(draft.last + 2, len(tokens))):
        t = tokens[i]
        if i > draft.last and t.pos in {"VERB", "AUX", "PUNCT", "PREP"}:
            break
        country = demonym_at(words, i) or shared_demonym(words[i], spoken)
        if i + 1 < len(words) and demonym_at(words, i + 1) and not demonym(words[i + 1]):
            continue
        if country and not (i and tokens[i - 1].lower == "ethnic"):
            return country
    return None


def price(draft: Draft, m: Mention) -> float:
    """How far a place stands from a figure or its verb; another figure between counts against it."""
    tokens = draft.sentence.tokens
    at = draft.sentence.index(m.start)
    anchors = [draft.last]
    if draft.hit is not None and draft.copied is None and cost(tokens, draft.last, draft.hit.first) < 1.9:
        anchors.append(draft.hit.last)
    best = min(_step(draft, a, at) for a in anchors)
    return best + (0.8 if m.generic else 0.0) + (0.0 if m.sure else 0.3)


def _step(draft: Draft, a: int, at: int) -> float:
    low, high = sorted((a, at))
    others = sum(1 for f in draft.sentence.figures if low < f < high and not draft.first <= f <= draft.last)
    return (
        abs(at - a) * 0.08
        + 0.45 * cost(draft.sentence.tokens, a, at)
        + (0.3 if at < a else 0.0)
        + 0.7 * others
    )


def _best(
    draft: Draft, found: Sequence[Mention], accept: Callable[[Mention], bool], limit: float = _FAR
) -> Mention | None:
    scored = sorted(((price(draft, m), m.start, m) for m in found if accept(m)), key=lambda x: x[:2])
    return scored[0][2] if scored and scored[0][0] <= limit else None


def _verb_before(draft: Draft, m: Mention) -> str:
    left = draft.sentence.text[: m.start - draft.sentence.span.start].lower()
    match = re.search(
        r"(\w+)\s+(?:(?:the|their|neighbou?ring)\s+)?(?:\w+ern\s+)?(?:city\s+of\s+|town\s+of\s+)?\Z", left
    )
    return match.group(1) if match else ""


def _from(draft: Draft) -> Callable[[Mention], bool]:
    return lambda m: (
        not _HOME.match(m.name)
        and (m.role == "from" or (m.role == "object" and _verb_before(draft, m) in _LEFT))
    )


def _to(draft: Draft) -> Callable[[Mention], bool]:
    return lambda m: (
        m.name.lower() not in {"home", "their homes"}
        and not (m.generic and _BORDER.search(m.name))
        and (m.role == "to" or (m.role == "object" and _verb_before(draft, m) not in _LEFT))
    )


def _within(
    draft: Draft, usable: Sequence[Mention], *not_these: str | None, limit: float = _FAR
) -> Mention | None:
    banned = {n for n in not_these if n}
    return _best(
        draft,
        usable,
        lambda m: (
            m.role == "in"
            and not (m.generic and _BORDER.search(m.name))
            and not any(same(m.name, n) for n in banned)
        ),
        limit,
    )


def _flow(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    origin, destination = _best(draft, usable, _from(draft)), _best(draft, usable, _to(draft))
    draft.origin = origin.name if origin else None
    draft.destination = _with_others(draft, destination) if destination else None
    _own_words(draft, usable)
    match draft.measure:
        case Measure.ARRIVAL | Measure.ADMISSION:
            _arrival(draft, usable, own, memory)
        case Measure.RETURN | Measure.FORCED_RETURN:
            _back(draft, usable, own, memory)
        case Measure.INTERNAL_DISPLACEMENT:
            _displaced(draft, usable, own, memory)
        case _:
            _outward(draft, usable, own, memory)


def _own_words(draft: Draft, usable: Sequence[Mention]) -> None:
    """What stands between a part and the next figure is its own: "900 at Dhubab and 500 at Mocha"."""
    source, hit = draft.copied or draft.whole, draft.hit
    shared = hit is not None and any(hit.first < f < draft.first for f in draft.sentence.figures)
    if not shared and (source is None or (source.sentence is not draft.sentence and not draft.sentence.item)):
        return
    following = [f for f in draft.sentence.figures if f > draft.last]
    text, base, tokens = draft.sentence.text, draft.sentence.span.start, draft.sentence.tokens
    while following and _SAME_AGAIN.search(text[draft.end - base : tokens[following[0]].start - base]):
        following.pop(0)
    end = tokens[following[0]].start if following else draft.sentence.span.end
    own = [m for m in usable if draft.end <= m.start < end and not _of_part(draft, m)]
    reached = [m for m in own if m.role in {"in", "to", "object"} and not _BORDER.search(m.name)]
    where = next((m for m in reached if m.role == "to"), reached[0] if reached else None)
    whence = next((m for m in own if m.role == "from" and not _HOME.match(m.name)), None)
    if draft.measure in _OUT:
        whence = whence or (where if where is not None and where.role == "in" else None)
    if whence is not None:
        draft.origin = whence.name
    if where is not None and (draft.measure not in _OUT or where.role == "to"):
        draft.destination = where.name


def _with_others(draft: Draft, first: Mention) -> str:
    """All of a list of destinations, as the report writes it: "Mauritania, Niger and Burkina Faso"."""
    text, base = draft.sentence.text, draft.sentence.span.start
    at = [m for m in draft.sentence.places if m.role != "parent"]
    group = [first]
    for m in at:
        if m.start > group[-1].end and m.role == first.role and not m.generic:
            if not _LISTED.fullmatch(text[group[-1].end - base : m.start - base]):
                break
            group.append(m)
    for m in reversed(at):
        if m.end < group[0].start and m.role == first.role and not m.generic:
            if not _LISTED.fullmatch(text[m.end - base : group[0].start - base]):
                break
            group.insert(0, m)
    if len(group) == 1 or first.generic or len({m.country for m in group}) > 1:
        return first.name
    return text[group[0].start - base : group[-1].end - base]


def _arrival(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    if draft.destination is None and draft.measure is Measure.ADMISSION:
        draft.destination = _admitting(draft, usable)
    if draft.destination is None:
        inside = [m for m in usable if m.prep not in _BESIDE]
        chosen = _within(draft, inside, draft.origin, own)
        draft.destination = chosen.name if chosen else _possessor(draft, usable)
    if draft.origin is None and own and not same(own, draft.destination):
        draft.origin = own
    before = _before(draft, memory, "in")
    draft.destination = draft.destination or _entered(draft, before, memory)
    carried = before if before is not None and before in (draft.copied, draft.whole) else None
    if draft.origin is None and draft.group is not Group.IDPS:
        home = memory.setting.home
        beside = _scene_of_flight(draft, usable, memory)
        choices = (
            carried.origin if carried else None,
            home,
            beside,
            before.origin if before else None,
            _first_nation(draft, memory),
        )
        draft.origin = next((n for n in choices if n and not same(n, draft.destination)), None)
    elif draft.origin is None and before is not None and not same(before.origin, draft.destination):
        draft.origin = before.origin


def _first_nation(draft: Draft, memory: RouteMemory) -> str | None:
    """The country that a report is about, for those who came to another."""
    setting, reached = memory.setting, memory.nation(draft.destination)
    return setting.country if reached is not None and memory.nation(setting.country) != reached else None


def _scene_of_flight(draft: Draft, usable: Sequence[Mention], memory: RouteMemory) -> str | None:
    """ "Fled to Chad since the fighting in Darfur began": a place in another country than the one reached."""
    reached = memory.nation(draft.destination)
    if draft.destination is None or (reached is None and not stands_for_itself(draft.destination.lower())):
        return None
    found = _within(draft, [m for m in usable if m.nation and m.nation != reached], draft.destination)
    return found.name if found else None


def _entered(draft: Draft, before: Draft | None, memory: RouteMemory) -> str | None:
    """Where people came to, if the sentence does not say: the section, the figure before, the host."""
    setting, origin = memory.setting, draft.origin
    there = not draft.sentence.item and _THERE.search(draft.sentence.text)
    nearby = memory.nearby(draft.sentence.paragraph) if there else None
    reached = before.destination if before is not None else None
    if nearby is not None and not same(nearby, origin):
        return nearby
    choices = (memory.section, reached, setting.host, *setting.nations, setting.main)
    return next((n for n in choices if n and not same(n, origin) and not _is_home(n, draft, memory)), None)


def _is_home(name: str, draft: Draft, memory: RouteMemory) -> bool:
    """Whether a place lies in the country that people came from; the displaced may stay inside it."""
    nation = memory.nation(draft.origin) or memory.nation(memory.setting.home)
    return draft.group is not Group.IDPS and nation is not None and memory.nation(name) == nation


def _wider(draft: Draft, before: Draft) -> bool:
    """A total, or a word on the figures themselves, is not of the narrow place told before."""
    if before.sentence is draft.sentence or before is draft.whole or code_of(before.destination or ""):
        return False
    left = draft.sentence.text[: draft.start - draft.sentence.span.start][-60:]
    if draft.status is Status.POSSIBLE and before.status is not Status.POSSIBLE:
        return True  # what may come is not bound to where the last ones came
    return bool(_TOTAL.search(left) or _OF_FIGURES.search(draft.sentence.text))


def _admitting(draft: Draft, usable: Sequence[Mention]) -> str | None:
    """Who accepts: "Uganda took in 300", "accepted by Niger"."""
    text, begin = draft.sentence.text, draft.sentence.span.start
    by = [m for m in usable if re.search(r"\bby\s+(?:the\s+)?\Z", text[: m.start - begin])]
    if by:
        return by[0].name
    at = (
        draft.sentence.tokens[draft.hit.first].start
        if draft.hit is not None and draft.copied is None
        else draft.start
    )
    subject = _best(
        draft, usable, lambda m: m.start < at and m.role in {"none", "of"} and not same(m.name, draft.origin)
    )
    return subject.name if subject else None


def _possessor(draft: Draft, usable: Sequence[Mention]) -> str | None:
    subject = _best(
        draft,
        usable,
        lambda m: m.role in {"of", "none"} and not same(m.name, draft.origin) and m.start < draft.start,
        1.6,
    )
    return subject.name if subject else None


def _back(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    """People go back to their own country: the word for them says which, the host is where they were."""
    home = own or _fled(draft, usable) or memory.setting.home
    explicit = _best(draft, usable, lambda m: m.role == "to")
    draft.destination = explicit.name if explicit else home or draft.destination
    before = _before(draft, memory, "back")
    if draft.origin is None or same(draft.origin, draft.destination):
        entered = _best(draft, usable, lambda m: m.role == "object" and _verb_before(draft, m) not in _LEFT)
        at = (
            draft.sentence.tokens[draft.hit.first].start
            if draft.hit is not None and draft.copied is None
            else draft.start
        )
        acting = next((m.name for m in usable if m.country and m.role == "none" and m.start < at), None)
        speaker = acting or _country_in(draft.speaker)
        host = next((n for n in (entered.name if entered else None, before.origin if before else None, speaker, _in_name(draft, usable),  # noqa: E501
                                 memory.last["in"].destination if "in" in memory.last else None, memory.setting.host)  # noqa: E501
                     if n and not same(n, draft.destination) and not same(n, home)), None)  # fmt: skip
        draft.origin = host
    if draft.destination is None and before is not None:
        draft.destination = before.destination


def _fled(draft: Draft, usable: Sequence[Mention]) -> str | None:
    """ "Of those who fled eastern Mosul 9,000 have gone home": home is what they had fled."""
    left = _best(draft, usable, lambda m: m.role == "object" and _verb_before(draft, m) in _LEFT)
    if left is None or re.search(r"\b(?:from|out\s+of)\b", draft.sentence.text):
        return None
    if same(draft.origin, left.name):
        draft.origin = None
    return left.name


def _in_name(draft: Draft, usable: Sequence[Mention]) -> str | None:
    found = _within(draft, usable, limit=2.5)
    return found.name if found else None


def _displaced(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    where = _within(draft, usable, draft.destination)
    before = _before(draft, memory, "displaced")
    if where is None and draft.origin is None:
        of = _best(
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
        draft.place = own or memory.nearby(draft.sentence.paragraph) or memory.setting.main
    draft.origin = draft.origin or draft.place


def _outward(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    """Evacuation, departure, relocation: where they are taken from."""
    before = _before(draft, memory, "out")
    where = _within(draft, usable, draft.destination, limit=2.2)
    if where is not None and draft.destination is None and _LANDED.match(draft.term or ""):
        draft.destination, where = where.name, None
    if draft.origin is None:
        of = _best(draft, usable, lambda m: m.role == "of" and m.name != draft.destination, 1.8)
        nearest = where or of
        draft.origin = nearest.name if nearest else None
    if draft.origin is None and before is not None and not same(before.origin, draft.destination):
        draft.origin = before.origin
        going_on = before.period is draft.period or _OF_FIGURES.search(draft.sentence.text)
        draft.destination = draft.destination or (before.destination if going_on else None)
    there = draft.whole or draft.copied
    if (
        draft.origin is None
        and there is not None
        and there.measure in {*_ROOM, Measure.ARRIVAL, Measure.ADMISSION}
    ):
        draft.origin = there.destination or there.place
    if draft.origin is None:
        setting = memory.setting
        choice = own if draft.measure is Measure.DEPARTURE else None
        choice = choice or (setting.home if draft.measure is not Measure.EVACUATION else None) or setting.main
        draft.origin = choice if not same(choice, draft.destination) else None
    if draft.measure is Measure.RELOCATION and draft.status is Status.REQUESTED:
        draft.destination = _asked(draft, usable) or draft.destination
    draft.place = draft.origin if draft.measure is Measure.EVACUATION else None


def _asked(draft: Draft, usable: Sequence[Mention]) -> str | None:
    asked = [m for m in usable if m.country and m.start < draft.start and not same(m.name, draft.origin)]
    return _with_others(draft, asked[-1]) if asked else None


def _stock(draft: Draft, usable: Sequence[Mention], own: str | None, memory: RouteMemory) -> None:
    m = draft.measure
    counted = draft.unit in {Unit.PERSONS, Unit.HOUSEHOLDS, Unit.SHARE}
    if counted and m in {Measure.HOSTED, Measure.CAPACITY, Measure.DETAINED}:
        source = _best(draft, usable, lambda x: x.role == "from", 2.2)
        draft.origin = own or (source.name if source else None)
    subject = _best(
        draft,
        usable,
        lambda x: (
            (x.role in {"of", "and"} or (x.role == "none" and (x.start < draft.start or m not in _ROOM)))
            and not same(x.name, draft.origin)
            and not same(x.name, own)
        ),
    )
    where = _where(draft, usable)
    if subject is not None and _subject_first(draft, subject, where):
        where = subject
    draft.place = where.name if where else None
    if draft.place is None and m is Measure.DEPLOYMENT:
        line = _A_BORDER.search(draft.sentence.text)
        draft.place = line.group() if line else None
    if m is Measure.CONTROL:
        draft.place = _held_of(draft, memory) or draft.place
    if draft.place is None and m in _HARM:
        official = (
            draft.speaker
            if draft.speaker and (_OFFICIAL.search(draft.speaker) or code_of(draft.speaker))
            else None
        )
        named = [x for x in draft.sentence.places if x.role in {"in", "of"} and not x.generic and not x.water]
        draft.place = own or _country_in(official) or (named[0].name if named else None)
    if draft.place is None and m in {Measure.HOSTED, Measure.DETAINED}:
        reached = _best(draft, usable, _to(draft), 2.6)
        draft.place = reached.name if reached else None
    if draft.place is None:
        draft.place = _elsewhere(draft, memory)
        if m is Measure.HOSTED and draft.group is not Group.IDPS and own and same(draft.place, own):
            draft.place = _other(own, memory) or draft.place
    if m is Measure.ASSISTANCE and draft.unit not in {Unit.PERSONS, Unit.HOUSEHOLDS}:
        draft.destination = draft.place


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
    found = _best(draft, usable, lambda x: x.role in roles and not same(x.name, draft.origin))
    if m is Measure.DEPLOYMENT:
        border = [x for x in usable if x.generic and _BORDER.search(x.name)]
        found = border[0] if border else found
    if found is None and m in {Measure.DEPLOYMENT, Measure.FUNDING, Measure.NEED}:
        found = _best(draft, usable, lambda x: x.role in {"none", "of", "to", "object"})
    return found


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
    if source is not None and source.place:
        return source.place
    if source is not None and source.destination and source is draft.whole:
        # "134 crossed; four of them had been hurt": on the way, nobody says on which side
        return memory.setting.country if draft.measure in _HARM else source.destination
    if memory.section:
        return memory.section
    if draft.measure is Measure.CONTROL:
        return memory.setting.home or memory.setting.country or memory.setting.main
    before = memory.last.get("stock") if draft.measure not in _HARM else memory.last.get("harm")
    if before is not None and before.place and before.sentence.paragraph == draft.sentence.paragraph:
        return before.place
    if draft.measure in _HARM:
        wide = _SO_FAR.search(draft.sentence.text)
        main, country = memory.setting.main, memory.setting.country
        return country if wide and country and memory.nation(main) == code_of(country) else main
    if _THERE.search(draft.sentence.text):
        return memory.nearby(draft.sentence.paragraph) or memory.setting.main
    if draft.measure in {Measure.NEED, Measure.FUNDING, Measure.CONTROL}:
        return memory.setting.country or memory.setting.main
    if draft.measure is Measure.CAPACITY:
        return memory.setting.host or memory.setting.main
    if draft.measure is Measure.HOSTED and memory.setting.host:
        return memory.setting.host
    return memory.nearby(draft.sentence.paragraph) or memory.setting.main


def _before(draft: Draft, memory: RouteMemory, kind: str) -> Draft | None:
    """The figure whose route this one continues: its whole, the one it shares a verb with, the last of its kind."""  # noqa: E501
    for source in (draft.whole, draft.copied):
        if (
            source is not None
            and source.measure is draft.measure
            and _placed(source)
            and not _wider(draft, source)
        ):
            return source
    last = memory.last.get(kind)
    if last is None or draft.sentence.paragraph - last.sentence.paragraph > _REACH:
        return None
    if not _wider(draft, last):
        return last
    if _OF_FIGURES.search(draft.sentence.text) and last.whole is None:
        return last  # a word on the figures of a list: where its lead-in plays
    return last.whole if last.whole is not None and _placed(last.whole) else None


def _placed(draft: Draft) -> bool:
    return bool(draft.origin or draft.destination or draft.place)


def _country_in(speaker: str | None) -> str | None:
    """ "The Kyrgyz Health Ministry" speaks of Kyrgyzstan."""
    for word in re.findall(r"[A-ZÀ-Þ][\w’'-]+", speaker or ""):
        bare = re.sub(r"[’']s$", "", word)
        country = demonym(bare) or (bare if code_of(bare) else None)
        if country:
            return country
    return None


def same(a: str | None, b: str | None) -> bool:
    """Whether two names are one place, as far as names tell."""
    if not a or not b:
        return False
    code = code_of(a)
    return a == b or (code is not None and code == code_of(b))


def _named(value: str | None, slot: str, draft: Draft, memory: RouteMemory) -> str | None:
    """A description as the name that it stands for: "the country", "their homeland", "there"."""
    if value is None or re.search(r"[A-ZÀ-Þ]", value):
        return value
    low, setting = value.lower(), memory.setting
    if stands_for_itself(low):
        return value
    if re.search(r"\b(?:home(?:s|land)?|their\s+(?:own\s+)?country|their\s+villages?)\b", low):
        return (
            setting.home
            if slot != "place"
            else (setting.main if low in {"home", "their homes"} else setting.home)
        )
    if low == "the country" and memory.section:
        return memory.section
    ruling = _country_in(draft.speaker) if low == "the country" and slot != "origin" else None
    if ruling is not None and not same(ruling, setting.home):
        return ruling
    if low == "the country":
        if slot == "origin":
            return setting.home or setting.country
        return (
            setting.host
            if draft.measure in {Measure.ARRIVAL, Measure.ADMISSION, Measure.HOSTED}
            else setting.country
        ) or setting.country
    if low in {"the border", "the beach"} or _BORDER.search(low):
        return value
    return memory.of_kind(low) or memory.nearby(draft.sentence.paragraph) or setting.main or value


def _kind(measure: Measure) -> str:
    if measure in {Measure.ARRIVAL, Measure.ADMISSION}:
        return "in"
    if measure is Measure.INTERNAL_DISPLACEMENT:
        return "displaced"
    if measure in _BACK:
        return "back"
    if measure in _HARM:
        return "harm"
    return "out" if measure in FLOWS else "stock"


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
        memory.section = bare if memory.nation(bare) else None
        memory.under = above[-1]


def note_section(sentence: Sentence, memory: RouteMemory) -> None:
    """A heading that is only a place ("Chad") says where the lines under it play, until the next heading."""
    _note_heading(sentence.paragraph, memory)
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
    memory.section = named[0].name if whole else (bare if code_of(bare) else None)


def note_places(found: Sequence[Mention], paragraph: int, memory: RouteMemory) -> None:
    """Keep the place that a sentence is set in, for the figures that follow without one."""
    named = [m for m in found if not m.generic and not m.water and m.role != "parent"]
    memory.named += [(m.name, m.kind) for m in found if not m.generic and m.kind]
    local = [m for m in named if not m.country and m.role in {"in", "to", "of", "object"}] or [
        m for m in named if m.role in {"in", "to", "none"}
    ]
    if local:
        memory.local, memory.local_paragraph = local[0].name, paragraph
