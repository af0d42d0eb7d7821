"""Events and claims as linear constraints; a question is answered by what they leave possible."""

from panj.tally.answer import answer, ask
from panj.tally.balance import Balance, remaining
from panj.tally.ledger import Ledger

__all__ = ["Balance", "Ledger", "answer", "ask", "remaining"]
