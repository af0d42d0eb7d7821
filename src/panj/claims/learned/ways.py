"""Which of the voted places stand: no way ends where it begins, and a mere guess stays open.

Takes a draft with the rules' places, and what the reader and both together give each name; gives the name to be taken.
"""  # noqa: E501

from __future__ import annotations

import math
import re

from panj.claims.draft import Draft
from panj.claims.learned.strength import slot_strength
from panj.claims.routes.nearness import BORDER, THERE, in_condition, same
from panj.claims.routes.scene import RouteMemory, country_in
from panj.model import Measure

Sums = dict[str | None, float]
_NEVER = -99.0
_ENOUGH = math.log(0.45)  # of the shares, for a place against the rules
_LIKELY = math.log(0.1)  # of the shares, for what takes the place of the best
_UNLIKELY, _EVEN = math.log(0.05), math.log(0.5)
_OUTWARD = frozenset({Measure.EVACUATION, Measure.DEPARTURE, Measure.RELOCATION})
_COUNTS_NEXT = re.compile(r"(?:\s+(?:district|province|county|state|town|city|camp))?\s+(?:\w+\s+)?\d")
_ELSEWHERE = re.compile(r"\s+(?:\w+\s+)?elsewhere\b")
_JOINTS = frozenset({";", "and", "but", "while", "although", "whereas", "though"})
_GUESSED = frozenset({"known", "apart", "carried", "setting", "elsewhere"})  # words of rules/learned.toml


def best_place(rule: str | None, bare: Sums, sums: Sums) -> str | None:
    """The highest sum; against the rules' place only what the reader gives nearly half of all."""
    best = max(sums, key=lambda n: sums[n])
    return best if best == rule or bare.get(best, _NEVER) >= _ENOUGH else rule


def others_own(draft: Draft, chosen: dict[str, str | None]) -> None:
    """Leave a place to the figure whose verb brings it in: "23,420 came ashore, and 2,200 reached Kos"."""
    for slot, name in chosen.items():
        own = getattr(draft, slot)
        if name is None and slot == "destination" and "number.additional" in draft.rules:
            chosen[slot] = own  # "27,100 more": where the others came to
        if name is None or name == own:
            continue
        elsewhere = _ELSEWHERE.match(draft.after) is not None  # "96 in Bor and 15 elsewhere"
        others = _is_asked_for(draft, name) or _behind_another(draft, name) or _left_behind(draft, name, own)
        if elsewhere or others or _is_told(draft, slot, own, name):
            chosen[slot] = own


def _is_told(draft: Draft, slot: str, own: str | None, name: str) -> bool:
    """ "13,000 left by train from Kharkiv": what the sentence says is not what another one says."""
    role = {"origin": "from", "destination": "to"}.get(slot)
    if own is not None and draft.before.endswith(f"{own} ("):
        return True  # "Adré (1,931)"
    if own is None or role is None or name in draft.sentence.text:
        return False
    verb = draft.told_at
    return verb is not None and any(
        m.role == role and m.name == own and min(verb, draft.end) <= m.start for m in draft.sentence.places
    )


def _is_asked_for(draft: Draft, name: str) -> bool:
    """ "Would send 5,000 home if a way to Germany were opened": Germany stands in the condition alone."""
    named = [m for m in draft.sentence.places if same(m.name, name)]
    return bool(named) and all(in_condition(draft, m) for m in named)


def _behind_another(draft: Draft, name: str) -> bool:
    """Whether a name first stands in a later clause, one with a figure and a verb of its own."""
    start, text = draft.sentence.span.start, draft.sentence.text
    at = text.find(name)
    if at < 0 or start + at < draft.end:
        return False
    between = [t for t in draft.sentence.tokens if draft.end <= t.start < start + at]
    joints = [i for i, t in enumerate(between) if t.lower in _JOINTS]
    for i in joints:
        numbers = [k for k in range(i + 1, min(i + 5, len(between))) if between[k].pos == "NUM"]
        if not numbers and _COUNTS_NEXT.match(text, at + len(name)):
            return True  # "2,108 had come to Aizawl, and Cachar district 2,500"
        told = any(t.pos == "VERB" for t in between[:i])
        if numbers and told and any(t.pos in {"VERB", "AUX"} for t in between[numbers[0] + 1 :]):
            return True
    return False


def _left_behind(draft: Draft, name: str, own: str | None) -> bool:
    """ "Mali counts 161 dead, while Niger says 300 have fled": the figure's own clause names its place."""
    sentence = draft.sentence
    joints = [t.end for t in sentence.tokens if t.end <= draft.start and t.lower in _JOINTS]
    if own is None or not joints:
        return False
    cut = joints[-1] - sentence.span.start
    before, after = sentence.text[:cut], sentence.text[cut : draft.start - sentence.span.start]
    told = any(t.pos == "NUM" for t in sentence.tokens if t.end <= joints[-1])
    apart = name not in sentence.text[cut:] and THERE.search(sentence.text, cut) is None
    speaks = draft.speaker is not None and draft.speaker in after and same(country_in(draft.speaker), own)
    return told and apart and (speaks or (own in after and name in before))


def kept_there(draft: Draft, chosen: dict[str, str | None], scene: RouteMemory) -> None:
    """Keep the place spoken of last for "five died there", and the section's for what names none."""
    own, told = draft.place, chosen["place"]
    if own is None or told is None or same(told, own):
        return
    there = not draft.sentence.places and THERE.search(draft.sentence.text) is not None
    under = scene.section is not None and same(own, scene.section) and told not in draft.sentence.text
    if there or under:
        chosen["place"] = own


def leave_open(
    draft: Draft, chosen: dict[str, str | None], bare: dict[str, Sums], scene: RouteMemory
) -> None:
    """What neither the sentence nor the reader says stays open: such a guess is right one time in three."""
    for slot in ("origin", "place"):
        name = chosen[slot]
        if name is None or name in draft.sentence.text:
            continue
        told = name != getattr(draft, slot) or slot_strength(draft, slot, seen=True, scene=scene) in _GUESSED
        least = _EVEN if draft.measure in _OUTWARD else _UNLIKELY
        share = bare[slot].get(name, _NEVER)
        if told and share < least and share < bare[slot].get(None, _NEVER):
            chosen[slot] = None


def keep_apart(
    draft: Draft,
    chosen: dict[str, str | None],
    sums: dict[str, Sums],
    bare: dict[str, Sums],
) -> None:
    """No route ends where it begins: the end that is less sure takes its next best, if that is likely."""
    start, end = chosen["origin"], chosen["destination"]
    if start is None or end is None or not same(start, end):
        return
    weaker = "destination" if sums["destination"][end] < sums["origin"][start] else "origin"
    others = {
        n: s
        for n, s in sums[weaker].items()
        if n is None
        or (not same(n, start) and (n == getattr(draft, weaker) or bare[weaker].get(n, _NEVER) >= _LIKELY))
    }
    chosen[weaker] = max(others, key=lambda n: others[n])


def turned_about(draft: Draft, chosen: dict[str, str | None]) -> bool:
    """Whether the ends that were chosen are those of the rules, the one for the other."""
    return any(
        chosen[there] is not None and same(chosen[there], getattr(draft, here))
        for here, there in (("origin", "destination"), ("destination", "origin"))
    )


def settle_forces(draft: Draft, chosen: dict[str, str | None]) -> None:
    """Where forces were sent is where they are; nobody has arrived at a border."""
    sent = draft.hit is not None and draft.hit.frame.name == "send_forces"
    if chosen["place"] is None:
        chosen["place"], chosen["destination"] = chosen["destination"], None
    if sent and BORDER.search(chosen["place"] or "") is None:
        chosen["destination"] = chosen["destination"] or chosen["place"]
