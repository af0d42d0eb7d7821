"""What pages look up in a situation: each table is made once, when a page first asks for it.

Takes a Situation, which never changes; gives its figures, claims, events, lines and reports by what they are
asked for. Those of the situations asked for last are held.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import cached_property
from threading import Lock, RLock
from typing import Any, TypeVar

from panj.model import Claim, Development, DevelopmentStatus, Event, Report, Span
from panj.publish.situation import KeyFigure, Situation, StoryLine

T = TypeVar("T")
_HELD = 6  # situations: the whole, and the days that readers look at
_held: deque[Index] = deque(maxlen=_HELD)
_lock = Lock()


def index_of(situation: Situation) -> Index:
    """The tables of a situation."""
    with _lock:
        found = next((x for x in _held if x.situation is situation), None)
        if found is None:
            found = Index(situation)
        elif _held[-1] is not found:  # whoever steps over many days keeps the tables of the whole case
            _held.remove(found)
        else:
            return found
        _held.append(found)
        return found


def line_key(report: str, sentence: Span) -> str:
    """The name of a story line in URLs: REPORT:START-END."""
    return f"{report}:{sentence.start}-{sentence.end}"


class Index:
    """Tables of one situation; what is asked for by `once` is made once, however many ask at a time."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._made: dict[Hashable, Any] = {}
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()

    def once(self, key: Hashable, make: Callable[[], T], *, most: int = 0) -> T:
        """What `make` gives for this situation, made once; with `most`, that many of its kind are held.

        Args:
            key: names it; of a kind of which `most` are held, a pair of the kind and what it is of.
            make: must depend on nothing but the situation and the key.
            most: 0: all are held.
        """
        with self._lock:
            making = self._making.setdefault(key, RLock())
        with making:  # two readers of one page wait for one making of it
            if key not in self._made:
                made = make()
                if most and isinstance(key, tuple):
                    self._make_room(key[0], most)
                self._made[key] = made
                return made
            found: T = self._made[key]
            return found

    def _make_room(self, kind: Hashable, most: int) -> None:
        """Lets the oldest of a kind go, so that with one more there are no more than that many."""
        kin = [k for k in list(self._made) if isinstance(k, tuple) and k[0] == kind]
        for old in kin[: max(0, len(kin) - most + 1)]:
            self._made.pop(old, None)
            self._making.pop(old, None)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which reports were published."""
        return tuple(sorted({day for day in self.published.values() if day}))

    @cached_property
    def published(self) -> Mapping[str, date | None]:
        """Report id → its day."""
        return {key: report.day for key, report in self.situation.reports.items()}

    @cached_property
    def whole_reports(self) -> int:
        """How many reports there are; a table is none by itself."""
        return sum(r.part_of is None for r in self.situation.reports.values())

    @cached_property
    def newest(self) -> Sequence[Report]:
        """Reports by publication, the latest first, undated ones last."""
        held = self.situation.reports.items()
        ordered = sorted(((r.published or "", r.name, key) for key, r in held), reverse=True)
        return [self.situation.reports[key] for *_, key in ordered]

    @cached_property
    def leaning(self) -> Mapping[str, Sequence[Report]]:
        """Report id → its copies and tables, in the situation's order."""
        found: dict[str, list[Report]] = defaultdict(list)
        for key, other in self.situation.reports.items():
            for base in dict.fromkeys((self.situation.copies.get(key), other.part_of)):
                if base is not None:
                    found[base].append(other)
        return found

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Claim id → its place in the situation's order."""
        return {c: n for n, c in enumerate(self.situation.claims)}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Report id → how many claims it has."""
        return Counter(c.report for c in self.situation.claims.values())

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[Claim]]:
        """Report id → its claims, in the situation's order."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for c in self.situation.claims.values():
            found[c.report].append(c)
        return found

    @cached_property
    def parts(self) -> Mapping[str, Sequence[Claim]]:
        """Claim id → those that are a part of it."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for c in self.situation.claims.values():
            if c.part_of is not None:
                found[c.part_of].append(c)
        return found

    @cached_property
    def figures(self) -> Mapping[str, KeyFigure]:
        """Slug → the figure, the first where two share one."""
        return {f.slug: f for f in reversed(self.situation.figures)}

    @cached_property
    def figures_of(self) -> Mapping[str, Sequence[KeyFigure]]:
        """Claim id → the figures that stand on it or dispute it, in order."""
        found: dict[str, list[KeyFigure]] = defaultdict(list)
        for f in self.situation.figures:
            for c in {*f.tally.claims, *(c for x in f.tally.conflicts for c in x.claims)}:
                found[c].append(f)
        return found

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Id → the event."""
        return {e.id: e for e in reversed(self.situation.events)}

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """Claim id → its event."""
        return {c: e for e in reversed(self.situation.events) for c in e.claims}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Event id → its place in the situation's order."""
        return {e.id: n for n, e in enumerate(self.situation.events)}

    @cached_property
    def lines(self) -> Mapping[tuple[str, Span], StoryLine]:
        """Report and sentence → the first line of the story that it gives."""
        return {(x.report, x.sentence): x for x in reversed(self.situation.story)}

    @cached_property
    def line_keys(self) -> Mapping[str, StoryLine]:
        """A line's name in URLs → the last line of that sentence."""
        return {line_key(x.report, x.sentence): x for x in self.situation.story}

    @cached_property
    def told(self) -> Mapping[tuple[str, Span], Development]:
        """Report and sentence → the first development that it tells."""
        return {(d.report, d.sentence): d for d in reversed(self.situation.developments)}

    @cached_property
    def opposed(self) -> frozenset[str]:
        """Developments of lines of the story that another line is against."""
        return frozenset(d for x in self.situation.story if x.against for d in x.developments)

    @cached_property
    def done(self) -> tuple[Mapping[tuple[str, str], date], Mapping[tuple[str, str | None], date]]:
        """When a kind of development was last told as done, by the code of a place and by its name."""
        by_code: dict[tuple[str, str], date] = {}
        by_name: dict[tuple[str, str | None], date] = {}
        for d in self.situation.developments:
            day = self.published.get(d.report)
            if day is None or d.status not in (DevelopmentStatus.HAPPENED, DevelopmentStatus.UNDER_WAY):
                continue
            if d.place_code:
                code = (d.kind.value, d.place_code)
                by_code[code] = max(day, by_code.get(code, day))
            name = (d.kind.value, d.place)
            by_name[name] = max(day, by_name.get(name, day))
        return by_code, by_name

    @cached_property
    def disputed(self) -> frozenset[str]:
        """Developments on which proposals to the forecast rest that are disputed."""
        return frozenset(
            d for o in self.situation.offers if o.proposal.disputed for d in o.proposal.developments
        )
