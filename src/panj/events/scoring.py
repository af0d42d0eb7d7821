"""Pairs of figures scored many at a time: the judgement of `compare`, on columns of numbers.

Takes frames of one block; gives for pairs of them their score, or that they cannot be one. `compare` says the
same of one pair, with its reasons in words; tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panj.events.compare import compare, score_of
from panj.events.frames import Frame
from panj.events.narrowed import are_two
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, group_relation
from panj.model import PeriodKind, Status

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Degrees = NDArray[np.int8]
Flags = NDArray[np.bool_]

DEGREES = ("same", "contained", "unstated", "near", "contested", "beside")
SAME, CONTAINED, UNSTATED, NEAR, CONTESTED, BESIDE, OUT = 0, 1, 2, 3, 4, 5, -1
_FAR = 10**7  # days: beyond every date, for sides that are open
_MAX_TABLE = 3_000  # values whose pairs fit in one table of a byte each
_UNASKED = 127


class Pairwise:
    """What holds between two of a few values, asked once per pair of values however many figures share them.

    Args:
        keys: the value of each figure.
        look: the degree of two values.
    """

    def __init__(self, keys: Sequence[Hashable], look: Callable[[Any, Any], int]) -> None:
        numbers: dict[Hashable, int] = {}
        self.ids = np.array([numbers.setdefault(k, len(numbers)) for k in keys], dtype=np.int64)
        self._values = list(numbers)
        self._look = look
        n = len(self._values)
        self._held = np.full((n, n), _UNASKED, dtype=np.int8) if n <= _MAX_TABLE else None

    def of(self, left: Ints, right: Ints) -> Degrees:
        """The degree of each pair of figures."""
        a, b = self.ids[left], self.ids[right]
        if self._held is None:
            pairs, back = np.unique(a * len(self._values) + b, return_inverse=True)
            return self._asked(pairs)[back]
        found = self._held[a, b]
        new = found == _UNASKED
        if new.any():
            pairs = np.unique(a[new] * len(self._values) + b[new])
            self._held[pairs // len(self._values), pairs % len(self._values)] = self._asked(pairs)
            found = self._held[a, b]
        return found

    def _asked(self, pairs: Ints) -> Degrees:
        n, values = len(self._values), self._values
        return np.array([self._look(values[p // n], values[p % n]) for p in pairs.tolist()], dtype=np.int8)


class Scorer:
    """Scores pairs of the frames of one block: one measure, unit, kind, status, period and whole.

    Args:
        frames: of the block; pairs are named by their positions in it.
        places: places within places.
    """

    def __init__(self, frames: Sequence[Frame], places: Places) -> None:
        self._frames, self._places = frames, places
        self._occurrences = frames[0].kind is PeriodKind.EVENT
        self._happened = frames[0].status is Status.HAPPENED
        self._columns()
        self._group = Pairwise([f.group for f in frames], self._group_degree)
        self._to = Pairwise([f.destination for f in frames], self._to_degree)
        self._from = Pairwise([f.origin for f in frames], self._place_degree)
        speaker = Pairwise([f.claim.speaker for f in frames], _voice_degree).of
        self._voice = speaker
        self._alone = Pairwise([f.only for f in frames], lambda a, b: OUT if are_two(a, b) else SAME).of
        self._looks = (self._dates, self._figure, self._group.of, self._to.of, self._from.of, speaker)
        self._scores: dict[int, float] = {}

    def scores(self, left: Ints, right: Ints) -> Floats:
        """The score of each pair, as `compare` gives it; not a number where they cannot be one."""
        found = np.full(len(left), np.nan)
        at = np.flatnonzero(self._may(left, right))
        for looked in (self._figure, self._dates):
            at = at[looked(left[at], right[at]) != OUT]
        a, b = left[at], right[at]
        alone = self._told_apart_in_words(a, b) | self._hurt[a] | self._hurt[b]
        for k in at[alone].tolist():
            verdict = compare(self._frames[left[k]], self._frames[right[k]], self._places)
            found[k] = np.nan if verdict is None else verdict.score
        a, b, at = a[~alone], b[~alone], at[~alone]
        degrees = np.stack([look(a, b) for look in self._looks])
        dates, _, _, to, origin, _ = degrees
        elsewhere = (dates == BESIDE) & ((to == UNSTATED) | (origin == UNSTATED))
        within = (degrees != OUT).all(axis=0) & ~elsewhere
        code = np.zeros(len(a), dtype=np.int64)
        for degree in degrees:
            code = code * len(DEGREES) + degree
        found[at[within]] = self._weighed(code[within])
        return found

    def _weighed(self, code: Ints) -> Floats:
        kinds, back = np.unique(code, return_inverse=True)
        for kind in kinds.tolist():
            if kind not in self._scores:
                self._scores[kind] = _score(kind)
        return np.array([self._scores[k] for k in kinds.tolist()], dtype=float)[back]

    def _columns(self) -> None:
        frames = self._frames
        position = {f.claim.id: n for n, f in enumerate(frames)}
        self._start = np.array([_day(f.window.start, -_FAR) for f in frames])
        self._end = np.array([_day(f.window.end, _FAR) for f in frames])
        self._running = np.array([f.window.running for f in frames])
        self._dated = np.array([f.dated for f in frames])
        self._assumed = np.array([f.assumed for f in frames])
        self._near = np.array([_day(f.near.start, -_FAR) for f in frames])
        self._known = np.array([_day(f.known, -_FAR) for f in frames])
        self._sized = np.array([f.interval is not None for f in frames])
        self._low = np.array([f.interval.low if f.interval else 0.0 for f in frames])
        self._high = np.array(
            [np.inf if f.interval is None or f.interval.high is None else f.interval.high for f in frames]
        )
        self._value = np.array([f.claim.value for f in frames], dtype=float)
        self._hedge = _numbered([f.claim.qualifier for f in frames])
        self._report = _numbered([f.claim.report for f in frames])
        self._paper = _numbered([f.paper for f in frames])
        self._portion = np.array([f.portion for f in frames])
        self._whole = np.array([position.get(f.claim.part_of or "", -1) for f in frames])
        self._replaced = np.array([f.replaced for f in frames])
        named = _numbered([None, *(f.people for f in frames)])
        self._people = named[1:]
        self._hurt = np.array([bool(f.either) for f in frames])
        self._ordinal = np.array([f.claim.ordinal is not None for f in frames])

    def _may(self, left: Ints, right: Ints) -> Flags:
        """Pairs that no report tells apart as part and whole or as portions."""
        apart = (self._whole[left] == right) | (self._whole[right] == left)
        portion = self._portion[left]
        apart |= portion != self._portion[right]
        apart |= portion & (self._value[left] != self._value[right])
        apart |= self._replaced[left] | self._replaced[right]
        apart |= self._alone(left, right) == OUT
        people, other = self._people[left], self._people[right]
        apart |= (people != other) & (people > 0) & (other > 0)
        found: Flags = ~apart
        return found

    def _told_apart_in_words(self, left: Ints, right: Ints) -> Flags:
        """Pairs of one report and its tables, or of two occurrences with ordinals: looked at one by one."""
        ordinals = self._ordinal[left] & self._ordinal[right] & self._occurrences
        found: Flags = ordinals | (self._paper[left] == self._paper[right])
        return found

    def _meets(self, left: Ints, right: Ints) -> Flags:
        lows = np.maximum(self._low[left], self._low[right])
        found: Flags = lows <= np.minimum(self._high[left], self._high[right])
        return found

    def _figure(self, left: Ints, right: Ints) -> Degrees:
        value, other = self._value[left], self._value[right]
        ratio = np.maximum(value, other) / np.maximum(np.minimum(value, other), 1e-9)
        small = np.minimum(value, other) <= 0
        near = ~small & (ratio <= linking_rules().contested_ratio)
        if not self._occurrences:
            near |= self._end[left] == self._end[right]
            near &= self._group.of(left, right) == SAME
        contested = near & self._happened
        degree = np.where(contested, CONTESTED, OUT)
        degree = np.where(self._meets(left, right), CONTAINED, degree)
        alike = (value == other) & (self._hedge[left] == self._hedge[right])
        degree = np.where(alike, SAME, degree)
        unsized = ~(self._sized[left] & self._sized[right])
        return np.where(unsized, UNSTATED, degree).astype(np.int8)

    def _dates(self, left: Ints, right: Ints) -> Degrees:
        return self._days(left, right) if self._occurrences else self._scopes(left, right)

    def _days(self, left: Ints, right: Ints) -> Degrees:
        start, other = self._start[left], self._start[right]
        end, other_end = self._end[left], self._end[right]
        overlap = ~((start > other_end) | (other > end))
        both = self._dated[left] & self._dated[right]
        degree = np.where((start == other) & (end == other_end), SAME, CONTAINED)
        degree = np.where(both, degree, UNSTATED)
        gap = np.where(start <= other, other - end, start - other_end)
        value = self._value[left]
        telling = (value == self._value[right]) & (value >= 100) & (value % 10 != 0)
        begun = (start != -_FAR) & (other != -_FAR)
        near = (gap == 1) & begun & (self._report[left] != self._report[right])
        sized = self._sized[left] & self._sized[right]
        beside = np.where(near & (~sized | self._meets(left, right)), BESIDE, OUT)
        degree = np.where(overlap, degree, np.where(near & telling, NEAR, beside))
        before = (self._assumed[left] != self._assumed[right]) & (value == self._value[right]) & ~overlap
        before &= ~((self._near[left] > other_end) | (self._near[right] > end))
        return np.where(before, UNSTATED, degree).astype(np.int8)

    def _scopes(self, left: Ints, right: Ints) -> Degrees:
        rules = linking_rules()
        starts = self._start[left] == self._start[right]
        end, other = self._end[left], self._end[right]
        ends = (np.abs(end - other) <= rules.total_days) & (end != _FAR) & (other != _FAR)
        same = starts & (end == other) & (self._running[left] == self._running[right])
        known, also = self._known[left], self._known[right]
        soon = (np.abs(known - also) <= 2 * rules.news_days) & (known != -_FAR) & (also != -_FAR)
        sized = self._sized[left] & self._sized[right]
        retold = ~(self._dated[left] & self._dated[right]) & soon & (~sized | self._meets(left, right))
        ask = np.flatnonzero(retold & ~same & ~(ends & starts))
        retold[ask] = self._voice(left[ask], right[ask]) == SAME
        degree = np.where(retold, NEAR, OUT)
        degree = np.where(ends & starts, CONTAINED, degree)
        return np.where(same, SAME, degree).astype(np.int8)

    def _group_degree(self, a: Any, b: Any) -> int:
        relation = group_relation(a, b)
        if relation is Relation.APART:
            return OUT
        if relation is Relation.SAME:
            return SAME
        if relation is Relation.OVERLAPS:
            return UNSTATED
        return OUT if self._frames[0].kind is PeriodKind.CUMULATIVE else CONTAINED

    def _to_degree(self, a: Any, b: Any) -> int:
        degree = self._place_degree(a, b)
        apart = degree == CONTAINED and not self._occurrences and not self._places.one_name(a, b)
        return OUT if apart else degree

    def _place_degree(self, a: Any, b: Any) -> int:
        relation = self._places.relation(a, b)
        if relation is Relation.APART:
            return OUT
        return {Relation.SAME: SAME, Relation.UNKNOWN: UNSTATED}.get(relation, CONTAINED)


def _voice_degree(a: Any, b: Any) -> int:
    if same_voice(a, b):
        return SAME
    return UNSTATED if a is None or b is None else NEAR


def _score(code: int) -> float:
    degrees = []
    for _ in range(6):
        code, degree = divmod(code, len(DEGREES))
        degrees.append(linking_rules().features[DEGREES[degree]])
    speaker, origin, to, group, figure, dates = degrees
    held = {"dates": dates, "figure": figure, "group": group, "route": (to + origin) / 2, "speaker": speaker}
    return score_of(held)


def _numbered(keys: Sequence[Hashable]) -> Ints:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(k, len(numbers)) for k in keys], dtype=np.int64)


def _day(day: date | None, beyond: int) -> int:
    return beyond if day is None else day.toordinal()
