"""Events and claims as linear constraints; a question is answered by what they leave possible."""

from panj.tally.answer import answer, ask
from panj.tally.ledger import Ledger

__all__ = ["Ledger", "answer", "ask"]
