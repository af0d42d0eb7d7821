"""What a page says of its own publication: JSON-LD, OpenGraph and other meta elements, then what it shows.

Takes the parsed page, gives `Facts`, each with how it was known. What the reader of the page sees as headline
comes first; of hidden data, what is meant for machines comes before what is meant for search engines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from panj.clock import parse_moment
from panj.errors import DateError
from panj.reports.days import mentions
from panj.reports.outlets import usual_name

_ARTICLE = re.compile(r"(?:Article|Report|Posting|NewsItem)\Z")
_SEPARATORS = re.compile(r"\s+[|–—·»-]\s+|:\s+")
_META_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "citation_publication_date", "datepublished"),
    *(
        "dcterms.created",
        "dcterms.issued",
        "dc.date.issued",
        "dc.date",
        "dcterms.date",
        "pubdate",
        "publish-date",
    ),
    *("publication_date", "sailthru.date", "parsely-pub-date", "date", "cxenseparse:recs:publishtime"),
)
_META_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
)
_META_OUTLET = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
_META_AUTHOR = ("author", "article:author", "parsely-author", "citation_author", "byl")
_SOURCE_LABELS = ("source", "sources", "publisher", "published by", "organization", "organisation")
_MOST_TIMES = 50
_DATE_LABELS = ("originally published", "published", "publication date", "date published", "date")


@dataclass(slots=True)
class Facts:
    """Metadata of a page; `known_by` says where each came from."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    corrections: list[str] = field(default_factory=list)
    known_by: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, value: str | None, source: str) -> None:
        """Keeps the first value found for a field, and where it was found."""
        if value and getattr(self, name) is None:
            setattr(self, name, value)
            self.known_by[name] = source


def facts(page: HtmlElement) -> Facts:
    """Title, outlet, byline, dates, language and canonical URL of a page."""
    found = Facts()
    metas = _metas(page)
    articles = list(_articles(page))
    found.take("title", _headline(page, metas, articles), "the page's headline")
    for article in articles:
        _from_json_ld(article, found)
    _from_metas(metas, found)
    _from_lists(page, found)
    _from_links(page, found)
    found.take("outlet", _site_in_title(page, found.title), "the page's title")
    found.take("outlet", metas.get("dc.creator"), "meta dc.creator")
    found.take("outlet", found.author, "the byline")
    found.take("published", _shown_date(page, found.title), "the date that the page shows")
    if found.modified and _same_moment(found.modified, found.published):
        found.modified = None
        found.known_by.pop("modified")
    if found.author is not None and found.author == found.outlet:
        found.author = None  # an organisation's own page has no byline
        found.known_by.pop("author", None)
    found.outlet = (usual_name(found.outlet) or found.outlet) if found.outlet else None
    return found


def moment(value: str | None) -> str | None:
    """A date as machines write it, in its normal form; None where it is none."""
    text = (value or "").strip().replace("/", "-")
    text = re.sub(r"(\.\d+)?(Z|[+-]\d{2}:?\d{2})?\Z", lambda m: m.group(2) or "", text)
    for candidate in (text, text[:10]):
        try:
            return parse_moment(candidate)
        except DateError:
            continue
    day = next((m.full for m in mentions(value or "") if m.full), None)
    return day.isoformat() if day else None


def words_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join(element.text_content().split())


def _metas(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """Articles described in JSON-LD, wherever they stand in it."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(data) if _is_article(node))


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "itemListElement"):
            yield from _nodes(data.get(key), depth + 1)
    elif isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(k, str) and _ARTICLE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])
    )


def _from_json_ld(article: dict[str, Any], found: Facts) -> None:
    source = "JSON-LD"
    found.take("title", _text(article.get("headline")), source)
    found.take("outlet", _text(article.get("publisher")), source)
    found.take("author", _text(article.get("author")), source)
    found.take("published", moment(_text(article.get("datePublished"))), source)
    found.take("modified", moment(_text(article.get("dateModified"))), source)
    found.take("url", _url(article.get("url")) or _url(article.get("mainEntityOfPage")), source)
    note = _text(article.get("correction"))
    if note:
        found.corrections.append(note)


def _text(value: Any) -> str | None:
    """A JSON-LD value as text: a string, a thing's name, or the names of several."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value") or value.get("text"))
    if isinstance(value, list):
        return ", ".join(t for v in value[:20] if (t := _text(v))) or None
    return None


def _url(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _from_metas(metas: dict[str, str], found: Facts) -> None:
    for name, keys in (("published", _META_PUBLISHED), ("modified", _META_MODIFIED)):
        for key in keys:
            found.take(name, moment(metas.get(key)), f"meta {key}")
    for key in _META_AUTHOR:
        value = metas.get(key)
        found.take("author", None if value and value.startswith("http") else value, f"meta {key}")
    found.take("url", _url(metas.get("og:url")), "meta og:url")
    for key in _META_OUTLET:
        found.take("outlet", metas.get(key), f"meta {key}")


def _from_lists(page: HtmlElement, found: Facts) -> None:
    """Pairs of a definition list: "Source: OCHA", "Originally published: 1 Nov 2020"."""
    for term in page.iter("dt"):
        label = words_of(term).lower().rstrip(":")
        value = term.getnext()
        if value is None or value.tag != "dd":
            continue
        if label in _SOURCE_LABELS:
            items = [words_of(item) for item in value.iter("li")] or [words_of(value)]
            found.take("outlet", ", ".join(filter(None, items)), f"the page's list ({label})")
        elif label in _DATE_LABELS:
            stamp = next((t.get("datetime") for t in value.iter("time")), None)
            found.take("published", moment(stamp or words_of(value)), f"the page's list ({label})")


def _from_links(page: HtmlElement, found: Facts) -> None:
    for link in page.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            found.take("url", _url(link.get("href")), "link canonical")
    found.take("language", (page.get("lang") or "").split("-")[0].lower() or None, "the page's lang")


def _headline(page: HtmlElement, metas: dict[str, str], articles: Sequence[dict[str, Any]]) -> str | None:
    """The heading that the reader sees: the h1 most like what the head of the page calls it.

    Headlines for search engines are shortened or reworded; the one on the page is what was published.
    """
    names = [t for a in articles if (t := _text(a.get("headline")))]
    names += [metas[key] for key in ("og:title", "dc.title", "twitter:title", "title") if key in metas]
    named = next((words_of(t) for t in page.iter("title") if words_of(t)), "")
    headings = [text for h in page.iter("h1") if (text := words_of(h))]
    scored = [(max(fuzz.token_set_ratio(h, n) for n in [*names, named, ""]), h) for h in headings]
    best = max(scored, default=(0, ""))
    if best[0] >= 60:
        return best[1]
    return next(iter(names), None) or _without_site(named) or next(iter(headings), None)


def _without_site(title: str) -> str | None:
    """The longest part of a title: "Camp opens | Valley Herald" is about the camp."""
    return max(_SEPARATORS.split(title), key=len, default="") or None


def _site_in_title(page: HtmlElement, headline: str | None) -> str | None:
    """What stands beside the headline in the page's title: the site's name, before or after it."""
    title = next((words_of(t) for t in page.iter("title")), "")
    if not headline or headline not in title:
        return None
    before, _, after = title.partition(headline)
    before, after = before.strip(" |–—·»:-"), after.strip(" |–—·»:-")
    parts = [p for p in [*re.split(r"\s[|–—·»-]\s", after)[::-1], before] if 1 < len(p) < 60]
    return next(iter(parts), None)


def _shown_date(page: HtmlElement, headline: str | None) -> str | None:
    """A date that stands alone: in a time element of the article, or on a line near the headline."""
    article = next(iter(page.iter("article")), page)
    for element in islice(article.iter("time"), _MOST_TIMES):
        if not any(a.tag in {"aside", "footer", "nav"} for a in element.iterancestors()):
            found = moment(element.get("datetime")) or moment(words_of(element))
            if found:
                return found
    return _date_near(page, headline)


def _date_near(page: HtmlElement, headline: str | None, reach: int = 12) -> str | None:
    if not headline:
        return None
    body = next(page.iter("body"), page)
    lines = [line for t in body.itertext() if (line := t.strip())]
    at = next((i for i, line in enumerate(lines) if " ".join(line.split()) == headline), None)
    if at is None:
        return None
    near = [*lines[at + 1 : at + reach], *reversed(lines[max(0, at - reach) : at])]
    for line in near:
        day = next((m.full for m in mentions(line) if m.full), None) if len(line) < 60 else None
        if day:
            return day.isoformat()
    return None


def _same_moment(a: str, b: str | None) -> bool:
    return b is not None and (a == b or (len(b) == 10 and a[:10] == b))
