"""Interviews: lines that begin with "Q." and "A.", and whom the questions address.

Takes a report's text; gives where the words of a line begin behind its letter, and who answers.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LETTER = re.compile(r"(?:Q|A)(?:uestion|nswer)?\s*[.:]\s+(?=[A-ZÀ-Þ“\"'‘])")
_QUESTION = re.compile(r"^Q(?:uestion)?\s*[.:]\s+", re.MULTILINE)
_ANSWER = re.compile(r"^A(?:nswer)?\s*[.:]\s+", re.MULTILINE)
# "Mayor Osmonova, how many has the town taken in?", "How many are there, Dr Sesay?"
_ADDRESSED = re.compile(
    r"^(?P<first>(?:[A-ZÀ-Þ][\w.'’-]+\s+){1,3}[A-ZÀ-Þ][\w'’-]+),\s+[a-z]|"
    r",\s+(?P<last>(?:[A-ZÀ-Þ][\w.'’-]+\s+){1,3}[A-ZÀ-Þ][\w'’-]+)\?"
)


def is_interview(text: str) -> bool:
    """Whether a text has questions and answers, marked so."""
    return _QUESTION.search(text) is not None and _ANSWER.search(text) is not None


def begins(text: str, start: int) -> int:
    """Where the words of a line of an interview begin: behind its letter."""
    found = _LETTER.match(text, start)
    return found.end() if found is not None else start


def is_answer(text: str, start: int) -> bool:
    """Whether the line that begins at an offset answers."""
    return _ANSWER.match(text, start) is not None


@lru_cache(maxsize=4)
def answering(text: str) -> str | None:
    """Who answers, by the name under which the questions address him; None where they do not."""
    for asked in _QUESTION.finditer(text):
        line = text[asked.end() : (text.find("\n", asked.end()) + 1 or len(text) + 1) - 1]
        found = _ADDRESSED.search(line)
        if found is not None:
            return found["first"] or found["last"]
    return None
