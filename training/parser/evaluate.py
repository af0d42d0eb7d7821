"""Scores the parser that ships on the test treebanks: UAS and LAS (subtypes ignored, no punctuation), speed.

python training/parser/evaluate.py --ud ../shared/data/ud
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from data import Sentence, read

from panj.language.parser import Parser


def score(parser: Parser, sentences: list[Sentence]) -> dict[str, float]:
    """Percentages of words right, and words per second of processor time."""
    words = scored = heads = both = xpos = lemmas = 0
    start = time.process_time()
    trees = [parser.parse(s.words) for s in sentences]
    seconds = time.process_time() - start
    for s, tree in zip(sentences, trees, strict=True):
        words += len(s.words)
        xpos += sum(a == b for a, b in zip(tree.xpos, s.xpos, strict=True))
        lemmas += sum(a == b for a, b in zip(tree.lemmas, s.lemmas, strict=True))
        for i, tag in enumerate(s.upos):
            if tag != "PUNCT":
                right = tree.heads[i] == s.heads[i] - 1
                scored, heads = scored + 1, heads + right
                both += right and tree.deprels[i].split(":")[0] == s.deprels[i].split(":")[0]
    return {
        "UAS": 100 * heads / scored,
        "LAS": 100 * both / scored,
        "XPOS": 100 * xpos / words,
        "lemma": 100 * lemmas / words,
        "words/s": words / seconds,
    }


def main() -> None:
    """Reads the command line, scores, prints."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--ud", type=Path, required=True)
    a = ap.parse_args()
    parser = Parser.default()
    parser.parse(["Warm", "up", "."])
    for name in ("ewt-test", "gum-test"):
        found = score(parser, read(a.ud / f"{name}.conllu"))
        print(name, "  ".join(f"{k} {v:.2f}" for k, v in found.items()))


if __name__ == "__main__":
    main()
