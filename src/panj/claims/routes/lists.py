"""Lines of lists and tables: "– Vanj District: 173;" counts what the sentence above it counts, at the place of its label.

Takes text and spans; tells list lines from prose and gives their figures the place that the label names.
"""  # noqa: E501

from __future__ import annotations

import re

from panj.claims.counting.brackets import is_bare_bracket
from panj.claims.counting.grid import cell_at
from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.units import nouns
from panj.claims.routes.routes import give_place
from panj.claims.tables import table
from panj.model import FLOWS, Span

_BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s*\Z")
_LABELLED = re.compile(
    r"[A-ZÀ-Þ][\w ’'(),./-]{1,70}?(?::|\t|\s\||\s[–—-])\s*[$€£~]?"
    r"(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s)"
)
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Þ][\w ’'./-]{1,60}?)(?:\s*\([^()]*\))?\s*(?::|\t|\||\s[–—-])\s*\Z")
_LABELLING = re.compile(r"(?P<label>[A-ZÀ-Þ][\w ’'./-]{1,60}?)(?:\s*\([^()]*\))?\s*(?::|\|)\s")
_LABEL_WORDS = 6
_JOINING = frozenset({"de", "du", "el", "al", "of", "the", "and", "la", "des", "es", "ed", "ad", "as", "ar"})
_KINDS = frozenset(table("places")["words"]["kinds"])
_NAMED = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:de|du|el|al|of|the)\s+|\s+|-)?(?:[A-ZÀ-Þ][\w’'-]+)?(?:\s+[A-ZÀ-Þ][\w’'-]+)?)\s*\(\s*\Z"
)
_A_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:\s+[\w’'.-]+){0,4}")
_NO_PLACE = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Yesterday|Today|January|February|March|April|May|June|July|August|September|October|November|December|Night|Day|Week|Total|TOTAL|Sum|Subtotal|All|Other|Others|Overall|Men|Women|"
    r"Children|Boys|Girls|Refugees|IDPs|Families|Households|Individuals|Killed|Injured|Missing|Capacity|Required|Received|Funding)\b"
)


def is_item(text: str, span: Span) -> bool:
    """Whether a sentence is, or begins, a line of a list or a labelled line."""
    line = text.rfind("\n", 0, span.start) + 1
    if _BULLET.search(text[line : span.start]):
        return True
    return _LABELLED.match(text, span.start, span.end) is not None


def give_label(draft: Draft, text: str) -> None:
    """The place before the colon of a labelled line, or before a bracket that holds only the figure."""
    if is_bare_bracket(draft) and draft.measure is not None and "part.list" in draft.rules:
        _before_bracket(draft, text)
        return
    cell = cell_at(text, draft.start) if "noun.column" in draft.rules else None
    if cell is not None and draft.measure is not None and _A_NAME.fullmatch(cell.label):
        if not _NO_PLACE.search(cell.label) and tuple(cell.label.lower().split()) not in nouns():
            give_place(draft, cell.label)
            draft.rules.append("place.label")
        return
    if not draft.sentence.item or ("list.lead" not in draft.rules and not _begins(draft)):
        return
    match = _LABEL.search(text[draft.sentence.span.start : draft.start]) or _first_label(draft)
    if match is None or _NO_PLACE.search(match["label"]) or draft.measure is None:
        return
    name = _place_in(draft, match["label"].strip())
    if name is not None and not _is_told(draft):
        give_place(draft, name)
        draft.rules.append("place.label")


def _is_told(draft: Draft) -> bool:
    """ "Sudan: 3,000 people crossed into Chad": the clause after the label says itself where they went."""
    if draft.measure not in FLOWS or draft.destination is None:
        return False
    after = (m for m in draft.sentence.places if m.start > draft.end and m.role == "to")
    return any(m.name == draft.destination for m in after)


def _place_in(draft: Draft, label: str) -> str | None:
    """The place that a label is, or names: "Kibo", "Relocated to Kibo"; none in "Tents delivered"."""
    inside = [
        m
        for m in draft.sentence.places
        if m.end <= draft.start and not m.generic and m.role != "parent" and m.name in label
        if m.name.lower() not in _KINDS  # "District of arrival: …"
    ]
    if "|" in draft.sentence.text:
        return label
    told = [w for w in label.split() if w[:1].islower() and w not in _JOINING | _KINDS]
    if not told and not (inside and "of" in label.split()):
        return label
    spot = next((m for m in inside if m.role != "from"), None)
    return spot.name if spot is not None else None


def _first_label(draft: Draft) -> re.Match[str] | None:
    """The label of a line with several figures: "Kibo: nine camps, 11,300 persons"."""
    sentence = draft.sentence
    label = _LABELLING.match(sentence.text)
    if label is None or not (
        "|" in label[0] or any(m.name == label["label"].strip() for m in sentence.places)
    ):
        return None
    start = sentence.span.start
    other = any(start + label.end() <= m.start and not m.generic for m in sentence.places)
    return None if other else label


def _begins(draft: Draft) -> bool:
    """Whether a figure stands in a line that begins with a place: "Renk: 1,010 arrivals"."""
    sentence = draft.sentence
    label = _LABEL.match(sentence.text[: draft.start - sentence.span.start]) or _LABELLING.match(
        sentence.text
    )
    return label is not None and _is_named(label["label"].strip(), sentence)


def _is_named(label: str, sentence: Sentence) -> bool:
    """Whether a label is a place, or names one without a clause: "Renk", "Relocated to Renk"."""
    places = [m for m in sentence.places if m.name.lower() not in _KINDS]
    if any(m.name == label for m in places):
        return True
    words = frozenset(label.split())
    clause = any(
        t.pos in {"AUX", "MODAL", "NUM"} or t.tags & {"S"} for t in sentence.tokens if t.text in words
    )
    return not clause and len(words) <= _LABEL_WORDS and any(m.name in label for m in places)


def _before_bracket(draft: Draft, text: str) -> None:
    """ "Maleka (4,200), Duri (3,150)": each figure is of the place directly before its bracket."""
    match = _NAMED.search(text[draft.sentence.span.start : draft.start])
    if match is None or _NO_PLACE.search(match["name"]) or tuple(match["name"].lower().split()) in nouns():
        return
    give_place(draft, match["name"].strip())
    draft.rules.append("place.bracket")
