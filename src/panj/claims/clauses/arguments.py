"""Who does what to whom where: the arguments of a verb or of a noun that tells an event, by the dependency tree.

Takes a `Syntax` and a word; gives the words in the roles subj, obj and each preposition, passives, participles,
relative clauses, control ("plans to build") and joined verbs seen through; and the words of a noun phrase.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from panj.language.trees import Syntax

_WHO = frozenset({"who", "that", "which", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})
# With these the object does what the infinitive says: "ordered residents to leave", "allowed them to enter".
_CONTROLS = frozenset(
    ["order", "allow", "permit", "let", "force", "ask", "tell", "urge", "help", "make", "compel", "oblige", "require", "authorise",  # noqa: E501
     "authorize", "enable", "invite", "instruct", "encourage", "expect", "want", "request", "advise", "drive", "lead", "cause", "send"]  # noqa: E501
)  # fmt: skip


@dataclass(slots=True)
class Arguments:
    """The words in each role of a trigger: `subj`, `obj`, prepositions by name; `xcomp` and `ccomp` for clauses."""  # noqa: E501

    roles: dict[str, list[int]] = field(default_factory=dict)
    passive: bool = False
    shared: bool = False  # the subject stands with another verb

    def add(self, role: str, word: int) -> None:
        """Put a word into a role, once."""
        row = self.roles.setdefault(role, [])
        if word not in row:
            row.append(word)

    def of(self, role: str) -> Sequence[int]:
        """The words in a role; `subj|to` asks for the first role that has any."""
        for name in role.split("|"):
            if self.roles.get(name):
                return self.roles[name]
        return ()


def is_passive(tree: Syntax, verb: int) -> bool:
    """Whether a verb stands in the passive, a participle that modifies a noun included."""
    if tree.kids(verb, "aux:pass", "nsubj:pass"):
        return True
    if tree.tag(verb) == "JJ" and tree.low(verb).endswith(("ed", "en")):
        return bool(tree.kids(verb, "cop"))
    if tree.tag(verb) != "VBN" or tree.kids(verb, "aux"):
        return False
    if tree.rel(verb) == "acl" or tree.rel(verb) == "amod":
        # A participle with an object is a past tense that was torn from its subject ("the service neither confirmed …").  # noqa: E501
        return not any(tree.kids(k, "obj") for k in (verb, *tree.kids(verb, "conj")))
    head = tree.head(verb)
    if tree.rel(verb) == "conj" and head >= 0 and not tree.kids(verb, "nsubj", "obj"):
        return is_passive(tree, head)
    return not tree.kids(verb, "nsubj", "obj") and tree.rel(verb) in {"root", "advcl", "xcomp"}


def of_verb(tree: Syntax, verb: int) -> Arguments:
    """The arguments of a verb (or of an adjective or noun that is a predicate)."""
    found = Arguments(passive=is_passive(tree, verb))
    for k in tree.kids(verb):
        rel, full = tree.rel(k), tree.full_rel(k)
        if rel == "nsubj":
            _put(found, tree, "obj" if full == "nsubj:pass" or found.passive else "subj", k)
        elif rel in {"obj", "iobj"}:
            _put(found, tree, "obj" if rel == "obj" else "iobj", k)
        elif rel in {"obl", "nmod"} and full != "obl:unmarked":
            _oblique(found, tree, k)
        elif rel == "xcomp" and tree.kids(k, "det", "nmod:poss", "amod") and not tree.kids(k, "mark", "obj"):
            _put(found, tree, "obj", k)  # "seized the main crossing": a noun in -ing taken for a verb
        elif rel == "xcomp" and _named_crossing(tree, k):
            _put(found, tree, "obj", k)
        elif rel in {"xcomp", "ccomp"}:
            found.add(rel, k)
        elif rel == "csubj":
            found.add("subj", k)
    _stray_subject(found, tree, verb)
    _pick_up_around(found, tree, verb)
    _beside_object(found, tree)
    for k in tree.kids(verb, "xcomp", "ccomp", "advcl"):
        _from_doing(found, tree, k)
    return found


def add_carrier(found: Arguments, tree: Syntax, carrier: int, noun: int) -> None:
    """Put a verb's arguments beside those of the noun of event that it carries: who does it, and where."""
    for role, words in of_verb(tree, carrier).roles.items():
        for word in words:
            if word == noun or noun in tree.up(word):
                continue
            if role == "subj":
                found.add("carrier", word)
            elif role not in {"obj", "xcomp", "ccomp"}:
                found.add(f"carrier_{role}", word)


def _beside_object(found: Arguments, tree: Syntax) -> None:
    """What hangs on the object may belong to the verb: "move the newcomers to the camp"."""
    for word in tuple(found.of("obj")):
        for k in tree.kids(word, "nmod", "acl"):
            if tree.rel(k) == "nmod" and tree.case(k):
                found.add(f"obj_{tree.case(k)}", k)
            else:
                _from_doing(found, tree, k)


def _named_crossing(tree: Syntax, word: int) -> bool:
    """ "Reopened the Adre crossing": a noun in -ing behind a name, taken for a verb."""
    return (
        tree.tag(word) == "VBG"
        and tree.pos(word - 1) == "PROPN"
        and tree.rel(word - 1) == "obj"
        and not tree.kids(word, "mark", "obj", "nsubj")
    )


def _from_doing(found: Arguments, tree: Syntax, word: int) -> None:
    """ "Barred them from leaving": what somebody is kept from is in the role `from`."""
    if tree.tag(word) == "VBG" and any(tree.low(m) == "from" for m in tree.kids(word, "mark", "case")):
        found.add("from", word)


def _stray_subject(found: Arguments, tree: Syntax, verb: int) -> None:
    """ "After several villages fell": a bare noun between conjunction and verb is the subject, wherever it was hung."""  # noqa: E501
    role = "obj" if found.passive else "subj"
    marks = [k for k in tree.kids(verb, "mark") if k < verb and tree.low(k) != "to"]
    if found.roles.get(role) or not marks:
        return
    for k in range(marks[0] + 1, verb):
        if (
            tree.pos(k) in {"NOUN", "PROPN", "PRON"}
            and not marks[0] <= tree.head(k) <= verb
            and not tree.case(k)
        ):
            _put(found, tree, role, k)
            return


def _put(found: Arguments, tree: Syntax, role: str, word: int) -> None:
    """An argument and those joined to it; a relative pronoun stands for its noun."""
    if tree.low(word) in _WHO and tree.tag(word) in {"WP", "WDT", "IN"}:
        clause = tree.head(word)
        while clause >= 0 and tree.rel(clause) in {"xcomp", "ccomp"}:
            clause = tree.head(clause)  # "which the city wants to build"
        if clause >= 0 and tree.rel(clause) == "acl" and tree.head(clause) >= 0:
            word = tree.head(clause)
    found.add(role, word)
    for k in tree.kids(word, "conj"):
        if tree.pos(k) in _NOMINAL:
            found.add(role, k)


def _oblique(found: Arguments, tree: Syntax, word: int) -> None:
    case = tree.case(word)
    if found.passive and case == "by" and _agent(tree, word):
        _put(found, tree, "subj", word)
    elif case:
        _put(found, tree, case, word)


def _agent(tree: Syntax, word: int) -> bool:
    """ "By the army", but not "by air", "by eleven charter flights", "by Friday"."""
    mention = tree.tree.mentions[word]
    return mention in {"person", "organization", "place"} or (
        mention != "time" and tree.pos(word) in {"PROPN", "PRON"}
    )


def _pick_up_around(found: Arguments, tree: Syntax, verb: int) -> None:
    """What a verb takes from its neighbours: the noun it modifies, the verb it depends on or is joined to."""
    role = "obj" if found.passive else "subj"
    if found.roles.get(role):
        return
    head, rel = tree.head(verb), tree.rel(verb)
    if head < 0:
        return
    if (
        rel == "conj"
        and tree.pos(head) in {"NOUN", "PROPN"}
        and tree.tag(verb) in {"VBD", "VBZ"}
        and tree.head(head) < 0
    ):
        found.add(role, head)  # a clause whose subject was taken for its head
        return
    if rel == "acl" and tree.pos(head) in _NOMINAL:
        infinitive = any(tree.low(k) in {"to", "such", "including"} for k in tree.kids(verb, "mark", "case"))
        if tree.full_rel(verb) == "acl:relcl" and found.roles.get("subj") and not found.roles.get("obj"):
            found.add("obj", head)
        elif not infinitive:
            _put(found, tree, role, head)
        else:
            _take_subject(found, tree, head, role)
    elif rel == "amod":
        _put(found, tree, role, head)
    elif rel in {"xcomp", "advcl", "conj", "ccomp", "parataxis"}:
        _take_subject(found, tree, head, role, joined=rel == "conj")


def _take_subject(found: Arguments, tree: Syntax, head: int, role: str, *, joined: bool = False) -> None:
    """The subject of the verb above, through nouns ("its plan to build") and further verbs; an object where it controls."""  # noqa: E501
    for _ in range(4):
        clause = tree.pos(head) in {"VERB", "AUX", "ADJ"} or tree.kids(head, "cop")
        above = of_verb(tree, head) if clause else of_noun(tree, head)
        controlled = above.of("obj") if tree.lemma(head) in _CONTROLS and not joined else ()
        taken = controlled or above.of("subj") or (above.of("obj") if above.passive else ())
        if taken:
            found.shared = True
            for word in taken:
                found.add(role, word)
            return
        if tree.head(head) < 0:
            return
        joined = tree.rel(head) == "conj"
        head = tree.head(head)


def of_noun(tree: Syntax, noun: int) -> Arguments:
    """The arguments of a noun that tells an event: "Russia's withdrawal of its troops from Bagram", "troop withdrawal"."""  # noqa: E501
    found = Arguments()
    for k in tree.kids(noun):
        full = tree.full_rel(k)
        if full == "nmod:poss":
            _put(found, tree, "subj", k)
        elif tree.rel(k) in {"nmod", "obl"} and tree.case(k):
            case = tree.case(k)
            _put(found, tree, {"of": "obj", "by": "subj"}.get(case, case), k)
            for inner in tree.kids(k, "nmod"):
                if tree.case(inner) in {"to", "from", "in", "into"}:
                    _put(found, tree, tree.case(inner), inner)
        elif tree.rel(k) in {"compound", "amod"}:
            found.add("modifier", k)
        elif full == "acl":
            found.add("xcomp", k)
    if not found.roles.get("obj"):
        for k in found.roles.get("modifier", []):
            if tree.rel(k) == "compound":
                found.add("obj", k)
    return found
