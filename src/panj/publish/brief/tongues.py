"""The report in another language: its own words are translated, those of the sources stay as they are.

Takes a report's content and a catalogue; gives the content. Quotations, names of outlets, titles of reports
and places below countries are not touched; in notes on where a sentence stands only the days are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from panj.publish.brief.document import Document
from panj.publish.brief.figure_rows import FigureGroup, FigureRow
from panj.publish.brief.pictures import Picture
from panj.publish.brief.reception import Reception
from panj.publish.brief.sectors import Sector
from panj.publish.brief.shapes import Line
from panj.publish.changes import Change
from panj.publish.languages import Catalogue, catalogue

_IN_PICTURE = re.compile(r"(?<=>)([^<>]+)(?=</text>)")


def in_language(doc: Document, language: str) -> Document:
    """The report's content in a language.

    Raises:
        PublishError: W024, where there is no catalogue of it.
    """
    say = catalogue(language)
    if language == "en":
        return doc
    text = say.text
    return replace(
        doc,
        language=language,
        title=" → ".join(text(part) for part in doc.title.split(" → ")),
        known=text(doc.known),
        subtitle=text(doc.subtitle),
        standing=text(doc.standing),
        since=text(doc.since),
        highlights=tuple(_highlight(line, say) for line in doc.highlights),
        figures=tuple(_group(g, say) for g in doc.figures),
        changed=tuple(_change(c, say) for c in doc.changed),
        overview=tuple((text(name), _lines(lines, say)) for name, lines in doc.overview),
        ahead=_lines(doc.ahead, say),
        sectors=tuple(_sector(s, say) for s in doc.sectors),
        unasked=text(doc.unasked),
        reception=tuple(_reception(r, say) for r in doc.reception),
        prepared=tuple(replace(p, text=say.prepared(p.text)) for p in doc.prepared),
        outlook=tuple(map(text, doc.outlook)),
        contradicted=_lines(doc.contradicted, say),
        dates=tuple(map(text, doc.dates)),
        unknown=tuple(map(text, doc.unknown)),
        method=tuple(map(text, doc.method)),
        sources=tuple(replace(s, outlet=text(s.outlet), when=text(s.when)) for s in doc.sources),
        notes=tuple(
            replace(n, outlet=text(n.outlet), when=text(n.when), where=text(n.where)) for n in doc.notes
        ),
        more=text(doc.more),
    )


def pictured(picture: Picture, language: str) -> Picture:
    """A picture with its caption and the words in it in a language."""
    if language == "en":
        return picture
    say = catalogue(language)

    def said(match: re.Match[str]) -> str:
        name = match.group(1)
        return say.text(name.title()).upper() if name.isupper() else say.text(name)

    svg = _IN_PICTURE.sub(said, picture.svg)
    return Picture(svg, say.text(picture.alt), say.text(picture.caption))


def _lines(lines: tuple[Line, ...], say: Catalogue) -> tuple[Line, ...]:
    return tuple(s if s.quoted else replace(s, text=say.text(s.text)) for s in lines)


def _highlight(line: Line, say: Catalogue) -> Line:
    return replace(line, text=say.highlight(line.short or line.text), short="")


def _group(group: FigureGroup, say: Catalogue) -> FigureGroup:
    return replace(group, title=say.text(group.title), rows=tuple(_row(r, say) for r in group.rows))


def _row(row: FigureRow, say: Catalogue) -> FigureRow:
    return replace(
        row,
        title=say.title(row.title),
        low=say.text(row.low),
        best=say.text(row.best),
        high=say.text(row.high),
        period=say.text(row.period),
        who=say.text(row.who),
        note=say.text(row.note),
    )


def _change(change: Change, say: Catalogue) -> Change:
    return replace(
        change,
        title=say.title(change.title),
        before=say.text(change.before),
        now=say.text(change.now),
        why=say.text(change.why),
    )


def _sector(sector: Sector, say: Catalogue) -> Sector:
    return replace(
        sector,
        name=say.text(sector.name),
        needs=_lines(sector.needs, say),
        response=_lines(sector.response, say),
        gaps=_lines(sector.gaps, say),
    )


def _reception(room: Reception, say: Catalogue) -> Reception:
    needs = tuple(replace(n, item=say.text(n.item), amount=say.text(n.amount)) for n in room.needs)
    stated, *tests = _lines((room.stated, *room.tests), say)
    outlook = tuple(map(say.text, room.outlook))
    return replace(room, stated=stated, tests=tuple(tests), outlook=outlook, needs=needs)
