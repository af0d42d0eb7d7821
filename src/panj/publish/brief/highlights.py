"""Highlights: the few sentences that are read when nothing else is.

Takes the key figures and alerts; gives lines. A figure of a single origin or an unconfirmed one never
stands here without saying so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from panj.model import Measure
from panj.publish.brief.anecdotes import weighty
from panj.publish.brief.shapes import Line
from panj.publish.content import KeyFigure, Room, Situation
from panj.publish.footnotes import Footnotes
from panj.publish.gate import without_persons
from panj.publish.phrases import count, interval, listed, sentence_case, sized, small_article, words
from panj.publish.sentences import fit, sentence, told_by

# Sections in the order in which they get a line: none has its second before those before it have their first.
_TURNS = ("in", "out", "here", "in", "out", "displaced", "harm", "in", "displaced", "harm")
_STALE = timedelta(days=21)  # an older line is no highlight while its section has a newer one
_STALE_TOTAL = timedelta(days=120)  # the same of a running total: last year's is no highlight
_TELLING = 1000  # people: two lines of one measure that have this number or a larger one tell one thing
_SMALL = 10  # times: what is so much smaller than another line of its section does not lead, however new
_HALVED = 14.0  # days after which a figure weighs half


def highlights(situation: Situation, notes: Footnotes, most: int = 12) -> tuple[Line, ...]:
    """Arrivals, returns, who is left, harm, room, and how much is contradicted; the doubts come last."""
    lines = [_figure(f, notes, label(f, situation)) for f in leading(situation, most)]
    return (*lines, *_rooms(situation, notes), *_doubts(situation))


def leading(situation: Situation, most: int) -> list[KeyFigure]:
    """The key figures that stand in the highlights, in their order of reading."""
    eligible = weighty((f for f in situation.figures if not f.parent), situation.figures)
    eligible = _once(eligible)
    ranks = {s: ranked(_fresh([f for f in eligible if f.section == s]), situation) for s in _TURNS}
    order = _turns(situation)
    harm = _fresh([f for f in eligible if f.section == "harm"])
    dead = [f for f in harm if f.tally.question.measure is Measure.KILLED]
    ranks["harm"] = [*ranked(dead, situation), *ranked([f for f in harm if f not in dead], situation)]
    room = max(1, most - len(situation.rooms[:1]) - len(list(_doubts(situation))))
    turns = [(section, order[:n].count(section)) for n, section in enumerate(order)]
    told = [ranks[section][turn].slug for section, turn in turns if turn < len(ranks[section])][:room]
    found = _foremost_first([f for f in situation.figures if f.slug in told], ranks)
    return sorted(found, key=lambda f: f.section != order[0]) if order[0] != _TURNS[0] else found


def _foremost_first(found: Sequence[KeyFigure], ranks: Mapping[str, Sequence[KeyFigure]]) -> list[KeyFigure]:
    """The lines of each section, that first which got its first turn, unless only a ceiling is told."""
    first = {some[0].slug for some in ranks.values() if some and some[0].tally.bounds.low > 0}
    sections = {f.section: n for n, f in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda f: (sections[f.section], f.slug not in first))


def _once(figures: Sequence[KeyFigure]) -> list[KeyFigure]:
    """Without a figure that an earlier line has: the same number of the same measure at the same place.

    A large number is the same wherever it is told of: in a district, or in its country.
    """
    kept: dict[tuple[object, ...], KeyFigure] = {}
    for f in figures:
        b, q = f.tally.bounds, f.tally.question
        where = (q.place, q.origin, f.speakers) if b.low < _TELLING else ()
        kept.setdefault((f.section, q.measure, where, b.low, b.high), f)
    return list(kept.values())


def _turns(situation: Situation) -> tuple[str, ...]:
    """The turns of the sections: the dead come first where half of the reports that count people do."""
    lines = [f for f in situation.figures if f.section in _TURNS and not f.armed]
    dead = _telling(situation, (f for f in lines if f.tally.question.measure is Measure.KILLED))
    if 2 * len(dead) < max(1, len(_telling(situation, lines))):
        return _TURNS
    return ("harm", *(section for section in _TURNS if section != "harm"))


def _telling(situation: Situation, figures: Iterable[KeyFigure]) -> set[str]:
    """The reports that give these figures."""
    cited = (c for f in figures for c in f.tally.claims)
    return {situation.claims[c].report for c in cited if c in situation.claims}


def _fresh(figures: list[KeyFigure]) -> list[KeyFigure]:
    """Without what is stale beside a newer line of its section; a total stands until another replaces it."""
    last = max((f.tally.question.date_end or date.min for f in figures), default=date.min)
    held = ((f, last - (f.tally.question.date_end or last)) for f in figures)
    return [f for f, age in held if age <= (_STALE_TOTAL if _is_total(f) else _STALE)]


def _is_total(figure: KeyFigure) -> bool:
    """Whether a line is of a running total, or of rival accounts of one."""
    return "-cumulative" in figure.slug or figure.slug.endswith("-total")


def ranked(figures: Sequence[KeyFigure], situation: Situation) -> list[KeyFigure]:
    """The newest first, unless small beside others; then the largest of what is recent and often told."""
    last = max((f.tally.question.date_end or date.min for f in figures), default=date.min)
    newest = max(
        figures,
        key=lambda f: (f.tally.question.date_end or date.min, f.tally.bounds.low, f.slug),
        default=None,
    )

    def weight(figure: KeyFigure) -> float:
        age = (last - (figure.tally.question.date_end or last)).days
        told_by = len({situation.claims[c].report for c in figure.tally.claims if c in situation.claims})
        fading = 0.5 ** (age / (_HALVED * (4 if _is_total(figure) else 1)))
        return float(figure.tally.bounds.low * max(1, told_by) * fading)

    largest = max((f.tally.bounds.low for f in figures), default=0.0)
    most = max(newest.tally.bounds.low, newest.tally.bounds.high or 0.0) if newest is not None else 0.0
    first = newest if most * _SMALL >= largest else None
    return sorted(figures, key=lambda f: (f is not first, -weight(f), f.slug))


def _figure(figure: KeyFigure, notes: Footnotes, mark: str) -> Line:
    tally = figure.tally
    cited = notes.cite((*tally.because_low, *tally.because_high, *tally.claims))
    text, short = told(figure, notes.situation)
    return Line(text, cited, mark, short=short)


def told(figure: KeyFigure, situation: Situation) -> tuple[str, str]:
    """A figure as a sentence with who says so and how to read it, and the same as a label with its number."""
    size = band(figure) or sized(figure.tally.bounds, figure.tally.question.unit)
    short = _short(figure, size)
    said = sentence(figure, size)
    if not said:
        return short, short
    who = told_by(figure, situation.claims)
    whole = f"{said}, according to {who}" if who else said
    return " ".join((f"{whole}.", *_remarks(figure))), short


def _short(figure: KeyFigure, size: str) -> str:
    """`Soldiers into Tajikistan: 1,037, 5 Jul 2021. Armed elements: not refugees.`"""
    when = f" {figure.period}" if figure.period.startswith("a ") else f", {figure.period}"
    remark = _first(figure)
    return f"{without_persons(figure.title)}: {size}{when}.{f' {remark}.' if remark else ''}"


def _remarks(figure: KeyFigure) -> Iterator[str]:
    """What must be read beside the number, in sentences: not what the words of the source say already."""
    for part in figure.note.split("; "):
        for opening, told in words()["remark"].items():
            if part.startswith(opening):
                yield told.format(rest=part.removeprefix(opening).strip())
                break
    other = _other_readings(figure)
    if other:
        yield f"Other sources make it {listed(other, 3)}."


def _other_readings(figure: KeyFigure) -> list[str]:
    """The intervals of the other stories of a contradiction; none where the note names the accounts."""
    shown = interval(figure.tally.bounds)
    stories = (interval(b) for conflict in figure.tally.conflicts for _, b in conflict.stories)
    named = any(p.startswith("contested") for p in figure.note.split("; "))
    return [] if named else [s for s in dict.fromkeys(stories) if s != shown]


def _first(figure: KeyFigure) -> str:
    """The first remarks of a note, without what the label says; of a contradiction the other readings."""
    said = (
        "unconfirmed",
        "one independent origin",
        " below",
        "contradict each other",
        words()["band"]["note"],
    )
    parts = [p for p in figure.note.split("; ") if p and not p.endswith(said)]
    parts = parts[: 3 if _is_total(figure) else 2]
    other = _other_readings(figure)
    if other:
        parts.append(f"by other sources {listed(other, 3)}")
    return sentence_case("; ".join(parts))


def band(figure: KeyFigure) -> str:
    """What stands for a count of few people (`fewer than 10`); empty where the count itself is given."""
    table = words()["band"]
    return str(table["text"]) if table["note"] in figure.note.split("; ") else ""


def label(figure: KeyFigure, situation: Situation) -> str:
    """What a reader must see before the number."""
    if not figure.confirmed:
        return "UNCONFIRMED"
    lead = {*figure.tally.because_low, *figure.tally.because_high}
    clashes = (a for a in situation.alerts if a.kind == "contradiction")
    if figure.tally.conflicts or any(lead & set(a.claims) for a in clashes):
        return "CONTRADICTED"
    return "SINGLE ORIGIN" if figure.origins < 2 else ""


def _rooms(situation: Situation, notes: Footnotes) -> Iterator[Line]:
    for room in situation.rooms[:1]:
        text, short, event = stated(room, situation)
        yield Line(text, notes.cite(event), "STATED, NOT A COUNT OF PEOPLE", short=short)


def stated(room: Room, situation: Situation) -> tuple[str, str, list[str]]:
    """A stated capacity and whether it fits, as sentences and in short; the claims that say so."""
    event = [room.claim]
    capacity = situation.claims[room.claim]
    said = capacity.text.lower()
    short = f"Room stated for {said}{f' in {room.place}' if room.place else ''}."
    who = without_persons(small_article(capacity.speaker or situation.reports[capacity.report].outlet or ""))
    text = f"Room for {said} people is stated{f' in {room.place}' if room.place else ''}"
    text += f", according to {who}." if who else "."
    if not room.tests:
        return f"{text} No site area is reported.", f"{short} No site area is reported.", event
    claim, test = room.tests[-1]
    return f"{text} {fit(test)}", f"{short} {sentence_case(test.sentence())}.", [*event, claim]


def _doubts(situation: Situation) -> Iterator[Line]:
    kinds = ("contradiction", "identity", "unconfirmed", "denied")
    found = [sum(a.kind == kind for a in situation.alerts) for kind in kinds]
    parts = [
        count(n, name)
        for n, name in zip(
            found, ("contradiction", "open question", "unconfirmed account", "denial"), strict=True
        )
        if n
    ]
    if parts:
        yield Line(f"{sentence_case(listed(parts))}: see below before quoting.")
