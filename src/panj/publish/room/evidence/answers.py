"""What was asked of figures and answered, as pages show it beside them.

Takes the decisions `ask` of a case; gives `Answer`s, the last first. They change no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from panj.publish.room import words
from panj.publish.room.evidence.evidence import Answer
from panj.store import Decided


class Asking(Protocol):
    """A case that tells what was asked, in a zone."""

    @property
    def zone(self) -> ZoneInfo:
        """In which times are shown."""

    def asked(self) -> Mapping[str, Sequence[Decided]]:
        """Claim id → what was asked of it, in order."""


def answers_of(work: Asking | None) -> dict[str, tuple[Answer, ...]]:
    """Claim id → what was asked and answered, the last first."""
    if work is None:
        return {}
    return {
        claim: tuple(answer(claim, item, work.zone) for item in reversed(items))
        for claim, items in work.asked().items()
    }


def answer(claim: str, item: Decided, zone: ZoneInfo) -> Answer:
    """One question with its answer."""
    told = str(item.sets.get("told") or "")
    return Answer(
        claim=claim,
        number=item.seq,
        asked=str(item.sets.get("asked") or ""),
        question=str(item.sets.get("question") or ""),
        answer=str(item.sets.get("answer") or ""),
        told=words.moment(told, zone) if told else "",
        who=item.who,
        recorded=words.moment(item.at, zone) if item.at else words.day(item.day),
    )


def beside(held: Mapping[str, Sequence[Answer]], claims: Iterable[str]) -> tuple[Answer, ...]:
    """Those that stand beside a figure of these claims, each once, the last first."""
    found = {a.number: a for c in claims for a in held.get(c, ())}
    return tuple(found[n] for n in sorted(found, reverse=True))
