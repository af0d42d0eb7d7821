"""Whether two figures speak of one occurrence, with a score and the reasons in words.

Takes two frames; gives a `Verdict`. A pair that cannot be one (other measure, other group, another place,
another day, numbers too far apart, two figures of one sentence) has no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from panj.bounds import intersect
from panj.events.frames import Frame
from panj.events.narrowed import are_two
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, group_relation
from panj.model import Bounds, Measure, PeriodKind, Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well two figures agree (0 to 1), and feature by feature why."""

    score: float
    why: tuple[str, ...]


Feature = tuple[float, str] | None


def compare(a: Frame, b: Frame, places: Places) -> Verdict | None:
    """The verdict on a pair, or None where they cannot be one.

    >>> # "more than 1,000 troops overnight" and "1,037 servicemen on Monday": 0.94
    """
    if not _same_kind(a, b) or _set_apart(a, b):
        return None
    held: dict[str, tuple[float, str]] = {}
    for name, look in _LOOKS:
        found = look(a, b, places)
        if found is None:
            return None
        held[name] = found
    rate = linking_rules().features
    if held["dates"][0] == rate["beside"] and held["route"][0] < rate["contained"]:
        return None  # another day, and not surely the same way
    score = score_of({n: value for n, (value, _) in held.items()})
    return Verdict(score, tuple(f"{n}: {words}" for n, (_, words) in held.items()))


def score_of(held: Mapping[str, float]) -> float:
    """The weighted mean of what each feature is worth; nothing where one of them is worth nothing."""
    if 0.0 in held.values():
        return 0.0
    weights = linking_rules().weights
    return round(sum(weights[n] * value for n, value in held.items()) / sum(weights[n] for n in held), 3)


def same_measure(a: Measure, b: Measure) -> bool:
    """Whether reporters use the two for one movement."""
    return a == b or any({a, b} <= pair for pair in linking_rules().same_measures)


def _same_kind(a: Frame, b: Frame) -> bool:
    return (
        same_measure(a.measure, b.measure)
        and a.unit == b.unit
        and a.kind == b.kind
        and a.status == b.status
        and a.claim.per == b.claim.per
        and (a.claim.of or None) == (b.claim.of or None)
    )


def _set_apart(a: Frame, b: Frame) -> bool:
    """What a report itself tells apart: parts of one whole, two figures of a sentence, two of one row."""
    x, y = a.claim, b.claim
    if x.part_of == y.id or y.part_of == x.id:
        return True
    if None not in (a.people, b.people) and a.people != b.people:
        return True  # nobody is of two peoples
    if are_two(a.only, b.only):
        return True  # the toll of a blast and that of a flood, what one brought out and what another did
    if a.replaced or b.replaced:
        return True  # it is one with what replaced it, and with nothing else
    one_is_part = x.part_of != y.part_of and x.value != y.value  # or each of another whole: of two columns
    if x.report == y.report and one_is_part and not a.retold:
        return True  # a breakdown's number and another of the report are two, however they are hedged
    if a.portion != b.portion or (a.portion and x.value != y.value):
        return True
    if x.report != y.report:
        return _other_in_row(a, b) or (a.paper == b.paper and not _meet(a, b))
    if x.sentence == y.sentence and not (x.start < y.end and y.start < x.end) and not a.retold:
        return True
    if not a.retold and not _meet(a, b) and _one_voice(a, b):
        return True  # nobody contradicts himself: the hungry of one sector and the roofless of another
    siblings = x.part_of is not None and x.part_of == y.part_of
    exact = a.interval is not None and b.interval is not None and _point(a.interval) and _point(b.interval)
    return (siblings or exact) and x.value != y.value


def _one_voice(a: Frame, b: Frame) -> bool:
    """Whether one speaker gives both, or the report itself, in its text and not one of them in a headline."""
    x, y = a.claim, b.claim
    return x.optional == y.optional and (x.speaker == y.speaker or same_voice(x.speaker, y.speaker))


def _meet(a: Frame, b: Frame) -> bool:
    """Whether a number of the text and one of its tables can be one: a paper does not contradict itself."""
    return a.interval is not None and b.interval is not None and intersect(a.interval, b.interval) is not None


def _other_in_row(a: Frame, b: Frame) -> bool:
    """The third and the fifth in the same two weeks are two."""
    x, y = a.claim.ordinal, b.claim.ordinal
    if x is None or y is None or a.kind is not PeriodKind.EVENT:
        return False
    return x.n != y.n and x.window_start == y.window_start and x.window_end == y.window_end


def _point(bounds: Bounds) -> bool:
    return bounds.low == bounds.high


def _group(a: Frame, b: Frame, places: Places) -> Feature:
    del places
    rate = linking_rules().features
    relation = group_relation(a.group, b.group)
    if relation is Relation.APART:
        return None
    if relation is Relation.SAME:
        return rate["same"], f"same ({a.group or 'people'})"
    if relation is Relation.OVERLAPS:
        return rate["unstated"], f"{a.group} and {b.group} are used for one another"
    if a.kind is PeriodKind.CUMULATIVE and not _given_again(a, b):
        return None  # a total of soldiers and a total of people are two totals, also where they are as large
    return rate["contained"], f"{a.group or 'people'} and {b.group or 'people'}: one includes the other"


def _route(a: Frame, b: Frame, places: Places) -> Feature:
    ends = (("to", a.destination, b.destination), ("from", a.origin, b.origin))
    values, words = [], []
    for name, x, y in ends:
        relation = places.relation(x, y)
        if relation is Relation.APART and name == "to" and _at_either_end(a, b, places):
            values.append(_place_value(Relation.UNKNOWN))
            words.append(f"at {places.name(x or '')} or {places.name(y or '')}, the ends of one way")
            continue
        if relation is Relation.APART:
            return None
        if (
            a.kind is not PeriodKind.EVENT
            and name == "to"
            and relation not in (Relation.SAME, Relation.UNKNOWN)
            and not _given_again(a, b)
            and not places.one_name(x, y)
        ):
            return None  # a total for a district and one for its country are two totals
        values.append(_place_value(relation))
        words.append(_place_words(name, x and places.name(x), y and places.name(y), relation))
    return sum(values) / len(values), ", ".join(words)


def _given_again(a: Frame, b: Frame) -> bool:
    """Whether a report gives one large total twice: among its key figures, and where it says more of it.

    A table repeats what the text tells, parts as well.
    """
    x, y = a.claim, b.claim
    tabled = x.report != y.report and (x.part_of is None) is (y.part_of is None)
    whole = tabled or (x.part_of is None and y.part_of is None)
    said = a.paper == b.paper and x.value == y.value and x.value >= linking_rules().telling_total
    return said and whole and a.kind is PeriodKind.CUMULATIVE and a.window.end == b.window.end


def _at_either_end(a: Frame, b: Frame, places: Places) -> bool:
    """Whether both are placed at ends of the way on which people of one of them were hurt."""

    def at_an_end(here: str | None, ends: tuple[str, ...]) -> bool:
        return here is not None and any(places.relation(e, here) is not Relation.APART for e in ends)

    return any(at_an_end(a.destination, e) and at_an_end(b.destination, e) for e in (a.either, b.either))


def _place_value(relation: Relation) -> float:
    rate = linking_rules().features
    degrees = {Relation.SAME: "same", Relation.UNKNOWN: "unstated"}
    return rate[degrees.get(relation, "contained")]


def _place_words(name: str, x: str | None, y: str | None, relation: Relation) -> str:
    if relation is Relation.SAME:
        return f"{name} {x}"
    if relation is Relation.UNKNOWN:
        return f"{name} {x or y or 'nowhere stated'}, by one or both not stated"
    inner, outer = (x, y) if relation is Relation.WITHIN else (y, x)
    return f"{name} {inner} in {outer}"


def _dates(a: Frame, b: Frame, places: Places) -> Feature:
    del places
    rate = linking_rules().features
    if a.kind is not PeriodKind.EVENT:
        return _total_dates(a, b)
    if _told_before(a, b):
        return rate["unstated"], "the same figure, by one without a day, within the days of its report"
    if a.window.overlaps(b.window):
        if not (a.dated and b.dated):
            return rate["unstated"], "one of them undated, within the days of its report"
        if a.window == b.window:
            return rate["same"], f"{a.window.start} to {a.window.end}"
        return rate["contained"], "the days overlap"
    gap = _gap_days(a, b)
    if gap != 1 or a.claim.report == b.claim.report:
        return None
    if _figure_telling(a, b):
        return rate["near"], "one day apart, and the same telling figure"
    return (rate["beside"], "one day apart") if _compatible(a, b) else None


def _told_before(a: Frame, b: Frame) -> bool:
    """Whether one gives the other's figure without a day of its own, in a report of the days after it."""
    one = a.assumed != b.assumed and a.claim.value == b.claim.value
    return one and not a.window.overlaps(b.window) and a.near.overlaps(b.near)


def _gap_days(a: Frame, b: Frame) -> int | None:
    first, second = sorted((a, b), key=lambda f: (f.window.start is None, f.window.start, f.claim.id))
    if first.window.end is None or second.window.start is None:
        return None
    return (second.window.start - first.window.end).days


def _figure_telling(a: Frame, b: Frame) -> bool:
    """A number of three figures that is not round is hardly given twice by chance."""
    same = a.claim.value == b.claim.value
    return same and a.claim.value >= 100 and a.claim.value % 10 != 0


def _total_dates(a: Frame, b: Frame) -> Feature:
    """Totals are one where both their ends agree; a stock where its day does."""
    rate, rules = linking_rules().features, linking_rules()
    slack = timedelta(days=rules.total_days)
    if a.window == b.window:
        return rate["same"], f"the same scope, {a.window.start or 'start not stated'} to {a.window.end}"
    ends = a.window.end is not None and b.window.end is not None and abs(a.window.end - b.window.end) <= slack
    if ends and _starts_agree(a, b):
        return rate["contained"], "scopes that end together"
    apart = abs((a.known - b.known).days) if a.known and b.known else None
    retold = not (a.dated and b.dated) and apart is not None and apart <= 2 * rules.news_days
    if retold and same_voice(a.claim.speaker, b.claim.speaker) and _compatible(a, b):
        return rate["near"], "one speaker's total, told again"
    return None


def _starts_agree(a: Frame, b: Frame) -> bool:
    """Whether both begin on the same day, or nobody says when."""
    return a.window.start == b.window.start


def _compatible(a: Frame, b: Frame) -> bool:
    if a.interval is None or b.interval is None:
        return True
    return intersect(a.interval, b.interval) is not None


def _figure(a: Frame, b: Frame, places: Places) -> Feature:
    del places
    rate = linking_rules().features
    if a.interval is None or b.interval is None:
        return rate["unstated"], "one of them is worked out from its whole"
    if a.claim.value == b.claim.value and a.claim.qualifier == b.claim.qualifier:
        return rate["same"], f"{a.claim.text} in both"
    if intersect(a.interval, b.interval) is not None:
        return rate["contained"], f"{a.claim.text!r} and {b.claim.text!r} can be one number"
    return _contested(a, b)


def _contested(a: Frame, b: Frame) -> Feature:
    """Numbers that exclude each other: a contradiction where all else is one, else two occurrences."""
    if a.status is not Status.HAPPENED or a.claim.report == b.claim.report or a.interval is None:
        return None
    if a.kind is not PeriodKind.EVENT and group_relation(a.group, b.group) is not Relation.SAME:
        return None
    low, high = sorted((a.claim.value, b.claim.value))
    same_total = a.kind is not PeriodKind.EVENT and a.window.end == b.window.end
    if not same_total and (low <= 0 or high / low > linking_rules().contested_ratio):
        return None
    return linking_rules().features["contested"], f"{a.claim.text!r} against {b.claim.text!r}"


def _speaker(a: Frame, b: Frame, places: Places) -> Feature:
    del places
    rate = linking_rules().features
    if same_voice(a.claim.speaker, b.claim.speaker):
        return rate["same"], f"both {a.claim.speaker}"
    if a.claim.speaker is None or b.claim.speaker is None:
        return rate["unstated"], "not named in both"
    return rate["near"], f"{a.claim.speaker} and {b.claim.speaker}"


# What is looked at, what most often tells two figures apart first.
_LOOKS: tuple[tuple[str, Callable[[Frame, Frame, Places], Feature]], ...] = (
    ("dates", _dates),
    ("figure", _figure),
    ("group", _group),
    ("route", _route),
    ("speaker", _speaker),
)
