"""CoNLL-U files → sentences with harmonised labels, and the label tables that the network predicts.

Two releases of Universal Dependencies label a few things differently; `HARMONISED` brings them together
(the list is the one that the treebanks' own release notes imply). GUM's MISC column carries mentions
(`Entity=`): each mention's type is put on its syntactic head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HARMONISED = {
    "obl:npmod": "obl:unmarked",
    "obl:tmod": "obl:unmarked",
    "nmod:npmod": "nmod:unmarked",
    "nmod:tmod": "nmod:unmarked",
    "nmod:desc": "compound",
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "csubj:pass": "csubj",
    "advcl:relcl": "advcl",
    "flat:foreign": "flat",
}
SHAPES = ("lower", "title", "upper", "number", "mixed", "punct")
UNKNOWN = -100  # the label that cross-entropy passes over
_OPEN = re.compile(r"\((\w+)-([a-z]+)-[^()]*(\))?|(\w+)\)")


@dataclass(slots=True)
class Sentence:
    """Words of one sentence with their gold annotation; heads are 1-based, 0 is the root."""

    words: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    mentions: list[str] | None = None


def read(path: Path) -> list[Sentence]:
    """Every sentence of a CoNLL-U file; multi-word ranges and empty nodes are left out."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            sentences.append(_sentence(rows, has_mentions="gum" in path.name))
    return sentences


def _sentence(rows: list[list[str]], *, has_mentions: bool) -> Sentence:
    s = Sentence()
    for row in rows:
        s.words.append(row[1])
        s.lemmas.append(row[2].lower())
        s.upos.append(row[3])
        s.xpos.append(row[4])
        s.heads.append(int(row[6]))
        s.deprels.append(HARMONISED.get(row[7], row[7]))
    _mark_agents(s)
    if has_mentions:
        s.mentions = _mentions(rows, s.heads)
    return s


def _mark_agents(s: Sentence) -> None:
    """`by` + oblique of a passive is its agent in both releases, whichever label it came with."""
    passives = {s.heads[i] for i, rel in enumerate(s.deprels) if rel in ("nsubj:pass", "aux:pass")}
    for i, rel in enumerate(s.deprels):
        if rel == "obl" and s.heads[i] in passives:
            cases = (j for j, head in enumerate(s.heads) if head == i + 1 and s.deprels[j] == "case")
            if any(s.words[j].lower() == "by" for j in cases):
                s.deprels[i] = "obl:agent"


def _mentions(rows: list[list[str]], heads: list[int]) -> list[str]:
    """Mention type per word, at the mention's head; the outermost where two share a head."""
    open_at: dict[str, list[tuple[int, str]]] = {}
    types = ["-"] * len(rows)
    for i, row in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for group, kind, closed, ends in _OPEN.findall(found.group(1)) if found else ():
            if group:
                open_at.setdefault(group, []).append((i, kind))
            if closed or ends:
                stack = open_at.get(group or ends)
                if stack:
                    start, opened = stack.pop()
                    types[_head(start, i, heads)] = opened
    return types


def _head(start: int, end: int, heads: list[int]) -> int:
    """The first word of the span whose own head lies outside it."""
    return next((i for i in range(start, end + 1) if not start <= heads[i] - 1 <= end), start)


def lemma_rule(word: str, lemma: str) -> str:
    """How to get from a lower-cased form to its lemma: `cut|add`, as in "2|y" for countries → country.

    >>> lemma_rule("countries", "country")
    '3|y'
    """
    word = word.lower()
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return f"{len(word) - shared}|{lemma[shared:]}"


def shape(word: str) -> str:
    """The letter case that an uncased encoder does not see."""
    if word.isdigit() or re.fullmatch(r"[\d.,:/-]*\d[\d.,:/-]*", word):
        return "number"
    if not any(c.isalnum() for c in word):
        return "punct"
    if word.islower():
        return "lower"
    if word.isupper() and len(word) > 1:
        return "upper"
    return "title" if word[0].isupper() and word[1:].lower() == word[1:] else "mixed"


def tables(sentences: list[Sentence]) -> dict[str, list[str]]:
    """Label name → its values, rarest ones cut, in a fixed order."""

    def kept(values: Iterator[str], least: int = 1) -> list[str]:
        counts = Counter(values)
        return sorted((v for v, n in counts.items() if n >= least), key=lambda v: (-counts[v], v))

    return {
        "deprel": kept(r for s in sentences for r in s.deprels),
        "upos": kept(t for s in sentences for t in s.upos),
        "xpos": kept((t for s in sentences for t in s.xpos), 3),
        "lemma": kept(
            (lemma_rule(w, v) for s in sentences for w, v in zip(s.words, s.lemmas, strict=True)), 4
        ),
        "mention": kept(m for s in sentences for m in s.mentions or ()),
        "shape": list(SHAPES),
    }
