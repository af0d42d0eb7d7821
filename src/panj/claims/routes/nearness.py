"""Which places of a sentence a figure can mean: how near they stand, what belongs to another figure or a clause of its own.

Takes a draft and the mentions of its sentence; gives the nearest that a rule accepts. No memory, no setting.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import inf

from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.nations import code_of, demonym, demonym_at, shared_demonym
from panj.claims.mentions.places import Mention
from panj.language import cost
from panj.language.paths import apart
from panj.language.trees import Syntax
from panj.model import HARM, Measure

ROOM = frozenset({Measure.HOSTED, Measure.CAPACITY})
_OUT = frozenset({Measure.EVACUATION, Measure.DEPARTURE, Measure.INTERNAL_DISPLACEMENT})
LEFT = frozenset(
    {"fled", "flee", "fleeing", "left", "leaving", "leave", "escaped", "escape", "exited", "quit"}
)
UPROOTED = LEFT | {"displaced", "uprooted", "driven", "expelled"}
_FAR = 3.6
_FAR_NEARER, _OTHERS = 0.8, 0.8  # so much nearer to another figure, a place is that figure's own
_SEMICOLON = 1.8  # what each costs that stands between a place and a figure
_BESIDE = 0.5  # how far along the tree an argument of the figure's own verb stands
_HOME = re.compile(r"(?:their\s+)?(?:homes?|villages?)\Z", re.IGNORECASE)
_PART_LEFT = re.compile(
    r"\b(?:including|of\s+(?:whom|which|them|these|those)|among\s+(?:them|whom|these|those)|comprising)\b[^.;]*\Z|:\s*\Z",
    re.IGNORECASE,
)
_PART_RIGHT = re.compile(r"\s*(?:\w+\s+)?of\s+(?:whom|which|them|these|those)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\bwhere\b|\b(?:some|many|most|several|all|half|part|both|few|none|majority|others)\s+of\s+(?:whom|which|them|these|those)\b",
    re.IGNORECASE,
)
# "The toll rose to 327 after nine bodies were found in Kolo": the place is that of the nine.
_TOLL_ROSE = re.compile(
    r"\b(?:toll|tally|total|number|count)\b[^.;]{0,80}\b(?:to|at|past|above|of)\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|provided\s+that|on\s+condition\s+that)\b[^,;]*\Z", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\b(?:after|when|as)\s", re.IGNORECASE)
# Right before a figure: it is told of in contrast to the one before.
_WHILE = re.compile(
    r"\b(?:while|whereas)\s+(?:(?:another|a\s+further|some|about|around|more\s+than|nearly|over|at\s+least|the\s+other)\s+)*\Z",
    re.IGNORECASE,
)
_THE_REST = re.compile(r"\b(?:the|all\s+the)\s+(?:rest|others|remainder|remaining)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\s*(?:,|and|or|,\s*and|or|,\s*or|/|and\s+to|and\s+into|or\s+to|or\s+into)\s*(?:the\s+|neighbou?ring\s+)?"
)
_SAME_AGAIN = re.compile(r"\A[^.;]{0,30}?(?:,\s*|\s|\()or\s+(?:about\s+|almost\s+|nearly\s+|some\s+)?\Z")
THERE = re.compile(
    r"\bthere\b(?!\s+(?:is|are|was|were|has|have|had|could|may|might|will|would)\b)", re.IGNORECASE
)  # the place spoken of last
BORDER = re.compile(r"\b(?:border|frontier|line|boundary|strip)\Z", re.IGNORECASE)
_TO_BRACKET = (
    r"(?:\s+(?:district|province|region|camp|county))?\s*\(\s*"
    r"(?:about|around|some|nearly|over|more\s+than)?\s*"
)
BRACKET = re.compile(_TO_BRACKET)  # between a place and the figure in the bracket behind it
_IN_BRACKET = re.compile(rf"{_TO_BRACKET}(?P<figure>\d)")
_BARE = frozenset({"none", "and", "of"})
_THROUGH = re.compile(r"\b(?:through|via|by\s+way\s+of)\s+(?:the\s+)?\Z", re.IGNORECASE)
_HEDGE = (
    r"(?:(?:just|only|about|around|some|nearly|almost|over|under|more\s+than|fewer\s+than|approximately|"
    r"at\s+least)\s+)*"
)
_WITH = re.compile(
    r",?\s+(?:(?:has|have|had|was|were|is|suffered|fared|most|worst|hit|hardest|the|leads?|led|comes?|came|next|first|second|then)"
    rf"\s+){{0,6}}with\s+{_HEDGE}(?P<figure>\d)"
)
_SEMICOLON_BEFORE = re.compile(r";\s+(?:and\s+)?(?:the\s+)?\Z")
_LIST_GOES_ON = re.compile(r"(?:[,;]|\band)\s+\Z")
_BARE_FIGURE = re.compile(
    r":?\s+(?:(?:just\s+|only\s+|a\s+little\s+|slightly\s+|well\s+)?(?:about|around|some|nearly|almost|over|under|more\s+than|fewer\s+than|at\s+least)\s+)?(?P<figure>\d)"
)


_BEFORE_COMMA = re.compile(rf",\s+{_HEDGE}(?P<figure>\d[\d,.]*\d)(?=\s*(?:[;(]|\.?\Z|,?\s+and\s+[A-ZÀ-Þ]))")
_FIGURE_AND_NO_MORE = re.compile(r"\s+(?P<figure>\d[\d,.]*\d)(?=\s*(?:[,;]|\.\s*\Z|\.?\Z|and\s+[A-ZÀ-Þ]))")


_CAUSE = re.compile(r"\b(?:after|following|amid|because\s+of|due\s+to)\s+[^,;.]{0,60}\Z", re.IGNORECASE)
_ON_THE_WAY = re.compile(
    r"\b(?:cross|walk|travel|arriv|reach|journey|days?\b|hours?\b|weeks?\b|transit|wait|sail|enter|driv)",
    re.IGNORECASE,
)


def same(a: str | None, b: str | None) -> bool:
    """Whether two names are one place, as far as names tell."""
    if not a or not b:
        return False
    if a == b:
        return True
    code = code_of(a)
    return code is not None and code == code_of(b)


def price(draft: Draft, m: Mention) -> float:
    """How far a place stands from a figure: along the tree where the sentence has one."""
    tree = draft.sentence.syntax
    word = tree.at(m.start, m.end) if tree is not None else None
    own = _word_of(draft)
    if tree is None or word is None or own is None:
        return _price_by_words(draft, m)
    way = apart(tree, own, word)
    other = _nearest_other(draft, tree, word)
    nearer = other < way - 0.04
    return (
        1.6 * way
        + _SEMICOLON * _parted(draft, m)
        + 0.02 * abs(word - own)
        + (0.7 if nearer else 0.0)
        + (_OTHERS if other < way - _FAR_NEARER else 0.0)
        + (0.8 if m.generic else 0.0)
        + (0.0 if m.sure else 0.3)
    )


def is_nearer_to_other(draft: Draft, m: Mention) -> bool:
    """Whether a place stands nearer to another figure of the sentence, along the tree."""
    tree, own = draft.sentence.syntax, _word_of(draft)
    word = tree.at(m.start, m.end) if tree is not None else None
    if tree is None or word is None or own is None:
        return False
    return _nearest_other(draft, tree, word) < apart(tree, own, word)


def _parted(draft: Draft, m: Mention) -> int:
    """How many semicolons stand between a place and a figure: "300 in Kolo; 200 families in Mba; …"."""
    base = draft.sentence.span.start
    low, high = sorted((draft.start - base, m.start - base))
    return draft.sentence.text.count(";", low, high)


def _word_of(draft: Draft) -> int | None:
    """The word of the tree that a figure stands at."""
    tree = draft.sentence.syntax
    return tree.at(draft.number.core_start, draft.number.core_end) if tree is not None else None


def _nearest_other(draft: Draft, tree: Syntax, word: int) -> float:
    """How far the nearest of the sentence's other figures stands from a word; infinite where none is."""
    ways = _ways_to(draft.sentence, tree, word)
    return next((way for way, f in ways if not draft.first <= f <= draft.last), inf)


def _ways_to(sentence: Sentence, tree: Syntax, word: int) -> list[tuple[float, int]]:
    """How far each figure of the sentence stands from a word, the nearest first; asked once for all."""
    wanted = word, sentence.figures
    known = sentence.ways.get(wanted)
    if known is None:
        numbers = [(f, sentence.tokens[f]) for f in sentence.figures]
        words = [(f, tree.at(t.start, t.end)) for f, t in numbers]
        known = sorted((apart(tree, w, word), f) for f, w in words if w is not None)
        sentence.ways[wanted] = known
    return known


def _price_by_words(draft: Draft, m: Mention) -> float:
    """How far a place stands from a figure or its verb; another figure between counts against it."""
    tokens = draft.sentence.tokens
    at = draft.sentence.index(m.start)
    anchors = [draft.last]
    if draft.hit is not None and draft.copied is None and cost(tokens, draft.last, draft.hit.first) < 1.9:
        anchors.append(draft.hit.last)
    best = min(_step(draft, a, at) for a in anchors)
    return best + (0.8 if m.generic else 0.0) + (0.0 if m.sure else 0.3)


def _step(draft: Draft, a: int, at: int) -> float:
    low, high = sorted((a, at))
    others = sum(1 for f in draft.sentence.figures if low < f < high and not draft.first <= f <= draft.last)
    return (
        abs(at - a) * 0.08
        + 0.45 * cost(draft.sentence.tokens, a, at)
        + (0.3 if at < a else 0.0)
        + 0.7 * others
    )


def best(
    draft: Draft, found: Sequence[Mention], accept: Callable[[Mention], bool], limit: float = _FAR
) -> Mention | None:
    """The nearest place that a rule accepts, None where all stand too far."""
    scored = sorted(((price(draft, m), m.start, m) for m in found if accept(m)), key=lambda x: x[:2])
    return scored[0][2] if scored and scored[0][0] <= limit else None


def verb_before(draft: Draft, m: Mention) -> str:
    """The word that a place follows, its article and kind left out."""
    left = draft.sentence.text[: m.start - draft.sentence.span.start].lower()
    match = re.search(
        r"(\w+)\s+(?:(?:the|their|neighbou?ring)\s+)?(?:\w+ern\s+)?(?:city\s+of\s+|town\s+of\s+)?\Z", left
    )
    return match.group(1) if match else ""


def verb_before_from(draft: Draft, m: Mention) -> str:
    """The word before the "from" that a place follows: "displaced from Sake"."""
    left = draft.sentence.text[: m.start - draft.sentence.span.start].lower()
    match = re.search(r"(\w+)\s+from\s+(?:the\s+)?\Z", left)
    return match.group(1) if match else ""


def leaving(draft: Draft) -> Callable[[Mention], bool]:
    """Whether a place is one that people left."""
    return lambda m: (
        not _HOME.match(m.name)
        and (m.role == "from" or (m.role == "object" and verb_before(draft, m) in LEFT))
    )


def reaching(draft: Draft) -> Callable[[Mention], bool]:
    """Whether a place is one that people reached."""
    return lambda m: (
        m.name.lower() not in {"home", "their homes"}
        and not (m.generic and BORDER.search(m.name))
        and (m.role == "to" or (m.role == "object" and verb_before(draft, m) not in LEFT))
        and not in_condition(draft, m)
    )


def in_condition(draft: Draft, m: Mention) -> bool:
    """ "Would send 5,000 home if a way to Germany were opened": no end of theirs."""
    between = draft.sentence.text[
        draft.end - draft.sentence.span.start : max(m.start - draft.sentence.span.start, 0)
    ]
    return m.start > draft.end and _IF.search(between) is not None


def place_within(
    draft: Draft, usable: Sequence[Mention], *not_these: str | None, limit: float = _FAR
) -> Mention | None:
    """The nearest place that something happened in."""
    banned = {n for n in not_these if n}
    return best(
        draft,
        usable,
        lambda m: (
            m.role == "in"
            and not (m.generic and BORDER.search(m.name))
            and not any(same(m.name, n) for n in banned)
        ),
        limit,
    )


def of_part(draft: Draft, m: Mention) -> bool:
    """Whether a place is told of a part, or in a clause of its own ("1,037, of them 312 in Shughnan, where …")."""  # noqa: E501
    if m.start < draft.end:
        return _of_sibling(draft, m)
    text, base = draft.sentence.text, draft.sentence.span.start
    between = text[draft.end - base : m.start - base]
    if _THE_REST.search(between) is not None and not _THE_REST.search(
        text[draft.start - base : draft.end - base]
    ):
        return True
    return is_of_some(draft, m) or of_later_part(draft, m)


def is_of_some(draft: Draft, m: Mention) -> bool:
    """Whether a place after a figure is told of some of those counted, or in a clause of its own: "most of them to Kolo"."""  # noqa: E501
    text, base = draft.sentence.text, draft.sentence.span.start
    verb = draft.hit.first if draft.hit is not None and draft.copied is None else -1
    between = text[draft.end - base : m.start - base]
    at = draft.sentence.index(m.start)
    begins = (draft.sentence.index(draft.end + aside.start()) for aside in _ASIDE.finditer(between))
    return any(not begin <= verb <= at for begin in begins)


def of_later_part(draft: Draft, m: Mention) -> bool:
    """Whether a place is told of a later figure alone.

    Of a part of this one ("14,000, of whom 5,200 in Kolo"), or beside it ("30 stayed, while 4 fled to Kolo").
    """
    tokens = draft.sentence.tokens
    verb = draft.hit.first if draft.hit is not None and draft.copied is None else -1
    at = draft.sentence.index(m.start)
    for f in draft.sentence.figures:
        if not (draft.last < f and tokens[f].start < m.start) or f < verb <= at:
            continue
        between = draft.after[: tokens[f].start - draft.end]
        if _is_part(draft, f) or _WHILE.search(between):
            return True
        if draft.measure in HARM and _TOLL_ROSE.search(draft.before) and _SINCE_THEN.search(between):
            return True
    return False


def _is_part(draft: Draft, f: int) -> bool:
    """Whether the words around a later figure make it a part of this one: "including 30", "30 of whom"."""
    sentence = draft.sentence
    known = sentence.parts.get((draft.end, f))
    if known is None:
        text, base, t = sentence.text, sentence.span.start, sentence.tokens[f]
        left = text[draft.end - base : t.start - base]
        known = bool(_PART_LEFT.search(left) or _PART_RIGHT.match(text, t.end - base))
        sentence.parts[draft.end, f] = known
    return known


def _of_sibling(draft: Draft, m: Mention) -> bool:
    """ "250, of whom 90 at Farchana and 160 in another village": Farchana is the other part's."""
    whole, at = draft.whole, draft.sentence.index(m.start)
    if whole is None or whole.sentence is not draft.sentence or whole.first > draft.first:
        return False
    return any(whole.last < f < at < draft.first for f in draft.sentence.figures)


def labelled_by(m: Mention, draft: Draft) -> int | None:
    """Where the figure begins that a place is the label of: "Lushagala (42,000)", ", Slovakia 22,000"."""
    text, base = draft.sentence.text, draft.sentence.span.start
    if m.generic:
        return None
    found = _IN_BRACKET.match(text, m.end - base)
    if found is None and m.role in _BARE and _LIST_GOES_ON.search(text[: m.start - base]):
        found = _BARE_FIGURE.match(text, m.end - base)
    if found is not None and any(
        w.start <= base + found.start("figure") < w.end for w in draft.sentence.whens
    ):
        return None  # "3,200 in Kolo (12 May)": a day
    if found is None and text[: m.start - base].endswith(", "):  # "from Chad, Niger 22,000 and Mali 32,500"
        found = _FIGURE_AND_NO_MORE.match(text, m.end - base)
    if found is None and m.role in _BARE:  # "Kolo has suffered most with 88 dead"
        found = _WITH.match(text, m.end - base)
    if found is None and _SEMICOLON_BEFORE.search(text[: m.start - base]):  # "; Niger, 28,858; Mali, 32,500"
        found = _BEFORE_COMMA.match(text, m.end - base)
    return base + found.start("figure") if found else None


def labels_other(m: Mention, draft: Draft) -> bool:
    """Whether a place is the label of another figure."""
    return labelled_by(m, draft) not in {None, draft.start, draft.number.core_start}


def passed_through(m: Mention, draft: Draft) -> bool:
    """ "Crossed into Afghanistan through Torkham": neither where they came from nor where they went."""
    sentence = draft.sentence
    return _THROUGH.search(sentence.text[: m.start - sentence.span.start]) is not None


def only_speaker(m: Mention, draft: Draft) -> bool:
    """Inside the words of attribution; a country that speaks of itself stays ("Niger has said it is ready")."""  # noqa: E501
    sentence, tree, own = draft.sentence, draft.sentence.syntax, _word_of(draft)
    word = tree.at(m.start, m.end) if tree is not None else None
    argument = tree is not None and word is not None and tree.rel(word) in {"obj", "obl", "nsubj"}
    within = next((a for a in sentence.speech if a.start <= m.start < a.end), None)
    if within is not None and within.start > draft.end and m.role == "in":
        return True  # "… arrived on Monday, she said in Geneva"
    if (
        tree is not None
        and word is not None
        and own is not None
        and argument
        and apart(tree, own, word) < _BESIDE
    ):
        return False
    return within is not None and not (m.country and m.role == "none")


def people_of(draft: Draft, spoken: Sequence[str] = ()) -> str | None:
    """The country whose people are counted: "Afghan soldiers", "Syrians"; not "ethnic Kyrgyz"."""
    tokens = draft.sentence.tokens
    words = [t.text for t in tokens]
    for i in range(draft.first, min(draft.last + 2, len(tokens))):
        t = tokens[i]
        if i > draft.last and t.pos in {"VERB", "AUX", "PUNCT", "PREP"}:
            break
        country = demonym_at(words, i) or shared_demonym(words[i], spoken)
        if i + 1 < len(words) and demonym_at(words, i + 1) and not demonym(words[i + 1]):
            continue
        if country and not (i and tokens[i - 1].lower == "ethnic"):
            return country
    return _people_of_noun(draft)


def _people_of_noun(draft: Draft) -> str | None:
    """ "134 servicemen of the Afghan forces": a people named within the counted noun's own phrase."""
    tree = draft.sentence.syntax
    if tree is None:
        return None
    for tie in draft.ties:
        below = [tie.word] if tie.role == "noun" else []
        while below:
            at = below.pop(0)
            for k in tree.kids(at, "nmod", "amod", "compound", "flat"):
                country = demonym(tree.tree.words[k])
                if country and not any(tree.low(x) == "ethnic" for x in tree.kids(at)):
                    return country
                below += [k] if tree.case(k) in {"", "of"} else []
    return None


def is_own_argument(m: Mention, draft: Draft) -> bool:
    """Whether a place hangs on the figure's own verb: "300 crossed at Kolo", not "after attacks in Kolo"."""
    tree = draft.sentence.syntax
    word = tree.at(m.start, m.end) if tree is not None else None
    if tree is None or word is None:
        return False
    verbs = [t.word for t in draft.ties if t.steps < 1.0]
    return any(apart(tree, v, word) < _BESIDE for v in verbs)


def is_cause(m: Mention, draft: Draft) -> bool:
    """ "Arrived in the morning, after the events in Kolo": what they fled, no place that they reached."""
    found = _CAUSE.search(draft.sentence.text[: m.start - draft.sentence.span.start])
    return found is not None and _ON_THE_WAY.search(found.group()) is None


def own_words(draft: Draft, usable: Sequence[Mention]) -> None:
    """What stands between a part and the next figure is its own: "900 at Dhubab and 500 at Mocha"."""
    source, hit = draft.copied or draft.whole, draft.hit
    shared = hit is not None and any(hit.first < f < draft.first for f in draft.sentence.figures)
    if not shared and (source is None or (source.sentence is not draft.sentence and not draft.sentence.item)):
        return
    following = [f for f in draft.sentence.figures if f > draft.last]
    text, base, tokens = draft.sentence.text, draft.sentence.span.start, draft.sentence.tokens
    while following and _SAME_AGAIN.search(text[draft.end - base : tokens[following[0]].start - base]):
        following.pop(0)
    end = tokens[following[0]].start if following else draft.sentence.span.end
    own = [
        m
        for m in usable
        if draft.end <= m.start < end and not of_part(draft, m) and not in_condition(draft, m)
    ]
    reached = [m for m in own if m.role in {"in", "to", "object"} and not BORDER.search(m.name)]
    where = next((m for m in reached if m.role == "to"), reached[0] if reached else None)
    whence = next((m for m in own if m.role == "from" and not _HOME.match(m.name)), None)
    if draft.measure in _OUT:
        whence = whence or (where if where is not None and where.role == "in" else None)
    if whence is not None:
        draft.origin = whence.name
    if where is not None and (draft.measure not in _OUT or where.role == "to"):
        draft.destination = where.name


def with_others(draft: Draft, first: Mention) -> str:
    """All of a list of destinations, as the report writes it: "Mauritania, Niger and Burkina Faso"."""
    text, base = draft.sentence.text, draft.sentence.span.start
    at = [m for m in draft.sentence.places if m.role != "parent"]
    group = [first]
    for m in at:
        if m.start > group[-1].end and m.role == first.role and not m.generic:
            if not _LISTED.fullmatch(text[group[-1].end - base : m.start - base]):
                break
            group.append(m)
    for m in reversed(at):
        if m.end < group[0].start and m.role == first.role and not m.generic:
            if not _LISTED.fullmatch(text[m.end - base : group[0].start - base]):
                break
            group.insert(0, m)
    if len(group) == 1 or first.generic or len({m.country for m in group}) > 1:
        return first.name
    return text[group[0].start - base : group[-1].end - base]
