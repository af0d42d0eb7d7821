"""The gate keeps its word however many names, labels and reports a case has."""

from __future__ import annotations

from panj.publish.gate.masks import Cover, Masks
from panj.publish.gate.pseudonyms import Pseudonyms
from panj.publish.gate.swaps import Swaps, swap


def test_every_label_is_shown_where_it_was_put_when_there_are_more_than_one_area_of_characters():
    masks, text = Masks(), "9"
    covered = [masks.cover(text, [Cover(0, 1, f"[{n} to {n + 9}]")]) for n in range(8_000)]
    assert len(set(covered)) == 8_000
    assert [masks.shown(c) for c in covered] == [f"[{n} to {n + 9}]" for n in range(8_000)]


def test_words_from_outside_are_not_taken_for_covers():
    masks = Masks()
    masks.char("[withheld]")
    assert masks.shown("at \U000f0000 the river") == "at \U000f0000 the river"


def test_many_words_are_replaced_as_each_would_be_by_itself():
    rows = [("Nyota Kalume", "[1]"), ("Kalume", "[1]"), ("al-Sabti", "[2]"), ("1,204", "[1,200 to 1,209]")]
    said = "Kalume’s men and Nyota Kalume, al-Sabti and Kalumeni; 1,204 or 21,204"
    one_by_one = said
    for held, label in rows:
        one_by_one = swap(one_by_one, held, label)
    assert Swaps(rows).of(said) == one_by_one
    assert one_by_one == "[1]’s men and [1], [2] and Kalumeni; [1,200 to 1,209] or 21,204"


def test_an_official_has_one_label_by_any_form_of_the_name_and_is_found_again():
    names = Pseudonyms()
    assert names.label("Governor Idris Mahamat") == names.label("Mahamat") == "[official 1]"
    assert names.label("Ruth Akello") == "[official 3]"
    text = "Mahamat left; Akello’s deputy did not, nor did Akellonia."
    assert [(text[c.start : c.end], c.label) for c in names.covers(text)] == [
        ("Mahamat", "[official 1]"),
        ("Mahamat", "[official 1]"),
        ("Akello", "[official 3]"),
    ]
    assert names.swapped("Akello, Idris Mahamat") == "[official 3], Idris [official 1]"
    assert names.tell({"akello"}, known=3)
    assert not names.tell({"akello"}, known=2)
