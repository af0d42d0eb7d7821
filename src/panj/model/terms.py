"""The fixed terms of a claim and a development: what is measured, counted, of whom, and how it stands.

After UNHCR (arrival, hosted), IDMC (internal displacement, stock) and IOM DTM (flow): see docs/claims.md.
"""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """What a figure measures; where each term comes from is in docs/claims.md."""

    ARRIVAL = "arrival"
    ADMISSION = "admission"
    INTERNAL_DISPLACEMENT = "internal_displacement"
    RETURN = "return"
    FORCED_RETURN = "forced_return"
    EVACUATION = "evacuation"
    RELOCATION = "relocation"
    DEPARTURE = "departure"
    HOSTED = "hosted"
    DISPLACED_STOCK = "displaced_stock"
    CAPACITY = "capacity"
    FACILITY = "facility"
    ASSISTANCE = "assistance"
    NEED = "need"
    FUNDING = "funding"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    CONTROL = "control"
    DEPLOYMENT = "deployment"
    CONTEXT = "context"  # a figure that the work needs but that counts no people: km, ha, districts


FLOWS = frozenset(
    {Measure.ARRIVAL, Measure.ADMISSION, Measure.INTERNAL_DISPLACEMENT, Measure.RETURN, Measure.FORCED_RETURN}
    | {Measure.EVACUATION, Measure.RELOCATION, Measure.DEPARTURE}
)  # measures of people who move; the others are of people who are somewhere, and of what befell them
INFLOWS = frozenset({Measure.ARRIVAL, Measure.ADMISSION})
BACK = frozenset({Measure.RETURN, Measure.FORCED_RETURN})
HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})


class Qualifier(StrEnum):
    """The hedge on a number; `policies/wording.toml` turns it into an interval."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    RANGE = "range"
    ORDER = "order"


class Unit(StrEnum):
    """What is counted."""

    PERSONS = "persons"
    HOUSEHOLDS = "households"
    LIVESTOCK = "livestock"
    FLIGHTS = "flights"
    FACILITIES = "facilities"
    DISTRICTS = "districts"
    SETTLEMENTS = "settlements"
    SHARE = "share"
    CURRENCY = "currency"
    TONNES = "tonnes"
    ITEMS = "items"
    KM = "km"
    MI = "mi"
    HA = "ha"


PEOPLE = frozenset({Unit.PERSONS, Unit.HOUSEHOLDS})  # the units that count people
LENGTHS = frozenset({Unit.KM, Unit.MI, Unit.HA})


class Group(StrEnum):
    """Who is counted; `policies/groups.toml` holds the hierarchy."""

    PEOPLE = "people"
    CIVILIANS = "civilians"
    REFUGEES = "refugees"
    ASYLUM_SEEKERS = "asylum_seekers"
    IDPS = "idps"
    MIGRANTS = "migrants"
    STAFF = "staff"
    SOLDIERS = "soldiers"
    MILITANTS = "militants"


COMBATANTS = frozenset({Group.SOLDIERS, Group.MILITANTS})  # by name; policies/groups.toml says what follows
FORCES = COMBATANTS | {Group.STAFF}


class PeriodKind(StrEnum):
    """How a figure stands to its dates."""

    EVENT = "event"
    CUMULATIVE = "cumulative"
    RATE = "rate"
    AS_OF = "as_of"


class Status(StrEnum):
    """Whether what the figure counts has happened."""

    HAPPENED = "happened"
    PLANNED = "planned"
    POSSIBLE = "possible"
    REQUESTED = "requested"
    DENIED = "denied"


class DevelopmentKind(StrEnum):
    """What a development is: what happened, was decided, pledged, denied or scheduled."""

    CONTROL = "control"
    CROSSING_STATUS = "crossing_status"
    ADMISSION_POLICY = "admission_policy"
    RESTRICTION = "restriction"
    PREPARATION = "preparation"
    RETURN = "return"
    EVACUATION = "evacuation"
    ASSISTANCE = "assistance"
    DEPLOYMENT = "deployment"
    EXERCISE = "exercise"
    WITHDRAWAL = "withdrawal"
    MEETING = "meeting"
    PLEDGE = "pledge"
    DENIAL = "denial"
    REQUEST = "request"
    WARNING = "warning"
    ASSESSMENT = "assessment"


class DevelopmentStatus(StrEnum):
    """How far a development is, as its report tells it."""

    HAPPENED = "happened"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
