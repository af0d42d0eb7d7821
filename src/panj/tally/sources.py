"""Who says a figure: how a claim is named beside its source, and whether two accounts have different ones.

Takes frames of claims; gives words, or yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.events.frames import Frame
from panj.events.origins import same_voice


def as_said(f: Frame, others: int = 0) -> str:
    """A claim's words with who says it and when it was known; `others`: how many more say the same."""
    who, when = f.claim.speaker or f.outlet, f.known.isoformat() if f.known else "undated"
    return f"{f.claim.text!r} ({who}, {when}{f', and {others} more' if others else ''})"


def of_others(some: Sequence[Frame], others: Sequence[Frame]) -> bool:
    """Whether each has a source that the other has not."""
    return all(
        any(not any(one_source(f, g) for g in there) for f in here)
        for here, there in ((some, others), (others, some))
    )


def one_source(a: Frame, b: Frame) -> bool:
    """Whether one speaker says both; an outlet that names nobody has for its source whom it names beside."""
    if a.claim.speaker and b.claim.speaker:
        return same_voice(a.claim.speaker, b.claim.speaker)
    return a.first_outlet == b.first_outlet
