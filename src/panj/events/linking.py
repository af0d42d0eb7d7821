"""Links figures that speak of one occurrence into events, explained and the same in whatever order.

Takes claims and their reports; gives events. Pairs are looked for only within blocks (measure, unit, kind,
status, country, and days that may meet), scored, and joined best first as long as no two members exclude
each other.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from panj.bounds import WordingPolicy, intersect
from panj.bounds import policy as shipped_policy
from panj.events.compare import Verdict, compare
from panj.events.copying import first_of
from panj.events.decisions import Decision, Overrides, Verb
from panj.events.frames import Frame, frame
from panj.events.origins import origins
from panj.events.revisions import revised
from panj.events.rules import linking_rules
from panj.events.scopes import Containment, Places, Relation, Window, group_relation
from panj.model import Bounds, Claim, Event, Group, Measure, PeriodKind, Report

Pair = tuple[int, int]


def link(
    claims: Iterable[Claim],
    reports: Iterable[Report] | Mapping[str, Report],
    *,
    gazetteer: Containment | None = None,
    policy: WordingPolicy | None = None,
    decisions: Sequence[Decision] = (),
) -> list[Event]:
    """Events behind the claims, in order of publication.

    Args:
        claims: in any order, repeated or not.
        reports: those that the claims stand in; their days and outlets count.
        gazetteer: tells whether a place lies within another; without it, codes and names alone do.
        policy: how words become intervals; the shipped one by default.
        decisions: an analyst's: these are one, these are not, this one is rejected.
    """
    overrides = Overrides(decisions)
    frames = frames_of(claims, reports, policy=policy, gazetteer=gazetteer)
    frames = [f for f in frames if not overrides.rejected(f.claim.id)]
    places = Places(gazetteer)
    overrides = Overrides([*decisions, *_one_with_what_replaced_it(frames, overrides)])
    verdicts = dict(_verdicts(frames, places))
    clusters = _cluster(frames, verdicts, places, overrides)
    events = [_event([frames[i] for i in members], verdicts, members, places) for members in clusters]
    return sorted(events, key=lambda e: (e.known or date.max, e.id))


def frames_of(
    claims: Iterable[Claim],
    reports: Iterable[Report] | Mapping[str, Report],
    *,
    policy: WordingPolicy | None = None,
    gazetteer: Containment | None = None,
) -> list[Frame]:
    """The frames of claims, each id once, by publication and id; revised figures without their interval."""
    by_id = dict(reports) if isinstance(reports, Mapping) else {r.id: r for r in reports}
    rules = policy or shipped_policy()
    unique = {c.id: c for c in claims}
    first = {copy: by_id[origin] for copy, origin in first_of(by_id.values()).items()}
    first |= {i: first[r.part_of] for i, r in by_id.items() if r.part_of in first}
    frames = [frame(c, by_id.get(c.report), policy=rules, first=first.get(c.report)) for c in unique.values()]
    by_claim = {f.claim.id: f for f in frames}
    marked = (replace(f, portion=_portion(f, by_claim.get(f.claim.part_of or ""))) for f in frames)
    ordered = sorted(marked, key=lambda f: f.order)
    gone = revised(ordered, by_id, Places(gazetteer))
    return [replace(f, interval=None, revised=gone[f.claim.id]) if f.claim.id in gone else f for f in ordered]


def _one_with_what_replaced_it(frames: Sequence[Frame], overrides: Overrides) -> Iterator[Decision]:
    """A revised figure and the one that replaced it are of one occurrence: they are never added."""
    here = {f.claim.id for f in frames}
    for f in frames:
        if f.revised in here and f.revised is not None and not overrides.split(f.claim.id, f.revised):
            yield Decision(Verb.MERGE, f.claim.id, f.revised, "revised by its speaker")


def _portion(part: Frame, whole: Frame | None) -> bool:
    if whole is None or whole.measure != part.measure:
        return False
    sides = ((part.destination, whole.destination), (part.origin, whole.origin), (part.group, whole.group))
    return all(mine is None or mine == theirs for mine, theirs in sides)


def _verdicts(frames: Sequence[Frame], places: Places) -> Iterator[tuple[Pair, Verdict]]:
    limit = linking_rules().link
    for i, j in sorted(_candidates(frames, places)):
        verdict = compare(frames[i], frames[j], places)
        if verdict is not None and verdict.score >= limit:
            yield (i, j), verdict


def _candidates(frames: Sequence[Frame], places: Places) -> set[Pair]:
    """Pairs worth comparing: in one block, with days that may meet; a sweep over each block's starts."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, f in enumerate(frames):
        family = next((tuple(sorted(s)) for s in linking_rules().same_measures if f.measure in s), f.measure)
        blocks[(family, f.unit, f.kind, f.status)].append(i)
    return {pair for block in blocks.values() for pair in _sweep(frames, block, places)}


def _sweep(frames: Sequence[Frame], block: list[int], places: Places) -> Iterator[Pair]:
    occurrences = all(frames[i].kind is PeriodKind.EVENT for i in block)
    # Occurrences are looked for up to a day apart; a total may be told again days later.
    margin = 1 if occurrences else 2 * linking_rules().news_days

    def first(i: int) -> int:
        day = frames[i].window.start or frames[i].window.end or frames[i].known
        return day.toordinal() if day else 0

    def last(i: int) -> int:
        day = frames[i].window.end or frames[i].known
        return day.toordinal() if day else 0

    countries = {i: places.country(frames[i].destination) for i in block}
    block = sorted(block, key=lambda i: (first(i), i))
    open_: list[int] = []
    for i in block:
        open_ = [j for j in open_ if last(j) + margin >= first(i)]
        for j in open_:
            if countries[i] is None or countries[j] is None or countries[i] == countries[j]:
                yield min(i, j), max(i, j)
        open_.append(i)


def _cluster(
    frames: Sequence[Frame], verdicts: Mapping[Pair, Verdict], places: Places, overrides: Overrides
) -> list[list[int]]:
    """Joins pairs best first; two groups become one only where no member excludes another."""
    home = list(range(len(frames)))
    members = {i: [i] for i in home}
    index = {f.claim.id: i for i, f in enumerate(frames)}
    decided = [(index[a], index[b]) for a, b in overrides.merged() if a in index and b in index]
    by_analyst = {i for pair in decided for i in pair}
    ranked = sorted(verdicts, key=lambda p: (-verdicts[p].score, p))
    for n, (i, j) in enumerate([*decided, *ranked]):
        a, b = home[i], home[j]
        if a == b:
            continue
        by_hand = n < len(decided)
        # What an analyst joined may differ by the rules; one fitting member is then enough.
        left, right = ([i], [j]) if by_analyst & {*members[a], *members[b]} else (members[a], members[b])
        if not by_hand and not _may_join(frames, left, right, verdicts, places, overrides):
            continue
        keep, gone = min(a, b), max(a, b)
        for m in members[gone]:
            home[m] = keep
        members[keep] = sorted(members[keep] + members.pop(gone))
    return [members[k] for k in sorted(members)]


def _may_join(
    frames: Sequence[Frame],
    left: Sequence[int],
    right: Sequence[int],
    verdicts: Mapping[Pair, Verdict],
    places: Places,
    overrides: Overrides,
) -> bool:
    for i in left:
        for j in right:
            pair = (min(i, j), max(i, j))
            if overrides.split(frames[i].claim.id, frames[j].claim.id):
                return False
            if pair not in verdicts and compare(frames[pair[0]], frames[pair[1]], places) is None:
                return False
    return True


def _event(
    frames: Sequence[Frame], verdicts: Mapping[Pair, Verdict], members: Sequence[int], places: Places
) -> Event:
    telling = sorted(frames, key=_tellingness)
    lead = telling[0]
    window = _window(frames)
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
        kind=lead.kind,
        status=lead.status,
        bounds=_bounds(telling),
        claims=tuple(f.claim.id for f in telling),
        origin_code=_code(_narrowest([f.origin for f in frames], places)),
        destination_code=spot if moves else None,
        place_code=None if moves else spot,
        date_start=window.start if dated else None,
        date_end=window.end if dated else None,
        confirmed=any(f.claim.confirmed for f in frames),
        why=_why(frames, verdicts, members),
        origins=origins(frames),
        known=min(known, default=None),
        label=_label(lead),
    )


def telling_place(frames: Sequence[Frame], places: Places) -> str | None:
    """The most specific place that the claims of one event name."""
    return _narrowest([f.destination for f in frames], places)


def _tellingness(f: Frame) -> tuple[object, ...]:
    """Exact before hedged, body before headline, confirmed first; then publication and id."""
    b = f.interval
    width = float("inf") if b is None or b.high is None else (b.high - b.low) / max(1.0, b.high)
    return (b is None, not f.claim.confirmed, round(width, 6), f.claim.optional, *f.order)


def _window(frames: Sequence[Frame]) -> Window:
    dated = [f for f in frames if f.dated] or list(frames)
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
    return None if place is None or place.startswith("~") else place


def _narrowest(codes: Sequence[str | None], places: Places) -> str | None:
    found: str | None = None
    for code in sorted({c for c in codes if c}):
        if found is None or places.relation(code, found) is Relation.WITHIN:
            found = code
    return found


def _narrowest_group(frames: Sequence[Frame]) -> Group | None:
    found: Group | None = None
    for group in sorted({f.group for f in frames if f.group}):
        if found is None or group_relation(group, found) is Relation.WITHIN:
            found = group
    return found


def _why(
    frames: Sequence[Frame], verdicts: Mapping[Pair, Verdict], members: Sequence[int]
) -> tuple[str, ...]:
    names = {m: f.claim.id for m, f in zip(members, frames, strict=True)}
    inside = [p for p in verdicts if p[0] in names and p[1] in names] if len(members) > 1 else []
    inside.sort(key=lambda p: (-verdicts[p].score, names[p[0]], names[p[1]]))
    lines, reached = [f"{f.claim.id} replaced by {f.revised}" for f in frames if f.revised], set[int]()
    for i, j in inside:
        if i in reached and j in reached:
            continue
        reached |= {i, j}
        verdict = verdicts[i, j]
        lines.append(f"{names[i]} with {names[j]}, score {verdict.score:.2f}: {'; '.join(verdict.why)}")
    return tuple(lines)


def _label(lead: Frame) -> str:
    c = lead.claim
    who = str(lead.group or lead.unit).replace("_", " ")
    route = " ".join(
        part
        for part in (
            f"from {c.origin}" if c.origin else "",
            f"to {c.destination}" if c.destination else "",
            f"in {c.place}" if c.place and not c.destination else "",
        )
        if part
    )
    when = f", {lead.window.end.isoformat()}" if lead.window.end and lead.dated else ""
    return f"{c.text} {who} {route}".strip() + when


__all__ = ["Measure", "frames_of", "link", "telling_place"]
