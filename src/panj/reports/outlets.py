"""Names of outlets: which one a line, a byline or a dateline names.

Takes lines of a report, gives the outlet's usual name; the names are in `outlets.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from panj.reports.words import outlets

_BYLINE = re.compile(r"\Aby\s+(?P<name>.+?)[’']s\b", re.IGNORECASE)
_PUBLISHED_IN = re.compile(
    r"\A\W*(?:first )?published (?:in|by) (?:the )?(?P<name>[^,]{2,50})", re.IGNORECASE
)
_DATELINE_AGENCY = re.compile(
    r"\A[A-Z][^()\n]{1,80}?\((?P<name>[A-Z][\w /.-]{1,40})\)\s*(?:--|[-–—])\s", re.UNICODE
)


@cache
def _known() -> dict[str, str]:
    """Every spelling, in lower case, and the usual name."""
    return {
        spelling.lower(): name
        for group in outlets().values()
        for name, others in group.items()
        for spelling in (name, *others)
    }


@cache
def _pattern() -> re.Pattern[str]:
    spellings = {s for group in outlets().values() for name, others in group.items() for s in (name, *others)}
    longest = sorted(spellings, key=lambda s: (-len(s), s))
    return re.compile(r"(?<![\w/])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w/])")


def usual_name(name: str) -> str | None:
    """The usual name of an outlet that the table knows."""
    return _known().get(name.strip().lower())


def is_agency(name: str) -> bool:
    """Whether an outlet's copy runs under other mastheads."""
    return name in outlets()["agencies"]


def outlet_in(line: str) -> str | None:
    """The first outlet that a line names, as the line writes it or by its other names."""
    found = _pattern().search(line)
    return usual_name(found.group()) if found else None


def masthead(line: str) -> str | None:
    """The outlet of a line that is a masthead: its name alone, or its name with the slogan glued on.

    Text copied from a page loses the space between the two: "The Example TimesAll The News".
    """
    if len(line) > 80:
        return None
    alone = usual_name(line.strip(" \t|·•-–—:/.()"))
    if alone:
        return alone
    found = re.match(r"(?:The )?[A-Z][\w&.’' -]*?[a-z](?=[A-Z])", line)
    return usual_name(found.group()) if found else None


def byline_outlet(line: str) -> str | None:
    """The outlet in "By RFE/RL's Tajik Service" and "Published in Dawn, …", known to the table or not."""
    for pattern in (_PUBLISHED_IN, _BYLINE):
        found = pattern.match(line)
        if found:
            name = found.group("name").strip()
            known = usual_name(name)
            if known or (pattern is _PUBLISHED_IN and name[:1].isupper()):
                return known or name
    return None


def dateline_agency(paragraph: str) -> str | None:
    """The agency in a dateline: "ZUWARA, Libya (AP) —"."""
    found = _DATELINE_AGENCY.match(paragraph[:140])
    if not found:
        found = re.match(r"[A-Z][\w’' ./,-]{1,60}?\((?P<name>[A-Z][\w /.-]{1,40})\)", paragraph[:140])
        return usual_name(found.group("name")) if found else None
    return usual_name(found.group("name")) or found.group("name")
