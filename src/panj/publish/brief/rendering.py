"""Lays out a report's content as Markdown or as a standalone HTML page.

Takes a `Situation`; gives text. All report text is escaped; nothing is fetched from anywhere; the same
situation gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from panj.errors import PublishError
from panj.publish.brief import bars
from panj.publish.brief.document import write
from panj.publish.brief.length import Length
from panj.publish.brief.pictures import Picture, arrivals_picture, map_picture
from panj.publish.brief.standing import Standing
from panj.publish.brief.tongues import in_language, pictured
from panj.publish.content import Situation
from panj.publish.gate import Withheld
from panj.publish.languages import catalogue

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~])")
_LINE_START = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s)", re.MULTILINE)


def render(
    situation: Situation,
    format: Literal["md", "html"] = "md",  # noqa: A002  the word of the command line
    *,
    previous: Situation | None = None,
    limits: Length | None = None,
    standing: Standing | None = None,
    withheld: Sequence[Withheld] = (),
    language: str = "en",
) -> str:
    """The situation report.

    Args:
        situation: as known on its day.
        format: `md` for Markdown with footnotes, `html` for one page that stands alone.
        previous: the situation of the report before; gives the table of changes.
        limits: how much each part may hold; all of it where none are given.
        standing: who released it; a draft where nobody did.
        withheld: what the disclosure gate kept back, to be counted.
        language: of the report's own words: en or ru; sources are quoted in theirs.

    Raises:
        PublishError: W020, for any other format; W024, for any other language.
    """
    if format not in ("md", "html"):
        raise PublishError("W020", detail=repr(format), known="md, html")
    template = _brief_environment(html=format == "html").get_template(f"brief.{format}.j2")
    doc = write(situation, previous=previous, limits=limits, standing=standing, withheld=withheld)
    doc = in_language(doc, language)
    drawn = [pictured(p, language) for p in _pictures(situation)] if format == "html" else []
    text = template.render(doc=doc, pictures=drawn, _=catalogue(language).text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _pictures(situation: Situation) -> list[Picture]:
    """The map and the arrivals by day, where there is something to draw."""
    return [p for p in (map_picture(situation), arrivals_picture(situation)) if p is not None]


@cache
def environment(package: str, folder: str, *, html: bool) -> Environment:
    """The templates of documents that are given out: Markdown is escaped by its own filter, HTML always."""
    made = Environment(
        loader=PackageLoader(package, folder),
        autoescape=html,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["md"] = markdown_safe
    return made


@cache
def _brief_environment(*, html: bool) -> Environment:
    made = environment("panj.publish.brief", "templates", html=html)
    made.filters["drawn"] = Markup  # our own pictures; every word in them is escaped
    made.globals.update(bar=bars.bar, scale=bars.scale, css=_css())
    return made


def _css() -> Markup:
    source = resources.files("panj.publish.brief") / "templates" / "brief.css"
    return Markup(source.read_text(encoding="utf-8"))  # noqa: S704  our own file


def markdown_safe(text: str) -> str:
    """Text in which Markdown sees no marks of its own.

    >>> markdown_safe("a|b *c*")
    'a\\\\|b \\\\*c\\\\*'
    """
    return _LINE_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", " ".join(text.split())))
