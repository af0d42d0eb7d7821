"""An event made of figures that speak of one occurrence: its bounds, days, places, origins and why it is one.

Takes the frames of a cluster and the scored pairs among them; gives an `Event`, the same in whatever order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from panj.bounds import intersect
from panj.events.clusters import Cluster, Pair
from panj.events.compare import compare
from panj.events.frames import Frame
from panj.events.origins import origins
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, Window, bare, group_relation
from panj.model import Bounds, Event, Group, PeriodKind, Qualifier, Unit

_LONGEST_INITIALS = 4  # "UAE", "DRC": longer words in capitals are headings


def event_of(all_frames: Sequence[Frame], cluster: Cluster, places: Places) -> Event:
    """The event of a cluster whose members are positions in `all_frames`."""
    frames = [all_frames[i] for i in cluster.members]
    telling = sorted(frames, key=_tellingness)
    lead = telling[0]
    toll = all(f.toll for f in frames)
    window = replace(_window(frames), start=None) if toll else _window(frames)
    dated = [f for f in frames if f.dated]
    ids = sorted(f.claim.id for f in frames)
    known = [f.known for f in frames if f.known]
    spot = _code(telling_place(frames, places))
    moves = lead.measure in linking_rules().flows and (
        lead.claim.destination is not None or lead.claim.place is None
    )
    return Event(
        id="e" + hashlib.sha256("\x1f".join(ids).encode()).hexdigest()[:11],
        measure=lead.measure,
        unit=lead.unit,
        group=_narrowest_group(frames),
        kind=PeriodKind.CUMULATIVE if toll else lead.kind,
        status=lead.status,
        bounds=_bounds(telling),
        claims=tuple(f.claim.id for f in telling),
        origin_code=_code(places.narrowest([f.origin for f in frames])),
        destination_code=spot if moves else None,
        place_code=None if moves else spot,
        date_start=window.start if dated else None,
        date_end=window.end if dated else None,
        confirmed=any(f.claim.confirmed for f in frames),
        why=_why(all_frames, cluster, places),
        origins=origins([f for f in frames if f.told_by is None]),
        known=min(known, default=None),
        label=_label(lead),
    )


def telling_place(frames: Sequence[Frame], places: Places) -> str | None:
    """The most specific place that the claims of one event name."""
    return places.narrowest([f.destination for f in frames])


def _tellingness(f: Frame) -> tuple[object, ...]:
    """Exact before hedged, body before headline, confirmed first; then publication and id."""
    b = f.interval
    width = float("inf") if b is None or b.high is None else (b.high - b.low) / max(1.0, b.high)
    return (b is None, not f.claim.confirmed, round(width, 6), f.claim.optional, *f.order)


def _window(frames: Sequence[Frame]) -> Window:
    dated = [f for f in frames if f.dated and not f.assumed] or [f for f in frames if f.dated] or list(frames)
    window = dated[0].window
    for f in sorted(dated, key=lambda f: f.order):
        window = f.window.meet(window)
    return window


def _bounds(telling: Sequence[Frame]) -> Bounds:
    """What the claims together say; where they exclude each other, the most telling ones that agree."""
    held: Bounds | None = None
    for f in telling:
        if f.interval is None:
            continue
        met = f.interval if held is None else intersect(held, f.interval)
        held = met if met is not None else held
    return held or Bounds(0, None, None)


def _code(place: str | None) -> str | None:
    """A place's code; a bare name is none."""
    return None if place is None or place.startswith("~") else bare(place)


def _narrowest_group(frames: Sequence[Frame]) -> Group | None:
    """The narrowest group told of; headlines tell of none that the texts below them do not."""
    found: Group | None = None
    texts = [f for f in frames if not f.claim.optional] or frames
    for group in sorted({f.group for f in texts if f.group}):
        if found is None or group_relation(group, found) is Relation.WITHIN:
            found = group
    return found


def _why(frames: Sequence[Frame], cluster: Cluster, places: Places) -> tuple[str, ...]:
    names = {m: frames[m].claim.id for m in cluster.members}
    pairs: Mapping[Pair, float] = cluster.pairs
    lines = [f"{c} replaced by {r}" for m, c in names.items() if (r := frames[m].revised)]
    lines += [
        f"{c} tells of the people of {r} once more" for m, c in names.items() if (r := frames[m].told_by)
    ]
    reached: set[int] = set()
    for i, j in sorted(pairs, key=lambda p: (-pairs[p], names[p[0]], names[p[1]])):
        if i in reached and j in reached:
            continue
        reached |= {i, j}
        verdict = compare(frames[i], frames[j], places)
        if verdict is not None:
            lines.append(f"{names[i]} with {names[j]}, score {verdict.score:.2f}: {'; '.join(verdict.why)}")
    return tuple(lines)


def _label(lead: Frame) -> str:
    c = lead.claim
    start, end = _named(c.origin), _named(c.destination)
    route = " ".join(
        part
        for part in (
            f"from {start}" if start else "",
            f"to {end}" if end else "",
            _at(c.place) if c.place and not end else "",
        )
        if part
    )
    when = f", {lead.window.end.isoformat()}" if lead.window.end and lead.dated else ""
    return f"{c.text} {_whom(lead)} {route}".strip() + when


def _whom(lead: Frame) -> str:
    """Soldiers; one soldier; refugee households, where households were counted."""
    claim = lead.claim
    one = claim.value == 1 and claim.qualifier is Qualifier.EXACT and claim.unit is not Unit.SHARE
    if claim.unit is Unit.HOUSEHOLDS:
        who = "" if lead.group in (None, Group.PEOPLE) else f"{_singular(str(lead.group))} "
        return f"{who}household{'' if one else 's'}".replace("_", " ")
    words = str(lead.group or lead.unit)
    return (_singular(words) if one else words).replace("_", " ")


def _singular(words: str) -> str:
    irregular = {"people": "person", "facilities": "facility", "livestock": "animal", "staff": "staff"}
    return irregular.get(words, words.removesuffix("s"))


def _at(place: str) -> str:
    """In a place that has a name; at one that is only described ("the frontier")."""
    return f"{'at' if place[0].islower() else 'in'} {_named(place)}"


def _named(place: str | None) -> str:
    """A place as reports write it in running text; headings shout."""
    shouted = place is not None and place.isupper() and len(place) > _LONGEST_INITIALS
    return (place.title() if shouted else place) if place else ""
