"""Settings come from panj.toml, then the environment; a mistake is named, not passed over."""

import pytest

from panj import settings
from panj.errors import SettingsError


def test_settings_environment_wins_over_file(tmp_path):
    (tmp_path / "panj.toml").write_text('port = 8700\ncase = "a.db"\n')
    got = settings.load(tmp_path, {"PANJ_PORT": "8800"})
    assert (got.port, got.case) == (8800, "a.db")


def test_settings_defaults_without_a_file(tmp_path):
    assert settings.load(tmp_path, {}) == settings.Settings()


@pytest.mark.parametrize(
    ("text", "named"), [("prot = 1\n", "prot"), ('port = "many"\n', "port"), ("port = \n", "panj.toml")]
)
def test_settings_mistake_is_named(tmp_path, text, named):
    (tmp_path / "panj.toml").write_text(text)
    with pytest.raises(SettingsError, match=named):
        settings.load(tmp_path, {})
