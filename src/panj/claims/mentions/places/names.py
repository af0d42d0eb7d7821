"""Places as a report writes them: the names in a sentence, with the words before and after them.

Takes text and a gazetteer's mentions; gives `Mention`s. Patterns find names that no gazetteer holds:
capitals after in, from, to, into …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.mentions.nations import code_of, countries, demonym
from panj.claims.mentions.places.company import by_company
from panj.claims.mentions.places.known import confirmed, unseen, whole_name
from panj.claims.mentions.places.mention import Known, Mention
from panj.claims.mentions.places.roles import NOUN_OF, ROLE_WORDS, not_left, role_of, with_role, with_roles
from panj.claims.mentions.places.soil import lands
from panj.claims.mentions.places.words import DIRECTION_RE, NAME_RE, phrases, words_of
from panj.claims.tables import alternation

_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_NUMBERED = re.compile(r"\s+\d")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,6}")
_ACRONYM_AND = re.compile(r"\b[A-Z][A-Z0-9-]{1,6}(?:,|\s+and)\s+(?:the\s+)?\Z")
_THEIR_PLACES = re.compile(
    r"\s+(?:villages|towns|districts|settlements|camps|quarters|neighbou?rhoods|areas)\s+of\s+[A-ZÀ-Þ]"
)
# "The northern province of X" is all of X, "the northern part of X" is not.
_OF_WHOLE = re.compile(
    r"\b(?:province|district|state|county|governorate|prefecture|oblast|department|municipality|town|city|village|camp|island|"
    r"commune|township|port)\s+of\s+\Z",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:\s+[A-ZÀ-Þ][\w’'-]+){1,4}(?![\w’'])")


@cache
def _pattern() -> re.Pattern[str]:
    kinds = alternation([*phrases("kinds"), *(k.capitalize() for k in phrases("kinds"))])
    prepositions = alternation([*ROLE_WORDS, "of", "between", "and", "or"])
    return re.compile(
        rf"(?:\b(?P<prep>(?i:{prepositions}))(?:,|\b)\s+)?"
        rf"(?P<lead>(?:(?:the|The|a|its|their|parts\s+of|areas\s+of|nearby|neighbou?ring|bordering|adjacent|besieged|sprawling|embattled|war-torn|beleaguered|coastal|nearby|eastern|overcrowded|remote|[a-z]+-held|[a-z]+-controlled|the\s+nearby|(?:its|the)\s+own|a\s+neighbourhood\s+of)\s+)*"
        rf"(?P<dir>{DIRECTION_RE}\s+)?(?P<leadkind>(?:[a-z]\w*+\s++)?(?:{kinds})\s+(?:of\s+|in\s+)?)?)"
        rf"(?P<name>{NAME_RE})(?P<poss>[’']s?(?=\s))?(?P<kind>\s+(?:{kinds})\b)?"
    )


_UNGOVERNED = "".join(rf"(?<!\b{w}\s)" for w in ("of", "in", "to", "into", "from", "across", "left"))
_DESCRIBED = r"(?:country|province|district|region|state|county|town|city|camp|settlement|village|island)"
_OURS = r"(?:country|nation|republic|homeland|land|soil|territory|state|province|region|district|county|governorate|municipality|city|town|island|camp)"  # noqa: E501
_ADVERBS = r"(?:now|already|currently|still|also|alone|itself|then|today)"


@cache
def _generic() -> re.Pattern[str]:
    does = alternation([*phrases("holding"), "was", "is", "will", "can", "could"])
    return re.compile(
        rf"\b(?P<prep>{alternation(ROLE_WORDS)})\s+(?P<name>(?:{alternation(phrases('generic'))})(?!\s+of\b)|the\s+(?-i:[A-ZÀ-Þ])\w+\s+side(?:\s+of\s+the\s+(?:border|frontier|river))?|(?:(?:its|their|the|several|six|five)\s+)?(?:{alternation(phrases('kept'))})|(?:the|its|their)\s+(?:[\w-]+\s+){{0,2}}?(?:border|frontier))\b"
        rf"|\b(?P<with>with|among|amongst)\s+(?P<us>us)\b"
        rf"|\b(?P<in>{alternation(ROLE_WORDS)})\s+(?P<our>our\s+(?:own\s+)?{_OURS})\b"
        rf"|{_UNGOVERNED}(?P<subject>(?:the\s+{_DESCRIBED}|our\s+{_OURS}))\s+(?=(?:{_ADVERBS}\s+)*(?:{does})\b)",
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
    found = [confirmed(whole_name(m, known, text), known) for m in found if not _in_brackets(text, m, start)]
    found += unseen(text, start, known, found)
    found += by_company(text, start, end, found)
    found += [
        Mention(x.start, x.end, x.country, role_of(x.preposition), True, nation=code_of(x.country))
        for x in lands(text, start, end)
        if not any(m.start < x.end and x.start < m.end for m in found)
    ]
    for match in _generic().finditer(text, start, end):
        which = next(w for w in ("name", "us", "our", "subject") if match[w])
        role = "in" if which == "us" else role_of(match["prep"] or match["in"] or "")
        words = match[which]
        words = words[0].lower() + words[1:] if words.startswith(("The ", "Our ")) else words
        found.append(Mention(match.start(which), match.end(which), words, role, False, True))
    found = [m for m in found if not (m.start <= start + 1 and _is_dateline(m, text))]
    found = [not_left(m, text) for m in found if not _in_name(m, text) and not _is_body(m, text)]
    found.sort(key=lambda m: (m.start, -m.end))
    return with_roles(found, text)


def _is_dateline(m: Mention, text: str) -> bool:
    """ "DUSHANBE, 7 July (State Agency).": where the report was written, not where anything happened."""
    name = text[m.start : m.end]
    return (
        len(name) > 3
        and name.isupper()
        and re.match(r"\s*(?:,|\(|[-–—]|/)", text[m.end : m.end + 4]) is not None
    )


def _in_name(m: Mention, text: str) -> bool:
    """Whether it is part of a body's name or of a word: "the Free Kivu Rangers", "pre-registration"."""
    if m.generic:
        return False
    if m.name.lower() in words_of("prefixes") and text[m.end : m.end + 1] == "-":
        return True
    after = _CAPITALS.match(text, m.end)
    return after is not None and any(w.lower() in words_of("bodies") for w in after[0].split())


def _is_body(m: Mention, text: str) -> bool:
    """ "NEMA registered 300", "Ruritania's NEMA": letters without a preposition that tells of a place.

    Somewhere in the world a town bears the name of most agencies; in a line of capitals a town may be meant.
    """
    joined = m.role == "and" and _ACRONYM_AND.search(text[: m.start]) is not None  # "UNHCR and COR relocate"
    short = _ACRONYM.fullmatch(m.name) is not None and (joined or m.role in {"none", "of"})
    return short and not m.country and any(c.islower() for c in text[m.end : m.end + 30])


def _in_brackets(text: str, m: Mention, start: int) -> bool:
    left = text[max(start, m.start - 20) : m.start]
    return bool(re.search(r"\((?:banned|outlawed)\s+in\s+(?:the\s+)?\Z", left))


def _mention(m: re.Match[str], text: str, start: int) -> Mention | None:
    name = re.sub(r"[’']s$", "", re.sub(r"\s+", " ", m["name"]))
    country = name in countries()
    prep = " ".join((m["prep"] or "").lower().split())
    own_kind = " ".join(name.lower().split()[-2:]) in words_of("kinds") or name.lower().split()[
        -1
    ] in words_of("kinds")
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
    role = role_of(prep)
    if m["poss"] and role in {"none", "of"}:
        role = "of"
    if role == "none" and m["leadkind"] and m["leadkind"].rstrip().endswith("of"):
        role = "in"  # "overran the town of X": what follows plays there
    start_of_name = m.start("name")
    if " of " in name and name.split()[0].lower() in words_of("people_of"):
        name = name.split(" of ", 1)[1]  # "Population of Kibo camp"
        start_of_name, role = m.end("name") - len(name), "in"
    part = bool(m["dir"]) and not _OF_WHOLE.search(m["leadkind"] or "")
    if part:
        name = f"{m['dir'].strip()} {name}"
    return Mention(start_of_name, m.end("name"), name, role, country and not part, prep=prep)


@cache
def _owner() -> re.Pattern[str]:
    """What may follow "Khatlon's": a place in it, its border, its north."""
    kinds = alternation(phrases("kinds"))
    return re.compile(rf"\s+(?:{NAME_RE}\s+)?(?:{kinds}|border|capital|{DIRECTION_RE})\b")


@cache
def _of_lead() -> re.Pattern[str]:
    kinds = alternation(phrases("kinds"))
    more = "out|north|south|east|west|outside|off|side|coast|border|part|parts|all|control|areas?|from|outskirts|edge|residents|people|inhabitants|centre|center"  # noqa: E501
    return re.compile(rf"\b(?:{kinds}|{more})\s+\Z")


def _not_a_place(name: str, m: re.Match[str], text: str, start: int, *, own_kind: bool) -> bool:
    if any(w.strip(".’'") in words_of("not_places") for w in name.split()) or demonym(name) is not None:
        return True
    if _NUMBERED.match(text, m.end("name")) and name.split()[-1] in words_of("numbered"):
        return True  # "registered at Level 1"
    if _ACRONYM.fullmatch(name) and text[: m.start("name")].endswith(("the ", "The ")):
        return True  # "between the XYZ and the army": a body; countries are known by name
    if m["prep"] and m["prep"].lower() in {"and", "or"}:
        return False
    if m["prep"] and m["prep"].lower() == "of" and not m["kind"]:
        if name.split()[0] != name and demonym(name.split()[0]) is not None:
            return not NOUN_OF.search(text[max(start, m.start("name") - 70) : m.start("name")])
        return not _of_lead().search(text[max(start, m.start() - 24) : m.start()].lower())
    return m.start("name") <= start + 1 and not m["prep"] and not m["kind"] and not own_kind


def _country_words(text: str, start: int, end: int, found: Sequence[Mention]) -> list[Mention]:
    extra: list[Mention] = []
    for m in _countries().finditer(text, start, end):
        if any(f.start < m.end() and m.start() < f.end for f in found) or text[m.end() : m.end() + 1] == "$":
            continue
        extra.append(with_role(Mention(m.start(), m.end(), m.group(), "none", True), text, start))
    return extra


@cache
def _countries() -> re.Pattern[str]:
    first = "".join(sorted({name[0] for name in countries()}))  # nearly every word begins otherwise
    return re.compile(rf"\b(?=[{first}])(?:{alternation(countries())})(?![\w-])")
