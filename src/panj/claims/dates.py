"""Dates as reports write them, resolved against the day of publication and the text's own anchor.

Text and a range in; `When`s out: an interval, its kind (on, since, until, window, rate, open) and the
words. Times of day only tell that a date is meant; they are not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from panj.claims.numbers import word_value

_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_M = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?(?![a-z])"  # noqa: E501
_D = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?![\d:,]\d|\d)"
_Y = r"(?:19|20)\d\d(?!\d|,\d)"
_WD = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_N = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|an?|a\s+couple\s+of|several|few|a\s+few)"  # noqa: E501
_U = r"(?:hours?|days?|weeks?|fortnights?|months?|years?|decades?)"
_DATE = rf"(?:{_M}\s+{_D}(?:,?\s+(?:of\s+)?{_Y})?|{_D}\s+(?:of\s+)?{_M}(?:,?\s+(?:of\s+)?{_Y})?|{_Y}-\d\d-\d\d|\d\d?\.\d\d?\.{_Y}|\d\d?/\d\d?/{_Y})"  # noqa: E501
_MY = rf"(?:{_M},?\s+(?:of\s+)?{_Y})"
_BOUND = rf"(?:{_DATE}|{_MY}|(?:last\s+)?{_WD}(?:\s+{_DATE})?|yesterday|today|now|{_D}|{_M}|{_Y})"
_EDGE = r"(?:the\s+)?(?:beginning|start|end|middle|first\s+half|second\s+half|first\s+(?:\w+\s+)?days|early\s+days|turn)\s+of"  # noqa: E501
_SPAN = rf"(?:{_EDGE}\s+)?(?:the\s+year|this\s+(?:year|month|week)|last\s+(?:year|month|week)|{_DATE}|{_MY}|{_M}|{_Y})"  # noqa: E501

_PATTERN = re.compile(
    rf"""
    (?P<range>\b(?:from|between)\s+(?:(?:midnight|noon)\s+and\s+[\d:]+\s*[ap]\.?m\.?\s+on\s+(?P<one>{_BOUND})
        |(?P<ra>{_BOUND})(?:,[^,]{{3,40}},|\s+\([^)]+\))?\s+(?:to|and|until|through|till)\s+(?P<rb>{_BOUND})))
  | (?P<span>\b(?P<sp_a>{_DATE})\s*(?:[-–—~]|to|until|through|till)\s*(?P<sp_b>{_DATE})(?![\w]))
  | (?P<weekof>\b(?:the\s+)?(?P<wk_n>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+(?P<wk>{_MY}|{_M}))
  | (?P<dash>\b(?P<da>{_D})\s*[-–]\s*(?P<db>{_D}\s+{_M}(?:,?\s+{_Y})?)|\b(?P<dm>{_M})\s+(?P<dc>{_D})\s*[-–]\s*(?P<dd>{_D})(?:,?\s+(?P<dy>{_Y}))?)
  | (?P<to>\b(?P<ta>{_D})\s+(?:to|and)\s+(?P<tb>{_D}\s+{_M}(?:,?\s+{_Y})?))
  | (?P<halfmonth>\b(?:in\s+)?(?:the\s+)?(?P<hm_w>first|second|latter)\s+(?:half|part)\s+of\s+(?P<hm>{_MY}|{_M}|{_Y}|the\s+year|this\s+year|last\s+year))
  | (?P<firstdays>\b(?:the\s+)?first\s+(?P<fd_n>{_N})\s+(?P<fd_u>days?|weeks?|months?)\s+of\s+(?P<fd>{_MY}|{_M}|{_Y}|the\s+year|this\s+year))
  | (?P<edge>\b(?P<edge_w>(?:the\s+)?(?:beginning|start|end|middle)\s+of|early|mid|late)[\s-]+(?:in\s+)?(?:the\s+)?(?P<edge_of>{_MY}|{_M}|{_Y}|year|this\s+year|next\s+year|last\s+year|month|this\s+month|next\s+month|last\s+month|week))
  | (?P<year_end>\byear[-'’s]*\s?end\b)
  | (?P<season>\b(?:the\s+)?(?P<sea>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<sea_y>{_Y}))
  | (?P<date>\b(?:(?:{_WD}),?\s+)?(?P<dt>{_DATE}))
  | (?P<monthyear>\b(?P<my>{_MY}))
  | (?P<ago>\b(?:(?:more|less|a\s+little\s+(?:over|more))\s+than\s+|over\s+|nearly\s+|almost\s+|about\s+|some\s+|(?:a\s+)?little\s+over\s+)?(?P<ago_n>{_N})\s+(?P<ago_u>{_U})\s+(?P<ago_w>ago|earlier|before(?=[,.\s]*(?:$|[,.]))))
  | (?P<dayearlier>\b(?:(?:an?|one|the)\s+(?P<de_u>day|week|month|year)\s+(?P<de_w>earlier|before|after|later)|the\s+(?P<de_p>previous|next|following)\s+(?P<de_v>day|week|month|night)))
  | (?P<window>\b(?P<w_p>(?:in|over|within|during|for|throughout)\s+(?:the\s+)?(?:space\s+of\s+)?|(?:the\s+)(?=past|last|previous))(?P<w_k>past|last|previous|preceding|next|coming|following|first)?\s*
        (?P<w_n>(?:(?:less|more|little\s+more)\s+than\s+)?{_N})?\s*(?P<w_u>24\s+hours|{_U})\b(?!\s+(?:ago|earlier|of\s+(?:{_M}|life)|old)))
  | (?P<lastn>\b(?:the\s+)?(?P<l_k>past|last|previous|next|coming)\s+(?P<l_n>{_N})\s+(?P<l_u>{_U}))
  | (?P<recent>\b(?:in|over|during)\s+(?:the\s+)?(?:(?:most\s+)?recent|last\s+few|past\s+few|past\s+several|coming|last\s+several)\s+(?P<rec_u>days|weeks|months|years|hours)|\brecently\b|\blately\b)
  | (?P<this>\b(?P<this_e>earlier|later|so\s+far|already|late|early)?\s*(?P<this_w>this|last|next|the\s+same)\s+(?P<this_u>week|weekend|month|year|morning|afternoon|evening|night|spring|summer|autumn|winter)\b)
  | (?P<dayof>\b(?:on\s+)?(?P<do_wd>{_WD})\s+(?:of\s+)?(?P<do_w>last|this|next)\s+week\b)
  | (?P<daypart>\b(?:(?:early|late|later)\s+)?(?:on\s+)?(?P<dp_l>last|this|next)?\s*(?P<dp_wd>{_WD})(?:\s+(?P<dp>morning|afternoon|evening|night))?(?:(?:\s+and|\s+to|\s*[-–])\s+(?P<dp_b>{_WD}))?\b)
  | (?P<nightof>\b(?:overnight|(?:during|in|through)\s+the\s+night)\s+(?:(?P<no_to>into|to)\s+|(?:(?:on|of|from)\s+)?)(?P<no_a>{_WD}|{_DATE})(?:\s*(?:[-–]|to|into)\s*(?P<no_b>{_WD}|{_DATE}))?)
  | (?P<night>\bovernight\b|\b(?:during|in|through)\s+the\s+night\b|\blast\s+night\b)
  | (?P<dawn>\b(?:before|at|around|shortly\s+before|just\s+before|after)\s+(?:dawn|daybreak|sunrise)\b(?!\s+on\b)|\b(?:at|around|shortly\s+after|just\s+after)\s+midnight\b(?!\s+on\b)|\bin\s+the\s+(?:early|small)\s+hours\b(?!\s+(?:of|on)\b))
  | (?P<thatday>\b(?:that|the\s+same)\s+(?:day|morning|afternoon|evening|night)\b|\b(?:in\s+the\s+course\s+of|(?:later|earlier)\s+in)\s+the\s+day\b)
  | (?P<quarter>\b(?:the\s+)?(?P<q_n>first|second|third|fourth|last)[\s-]quarter(?:\s+of\s+(?P<q_y>{_Y}|the\s+year|this\s+year|last\s+year))?\b)
  | (?P<seasonal>\b(?P<se_w>(?:in|during|over|since|by|until|through)\s+(?:the\s+)?)(?P<se>spring|summer|autumn|winter)\b(?!\s+(?:of\s+)?\d{4}|\s+(?:school|camp|holiday|season)))
  | (?P<period>\b(?:during|in|over|for|throughout)\s+(?:the|this)\s+(?:same\s+)?(?:reporting\s+|reported\s+|review\s+|reference\s+)?period\b(?!\s+(?:of|from|between))|\bin\s+the\s+same\s+period\b)
  | (?P<day>\b(?:yesterday(?:\s+(?:morning|evening|night|afternoon))?|today|tonight|tomorrow|at\s+the\s+weekend|over\s+(?:the|a)\s+weekend|the\s+weekend)\b)
  | (?P<sofar>\bso\s+far\b|\bto\s+date\b|\bin\s+all\b|\ball\s+told\b|\baltogether\b|\buntil\s+now\b|\bby\s+now\b|\bup\s+to\s+now\b)
  | (?P<months>\b(?P<mon_a>{_M})\s+(?:and|to|or)\s+(?P<mon_b>{_M})(?:,?\s+(?P<mon_y>{_Y}))?)
  | (?P<month>\b(?:(?<=in\s)|(?<=since\s)|(?<=until\s)|(?<=of\s)|(?<=by\s)|(?<=last\s)|(?<=from\s)|(?<=before\s)|(?<=during\s)|(?<=this\s)|(?<=for\s)|(?<=after\s))(?P<mo>{_M})\b)
  | (?P<year>\b(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=until\s)|(?<=by\s)|(?<=from\s)|(?<=before\s)|(?<=during\s)|(?<=for\s)|(?<=late\s)|(?<=early\s)|(?<=summer\s)|(?<=after\s))(?P<yr>{_Y})\b)
    """,  # noqa: E501
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(
    r"\b(since|from|starting|after|until|till|by|before|as\s+of|up\s+to|through|as\s+at|prior\s+to|ahead\s+of)(?:\s+(?:late|early|mid|the|about|at\s+least|around|last))?"
    r"(?:\s+\d[\d:.]*\s*(?:[ap]\.?m\.?|hours|GMT|UTC)?|\s+noon|\s+midnight|\s+mid-?day|\s+(?:the\s+)?(?:morning|evening|afternoon|night|end|close)\s+of)?\s*(?:on\s+|in\s+)?\Z",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(r"\bsince\s+(?:[^,.;:()\"“”]|,\s(?=\d{4})){0,80}\Z", re.IGNORECASE)
_PER = re.compile(
    r"\b(?:(?:per|a|an|each|every)\s+(day|week|month|year|hour|night)|(daily|weekly|monthly|annually|yearly|nightly))\b",
    re.IGNORECASE,
)
_PER_NAMES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "nightly": "day",
    "night": "day",
}


@dataclass(frozen=True, slots=True)
class When:
    """A date expression: offsets, interval, kind.

    kind: on (days named), since, until, window (an interval said to be one), night, open (no days told),
    future, total ("in all": an interval without days).
    """

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None


_AS_OF = re.compile(
    r"\b(?:information|data|figures|numbers|content)\b[^.\n]{0,40}?\b(?:as\s+of|as\s+at|up\s+to|through)\s+",
    re.IGNORECASE,
)
_HEAD = 1500  # characters of a report in which it says of what day it speaks
_STALE = 14  # days: an older day is not that of the whole report


def valid_day(text: str, published: date | None) -> date | None:
    """The day that a report says all of it is valid as of ("All information is valid as of 24 October"), else publication."""  # noqa: E501
    match = _AS_OF.search(text, 0, _HEAD)
    named = re.compile(_DATE, re.IGNORECASE).match(text, match.end()) if match else None
    day = parse_bound(named.group(), published)[1] if named else None
    if day is None or published is None or not 0 <= (published - day).days <= _STALE:
        return published
    return day


def dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    anchor: date | None = None,
    window: tuple[date, date] | None = None,
) -> list[When]:
    """The date expressions of text[start:end].

    Args:
        published: day of publication; None leaves relative dates open.
        anchor: the day last spoken of, for "a day earlier".
        window: the interval last spoken of, for "during the period".
    """
    found: list[When] = []
    latest, named = anchor, window
    for match in _PATTERN.finditer(text, start, end):
        kind = next(k for k in _READERS if match.group(k))
        first, last, label = _READERS[kind](match, published, latest)
        when = _with_preposition(When(match.start(), match.end(), label, first, last), text, start, published)
        when = _one_night(when, text, start)
        if when.kind == "period":
            when = replace(
                when, kind="window" if named else "open", first=named and named[0], last=named and named[1]
            )
        elif when.kind == "window" and when.first is not None and when.last is not None:
            named = (when.first, when.last)
        found.append(when)
        if first == last and first is not None:
            latest = first
    return found


def _one_night(when: When, text: str, start: int) -> When:
    """ "In the night from 4 to 5 July": two days, but one occurrence."""
    if when.kind != "window" or when.first is None or when.last is None or (when.last - when.first).days != 1:
        return when
    is_night = re.search(
        r"\bnight\b[^.;]{0,14}\Z", text[max(start, when.start - 30) : when.start], re.IGNORECASE
    )
    return replace(when, kind="night") if is_night else when


def rate_of(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The period of a rate just after (or named around) a figure: ("day", start, end)."""
    match = _PER.search(text, start, end)
    if not match:
        return None
    word = (match.group(1) or match.group(2)).lower()
    return _PER_NAMES.get(word, word), match.start(), match.end()


_Days = tuple[date | None, date | None, str]


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _month(word: str) -> int:
    key = word.lower().strip(". ")[:3]
    return next(i for i, name in enumerate(_MONTH_NAMES, 1) if name.startswith(key))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _past(month: int, day: int | None, published: date | None) -> date | None:
    """The most recent such month or day not after publication (a month ahead is still this year's)."""
    if published is None:
        return None
    guess = _safe(published.year, month, day or 1)
    if guess and guess > published + timedelta(days=0 if day is None else 45):
        return _safe(published.year - 1, month, day or 1)
    return guess


def parse_bound(words: str, published: date | None) -> tuple[date | None, date | None]:
    """First and last day that a date expression alone names."""
    w = words.strip().strip(",")
    year = re.search(_Y, w)
    month = re.search(rf"\b{_M}", w, re.IGNORECASE)
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", w)
    dotted = re.fullmatch(r"(\d\d?)[./](\d\d?)[./](\d{4})", w)
    if iso:
        d = _safe(int(iso[1]), int(iso[2]), int(iso[3]))
        return d, d
    if dotted:
        d = _safe(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return d, d
    if month:
        return _month_bound(w, _month(month.group()), year, month, published)
    if year:
        return date(int(year.group()), 1, 1), date(int(year.group()), 12, 31)
    return _word_bound(w.lower(), published)


def _month_bound(
    w: str, month: int, year: re.Match[str] | None, at: re.Match[str], published: date | None
) -> tuple[date | None, date | None]:
    rest = w[: at.start()] + " " + w[at.end() :]
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", rest.replace(year.group() if year else "", ""))
    if day:
        number = int(day.group(1))
        d = _safe(int(year.group()), month, number) if year else _past(month, number, published)
        return d, d
    if year:
        return month_span(int(year.group()), month)
    first = _past(month, None, published)
    return month_span(first.year, first.month) if first else (None, None)


def _word_bound(w: str, published: date | None) -> tuple[date | None, date | None]:
    if published is None:
        return None, None
    for i, name in enumerate(_DAY_NAMES):
        if name in w:
            d = published - timedelta(days=(published.weekday() - i) % 7)
            return d, d
    if "yesterday" in w:
        return published - timedelta(days=1), published - timedelta(days=1)
    if w in {"today", "now"}:
        return published, published
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", w)
    if day:
        named = _safe(published.year, published.month, int(day[1]))
        return named, named
    return None, None


def _count(words: str | None) -> int:
    if not words:
        return 1
    w = re.sub(r"\s+", " ", words.lower())
    w = re.sub(r"^(less|more|little more) than ", "", w)
    if w in {"a", "an"}:
        return 1
    if "couple" in w:
        return 2
    if w in {"several", "few", "a few"}:
        return 3
    return int(word_value(w))


def _back(anchor: date, n: int, unit: str) -> date:
    u = unit.lower().rstrip("s")
    if u in {"month", "year", "decade"}:
        months = n * {"month": 1, "year": 12, "decade": 120}[u]
        total = anchor.year * 12 + anchor.month - 1 - months
        year, month = divmod(total, 12)
        return _safe(year, month + 1, anchor.day) or month_span(year, month + 1)[1]
    days = {"hour": 0, "day": 1, "24 hour": 1, "week": 7, "fortnight": 14}[re.sub(r"\s+", " ", u)]
    return anchor - timedelta(days=days * n if u != "hour" else max(1, round(n / 24)))


def _read_range(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if m["one"]:
        return *parse_bound(m["one"], published), "on"
    b_first, b_last = parse_bound(m["rb"], published)
    a = m["ra"]
    if re.fullmatch(_D, a) and b_first:
        return _safe(b_first.year, b_first.month, int(re.sub(r"\D", "", a))), b_last, "window"
    a_first, _a = parse_bound(a, b_last or published)
    return a_first, b_last, "window"


def _read_dash(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if m["db"]:
        last = parse_bound(m["db"], published)[1]
        day = int(re.sub(r"\D", "", m["da"]))
    else:
        last = parse_bound(f"{m['dm']} {m['dd']}{', ' + m['dy'] if m['dy'] else ''}", published)[1]
        day = int(re.sub(r"\D", "", m["dc"]))
    return (_safe(last.year, last.month, day) if last else None), last, "window"


def _read_to(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    last = parse_bound(m["tb"], published)[1]
    return (_safe(last.year, last.month, int(re.sub(r"\D", "", m["ta"]))) if last else None), last, "window"


def _read_halfmonth(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    first, last = _span_of(m["hm"], published)
    if first is None or last is None:
        return None, None, "window"
    middle = first + timedelta(days=(last - first).days // 2)
    return (
        (first, middle, "window")
        if m["hm_w"].lower() == "first"
        else (middle + timedelta(days=1), last, "window")
    )


def _read_firstdays(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    first, _last = _span_of(m["fd"], published)
    n, unit = _count(m["fd_n"]), m["fd_u"].lower().rstrip("s")
    if first is None:
        return None, None, "window"
    last = _back(first, -n, unit) - timedelta(days=1)
    return first, last, "window"


def _span_of(words: str, published: date | None) -> tuple[date | None, date | None]:
    w = words.lower().strip()
    if published and re.search(r"\b(year|month|week)\b", w):
        shift = -1 if "last" in w else 1 if "next" in w else 0
        if "year" in w:
            return date(published.year + shift, 1, 1), date(published.year + shift, 12, 31)
        if "month" in w:
            total = published.year * 12 + published.month - 1 + shift
            return month_span(total // 12, total % 12 + 1)
        monday = published - timedelta(days=published.weekday() - 7 * shift)
        return monday, monday + timedelta(days=6)
    return parse_bound(words, published)


def _read_edge(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    first, last = _span_of(m["edge_of"], published)
    if first is None or last is None:
        return None, None, "on"
    w = m["edge_w"].lower()
    third = timedelta(days=(last - first).days // 3)
    if "begin" in w or "start" in w:
        return first, first, "on"
    if "end" in w:
        return last, last, "on"
    if w.startswith("early"):
        return first, first + third, "on"
    return (last - third, last, "on") if w.startswith("late") else (first + third, last - third, "on")


def _read_year_end(_m: re.Match[str], published: date | None, _: date | None) -> _Days:
    d = date(published.year, 12, 31) if published else None
    return d, d, "on"


def _read_season(m: re.Match[str], _p: date | None, _: date | None) -> _Days:
    year, start = (
        int(m["sea_y"]),
        {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[m["sea"].lower()],
    )
    return date(year, start, 1), month_span(year + (start == 12), (start + 1) % 12 + 1)[1], "on"


def _read_date(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    return *parse_bound(m["dt"], published), "on"


def _read_monthyear(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    return *parse_bound(m["my"], published), "on"


def _read_ago(m: re.Match[str], published: date | None, latest: date | None) -> _Days:
    anchor = published if m["ago_w"].lower() == "ago" else latest or published
    if anchor is None:
        return None, None, "on"
    d = _back(anchor, _count(m["ago_n"]), m["ago_u"])
    if "year" in m["ago_u"].lower():
        return date(d.year, 1, 1), date(d.year, 12, 31), "on"
    return d, d, "on"


def _read_dayearlier(m: re.Match[str], published: date | None, latest: date | None) -> _Days:
    anchor = latest or published
    unit = m["de_u"] or m["de_v"]
    if anchor is None:
        return None, None, "on"
    word = (m["de_w"] or m["de_p"]).lower()
    step = 1 if word in {"earlier", "before", "previous"} else -1
    d = _back(anchor, step, "day" if unit.lower() == "night" else unit)
    return d, d, "on"


def _read_window(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    k, n = (m["w_k"] or "").lower(), m["w_n"]
    if not k and not n:
        return None, None, "open"
    if published is None:
        return None, None, "window"
    unit = "day" if "24" in m["w_u"] else m["w_u"]
    if k in {"next", "coming", "following"}:
        return published, _back(published, -_count(n), unit), "future"
    if (k == "first") or (n and re.search(r"few|several", n.lower())):
        return None, None, "open"
    return _back(published, _count(n), unit), published, "window"


def _read_lastn(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if published is None or re.search(r"few|several", m["l_n"].lower()):
        return None, None, "open"
    if m["l_k"].lower() in {"next", "coming"}:
        return published, _back(published, -_count(m["l_n"]), m["l_u"]), "future"
    return _back(published, _count(m["l_n"]), m["l_u"]), published, "window"


def _read_open(_m: re.Match[str], _p: date | None, _: date | None) -> _Days:
    return None, None, "open"


def _read_this(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if published is None:
        return None, None, "on"
    unit, word = m["this_u"].lower(), m["this_w"].lower()
    if unit in {"morning", "afternoon", "evening", "night"}:
        d = published - timedelta(days=1) if word == "last" else published
        return (d, published, "night") if unit == "night" and word == "last" else (d, d, "on")
    if unit == "weekend":
        return _weekend(published)
    if unit in {"spring", "summer", "autumn", "winter"}:
        start = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[unit]
        year = published.year - (word == "last" or date(published.year, start, 1) > published)
        return date(year, start, 1), month_span(year + (start == 12), (start + 1) % 12 + 1)[1], "on"
    first, last = _span_of(
        f"{'last' if word == 'last' else 'next' if word == 'next' else 'this'} {unit}", published
    )
    if word == "this" and (m["this_e"] or "").lower() != "later" and last and first:
        return first, min(last, published), "window" if unit == "year" or m["this_e"] else "on"
    return first, last, "future" if word == "next" else "on"


def _weekend(published: date) -> _Days:
    sunday = published - timedelta(days=(published.weekday() + 1) % 7)
    return sunday - timedelta(days=1), sunday, "on"


def _read_daypart(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    first, last = _word_bound(m["dp_wd"].lower(), published)
    if published and first == published and (m["dp_l"] or "").lower() == "last":
        first = last = published - timedelta(days=7)
    if published and first and (m["dp_l"] or "").lower() == "next":
        first = last = first + timedelta(days=7)
    if m["dp_b"] and first:
        _b, last = _word_bound(m["dp_b"].lower(), published)
        if last and last < first:
            first -= timedelta(days=7)
    if (m["dp"] or "").lower() == "night" and last:
        return first, last, "night"
    return first, last, "on"


def _read_dayof(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if published is None:
        return None, None, "on"
    shift = {"last": -7, "this": 0, "next": 7}[m["do_w"].lower()]
    monday = published - timedelta(days=published.weekday() - shift)
    day = monday + timedelta(days=_DAY_NAMES.index(m["do_wd"].lower()))
    return day, day, "on"


def _read_night(_m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if published is None:
        return None, None, "night"
    return published - timedelta(days=1), published, "night"


def _read_day(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if published is None:
        return None, None, "on"
    w = m.group().lower()
    if "weekend" in w:
        return _weekend(published)
    shift = -1 if "yesterday" in w else 1 if "tomorrow" in w else 0
    d = published + timedelta(days=shift)
    return d, d, "on"


def _read_total(_m: re.Match[str], _p: date | None, _: date | None) -> _Days:
    return None, None, "total"


def _read_months(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    tail = f" {m['mon_y']}" if m["mon_y"] else ""
    return (
        parse_bound(m["mon_a"] + tail, published)[0],
        parse_bound(m["mon_b"] + tail, published)[1],
        "window",
    )


def _read_month(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    return *parse_bound(m["mo"], published), "on"


def _read_year(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    return *parse_bound(m["yr"], published), "on"


def _read_nightof(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    first, _a = parse_bound(m["no_a"], published)
    if first is None:
        return None, None, "night"
    if m["no_b"]:
        return first, first + timedelta(days=1), "night"
    if m["no_to"]:
        return first - timedelta(days=1), first, "night"
    if published is not None and first == published:
        return first - timedelta(days=1), first, "night"
    return first, first + timedelta(days=1), "night"


def _read_span(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    """ "28 June – 4 July 2021": the first day takes the year of the last."""
    last = parse_bound(m["sp_b"], published)[1]
    first = parse_bound(m["sp_a"], last or published)[0]
    return first, last, "window"


def _read_weekof(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    first, last = parse_bound(m["wk"], published)
    if first is None or last is None:
        return None, None, "on"
    word = m["wk_n"].lower()
    if word == "last":
        return last - timedelta(days=6), last, "on"
    start = first + timedelta(days=7 * ["first", "second", "third", "fourth"].index(word))
    return start, start + timedelta(days=6), "on"


def _read_period(_m: re.Match[str], _p: date | None, _: date | None) -> _Days:
    return None, None, "period"  # the window last named: `dates` fills it in


def _read_dawn(_m: re.Match[str], published: date | None, _: date | None) -> _Days:
    return published, published, "on"


def _read_thatday(_m: re.Match[str], published: date | None, latest: date | None) -> _Days:
    day = latest or published
    return day, day, "on"


def _read_quarter(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[m["q_n"].lower()]
    named = re.search(_Y, m["q_y"] or "")
    if named is None and published is None:
        return None, None, "on"
    year = int(named.group()) if named else published.year - ("last" in (m["q_y"] or "")) if published else 0
    first, last = month_span(year, 3 * n - 2)[0], month_span(year, 3 * n)[1]
    if named is None and not m["q_y"] and published is not None and first > published:
        first, last = month_span(year - 1, 3 * n - 2)[0], month_span(year - 1, 3 * n)[1]
    return first, last, "on"


_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _read_seasonal(m: re.Match[str], published: date | None, _: date | None) -> _Days:
    if published is None:
        return None, None, "on"
    start = _SEASON_START[m["se"].lower()]
    year = published.year - (date(published.year, start, 1) > published)
    first = date(year, start, 1)
    last = month_span(year + (start == 12), (start + 1) % 12 + 1)[1]
    word = m["se_w"].split()[0].lower()
    if word == "since":
        return first, published, "since"
    return (None, last, "until") if word in {"by", "until"} else (first, min(last, published), "on")


_READERS = {
    "range": _read_range, "dash": _read_dash, "to": _read_to, "halfmonth": _read_halfmonth, "firstdays": _read_firstdays,  # noqa: E501
    "edge": _read_edge, "year_end": _read_year_end, "season": _read_season, "date": _read_date, "monthyear": _read_monthyear,  # noqa: E501
    "ago": _read_ago, "dayearlier": _read_dayearlier, "window": _read_window, "lastn": _read_lastn, "recent": _read_open,  # noqa: E501
    "this": _read_this, "daypart": _read_daypart, "nightof": _read_nightof, "night": _read_night, "dawn": _read_dawn, "thatday": _read_thatday, "dayof": _read_dayof, "span": _read_span, "weekof": _read_weekof, "period": _read_period, "quarter": _read_quarter, "seasonal": _read_seasonal, "day": _read_day, "sofar": _read_total,  # noqa: E501
    "months": _read_months, "month": _read_month, "year": _read_year,
}  # fmt: skip


def _with_preposition(when: When, text: str, start: int, published: date | None) -> When:
    """ "Since April" runs to the publication, "by Aug. 19" up to that day."""
    before = _BEFORE.search(text, start, when.start)
    word = " ".join(before.group(1).lower().split()) if before else ""
    inside = re.match(r"(since|from|until|by)\b", text[when.start : when.end].lower())
    if word in {"since", "starting"} or (
        not word and _SINCE_CLAUSE.search(text, start, when.start) and when.kind in {"on", "night"}
    ):
        if when.first and published and when.first <= published:
            return When(when.start, when.end, "since", when.first, published)
        return when
    if word in {"until", "till", "by", "up to", "through"} and not inside:
        last = when.last
        stated = re.search(_Y, text[when.start : when.end])
        if last and published and not stated and (published - last).days > 60:
            last = _safe(last.year + 1, last.month, last.day) or last  # "by December" lies ahead
        return When(when.start, when.end, "until", None, last)
    if word in {"before", "prior to", "ahead of"}:
        return When(when.start, when.end, "before", None, when.first)
    if word in {"as of", "as at"}:
        return When(when.start, when.end, "as_of", when.first, when.last)
    if word == "after":
        return When(when.start, when.end, "after", when.first, when.last)
    return when
