"""Answers a question with bounds, the claims that give them, what contradicts them and what is not counted.

Takes a `Question` and claims, events, reports (or a `Ledger` of them); gives a `Tally`. The low end holds
for all who moved; the high end for those in known occurrences and those whom totals force beyond them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from panj.bounds import WordingPolicy
from panj.errors import TallyError
from panj.gazetteer.spelling import fold
from panj.model import Bounds, Claim, Conflict, Event, Question, Report, Tally
from panj.tally.accounts import Gazetteer
from panj.tally.best import best_of
from panj.tally.counted import Counted, count
from panj.tally.disputes import disputes
from panj.tally.doubts import doubts
from panj.tally.givenup import given_up
from panj.tally.ledger import Ledger
from panj.tally.scope import Extent, extent_of_question
from panj.tally.setaside import set_aside
from panj.tally.sheltered import as_asked
from panj.tally.stocks import answer_stock, on_a_day
from panj.tally.sums import ends, reasons
from panj.tally.unreported import itemised, only_counted, only_in_total, unreported

CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]+)*\Z")


def answer(
    question: Question,
    claims: Iterable[Claim],
    events: Iterable[Event],
    reports: Iterable[Report] | Mapping[str, Report],
    *,
    gazetteer: Gazetteer | None = None,
    policy: WordingPolicy | None = None,
) -> Tally:
    """The tally of one question.

    For many questions on the same claims make a `Ledger` once and call `ask`.

    Args:
        question: `known` takes in only reports published by then; the rest is linked anew.
        claims, events, reports: what is known; `events` as `panj.events.link` gives them.
        gazetteer: places within places.
        policy: the wording policy, the shipped one by default.

    Raises:
        TallyError: T001, where the question's place is unknown; T002, where the solver fails.
    """
    return ask(question, Ledger(claims, events, reports, gazetteer=gazetteer, policy=policy))


def ask(question: Question, ledger: Ledger) -> Tally:
    """The tally of one question on a ledger."""
    ledger = ledger.as_known(question.known)
    asked = _asked(question, ledger)
    if on_a_day(asked, ledger):
        return answer_stock(question, asked, ledger)
    counted = count(asked, ledger)
    found = ends(ledger, counted.low, counted.high)
    because_high = reasons(ledger, counted.high, low=False) if found.high is not None else ()
    disputed = disputes(counted, asked, found, ledger)
    return Tally(
        question=question,
        bounds=Bounds(
            found.low,
            best_of(counted, ledger, found),
            found.high,
            soft_high=_only_soft(counted, ledger, found.high),
        ),
        claims=_standing(counted, ledger),
        because_low=reasons(ledger, counted.low, low=True),
        because_high=because_high,
        events=counted.events,
        conflicts=(*disputed, *doubts(counted, asked, ledger), *given_up(counted, asked, ledger)),
        unreported=unreported(counted, asked, ledger),
        set_aside=set_aside(counted, asked, ledger),
        policy=ledger.policy.label,
        itemised=itemised(counted, ledger),
        only_in_total=only_in_total(counted, ledger),
        only_counted=only_counted(counted, ledger),
    )


def conflicts_of(question: Question, ledger: Ledger) -> tuple[Conflict, ...]:
    """What contradicts itself in the answer to a question, as `ask` has it, without the answer."""
    ledger = ledger.as_known(question.known)
    asked = _asked(question, ledger)
    if on_a_day(asked, ledger):
        return answer_stock(question, asked, ledger).conflicts
    counted = count(asked, ledger)
    found = ends(ledger, counted.low, counted.high)
    disputed = disputes(counted, asked, found, ledger)
    return (*disputed, *doubts(counted, asked, ledger), *given_up(counted, asked, ledger))


def _asked(question: Question, ledger: Ledger) -> Extent:
    """What a question is about, its places by what they are compared by."""
    place, origin = place_key(question.place, ledger), place_key(question.origin, ledger)
    return as_asked(extent_of_question(question, place, origin), ledger.extents.values(), ledger.places)


def place_key(name: str | None, ledger: Ledger) -> str | None:
    """What a place of a question is compared by: its code, or its folded name where nothing knows it.

    A name that the claims use, and none of them for the gazetteer's place, is what they mean by it.

    Raises:
        TallyError: T001, where neither the gazetteer nor any claim knows the name.
    """
    if name is None or CODE.match(name):
        return name
    if ledger.places.place(name) is not None:
        return name
    place = ledger.gazetteer.resolve(name) if ledger.gazetteer else None
    meant: Mapping[str, int] = ledger.called.get(fold(name), {})
    if place is not None and (not meant or place.code in meant):
        return place.code
    if meant:
        return min(meant, key=lambda key: (-meant[key], key))
    if ledger.gazetteer is not None:
        raise TallyError("T001", name)
    return f"~{fold(name)}"


def _standing(counted: Counted, ledger: Ledger) -> tuple[str, ...]:
    """Every claim that the answer stands on: of its occurrences, of totals that bear on it."""
    ids = {c for e in counted.events for c in _claims(e, ledger)}
    ids |= {c for e in counted.totals for c in _claims(e, ledger)}
    ids |= set(counted.ordinals)
    ids = {c for c in ids if ledger.frames[c].revised is None}
    return tuple(sorted(ids - counted.dropped, key=lambda c: ledger.order[c]))


def _claims(event: str, ledger: Ledger) -> tuple[str, ...]:
    return tuple(f.claim.id for f in ledger.event_frames[event])


def _only_soft(counted: Counted, ledger: Ledger, high: float | None) -> bool:
    """Whether the high end would be open if nobody's conventional ends counted."""
    if high is None:
        return False
    return ends(ledger, {}, counted.high, firm=True).high is None


__all__ = ["CODE", "Extent", "answer", "ask", "conflicts_of", "place_key"]
