"""What single words are: classes, base forms, the words of words.toml by section.

Gives the tables as they stand in words.toml and verbs.txt, and the base form of a word of a tree.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from panj.language import forms
from panj.language.trees import Syntax

CODED = frozenset(
    ["any", "absent", "clause", "gerund", "none", "number_any", "named_place", "named_org", "named_people", "named_person", "pronoun",  # noqa: E501
     "plural", "number_people", "any_person"]
)  # fmt: skip


@cache
def tables() -> dict[str, Any]:
    """words.toml."""
    return tomllib.loads(_text("words.toml"))


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Each class of words.toml."""
    return {name: frozenset(words) for name, words in tables()["classes"].items()}


@cache
def verbs() -> frozenset[str]:
    """The base forms of verbs.txt."""
    lines = _text("verbs.txt").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _text(name: str) -> str:
    return (resources.files("panj.claims.clauses") / name).read_text(encoding="utf-8")


@cache
def _bases() -> Mapping[str, str]:
    """Form → base form of every verb of verbs.txt and words.toml."""
    named = set(verbs())
    for section in ("governors", "carriers"):
        named |= {w for row in tables()[section].values() for w in row if " " not in w}
    found: dict[str, str] = {}
    voices = tables()["voices"]
    named |= {w for kind in ("verbs", "learning", "accusing", "counting") for w in voices[kind]}
    for verb in sorted(named | set(tables()["modal"]["say"])):
        for form, _ in forms(verb):
            if form not in found or form == verb:
                found[form] = verb
    return {**found, **tables()["irregular"]}


def base(tree: Syntax, i: int) -> str:
    """The base form of a word: by the verbs that are known, else the parser's."""
    if tree.pos(i) in {"VERB", "AUX"} or tree.tag(i) in {"VBN", "VBG", "JJ"}:
        return _bases().get(tree.low(i)) or tree.lemma(i)
    return tree.lemma(i)
