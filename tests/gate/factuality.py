"""Whether what a word tells has happened, on news marked for it: `python tests/gate/factuality.py`, part of `./check score`.

60 articles of WikiNews, each event marked as certain or not, denied or not, to come or not (MEANTIME; ../shared/data, CC BY 4.0; without
them nothing is measured). The reading is that of developments, which asks the tree above a word; of a noun it asks the verb that it stands
under. Totals alone are printed.
"""  # noqa: E501

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from panj.claims.developments.status import read_status
from panj.language.trees import Syntax, syntax
from panj.model import DevelopmentStatus, Span

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "meantime"
CLASSES = ("happened", "planned or possible", "denied")
_AHEAD = frozenset({DevelopmentStatus.PLANNED, DevelopmentStatus.POSSIBLE, DevelopmentStatus.UNCONFIRMED})
_UNSURE = frozenset({"PROBABLE", "POSSIBLE", "UNDERSPECIFIED"})


def lines() -> Iterator[str]:
    """The scores, one line; nothing where the articles are not at hand."""
    pairs = Counter(pair for path in sorted(CORPUS.glob("corpus_*/*.xml")) for pair in told(path))
    if not pairs:
        return
    scores = {name: f1(pairs, name) for name in CLASSES}
    each = ", ".join(f"{name} {score:.3f}" for name, score in scores.items())
    macro = sum(scores.values()) / len(CLASSES)
    yield f"factuality of {pairs.total()} events of MEANTIME: macro-F1 {macro:.3f} ({each})"


def f1(pairs: Counter[tuple[str, str]], name: str) -> float:
    """F1 of one class."""
    right = pairs[name, name]
    gold = sum(n for (wanted, _), n in pairs.items() if wanted == name)
    read = sum(n for (_, found), n in pairs.items() if found == name)
    return 2 * right / (gold + read) if gold + read else 0.0


def told(path: Path) -> Iterator[tuple[str, str]]:
    """For each event of an article what it is marked as, and what is read."""
    root = ElementTree.parse(path).getroot()
    tokens = {t.get("t_id"): t for t in root.iter("token")}
    trees = {number: (text, spans) for number, text, spans in _sentences(tokens.values())}
    for event in root.iter("EVENT_MENTION"):
        anchors = [a.get("t_id") for a in event.iter("token_anchor")]
        if not anchors or not event.get("certainty"):
            continue
        token = tokens[anchors[0]]
        text, spans = trees[token.get("sentence")]
        tree = syntax(text, Span(0, len(text)))
        word = tree.at(*spans[token.get("t_id")])
        yield marked(event), "happened" if word is None else read(tree, word)


def marked(event: ElementTree.Element) -> str:
    """The class that the markers gave an event."""
    if event.get("polarity") == "NEG":
        return "denied"
    ahead = event.get("time") == "FUTURE" or event.get("certainty") in _UNSURE
    return "planned or possible" if ahead else "happened"


def read(tree: Syntax, word: int) -> str:
    """The class that the tree gives it."""
    above = tree.head(word)
    carrier = above if tree.pos(word) == "NOUN" and above >= 0 and tree.pos(above) == "VERB" else None
    reading = read_status(tree, word, carrier)
    if reading.negated or reading.status is DevelopmentStatus.DENIED:
        return "denied"
    ahead = reading.status in _AHEAD or reading.supposed or reading.purpose
    return "planned or possible" if ahead else "happened"


def _sentences(
    tokens: Iterator[ElementTree.Element],
) -> Iterator[tuple[str, str, dict[str, tuple[int, int]]]]:
    """Number, text and where each token stands in it, of every sentence."""
    words: dict[str, list[tuple[str, str]]] = {}
    for t in tokens:
        words.setdefault(t.get("sentence") or "", []).append((t.get("t_id") or "", t.text or ""))
    for number, told_ in words.items():
        text, spans = "", {}
        for name, word in told_:
            text += " " if text else ""
            spans[name] = (len(text), len(text) + len(word))
            text += word
        yield number, text, spans


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
