"""Places as a report writes them: names in a sentence with the words before them, and which role each plays.

Takes text and a gazetteer's mentions; gives `Mention`s. Patterns find names that no gazetteer holds:
capitals after in, from, to, into …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from panj.claims.mentions.nations import code_of, countries, demonym
from panj.claims.tables import alternation, table
from panj.language.words import classes

_NAME = (
    r"(?:[A-ZÀ-Þ](?:(?:\w|[’'](?!s\b)|-(?=\w))*\w)?(?:[-–][A-ZÀ-Þ]\w+)*|al-[A-Z]\w+|[a-z]{1,2}[’'][A-Z]\w+)"
)
_RUN = rf"{_NAME}(?:\s+(?:{_NAME}|Al|El|de|del|la|las|los|da|do|di|dos|du|des|al|(?:el|ad|ed|es)(?=\s+[A-Z])|of(?=\s+[A-Z])|of\s+the(?=\s+[A-Z])|and(?=\s+(?:Herzegovina|Tobago|Principe)))(?![\w’']))*"  # noqa: E501
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_NUMBERED = re.compile(r"\s+\d")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,6}")
_THEIR_PLACES = re.compile(
    r"\s+(?:villages|towns|districts|settlements|camps|quarters|neighbou?rhoods|areas)\s+of\s+[A-ZÀ-Þ]"
)
_CAPITALS = re.compile(r"(?:\s+[A-ZÀ-Þ][\w’'-]+){1,4}(?![\w’'])")
_AWAY = re.compile(
    r"\b(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|hours?|minutes?|days?|far|away)\s+(?:\w+\s+)?(?:away\s+)?from\s+"
    r"(?:(?:the|its|their|central|downtown)\s+)*\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\s+(?:al|el|ad|ar|as|ash|at|az|an|ul)-[A-ZÀ-Þ][\w’'-]+")
_WATER = frozenset({"river", "water"})  # crossed, not reached
_KIND_AFTER = r"province|district|region|state|county|governorate|city|town|village|camp"
_DIRECTION = r"(?:(?:far\s+)?(?:north|south|east|west|central|mid)(?:[-]?(?:east|west))?(?:ern|ernmost)?|upper|lower|downtown|rural|mainland)"  # noqa: E501


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place: offsets, name, role (from, to, in, of, object, none), whether a country.

    `generic`: a description that stands for a name ("the country", "the city"). The role "parent" marks what
    the place before it lies in ("Goma in North Kivu", "Goma (North Kivu)"): it is no place of its own.
    `nation`: ISO code of the country that it lies in; `parents`: codes of what it lies in.
    """

    start: int
    end: int
    name: str
    role: str
    country: bool = False
    generic: bool = False
    code: str | None = None
    sure: bool = True
    prep: str = ""
    water: bool = False
    nation: str | None = None
    parents: tuple[str, ...] = ()
    kind: str = ""


@cache
def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = table("places")["words"]
    return found


@cache
def _pattern() -> re.Pattern[str]:
    w = _table()
    kinds = alternation([*w["kinds"], *(k.capitalize() for k in w["kinds"])])
    prepositions = alternation(w["in"] + w["to"] + w["from"] + w["object"] + ["of", "between", "and", "or"])
    return re.compile(
        rf"(?:\b(?P<prep>(?i:{prepositions}))(?:,|\b)\s+)?"
        rf"(?P<lead>(?:(?:the|The|a|its|their|parts\s+of|areas\s+of|nearby|neighbou?ring|bordering|adjacent|besieged|sprawling|embattled|war-torn|beleaguered|coastal|nearby|eastern|overcrowded|remote|[a-z]+-held|[a-z]+-controlled|the\s+nearby|(?:its|the)\s+own|a\s+neighbourhood\s+of)\s+)*"
        rf"(?P<dir>{_DIRECTION}\s+)?(?P<leadkind>(?:[a-z]\w*+\s++)?(?:{kinds})\s+(?:of\s+|in\s+)?)?)"
        rf"(?P<name>{_RUN})(?P<poss>[’']s?(?=\s))?(?P<kind>\s+(?:{kinds})\b)?"
    )


@cache
def _generic() -> re.Pattern[str]:
    w = _table()
    return re.compile(
        rf"\b(?P<prep>{alternation(w['in'] + w['to'] + w['from'] + w['object'])})\s+(?P<name>(?:{alternation(w['generic'])})(?!\s+of\b)|the\s+(?-i:[A-ZÀ-Þ])\w+\s+side(?:\s+of\s+the\s+(?:border|frontier|river))?|(?:(?:its|their|the|several|six|five)\s+)?(?:{alternation(w['kept'])})|(?:the|its|their)\s+(?:[\w-]+\s+){{0,2}}?(?:border|frontier))\b"  # noqa: E501
        rf"|(?:\A|[.,;]\s|\bthat\s|\d\s|\byears?\s)\s*(?P<subject>the\s+country)\s+(?=has|had|hosts|hosted|was|is|will|can|could|took|received|sheltered)",
        re.IGNORECASE,
    )


def mentions(text: str, start: int, end: int, known: Sequence[Known] = ()) -> list[Mention]:
    """The places named in text[start:end].

    Args:
        known: names that a gazetteer found there: they confirm what patterns find, and are added where patterns miss.
    """  # noqa: E501
    found: list[Mention] = []
    at = start
    while at < end:
        if _CAPITAL.search(text, at, end) is None:
            break  # no name without one
        match = _pattern().search(text, at, end)
        if not match:
            break
        mention = _mention(match, text, start)
        if mention:
            found.append(mention)
            at = max(match.start() + 1, mention.end)
        else:
            at = match.end("name") if match.end("name") > at else match.end()
    found += _country_words(text, start, end, found)
    found = [
        _confirmed(_whole_name(m, known, text), known) for m in found if not _in_brackets(text, m, start)
    ]
    found += _unseen(text, start, known, found)
    for match in _generic().finditer(text, start, end):
        which = "name" if match["name"] else "subject"
        role = _role_of(match["prep"] or "")
        found.append(Mention(match.start(which), match.end(which), match[which], role, False, True))
    found = [m for m in found if not (m.start <= start + 1 and _is_dateline(m, text))]
    found = [_not_left(m, text) for m in found if not _in_name(m, text)]
    found.sort(key=lambda m: (m.start, -m.end))
    return _chain_roles(found, text)


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
                more.append(_with_role(spot, text, start))
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


@dataclass(frozen=True, slots=True)
class Known:
    """A name that a gazetteer found: offsets, code where settled, whether a country, what it lies in."""

    start: int
    end: int
    code: str | None
    country: bool
    kind: str = ""
    nation: str | None = None
    parents: tuple[str, ...] = ()


def _whole_name(m: Mention, known: Sequence[Known], text: str) -> Mention:
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


def _confirmed(m: Mention, known: Sequence[Known]) -> Mention:
    hit = next((k for k in known if k.start < m.end and m.start < k.end), None)
    if hit is None and not m.country:
        return replace(m, sure=False)
    if hit is None or hit.code is None:
        return replace(m, nation=code_of(m.name) if m.country else None)
    water = hit.kind in _WATER
    return replace(m, code=hit.code, water=water, nation=hit.nation, parents=hit.parents, kind=hit.kind)


def _unseen(text: str, start: int, known: Sequence[Known], found: Sequence[Mention]) -> list[Mention]:
    extra: list[Mention] = []
    for k in (_with_article(k, text) for k in known):
        if k.start < start or any(f.start < k.end and k.start < f.end for f in found):
            continue
        name = text[k.start : k.end]
        if any(w.strip(".’'") in _banned() for w in name.split()):
            continue
        if demonym(name) is not None or text[k.end : k.end + 1] == "$" or not _stands_alone(text, k):
            continue
        water = k.kind in _WATER
        seen = Mention(k.start, k.end, name, "none", k.country, code=k.code, water=water)
        extra.append(_with_role(replace(seen, nation=k.nation, parents=k.parents, kind=k.kind), text, start))
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


def _is_dateline(m: Mention, text: str) -> bool:
    """ "DUSHANBE, 7 July (State Agency).": where the report was written, not where anything happened."""
    name = text[m.start : m.end]
    return (
        len(name) > 3
        and name.isupper()
        and re.match(r"\s*(?:,|\(|[-–—]|/)", text[m.end : m.end + 4]) is not None
    )


def _not_left(m: Mention, text: str) -> Mention:
    """ "Um Rakuba, 70 kilometres from the border": nobody came from there."""
    if m.role == "from" and _AWAY.search(text[max(0, m.start - 40) : m.start]):
        return replace(m, role="none")
    return m


def _in_name(m: Mention, text: str) -> bool:
    """Whether it is part of a body's name or of a word: "the Free Kivu Rangers", "pre-registration"."""
    if m.generic:
        return False
    if m.name.lower() in _table()["prefixes"] and text[m.end : m.end + 1] == "-":
        return True
    after = _CAPITALS.match(text, m.end)
    return after is not None and any(w.lower() in _bodies() for w in after[0].split())


@cache
def _bodies() -> frozenset[str]:
    return frozenset(_table()["bodies"])


def _in_brackets(text: str, m: Mention, start: int) -> bool:
    left = text[max(start, m.start - 20) : m.start]
    return bool(re.search(r"\((?:banned|outlawed)\s+in\s+(?:the\s+)?\Z", left))


def _mention(m: re.Match[str], text: str, start: int) -> Mention | None:
    name = re.sub(r"[’']s$", "", re.sub(r"\s+", " ", m["name"]))
    country = name in countries()
    prep = " ".join((m["prep"] or "").lower().split())
    own_kind = (
        " ".join(name.lower().split()[-2:]) in _kind_words() or name.lower().split()[-1] in _kind_words()
    )
    if len(name) < 2 or (
        text[m.end("name") : m.end("name") + 1] in {"$", "."} and len(name) <= 2 and not country
    ):
        return None
    if prep == "to" and re.search(
        r"\baccording\s+\Z", text[max(start, m.start() - 12) : m.start()], re.IGNORECASE
    ):
        return None
    own_kind = own_kind or bool(m["leadkind"])
    if not country and not (m["prep"] or m["kind"] or m["poss"] or own_kind):
        return None
    if not country and _THEIR_PLACES.match(text, m.end("name")):
        return None  # "the Kachari villages of Bu and Mau": whose they are, not where
    if country and text[m.end("name") : m.end("name") + 1] == "$":
        return None
    if not country and _not_a_place(name, m, text, start, own_kind=own_kind):
        return None
    if m["poss"] and not country and not m["kind"] and not prep and not _owner().match(text, m.end()):
        return None
    role = _role_of(prep)
    if m["poss"] and role in {"none", "of"}:
        role = "of"
    if role == "none" and m["leadkind"] and m["leadkind"].rstrip().endswith("of"):
        role = "in"  # "overran the town of X": what follows plays there
    start_of_name = m.start("name")
    if " of " in name and name.split()[0].lower() in _ruling():
        name = name.split(" of ", 1)[1]  # "Population of Kibo camp"
        start_of_name, role = m.end("name") - len(name), "in"
    if m["dir"]:
        name = f"{m['dir'].strip()} {name}"
    return Mention(start_of_name, m.end("name"), name, role, country and not m["dir"], prep=prep)


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(_table()["kinds"])


@cache
def _owner() -> re.Pattern[str]:
    """What may follow "Khatlon's": a place in it, its border, its north."""
    kinds = alternation(_table()["kinds"])
    return re.compile(rf"\s+(?:{_RUN}\s+)?(?:{kinds}|border|capital|{_DIRECTION})\b")


@cache
def _of_lead() -> re.Pattern[str]:
    kinds = alternation(_table()["kinds"])
    more = "out|north|south|east|west|outside|off|side|coast|border|part|parts|all|control|areas?|from|outskirts|edge|residents|people|inhabitants|centre|center"  # noqa: E501
    return re.compile(rf"\b(?:{kinds}|{more})\s+\Z")


@cache
def _banned() -> frozenset[str]:
    return frozenset(_table()["not_places"])


def _not_a_place(name: str, m: re.Match[str], text: str, start: int, *, own_kind: bool) -> bool:
    if any(w.strip(".’'") in _banned() for w in name.split()) or demonym(name) is not None:
        return True
    if _NUMBERED.match(text, m.end("name")) and name.split()[-1] in _table()["numbered"]:
        return True  # "registered at Level 1"
    if _ACRONYM.fullmatch(name) and text[: m.start("name")].endswith(("the ", "The ")):
        return True  # "between the XYZ and the army": a body; countries are known by name
    if m["prep"] and m["prep"].lower() in {"and", "or"}:
        return False
    if m["prep"] and m["prep"].lower() == "of" and not m["kind"]:
        if name.split()[0] != name and demonym(name.split()[0]) is not None:
            return not _NOUN_OF.search(text[max(start, m.start("name") - 70) : m.start("name")])
        return not _of_lead().search(text[max(start, m.start() - 24) : m.start()].lower())
    return m.start("name") <= start + 1 and not m["prep"] and not m["kind"] and not own_kind


def _role_of(preposition: str) -> str:
    word = " ".join(preposition.lower().split())
    w = _table()
    for role in ("from", "to", "in", "object"):
        if word in w[role]:
            return role
    return {"of": "of", "and": "and", "or": "and", "between": "in"}.get(word, "none")


def _country_words(text: str, start: int, end: int, found: Sequence[Mention]) -> list[Mention]:
    extra: list[Mention] = []
    for m in _countries().finditer(text, start, end):
        if any(f.start < m.end() and m.start() < f.end for f in found) or text[m.end() : m.end() + 1] == "$":
            continue
        extra.append(_with_role(Mention(m.start(), m.end(), m.group(), "none", True), text, start))
    return extra


@cache
def _countries() -> re.Pattern[str]:
    first = "".join(sorted({name[0] for name in countries()}))  # nearly every word begins otherwise
    return re.compile(rf"\b(?=[{first}])(?:{alternation(countries())})(?![\w-])")


@cache
def _leading_in() -> re.Pattern[str]:
    """The preposition that a name follows."""
    w = _table()
    return re.compile(
        rf"\b({alternation(w['in'] + w['to'] + w['from'] + w['object'] + ['of', 'and', 'or'])})\s+(?:(?:the|its|their|neighbou?ring|nearby|former|{_DIRECTION})\s+)*\Z",  # noqa: E501
        re.IGNORECASE,
    )


def _with_role(m: Mention, text: str, start: int) -> Mention:
    match = _leading_in().search(text[max(start, m.start - 40) : m.start])
    role = _role_of(match.group(1)) if match else "none"
    return replace(m, role=role, prep=" ".join(match.group(1).lower().split()) if match else "")


@cache
def _kept() -> frozenset[str]:
    return frozenset(_table()["kept"])


def stands_for_itself(name: str) -> bool:
    """Whether a description needs no name: "neighbouring countries"."""
    return name.removeprefix("the ").removeprefix("its ").removeprefix("their ") in _kept()


_OWNED = re.compile(
    rf"[’']s?\s+(?:(?:{_DIRECTION}|own|border|remote|neighbou?ring)\s+)*(?:(?:city|town|village|port|island)\s+of\s+)?"
)
_AND = re.compile(
    r"(?:[’']s)?\s*(?:,|and|or|,\s*and|or|,\s*or|/)\s*(?:the\s+|to\s+|from\s+|into\s+|neighbou?ring\s+)?"
)
_INSIDE = re.compile(
    rf"(?:\s+(?:{_KIND_AFTER}))?\s*(?:,\s*|\(\s*|,?\s+in\s+|\s+of\s+)(?:(?:the|its|{_DIRECTION}|neighbou?ring)\s+)*(?:\w+\s+(?:of|in)\s+)?",
    re.IGNORECASE,
)
_SET_OUT = re.compile(
    r"\b(?:left|leave|leaves|leaving|fled|flee|fleeing|escaped|escaping|bound|headed|heading|heads|making|make|made|set\s+(?:out|off)|departed|departing|embarked|gone|exchanged|quit)\b[^.;:]{0,60}\bfor\s+(?:the\s+|neighbou?ring\s+|nearby\s+)*\Z",
    re.IGNORECASE,
)
_FOUGHT_FOR = re.compile(
    r"\b(?:battles?|fight(?:s|ing)?|struggle|offensive|operation|campaign|assault|clashes|push|war)\s+for\s+(?:the\s+)?(?:\w+\s+of\s+)?\Z",
    re.IGNORECASE,
)
_BY_WAY_OF = re.compile(r"\b(?:through|via|by\s+way\s+of)\s+(?:the\s+)?(?:\w+\s+of\s+)?\Z", re.IGNORECASE)
_NOUN_OF = re.compile(
    r"\b(?P<prep>into|to|towards?|from|out\s+of|in|on|inside|across|entered|reached|crossed|fled|left)\s+(?:the|a|its|their|several|many|some)?\s*(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z]+)\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


def _governed(m: Mention, text: str) -> Mention:
    """ "From the high pastures of Badakhshan": the preposition before the noun gives the role."""
    if m.role not in {"of", "none"}:
        return m
    match = _NOUN_OF.search(text[max(0, m.start - 70) : m.start])
    if match is None or match["noun"].lower() in _ruling():
        return m
    prep = " ".join(match["prep"].lower().split())
    return replace(m, role=_role_of(prep), prep=prep)


@cache
def _ruling() -> frozenset[str]:
    return frozenset(_table()["people_of"])


def _is_parent(m: Mention, before: Mention, text: str) -> bool:
    """Whether a place is what the one before it lies in: "Goma in North Kivu", "Goma (North Kivu)"."""
    if before.generic or m.generic or before.role == "parent":
        return False
    if not _INSIDE.fullmatch(text[before.end : m.start]):
        return False
    if m.code is not None and before.code is not None:
        return m.code != before.code and m.code in before.parents
    return text[before.end : m.start].strip().endswith("(") and not before.country


def _for_there(m: Mention, text: str) -> bool:
    """ "Left Mali for Niger", "fled Venezuela for Colombia"; not "fled the battle for Mosul"."""
    left = text[max(0, m.start - 90) : m.start]
    return _SET_OUT.search(left) is not None and _FOUGHT_FOR.search(left) is None


def _chain_roles(found: list[Mention], text: str) -> list[Mention]:
    """A list of places shares the role of its first: "into Iran, Pakistan and Turkey"."""
    done: list[Mention] = []
    for mention in found:
        m = _governed(mention, text)
        if done and m.role in {"none", "of", "in"} and _is_parent(m, done[-1], text):
            done.append(replace(m, role="parent"))
            continue
        if done and m.role in {"none", "of"} and _OWNED.fullmatch(text[done[-1].end : m.start]):
            # "into Jordan's Ramtha district"
            m = replace(m, role=done[-1].role, prep=done[-1].prep, nation=m.nation or done[-1].nation)
            done[-1] = replace(done[-1], role="parent")
        if m.role == "none" and _for_there(m, text):
            m = replace(m, role="to", prep="for")
        if done and m.role in {"and", "none"}:
            between = text[done[-1].end : m.start]
            if _AND.fullmatch(between) and done[-1].role != "parent":
                m = replace(m, role=done[-1].role, prep=done[-1].prep)
        if m.role == "and":
            m = replace(m, role="none")
        if m.role == "none" and _BY_WAY_OF.search(text[max(0, m.start - 40) : m.start]):
            m = replace(m, prep="through")
        done.append(m)
    return done
