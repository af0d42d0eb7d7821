"""The room's templates in other languages: whatever they say has its entry, and no entry is left over."""

import re
from itertools import chain

import pytest
from jinja2 import nodes

from panj.errors import MESSAGES
from panj.publish.languages import LANGUAGES, catalogue
from panj.publish.languages.catalogue import tables
from panj.publish.phrases import words as phrases
from panj.publish.room import files, render, words
from panj.publish.room.map import atlas

OTHERS = [x for x in LANGUAGES if x != "en"]
# phrases that templates put together of a field's name: filters of tables, terms of a claim
FIELDS = ("Measure", "Group", "Status", "Report|a source", "Unit", "Period", "Speaker", "Topic")
SLOT = re.compile(r"{(\w+)(?:!r)?}")


def said(template):
    """The keys of the phrases that a template says: by `_`, by `plural`, by a link to a page."""
    env = render.environment()
    tree = env.parse(env.loader.get_source(env, template)[0])
    for call in tree.find_all(nodes.Call):
        name = getattr(call.node, "name", "")
        args = [a.value if isinstance(a, nodes.Const) else None for a in call.args]
        if name == "_" and args[0]:
            yield f"{args[0]}|{args[1]}" if len(args) > 1 else args[0]
        elif name == "plural" or (name == "page_link" and args[1]):
            yield args[1]
        elif (
            name == "_"
        ):  # the masthead and the row beneath it name their pages in lists of (page, path, words)
            yield from (*_listed(tree), *(a.value for a in call.find_all(nodes.Const) if a.value.istitle()))


def _listed(tree):
    for row in tree.find_all(nodes.Tuple):
        if row.items and all(isinstance(i, nodes.Const) for i in row.items) and len(row.items) > 1:
            yield row.items[-1].value


def keys():
    found = set(chain.from_iterable(said(t) for t in render.environment().list_templates()))
    return sorted({*found, *FIELDS})


def test_the_phrases_are_found():
    assert {"Today", "Who said what", "Handover", "Not known", "Show", "the claims", "{n} figures"} <= set(
        keys()
    )
    assert len(keys()) > 250


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_of_the_templates_has_an_entry(language):
    table = tables(language)
    held = {*table["page"], *table["word"]}
    assert not [k for k in keys() if k not in held]


@pytest.mark.parametrize("language", OTHERS)
def test_no_entry_of_the_templates_is_left_over(language):
    spoken = {*keys(), "{a} → {b}", "to {place}", "from {place}", "by {day}"}  # said of places and days
    assert not [k for k in tables(language)["page"] if k not in spoken]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("section", ["page", "text", "title", "highlight", "prepared", "event", "claim"])
def test_every_entry_keeps_the_slots_of_its_phrase(language, section):
    for english, forms in tables(language)[section].items():
        for form in [forms] if isinstance(forms, str) else forms:
            assert set(SLOT.findall(form)) == set(SLOT.findall(english)), english
        assert isinstance(forms, str) or len(forms) == 3, english


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_that_counts_has_all_its_forms(language):
    table = tables(language)["page"]
    env = render.environment()
    for template in env.list_templates():
        for call in env.parse(env.loader.get_source(env, template)[0]).find_all(nodes.Call):
            if getattr(call.node, "name", "") == "plural":
                one, many = (a.value for a in call.args)
                assert SLOT.findall(one) == SLOT.findall(many)
                forms = table[many]  # one form alone says that nothing in it bends with the number
                assert isinstance(forms, str) or len(set(forms)) > 1 or forms[0] == forms[1] == forms[2]


@pytest.mark.parametrize("language", OTHERS)
def test_every_fault_is_told_with_its_slots(language):
    told = tables(language)["fault"]
    assert set(told) == set(MESSAGES)
    for code, english in MESSAGES.items():
        for given, form in zip(english, told[code], strict=True):
            assert set(SLOT.findall(form)) == set(SLOT.findall(given)), code


@pytest.mark.parametrize("language", OTHERS)
def test_every_label_has_its_words(language):
    own, exact = tables(language)["labels"], catalogue(language).words
    aside = {
        "crossings",
        "verify_questions",
    }  # words looked for in reports; whole questions, entries of [text]
    for table, held in words.labels().items():
        for code, entry in held.items() if table not in aside else ():
            names = (
                {k: v for k, v in entry.items() if k in ("mark", "title", "name")}
                if isinstance(entry, dict)
                else {"": entry}
            )
            for part, english in names.items():
                key = f"{code}.{part}" if part else code
                assert own.get(table, {}).get(key) or exact.get(english), (table, code, english)
    for table, held in own.items():
        known = words.labels()[table]
        assert not [k for k in held if k.split(".")[0] not in known], table


@pytest.mark.parametrize("language", OTHERS)
def test_every_question_of_the_verification_list_is_asked(language):
    say = catalogue(language)
    for english in words.labels()["verify_questions"].values():
        asked = english.format(what="“1,037” soldiers arrived", others="“900” (the ministry)")
        assert not re.search(r"[A-Za-z]{4,}", re.sub(r"the ministry", "", say.text(asked))), asked


@pytest.mark.parametrize("language", OTHERS)
def test_who_is_counted_has_four_forms(language):
    table = tables(language)["kin"]
    assert all(len(forms) == 4 for forms in table.values())
    groups = {g.replace("_", " ") for g in phrases()["group"]} | set(phrases()["group"].values())
    assert groups <= set(table)
    did = tables(language)["did"]
    assert set(phrases()["did"].values()) <= set(did)


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_movable_map_says_is_named_as_the_map_names_it(language):
    library = (files.STATIC / "vendor" / "maplibre-gl" / "maplibre-gl.mjs").read_text(encoding="utf-8")
    assert not [key for key in tables(language)["map"] if f'"{key}":`' not in library]


@pytest.mark.parametrize("language", OTHERS)
def test_every_country_of_the_drawn_map_has_its_name(language):
    names = {name for name, _ in atlas.within(-180, -90, 180, 90)}
    assert len(names) > 200
    assert not names - set(catalogue(language).countries)
