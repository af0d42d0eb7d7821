"""The word tables of the language package: closed classes, abbreviations, verb forms. TOML in, dicts out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

VOWELS = "aeiou"
# Verbs of more syllables whose last one bears the stress: committed, expelled, referred.
_STRESSED = frozenset(
    ["admit", "commit", "permit", "submit", "omit", "transmit", "remit", "expel", "compel", "repel", "dispel", "propel", "transfer",  # noqa: E501
     "refer", "prefer", "defer", "deter", "occur", "incur", "recur", "control", "patrol", "enrol", "rebel", "equip", "regret", "abet"]  # noqa: E501
)  # fmt: skip


@cache
def table() -> dict[str, Any]:
    """The tables of words.toml as read."""
    source = resources.files("panj.language") / "words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def classes() -> dict[str, str]:
    """Lower-case word → its closed class (DET, PREP, CONJ …); the first class listed wins."""
    found: dict[str, str] = {}
    for name in ("aux", "modal", "pron", "subord", "conj", "prep", "det", "adverb", "adjective"):
        for word in table()["classes"][name]:
            found.setdefault(word, name.upper())
    return found


def _doubles(verb: str) -> bool:
    """Whether the last consonant doubles (stop, stopped); stressed-syllable cases are listed by hand."""
    short = 3 <= len(verb) <= 4 and sum(letter in VOWELS for letter in verb) == 1  # not open, exit
    cvc = verb[-1] not in VOWELS + "wxy" and verb[-2:-1] in tuple(VOWELS) and verb[-3:-2] not in tuple(VOWELS)
    return cvc and (short or verb in _STRESSED)


@cache
def forms(verb: str) -> tuple[tuple[str, str], ...]:
    """Every form of a verb with its tag: BASE, S, ING, PAST, PART.

    >>> dict((tag, form) for form, tag in forms("flee"))
    {'BASE': 'flee', 'S': 'flees', 'ING': 'fleeing', 'PAST': 'fled', 'PART': 'fled'}
    """
    stem = verb + verb[-1] if _doubles(verb) else verb
    s = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in VOWELS else verb + "s"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        s = verb + "es"
    ing = stem + "ing"
    if verb.endswith("ie"):
        ing = verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        ing = verb[:-1] + "ing"
    ed = stem + "ed"
    if verb.endswith("e"):
        ed = verb + "d"
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        ed = verb[:-1] + "ied"
    past, part = _irregular(verb) or (ed, ed)
    return ((verb, "BASE"), (s, "S"), (ing, "ING"), (past, "PAST"), (part, "PART"))


def _irregular(verb: str) -> tuple[str, str] | None:
    """Past and participle of an irregular verb, also behind a prefix: retake like take, overrun like run."""
    irregular = table()["verbs"]["irregular"]
    for prefix in ("", "re", "over", "under", "out", "mis", "up"):
        base = verb.removeprefix(prefix)
        if verb.startswith(prefix) and base in irregular:
            past, part = irregular[base]
            return prefix + past, prefix + part
    return None


@cache
def verb_forms() -> dict[str, tuple[str, frozenset[str]]]:
    """Form → (lemma, tags) for every verb of the tables."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for verb in (*table()["verbs"]["irregular"], *table()["verbs"]["regular"]):
        for form, tag in forms(verb):
            lemma, tags = found.get(form, (verb, frozenset()))
            if lemma == verb:
                found[form] = (verb, tags | {tag})
    return found


@cache
def abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(never ends a sentence, may end one, words that sentences begin with)."""
    t = table()["abbreviations"]
    never = frozenset((*t["titles"], *t["months"], *t["others"]))
    return never, frozenset(t["maybe"]), frozenset(t["starters"])
