"""A headline that stands apart from its text says where its lines play, and states no claim itself."""

from __future__ import annotations

import pytest

from panj.claims import read_figures
from panj.claims.headline import headed
from panj.model import Block, BlockKind, Report

BODY = (
    "At least 4,200 people have arrived since Monday, the mayor said. Another 310 were waiting at the river."
)
TITLE = "Thousands flee Cameroon for Chad"


def report(title: str | None, text: str = BODY, *, blocks: tuple[Block, ...] = ()) -> Report:
    return Report(text=text, title=title, published="2021-12-14", outlet="Logone Radio", blocks=blocks)


def test_a_headline_apart_says_where_people_came_from_and_went():
    (first, *_) = read_figures(report(TITLE)).claims
    assert (first.origin, first.destination) == ("Cameroon", "Chad")
    (bare, *_) = read_figures(report(None)).claims
    assert bare.destination is None


def test_offsets_are_those_of_the_text():
    made = report(TITLE)
    found = read_figures(made)
    for c in found.claims:
        assert made.text[c.start : c.end] == c.text
        assert c.text in c.sentence.of(made.text)
        assert c.report == made.id
    for d in found.developments:
        assert made.text[d.start : d.end] == d.text
        assert d.report == made.id


def test_a_figure_keeps_its_id_with_and_without_a_headline():
    assert [c.id for c in read_figures(report(TITLE)).claims] == [
        c.id for c in read_figures(report(None)).claims
    ]


def test_figures_of_the_headline_are_no_claims():
    found = read_figures(report("4,200 flee Cameroon in a week, 12 boats lost"))
    assert "12" not in {c.text for c in found.claims} | {a.text for a in found.set_aside}
    assert all(a.start >= 0 for a in found.set_aside)


@pytest.mark.parametrize(
    "title", ["", "  ", None, "At least 4,200 people have arrived", "AT LEAST 4,200  people"]
)
def test_what_the_text_says_itself_is_not_put_before_it(title: str | None):
    made = report(title)
    assert headed(made) == (made, 0)


def test_a_line_that_looked_like_a_headline_is_one_no_more_where_the_headline_is_known():
    text = "Injured: 52\n\nThe flood came on Sunday night and took the bridge of the town, the mayor said."
    looks = report(TITLE, text)
    read, added = headed(looks)
    kinds = [b.kind for b in read.blocks]
    assert kinds == [BlockKind.TITLE, BlockKind.BODY, BlockKind.BODY]
    assert read.text[read.blocks[0].start : read.blocks[0].end] == TITLE
    assert read.text[added:] == text


def test_what_is_known_of_each_stretch_stays_so():
    blocks = (Block(0, 30, BlockKind.FURNITURE), Block(30, len(BODY), BlockKind.CAPTION))
    read, added = headed(report(TITLE, blocks=blocks))
    assert [b.kind for b in read.blocks] == [BlockKind.TITLE, BlockKind.FURNITURE, BlockKind.CAPTION]
    assert [(b.start - added, b.end - added) for b in read.blocks[1:]] == [(0, 30), (30, len(BODY))]
