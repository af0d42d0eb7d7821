"""What a gazetteer and the rest of the report know of a sentence's names: places confirmed and added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from panj.claims.mentions.nations import code_of, demonym
from panj.claims.mentions.places.mention import Known, Mention
from panj.claims.mentions.places.roles import with_role
from panj.claims.mentions.places.words import words_of
from panj.language.words import classes

_ARTICLE = re.compile(r"\s+(?:al|el|ad|ar|as|ash|at|az|an|ul)-[A-ZÀ-Þ][\w’'-]+")
_WATER = frozenset({"river", "water"})  # crossed, not reached


def whole_name(m: Mention, known: Sequence[Known], text: str) -> Mention:
    """ "Port Sudan", "Cox's Bazar": the gazetteer knows a longer name than the pattern found."""
    longer = next((k for k in known if k.code and k.start <= m.start and m.end <= k.end), None)
    if (
        longer is None
        or (longer.start == m.start and longer.end == m.end)
        or " " not in text[longer.start : longer.end]
    ):
        return m
    name = re.sub(r"\A[Tt]he\s+", "", text[longer.start : longer.end])
    return replace(m, start=longer.end - len(name), end=longer.end, name=name, country=longer.country)


def confirmed(m: Mention, known: Sequence[Known]) -> Mention:
    """The place with what the gazetteer knows of it; not `sure` where that is nothing."""
    hit = next((k for k in known if k.start < m.end and m.start < k.end), None)
    if hit is None and not m.country:
        return replace(m, sure=False)
    if hit is None or hit.code is None:
        return replace(m, nation=code_of(m.name) if m.country else None)
    water = hit.kind in _WATER
    return replace(m, code=hit.code, water=water, nation=hit.nation, parents=hit.parents, kind=hit.kind)


def unseen(text: str, start: int, known: Sequence[Known], found: Sequence[Mention]) -> list[Mention]:
    """The places that the gazetteer knows and no pattern found."""
    extra: list[Mention] = []
    for k in (_with_article(k, text) for k in known):
        if k.start < start or any(f.start < k.end and k.start < f.end for f in found):
            continue
        name = text[k.start : k.end]
        if any(w.strip(".’'") in words_of("not_places") for w in name.split()):
            continue
        if demonym(name) is not None or text[k.end : k.end + 1] == "$" or not _stands_alone(text, k):
            continue
        water = k.kind in _WATER
        seen = Mention(k.start, k.end, name, "none", k.country, code=k.code, water=water)
        extra.append(with_role(replace(seen, nation=k.nation, parents=k.parents, kind=k.kind), text, start))
    return extra


def _with_article(k: Known, text: str) -> Known:
    """ "Hammam al-Alil": a name that goes on behind what the gazetteer knows is another place."""
    more = _ARTICLE.match(text, k.end)
    return replace(k, end=more.end(), code=None, parents=(), kind="") if more else k


def _stands_alone(text: str, k: Known) -> bool:
    """Not inside a longer run of capitals, which is more likely a person or an organisation."""
    before = re.search(r"[A-ZÀ-Þ][\w’'.-]*(?<![’']s)\s+\Z", text[max(0, k.start - 30) : k.start])
    after = re.match(r"\s+[A-ZÀ-Þ]\w+", text[k.end : k.end + 30])
    return not before and not after


def named_again(
    text: str, start: int, end: int, names: Sequence[Mention], found: Sequence[Mention]
) -> list[Mention]:
    """Places of the report named in text[start:end] without a word that tells so: "Kibo was made for 500".

    Args:
        names: one mention of each place that the report names elsewhere.
        found: the mentions of this sentence so far; the result holds them too.
    """
    more: list[Mention] = []
    for known in names:
        for a in _standing(known.name, text, start, end):
            b = a + len(known.name)
            if any(m.start < b and a < m.end for m in (*found, *more)):
                continue
            plain = Mention(a, b, known.name, "none", known.country, code=known.code, sure=known.sure)
            spot = replace(
                plain, nation=known.nation, parents=known.parents, kind=known.kind, water=known.water
            )
            word = re.search(r"([\w’'.-]+)\s+\Z", text[max(start, a - 30) : a])
            opens = word is not None and word[1].lower() in classes()  # "But Nduta": no part of the name
            if opens or _stands_alone(text, Known(a, b, None, country=False)):
                more.append(with_role(spot, text, start))
    return sorted([*found, *more], key=lambda m: (m.start, -m.end)) if more else list(found)


def _standing(name: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where a name stands as whole words; found letter by letter, since each report has names of its own."""
    at = text.find(name, start, end)
    while at >= 0:
        stop = at + len(name)
        within = (at > start and _in_word(text[at - 1])) or (stop < end and _in_word(text[stop]))
        if not within:
            yield at
        at = text.find(name, at + 1 if within else max(stop, at + 1), end)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_-"
