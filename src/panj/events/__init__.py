"""Claims about one occurrence become one event; totals, rates, stocks and plans stay what they are."""

from panj.events.applied import Applied, apply, key_of
from panj.events.decisions import Decision, Verb
from panj.events.incidents import Incident, incidents
from panj.events.linking import link

__all__ = [
    "Applied",
    "Decision",
    "Incident",
    "Verb",
    "apply",
    "incidents",
    "key_of",
    "link",
]
