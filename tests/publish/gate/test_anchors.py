"""Names are looked for only where they can begin: no name is missed by it, and none is found twice."""

import random
import re
from pathlib import Path

import pytest

from panj.publish.gate.anchors import anchors_of, openings
from panj.publish.gate.informants import _after, _before
from panj.publish.gate.offices import _bodies_in, _of_a_body, _openings, _owned, _owning
from panj.publish.gate.persons import _names
from panj.publish.gate.rules import rules
from panj.publish.gate.runs import NAME

TEXTS = sorted((Path(__file__).parents[2] / "gold").glob("**/*.txt"))
ODD = (
    "“We ran,” said Karim al-Bashir, 34. The bas-Okello ash-Sharif said so; O'Brien Smith, whose wife fled.",
    "iPhone Users who wept. İzmir's Ada Obi said. Amina Noor and her children; the superclinic nurse Ada Obi",
    "his brother Karim’s wife, Mr. Noor, according to Mrs Obi; -Noor who came; al-Noor who came",
)


def spans(found):
    return [(m.span(), m.groupdict()) for m in found]


def texts():
    """Reports, and their words in another order, in which what stands together by chance is met."""
    rng = random.Random(7)
    for path in TEXTS[:: max(1, len(TEXTS) // 60)]:
        text = path.read_text("utf-8")[:12_000]
        words = text.split()
        rng.shuffle(words)
        yield from (text, " ".join(words), text.title()[:3_000], text.upper()[:1_000])


def patterns(here):
    """Each pattern with the matches that are found from where it can begin."""
    yield re.compile(NAME), here.matches(re.compile(NAME))
    yield from ((p.pattern, p.of(here)) for p in (*_after(), *_before()))
    yield from ((pattern, here.matches(pattern)) for pattern, named in _names() if named)
    table = _openings()
    yield _of_a_body(), here.matches(_of_a_body(), _bodies_in(here)) if here.has(table["of a body"]) else ()
    yield _owning(), here.matches(_owning()) if here.has(table["owned"]) else ()
    yield _owned(), here.matches(_owned(), here.at(table["owned"]))


@pytest.mark.parametrize("odd", ODD)
def test_in_odd_words(odd):
    for pattern, found in patterns(anchors_of(odd)):
        assert spans(found) == spans(pattern.finditer(odd)), pattern.pattern[:80]


def test_in_reports_and_in_their_words_shuffled():
    seen = 0
    for text in texts():
        for pattern, found in patterns(anchors_of(text)):
            whole = spans(pattern.finditer(text))
            assert spans(found) == whole, (pattern.pattern[:80], text[:80])
            seen += len(whole)
    assert seen > 1_000


def test_every_phrase_of_the_lists_opens_with_a_word():
    """What opens with anything else would never be looked for."""
    for key, table in (("informants", rules()["informants"]), ("officials", rules()["officials"])):
        for name, phrases in table.items():
            assert all(openings([p]) for p in phrases), (key, name)
