"""What pins each end of an answer, as people read it: claims, each with what it does, and what joins them.

Takes a `Why` with the claims and reports of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console

from panj.cli import show
from panj.cli.tables import Column, Sheet
from panj.model import Bounds, Claim, Report, Unit, to_plain

if TYPE_CHECKING:
    from panj.tally import End, Step, Why

DOES = {
    "count": "counts one occurrence",
    "total": "sums up",
    "part": "part and whole",
    "ordinal": "numbers a row",
    "stock": "a number on a day",
}


def as_dict(why: Why) -> dict[str, Any]:
    """Both ends: value, claims, and steps with kind, claims, reading, rule, and whether nobody stated it."""
    plain: dict[str, Any] = to_plain(why)
    return plain


def tell(
    out: Console, why: Why, claims: Mapping[str, Claim], reports: Mapping[str, Report], unit: Unit
) -> None:
    """Prints why the answer is not lower and why it is not higher."""
    for title, end, bare in (
        ("Not fewer", why.low, "no claim puts it above nothing"),
        ("Not more", why.high, "nothing that was read bounds it from above"),
    ):
        if end.value is None or not end.steps:
            out.print(show.plain(f"\n{title}: {bare}."), style="bold")
            continue
        than = show.span(Bounds(end.value, None, end.value), unit)
        out.print(show.plain(f"\n{title} than {than}, because"), style="bold")
        _tell(out, end, why.policy, claims, reports, unit)


def _tell(
    out: Console,
    end: End,
    policy: str,
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    unit: Unit,
) -> None:
    sheet = Sheet(
        (Column("What it does"), Column("Published", whole=True), Column("Sentence"), Column("Said by"))
    )
    for step in end.steps:
        for name in step.claims if step.kind != "meaning" else ():
            if name in claims:
                claim = claims[name]
                report = reports[claim.report]
                sheet.add(
                    show.plain(does(step, claim, policy, unit)),
                    show.plain(report.day.isoformat() if report.day else "no date"),
                    show.marked_sentence(claim, report),
                    show.plain(show.who_said(claim, report)),
                )
    show.print_sheet(sheet, out)
    joined = dict.fromkeys(s.rule + _assumed(s) for s in end.steps if s.kind == "meaning")
    for rule in joined:
        out.print(show.plain(f"  {rule[:1].upper()}{rule[1:]}."))


def does(step: Step, claim: Claim, policy: str, unit: Unit = Unit.PERSONS) -> str:
    """What a claim does in an end: "sums up; nearly 1,600 is read as 1,550–1,599 by wording v1"."""
    words = DOES[step.kind] + (f": {step.rule}" if step.rule else "")
    read = step.read
    if read is None or (read.low == read.high == claim.value):
        return words + _assumed(step)
    said = " ".join(claim.text.split())
    return f"{words}; {said} is read as {show.span(read, unit)} by {policy}{_assumed(step)}"


def _assumed(step: Step) -> str:
    return "; nobody stated this, it is a convention" if step.assumed else ""
