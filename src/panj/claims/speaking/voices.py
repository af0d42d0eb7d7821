"""Who states a figure: by words beside it, by the verb of saying above it, by the quotation round it.

Takes a draft with its sentence's tree, and what was said before; gives an `Attribution`, or nothing where the
outlet itself tells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from panj.claims.clauses.lexicon import base
from panj.claims.clauses.phrases import QUANTITIES, subtree
from panj.claims.clauses.quotations import GOES_ON, heard, is_open, quoted
from panj.claims.clauses.sayings import Saying, sayings
from panj.claims.clauses.sources import PERSONAL, PHRASES, beside, body, by_account, covers, label, named
from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.abbreviations import is_short_for
from panj.claims.mentions.naming import CALENDAR, is_person, speakable, words_of
from panj.claims.mentions.referring import Memory, resolve
from panj.claims.mentions.speakers import Attribution, end_of_saying, nearest
from panj.claims.speaking.interview import answering, is_answer
from panj.language.trees import Syntax, syntax
from panj.model import Span

_THEIRS = re.compile(r"(?:its|their)\s+", re.IGNORECASE)
_ONE = frozenset({"he", "she"})
_OBLIQUE = {"him": "he", "her": "she", "them": "they", "it": "it"}


@dataclass(slots=True)
class Voices:
    """Who spoke so far in a report; `around` has the sentences of each paragraph."""

    text: str
    answers: bool = False  # an interview of questions and answers
    around: dict[int, list[Sentence]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    by_words: Sequence[Attribution] = ()  # of the sentence being read, without what its tree adds
    sayings: Sequence[Saying] = ()  # of its tree
    paragraph: int = -1
    heard: str | None = None  # who speaks in the sentence before, in the same paragraph
    subject: str | None = None  # the body that the sentence before was about
    quoted: str | None = None  # who spoke last in the paragraph before

    def speaker(self, draft: Draft) -> Attribution | None:
        """Who states a figure."""
        found = self._stated_by(draft)
        if found is None or found.speaker is None or _THEIRS.match(found.speaker) is None:
            return found
        owner = self._owner(draft.sentence, found)
        return replace(found, speaker=_THEIRS.sub(f"{owner}'s ", found.speaker)) if owner else found

    def _owner(self, sentence: Sentence, spoken: Attribution) -> str | None:
        """ "Uganda took in 6,000, its government said": whose government it is, by the subject before it."""
        tree = sentence.syntax
        if tree is None:
            return None
        subjects = [
            k
            for k in range(len(tree))
            if tree.rel(k) == "nsubj"
            and tree.pos(k) == "PROPN"
            and tree.tree.mentions[k] in {"place", "organization"}
            and tree.ends[k] <= spoken.start
        ]
        return named(tree, subjects[-1], self.text) if subjects else None

    def _stated_by(self, draft: Draft) -> Attribution | None:
        spoken = nearest(self.by_words, draft.start, self.text)
        if spoken is not None and spoken.rule.endswith(PHRASES):
            return spoken
        tree = draft.sentence.syntax
        if tree is None:  # of a line that stands apart
            tree = syntax(self.text, Span(draft.sentence.body, draft.sentence.span.end))
            self.sayings = sayings(tree)
        word = tree.at(draft.start, draft.end)
        if word is None:
            return spoken
        if spoken is not None and any(_leaves_out(tree, s, word, spoken) for s in self.sayings):
            spoken = None
        return (
            self._by_tree(draft.sentence, tree, word, spoken)
            or self._by_account(tree, word)
            or spoken
            or self._in_brackets(draft)
            or self._labelled(draft, tree)
            or self._answering(draft)
            or self._quoted(draft)
            or self._carried(draft)
        )

    def enter(self, sentence: Sentence) -> None:
        """Forget who spoke in the paragraph before."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.quoted = sentence.paragraph, self.heard
            self.heard = self.subject = None

    def hear(self, sentence: Sentence) -> None:
        """Put what the tree says of who speaks beside what the words say: their days are days of saying."""
        self.by_words, tree = sentence.speech, sentence.syntax
        self.sayings = sayings(tree) if tree is not None else ()
        if tree is None:
            return
        more = [
            found
            for s in self.sayings
            if not s.counts
            and beside(sentence.speech, tree.starts[s.verb]) is None
            and not _is_figure(tree, s.who)
            if (found := self._attributed(sentence, tree, s)) is not None
        ]
        sentence.speech = sorted([*sentence.speech, *more], key=lambda a: (a.start, a.end))

    def note(self, sentence: Sentence) -> None:
        """Keep who spoke in a sentence, and whom it was about."""
        for a in sentence.speech:
            self.memory.note(a.speaker)
        tree = sentence.syntax
        told = heard(sentence)
        if tree is not None:
            told = self._told(sentence, tree, told) or label(self.text, sentence, tree)
            self.memory.note(told)
        if told is not None or not is_open(self.text, self.around[sentence.paragraph], sentence.span.end):
            self.heard = told  # else he goes on speaking
        self.subject = body(tree, self.text) if tree is not None else None

    def _told(self, sentence: Sentence, tree: Syntax, told: str | None) -> str | None:
        """Who spoke last in a sentence, by his fullest name."""
        found = [s for s in self.sayings if not s.counts]
        names = [a.speaker for s in found if (a := self._attributed(sentence, tree, s)) and a.speaker]
        if told is None:
            return names[-1] if names else None
        return next((n for n in reversed(names) if told in n), told)

    def _by_tree(
        self, sentence: Sentence, tree: Syntax, word: int, spoken: Attribution | None
    ) -> Attribution | None:
        """By the innermost verb of saying under which the figure stands, if no word nearer attributes it."""
        saying = min(
            (s for s in self.sayings if word in s.said),
            key=lambda s: (s.counts, len(s.said), s.verb),
            default=None,
        )
        if saying is None:
            return None
        behind = saying.verb > word  # "the town counts 300, said the mayor": he says so
        counting = {s.verb for s in self.sayings if s.counts and behind}
        if spoken is not None and _is_nearer(tree, word, spoken, saying, counting):
            return spoken
        return self._attributed(sentence, tree, saying)

    def _attributed(self, sentence: Sentence, tree: Syntax, saying: Saying) -> Attribution | None:
        """Who says it, by the tree and by the words beside the same verb: these know whom pronouns mean."""
        by_words = beside(sentence.speech, tree.starts[saying.verb])
        low, name = tree.low(saying.who), self._name(tree, saying)
        outer = self._around(tree, saying) if low in PERSONAL else None
        if outer or (low == "it" and self.subject):
            name, by_words = outer or self.subject, None
        nobody = by_words is None or is_person(by_words.speaker or "")
        if by_words is not None and not nobody and low in _ONE and name and is_person(name):
            return replace(by_words, speaker=name)  # also of those whom only the tree knew to have spoken
        if by_words is not None and (low in PERSONAL or self._agrees(tree, saying, by_words)):
            fuller = low not in PERSONAL and name and by_words.speaker and by_words.speaker in name
            return replace(by_words, speaker=name) if fuller else by_words
        if not name:
            return by_words
        verb, own = saying.verb, subtree(tree, saying.who) - {saying.verb}
        own = {saying.who} if any(saying.verb in tree.up(k) and k in saying.said for k in own) else own
        start, end = min(tree.starts[k] for k in (verb, *own)), max(tree.ends[k] for k in (verb, *own))
        end = end_of_saying(self.text, end, sentence.span.end)
        return Attribution(name, None, start, end, f"speaker.{base(tree, verb)}")

    def _around(self, tree: Syntax, saying: Saying) -> str | None:
        """ "The agency said it feared …": who says that he says it."""
        above = (s for s in self.sayings if saying.verb in s.said and s.verb < saying.verb and not s.counts)
        outer = max(above, key=lambda s: s.verb, default=None)
        if outer is None or tree.low(outer.who) in PERSONAL:
            return None
        return named(tree, outer.who, self.text)

    def _by_account(self, tree: Syntax, word: int) -> Attribution | None:
        name = by_account(tree, word, self.text)
        name = resolve(_OBLIQUE[name.lower()], self.memory) if name and name.lower() in _OBLIQUE else name
        return _plain(name, tree.starts[word], "account") if name else None

    def _in_brackets(self, draft: Draft) -> Attribution | None:
        """ "The war killed 3,961 people (Ministry of Public Health)." """
        here = draft.sentence
        found = _IN_BRACKETS.search(self.text, draft.end, here.span.end)
        if (
            found is None
            or not speakable(found[1])
            or re.search(r"\d.*;|;.*\d", self.text[draft.end : found.start()])
        ):
            return None
        if _names_again(found[1], self.text[here.body : found.start()]):
            return None  # a body and what it is called for short
        return Attribution(found[1], None, found.start(), found.end(), "speaker.in_brackets")

    def _labelled(self, draft: Draft, tree: Syntax) -> Attribution | None:
        name = label(self.text, draft.sentence, tree)
        return _plain(name, draft.sentence.body, "label") if name else None

    def _answering(self, draft: Draft) -> Attribution | None:
        """ "A. We counted 6,050 on the worst night": whom the questions address."""
        begin = self.around[draft.sentence.paragraph][0].span.start
        name = answering(self.text) if self.answers and is_answer(self.text, begin) else None
        return _plain(name, draft.sentence.body, "answer") if name else None

    def _quoted(self, draft: Draft) -> Attribution | None:
        """Who is quoted, where the figure stands in a quotation that another sentence attributes."""
        here = draft.sentence
        found = quoted(self.text, here, self.around[here.paragraph], draft.start)
        name = self.heard or found[1] or self.quoted if found is not None else None
        return _plain(name, found[0], "quoted") if found is not None and name else None

    def _carried(self, draft: Draft) -> Attribution | None:
        """Who spoke in the sentence before, where the words show that he goes on speaking."""
        if self.heard is None or draft.sentence.speech:
            return None
        here = draft.sentence
        if not GOES_ON.match(here.text[here.body - here.span.start :]):
            return None
        return _plain(self.heard, here.body, "carried")

    def _agrees(self, tree: Syntax, saying: Saying, told: Attribution) -> bool:
        """Whether the words name the subject that the tree has, or else somebody nearer to the verb."""
        name = told.speaker or ""
        words = set(re.findall(r"[\w’'-]+", name.lower()))
        below = {tree.low(k) for k in subtree(tree, saying.who) if tree.pos(k) not in {"DET", "ADP", "PUNCT"}}
        if words & below:
            return True
        first, last = tree.starts[0], tree.ends[-1]
        at = [m.start() + first for m in re.finditer(re.escape(name), self.text[first:last])]
        if not at:
            return True  # a name that was told before
        verb = tree.starts[saying.verb]
        gap = min(_gap(a, a + len(name), verb) for a in at)
        return gap <= _gap(tree.starts[saying.who], tree.ends[saying.who], verb)

    def _name(self, tree: Syntax, saying: Saying) -> str | None:
        low = tree.low(saying.who)
        if low in PERSONAL:
            return resolve(low, self.memory)
        name = named(tree, saying.who, self.text)
        if name and name.lower() in words_of("never"):
            return None
        return resolve(name, self.memory) or name if name else None


def _names_again(name: str, before: str) -> bool:
    """Whether a name in brackets belongs to the words before it: short for them, or behind another name."""
    if before.rstrip()[-1:].isdigit():
        return False
    if " " not in name and is_short_for(name, before):
        return True
    words = re.findall(r"[^\W\d_]+", before)[-1:]
    return bool(words) and words[0][0].isupper() and CALENDAR.fullmatch(words[0]) is None


_IN_BRACKETS = re.compile(r"\(([A-ZÀ-Þ][^()\d]{1,60})\)(?=\W{0,3}\Z|[,;.])")


def _plain(name: str, at: int, rule: str) -> Attribution:
    return Attribution(name, None, at, at, f"speaker.{rule}")


def _gap(start: int, end: int, verb: int) -> int:
    """Characters between a name and a verb."""
    return verb - end if end <= verb else start - verb


def _is_figure(tree: Syntax, word: int) -> bool:
    """ "One third said that they had been deported": whoever is counted is no source."""
    counts = tree.kids(word, "nummod") or ([word] if tree.pos(word) == "NUM" else [])
    return any(c.isdigit() for k in counts for c in tree.low(k)) or tree.lemma(word) in QUANTITIES


def _leaves_out(tree: Syntax, saying: Saying, word: int, spoken: Attribution) -> bool:
    """ "6,027 were sent to the town, where a group says it has 4,930": it says nothing of the 6,027."""
    beside_it = tree.full_rel(saying.verb) == "acl:relcl" and word < saying.verb and word not in saying.said
    return beside_it and covers(spoken, tree.starts[saying.verb])


def _is_nearer(tree: Syntax, word: int, spoken: Attribution, saying: Saying, but: Collection[int]) -> bool:
    """Whether the words attribute by a verb that stands below the verb of saying and above the figure."""
    verbs = [k for k in range(len(tree)) if covers(spoken, tree.starts[k])]
    verbs = [k for k in verbs if spoken.rule == f"speaker.{base(tree, k)}" and k not in but]
    return any(k != saying.verb and tree.under(k, saying.verb) and tree.under(word, k) for k in verbs)
