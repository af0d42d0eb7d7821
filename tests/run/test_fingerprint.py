"""Kept results are made anew when the code or tables that made them change, and only then."""

import pytest

from panj.run.case import _LINKING
from panj.run.fingerprint import fingerprint
from panj.run.kept import _MAKING
from panj.run.reading import _RULES


@pytest.mark.parametrize("packages", [_LINKING, _MAKING, _RULES])
def test_every_package_that_kept_results_hang_on_exists(packages):
    assert len(fingerprint(*packages)) == 10


def test_a_name_that_is_none_is_no_silent_constant():
    with pytest.raises(FileNotFoundError, match="no_such_package"):
        fingerprint("model", "no_such_package")


def test_packages_have_fingerprints_of_their_own():
    assert fingerprint("model") != fingerprint("claims")
