"""What the figure reader gives each place or date as a figure's own, summed over its mentions, with the rules' word.

Takes an `Opinion` and what the rules chose; gives name or days → natural logarithm of a share, or, with the rules' word
added, what the highest of is voted for.
"""  # noqa: E501

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from panj.claims.dates.dates import When
from panj.claims.draft import Draft
from panj.claims.learned.context import View, interval
from panj.claims.learned.reader import Answer
from panj.claims.learned.strength import slot_strength
from panj.claims.mentions.nations import code_of
from panj.claims.mentions.places import Mention
from panj.claims.periods.attachment import is_of_sum_behind, measures_it
from panj.claims.routes.nearness import (
    is_cause,
    is_own_argument,
    labels_other,
    of_later_part,
    of_part,
    passed_through,
    same,
)
from panj.claims.routes.scene import RouteMemory
from panj.claims.tables import table
from panj.model import BlockKind, Measure

Days = tuple[date | None, date | None]
OPEN = (None, None)
_POINTING = frozenset({"there", "here"})
_ENTERING = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RETURN})


@dataclass(frozen=True, slots=True)
class Opinion:
    """The reader's answer for one figure and the view that it was given on."""

    answer: Answer
    seen: View


def slot_sums(draft: Draft, slot: str, told: Opinion) -> dict[str | None, float]:
    """Name → sum; None: the slot stays open.

    A name's mentions add up, under the rules' spelling of it; so do the names that the rules took together
    ("Kenya and Uganda").
    """
    rule = getattr(draft, slot)
    none, *shares = told.answer.slots[slot]
    sums: dict[str | None, float] = {None: none}
    spelt: dict[tuple[str | None, str], str] = {}  # a country, or any other name, as it is first spelt
    for (mention, _, _), share in zip(told.seen.places, shares, strict=True):
        own = _is_of_sentence(mention, draft)
        if slot != "place" and (mention.water or (own and passed_through(mention, draft))):
            continue  # crossed, not reached
        if own and labels_other(mention, draft):
            continue
        if own and _is_other_ground(mention, draft, slot):
            continue
        if slot == "origin" and draft.measure in _ENTERING and _is_spot(mention, draft, own=own):
            continue
        code = code_of(mention.name)
        name = spelt.setdefault((code, "" if code else mention.name), mention.name)
        if name not in sums and _is_yet_untold(mention, draft):
            continue
        sums[name] = _added(sums.get(name), share)
    members = [n for n in sums if n is not None and rule is not None and (same(n, rule) or n in rule)]
    if len(members) > 1 or (members and same(members[0], rule)):
        for n in (*members, *(_holders(draft, rule, told.seen) - set(members))):
            if n in sums:
                sums[rule] = _added(sums.get(rule) if n != rule else None, sums.pop(n))
    return sums


def _is_spot(mention: Mention, draft: Draft, *, own: bool) -> bool:
    """ "Crossed at Kolo", "were recorded in the province": where it happened, so not where they came from."""
    return mention.prep in {"at", "through"} or (
        own and mention.role == "in" and is_own_argument(mention, draft)
    )


def _is_other_ground(mention: Mention, draft: Draft, slot: str) -> bool:
    """Where a part of them went or is, or what they came after: no end of the whole's way."""
    if slot != "destination":
        return mention.start > draft.end and of_later_part(draft, mention)
    return (mention.start > draft.end and of_part(draft, mention)) or is_cause(mention, draft)


def _is_yet_untold(mention: Mention, draft: Draft) -> bool:
    """A town that only a later sentence names is none that this sentence, of the body, can mean."""
    later = mention.start >= draft.sentence.span.end and draft.sentence.kind is BlockKind.BODY
    return later and not mention.country


def _holders(draft: Draft, name: str | None, seen: View) -> set[str]:
    """The names of what a place lies in: who says "Tajikistan" does not gainsay who says "Shohon"."""
    own = [m for m, _, _ in seen.places if m.name == name and _is_of_sentence(m, draft)]
    codes = {code for m in own for code in (*m.parents, m.nation) if code}
    return {
        m.name for m, _, _ in seen.places if m.name != name and (m.code in codes or code_of(m.name) in codes)
    }


def _is_of_sentence(mention: Mention, draft: Draft) -> bool:
    return draft.sentence.span.start <= mention.start < draft.sentence.span.end


def voted(
    draft: Draft, slot: str, told: Opinion, scene: RouteMemory, sums: dict[str | None, float]
) -> dict[str | None, float]:
    """The sums with the rules' word added; a name that is no candidate vies with "none of those seen"."""
    rule = getattr(draft, slot)
    word = word_for(draft, slot, told, scene, sums)
    none = told.answer.slots[slot][0]
    bare = sums.get(rule, none)
    if word == "described" and any(m.name.lower() in _POINTING for m in draft.sentence.places):
        bare = max(bare, none)  # the reader cannot tell which name "there" stands for
    return sums | {rule: bare + table("learned")["slots"][word]}


def word_for(
    draft: Draft, slot: str, told: Opinion, scene: RouteMemory, sums: dict[str | None, float]
) -> str:
    """The name of the weight that the rules' place has, in the table `slots` of rules/learned.toml."""
    rule = getattr(draft, slot)
    just_told = rule is not None and _is_just_told(rule, draft, told.seen)
    return slot_strength(draft, slot, seen=rule in sums, scene=scene, just_told=just_told)


def _is_just_told(name: str, draft: Draft, seen: View) -> bool:
    """Whether the sentence before the figure's own names a place, and names it last."""
    first = draft.sentence.span.start
    at = [a for m, a, _ in seen.places if 0 <= m.start < first and same(m.name, name)]
    own = seen.span(draft.start, draft.end)
    return bool(at) and own is not None and seen.sentences[own[0]] - seen.sentences[max(at)] == 1


def day_sums(draft: Draft, told: Opinion) -> dict[Days, float]:
    """Days → sum; (None, None): left open. A day that only measures the figure is no candidate."""
    none, *shares = told.answer.slots["date"]
    sums: dict[Days, float] = {OPEN: none}
    for (when, _, _), share in zip(told.seen.dates, shares, strict=True):
        days = None if _is_no_day_of(draft, when) else interval(when)
        if days is not None:
            sums[days] = _added(sums.get(days), share)
    return sums


def _is_no_day_of(draft: Draft, when: When) -> bool:
    return measures_it(draft, when) or is_of_sum_behind(draft, when) or _is_of_other_sentence(when, draft)


def _is_of_other_sentence(when: When, draft: Draft) -> bool:
    """Whether a span of days in another sentence is of the figure there.

    "115 have died. Some 200 went home since Sunday"; "13 died in the past week. By nightfall 1,200 had come",
    in a story of one day.
    """
    if when.kind not in {"since", "window", "until"} or draft.sentence.kind is not BlockKind.BODY:
        return False
    if when.start >= draft.sentence.span.end:
        return True
    of_one_day = "date.scene" in draft.rules and draft.date_start == draft.date_end
    return when.kind == "window" and of_one_day and when.end <= draft.sentence.span.start


def _added(log_a: float | None, log_b: float) -> float:
    """The logarithm of the sum of two shares."""
    if log_a is None:
        return log_b
    top = max(log_a, log_b)
    return top + math.log(math.exp(log_a - top) + math.exp(log_b - top))
