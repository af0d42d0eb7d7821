"""A reader of figures that sees what a test tells it to see, and developments read with it."""

from __future__ import annotations

import pytest

from panj.claims.developments import extraction, voting
from panj.claims.developments.extraction import read
from panj.claims.extract import read_drafts_of
from panj.claims.learned.telling import NOTHING, Telling
from panj.claims.routes.gazette import Codes
from panj.model import DevelopmentKind, DevelopmentStatus, Report

KINDS = [k.value for k in DevelopmentKind]
STATUSES = [s.value for s in DevelopmentStatus]


class Seeing:
    """Sees the words that it is told, each of a kind, as likely as can be."""

    def __init__(self, text, seen):
        self._at = {}
        for words, kind in seen.items():
            assert text.count(words) == 1, words
            start = text.index(words)
            self._at |= dict.fromkeys(range(start, start + len(words)), kind)

    def of(self, start, end):
        kind = self._at.get(start)
        share = 0.95 if kind else 0.001
        kinds = {k: share * (0.9 if k == kind else 0.1 / (len(KINDS) - 1)) for k in KINDS}
        return Telling({NOTHING: 1.0 - share, **kinds}, dict.fromkeys(STATUSES, 1 / len(STATUSES)))

    def share(self, start, end):
        told = self.of(start, end)
        return None if told is None else told.share


@pytest.fixture
def tell(monkeypatch):
    """text, {words: kind} → its developments, read with the words seen beside the frames."""
    status = dict.fromkeys(("default", "under_way", "planned", "possible", "other", "frame"), 3.0)
    own = voting.Weights(
        seen={"share": 0.5, "against": 0.9, "edge": 0.3, "own": 0.9, "asleep": 0.0},
        frame={"trust": 9.0, "unknown": 0.8, "strength": 1.0},
        kind={"frame": 5.0, "word": 0.0},
        status=status,
        status_seen=status,
        right={},
    )
    monkeypatch.setattr(voting, "weights", lambda: own)
    monkeypatch.setattr(extraction, "weights", lambda: own)

    def told(text, seen=(), published="2022-05-20"):
        whole = f"{text}\n\nDisplaced families wait for displaced kin.\n"  # a report on displacement
        report = Report(text=whole, published=published, outlet="Lake Wire")
        codes = Codes(None, whole)
        drafts = read_drafts_of(report, codes, None)
        reader = Seeing(text, dict(seen))
        found = read(report, drafts.sentences, codes.of, drafts.setting, (), lambda _: reader)
        return [d for d in found if d.start < len(text)]

    return told
