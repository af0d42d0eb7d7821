"""Extractors of one's own beside Panj's: another language, a large language model, one outlet's tables.

One is a function of a report and the gazetteer that gives claims, offered by an installed package as an entry point of the group
`panj.extractors`. What it gives is checked before it counts: a claim is words of the report, or it is none.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol

from panj.claims.extract import Extraction, SetAside, chain_of, identity, read_figures
from panj.errors import ClaimError
from panj.gazetteer import Gazetteer
from panj.language import sentences
from panj.model import PEOPLE, Claim, Group, Measure, Qualifier, Report, Span, Unit

GROUP = "panj.extractors"
OWN = "panj"
_SIDES = ("origin", "destination", "place")


class Extractor(Protocol):
    """What an entry point names: a function, or an object that can be called so.

    It gives claims (`claim_at` makes them), or an `Extraction` where it also reads developments and says why
    other numbers are none. It must give the same for the same report, in every process.
    """

    def __call__(self, report: Report, gazetteer: Gazetteer, /) -> Extraction | Iterable[Claim]:
        """The figures of one report."""


def installed() -> dict[str, str]:
    """The extractors at hand by name, each with the package and version that brings it; Panj's own first."""
    return {OWN: "", **{e.name: _bringer(e) for e in sorted(entry_points(group=GROUP))}}


def extractor(name: str = OWN) -> Callable[[Report, Gazetteer | None], Extraction]:
    """The extractor of a name, checked.

    Raises:
        ClaimError: C003, where no installed package offers one of that name, or it cannot be loaded.
    """
    if name == OWN:
        return read_figures
    reads = _loaded(name)

    def read(report: Report, gazetteer: Gazetteer | None = None) -> Extraction:
        places = gazetteer or Gazetteer.default()
        return _checked(name, report, reads(report, places), places)

    return read


@cache
def _loaded(name: str) -> Extractor:
    """Looked up once in a process: that goes through all that is installed."""
    found = entry_points(group=GROUP, name=name)
    if not found:
        raise ClaimError("C003", "extractor", value=name, detail=f"at hand: {', '.join(installed())}")
    try:
        reads: Extractor = next(iter(found)).load()
    except Exception as fault:
        detail = f"{type(fault).__name__}: {fault}"
        raise ClaimError("C003", "extractor", value=name, detail=detail) from fault
    return reads


def claim_at(
    report: Report,
    start: int,
    end: int,
    *,
    measure: Measure,
    value: float,
    unit: Unit = Unit.PERSONS,
    qualifier: Qualifier = Qualifier.EXACT,
    **more: Any,
) -> Claim:
    """A claim on the words from `start` to `end` of a report's text, with all that follows from them.

    Args:
        report: its text is what the offsets refer to.
        start, end: of the figure phrase, hedge included.
        measure, value, unit, qualifier: what is counted, and how exactly it is said.
        more: any further field of `Claim`; an id, the sentence, its words and the chain are filled in.
    """
    text = report.text
    spans = sentences(text, 0, len(text))
    around = next((s for s in spans if s.start <= start and end <= s.end), Span(start, end))
    people = {"group": Group.PEOPLE} if unit in PEOPLE else {}
    chain = chain_of(more.get("speaker"), more.get("via"), report)
    given = {"sentence": around, "chain": chain, **people, **more}
    return Claim(
        id=identity(report.id, start, end),
        report=report.id,
        start=start,
        end=end,
        text=text[start:end],
        measure=measure,
        value=value,
        qualifier=qualifier,
        unit=unit,
        **given,
    )


def _bringer(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else entry.value


def _checked(
    name: str, report: Report, given: Extraction | Iterable[Claim], gazetteer: Gazetteer
) -> Extraction:
    """What was given, its places with their codes; of mere claims with Panj's own developments."""
    whole = given if isinstance(given, Extraction) else None
    claims = sorted(given.claims if isinstance(given, Extraction) else given, key=lambda c: (c.start, c.end))
    for claim in claims:
        _check(name, report, claim)
    _check_ids(name, report, claims)
    countries = tuple(gazetteer.context(report.text))
    placed = tuple(_placed(c, gazetteer, countries) for c in claims)
    if whole is not None:
        return replace(whole, claims=placed)
    own = read_figures(report, gazetteer)
    return Extraction(placed, tuple(_others(name, own, placed)), own.developments)


def _check(name: str, report: Report, claim: Claim) -> None:
    wrong = None
    if claim.report != report.id:
        wrong = "is of another report"
    elif not 0 <= claim.start < claim.end <= len(report.text):
        wrong = f"stands at {claim.start}–{claim.end}, beyond the text"
    elif report.text[claim.start : claim.end] != claim.text:
        wrong = f"is not what stands at {claim.start}–{claim.end}"
    elif not (claim.sentence.start <= claim.start and claim.end <= claim.sentence.end <= len(report.text)):
        wrong = "does not stand in the sentence that it names"
    elif not (claim.value >= 0 and (claim.value_high is None or claim.value_high >= claim.value)):
        wrong = f"has the value {claim.value}–{claim.value_high}"
    elif claim.date_start and claim.date_end and claim.date_end < claim.date_start:
        wrong = f"ends on {claim.date_end}, before it begins"
    if wrong is not None:
        raise ClaimError("C004", report.name, name=name, detail=f"'{claim.text}' {wrong}")


def _check_ids(name: str, report: Report, claims: Sequence[Claim]) -> None:
    ids = {c.id for c in claims}
    if len(ids) < len(claims):
        raise ClaimError("C004", report.name, name=name, detail="two claims have one id")
    loose = next((c for c in claims if c.part_of is not None and c.part_of not in ids - {c.id}), None)
    if loose is not None:
        detail = f"'{loose.text}' is a part of what is not given"
        raise ClaimError("C004", report.name, name=name, detail=detail)


def _placed(claim: Claim, gazetteer: Gazetteer, countries: Sequence[str]) -> Claim:
    """The claim with the codes of the places that it names, where it gives none."""
    names = {side: getattr(claim, side) for side in _SIDES if getattr(claim, f"{side}_code") is None}
    found = {s: gazetteer.resolve(n, countries=tuple(countries)) for s, n in names.items() if n}
    codes: dict[str, Any] = {f"{side}_code": p.code for side, p in found.items() if p is not None}
    return replace(claim, **codes)


def _others(name: str, own: Extraction, claims: Sequence[Claim]) -> Iterable[SetAside]:
    """The numbers that are no claims now, those included that Panj's own reading takes for claims."""
    missed = (
        SetAside(c.start, c.end, c.text, f"a figure to Panj's own reading, none to {name}")
        for c in own.claims
    )
    for aside in sorted((*own.set_aside, *missed), key=lambda a: a.start):
        if not any(c.start < aside.end and aside.start < c.end for c in claims):
            yield aside


__all__ = ["GROUP", "OWN", "Extractor", "claim_at", "extractor", "installed"]
