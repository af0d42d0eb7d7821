"""The day of publication of reports that do not state it, from their own text and dated neighbours.

Takes all reports of a case, gives them back dated where that is certain. A pure function of the set: the
order of the reports does not matter, and a date inferred before is inferred anew, so that it changes
when better neighbours arrive. Where nothing settles the day it stays missing (Problem R007): no guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from panj.clock import parse_moment
from panj.errors import ReportError
from panj.model import Problem, Report
from panj.reports.days import make_day, mentions
from panj.reports.evidence import Evidence, evidence
from panj.reports.kinship import Signature, likeness, signature

# Two reports are kin where they share this many names, and this share of the shorter list of names. On 45
# real reports of 17 crises these part the crises (worst pair of different crises: 0.30 with 5 names).
KIN_NAMES = 9
KIN_LIKENESS = 0.3
# Fewer names are enough where two figures of three digits or more are shared as well.
KIN_FIGURES = 2
KIN_LIKENESS_WITH_FIGURES = 0.2
# A neighbour settles the year of a day within this many days of its own; further off, two years compete.
NEAR_DAYS = 100
_AHEAD = "not believed, since it has not come: "
_ROUNDS = 4  # a report dated in one round may settle another in the next


@dataclass(frozen=True, slots=True)
class _Witness:
    """A report with what its text gives for dating."""

    report: Report
    evidence: Evidence
    signature: Signature


def date_all(
    reports: Iterable[Report], given: Mapping[str, str] | None = None, *, latest: date | None = None
) -> list[Report]:
    """The reports in the order they came, each dated where it can be.

    Args:
        reports: all reports of a case.
        given: ISO days by a report's name, path or id; they win over stated ones.
        latest: the last day of publication that is believed where a report states it; None: any is.

    Returns:
        Reports with `dated` one of stated, given, inferred (with `dated_because`), missing (with
        `dated_because` where it states a day that is not believed).

    Raises:
        DateError: D001, where a given date is not one.
    """
    cleared = [_believed(_cleared(report, given or {}), latest) for report in reports]
    if all(report.published is not None for report in cleared):
        return cleared
    seen = {r.id: _Witness(r, evidence(r), signature(r)) for r in sorted(cleared, key=_by_id)}
    dated = {key: w for key, w in seen.items() if w.report.published is not None}
    open_ = {key: w for key, w in seen.items() if key not in dated}
    kin: dict[str, list[_Witness]] = {key: [] for key in open_}
    new = dated
    for _ in range(_ROUNDS):
        for key, witness in open_.items():
            kin[key] += [n for n in new.values() if _are_kin(witness.signature, n.signature)]
        new = {key: w for key, witness in open_.items() if (w := _settled(witness, kin[key]))}
        if not new:
            break
        dated |= new
        open_ = {key: w for key, w in open_.items() if key not in new}
    return [dated[r.id].report if r.published is None and r.id in dated else r for r in cleared]


def undated(reports: Iterable[Report]) -> list[Problem]:
    """One R007 for each report whose day of publication is unknown: what to ask the user for."""
    found = []
    for report in reports:
        if report.published is None:
            where, name = report.path or report.name, report.name or report.id
            ahead = report.dated_because.removeprefix(_AHEAD)
            code, stated = ("R017", {"day": ahead}) if ahead else ("R007", {})
            fault = ReportError(code, where, name=name, **stated)
            found.append(Problem(fault.code, fault.what, fault.where, fault.remedy))
    return found


def _by_id(report: Report) -> tuple[str, bool, str]:
    return report.id, report.published is not None, report.name


def _cleared(report: Report, given: Mapping[str, str]) -> Report:
    day = next((given[key] for key in (report.name, report.path, report.id) if key and key in given), None)
    if day is not None:
        moment = parse_moment(day, report.name)
        return replace(report, published=moment, dated="given", dated_because="given by the user")
    if report.dated == "inferred":
        return replace(report, published=None, dated="missing", dated_because="")
    return report


def _believed(report: Report, latest: date | None) -> Report:
    """The report without days that have not come: one mistyped would hide it from every day asked about."""
    if latest is None or report.dated == "given":
        return report
    if report.day is None or report.day <= latest:
        return report
    return replace(report, published=None, dated="missing", dated_because=f"{_AHEAD}{report.day}")


def _settled(witness: _Witness, kin: Sequence[_Witness]) -> _Witness | None:
    """The report with its day, where its text or its kin settle it."""
    found = _own_year(witness.evidence) or _from_neighbours(witness, kin)
    if found is None:
        return None
    day, because = found
    if witness.report.dated_because:
        because = f"{because} ({witness.report.dated_because})"
    report = replace(witness.report, published=day.isoformat(), dated="inferred", dated_because=because)
    return replace(witness, report=report)


def _own_year(signs: Evidence) -> tuple[date, str] | None:
    """Day and weekday in the text, and one year of the last that it names with a month which fits both."""
    if signs.day is None or signs.weekday is None or not signs.recent:
        return None
    latest = max(signs.recent)
    if latest != max(signs.years):
        return None
    fits = [d for y in (latest, latest + 1) if (d := make_day(y, *signs.day)) and _fits(d, signs)]
    if len(fits) != 1:
        return None
    day = fits[0]
    return (
        day,
        f"{signs.because}, {signs.weekday_because}; the text names {latest}, and only {_in_words(day)} fits",
    )


def _fits(day: date, signs: Evidence) -> bool:
    on_weekday = signs.weekday is None or day.weekday() == signs.weekday
    return on_weekday and (signs.latest is None or day >= signs.latest)


def _from_neighbours(witness: _Witness, kin: Sequence[_Witness]) -> tuple[date, str] | None:
    if witness.evidence.day is not None:
        return _year_of_neighbours(witness, kin)
    if witness.evidence.weekday is not None:
        return _week_of_neighbours(witness, kin)
    return None


def _are_kin(a: Signature, b: Signature) -> bool:
    alike = likeness(a, b)
    if alike < KIN_LIKENESS_WITH_FIGURES:
        return False
    if alike >= KIN_LIKENESS and len(a.names & b.names) >= KIN_NAMES:
        return True
    return len(a.figures & b.figures) >= KIN_FIGURES


def _year_of_neighbours(witness: _Witness, kin: Sequence[_Witness]) -> tuple[date, str] | None:
    """Month and day are in the text; every kin report near that day must give the same year."""
    signs = witness.evidence
    if signs.day is None:
        return None
    settled: dict[date, list[_Witness]] = {}
    for other in kin:
        near = _nearest(signs.day, other.report.day)
        if near is not None and _fits(near, signs):
            settled.setdefault(near, []).append(other)
    if len(settled) != 1:
        return None
    day, others = next(iter(settled.items()))
    if signs.weekday is None and signs.years and day.year not in signs.years:
        return None  # it names other years, so that the year of its neighbours may be one of them too
    closest = min(others, key=lambda n: (abs((n.report.day or day) - day), n.report.id))
    return day, f"{signs.because}; the year is that of {_neighbour(witness, closest)}"


def _nearest(day: tuple[int, int], other: date | None) -> date | None:
    if other is None:
        return None
    years = (make_day(y, *day) for y in (other.year - 1, other.year, other.year + 1))
    near = [d for d in years if d is not None and abs(d - other) <= timedelta(days=NEAR_DAYS)]
    return near[0] if near else None


def _week_of_neighbours(witness: _Witness, kin: Sequence[_Witness]) -> tuple[date, str] | None:
    """Only the weekday is in the text: a kin report with the same figures must name the day it fell on."""
    signs = witness.evidence
    settled: dict[date, _Witness] = {}
    for other in sorted(kin, key=lambda n: n.report.id):
        if len(witness.signature.figures & other.signature.figures) < KIN_FIGURES:
            continue
        days = [d for d in _days_told(other) if d.weekday() == signs.weekday and _fits(d, signs)]
        for day in days:
            settled.setdefault(day, other)
    if len(settled) != 1:
        return None
    day, closest = next(iter(settled.items()))
    return day, f"{signs.weekday_because}; that is {_in_words(day)} by {_neighbour(witness, closest)}"


def _days_told(other: _Witness) -> set[date]:
    """Days within the week before a report's publication that its text names."""
    published = other.report.day
    if published is None:
        return set()
    told = {published}
    for found in mentions(other.report.text):
        if found.month and found.day:
            day = make_day(found.year or published.year, found.month, found.day)
            if day and timedelta(0) <= published - day < timedelta(days=7):
                told.add(day)
    return told


def _neighbour(witness: _Witness, other: _Witness) -> str:
    figures = sorted(witness.signature.figures & other.signature.figures, reverse=True)[:3]
    names = sorted(witness.signature.names & other.signature.names)[:4]
    shared = ", ".join([*(f"{n:,}" for n in figures), *names])
    known = {"stated": "", "given": "", "inferred": ", itself inferred"}.get(other.report.dated, "")
    label = other.report.name or other.report.id
    day = _in_words(other.report.day) if other.report.day else ""
    return f"{label} ({day}{known}), which shares {shared}"


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
