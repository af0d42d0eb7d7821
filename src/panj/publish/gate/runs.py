"""Runs of capitalised words as names are made of them, and whether one is a body's name.

Takes a text; gives patterns of names, spans without the words that open a sentence, and what a run rather is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from panj.publish.gate.rules import any_of, rules

UPPER = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper())
_WORD = rf"[{UPPER}]\w*(?:[’'ʼ-]\w+)*"
JOINS = r"(?:al|el|ul|bin|ibn|bint|abu|van|von|der|den|ten|de|da|dos|das|del|di|du|la|ould|wa)"
ARTICLES = ("al", "el", "ad", "as", "ash", "ar", "an", "at", "ul")  # before a name, with a hyphen
PART = rf"(?:[{UPPER}]\.|(?:(?:{'|'.join(ARTICLES)})-)?{_WORD})"
NAME = rf"(?<![\w.’'-])(?:[{UPPER}]\. ?)*{PART}(?: (?:{JOINS} ){{0,2}}{PART}){{0,4}}"
_POSSESSIVE = re.compile(r"['’]s?\Z")
_INITIAL = re.compile(rf"[{UPPER}]\.")
_ACRONYM = re.compile(r"(?:[A-Z0-9&/-]{2,9}s?|(?:[A-Z]\.){2,})\Z")
# A capital within a word is a body's, unless the word opens as surnames do: McDonald, DeSantis, O'Brien.
_CAMEL = re.compile(r"(?!Ma?c|De|La|Le|Di|Fitz|Van|Ab|Al|El|[A-Z]['’])\w*[a-z]\w*[A-Z]\w*\Z")
_TAIL = re.compile(
    rf"(?P<first>[{UPPER}][\w’'-]*)(?: [\w’'-]+)? (?:of|for|against|without|sans|des|du|de|&|the)(?: the)? "
    rf"(?:(?:[{UPPER}]?[\w’'-]+,? ){{1,4}}and )?\Z"
)


def name_of(pattern: str) -> str:
    """A pattern with a name for its `{name}`."""
    return pattern.replace("{name}", f"(?P<name>{NAME})")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the words that open its sentence, a title without a name, and the 's of a possessive."""
    while start < end:
        first = text[start:end].split(" ", 1)[0]
        if first not in never() and not is_nation(first):
            break
        start = min(end, start + len(first) + 1)
    within = re.search(r"['’]s? (?=\w)", text[start:end])
    if within is not None:  # "Punjab's Ferozepur": the second is whom it is about
        start += within.end()
    match = _POSSESSIVE.search(text, start, end)
    end = match.start() if match and match.end() == end else end
    last = text[start:end].rsplit(" ", 1)[-1]
    if last.endswith("day") and last in never() and " " in text[start:end]:  # "said Karim Monday"
        end -= len(last) + 1
    return start, end


@lru_cache(maxsize=50_000)
def is_body(run: str) -> bool:
    """Whether a run names a body, an outlet or nobody at all, by its own words.

    >>> is_body("Doctors Without Borders"), is_body("IOM"), is_body("ReliefWeb"), is_body("Amina Noor")
    (True, True, True, False)
    """
    words = [_POSSESSIVE.sub("", w) for w in run.split()]
    words = [w for w in words if not _INITIAL.fullmatch(w)] or words
    if not words or all(w in never() for w in words) or run in _known() or words[0] in _known():
        return True
    last = words[-1]
    if run in _titles() or is_nation(run):
        return True
    if (
        last.lower().removesuffix("s") in _offices()
        or words[0] in _natural()
        or is_nation(last)
        or len(last) < 2
    ):
        return True
    if " " in run and words[0].lower() in _offices():  # "President dos Santos": in office
        return True
    if any(w in never() for w in words[1:]):  # "A. He said"
        return True
    if any(w in _bodies() for w in words) or any(any(c.isdigit() for c in w) for w in words):
        return True
    return bool(_ACRONYM.match(words[0]) or any(_CAMEL.match(w) for w in words))


def is_called_body(text: str, start: int, end: int) -> bool:
    """Whether the words around a run make it a body's: "the charity X", "X officials", "Ministry of X"."""
    before = text[max(0, start - 60) : start]
    tail = _TAIL.search(before)
    while tail is not None:
        if tail["first"] not in never():
            return True
        tail = _TAIL.search(before, tail.end("first"))
    if re.search(r"\b[Tt]he \Z", before) or _kind_before().search(before):
        return True
    run = text[start:end]
    return run in _called(text)


@lru_cache(maxsize=64)
def _called(text: str) -> frozenset[str]:
    """Runs that a text calls a body anywhere: "X fighters", "X, a charity", "X (NRC)", "the charity X"."""
    found = {m["name"] for p in _callings() for m in p.finditer(text)}
    return frozenset(
        run.split(" ", 1)[1] if run.split()[0] in never() and " " in run else run for run in found
    )


@cache
def _callings() -> tuple[re.Pattern[str], ...]:
    men, kinds = _listed("men"), _listed("kinds")
    name = rf"(?P<name>{NAME})"
    return (
        re.compile(rf"{name} (?:{men})\b"),
        re.compile(
            rf"{name}, (?:an?|the) (?:[\w’'-]+ ){{0,3}}?(?:{kinds})\b"
            r"(?! (?:leader|member|commander|worker|chief|head|elder|official|boss|manager))"
        ),
        re.compile(rf"{name} \((?:[A-Z]\w*[A-Z]\w*)\)"),
        re.compile(rf"\b(?:{kinds}) {name}"),
    )


@cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_listed('kinds')}) \Z")


def _listed(key: str) -> str:
    return "|".join(re.escape(w) for w in sorted(rules()["officials"][key], key=lambda w: (-len(w), w)))


def is_nation(word: str) -> bool:
    """Whether a word is one for the people of a country: Afghan, Syrians."""
    from panj.gazetteer.nations import nations

    return nations().country_of(word) is not None


@cache
def _bodies() -> frozenset[str]:
    return frozenset(rules()["officials"]["bodies"])


@cache
def _known() -> frozenset[str]:
    from panj.reports.words import outlets

    named = {s for group in outlets().values() for name, others in group.items() for s in (name, *others)}
    return frozenset({*rules()["officials"]["known"], *named})


@cache
def _titles() -> frozenset[str]:
    return frozenset(t.rstrip(".") for t in rules()["officials"]["titles"])


@cache
def _natural() -> frozenset[str]:
    return frozenset(rules()["names"]["natural"])


@cache
def _offices() -> frozenset[str]:
    return frozenset(rules()["officials"]["offices"])


@cache
def never() -> frozenset[str]:
    """Words that open a sentence or tell a day, and are no names."""
    return frozenset(rules()["names"]["never"])


@cache
def bodies_named() -> re.Pattern[str]:
    """A body named in running text: by a word of its name, by a name of its own or in small letters."""
    table = rules()["officials"]
    return any_of([*table["elsewhere"], *table["institutions"]])
