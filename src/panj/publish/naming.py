"""Titles and periods of lines: whom, where and when, in the sources' nouns and the gazetteer's names.

Takes an event of the record; gives short phrases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from panj.language.words import verb_forms
from panj.model import PEOPLE, BlockKind, Claim, Event, Group, Measure, PeriodKind, Unit
from panj.publish.phrases import period, sentence_case, words
from panj.publish.record import Record

_OF = re.compile(r" of (?:[a-z-]+ )?(?P<last>[a-z-]+s)\b")  # "members of host communities"
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*")


def title_of(record: Record, event: Event, *, total: bool = False) -> str:
    """Whom and where: `Soldiers into Tajikistan from Badakhshan`."""
    claims = record.claims_of(event)
    first = claims[0]
    who = _group_word(event) if total else who_of(record, event)
    at = event.place_code or event.destination_code
    codes = {
        "to": (event.destination_code, _written(claims, event.destination_code, first.destination)),
        "from": (event.origin_code, _written(claims, event.origin_code, first.origin)),
        "at": (at, _written(claims, at, first.place or first.destination)),
    }
    if total or event.measure is Measure.FORCED_RETURN:  # counts of forced returns are shown, routes never
        codes = {key: (record.country(code), None) for key, (code, _) in codes.items()}
    named = {key: _place_name(record, code, name) for key, (code, name) in codes.items()}
    if record.country(event.origin_code) == record.source and _is_country(record, event.origin_code):
        named["from"] = "" if event.measure is Measure.ARRIVAL else named["from"]
    kind = "measure_short" if _restates(event, who) else "measure"
    if event.unit not in PEOPLE and event.measure.value in words()["measure_things"]:
        kind = "measure_things"
    template = words()[kind].get(event.measure.value, "{who}")
    title = filled(template, who=who, **named)
    if title == who and event.measure is not Measure.FACILITY:  # no place is known: what they did still is
        title = f"{who} {words()['did'].get(event.measure.value, '')}".strip()
    return sentence_case(title)


def _restates(event: Event, who: str) -> bool:
    """Whether the noun says what the measure says: `Chadian returnees` of a return."""
    said = words()["restates"].get(event.measure.value, ())
    return who.lower().rpartition(" ")[2] in said and event.measure.value in words()["measure_short"]


def _written(claims: Sequence[Claim], code: str | None, otherwise: str | None) -> str | None:
    """What the first claim that means this place calls it; the gazetteer's name is used where none does."""
    if code is None:
        return otherwise
    sides = (
        (written, own)
        for c in claims
        for written, own in (
            (c.destination, c.destination_code),
            (c.place, c.place_code),
            (c.origin, c.origin_code),
        )
    )
    return next((written for written, own in sides if own == code and written), None)


def _place_name(record: Record, code: str | None, written: str | None) -> str:
    """A place as reports write it, below countries; the gazetteer's usual name of a country."""
    place = record.place(code)
    if place is None or place.kind == "country" or not written:
        return record.name(code, written)
    name = written.removeprefix("the ").removeprefix("The ")
    return name if name[:1].isupper() and len(name.split()) < 5 else place.name


def who_of(record: Record, event: Event) -> str:
    """The people by the noun that most of the reports use, the group's own word where they use none."""
    if event.group in (Group.SOLDIERS, Group.MILITANTS):
        return _group_word(event)
    if event.group is Group.IDPS:
        return "people"
    bodies = [c for c in record.claims_of(event) if record.kind_at(c) is BlockKind.BODY]
    nouns = Counter(n for c in bodies if (n := noun_after(record, antecedent(record, c))))
    nouns = Counter({n: k for n, k in nouns.items() if _names_somebody(event, n)})
    if not nouns:
        return _group_word(event)
    return min(nouns, key=lambda n: (-nouns[n], -len(n), n))


def _names_somebody(event: Event, noun: str) -> bool:
    """Whether a noun says who is counted: not `am`, not the measure again, not households for people."""
    table, last = words()["noun"], noun.lower().rpartition(" ")[2]
    alone = " " not in noun and last in words()["restates"].get(event.measure.value, ())
    homes = event.unit is Unit.PERSONS and last in table["homes"]
    beside = last in table["beside"] and (" " not in noun or noun.lower().split()[0] in table["homes"])
    return not (alone or homes or beside or len(last) < 3 or noun.lower().split()[0] in table["nobody"])


def antecedent(record: Record, claim: Claim) -> Claim:
    """The figure that "they" stands for: the last one before it of the same size; itself where it is none."""
    if not claim.inherits:
        return claim
    before = [
        c
        for c in record.by_report[claim.report]
        if c.start < claim.start and not c.inherits and (c.value, c.unit) == (claim.value, claim.unit)
    ]
    return before[-1] if before else claim


def noun_after(record: Record, claim: Claim) -> str:
    """The words that say who or what a figure counts: `ethnic Kyrgyz shepherds` after `almost 350`."""
    if claim.inherits:
        return ""
    table = words()["noun"]
    text = record.reports[claim.report].text
    found: list[str] = []
    at = claim.end
    for match in _WORD.finditer(text, claim.end, claim.end + 80):
        gap, word = text[at : match.start()], match.group()
        stops = word.lower() in table["stops"] or word.lower() in _told()
        if gap.strip() or "\n" in gap or stops:
            break
        found.append(word)
        at = match.end()
        if len(found) > table["most_words"]:
            return ""
    of = _OF.match(text, at) if found and found[-1].lower() in table["beside"] else None
    return " ".join(found) + (of.group() if of and of["last"] not in table["stops"] else "")


@cache
def _told() -> frozenset[str]:
    """Forms of verbs that end the noun before them: crossed, living; bare ones are often nouns."""
    ends = {"PAST", "PART", "ING"}
    return frozenset(form for form, (_, tags) in verb_forms().items() if tags & ends)


def period_of(record: Record, event: Event) -> str:
    """The days a line covers, or the period of a rate; what is known of the day where none is stated."""
    if event.kind is PeriodKind.RATE:
        per = next((c.per for c in record.claims_of(event) if c.per), None) or "period"
        since = period(event.date_start, None) if event.date_start else ""
        return f"a {per}{', ' + since.replace('from', 'since') if since else ''}"
    said = period(*_days(record, event))
    if said and event.kind is PeriodKind.AS_OF:
        return f"as of {period(event.date_end, event.date_end)}" if event.date_end else said
    if said:
        if event.kind is PeriodKind.CUMULATIVE and event.date_start == event.date_end:
            return f"to {said}"
        return said
    return f"reported {period(event.known, event.known)}" if event.known else "day not stated"


def _days(record: Record, event: Event) -> tuple[date | None, date | None]:
    """The days of an event; of a night both, as its leading report gives them."""
    for claim in record.claims_of(event):
        start, end = claim.date_start, claim.date_end
        if start and end and start < end == event.date_end and event.date_start == event.date_end:
            return start, end
        if end == event.date_end:
            break
    return event.date_start, event.date_end


def _group_word(event: Event) -> str:
    if event.group is not None:
        return str(words()["group"][event.group.value])
    return str(words()["unit"].get(event.unit.value, "")) if event.unit is not Unit.PERSONS else "people"


def _is_country(record: Record, code: str | None) -> bool:
    place = record.place(code)
    return place is not None and place.kind == "country"


def filled(template: str, **named: str) -> str:
    """A template with its places, without the bracketed parts whose place is not known."""

    def part(match: re.Match[str]) -> str:
        slots = re.findall(r"{(\w+)}", match.group(1))
        return match.group(1) if all(named.get(s) for s in slots) else ""

    return re.sub(r"\[([^\]]*)\]", part, template).format(**named).strip()
