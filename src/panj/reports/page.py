"""HTML pages to reports: article text, title, outlet, dates, by trafilatura.

Takes the decoded page, gives a `Report` whose text is the article's paragraphs, a blank line between.
"""

from __future__ import annotations

import re

from trafilatura import bare_extraction

from panj.clock import parse_moment
from panj.errors import DateError, ReportError
from panj.model import Report
from panj.reports.layout import blocks, has_content

_HTML = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_html(data: bytes) -> bool:
    """Whether bytes without a telling suffix are a page."""
    return bool(_HTML.match(data[:2000]))


def read_page(html: str, where: str = "") -> Report:
    """The report on a page.

    Raises:
        ReportError: R010 where no article text is found.
    """
    found = bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=True, favor_precision=True
    )
    if found is None or isinstance(found, dict):
        raise ReportError("R010", where)
    text = "\n\n".join(line for line in (found.text or "").split("\n") if line.strip())
    parts = blocks(text)
    if not has_content(parts):
        raise ReportError("R010", where)
    return Report(
        text=text,
        published=_moment(found.date),
        outlet=found.sitename,
        url=found.url,
        title=found.title,
        language=found.language or "en",
        author=found.author,
        path=where,
        blocks=parts,
    )


def _moment(value: str | None) -> str | None:
    try:
        return parse_moment(value) if value else None
    except DateError:
        return None
