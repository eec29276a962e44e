"""Where files lie: the same promises on disk and in a bucket that speaks S3."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from forum.adapters import clock
from forum.adapters.files import FileGone, FilesAway, FileStore, open_files
from forum.adapters.files.disk import DiskFiles
from forum.adapters.files.s3 import open_bucket
from forum.config import BadSetting
from tests.support.applications import settings_for
from tests.support.buckets import KEY_ID, SECRET

KEY = "ab/abcdef0123456789.jpg"


@pytest.fixture(params=["disk", "bucket"])
def store(request, tmp_path: Path) -> FileStore:
    if request.param == "disk":
        return DiskFiles(tmp_path / "files")
    return request.getfixturevalue("bucket")


def test_what_is_put_is_read(store: FileStore) -> None:
    store.put(KEY, b"\x00\xffpixels")
    assert store.read(KEY) == b"\x00\xffpixels"
    assert store.has(KEY)


def test_what_is_put_twice_is_the_last_one(store: FileStore) -> None:
    store.put(KEY, b"old")
    store.put(KEY, b"new")
    assert store.read(KEY) == b"new"
    assert [one.key for one in store.all()] == [KEY]


def test_a_large_one_is_read_whole(store: FileStore) -> None:
    store.put(KEY, bytes(200_000) + b"end")
    assert store.read(KEY) == bytes(200_000) + b"end"


def test_what_is_not_there_is_gone(store: FileStore) -> None:
    assert not store.has(KEY)
    with pytest.raises(FileGone):
        store.read(KEY)
    store.delete(KEY)


def test_what_is_deleted_is_gone(store: FileStore) -> None:
    store.put(KEY, b"x")
    store.delete(KEY)
    assert not store.has(KEY)
    assert list(store.all()) == []


def test_everything_is_listed_with_its_time(store: FileStore) -> None:
    for key in (KEY, "cd/cdef01234567890a.pdf"):
        store.put(key, b"x")
    listed = {one.key: one.put_at for one in store.all()}
    assert set(listed) == {KEY, "cd/cdef01234567890a.pdf"}
    assert all(abs(at - clock.now()) < timedelta(minutes=2) for at in listed.values())


def test_a_place_that_works_says_nothing_and_keeps_nothing(store: FileStore) -> None:
    store.check()
    assert list(store.all()) == []


def test_a_bucket_that_breaks_off_is_away(bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.exceptions import ReadTimeoutError
    from botocore.response import StreamingBody

    def hang(_: StreamingBody) -> bytes:
        raise ReadTimeoutError(endpoint_url="https://secret.example/abc")

    bucket.put(KEY, b"x")
    monkeypatch.setattr(StreamingBody, "read", hang)
    with pytest.raises(FilesAway, match=r"^ReadTimeoutError$"):
        bucket.read(KEY)


# ---- disk -----------------------------------------------------------------------------------------------------------


def test_on_disk_only_the_sites_own_account_may_read(tmp_path: Path) -> None:
    DiskFiles(tmp_path / "files").put(KEY, b"x")
    assert stat.S_IMODE((tmp_path / "files" / KEY).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "files" / "ab").stat().st_mode) == 0o700


def test_what_other_programs_leave_there_is_none_of_ours(tmp_path: Path) -> None:
    store = DiskFiles(tmp_path / "files")
    store.put(KEY, b"x")
    (tmp_path / "files" / "ab" / ".nfs000000001234").write_bytes(b"x")
    assert [one.key for one in store.all()] == [KEY]


@pytest.mark.parametrize(
    "key", ["../secret_key", "ab/../../secret_key", "/etc/passwd", "ab/x", "ab/a\x00.jpg"]
)
def test_no_key_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    store = DiskFiles(tmp_path / "files")
    with pytest.raises(FileGone):
        store.read(key)
    with pytest.raises(FileGone):
        store.put(key, b"x")


def test_a_write_that_fails_leaves_the_old_file_and_no_half_one(tmp_path: Path, monkeypatch) -> None:
    store = DiskFiles(tmp_path / "files")
    store.put(KEY, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FilesAway, match="No space left"):
        store.put(KEY, b"new")
    assert store.read(KEY) == b"old"
    assert [path.name for path in (tmp_path / "files" / "ab").iterdir()] == [KEY[3:]]


def test_what_a_power_cut_left_half_written_can_be_swept(tmp_path: Path) -> None:
    store = DiskFiles(tmp_path / "files")
    store.put(KEY, b"x")
    half = ".abcdef0123456789.jpg.0123456789abcdef"
    (tmp_path / "files" / "ab" / half).write_bytes(b"hal")
    assert f"ab/{half}" in {one.key for one in store.all()}
    store.delete(f"ab/{half}")
    assert {one.key for one in store.all()} == {KEY}


# ---- which place, and wrong settings --------------------------------------------------------------------------------


def opened(tmp_path: Path, **changes) -> FileStore:
    return open_files(settings_for(tmp_path, "sqlite://", **changes))


def test_files_lie_in_the_instance_folder_unless_a_setting_says_otherwise(tmp_path: Path) -> None:
    opened(tmp_path).put(KEY, b"x")
    assert (tmp_path / "instance" / "files" / KEY).read_bytes() == b"x"
    opened(tmp_path, files_url=f"file://{tmp_path}/else%20where").put(KEY, b"y")
    assert (tmp_path / "else where" / KEY).read_bytes() == b"y"


def test_a_bucket_is_named_by_the_setting(tmp_path: Path, bucket_url: str) -> None:
    store = opened(tmp_path, files_url=bucket_url, files_key_id=KEY_ID, files_secret=SECRET)
    store.check()
    store.put(KEY, b"x")
    assert [one.key for one in store.all()] == [KEY]


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    with pytest.raises(BadSetting, match=r"FORUM_FILES_URL: the folder .*taken.* cannot be used"):
        DiskFiles(tmp_path / "taken").check()


def test_a_bucket_that_is_not_there_is_told_in_one_sentence(s3_endpoint: str) -> None:
    store = open_bucket(f"s3://nobodys?endpoint={s3_endpoint}", KEY_ID, SECRET)
    with pytest.raises(BadSetting, match=r"bucket 'nobodys' .* cannot be used \(NoSuchBucket\)"):
        store.check()


def test_a_server_that_is_away_is_told_in_one_sentence() -> None:
    store = open_bucket("s3://forum?endpoint=http://127.0.0.1:9", KEY_ID, SECRET)
    with pytest.raises(BadSetting, match=r"cannot be used \(EndpointConnectionError\)"):
        store.check()
    with pytest.raises(FilesAway):
        store.has(KEY)
