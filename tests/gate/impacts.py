"""Measures extraction on encyclopedia articles of weather disasters: `python tests/gate/impacts.py`.

The articles and their gold lie beside the checkout (../shared/data/wikimpacts; CC BY-NC, never shipped);
without them it says so and ends. It prints totals only: they measure generality, and no rule is made
from the articles.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from panj import Report, extract
from panj.claims.own_figures import own_figures

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "gold" / "score_wikimpacts.py"
PUBLISHED = "2024-09-25"  # day of the gold; the articles bear none


def write_claims(texts: Path, out: Path, own: Path) -> int:
    """Claims of every text as NAME.json with the fields of `Claim.to_dict`; gives the words read.

    Into `own` go those alone that the article makes outright of its own event.
    """
    words = 0
    for path in sorted(texts.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        words += len(text.split())
        claims = extract(Report(text=text, published=PUBLISHED, name=path.stem))
        for folder, kept in ((out, claims), (own, own_figures(claims))):
            plain = json.dumps({"claims": [c.to_dict() for c in kept]})
            folder.joinpath(f"{path.stem}.json").write_text(plain, encoding="utf-8")
    return words


def main() -> int:
    """Score the articles where they are at hand."""
    if not SCORER.is_file():
        sys.stdout.write(f"{SCORER.name} and its data are not at hand: nothing measured\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        texts, out = Path(folder) / "texts", Path(folder) / "claims"
        own = Path(folder) / "own"
        out.mkdir()
        own.mkdir()
        subprocess.run([sys.executable, str(SCORER), "--texts", str(texts)], check=True, capture_output=True)
        begun = time.perf_counter()
        words = write_claims(texts, out, own)
        spent = time.perf_counter() - begun
        scored = [
            subprocess.run(
                [sys.executable, str(SCORER), str(kept)], check=True, capture_output=True, text=True
            ).stdout
            for kept in (out, own)
        ]
    sys.stdout.write(
        f"every figure\n{scored[0]}the articles' own figures\n{scored[1]}{words} words in {spent:.1f} s: {words / 500 / spent:.1f} articles of 500 words/s\n"  # noqa: E501
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
