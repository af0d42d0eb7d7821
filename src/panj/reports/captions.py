"""The line above a table: what it says is counted, and of which days.

Takes a caption; gives its words without number, days and "by district", and the days as a sentence has them:
"NEW ARRIVALS SINCE 15 APRIL, BY PROVINCE" is "NEW ARRIVALS" and "since 15 April".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panj.reports.days import Mention, mentions

Words = Mapping[str, Sequence[str]]

_NUMBERED = re.compile(
    r"\A(?:(?:table|figure|annex)\s*\d+\s*[.:–-]?\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=[^\W\d_])|[ivx]+[.)]\s+(?=[^\W\d_]))",
    re.IGNORECASE,
)  # "Table 3:", "3. DISPLACEMENT", "IV. Arrivals"
_DISPLACEMENT = re.compile(
    r"\A(?P<new>new\s)?(?:(?P<inside>internal)\s|[^\W\d_]+[ -])?displacements?\Z", re.IGNORECASE
)  # "New drought displacement"
_WITHIN = re.compile(
    r"\s+(?:in|of|across)\s+(?:the\s+)?(?:whole\s+)?(?:region|country|area|neighbou?ring\s+countries|countries\s+of\s+(?:the\s+region|asylum))\Z",
    re.IGNORECASE,
)  # rows tell in which place
_BY = re.compile(r"\s*,?\s+(?:by|per)\s+[^,;(]+\Z", re.IGNORECASE)
_EDGES = " .:,;–—-()"
_LEAD = re.compile(
    r"(?:\b(?P<word>as\s+(?:of|at)|since|from|between|until|up\s+to|by|on|in|for)\s+|[,(:;–—-]\s*|\s)\Z",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"\s*[,:;]\s+|\s+[–—-]\s+")
_FIRST = re.compile(r"(?P<first>\d{1,2})\s*(?P<to>–|—|-|to|and)\s*\Z", re.IGNORECASE)
_TO = re.compile(r"\s*(?:–|—|-|to|and|until)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption says is counted, and the days as a sentence has them; empty where it does not tell."""

    counted: str = ""
    days: str = ""


def told_in(caption: str, words: Words) -> Caption:
    """A caption taken apart, without words for the paper that it heads: "Arrivals, update as of 3 May".

    A bracket that says what happened to people says what is counted: "Camps in the north (deaths)".
    """
    told = read_caption(caption)
    segments = _SEGMENT.split(told.counted)
    kept = [s for s in segments if not _is_paper(s, words)]
    counted = told.counted if kept == segments else ", ".join(kept).strip(_EDGES)
    if counted.lower().removeprefix("idp ") in words["places"]:
        counted = ""  # "2. Camps" says where, not whom
    counted += ")" if counted.count("(") > counted.count(")") else ""
    before, _, inside = counted.partition("(")
    if before and any(re.search(rf"\b{w}\b", inside.lower()) for w in words["happened"]):
        counted = inside.strip(_EDGES)
    return Caption(_of_people(counted), told.days)


def _of_people(counted: str) -> str:
    """Who is counted where a caption names what befell them: "New drought displacement", "The displaced"."""
    if counted.lower() in {"displaced", "the displaced"}:
        return "displaced people"
    found = _DISPLACEMENT.match(counted)
    if found is None:
        return counted
    how = "newly " if found["new"] else "internally " if found["inside"] else ""
    return f"{how}displaced people"


def _is_paper(segment: str, words: Words) -> bool:
    """ "daily update", "Situation overview": words for a paper, and for how often it appears."""
    return all(w in words["paper"] for w in segment.lower().split())


def read_caption(caption: str) -> Caption:
    """A caption taken apart; without `counted` where it holds days that cannot be set apart."""
    line = _NUMBERED.sub("", caption)
    found = mentions(line)
    if not found:
        return Caption(_bare(line))
    if len(found) > 2 or any(m.day is None for m in found):
        return _of_month(line, found[0]) if len(found) == 1 and found[0].month else Caption()
    start, last = found[0].start, line[found[-1].start : found[-1].end]
    if len(found) == 2:
        if not _TO.fullmatch(line[found[0].end : found[1].start]):
            return Caption()
        first: str | None = line[start : found[0].end]
    else:
        span = _FIRST.search(line[:start])
        first = span["first"] if span else None
        start = span.start() if span else start
    lead = _LEAD.search(line[:start])
    if lead is None and start:
        return Caption()
    rest = line[: lead.start() if lead else 0] + line[found[-1].end :].removeprefix(")")
    return Caption(_bare(rest), _days(first, last, (lead and lead["word"]) or ""))


def _bare(words: str) -> str:
    """What is counted, without "by district" and "in the region"."""
    return _WITHIN.sub("", _BY.sub("", words).strip(_EDGES)).strip(_EDGES)


def _of_month(line: str, month: Mention) -> Caption:
    """ "Arrivals since April 2015", "Arrivals by place, March 2022"; nothing of one that stands otherwise."""
    lead = _LEAD.search(line[: month.start])
    apart = lead is not None and lead["word"] is None and bool(lead[0].strip())
    word = "in" if apart else ((lead and lead["word"]) or "").lower()
    if lead is None or word not in {"since", "in"} or month.end != len(line.rstrip(_EDGES)):
        return Caption()
    return Caption(_bare(line[: lead.start()]), f"{word} {line[month.start : month.end]}")


def _days(first: str | None, last: str, lead: str) -> str:
    """ "1 May", "25 May" → "between 1 May and 25 May"; "15 April" with "since" → "since 15 April"."""
    last = last.title() if last.isupper() else last
    if first is not None:
        return f"between {first.title() if first.isupper() else first} and {last}"
    lead = " ".join(lead.lower().split())
    return f"{lead if lead in ('since', 'on', 'by', 'until') else 'as of'} {last}"
