"""Events and claims as linear constraints; a question is answered by what they leave possible."""

from panj.tally.answer import answer, ask, conflicts_of
from panj.tally.balance import Balance, remaining
from panj.tally.book import Book
from panj.tally.changes import Cause, Change, Move, changes, moves
from panj.tally.ledger import Ledger
from panj.tally.questions import key_questions
from panj.tally.why import End, Step, Why, why

__all__ = [
    "Balance",
    "Book",
    "Cause",
    "Change",
    "End",
    "Ledger",
    "Move",
    "Step",
    "Why",
    "answer",
    "ask",
    "changes",
    "conflicts_of",
    "key_questions",
    "moves",
    "remaining",
    "why",
]
