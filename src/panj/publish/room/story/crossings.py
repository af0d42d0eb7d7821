"""Each crossing and place of control: open or closed, who holds it, when that was last reported.

Takes a Situation; gives the page's context. The last report stands for the state; who holds a place is said
only where a report says it (`holding.py`, `standing.py`); how old the word is stands beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from panj.events.tellings import is_open, rules
from panj.gazetteer.spelling import fold
from panj.model import Development, DevelopmentKind, DevelopmentStatus
from panj.publish.room import words
from panj.publish.room.contexts import Frame
from panj.publish.room.index import index_of
from panj.publish.room.story.contexts import Control, CrossingsContext
from panj.publish.room.story.holding import ARTICLE, table
from panj.publish.room.story.standing import Denials, holders
from panj.publish.room.story.statements import of_development
from panj.publish.situation import Situation

PAGE = 60  # crossings, and other places, on one page
EARLIER = 9  # statements of one place on it; all of them stand on the place's own page
_K, _S = DevelopmentKind, DevelopmentStatus
_TOLD = (_S.HAPPENED, _S.UNDER_WAY, _S.UNCONFIRMED)
_BEFORE = re.compile(r"(\w+) (?:at|of|in|near) (?:the )?\Z")
_AFTER = re.compile(r" (?:border )?(\w+)")
_NAME = r"[A-Z][\w'’-]*(?:[ -][A-Z][\w'’-]*){0,3}"


def page(situation: Situation, frame: Frame, *, start: int = 0, place: str = "") -> CrossingsContext:
    """The page; of crossings and of other places `PAGE` each from `start` on, or one place with all of it."""
    crossings, places = index_of(situation).once(
        ("crossings", frame.day), lambda: _rows(situation, frame.day), most=4
    )
    if place:
        crossings = tuple(c for c in crossings if c.key == place)
        places = tuple(c for c in places if c.key == place)
    before, after = frame.pages("/crossings", start, PAGE, max(len(crossings), len(places)))
    kinds = {str(_K.CONTROL), str(_K.CROSSING_STATUS)}
    return CrossingsContext(
        frame=frame,
        crossings=crossings[start : start + PAGE],
        places=places[start : start + PAGE],
        before=before,
        after=after,
        most=None if place else EARLIER,
        withheld=not situation.developments and any(x.kind in kinds for x in situation.story),
        evidence=None,
    )


def _rows(situation: Situation, today: date | None) -> tuple[tuple[Control, ...], tuple[Control, ...]]:
    """All crossings, and all other places that somebody is said to hold, those reported last first."""
    refused = Denials(situation)
    groups = grouped(situation).items()
    found = [(key[1], replace(_row(g, situation, today, refused), key=_key(key)), g) for key, g in groups]
    found.sort(key=lambda row: (row[1].last or date.min, row[1].place), reverse=True)
    crossings = tuple(row for crossing, row, _ in found if crossing)
    others = (row for crossing, row, g in found if not crossing and _is_named(g) and _is_told(g, row))
    return crossings, tuple(others)


def _key(of: tuple[str, bool]) -> str:
    """The name of a row in addresses."""
    return f"{of[0]}{'' if of[1] else '~'}"


def grouped(situation: Situation) -> dict[tuple[str, bool], list[Development]]:
    """Developments on control and crossings in order, by place and whether they are of a crossing there."""
    told = [
        d
        for d in situation.developments
        if d.kind in (_K.CONTROL, _K.CROSSING_STATUS) and d.place and d.report in situation.reports
    ]
    codes = {fold(_written(d, situation)): d.place_code for d in told if d.place_code}
    groups: dict[tuple[str, bool], list[Development]] = defaultdict(list)
    for d in told:
        name = fold(_written(d, situation))
        groups[d.place_code or codes.get(name) or name, _is_crossing(d, situation)].append(d)
    return {key: sorted(g, key=lambda d: _when(d, situation)) for key, g in groups.items()}


def _written(d: Development, situation: Situation) -> str:
    """The place as the report writes it; for a bare "crossing" whose it is: "the crossing at X"."""
    own = ARTICLE.sub("", d.place or "")
    if not set(fold(own).split()) <= {*words.labels()["crossings"]["words"], "border"}:
        return own
    text = d.sentence.of(situation.reports[d.report].text)
    found = re.search(rf"{re.escape(own)}\s+(?:at|of|in|near)\s+({_NAME})", text)
    return found[1] if found else own


def _when(d: Development, situation: Situation) -> tuple[date, date, int]:
    """The order of what holds: by the day spoken of where it is given, else by publication."""
    published = situation.reports[d.report].day or date.min
    return (min(d.date_end or d.date_start or published, published), published, d.start)


def _is_named(group: Sequence[Development]) -> bool:
    """Whether it is a place, not "territory" or "the north": the gazetteer has it, or it bears a name."""
    bare = [ARTICLE.sub("", d.place or "") for d in group if not d.place_code]
    named = (x[:1].isupper() and x.split()[0].casefold() not in table()["amounts"] for x in bare if x)
    return len(bare) < len(group) or any(named)


def _is_told(group: Sequence[Development], row: Control) -> bool:
    """Whether a telling is of control by a frame of its own, not by likeness alone, or gives a holder."""
    return bool(row.holders) or any(not d.rules[:1] or not d.rules[0].startswith("learned.") for d in group)


def _is_crossing(d: Development, situation: Situation) -> bool:
    """Whether a telling is of a crossing: it says so, or names what the gazetteer has as one and no area."""
    if d.kind is _K.CROSSING_STATUS:
        return True
    named, beside = set(words.labels()["crossings"]["words"]), _beside(d, situation)
    if beside & named or set(fold(d.place or "").split()) & named:
        return True
    said = fold(d.sentence.of(situation.reports[d.report].text))
    if fold(_written(d, situation)) not in said:
        return bool(set(re.findall(r"\w+", said)) & named)
    place = situation.places.get(d.place_code or "")
    return place is not None and place.kind == "crossing" and beside.isdisjoint(table()["areas"])


def _area(d: Development, situation: Situation) -> str:
    """The word for an area beside the place's name: "the town of X", "X district"; else empty."""
    beside = _beside(d, situation)
    return next((w for w in table()["areas"] if w in beside), "")


def _beside(d: Development, situation: Situation) -> set[str]:
    """The words that the sentence puts beside the place's name: "the crossing at X", "the X bridge"."""
    text, name = fold(d.sentence.of(situation.reports[d.report].text)), fold(_written(d, situation))
    found: set[str] = set()
    at = text.find(name) if name else -1
    while at >= 0:
        pairs = _BEFORE.search(text[:at]), _AFTER.match(text[at + len(name) :])
        found |= {pair[1] for pair in pairs if pair}
        at = text.find(name, at + len(name))
    return found


def _row(group: Sequence[Development], situation: Situation, today: date | None, refused: Denials) -> Control:
    gates = [_gate(d) for d in group if d.status in _TOLD and not _before(d, situation)]
    gates = [g for g in gates if g]
    last = max((situation.reports[d.report].day or date.min for d in group), default=None)
    denied = refused.of(group, _written(group[-1], situation))
    held = holders(group, denied, situation)
    stated = {s.text for holder in held for s in holder.statements}
    said = [of_development(situation, d) for d in (*(d for d, _ in reversed(denied)), *reversed(group))]
    # whether who holds it is disputed the holders say; what is opposed as told may be of another place
    ids, index = {d.id for d in group if d.kind is _K.CROSSING_STATUS}, index_of(situation)
    disputed = bool(ids & index.disputed or ids & index.opposed)
    return Control(
        place=_name(group, situation),
        state=gates[-1] if gates else "",
        holders=held,
        last=last if last != date.min else None,
        age=(today - last).days if today and last and last != date.min else None,
        disputed=disputed or len(held) > 1 or any(x.denied_by for x in held),
        statements=tuple({s.text: s for s in said if s.text not in stated}.values()),
    )


def _gate(d: Development) -> str:
    """Whether a crossing is open or closed by a telling; empty where it says neither."""
    if d.kind is not _K.CROSSING_STATUS:
        return ""
    if d.trigger in (*rules()["open"], *rules()["shut"]):
        return "open" if is_open(d) else "closed"
    said = set(re.findall(r"\w+", fold(d.text)))
    opened, shut = bool(said & set(table()["open"])), bool(said & set(table()["shut"]))
    if opened == shut:
        return ""
    return "open" if opened != ("status.negated" in d.rules) else "closed"


def _before(d: Development, situation: Situation) -> bool:
    """Whether it is told as what went before: "reopened, three days after soldiers shut it"."""
    told = situation.reports[d.report].text[d.sentence.start : d.start]
    return bool(re.search(r"\bafter\s*\Z", told) or re.match(r"(?:\w+\s+){0,3}after\b", d.text))


def _name(group: Sequence[Development], situation: Situation) -> str:
    code = next((d.place_code for d in group if d.place_code), None)
    place = situation.places.get(code or "")
    written = _written(group[-1], situation)
    name = place.name if place is not None else written[:1].upper() + written[1:]
    if place is None or place.kind != "crossing" or _is_crossing(group[0], situation):
        return name
    return f"{name} ({_area(group[0], situation)})"
