"""What each kind of date expression means: one reader per alternative of the pattern in `dates`.

A match, the day of publication and the day last named in; first day, last day and kind out.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from panj.claims.days import (
    DAY,
    DAY_NAMES,
    YEAR,
    Days,
    back_from,
    count_of,
    month_span,
    parse_bound,
    safe_day,
    span_of,
    weekend,
    word_bound,
)


def _read_range(m: re.Match[str], published: date | None, _: date | None) -> Days:
    if m["one"]:
        return *parse_bound(m["one"], published), "on"
    b_first, b_last = parse_bound(m["rb"], published)
    a = m["ra"]
    if re.fullmatch(DAY, a) and b_first:
        return safe_day(b_first.year, b_first.month, int(re.sub(r"\D", "", a))), b_last, "window"
    a_first, _a = parse_bound(a, b_last or published)
    return a_first, b_last, "window"


def _read_dash(m: re.Match[str], published: date | None, _: date | None) -> Days:
    if m["db"]:
        last = parse_bound(m["db"], published)[1]
        day = int(re.sub(r"\D", "", m["da"]))
    else:
        last = parse_bound(f"{m['dm']} {m['dd']}{', ' + m['dy'] if m['dy'] else ''}", published)[1]
        day = int(re.sub(r"\D", "", m["dc"]))
    return (safe_day(last.year, last.month, day) if last else None), last, "window"


def _read_to(m: re.Match[str], published: date | None, _: date | None) -> Days:
    last = parse_bound(m["tb"], published)[1]
    return (
        (safe_day(last.year, last.month, int(re.sub(r"\D", "", m["ta"]))) if last else None),
        last,
        "window",
    )


def _read_halfmonth(m: re.Match[str], published: date | None, _: date | None) -> Days:
    first, last = span_of(m["hm"], published)
    if first is None or last is None:
        return None, None, "window"
    middle = first + timedelta(days=(last - first).days // 2)
    return (
        (first, middle, "window")
        if m["hm_w"].lower() == "first"
        else (middle + timedelta(days=1), last, "window")
    )


def _read_firstdays(m: re.Match[str], published: date | None, _: date | None) -> Days:
    first, _last = span_of(m["fd"], published)
    n, unit = count_of(m["fd_n"]), m["fd_u"].lower().rstrip("s")
    if first is None:
        return None, None, "window"
    last = back_from(first, -n, unit) - timedelta(days=1)
    return first, last, "window"


def _read_edge(m: re.Match[str], published: date | None, _: date | None) -> Days:
    first, last = span_of(m["edge_of"], published)
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


def _read_year_end(_m: re.Match[str], published: date | None, _: date | None) -> Days:
    d = date(published.year, 12, 31) if published else None
    return d, d, "on"


def _read_season(m: re.Match[str], _p: date | None, _: date | None) -> Days:
    year, start = (
        int(m["sea_y"]),
        {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[m["sea"].lower()],
    )
    return date(year, start, 1), month_span(year + (start == 12), (start + 1) % 12 + 1)[1], "on"


def _read_date(m: re.Match[str], published: date | None, _: date | None) -> Days:
    return *parse_bound(m["dt"], published), "on"


def _read_monthyear(m: re.Match[str], published: date | None, _: date | None) -> Days:
    return *parse_bound(m["my"], published), "on"


def _read_ago(m: re.Match[str], published: date | None, latest: date | None) -> Days:
    anchor = published if m["ago_w"].lower() == "ago" else latest or published
    if anchor is None:
        return None, None, "on"
    d = back_from(anchor, count_of(m["ago_n"]), m["ago_u"])
    if "year" in m["ago_u"].lower():
        return date(d.year, 1, 1), date(d.year, 12, 31), "on"
    return d, d, "on"


def _read_dayearlier(m: re.Match[str], published: date | None, latest: date | None) -> Days:
    anchor = latest or published
    unit = m["de_u"] or m["de_v"]
    if anchor is None:
        return None, None, "on"
    word = (m["de_w"] or m["de_p"]).lower()
    step = 1 if word in {"earlier", "before", "previous"} else -1
    d = back_from(anchor, step, "day" if unit.lower() == "night" else unit)
    return d, d, "on"


def _read_window(m: re.Match[str], published: date | None, _: date | None) -> Days:
    k, n = (m["w_k"] or "").lower(), m["w_n"]
    if not k and not n:
        return None, None, "open"
    if published is None:
        return None, None, "window"
    unit = "day" if "24" in m["w_u"] else m["w_u"]
    if k in {"next", "coming", "following"}:
        return published, back_from(published, -count_of(n), unit), "future"
    if (k == "first") or (n and re.search(r"few|several", n.lower())):
        return None, None, "open"
    return back_from(published, count_of(n), unit), published, "window"


def _read_lastn(m: re.Match[str], published: date | None, _: date | None) -> Days:
    if published is None or re.search(r"few|several", m["l_n"].lower()):
        return None, None, "open"
    if m["l_k"].lower() in {"next", "coming"}:
        return published, back_from(published, -count_of(m["l_n"]), m["l_u"]), "future"
    return back_from(published, count_of(m["l_n"]), m["l_u"]), published, "window"


def _read_open(_m: re.Match[str], _p: date | None, _: date | None) -> Days:
    return None, None, "open"


def _read_this(m: re.Match[str], published: date | None, _: date | None) -> Days:
    if published is None:
        return None, None, "on"
    unit, word = m["this_u"].lower(), m["this_w"].lower()
    if unit in {"morning", "afternoon", "evening", "night"}:
        d = published - timedelta(days=1) if word == "last" else published
        return (d, published, "night") if unit == "night" and word == "last" else (d, d, "on")
    if unit == "weekend":
        return weekend(published)
    if unit in {"spring", "summer", "autumn", "winter"}:
        start = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[unit]
        year = published.year - (word == "last" or date(published.year, start, 1) > published)
        return date(year, start, 1), month_span(year + (start == 12), (start + 1) % 12 + 1)[1], "on"
    first, last = span_of(
        f"{'last' if word == 'last' else 'next' if word == 'next' else 'this'} {unit}", published
    )
    if word == "this" and (m["this_e"] or "").lower() != "later" and last and first:
        return first, min(last, published), "window" if unit == "year" or m["this_e"] else "on"
    return first, last, "future" if word == "next" else "on"


def _read_daypart(m: re.Match[str], published: date | None, _: date | None) -> Days:
    first, last = word_bound(m["dp_wd"].lower(), published)
    if published and first == published and (m["dp_l"] or "").lower() == "last":
        first = last = published - timedelta(days=7)
    if published and first and (m["dp_l"] or "").lower() == "next":
        first = last = first + timedelta(days=7)
    if m["dp_b"] and first:
        _b, last = word_bound(m["dp_b"].lower(), published)
        if last and last < first:
            first -= timedelta(days=7)
    if (m["dp"] or "").lower() == "night" and last:
        return first, last, "night"
    return first, last, "on"


def _read_dayof(m: re.Match[str], published: date | None, _: date | None) -> Days:
    if published is None:
        return None, None, "on"
    shift = {"last": -7, "this": 0, "next": 7}[m["do_w"].lower()]
    monday = published - timedelta(days=published.weekday() - shift)
    day = monday + timedelta(days=DAY_NAMES.index(m["do_wd"].lower()))
    return day, day, "on"


def _read_night(_m: re.Match[str], published: date | None, _: date | None) -> Days:
    if published is None:
        return None, None, "night"
    return published - timedelta(days=1), published, "night"


def _read_day(m: re.Match[str], published: date | None, _: date | None) -> Days:
    if published is None:
        return None, None, "on"
    w = m.group().lower()
    if "weekend" in w:
        return weekend(published)
    shift = -1 if "yesterday" in w else 1 if "tomorrow" in w else 0
    d = published + timedelta(days=shift)
    return d, d, "on"


def _read_total(_m: re.Match[str], _p: date | None, _: date | None) -> Days:
    return None, None, "total"


def _read_months(m: re.Match[str], published: date | None, _: date | None) -> Days:
    tail = f" {m['mon_y']}" if m["mon_y"] else ""
    return (
        parse_bound(m["mon_a"] + tail, published)[0],
        parse_bound(m["mon_b"] + tail, published)[1],
        "window",
    )


def _read_month(m: re.Match[str], published: date | None, _: date | None) -> Days:
    return *parse_bound(m["mo"], published), "on"


def _read_year(m: re.Match[str], published: date | None, _: date | None) -> Days:
    return *parse_bound(m["yr"], published), "on"


def _read_nightof(m: re.Match[str], published: date | None, _: date | None) -> Days:
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


def _read_span(m: re.Match[str], published: date | None, _: date | None) -> Days:
    """ "28 June – 4 July 2021": the first day takes the year of the last."""
    last = parse_bound(m["sp_b"], published)[1]
    first = parse_bound(m["sp_a"], last or published)[0]
    return first, last, "window"


def _read_weekof(m: re.Match[str], published: date | None, _: date | None) -> Days:
    first, last = parse_bound(m["wk"], published)
    if first is None or last is None:
        return None, None, "on"
    word = m["wk_n"].lower()
    if word == "last":
        return last - timedelta(days=6), last, "on"
    start = first + timedelta(days=7 * ["first", "second", "third", "fourth"].index(word))
    return start, start + timedelta(days=6), "on"


def _read_period(_m: re.Match[str], _p: date | None, _: date | None) -> Days:
    return None, None, "period"  # the window last named: `dates` fills it in


def _read_dawn(_m: re.Match[str], published: date | None, _: date | None) -> Days:
    return published, published, "on"


def _read_thatday(_m: re.Match[str], published: date | None, latest: date | None) -> Days:
    day = latest or published
    return day, day, "on"


def _read_quarter(m: re.Match[str], published: date | None, _: date | None) -> Days:
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[m["q_n"].lower()]
    named = re.search(YEAR, m["q_y"] or "")
    if named is None and published is None:
        return None, None, "on"
    year = int(named.group()) if named else published.year - ("last" in (m["q_y"] or "")) if published else 0
    first, last = month_span(year, 3 * n - 2)[0], month_span(year, 3 * n)[1]
    if named is None and not m["q_y"] and published is not None and first > published:
        first, last = month_span(year - 1, 3 * n - 2)[0], month_span(year - 1, 3 * n)[1]
    return first, last, "on"


_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _read_seasonal(m: re.Match[str], published: date | None, _: date | None) -> Days:
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


READERS = {
    "range": _read_range, "dash": _read_dash, "to": _read_to, "halfmonth": _read_halfmonth, "firstdays": _read_firstdays,  # noqa: E501
    "edge": _read_edge, "year_end": _read_year_end, "season": _read_season, "date": _read_date, "monthyear": _read_monthyear,  # noqa: E501
    "ago": _read_ago, "dayearlier": _read_dayearlier, "window": _read_window, "lastn": _read_lastn, "recent": _read_open,  # noqa: E501
    "this": _read_this, "daypart": _read_daypart, "nightof": _read_nightof, "night": _read_night, "dawn": _read_dawn, "thatday": _read_thatday, "dayof": _read_dayof, "span": _read_span, "weekof": _read_weekof, "period": _read_period, "quarter": _read_quarter, "seasonal": _read_seasonal, "day": _read_day, "sofar": _read_total,  # noqa: E501
    "months": _read_months, "month": _read_month, "year": _read_year,
}  # fmt: skip
