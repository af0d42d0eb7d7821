"""Reports with their figures and developments marked → plain text and gold entries, in the manner of the gold files.

Takes the files of `reports/` and `sentences/`; gives dictionaries: `text`, `published`, `outlet`, `claims` and, of
files whose developments are marked too, `developments`.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = re.compile(r"\{\{(.*?)\}\}")
HERE = Path(__file__).resolve().parent
_KEYS = {"o": "origin", "d": "destination", "p": "place", "by": "speaker"}
_FLAGS = {"opt": "optional", "inh": "inherits"}


def _options(value: str) -> list[str | None]:
    return [None if v in {"-", ""} else v for v in value.split("/")]


def plain(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its marks, and an entry for each figure that was marked."""
    out, claims, at = "", [], 0
    for m in MARK.finditer(marked):
        out += marked[at : m.start()]
        at = m.end()
        figure, *fields = m[1].split("|")
        claims.append(_entry(len(out), figure, fields))
        out += figure
    return out + marked[at:], claims


def _entry(start: int, figure: str, fields: list[str]) -> dict[str, Any]:
    names = ("measure", "unit", "group", "status", "period")
    entry: dict[str, Any] = {"start": start, "end": start + len(figure), "text": figure}
    entry |= {name: _options(value) for name, value in zip(names, fields, strict=False)}
    entry |= dict.fromkeys(_KEYS.values())  # not stated: whatever is read is accepted
    entry |= {"date_start": None, "date_end": None, "optional": False, "inherits": False, "confirmed": True}
    for tag in fields[5:]:
        key, _, value = tag.strip().partition("=")
        if key in _KEYS:
            entry[_KEYS[key]] = _options(value)
        elif key == "t":
            entry["date_start"], entry["date_end"] = value.split("..")
        elif key == "unc":
            entry["confirmed"] = False
        elif key in _FLAGS:
            entry[_FLAGS[key]] = True
    return entry


def reports(path: Path) -> Iterator[dict[str, Any]]:
    """The reports of a file of `reports/`, each under a line `=== DATE | OUTLET | GENRE`."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    told = any(line.startswith("@") for line in lines)
    for n, part in enumerate(re.split(r"^=== *", "\n".join(lines), flags=re.MULTILINE)[1:]):
        head, _, rest = part.partition("\n")
        published, outlet, *_ = [p.strip() for p in head.split("|")]
        kept = [line for line in rest.split("\n") if not line.startswith("@")]
        text, claims = plain("\n".join(kept).strip() + "\n")
        marks = [line[1:] for line in rest.split("\n") if line.startswith("@")]
        yield {
            "name": f"{path.stem}-{n:03}",
            "text": text,
            "published": published,
            "outlet": outlet,
            "claims": claims,
            "developments": [_development(mark, text) for mark in marks] if told else None,
        }


def _development(mark: str, text: str) -> dict[str, Any]:
    """ "words *TELLING WORD* words | kind | status" → where the telling word stands, what it tells.

    Raises:
        ValueError: the words do not stand in the text exactly once.
    """
    words, kind, status = (p.strip() for p in mark.split("|"))
    before, telling, after = words.split("*")
    if text.count(before + telling + after) != 1:
        raise ValueError(f"not once in the report: {words}")
    start = text.index(before + telling + after) + len(before)
    return {
        "start": start, "end": start + len(telling), "text": telling,
        "kind": kind.split("/"), "status": status.split("/"),
    }  # fmt: skip


def sentences(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of `sentences/`, each a report of its own without a title or a date."""
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if not line.strip() or line.startswith("#"):
            continue
        text, claims = plain(line.strip())
        for c in claims:
            c["undated"] = True
        yield {
            "name": f"{path.stem}-{n:04}",
            "text": text,
            "published": None,
            "outlet": None,
            "claims": claims,
        }
