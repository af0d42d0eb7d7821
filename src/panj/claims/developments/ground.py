"""What a telling word stands on: its sentence with the tree, the paragraph, and what the report said before.

Filled sentence by sentence (trail.py); read by the readers of names, places and speakers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panj.claims.clauses.sayings import Saying
from panj.claims.draft import Sentence
from panj.claims.mentions.places import Mention
from panj.claims.routes.setting import Setting
from panj.language.trees import Syntax


@dataclass(slots=True)
class Ground:
    """A sentence with its tree, the sentence before, and what the whole report is about."""

    text: str
    sentence: Sentence
    tree: Syntax
    sayings: Sequence[Saying]
    before: Sentence | None = None
    setting: Setting | None = None
    local: Mention | None = None  # the last place named before, no country
    local_far: bool = False  # True: not in the same paragraph
    section: Mention | None = None  # the place that heads the section, else the report
    reached: Mention | None = None  # where people were told to have come to
    outlet: str | None = None
    voice: str | None = None  # who was last quoted
    winner: tuple[str, ...] = ()  # who was last told to have taken a place
    heard: str | None = None  # who speaks in the sentence before, in the same paragraph
    ahead: bool = False  # True: the sentence before tells only what is to come
    person: str | None = None  # the last person who was quoted
    around: Sequence[Sentence] = ()  # the sentences of the paragraph
