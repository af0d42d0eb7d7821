"""Situations built from the invented crisis of `crisis.py`."""

import pytest

from panj.gazetteer import Gazetteer
from panj.publish.situation import build
from publish.crisis import crisis_parts


@pytest.fixture(scope="session")
def gazetteer():
    return Gazetteer.default()


@pytest.fixture
def situate(gazetteer):
    """Builds a situation of reports and claims."""

    def situated(reports, claims, **more):
        return build(reports, claims, gazetteer=gazetteer, **more)

    return situated


@pytest.fixture
def crisis(situate):
    """Soldiers and families cross, some are flown home, a camp is promised, one account is unconfirmed."""
    reports, claims = crisis_parts()
    return situate(reports, claims)
