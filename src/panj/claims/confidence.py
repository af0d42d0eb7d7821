"""How likely a whole claim is read rightly: 0 to 1, from what its reading had to guess. A draft in, a number out."""  # noqa: E501

from __future__ import annotations

from panj.claims.draft import Draft
from panj.model import BlockKind


def confidence(draft: Draft) -> float:
    """A first estimate, to be calibrated on gold: clear frames score high, carried and guessed fields lower."""  # noqa: E501
    value = 0.75 + 0.1 * max(-1.5, min(1.5, draft.score - 0.8))
    value -= 0.15 * (draft.copied is not None) + 0.15 * draft.inherits
    value -= 0.1 * ("noun.borrowed" in draft.rules) + 0.1 * (draft.noun is None)
    value -= 0.05 * any(r.startswith(("date.carried", "date.said", "date.paragraph")) for r in draft.rules)
    value -= 0.1 * (draft.sentence.kind is not BlockKind.BODY)
    return round(max(0.05, min(0.95, value)), 2)
