"""An answer as a notebook shows it: the interval drawn, its ends, what it stands on and what contradicts it.

Takes the plain form of a tally (`Tally.to_dict()`); gives HTML without scripts, every word escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_WIDTH, _HEIGHT = 260, 16


def tally_html(tally: Mapping[str, Any]) -> str:
    """The answer as a small table under its bar.

    >>> "1,037" in tally_html({"low": 1037, "best": 1037, "high": 1037, "claims": ("a",), "question": {}})
    True
    """
    if tally["low"] is None:
        return "<p>Nothing that was read says how many.</p>"
    claims, conflicts = tally.get("claims", ()), tally.get("conflicts", ())
    rows = [
        ("asked", _asked(tally.get("question", {}))),
        ("low – best – high", _ends(tally)),
        ("stands on", f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"),
        ("low end by", ", ".join(tally.get("because_low", ())) or "–"),
        ("high end by", ", ".join(tally.get("because_high", ())) or "–"),
        ("read by", str(tally.get("policy", "")) + "; it holds if the sources are right"),
    ]
    rows += [("doubt" if c.get("doubt") else "contradiction", str(c["reason"])) for c in conflicts]
    body = "".join(
        f"<tr><th style='text-align:left'>{escape(h)}</th><td>{escape(t)}</td></tr>" for h, t in rows
    )
    return f"<div>{_bar(tally)}<table>{body}</table></div>"


def explained_html(tally: Mapping[str, Any], quotes: Sequence[Mapping[str, Any]]) -> str:
    """The answer, and below it the sentences of its claims: what each does, who says it, and when.

    Args:
        tally: its plain form.
        quotes: claim, before, figure, after, said_by, report and published of each.
    """
    if tally["low"] is None:
        return tally_html(tally)
    ends = {"low end": tally.get("because_low", ()), "high end": tally.get("because_high", ())}
    rows = "".join(_quote(q, [name for name, claims in ends.items() if q["claim"] in claims]) for q in quotes)
    heads = "".join(f"<th style='text-align:left'>{h}</th>" for h in ("gives", "day", "sentence", "said by"))
    return f"{tally_html(tally)}<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _quote(quote: Mapping[str, Any], gives: Sequence[str]) -> str:
    before, figure, after = (escape(" ".join(str(quote[k]).split())) for k in ("before", "figure", "after"))
    said = f"{before} <mark>{figure}</mark> {after}"
    cells = (
        escape(", ".join(gives) or "a part"),
        escape(str(quote["published"] or "no date")),
        said,
        escape(f"{quote['said_by']} ({quote['report']})"),
    )
    return "<tr>" + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells) + "</tr>"


def _asked(question: Mapping[str, Any]) -> str:
    order = ("measure", "group", "place", "origin", "date_start", "date_end", "known")
    said = [f"{key.replace('_', ' ')} {question[key]}" for key in order if question.get(key)]
    return ", ".join(said) or "everything"


def _ends(tally: Mapping[str, Any]) -> str:
    best = "–" if tally["best"] is None else f"{tally['best']:,}"
    high = "not bounded" if tally["high"] is None else f"{tally['high']:,}"
    return f"{tally['low']:,} – {best} – {high}"


def _bar(tally: Mapping[str, Any]) -> str:
    """From low to high on a scale that begins at nothing; an end that nobody bounds runs to the edge."""
    high = tally["high"]
    top = max(1.0, (high if high is not None else tally["low"] * 2) * 1.1)
    left, right = (_WIDTH * (v if v is not None else top) / top for v in (tally["low"], high))
    shape = f"<rect x='{left:.1f}' y='4' width='{max(right - left, 2):.1f}' height='8' fill='#2f7fb5'/>"
    tick = ""
    if tally["best"] is not None:
        x = _WIDTH * tally["best"] / top
        tick = f"<path d='M{x:.1f} 1v14' stroke='currentColor' stroke-width='2'/>"
    line = f"<path d='M0 15.5H{_WIDTH}' stroke='currentColor' stroke-opacity='.3'/>"
    said = escape(_ends(tally), quote=True)
    head = f"<svg width='{_WIDTH}' height='{_HEIGHT}' role='img' aria-label='{said}'>"
    return f"{head}{line}{shape}{tick}</svg>"
