"""JSON that services answer with: ReliefWeb API v2 reports, and lists of links (GDELT DOC 2.0).

Takes the bytes of an answer, gives reports, or a Problem that says how many links it holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from panj.errors import ReportError
from panj.model import Problem, Report
from panj.reports.decode import decode
from panj.reports.fragment import read_fragment
from panj.reports.layout import blocks, has_content
from panj.reports.links import Link, links_problem
from panj.reports.outlets import usual_name
from panj.reports.page_facts import moment
from panj.reports.problems import problem

MAX_ITEMS = 5_000  # the service itself gives a thousand at most


def read_json(data: bytes, where: str = "") -> Iterator[Report | Problem]:
    """Reports of a ReliefWeb answer; for a list of links, what to do with it.

    Raises:
        ReportError: R012, where it is no JSON or neither of the two.
    """
    answer = _load(data, where)
    items = answer.get("data")
    if isinstance(items, dict):
        items = [items]
    if isinstance(items, list) and len(items) > MAX_ITEMS:
        raise ReportError("R004", where, size=f"a list of {len(items):,} reports", limit=f"{MAX_ITEMS:,}")
    if isinstance(items, list) and any(isinstance(i, dict) and "fields" in i for i in items):
        for number, item in enumerate(items, 1):
            place = f"{where}#{number}"
            try:
                yield _reliefweb(item.get("fields") or {}, place)
            except (ReportError, AttributeError) as error:
                yield problem(error if isinstance(error, ReportError) else _not_known(place))
        return
    links = read_gdelt(answer)
    if not links:
        raise _not_known(where)
    yield links_problem(links, where)


def read_gdelt(answer: Mapping[str, Any]) -> list[Link]:
    """Links of an answer of the GDELT DOC 2.0 API (mode=artlist, format=json)."""
    articles = answer.get("articles")
    found = []
    for article in articles if isinstance(articles, list) else []:
        url = article.get("url") if isinstance(article, dict) else None
        if isinstance(url, str) and url.startswith("http"):
            found.append(Link(url, article.get("title"), seen=str(article.get("seendate") or "")[:8] or None))
    return found


def load_links(data: bytes, where: str = "") -> list[Link]:
    """The links of a JSON list, none where it holds reports."""
    return read_gdelt(_load(data, where))


def _load(data: bytes, where: str) -> dict[str, Any]:
    try:
        answer = json.loads(decode(data, where))
    except (ValueError, RecursionError) as fault:
        raise ReportError("R012", where, kind="JSON", detail=str(fault)[:120]) from None
    return answer if isinstance(answer, dict) else {"data": answer}


def _not_known(where: str) -> ReportError:
    detail = "neither reports of the ReliefWeb API nor a list of links"
    return ReportError("R012", where, kind="JSON", detail=detail)


def _reliefweb(fields: Mapping[str, Any], where: str) -> Report:
    """One report of the ReliefWeb API; `date.original` is when its source published it."""
    markup = fields.get("body-html") or ""
    found = read_fragment(markup or _paragraphs(fields.get("body") or ""), where)
    parts = blocks(found.text)
    if not has_content(parts):
        raise ReportError("R010", where)
    dates = fields.get("date") or {}
    languages = fields.get("language") or [{}]
    return Report(
        text=found.text,
        published=moment(dates.get("original") or dates.get("created")),
        outlet=_sources(fields.get("source") or []),
        url=fields.get("url_alias") if not fields.get("url") else fields.get("url"),
        title=fields.get("title"),
        language=str(languages[0].get("code") or "en"),
        path=where,
        blocks=parts,
        captions=found.captions,
        tables=found.tables,
        known_by=(("outlet", "ReliefWeb"), ("published", "ReliefWeb"), ("title", "ReliefWeb")),
    )


def _sources(sources: list[Mapping[str, Any]]) -> str | None:
    names = [str(s.get("shortname") or s.get("name")) for s in sources if s.get("shortname") or s.get("name")]
    return ", ".join(usual_name(name) or name for name in names) or None


def _paragraphs(body: str) -> str:
    """Markdown bodies as paragraphs; headings lose their marks."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(body)) or "<p></p>"
