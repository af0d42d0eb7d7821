"""Page contexts: what is documented is what the templates use, no more and no less."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
from jinja2 import meta, nodes

from panj.publish.room import render
from panj.publish.room.catalogue import PAGES
from panj.publish.room.contexts import Context, Frame

PAGE_NAMES = {c.template: c for c in PAGES}
DOCUMENT = Path(__file__).parents[3] / "docs" / "room-templates.md"


def used(template: str, seen: set[str] | None = None) -> set[str]:
    """The names that a template and all that it draws in take from the context."""
    env = render.environment()
    assert env.loader is not None
    source = env.loader.get_source(env, template)[0]
    tree = env.parse(source)
    names = meta.find_undeclared_variables(tree) - set(env.globals)
    names -= {name for found in tree.find_all(nodes.FromImport) for name in found.names}
    names -= {found.name for found in tree.find_all(nodes.Macro)}
    for other in meta.find_referenced_templates(tree):
        if other and (seen is None or other not in seen):
            names |= used(other, {*(seen or ()), template})
    return names


@pytest.mark.parametrize("context", PAGES, ids=lambda c: c.__name__)
def test_a_template_uses_exactly_its_documented_context(context: type[Context]) -> None:
    declared = {f.name for f in fields(context)}  # type: ignore[arg-type]
    local = {"t", "x", "row", "sheet"}  # set by the loops that include a part
    taken = used(context.template) - local | ({"row"} & declared)
    assert taken == declared


@pytest.mark.parametrize("context", PAGES, ids=lambda c: c.__name__)
def test_every_field_is_documented(context: type[Context]) -> None:
    hints = get_type_hints(context, include_extras=True)
    for field in fields(context):  # type: ignore[arg-type]
        hint = hints[field.name]
        assert get_origin(hint) is Annotated
        assert len(get_args(hint)[1]) > 10


def test_the_document_lists_every_context_and_field() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for context in PAGES:
        part = text.split(f"### {context.__name__}\n", 1)
        assert len(part) == 2, context.__name__
        listed = part[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
        for field in fields(context):  # type: ignore[arg-type]
            help_text = get_args(get_type_hints(context, include_extras=True)[field.name])[1]
            assert f"| `{field.name}` | {help_text} |" in listed


def test_every_whole_template_has_a_context() -> None:
    env = render.environment()
    whole = {t for t in env.list_templates() if not t.startswith("_")} - {
        "base.html",
        "framed.html",
        "railed.html",
    }
    assert whole == set(PAGE_NAMES)


def test_a_frame_steps_over_publication_days() -> None:
    from datetime import date

    days = (date(2021, 7, 3), date(2021, 7, 5), date(2021, 7, 9))

    def around(known: date | None) -> tuple[date | None, date | None]:
        frame = Frame("", "", "today", "/", known, days, 1, 3, {})
        return frame.before, frame.after

    assert around(None) == (days[1], None)
    assert around(days[1]) == (days[0], days[2])
    assert around(date(2021, 7, 6)) == (days[1], days[2])
    assert around(date(2021, 7, 1)) == (None, days[0])
    assert around(days[0]) == (None, days[1])
