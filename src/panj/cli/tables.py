"""Tables that fit the terminal without breaking a word or a number.

Takes columns and rows; gives a rich table whose columns have their widths settled. Where not even the
longest words fit side by side, the columns that matter least are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

_GAP = 2
_LONGEST = 24  # a longer word (a URL) may be broken


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        name: its heading.
        whole: its cells are never broken at all: dates, ids, bounds.
        rank: columns of the highest rank go first where the width does not do; 0 always stays.
        right: numbers stand to the right.
        longest: a longer word of this column may be broken.
    """

    name: str
    whole: bool = False
    rank: int = 0
    right: bool = False
    longest: int = _LONGEST


@dataclass(slots=True)
class Sheet:
    """Rows of cells under columns; a row of one cell is a heading across the table."""

    columns: tuple[Column, ...]
    rows: list[tuple[Text, ...]] = field(default_factory=list)

    def add(self, *cells: Text) -> None:
        """Adds a row; its cells stand in the order of the columns."""
        self.rows.append(cells)

    def heading(self, cell: Text) -> None:
        """Adds a line above the rows that follow."""
        cell.stylize("bold")
        self.rows.append((cell,))

    def fit(self, width: int) -> list[Table | Text]:
        """What to print, one part after the other, for a terminal of this width."""
        kept = self._kept(width)
        sizes = settle([self._range(n) for n in kept], width)
        parts: list[Table | Text] = []
        table = self._table(kept, sizes, header=True)
        for row in self.rows:
            if len(row) == 1 and len(self.columns) > 1:
                parts += [*([table] if table.rows or not parts else []), row[0]]
                table = self._table(kept, sizes, header=False)
            else:
                table.add_row(*(row[n] for n in kept))
        return [*parts, table] if table.rows or not parts else parts

    def _table(self, kept: list[int], sizes: list[int], *, header: bool) -> Table:
        # The line under the heading takes one column between cells, which the padding leaves free.
        padding = (0, _GAP - 1 if header else _GAP, 0, 0)
        box = SIMPLE_HEAD if header else None
        made = Table(box=box, show_edge=False, pad_edge=False, padding=padding, show_header=header)
        for n, size in zip(kept, sizes, strict=True):
            column = self.columns[n]
            justify: Literal["right", "left"] = "right" if column.right else "left"
            made.add_column(column.name, width=size, overflow="fold", justify=justify)
        return made

    def _kept(self, width: int) -> list[int]:
        kept = list(range(len(self.columns)))
        while sum(self._range(n)[0] + _GAP for n in kept) - _GAP > width:
            worst = max(kept, key=lambda n: (self.columns[n].rank, n))
            if self.columns[worst].rank == 0:
                break
            kept.remove(worst)
        return kept

    def _range(self, n: int) -> tuple[int, int]:
        """The least and the most width that a column has use for."""
        column = self.columns[n]
        cells = [Text(column.name), *(row[n] for row in self.rows if len(row) > 1)]
        most = max(cell.cell_len for cell in cells)
        if column.whole:
            return most, most
        words = (Text(word).cell_len for cell in cells for word in cell.plain.split())
        return min(max(words, default=1), column.longest), most


def settle(ranges: Sequence[tuple[int, int]], width: int) -> list[int]:
    """Widths between least and most that fill the terminal no further than they must.

    >>> settle([(5, 5), (4, 40), (4, 10)], 40)
    [5, 21, 10]
    """
    sizes = [least for least, _ in ranges]
    left = width - sum(sizes) - _GAP * (len(sizes) - 1)
    while left > 0:
        wanting = [n for n, (_, most) in enumerate(ranges) if sizes[n] < most]
        if not wanting:
            break
        for n in sorted(wanting, key=lambda n: sizes[n] - ranges[n][1])[:left]:
            sizes[n] += 1
            left -= 1
    return sizes
