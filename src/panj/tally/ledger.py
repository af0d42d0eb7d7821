"""All that questions are asked of: the accounts, each contradiction judged by who can have moved.

Takes claims, events and reports (see `Accounts`); gives settlements whose first story answers stand on.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Self

from panj.tally.accounts import Accounts
from panj.tally.judgement import judge
from panj.tally.stories import Settlement, Story


class Ledger(Accounts):
    """Claims, events and rows as known at one time, with stories that cannot be moved last."""

    @cached_property
    def _judged(self) -> dict[int, Settlement]:
        return {}

    def judged(self, part: int) -> Settlement:
        """The settlement with stories that cannot be moved last; while that is judged, as it was."""
        if part not in self._judged:
            self._judged[part] = self.settlement(part)
            self._judged[part] = judge(self, part)
        return self._judged[part]

    def telling(self, part: int, story: Story) -> Self:
        """This ledger as it would stand on another story of one part; all that both share is shared."""
        settlement = self.judged(part)
        others = tuple(s for s in settlement.stories if s != story)
        told = copy(self)
        told._judged = {**self._judged, part: replace(settlement, stories=(story, *others))}
        return told
