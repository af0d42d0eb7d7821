"""Names of speakers: the noun phrase that speaks, chosen from the words beside a verb of speech, and of what kind.

Words in ("Kelly Clements, the deputy head of the agency"); a name out.
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cache

from panj.claims.mentions.nations import countries, demonym
from panj.claims.tables import table
from panj.language import tokens
from panj.model import Span

MAX_WORDS = 12
_LEAD = re.compile(
    r"\A(?:(?:but|and|while|as|although|though|however|meanwhile|then|earlier|also|that|when|where|yet|still|because|whereas|since|for his part|for her part|for its part)\b,?\s+|[\s,;:—–\"“”'‘’)-]+)+",  # noqa: E501
    re.IGNORECASE,
)
_OPENING_TIME = re.compile(
    r"\A(?:(?:earlier|later|late|early)\s+)?(?:this|last|that|the\s+same)\s+(?:day|week|weekend|month|year|morning|evening|night|afternoon)\s+"
    r"(?=(?:an?|the|its|their)\s|[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\A[A-ZÀ-Þ][\w’'. ]{1,40}?\s[-–—]\s+(?=[A-ZÀ-Þ])")  # "Chad - The agency"
_AGE = re.compile(r",\s+\d{1,2}\Z")  # "Ilse Martens, 41"
DATA = re.compile(
    r"(?:the\s+|its\s+|an?\s+)?(?:(?:latest|recent|official|preliminary|initial|available|most|more|new|local|government|UN)\s+)*"
    r"(?:data|figures?|count|tally|estimates?|statistics|information|reports?|results|numbers)\Z",
    re.IGNORECASE,
)
_OFFICES = (
    r"\b(?:head|chief|director|minister|spokes\w+|commissioner|governor|mayor|official|leader|representative|coordinator|"
    r"secretary|president|commander|deputy|chairman|general|officer|adviser|manager|doctor)\b"
)
VERBS = re.compile(r"\b(?:were|was|have|had|has|is|are|fled|crossed|arrived|killed|said|told)\b")
_APPOSED = re.compile(
    r"(?:an?|the|its|his|head|director|chief|spokes\w+|deputy|executive|secretary|UN|UNHCR|IOM|president|mayor|governor|minister|commander)\b"
)
_PERSONAL = frozenset({"he", "she"})


@cache
def words_of(name: str) -> frozenset[str]:
    """A word list of rules/speech.toml."""
    return frozenset(table("speech")[name])


def pick(parts: list[str]) -> str | None:
    """Of the comma-divided words before a verb of speech those that name the speaker, an apposition with its name."""  # noqa: E501
    named = [(i, p) for i, p in enumerate(map(_opening_cut, parts)) if speakable(p) or _points_back(p)]
    if not named:
        return None
    at, last = named[-1]
    if len(named) == 1 or named[-2][0] != at - 1:
        return last
    previous = named[-2][1]
    both = f"{previous}, {last}"
    fits = len(both.split()) <= MAX_WORDS
    if _APPOSED.match(last) and _namelike(previous):
        return both if fits else _tail_name(previous)
    if _namelike(last) and re.search(_OFFICES, previous, re.IGNORECASE) and fits:
        return both
    return last


_SUBORDINATE = re.compile(
    r".*\b(?:after|before|since|when|because|although|while|where|as)\s+(?=(?:an?|the|another|his|her|their|its|local|two|officials|authorities)\b|[A-Z])",
    re.DOTALL,
)
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|\d{1,2}(?:st|nd|rd|th)?|"
    r"(?:19|20)\d\d|night|morning|evening|afternoon|late|early|mid|of|last|this|the(?=\s+(?:same|previous|next|day|week|weekend|month|year|night|morning|evening|afternoon))|same|previous|next|day|week|weekend|month|year)"
)
_TIME_BEFORE = re.compile(
    rf"(?:(?:only|just|early|late|earlier|later)\s+)*(?:on|in|by|at|over|during)\s+(?:{_DAY}(?:\s*,\s*|\s+))+(?=(?:an?|the|two|some|local)\s|[A-Z]|\w+s\b|\w+\s)|"
    r"(?:yesterday|today|(?:an?|the)\s+(?:day|week|month)\s+(?:earlier|before|later))\s+",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:In|At|From|Near|Across|Around)\s+(?:[A-ZÀ-Þ][\w’'-]+\s+)+(?=(?:an?|the|two|three|some|local|health|police|government|aid|residents|officials|authorities|rescue)\b)"
)
_TIME_AFTER = re.compile(
    rf"\s+(?:(?:on|in|late|early|earlier|last|this)\s+(?:{_DAY}\b,?\s*)+|(?:\w+\s+)?(?:hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier)|earlier|yesterday|today)\Z",
    re.IGNORECASE,
)


def _opening_cut(part: str) -> str:
    """Without conjunctions, days and places before the name: "On Tuesday night the government"."""
    part = _LEAD.sub("", part).strip()
    part = _SUBORDINATE.sub("", part)
    part = _TIME_BEFORE.sub("", part, count=1) if _TIME_BEFORE.match(part) else part
    match = _PLACE_BEFORE.match(part)
    part = part[match.end() :] if match else part
    return _TIME_AFTER.sub("", part).strip()


def _points_back(part: str) -> bool:
    return part.lower() in words_of("back") or part.lower() in _PERSONAL


def is_person(name: str) -> bool:
    """Whether a speaker's name is one person's: an office in the singular, or a name that is no body's."""
    if re.search(_OFFICES, name.split(" of ")[0], re.IGNORECASE) and not re.search(
        r"(?:office|ministry|officials)\b", name, re.IGNORECASE
    ):
        return True
    for part in re.split(r",\s+", name):
        words = part.split()
        last = words[-1] if words else ""
        proper = len(words) >= 2 and all(w[:1].isupper() or "-" in w for w in words[-2:])
        if (
            proper
            and last.lower() not in _heads()
            and not last.isupper()
            and demonym(last) is None
            and words[-1] not in countries()
        ):
            return True
    return False


def is_body(name: str) -> bool:
    """A body named without its kind: UNHCR, Save the Children, the Red Crescent."""
    return (
        not is_person(name)
        and re.search(r"[A-Z]{2,}|[a-z] [A-Z]", name) is not None
        and not name.endswith("s")
    )


_RELATIVE = re.compile(r",?\s*\b(?:who|which|whose|whom)\b.*", re.DOTALL)
_TAIL_OF_HEAD = re.compile(
    r"\s(?:of|for|in|at|from|to|on|with|near|based|and|&|named|called|quoted|contacted|close\s+to|familiar\s+with|responsible\s+for|working|speaking|that|inside|"
    r"within|under|by|leading|overseeing|monitoring|tracking|representing|affiliated|aboard|there|here)\s.*",
    re.DOTALL,
)


@cache
def _heads() -> frozenset[str]:
    singular = words_of("heads")
    plural = {w[:-1] + "ies" if re.search(r"[^aeiou]y\Z", w) else w + "s" for w in singular}
    return frozenset(singular | plural)


def speakable(raw: str) -> bool:
    """Whether a phrase can name a speaker: headed by a name, a role, a body or what it publishes."""
    phrase = _RELATIVE.sub("", raw).strip(" ,;:\"“”'")
    words = phrase.split()
    if not words or "per" in words or words[0].lower() in words_of("adverbials") or _has_finite(phrase):
        return False
    if phrase.lower() in words_of("never") or re.match(r"(?:the\s+)?[\d$€£]", phrase, re.IGNORECASE):
        return False
    return any(_headed(part) for part in re.split(r",\s+", phrase))


def _headed(part: str) -> bool:
    head = re.sub(r"['’]s?\Z", "", _TAIL_OF_HEAD.sub("", f"{part} ").strip()).split()
    if not head:
        return False
    word = head[-1]
    if word.lower() in _heads():
        return True
    if re.match(r"(?:al|el|ul|ad|as|ash|ar|an|at|bin|ibn)[-'’][A-ZÀ-Þ]", word):
        return True
    if word in words_of("regional"):
        return False
    if not word[:1].isupper() or CALENDAR.fullmatch(word):
        return False
    plural_people = word.endswith(("s", "ese"))
    return (
        demonym(word) is None
        or word in countries()
        or plural_people
        or len(head) > 2
        or bool(head[1:] and head[0][:1].isupper() and demonym(head[0]) is None)
    )


CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)


def _has_finite(phrase: str) -> bool:
    """Whether a verb in a finite form stands in it, reduced relatives ("officials contacted by …") aside."""
    found = tokens(phrase, Span(0, len(phrase)))
    for i, t in enumerate(found):
        if t.text != t.lower:
            continue
        if t.pos in {"AUX", "MODAL"}:
            return True
        if t.pos != "VERB" or not i or not t.tags & {"PAST", "S"}:
            continue
        before = found[i - 1]
        after = found[i + 1].lower if i + 1 < len(found) else ""
        reduced = "PART" in t.tags and after in _REDUCED
        if (
            before.pos in {"NOUN", "PROPN", "PRON", "CONJ", "ADVERB", "NUM"}
            and "PAST" in t.tags
            and not reduced
        ):
            return True
    return False


_REDUCED = frozenset({"by", "in", "to", "at", "as", "with", "from", "on", "for"})


def _namelike(part: str) -> bool:
    tail = part.split()[-4:]
    if not tail or VERBS.search(part) or tokens(part, Span(0, len(part)))[0].pos == "VERB":
        return False  # "crossing the lake to reach the port of Kigoma" names nobody
    return sum(w[:1].isupper() for w in tail) >= min(2, len(tail))


def _tail_name(part: str) -> str:
    name = r"(?:(?:[\w’'-]+\s+){0,8})?[A-ZÀ-Þ][\w.’'-]+(?:\s+(?:[A-ZÀ-Þ][\w.’'-]+|al-\w+|el-\w+|abu|bin|de|van|von))*\Z"  # noqa: E501
    match = re.search(name, part)
    return match.group() if match else part


def clean(raw: str | None) -> str | None:
    """Without conjunctions, quotation marks and "a statement from"; at most twelve words."""
    if not raw:
        return None
    words = _DATELINE.sub("", _LEAD.sub("", raw).strip(' ,;:—–-"“”'))
    words = _AGE.sub("", _OPENING_TIME.sub("", _TIME_AFTER.sub("", words)))
    words = re.sub(r"^(?:a|the)\s+statement\s+(?:from|by|on)\s+", "", words)
    parts = words.split()
    return " ".join(parts[-MAX_WORDS:]) if parts else None
