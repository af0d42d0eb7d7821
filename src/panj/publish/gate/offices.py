"""Names of persons who hold an office: a rank, a title or a body that they speak for stands beside them.

Takes text; gives the spans of such names. The words are those of persons.toml, `[officials]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from panj.publish.gate.anchors import Anchors, anchors_of, openings
from panj.publish.gate.rules import any_of, rules
from panj.publish.gate.runs import NAME, PART, UPPER, bodies_named, is_body, is_nation, never, trimmed

_NEAR = 110  # characters behind a name within which its office must stand
_BRACKETED = re.compile(rf"[A-Z]{{2,}} \((?:Mr|Mrs|Ms|Dr)\.? (?P<name>{NAME})\)")  # "UNHCR (Mr Obi)"
_RUN = re.compile(r"\w+(?:[’'-]\w+)*")
_HONOURS = frozenset({"mr", "mrs", "ms", "dr"})
_HELD = re.compile(NAME)
_APPOSED = re.compile(r",? (?:aged )?\d{1,2},? |,? who (?:is|was) | (?:is|was) |, ?| \(")
# An apposition is set off on both sides: not "the mayor, Amina Noor said, never came".
_ENDS = r"(?=[,.;:!?)”\"\n]|\Z)"
_OF_A_HOME = re.compile(
    r"\bof (?:an? |the |his |her |their )?(?:[\w-]+ )?(?:households?|famil(?:y|ies)|home)\b"
)
_SITE = re.compile(r"\b(?:camp|site|shelter|centre|center|settlement|operation)\b")
_TAILS = r"(?:responsible|general|designate|elect|there|here|now|based)\b"
_PREPOSITIONS = re.compile(r" (?:of|for|with|at|in|from|to|on|by|near|who|whose|which|that|and|or|under)\b")


def officials(text: str) -> Iterator[tuple[int, int]]:
    """Where names of persons stand beside an office, each span once."""
    seen: set[tuple[int, int]] = set()
    for span in (*_after_office(text), *_before_office(text)):
        start, end = bare(text, *trimmed(text, *span))
        if start < end and (start, end) not in seen and not is_body(text[start:end]):
            seen.add((start, end))
            yield start, end


def _after_office(text: str) -> Iterator[tuple[int, int]]:
    """Names behind an office: `Governor Ada Obi`, `the mayor of Mbeki, Ada Obi`, `Gen. Obi`."""
    here, table = anchors_of(text), _openings()
    for match in (m for at in _leads(here) for p in _leading() if (m := p.match(text, at))):
        parts = match.groupdict()
        if parts.get("office") and _lapsed(text, match.start("office"), match["office"]):
            continue
        if parts.get("of") is None or " " in match["name"]:  # "the governor of Santa Rosa"
            yield match.span("name")
        if parts.get("other"):
            yield match.span("other")
    for match in here.matches(_of_a_body(), _bodies_in(here)) if here.has(table["of a body"]) else ():
        body = match["body"]
        if _once().search(text, max(0, match.start() - 20), match.start("name")):
            continue
        if bodies_named().search(body) or is_body(body.split()[-1]) or is_body(body):
            yield match.span("name")
    if here.has(table["owned"]):
        yield from (m.span("name") for m in here.matches(_owning()))
        yield from (m.span("name") for m in here.matches(_owned(), here.at(table["owned"])))
    if here.has(_HONOURS):
        yield from (m.span("name") for m in _BRACKETED.finditer(text))


def _before_office(text: str) -> Iterator[tuple[int, int]]:
    """Names behind which an office is told: `Ada Obi, the mayor of Mbeki`, `Ada Obi of the Red Cross`."""
    for match in anchors_of(text).matches(_HELD):
        rest = text[match.end() : match.end() + _NEAR].replace("\n", " ")
        if rest[:2] == " (" and " " not in match.group():
            continue  # "Sumatra (BNPB)"
        if rest[:1] in (" ", ",") and (_apposed(rest) or _member(rest)):
            yield match.span()


def _apposed(rest: str) -> bool:
    """Whether what stands behind a name opens with an apposition headed by an office, or a role at a body."""
    opens = _APPOSED.match(rest)
    if opens is None:
        return False
    told = re.split(r"[,.;:!?()“”\"—–]|(?<=\w) - ", rest[opens.end() :], maxsplit=1)[0]
    if _acts("acts").match(told) or (_acts("runs").match(told) and (_names_body(told) or _SITE.search(told))):
        return True
    head = _PREPOSITIONS.split(f" {told}", maxsplit=1)[0].strip()
    both = (
        " ".join(_PREPOSITIONS.split(f" {told}", maxsplit=2)[:2]) if re.search(r"\w and \w", told) else head
    )
    private = any(_private().search(part) for part in both.split(" and "))
    if private or _OF_A_HOME.search(told) or _said().match(told):
        return False
    found = _heading("offices").search(head)
    if found is not None:
        return not _lapsed(head, found.start("office"), found["office"])
    if (
        opens.group().strip() in (",", "(")
        and head == told.strip()
        and _HELD.fullmatch(head)
        and len(head.split()[-1]) > 1
    ):
        return _is_body_there(head, "grounds", "houses")  # "Ada Obi, UNHCR" and no more
    return bool(_heading("roles").search(head)) and _names_body(told)


def _member(rest: str) -> bool:
    """Whether a body that the person is of stands right behind the name: `of the Red Cross`, `from UNHCR`."""
    match = _of().match(rest)
    if match is None:
        return False
    return match["body"] is None or _is_body_there(match["body"], "grounds", "houses")


def _names_body(told: str) -> bool:
    """Whether words that tell a role name the body where it is done."""
    if bodies_named().search(told):
        return True
    return any(_is_body_there(m.group(), "grounds") for m in _HELD.finditer(told))


def _is_body_there(run: str, *but: str) -> bool:
    """Whether a run is a body's name, and not a place's where people live or are cared for."""
    words = {w for key in but for w in rules()["officials"][key]}
    own = run.split()
    return own[0] not in never() and is_body(run) and words.isdisjoint(own) and not is_nation(own[-1])


def _lapsed(text: str, start: int, office: str) -> bool:
    """Whether an office is held no longer, and is none that one keeps the name of."""
    lead = text[max(0, start - 40) : start]
    return _once().search(lead) is not None and office.lower() not in rules()["officials"]["lasting"]


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the titles and offices before it: `Governor Ada Obi`, `District Officer Ada Obi`."""
    for match in _opening().finditer(text, start, end):
        start = match.end()
    return (end, end) if _listed("offices").fullmatch(text[start:end]) else (start, end)


def _leads(here: Anchors) -> list[int]:
    """Where an office or a title can begin: at its first word, the parts of a compound taken together."""
    leads, text = _openings()["leading"], here.text
    own = (
        at
        for at in here.at(_openings()["leading words"])
        if not (at > 1 and text[at - 1] in "’'-" and _RUN.match(text, at - 2))
    )
    return [at for at in own if (m := _RUN.match(text, at)) and m.group().lower() in leads]


def _bodies_in(here: Anchors) -> list[int]:
    """Where a body's name can begin: where names do, and at the words for bodies, within others too."""
    return sorted({*here.capitals, *(m.start() for m in _institutions().finditer(here.text))})


@cache
def _institutions() -> re.Pattern[str]:
    """The beginning of a word for a body; its first letter is looked for, then the rest."""
    terms = rules()["officials"]["institutions"]
    first = "".join(sorted({c for t in terms for c in (t[0].lower(), t[0].upper())}))
    return re.compile(rf"[{first}](?<=(?=(?i:{_choice(terms)})).)")


@cache
def _openings() -> dict[str, frozenset[str]]:
    """How the words for offices, for roles at a body and for what is owned begin."""
    table = rules()["officials"]
    leading = frozenset(
        term.split()[0].rstrip(".").lower() for key in ("offices", "titles", "roles") for term in table[key]
    )
    roles = openings((*table["roles"], "s"))
    return {
        "leading": leading,
        "leading words": openings(leading),
        "of a body": roles,
        "owned": openings(table["owned"]),
    }


@cache
def _leading() -> tuple[re.Pattern[str], ...]:
    """An office or a title and the name behind it; a second name behind `and`."""
    table = rules()["officials"]
    office = rf"\b(?P<office>(?i:{_choice(table['offices'])}))"
    name = rf"(?:(?:Mr|Mrs|Ms|Dr)\.? )?(?P<name>{NAME})"
    verbs = _choice(rules()["informants"]["said"])
    employers = _choice([*table["institutions"], *table["elsewhere"], "assembly"])
    words = rf"(?: (?!(?:{verbs}|that|who|was|were|is|are|has|had)\b)[\w’'-]+){{1,10}}?"
    return (
        re.compile(rf"{office}s? {name}(?: and (?P<other>{NAME}){_ENDS})?"),
        re.compile(
            rf"{office}(?: (?:of|in|from|for|at|to|with|across|on){words}| (?:him|her)self)?, {name}{_ENDS}"
        ),
        re.compile(rf"{office}(?P<of> (?:of|in|for|at)(?: the)?(?: [{UPPER}][\w’'-]+){{1,3}}?) {name}"),
        re.compile(
            rf"\b(?:{_choice(table['roles'])}) (?:of|with|at|in|for)(?:{words})? (?:{employers}), "
            rf"{name}{_ENDS}"
        ),
        re.compile(rf"(?<![\w’'])(?:{_choice(table['titles'])}) {name}"),
    )


@cache
def _once() -> re.Pattern[str]:
    """`the former …`, `a retired army …` right before an office."""
    return re.compile(rf"\b(?i:{_choice(rules()['officials']['former'])})(?:[ -][\w-]+){{0,2}}[ -]$")


@cache
def _of_a_body() -> re.Pattern[str]:
    """`Red Cross volunteer Ada Obi`, `UNHCR's Ada Obi`."""
    roles = _choice(rules()["officials"]["roles"])
    return re.compile(
        rf"(?P<body>{NAME}|(?i:{_choice(rules()['officials']['institutions'])}))(?:['’]s)?"
        rf"(?: (?:[a-z-]+ ){{0,2}}?(?:{roles})|(?<=['’]s)) (?P<name>{NAME})"
    )


@cache
def _owning() -> re.Pattern[str]:
    """`Ada Obi's office`."""
    return re.compile(rf"(?P<name>{NAME})(?<=['’]s|s['’]) (?:{_choice(rules()['officials']['owned'])})\b")


@cache
def _owned() -> re.Pattern[str]:
    """`the forces of Ada Obi`."""
    owned = _choice(rules()["officials"]["owned"])
    return re.compile(
        rf"\b(?:{owned}) (?:of|loyal to|led by|under) (?:Mr\.? |Ms\.? )?(?P<name>{PART}(?: {PART})+)"
    )


@cache
def _of() -> re.Pattern[str]:
    """`of the Red Cross`, and not of its camp."""
    table = rules()["officials"]
    bodies = _choice([w for w in table["institutions"] if w not in (*table["sites"], *table["loose"])])
    sites, known = _choice(table["sites"]), _choice([k for k in table["known"] if " " in k])
    return re.compile(
        rf"(?:,? \d{{1,2}})?,? (?:of|from|with) (?:(?:the )?(?:(?:{known})\b|(?P<body>{NAME}))(?! (?:{sites})\b)|(?:the|an?|[{UPPER}]\w+['’]s) (?:[a-z'’-]+ ){{0,3}}?(?:{bodies}|(?<=['’]s )office)\b(?! (?:{sites})\b))"  # noqa: E501
    )


@cache
def _heading(key: str) -> re.Pattern[str]:
    """One of these at the head of a noun phrase, which is its last word: not `the mayor's wife`."""
    return re.compile(
        rf"(?<![\w-])(?P<office>(?i:{_choice(rules()['officials'][key])}))\b(?! (?!{_TAILS})[\w’'-]|['’-])"
    )


@cache
def _opening() -> re.Pattern[str]:
    table = rules()["officials"]
    return re.compile(
        rf"(?<![\w’'-])(?:(?i:{_choice(table['offices'])})|{_choice(table['titles'])})(?: and)? (?=[{UPPER}])"
    )


@cache
def _acts(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:who )?(?:{_choice(rules()['officials'][key])}) (?!his|her|their)")


@cache
def _private() -> re.Pattern[str]:
    """A private person at the head of a noun phrase: `the mayor's wife`, not `the resident commissioner`."""
    return re.compile(rf"(?<![\w-])(?:{_choice(rules()['officials']['private'])})\Z", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"(?:{_choice(rules()['informants']['said'])})\b")


@cache
def _listed(key: str) -> re.Pattern[str]:
    return any_of(rules()["officials"][key])


def _choice(terms: list[str]) -> str:
    return "|".join(re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
