"""The notebook of the docs runs on the example; what is written in it tells the same answers."""

from __future__ import annotations

import json
from typing import Any

from examples.notebook import NOTEBOOK, run

TOLD = (
    "1,583 – 1,583 – 1,599",
    "<mark>a further 1,037</mark>",
    "<mark>nearly 1,600</mark>",
    "&#x27;1,573&#x27; is too low by 10",
    "452–550 became 1,583–1,599",
)


def test_the_notebook_shows_what_it_says() -> None:
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code: list[dict[str, Any]] = [c for c in book["cells"] if c["cell_type"] == "code"]
    shown = run(code)
    for place, outputs in (("shown", shown), ("written", [c["outputs"] for c in code])):
        everything = json.dumps(outputs, ensure_ascii=False)
        missing = [t for t in TOLD if t not in everything]
        assert not missing, f"{place}: write it anew with python tests/examples/notebook.py"
        assert "/tmp" not in everything
