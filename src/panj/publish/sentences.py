"""A key figure as a sentence that reads aloud: how many, of whom, did what, when, and who says so.

Takes a figure and the claims of its situation; gives English. Where its title cannot be taken apart, or the
number is one person, there is none, and the line keeps its short form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from panj.model import Claim, Qualifier
from panj.publish.content import KeyFigure
from panj.publish.gate import without_persons
from panj.publish.naming import filled
from panj.publish.phrases import listed, mid, number, sentence_case, small_article, words
from panj.reception import CapacityTest

_TOLERATED = 0.01  # a stated number is rounder than this
# a sentence, and the wording of the titles that it is made from
_WORDINGS = (("sentence", "measure"), ("sentence_short", "measure_short"))
_SLOT = re.compile(r"\{(\w+)\}")
# `1 Jun–30 Jul 2021` and `8 Oct 2023–4 Oct 2024`, not `12–13 Sep 2021`
_MONTHS_APART = re.compile(r"(\d+ [^\W\d]+(?: \d{4})?)–(\d.*)")


def sentence(figure: KeyFigure, size: str) -> str:
    """`1,250–1,349 soldiers were in Tajikistan as of 7 Jul 2021`; empty where the title gives none.

    Args:
        figure: of people or households.
        size: its number or interval as it is shown.
    """
    title, measure = without_persons(figure.title), figure.tally.question.measure
    bounds = figure.tally.bounds
    if measure is None or size.startswith("not ") or bounds.high in (0, 1):
        return ""
    tried = ((words()[said].get(measure.value), words()[titled]) for said, titled in _WORDINGS)
    made = (
        (verb, _taken_apart(str(t.get(measure.value, "{who}"))).fullmatch(title)) for verb, t in tried if verb
    )
    verb, found = next(((v, m) for v, m in made if m is not None), ("", None))
    if found is None:
        return ""
    named = {k: v or "" for k, v in found.groupdict().items()}
    bare = str(words()["did"].get(measure.value, ""))
    if not any(v for k, v in named.items() if k != "who"):  # no place: the title ends in what they did
        if not title.endswith(f" {bare}"):
            return ""
        named["who"] = named["who"].removesuffix(f" {bare}")
    told = filled(verb, **named)
    if named["who"].lower().rpartition(" ")[2] in words()["counted"]["nouns"]:  # crossings do not arrive
        told = filled(words()["counted"].get(measure.value, verb), **named)
    if named["who"].endswith(" still"):
        named["who"], told = named["who"].removesuffix(" still"), told.replace("were", "were still", 1)
    if told == "were":
        told = "were there"
    return f"{sentence_case(size)} {mid(named['who'])} {told}{_when(figure.period)}"


@cache
def _taken_apart(wording: str) -> re.Pattern[str]:
    """The wording of a title as a pattern: `{who}[ into {to}]` → who, and perhaps to."""
    out = []
    for piece in re.split(r"(\[[^\]]*\])", wording):
        inner = _SLOT.split(piece.strip("[]"))
        pattern = "".join(re.escape(p) if n % 2 == 0 else f"(?P<{p}>.+?)" for n, p in enumerate(inner))
        out.append(f"(?:{pattern})?" if piece.startswith("[") else pattern)
    return re.compile("".join(out))


def _when(period: str) -> str:
    """A period behind a verb: ` on 13 Sep 2021`, ` by 7 Jul 2021`, ` a month, since 1 Apr 2021`.

    >>> _when("12–13 Sep 2021"), _when("to 7 Jul 2021"), _when("1 Jun–30 Jul 2021")
    (' on 12–13 Sep 2021', ' by 7 Jul 2021', ' between 1 Jun and 30 Jul 2021')
    >>> _when("8 Oct 2023–4 Oct 2024")
    ' between 8 Oct 2023 and 4 Oct 2024'
    """
    if not period or period.startswith(("a ", "as of ", "on ", "from ")):
        return f" {period}".rstrip()
    if period.startswith("to "):
        return f" by {period.removeprefix('to ')}"
    if not period[0].isdigit():
        return f" ({period})"
    apart = _MONTHS_APART.fullmatch(period)
    return f" between {apart[1]} and {apart[2]}" if apart else f" on {period}"


def told_by(figure: KeyFigure, claims: Mapping[str, Claim]) -> str:
    """Who says so, with his words where they are no exact number: `officials (“More than 200”)`."""
    lead = next((claims[c] for c in figure.tally.because_low if c in claims), None)
    lead = lead or next((claims[c] for c in figure.tally.claims if c in claims), None)
    names = [without_persons(small_article(name)) for name in figure.speakers]
    if not names or lead is None:
        return ""
    few = lead.text == words()["band"]["text"]
    rough = lead.qualifier is not Qualifier.EXACT and len(figure.tally.events) < 2 and not few
    inexact = figure.tally.bounds.low != figure.tally.bounds.high and rough
    open_end = "; nobody states an upper end" if figure.tally.bounds.soft_high else ""
    return listed(names, 2) + (f" (“{without_persons(lead.text)}”{open_end})" if inexact else "")


def fit(test: CapacityTest) -> str:
    """Whether stated people fit into what is named for them; the standard's lower end beside it.

    >>> from panj.model import Bounds
    >>> from panj.reception import test_capacity
    >>> fit(test_capacity(Bounds(600, 600, 600), land_ha=2))
    'The 2 ha named hold 444 people by the standard (666 by the lower one): 0.7 ha are missing.'
    """
    limit = test.binding
    if limit is None:
        return "Nothing is known of a site to test it with."
    lower = test.holds_minimum
    least = "" if lower in (None, limit.holds) else f" ({lower:,} by the lower one)"
    held = f"The {_amount(limit.have, limit.unit)} named hold {limit.holds:,} people by the standard{least}"
    if missing(test):
        return f"{held}: {_amount(missing(test), limit.unit)} are missing."
    return f"{held}: they fit."


def missing(test: CapacityTest) -> float:
    """How much of the binding resource is missing for the stated number; a hundredth of the need is none."""
    limit = test.binding
    if limit is None or not limit.shortfall or not limit.needed:
        return 0.0
    return limit.shortfall if limit.shortfall >= _TOLERATED * limit.needed else 0.0


def _amount(value: float, unit: str) -> str:
    return f"{number(value)} {unit.replace('m3', 'm³').replace('m2', 'm²')}"
