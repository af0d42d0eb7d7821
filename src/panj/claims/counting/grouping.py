"""Who the counted people are where the figure's own words leave it open: families of the displaced, a people named by its country.

Takes the drafts of a report and its text; sets `group` by what the report calls the people that it speaks of.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.nations import demonym
from panj.model import COMBATANTS, HARM, PEOPLE, Group, Measure, Unit

_NAMED = {
    Group.REFUGEES: re.compile(r"\brefugees?\b"),
    Group.MIGRANTS: re.compile(
        r"\b(?:migrants?|migration|migratory|deport\w*|push-?backs?|pushed\s+back|expel\w*|expulsions?|smugglers?|undocumented|"
        r"irregular(?:ly)?|asylum)\b"
    ),
    Group.IDPS: re.compile(r"\b(?:displaced|idps?)\b"),
}
_ASKED_ASYLUM = re.compile(
    r"[^.;:\d]{0,90}?(?<!not )\b(?:asked\s+for|applied\s+for|sought|seeking|claimed|requested)\s+"
    r"(?:political\s+)?asylum\b",
    re.IGNORECASE,
)
_OF_TITLE = frozenset({Group.IDPS, Group.REFUGEES})
_ENOUGH = 2  # words
_GENERIC = frozenset({Group.CIVILIANS, Group.PEOPLE, None})
_TAKEN_IN = frozenset({Measure.HOSTED, Measure.ADMISSION})
_HARM = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.EVACUATION, Measure.RETURN, Measure.DEPLOYMENT}
)


_TOLL = re.compile(r"\b(?:toll|deaths?|dead|fatalities|casualties)\b[^.;]{0,80}\Z", re.IGNORECASE)


def _of_no_group(d: Draft) -> bool:
    """Deaths in a column beside the displaced, "the toll rose to 170" behind a sentence on refugees."""
    column = d.column is None and "noun.column" in d.rules
    return column or ("noun.borrowed" in d.rules and _TOLL.search(d.before) is not None)


def settle_groups(drafts: Sequence[Draft], text: str) -> None:
    """Give families and peoples the group that the report speaks of."""
    for d in drafts:
        if d.measure in HARM and d.group in _OF_TITLE and _of_no_group(d):
            d.group = Group.PEOPLE
    open_ones = [
        d
        for d in drafts
        if d.aside is None and d.unit in PEOPLE and d.group in _GENERIC and d.measure is not None
    ]
    if not open_ones:
        return
    theme = theme_of(text)
    for d in open_ones:
        group = Group.ASYLUM_SEEKERS if _asks_asylum(d) else _group(d, theme)
        if group is not None and group is not d.group:
            d.group = group
            d.rules.append("group.of_report")


def settle_wholes(drafts: Sequence[Draft]) -> None:
    """ "400 people, among them 370 insurgents": a whole with fighters in it is not of civilians alone."""
    for part in drafts:
        whole = part.whole
        if (
            whole is None
            or part.aside is not None
            or part.group not in COMBATANTS
            or part.measure not in HARM
        ):
            continue
        if whole.unit in PEOPLE and whole.group not in {*COMBATANTS, Group.PEOPLE, None}:
            whole.group = Group.PEOPLE
            whole.rules.append("group.of_parts")


def _asks_asylum(d: Draft) -> bool:
    """ "Some 300 Syrians landed there in May and asked for asylum": by what they did."""
    after = d.after
    return d.measure in {Measure.ARRIVAL, Measure.ADMISSION} and _ASKED_ASYLUM.match(after) is not None


def theme_of(text: str) -> Group | None:
    """What a report calls the people that it speaks of most often; None where it hardly names them."""
    low = text.lower()
    counts = {group: len(pattern.findall(low)) for group, pattern in _NAMED.items()}
    best = max(counts, key=lambda g: (counts[g], g.value))
    return best if counts[best] >= _ENOUGH else None


def _group(d: Draft, theme: Group | None) -> Group | None:
    told = d.whole if d.whole is not None else d.copied
    if d.unit is Unit.HOUSEHOLDS:
        if "measure.in_other_units" in d.rules and told is not None and told.group not in _GENERIC:
            return told.group
        return theme if d.measure not in _HARM else None
    named = d.noun is not None and _is_people_named(d.noun.words)
    if not named:
        return None
    if theme is Group.MIGRANTS and d.measure not in _HARM:
        return Group.PEOPLE if d.measure in _TAKEN_IN else Group.MIGRANTS
    if theme is Group.REFUGEES and d.measure in _TAKEN_IN:
        return Group.REFUGEES
    return Group.PEOPLE if "noun.borrowed" in d.rules and d.measure not in _HARM else None


def _is_people_named(words: str) -> bool:
    last = words.split()[-1] if words else ""
    return last in _PEOPLES or (bool(last) and demonym(last[:1].upper() + last[1:]) is not None)


_PEOPLES = frozenset(
    {
        "rohingya",
        "rohingyas",
        "kurds",
        "yazidis",
        "hazaras",
        "roma",
        "chin",
        "karen",
        "tigrayans",
        "palestinians",
    }
)
