"""Developments in public form: words cut from the covered text, names and posts as they may stand.

Takes a development, its covered text and a function that cleans short texts; gives the development as it may
be told. Which sentences are covered whole is settled before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from panj.gazetteer import Gazetteer
from panj.model import Development
from panj.publish.gate import places


def public(d: Development, covered: str, clean: Callable[[str], str], gazetteer: Gazetteer) -> Development:
    """The development as it may be told.

    Args:
        d: as read.
        covered: the text of its report with what is withheld covered.
        clean: a short text of that report under the same rules.
        gazetteer: where crossing posts and their districts stand.
    """

    def may(text: str | None) -> str | None:
        return None if text is None else clean(text)

    name, code = may(d.place), d.place_code
    place = places.known(gazetteer, d.place_code)
    if place is not None and places.is_post(place):
        wider = places.district(place, gazetteer)
        name, code = (wider.name, wider.code) if wider else (None, None)
    return replace(
        d,
        text=covered[d.start : d.end],
        actors=tuple(map(clean, d.actors)),
        target=may(d.target),
        place=name,
        place_code=code,
        condition=may(d.condition),
        speaker=may(d.speaker),
        via=may(d.via),
        chain=tuple(map(clean, d.chain)),
        composition=may(d.composition),
        superlative=may(d.superlative),
    )
