"""The report on paper: PDF and pictures by Typst, which pip alone installs (extra `brief`).

Takes a situation; gives bytes, the same for the same situation: the clock stands at the day of the report,
fonts come with Panj, and text reaches the engine as data, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

from panj.errors import PublishError
from panj.model import Bounds
from panj.publish.brief.bars import marks
from panj.publish.brief.document import Document, write
from panj.publish.brief.length import Length
from panj.publish.brief.pictures import Picture, arrivals_picture, map_picture
from panj.publish.brief.standing import Standing
from panj.publish.brief.tongues import in_language, pictured
from panj.publish.content import Situation
from panj.publish.gate import Withheld
from panj.publish.languages import catalogue

_SHARES = tuple(round(1 - 0.04 * n, 2) for n in range(20))  # of the limits, until the pages hold
_ONE_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.data), format: "svg")
"""
LEGEND = (
    "Bars run from low to high on the scale of their section, with a mark at the best value; a pale bar has "
    "an end that nobody stated. Indented lines are parts of the line above and are not to be added to it."
)
_QUOTE = {"flash": 90, "brief": 150, "full": 400}  # characters of a footnote's sentence on paper


def pdf(
    situation: Situation,
    *,
    limits: Length,
    previous: Situation | None = None,
    standing: Standing | None = None,
    withheld: Sequence[Withheld] = (),
    language: str = "en",
) -> bytes:
    """The report as PDF, shortened until it takes no more pages than its length allows.

    Raises:
        PublishError: W022, where Typst is not installed.
    """
    typst = engine()
    drawn = [pictured(p, language) for p in _pictures(situation, limits)]

    def laid(share: float) -> str:
        made = limits.shortened(share)
        doc = write(situation, previous=previous, limits=made, standing=standing, withheld=withheld)
        return json.dumps(_data(in_language(doc, language), made, drawn), ensure_ascii=False)

    with ExitStack() as held:
        setting = _setting(held, situation)

        def fits(share: float) -> bool:
            setting["sys_inputs"] = {"data": laid(share)}
            return not limits.pages or _pages(typst, setting) <= limits.pages

        setting["sys_inputs"] = {"data": laid(_longest(fits))}
        made_pdf: bytes = typst.compile(format="pdf", pdf_standards="ua-1", **setting)
        return made_pdf


def _longest(fits: Callable[[float], bool]) -> float:
    """The largest share with which the report keeps its pages; the smallest where none does."""
    if fits(_SHARES[0]):
        return _SHARES[0]
    low, high = 0, len(_SHARES) - 1  # the first does not fit, the last is taken to
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(_SHARES[middle]) else (middle, high)
    return _SHARES[high]


def _pictures(situation: Situation, limits: Length) -> list[Picture]:
    """The map, and on more than one page the arrivals by day, where there is something to draw."""
    found = (map_picture(situation), arrivals_picture(situation) if limits.name != "flash" else None)
    return [p for p in found if p is not None]


def picture_png(picture: Picture, *, ppi: float = 220) -> bytes:
    """A picture as PNG, for formats that take no SVG.

    Raises:
        PublishError: W022, where Typst is not installed.
    """
    typst = engine()
    with ExitStack() as held:
        setting = _setting(held, None)
        setting["input"] = _ONE_PICTURE
        setting["sys_inputs"] = {"data": picture.svg}
        made: bytes = typst.compile(format="png", ppi=ppi, **setting)
        return made


def engine() -> Any:
    """The module of the engine."""
    try:
        import typst
    except ImportError:
        raise PublishError("W022", detail="typst") from None
    return typst


def _setting(held: ExitStack, situation: Situation | None) -> dict[str, Any]:
    fonts = resources.files("panj.publish.brief") / "fonts"
    template = resources.files("panj.publish.brief") / "templates" / "brief.typ"
    when = _day(situation) or date(2000, 1, 1)
    return {
        "input": template.read_bytes(),
        "font_paths": [str(held.enter_context(resources.as_file(fonts)))],
        "ignore_system_fonts": True,
        "timestamp": int(datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp()),
    }


def _day(situation: Situation | None) -> date | None:
    if situation is None:
        return None
    return situation.known or max((r.day for r in situation.reports.values() if r.day), default=None)


def _pages(typst: Any, setting: dict[str, Any]) -> int:
    asked = {k: v for k, v in setting.items() if k != "timestamp"}
    found = json.loads(typst.query(selector="<pages>", field="value", **asked))
    return int(found[0])


def _data(doc: Document, limits: Length, pictures: Sequence[Picture]) -> dict[str, Any]:
    """The report as the template reads it, with the catalogue's words for its fixed strings."""
    plain, say = asdict(doc), catalogue(doc.language)
    most = _QUOTE.get(limits.name, 150)
    for note in plain["notes"]:
        note["quote"] = _cut(note["quote"], most)
    for group, drawn in zip(plain["figures"], doc.figures, strict=True):
        barred = any(row.bounds for row in drawn.rows)
        group["scale"] = [say.text(mark) for mark in marks(drawn.top)] if barred else []
        for row, own in zip(group["rows"], drawn.rows, strict=True):
            row["bar"] = _bar(own.bounds, drawn.top)
    for room in plain["reception"]:
        room["takes"] = say.text(f"What that number takes, {room['days']} days")
    plain["pictures"] = [asdict(p) for p in pictures]
    plain["length"] = limits.name
    plain["words"] = say.words
    plain["legend"] = say.text(LEGEND)
    plain["changed_title"] = say.text(f"What changed since {doc.since}")
    return plain


def _bar(bounds: Bounds | None, top: float) -> dict[str, Any] | None:
    """A bar in shares of its scale."""
    if bounds is None or (bounds.high is None and bounds.low <= 0):
        return None
    high = top if bounds.high is None else bounds.high
    best = None if bounds.best is None else min(1.0, bounds.best / top)
    is_open = bounds.high is None or bounds.soft_high
    return {"low": min(1.0, bounds.low / top), "high": min(1.0, high / top), "best": best, "open": is_open}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: text.rfind(" ", 0, most)].rstrip(" ,;") + " …"
