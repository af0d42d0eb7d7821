"""Every number in a sentence, in digits and words, with its hedge: text and a range in, `Number`s out.

Spans take in the hedge ("more than 300", "some 4,000"), as the annotation guide asks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from panj.claims.numbers.hedges import hedged
from panj.claims.numbers.money import currency_code
from panj.claims.numbers.number import Number
from panj.claims.numbers.ranges import joined_ranges
from panj.claims.numbers.shapes import NUMBER
from panj.claims.numbers.shares import told_shares
from panj.claims.numbers.words import ORDERS, PARTS, SCALES, SHORT_SCALES, word_value
from panj.model import Qualifier

_KEPT = 200  # sentences
_MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\Z", re.IGNORECASE)


def numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers of text[start:end] with their hedges, in order."""
    return list(_numbers(text, start, end))


@lru_cache(maxsize=_KEPT)
def _numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    """As `numbers`, kept: the sentences of a stretch are asked about before each is read."""
    found: list[Number] = []
    for match in NUMBER.finditer(text, start, end):
        number = _read(match, text)
        if number:
            found.append(number)
    return tuple(hedged(n, text, start, end) for n in told_shares(joined_ranges(found, text, start), text))


def _read(m: re.Match[str], text: str) -> Number | None:
    base = Number(m.start(), m.end(), m.start(), m.end(), 0.0)
    kind = m.lastgroup and next(k for k in _READERS if m.group(k))
    return _READERS[kind](m, base, text) if kind else None


def _but(m: re.Match[str], base: Number, _: str) -> Number:
    less, whole = word_value(m["but_less"]), word_value(m["but_all"])
    end, told = m.end("but_less"), Qualifier.ABOUT if m["but_about"] else base.qualifier
    return replace(
        base,
        end=end,
        core_end=end,
        value=whole - less,
        whole=whole,
        qualifier=told,
        rules=("number.all_but",),
    )


def _outof(m: re.Match[str], base: Number, _: str) -> Number | None:
    a, b = word_value(m["out_a"]), word_value(m["out_b"])
    if (
        not 0 < a < b
        or b > 1000
        or (re.search(r"\sin\s", m.group()) and b not in {2, 3, 4, 5, 6, 7, 8, 9, 10, 100})
    ):
        value = word_value(m["out_a"])
        stop = m.start("out_a") + len(m["out_a"])
        return replace(base, end=stop, core_end=stop, value=value, rules=("number.words",))
    return replace(base, value=round(a / b, 4), kind="share", rules=("number.out_of",))


def _onein(m: re.Match[str], base: Number, _: str) -> Number:
    """ "One resident in five": a share, whose whole is told between."""
    share = word_value(m["one_a"]) / word_value(m["one_b"])
    return replace(base, value=round(share, 4), kind="share", rules=("number.out_of",))


def _ofits(m: re.Match[str], base: Number, _: str) -> Number:
    end = m.start() + len(m["its_a"])
    return replace(
        base,
        end=end,
        core_end=end,
        value=word_value(m["its_a"]),
        whole=word_value(m["its_b"]),
        rules=("number.of_its",),
    )


def _half(m: re.Match[str], base: Number, _: str) -> Number:
    n = word_value(m["half_n"]) + 0.5 if m["half_n"] else 0.5
    return replace(base, value=n * SCALES[m["half_scale"].lower()], rules=("number.half_scale",))


def _parts(m: re.Match[str], base: Number, _: str) -> Number:
    n = 0.75 if m["parts_n"].lower() == "three" else 0.25
    return replace(base, value=n * SCALES[m["parts_scale"].lower()], rules=("number.part_of_scale",))


def _more(m: re.Match[str], base: Number, _: str) -> Number:
    n = 1.0 if m["more_n"].lower() in {"a", "an"} else word_value(m["more_n"])
    part = 0.5 if m["more_d"].lower() == "half" else 0.25
    return replace(base, value=(n + part) * SCALES[m["more_scale"].lower()], rules=("number.half_scale",))


def _fraction(m: re.Match[str], base: Number, _: str) -> Number:
    n = 1.0 if m["frac_n"].lower() in {"a", "an"} else word_value(m["frac_n"])
    value = n / PARTS[m["frac_d"].lower().rstrip("s")]
    return replace(base, value=round(value, 4), kind="share", rules=("number.fraction",))


def _lonehalf(_m: re.Match[str], base: Number, _: str) -> Number:
    return replace(base, value=0.5, kind="share", rules=("number.half",))


def _order(m: re.Match[str], base: Number, _: str) -> Number:
    key = " ".join(m["order_w"].lower().split())
    return replace(
        base, value=float(ORDERS[key]), qualifier=Qualifier.ORDER, kind="order", rules=("number.order",)
    )


def _few(m: re.Match[str], base: Number, _: str) -> Number:
    times = 3 if m["few_w"].lower().startswith("several") else 2
    value = float(times * SCALES[m["few_scale"].lower()])
    return replace(base, value=value, qualifier=Qualifier.ORDER, kind="order", rules=("number.several",))


def _vague(m: re.Match[str], base: Number, _: str) -> Number:
    value = 2.0 if "couple" in m.group().lower() else 3.0
    return replace(base, value=value, qualifier=Qualifier.ORDER, kind="vague", rules=("number.vague",))


def _digits(m: re.Match[str], base: Number, text: str) -> Number | None:
    if " " in m["dig"] and _MONTHS.search(text[max(0, m.start() - 12) : m.start()]):
        return None
    value = word_value(m["dig"])
    scale = m["scale"] or m["short"]
    if scale:
        value *= SCALES.get(scale.lower()) or SHORT_SCALES[scale.lower()]
    sign = (m["cur"] or m["cur2"] or m["cur3"] or m["cur4"] or "").strip()
    rule = ("number.digits",)
    if m["pct"]:
        return replace(base, value=value / 100, kind="share", digits=True, rules=("number.percent",))
    qualifier = Qualifier.AT_LEAST if m["plus"] else Qualifier.EXACT
    if sign:
        return replace(
            base,
            value=round(value, 2),
            kind="currency",
            currency=currency_code(sign),
            digits=True,
            rules=rule,
        )
    return replace(base, value=round(value, 4), qualifier=qualifier, digits=True, rules=rule)


def _words(m: re.Match[str], base: Number, _: str) -> Number | None:
    tail = "wpct" if m["wpct"] else "wcur"
    core = m.group()[: m.start(tail) - m.start()] if m[tail] else m.group()
    value = word_value(core)
    if m["wcur"]:
        return replace(
            base, value=value, kind="currency", currency=currency_code(m["wcur"]), rules=("number.words",)
        )
    if m["wpct"]:
        return replace(base, value=value / 100, kind="share", rules=("number.percent",))
    return replace(base, value=value, rules=("number.words",))


_READERS = {
    "but": _but, "ofits": _ofits, "onein": _onein, "outof": _outof, "half": _half, "parts": _parts, "more": _more, "fraction": _fraction, "lonehalf": _lonehalf, "order": _order,  # noqa: E501
    "few": _few, "vague": _vague, "digits": _digits, "words": _words,
}  # fmt: skip
