"""A mistake in feeds.toml is named with its line before anything is asked."""

import pytest

from panj.errors import SettingsError
from panj.reports.web import load_sources

GOOD = """\
# what the desk watches
[fetch]
contact = "desk@example.org"
gap_seconds = 2
max_bytes = 5000000

[[feed]]
name = "radio"
url = "https://radio.example/rss?lang=en"
every = "15 min"

[[feed]]
name = "updates"
url = "https://api.example/v2/reports?appname=desk"
every = "1 h"
take = "items"
robots = false

[[folder]]
path = "inbox"
"""


@pytest.fixture
def feeds(tmp_path):
    def write(text):
        path = tmp_path / "feeds.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_sources_are_read_as_written(feeds, tmp_path):
    found = load_sources(feeds(GOOD))
    radio, updates, inbox = found.sources
    assert (radio.name, radio.every, radio.take, radio.robots) == ("radio", 900, "pages", True)
    assert (updates.every, updates.take, updates.robots) == (3600, "items", False)
    assert (inbox.kind, inbox.name, inbox.address, inbox.shown) == (
        "folder",
        "inbox",
        str(tmp_path / "inbox"),
        "inbox",
    )
    assert (found.manners.gap_seconds, found.manners.max_bytes) == (2.0, 5_000_000)
    assert "+desk@example.org" in found.manners.agent


@pytest.mark.parametrize(
    ("old", "new", "line", "named"),
    [
        ('every = "15 min"', 'every = "15 min', 10, ""),
        ('every = "15 min"', 'every = "often"', 10, "often"),
        ('every = "15 min"', 'every = "5 s"', 10, "60 s"),
        ('every = "15 min"', "every = 15", 10, "15"),
        ('every = "1 h"', 'every = "900 d"', 15, "31 d"),
        ('url = "https://radio.example/rss?lang=en"', 'url = "radio.example"', 9, "url"),
        ('url = "https://radio.example/rss?lang=en"', 'url = "file:///etc/passwd"', 9, "scheme"),
        ('url = "https://radio.example/rss?lang=en"', 'url = "https://me:pw@radio.example/"', 9, "password"),
        ('url = "https://radio.example/rss?lang=en"', 'uri = "x"', 9, "uri"),
        ('take = "items"', 'take = "all"', 16, "pages or items"),
        ("robots = false", 'robots = "no"', 17, "robots"),
        ('path = "inbox"', "path = 5", 20, "path"),
        ('path = "inbox"', 'path = "inbox"\ntake = "items"', 21, "take"),
        ('name = "radio"', 'name = ""', 8, "name"),
        ('name = "radio"', 'name = "updates"', None, "updates"),
        ("[[folder]]", "[[inbox]]", 19, "inbox"),
        ("gap_seconds = 2", "gap_seconds = -1", 4, "gap_seconds"),
        ("gap_seconds = 2", 'gap_seconds = "two"', 4, "gap_seconds"),
        ("gap_seconds = 2", "gap = 2", 4, "gap"),
        ("gap_seconds = 2", 'allow_networks = "10.0.0.0/8"', 4, "allow_networks"),
        ('contact = "desk@example.org"', 'contact = "a\\r\\nX: b"', 3, "contact"),
        ('contact = "desk@example.org"', "contact = 5", 3, "contact"),
        ('[[feed]]\nname = "radio"', '[feed]\nname = "radio"', None, ""),
    ],
)
def test_mistake_is_named_with_its_line(feeds, old, new, line, named):
    assert old in GOOD
    with pytest.raises(SettingsError) as met:
        load_sources(feeds(GOOD.replace(old, new, 1)))
    assert met.value.code == "X012"
    assert named in met.value.sentence()
    assert met.value.remedy
    if line is not None:
        assert met.value.where.endswith(f"feeds.toml:{line}"), met.value.sentence()


@pytest.mark.parametrize(
    "text",
    ["", "[fetch]\n", "feed = 5\n", 'feed = ["x"]\n', "[[feed]]\n", "fetch = 1\n[[folder]]\npath = 'x'\n"],
)
def test_file_that_names_nothing_is_refused(feeds, text):
    with pytest.raises(SettingsError, match="X012"):
        load_sources(feeds(text))


def test_missing_file_and_wrong_encoding_are_named(tmp_path):
    with pytest.raises(SettingsError, match="X011"):
        load_sources(tmp_path / "none.toml")
    (tmp_path / "feeds.toml").write_bytes("[[folder]]\npath = 'é'".encode("latin-1"))
    with pytest.raises(SettingsError, match="X012"):
        load_sources(tmp_path / "feeds.toml")


def test_one_folder_under_two_names_is_refused(feeds):
    with pytest.raises(SettingsError, match="inbox"):
        load_sources(
            feeds('[[folder]]\nname = "a"\npath = "inbox"\n[[folder]]\nname = "b"\npath = "inbox"\n')
        )
