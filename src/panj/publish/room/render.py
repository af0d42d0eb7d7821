"""Fills templates with page contexts; everything that comes from a report is escaped.

Takes a context; gives HTML. Undefined names fail loudly, so that no page silently lacks a figure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from panj.publish.room import words
from panj.publish.room.contexts import Context
from panj.publish.room.files import asset
from panj.publish.room.tongue import Tongue
from panj.settings import load


@cache
def environment(language: str = "en") -> Environment:
    """The templates' environment: autoescape everywhere, the room's words in a language as filters."""
    env = Environment(
        loader=PackageLoader("panj.publish.room", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tongue = Tongue(language)
    env.filters.update(family=words.family, **tongue.filters())
    env.globals.update(asset=asset, **tongue.names())
    return env


@cache
def language() -> str:
    """The language of the room, by the settings of this machine."""
    return load().language


def told() -> Callable[[str], object]:
    """Says a finished phrase of the program in the language of the room, for pages made elsewhere."""
    say: Callable[[str], object] = environment(language()).filters["told"]
    return say


def html(context: Context, *, fragment: str | None = None) -> str:
    """A page, or the fragment template of it that a swap asks for."""
    return environment(language()).get_template(fragment or context.template).render(context.values())
