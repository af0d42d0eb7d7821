"""The figure reader asked about all numbers of a stretch at once, since a question costs nearly what ten do.

Takes a `Stretch` and the numbers that it may be asked about; gives an `Answer` for each figure wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panj.claims.counting.asides import dated
from panj.claims.draft import Sentence
from panj.claims.learned.context import View
from panj.claims.learned.reader import Answer, Stretch
from panj.claims.numbers.numbers import numbers

Figure = tuple[int, int]  # its first and last piece in the view


class Asked:
    """The answers on one stretch.

    Args:
        stretch: what has been read.
        expected: the figures that will be asked about, as far as they are known.
    """

    def __init__(self, stretch: Stretch, expected: Sequence[Figure]) -> None:
        self._stretch, self._expected = stretch, expected
        self._known: dict[Figure, Answer] = {}

    def answers(self, figures: Sequence[Figure]) -> list[Answer]:
        """An answer for each figure."""
        new = [f for f in figures if f not in self._known]
        if new:
            wanted = list(dict.fromkeys(new if self._known else [*new, *self._expected]))
            self._known.update(zip(wanted, self._stretch.answers(wanted), strict=True))
        return [self._known[f] for f in figures]


def expected(text: str, read: Sequence[Sentence], seen: View) -> Iterator[Figure]:
    """The numbers of some sentences that are no dates, as the view has them."""
    for sentence in read:
        for number in numbers(text, sentence.body, sentence.span.end):
            at = None if dated(number, sentence.whens) else seen.span(number.core_start, number.core_end)
            if at is not None:
                yield at
