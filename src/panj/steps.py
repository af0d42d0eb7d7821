"""Where long work stands: what works tells, whoever waits listens.

`tell` is called by the work with words for what it does now; `listening` gives these words to a function for
as long as a block runs, in this thread alone. Where nobody listens, nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, int, int | None], None]
SENTENCES, DEVELOPMENTS = "sentences", "developments"  # what reading a report tells, the first with numbers
FETCHING, TAKING = "asking for the page", "reading the page"  # what fetching tells of a page
_LISTENER: ContextVar[Listener | None] = ContextVar("panj_steps", default=None)


def tell(step: str, done: int = 0, of: int | None = None) -> None:
    """Says what is worked at now.

    Args:
        step: in a few words, as a reader may see them: `figures`.
        done, of: how many are done, of how many; None where nobody can say.
    """
    listener = _LISTENER.get()
    if listener is not None:
        listener(step, done, of)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Has what is told in this block told to a function."""
    mark = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(mark)
