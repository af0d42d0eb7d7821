"""Camps, reception points and stores that reports say are considered, announced, built, open or given up.

Takes the record of a day and its developments; gives a `Site` for each, with the sentence that tells how far
it is, and marks the rooms that are of one. What is only prepared takes nobody in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from panj.events.developments import link_developments
from panj.events.inputs import Prepared, preparations
from panj.model import Development, DevelopmentKind, Report
from panj.publish.content import Room, Site
from panj.publish.developments import STAGES
from panj.publish.phrases import day, words
from panj.publish.record import Record, lying_by
from panj.publish.story import trimmed


def collect(record: Record, developments: Sequence[Development]) -> tuple[Site, ...]:
    """One site for each thing that is prepared, those that are open first, then by how far they are."""
    found = [d for d in developments if d.kind is DevelopmentKind.PREPARATION]
    told = link_developments(found, record.reports, within=lying_by(record.gazetteer))
    claims = list(record.claims.values())
    by_id = {d.id: d for d in found}
    made = preparations(found, told, claims, country=lambda code: record.country(code) == code)
    made = [one for one in made if one.claims or _is_place(one, by_id)]
    sites = [_site(record, one, by_id[one.telling]) for one in made]
    sites = [s for s in sites if any(c.isalnum() for c in s.text)]  # the gate has covered all of the others
    return tuple(sorted(sites, key=lambda s: (_ORDER.index(s.prepared.stage), s.place, s.prepared.telling)))


def _is_place(made: Prepared, by_id: Mapping[str, Development]) -> bool:
    """Whether a camp is more than tents: herders put up theirs, and agencies buy them, where no camp is."""
    if made.facility != "camp":
        return True
    said = (by_id[d] for d in made.developments if d in by_id)
    told = " ".join(f"{d.target or ''} {d.text}" for d in said).lower()
    return any(word in told for word in words()["camp_words"])


_ORDER = ("open", "under_construction", "announced", "considered", "withdrawn")


def _site(record: Record, made: Prepared, told: Development) -> Site:
    report = record.reports[told.report]
    stated = [record.claims[c] for c in made.claims]
    latest = max(stated, key=lambda c: (record.day_of(c) or date.min, c.id), default=None)
    return Site(
        prepared=made,
        place=record.name(made.place_code, made.place) if made.place or made.place_code else "",
        report=told.report,
        sentence=told.sentence,
        text=trimmed(" ".join(told.sentence.of(report.text).split())),
        speaker=told.speaker,
        stated=None if latest is None else latest.value_high or latest.value,
    )


def staged(rooms: Iterable[Room], sites: Iterable[Site]) -> tuple[Room, ...]:
    """Rooms with how far the camp is that each is of, and under its name."""
    by_claim = {c: site for site in sites for c in site.prepared.claims}
    return tuple(_staged(room, by_claim.get(room.claim)) for room in rooms)


def _staged(room: Room, site: Site | None) -> Room:
    if site is None:
        return room
    made = site.prepared
    return replace(room, stage=made.stage, since=made.known, place=site.place or room.place)


def title(site: Site) -> str:
    """ "camp, Farchana: considered (5 Jul 2021) → announced (23 Jul 2021); 5,000 places planned"."""
    made = site.prepared
    steps = " → ".join(f"{STAGES[s.stage]}{f' ({day(s.known)})' if s.known else ''}" for s in made.steps)
    where = f", {site.place}" if site.place else ""
    if site.stated is None:
        return f"{words()['facility'][made.facility]}{where}: {steps}"
    held = (
        "counted" if made.counts else "planned, not counted" if made.stage != "withdrawn" else "not counted"
    )
    return f"{words()['facility'][made.facility]}{where}: {steps}; {site.stated:,.0f} places stated, {held}"


def said_by(site: Site, reports: Mapping[str, Report]) -> str:
    """Who says how far it is, through which outlet, and when that was published."""
    report = reports[site.report]
    outlet = report.outlet or report.name
    chain = f"{site.speaker} → {outlet}" if site.speaker and site.speaker != outlet else outlet
    return f"{chain}, {day(report.day) if report.day else 'no date'}"
