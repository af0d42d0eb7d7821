"""Fills templates with page contexts; everything that comes from a report is escaped.

Takes a context; gives HTML. Undefined names fail loudly, so that no page silently lacks a figure.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined

from panj.publish.languages import catalogue
from panj.publish.room import evidence, words
from panj.publish.room.contexts import Context
from panj.settings import load

STATIC = resources.files("panj.publish.room") / "static"


@cache
def environment() -> Environment:
    """The templates' environment: autoescape everywhere, the room's words as filters."""
    env = Environment(
        loader=PackageLoader("panj.publish.room", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        day=words.day,
        number=words.number,
        interval=words.interval,
        family=words.family,
        said=words.label,
        counted=words.counted,
    )
    env.globals.update(
        labels=words.labels(),
        asset=asset,
        period=words.period,
        where=words.where,
        claim_title=evidence.claim_title,
        _=lambda phrase: catalogue(_language()).text(phrase),
        language=_language,
    )
    return env


@cache
def _language() -> str:
    """The language of the room's frame, by the settings of this machine."""
    return load().language


def html(context: Context, *, fragment: str | None = None) -> str:
    """A page, or the fragment template of it that a swap asks for."""
    return environment().get_template(fragment or context.template).render(context.values())


@cache
def asset(name: str) -> str:
    """The address of a static file, with its content's hash so that a new version is fetched."""
    held = sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={held}"
