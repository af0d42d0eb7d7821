"""Each crossing and place of control: open or closed, who holds it, when that was last reported.

Takes a Situation; gives the page's context. The last report stands for the state; what says otherwise is
shown beside it, and how old the word is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from panj.events.developments import is_open, rules, says_state
from panj.gazetteer.spelling import fold
from panj.model import Development, DevelopmentKind, DevelopmentStatus
from panj.publish.phrases import listed
from panj.publish.room import words
from panj.publish.room.contexts import Frame
from panj.publish.room.index import index_of
from panj.publish.room.story.contexts import Control, CrossingsContext
from panj.publish.room.story.statements import of_development
from panj.publish.situation import Situation

PAGE = 60  # crossings, and other places, on one page
_K, _S = DevelopmentKind, DevelopmentStatus
_TOLD = (_S.HAPPENED, _S.UNDER_WAY, _S.UNCONFIRMED)
_NAME = r"[A-Z][\w'’-]*(?:[ -][A-Z][\w'’-]*){0,3}"
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)


def page(situation: Situation, frame: Frame, *, start: int = 0) -> CrossingsContext:
    """The page; of crossings and of other places `PAGE` each from `start` on."""
    crossings, places = index_of(situation).once(
        ("crossings", frame.day), lambda: _rows(situation, frame.day), most=4
    )
    before, after = frame.pages("/crossings", start, PAGE, max(len(crossings), len(places)))
    kinds = {str(_K.CONTROL), str(_K.CROSSING_STATUS)}
    return CrossingsContext(
        frame=frame,
        crossings=crossings[start : start + PAGE],
        places=places[start : start + PAGE],
        before=before,
        after=after,
        withheld=not situation.developments and any(x.kind in kinds for x in situation.story),
        evidence=None,
    )


def _rows(situation: Situation, today: date | None) -> tuple[tuple[Control, ...], tuple[Control, ...]]:
    """All crossings, and all other places, those reported last first."""
    groups = grouped(situation)
    found = [(_is_crossing(g, situation), _row(g, situation, today), _is_named(g)) for g in groups]
    found.sort(key=lambda row: (row[1].last or date.min, row[1].place), reverse=True)
    crossings = tuple(row for crossing, row, _ in found if crossing)
    return crossings, tuple(row for crossing, row, named in found if not crossing and named)


def grouped(situation: Situation) -> list[list[Development]]:
    """Developments on control and crossings by place, in order of publication."""
    told = [
        d
        for d in situation.developments
        if d.kind in (_K.CONTROL, _K.CROSSING_STATUS) and d.place and d.report in situation.reports
    ]
    codes = {fold(_written(d, situation)): d.place_code for d in told if d.place_code}
    groups: dict[str, list[Development]] = defaultdict(list)
    for d in told:
        name = fold(_written(d, situation))
        groups[d.place_code or codes.get(name) or name].append(d)
    return [sorted(g, key=lambda d: _when(d, situation)) for g in groups.values()]


def _written(d: Development, situation: Situation) -> str:
    """The place as the report writes it; for a bare "crossing" whose it is: "the crossing at X"."""
    own = _ARTICLE.sub("", d.place or "")
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
    return any(d.place_code or _ARTICLE.sub("", d.place or "")[:1].isupper() for d in group)


def _is_crossing(group: Sequence[Development], situation: Situation) -> bool:
    if any(d.kind is _K.CROSSING_STATUS for d in group):
        return True
    place = situation.places.get(group[0].place_code or "")
    named = words.labels()["crossings"]["words"]
    own = (w for d in group for w in fold(d.place or "").split())
    said = any(_calls(d, w, situation) for d in group for w in named)
    return (place is not None and place.kind == "crossing") or bool(set(own) & set(named)) or said


def _calls(d: Development, word: str, situation: Situation) -> bool:
    """Whether the sentence puts the word beside the place's name: "the crossing at X", "the X bridge"."""
    text = fold(d.sentence.of(situation.reports[d.report].text))
    name = fold(_written(d, situation))
    return bool(name) and any(x in text for x in (f"{word} at {name}", f"{name} {word}", f"{word} of {name}"))


def _row(group: Sequence[Development], situation: Situation, today: date | None) -> Control:
    told = [d for d in group if d.status in _TOLD]
    gates = [d for d in told if d.kind is _K.CROSSING_STATUS and says_state(d)]
    holds = [d for d in told if d.kind is _K.CONTROL]
    last = max((situation.reports[d.report].day or date.min for d in group), default=None)
    said = [of_development(situation, d) for d in reversed(group)]
    ids = {d.id for d in group}
    held = index_of(situation)
    disputed = bool(ids & held.disputed or ids & held.opposed)
    return Control(
        place=_name(group, situation),
        state=("open" if is_open(gates[-1]) else "closed") if gates else "",
        held=_held(holds[-1]) if holds else "",
        last=last if last != date.min else None,
        age=(today - last).days if today and last and last != date.min else None,
        disputed=disputed,
        statements=tuple({s.text: s for s in said}.values()),
    )


def _held(d: Development) -> str:
    """Who holds the place by one telling."""
    who = listed(d.actors, 3) if d.actors else ""
    if d.trigger in rules()["lost"]:
        return f"no more by {who}" if who else "somebody else than before"
    return who or "the report does not say"


def _name(group: Sequence[Development], situation: Situation) -> str:
    code = next((d.place_code for d in group if d.place_code), None)
    place = situation.places.get(code or "")
    written = _written(group[-1], situation)
    return place.name if place is not None else written[:1].upper() + written[1:]
