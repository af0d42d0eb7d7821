"""Every number in a sentence, in digits and words, with its hedge: text and a range in, `Number`s out.

Spans take in the hedge ("more than 300", "some 4,000"), as the annotation guide asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from panj.claims.tables import alternation, table
from panj.model import Qualifier

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {w: i for i, w in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12,
    "lakh": 100_000, "crore": 10_000_000, "dozen": 12, "score": 20,
}  # fmt: skip
_SHORT = {
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "cr": 10**7,
}
_ORDERS = {
    "tens": 10, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000,
    "tens of thousands": 20_000, "hundreds of thousands": 200_000, "tens of millions": 20_000_000,
    "hundreds of millions": 200_000_000, "dozens of thousands": 24_000,
}  # fmt: skip
_OPENERS = ("all", "a", "the", "half", "many", "several", "few")  # open a number beside its own words
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_SMALL_RE = "|".join(sorted(_SMALL, key=len, reverse=True))
_SCALE_RE = "hundred|thousand|million|billion|trillion|lakh|crore|dozen"
_WORD_RE = rf"(?:{_SMALL_RE})(?:-(?:{'|'.join(_ONES[1:10])}))?"
_DIGITS = "|".join(
    (
        r"\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])",  # 12,34,000: lakh grouping
        r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?",
        r"\d{1,3}(?:[.]\d{3}){2,}(?![\d.])",  # 1.200.000: two dots are no decimal point
        r"\d{1,3}(?:['’]\d{3})+(?!\d)",  # 8'500
        r"(?<![\d.,])\d{1,3}(?:[ ]\d{3})+(?![\d,.]\d)",
        rf"\d+,\d{{1,2}}(?=\s*(?:%|per\s?cent|(?:{_SCALE_RE})s?\b))",  # 3,5 million: a decimal comma
        r"\d+(?:\.\d+)?",
    )
)


@cache
def _currencies() -> dict[str, str]:
    """Sign, code or word of money (lower case, but codes in capitals) → ISO code."""
    t = table("currencies")
    found = {code: code for code in t["codes"]}
    for part in ("signs", "words", "scaled"):
        found |= {word.lower(): code for code, words in t[part].items() for word in words}
    return found


def _signs() -> str:
    """Regex of what stands before an amount: signs of letters as whole words, codes in capitals."""
    t = table("currencies")
    signs = alternation(s for words in t["signs"].values() for s in words if not s.isalpha())
    letters = alternation(s for words in t["signs"].values() for s in words if s.isalpha())
    return rf"(?:{signs})\s?|(?-i:\b(?:{letters})\s?)(?=\d)|(?-i:\b(?:{'|'.join(t['codes'])})\s?)(?=\d)"


def _words_of(part: str) -> str:
    return alternation(w for words in table("currencies")[part].values() for w in words)


def _openings() -> str:
    """Regex of what numbers begin with: a digit or letter that opens a word, a sign of money anywhere."""
    t = table("currencies")
    signs = {s[0] for words in t["signs"].values() for s in words if not s.isalpha()}
    letters = {s[0] for words in t["signs"].values() for s in words if s.isalpha()}
    letters |= {word[0] for word in (*_SMALL, *_ORDERS, *t["codes"], *_OPENERS)}
    return rf"(?:(?<!\w)[\d{''.join(sorted(letters))}]|[{re.escape(''.join(sorted(signs)))}])"


_CURRENCY = _signs()
_MONEY = (
    rf"(?:(?-i:[A-Z][a-z]+n\s+)?(?:{_words_of('words')})|(?-i:{'|'.join(table('currencies')['codes'])}))\b"
)
_SCALED_MONEY = rf"(?:{_words_of('scaled')})\b"
_ATOM = re.compile(
    rf"""(?={_openings()})(?:
    (?P<but>\ball\s+but\s+(?P<but_less>{_WORD_RE}|\d+)\s+of\b(?=[^.;,]{{0,60}}?\b(?P<but_all>\d+|{_WORD_RE})\s))
  | (?P<ofits>\b(?P<its_a>{_WORD_RE}|\d+)\s+of\s+(?:its|the\s+\w+[’']s|their|[A-Z][\w-]+[’']s)\s+(?=(?P<its_b>\d+|{_WORD_RE})\s))
  | (?P<onein>\b(?P<one_a>one|two|three|four|seven|nine)\s+(?!million|thousand|hundred|or|in|out)[A-Za-z]+\s+(?:out\s+of|in)\s+(?P<one_b>two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}})\b
      (?=\s*[,.;:)–—]|\s+(?:is|are|was|were|has|have|had|now|lives?|lost|will|did|in|fled|who)\b))
  | (?P<outof>\b(?P<out_a>{_WORD_RE}|\d+)\s+(?:out\s+of|in)(?:\s+(?:every|each))?\s+(?P<out_b>{_WORD_RE}|\d{{1,3}})\b
      (?!\s*(?:{_SCALE_RE}|[,.]\d|percent|per\s+cent|%|days?|weeks?|months?|years?|hours?)))
  | (?P<half>\b(?:(?P<half_n>{_WORD_RE}|\d+)\s+and\s+(?:a\s+)?half|half\s+an?)[\s-]+(?P<half_scale>{_SCALE_RE})\b)
  | (?P<parts>\b(?P<parts_n>an?|one|three)[\s-]+quarters?[\s-]+(?:of\s+)?an?[\s-]+(?P<parts_scale>{_SCALE_RE})\b)
  | (?P<more>\b(?P<more_n>an?|{_WORD_RE})\s+(?P<more_scale>{_SCALE_RE})\s+and\s+an?\s+(?P<more_d>half|quarter)\b)
  | (?P<fraction>\b(?P<frac_n>an?|one|two|three|four|five|six|seven|nine)[\s-]+
      (?P<frac_d>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b(?!\s+(?:of\s+(?:a|an)\s+)?(?:time|day|week|month|year|round|wave|country|countries|party|parties|in\b)))
  | (?P<lonehalf>\b(?:the\s+other\s+)?half\b(?!-|\s+(?:of\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|an?\s|years?|month|hour|day|past|brother|sister)))
  | (?P<order>\b(?:many\s+|several\s+)?(?P<order_w>(?:tens|dozens|hundreds)\s+of\s+(?:thousands|millions)|tens(?=\s+of)|dozens|scores(?=\s+(?:of|were|have|more))|hundreds|thousands|millions)\b)
  | (?P<few>\b(?P<few_w>several|an?\s+few|few|a\s+couple(?:\s+of)?)\s+(?P<few_scale>dozen|hundred|thousand|million)s?\b)
  | (?P<vague>\b(?:several|a\s+couple\s+of|a\s+handful\s+of)\b(?!\s+(?:of\b|other\s+of\b|times|days|weeks|months|years|hours)))
  | (?P<digits>(?P<cur>(?:{_CURRENCY}))?(?<![\w.,])(?<![A-Za-z]-)(?:(?P<cur2>{_CURRENCY}))?(?P<dig>{_DIGITS})
      (?:\s*(?P<pct>%|per\s*cent\b|percent\b|pc\b)|(?:(?:[\s-]+(?P<scale>{_SCALE_RE})s?\b|(?P<short>k|mn|mln|m|bn|b|tn|cr)\b)(?:\s+(?P<cur3>{_MONEY}|{_SCALED_MONEY}))?)|\s+(?P<cur4>{_MONEY}))?(?P<plus>\+)?)
  | (?P<words>\b(?:an?\s+(?={_SCALE_RE})(?P<aw>{_SCALE_RE})(?:\s+(?:and\s+)?{_WORD_RE})?|{_WORD_RE}(?:[\s-]+(?:{_SCALE_RE})\b(?:\s+(?:and\s+)?{_WORD_RE}\b)?)*)\b
      (?:\s+(?P<wpct>per\s*cent|percent)\b|\s+(?P<wcur>{_MONEY}))?)
    )""",  # noqa: E501
    re.IGNORECASE | re.VERBOSE,
)
_MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\Z", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?\Z"
)
_BY = re.compile(r"\bby(?:\s+\w+)?\Z")
_JOINT = re.compile(r"\s*(?P<word>to|and|or|-|–|—)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated.

    Args:
        start, end: offsets of the whole phrase, hedge included; core_start, core_end without it.
        kind: count, share, currency, order, vague; `currency` its code.
        decimal: whether a decimal point was written.
        rules: what was read, for the claim's explanation.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    value: float
    qualifier: Qualifier = Qualifier.EXACT
    value_high: float | None = None
    kind: str = "count"
    currency: str | None = None
    whole: float | None = None
    digits: bool = False
    rules: tuple[str, ...] = ()


def numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers of text[start:end] with their hedges, in order."""
    found: list[Number] = []
    for match in _ATOM.finditer(text, start, end):
        number = _read(match, text)
        if number:
            found.append(number)
    return [_hedged(n, text, start, end) for n in _ranges(found, text, start)]


def _read(m: re.Match[str], text: str) -> Number | None:
    base = Number(m.start(), m.end(), m.start(), m.end(), 0.0)
    kind = m.lastgroup and next(k for k in _READERS if m.group(k))
    return _READERS[kind](m, base, text) if kind else None


NUMBER_WORDS = frozenset(_SMALL)


def word_value(words: str) -> float:
    """The value of number words or digits: "twenty-two thousand and five" is 22005."""
    if words[0].isdigit():
        if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", words):
            return float(words.replace(".", ""))
        if re.fullmatch(r"\d+,\d{1,2}", words):
            return float(words.replace(",", "."))
        return float(re.sub(r"[,'’\s\u00a0\u202f\u2009]", "", words))
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.lower().strip()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in {"a", "an"}:
            current = 1
        elif word in {"hundred", "dozen"}:
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
    return total + current


def _but(m: re.Match[str], base: Number, _: str) -> Number:
    less, whole = word_value(m["but_less"]), word_value(m["but_all"])
    end = m.start() + re.match(r"all\s+but\s+\S+", m.group(), re.IGNORECASE).end()  # type: ignore[union-attr]
    return replace(base, end=end, core_end=end, value=whole - less, whole=whole, rules=("number.all_but",))


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
    return replace(base, value=n * _SCALES[m["half_scale"].lower()], rules=("number.half_scale",))


def _parts(m: re.Match[str], base: Number, _: str) -> Number:
    n = 0.75 if m["parts_n"].lower() == "three" else 0.25
    return replace(base, value=n * _SCALES[m["parts_scale"].lower()], rules=("number.part_of_scale",))


def _more(m: re.Match[str], base: Number, _: str) -> Number:
    n = 1.0 if m["more_n"].lower() in {"a", "an"} else word_value(m["more_n"])
    part = 0.5 if m["more_d"].lower() == "half" else 0.25
    return replace(base, value=(n + part) * _SCALES[m["more_scale"].lower()], rules=("number.half_scale",))


def _fraction(m: re.Match[str], base: Number, _: str) -> Number:
    n = 1.0 if m["frac_n"].lower() in {"a", "an"} else word_value(m["frac_n"])
    value = n / _PARTS[m["frac_d"].lower().rstrip("s")]
    return replace(base, value=round(value, 4), kind="share", rules=("number.fraction",))


def _lonehalf(_m: re.Match[str], base: Number, _: str) -> Number:
    return replace(base, value=0.5, kind="share", rules=("number.half",))


def _order(m: re.Match[str], base: Number, _: str) -> Number:
    key = " ".join(m["order_w"].lower().split())
    return replace(
        base, value=float(_ORDERS[key]), qualifier=Qualifier.ORDER, kind="order", rules=("number.order",)
    )


def _few(m: re.Match[str], base: Number, _: str) -> Number:
    times = 3 if m["few_w"].lower().startswith("several") else 2
    value = float(times * _SCALES[m["few_scale"].lower()])
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
        value *= _SCALES.get(scale.lower()) or _SHORT[scale.lower()]
    sign = (m["cur"] or m["cur2"] or m["cur3"] or m["cur4"] or "").strip()
    rule = ("number.digits",)
    if m["pct"]:
        return replace(base, value=value / 100, kind="share", digits=True, rules=("number.percent",))
    qualifier = Qualifier.AT_LEAST if m["plus"] else Qualifier.EXACT
    if sign:
        return replace(
            base, value=round(value, 2), kind="currency", currency=_code(sign), digits=True, rules=rule
        )
    return replace(base, value=round(value, 4), qualifier=qualifier, digits=True, rules=rule)


def _words(m: re.Match[str], base: Number, _: str) -> Number | None:
    tail = "wpct" if m["wpct"] else "wcur"
    core = m.group()[: m.start(tail) - m.start()] if m[tail] else m.group()
    value = word_value(core)
    if m["wcur"]:
        return replace(base, value=value, kind="currency", currency=_code(m["wcur"]), rules=("number.words",))
    if m["wpct"]:
        return replace(base, value=value / 100, kind="share", rules=("number.percent",))
    return replace(base, value=value, rules=("number.words",))


_READERS = {
    "but": _but, "ofits": _ofits, "onein": _onein, "outof": _outof, "half": _half, "parts": _parts, "more": _more, "fraction": _fraction, "lonehalf": _lonehalf, "order": _order,  # noqa: E501
    "few": _few, "vague": _vague, "digits": _digits, "words": _words,
}  # fmt: skip


def _code(sign: str) -> str:
    sign = " ".join(sign.split())
    return _currencies().get(sign) or _currencies().get(sign.lower(), sign)


def _ranges(found: list[Number], text: str, start: int) -> list[Number]:
    merged: list[Number] = []
    for number in found:
        low = merged[-1] if merged else None
        joined = _joined(low, number, text, start) if low else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(number)
    return merged


def _joined(low: Number, high: Number, text: str, start: int) -> Number | None:
    joint = _JOINT.fullmatch(text[low.core_end : high.core_start])
    if not joint or low.value_high is not None or "vague" in {low.kind, high.kind}:
        return None
    a, b = low.value, high.value
    factor = _scale_of(text[high.core_start : high.core_end])
    if a < 1000 <= factor and a * factor <= b:
        a *= factor
    before = text[max(start, low.core_start - 12) : low.core_start].lower().rstrip()
    word = joint["word"].lower()
    opener = "between" if before.endswith("between") else "from" if before.endswith("from") else ""
    if high.kind == "share" and low.kind == "count":
        b *= 100  # "between 5 and 8 percent"
    if not a < b or (word == "and" and opener != "between") or (word == "—"):
        return None
    if word == "to" and _MONTH.search(before):
        return None  # "since January 27 to 21,400": a day, and a figure
    if word == "to" and not opener and _BY.search(before):
        return None  # "rose by 20,000 to 580,000": a difference, and what it led to
    if word in "-–" and (high.kind != low.kind or _year_like(a, b)):
        return None
    if (
        word == "to"
        and opener == "from"
        and re.search(
            r"\b(rose|risen|rising|grew|grown|increas\w+|up|jump\w*|swell\w*|swollen|fell|fallen|drop\w*|climb\w*|down|doubl\w+|trebl\w+|tripl\w+|quadrupl\w+|expand\w*|shr[aiu]nk\w*|dwindl\w+|went|gone|soar\w*|surg\w+|revis\w+|rais\w+|cut|reduc\w+|declin\w+|decreas\w+)\b[^.;]{0,40}\Z",
            text[start : low.core_start].lower(),
        )
    ):
        return None
    if word == "or" and b > 2 * a:
        return None
    begin = text.lower().rindex(opener, start, low.core_start) if opener else low.start
    kind = high.kind if low.kind in {"count", high.kind} else low.kind
    return replace(
        high, start=begin, core_start=begin, value=a / 100 if high.kind == "share" and low.kind == "count" else a,  # noqa: E501
        value_high=high.value if high.kind == "share" else b, qualifier=Qualifier.RANGE, kind=kind, rules=("number.range",),  # noqa: E501
    )  # fmt: skip


def _scale_of(words: str) -> float:
    match = re.search(rf"({_SCALE_RE})s?\Z|(?<=\d)(k|mn|mln|m|bn|b)\Z", words.lower())
    if not match:
        return 1.0
    return float(_SCALES.get(match.group(1) or "") or _SHORT[match.group(2)])


def _year_like(a: float, b: float) -> bool:
    return 1900 <= a <= 2100 and (b < 100 or 1900 <= b <= 2100)


@cache
def _hedge_patterns() -> tuple[
    re.Pattern[str],
    dict[str, Qualifier],
    re.Pattern[str],
    dict[str, Qualifier],
    re.Pattern[str],
    dict[str, Qualifier],
]:
    t = table("hedges")
    names = [
        {w: Qualifier(q) for q, words in t[part].items() for w in words}
        for part in ("before", "after", "verbs")
    ]
    neutral = t["neutral"]["words"]
    before = re.compile(rf"(?<![\w-])({alternation([*names[0], *neutral])})\s*\Z", re.IGNORECASE)
    after = re.compile(rf"\s+({alternation(names[1])})\b", re.IGNORECASE)
    verbs = re.compile(rf"\b({alternation(names[2])})\s+\Z", re.IGNORECASE)
    return before, names[0], after, names[1], verbs, names[2]


def _hedged(number: Number, text: str, start: int, end: int) -> Number:
    before, hedges, after, after_hedges, verbs, verb_hedges = _hedge_patterns()
    qualifier, at, rules = None, number.start, list(number.rules)
    for _ in range(3):
        match = before.search(text, max(start, at - 28), at)
        if not match or match.end() != at:
            break
        words = " ".join(match.group(1).lower().split())
        if qualifier is not None and words in {"all", "the", "those", "these", "just"}:
            break
        if words in {"these", "those"} and re.search(
            r"\b[Oo]f\s+\Z", text[max(start, match.start() - 5) : match.start()]
        ):
            break  # "of these 900 left": the pronoun belongs to "of"
        if words in {"over", "under", "above", "about"} and _prepositional(
            text, start, match.start(), number
        ):
            break
        if words.endswith("than") and "hedge.the" in rules:
            break  # "more than the 272,300 counted by others": compared, not hedged
        qualifier = hedges.get(words, qualifier)
        at = match.start()
        rules.append(f"hedge.{words.replace(' ', '_')}")
    stop = number.end
    behind = after.match(text, number.end, end)
    if behind and qualifier is None:
        qualifier, stop = after_hedges[" ".join(behind.group(1).lower().split())], behind.end()
        rules.append("hedge.after")
    if qualifier is None:
        verb = verbs.search(text, max(start, number.start - 20), number.start)
        if verb and not re.search(
            r"\b(who|they|refugees|people|soldiers|migrants)\s+(?:have\s+|had\s+)?\Z",
            text[start : verb.start()].lower(),
        ):
            qualifier = verb_hedges[" ".join(verb.group(1).lower().split())]
            rules.append("hedge.verb")
    if number.qualifier in {Qualifier.RANGE, Qualifier.ORDER} or qualifier is None:
        qualifier = number.qualifier
    if len(rules) == len(number.rules) and qualifier is number.qualifier:
        return number  # nothing beside it
    return replace(number, start=at, end=stop, qualifier=qualifier, rules=tuple(rules))


def _prepositional(text: str, start: int, at: int, number: Number) -> bool:
    """ "Over the past 15 years", "spread over 12 camps": a preposition, not a hedge."""
    left = text[max(start, at - 20) : at].lower()
    right = text[number.core_end : number.core_end + 12].lower()
    if re.match(r"\s*(days|weeks|months|years|hours)", right) and not re.search(
        r"\b(for|in|than)\s+\Z", left
    ):
        return True
    return bool(
        re.search(
            r"\b(spread|split|divided|distributed|scattered|born|aged|children|girls|boys|those|adults)\s+\Z",
            left,
        )
    )
