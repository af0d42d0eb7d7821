"""What was fetched stays as it came, is told apart from what was changed, and survives a kill."""

import hashlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panj.reports.web import Archive, Capture, FetchError
from panj.reports.web.archive import INDEX, Reading

AT = "2026-03-01T08:00:00+00:00"


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "border.archive")


def capture(archive, data=b"page", url="https://example.org/a", **more):
    return Capture(url, archive.put(data), len(data), AT, **more)


def files(archive):
    return sorted(p for p in (archive.folder / "objects").rglob("*") if p.is_file())


def test_archive_lies_beside_the_case(tmp_path):
    assert Archive.beside(tmp_path / "border.db").folder == tmp_path / "border.archive"


def test_nothing_is_made_before_there_is_something_to_keep(archive):
    assert archive.contents().captures == {}
    assert not archive.folder.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.binary(max_size=500))
def test_bytes_come_back_as_they_went_in_under_their_hash(archive, data):
    digest = archive.put(data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert archive.get(digest) == data


def test_same_bytes_lie_there_once(archive):
    assert archive.put(b"page") == archive.put(b"page")
    archive.put(b"other")
    assert len(files(archive)) == 2


@pytest.mark.parametrize("place", [0, 1, -1])
def test_changed_byte_is_found(archive, place):
    data = b"More than 1,000 people crossed."
    archive.add(capture(archive, data))
    path = files(archive)[0]
    spoiled = bytearray(data)
    spoiled[place] ^= 1
    path.write_bytes(spoiled)
    with pytest.raises(FetchError) as met:
        archive.get(path.name)
    assert met.value.code == "R115"
    assert [p.code for p in archive.verify()] == ["R115"]


@pytest.mark.parametrize(
    "spoil", [lambda p: p.write_bytes(b""), lambda p: p.write_bytes(p.read_bytes() + b"\n")]
)
def test_cut_or_lengthened_copy_is_found(archive, spoil):
    digest = archive.put(b"page")
    spoil(files(archive)[0])
    with pytest.raises(FetchError, match="R115"):
        archive.get(digest)


def test_missing_copy_is_found_and_put_back_by_the_same_bytes(archive):
    archive.add(capture(archive))
    files(archive)[0].unlink()
    assert [p.code for p in archive.verify()] == ["R117"]
    archive.put(b"page")
    assert archive.verify() == []


def test_damaged_copy_is_healed_by_the_same_bytes(archive):
    digest = archive.put(b"page")
    files(archive)[0].write_bytes(b"pagf")
    assert archive.put(b"page") == digest
    assert archive.get(digest) == b"page"


def test_index_gives_back_what_was_added(archive):
    made = capture(
        archive,
        status=200,
        headers=(("ETag", '"1"'), ("Content-Type", "text/html")),
        chain=(("https://example.org/a", 302), ("https://example.org/b", 200)),
        source="radio",
        entry="e1",
        hints=(("published", "2021-07-05"), ("title", "Fünf Übergänge\n")),
    )
    archive.add(made)
    archive.add(Reading(made.id, ("abc",), ("R010",), "r1"))
    again = Archive(archive.folder).contents()
    assert again.captures == {made.id: made}
    assert again.readings[made.id] == Reading(made.id, ("abc",), ("R010",), "r1")
    assert again.of_entry("e1") == [made]
    assert again.unread() == []
    assert made.final_url == "https://example.org/b"


def whole_index(archive, count=4):
    made = [
        capture(archive, url=f"https://example.org/{n}", hints=(("title", "Übergang"),)) for n in range(count)
    ]
    for one in made:
        archive.add(one)
    return made, (archive.folder / INDEX).read_bytes()


def test_index_cut_at_any_byte_keeps_every_whole_line(archive):
    made, data = whole_index(archive, 2)
    path = archive.folder / INDEX
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        found = Archive(archive.folder).contents()
        assert list(found.captures.values()) == made[: data[:cut].count(b"\n")]
        assert found.problems == []


@pytest.mark.parametrize("cut", [1, 30, -2, -1])
def test_line_after_a_torn_one_is_whole(archive, cut):
    _, data = whole_index(archive, 3)
    (archive.folder / INDEX).write_bytes(data[: cut if cut > 0 else len(data) + cut])
    later = capture(archive, b"later", url="https://example.org/later")
    Archive(archive.folder).add(later)
    found = Archive(archive.folder).contents()
    assert list(found.captures.values())[-1] == later
    assert found.problems == []


def test_broken_line_is_told_and_the_others_kept(archive):
    made, data = whole_index(archive, 3)
    lines = data.split(b"\n")
    lines[1] = lines[1][:40] + b"\x00" + lines[1][41:60]
    (archive.folder / INDEX).write_bytes(b"\n".join(lines))
    found = Archive(archive.folder).contents()
    assert list(found.captures.values()) == [made[0], made[2]]
    assert [p.code for p in found.problems] == ["R118"]
    assert found.problems[0].where.endswith(":2")


@pytest.mark.parametrize(
    "line",
    ["[]", "1", '"x"', "{}", '{"capture": 5}', '{"capture": {"url": 1}}', '{"reading": {"reports": 3}}'],
)
def test_any_json_that_is_no_entry_is_told(archive, line):
    archive.add(capture(archive))
    with (archive.folder / INDEX).open("a") as file:
        file.write(line + "\n")
    found = Archive(archive.folder).contents()
    assert len(found.captures) == 1
    assert [p.code for p in found.problems] == ["R118"]


def test_interrupted_write_leaves_nothing_under_the_name(archive, monkeypatch):
    def broken(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("panj.reports.web.disk.os.fsync", broken)
    with pytest.raises(FetchError, match=r"R116 .*No space left"):
        archive.put(b"page")
    assert files(archive) == []


def test_index_is_only_added_to(archive):
    _, before = whole_index(archive, 2)
    archive.add(capture(archive, b"more"))
    after = (archive.folder / INDEX).read_bytes()
    assert after.startswith(before)
    assert all(json.loads(line) for line in after.splitlines())
