"""A text as its author wrote it: the marks of footnotes and an editor's remarks in brackets are read as blanks.

Takes a text; gives one of the same length, so that every offset stays. What marks are is data (rules/footnotes.toml).
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cache

from panj.claims.tables import alternation, table


def without_marks(text: str) -> str:
    """The text with each footnote mark turned into as many blanks.

    A mark stands close behind a word or a stop ("left.[12] The"), or behind another mark; a bracket that
    stands apart holds words of the sentence ("at least [30] people") and stays.

    >>> without_marks("Rain fell.[3][note 1] Some [12] fled.")
    'Rain fell.             Some [12] fled.'
    """
    if "[" not in text:
        return text
    return _marks().sub(lambda m: " " * len(m.group()), text)


@cache
def _marks() -> re.Pattern[str]:
    rules = table("footnotes")
    number = r"\[(?:\d{1,4}|[a-z]{1,2})\](?::\d{1,4}(?:[–-]\d{1,4})?(?![\d,.]*\d))?"
    label = rf"\[\s?(?:{alternation(rules['labels'])})\s?(?:\d{{1,3}}|[a-z])\s?\]"
    remark = rf"\s?\[\s?(?:{alternation(rules['remarks'])})\s?\]"
    language = rf"(?<=\w)\s\[(?:{alternation(rules['languages'])})\]"
    close = rf"(?<=[^\s\[(])(?:{number}|{label})"
    apart = rf"(?<=[.!?])\s(?:{number}|{label})(?=\s|\[|\Z)"
    return re.compile(rf"(?:(?:{close}|{apart}|{remark}|{language})(?:{number}|{label}|{remark})*)")
