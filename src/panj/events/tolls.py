"""Tolls of one happening told anew: by their own source, whose later number counts, or by others unchanged.

Takes frames; gives claim → the claim that takes its place, and frames of which those told once more speak for
nobody new. A toll grows as bodies are found, and falls as they are counted; nobody need call that a revision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from panj.bounds import intersect
from panj.events.frames import Frame
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places
from panj.model import PeriodKind, Status


def overtaken(frames: Sequence[Frame], places: Places) -> dict[str, str]:
    """Claim id → id of the claim by which the same source replaced its toll."""
    tolls: dict[tuple[object, ...], list[Frame]] = defaultdict(list)
    for f in frames:
        if _is_toll(f):
            tolls[f.measure, f.unit, f.group, f.destination, f.origin, f.kind, f.window.start].append(f)
    found: dict[str, str] = {}
    for told in tolls.values():
        for n, old in enumerate(told):
            later = [new for new in told[n + 1 :] if _takes_place(new, old, places)]
            if later:
                found[old.claim.id] = later[-1].claim.id
    return found


def told_again(frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames; people harmed on no day of their own are those of a toll of that number, told before.

    "Residents say that 160 were buried there", after "we have buried 160 since Friday": one toll.
    """
    told: dict[tuple[object, ...], list[Frame]] = defaultdict(list)
    named: dict[str, Frame] = {}
    for f in sorted(frames, key=lambda f: f.order):
        key = (f.measure, f.unit, f.claim.value, f.destination)
        if _is_undated(f) and (one := next((o for o in told[key] if _may_be(f, o)), None)) is not None:
            named[f.claim.id] = one
        elif _is_told(f):
            told[key].append(f)
    for f in frames:
        one = named.get(f.claim.id)
        yield (
            f
            if one is None
            else replace(
                f,
                kind=one.kind,
                window=one.window,
                group=one.group,
                interval=None,
                told_by=one.claim.id,
                assumed=False,
            )
        )


def _is_told(f: Frame) -> bool:
    """Whether it counts people harmed at some place, enough of them for the number to tell it from others."""
    counted = f.measure in linking_rules().harms and f.status is Status.HAPPENED and not f.replaced
    many = f.claim.value >= linking_rules().telling_toll
    return counted and many and f.interval is not None and f.destination is not None


def _is_undated(f: Frame) -> bool:
    """Whether an occurrence has its day from elsewhere than its own words."""
    rules = linking_rules()
    lent = rules.assumed_days | rules.carried_days | rules.scene_days
    return f.kind is PeriodKind.EVENT and not lent.isdisjoint(f.claim.rules) and _is_told(f)


def _may_be(f: Frame, one: Frame) -> bool:
    """Whether a toll told before may be the one: a total, or as undated; not long before."""
    if one.known is None or f.known is None or one.claim.report == f.claim.report:
        return False
    return one.kind is PeriodKind.CUMULATIVE and f.known - one.known <= timedelta(
        days=linking_rules().toll_days
    )


def _is_toll(f: Frame) -> bool:
    """Whether it counts people harmed somewhere, as a whole, who grow no fewer by being found."""
    rules = linking_rules()
    harmed = f.measure in rules.harms - rules.counts_down and f.status is Status.HAPPENED
    whole = f.claim.part_of is None and f.interval is not None and f.claim.confirmed
    return harmed and whole and f.destination is not None and f.known is not None


def _takes_place(new: Frame, old: Frame, places: Places) -> bool:
    """Whether a later toll of the same source is of what the earlier was of, and cannot hold beside it."""
    if new.known is None or old.known is None or new.known <= old.known or not _one_source(new, old):
        return False
    if old.interval is None or new.interval is None or intersect(old.interval, new.interval) is not None:
        return False
    if old.kind is PeriodKind.EVENT:
        return _one_day(new, old) and _in_a_spot(old, places) and (_grows(new, old) or _near(new, old))
    if old.kind is not PeriodKind.CUMULATIVE or _grows(new, old):
        return False  # a later total takes in the earlier: that needs no rule
    soon = new.known - old.known <= timedelta(days=linking_rules().toll_days)
    return soon and _near(new, old) and (new.window.end or new.known) >= (old.window.end or old.known)


def _one_source(a: Frame, b: Frame) -> bool:
    if a.claim.speaker or b.claim.speaker:
        return same_voice(a.claim.speaker, b.claim.speaker)
    return a.first_outlet == b.first_outlet


def _one_day(a: Frame, b: Frame) -> bool:
    return a.window == b.window and a.window.start == a.window.end and not (a.assumed or b.assumed)


def _in_a_spot(f: Frame, places: Places) -> bool:
    """Whether the place is so small that a day's toll there is of one happening."""
    return f.destination is not None and not places.is_area(f.destination)


def _grows(new: Frame, old: Frame) -> bool:
    return new.claim.value > old.claim.value


def _near(a: Frame, b: Frame) -> bool:
    """Whether the numbers can be of one happening: a toll falls by a part, seldom to a fraction."""
    small, large = sorted((a.claim.value, b.claim.value))
    return small > 0 and large <= small * linking_rules().toll_ratio
