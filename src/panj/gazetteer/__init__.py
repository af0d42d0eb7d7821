"""Names of places to places, offline: parents, coordinates with precision, spellings in many scripts.

    >>> from panj.gazetteer import Gazetteer
    >>> Gazetteer.default().resolve("Khorog").name
    'Khorugh'

It knows nothing of reports and claims. docs/gazetteer.md says what it holds and how it decides.
"""

from panj.gazetteer.gazetteer import Gazetteer, Weighed
from panj.gazetteer.mentions import Mention

__all__ = ["Gazetteer", "Mention", "Weighed"]
