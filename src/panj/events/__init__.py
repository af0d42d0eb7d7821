"""Claims about one occurrence become one event; totals, rates, stocks and plans stay what they are."""

from panj.events.applied import Applied, apply, key_of
from panj.events.decisions import Decision, Verb
from panj.events.linking import link

__all__ = ["Applied", "Decision", "Verb", "apply", "key_of", "link"]
