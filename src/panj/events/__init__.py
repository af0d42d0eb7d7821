"""Claims about one occurrence become one event; totals, rates, stocks and plans stay what they are."""

from panj.events.decisions import Decision, Verb
from panj.events.linking import link

__all__ = ["Decision", "Verb", "link"]
