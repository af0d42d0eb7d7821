"""What a number looks like: one pattern with a named group for each way of writing one."""

from __future__ import annotations

import re

from panj.claims.numbers.money import MONEY_RE, SCALED_MONEY_RE, SIGN_RE
from panj.claims.numbers.words import ORDERS, SCALE_RE, SMALL, WORD_RE
from panj.claims.tables import table

_OPENERS = ("all", "a", "the", "half", "many", "several", "few")  # open a number beside its own words
_DIGITS = "|".join(
    (
        r"\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])",  # 12,34,000: lakh grouping
        r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?",
        r"\d{1,3}(?:[.]\d{3}){2,}(?![\d.])",  # 1.200.000: two dots are no decimal point
        r"\d{1,3}(?:['’]\d{3})+(?!\d)",  # 8'500
        r"(?<![\d.,])\d{1,3}(?:[ ]\d{3})+(?![\d,.]\d)",
        rf"\d+,\d{{1,2}}(?=\s*(?:%|per\s?cent|(?:{SCALE_RE})s?\b))",  # 3,5 million: a decimal comma
        r"\d+(?:\.\d+)?",
    )
)


def _openings() -> str:
    """Regex of what numbers begin with: a digit or letter that opens a word, a sign of money anywhere."""
    t = table("currencies")
    signs = {s[0] for words in t["signs"].values() for s in words if not s.isalpha()}
    letters = {s[0] for words in t["signs"].values() for s in words if s.isalpha()}
    letters |= {word[0] for word in (*SMALL, *ORDERS, *t["codes"], *_OPENERS)}
    return rf"(?:(?<!\w)[\d{''.join(sorted(letters))}]|[{re.escape(''.join(sorted(signs)))}])"


NUMBER = re.compile(
    rf"""(?={_openings()})(?:
    (?P<but>\ball\s+but\s+(?P<but_about>(?:about|around|some|roughly|nearly|almost)\s+)?(?P<but_less>{WORD_RE}|\d[\d,]*)\s+of\b(?=[^.;,]{{0,60}}?\b(?P<but_all>\d[\d,]*|{WORD_RE})\s))
  | (?P<ofits>\b(?P<its_a>{WORD_RE}|\d+)\s+of\s+(?:its|the\s+\w+[’']s|their|[A-Z][\w-]+[’']s)\s+(?=(?P<its_b>\d+|{WORD_RE})\s))
  | (?P<onein>\b(?P<one_a>one|two|three|four|seven|nine)\s+(?!million|thousand|hundred|or|in|out)[A-Za-z]+\s+(?:out\s+of|in)\s+(?P<one_b>two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}})\b
      (?=\s*[,.;:)–—]|\s+(?:is|are|was|were|has|have|had|now|lives?|lost|will|did|in|fled|who)\b))
  | (?P<outof>\b(?P<out_a>{WORD_RE}|\d+)\s+(?:out\s+of|in)(?:\s+(?:every|each))?\s+(?P<out_b>{WORD_RE}|\d{{1,3}})\b
      (?!\s*(?:{SCALE_RE}|[,.]\d|percent|per\s+cent|%|days?|weeks?|months?|years?|hours?)))
  | (?P<half>\b(?:(?P<half_n>{WORD_RE}|\d+)\s+and\s+(?:a\s+)?half|half\s+an?)[\s-]+(?P<half_scale>{SCALE_RE})\b)
  | (?P<parts>\b(?P<parts_n>an?|one|three)[\s-]+quarters?[\s-]+(?:of\s+)?an?[\s-]+(?P<parts_scale>{SCALE_RE})\b)
  | (?P<more>\b(?P<more_n>an?|{WORD_RE})\s+(?P<more_scale>{SCALE_RE})\s+and\s+an?\s+(?P<more_d>half|quarter)\b)
  | (?P<fraction>\b(?P<frac_n>an?|one|two|three|four|five|six|seven|nine)[\s-]+
      (?P<frac_d>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b(?!\s+(?:of\s+(?:a|an)\s+)?(?:time|day|week|month|year|round|wave|country|countries|party|parties|in\b)))
  | (?P<lonehalf>\b(?:the\s+other\s+)?half\b(?!-|\s+(?:of\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|an?\s|years?|month|hour|day|past|brother|sister)))
  | (?P<order>\b(?:many\s+|several\s+)?(?P<order_w>(?:tens|dozens|hundreds)\s+of\s+(?:thousands|millions)|tens(?=\s+of)|dozens|scores(?=\s+(?:of|were|have|more))|hundreds|thousands|millions)\b)
  | (?P<few>\b(?P<few_w>several|an?\s+few|few|a\s+couple(?:\s+of)?)\s+(?P<few_scale>dozen|hundred|thousand|million)s?\b)
  | (?P<vague>\b(?:several|a\s+couple\s+of|a\s+handful\s+of)\b(?!\s+(?:of\b|other\s+of\b|times|days|weeks|months|years|hours)))
  | (?P<digits>(?P<cur>(?:{SIGN_RE}))?(?<![\w.,])(?<![A-Za-z]-)(?:(?P<cur2>{SIGN_RE}))?(?P<dig>{_DIGITS})
      (?:\s*(?P<pct>%|per\s*cent\b|percent\b|pc\b)|(?:(?:[\s-]+(?P<scale>{SCALE_RE})s?\b|(?P<short>k|mn|mln|m|bn|b|tn|cr)\b)(?:\s+(?P<cur3>{MONEY_RE}|{SCALED_MONEY_RE}))?)|\s+(?P<cur4>{MONEY_RE}))?(?P<plus>\+)?)
  | (?P<words>\b(?:an?\s+(?={SCALE_RE})(?P<aw>{SCALE_RE})(?:\s+(?:and\s+)?{WORD_RE})?|{WORD_RE}(?:[\s-]+(?:{SCALE_RE})\b(?:\s+(?:and\s+)?{WORD_RE}\b)?)*)\b
      (?:\s+(?P<wpct>per\s*cent|percent)\b|\s+(?P<wcur>{MONEY_RE}))?)
    )""",  # noqa: E501
    re.IGNORECASE | re.VERBOSE,
)
