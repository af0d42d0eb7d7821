"""One door to every format of the report.

Takes a situation, a format and a length; gives the bytes of a file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Literal

from panj.errors import PublishError
from panj.model import to_plain
from panj.publish.brief.document import Document
from panj.publish.brief.length import Length, length
from panj.publish.brief.rendering import render
from panj.publish.brief.standing import DRAFT, Standing
from panj.publish.content import Situation
from panj.publish.gate import Withheld

FORMATS = ("md", "html", "pdf", "docx")


def made(
    situation: Situation,
    format: str = "md",  # noqa: A002  the word of the command line
    *,
    limits: Length | None = None,
    previous: Situation | None = None,
    standing: Standing | None = None,
    withheld: Sequence[Withheld] = (),
    language: str = "en",
) -> bytes:
    """The report as the bytes of a file: a brief of two pages unless other limits are given.

    Raises:
        PublishError: W020, for any other format; W022, where a format needs what is not installed; W024,
            for a language that Panj has no catalogue of.
    """
    most = limits or length("brief")
    if format == "pdf":
        from panj.publish.brief.printing import pdf

        return pdf(
            situation,
            limits=most,
            previous=previous,
            standing=standing,
            withheld=withheld,
            language=language,
        )
    if format == "docx":
        from panj.publish.brief.word import docx

        return docx(
            situation,
            limits=most,
            previous=previous,
            standing=standing,
            withheld=withheld,
            language=language,
        )
    if format not in ("md", "html"):
        raise PublishError("W020", detail=repr(format), known="md, html, pdf, docx")
    kind: Literal["md", "html"] = "html" if format == "html" else "md"
    text = render(
        situation,
        kind,
        previous=previous,
        limits=most,
        standing=standing,
        withheld=withheld,
        language=language,
    )
    return text.encode()


def digest(doc: Document) -> str:
    """What a release is of: the content of a report, whatever its format and whether it is released."""
    plain = to_plain(asdict(replace(doc, standing=DRAFT, released=False)))
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
