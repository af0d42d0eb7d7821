"""Rules and figure reader vote on each figure: whether it is one, what it measures, where from and where to, how it stands to time.

Takes drafts that the rules have filled and the reader's answers; changes what the sum of both says otherwise, and
puts "learned.FIELD" among the claim's rules. What the rules' word weighs stands in rules/learned.toml.
"""  # noqa: E501

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cache

from panj.claims.counting.brackets import is_bare_bracket
from panj.claims.counting.compared import compared_days
from panj.claims.dates.dates import rate_of
from panj.claims.draft import Draft, Sentence
from panj.claims.learned.arms import tells_of_fighters
from panj.claims.learned.asking import Asked, expected
from panj.claims.learned.context import Pages, View, interval
from panj.claims.learned.impossible import HOME_LOST, HOMELESS, UNARMED, impossible, is_sent_back, untold
from panj.claims.learned.reader import Answer, Reader
from panj.claims.learned.strength import says_line, strength
from panj.claims.learned.sums import OPEN, Days, Opinion, day_sums, slot_sums, voted
from panj.claims.learned.telling import Tellings
from panj.claims.learned.ways import (
    best_place,
    keep_apart,
    kept_there,
    leave_open,
    others_own,
    settle_forces,
    turned_about,
)
from panj.claims.mentions.nations import code_of
from panj.claims.periods.others import is_others
from panj.claims.predicates.governor import words_of
from panj.claims.routes.nearness import same
from panj.claims.routes.scene import RouteMemory
from panj.claims.routes.setting import Setting
from panj.claims.tables import table
from panj.language.parser import Parser
from panj.model import BACK, COMBATANTS, HARM, INFLOWS, PEOPLE, Group, Measure, PeriodKind, Status, Unit

_NOBODY = "-"  # the label of a figure that counts no people
_RULES_ONLY = frozenset(
    {Status.DENIED, Group.REFUGEES, Group.ASYLUM_SEEKERS}
)  # said in so many words, or not at all
_STANDING = HARM | {Measure.HOSTED, Measure.DISPLACED_STOCK, Measure.CAPACITY, Measure.FACILITY, Measure.NEED}
_QUESTIONS = ("measure", "status", "period")
UNKNOWN = "nothing that the figure reader knows as a figure of displacement"
_JOINT = re.compile(r"(?:,|\band)\s+(?:(?:another|a\s+further|in|at|to|from)\s+)?\Z", re.IGNORECASE)
_HALF, _SURE, _NEVER = math.log(0.5), math.log(0.9), -99.0
_FAR = math.log(0.8)  # what a place told elsewhere in the report must have to stand without doubt
_ENOUGH = math.log(0.45)  # of the shares, for a place or day against the rules
_NEAR = 60  # characters between a figure and the word that makes it a rate
_UPROOTED = re.compile(
    r"(?<!forcibly )\b(?:displac\w*|IDPs?|uprooted|homeless)\b", re.IGNORECASE
)  # of the displaced there is talk
_GOING_BACK = re.compile(
    r"\b(?:return\w*|back|home\w*|repatriat\w*|deport\w*|expel\w*|expuls\w*|remov\w*)\b", re.IGNORECASE
)
_THE_SAME_COUNT = frozenset({"measure.in_other_units", "mention.again"})
_THE_SAME_PEOPLE = _THE_SAME_COUNT | {"measure.same_figure", "part.of_counted"}
_ENDS = ("origin", "destination", "place")
_TIMES = ("date_start", "date_end", "period", "per")


class Council:
    """Asks the reader, once a sentence, and votes.

    Args:
        text, read: a report's text and all its sentences.
        published: the day on which it appeared.
        setting: the countries that it is about.
        reader: None: the rules alone decide.
    """

    def __init__(
        self,
        text: str,
        read: Sequence[Sentence],
        published: date | None,
        setting: Setting,
        reader: Reader | None,
    ) -> None:
        self._reader = reader
        self._internal = _UPROOTED.search(text) is not None
        self._home, self._host = code_of(setting.home or ""), code_of(setting.host or "")
        self._read_as: dict[int, Measure | None] = {}
        if reader is not None:
            self._pages = Pages(text, read, published, setting, Parser.default().pieces)
        self._text = text
        self._open: tuple[int, View, Asked] | None = None
        self._told: dict[int, Opinion] = {}
        self._tellings: dict[int, Tellings] = {}

    def count(self, sentence: Sentence, drafts: Sequence[Draft]) -> None:
        """Ask about a sentence's figures, and settle which of them are claims, of what and of whom."""
        open_ = [d for d in drafts if is_open(d)]
        if self._reader is None or not open_:
            return
        seen, asked = self._stretch(self._reader, sentence)
        at = [(d, seen.span(d.number.core_start, d.number.core_end)) for d in open_]
        inside = [(d, span) for d, span in at if span is not None]
        for (draft, _), answer in zip(inside, asked.answers([s for _, s in inside]), strict=True):
            self._told[id(draft)] = Opinion(answer, seen)
            _settle_claim(draft, answer)
            if draft.aside is None and draft.measure is not None and not says_line(draft):
                self._read_as[id(draft)] = draft.measure
                _settle_measure(draft, answer)
        _keep_listed([d for d, _ in inside])
        self._settle_gapped([d for d, _ in inside])
        self._settle_listed([d for d, _ in inside])

    def _settle_gapped(self, drafts: Sequence[Draft]) -> None:
        """ "Registered 3,200 refugees in Kolo and 4,100 in Mba": what the rules read alike stays alike."""
        for first, second in itertools.pairwise(drafts):
            if first.aside is not None or second.aside is not None or first.measure is second.measure:
                continue
            read_as = self._read_as.get(id(first))
            alike = first.unit is second.unit and read_as is self._read_as.get(id(second))
            if not alike or not _told_as_one(first, second):
                continue
            if "noun.borrowed" in second.rules:
                second.measure = first.measure
            elif first.hit is not None and read_as not in HARM and "governed" in first.rules:
                first.measure = second.measure = self._together([first, second])
            else:
                continue
            second.rules.append("measure.by_one_verb")

    def _settle_listed(self, drafts: Sequence[Draft]) -> None:
        """ "Kita 310 families; Nara 95 families": what no word of a line tells is one thing along it."""
        lines: list[list[Draft]] = []
        for d in drafts:
            untold = d.hit is None and d.copied is None and d.column is None and not says_line(d)
            if not untold or d.aside is not None or d.measure is None or d.noun is None:
                continue
            line = next((li for li in lines if _in_one_line(li[-1], d)), None)
            line.append(d) if line is not None else lines.append([d])
        for alike in (line for line in lines if len(line) > 1):
            best = self._together(alike)
            for d in alike:
                if d.measure is not best:
                    d.measure = best
                    d.rules.append("measure.of_line")

    def _together(self, alike: Sequence[Draft]) -> Measure:
        """The measure that several figures have rather than any other, by the reader and by the rules."""
        weights, sums = table("learned")["measure"], dict.fromkeys(Measure, 0.0)
        for d in alike:
            shares, own = self._told[id(d)].answer.labels["measure"], self._read_as.get(id(d))
            for name in sums:
                sums[name] += shares.get(str(name), _NEVER)
                sums[name] += weights[strength(d, "measure")] if name is own else 0.0
        return max(sums, key=lambda name: sums[name])

    def _stretch(self, reader: Reader, sentence: Sentence) -> tuple[View, Asked]:
        """The view that a sentence stands in, read once: sentences are asked about in order."""
        number = self._pages.number(sentence)
        if self._open is None or self._open[0] != number:
            seen = self._pages.view(number)
            stretch = reader.open(seen)
            figures = list(expected(self._text, self._pages.sentences(number), seen))
            self._open = number, seen, Asked(stretch, figures)
            self._tellings[number] = stretch.tellings()
        return self._open[1:]

    def tellings(self, sentence: Sentence) -> Tellings | None:
        """What the words of a sentence tell of developments; None where the rules alone decide."""
        if self._reader is None:
            return None
        number = self._pages.number(sentence)
        if number not in self._tellings:
            self._stretch(self._reader, sentence)
        return self._tellings[number]

    def name(self, drafts: Sequence[Draft], nation: Callable[[str | None], str | None]) -> None:
        """Settle who is counted, once the rules have compared the whole report's figures.

        Args:
            nation: a name → the code of the country that it lies in.
        """
        for draft in drafts:
            told = self._told.get(id(draft))
            if told is None or draft.aside is not None or draft.unit not in PEOPLE:
                continue
            group = _voted("group", draft, told.answer)
            if group == Group.IDPS and not self._may_be_displaced(draft, nation):
                continue
            if group in COMBATANTS and draft.group in UNARMED and not tells_of_fighters(draft):
                continue
            if group not in {_NOBODY, draft.group}:
                draft.group = Group(group)
                draft.rules.append("learned.group")
        for draft in drafts:
            if draft.copied is not None and _THE_SAME_PEOPLE.intersection(draft.rules):
                draft.group = draft.copied.group
            if _by_sex_or_age(draft) and draft.whole is not None and draft.group is not draft.whole.group:
                draft.group = draft.whole.group
                draft.rules.append("group.of_whole")

    def _may_be_displaced(self, draft: Draft, nation: Callable[[str | None], str | None]) -> bool:
        """Not where nobody is called so, nor of those who are in another country than their own."""
        there = nation(draft.place) or self._host if draft.measure is Measure.HOSTED else None
        abroad = self._home is not None and there is not None and there != self._home
        return self._internal and not abroad

    def place(self, draft: Draft, scene: RouteMemory) -> None:
        """Settle where from, where to and where, after the rules have; `scene`: what the report is about."""
        told = self._told.get(id(draft))
        if told is None or draft.measure is None or _in_other_units(draft, *_ENDS):
            return
        bare = {slot: slot_sums(draft, slot, told) for slot in _ENDS}
        sums = {slot: voted(draft, slot, told, scene, found) for slot, found in bare.items()}
        chosen = {slot: best_place(getattr(draft, slot), bare[slot], found) for slot, found in sums.items()}
        keep_apart(draft, chosen, sums, bare)
        leave_open(draft, chosen, bare, scene)
        others_own(draft, chosen)
        kept_there(draft, chosen, scene)
        if draft.measure in _STANDING and draft.destination is None:
            chosen["destination"] = None  # nobody went anywhere
        if draft.measure is Measure.DEPLOYMENT:
            settle_forces(draft, chosen)
        if draft.measure is Measure.INTERNAL_DISPLACEMENT and chosen["place"] is None:
            chosen["place"] = chosen["origin"]  # what they were driven from is where it happened
        if draft.measure in INFLOWS and chosen["destination"] is not None:
            chosen["place"] = None  # where they came is where it was
        if is_sent_back(draft) and turned_about(draft, chosen):
            chosen = {slot: getattr(draft, slot) for slot in _ENDS}
        for slot, name in chosen.items():
            if not same(getattr(draft, slot), name) and getattr(draft, slot) != name:
                setattr(draft, slot, name)
                draft.rules.append(f"learned.{slot}")

    def came(self, draft: Draft, scene: RouteMemory) -> None:
        """Keep an arrival one that the reader took for a return: they "entered" a country not their own."""
        told = self._read_as.get(id(draft))
        if told not in INFLOWS or draft.measure not in BACK or "learned.measure" not in draft.rules:
            return
        code, home = code_of(draft.destination or ""), code_of(scene.setting.home or "")
        if code is None or code == home or _GOING_BACK.search(draft.sentence.text):
            return
        verb = "governed" in draft.rules or (draft.hit is not None and draft.hit.first > draft.last)
        if verb and str(draft.destination) in draft.sentence.text:
            draft.measure = told
            draft.rules.remove("learned.measure")

    def stand(self, draft: Draft) -> None:
        """Settle whether it happened."""
        told = self._told.get(id(draft))
        if told is not None:
            status = _voted("status", draft, told.answer)
            if status != draft.status:
                draft.status = Status(status)
                draft.rules.append("learned.status")

    def time(self, draft: Draft) -> None:
        """Settle which days it is of, and how it stands to them."""
        told = self._told.get(id(draft))
        if told is None or draft.measure is None or _in_other_units(draft, *_TIMES):
            return
        if "part.of_counted" in draft.rules and draft.whole is not None:
            draft.period = draft.whole.period
            return
        _settle_days(draft, told)
        period = PeriodKind(_voted("period", draft, told.answer))
        if period is PeriodKind.EVENT and "measure.had_then" in draft.rules:
            period = draft.period  # who was there is no occurrence
        if period is PeriodKind.RATE and draft.per is None:
            draft.per = _per(draft)
            period = period if draft.per else draft.period  # a rate of no time at all says nothing
        if period != draft.period:
            draft.period = period
            draft.per = draft.per if period is PeriodKind.RATE else None
            draft.rules.append("learned.period")

    def doubt(self, draft: Draft) -> None:
        """Note for each field whether the reader thinks something else likelier than what stands."""
        told = self._told.get(id(draft))
        if told is None or draft.measure is None:
            return
        shares = {q: told.answer.labels[q].get(str(getattr(draft, q)), _NEVER) for q in _QUESTIONS}
        shares["date"] = day_sums(draft, told).get(_days(draft), told.answer.slots["date"][0])
        for slot in _ENDS:
            none = told.answer.slots[slot][0]  # also of what no candidate says
            shares[slot] = slot_sums(draft, slot, told).get(getattr(draft, slot), none)
        asked = {q: _FAR if _from_afar(draft, q) else _HALF for q in shares}
        draft.rules += [f"doubted.{q}" for q, share in shares.items() if share < asked[q]]
        if all(share > _SURE for share in shares.values()):
            draft.rules.append("read_surely")


def _keep_listed(drafts: Sequence[Draft]) -> None:
    """ "Adré (1,931), Goungour (502) and Borota (301)": the last is a figure where the others are."""
    lines = [d for d in drafts if is_bare_bracket(d)]
    kept = [d for d in lines if d.aside is None]
    if len(kept) * 2 <= len(lines):
        return
    for d in (d for d in lines if d.aside == UNKNOWN and d.unit is kept[0].unit):
        d.aside, d.measure = None, kept[0].measure


@cache
def _reasons() -> frozenset[str]:
    return frozenset(table("learned")["claim"]["reasons"])


def is_open(draft: Draft) -> bool:
    """Whether there is anything to vote on: a figure, or a number set aside for want of telling words."""
    if draft.aside is not None:
        return draft.aside in _reasons()
    return draft.measure is not Measure.CONTEXT


def _in_one_line(first: Draft, second: Draft) -> bool:
    """Whether a sentence counts the same thing twice without a verb between."""
    one, other = first.noun, second.noun
    if one is None or other is None or first.unit is not second.unit or "noun.borrowed" in second.rules:
        return False
    return one.words.lower() == other.words.lower() and not _verb_between(first, second)


def _verb_between(first: Draft, second: Draft) -> bool:
    between = first.sentence.tokens[first.last + 1 : second.first]
    return any(t.pos in {"VERB", "AUX", "MODAL"} and t.text.islower() for t in between)


def _told_as_one(first: Draft, second: Draft) -> bool:
    """Whether one verb before both governs them, or none either, in one breath."""
    between = first.sentence.tokens[first.last + 1 : second.first]
    if _verb_between(first, second) or any(t.text == ";" for t in between):
        return False
    if first.sentence is not second.sentence or not _JOINT.search(second.before):
        return False
    if first.hit is None and second.hit is None:
        return True
    if first.hit is None or second.hit is None:
        return False
    one = first.hit.first == second.hit.first and first.hit.frame is second.hit.frame
    return one and first.hit.last < first.first


def _by_sex_or_age(draft: Draft) -> bool:
    """ "1,187 men, 1,198 women and 642 children": parts that tell nothing else of who they are."""
    whole, noun = draft.whole, draft.noun
    alike = whole is not None and whole.aside is None and whole.unit is draft.unit and whole.group is not None
    return (
        alike
        and draft.aside is None
        and noun is not None
        and noun.words.lower() in words_of("people", "sex_and_age")
    )


def _settle_claim(draft: Draft, answer: Answer) -> None:
    weights = table("learned")["claim"]
    gap = answer.labels["claim"]["yes"] - answer.labels["claim"]["no"]
    taken = draft.aside is None and draft.measure is not None
    said = draft.term == HOMELESS or (draft.measure in HARM and draft.copied is None) or is_sent_back(draft)
    yes = weights["stated" if said and "governed" in draft.rules else "yes"]
    if taken and gap + yes < 0:
        draft.aside = UNKNOWN
    elif not taken and gap - weights["no"] > 0:
        draft.aside = None
        draft.unit = draft.unit or Unit(_best(answer, "unit"))
        never = {str(m) for m in untold(draft)}
        draft.measure = Measure(_best(answer, "measure", never))
        group = _best(answer, "group")
        draft.group = None if group == _NOBODY else Group(group)
        named = draft.noun.group if draft.noun is not None else None
        if named is not None and (named in COMBATANTS) is not (draft.group in COMBATANTS):
            draft.group = named  # "192 soldiers and one civilian"
        draft.rules.append("learned.claim")


def _settle_measure(draft: Draft, answer: Answer) -> None:
    source = draft.copied
    if source is not None and "measure.carried" in draft.rules and "learned.measure" in source.rules:
        draft.measure = source.measure  # what is carried over is what it turned out to be
    unit = _voted("unit", draft, answer)
    if unit != draft.unit:
        draft.unit = Unit(unit)
        draft.rules.append("learned.unit")
    if "measure.compared" in draft.rules and source is not None and source.aside is None:
        draft.measure = source.measure  # what is set against a figure measures the same
        return
    whole = draft.whole
    carried = draft.unit is Unit.SHARE and "measure.carried" in draft.rules and "governed" not in draft.rules
    if carried and whole is not None and whole.aside is None and whole.measure is not None:
        draft.measure = whole.measure  # "63,000, of whom 31 per cent are children"
        return
    measure = _voted("measure", draft, answer)
    if measure != draft.measure:
        draft.measure = Measure(measure)
        draft.rules.append("learned.measure")
        if draft.copied is not None or (draft.term == HOMELESS and draft.measure not in HOME_LOST):
            draft.term = None  # the word for what became of others, or before it, is none for this


def _from_afar(draft: Draft, slot: str) -> bool:
    """Whether the reader took a place from another sentence."""
    return (
        slot in _ENDS
        and f"learned.{slot}" in draft.rules
        and str(getattr(draft, slot)) not in draft.sentence.text
    )


def _in_other_units(draft: Draft, *fields: str) -> bool:
    """ "3,210 individuals (458 households)": the same people, so the same route and days, taken over here."""
    source = draft.copied
    alike = _THE_SAME_COUNT if "period" in fields else _THE_SAME_PEOPLE
    if source is None or not alike.intersection(draft.rules):
        return False
    for name in fields:
        setattr(draft, name, getattr(source, name))
    return True


def _days(draft: Draft) -> Days:
    return (draft.date_start or draft.date_end, draft.date_end or draft.date_start)


def _settle_days(draft: Draft, told: Opinion) -> None:
    """The days with the highest sum; against the rules only what the reader gives nearly half of all."""
    whole = draft.whole
    if whole is not None and "date.of_whole" in draft.rules and whole.sentence is draft.sentence:
        draft.date_start, draft.date_end = _days(whole)  # as it was settled: parts are of its days
        return
    bare, own = day_sums(draft, told), _days(draft)
    word = table("learned")["date"][strength(draft, "date")]
    sums = bare | {own: _share_of(own, bare) + word}
    best = max(sums, key=lambda days: sums[days])
    if best[0] == own[0] and "date.since" in draft.rules:
        return  # the rules and the reader mean the same day, and the rules know up to when
    later = draft.said_on is not None and best[1] is not None and best[1] > draft.said_on
    if "date.earlier" in draft.rules or (
        later and draft.status is Status.HAPPENED and own[1] == draft.said_on
    ):
        return  # "said on Sunday that 5,000 had fled": nobody counts beyond the day of saying
    if "date.of_story" in draft.rules and best not in {interval(w) for w in draft.sentence.whens}:
        return  # an account of years ago tells nothing of the day on which it is read
    likelier = best not in {own, OPEN} and bare[best] >= _ENOUGH and not _of_another(best, draft)
    if likelier and not _of_others(best, own, draft):
        a_day = best[0] == best[1]
        total = a_day and draft.period is PeriodKind.CUMULATIVE and draft.measure not in HARM
        draft.date_start, draft.date_end = (best[1], best[1]) if total else best  # it may have begun before
        draft.rules.append("learned.date")


def _share_of(own: Days, bare: dict[Days, float]) -> float:
    """What the reader gives the rules' days; "a year ago" is of a day in the year that it sees."""
    first, last = own
    if own in bare or first is None or last is None:
        return bare.get(own, bare[OPEN])
    return max([bare[OPEN], *(s for (a, b), s in bare.items() if a and b and a <= first and last < b)])


def _of_others(days: Days, own: Days, draft: Draft) -> bool:
    """ "4,310 now, up from 3,900 a week ago", "for the first time in nine months": not its days."""
    others = compared_days(draft) | {interval(w) for w in draft.sentence.whens if is_others(draft, w)}
    return days in others and own not in others


def _of_another(days: Days, draft: Draft) -> bool:
    """Whether a toll is given the days from and to which another sentence counts: the dead are all so far."""
    toll = draft.measure in HARM and draft.period is PeriodKind.CUMULATIVE and days[0] != days[1]
    return toll and days not in {interval(w) for w in draft.sentence.whens}


def _best(answer: Answer, question: str, never: Collection[str] = ()) -> str:
    shares = {name: share for name, share in answer.labels[question].items() if name not in never}
    return max(shares, key=lambda name: shares[name])


def _voted(question: str, draft: Draft, answer: Answer) -> str:
    weight = table("learned")[question][strength(draft, question)]
    rule = getattr(draft, question)
    own = _NOBODY if rule is None else str(rule)
    never = _RULES_ONLY | (impossible(draft) if question == "measure" else frozenset())
    shares = {n: s for n, s in answer.labels[question].items() if n == own or n not in never}
    return max(shares, key=lambda name: shares[name] + (weight if name == own else 0.0))


def _per(draft: Draft) -> str | None:
    """The unit of time after or before a figure that makes it a rate."""
    text, base = draft.sentence.text, draft.sentence.span.start
    start, end = draft.start - base, draft.end - base
    found = rate_of(text, end, end + _NEAR) or rate_of(text, max(0, start - _NEAR), start)
    return found[0] if found is not None else None
