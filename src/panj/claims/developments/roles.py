"""The words of a match in a role of a frame: subject, object, prepositions, and those of clauses around it.

Takes a `Match` with its tree; gives words.
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.claims.clauses.arguments import of_verb
from panj.claims.clauses.lexicon import base
from panj.claims.developments.demands import Match
from panj.language.trees import Syntax


def words_in(match: Match, tree: Syntax, role: str) -> Sequence[int]:
    """The words in a role; `inner` roles are those of the clause that hangs on the word."""
    if role.startswith("content_"):
        return _of_content(match, tree, role.partition("_")[2])
    if role.startswith("subj_") and role not in match.arguments.roles and role != "subj_place":
        return [
            k for w in match.arguments.of("subj") for k in tree.kids(w, "nmod") if tree.case(k) == role[5:]
        ]
    if role == "alone":  # who does it, where it is done to nothing: "Bulengo is emptying"
        return () if match.arguments.of("obj") else match.arguments.of("subj")
    if role.startswith("body_"):  # "held at the Committee"
        held = match.arguments.of(f"carrier_{role[5:]}") or match.arguments.of(role[5:])
        return [w for w in held if tree.tree.mentions[w] == "organization"]
    if role == "obj_of":
        return [k for w in match.arguments.of("obj") for k in tree.kids(w, "nmod") if tree.case(k) == "of"]
    if role == "landing":
        return _landing(match, tree)
    if role == "said":
        return (
            of_verb(tree, ground_said).of("subj") if (ground_said := _saying(match, tree)) is not None else ()
        )
    if role == "main":
        above = tree.head(match.word)
        return of_verb(tree, above).of("subj") if above >= 0 and tree.rel(match.word) == "obl" else ()
    if not role.startswith("inner"):
        name = role.removesuffix("_place") if role not in match.arguments.roles else role
        return match.arguments.of(name)
    inner = role.partition("_")[2]
    clauses = list(tree.kids(match.word, "xcomp", "ccomp", "advcl"))
    clauses += [k for o in match.arguments.of("obj") for k in tree.kids(o, "acl")]
    if not inner:
        return [k for o in match.arguments.of("obj") for k in tree.kids(o, "nmod", "obl")]
    found: list[int] = []
    for clause in clauses:
        at = of_verb(tree, clause)
        found += at.of(inner)
    return found or [
        k for o in match.arguments.of("obj") for k in tree.kids(o, "nmod") if tree.case(k) == inner
    ]


def _of_content(match: Match, tree: Syntax, role: str) -> list[int]:
    """The arguments of the clause said: who does what is feared, and where to."""
    found: list[int] = []
    for clause in (*match.arguments.of("ccomp"), *match.arguments.of("xcomp")):
        inner = of_verb(tree, clause)
        found += inner.of("subj") or inner.of("obj") if role == "subj" else inner.of(role)
    return found


def _saying(match: Match, tree: Syntax) -> int | None:
    """The verb of saying above a word."""
    at = match.word
    for above in tree.up(at):
        if tree.rel(at) in {"ccomp", "parataxis"}:
            return above
        at = above
    return None


def _landing(match: Match, tree: Syntax) -> Sequence[int]:
    """ "Arrived at the airport, flown out of …": where those who were moved came to."""
    above = tree.head(match.word)
    if above < 0 or tree.rel(match.word) not in {"acl", "conj"}:
        return ()
    outer = tree.head(above) if tree.pos(above) in {"NOUN", "PROPN", "NUM", "PRON"} else above
    return (
        of_verb(tree, outer).of("at|in|to")
        if outer >= 0 and base(tree, outer) in {"arrive", "land", "reach", "come"}
        else ()
    )
