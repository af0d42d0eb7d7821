"""The nouns of the road: frozen dataclasses that every stage takes and gives. No I/O, no logic.

Vocabulary is the field's: measures after UNHCR (arrival, hosted), IDMC (internal displacement, stock)
and IOM DTM (flow); reliability after the Admiralty code. Offsets are Python `str` indices into
`Report.text`, end exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from panj.clock import check_period, day_of, parse_moment
from panj.display import tally_html


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


class BlockKind(StrEnum):
    """What a stretch of a report's text is."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    CORRECTION = "correction"
    FURNITURE = "furniture"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report's text: [start, end)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of a report and what it is."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Correction:
    """An outlet's note on its own text: what it had said and what it says now, where the note tells."""

    text: str
    said: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures beside a report's text: its caption, and its cells row by row."""

    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None


class _Named:
    """Room beside a report's fields for its id, which is worked out once."""

    __slots__ = ("_id",)
    _id: str


@dataclass(frozen=True, slots=True)
class Report(_Named):
    """One version of one published text, with what is known of its publication.

    Args:
        text: the text as read; every offset in Panj refers to it.
        published: ISO day or moment of publication (`2021-07-05`), None where it is not known.
        outlet: who published it.
        url: where it was published.
        title: its headline, where known apart from the text.
        language: ISO 639-1 code.
        name: what the user calls it, usually the file's stem.
        path: where it was read from, as the user gave it.
        dated: how `published` is known: stated, inferred, given (by the user), missing.
        dated_because: the reason for an inferred date, in words.
        blocks: what each stretch of text is; empty: not yet told apart.
        author: the byline, as written.
        modified: ISO day or moment of the last change that the outlet states.
        corrections: the outlet's notes on its own text.
        captions: texts of pictures, kept apart from the report's own words.
        tables: tables of figures, kept apart likewise.
        known_by: how title, outlet, published … were known, as (field, source) pairs.
        part_of: id of the report that this is a table of; `panj.reports.parts` makes such reports.
    """

    text: str
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    language: str = "en"
    name: str = ""
    path: str = ""
    dated: str = ""
    dated_because: str = ""
    blocks: tuple[Block, ...] = ()
    author: str | None = None
    modified: str | None = None
    corrections: tuple[Correction, ...] = ()
    captions: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    known_by: tuple[tuple[str, str], ...] = ()
    part_of: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None:
            object.__setattr__(self, "published", parse_moment(self.published, self.name))
        if not self.dated:
            object.__setattr__(self, "dated", "missing" if self.published is None else "stated")

    @property
    def id(self) -> str:
        """Twelve hex digits of a hash of text, outlet and URL: reading a report twice gives it once."""
        try:
            known: str = self._id
        except AttributeError:
            own = (self.text, self.outlet or "", self.url or "")
            key = "\x1f".join(own if self.part_of is None else (*own, self.part_of))
            known = hashlib.sha256(key.encode()).hexdigest()[:12]
            object.__setattr__(self, "_id", known)
        return known

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return None if self.published is None else day_of(self.published)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The n-th of its kind in a window: third, in "the third wave in two weeks".

    `complete`: the same sentence gives the total of those that it numbers, so that none is left out.
    """

    n: int
    window_start: date | None
    window_end: date | None
    of: str
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure that a report states, with everything needed to use it (gold/SCHEMA.md's fields).

    Args:
        id: stable for the same report version and span.
        report: the report's id.
        start, end: offsets of the figure phrase, hedge included.
        value: the number as stated; `value_high` the upper end of a range.
        origin, destination, place: names as the report writes them.
        origin_code, destination_code, place_code: their places in the gazetteer, None where it abstained.
        date_start, date_end: days covered, inclusive; None where the report leaves it open.
        per: day, week, month or year of a rate.
        of: the whole of a share.
        term: the report's own word for what happened: fled, crossed, displaced.
        part_of: id of the claim that this is a part of; `partition`: the parts exhaust the whole.
        sentence: span of the sentence that states it.
        chain: who said it first, through whom, to the outlet.
        confidence: 0 to 1, that the whole claim is read rightly.
        rules: names of the rules that made it.
    """

    id: str
    report: str
    start: int
    end: int
    text: str
    measure: Measure
    value: float
    qualifier: Qualifier
    unit: Unit
    sentence: Span
    value_high: float | None = None
    group: Group | None = None
    origin: str | None = None
    destination: str | None = None
    place: str | None = None
    origin_code: str | None = None
    destination_code: str | None = None
    place_code: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    period: PeriodKind = PeriodKind.EVENT
    per: str | None = None
    of: str | None = None
    status: Status = Status.HAPPENED
    speaker: str | None = None
    via: str | None = None
    confirmed: bool = True
    inherits: bool = False
    optional: bool = False
    term: str | None = None
    part_of: str | None = None
    partition: bool = False
    ordinal: Ordinal | None = None
    chain: tuple[str, ...] = ()
    confidence: float = 1.0
    rules: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The claim in the schema's own field names, ready for JSON."""
        plain: dict[str, Any] = to_plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class Development:
    """What a report says happened, was decided, pledged, denied or scheduled, with or without a figure.

    Args:
        id: stable for the same report version and telling word.
        report: the report's id.
        start, end: offsets of the telling words; `text` is these words, `trigger` the base form of the one
            that tells.
        actors: who does it, as the report writes them.
        target: whom or what it is done to.
        place, place_code: where, as written and in the gazetteer; None where it is open.
        date_start, date_end: days covered, inclusive; one alone is an open end ("by 31 August").
        condition: on what it depends, in the report's words ("if the number exceeds 100,000").
        sentence: span of the sentence that tells it.
        chain: who said it first, through whom, to the outlet.
        stage: of a preparation: considered, announced, under_construction, open, withdrawn.
        voluntariness: of a return: stated_voluntary, stated_forced, not_stated.
        composition: who is among those moved, in the report's words ("many women and children").
        superlative: words that bound other figures ("the largest yet confirmed").
        rules: names of the frames and rules that made it.
    """

    id: str
    report: str
    start: int
    end: int
    text: str
    kind: DevelopmentKind
    status: DevelopmentStatus
    sentence: Span
    trigger: str = ""
    actors: tuple[str, ...] = ()
    target: str | None = None
    place: str | None = None
    place_code: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    condition: str | None = None
    speaker: str | None = None
    via: str | None = None
    chain: tuple[str, ...] = ()
    stage: str | None = None
    voluntariness: str | None = None
    composition: str | None = None
    superlative: str | None = None
    confidence: float = 1.0
    rules: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The development in these field names, ready for JSON."""
        plain: dict[str, Any] = to_plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class FigureCorrection:
    """A figure that a report corrects in its own words: what is taken back, and what holds, where told.

    Args:
        report: the id of the report that says so.
        sentence: where it says so.
        old, new: the figures as written, hedge included; `old_value`, `new_value` their numbers.
        old_claim, new_claim: ids of the report's claims that state them, None where none does.
        rule: the form of words.
    """

    report: str
    sentence: Span
    old: str | None
    new: str | None
    old_value: float | None = None
    new_value: float | None = None
    old_claim: str | None = None
    new_claim: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number must lie between, both ends included.

    `low` ≤ `best` ≤ `high`; `high` is None where nothing bounds it, `best` where nothing says.
    A soft end is conventional, not stated ("more than 1,000" has no stated upper end): it is the first
    thing relaxed in a contradiction.
    """

    low: float
    best: float | None
    high: float | None
    soft_low: bool = False
    soft_high: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `parents`: codes from the nearest upwards, ending with the country's ISO 3166-1 alpha-2 code.
    `precision_km`: how far the named place may lie from the point; a district is not a dot.
    `kind`: country, admin1, admin2, town, camp, crossing, river, region, site.
    """

    code: str
    name: str
    kind: str
    country: str
    lat: float | None = None
    lon: float | None = None
    precision_km: float = 0.0
    parents: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence (or stock, plan, capacity) that one or more claims speak of.

    Args:
        id: stable while its claims are the same.
        kind: the period kind of its claims; only `event` occurrences are variables of the tally.
        date_start, date_end: the days it covers, None where open.
        bounds: what its claims together say of its size, by the wording policy.
        claims: ids, the most telling first.
        why: one line per link: which features made the claims one event.
        origins: independent first sources; two outlets quoting one statement are one.
        known: the day from which it was known (the earliest publication).
    """

    id: str
    measure: Measure
    unit: Unit
    group: Group | None
    kind: PeriodKind
    status: Status
    bounds: Bounds
    claims: tuple[str, ...]
    origin_code: str | None = None
    destination_code: str | None = None
    place_code: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    confirmed: bool = True
    why: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    known: date | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a tally is asked: how many, of whom, where, when, as known on which day.

    None leaves a side open. `place` is a gazetteer code or a name; for a flow it is where people went,
    for a stock or capacity where they are. `period` and `known` are inclusive.
    """

    measure: Measure = Measure.ARRIVAL
    place: str | None = None
    origin: str | None = None
    group: Group | None = None
    unit: Unit = Unit.PERSONS
    date_start: date | None = None
    date_end: date | None = None
    known: date | None = None

    def __post_init__(self) -> None:
        check_period(self.date_start, self.date_end)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all hold: the smallest set, the reason in words, and each story's bounds.

    `doubt`: nothing excludes that they all hold, and it is hard to believe.
    """

    claims: tuple[str, ...]
    reason: str
    stories: tuple[tuple[tuple[str, ...], Bounds], ...] = ()
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The answer to a question: bounds that hold if the sources are right, read by a wording policy.

    Args:
        bounds: of what was reported.
        claims: ids of every claim that the answer stands on.
        because_low, because_high: a smallest set of claims that alone gives each end.
        events: ids of the occurrences summed.
        unreported: people in no known occurrence and in no total within `bounds`; None: nothing bounds them.
        itemised: of `bounds`, people in known occurrences; None where that is all, or where nothing is known.
        only_in_total: of `bounds`, people whom stated totals hold beyond known occurrences; None: nobody.
        only_counted: of `bounds`, people in occurrences that were only counted ("the fifth"); None: nobody.
        planned: of a number on a day, what is planned and not yet so, beside `bounds`; None: nothing is.
        as_of: the day of which people are counted where the question names none; else None.
        set_aside: claim id → why it does not count here (plan, capacity, livestock, other group …).
        policy: version of the wording policy.
    """

    question: Question
    bounds: Bounds
    claims: tuple[str, ...] = ()
    because_low: tuple[str, ...] = ()
    because_high: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unreported: Bounds | None = None
    set_aside: Mapping[str, str] | None = None
    policy: str = ""
    itemised: Bounds | None = None
    only_in_total: Bounds | None = None
    only_counted: Bounds | None = None
    planned: Bounds | None = None
    as_of: date | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing that was read says how many: no figure, which is not a figure of zero."""
        return not self.claims

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it."""
        return tally_html(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """An object with low, best, high, claims, conflicts at its top, and the rest beside them.

        All three ends are null where nothing was read that says how many.
        """
        plain = to_plain(self)
        ends = plain.pop("bounds")
        if self.silent:
            ends |= {"low": None, "best": None, "high": None}
        return {**ends, **plain}


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the data, recorded rather than raised: code, what, where, what to do."""

    code: str
    what: str
    where: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """An interval for a count at a horizon, or the reason why there is none.

    `kind`: forecast, scenario (bands under stated assumptions), none (too few observations).
    `quantity`: what the bounds are of: persons, or days until something is reached.
    `place`: the site it is of, empty for all together; `as_of`: the day as known on which it is made;
    `coverage`: share of such intervals that held in other crises; `baseline`: what the last report says.
    """

    kind: str
    horizon_days: int
    bounds: Bounds | None
    assumptions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    note: str = ""
    quantity: str = "persons"
    place: str = ""
    as_of: date | None = None
    coverage: float | None = None
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """One line of a plan: how much of what, by which standard.

    `bounds` is in `unit`; `source` names edition and chapter; `assumption` is True where the standard
    was not read in the original.
    """

    topic: str
    item: str
    bounds: Bounds
    unit: str
    source: str
    assumption: bool = False
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Needs for a number of people over a number of days."""

    people: Bounds
    days: int
    needs: tuple[Need, ...]
    claims: tuple[str, ...] = ()


def to_plain(value: Any) -> Any:
    """Dataclasses, enums and dates as what JSON knows; whole floats as integers."""
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
