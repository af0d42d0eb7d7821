"""On what the rules' word about a figure rests: what the sentence states weighs more than what was guessed.

Takes a draft that the rules have filled; gives, for a question, the name of a weight in rules/learned.toml.
"""

from __future__ import annotations

import re

from panj.claims.counting.brackets import is_labelled_line
from panj.claims.draft import Draft
from panj.claims.periods.totals import is_throughout
from panj.claims.routes.arguments import acting
from panj.claims.routes.flows import TAKES
from panj.claims.routes.nearness import price, same
from panj.claims.routes.scene import RouteMemory
from panj.claims.tables import table
from panj.model import HARM, INFLOWS, PEOPLE, Group, Measure, PeriodKind, Status

_STATED = frozenset({"governed", "noun.label", "list.heading", "presence.at"})
_REFERRED = frozenset(
    {"mention.who_had", "measure.same_figure", "measure.compared", "measure.number_in", "part.sum"}
    | {"measure.are_displaced", "measure.had_then", "measure.beside_capacity", "measure.who_were"}
)
_LABELS = frozenset(
    {"place.label", "place.bracket", "place.gap", "place.of_total", "place.of_home", "place.there"}
)
_POINTED = frozenset({"place.where", "place.it", "place.its", "place.subject"})
_OF_RULER = frozenset({"place.of_speaker", "place.taker"})
_OF_SENDER = frozenset({"place.sent_by", "place.onward"})
_OUTWARD = frozenset({Measure.EVACUATION, Measure.DEPARTURE, Measure.RELOCATION})
_OF_SCENE = frozenset({"place.headed", "place.nationwide"})
_BROKEN_DOWN = frozenset({"part.breakdown", "part.list"})
_MODAL = frozenset({"status.possible:may", "status.possible:might", "status.possible:could"})
_STAYING = frozenset({Measure.HOSTED, Measure.DISPLACED_STOCK})
_GUESSES = ("measure.", "list.", "group.", "share.", "presence.")
_WEEK, _MONTH = 6, 27  # days from the first to the last
_RUNNING = {"date.since": "since", "date.window": "window", "date.until": "until", "date.as_of": "until"}
_SAID_PERIODS = ("period.brings_total", "period.rate", "period.compared", "measure.number_in")
_DATED = {
    "until": "until",
    "toll": "until",
    "brought": "compared",
    "window": "window",
    "open": "open",
    "of_neighbour": "neighbour",
    "stock_now": "stock",
    "report": "default",
    **dict.fromkeys(("carried", "scene", "of_whole", "onset", "of_report", "of_story"), "carried"),
}
_CAUSING = re.compile(
    r"(?<!to )\b(?:forc|compell|oblig|caus|driv|prompt|necessitat)(?:ed|ing|en)\s+"
    r"(?:the\s+(?:evacuation|displacement|flight|relocation)\s+of\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_MADE_TO = re.compile(
    r"(?:\s+[^\s,.;:]+){0,6}?\s+(?:(?:was|were|been)\s+(?:forced|compelled|obliged|made)\s+to\b|"
    r"had\s+to\s+(?:be\s+(?:evacuated|rescued|moved|relocated)|leave|flee|evacuate)\b)",
    re.IGNORECASE,
)
_NEAR = 1.0  # as nearness.price has it: an argument of the figure's own verb, or a part of its noun phrase
_MAKES = re.compile(
    r"\W*(?:That|This|It|They|These)\s+(?:all\s+)?(?:now\s+)?(?:makes?|made|brings?|brought|takes?|took|adds?|raises?|raised)\b"
)
_NOW = re.compile(r"\b(?:now|currently|at\s+present|today)\b[^.;,]*\Z", re.IGNORECASE)
_BESIDE = re.compile(r"\s+(?:[\w-]+\s+){0,3}(?:at|in|into|to|from|near|for|on|around)\s+(?:the\s+)?")
_REACHED = re.compile(r"\s+(?:[\w-]+\s+){1,4}")


def strength(draft: Draft, question: str) -> str:
    """The name of the weight: how the rules came to their answer.

    Args:
        question: measure, unit, group, status, period or date.
    """
    if question == "date":
        return date_strength(draft)
    if question == "measure":
        return _measure_strength(draft)
    if question == "group":
        if draft.group in {None, Group.PEOPLE}:
            return "default"
        return "civilians" if draft.group is Group.CIVILIANS else "named"
    if question == "status":
        return _status_strength(draft)
    if question == "period":
        return _period_strength(draft)
    return "any"


def says_line(draft: Draft) -> bool:
    """Whether the heading of a line says what its figure measures; the reader sees no line end."""
    return draft.hit is not None and draft.copied is None and is_labelled_line(draft)


def _in_the_past(draft: Draft) -> bool:
    """ "About 600 people left before the storm": the verb that governs it stands in the past tense."""
    tree, tie = draft.sentence.syntax, draft.tie
    return tree is not None and tie is not None and tree.tag(tie.word) == "VBD"


def _caused(draft: Draft) -> bool:
    """ "Forcing 3,000 people to leave", "2,000 were forced to flee": what was brought about has happened."""
    text, base = draft.sentence.text, draft.sentence.span.start
    before, after = text[: draft.start - base], text[draft.end - base :]
    return _CAUSING.search(before) is not None or _MADE_TO.match(after) is not None


def _measure_strength(draft: Draft) -> str:
    if draft.column is not None or "measure.in_other_units" in draft.rules:
        return "column"
    compared = "measure.compared" in draft.rules
    left = draft.measure is Measure.DEPARTURE and not compared  # where they went tells what they did there
    if not left and (_REFERRED.intersection(draft.rules) or _goes_on_with_lead(draft)):
        return "referred"
    if _is_taken_in(draft) or "measure.taken_on" in draft.rules:
        return "taken"
    if _STATED.intersection(draft.rules):
        asked = draft.hit is not None and draft.hit.frame.name == "asylum_applications"
        named = draft.measure in HARM or draft.term == "homeless" or asked or "verb.over_noun" in draft.rules
        if named and draft.copied is None:
            return "harm"
        return "broad" if _is_broad(draft) else "governed"
    if draft.measure in HARM and draft.copied is None and draft.hit is not None:
        return "harm_near"
    return "guessed" if any(r.startswith(_GUESSES) for r in draft.rules) else "near"


def _is_broad(draft: Draft) -> bool:
    """Whether the word that governs a figure is said of several measures."""
    if draft.hit is None or draft.copied is not None:
        return False
    return draft.hit.frame.name in table("learned")["measure"]["broad_frames"]


def _is_taken_in(draft: Draft) -> bool:
    """ "Iraq has received 16,000": a country takes people in, though others were flown out just before."""
    if draft.measure is not Measure.ARRIVAL or draft.copied is not None:
        return False
    doer = acting(draft, draft.sentence.places) if TAKES.match(draft.term or "") else None
    return doer is not None and doer.nation is not None


def _status_strength(draft: Draft) -> str:
    if draft.status in {Status.DENIED, Status.REQUESTED}:
        return str(draft.status)
    if _MODAL.intersection(draft.rules):
        return "modal"
    if "status.purpose" in draft.rules:
        return "purpose"
    if draft.status is not Status.HAPPENED:
        return "marked"
    return "caused" if _caused(draft) else "told" if _in_the_past(draft) else "default"


def _period_strength(draft: Draft) -> str:
    if any(r.startswith(_SAID_PERIODS) for r in draft.rules):
        return "said"
    if draft.period is PeriodKind.CUMULATIVE:
        found = next((_RUNNING[r] for r in draft.rules if r in _RUNNING), "total")
        lasted = found in {"window", "total"} and (_within_weeks(draft) or is_throughout(draft))
        return "long" if lasted else found
    if draft.period is PeriodKind.EVENT:
        return "dated" if _on_a_day(draft) else "default"
    return "state" if draft.period is PeriodKind.AS_OF else "marked"


def date_strength(draft: Draft) -> str:
    """The same for the days: said of the figure itself, taken over from elsewhere, or none told at all."""
    rule = next((r for r in draft.rules if r.startswith("date.")), None)
    if "date.same_period" in draft.rules:
        return "compared"
    if rule is None and "period.harm_goes_on" in draft.rules:
        return "goes_on"
    if rule == "date.stock_now" and (
        "measure.are_displaced" in draft.rules or _NOW.search(draft.before[-40:])
    ):
        return "said"  # "there are now 3,000", "300,000 are displaced"
    if "date.before" in draft.rules:
        return "compared"  # "before the war": no day of this report
    return "default" if rule is None else _DATED.get(rule.removeprefix("date."), "said")


def _goes_on_with_lead(draft: Draft) -> bool:
    """A line of a place under a line with the sum, or under a sentence that ends in a colon."""
    lead = draft.copied
    if lead is not None and lead.measure in _STAYING and "measure.breakdown" in draft.rules:
        return True  # "50,000 are in the country. Of these, 10,500 are at Kibo and 4,600 at Duri"
    if lead is None or "measure.carried" not in draft.rules:
        return False
    if _BROKEN_DOWN.intersection(draft.rules) and lead is draft.whole and lead.sentence is draft.sentence:
        return True  # "put the number at 617: 410 soldiers, 81 police and 126 relatives"
    if _MAKES.match(draft.sentence.text) and lead.sentence.paragraph == draft.sentence.paragraph:
        return True  # "40 came on Friday. That makes 310 since May"
    if "list.lead" not in draft.rules:
        return False
    return "governed" in lead.rules and (lead.sentence.item or lead.sentence.text.endswith(":"))


def _within_weeks(draft: Draft) -> bool:
    """ "In December 5,100 came": who came in a week or more did not come at once."""
    first, last = draft.date_start, draft.date_end
    if first is None or last is None or draft.unit not in PEOPLE or draft.status is not Status.HAPPENED:
        return False
    least = _WEEK if "date.window" in draft.rules else _MONTH
    return bool({"date.on", "date.window"}.intersection(draft.rules)) and (last - first).days >= least


def _on_a_day(draft: Draft) -> bool:
    """ "24,500 crossed on Wednesday": the figure's own words name the day or the night."""
    first, last = draft.date_start, draft.date_end
    named = "date.on" in draft.rules or "date.night" in draft.rules
    return named and first is not None and last is not None and (last - first).days <= 1


def slot_strength(draft: Draft, slot: str, *, seen: bool, scene: RouteMemory, just_told: bool = True) -> str:
    """The same for origin, destination and place.

    Args:
        seen: whether the reader sees the rules' place as one.
        scene: what the report is about, and the section that the figure stands in.
        just_told: whether the sentence before the figure's own names the rules' place.
    """
    name = getattr(draft, slot)
    if name is None:
        return "labelled" if "place.of_total" in draft.rules else "none"
    by_rule = _end_by_rule(draft, slot)
    if by_rule is not None:
        return by_rule
    labelled = _LABELS.intersection(draft.rules) and _is_labelled(draft, slot, name)
    if labelled or name == scene.section or _is_of_issuer(draft, name):
        return "labelled"
    if _stands_beside(draft, name) or _is_pointed_to(draft, slot):
        return "beside"
    if _OF_SCENE.intersection(draft.rules) and slot == "place":
        return "described"
    if name not in draft.sentence.text and any(m.generic for m in draft.sentence.places):
        return "described"
    if any(m.generic and m.name == name for m in draft.sentence.places):
        return "stated"
    if seen and slot == "place":
        return _known_place(draft, name, just_told=just_told)
    if seen:
        return "known"
    if name in draft.sentence.text:
        return "stated"
    home = {"origin": scene.setting.home, "destination": scene.setting.host}.get(slot)
    return "setting" if name == home else "elsewhere"


def _end_by_rule(draft: Draft, slot: str) -> str | None:
    """What an end weighs that a rule tells by who takes people in, sends them away or goes home."""
    if slot == "destination" and "place.home" in draft.rules:
        return "stated"
    if slot == "destination" and _OF_RULER.intersection(draft.rules):
        return "beside"
    return "labelled" if slot == "origin" and _OF_SENDER.intersection(draft.rules) else None


def _known_place(draft: Draft, name: str, *, just_told: bool) -> str:
    """Whether a place stands near the figure in its sentence, or has just been told; else it is a guess."""
    if name not in draft.sentence.text:
        return "known" if just_told else "carried"
    own = [m for m in draft.sentence.places if same(m.name, name)]
    return "known" if own and min(price(draft, m) for m in own) < _NEAR else "apart"


def _is_labelled(draft: Draft, slot: str, name: str) -> bool:
    """Whether the label names this end: "Togo 3,000" of arrivals says where they came, not whence."""
    if slot != "destination" and _OUTWARD.intersection({draft.measure}) and name not in draft.sentence.text:
        return False  # the other end of their way, taken from elsewhere
    if slot == "origin" and draft.measure in INFLOWS and "place.nationality" not in draft.rules:
        return "place.of_home" in draft.rules
    return True


def _is_of_issuer(draft: Draft, name: str) -> bool:
    """ "With us", "our province": the reader does not know whose words it reads."""
    return "place.of_issuer" in draft.rules and name not in draft.sentence.text


def _is_pointed_to(draft: Draft, slot: str) -> bool:
    """ "Kolo, where 300 live", "it holds 300": the rules know what is meant, the reader guesses."""
    return bool(_POINTED.intersection(draft.rules)) and (slot == "origin") == ("place.its" in draft.rules)


def _stands_beside(draft: Draft, name: str) -> bool:
    """ "200 at Bahai", "300 people in the camp of Kibo", "22,000 have reached Kibo": little is between."""
    text, base = draft.sentence.text, draft.sentence.span.start
    return any(
        (_REACHED if m.role == "object" else _BESIDE).fullmatch(text[draft.end - base : m.start - base])
        for m in draft.sentence.places
        if m.name == name and m.start > draft.end
    )
