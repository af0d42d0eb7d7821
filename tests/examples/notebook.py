"""The notebook of docs/: its cells run on the example, and what they show written beside them.

`python tests/examples/notebook.py` writes it anew; test_notebook.py holds it to what the code shows.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebook.ipynb"


def run(cells: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """What each cell shows, run one after the other in an empty folder, as a notebook keeps it."""
    names: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        return [_show(cell, n, names) for n, cell in enumerate(cells, start=1)]


def _show(cell: dict[str, Any], number: int, names: dict[str, Any]) -> list[dict[str, Any]]:
    """The last expression of a cell as HTML, where it has that, or as text."""
    body = ast.parse("".join(cell["source"])).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
    if last is None:
        return []
    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    html = getattr(value, "_repr_html_", None)
    data = {"text/html": html().splitlines(keepends=True)} if html else {}
    if not html:
        data["text/plain"] = repr(value).splitlines(keepends=True)
    return [{"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}]


def main() -> None:
    """Write the notebook with what its cells show."""
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [c for c in book["cells"] if c["cell_type"] == "code"]
    for number, (cell, shown) in enumerate(zip(code, run(code), strict=True), start=1):
        cell["execution_count"], cell["outputs"] = number, shown
    NOTEBOOK.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{os.path.relpath(NOTEBOOK)}: {len(code)} cells\n")


if __name__ == "__main__":
    main()
