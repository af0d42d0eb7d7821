"""Whom to ask what: figures that are contradicted, not confirmed, or rest on one origin, as questions.

Takes a Situation, what hangs on its figures and what was answered; gives the rows of the verification list,
those first on which most hangs. The words of the questions stand in labels.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from panj.model import PEOPLE, Claim, Measure
from panj.publish.phrases import listed
from panj.publish.phrases import words as phrases
from panj.publish.room import words
from panj.publish.room.contexts import Stake
from panj.publish.room.evidence.evidence import Answer
from panj.publish.room.evidence.exhibits import bounds_of, outlet_of
from panj.publish.room.index import index_of
from panj.publish.room.shift.contexts import VerifyRow
from panj.publish.situation import KeyFigure, Situation

SHOWN = 30  # questions at once
_SECTIONS = ("in", "out", "here", "displaced", "harm", "room")
_ORDER = ("contradicted", "unconfirmed", "denied", "single")


@dataclass(frozen=True, slots=True)
class Listed:
    """The list: not asked, asked without an answer, answered; `left` are more that were not asked."""

    rows: tuple[VerifyRow, ...]
    waiting: tuple[VerifyRow, ...]
    answered: tuple[VerifyRow, ...]
    left: int = 0


def listing(
    situation: Situation, stakes: Mapping[str, Stake], answers: Mapping[str, Sequence[Answer]]
) -> Listed:
    """The verification list.

    Args:
        situation: as known on a day.
        stakes: claim id → what would move; claims without any come after those with one.
        answers: claim id → what was asked and answered, the last first.
    """
    doubtful = _doubtful(situation)
    more = [c for c in answers if c in situation.claims and c not in doubtful]
    listed_ = [*doubtful, *more]

    def rows(claims: Iterable[str]) -> tuple[VerifyRow, ...]:
        made = (_row(situation, situation.claims[c], doubtful.get(c, ""), stakes, answers) for c in claims)
        return tuple(made)

    fresh = [c for c in listed_ if not answers.get(c)]
    fresh.sort(key=lambda c: _rank(c, doubtful, stakes, situation))
    return Listed(
        rows=rows(fresh[:SHOWN]),
        waiting=rows(c for c in listed_ if answers.get(c) and not answers[c][0].answer),
        answered=rows(c for c in listed_ if answers.get(c) and answers[c][0].answer),
        left=max(0, len(fresh) - SHOWN),
    )


def _rank(
    claim: str, why: Mapping[str, str], stakes: Mapping[str, Stake], situation: Situation
) -> tuple[bool, float, int, float, str]:
    moved = stakes[claim].moved if claim in stakes else 0.0
    size = bounds_of(situation.claims[claim]).low
    alone = why.get(claim) == "single"  # not in doubt, only unsupported: after what is
    return (alone, -moved, _ORDER.index(why.get(claim) or "single"), -size, claim)


def _doubtful(situation: Situation) -> dict[str, str]:
    """Claim id → why it is asked about; of one speaker on one figure the first claim stands for all."""
    found: dict[str, str] = {}
    for figure in situation.figures:
        if figure.section in _SECTIONS and figure.tally.question.unit in PEOPLE:
            for claim, why in _of_figure(situation, figure):
                found.setdefault(claim, why)
    for claim in situation.doubts:
        if claim in situation.claims:
            found.setdefault(claim, "denied")
    return _once(situation, found)


def _of_figure(situation: Situation, figure: KeyFigure) -> Iterator[tuple[str, str]]:
    held = [situation.claims[c] for c in figure.tally.claims if c in situation.claims]
    for conflict in figure.tally.conflicts:
        yield from ((c, "contradicted") for c in conflict.claims if c in situation.claims)
    yield from ((c.id, "unconfirmed") for c in held if not c.confirmed)
    if figure.origins == 1 and not figure.parent and held and not figure.tally.conflicts:
        ends = [c for c in figure.tally.because_low if c in situation.claims]
        yield (ends[0] if ends else held[0].id), "single"


def _once(situation: Situation, found: Mapping[str, str]) -> dict[str, str]:
    """One question a speaker and number: two outlets that quote one statement are asked about once."""
    kept: dict[tuple[object, ...], str] = {}
    for claim_id in found:
        c = situation.claims[claim_id]
        who = c.speaker or outlet_of(situation.reports[c.report])
        kept.setdefault((who, c.value, c.measure, c.unit), claim_id)
    asked = set(kept.values())
    return {c: found[c] for c in found if c in asked}


def _row(
    situation: Situation,
    claim: Claim,
    why: str,
    stakes: Mapping[str, Stake],
    answers: Mapping[str, Sequence[Answer]],
) -> VerifyRow:
    report = situation.reports[claim.report]
    who = claim.speaker or outlet_of(report)
    stake = stakes.get(claim.id)
    return VerifyRow(
        claim=claim.id,
        figure=claim.text,
        reading=words.interval(bounds_of(claim), claim.unit),
        reason=words.label("verify_reasons", why) if why else "",
        whom=_whom(claim, who, why),
        question=_question(situation, claim, why),
        source=f"{who}, {outlet_of(report)}, {words.day(report.day)}" if who != outlet_of(report)
        else f"{who}, {words.day(report.day)}",
        stake=_hangs(stake),
        answers=tuple(answers.get(claim.id, ())),
    )  # fmt: skip


def _hangs(stake: Stake | None) -> str:
    if stake is None or not stake.moved:
        return ""
    if not stake.after:
        return f"{stake.title}, {stake.before}, rests on nothing else"
    return f"{stake.title} would move from {stake.before} to {stake.after}"


def _whom(claim: Claim, who: str, why: str) -> str:
    """The speaker; of a figure with one origin somebody else, where it was counted."""
    if why != "single":
        return who
    place = claim.destination or claim.place or claim.origin
    return f"somebody other than {who}{f', in {place}' if place else ''}"


def _question(situation: Situation, claim: Claim, why: str) -> str:
    """The question in plain words."""
    said = words.labels()["verify_questions"].get(why or "single", "")
    when = words.period(claim.date_start, claim.date_end) if claim.date_start or claim.date_end else ""
    what = " ".join(
        x
        for x in (
            f"“{' '.join(claim.text.split())}”",
            words.counted(claim.unit, group=claim.group) or ("people" if claim.unit in PEOPLE else ""),
            phrases()["did"].get(claim.measure.value, words.label("measures", claim.measure)),
            f"from {claim.origin}" if claim.origin else "",
            f"{'in' if claim.measure is Measure.ARRIVAL else 'to'} {claim.destination}"
            if claim.destination
            else "",
            f"in {claim.place}" if claim.place and not claim.destination else "",
            f"({when})" if when else "",
        )
        if x
    )
    return str(said).format(what=what, others=_others(situation, claim))


def _others(situation: Situation, claim: Claim) -> str:
    """What the claims that it cannot hold beside say, and who."""
    figures = index_of(situation).figures_of.get(claim.id, ())
    conflicts = (c for f in figures for c in f.tally.conflicts if claim.id in c.claims)
    held = [
        situation.claims[i] for c in conflicts for i in c.claims if i != claim.id and i in situation.claims
    ]
    who = ((c, c.speaker or outlet_of(situation.reports[c.report])) for c in held)
    return listed(dict.fromkeys(f"“{' '.join(c.text.split())}” ({name})" for c, name in who), 3) or "others"
