"""What changed as feeds: RSS for readers, JSON-LD in schema.org's terms for programs.

Takes two situations of one case; gives bytes, the same for the same situations.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from panj.publish.changes import Change, changes
from panj.publish.content import Situation
from panj.publish.footnotes import Footnotes


def _found(situation: Situation, previous: Situation) -> tuple[Change, ...]:
    return changes(situation, previous, Footnotes(situation))


def _day(situation: Situation) -> date:
    last = max((r.day for r in situation.reports.values() if r.day), default=date(1970, 1, 1))
    return situation.known or last


def _guid(change: Change, day: date) -> str:
    key = f"{change.title}|{change.before}|{change.now}|{day}"
    return f"urn:panj:change:{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def rss(situation: Situation, previous: Situation) -> bytes:
    """RSS 2.0: one item for each figure that is new, gone or different."""
    day = _day(situation)
    when = format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))
    items = "".join(
        f"<item><title>{_said(c)}</title><description>{_text(c.why)}</description>"
        f'<guid isPermaLink="false">{_guid(c, day)}</guid><pubDate>{when}</pubDate></item>\n'
        for c in _found(situation, previous)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{_text(situation.title)}: changes</title><link>urn:panj:changes</link>"
        f"<description>{_about(previous, day)}</description>"
        f"<lastBuildDate>{when}</lastBuildDate>\n{items}</channel></rss>\n"
    ).encode()


def _about(previous: Situation, day: date) -> str:
    """What the feed compares; against nothing, where no day was given, every figure is new."""
    if not previous.claims:
        return f"Every figure, as known on {day}"
    return f"Changes of figures since {_day(previous)}, as known on {day}"


def jsonld(situation: Situation, previous: Situation) -> bytes:
    """A schema.org DataFeed; its context is a vocabulary, so that nothing needs to be fetched to read it."""
    day = _day(situation)
    feed = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "DataFeed",
        "@id": f"urn:panj:changes:{_day(previous)}:{day}",
        "name": f"{situation.title}: changes",
        "dateModified": day.isoformat(),
        "dataFeedElement": [
            {
                "@type": "DataFeedItem",
                "@id": _guid(c, day),
                "dateModified": day.isoformat(),
                "name": c.title,
                "description": c.why,
                "item": {"@type": "Observation", "name": c.title, "value": c.now, "alternateName": c.before},
            }
            for c in _found(situation, previous)
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _said(change: Change) -> str:
    return _text(f"{change.title}: {change.before} → {change.now}")


def _text(words: str) -> str:
    """Words as XML text; control characters, which XML forbids, are left out."""
    return escape("".join(c for c in words if c >= " " or c in "\n\t"))
