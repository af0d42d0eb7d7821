"""The room's frame in other languages: every phrase that a template gives to be translated has its entry."""

from itertools import chain

import pytest
from jinja2 import nodes

from panj.publish.languages import LANGUAGES, catalogue
from panj.publish.room import render


def said(template):
    """The phrases that a template passes to `_`; where it passes a name, those of its lists."""
    env = render.environment()
    tree = env.parse(env.loader.get_source(env, template)[0])
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_":
            held = [c.value for c in call.find_all(nodes.Const)]
            # the masthead and the row beneath it name their pages in lists of (page, path, words)
            yield from held or _listed(tree)


def _listed(tree):
    for row in tree.find_all(nodes.Tuple):
        if row.items and all(isinstance(i, nodes.Const) for i in row.items) and len(row.items) > 1:
            yield row.items[-1].value


def phrases():
    templates = render.environment().list_templates()
    found = set(chain.from_iterable(said(t) for t in templates))
    return sorted(w for w in found if w not in {"story", "work"})  # names of pages, compared with


def test_the_phrases_are_found():
    assert {"Today", "Who said what", "Handover", "Crossings", "Not known", "Show"} <= set(phrases())


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "en"])
@pytest.mark.parametrize("phrase", phrases())
def test_every_phrase_of_the_frame_has_an_entry(language, phrase):
    assert catalogue(language).words.get(phrase, phrase) != phrase
