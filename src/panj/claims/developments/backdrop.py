"""Where a development is that names no place: by the report's setting, its sections, what was named before.

Takes a `Match` with the sentence that it stands in; gives a mention, a country's name, or nothing.
"""

from __future__ import annotations

from panj.claims.clauses.lexicon import base
from panj.claims.clauses.wordclasses import is_of
from panj.claims.developments.antecedents import name_of
from panj.claims.developments.demands import Match
from panj.claims.developments.ground import Ground
from panj.claims.developments.placing import SHORT, place_in
from panj.claims.mentions.nations import code_of, demonym
from panj.claims.mentions.places import Mention
from panj.language.trees import Syntax

FIXED = frozenset(
    ["control", "crossing_status", "preparation", "evacuation", "deployment", "restriction", "assistance"]
)
_LODGING = frozenset({"assistance", "preparation", "restriction"})
_HOST = frozenset({"admission_policy", "preparation", "assistance", "restriction"})
_COMING = frozenset(
    {"warning.flight", "assessment.no_influx", "pledge.ready", "pledge.room", "pledge.readiness"}
)


def of_report(match: Match, ground: Ground) -> Mention | str | None:
    """What the setting, the section or the sentences before say of where it is."""
    setting = of_setting(match, ground)
    before = ground.section if ground.section is not None and not ground.section.country else ground.local
    if match.frame.kind in _LODGING and before is not None and not (setting and ground.local_far):
        return before
    if setting is not None:
        return setting
    if match.frame.kind == "return":
        return _nation_of_people(match, ground)
    if match.frame.kind == "admission_policy":
        return ground.reached
    if match.frame.kind in FIXED:
        main = ground.setting.main if ground.setting is not None and ground.local_far else None
        known = main if main and not SHORT.fullmatch(main) else None
        return known or before or ground.section
    return ground.section if match.frame.kind == "assessment" else None


def _nation_of_people(match: Match, ground: Ground) -> str | None:
    """People who are sent home go to the country whose name they bear."""
    tree = ground.tree
    for word in match.arguments.of("obj") or match.arguments.of("subj"):
        around = (word, *tree.kids(word, "amod", "compound", "nmod"))
        nation = next((n for k in around if (n := demonym(tree.tree.words[k]) or _country(tree, k))), None)
        if nation is not None:
            return nation
    return None


def _country(tree: Syntax, word: int) -> str | None:
    """ "1,574 citizens of Chad": a country's name behind "of"."""
    name = tree.tree.words[word]
    return name if tree.case(word) == "of" and code_of(name) is not None else None


def of_setting(match: Match, ground: Ground) -> Mention | str | None:
    """People who go home go to the country that they came from; who comes is let in and lodged where they come to."""  # noqa: E501
    if ground.setting is None:
        return None
    if match.frame.kind in {"return", "withdrawal"}:
        return ground.setting.home
    setting = ground.setting
    if same_nation(setting.home, setting.host) or (setting.home is None and setting.host != setting.country):
        return None
    if match.frame.kind in _HOST or match.frame.name in _COMING or _comes(match, ground.tree):
        own = next((w for w in match.arguments.of("subj") if is_of(ground.tree, w, "named_place")), None)
        if own is not None and match.frame.kind != "assistance":
            found = place_in(own, ground)
            if isinstance(found, Mention) and found.country:
                return found
        return ground.setting.host if ground.setting.host in ground.setting.nations[:2] else None
    return None


def _comes(match: Match, tree: Syntax) -> bool:
    """Whether what is feared is that people come."""
    return match.frame.content and any(
        base(tree, w) in {"come", "arrive", "enter", "cross", "flee", "pour"}
        for w in match.arguments.of("ccomp")
    )


def of_doer(match: Match, ground: Ground) -> str | None:
    """ "The Malian coast guard stopped 34 from leaving": a state's force bars people on its own ground."""
    if match.frame.kind != "restriction" or match.arguments.passive:
        return None
    names = [n for w in match.arguments.of("subj") if (n := name_of(w, ground))]
    return next((nation for n in names for word in n.split() if (nation := demonym(word))), None)


def same_nation(one: str | None, other: str | None) -> bool:
    """Whether two names are of one country."""
    return one is not None and other is not None and code_of(one) == code_of(other)
