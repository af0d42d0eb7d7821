"""Figures of people of whom no word of the tables says what happened: in a report on displacement they are those it speaks of.

Takes the drafts of a sentence and the topic; gives those set aside for want of a verb the measure of the people moved
or harmed last, where they stand close behind. Small counts and members of bodies stay set aside.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.measures.rereading import Topic
from panj.model import FORCES, PEOPLE, Group, Measure, Unit

UNTOLD = "nothing said of what happened to them"
_LOOSE = "a share of something that is not counted here"
_FEWEST = 10  # below this a figure of people is more often a cast than a count
_REACH = 3  # paragraphs
_STANDING = frozenset(
    ["members", "member", "inhabitants", "residents", "resident", "inhabitant", "voters", "recipients", "participants", "drivers",  # noqa: E501
     "traders", "women", "men", "farmers", "teachers", "doctors", "nurses", "pallbearers", "applicants", "prisoners"]  # noqa: E501
)  # fmt: skip
_STAYING = re.compile(
    r"\b(?:in|at|inside|on|within|under|across|among)\s+(?:[\w’'-]+\s+){0,4}?(?:camps?|sites?|shelters?|cent(?:re|er)s?|schools?|tents?|mosques?|churches|host\s+families|settlements?)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:sold|sells?|employ\w*|hired?|trained|graduat\w+|elected|appointed|vot(?:ed|ing|e)|earn\w*|enrolled|"
    r"protest\w*|demonstrat\w+|rall(?:y|ied|ies)|march(?:ed|ing)\s+(?:against|for)|petition\w*|signed|attend\w*|celebrat\w+|mourn\w*|"
    r"pray\w*|study|studied|studies|taught|teach(?:es)?|watch\w*|cheer\w*|applaud\w*|interview\w*|survey\w*|polled|questioned|"
    r"donat\w+|volunteer\w*|patrol\w*|gather(?:ed|ing)\s+(?:to|for|outside)|turned\s+out\s+(?:to|for))\b",
    re.IGNORECASE,
)
_FUNDED = re.compile(r"\s+(?:un|under)?funded\b", re.IGNORECASE)


_ENOUGH_WORDS = 3
_SUBJECTS = {
    Measure.ARRIVAL: re.compile(r"\b(?:refugees?|asylum|migrants?|arriv\w+|cross(?:ed|ing)|border)\b"),
    Measure.INTERNAL_DISPLACEMENT: re.compile(
        r"\b(?:displac\w+|idps?|fled|flee(?:ing)?|homeless|uprooted)\b"
    ),
    Measure.EVACUATION: re.compile(r"\b(?:evacu\w+|airlift\w*|rescu\w+)\b"),
    Measure.RETURN: re.compile(r"\b(?:return(?:s|ed|ing|ees?)|repatriat\w+)\b"),
    Measure.FORCED_RETURN: re.compile(r"\b(?:deport\w*|expel\w*|expulsions?|push-?backs?)\b"),
}


def count_untold(drafts: Sequence[Draft], topic: Topic) -> None:
    """Give figures of people that no verb of the tables governs the measure of the people of the report."""
    for d in drafts:
        if d.column is not None and "noun.column" in d.rules and d.aside in {None, UNTOLD}:
            d.measure, d.term, d.hit, d.aside = (
                d.column,
                d.noun.words if d.noun is not None else None,
                None,
                None,
            )
        elif "noun.column" in d.rules and d.aside == UNTOLD and (left := _row_mate(d, drafts)) is not None:
            d.copied, d.measure, d.term, d.group, d.aside = left, left.measure, left.term, left.group, None
        elif d.aside == UNTOLD and d.unit in PEOPLE and _counts_people(d):
            _tell(d, topic)
        elif d.aside == _LOOSE and d.unit is Unit.SHARE:
            _tell_share(d, topic)


def _row_mate(d: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The figure to the left in the row of a table: its households are those of the people beside them."""
    left = [x for x in drafts if x.start < d.start and x.column is not None and x.unit in PEOPLE]
    return left[-1] if left else None


def _tell(d: Draft, topic: Topic) -> None:
    source = _near(d, topic)
    if _STAYING.search(d.sentence.text) and d.group is not Group.IDPS:
        d.measure, d.term = Measure.HOSTED, d.noun.words if d.noun is not None else None
    elif source is not None:
        d.copied, d.measure, d.term, d.hit = source, source.measure, source.term, source.hit
    elif (measure := _of_topic(topic)) is not None and topic.people is None:
        d.measure = measure
    else:
        return
    d.aside = None
    d.rules.append("measure.of_report")


def _tell_share(d: Draft, topic: Topic) -> None:
    """ "53% funded"; "sixty-three per cent came from the north": a share of those told of last."""
    rest = d.after
    if _FUNDED.match(rest):
        d.measure, d.term, d.aside = Measure.FUNDING, "funded", None
        d.rules.append("share.funded")
        return
    source, tree = _near(d, topic), d.sentence.syntax
    if source is None or tree is None or d.number.value >= 1:
        return
    word = tree.at(d.number.core_start, d.number.core_end)
    if word is None or tree.rel(word) != "nsubj" or tree.pos(tree.head(word)) != "VERB":
        return
    d.copied, d.measure, d.term, d.hit, d.aside = source, source.measure, source.term, source.hit, None
    d.of = d.of or (source.noun.words if source.noun is not None else None)
    d.rules.append("share.of_report")


def _of_topic(topic: Topic) -> Measure | None:
    """What a report's words say it is about, where no figure was told of yet."""
    if topic.forced:
        return Measure.FORCED_RETURN
    if topic.organised is not None:
        return topic.organised
    return Measure.INTERNAL_DISPLACEMENT if topic.internal else topic.about


def about(text: str) -> Measure | None:
    """What most words of a report (in lower case) are about; None where few speak of people in flight."""
    counts = {measure: len(pattern.findall(text)) for measure, pattern in _SUBJECTS.items()}
    if sum(counts.values()) < _ENOUGH_WORDS:
        return None
    return max(counts, key=lambda m: (counts[m], m.value))


def _counts_people(d: Draft) -> bool:
    if d.number.value < _FEWEST or d.group in FORCES or _WORK.search(d.sentence.text):
        return False
    if d.noun is None or d.noun.aside is not None:
        return False
    if d.noun.first <= d.first and d.number.value < 2 * _FEWEST:
        return False  # a small number without a noun of its own
    return not set(d.noun.words.split()) & _STANDING


def _near(d: Draft, topic: Topic) -> Draft | None:
    source = topic.people
    if source is None or not 0 <= d.sentence.paragraph - source.sentence.paragraph <= _REACH:
        return None
    return source
